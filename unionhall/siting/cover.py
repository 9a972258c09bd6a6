"""Covering as a small table: rows of people, columns of free candidates, and what stands already taken off.

`Cover` serves mclp (each row needs one), backup (two) and lscp (all rows, fewest columns). What cannot matter is taken out before
anything is searched: rows that nobody can help, candidates that reach nobody new or cost more than there is, and candidates that
another one makes superfluous.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .grain import Scale, scale_of
from .instance import Flags, Floats, Instance, Whole, kept, merged_rows
from .objectives import Means

MOST_PAIRS = 60_000_000
"""Steps for looking which candidate makes another superfluous; beyond it nobody looks."""


@dataclass(frozen=True)
class Cover:
    """Rows × columns, weights per row in the solver's unit (`scale`)."""

    rows: sp.csr_array
    weights: Floats
    need: NDArray[np.int64]
    """Per row: how many of the columns must be chosen for its weight to count (1 or 2)."""
    columns: Whole
    """Per column: the number of the candidate."""
    costs: Floats
    means: Means
    scale: Scale
    held: float
    """What the standing stations give already, in the solver's unit."""

    @cached_property
    def matrix(self) -> sp.csr_array:
        """Rows × columns, 1.0 where it reaches."""
        return sp.csr_array((np.ones(self.rows.nnz), self.rows.indices, self.rows.indptr), shape=self.rows.shape)

    @cached_property
    def turned(self) -> sp.csr_array:
        """Columns × rows."""
        return sp.csr_array(self.matrix.T)

    @property
    def most(self) -> int:
        """How many columns may be chosen."""
        count = self.rows.shape[1]
        return count if self.means.new is None else min(self.means.new, count)

    @property
    def purse(self) -> float:
        """What may be spent."""
        return np.inf if self.means.budget is None else self.means.budget * (1 + 1e-12)

    def value(self, chosen: Flags) -> float:
        """What a choice of columns comes to, with what is held, in the solver's unit."""
        return self.held + float(self.weights[self.matrix @ chosen.astype(np.float64) >= self.need].sum())


def to_cover(instance: Instance, means: Means, *, times: int = 1) -> Cover:
    """The table of mclp (times 1) and backup (times 2)."""
    free = ~instance.existing
    scale = scale_of(instance.weights, total=instance.total)
    blocks, weights, needs = [], [], []
    held = 0.0
    in_units = _units(instance, scale)
    for slot in range(len(instance.slots)):
        reach = instance.reach_in(slot)
        standing = reach.astype(np.int64) @ instance.existing.astype(np.int64)
        need = times - standing
        people = in_units[:, slot]
        held += float(people[need <= 0].sum())
        open_rows = np.flatnonzero((need > 0) & (people > 0))
        blocks.append(sp.csr_array(reach[open_rows]))
        weights.append(people[open_rows])
        needs.append(need[open_rows])
    rows = sp.csr_array(sp.vstack(blocks, format="csr")) if len(blocks) > 1 else blocks[0]
    affordable = free & (instance.costs <= (np.inf if means.budget is None else means.budget * (1 + 1e-12)))
    return trimmed(
        kept(rows, affordable), np.concatenate(weights), np.concatenate(needs), instance.costs, means, scale, held
    )


def _units(instance: Instance, scale: Scale) -> Floats:
    """Rows × slots in the solver's unit: whole numbers are added as whole numbers."""
    points = instance.weights / scale.size
    if scale.whole:
        points = np.rint(points)
    inside = instance.row_of >= 0
    rows = instance.reach.shape[0]
    told = np.zeros((rows, len(instance.slots)))
    for slot in range(len(instance.slots)):
        told[:, slot] = np.bincount(instance.row_of[inside], weights=points[inside, slot], minlength=rows)
    return told


def trimmed(
    rows: sp.csr_array,
    weights: Floats,
    need: NDArray[np.int64],
    costs: Floats,
    means: Means,
    scale: Scale,
    held: float,
) -> Cover:
    """Without rows that cannot be helped, equal rows as one, without superfluous columns."""
    helped = np.diff(rows.indptr) >= need
    rows, weights, need = sp.csr_array(rows[helped]), weights[helped], need[helped]
    columns = np.arange(rows.shape[1])
    used = np.bincount(rows.indices, minlength=rows.shape[1]) > 0
    rows, columns = _with_columns(rows, used), columns[used]
    while rows.shape[0]:
        rows, weights, need = _joined(rows, weights, need)
        if need.max(initial=1) > 1:
            break
        stays = ~superfluous(rows, costs[columns])
        if stays.all():
            break
        rows, columns = _with_columns(rows, stays), columns[stays]
    return Cover(rows, weights, need, columns, costs[columns], means, scale, held)


def _joined(rows: sp.csr_array, weights: Floats, need: NDArray[np.int64]) -> tuple[sp.csr_array, Floats, Whole]:
    parts = []
    for times in np.unique(need):
        mine = np.flatnonzero(need == times)
        part = sp.csr_array(rows[mine])
        group, first = merged_rows(part)
        parts.append(
            (sp.csr_array(part[first]), np.bincount(group, weights[mine], len(first)), np.full(len(first), times))
        )
    return (
        sp.csr_array(sp.vstack([part[0] for part in parts], format="csr")),
        np.concatenate([part[1] for part in parts]),
        np.concatenate([part[2] for part in parts]),
    )


def _with_columns(rows: sp.csr_array, stays: Flags) -> sp.csr_array:
    left = kept(rows, stays)
    number = np.cumsum(stays) - 1
    return sp.csr_array((left.data, number[left.indices], left.indptr), shape=(rows.shape[0], int(stays.sum())))


def superfluous(rows: sp.csr_array, costs: Floats) -> Flags:
    """Columns for which another one costs no more and reaches at least the same rows; of equal ones the first stays."""
    count = rows.shape[1]
    lengths = np.diff(rows.indptr).astype(np.int64)
    if not count or int((lengths**2).sum()) > MOST_PAIRS:
        return np.zeros(count, bool)
    ones = sp.csr_array((np.ones(rows.nnz, np.int32), rows.indices, rows.indptr), shape=rows.shape)
    both = sp.coo_array(sp.csr_array(ones.T) @ ones)
    one, other = both.coords
    size = np.bincount(rows.indices, minlength=count)
    inside = (both.data == size[one]) & (one != other) & (costs[other] <= costs[one])
    one, other = one[inside], other[inside]
    equal = (size[one] == size[other]) & (costs[one] == costs[other])
    gone = np.zeros(count, bool)
    gone[one[~equal | (other < one)]] = True
    return gone
