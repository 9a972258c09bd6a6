"""One question on a page of its own, and back to where one came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from .parts import Choice
from .responses import DONE, page, redirect_after_post, submitted


def ask(
    request: HttpRequest,
    form: Any,
    *,
    act: Callable[[dict[str, Any]], Any],
    title: str,
    button: str,
    done: str,
    back: tuple[Any, ...],
    onward: str = "",
    lead: str = "",
    danger: bool = False,
    crumbs: Sequence[Choice] = (),
) -> HttpResponse:
    """One question on a page of its own; then `back` (a named address), or with `onward` to the page of what the act made."""
    status, made = submitted(request, form, act)
    if status == DONE:
        return redirect_after_post(request, *((onward, made.pk) if onward and made else back), message=done)
    context = {
        "title": title,
        "lead": lead,
        "act": button,
        "danger": danger,
        "form": form,
        "back": resolve_url(back[0], *back[1:]),
        "crumbs": list(crumbs),
    }
    return page(request, "ui/ask.html", context, status=status)
