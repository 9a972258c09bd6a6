"""The problems found: groups of letters from enough people and sites, named by what they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse

from .. import copies
from ..words import Letter, without_private
from .groups import NEAR, gathered, joined, merged
from .likeness import likeness, readable
from .neighbours import neighbours
from .told import Told


@dataclass
class Problem:
    """Letters that speak of the same thing, by their place in what was given; the most typical first."""

    title: str
    members: list[int]
    typical: list[int]
    people: int
    sites: int
    words: list[str] = field(default_factory=list)
    nearness: float = 0.0


def discover(
    told: Sequence[Told],
    *,
    people: int = 5,
    sites: int = 1,
    near: float = NEAR,
    progress: Callable[[int, int], None] | None = None,
) -> list[Problem]:
    """Problems that at least so many people at so many sites raise, the largest first.

    A letter nobody signed counts as a person of its own, unless it is a copy of another; letters without a site count as none.
    """
    told = list(told)
    if len(told) < 2:
        return []
    vectors = likeness(told)
    pairs = neighbours(vectors, progress)
    same = copies.groups([one.letter for one in told])
    found = []
    groups = gathered(vectors, merged(vectors, joined(len(told), pairs, near)))
    for members in groups:
        writers = {_writer(told[n], same[n]) for n in members}
        places = {told[n].site for n in members if told[n].site not in (None, "")}
        if len(writers) >= people and (sites <= 1 or len(places) >= sites):
            found.append(_described(members, vectors, told, len(writers), len(places)))
    return sorted(found, key=lambda problem: (-problem.people, -len(problem.members), problem.members))


def _writer(told: Told, copy: int) -> Hashable:
    return ("writer", told.writer) if told.writer not in (None, "") else ("letter", copy)


def _described(members: list[int], vectors: Any, told: Sequence[Told], people: int, sites: int) -> Problem:
    rows = vectors[members]
    pieces, place = np.unique(rows.indices, return_inverse=True)
    rows = sparse.csr_matrix((rows.data, place, rows.indptr), shape=(len(members), len(pieces)))
    nearness = rows @ np.asarray(rows.mean(axis=0)).ravel()
    order = [members[n] for n in np.argsort(-nearness, kind="stable")]
    words = shared_words([told[n].letter for n in members])
    first = told[order[0]].letter
    title = without_private(first.title or first.body)[:60].strip()
    return Problem(title, members, order[:3], people, sites, words, float(nearness.mean()))


def shared_words(letters: Sequence[Letter], most: int = 6) -> list[str]:
    """Runs of characters that many of these letters share, the longest and most shared first."""
    held: Counter[str] = Counter()
    for letter in letters[:200]:
        text = readable(letter.title or letter.body[:60])
        held.update({text[n : n + run] for run in range(2, 9) for n in range(len(text) - run + 1)})
    floor = max(2, len(letters[:200]) * 0.4)
    ranked = sorted(
        (run for run, n in held.items() if n >= floor and run.isalnum()), key=lambda run: (-len(run) * held[run], run)
    )
    kept: list[str] = []
    for run in ranked:
        if not any(run in other or other in run for other in kept):
            kept.append(run)
        if len(kept) == most:
            break
    return kept
