"""Why this place? What each site of a plan adds, who of them had none, and which place would come next. And how two plans differ."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from .answer import Answer
from .grain import exact_sum
from .instance import Flags, Floats, Instance
from .objectives import Objective
from .recount import held_at, ways_to_nearest

TOGETHER = 4_000_000
"""Ways looked at together."""
MOST_STEPS = 2_000_000_000
"""Points × candidates × sites up to which the next best is looked for with p-median and p-centre."""


@dataclass(frozen=True)
class Reason:
    """One site of a plan, in people (and slots together)."""

    site: str
    reaches: float
    """People within its reach while it is open."""
    had_none: float
    """Of those: no standing station reaches them."""
    adds: float
    """By how much the plan would be worse without it: people (mclp, backup, lscp), people times way (p-median), way (p-centre)."""
    next_best: str | None
    """The place that would make up most for it; None where none is left."""
    next_adds: float | None
    """What that place would add in its stead."""

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def explain(instance: Instance, answer: Answer) -> list[Reason]:
    """A reason for each site of the plan, in its order."""
    chosen = _chosen(instance, answer)
    new = [instance.place[name] for name in answer.sites]
    standing = held_at(instance, instance.existing)
    if answer.objective.measures_ways:
        return _by_ways(instance, answer, chosen, new, standing)
    times = 2 if answer.objective is Objective.BACKUP else 1
    told = []
    slots = range(len(instance.slots))
    counts = [_counts(instance, chosen, slot) for slot in slots]
    turned = [instance.reach_in(slot).T.tocsr() for slot in slots]
    weights = instance.row_weights
    for place in new:
        worth = np.zeros(len(instance.candidate_ids))
        for slot in slots:
            without = counts[slot].copy()
            mine = turned[slot].indices[turned[slot].indptr[place] : turned[slot].indptr[place + 1]]
            without[mine] -= 1
            worth += turned[slot].astype(np.float64) @ np.where(without == times - 1, weights[:, slot], 0.0)
        reaches, had_none = _reaches(instance, place, standing)
        other, adds = _next(worth, chosen)
        told.append(
            Reason(
                instance.candidate_ids[place],
                reaches,
                had_none,
                float(worth[place]),
                None if other is None else instance.candidate_ids[other],
                adds,
            )
        )
    return told


def _by_ways(instance: Instance, answer: Answer, chosen: Flags, new: list[int], standing: Flags) -> list[Reason]:
    assert instance.distance is not None
    points, places = instance.distance.shape
    wide = points * places * max(1, len(new)) * len(instance.slots) <= MOST_STEPS
    weights = instance.weights
    counted = (weights > 0) | (len(instance.slots) == 1 and answer.objective is Objective.PCENTRE)
    full = None
    if wide:
        full = np.full((points, places), np.inf)
        rows = np.repeat(np.arange(points), np.diff(instance.distance.indptr))
        full[rows, instance.distance.indices] = instance.distance.data
    told = []
    for place in new:
        without = chosen.copy()
        without[place] = False
        near = ways_to_nearest(instance, without)
        far = float(np.where(counted & np.isfinite(near), near, 0.0).max(initial=0.0))
        capped = np.where(np.isfinite(near), near, 2 * far + 1.0)
        reaches, had_none = _reaches(instance, place, standing)
        other, adds, own = None, None, float("nan")
        if full is not None:
            worth = _worth(instance, answer.objective, counted, capped, full)
            own = float(worth[place]) if np.isfinite(near[counted]).all() else float("inf")
            other, adds = _next(worth, chosen)
        name = None if other is None else instance.candidate_ids[other]
        told.append(Reason(instance.candidate_ids[place], reaches, had_none, own, name, adds))
    return told


def _worth(instance: Instance, objective: Objective, counted: Flags, near: Floats, full: Floats) -> Floats:
    """Per candidate: by how much the plan with the ways `near` is better with it."""
    longest = objective is Objective.PCENTRE
    before, after = 0.0, np.zeros(full.shape[1])
    for slot in range(len(instance.slots)):
        there = np.flatnonzero(counted[:, slot])
        weights, ways = instance.weights[there, slot], near[there, slot]
        now = np.zeros(full.shape[1])
        for some in np.array_split(np.arange(len(there)), 1 + len(there) * full.shape[1] // TOGETHER):
            less = np.minimum(ways[some, None], np.where(instance.opened(slot), full[there[some]], np.inf))
            now = np.maximum(now, less.max(axis=0, initial=0.0)) if longest else now + weights[some] @ less
        if longest:
            before, after = max(before, float(ways.max(initial=0.0))), np.maximum(after, now)
        else:
            before, after = before + float(weights @ ways), after + now
    worth = np.asarray(before - after)
    return np.where(worth > 1e-12 * before, worth, 0.0)  # less is the rounding of the sums


def _next(worth: Floats, chosen: Flags) -> tuple[int | None, float | None]:
    left = np.where(chosen, -1.0, worth)
    if not (left > 0).any():
        return None, None
    return int(left.argmax()), float(left.max())


def _reaches(instance: Instance, place: int, standing: Flags) -> tuple[float, float]:
    alone = np.zeros(len(instance.candidate_ids), bool)
    alone[place] = True
    mine = held_at(instance, alone)
    return exact_sum(instance.weights[mine]), exact_sum(instance.weights[mine & ~standing])


def _counts(instance: Instance, chosen: Flags, slot: int) -> np.ndarray:
    return np.asarray(instance.reach.astype(np.int64) @ (chosen & instance.opened(slot)).astype(np.int64))


def _chosen(instance: Instance, answer: Answer) -> Flags:
    chosen = instance.existing.copy()
    chosen[[instance.place[name] for name in answer.sites]] = True
    return chosen


@dataclass(frozen=True)
class Comparison:
    """Two plans for the same instance."""

    both: tuple[str, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]
    covered: tuple[float, float]
    value: tuple[float, float]
    spent: tuple[float, float]
    gained: float
    """People within reach with the other plan and not with the one."""
    lost: float
    """People within reach with the one and not with the other."""

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def compare(instance: Instance, one: Answer, other: Answer) -> Comparison:
    """What changes from one plan to the other."""
    before, after = (held_at(instance, _chosen(instance, plan)) for plan in (one, other))
    return Comparison(
        both=tuple(name for name in one.sites if name in set(other.sites)),
        only_one=tuple(name for name in one.sites if name not in set(other.sites)),
        only_other=tuple(name for name in other.sites if name not in set(one.sites)),
        covered=(one.covered, other.covered),
        value=(one.value, other.value),
        spent=(one.spent, other.spent),
        gained=exact_sum(instance.weights[after & ~before]),
        lost=exact_sum(instance.weights[before & ~after]),
    )
