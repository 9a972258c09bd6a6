"""What this module holds about a person, for their own export: the surveys they were asked in, and their named answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from . import queries, said
from .models import Answer, Invitation


def asked_about(person_id: UUID) -> list[dict[str, Any]]:
    """Every survey a person was asked in: whether they answered, and what, where it stands under their name."""
    rows = Invitation.objects.filter(person=person_id).select_related("survey__body")
    own = {row.survey_id: row for row in Answer.objects.filter(person=person_id).order_by("pk")}
    return [_line(row, own.get(row.survey_id)) for row in rows.order_by("survey__opens_on", "survey__pk")]


def _line(row: Invitation, answer: Answer | None) -> dict[str, Any]:
    survey = row.survey
    return {
        "title": survey.title,
        "asked_by": survey.body.name,
        "opened_on": survey.opens_on.isoformat() if survey.opens_on else None,
        "last_day": survey.closes_on.isoformat(),
        "anonymous": survey.anonymous,
        "answered": row.answered,
        "answered_at": answer.given_at.isoformat() if answer and answer.given_at else None,
        "answers": _answers(answer),
    }


def _answers(answer: Answer | None) -> list[dict[str, str]]:
    if answer is None:
        return []
    kept, _group = said.unpacked(answer.said)
    asked = [question for question in queries.questions_of(answer.survey) if str(question.pk) in kept]
    return [{"question": q.text, "answer": said.in_words(q, kept[str(q.pk)])} for q in asked]
