"""Drafting a survey: its words, whom it asks, its questions and their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no
from unionhall.organisations.enums import Industry

from .. import access, held, queries
from ..enums import Cut, Kind
from ..models import Question, Survey, Target
from ._shared import move, taken

if TYPE_CHECKING:
    from unionhall.organisations.models import Employer, Organisation

USUAL_DAYS = 14
MOST_OPTIONS = 20
LONGEST_OPTION = 100
LONGEST_TITLE, LONGEST_LEAD, LONGEST_QUESTION = 120, 2000, 300


@transaction.atomic
def draft(
    body: Organisation,
    *,
    by: Actor,
    title: str,
    lead: str = "",
    anonymous: bool = False,
    closes_on: date | None = None,
    cut: str = Cut.NONE,
    questions: Sequence[Mapping[str, Any]] = (),
    bodies: Sequence[Organisation] = (),
    employers: Sequence[Employer] = (),
    industries: Sequence[str] = (),
    people: Iterable[UUID] | None = None,
    purpose: str = "",
    follows: Survey | None = None,
) -> Survey:
    """Draft a survey of a body. It asks the members of the unions below it, or only those below some bodies, of some
    employers, of some industries; or exactly the people a calling module names by their keys.

    `questions`: mappings with `kind` (enums.Kind), `text`, and where they apply `options` and `required`. `follows`: the
    survey this one repeats; without questions of its own it takes over that one's. `purpose`: the caller's own reference.
    """
    access.may_draft(by, body).or_refuse()
    survey = Survey(
        body=body,
        title=_needed(title, LONGEST_TITLE, _("A title is missing.")),
        lead=_text(lead, LONGEST_LEAD),
        anonymous=anonymous,
        cut=Cut(cut),
        follows=follows,
        purpose=purpose,
        drafted_by_id=by.person_id,
        drafted_at=clock.now(),
        closes_on=closes_on or clock.today() + timedelta(days=USUAL_DAYS),
    )
    survey.save(force_insert=True)
    _aim(survey, by=by, bodies=bodies, employers=employers, industries=industries, people=people)
    if follows is not None and not questions:
        questions = [_as_asked(question) for question in queries.questions_of(follows)]
    if len(questions) > access.MOST_QUESTIONS:
        raise Refused(no(_("A survey has at most thirty questions."), _("Leave some out."), "too_many"))
    for place, asked in enumerate(questions, start=1):
        _question(survey, place, **asked).save(force_insert=True)
    audit.record(
        "survey.drafted",
        survey,
        by=by,
        organisation_id=body.pk,
        questions=len(questions),
        follows=str(follows.pk) if follows else "",
        belongs_to=purpose,
    )
    return survey


@transaction.atomic
def change(
    survey: Survey,
    *,
    by: Actor,
    title: str,
    lead: str,
    anonymous: bool,
    closes_on: date,
    cut: str,
    bodies: Sequence[Organisation],
    employers: Sequence[Employer],
    industries: Sequence[str],
) -> Survey:
    """Change the words of a draft, its last day and whom it asks. People named by another module stay named."""
    survey = taken(survey)
    access.may_change(by, survey).or_refuse()
    survey.title = _needed(title, LONGEST_TITLE, _("A title is missing."))
    survey.lead, survey.anonymous = _text(lead, LONGEST_LEAD), anonymous
    survey.closes_on, survey.cut = closes_on, Cut(cut)
    survey.save(update_fields=["title", "lead", "anonymous", "closes_on", "cut"])
    Target.objects.filter(survey=survey, person__isnull=True).delete()
    _aim(survey, by=by, bodies=bodies, employers=employers, industries=industries)
    audit.record("survey.changed", survey, by=by, organisation_id=survey.body_id)
    return survey


@transaction.atomic
def ask(
    survey: Survey, *, by: Actor, kind: str, text: str, options: Sequence[str] = (), required: bool = True
) -> Question:
    """Add a question at the end of a draft. What the union holds already is not asked."""
    survey = taken(survey)
    access.may_ask(by, survey).or_refuse()
    asked = queries.questions_of(survey)
    place = asked[-1].place + 1 if asked else 1
    question = _question(survey, place, kind=kind, text=text, options=options, required=required)
    question.save(force_insert=True)
    audit.record("survey.question_added", survey, by=by, organisation_id=survey.body_id, question=str(question.pk))
    return question


@transaction.atomic
def reword(
    question: Question, *, by: Actor, kind: str, text: str, options: Sequence[str] = (), required: bool = True
) -> Question:
    """Put a question of a draft in other words."""
    survey = taken(question.survey)
    access.may_change(by, survey).or_refuse()
    said = _question(survey, question.place, kind=kind, text=text, options=options, required=required)
    said.pk = question.pk
    said.save(force_update=True, update_fields=["kind", "text", "options", "required"])
    audit.record("survey.question_changed", survey, by=by, organisation_id=survey.body_id, question=str(question.pk))
    return said


@transaction.atomic
def drop(question: Question, *, by: Actor) -> Survey:
    """Take a question out of a draft."""
    survey = taken(question.survey)
    access.may_change(by, survey).or_refuse()
    key = question.pk
    Question.objects.filter(pk=key, survey=survey).delete()
    _number(queries.questions_of(survey))
    audit.record("survey.question_removed", survey, by=by, organisation_id=survey.body_id, question=str(key))
    return survey


@transaction.atomic
def shift(question: Question, *, by: Actor, by_places: int) -> Question:
    """Move a question of a draft up (-1) or down (1); at the end of the list it stays where it is."""
    survey = taken(question.survey)
    access.may_change(by, survey).or_refuse()
    order = queries.questions_of(survey)
    at = next((place for place, other in enumerate(order) if other.pk == question.pk), None)
    if at is None:
        raise Refused(no(_("This question is not there any more."), _("Load the draft again."), "gone"))
    to = max(0, min(at + by_places, len(order) - 1))
    moved = order.pop(at)
    order.insert(to, moved)
    _number(order)
    audit.record("survey.question_moved", survey, by=by, organisation_id=survey.body_id, question=str(question.pk))
    return moved


@transaction.atomic
def ask_again(survey: Survey, *, by: Actor) -> Survey:
    """Draft a survey with the same questions to the same people; its results will stand beside the first one's."""
    survey = taken(survey)
    access.may_ask_again(by, survey).or_refuse()
    targets = queries.targets_of(survey)
    named = list(queries.named_people(survey).order_by("pk").values_list("person_id", flat=True))
    title = str(_("%(title)s (asked again)")) % {"title": survey.title}
    return draft(
        survey.body,
        by=by,
        title=title if len(title) <= LONGEST_TITLE else survey.title,
        lead=survey.lead,
        anonymous=survey.anonymous,
        cut=survey.cut,
        bodies=[target.body for target in targets if target.body],
        employers=[target.employer for target in targets if target.employer],
        industries=[target.industry for target in targets if target.industry],
        people=named or None,
        purpose=survey.purpose,
        follows=survey,
    )


@transaction.atomic
def discard_survey(survey: Survey, *, by: Actor) -> Survey:
    """Give a draft up; it stays on record, and nobody was asked."""
    survey = taken(survey)
    access.may_discard_survey(by, survey).or_refuse()
    return move(survey, "discard_survey", by=by)


def _aim(
    survey: Survey,
    *,
    by: Actor,
    bodies: Sequence[Organisation],
    employers: Sequence[Employer],
    industries: Sequence[str],
    people: Iterable[UUID] | None = None,
) -> None:
    keys = [employer.pk for employer in employers]
    access.may_target(by, survey.body, bodies=list(bodies), employers=keys).or_refuse()
    rows = [Target(survey=survey, body=body) for body in _once(bodies)]
    rows += [Target(survey=survey, employer=employer) for employer in _once(employers)]
    rows += [Target(survey=survey, industry=Industry(industry)) for industry in dict.fromkeys(industries)]
    rows += [Target(survey=survey, person_id=person) for person in sorted(set(people or ()))]
    Target.objects.bulk_create(rows, batch_size=1000)


def _once(rows: Sequence[Any]) -> list[Any]:
    return list({row.pk: row for row in rows}.values())


def _question(
    survey: Survey, place: int, *, kind: str, text: str, options: Sequence[str] = (), required: bool = True
) -> Question:
    """The question as it will stand there, or a refusal that says what is wrong with it."""
    text = _needed(text, LONGEST_QUESTION, _("The question has no words yet."))
    question = Question(survey=survey, place=place, kind=Kind(kind), text=text, required=required)
    if question.is_choice:
        question.options = _options(options)
    held.may_be_asked(text, question.options).or_refuse()
    return question


def _options(options: Sequence[str]) -> list[str]:
    kept = list(dict.fromkeys(" ".join(option.replace("\0", "").split()) for option in options if option.strip()))
    if not 2 <= len(kept) <= MOST_OPTIONS:
        raise Refused(
            no(
                format_lazy(_("A choice has from 2 to {most} different options."), most=MOST_OPTIONS),
                _("Write one option on each line."),
                "options",
            )
        )
    if any(len(option) > LONGEST_OPTION for option in kept):
        raise Refused(no(_("An option is longer than 100 characters."), _("Make it shorter."), "options"))
    return kept


def _needed(text: str, longest: int, missing: Any) -> str:
    kept = " ".join(_text(text, longest).split())
    if not kept:
        raise Refused(no(missing, _("Write it in a few words."), "missing"))
    return kept


def _text(text: str, longest: int) -> str:
    kept = text.replace("\0", "").strip()
    if len(kept) > longest:
        raise Refused(
            no(format_lazy(_("This is longer than {n} characters."), n=longest), _("Make it shorter."), "too_long")
        )
    return kept


def _number(order: Sequence[Question]) -> None:
    for place, question in enumerate(order, start=1):
        if question.place != place:
            question.place = place
            question.save(update_fields=["place"])


def _as_asked(question: Question) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "text": question.text,
        "options": question.options,
        "required": question.required,
    }
