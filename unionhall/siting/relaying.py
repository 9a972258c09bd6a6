"""A better plan from a good one: some neighbouring sites are taken up and laid again, best of all, the others stay. Again and again.

One swap at a time gets stuck where three sites would have to move together; a small neighbourhood HiGHS solves whole in a moment. Two
neighbourhoods are opened at once, so that a site may also move across the town. Nothing here is a certificate.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from . import bounds, search, solver
from .cover import Cover, trimmed
from .instance import Flags, Floats, kept

TAKEN_UP = 6
"""Sites of each neighbourhood at first; more where that is solved quickly and finds nothing."""
PIECE = 3.0
"""Seconds for one piece at most."""


def relaid(
    cover: Cover, chosen: Flags, liked: Floats, *, until: float, idle: float, better: Callable[[Flags], bool]
) -> Flags:
    """The best choice met up to the instant `until`, or until `idle` seconds brought none; `better` is told each, and stops the work by False. `liked`: what a relaxation
    thinks of each column; columns it likes are taken along."""
    chance = np.random.default_rng(7)
    chosen = chosen.copy()
    size = TAKEN_UP
    tried = 0
    last = time.perf_counter()
    while time.perf_counter() < min(until, last + idle) and int(chosen.sum()) > 1:
        begun = time.perf_counter()
        up, near = _neighbourhood(cover, chosen, size, chance)
        found = _laid_again(cover, chosen, up, near | (liked > 0.3), until=min(until, begun + PIECE))
        tried += 1
        if found is not None and cover.value(found) > cover.value(chosen):
            chosen = search.walked(cover, found, until=min(until, time.perf_counter() + 0.1))
            tried, last = 0, time.perf_counter()
            if not better(chosen):
                break
        took = time.perf_counter() - begun
        if up.all() or size >= int(chosen.sum()):
            size = TAKEN_UP
        if took < 0.2 * PIECE and tried >= 8:
            size, tried = size + 2, 0
        elif took > 0.8 * PIECE:
            size = max(3, size - 1)
    return chosen


def _neighbourhood(cover: Cover, chosen: Flags, size: int, chance: np.random.Generator) -> tuple[Flags, Flags]:
    """(the chosen to take up, the columns round about): two patches that grow from two places until each has so many."""
    inside = np.zeros(len(chosen), bool)
    for _patch in range(2):
        patch = np.zeros(len(chosen), bool)
        patch[int(chance.choice(np.flatnonzero(chosen)))] = True
        while int((patch & chosen).sum()) < size:
            rows = cover.matrix @ patch.astype(np.float64) > 0
            wider = np.asarray(cover.turned @ rows.astype(np.float64)) > 0
            if int(wider.sum()) == int(patch.sum()):
                break
            patch = wider
        over = int((patch & chosen).sum()) - size
        if over > 0:
            # The last step took too many: some of them stay where they are.
            mine = np.flatnonzero(patch & chosen)
            patch[chance.choice(mine, over, replace=False)] = False
        inside |= patch
    return inside & chosen, inside


def _laid_again(cover: Cover, chosen: Flags, up: Flags, near: Flags, *, until: float) -> Flags | None:
    stay = chosen & ~up
    counts = cover.matrix @ stay.astype(np.float64)
    need = (cover.need - counts).astype(np.int64)
    waiting = np.flatnonzero(need > 0)
    means = replace(
        cover.means,
        new=None if cover.means.new is None else cover.most - int(stay.sum()),
        budget=None if cover.means.budget is None else max(0.0, cover.means.budget - float(cover.costs[stay].sum())),
    )
    part = trimmed(
        kept(cover.rows[waiting], near & ~stay),
        cover.weights[waiting],
        need[waiting],
        cover.costs,
        means,
        cover.scale,
        0.0,
    )
    if not part.rows.shape[0] or not part.most:
        return None
    links = bounds.links_of(part)
    start = (chosen & up)[part.columns]
    found = solver.optimised(
        bounds.relaxation(part, links),
        seconds=until - time.perf_counter(),
        gap=0.5 if cover.scale.whole else 1e-6,
        start=bounds.filled_in(part, start),
        thorough=False,
    )
    if found.x is None:
        return None
    again = stay.copy()
    again[part.columns[found.x[: len(part.columns)] > 0.5]] = True
    return again
