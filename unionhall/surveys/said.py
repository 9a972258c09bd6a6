"""What did somebody answer? Checking it against the questions, and the plain values it is kept as.

An answer is kept as one sealed text: {"answers": {key of the question: value}, "group": key}. The value is the place of the
option chosen, a list of places, a number from 1 to 5, or words from which telephone and identity numbers are taken out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.verdict import Refused, no
from unionhall.triage.words import without_private

from .enums import SCALE, Kind
from .models import Question

LONGEST_WORDS = 2000
MASK = "＊＊＊"


def cleaned(questions: Sequence[Question], said: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that count, by the key of their question; refuses what was not asked and what is missing."""
    if unknown := set(said) - {str(question.pk) for question in questions}:
        raise Refused(
            no(
                format_lazy(_("{n} answers belong to no question of this survey."), n=len(unknown)),
                _("Load the survey again."),
                "unknown_question",
            )
        )
    answers: dict[str, Any] = {}
    for number, question in enumerate(questions, start=1):
        value = _value(question, said.get(str(question.pk)))
        if value is not None:
            answers[str(question.pk)] = value
        elif question.required:
            raise Refused(
                no(
                    format_lazy(_("Question {n} is not answered yet."), n=number),
                    _("Choose an answer and send again."),
                    "missing",
                )
            )
    if not answers:
        raise Refused(no(_("No question is answered yet."), _("Answer at least one."), "missing"))
    return answers


def _value(question: Question, value: Any) -> Any:
    """The value as it is kept, or None when there is none."""
    if value in (None, "", []):
        return None
    if question.kind == Kind.WORDS:
        if not isinstance(value, str):
            raise _wrong(question)
        words = without_private(value.replace("\0", "").strip()[:LONGEST_WORDS], MASK)
        return words or None
    if question.kind == Kind.SCALE:
        return _one_of(question, value, SCALE)
    places = range(len(question.options))
    if question.kind == Kind.ONE:
        return _one_of(question, value, places)
    if not isinstance(value, (list, tuple)):
        raise _wrong(question)
    return sorted({_one_of(question, each, places) for each in value})


def _one_of(question: Question, value: Any, allowed: Sequence[int]) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise _wrong(question)
    try:
        number = int(value)
    except ValueError as error:
        raise _wrong(question) from error
    if number not in allowed:
        raise _wrong(question)
    return number


def _wrong(question: Question) -> Refused:
    return Refused(
        no(
            format_lazy(_("What was sent does not fit question {n}."), n=question.place),
            _("Load the survey again and choose one of the answers."),
            "does_not_fit",
        )
    )


def packed(answers: Mapping[str, Any], group: str) -> str:
    return json.dumps({"answers": answers, "group": group}, ensure_ascii=False, sort_keys=True)


def unpacked(said: str) -> tuple[dict[str, Any], str]:
    """(answers by the key of their question, key of the group)"""
    kept = json.loads(said)
    return kept["answers"], kept["group"]


def in_words(question: Question, value: Any) -> str:
    """An answer as people read it."""
    if question.kind == Kind.WORDS:
        return str(value)
    if question.kind == Kind.SCALE:
        return str(value)
    places = value if isinstance(value, list) else [value]
    return "；".join(str(question.options[place]) for place in places if 0 <= place < len(question.options))
