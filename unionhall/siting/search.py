"""A good choice at once: lazy greedy, swaps, and a walk that does not turn back at once (tabu). Nothing here is a certificate."""

from __future__ import annotations

import heapq
import time

import numpy as np
import scipy.sparse as sp

from .cover import Cover
from .instance import Flags, Floats

MOST_CELLS = 30_000_000
"""Columns × chosen up to which all swaps are looked at together."""


MEMORY = (((50, 150), (5, 25)), ((20, 60), (5, 20)), ((100, 300), (5, 50)))
"""For how many steps a column that went out stays out, and one that came in stays in: by turns, a hundred steps each. In a town
many columns are nearly alike; with a short memory the walk would go round among them."""
BACK = 1_000
"""Steps without a better choice after which the walk begins again from the best."""


def greedy(cover: Cover, *, by_cost: bool = False) -> Flags:
    """One station after another, each the one that adds most (by_cost: most for its money). A gain only falls, so old ones are upper
    bounds and few are counted anew."""
    chosen = np.zeros(cover.rows.shape[1], bool)
    if not cover.rows.nnz:
        return chosen
    indptr, indices = cover.turned.indptr, cover.turned.indices
    left = _shares(cover)
    missing = cover.need.copy()
    worth = np.asarray(cover.turned @ left)
    price = np.maximum(cover.costs, 1e-12) if by_cost else np.ones(len(worth))
    heap = [(-worth[n] / price[n], n) for n in range(len(worth)) if worth[n] > 0]
    heapq.heapify(heap)
    purse = cover.purse
    count = 0
    while heap and count < cover.most:
        _old, column = heapq.heappop(heap)
        if cover.costs[column] > purse:
            continue
        mine = indices[indptr[column] : indptr[column + 1]]
        now = float(left[mine].sum()) / price[column]
        if now <= 0:
            continue
        if heap and now < -heap[0][0]:
            heapq.heappush(heap, (-now, column))
            continue
        chosen[column] = True
        count += 1
        purse -= cover.costs[column]
        missing[mine] -= 1
        left[mine[missing[mine] <= 0]] = 0.0
    return chosen


def _shares(cover: Cover) -> Floats:
    """A row that needs two gives half its weight to the first: else nothing would speak for a first one."""
    return np.asarray(cover.weights / cover.need)


def filled(cover: Cover, chosen: Flags) -> Flags:
    """With what the means still allow, best first."""
    chosen = chosen.copy()
    counts = cover.matrix @ chosen.astype(np.float64)
    shares = _shares(cover)
    while int(chosen.sum()) < cover.most:
        gain = np.asarray(cover.turned @ np.where(counts < cover.need, shares, 0.0))
        gain[chosen | (cover.costs > cover.purse - cover.costs[chosen].sum())] = 0.0
        best = int(gain.argmax()) if len(gain) else 0
        if not len(gain) or gain[best] <= 0:
            break
        chosen[best] = True
        counts += cover.matrix[:, [best]].toarray().ravel()
    return chosen


def walked(
    cover: Cover, chosen: Flags, *, until: float, downhill: bool = False, seed: int = 0, idle: int = 10**9
) -> Flags:
    """The best choice met by swapping one for one, always the best swap, up to the instant `until` (time.perf_counter). `downhill`: go
    on through worse ones, with a memory of what was just moved; otherwise stop where no swap helps. `idle`: stop after so many
    steps without a better one."""
    chosen = filled(cover, chosen)
    count = int(chosen.sum())
    if not count or count == len(chosen) or len(chosen) * count > MOST_CELLS:
        return chosen
    chance = np.random.default_rng(seed)
    best, best_value = chosen.copy(), cover.value(chosen)
    value = best_value
    barred = np.zeros(len(chosen), np.int64)
    step = since = 0
    while time.perf_counter() < until and since < idle:
        step += 1
        since += 1
        if since % BACK == 0:
            chosen, value = best.copy(), best_value
        inside = np.flatnonzero(chosen)
        change = _swaps(cover, chosen, inside)
        if downhill:
            free = change.copy()
            free[:, barred > step] = -np.inf
            free[barred[inside] > step] = -np.inf
            pick = int(change.argmax())
            if value + change.flat[pick] <= best_value:
                pick = int(free.argmax())
        else:
            pick = int(change.argmax())
        gain = change.flat[pick]
        if not np.isfinite(gain) or (not downhill and gain <= 1e-9 * max(1.0, value)):
            break
        other, column = divmod(pick, len(chosen))
        chosen[column], chosen[inside[other]] = True, False
        gone, stays = MEMORY[step // 100 % len(MEMORY)]
        barred[inside[other]] = step + chance.integers(*_within(gone, (len(chosen) - count) // 2))
        barred[column] = step + chance.integers(*_within(stays, count // 2))
        if cover.means.budget is not None:
            chosen = filled(cover, chosen)
        value = cover.value(chosen)
        if value > best_value:
            best, best_value, since = chosen.copy(), value, 0
    return best


def _within(steps: tuple[int, int], most: int) -> tuple[int, int]:
    """A range of steps, not beyond what leaves something to move."""
    low = max(1, min(steps[0], most // 2))
    return low, max(low + 1, min(steps[1], most + 1))


def _swaps(cover: Cover, chosen: Flags, inside: np.ndarray) -> Floats:
    """Chosen × columns: by how much the value changes when the column comes in for the chosen one; −∞ where that may not be."""
    counts = cover.matrix @ chosen.astype(np.float64)
    wanting, just = counts == cover.need - 1, counts == cover.need
    gain = np.asarray(cover.turned @ np.where(wanting, cover.weights, 0.0))
    lost = np.where(just, cover.weights, 0.0)
    mine = sp.csr_array(cover.turned[inside])
    loss = np.asarray(mine @ lost)
    both = lost - np.where(wanting, cover.weights, 0.0) if cover.need.max(initial=1) > 1 else lost
    stays = both[mine.indices] != 0
    ends = np.concatenate([[0], np.cumsum(stays)])[mine.indptr]
    touched = mine.indices[stays]
    meeting = sp.csr_array((both[touched], touched, ends), shape=mine.shape) @ cover.matrix
    change = np.asarray(meeting.toarray())
    change += gain[None, :]
    change -= loss[:, None]
    change[:, inside] = -np.inf
    if cover.means.budget is not None:
        spare = cover.purse - cover.costs[chosen].sum()
        change[cover.costs[None, :] - cover.costs[inside][:, None] > spare] = -np.inf
    return change
