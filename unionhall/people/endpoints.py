"""How a program of a body signs in (credentials for a bearer token, as in OAuth 2.0, RFC 6749, 4.4), and one's own mandates."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import date
from typing import Any, Literal
from urllib.parse import unquote_plus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Router, Schema

from unionhall.core import clock
from unionhall.core.endpoints import PROBLEMS, Strict, anyone, once
from unionhall.core.http import actor_of, problem

from . import access, actions
from .actions.accounts import ACCESS_LASTS
from .enums import MandateBasis, MandateStanding
from .limits import address_of
from .models import Mandate

router = Router(tags=["people"])


class Credentials(Strict):
    """Key and secret of a program, in the body or as HTTP Basic."""

    grant_type: str = Field("client_credentials", pattern="^client_credentials$")
    client_id: str = Field("", max_length=64, description="key of the program")
    client_secret: str = Field("", max_length=200, description="its secret")


class AccessToken(Strict):
    """A bearer token that lasts half an hour."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105
    expires_in: int = Field(description="seconds")
    scope: str = Field(description="“read” or “read write”")


class Myself(Strict):
    """Who the token stands for, as far as its own bearer needs to know."""

    name: str
    posts: list[dict[str, str]]
    scopes: list[str]


@router.post("/token", response={200: AccessToken, **PROBLEMS}, auth=anyone, summary="A bearer token for a program")
def token(request: HttpRequest, response: HttpResponse, credentials: Credentials) -> object:
    """Exchange a program's credentials for a token that lasts half an hour. Wrong ones are told nothing more than that."""
    client_id, secret = _basic(request) or (credentials.client_id, credentials.client_secret)
    opened = actions.open_access(client_id, secret, by=actor_of(request), address=address_of(request))
    if opened is None:
        refused = problem(401, _("Key and secret do not fit together."), detail=_("Check both."), code="invalid_client")
        refused["WWW-Authenticate"] = "Basic"
        return refused
    access, raw = opened
    response["Cache-Control"] = "no-store"
    return {
        "access_token": raw,
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LASTS.total_seconds()),
        "scope": " ".join(access.client.scopes),
    }


@router.get("/me", response={200: Myself, **PROBLEMS}, summary="Who the token stands for")
def myself(request: HttpRequest) -> object:
    """The person, their posts and what the token may do: for a program that checks its own credentials."""
    actor = actor_of(request)
    return {
        "name": actor.name,
        "posts": [{"role": post.role, "organisation": str(post.organisation_id)} for post in actor.posts],
        "scopes": sorted(actor.token_scopes or ()),
    }


class MandateOut(Schema):
    """One mandate as its two people see it; of the other side only what they know already."""

    id: UUID
    mine: Literal["given", "held"] = Field(description="whether you gave it, or act (or are asked to act) under it")
    name: str = Field(description="the other person: as you called them, or as they are called")
    basis: MandateBasis
    standing: MandateStanding
    since: date
    until: date | None
    answer_by: date | None


def _mandate_out(mandate: Mandate, person_id: UUID | None) -> dict[str, Any]:
    given = mandate.principal_id == person_id
    return {
        "id": mandate.pk,
        "mine": "given" if given else "held",
        "name": mandate.agent_called if given else mandate.principal.name,
        "basis": mandate.basis,
        "standing": mandate.standing(clock.today()),
        "since": mandate.since,
        "until": mandate.until,
        "answer_by": mandate.answer_by,
    }


def _mandate(request: HttpRequest, pk: UUID) -> Mandate:
    found = access.visible_mandates(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _acted(request: HttpRequest, pk: UUID, act: Callable[..., Mandate]) -> object:
    """Do it once, and answer with the mandate as it stands now."""
    actor = actor_of(request)
    found = _mandate(request, pk)

    def done() -> dict[str, Any]:
        return MandateOut(**_mandate_out(act(found, by=actor), actor.person_id)).model_dump(mode="json")

    return once(request, done)


@router.get("/mandates", response={200: list[MandateOut], **PROBLEMS}, summary="Mandates I gave or hold")
def mandates(request: HttpRequest) -> object:
    """The newest hundred, with those I am asked to accept."""
    actor = actor_of(request)
    found = access.visible_mandates(actor).select_related("principal").order_by("-recorded_at", "pk")[:100]
    return [_mandate_out(mandate, actor.person_id) for mandate in found]


@router.post("/mandates/{uuid:pk}/acceptance", response={200: MandateOut, **PROBLEMS}, summary="Accept a mandate")
def mandate_acceptance(request: HttpRequest, pk: UUID) -> object:
    """Say yes to acting for somebody: for the person who was asked, before the day named in `answer_by`."""
    return _acted(request, pk, actions.accept_mandate)


@router.post("/mandates/{uuid:pk}/refusal", response={200: MandateOut, **PROBLEMS}, summary="Decline a mandate")
def mandate_refusal(request: HttpRequest, pk: UUID) -> object:
    """Say no to acting for somebody; no reason is asked for."""
    return _acted(request, pk, actions.decline_mandate)


@router.post("/mandates/{uuid:pk}/revocation", response={200: MandateOut, **PROBLEMS}, summary="End a mandate")
def mandate_revocation(request: HttpRequest, pk: UUID) -> object:
    """End it, from either side, at once. What was done before stands."""
    return _acted(request, pk, actions.revoke_mandate)


def _basic(request: HttpRequest) -> tuple[str, str] | None:
    scheme, _space, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(name), unquote_plus(secret)
