"""From the first factor to an open session: one way in for passwords, single sign-on, codes and the demo.

Between the two factors nobody is signed in: what is known so far waits in the session, sealed, for ten minutes.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from unionhall.core import clock
from unionhall.core.sealed import SealError, seal, unseal

from . import actions, queries, sessions
from .models import Account

WAITING = "waiting"
WAITS_SECONDS = 600
BACKEND = "django.contrib.auth.backends.ModelBackend"
CONTEXT = "session"


def begin(request: HttpRequest, account: Account, *, came_by: str, after: str = "") -> HttpResponse:
    """After the first factor: open the session, or ask for the second factor of whoever holds a post."""
    after = safe_address(request, after)
    has_device = queries.has_second_factor(account)
    holds_post = queries.posts_in_force(account.person_id).exists()
    if came_by != "code" and (has_device or (holds_post and settings.MFA_REQUIRED)):
        keep(request, WAITING, account=str(account.pk), came_by=came_by, after=after, enrol=not has_device)
        return _see("people:second_factor" if has_device else "people:enrolment")
    return open_session(request, account, came_by=came_by, second_factor=False, after=after)


def open_session(
    request: HttpRequest, account: Account, *, came_by: str, second_factor: bool, after: str = ""
) -> HttpResponse:
    """Sign in under a new session key; nothing of the visitor's session is carried over."""
    request.session.flush()
    login(request, account, backend=BACKEND)
    request.session[sessions.CAME_BY] = came_by
    request.session[sessions.SECOND_FACTOR] = second_factor
    request.session[sessions.SEEN_AT] = int(clock.now().timestamp())
    actor = queries.actor_for(account, mfa=second_factor)
    if actor.posts:
        request.session.set_expiry(0)
    request.actor = actor
    actions.note_sign_in(account, by=actor, way=came_by, second_factor=second_factor)
    response = _see(safe_address(request, after) or settings.LOGIN_REDIRECT_URL)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, account.person.language, samesite="Lax")
    return response


def waiting(request: HttpRequest) -> tuple[Account, dict[str, Any]] | None:
    """Whoever has shown a first factor in this browser, and how; None when nobody has, or too long ago."""
    kept = kept_in(request, WAITING)
    account = Account.objects.filter(pk=kept["account"], is_active=True).first() if kept else None
    return (account, kept) if account and kept else None


def keep(request: HttpRequest, key: str, **facts: Any) -> None:
    """Keep facts in the visitor's session, sealed, with the time."""
    text = json.dumps({**facts, "at": clock.now().timestamp()})
    request.session[key] = base64.b64encode(seal(text, CONTEXT)).decode()


def kept_in(request: HttpRequest, key: str) -> dict[str, Any] | None:
    """What was kept in the last ten minutes."""
    try:
        facts: dict[str, Any] = json.loads(unseal(base64.b64decode(request.session.get(key, "")), CONTEXT))
    except (SealError, ValueError):
        return None
    return facts if clock.now().timestamp() - facts["at"] <= WAITS_SECONDS else None


def safe_address(request: HttpRequest, address: str) -> str:
    """The address if it is one of this site's own pages, else nothing."""
    fine = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if fine else ""


def _see(to: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(resolve_url(to))
    response.status_code = 303
    return response
