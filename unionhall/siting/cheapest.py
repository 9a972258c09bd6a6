"""All rows covered, for the least: lscp (each column costs 1), and the question inside p-centre (is it possible within the means?).

Rows that are covered whenever another one is go out, columns that another one makes superfluous go out, columns that are the only ones for a
row go in, until nothing moves. What is left is small; HiGHS closes it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from . import solver
from .cover import MOST_PAIRS, superfluous
from .grain import Scale
from .instance import Flags, Floats, Whole, kept

Progress = Callable[[float, float, Flags], bool]

MOST_CELLS, CELLS_A_SECOND = 12_000_000, 400_000
"""Cells of a model that the solver is asked: one that it could not even read in the time is not begun."""


@dataclass
class Cheapest:
    """A choice of columns that covers all rows, what it costs, and what none can be below."""

    chosen: Flags
    cost: float
    bound: float

    @property
    def closed(self) -> bool:
        """Proven the least?"""
        return self.bound >= self.cost


def covering_all(
    rows: sp.csr_array,
    costs: Floats,
    scale: Scale,
    *,
    until: float,
    enough: float | None = None,
    progress: Progress = lambda cost, bound, chosen: True,
) -> Cheapest:
    """The least-cost choice; `costs` in the solver's unit (with `scale`). No row may be empty. `enough`: stop as soon as a choice costs
    no more than that, or the bound is above it."""
    count = rows.shape[1]
    left, columns, forced = _reduced(rows, costs)
    chosen = np.zeros(count, bool)
    chosen[forced] = True
    base = float(costs[chosen].sum())
    if not left.shape[0]:
        return Cheapest(chosen, base, base)
    price = costs[columns]
    pick = _without_idle(left, price, _greedy(left, price))
    best = Cheapest(_joined(chosen, columns, pick), base + float(price[pick].sum()), base)
    best.bound = max(best.bound, base + _first_bound(left, price, scale))
    if best.closed or _is_enough(best, enough) or not progress(best.cost, best.bound, best.chosen):
        return best
    seconds = until - time.perf_counter()
    if seconds <= 0 or left.nnz > min(MOST_CELLS, CELLS_A_SECOND * seconds):
        return best
    model = solver.Model(
        costs=price,
        lower=np.zeros(len(columns)),
        upper=np.ones(len(columns)),
        rows=sp.csr_array((np.ones(left.nnz), left.indices, left.indptr), shape=left.shape),
        row_lower=np.ones(left.shape[0]),
        row_upper=np.full(left.shape[0], np.inf),
        whole=np.ones(len(columns), bool),
    )

    def take(x: np.ndarray) -> None:
        found = _without_idle(left, price, x > 0.5)
        if not _covers(left, found):
            return
        cost = base + float(price[found].sum())
        if cost < best.cost:
            best.chosen, best.cost = _joined(chosen, columns, found), cost

    def raise_to(bound: float) -> None:
        if np.isfinite(bound):
            best.bound = max(best.bound, min(best.cost, base + rounded_up(bound, scale)))

    found = solver.relaxed(model, seconds=seconds, interior=left.nnz > 20_000)
    if found.finished and found.prices is not None:
        raise_to(_dual_bound(left, price, np.maximum(found.prices, 0.0)))
    if found.x is not None:
        take(_repaired(left, price, found.x).astype(float))
    if best.bound >= best.cost or _is_enough(best, enough) or not progress(best.cost, best.bound, best.chosen):
        return best

    def told(bound: float, x: np.ndarray | None) -> bool:
        if x is not None:
            take(x)
        raise_to(bound)
        return progress(best.cost, best.bound, best.chosen) and not _is_enough(best, enough)

    start = np.zeros(len(columns))
    start[best.chosen[columns]] = 1.0
    gap = 1.0 - 1e-3 if scale.whole else 1e-9
    solved = solver.optimised(
        model, seconds=until - time.perf_counter(), gap=min(gap, 0.5), start=start, told=told, thorough=False
    )
    if solved.x is not None:
        take(solved.x)
    raise_to(solved.bound)
    return best


def rounded_up(bound: float, scale: Scale) -> float:
    """A lower bound in the solver's unit, moved outward, rounded up where costs are whole."""
    return float(np.ceil(bound - scale.slack)) if scale.whole else bound - scale.slack


def _is_enough(best: Cheapest, enough: float | None) -> bool:
    return enough is not None and (best.cost <= enough or best.bound > enough)


def _joined(chosen: Flags, columns: Whole, pick: Flags) -> Flags:
    all_of = chosen.copy()
    all_of[columns[pick]] = True
    return all_of


def _reduced(rows: sp.csr_array, costs: Floats) -> tuple[sp.csr_array, Whole, Whole]:
    """(rows left, their columns, columns that must be chosen)."""
    columns = np.arange(rows.shape[1])
    forced: list[Whole] = []
    while rows.shape[0]:
        before = rows.shape
        rows = sp.csr_array(rows[~_implied(rows)])
        used = np.bincount(rows.indices, minlength=rows.shape[1]) > 0
        stays = used & ~superfluous(rows, costs[columns])
        rows, columns = _only(rows, stays), columns[stays]
        lone = np.unique(rows.indices[rows.indptr[:-1][np.diff(rows.indptr) == 1]])
        if len(lone):
            forced.append(columns[lone])
            took = np.zeros(rows.shape[1])
            took[lone] = 1.0
            open_rows = (rows.astype(np.float64) @ took) == 0
            stays = np.ones(rows.shape[1], bool)
            stays[lone] = False
            rows, columns = _only(sp.csr_array(rows[open_rows]), stays), columns[stays]
        if rows.shape == before:
            break
    return rows, columns, np.concatenate(forced) if forced else np.zeros(0, np.int64)


def _only(rows: sp.csr_array, stays: Flags) -> sp.csr_array:
    left = kept(rows, stays)
    number = np.cumsum(stays) - 1
    return sp.csr_array((left.data, number[left.indices], left.indptr), shape=(rows.shape[0], int(stays.sum())))


def _implied(rows: sp.csr_array) -> Flags:
    """Rows that contain all columns of another row: covered whenever that one is; of equal ones the first stays."""
    turned = sp.csr_array(rows.T)
    lengths = np.diff(turned.indptr).astype(np.int64)
    if int((lengths**2).sum()) > MOST_PAIRS:
        return np.zeros(rows.shape[0], bool)
    ones = sp.csr_array((np.ones(rows.nnz, np.int32), rows.indices, rows.indptr), shape=rows.shape)
    both = sp.coo_array(ones @ sp.csr_array(ones.T))
    one, other = both.coords
    size = np.diff(rows.indptr)
    inside = (both.data == size[other]) & (one != other)
    one, other = one[inside], other[inside]
    gone = np.zeros(rows.shape[0], bool)
    gone[one[(size[one] > size[other]) | (other < one)]] = True
    return gone


def _greedy(rows: sp.csr_array, price: Floats) -> Flags:
    turned = sp.csr_array(rows.T).astype(np.float64)
    matrix = rows.astype(np.float64)
    waiting = np.ones(rows.shape[0])
    chosen = np.zeros(rows.shape[1], bool)
    while waiting.any():
        worth = (turned @ waiting) / np.maximum(price, 1e-9)
        worth[chosen] = -1
        column = int(worth.argmax())
        chosen[column] = True
        waiting[matrix[:, [column]].toarray().ravel() > 0] = 0.0
    return chosen


def _covers(rows: sp.csr_array, chosen: Flags) -> bool:
    return bool(((rows.astype(np.float64) @ chosen.astype(np.float64)) > 0.5).all())


def _without_idle(rows: sp.csr_array, price: Floats, chosen: Flags) -> Flags:
    """Without columns that the others make needless, dearest first."""
    chosen = chosen.copy()
    counts = rows.astype(np.float64) @ chosen.astype(np.float64)
    turned = sp.csr_array(rows.T)
    for column in sorted(np.flatnonzero(chosen), key=lambda n: -price[n]):
        mine = turned.indices[turned.indptr[column] : turned.indptr[column + 1]]
        if (counts[mine] >= 2).all():
            chosen[column] = False
            counts[mine] -= 1
    return chosen


def _repaired(rows: sp.csr_array, price: Floats, liked: np.ndarray) -> Flags:
    """What a relaxation likes, completed to a cover."""
    chosen = liked > 0.5
    open_rows = np.flatnonzero((rows.astype(np.float64) @ chosen.astype(np.float64)) < 0.5)
    if len(open_rows):
        chosen = chosen | _greedy(sp.csr_array(rows[open_rows]), price / np.maximum(liked, 1e-3))
    return _without_idle(rows, price, chosen)


def _first_bound(rows: sp.csr_array, price: Floats, scale: Scale) -> float:
    """Each row pays the least share of a column among those that reach it: for no column do the rows pay more than it costs."""
    size = np.bincount(rows.indices, minlength=rows.shape[1])
    share = price / np.maximum(size, 1)
    paid = np.minimum.reduceat(share[rows.indices], rows.indptr[:-1])
    return rounded_up(float(paid.sum()) * (1 - 1e-12), scale)


def _dual_bound(rows: sp.csr_array, price: Floats, prices: Floats) -> float:
    """What these row prices prove: they may overcharge a column by a tolerance, which is taken off."""
    charged = np.asarray(rows.T.astype(np.float64) @ prices)
    over = np.maximum(charged - price, 0.0)
    return float(prices.sum() - over.sum()) * (1 - 1e-13)
