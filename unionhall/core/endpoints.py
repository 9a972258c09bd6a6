"""What every endpoint of the HTTP API shares: who is calling, how refusals read, how a request made twice is answered.

The API itself is assembled in config/api.py; each module brings a `router`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema
from pydantic import ConfigDict

from .actor import Actor
from .http import actor_of, idempotent, problem
from .verdict import Refused, no

SAFE = ("GET", "HEAD", "OPTIONS")


class Strict(Schema):
    """A body in which an unknown field is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Problem(Schema):
    """Why something was not done (RFC 9457), what can be done instead, and a word for programs."""

    type: str = "about:blank"
    title: str = Field(description="why, in the reader's language")
    status: int
    detail: str | None = Field(None, description="what can be done instead")
    code: str | None = Field(None, description="a stable word for programs")
    errors: list[dict[str, Any]] | None = Field(None, description="the fields that are wrong, for 422")
    request_id: str | None = Field(None, description="quote it when reporting a fault")


PROBLEMS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422, 429), Problem)


class ScopeRefused(Refused):
    """The token does not reach this far: 403."""


def signed_in(request: HttpRequest) -> Actor | None:
    """Whoever the bearer token stands for. Sessions count for nothing here, so no page can borrow one (see people.http)."""
    actor = actor_of(request)
    if actor.is_anonymous:
        return None
    check_reach(request, actor)
    return actor


def anyone(request: HttpRequest) -> Actor:
    """Anybody, with a token or without."""
    actor = actor_of(request)
    if not actor.is_anonymous:
        check_reach(request, actor)
    return actor


def check_reach(request: HttpRequest, actor: Actor) -> None:
    """A token that may only read writes nothing."""
    if request.method not in SAFE and actor.token_scopes is not None and "write" not in actor.token_scopes:
        raise ScopeRefused(no(_("This token may only read."), _("Make a token with the scope “write”."), "token_scope"))


def once(request: HttpRequest, act: Callable[[], Any]) -> Any:
    """Run the act, once for each Idempotency-Key the caller sends. The act returns plain JSON values."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return act()
    return idempotent(key, f"api:{request.method}:{request.path}", actor_of(request), act, request=request).value


def nothing_here() -> HttpResponse:
    """What one may not see and what does not exist read alike."""
    return problem(404, _("There is nothing here, or it is not yours to see."), code="not_found")


def not_right(errors: list[dict[str, Any]]) -> HttpResponse:
    """A body or query that does not fit its description, field by field."""
    return problem(422, _("Some fields are not right."), detail=_("See “errors”."), code="invalid", errors=errors)
