"""Small instances by chance, and all their plans counted in the plainest way there is."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from hypothesis import strategies as st

from unionhall.siting.instance import Instance
from unionhall.siting.objectives import Means, Objective

WEIGHTS = {
    "people": st.integers(0, 40).map(float),
    "decimals": st.integers(0, 4000).map(lambda n: n / 100),
    "broken": st.floats(0, 50, allow_nan=False, allow_subnormal=False),
    "huge": st.integers(0, 9).map(lambda n: n * 1e12),
    "far apart": st.sampled_from([0.0, 1.0, 3.0, 1e6, 1e12, 1e12 + 1]),
}


@dataclass
class Small:
    """An instance and what it was made of."""

    instance: Instance
    ways: np.ndarray
    """Candidates × points, infinite where there is none."""


@st.composite
def smalls(draw: Any, *, ways: bool = False, slots: int = 1, capacity: bool = False, points: int = 9) -> Small:
    """A few points and candidates on a line of ways, some missing."""
    count, places = draw(st.integers(1, points)), draw(st.integers(1, 7))
    kind = draw(st.sampled_from(sorted(WEIGHTS)))
    weights = np.array([[draw(WEIGHTS[kind]) for _ in range(slots)] for _ in range(count)])
    missing = draw(st.sampled_from([0, 0, 3]))
    table = np.array(
        [[draw(st.integers(0, 30)) / draw(st.sampled_from([1, 1, 4])) for _ in range(count)] for _ in range(places)]
    )
    if missing:
        table[np.array([[draw(st.integers(0, missing)) == 0 for _ in range(count)] for _ in range(places)])] = np.inf
    rows, columns = np.nonzero(np.isfinite(table))
    distance = sp.csr_array(sp.coo_array((table[rows, columns], (rows, columns)), shape=table.shape))
    existing = np.array([draw(st.integers(0, 5)) == 0 for _ in range(places)])
    told = Instance.build(
        demand_ids=[f"d{n}" for n in range(count)],
        weights=weights,
        candidate_ids=[f"c{n}" for n in range(places)],
        distance=distance,
        radius=draw(st.sampled_from([6.0, 12.0, 20.0])),
        costs=np.array([draw(st.integers(0, 8)) / 2 for _ in range(places)]),
        existing=existing,
        capacity=np.array([draw(st.integers(0, 60)) * 1.0 for _ in range(places)]) if capacity else None,
        open_slots=np.array([[draw(st.booleans()) or draw(st.booleans()) for _ in range(slots)] for _ in range(places)])
        if slots > 1
        else None,
        slots=[f"s{n}" for n in range(slots)],
    )
    return Small(told, table)


def plans(small: Small, means: Means) -> Any:
    """All plans within the means, as tuples of candidates."""
    free = [n for n in range(len(small.instance.candidate_ids)) if not small.instance.existing[n]]
    for size in range(len(free) + 1 if means.new is None else min(means.new, len(free)) + 1):
        for plan in itertools.combinations(free, size):
            if means.budget is None or math.fsum(small.instance.costs[list(plan)]) <= means.budget:
                yield plan


def worth(small: Small, objective: Objective, plan: tuple[int, ...]) -> float:
    """One plan, counted point by point; infinite where it leaves a point without (lscp, p-median, p-centre)."""
    one = small.instance
    chosen = [n for n in range(len(one.candidate_ids)) if one.existing[n] or n in plan]
    told, longest = [], 0.0
    many = len(one.slots) > 1
    for point in range(len(one.demand_ids)):
        for slot in range(len(one.slots)):
            weight = float(one.weights[point, slot])
            open_ones = [n for n in chosen if one.open_slots is None or one.open_slots[n, slot]]
            near = sorted(float(small.ways[n, point]) for n in open_ones)
            inside = sum(way <= (one.radius or 0) for way in near)
            if objective is Objective.MCLP:
                told.append(weight if inside >= 1 else 0.0)
            elif objective is Objective.BACKUP:
                told.append(weight if inside >= 2 else 0.0)
            elif objective is Objective.LSCP:
                if not inside and (weight > 0 or not many):
                    return math.inf
            elif objective is Objective.PMEDIAN:
                if weight > 0:
                    told.append(weight * near[0] if near else math.inf)
            elif weight > 0 or not many:
                longest = max(longest, near[0] if near else math.inf)
    if objective is Objective.LSCP:
        return float(len(plan))
    return longest if objective is Objective.PCENTRE else math.fsum(told)


def seated(small: Small, plan: tuple[int, ...]) -> float:
    """The most people that find room, by the theorem of the least cut: over all sets of points."""
    one = small.instance
    assert one.capacity is not None
    chosen = [n for n in range(len(one.candidate_ids)) if one.existing[n] or n in plan]
    total = 0.0
    count = len(one.demand_ids)
    for slot in range(len(one.slots)):
        open_ones = [n for n in chosen if one.open_slots is None or one.open_slots[n, slot]]
        best = math.inf
        for cut in itertools.product((False, True), repeat=count):
            out = math.fsum(float(one.weights[p, slot]) for p in range(count) if not cut[p])
            touched = {n for n in open_ones for p in range(count) if cut[p] and small.ways[n, p] <= (one.radius or 0)}
            best = min(best, out + math.fsum(float(one.capacity[n]) for n in touched))
        total += best
    return total


def best_of(small: Small, objective: Objective, means: Means) -> float:
    """The true optimum."""
    count = seated if small.instance.capacity is not None else None
    values = [count(small, plan) if count else worth(small, objective, plan) for plan in plans(small, means)]
    return max(values) if objective.maximises else min(values)
