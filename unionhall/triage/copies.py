"""Which letters are copies of one another, word for word or nearly? The same letter must not be learnt and then tested."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from .words import Letter, plain

RUN = 6
"""Characters in a run; two letters are compared by the runs they share."""
ALIKE = 0.5
"""Share of runs in common (Jaccard) from which two letters are near-copies."""
SKETCH = 32
SHARED = 3
"""Numbers of their sketches that two letters must share to be compared, unless one of them is very short."""
BANDS = 8
SHORTEST = 8
"""Runs a letter needs before its likeness to another says anything."""
SHORT = 12
FORMULA = 200
"""A run in more letters than this is a formula of politeness."""
CHUNK = 2_000
FACTOR, MIXER = np.uint64(1_000_003), np.uint64(0xBF58476D1CE4E5B9)


def groups(letters: Sequence[Letter]) -> list[int]:
    """For each letter the number of its first copy (its own when it is the first): same number, same letter."""
    if not letters:
        return []
    held = [_runs(letter) for letter in letters]
    runs = _as_rows(held)
    lengths = np.diff(runs.indptr)
    joined = []
    for one, other in _candidates(_as_rows([numbers[:SKETCH] for numbers in held]), lengths):
        shared = np.asarray(runs[one].multiply(runs[other]).sum(axis=1)).ravel()
        alike = shared >= ALIKE * (lengths[one] + lengths[other] - shared)
        joined.append(np.stack([one[alike], other[alike]]))
    pairs = np.concatenate([np.empty((2, 0), np.intp), *joined], axis=1)
    size = len(letters)
    _count, part = connected_components(
        sparse.coo_matrix((np.ones(pairs.shape[1], bool), (pairs[0], pairs[1])), shape=(size, size)), directed=False
    )
    _parts, first = np.unique(part, return_index=True)
    return [int(n) for n in first[part]]


def _runs(letter: Letter) -> Any:
    """The runs of a letter as numbers that look drawn at random, the same for the same run in every process; each once,
    the smallest first."""
    text = plain(letter.body or letter.title)
    signs = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if not len(signs):
        return signs
    length = min(RUN, len(signs))
    code = np.zeros(len(signs) - length + 1, np.uint64)
    for n in range(length):
        code = code * FACTOR + signs[n : n + len(code)]
    code ^= code >> np.uint64(29)
    return np.unique(code * MIXER)


def _as_rows(held: Sequence[Any]) -> sparse.csr_matrix:
    """A row of ones for each letter, a column for each number."""
    found, place = np.unique(np.concatenate(held), return_inverse=True)
    bounds = np.concatenate([[0], np.cumsum([len(numbers) for numbers in held])])
    return sparse.csr_matrix((np.ones(len(place), np.int32), place, bounds), shape=(len(held), len(found)))


def _candidates(sketches: sparse.csr_matrix, lengths: Any) -> Iterator[tuple[Any, Any]]:
    """Pairs that share some of the smallest numbers of their runs: near-copies nearly always do. In portions, no pair twice."""
    holders = np.bincount(sketches.indices, minlength=sketches.shape[1])
    rare, formulas = sketches[:, holders <= FORMULA], sketches[:, holders > FORMULA].tocsc()
    # Of a formula only letters that follow one another are counted as sharing it.
    last = np.zeros(len(formulas.indices), bool)
    last[formulas.indptr[1:] - 1] = True
    before, after = formulas.indices[:-1][~last[:-1]], formulas.indices[1:][~last[:-1]]
    size = sketches.shape[0]
    chained = sparse.coo_matrix((np.ones(len(before), np.int32), (before, after)), shape=(size, size)).tocsr()
    turned = rare.T.tocsr()
    for start in range(0, size, CHUNK):
        shared = (rare[start : start + CHUNK] @ turned + chained[start : start + CHUNK]).tocoo()
        one, other, times = shared.row + start, shared.col, shared.data
        wanted = (one < other) & (times > 0) & ((times >= SHARED) | (np.minimum(lengths[one], lengths[other]) < SHORT))
        one, other = one[wanted], other[wanted]
        for begin in range(0, len(one), 100 * CHUNK):
            yield one[begin : begin + 100 * CHUNK], other[begin : begin + 100 * CHUNK]


def voices(letters: Sequence[Letter], writers: Sequence[Hashable]) -> list[int]:
    """A number for each letter, the same for near-copies and for letters of one writer (None: nobody knows who)."""
    first_of: dict[Hashable, int] = {}
    parent = groups(letters)

    def root(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    for n, writer in enumerate(writers):
        if writer not in (None, ""):
            one, other = root(n), root(first_of.setdefault(writer, n))
            parent[max(one, other)] = min(one, other)
    return [root(n) for n in range(len(letters))]


def likeness(one: Letter, other: Letter) -> float:
    """The share of runs that two letters have in common, 0 to 1; 0 where one is too short to tell."""
    a, b = _runs(one), _runs(other)
    if min(len(a), len(b)) < SHORTEST:
        return 0.0
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared)


def sketch(letter: Letter, key: bytes) -> list[int]:
    """Eight keyed numbers; two letters that share one are likely near-copies, and no word can be read from them.

    Each number is made of the two smallest runs in two shuffled orders (min-hash), so that half of the runs in common give
    a shared number nine times in ten, and a formula of politeness hardly ever.
    """
    runs = _runs(letter)
    if len(runs) < SHORTEST:
        return []
    drawn = hashlib.shake_256(key + b"orders").digest(8 * 2 * 2 * BANDS)
    orders = np.frombuffer(drawn, dtype=np.uint64).reshape(2 * BANDS, 2)
    smallest = []
    for factor, shift in orders:
        mixed = runs * (factor | np.uint64(1)) + shift
        mixed = (mixed ^ (mixed >> np.uint64(31))) * MIXER
        smallest.append(int((mixed ^ (mixed >> np.uint64(29))).min()))
    return [
        int.from_bytes(
            hmac.digest(key, f"{n}:{smallest[2 * n]}:{smallest[2 * n + 1]}".encode(), "sha256")[:8], signed=True
        )
        for n in range(BANDS)
    ]
