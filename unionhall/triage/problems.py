"""Which letters speak of the same thing? Groups of letters from several people, named by what they share.

Letters are near when the rare pieces of their words are the same: names of places, employers and things weigh most, because
few letters have them. Each letter keeps its nearest neighbours; groups grow by joining the two that are nearest on average,
until no two are near enough. Nothing is drawn at random, so the same letters give the same problems.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse

from . import copies
from .words import Letter, simplified, without_private

NEAREST = 25
"""Neighbours each letter keeps."""
NEAR = 0.1
"""How near two letters, or two groups on average, must be to be joined at first (cosine, 0 to 1)."""
SAME = 0.22
"""How near the middles of two groups must be to be one problem. Chance likenesses cancel out in a middle."""
BELONGS = 0.2
"""How near a single letter must be to the middle of a problem to be counted in."""
ROUNDS = 8
FAINT = 0.015
TITLE_SHARE = 0.5
"""Weight of the title against the body where there is one."""
FORMULAS = (
    "我们 你们 他们 大家 自己 希望 能不 不能 能否 请问 领导 主席 您好 你好 反映 问题 工会 公司 单位 职工 员工 同事 现在 一个 没有 有没 可以 就是 因为 所以 "
    "但是 还是 建议 意见 解决 关心 谢谢 尊敬 情况 一直 已经 知道 什么 怎么 这个 那个 时候 上班 工作 几个 多年 一年 每年 一下 帮忙 想问 驻站 驻外 不知 不知道 "
    "能不能 有没有 希望能 或者 还有 而且 以后 以前"
)
"""Words of politeness and of every letter: they tell no problem from another, even where few letters are compared."""
LIGHT = 0.4
COMMON = 0.1
"""A piece in more letters than this share says nothing of any one problem."""
CHUNK = 500
CELLS = 25_000_000
"""Pairs of letters compared at a time: what bounds the memory."""
MANY = 2_000
"""A piece in more letters than this is not looked at when neighbours are sought: it would cost most and tell least. Under
20,000 letters there is no such piece, for it would be too common anyway."""
FAR = 0.03
"""Letters less near than this are no neighbours."""
RUNS = (2, 3)
BODY = 300
"""Characters of the body that are compared: what a letter is about it says at once."""
END = "\n"
SAME_EMPLOYER, SAME_KIND = 1.0, 0.5
"""How much nearer the words of two letters count when both name one employer, or are of one kind. Without words in common
they stay as far apart as before."""


@dataclass(frozen=True)
class Told:
    """A letter with the facts that count: who wrote (any key that tells people apart), from which site, and where known
    against which employer and of which kind. Letters that share those are nearer when their words are near."""

    letter: Letter
    writer: Hashable = None
    site: str | None = None
    employer: str | None = None
    kind: str | None = None


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
    pairs = _neighbours(vectors, progress)
    same = copies.groups([one.letter for one in told])
    found = []
    groups = _gathered(vectors, _merged(vectors, _joined(len(told), pairs, near)))
    for members in groups:
        writers = {_writer(told[n], same[n]) for n in members}
        places = {told[n].site for n in members if told[n].site not in (None, "")}
        if len(writers) >= people and (sites <= 1 or len(places) >= sites):
            found.append(_described(members, vectors, told, len(writers), len(places)))
    return sorted(found, key=lambda problem: (-problem.people, -len(problem.members), problem.members))


def _writer(told: Told, copy: int) -> Hashable:
    return ("writer", told.writer) if told.writer not in (None, "") else ("letter", copy)


def readable(text: str) -> str:
    """What is compared: like `words.plain`, but places and numbers stay, for they tell problems apart."""
    return "".join(simplified(without_private(text[:4000], " ")).lower().split())


def likeness(told: Sequence[Told]) -> sparse.csr_matrix:
    """Each letter as a row; two rows multiplied are how near the letters are, by words and, where words are near, by facts."""
    words = _vectors([one.letter for one in told])
    parts = [words]
    for weight, facts in (
        (SAME_EMPLOYER, [one.employer for one in told]),
        (SAME_KIND, [one.kind for one in told]),
    ):
        if any(facts):
            parts.append(_words_with(words, facts) * weight**0.5)
    return words if len(parts) == 1 else sparse.hstack(parts, format="csr", dtype=np.float32)


def _words_with(words: sparse.csr_matrix, facts: Sequence[str | None]) -> sparse.csr_matrix:
    """Every piece of a letter together with its fact, as a piece of its own: only letters of the same fact share it."""
    known: dict[str, int] = {}
    number = np.array([known.setdefault(fact, len(known)) if fact else -1 for fact in facts])
    cells = words.tocoo()
    has = number[cells.row] >= 0
    pieces = cells.col[has].astype(np.int64) * max(len(known), 1) + number[cells.row[has]]
    found, place = np.unique(pieces, return_inverse=True)
    return sparse.csr_matrix(
        sparse.coo_matrix((cells.data[has], (cells.row[has], place)), shape=(words.shape[0], len(found)))
    )


def _vectors(letters: Sequence[Letter]) -> sparse.csr_matrix:
    titles, bodies = [readable(one.title) for one in letters], [readable(one.body)[:BODY] for one in letters]
    if sum(bool(title) for title in titles) * 2 <= len(titles):
        return _weighed(bodies)
    # A letter without a title lends its beginning, so that both halves of every letter can be compared.
    titles = [title or body[:30] for title, body in zip(titles, bodies, strict=True)]
    return sparse.hstack(
        [_weighed(titles) * TITLE_SHARE**0.5, _weighed(bodies) * (1 - TITLE_SHARE) ** 0.5], format="csr"
    )


def _weighed(texts: Sequence[str]) -> sparse.csr_matrix:
    """Pairs and threes of characters, rare ones heavy, common ones left out, each row of length one.

    All texts stand in one array and every run is one number, so a hundred thousand letters are cut up in seconds.
    """
    signs = np.frombuffer("".join(text + END for text in texts).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) + 1 for text in texts])
    codes, owners = [], []
    for run in RUNS:
        if len(signs) < run:
            continue
        code, whole = _codes(signs, run)
        codes.append(code[whole])
        owners.append(owner[: len(code)][whole])
    found, place = np.unique(np.concatenate(codes), return_inverse=True)
    rows = np.concatenate(owners)
    counts = sparse.coo_matrix((np.ones(len(rows), np.float32), (rows, place)), shape=(len(texts), len(found))).tocsr()
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    wanted = (held >= 2) & (held <= max(25.0, COMMON * len(texts)))
    counts, held = counts[:, wanted], held[wanted]
    rarity = np.log1p(len(texts) / np.maximum(held, 1)).astype(np.float32)
    rarity[np.isin(found[wanted], _of_every_letter())] *= LIGHT
    counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
    return of_length_one(counts)


def _codes(signs: Any, run: int) -> tuple[Any, Any]:
    """Every run of so many signs as one number, and whether it lies within one text."""
    code = np.zeros(len(signs) - run + 1, np.uint64)
    whole = np.ones(len(code), bool)
    for n in range(run):
        part = signs[n : n + len(code)]
        code = code * np.uint64(0x110000 + 1) + part
        whole &= part != ord(END)
    return code * np.uint64(4) + np.uint64(run), whole


def _of_every_letter() -> Any:
    """The numbers of the runs that stand in every letter to a union, whatever it is about."""
    return np.concatenate(
        [
            _codes(np.frombuffer(word.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64), len(word))[0]
            for word in FORMULAS.split()
        ]
    )


def of_length_one(rows: Any) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return sparse.csr_matrix(sparse.diags((1 / lengths).astype(np.float32)) @ rows, dtype=np.float32)


def _neighbours(
    vectors: sparse.csr_matrix, progress: Callable[[int, int], None] | None
) -> dict[tuple[int, int], float]:
    """The nearest letters of each letter, as pairs with their nearness."""
    total = vectors.shape[0]
    held = np.bincount(vectors.indices, minlength=vectors.shape[1])
    shared = vectors[:, (held > 1) & (held <= MANY)]
    turned = shared.T.tocsr()
    portion = max(20, min(CHUNK, CELLS // max(total, 1)))
    ones, others, values = [], [], []
    for start in range(0, total, portion):
        near = (shared[start : start + portion] @ turned).tocsr()
        owner = np.repeat(np.arange(start, start + near.shape[0], dtype=np.int32), np.diff(near.indptr))
        wanted = (near.data > FAR) & (near.indices != owner)
        one, other, value = owner[wanted], near.indices[wanted], near.data[wanted]
        best = _first_of_each(one, value)
        ones.append(one[best])
        others.append(other[best])
        values.append(value[best])
        if progress:
            progress(min(start + portion, total), total)
    one, other, value = np.concatenate(ones), np.concatenate(others), np.concatenate(values)
    low, high = np.minimum(one, other), np.maximum(one, other)
    _pairs, once = np.unique(low.astype(np.int64) * total + high, return_index=True)
    return dict(zip(zip(low[once].tolist(), high[once].tolist(), strict=True), value[once].tolist(), strict=True))


def _first_of_each(one: Any, value: Any) -> Any:
    """Places of the nearest few of each letter, where the places of a letter stand together."""
    bounds = np.flatnonzero(np.diff(one, prepend=-1, append=-1))
    best = [np.empty(0, np.intp)]
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        if end - begin > NEAREST:
            best.append(begin + np.argpartition(-value[begin:end], NEAREST - 1)[:NEAREST])
        else:
            best.append(np.arange(begin, end))
    return np.concatenate(best)


def _joined(size: int, pairs: dict[tuple[int, int], float], near: float) -> list[list[int]]:
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


def _merged(vectors: sparse.csr_matrix, groups: list[list[int]]) -> list[list[int]]:
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


def _gathered(vectors: sparse.csr_matrix, groups: list[list[int]]) -> list[list[int]]:
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
