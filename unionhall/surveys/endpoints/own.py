"""The surveys one is asked in, over the API."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from unionhall.core import idempotency
from unionhall.core.endpoints import PROBLEMS
from unionhall.core.http import actor_of

from .. import access, actions, limits, queries, said
from . import schemas
from ._shared import own_invitation, own_row, plain

router = Router(tags=["surveys"])


@router.get("/me/surveys", response={200: list[schemas.OwnRow], **PROBLEMS})
def own_surveys(request: HttpRequest) -> Any:
    """The surveys one is asked in."""
    rows = access.own_invitations(actor_of(request)).select_related("survey__body")
    return [own_row(row) for row in rows.order_by("-survey__opens_on", "survey__pk")[:100]]


@router.get("/me/surveys/{uuid:pk}", response={200: schemas.OwnOut, **PROBLEMS})
def own_survey(request: HttpRequest, pk: UUID) -> Any:
    """One of them with its questions."""
    invitation = own_invitation(request, pk)
    own = queries.own_answer(invitation.survey, invitation.person_id)
    return {
        **own_row(invitation),
        "lead": invitation.survey.lead,
        "questions": queries.questions_of(invitation.survey),
        "answers": said.unpacked(own.said)[0] if own else {},
    }


@router.put("/me/surveys/{uuid:pk}/answer", response={200: schemas.OwnRow, **PROBLEMS})
def answer(request: HttpRequest, pk: UUID, payload: schemas.AnswersIn) -> Any:
    """Answer. An anonymous answer counts once and cannot be changed; a named one may be until the closing."""
    invitation, actor = own_invitation(request, pk), actor_of(request)
    limits.one_try(actor)
    answers = {str(key): value for key, value in payload.answers.items()}

    def run() -> Any:
        actions.answer(invitation.survey, by=actor, answers=answers)
        return plain(schemas.OwnRow, {**own_row(invitation), "answered": True})

    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return run()
    # What was sent is not part of what is remembered: of a choice among few, its hash would tell what somebody chose.
    return idempotency.once(key, f"api:{request.method}:{request.path}", actor, b"", run).value
