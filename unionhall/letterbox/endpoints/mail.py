"""Held mail over the API: what waits, taken in, thrown away."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router

from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, once
from unionhall.core.http import actor_of

from .. import access, actions
from ..models import HeldMail
from ..states import HeldState
from . import schemas
from ._shared import MOST, dump, one_of

router = Router(tags=["letter box"])


@router.get("/held-mail", response={200: list[schemas.HeldOut], **PROBLEMS})
def held_mail(request: HttpRequest) -> Any:
    """Mail that waits for an officer of the federation."""
    actor = _mail_keeper(request)
    rows = access.visible_held_mail(actor).filter(state=HeldState.HELD).defer("raw", "why")
    return [_held_out(row) for row in rows.order_by("-held_at", "pk")[:MOST]]


@router.post("/held-mail/{uuid:pk}/case", response={200: schemas.HeldOut, **PROBLEMS})
def take_in_mail(request: HttpRequest, pk: UUID, payload: schemas.TakeIn) -> Any:
    """Make a matter of a held mail."""
    actor = _mail_keeper(request)
    held = one_of(access.visible_held_mail(actor), pk=pk)
    return once(
        request, lambda: dump(schemas.HeldOut, _held_out(actions.take_in(held, by=actor, **payload.model_dump())))
    )


@router.post("/held-mail/{uuid:pk}/removal", response={200: schemas.HeldOut, **PROBLEMS})
def throw_mail_away(request: HttpRequest, pk: UUID, payload: schemas.Why) -> Any:
    """Throw a held mail away, with a reason."""
    actor = _mail_keeper(request)
    held = one_of(access.visible_held_mail(actor), pk=pk)
    return once(request, lambda: dump(schemas.HeldOut, _held_out(actions.throw_away(held, by=actor, why=payload.why))))


def _mail_keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see_held_mail(actor):
        raise Http404
    return actor


def _held_out(held: HeldMail) -> dict[str, Any]:
    return {name: getattr(held, name) for name in ("id", "reason", "size", "held_at", "state", "case_id")}
