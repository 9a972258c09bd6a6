"""How do near letters become groups? Joined while they are near on average; then groups with near middles; then single letters."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from .likeness import of_length_one
from .neighbours import CHUNK, NEAREST

NEAR = 0.1
"""How near two letters, or two groups on average, must be to be joined at first (cosine, 0 to 1)."""
SAME = 0.22
"""How near the middles of two groups must be to be one problem. Chance likenesses cancel out in a middle."""
BELONGS = 0.2
"""How near a single letter must be to the middle of a problem to be counted in."""
ROUNDS = 8
FAINT = 0.015


def joined(size: int, pairs: dict[tuple[int, int], float], near: float) -> list[list[int]]:
    """Join the two groups that are nearest on average, again and again; pairs that are no neighbours count as 0."""
    sums: list[dict[int, float]] = [{} for _n in range(size)]
    for (one, other), value in pairs.items():
        sums[one][other] = sums[other][one] = value
    members: dict[int, list[int]] = {n: [n] for n in range(size)}
    heap = [(-value, one, other) for (one, other), value in pairs.items() if value >= near]
    heapq.heapify(heap)
    while heap:
        value, one, other = heapq.heappop(heap)
        if one not in members or other not in members:
            continue
        mean = _mean(sums, members, one, other)
        if mean < -value - 1e-9:  # the groups have grown since, and growing only takes them apart: look again later
            if mean >= near:
                heapq.heappush(heap, (-mean, one, other))
            continue
        if len(members[one]) < len(members[other]):
            one, other = other, one
        members[one] += members.pop(other)
        sums[one].pop(other)
        for third, total in sums[other].items():
            if third != one:
                sums[third].pop(other)
                sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total
                mean = _mean(sums, members, one, third)
                if mean >= near:
                    heapq.heappush(heap, (-mean, min(one, third), max(one, third)))
        sums[other] = {}
    return [sorted(group) for _n, group in sorted(members.items()) if len(group) > 1]


def middles(vectors: sparse.csr_matrix, groups: Sequence[Sequence[int]]) -> sparse.csr_matrix:
    """The middle of each group, of length one."""
    rows = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    letters = np.concatenate([np.asarray(group) for group in groups])
    chosen = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, letters)), shape=(len(groups), vectors.shape[0]))
    middles = of_length_one(chosen @ vectors)
    middles.data[middles.data < FAINT] = 0  # what only one of many letters says does not tell the group
    middles.eliminate_zeros()
    return middles


def merged(vectors: sparse.csr_matrix, groups: list[list[int]]) -> list[list[int]]:
    """Make one of groups whose middles are near, the nearest pairs first, until none are."""
    if len(groups) < 2:
        return groups
    groups = list(groups)
    centres = middles(vectors, groups)
    near = _near_middles(centres, np.arange(len(groups)))
    for _round in range(ROUNDS):
        taken: set[int] = set()
        grown: list[int] = []
        for _value, one, other in sorted((-value, one, other) for (one, other), value in near.items()):
            if one not in taken and other not in taken:
                taken |= {one, other}
                groups[one] = sorted(groups[one] + groups[other])
                groups[other] = []
                grown.append(one)
        if not taken:
            break
        near = {pair: value for pair, value in near.items() if pair[0] not in taken and pair[1] not in taken}
        grown.sort()
        kept = np.ones(len(groups), bool)
        kept[list(taken)] = False
        fresh = middles(vectors, [groups[n] for n in grown])
        into = sparse.csr_matrix(
            (np.ones(len(grown), np.float32), (grown, np.arange(len(grown)))), shape=(len(groups), len(grown))
        )
        centres = sparse.csr_matrix(sparse.diags(kept.astype(np.float32)) @ centres + into @ fresh)
        near |= _near_middles(centres, np.array(grown))
    return [group for group in groups if group]


def _near_middles(centres: sparse.csr_matrix, of: Any) -> dict[tuple[int, int], float]:
    """Pairs of groups whose middles are near, where one is among `of`."""
    turned, found = centres.T.tocsr(), {}
    for start in range(0, len(of), CHUNK):
        some = of[start : start + CHUNK]
        near = (centres[some] @ turned).tocoo()
        wanted = near.data >= SAME
        for row, other, value in zip(
            some[near.row[wanted]].tolist(), near.col[wanted].tolist(), near.data[wanted].tolist(), strict=True
        ):
            if row != other:
                found[min(row, other), max(row, other)] = value
    return found


def gathered(vectors: sparse.csr_matrix, groups: list[list[int]]) -> list[list[int]]:
    """Count single letters in where they belong: with a group of at least three whose middle is near."""
    large = [group for group in groups if len(group) >= 3]
    if not large:
        return groups
    single = np.setdiff1d(np.arange(vectors.shape[0]), np.concatenate([np.asarray(group) for group in groups]))
    centres = middles(vectors, large).T.tocsr()
    added: list[list[int]] = [[] for _group in large]
    for start in range(0, len(single), CHUNK):
        some = single[start : start + CHUNK]
        near = (vectors[some] @ centres).tocsr()
        for row, letter in enumerate(some.tolist()):
            begin, end = near.indptr[row], near.indptr[row + 1]
            if end > begin:
                best = begin + int(near.data[begin:end].argmax())
                if near.data[best] >= BELONGS:
                    added[near.indices[best]].append(letter)
    grown = [sorted(group + more) for group, more in zip(large, added, strict=True)]
    return grown + [group for group in groups if len(group) < 3]


def _mean(sums: list[dict[int, float]], members: dict[int, list[int]], one: int, other: int) -> float:
    """Average nearness of two groups. Each letter keeps few neighbours, so no more than those are expected of a large group."""
    a, b = len(members[one]), len(members[other])
    expected = min(a * b, max(a, b) * NEAREST / 3)
    return sums[one].get(other, 0.0) / expected
