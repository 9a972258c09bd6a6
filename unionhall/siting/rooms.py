"""mclp with capacities: a station has room for so many people at a time; people of one point may go to different stations.

A choice is worth the largest flow from rows to chosen stations. The relaxation of the flow gives the bound; HiGHS closes it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from . import solver
from .grain import Scale, scale_of
from .instance import Flags, Floats, Instance, Whole
from .objectives import Means

Progress = Callable[[float, float, Flags], bool]


@dataclass(frozen=True)
class Rooms:
    """Rows (of every slot) × candidates, weights and rooms in the solver's unit; `standing` are chosen from the start."""

    arcs: sp.coo_array
    people: Floats
    slot: Whole
    room: Floats
    """Candidates: for how many."""
    standing: Flags
    columns: Whole
    """Numbers of the free candidates."""
    costs: Floats
    means: Means
    scale: Scale

    @property
    def most(self) -> int:
        """How many may be chosen."""
        return len(self.columns) if self.means.new is None else min(self.means.new, len(self.columns))

    @property
    def purse(self) -> float:
        """What may be spent."""
        return np.inf if self.means.budget is None else self.means.budget * (1 + 1e-12)


def to_rooms(instance: Instance, means: Means) -> Rooms:
    """The table of an instance with capacities."""
    assert instance.capacity is not None
    rooms = np.minimum(instance.capacity, max(instance.total, 1.0))
    scale = scale_of(
        instance.weights, rooms, total=max(min(instance.total, float(rooms.sum()) * len(instance.slots)), 1e-300)
    )
    blocks, people, slots = [], [], []
    for number in range(len(instance.slots)):
        weights = instance.row_weights[:, number]
        there = np.flatnonzero(weights > 0)
        blocks.append(sp.csr_array(instance.reach_in(number)[there]))
        people.append(weights[there])
        slots.append(np.full(len(there), number))
    arcs = sp.coo_array(sp.vstack(blocks, format="csr"))
    told = np.concatenate(people) / scale.size
    free = ~instance.existing & (instance.costs <= (np.inf if means.budget is None else means.budget * (1 + 1e-12)))
    columns = np.flatnonzero(free)
    room = rooms / scale.size
    return Rooms(
        arcs,
        np.rint(told) if scale.whole else told,
        np.concatenate(slots),
        np.rint(room) if scale.whole else room,
        instance.existing,
        columns,
        instance.costs[columns],
        means,
        scale,
    )


def simple(problem: Rooms) -> float:
    """Nobody counts who reaches nothing; no station counts more than its room, in each slot; the largest within the count."""
    rows, columns = problem.arcs.coords
    usable = problem.standing.copy()
    usable[problem.columns] = True
    reached = np.zeros(len(problem.people), bool)
    reached[rows[usable[columns]]] = True
    everybody = float(problem.people[reached].sum())
    count = len(problem.room)
    each = np.zeros(count)
    for slot in np.unique(problem.slot):
        mine = problem.slot[rows] == slot
        each += np.minimum(np.bincount(columns[mine], problem.people[rows[mine]], minlength=count), problem.room)
    best = np.sort(each[problem.columns])[::-1][: problem.most].sum()
    told = min(everybody, float(each[problem.standing].sum() + best))
    return told * (1 + 1e-12)


def quick(problem: Rooms, *, until: float) -> Flags:
    """One station after another, each the one that seats most of those not seated; they sit down one point after another."""
    rows, columns = problem.arcs.coords
    order = np.argsort(columns, kind="stable")
    mine = np.split(rows[order], np.searchsorted(columns[order], np.arange(1, len(problem.room))))
    left = problem.people.copy()
    slots = np.unique(problem.slot)

    def seated(place: int, *, sit: bool) -> float:
        total = 0.0
        for slot in slots:
            here = mine[place][problem.slot[mine[place]] == slot]
            room = min(problem.room[place], float(left[here].sum()))
            total += room
            if sit and room > 0:
                took = np.minimum(
                    left[here], np.maximum(room - np.concatenate([[0.0], np.cumsum(left[here])[:-1]]), 0.0)
                )
                left[here] -= took
        return total

    for place in np.flatnonzero(problem.standing):
        seated(int(place), sit=True)
    chosen = np.zeros(len(problem.columns), bool)
    purse = problem.purse
    while int(chosen.sum()) < problem.most:
        best, worth = -1, 0.0
        for number, place in enumerate(problem.columns):
            if chosen[number] or problem.costs[number] > purse:
                continue
            told = seated(int(place), sit=False)
            if problem.means.new is None:
                told /= max(problem.costs[number], 1e-9)
            if told > worth:
                best, worth = number, told
        if best < 0:
            break
        chosen[best] = True
        purse -= problem.costs[best]
        seated(int(problem.columns[best]), sit=True)
        if time.perf_counter() > until:
            break
    return chosen


def proven(problem: Rooms, chosen: Flags, *, until: float, progress: Progress) -> tuple[Flags, float]:
    """(choice, bound in the solver's unit)."""
    bound = simple(problem)
    model = _model(problem)
    count = len(problem.columns)
    if not problem.arcs.nnz or problem.most == 0 or model.rows.nnz > 12_000_000:
        if problem.most == 0 or not problem.arcs.nnz:
            none = np.zeros(count, bool)
            return none, min(bound, _worth(problem, none))
        return chosen, bound
    seconds = until - time.perf_counter()
    if seconds <= 0 or not progress(0.0, bound, chosen):
        return chosen, bound
    best, worth = chosen, _worth(problem, chosen)

    def told(dual: float, x: np.ndarray | None) -> bool:
        if x is not None:
            take(x)
        if np.isfinite(dual):
            lower(-dual)
        return progress(worth, bound, best)

    def take(x: np.ndarray) -> None:
        nonlocal best, worth
        pick = x[:count] > 0.5
        if int(pick.sum()) > problem.most or problem.costs[pick].sum() > problem.purse:
            return
        value = _worth(problem, pick)
        if value > worth:
            best, worth = pick, value

    def lower(value: float) -> None:
        nonlocal bound
        outward = float(np.floor(value + problem.scale.slack)) if problem.scale.whole else value + problem.scale.slack
        bound = min(bound, max(outward, worth))

    found = solver.optimised(
        model, seconds=seconds, gap=0.5 if problem.scale.whole else 1e-9, told=told, thorough=False
    )
    if found.x is not None:
        take(found.x)
    if np.isfinite(found.bound):
        lower(-found.bound)
    return best, bound


def _worth(problem: Rooms, chosen: Flags) -> float:
    """The largest flow of a choice."""
    open_ones = problem.standing.copy()
    open_ones[problem.columns[chosen]] = True
    rows, columns = problem.arcs.coords
    stays = open_ones[columns]
    if not stays.any():
        return 0.0
    model = _flow(problem, rows[stays], columns[stays])
    found = solver.relaxed(model, seconds=60.0, interior=False)
    value = -found.bound if found.finished else 0.0
    return float(np.rint(value)) if problem.scale.whole else value


def _flow(problem: Rooms, rows: Whole, columns: Whole) -> solver.Model:
    """Arcs carry people: no more than stand in the row, no more than there is room."""
    count = len(rows)
    seat = columns + len(problem.room) * problem.slot[rows]
    told, number = np.unique(seat, return_inverse=True)
    ones = np.ones(count)
    limits = sp.vstack(
        [
            sp.csr_array((ones, (rows, np.arange(count))), shape=(len(problem.people), count)),
            sp.csr_array((ones, (number.ravel(), np.arange(count))), shape=(len(told), count)),
        ],
        format="csr",
    )
    upper = np.concatenate([problem.people, problem.room[told % len(problem.room)]])
    return solver.Model(
        costs=-ones,
        lower=np.zeros(count),
        upper=problem.people[rows],
        rows=sp.csr_array(limits),
        row_lower=np.full(len(upper), -np.inf),
        row_upper=upper,
        whole=np.zeros(count, bool),
    )


def _model(problem: Rooms) -> solver.Model:
    """The free candidates first, then the arcs: a seat is there only where the station is."""
    rows, columns = problem.arcs.coords
    number = np.full(len(problem.room), -1)
    number[problem.columns] = np.arange(len(problem.columns))
    usable = (number[columns] >= 0) | problem.standing[columns]
    rows, columns = rows[usable], columns[usable]
    flow = _flow(problem, rows, columns)
    count, arcs = len(problem.columns), len(rows)
    seat = columns + len(problem.room) * problem.slot[rows]
    told, _at = np.unique(seat, return_inverse=True)
    place = told % max(1, len(problem.room))
    free = np.flatnonzero(number[place] >= 0)
    people = len(problem.people)
    upper = flow.row_upper.copy()
    upper[people + free] = 0.0
    gate = sp.csr_array(
        (-problem.room[place[free]], (people + free, number[place[free]])), shape=(flow.rows.shape[0], count)
    )
    # And each arc by itself, which is sharper: what flows on it is at most what the point has or the station seats.
    own = np.flatnonzero(number[columns] >= 0)
    most = np.minimum(problem.people[rows[own]], problem.room[columns[own]])
    each = sp.hstack(
        [
            sp.csr_array((-most, (np.arange(len(own)), number[columns[own]])), shape=(len(own), count)),
            sp.csr_array((np.ones(len(own)), (np.arange(len(own)), own)), shape=(len(own), arcs)),
        ],
        format="csr",
    )
    blocks = [sp.hstack([gate, flow.rows], format="csr"), each]
    limits = [upper, np.zeros(len(own))]
    if problem.most < count:
        blocks.append(sp.csr_array(np.concatenate([np.ones(count), np.zeros(arcs)])[None]))
        limits.append(np.array([float(problem.most)]))
    if problem.means.budget is not None:
        blocks.append(sp.csr_array(np.concatenate([problem.costs, np.zeros(arcs)])[None]))
        limits.append(np.array([problem.purse]))
    row_upper = np.concatenate(limits)
    return solver.Model(
        costs=np.concatenate([np.zeros(count), flow.costs]),
        lower=np.zeros(count + arcs),
        upper=np.concatenate([np.ones(count), flow.upper]),
        rows=sp.csr_array(sp.vstack(blocks, format="csr")),
        row_lower=np.full(len(row_upper), -np.inf),
        row_upper=row_upper,
        whole=np.concatenate([np.ones(count, bool), np.zeros(arcs, bool)]),
    )
