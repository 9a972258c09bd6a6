"""p-centre, a good plan soon: swaps that pull a place nearer to the point that has the longest way.

Only a place nearer to that point than its nearest can make the longest way shorter, so each step looks at these, one for each of those
chosen, and takes the best, worse ones too, with a memory of what was just moved. Few points decide, so the steps count on
some of them and all are asked only about a plan that is better for these; who has then a longer way joins.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from .instance import Flags, Floats, Whole
from .objectives import Means


class Ways(Protocol):
    """What of p-centre a step looks at."""

    @property
    def ways(self) -> Floats: ...
    @property
    def standing(self) -> Floats: ...
    @property
    def costs(self) -> Floats: ...
    @property
    def means(self) -> Means: ...
    def near(self, chosen: Flags) -> Floats:
        """Per row: the way to the nearest that stands or is chosen."""
        ...


Joining = Callable[[Floats, Whole, float], Whole]
"""(ways to the nearest, rows left out, radius): the rows that join."""


def pulled(
    problem: Ways, chosen: Flags, deciding: Whole, *, joining: Joining, until: float, idle: int, seed: int = 0
) -> tuple[Flags, Whole]:
    """(the best plan met, the rows that decide now). `chosen` keeps to the means. `idle`: steps without a better one."""
    chance = np.random.default_rng(seed)
    best = completed(problem, chosen)
    best_value = float(problem.near(best).max(initial=0.0))
    pick = np.flatnonzero(best)
    if not len(pick) or len(pick) == len(best):
        return best, deciding
    barred = np.zeros(len(best), np.int64)
    few = _Few(problem, deciding)
    since = step = 0
    while since < idle and time.perf_counter() < until:
        step += 1
        since += 1
        swap = few.best_swap(pick, barred, step, best_value)
        if swap is None:
            break
        at, column, value = swap
        barred[pick[at]] = step + chance.integers(3, 6 + len(pick) // 2)
        barred[column] = step + chance.integers(2, 4 + len(pick) // 3)
        pick[at] = column
        if value >= best_value:
            continue
        plan = np.zeros(len(best), bool)
        plan[pick] = True
        near = problem.near(plan)
        longest = float(near.max(initial=0.0))
        if longest < best_value:
            best, best_value, since = plan, longest, 0
        left_out = np.flatnonzero(near > value)
        if len(left_out):
            deciding = np.union1d(deciding, joining(near, left_out, value))
            few = _Few(problem, deciding)
    return best, deciding


def completed(problem: Ways, chosen: Flags) -> Flags:
    """With what the means still allow: always the place nearest to the point with the longest way."""
    chosen = chosen.copy()
    most = len(chosen) if problem.means.new is None else problem.means.new
    purse = np.inf if problem.means.budget is None else problem.means.budget * (1 + 1e-12)
    near = problem.near(chosen)
    while int(chosen.sum()) < most:
        row = int(near.argmax())
        ways = np.where(chosen | (problem.costs > purse - problem.costs[chosen].sum()), np.inf, problem.ways[row])
        column = int(ways.argmin())
        if not ways[column] < near[row]:
            break
        chosen[column] = True
        near = np.minimum(near, problem.ways[:, column])
    return chosen


class _Few:
    """The ways of some rows."""

    def __init__(self, problem: Ways, rows: Whole) -> None:
        self.ways, self.standing = problem.ways[rows], problem.standing[rows]
        self.costs = problem.costs
        self.purse = np.inf if problem.means.budget is None else problem.means.budget * (1 + 1e-12)

    def best_swap(self, pick: Whole, barred: Whole, step: int, best_value: float) -> tuple[int, int, float] | None:
        """(which of those chosen goes, what comes, the longest way then) among what is not barred, or is better than ever."""
        told = np.concatenate([self.ways[:, pick], self.standing[:, None]], axis=1)
        order = np.argsort(told, axis=1, kind="stable")[:, :2]
        near, next_ = np.take_along_axis(told, order, axis=1).T
        row = int(near.argmax())
        come = np.flatnonzero(self.ways[row] < near[row])
        if not len(come):
            return None
        # Rows by who serves them: the longest way among those of each, when it stays and when it goes.
        by = np.argsort(order[:, 0], kind="stable")
        owner = order[by, 0]
        starts = np.flatnonzero(np.concatenate([[True], owner[1:] != owner[:-1]]))
        ways = self.ways[by][:, come]
        stays = np.maximum.reduceat(np.minimum(ways, near[by, None]), starts, axis=0)
        goes = np.maximum.reduceat(np.minimum(ways, next_[by, None]), starts, axis=0)
        # The longest of all others: the largest, or the second largest for the one that has it.
        top = np.argmax(stays, axis=0)
        across = np.arange(len(come))
        first = stays[top, across].copy()
        stays[top, across] = 0.0
        second = stays.max(axis=0)
        number = np.full(len(pick) + 1, -1)
        number[owner[starts]] = np.arange(len(starts))
        value = np.empty((len(pick), len(come)))
        for at in range(len(pick)):
            mine = number[at]
            if mine < 0:
                value[at] = first
            else:
                value[at] = np.maximum(np.where(top == mine, second, first), goes[mine])
        spare = self.purse - self.costs[pick].sum()
        value[self.costs[come][None, :] - self.costs[pick][:, None] > spare] = np.inf
        shut = (barred[come] > step)[None, :] | (barred[pick] > step)[:, None]
        value[shut & (value >= best_value)] = np.inf
        at, which = divmod(int(value.argmin()), len(come))
        if not np.isfinite(value[at, which]):
            return None
        return at, int(come[which]), float(value[at, which])
