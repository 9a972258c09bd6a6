"""A plan: where the next stations stand, what it comes to, and how far at most it is from the best."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from .objectives import Objective


@dataclass(frozen=True)
class Answer:
    """A plan and its certificate. All weights and values in the unit of the demand, costs in the unit of the candidates."""

    objective: Objective
    sites: tuple[str, ...]
    """Ids of the new stations."""
    value: float
    """What the objective counts: people covered (mclp), covered twice (backup), new stations (lscp), people times way (pmedian), the
    longest way (pcentre). Counted again from the sites."""
    covered: float
    """People with a station within reach (backup: with two), new or standing; counted again from the sites."""
    total: float
    """All people."""
    bound: float
    """No plan has a value above this (mclp, backup) or below it (the others)."""
    proven: bool
    """No plan is better (beyond one part in ten million where the weights have no common grain)."""
    seconds: float
    spent: float = 0.0
    """The cost of the new stations."""
    method: str = ""

    @property
    def gap(self) -> float:
        """How far the value may be from the best one: 0 to 1, a share of the larger of value and bound."""
        larger = max(abs(self.value), abs(self.bound))
        return 0.0 if larger == 0 else min(1.0, abs(self.bound - self.value) / larger)

    def as_dict(self) -> dict[str, Any]:
        """For JSON; `covered`, `bound` and `gap` as the command promises them."""
        told = asdict(self) | {"objective": str(self.objective), "sites": list(self.sites), "gap": self.gap}
        return {name: as_told(thing) for name, thing in told.items()}


def as_told(thing: Any) -> Any:
    """Whole numbers without a point, what is no number as null."""
    if isinstance(thing, (list, tuple)):
        return [as_told(one) for one in thing]
    if not isinstance(thing, float):
        return thing
    if not math.isfinite(thing):
        return None
    return int(thing) if abs(thing) < 2**53 and thing == int(thing) else thing
