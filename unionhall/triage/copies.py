"""Which letters are copies of one another, word for word or nearly? The same letter must not be learnt and then tested."""

from __future__ import annotations

import hashlib
import hmac
import itertools
from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np

from .words import Letter, plain

RUN = 6
"""Characters in a run; two letters are compared by the runs they share."""
ALIKE = 0.5
"""Share of runs in common (Jaccard) from which two letters are near-copies."""
SKETCH = 32
BANDS = 8
SHORTEST = 8
"""Runs a letter needs before its likeness to another says anything."""
FACTOR, MIXER = np.uint64(1_000_003), np.uint64(0xBF58476D1CE4E5B9)


def groups(letters: Sequence[Letter]) -> list[int]:
    """For each letter the number of its first copy (its own when it is the first): same number, same letter."""
    runs = [_runs(letter) for letter in letters]
    parent = list(range(len(letters)))

    def first(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for pair in _candidates(runs):
        one, other = first(pair[0]), first(pair[1])
        if one != other and _alike(runs[pair[0]], runs[pair[1]]):
            parent[max(one, other)] = min(one, other)
    return [first(n) for n in range(len(letters))]


def _runs(letter: Letter) -> frozenset[int]:
    """The runs of a letter as numbers that look drawn at random, the same for the same run in every process."""
    text = plain(letter.body or letter.title)
    signs = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if not len(signs):
        return frozenset()
    length = min(RUN, len(signs))
    code = np.zeros(len(signs) - length + 1, np.uint64)
    for n in range(length):
        code = code * FACTOR + signs[n : n + len(code)]
    code ^= code >> np.uint64(29)
    return frozenset((code * MIXER).tolist())


def _candidates(runs: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """Pairs that share one of the smallest numbers of their runs: near-copies nearly always do."""
    holders: dict[int, list[int]] = defaultdict(list)
    for n, held in enumerate(runs):
        for number in sorted(held)[:SKETCH]:
            holders[number].append(n)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for held_by in holders.values():
        if len(held_by) <= 200:  # a run in more letters than that is a formula of politeness
            for n, one in enumerate(held_by):
                for other in held_by[n + 1 :]:
                    shared[one, other] += 1
        else:
            for one, other in itertools.pairwise(held_by):
                shared[one, other] += 1
    return sorted(
        pair for pair, times in shared.items() if times >= 3 or min(len(runs[pair[0]]), len(runs[pair[1]])) < 12
    )


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    together = len(one | other)
    return together > 0 and len(one & other) / together >= ALIKE


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
    return len(a & b) / len(a | b)


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
    codes = np.fromiter(runs, dtype=np.uint64, count=len(runs))
    smallest = []
    for factor, shift in orders:
        mixed = codes * (factor | np.uint64(1)) + shift
        mixed = (mixed ^ (mixed >> np.uint64(31))) * MIXER
        smallest.append(int((mixed ^ (mixed >> np.uint64(29))).min()))
    return [
        int.from_bytes(
            hmac.digest(key, f"{n}:{smallest[2 * n]}:{smallest[2 * n + 1]}".encode(), "sha256")[:8], signed=True
        )
        for n in range(BANDS)
    ]
