"""What does a plan come to? Counted from its sites alone, point by point, without anything the solvers made.

Every answer passes here before it is told, so that a slip in a model or a solver cannot become a promise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from unionhall.geo.words import Words

from .grain import exact_sum
from .instance import Flags, Floats, Instance, kept
from .objectives import Impossible, Means, Objective


@dataclass(frozen=True)
class Count:
    """A plan counted."""

    value: float
    covered: float
    spent: float


def recount(instance: Instance, objective: Objective, sites: Iterable[str]) -> Count:
    """The plan's value. Raises Impossible where it does not do what the objective demands (a point without a station, with lscp), and
    KeyError for a site that is no candidate."""
    new = [instance.place[name] for name in sites]
    chosen = instance.existing.copy()
    chosen[new] = True
    spent = exact_sum(instance.costs[new])
    times = 2 if objective is Objective.BACKUP else 1
    held = held_at(instance, chosen, times)
    covered = (
        _seated(instance, chosen)
        if instance.capacity is not None and objective is Objective.MCLP
        else exact_sum(instance.weights[held])
    )
    if objective.maximises:
        return Count(covered, covered, spent)
    if objective is Objective.LSCP:
        needed = np.ones_like(held) if len(instance.slots) == 1 else instance.weights > 0
        missed = np.flatnonzero((needed & ~held).any(axis=1))
        if len(missed):
            raise Impossible(
                Words(
                    f"有 {len(missed)} 个需求点附近没有站点。",
                    f"{len(missed)} points of demand have no station within reach.",
                ),
                tuple(instance.demand_ids[int(n)] for n in missed),
            )
        return Count(float(len(new)), covered, spent)
    ways = ways_to_nearest(instance, chosen)
    if objective is Objective.PCENTRE:
        counts = np.ones_like(held) if len(instance.slots) == 1 else instance.weights > 0
        return Count(float(ways[counts].max(initial=0.0)), covered, spent)
    there = instance.weights > 0
    return Count(exact_sum(instance.weights[there] * ways[there]), covered, spent)


def held_at(instance: Instance, chosen: Flags, times: int = 1) -> Flags:
    """Points × slots: has at least so many of the chosen within reach, open in that slot."""
    held = np.zeros(instance.weights.shape, bool)
    inside = instance.row_of >= 0
    for slot in range(len(instance.slots)):
        counts = instance.reach.astype(np.int32) @ (chosen & instance.opened(slot)).astype(np.int32)
        held[inside, slot] = counts[instance.row_of[inside]] >= times
    return held


def ways_to_nearest(instance: Instance, chosen: Flags) -> Floats:
    """Points × slots: the cost of the way to the nearest of the chosen that is open then; infinite without one."""
    assert instance.distance is not None
    told = np.full(instance.weights.shape, np.inf)
    for slot in range(len(instance.slots)):
        ways = kept(instance.distance, chosen & instance.opened(slot))
        some = np.flatnonzero(np.diff(ways.indptr))
        if len(some):
            told[some, slot] = np.minimum.reduceat(ways.data, ways.indptr[some])
    return told


def within_means(instance: Instance, means: Means, sites: Iterable[str]) -> bool:
    """Does the plan keep to the count and the budget, with candidates that do not stand already?"""
    new = [instance.place[name] for name in sites]
    return (
        len(set(new)) == len(new)
        and not instance.existing[new].any()
        and (means.new is None or len(new) <= means.new)
        and (means.budget is None or exact_sum(instance.costs[new]) <= means.budget * (1 + 1e-12))
    )


def _seated(instance: Instance, chosen: Flags) -> float:
    """The most people that find room: demand of a point may go to several stations. One flow for each slot."""
    from scipy.optimize import linprog

    assert instance.capacity is not None
    told = []
    for slot in range(len(instance.slots)):
        stations = np.flatnonzero(chosen & instance.opened(slot))
        people = instance.row_weights[:, slot]
        arcs = sp.coo_array(instance.reach[:, stations]) if len(stations) else None
        if arcs is None or not arcs.nnz or people.max(initial=0.0) == 0:
            continue
        rows, columns = arcs.coords
        size = max(float(people.max()), 1e-300)
        ones, count = np.ones(arcs.nnz), arcs.nnz
        limits = sp.vstack(
            [
                sp.csr_array((ones, (rows, np.arange(count))), shape=(len(people), count)),
                sp.csr_array((ones, (columns, np.arange(count))), shape=(len(stations), count)),
            ]
        )
        rooms = np.minimum(instance.capacity[stations], people.sum())
        found = linprog(-ones, A_ub=limits, b_ub=np.concatenate([people, rooms]) / size, method="highs")
        flow = np.maximum(found.x, 0.0) * size
        # What tolerances let through is taken off again: nobody counts twice, no station is fuller than full.
        for ends, most in ((rows, people), (columns, rooms)):
            sums = np.bincount(ends, weights=flow, minlength=len(most))
            over = sums > most
            share = np.divide(most, sums, out=np.ones(len(most)), where=over)
            flow *= share[ends]
        exact = np.rint(flow.sum())
        whole = np.all(people == np.rint(people)) and np.all(rooms == np.rint(rooms))
        told.append(float(exact) if whole and abs(exact - flow.sum()) < 1e-6 * max(1.0, exact) else float(flow.sum()))
    return float(sum(told))
