"""Who needs a station, where could one stand, and which place reaches whom?

Points of demand with the same set of candidates within reach are one row: in towns that halves the model, and a million points
fit. What asks for distances keeps each point by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .grain import grain_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


class Unsound(ValueError):
    """The instance contradicts itself; says how in one sentence."""


@dataclass(frozen=True)
class Instance:
    """Demand, candidates, reach. Make it by `Instance.build` or `Instance.gathered`; all arrays are read only by convention."""

    demand_ids: Sequence[str]
    weights: Floats
    """Points × slots: people, or working hours, at each point in each slot."""
    candidate_ids: Sequence[str]
    costs: Floats
    """Per candidate, in money; all 1 where none are told."""
    row_of: Whole
    """Per point its row in `reach`; −1 where nothing reaches it."""
    reach: sp.csr_array
    """Rows × candidates, true where the candidate reaches the points of the row."""
    distance: sp.csr_array | None = None
    """Points × candidates, the cost of the way; a pair that is not stored cannot be walked. A stored 0 is a way of 0."""
    existing: Flags = field(default_factory=lambda: np.zeros(0, bool))
    """Per candidate: it stands already."""
    capacity: Floats | None = None
    """Per candidate: for how many people, in each slot."""
    open_slots: Flags | None = None
    """Candidates × slots: open then. None: always."""
    slots: Sequence[str] = ("",)
    radius: float | None = None

    @classmethod
    def build(
        cls,
        *,
        demand_ids: Sequence[str],
        weights: Floats,
        candidate_ids: Sequence[str],
        reach: sp.sparray | None = None,
        distance: sp.sparray | None = None,
        radius: float | None = None,
        costs: Floats | None = None,
        existing: Flags | None = None,
        capacity: Floats | None = None,
        open_slots: Flags | None = None,
        slots: Sequence[str] | None = None,
    ) -> Instance:
        """From `reach` or `distance`, both candidates × points. Without `reach` a candidate reaches what is at most `radius` away, without
        a radius all that has a way to it. Raises Unsound."""
        if reach is None and distance is None:
            raise Unsound("Neither reach nor distances are given.")
        if distance is not None:
            distance = sp.csr_array(sp.csc_array(distance).T)
        if reach is not None:
            rows = sp.csr_array(sp.csc_array(reach).T)
            rows.eliminate_zeros()
        else:
            assert distance is not None
            rows = _within(distance, radius)
        parts = [rows] if rows.shape[0] else []
        return cls.gathered(
            demand_ids=demand_ids,
            weights=weights,
            candidate_ids=candidate_ids,
            parts=parts,
            distance=distance,
            radius=radius,
            costs=costs,
            existing=existing,
            capacity=capacity,
            open_slots=open_slots,
            slots=slots,
        )

    @classmethod
    def gathered(
        cls,
        *,
        demand_ids: Sequence[str],
        weights: Floats,
        candidate_ids: Sequence[str],
        parts: Iterable[sp.csr_array],
        distance: sp.csr_array | None = None,
        radius: float | None = None,
        costs: Floats | None = None,
        existing: Flags | None = None,
        capacity: Floats | None = None,
        open_slots: Flags | None = None,
        slots: Sequence[str] | None = None,
    ) -> Instance:
        """From parts of the reach, each some points × candidates, in the order of the points: never all in memory at once."""
        points, places = len(demand_ids), len(candidate_ids)
        weights = np.asarray(weights, dtype=np.float64)
        weights = weights[:, None] if weights.ndim == 1 else weights
        slots = tuple(slots) if slots is not None else tuple(str(n + 1) for n in range(weights.shape[1]))
        row_of, reach = _merged(parts, places)
        if len(row_of) != points and points:
            raise Unsound(f"There are {points} points of demand, but the reach tells of {len(row_of)}.")
        told = cls(
            demand_ids=demand_ids,
            weights=weights,
            candidate_ids=candidate_ids,
            costs=np.ones(places) if costs is None else np.asarray(costs, dtype=np.float64),
            row_of=row_of,
            reach=reach,
            distance=distance,
            existing=np.zeros(places, bool) if existing is None else np.asarray(existing, dtype=bool),
            capacity=None if capacity is None else np.asarray(capacity, dtype=np.float64),
            open_slots=None if open_slots is None else np.asarray(open_slots, dtype=bool).reshape(places, -1),
            slots=slots,
            radius=radius,
        )
        told._check()
        return told

    @classmethod
    def from_ways(cls, ways: sp.csr_array, *, radius: float | None, **more: Any) -> Instance:
        """From ways as points × candidates, what is at most `radius` away within reach; the rest as in `gathered`."""
        parts = [_within(ways, radius)] if ways.shape[0] else []
        return cls.gathered(parts=parts, distance=ways, radius=radius, **more)

    def at_points(self, stays: Flags) -> Instance:
        """The same with some of the points only."""
        return replace(
            self,
            demand_ids=[self.demand_ids[int(n)] for n in np.flatnonzero(stays)],
            weights=self.weights[stays],
            row_of=self.row_of[stays],
            distance=None if self.distance is None else sp.csr_array(self.distance[np.flatnonzero(stays)]),
        )

    def _check(self) -> None:
        points, places = len(self.demand_ids), len(self.candidate_ids)
        if self.weights.shape != (points, len(self.slots)):
            raise Unsound("Weights must be told for every point and every slot.")
        if not np.all(np.isfinite(self.weights)) or (self.weights < 0).any():
            raise Unsound("A weight must be a number of at least 0.")
        if self.costs.shape != (places,) or not np.all(np.isfinite(self.costs)) or (self.costs < 0).any():
            raise Unsound("A cost must be a number of at least 0, one for every candidate.")
        if self.existing.shape != (places,):
            raise Unsound("Which stations exist must be told for every candidate.")
        if self.capacity is not None and (
            self.capacity.shape != (places,) or np.isnan(self.capacity).any() or (self.capacity < 0).any()
        ):
            raise Unsound("A capacity must be a number of at least 0, one for every candidate.")
        if self.open_slots is not None and self.open_slots.shape != (places, len(self.slots)):
            raise Unsound("Open slots must be told for every candidate and every slot.")
        if self.distance is not None and (
            self.distance.shape != (points, places)
            or np.isnan(self.distance.data).any()
            or (self.distance.data < 0).any()
        ):
            raise Unsound("A distance must be a number of at least 0.")
        if len(set(self.candidate_ids)) != places:
            raise Unsound("Two candidates have the same id.")

    @property
    def total(self) -> float:
        """The sum of all weights in all slots."""
        return float(np.sum(self.weights))

    @cached_property
    def place(self) -> dict[str, int]:
        """The number of a candidate, by its id."""
        return {name: number for number, name in enumerate(self.candidate_ids)}

    @cached_property
    def row_weights(self) -> Floats:
        """Rows × slots: the weights of the points of each row."""
        held = self.row_of >= 0
        rows = self.reach.shape[0]
        told = np.zeros((rows, len(self.slots)))
        for slot in range(len(self.slots)):
            told[:, slot] = np.bincount(self.row_of[held], weights=self.weights[held, slot], minlength=rows)
        return told

    @cached_property
    def grain(self) -> float | None:
        """What every weight is a whole multiple of; None without such a number."""
        return grain_of(np.unique(self.weights[self.weights > 0]))

    def opened(self, slot: int) -> Flags:
        """Per candidate: open in that slot."""
        return np.ones(len(self.candidate_ids), bool) if self.open_slots is None else self.open_slots[:, slot]

    def reach_in(self, slot: int) -> sp.csr_array:
        """Rows × candidates: what reaches in that slot."""
        if self.open_slots is None or self.open_slots[:, slot].all():
            return self.reach
        return kept(self.reach, self.open_slots[:, slot])

    @cached_property
    def unreached(self) -> tuple[str, ...]:
        """Ids of points that no candidate and no station reaches in a slot in which somebody is there (of one slot: of any point)."""
        lost = self.row_of < 0 if len(self.slots) == 1 else (self.row_of < 0) & (self.weights > 0).any(axis=1)
        if self.open_slots is not None:
            for slot in range(len(self.slots)):
                empty = np.diff(self.reach_in(slot).indptr) == 0
                there = (self.row_of >= 0) & ((self.weights[:, slot] > 0) | (len(self.slots) == 1))
                lost = lost | (there & empty[np.maximum(self.row_of, 0)] if len(empty) else there)
        return tuple(self.demand_ids[int(n)] for n in np.flatnonzero(lost))


def kept(rows: sp.csr_array, columns: Flags) -> sp.csr_array:
    """The same shape, with only the arcs to those columns. Stored zeros stay."""
    stays = columns[rows.indices]
    ends = np.concatenate([[0], np.cumsum(stays)])[rows.indptr]
    return sp.csr_array((rows.data[stays], rows.indices[stays], ends), shape=rows.shape)


def merged_rows(rows: sp.csr_array) -> tuple[Whole, Whole]:
    """Rows with the same columns: (the number of its group per row, −1 for an empty row; a row of each group)."""
    count = rows.shape[0]
    length = np.diff(rows.indptr)
    full = np.flatnonzero(length)
    group = np.full(count, -1, np.int64)
    if not len(full):
        return group, np.zeros(0, np.int64)
    marks = np.random.default_rng(20260101).integers(1, 2**63 - 1, size=(2, rows.shape[1]), dtype=np.uint64)
    starts = rows.indptr[full]
    keys = np.empty(len(full), dtype=[("length", np.int64), ("one", np.uint64), ("two", np.uint64)])
    keys["length"] = length[full]
    for name, mark in zip(("one", "two"), marks, strict=True):
        keys[name] = np.add.reduceat(mark[rows.indices], starts)
    _told, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    group[full] = inverse.ravel()
    return group, full[first]


def _merged(parts: Iterable[sp.csr_array], places: int) -> tuple[Whole, sp.csr_array]:
    groups: list[Whole] = []
    blocks: list[sp.csr_array] = []
    held = 0
    for part in parts:
        rows = sp.csr_array(part)
        if rows.shape[1] != places:
            raise Unsound(f"There are {places} candidates, but the reach tells of {rows.shape[1]}.")
        rows.sum_duplicates()
        group, first = merged_rows(rows)
        groups.append(np.where(group >= 0, group + held, -1))
        block = sp.csr_array(rows[first], dtype=bool)
        blocks.append(sp.csr_array((np.ones(block.nnz, bool), block.indices, block.indptr), shape=block.shape))
        held += len(first)
    if not blocks:
        return np.zeros(0, np.int64), sp.csr_array((0, places), dtype=bool)
    if len(blocks) == 1:
        return groups[0], blocks[0]
    stacked = sp.csr_array(sp.vstack(blocks, format="csr"))
    again, first = merged_rows(stacked)
    all_groups = np.concatenate(groups)
    return np.where(all_groups >= 0, again[np.maximum(all_groups, 0)], -1), sp.csr_array(stacked[first])


def _within(distance: sp.csr_array, radius: float | None) -> sp.csr_array:
    stays = np.isfinite(distance.data) if radius is None else distance.data <= radius
    ends = np.concatenate([[0], np.cumsum(stays)])[distance.indptr]
    return sp.csr_array((np.ones(int(stays.sum()), bool), distance.indices[stays], ends), shape=distance.shape)
