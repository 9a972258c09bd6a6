"""p-centre: the least radius within which everybody has a station. Only the ways that occur can be it, so they are halved again and again;
each question ("is it possible within this radius?") is one of covering, answered by a plan or by a bound."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from .cheapest import covering_all
from .grain import Scale, scale_of
from .instance import Flags, Floats
from .objectives import Means

Progress = Callable[[float, float, Flags], bool]


@dataclass(frozen=True)
class Centre:
    """Rows (points) × columns (free candidates): the way; infinite where there is none."""

    ways: Floats
    standing: Floats
    """Per row: the way to the nearest station that stands; infinite without one."""
    costs: Floats
    means: Means

    def value(self, chosen: Flags) -> float:
        """The longest way to the nearest."""
        near = self.standing
        if chosen.any():
            near = np.minimum(near, self.ways[:, chosen].min(axis=1))
        return float(near.max(initial=0.0))

    @cached_property
    def steps(self) -> Floats:
        """The values the longest way can have, rising."""
        least = np.minimum(self.standing, self.ways.min(axis=1, initial=np.inf)).max(initial=0.0)
        told = np.concatenate([self.ways.ravel(), self.standing])
        return np.unique(told[np.isfinite(told) & (told >= least)])

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


def quick(problem: Centre, *, until: float) -> Flags:
    """Halving with greedy covers, then the point with the longest way gets the nearest place, while that helps."""
    steps = problem.steps
    none = np.zeros(problem.ways.shape[1], bool)
    best, low, high = none, 0, len(steps) - 1
    while low <= high and (time.perf_counter() < until or best is none):
        middle = (low + high) // 2
        _possible, found = _asked(problem, float(steps[middle]), until=0.0)
        if found is not None:
            best, high = found, middle - 1
        else:
            low = middle + 1
    return best


def proven(problem: Centre, chosen: Flags, *, until: float, progress: Progress) -> State:
    """The best choice and its bound, by the instant `until`."""
    steps = problem.steps
    least = float(np.minimum(problem.standing, problem.ways.min(axis=1, initial=np.inf)).max(initial=0.0))
    state = State(chosen, problem.value(chosen), least)
    if problem.fits(np.zeros(len(chosen), bool)) and problem.means.new == 0:
        state.bound = state.value
        return state
    low = int(np.searchsorted(steps, least))
    high = int(np.searchsorted(steps, state.value)) if np.isfinite(state.value) else len(steps)
    # All below `low` is impossible, `high` is possible.
    while low < high:
        middle = (low + high) // 2
        possible, found = _asked(problem, float(steps[middle]), until=until)
        if found is not None:
            value = problem.value(found)
            if value < state.value:
                state.chosen, state.value = found, value
            high = min(middle, int(np.searchsorted(steps, value)))
        elif not possible:
            low = middle + 1
            state.bound = float(steps[low]) if low < len(steps) else np.inf
        else:
            return state  # neither a plan nor a proof in time
        if not progress(state.value, state.bound, state.chosen):
            return state
    state.bound = max(state.bound, float(steps[high])) if high < len(steps) else np.inf
    return state


def _asked(problem: Centre, radius: float, *, until: float) -> tuple[bool, Flags | None]:
    """(might a plan cover all within the radius, one that does)."""
    rows = np.flatnonzero(problem.standing > radius)
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
