"""What came of a survey: counts with their denominators, small ones hidden, cut by a held fact, beside the survey it follows.

Everything that leaves this file has gone through `hiding`; pages, tables and the API show it as it is.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings

from unionhall.core import clock, hiding
from unionhall.core.actor import Actor
from unionhall.core.verdict import Verdict

from . import access, queries, said
from .enums import SCALE, Kind
from .models import Question, Survey

MOST_WORDS = 500


@dataclass(frozen=True)
class Line:
    """One option: how many chose it, of all who answered the survey. None where the number is too small to show."""

    label: str
    count: int | None
    share: int | None
    before: Line | None = None
    """The same option in the survey this one follows."""


@dataclass(frozen=True)
class GroupLine:
    """One group: how many answered the survey, and how many of them chose each option."""

    name: str
    asked: int
    answered: int
    counts: tuple[int | None, ...]


@dataclass(frozen=True)
class QuestionResult:
    question: Question
    answered: int | None
    """How many answered this question; None where those who did not are too few to show."""
    lines: tuple[Line, ...] = ()
    groups: tuple[GroupLine, ...] = ()
    words: tuple[str, ...] = ()
    before_answered: int | None = None
    is_compared: bool = False


@dataclass(frozen=True)
class Results:
    survey: Survey
    asked: int
    answered: int
    as_of: datetime
    limit: int
    may_read: Verdict
    may_read_cut: Verdict
    questions: tuple[QuestionResult, ...] = ()
    others: tuple[int, int] | None = None
    """(groups, people who answered) not shown one by one because they are too small."""
    before: Results | None = field(default=None)


def results_of(survey: Survey, actor: Actor) -> Results:
    """The results as far as this actor may read them; `may_read` says why there are none."""
    found = _results(survey, actor)
    if survey.follows is None or not found.may_read:
        return found
    if not access.visible_surveys(actor).filter(pk=survey.follows.pk).exists():
        return found
    before = _results(survey.follows, actor)
    return _beside(found, before) if before.may_read else found


def _results(survey: Survey, actor: Actor) -> Results:
    limit, (asked, answered) = settings.SMALL_COUNT, queries.progress(survey)
    may_read = access.may_read_results(actor, survey, answered, limit)
    whole = Results(survey, asked, answered, clock.now(), limit, may_read, may_read)
    if not may_read:
        return whole
    kept = [said.unpacked(text) for text in queries.answers_of(survey).order_by("pk").values_list("said", flat=True)]
    sizes = queries.sizes_of_groups(survey)
    may_read_cut = access.may_read_cut(actor, survey, set(sizes))
    groups = _Groups(survey, kept, sizes, limit) if survey.cut and may_read_cut else None
    questions = tuple(_result(question, kept, groups, limit) for question in queries.questions_of(survey))
    return replace(
        whole,
        answered=len(kept),
        may_read_cut=may_read_cut,
        questions=questions,
        others=groups.others if groups else None,
    )


class _Groups:
    """The answers by group: those that may be shown, and the rest together."""

    def __init__(self, survey: Survey, kept: list[tuple[dict[str, Any], str]], asked: Counter[str], limit: int) -> None:
        by_group: dict[str, list[dict[str, Any]]] = {key: [] for key in asked}
        for answers, group in kept:
            by_group.setdefault(group, []).append(answers)
        keys = sorted(by_group, key=lambda key: (-len(by_group[key]), key))
        small = {place for place, key in enumerate(keys) if not key or len(by_group[key]) < limit}
        for place in sorted(set(range(len(keys))) - small, reverse=True):  # the smallest first
            if not 0 < sum(len(by_group[keys[at]]) for at in small) < limit:
                break
            small.add(place)
        self.shown = [key for place, key in enumerate(keys) if place not in small]
        self.asked, self.answers = asked, by_group
        self.names = queries.names_of_groups(survey.cut, self.shown)
        self.rest = [answers for place in small for answers in by_group[keys[place]]]
        self.others = (len(small), len(self.rest)) if small else None


def _result(
    question: Question, kept: list[tuple[dict[str, Any], str]], groups: _Groups | None, limit: int
) -> QuestionResult:
    key, everybody = str(question.pk), [answers for answers, _group in kept]
    values = [answers[key] for answers in everybody if key in answers]
    skipped = len(kept) - len(values)
    answered = len(values) if skipped == 0 or skipped >= limit else None
    if question.kind == Kind.WORDS:
        shown = len(values) >= limit
        return QuestionResult(question, answered if shown else None, words=_in_no_order(values) if shown else ())
    labels = labels_of(question)
    hidden = _hidden_totals(question, everybody, limit)
    counts = _counts(question, everybody)
    lines = tuple(
        Line(label, None, None) if place in hidden else Line(label, counts[place], _share(counts[place], len(kept)))
        for place, label in enumerate(labels)
    )
    if len(labels) in hidden:
        answered = None
    return QuestionResult(question, answered, lines, _cut(question, groups, hidden, limit) if groups else ())


def labels_of(question: Question) -> list[str]:
    """What the lines of a result are called."""
    return (
        [str(value) for value in SCALE] if question.kind == Kind.SCALE else [str(option) for option in question.options]
    )


def _counts(question: Question, answers: Sequence[dict[str, Any]]) -> list[int]:
    """How many chose each option; at the end how many left the question out."""
    key, first = str(question.pk), SCALE[0] if question.kind == Kind.SCALE else 0
    counts = [0] * (len(labels_of(question)) + 1)
    for answer in answers:
        if key not in answer:
            counts[-1] += 1
            continue
        for value in answer[key] if isinstance(answer[key], list) else [answer[key]]:
            counts[value - first] += 1
    return counts


def _hidden_totals(question: Question, everybody: Sequence[dict[str, Any]], limit: int) -> set[int]:
    """The places of a question's line that must not be shown, the number of those who left it out included."""
    counts = _counts(question, everybody)
    if question.kind == Kind.MANY:  # each option is a yes or a no of its own
        return {place for place, count in enumerate(counts) if hiding.hidden_on_line([count, len(everybody) - count], limit)
                and not (place == len(counts) - 1 and count == 0)}  # fmt: skip
    line = counts if counts[-1] else counts[:-1]
    return hiding.hidden_on_line(line, limit)


def _cut(question: Question, groups: _Groups, total_hidden: set[int], limit: int) -> tuple[GroupLine, ...]:
    """The question by group. Shown beside it: how many of each group answered, and the lines of everybody."""
    if not groups.shown or (len(groups.shown) == 1 and not groups.rest):
        return ()
    rows = [_counts(question, groups.answers[key]) for key in groups.shown]
    rest = _counts(question, groups.rest) if groups.rest else []
    width = len(labels_of(question))
    if question.kind == Kind.MANY:
        hidden = set()
        for place in range(width):
            sizes = [len(groups.answers[key]) for key in groups.shown]
            pairs = [[row[place], size - row[place]] for row, size in zip(rows, sizes, strict=True)]
            other = [rest[place], len(groups.rest) - rest[place]] if rest else []
            both = {0, 1} if place in total_hidden else set()
            hidden |= {(r, place) for r, c in hiding.hidden_in_table(pairs, other, both, limit) if c == 0}
    else:
        if not any(row[-1] for row in rows) and not (rest and rest[-1]):
            rows, rest = [row[:-1] for row in rows], rest[:-1]
        hidden = hiding.hidden_in_table(rows, rest, total_hidden, limit)
    lines = tuple(
        GroupLine(
            groups.names.get(key, key),
            groups.asked[key],
            len(groups.answers[key]),
            tuple(None if (r, place) in hidden else rows[r][place] for place in range(width)),
        )
        for r, key in enumerate(groups.shown)
    )
    return lines if any(count is not None for line in lines for count in line.counts) else ()


def _beside(found: Results, before: Results) -> Results:
    """Each question with the same question of the survey before."""
    questions = []
    for result in found.questions:
        same = next((old for old in before.questions if old.question.is_the_same_as(result.question)), None)
        if same is None or result.question.kind == Kind.WORDS:
            questions.append(result)
            continue
        lines = tuple(replace(line, before=old) for line, old in zip(result.lines, same.lines, strict=True))
        questions.append(replace(result, lines=lines, before_answered=same.answered, is_compared=True))
    return replace(found, questions=tuple(questions), before=before)


def _in_no_order(words: list[str]) -> tuple[str, ...]:
    """Not in the order they came, and the same each time."""
    return tuple(sorted(words, key=lambda text: hashlib.sha256(text.encode()).digest())[:MOST_WORDS])


def _share(count: int, of: int) -> int:
    return round(100 * count / of) if of else 0
