"""How do the points of a file lie beside the ways? How far off they may stand, how far they do, and whether they were misread.

Every command and every page that counts along a network asks here, so that the same files give the same figures everywhere.
"""

from __future__ import annotations

import numpy as np

from .datum import from_wgs84, looks_shifted
from .network import Network, Snapped
from .tables import Points
from .words import Words

NEAR = 500.0
"""Metres: at least so far a point may stand from a way and still be put on it."""


def off_at_most(limit: float) -> float:
    """How far (metres) a point may stand from a way when what is asked for lies within `limit` metres: that far, at least `NEAR`.

    What it stands off counts as part of its way, so that nothing beyond the limit comes within it.
    """
    return max(NEAR, limit)


def typically_off(places: Snapped) -> float | None:
    """Metres from the middle one of the points to its way; None where half of them have no way near, or there are none."""
    if not len(places):
        return None
    middle = float(np.median(places.offset))
    return round(middle, 1) if np.isfinite(middle) else None


def misread(points: Points, ways: Network) -> Words | None:
    """What speaks for another datum of a file than the one it was read in, with what to do about it; None when nothing does.

    `points` are in WGS-84 by now; the question is about the file, so they are turned back first.
    """
    found = looks_shifted(*from_wgs84(points.lon, points.lat, points.datum), ways, datum=points.datum)
    if found is None:
        return None
    return Words(
        f"{points.name}：{found.words.zh}{found.next_step.zh}", f"{points.name}: {found.words.en} {found.next_step.en}"
    )
