"""What every template may count on: `ui`, with the actor, the rail, the language, elder mode and the demo flag."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from . import navigation

ELDER_COOKIE = "elder"
ELDER_SIZES = ("1", "2", "3")


def layout(request: HttpRequest) -> dict[str, Any]:
    """Context processor; the rail is computed only when a shell asks for it."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "ui": {
            "elder": elder_size(request),
            "language": "en" if get_language() == "en" else "zh-Hans",
            "other_language": "zh-hans" if get_language() == "en" else "en",
            "demo": bool(getattr(settings, "DEMO", False)),
            "here": SimpleLazyObject(lambda: here(request)),
            "back": SimpleLazyObject(lambda: came_from(request)),
            "signed_in": actor is not None and not actor.is_anonymous,
            "shell": "ui/base_desk.html" if actor is not None and actor.posts else "ui/base_worker.html",
            "rail": SimpleLazyObject(
                lambda: navigation.departments_for(actor, request.path) if actor is not None else ()
            ),
            "places": SimpleLazyObject(lambda: navigation.place_urls(actor)),
        },
    }


def elder_size(request: HttpRequest) -> str:
    """ "" outside elder mode; "1", "2" or "3" for the three sizes of type."""
    size = request.COOKIES.get(ELDER_COOKIE, "")
    return size if size in ELDER_SIZES else ""


def here(request: HttpRequest) -> str:
    """Where a switch leads back to: this page, or the one its form stood on, for what was sent cannot be asked for."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else came_from(request)


def came_from(request: HttpRequest) -> str:
    """The page of ours that led here, or the first page."""
    source = urlsplit(request.headers.get("Referer", ""))
    return (
        urlunsplit(("", "", source.path, source.query, ""))
        if source.netloc == request.get_host() and source.path
        else "/"
    )
