"""Who is asking? Puts the Actor on every request: from the session of a signed-in account, or from a bearer token.

Nothing is remembered between requests: a post that ended yesterday, a revoked token or a closed account counts at once.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from unionhall.core import clock
from unionhall.core.actor import ANONYMOUS, Actor
from unionhall.core.http import is_api

from . import queries, sessions

SEEN_EVERY_SECONDS = 60


class ActorMiddleware:
    """Sets `request.actor`. Programs come with a token and never with a cookie; people the other way round."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = bearer_of(request) if is_api(request) else person_at(request)
        request.actor = actor
        return self.get_response(request)


def bearer_of(request: HttpRequest) -> Actor:
    """The actor of the token in the Authorization header. A cookie counts for nothing here, so no page can borrow it."""
    scheme, _space, raw = request.headers.get("Authorization", "").partition(" ")
    return queries.actor_of_bearer(raw.strip()) if scheme.lower() == "bearer" and raw else ANONYMOUS


def person_at(request: HttpRequest) -> Actor:
    """The actor of the session. An officer idle too long is signed out; one without a second factor is not in yet."""
    account = request.user
    if not account.is_authenticated:
        return ANONYMOUS
    actor = queries.actor_for(account, mfa=sessions.has_second_factor(request.session))
    if not actor.posts:
        return actor
    if _idle_too_long(request):
        logout(request)
        return ANONYMOUS
    if settings.MFA_REQUIRED and not actor.mfa:
        return ANONYMOUS
    return actor


def _idle_too_long(request: HttpRequest) -> bool:
    """Whether nothing was asked for longer than the setting allows; notes this request at most once a minute."""
    instant = int(clock.now().timestamp())
    seen = request.session.get(sessions.SEEN_AT, instant)
    if instant - seen > settings.OFFICER_IDLE_SECONDS:
        return True
    if sessions.SEEN_AT not in request.session or instant - seen >= SEEN_EVERY_SECONDS:
        request.session[sessions.SEEN_AT] = instant
    return False
