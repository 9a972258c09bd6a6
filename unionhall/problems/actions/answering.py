"""Every writer gets an answer, in one act, each by the way they chose."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from unionhall.cases import api as cases
from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused

from .. import access
from ..enums import StepKind
from ..models import ProblemAnswer, SharedProblem, Voice
from ._shared import log, needs, taken

AT_ONCE = 100
"""Letters answered while the chair waits; the rest follows in the background."""


@transaction.atomic
def answer_writers(problem: SharedProblem, *, by: Actor, text: str, expected: int | None = None) -> ProblemAnswer:
    """Answer every letter of the problem that has none yet. It stands on each file, and each writer hears of it their own way."""
    problem = taken(problem, expected=expected)
    access.may_answer_writers(by, problem).or_refuse()
    text = needs(text, what=_("There is nothing written yet."), next_step=_("Write the answer."))
    answer = ProblemAnswer(problem=problem, at=clock.now(), by_id=by.person_id, by_name=by.name[:60], text=text)
    answer.save(force_insert=True)
    log(problem, StepKind.ANSWERED, by=by, text=text)
    audit.record("problem.answered", problem, by=by, waiting=_waiting(problem).count())
    _some(answer, by=by)
    return answer


@transaction.atomic
def go_on_answering(answer: ProblemAnswer, *, by: Actor) -> int:
    """The next letters of an answer that reaches many; how many still wait. Killed halfway, the next try goes on from there."""
    answer = ProblemAnswer.objects.select_for_update(of=("self",)).select_related("problem__body").get(pk=answer.pk)
    if not _waiting(answer.problem, answer).exists():
        return 0
    access.may_answer_writers(by, answer.problem).or_refuse()
    audit.record("problem.answer_continued", answer.problem, by=by)
    return _some(answer, by=by)


def _some(answer: ProblemAnswer, *, by: Actor) -> int:
    voices = list(_waiting(answer.problem, answer).select_related("case__body").order_by("pk")[:AT_ONCE])
    reached, refused = [], 0
    for voice in voices:
        try:
            cases.answer(voice.case, by=by, text=answer.text)
        except Refused:
            refused += 1
        else:
            reached.append(voice.pk)
    Voice.objects.filter(pk__in=reached).update(answered_at=answer.at)
    answer.letters += len(reached)
    answer.not_reached += refused
    answer.save(update_fields=["letters", "not_reached"])
    left = _waiting(answer.problem, answer).count() if len(voices) == AT_ONCE and reached else 0
    if left:
        app.configure_task("problems.answer_writers", queue="bulk").defer(answer_id=str(answer.pk))
    return left


def _waiting(problem: SharedProblem, answer: ProblemAnswer | None = None) -> "QuerySet[Voice]":
    waiting = Voice.objects.filter(problem=problem, left_at__isnull=True, answered_at__isnull=True)
    return waiting.filter(since__lte=answer.at) if answer else waiting
