"""The questions of a draft over the API."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from unionhall.core.endpoints import PROBLEMS, once
from unionhall.core.http import actor_of

from .. import actions
from . import schemas
from ._shared import dumped, in_scope, plain, question_in_scope

router = Router(tags=["surveys"])


@router.post("/surveys/{uuid:pk}/questions", response={201: schemas.QuestionOut, **PROBLEMS})
def ask(request: HttpRequest, pk: UUID, payload: schemas.QuestionIn) -> Any:
    """Add a question at the end of a draft. One that asks for what the union holds is refused."""
    survey = in_scope(request, pk)

    def run() -> Any:
        return plain(schemas.QuestionOut, actions.ask(survey, by=actor_of(request), **payload.model_dump()))

    return Status(201, once(request, run))


@router.put("/surveys/{uuid:pk}/questions/{uuid:question_pk}", response={200: schemas.QuestionOut, **PROBLEMS})
def reword(request: HttpRequest, pk: UUID, question_pk: UUID, payload: schemas.QuestionIn) -> Any:
    """Put a question of a draft in other words."""
    question = question_in_scope(request, pk, question_pk)

    def run() -> Any:
        return plain(schemas.QuestionOut, actions.reword(question, by=actor_of(request), **payload.model_dump()))

    return once(request, run)


@router.post("/surveys/{uuid:pk}/questions/{uuid:question_pk}/place", response={200: schemas.SurveyOut, **PROBLEMS})
def shift(request: HttpRequest, pk: UUID, question_pk: UUID, payload: schemas.MoveIn) -> Any:
    """Move a question of a draft one place up or down."""
    question = question_in_scope(request, pk, question_pk)

    def run() -> Any:
        actions.shift(question, by=actor_of(request), by_places=payload.by_places)
        return dumped(in_scope(request, pk))

    return once(request, run)


@router.delete("/surveys/{uuid:pk}/questions/{uuid:question_pk}", response={200: schemas.SurveyOut, **PROBLEMS})
def drop(request: HttpRequest, pk: UUID, question_pk: UUID) -> Any:
    """Take a question out of a draft."""
    question = question_in_scope(request, pk, question_pk)
    return once(request, lambda: dumped(actions.drop(question, by=actor_of(request))))
