"""A plan with its certificate: `answer_now` at once, `prove` as long as one lets it.

Both count their plan again from its sites (`recount`) before they tell it, and neither tells a bound on the wrong side of the truth.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import scipy.sparse as sp

from unionhall.geo.words import Words

from . import bounds, centre, cheapest, covering, median, rooms, search
from .answer import Answer
from .cover import Cover, to_cover
from .grain import EQUAL, Scale, scale_of
from .instance import Flags, Floats, Instance, Whole, kept
from .objectives import Impossible, Means, Objective
from .recount import recount, within_means

Progress = Callable[[Answer], bool | None]
"""Called with each better state; False stops the work, which then answers with what it has."""

MOST_WAYS = 40_000_000
"""Points × candidates up to which p-median and p-centre are asked."""
FIRST = 0.4
"""Share of the time in which p-median and p-centre look for a first plan; small instances need none of it."""
AT_ONCE = 0.15
"""Seconds for swaps in a quick answer."""
WALK, WALK_IDLE = 0.4, 300
"""The same for covering, where a swap is a matter of a millisecond: seconds, and swaps without a better plan."""


def answer_now(
    instance: Instance, objective: Objective | str, *, new: int | None = None, budget: float | None = None
) -> Answer:
    """A good plan at once, with a bound that costs little. Raises Impossible."""
    return _answered(
        instance, Objective(objective), Means(new, budget), seconds=AT_ONCE, start=None, progress=None, at_once=True
    )


def prove(
    instance: Instance,
    objective: Objective | str,
    *,
    new: int | None = None,
    budget: float | None = None,
    seconds: float = 30.0,
    start: Answer | None = None,
    progress: Progress | None = None,
) -> Answer:
    """The best plan that `seconds` allow and its bound; `proven` when they meet. `start`: a plan to begin with. Raises Impossible."""
    return _answered(
        instance,
        Objective(objective),
        Means(new, budget),
        seconds=seconds,
        start=start,
        progress=progress,
        at_once=False,
    )


def _answered(
    instance: Instance,
    objective: Objective,
    means: Means,
    *,
    seconds: float,
    start: Answer | None,
    progress: Progress | None,
    at_once: bool,
) -> Answer:
    _check_means(instance, objective, means)
    begun = time.perf_counter()
    if start is not None and not (start.objective == objective and within_means(instance, means, start.sites)):
        start = None
    work = _Work(instance, objective, means, begun, begun + max(0.0, seconds), progress, start, at_once)
    if objective is Objective.LSCP:
        return work.fewest()
    if objective is Objective.PMEDIAN:
        return work.median()
    if objective is Objective.PCENTRE:
        return work.centre()
    return work.rooms() if instance.capacity is not None else work.cover()


def _check_means(instance: Instance, objective: Objective, means: Means) -> None:
    if objective is Objective.LSCP:
        if means.new is not None or means.budget is not None:
            raise Impossible(
                Words(
                    "lscp 算的就是最少要几个站点，不用给数量，也不用给预算。",
                    "lscp finds how many stations are needed; it takes neither a count nor a budget.",
                )
            )
    elif means.new is None and means.budget is None:
        raise Impossible(
            Words(
                f"{objective} 要说明新建几个站点，或者预算多少。",
                f"{objective} needs a count of new stations or a budget.",
            )
        )
    if means.new is not None and means.new < 0:
        raise Impossible(Words("新建的数量要是 0 或正整数。", "The count of new stations must be at least 0."))
    if means.budget is not None and not (means.budget >= 0 and math.isfinite(means.budget)):
        raise Impossible(Words("预算要是 0 或正数。", "The budget must be a number of at least 0."))
    if instance.capacity is not None and objective is not Objective.MCLP:
        raise Impossible(
            Words(
                f"只有 mclp 能按容量算，{objective} 不能。", f"Capacities are kept to by mclp only, not by {objective}."
            )
        )
    if objective.measures_ways and instance.distance is None:
        raise Impossible(Words(f"{objective} 需要距离。", f"{objective} needs distances."))


class _Work:
    """One question on its way to an answer."""

    def __init__(
        self,
        instance: Instance,
        objective: Objective,
        means: Means,
        begun: float,
        until: float,
        progress: Progress | None,
        start: Answer | None,
        at_once: bool,
    ) -> None:
        self.instance, self.objective, self.means = instance, objective, means
        self.begun, self.until, self.progress, self.start, self.at_once = begun, until, progress, start, at_once
        self.last: tuple[float, float] | None = None

    def cover(self) -> Answer:
        """mclp, backup."""
        table = to_cover(self.instance, self.means, times=2 if self.objective is Objective.BACKUP else 1)
        if self.start is not None:
            chosen = self._picked(table.columns)
        else:
            chosen = search.greedy(table)
            if self.means.budget is not None:
                other = search.greedy(table, by_cost=True)
                chosen = max(chosen, other, key=table.value)
            now = time.perf_counter()
            until = now + WALK if self.at_once else min(self.until, now + WALK)
            chosen = search.walked(table, chosen, until=until, downhill=True, idle=WALK_IDLE)
        if self.at_once:
            bound = min(bounds.simple(table), self._steps(table, chosen))
            return self._told(table.columns[chosen], self._outward(bound, table.scale), "greedy, swaps")
        state = covering.proven(
            table,
            chosen,
            until=self.until,
            progress=self._teller(table.columns, lambda bound: self._outward(bound, table.scale)),
        )
        bound = self._outward(state.bound, table.scale)
        return self._told(table.columns[state.chosen], bound, state.method, step=table.scale)

    def _steps(self, table: Cover, chosen: Flags) -> float:
        if not table.rows.shape[0] or not table.most:
            return table.value(chosen)
        links = bounds.links_of(table)
        until = time.perf_counter() + 0.03
        return bounds.descended(table, links, table.value(chosen), until=until, steps=40)[0].bound

    def rooms(self) -> Answer:
        """mclp with capacities."""
        problem = rooms.to_rooms(self.instance, self.means)
        chosen = (
            self._picked(problem.columns)
            if self.start is not None
            else rooms.quick(problem, until=min(self.until, time.perf_counter() + AT_ONCE))
        )
        if self.at_once:
            return self._told(problem.columns[chosen], rooms.simple(problem) * problem.scale.size, "greedy")
        found, bound = rooms.proven(
            problem,
            chosen,
            until=self.until,
            progress=self._teller(problem.columns, lambda bound: self._outward(bound, problem.scale)),
        )
        return self._told(problem.columns[found], self._outward(bound, problem.scale), "HiGHS", step=problem.scale)

    def fewest(self) -> Answer:
        """lscp."""
        if self.instance.unreached:
            lost = self.instance.unreached
            raise Impossible(
                Words(
                    f"有 {len(lost)} 个需求点，哪个候选点都覆盖不到。",
                    f"{len(lost)} points of demand cannot be covered by any candidate.",
                ),
                lost,
            )
        rows, columns = self._rows_to_cover()
        scale = Scale(1.0, True, 1e-6)
        if not rows.shape[0]:
            return self._told(np.zeros(0, np.int64), 0.0, "nothing to choose")
        teller = self._teller(columns, lambda bound: bound)
        until = self.begun if self.at_once else self.until
        found = cheapest.covering_all(rows, np.ones(len(columns)), scale, until=until, progress=teller)
        return self._told(columns[found.chosen], found.bound, "greedy" if self.at_once else "HiGHS", step=scale)

    def _rows_to_cover(self) -> tuple[sp.csr_array, Whole]:
        """What the standing stations leave open, and the free candidates."""
        instance = self.instance
        free = ~instance.existing
        blocks = []
        present = np.bincount(instance.row_of[instance.row_of >= 0], minlength=instance.reach.shape[0]) > 0
        for slot in range(len(instance.slots)):
            reach = instance.reach_in(slot)
            standing = reach.astype(np.int64) @ instance.existing.astype(np.int64)
            there = instance.row_weights[:, slot] > 0 if len(instance.slots) > 1 else present
            blocks.append(kept(sp.csr_array(reach[np.flatnonzero((standing == 0) & there)]), free))
        rows = sp.csr_array(sp.vstack(blocks, format="csr"))
        numbers = np.flatnonzero(free)
        at = np.cumsum(free) - 1
        return sp.csr_array((rows.data, at[rows.indices], rows.indptr), shape=(rows.shape[0], len(numbers))), numbers

    def median(self) -> Answer:
        """p-median."""
        ways, standing, _weights, columns = self._ways(weighted=True)
        if not len(standing):
            return self._told(np.zeros(0, np.int64), 0.0, "nothing to choose")
        plain = median.Median(ways, standing, self.instance.costs[columns], self.means, Scale(1.0, False, 0.0))
        chosen = self._picked(columns) if self.start is not None else median.quick(plain, until=self._first_look())
        worth = plain.value(chosen)
        scale = scale_of(
            ways[np.isfinite(ways)],
            standing[np.isfinite(standing)],
            total=worth if math.isfinite(worth) else _at_most(ways, standing),
        )
        ways, standing = ways / scale.size, standing / scale.size
        if scale.whole:
            ways, standing = np.rint(ways), np.rint(standing)
        problem = median.Median(ways, standing, self.instance.costs[columns], self.means, scale)
        state = median.proven(
            problem,
            chosen,
            until=time.perf_counter() + 0.05 if self.at_once else self.until,
            progress=self._teller(columns, lambda bound: _inward(bound, scale)),
        )
        if not math.isfinite(state.value):
            raise _unserved(state.bound)
        return self._told(columns[state.chosen], _inward(state.bound, scale), state.method, step=scale)

    def centre(self) -> Answer:
        """p-centre."""
        ways, standing, _weights, columns = self._ways(weighted=False)
        problem = centre.Centre(ways, standing, self.instance.costs[columns], self.means)
        if not len(standing):
            return self._told(np.zeros(0, np.int64), 0.0, "nothing to choose")
        chosen = self._picked(columns) if self.start is not None else centre.quick(problem, until=self._first_look())
        until = self.begun if self.at_once else self.until
        state = centre.proven(problem, chosen, until=until, progress=self._teller(columns, lambda bound: bound))
        if not math.isfinite(state.value):
            raise _unserved(state.bound)
        return self._told(columns[state.chosen], state.bound, state.method)

    def _ways(self, *, weighted: bool) -> tuple[Floats, Floats, Floats, Whole]:
        """(rows × free candidates, way to the nearest standing station, weights, free candidates); a row is a point in a slot.
        `weighted`: ways times weight, rows without weight left out."""
        instance = self.instance
        assert instance.distance is not None
        points, places = instance.distance.shape
        if points * places * len(instance.slots) > MOST_WAYS:
            raise Impossible(
                Words(
                    f"{points:,} 个点 × {places:,} 个候选点，{self.objective} 算不了这么多距离；请把靠近的点并在一起，或者改用 mclp。",
                    f"{points:,} points × {places:,} candidates are too many ways for {self.objective}; join points that lie together, or ask mclp.",
                )
            )
        full = np.full((points, places), np.inf)
        rows = np.repeat(np.arange(points), np.diff(instance.distance.indptr))
        np.minimum.at(full, (rows, instance.distance.indices), instance.distance.data)
        free = np.flatnonzero(~instance.existing)
        if self.means.budget is not None:
            free = free[instance.costs[free] <= self.means.budget * (1 + 1e-12)]
        all_ways, stands, weights = [], [], []
        for slot in range(len(instance.slots)):
            shut = ~instance.opened(slot)
            mine = full.copy() if shut.any() else full
            mine[:, shut] = np.inf
            people = instance.weights[:, slot]
            there = people > 0 if weighted or len(instance.slots) > 1 else np.ones(points, bool)
            all_ways.append(mine[there][:, free])
            stands.append(mine[there][:, instance.existing].min(axis=1, initial=np.inf))
            weights.append(people[there])
            served = np.isfinite(all_ways[-1]).any(axis=1) | np.isfinite(stands[-1])
            if not served.all():
                lost = tuple(instance.demand_ids[int(n)] for n in np.flatnonzero(there)[~served])
                raise Impossible(
                    Words(
                        f"有 {len(lost)} 个需求点，到哪个候选点都没有路。",
                        f"{len(lost)} points of demand have no way to any candidate.",
                    ),
                    lost,
                )
        ways, standing, people = np.concatenate(all_ways), np.concatenate(stands), np.concatenate(weights)
        if weighted:
            ways, standing = ways * people[:, None], standing * people
        return ways, standing, people, free

    def _first_look(self) -> float:
        """Until when a first plan of ways may be made better: for large instances a part of the time that is left for a proof."""
        now = time.perf_counter()
        return (
            now + AT_ONCE if self.at_once else max(now, min(self.until, now + max(AT_ONCE, FIRST * (self.until - now))))
        )

    def _picked(self, columns: Whole) -> Flags:
        assert self.start is not None
        named = {self.instance.place[name] for name in self.start.sites}
        return np.isin(columns, list(named))

    def _outward(self, bound: float, scale: Scale) -> float:
        """An upper bound in the solver's unit as one in ours. What is in it is certified already; it is only rounded."""
        if scale.whole:
            return math.floor(bound + 1e-9 * max(1.0, abs(bound))) * scale.size
        return bound * scale.size * (1 + 1e-12)

    def _teller(self, columns: Whole, turned: Callable[[float], float]) -> Callable[[float, float, Flags], bool]:
        def told(value: float, bound: float, chosen: Flags) -> bool:
            if time.perf_counter() > self.until and not self.at_once:
                return False
            if self.progress is None or self.last == (value, bound) or not chosen.any():
                return True
            self.last = (value, bound)
            return self.progress(self._told(columns[chosen], turned(bound), "under way")) is not False

        return told

    def _told(self, places: Whole, bound: float, method: str, step: Scale | None = None) -> Answer:
        sites = tuple(self.instance.candidate_ids[int(n)] for n in places)
        if not within_means(self.instance, self.means, sites):
            raise AssertionError("A plan beyond its means.")
        count = recount(self.instance, self.objective, sites)
        value = count.value
        if self.objective.maximises and self.instance.capacity is None:
            # A plan is worth a whole number of grains, and this bound is above them all: so is the grain below it.
            grain = self.instance.grain
            if grain is not None and bound / grain < 2**52:
                bound = math.floor(bound / grain + 1e-6) * grain
        bound = max(bound, value) if self.objective.maximises else min(bound, value)
        close = abs(bound - value)
        if step is not None and step.whole:
            proven = close < 0.5 * step.size
        else:
            proven = close <= EQUAL * max(abs(bound), abs(value))
        if proven and (step is None or step.whole):
            bound = value
        return Answer(
            objective=self.objective,
            sites=sites,
            value=value,
            covered=count.covered,
            total=self.instance.total,
            bound=float(bound),
            proven=bool(proven),
            seconds=round(time.perf_counter() - self.begun, 3),
            spent=count.spent,
            method=method,
        )


def _at_most(ways: Floats, standing: Floats) -> float:
    """What no plan that serves everybody is above."""
    near = np.minimum(standing, np.where(np.isfinite(ways), ways, 0.0).max(axis=1, initial=0.0))
    return float(near[np.isfinite(near)].sum())


def _unserved(bound: float) -> Impossible:
    if math.isinf(bound):
        return Impossible(
            Words(
                "按这个数量或预算，做不到让每个需求点都有站点可去。",
                "No plan within these means gives every point of demand a station it has a way to.",
            )
        )
    return Impossible(
        Words(
            "没有找到让每个需求点都有站点可去的方案；请多给几个站点或多给些时间。",
            "No plan was found that gives every point of demand a station it has a way to; allow more stations or more seconds.",
        )
    )


def _inward(bound: float, scale: Scale) -> float:
    """A lower bound in the solver's unit as one in ours."""
    if scale.whole:
        return math.ceil(bound - 1e-9 * max(1.0, abs(bound))) * scale.size
    return bound * scale.size * (1 - 1e-12)
