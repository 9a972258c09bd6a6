"""What the pages of the register share: for whom they exist, and one question on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access


def steward(request: HttpRequest) -> Actor:
    """These pages exist only for those who keep the register."""
    actor = actor_of(request)
    if not access.may_keep_register(actor):
        raise Http404
    return actor


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
    }
    return page(request, "organisations/form.html", context, status=status)
