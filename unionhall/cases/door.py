"""Whose matters may be read here: a signed-in person's own, or the one that a receipt code has opened."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of, ask_to_sign_in, public

from . import access
from .models import Case, Complainant

RECEIPT = "receipt"
OPEN_FOR_SECONDS = 30 * 60

View = Callable[..., HttpResponseBase]


def own(view: View) -> View:
    """A page of one's own matters. Open to receipt codes, so it keeps its own door; `request.actor` carries the code."""

    @public
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = with_receipt(request)
        if actor.is_anonymous:
            return ask_to_sign_in(request)
        request.actor = actor
        return view(request, *args, **kwargs)

    return guarded


def with_receipt(request: HttpRequest) -> Actor:
    """The actor; one who is not signed in but has shown a receipt code acts under it, for half an hour."""
    actor = actor_of(request)
    opened = request.session.get(RECEIPT) if actor.is_anonymous else None
    if not opened or opened["until"] < clock.now().timestamp():
        return actor
    return replace(actor, via="link", link=f"receipt:{opened['complainant']}")


def open_by_receipt(request: HttpRequest, complainant: Complainant) -> None:
    """Remember that this browser showed the code. The code itself is not kept."""
    request.session.cycle_key()
    until = clock.now().timestamp() + OPEN_FOR_SECONDS
    request.session[RECEIPT] = {"complainant": str(complainant.pk), "until": until}


def close_receipt(request: HttpRequest) -> None:
    request.session.pop(RECEIPT, None)


def own_case(request: HttpRequest, case_id: UUID) -> Case:
    """The case if it is one's own; otherwise there is nothing at this address."""
    found = access.own_cases(actor_of(request)).select_related("body", "handler").filter(pk=case_id).first()
    if found is None:
        raise Http404
    return found
