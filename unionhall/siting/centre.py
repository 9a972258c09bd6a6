"""p-centre: the least radius within which everybody has a station. Only the ways that occur can be it, so they are halved again and again;
each question ("is it possible within this radius?") is one of covering, answered by a plan or by a bound.

Of many points few decide. The question is asked of some of them, and points that the plan leaves out join until it leaves out
none (it is possible) or the few cannot be covered (then neither can all). Who has joined stays for the next radius.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from . import pulling
from .cheapest import covering_all
from .grain import Scale, scale_of
from .instance import Flags, Floats, Whole
from .objectives import Means

Progress = Callable[[float, float, Flags], bool]

FEW = 500
"""Points up to which all are asked about at once."""
FIRST_PATIENCE = 0.5
"""Seconds for one question at least, before easier ones are asked."""
IDLE = 400
"""Swaps without a better plan after which they stop."""
FINE = 0.05
"""Share of what is open: an easier question that would tell less than this is not asked; the hard one is, for longer."""
JOINING = 20
"""Points left out that join the question together."""


@dataclass(frozen=True)
class Centre:
    """Rows (points) × columns (free candidates): the way; infinite where there is none."""

    ways: Floats
    standing: Floats
    """Per row: the way to the nearest station that stands; infinite without one."""
    costs: Floats
    means: Means

    def near(self, chosen: Flags) -> Floats:
        """Per row: the way to the nearest that stands or is chosen."""
        return np.minimum(self.standing, self.ways[:, chosen].min(axis=1)) if chosen.any() else self.standing

    def value(self, chosen: Flags) -> float:
        """The longest way to the nearest."""
        return float(self.near(chosen).max(initial=0.0))

    @cached_property
    def least(self) -> float:
        """What the longest way is with every place."""
        return float(np.minimum(self.standing, self.ways.min(axis=1, initial=np.inf)).max(initial=0.0))

    def steps(self, most: float) -> Floats:
        """The values the longest way can have, up to `most`, rising."""
        told = [one[np.isfinite(one) & (one >= self.least) & (one <= most)] for one in (self.ways, self.standing)]
        return np.unique(np.concatenate(told))

    def fits(self, chosen: Flags) -> bool:
        """Within the count and the budget?"""
        return (self.means.new is None or int(chosen.sum()) <= self.means.new) and (
            self.means.budget is None or float(self.costs[chosen].sum()) <= self.means.budget * (1 + 1e-12)
        )


@dataclass
class State:
    """The best choice and the highest bound so far."""

    chosen: Flags
    value: float
    bound: float
    method: str = "halving"
    deciding: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    """Rows of a large table that the question is asked of."""
    pulls: int = 0


def quick(problem: Centre, *, until: float) -> Flags:
    """The place nearest to the point with the longest way, again and again; swaps; halving with greedy covers while there is time."""
    none = np.zeros(problem.ways.shape[1], bool)
    if not len(none):
        return none
    first = pulling.completed(problem, none)
    state = State(first, problem.value(first) if problem.fits(first) else np.inf, 0.0)
    if np.isfinite(state.value):
        _pull(problem, state, until=until)
        if time.perf_counter() > until:
            return state.chosen
    pulled = state.value
    _halved(problem, state, until=until)
    if not np.isfinite(state.value):
        return none
    if state.value < pulled:
        _pull(problem, state, until=until)
    return state.chosen


def _halved(problem: Centre, state: State, *, until: float) -> None:
    """Greedy covers of ever smaller radius, at least until there is a plan at all."""
    steps = problem.steps(state.value)
    low, high = 0, len(steps) - 1
    while low <= high and (time.perf_counter() < until or not np.isfinite(state.value)):
        middle = (low + high) // 2
        loops = until if np.isfinite(state.value) else np.inf
        _possible, found = _asked_of_few(problem, state, float(steps[middle]), until=loops, solving=0.0)
        if found is None:
            low = middle + 1
            continue
        value = problem.value(found)
        high = min(middle, int(np.searchsorted(steps, value))) - 1
        if value < state.value:
            state.chosen, state.value = found, value


def _pull(problem: Centre, state: State, *, until: float) -> None:
    """Swaps, from the best plan so far."""
    if not len(state.deciding):
        state.deciding = _far_apart(problem, np.flatnonzero(problem.standing > problem.least))
    if not len(state.deciding):
        return

    def joining(near: Floats, left_out: Whole, radius: float) -> Whole:
        return _spread(problem, near, left_out, radius)

    state.pulls += 1
    found, state.deciding = pulling.pulled(
        problem, state.chosen, state.deciding, joining=joining, until=until, idle=IDLE, seed=state.pulls
    )
    value = problem.value(found)
    if value < state.value:
        state.chosen, state.value = found, value


def proven(problem: Centre, chosen: Flags, *, until: float, progress: Progress) -> State:
    """The best choice and its bound, by the instant `until`."""
    state = State(chosen, problem.value(chosen), problem.least)
    steps = problem.steps(state.value)
    if problem.fits(np.zeros(len(chosen), bool)) and problem.means.new == 0:
        state.bound = state.value
        return state
    low = int(np.searchsorted(steps, problem.least))
    high = int(np.searchsorted(steps, state.value)) if np.isfinite(state.value) else len(steps)
    # All below `low` is impossible, `high` is possible; what was asked in vain lies from `first` to `last`.
    first, last = high, low - 1
    patience = max(FIRST_PATIENCE, 0.04 * (until - time.perf_counter()))
    while low < high:
        fine = (steps[min(high, len(steps) - 1)] - steps[low]) * FINE if last >= first else 0.0
        below = first > low and steps[min(first, len(steps) - 1)] - steps[low] >= fine
        above = last + 1 < high and steps[min(high, len(steps) - 1)] - steps[max(last, 0)] >= fine
        if not below and not above:
            first, last, patience = high, low - 1, 2 * patience
            continue
        if first > last:
            middle = (low + high) // 2
        elif below and (not above or first - low >= high - last):
            middle = (low + first) // 2
        else:
            middle = (last + high) // 2
        limit = min(until, time.perf_counter() + patience)
        possible, found = _asked_of_few(problem, state, float(steps[middle]), until=limit, solving=limit)
        if found is not None:
            value = problem.value(found)
            if value < state.value:
                state.chosen, state.value = found, value
            high = min(middle, int(np.searchsorted(steps, value)))
            last = min(last, high - 1)
        elif not possible:
            low = middle + 1
            first = max(first, low)
            state.bound = float(steps[low]) if low < len(steps) else np.inf
        elif time.perf_counter() > until:
            return state  # neither a plan nor a proof in time
        else:
            first, last = min(first, middle), max(last, middle)
            if np.isfinite(state.value):
                _pull(problem, state, until=min(until, time.perf_counter() + patience))
                high = min(high, int(np.searchsorted(steps, state.value)))
                last = min(last, high - 1)
        if not progress(state.value, state.bound, state.chosen):
            return state
    state.bound = max(state.bound, float(steps[high])) if high < len(steps) else np.inf
    return state


def _asked_of_few(
    problem: Centre, state: State, radius: float, *, until: float, solving: float
) -> tuple[bool, Flags | None]:
    """`_asked`, of all points where they are few, of those that decide where they are many. `solving`: until when a
    solver may be asked; before it, only what greedy finds."""
    rows = np.flatnonzero(problem.standing > radius)
    if len(rows) <= FEW:
        return _asked(problem, radius, rows, until=solving)
    if not len(state.deciding):
        state.deciding = _far_apart(problem, rows)
    while True:
        asked = state.deciding[problem.standing[state.deciding] > radius]
        possible, found = _asked(problem, radius, asked, until=solving)
        if found is None:
            return possible, None
        near = np.minimum(problem.standing, problem.ways[:, found].min(axis=1, initial=np.inf))
        left_out = np.flatnonzero(near > radius)
        if not len(left_out):
            return True, found
        if time.perf_counter() > until:
            return True, None
        state.deciding = np.concatenate([state.deciding, _spread(problem, near, left_out, radius)])


def _far_apart(problem: Centre, rows: Whole) -> Whole:
    """Points to begin with: always the one that is farthest from the places nearest to those before it."""
    count = len(problem.costs) if problem.means.new is None else problem.means.new
    near = problem.standing[rows].copy()
    told: list[int] = []
    for _ in range(min(2 * count + 10, FEW, len(rows))):
        row = int(near.argmax())
        if near[row] <= 0:
            break
        told.append(row)
        near = np.minimum(near, problem.ways[rows, int(problem.ways[rows[row]].argmin())])
        near[row] = 0.0
    return np.asarray(rows[told], np.int64)


def _spread(problem: Centre, near: Floats, left_out: Whole, radius: float) -> Whole:
    """Some of the points left out, farthest first, none within reach of the place nearest to another."""
    told: list[int] = []
    waits = near[left_out].copy()
    while len(told) < JOINING and waits.max(initial=0.0) > 0:
        pick = int(waits.argmax())
        told.append(int(left_out[pick]))
        waits[problem.ways[left_out, int(problem.ways[left_out[pick]].argmin())] <= radius] = 0.0
        waits[pick] = 0.0
    return np.asarray(told, np.int64)


def _asked(problem: Centre, radius: float, rows: Whole, *, until: float) -> tuple[bool, Flags | None]:
    """(might a plan cover these rows within the radius, one that does)."""
    count = len(problem.costs)
    if not len(rows):
        return True, np.zeros(count, bool)
    table = sp.csr_array(problem.ways[rows] <= radius)
    if (np.diff(table.indptr) == 0).any():
        return False, None
    if problem.means.new is not None:
        found = covering_all(
            table, np.ones(count), Scale(1.0, True, 1e-6), until=until, enough=float(problem.means.new)
        )
        if problem.fits(found.chosen):
            return True, found.chosen
        if found.bound > problem.means.new:
            return False, None
    if problem.means.budget is not None:
        scale = scale_of(problem.costs, total=float(problem.costs.sum()))
        prices, limit = problem.costs / scale.size, problem.means.budget / scale.size
        prices, limit = (np.rint(prices), np.floor(limit + 1e-9)) if scale.whole else (prices, limit * (1 + 1e-12))
        found = covering_all(table, prices, scale, until=until, enough=float(limit))
        if problem.fits(found.chosen):
            return True, found.chosen
        if found.bound > limit:
            return False, None
    return True, None
