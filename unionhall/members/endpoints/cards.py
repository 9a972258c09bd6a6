"""Cards over the API: one's own, the keys that check them, and a check for whoever cannot."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from unionhall.core.endpoints import PROBLEMS, anyone, once
from unionhall.core.http import actor_of
from unionhall.people import api as people

from .. import access, cards
from . import schemas
from ._shared import dump

router = Router(tags=["joining and moving"])


@router.get("/member-card", response={200: schemas.MemberCardOut, **PROBLEMS})
def member_card(request: HttpRequest) -> Any:
    """A fresh card of one's own, good for seven days."""
    actor = actor_of(request)
    membership = people.membership_of(actor.person_id) if actor.person_id and not actor.for_body else None
    if membership is None or not access.may_show_card(actor, membership):
        raise Http404
    token = cards.issue(membership)
    return {"token": token, "expires_at": cards.check(token).expires_at}


@router.get("/member-card-keys", response={200: schemas.MemberCardKeys, **PROBLEMS}, auth=anyone)
def member_card_keys(request: HttpRequest) -> Any:
    """The public keys as a JWK set: whoever keeps them checks cards without a connection."""
    return cards.public_keys()


@router.post("/member-card-checks", response={200: schemas.MemberCardCheckOut, **PROBLEMS}, auth=anyone)
def check_member_card(request: HttpRequest, payload: schemas.MemberCardCheckIn) -> Any:
    """Was this card signed here, and has it not run out?"""

    def run() -> Any:
        reading = cards.check(payload.token)
        names = ("name", "union", "standing", "expires_at")
        facts = {name: getattr(reading, name) for name in names}
        return dump(schemas.MemberCardCheckOut, {**facts, "valid": bool(reading), "reason": str(reading)})

    return once(request, run)
