"""How fine are the numbers? A solver works with tolerances; whole numbers let its bounds be rounded safely.

Weights are brought to whole multiples of a grain (people: 1; 12.5 and 3.25: 0.25, written 0.01; all 10¹²: 10¹²). Where they have none, or so
fine a one that a solver could not tell two plans apart, they are scaled and every bound is moved outward by what the solver may be wrong by.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FINEST = 2e7
"""Grains in the whole sum up to which a solver's bound is rounded to a whole grain."""
SOME = 1_000
"""Numbers looked at first."""
EQUAL = 1e-7
"""Where nothing can be rounded: a plan is proven when none is better by more than this share."""


@dataclass(frozen=True)
class Scale:
    """`numbers / size` are what the solver sees; `whole` when they are whole numbers there."""

    size: float
    whole: bool
    slack: float
    """By how much a solver's bound may be wrong, in its own unit."""

    def down(self, bound: float) -> float:
        """An upper bound from the solver's unit to ours: never below the truth."""
        if self.whole:
            return math.floor(bound + self.slack) * self.size
        return _out((bound + self.slack) * self.size, up=True)

    def up(self, bound: float) -> float:
        """A lower bound from the solver's unit to ours: never above the truth."""
        if self.whole:
            return math.ceil(bound - self.slack) * self.size
        return _out((bound - self.slack) * self.size, up=False)

    @property
    def step(self) -> float:
        """In the solver's unit: by how much a better plan is better at least; 0 when that is not known."""
        return 1.0 if self.whole else 0.0


def scale_of(*numbers: NDArray[np.float64], total: float) -> Scale:
    """The scale for sums of such numbers up to `total` (all ≥ 0, our unit)."""
    parts = [part.ravel() for part in numbers]
    few = np.concatenate([part[:: 1 + len(part) // SOME] for part in parts]) if parts else np.zeros(0)
    if total > 0 and (few > 0).any() and grain_of(few[few > 0]) is None:
        return Scale(total / 1e6, False, 1e-2)  # some without a grain: all without one, and need not be sorted
    told = np.unique(np.concatenate(parts)) if parts else np.zeros(0)
    told = told[told > 0]
    if not len(told) or total <= 0:
        return Scale(1.0, True, 1e-6)
    grain = grain_of(told)
    if grain is not None and total / grain <= FINEST:
        return Scale(grain, True, 1e-6 + 1e-8 * total / grain)
    return Scale(total / 1e6, False, 1e-2)


def grain_of(told: NDArray[np.float64]) -> float | None:
    """The number of which all of these (> 0) are whole multiples: a power of ten downward, times what they share; None without one."""
    if not len(told):
        return None
    for digits in range(7):
        tens = 10.0**digits
        multiples = told * tens
        if multiples.max() >= 2**53:
            return None
        whole = np.rint(multiples)
        if np.all(np.abs(multiples - whole) <= 4e-16 * multiples) and np.all(whole / tens == told):
            return float(np.gcd.reduce(whole.astype(np.int64))) / tens
    return None


def exact_sum(numbers: NDArray[np.float64]) -> float:
    """The sum, rounded once."""
    return math.fsum(numbers.tolist())


def _out(number: float, *, up: bool) -> float:
    """Moved by the rounding of a long sum, away from the truth."""
    moved = abs(number) * 1e-12
    return number + moved if up else number - moved
