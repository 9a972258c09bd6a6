"""What do several people say in nearly the same words? Only that is shown of letters that share a problem.

A summary must not show a letter, nor anything by which its writer is known. A clause is shown when at least three people
each wrote one that is nearly the same, and when every pair of characters in it was written by three people of the group or
is common in all letters. Its numbers and Latin words, which count as alike
there, stay only where three people wrote the same. So nothing is shown that fewer wrote.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from .problems import FORMULAS
from .words import DIGITS, PRIVATE, Letter, plain, simplified, without_private

WRITERS = 3
"""People who must have written a thing before it is shown."""
ALIKE = 0.5
"""Share of pairs of characters in common from which two clauses say the same."""
SHORTEST, LONGEST = 5, 40
UNTOLD = "…"
"""Stands where fewer people wrote the number or the Latin word: a sum or a day of one's own would tell who wrote."""
_OWN = re.compile(r"[\dA-Za-zＡ-Ｚａ-ｚ]+(?:[.,:/_-][\dA-Za-zＡ-Ｚａ-ｚ]+)*")
_ENDS = re.compile(r"[，。！？；：、,!?;:\n\r\t （）()“”\"《》]+")
# Whoever says how old, how many children, which illness speaks of themselves, however common the words.
_OF_ONESELF = re.compile(
    r"我[是叫姓]|本人|我(?:爱人|老公|老婆|丈夫|妻子|孩子|儿子|女儿|父|母|爸|妈)|怀孕|身孕|残疾|癌|确诊|离婚|\d+岁"
)


@dataclass(frozen=True)
class Said:
    """A clause with the number of people who wrote it, or one nearly the same."""

    text: str
    people: int


def said_by_several(
    letters: Sequence[tuple[Hashable, Letter]],
    *,
    common: frozenset[str] = frozenset(),
    most: int = 5,
    at_least: int = WRITERS,
) -> list[Said]:
    """The clauses that at least so many writers share, those most said first. Each letter comes with whoever wrote it."""  # fmt: skip
    clauses: list[tuple[Hashable, str, frozenset[str]]] = []
    writers_of: dict[str, set[Hashable]] = defaultdict(set)
    told_by: dict[str, set[Hashable]] = defaultdict(set)
    for writer, letter in letters:
        for own in _OWN.findall(f"{letter.title}\n{letter.body}"):
            told_by[own].add(writer)
        for text in dict.fromkeys(_clauses(letter)):
            clauses.append((writer, text, _pairs(text)))
        for pair in _pairs(plain(letter.title + "\n" + letter.body)):
            writers_of[pair].add(writer)
    shown: list[tuple[Said, frozenset[str]]] = []
    for _writer, text, pairs in clauses:
        if not all(len(writers_of[pair]) >= at_least or pair in common for pair in pairs):
            continue
        alike = {other for other, _text, theirs in clauses if _alike(pairs, theirs)}
        if len(alike) >= at_least:
            told = _OWN.sub(lambda found: found[0] if len(told_by[found[0]]) >= at_least else UNTOLD, text)
            shown.append((Said(told, len(alike)), pairs))
    shown.sort(key=lambda one: (-one[0].people, -len(one[0].text), one[0].text))
    kept: list[tuple[Said, frozenset[str]]] = []
    for said, pairs in shown:
        if not any(_alike(pairs, others) for _said, others in kept):
            kept.append((said, pairs))
        if len(kept) == most:
            break
    return [said for said, _pairs_of in kept]


def words_of_several(
    letters: Sequence[tuple[Hashable, Letter]],
    *,
    common: frozenset[str] = frozenset(),
    most: int = 6,
    at_least: int = WRITERS,
) -> list[str]:
    """Runs of two to eight characters that at least three writers and a third of them share, the longest and most shared
    first. What is common in all letters names no problem and is left out."""
    held: Counter[str] = Counter()
    by_writer: dict[Hashable, set[str]] = defaultdict(set)
    for writer, letter in letters:
        for text in _ENDS.split(without_private(simplified(f"{letter.title}，{letter.body[:300]}"), "，")):
            by_writer[writer] |= {text[n : n + run] for run in range(2, 9) for n in range(len(text) - run + 1)}
    for runs in by_writer.values():
        held.update(runs)
    floor = max(at_least, len(by_writer) * 0.34)
    ranked = sorted(
        (
            run
            for run, n in held.items()
            if n >= floor
            and run.isalpha()
            and not run.isascii()
            and not _is_empty(run)
            and run not in _FORMULAS
            and not _pairs(run) <= common
        ),
        key=lambda run: (-(len(run) - 1) * held[run], run),
    )
    kept: list[str] = []
    for run in ranked:
        if not any(run in other or other in run or _overlap(run, other) for other in kept):
            kept.append(run)
        if len(kept) == most:
            break
    return kept


def common_pairs(letters: Sequence[Letter], *, share: float = 0.05, at_least: int = 20) -> frozenset[str]:
    """Pairs of characters that stand in so many of all letters that they say nothing of anybody."""
    held: Counter[str] = Counter()
    for letter in letters:
        held.update(_pairs(plain(letter.title + "\n" + letter.body)))
    floor = max(at_least, len(letters) * share)
    return frozenset(pair for pair, n in held.items() if n >= floor)


_FORMULAS = frozenset(FORMULAS.split())
_EMPTY = frozenset("我你他她们的了是在和有就都不也很要这那个们上下到说为与及还没把被让给对从而着过能会可以吗呢吧啊")

_HOW_LONG = frozenset("一二两三四五六七八九十百千万几多半每个次第年月周天日号季今去明前后上下底初")


def _is_empty(run: str) -> bool:
    """Words that hold a sentence together and name nothing; how long and how often names no problem either."""
    return sum(sign in _EMPTY for sign in run) * 2 >= len(run) or set(run) <= _HOW_LONG


def _overlap(one: str, other: str) -> bool:
    return any(one.endswith(other[:n]) or other.endswith(one[:n]) for n in range(2, min(len(one), len(other))))


def _clauses(letter: Letter) -> list[str]:
    found = []
    for text in _ENDS.split(simplified(f"{letter.title}\n{letter.body}")):
        text = text.strip()
        if SHORTEST <= len(text) <= LONGEST and text == without_private(text, PRIVATE) and not _OF_ONESELF.search(text):
            found.append(text)
    return found


def _pairs(text: str) -> frozenset[str]:
    text = plain(text).replace(DIGITS, "")
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    together = len(one | other)
    return together > 0 and len(one & other) / together >= ALIKE
