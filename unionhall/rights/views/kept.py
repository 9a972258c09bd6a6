"""Where are a worker's answers kept? Signed, in a cookie of their own browser that is sent to this calculator's pages only.

Nothing of them is stored on the server: no row, no session, no log. After a day they are gone by themselves.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from unionhall.core.federations import salted
from unionhall.lawbook.calculator import Calculator

SALT = "unionhall.rights.answers"
KEPT_SECONDS = 24 * 3600
MOST_BYTES = 3_800
"""A browser keeps about four thousand bytes in a cookie."""


def answers_in(request: HttpRequest, one: Calculator) -> dict[str, Any]:
    """What this browser has answered; what was tampered with, or is older than a day, counts as nothing."""
    sent = request.COOKIES.get(_name(one), "")
    try:
        held = signing.loads(sent, salt=salted(SALT), max_age=KEPT_SECONDS) if sent else {}
    except signing.BadSignature:
        return {}
    names = {fact.name for fact in one.facts}
    return {name: value for name, value in held.items() if name in names} if isinstance(held, dict) else {}


def sealed(answers: Mapping[str, Any]) -> str:
    """The answers as they go to the browser; empty where they are too long to be kept there."""
    text = signing.dumps(dict(answers), salt=salted(SALT), compress=True)
    return text if len(text) <= MOST_BYTES else ""


def keep(response: HttpResponse, one: Calculator, text: str) -> HttpResponse:
    response.set_cookie(
        _name(one),
        text,
        max_age=KEPT_SECONDS,
        path=_path(one),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def forget(response: HttpResponse, one: Calculator) -> HttpResponse:
    response.delete_cookie(_name(one), path=_path(one), samesite="Lax")
    return response


def _name(one: Calculator) -> str:
    return f"unionhall_law_{one.name}"


def _path(one: Calculator) -> str:
    return reverse("rights:calculator", args=[one.name])
