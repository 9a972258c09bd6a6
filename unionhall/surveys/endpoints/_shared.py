"""Fetching in scope and writing out, for every endpoint about surveys."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Schema

from unionhall.core.endpoints import once
from unionhall.core.http import actor_of

from .. import access, queries
from ..models import Invitation, Question, Survey
from ..states import State
from . import schemas


def in_scope(request: HttpRequest, pk: UUID) -> Survey:
    """The survey if the actor may see it; else there is nothing here."""
    found = access.visible_surveys(actor_of(request)).select_related("body", "follows__body").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def question_in_scope(request: HttpRequest, pk: UUID, question_pk: UUID) -> Question:
    survey = in_scope(request, pk)
    question = Question.objects.filter(survey=survey, pk=question_pk).first()
    if question is None:
        raise Http404
    question.survey = survey
    return question


def own_invitation(request: HttpRequest, pk: UUID) -> Invitation:
    found = access.own_invitations(actor_of(request)).select_related("survey__body").filter(survey=pk).first()
    if found is None:
        raise Http404
    return found


def act(request: HttpRequest, pk: UUID, do: Callable[..., Survey]) -> Any:
    """Do one verb to a survey in scope and write the survey out again."""
    survey, actor = in_scope(request, pk), actor_of(request)
    return once(request, lambda: dumped(do(survey, actor)))


def row_out(survey: Survey) -> dict[str, Any]:
    names = ("id", "title", "anonymous", "cut", "state", "opens_on", "closes_on", "purpose")
    return {
        **{name: getattr(survey, name) for name in names},
        "body": survey.body_id,
        "body_name": survey.body.name,
        "follows": survey.follows_id,
    }


def survey_out(survey: Survey) -> dict[str, Any]:
    asked, answered = queries.progress(survey)
    return {
        **row_out(survey),
        "lead": survey.lead,
        "asked": len(queries.whom_it_asks(survey)) if survey.state == State.DRAFT else asked,
        "answered": answered,
        "reminded_on": survey.reminded_on,
        "questions": queries.questions_of(survey),
    }


def own_row(invitation: Invitation) -> dict[str, Any]:
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


def dumped(survey: Survey) -> Any:
    return plain(schemas.SurveyOut, survey_out(survey))


def plain(schema: type[Schema], value: Any) -> Any:
    """Plain JSON values, as an idempotent answer is remembered."""
    return schema.model_validate(value).model_dump(mode="json")
