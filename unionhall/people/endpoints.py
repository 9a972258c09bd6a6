"""How a program of a body signs in: credentials for a bearer token, as in OAuth 2.0 (RFC 6749, 4.4)."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Router

from unionhall.core.endpoints import PROBLEMS, Strict, anyone
from unionhall.core.http import actor_of, problem

from . import actions
from .actions.accounts import ACCESS_LASTS
from .limits import address_of

router = Router(tags=["people"])


class Credentials(Strict):
    """Key and secret of a program, in the body or as HTTP Basic."""

    grant_type: str = Field("client_credentials", pattern="^client_credentials$")
    client_id: str = Field("", max_length=64, description="key of the program")
    client_secret: str = Field("", max_length=200, description="its secret")


class Access(Strict):
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


@router.post("/token", response={200: Access, **PROBLEMS}, auth=anyone, summary="A bearer token for a program")
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


def _basic(request: HttpRequest) -> tuple[str, str] | None:
    scheme, _space, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(name), unquote_plus(secret)
