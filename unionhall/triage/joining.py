"""Does a new letter speak of a problem that is known already? It joins the nearest one, if that is near enough."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .problems import Told, likeness, middles, of_length_one

JOINS = 0.24
"""How near a letter must be to the middle of a problem to join it by itself (cosine, 0 to 1)."""


def joining(
    groups: Sequence[Sequence[Told]], fresh: Sequence[Told], *, background: Sequence[Told] = (), near: float = JOINS
) -> list[tuple[int | None, float]]:
    """For each fresh letter the group it joins, or None, and how near that is.

    `background` are other letters of the time: what is common among them counts for little.
    """
    groups = [list(group) for group in groups]
    filled = [n for n, group in enumerate(groups) if group]
    if not filled or not fresh:
        return [(None, 0.0) for _letter in fresh]
    known = [told for n in filled for told in groups[n]]
    vectors = likeness([*known, *fresh, *background])
    places, start = [], 0
    for n in filled:
        places.append(list(range(start, start + len(groups[n]))))
        start += len(groups[n])
    near_to = (of_length_one(vectors[len(known) : len(known) + len(fresh)]) @ middles(vectors, places).T).toarray()
    found: list[tuple[int | None, float]] = []
    for row in near_to:
        best = int(np.argmax(row))
        found.append((filled[best] if row[best] >= near else None, float(row[best])))
    return found
