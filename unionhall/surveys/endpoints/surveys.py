"""Surveys over the API: drafted, opened, reminded of, closed, asked again."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Status

from unionhall.core import paging
from unionhall.core.endpoints import PROBLEMS, once
from unionhall.core.http import actor_of
from unionhall.organisations import api as organisations

from .. import access, actions, queries
from . import schemas
from ._shared import act, dumped, in_scope, row_out, survey_out

router = Router(tags=["surveys"])


@router.get("/surveys", response={200: schemas.SurveyList, **PROBLEMS})
def surveys(request: HttpRequest, asked: Query[schemas.SurveysAsked]) -> Any:
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
    return {"items": [row_out(survey) for survey in rows], "next_cursor": rows.next_cursor}


@router.post("/surveys", response={201: schemas.SurveyOut, **PROBLEMS})
def draft(request: HttpRequest, payload: schemas.SurveyDraftIn) -> Any:
    """Draft a survey of one's body, with its questions. Nobody hears of it until it is opened."""
    actor = actor_of(request)
    if not access.may_list(actor):
        raise Http404
    body = organisations.visible_organisations(actor).filter(pk=payload.body).first()
    if body is None:
        raise Http404
    questions = [question.model_dump() for question in payload.questions]

    def run() -> Any:
        return dumped(actions.draft(body, by=actor, questions=questions, **_details(request, payload)))

    return Status(201, once(request, run))


@router.get("/surveys/{uuid:pk}", response={200: schemas.SurveyOut, **PROBLEMS})
def survey(request: HttpRequest, pk: UUID) -> Any:
    """One survey with its questions, and how many answered."""
    return survey_out(in_scope(request, pk))


@router.put("/surveys/{uuid:pk}", response={200: schemas.SurveyOut, **PROBLEMS})
def change(request: HttpRequest, pk: UUID, payload: schemas.Details) -> Any:
    """Other words, another last day, other people: of a draft."""
    return act(request, pk, lambda survey, by: actions.change(survey, by=by, **_details(request, payload)))


@router.post("/surveys/{uuid:pk}/opening", response={200: schemas.SurveyOut, **PROBLEMS})
def open_survey(request: HttpRequest, pk: UUID) -> Any:
    """Open a draft: the roll is fixed and people hear of it."""
    return act(request, pk, lambda survey, by: actions.open_survey(survey, by=by))


@router.post("/surveys/{uuid:pk}/closing", response={200: schemas.SurveyOut, **PROBLEMS})
def close_survey(request: HttpRequest, pk: UUID) -> Any:
    """Close a survey before its last day is over."""
    return act(request, pk, lambda survey, by: actions.close_survey(survey, by=by))


@router.post("/surveys/{uuid:pk}/abandonment", response={200: schemas.SurveyOut, **PROBLEMS})
def discard_survey(request: HttpRequest, pk: UUID) -> Any:
    """Give a draft up."""
    return act(request, pk, lambda survey, by: actions.discard_survey(survey, by=by))


@router.post("/surveys/{uuid:pk}/reminder", response={200: schemas.SurveyOut, **PROBLEMS})
def remind(request: HttpRequest, pk: UUID) -> Any:
    """Remind those who have not answered, once."""
    return act(request, pk, lambda survey, by: actions.remind(survey, by=by))


@router.post("/surveys/{uuid:pk}/roll", response={200: schemas.Added, **PROBLEMS})
def invite(request: HttpRequest, pk: UUID) -> Any:
    """Put those on the roll who joined since the opening."""
    survey = in_scope(request, pk)
    return once(request, lambda: {"added": actions.invite(survey, by=actor_of(request))})


@router.post("/surveys/{uuid:pk}/follow-up", response={201: schemas.SurveyOut, **PROBLEMS})
def ask_again(request: HttpRequest, pk: UUID) -> Any:
    """Draft a survey with the same questions; its results stand beside the first one's."""
    survey = in_scope(request, pk)
    return Status(201, once(request, lambda: dumped(actions.ask_again(survey, by=actor_of(request)))))


def _details(request: HttpRequest, payload: schemas.Details) -> dict[str, Any]:
    """The arguments of drafting and changing; a body or employer that does not exist is nothing here."""
    actor = actor_of(request)
    bodies = list(organisations.visible_organisations(actor).filter(pk__in=payload.bodies).order_by("pk"))
    employers = list(organisations.visible_employers(actor).filter(pk__in=payload.employers).order_by("pk"))
    if len(bodies) < len(set(payload.bodies)) or len(employers) < len(set(payload.employers)):
        raise Http404
    kept = payload.model_dump(include={"title", "lead", "anonymous", "closes_on", "cut", "industries"})
    return {**kept, "bodies": bodies, "employers": employers}
