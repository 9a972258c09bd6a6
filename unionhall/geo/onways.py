"""How do the points of a file lie beside the ways? How far off they may stand, how far they do, and whether they were misread.

Every command and every page that counts along a network asks here, so that the same files give the same figures everywhere.
"""

from __future__ import annotations

import numpy as np

from .network import Network, Snapped

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
