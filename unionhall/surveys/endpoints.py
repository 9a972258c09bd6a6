"""The same acts over the HTTP API: same permissions, same actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import AfterValidator, StringConstraints

from unionhall.core import idempotency, paging
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import Industry

from . import access, actions, limits, queries, said
from .enums import Cut, Kind
from .models import Invitation, Question, Survey
from .results import Results, results_of
from .states import State

router = Router(tags=["surveys"])


def no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the character NUL cannot be kept")
    return text


Line = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(no_nul)]
Text = Annotated[str, StringConstraints(max_length=2000), AfterValidator(no_nul)]
Option = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(no_nul)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2999, 12, 31))]
Step = Annotated[int, Field(ge=0, le=100)]


class QuestionIn(Strict):
    kind: Kind
    text: Line
    options: Annotated[list[Option], Field(max_length=20)] = []
    required: bool = True


class Details(Strict):
    title: Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(no_nul)]
    lead: Text = ""
    anonymous: bool
    closes_on: Day
    cut: Cut = Cut.NONE
    bodies: Annotated[list[UUID], Field(max_length=500, description="only below these bodies")] = []
    employers: Annotated[list[UUID], Field(max_length=50, description="only at these employers")] = []
    industries: Annotated[list[Industry], Field(max_length=20)] = []


class DraftIn(Details):
    body: UUID = Field(description="the body that asks")
    questions: Annotated[list[QuestionIn], Field(max_length=30)] = []


class MoveIn(Strict):
    by_places: int = Field(ge=-1, le=1, description="-1 up, 1 down")


class AnswersIn(Strict):
    answers: dict[UUID, Step | Annotated[list[Step], Field(max_length=20)] | Text] = Field(
        description="by the key of the question: the place of the option (from 0), a list of places, 1 to 5, or words"
    )


class QuestionOut(Schema):
    id: UUID
    place: int
    kind: str
    text: str
    options: list[str]
    required: bool


class SurveyRow(Schema):
    id: UUID
    title: str
    body: UUID
    body_name: str
    anonymous: bool
    cut: str
    state: str
    opens_on: date | None
    closes_on: date
    follows: UUID | None
    purpose: str


class SurveyOut(SurveyRow):
    lead: str
    asked: int = Field(description="on the roll; for a draft, how many it would ask today")
    answered: int
    reminded_on: date | None
    questions: list[QuestionOut]


class SurveyList(Schema):
    items: list[SurveyRow]
    next_cursor: str | None


class Added(Schema):
    added: int


class LineOut(Schema):
    label: str
    count: int | None = Field(
        description="null where the number is too small to show, or another could be reckoned from it"
    )
    share: int | None
    before: int | None = Field(None, description="the same option in the survey this one follows")


class GroupOut(Schema):
    name: str
    asked: int
    answered: int
    counts: list[int | None]


class QuestionResultOut(Schema):
    question: QuestionOut
    answered: int | None
    lines: list[LineOut]
    groups: list[GroupOut]
    words: list[str]


class ResultsOut(Schema):
    survey: UUID
    asked: int
    answered: int
    as_of: datetime
    limit: int
    questions: list[QuestionResultOut]


class OwnRow(Schema):
    id: UUID
    title: str
    body_name: str
    anonymous: bool
    state: str
    closes_on: date
    answered: bool


class OwnOut(OwnRow):
    lead: str
    questions: list[QuestionOut]
    answers: dict[str, Any] = Field(description="what was answered so far; always empty for an anonymous survey")


class Asked(Schema):
    state: State | None = None
    q: Annotated[str, StringConstraints(max_length=60), AfterValidator(no_nul)] = ""
    cursor: Annotated[str, StringConstraints(max_length=600), AfterValidator(no_nul)] = ""
    size: int = Field(50, ge=1, le=200)


def in_scope(request: HttpRequest, pk: UUID) -> Survey:
    found = access.visible_surveys(actor_of(request)).select_related("body", "follows__body").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _question(request: HttpRequest, pk: UUID, question_pk: UUID) -> Question:
    survey = in_scope(request, pk)
    question = Question.objects.filter(survey=survey, pk=question_pk).first()
    if question is None:
        raise Http404
    question.survey = survey
    return question


def _invitation(request: HttpRequest, pk: UUID) -> Invitation:
    found = access.own_invitations(actor_of(request)).select_related("survey__body").filter(survey=pk).first()
    if found is None:
        raise Http404
    return found


@router.get("/surveys", response={200: SurveyList, **PROBLEMS})
def surveys(request: HttpRequest, asked: Query[Asked]) -> Any:
    """Surveys of one's own bodies and of those below, newest first."""
    if not access.may_list(actor_of(request)):
        raise Http404
    found = access.visible_surveys(actor_of(request)).select_related("body")
    rows = paging.page(
        queries.narrowed(found, state=asked.state or "", words=asked.q),
        order=("-drafted_at", "id"),
        after=asked.cursor or None,
        size=asked.size,
    )
    return {"items": [_row(survey) for survey in rows], "next_cursor": rows.next_cursor}


@router.post("/surveys", response={201: SurveyOut, **PROBLEMS})
def draft(request: HttpRequest, payload: DraftIn) -> Any:
    """Draft a survey of one's body, with its questions. Nobody hears of it until it is opened."""
    actor = actor_of(request)
    if not access.may_list(actor):
        raise Http404
    body = organisations.visible_organisations(actor).filter(pk=payload.body).first()
    if body is None:
        raise Http404
    questions = [question.model_dump() for question in payload.questions]

    def run() -> Any:
        return _dumped(actions.draft(body, by=actor, questions=questions, **_details(request, payload)))

    return Status(201, once(request, run))


@router.get("/surveys/{uuid:pk}", response={200: SurveyOut, **PROBLEMS})
def survey(request: HttpRequest, pk: UUID) -> Any:
    """One survey with its questions, and how many answered."""
    return _out(in_scope(request, pk))


@router.put("/surveys/{uuid:pk}", response={200: SurveyOut, **PROBLEMS})
def change(request: HttpRequest, pk: UUID, payload: Details) -> Any:
    """Other words, another last day, other people: of a draft."""
    return _act(request, pk, lambda survey, by: actions.change(survey, by=by, **_details(request, payload)))


@router.post("/surveys/{uuid:pk}/questions", response={201: QuestionOut, **PROBLEMS})
def ask(request: HttpRequest, pk: UUID, payload: QuestionIn) -> Any:
    """Add a question at the end of a draft. One that asks for what the union holds is refused."""
    survey = in_scope(request, pk)

    def run() -> Any:
        return _plain(QuestionOut, actions.ask(survey, by=actor_of(request), **payload.model_dump()))

    return Status(201, once(request, run))


@router.put("/surveys/{uuid:pk}/questions/{uuid:question_pk}", response={200: QuestionOut, **PROBLEMS})
def reword(request: HttpRequest, pk: UUID, question_pk: UUID, payload: QuestionIn) -> Any:
    """Put a question of a draft in other words."""
    question = _question(request, pk, question_pk)

    def run() -> Any:
        return _plain(QuestionOut, actions.reword(question, by=actor_of(request), **payload.model_dump()))

    return once(request, run)


@router.post("/surveys/{uuid:pk}/questions/{uuid:question_pk}/place", response={200: SurveyOut, **PROBLEMS})
def shift(request: HttpRequest, pk: UUID, question_pk: UUID, payload: MoveIn) -> Any:
    """Move a question of a draft one place up or down."""
    question = _question(request, pk, question_pk)

    def run() -> Any:
        actions.shift(question, by=actor_of(request), by_places=payload.by_places)
        return _dumped(in_scope(request, pk))

    return once(request, run)


@router.delete("/surveys/{uuid:pk}/questions/{uuid:question_pk}", response={200: SurveyOut, **PROBLEMS})
def drop(request: HttpRequest, pk: UUID, question_pk: UUID) -> Any:
    """Take a question out of a draft."""
    question = _question(request, pk, question_pk)
    return once(request, lambda: _dumped(actions.drop(question, by=actor_of(request))))


@router.post("/surveys/{uuid:pk}/opening", response={200: SurveyOut, **PROBLEMS})
def open_survey(request: HttpRequest, pk: UUID) -> Any:
    """Open a draft: the roll is fixed and people hear of it."""
    return _act(request, pk, lambda survey, by: actions.open_survey(survey, by=by))


@router.post("/surveys/{uuid:pk}/closing", response={200: SurveyOut, **PROBLEMS})
def close_survey(request: HttpRequest, pk: UUID) -> Any:
    """Close a survey before its last day is over."""
    return _act(request, pk, lambda survey, by: actions.close_survey(survey, by=by))


@router.post("/surveys/{uuid:pk}/abandonment", response={200: SurveyOut, **PROBLEMS})
def discard_survey(request: HttpRequest, pk: UUID) -> Any:
    """Give a draft up."""
    return _act(request, pk, lambda survey, by: actions.discard_survey(survey, by=by))


@router.post("/surveys/{uuid:pk}/reminder", response={200: SurveyOut, **PROBLEMS})
def remind(request: HttpRequest, pk: UUID) -> Any:
    """Remind those who have not answered, once."""
    return _act(request, pk, lambda survey, by: actions.remind(survey, by=by))


@router.post("/surveys/{uuid:pk}/roll", response={200: Added, **PROBLEMS})
def invite(request: HttpRequest, pk: UUID) -> Any:
    """Put those on the roll who joined since the opening."""
    survey = in_scope(request, pk)
    return once(request, lambda: {"added": actions.invite(survey, by=actor_of(request))})


@router.post("/surveys/{uuid:pk}/follow-up", response={201: SurveyOut, **PROBLEMS})
def ask_again(request: HttpRequest, pk: UUID) -> Any:
    """Draft a survey with the same questions; its results stand beside the first one's."""
    survey = in_scope(request, pk)
    return Status(201, once(request, lambda: _dumped(actions.ask_again(survey, by=actor_of(request)))))


@router.get("/surveys/{uuid:pk}/results", response={200: ResultsOut, **PROBLEMS})
def results(request: HttpRequest, pk: UUID) -> Any:
    """Counts with their denominators; null where a number is too small to show."""
    found = results_of(in_scope(request, pk), actor_of(request))
    found.may_read.or_refuse()
    return _results(found)


@router.get("/me/surveys", response={200: list[OwnRow], **PROBLEMS})
def own_surveys(request: HttpRequest) -> Any:
    """The surveys one is asked in."""
    rows = access.own_invitations(actor_of(request)).select_related("survey__body")
    return [_own_row(row) for row in rows.order_by("-survey__opens_on", "survey__pk")[:100]]


@router.get("/me/surveys/{uuid:pk}", response={200: OwnOut, **PROBLEMS})
def own_survey(request: HttpRequest, pk: UUID) -> Any:
    """One of them with its questions."""
    invitation = _invitation(request, pk)
    own = queries.own_answer(invitation.survey, invitation.person_id)
    return {
        **_own_row(invitation),
        "lead": invitation.survey.lead,
        "questions": queries.questions_of(invitation.survey),
        "answers": said.unpacked(own.said)[0] if own else {},
    }


@router.put("/me/surveys/{uuid:pk}/answer", response={200: OwnRow, **PROBLEMS})
def answer(request: HttpRequest, pk: UUID, payload: AnswersIn) -> Any:
    """Answer. An anonymous answer counts once and cannot be changed; a named one may be until the closing."""
    invitation, actor = _invitation(request, pk), actor_of(request)
    limits.one_try(actor)
    answers = {str(key): value for key, value in payload.answers.items()}

    def run() -> Any:
        actions.answer(invitation.survey, by=actor, answers=answers)
        return _plain(OwnRow, {**_own_row(invitation), "answered": True})

    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return run()
    # What was sent is not part of what is remembered: of a choice among few, its hash would tell what somebody chose.
    return idempotency.once(key, f"api:{request.method}:{request.path}", actor, b"", run).value


def _act(request: HttpRequest, pk: UUID, do: Callable[..., Survey]) -> Any:
    survey, actor = in_scope(request, pk), actor_of(request)
    return once(request, lambda: _dumped(do(survey, actor)))


def _details(request: HttpRequest, payload: Details) -> dict[str, Any]:
    """The arguments of drafting and changing; a body or employer that does not exist is nothing here."""
    actor = actor_of(request)
    bodies = list(organisations.visible_organisations(actor).filter(pk__in=payload.bodies).order_by("pk"))
    employers = list(organisations.visible_employers(actor).filter(pk__in=payload.employers).order_by("pk"))
    if len(bodies) < len(set(payload.bodies)) or len(employers) < len(set(payload.employers)):
        raise Http404
    kept = payload.model_dump(include={"title", "lead", "anonymous", "closes_on", "cut", "industries"})
    return {**kept, "bodies": bodies, "employers": employers}


def _row(survey: Survey) -> dict[str, Any]:
    names = ("id", "title", "anonymous", "cut", "state", "opens_on", "closes_on", "purpose")
    return {
        **{name: getattr(survey, name) for name in names},
        "body": survey.body_id,
        "body_name": survey.body.name,
        "follows": survey.follows_id,
    }


def _out(survey: Survey) -> dict[str, Any]:
    asked, answered = queries.progress(survey)
    return {
        **_row(survey),
        "lead": survey.lead,
        "asked": len(queries.whom_it_asks(survey)) if survey.state == State.DRAFT else asked,
        "answered": answered,
        "reminded_on": survey.reminded_on,
        "questions": queries.questions_of(survey),
    }


def _own_row(invitation: Invitation) -> dict[str, Any]:
    survey = invitation.survey
    return {
        "id": survey.pk,
        "title": survey.title,
        "body_name": survey.body.name,
        "anonymous": survey.anonymous,
        "state": survey.state,
        "closes_on": survey.closes_on,
        "answered": invitation.answered,
    }


def _results(found: Results) -> dict[str, Any]:
    return {
        "survey": found.survey.pk,
        "asked": found.asked,
        "answered": found.answered,
        "as_of": found.as_of,
        "limit": settings.SMALL_COUNT,
        "questions": [
            {
                "question": result.question,
                "answered": result.answered,
                "lines": [
                    {
                        "label": line.label,
                        "count": line.count,
                        "share": line.share,
                        "before": line.before.count if line.before else None,
                    }
                    for line in result.lines
                ],
                "groups": result.groups,
                "words": result.words,
            }
            for result in found.questions
        ],
    }


def _dumped(survey: Survey) -> Any:
    return _plain(SurveyOut, _out(survey))


def _plain(schema: type[Schema], value: Any) -> Any:
    """Plain JSON values, as an idempotent answer is remembered."""
    return schema.model_validate(value).model_dump(mode="json")
