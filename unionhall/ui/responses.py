"""How a view answers: a page or its fragment, the redirect after a successful post, a file."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from unionhall.core.ratelimit import Limited
from unionhall.core.verdict import Refused

from .marked import MarkedForm, act_once

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

T = TypeVar("T")
DONE = 303
"""What `submitted` says when the act was done: leave by a redirect."""


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page for a browser; just the named partial for an HTMX swap."""
    name = f"{template}#{fragment}" if fragment and is_swap(request) else template
    response = render(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def is_swap(request: HttpRequest) -> bool:
    """True when HTMX will place the answer into a page that is already there."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not (htmx.boosted or htmx.history_restore_request)


def moved_on(request: HttpRequest, state: str) -> HttpResponse | None:
    """For a page that asks every few seconds how far its work is (`hx-get="…?seen={{ state }}"`): when the state is another one by now, the
    browser loads the page anew instead of putting all of it into itself."""
    seen = request.GET.get("seen")
    return HttpResponseClientRefresh() if seen and seen != state and is_swap(request) else None


def submitted(
    request: HttpRequest, form: Any, act: Callable[[dict[str, Any]], T], *, once: bool = True
) -> tuple[int, T | None]:
    """Do what a posted form asks for: (303, what came of it). For a form that carries its mark it is done once, however
    often the form is sent; the second sending finds the row the first one made. With `once=False` the act sees to that.

    Otherwise the status to show the form with: 200 before it is sent, 422 when it is not filled in rightly, 409 or 429 when
    a rule or a limit says no; the form then says why.
    """
    if request.method != "POST":
        return 200, None
    if not form.is_valid():
        return 422, None
    try:
        if not isinstance(form, MarkedForm):
            return DONE, act(form.cleaned_data)
        return DONE, _once(request, form, act) if once else act(form.words)
    except Refused as error:
        return say(form, error), None


def _once(request: HttpRequest, form: MarkedForm, act: Callable[[dict[str, Any]], T]) -> T | None:
    made: list[T] = []

    def do() -> list[str] | None:
        made.append(act(form.words))
        return [made[0]._meta.label, str(made[0].pk)] if isinstance(made[0], Model) else None

    row = act_once(request, form, request.path, do).value
    if made or row is None:
        return made[0] if made else None
    return apps.get_model(row[0])._default_manager.get(pk=row[1])


def say(form: Any, error: Refused) -> int:
    """Put a refusal on the form; the status says whether waiting helps."""
    form.add_error(None, str(error))
    return 429 if isinstance(error.verdict, Limited) else 409


def redirect_after_post(
    request: HttpRequest, to: Any, *args: Any, message: "StrOrPromise" = "", **kwargs: Any
) -> HttpResponse:
    """Leave a post behind so that reloading does not repeat it; `message` is said on the next page."""
    if message:
        messages.success(request, message)
    url = resolve_url(to, *args, **kwargs)
    if is_swap(request):
        return HttpResponseClientRedirect(url)
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def offline_script(path: Path) -> HttpResponse:
    """A script that stands in for pages without a connection; a browser lets it do so only below the address it came from."""
    response = HttpResponse(_read(path), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def file_response(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file we made (a table, a Word document) as a download that no cache keeps and no browser guesses at."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
