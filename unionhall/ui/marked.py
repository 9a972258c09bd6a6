"""How is a form known that was sent twice? By a mark made when it is drawn; the second sending gets the first one's answer.

A double click without scripts, a page sent again because the connection broke: the act is done once, and whoever waits is
told so both times.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from unionhall.core.http import actor_of
from unionhall.core.idempotency import Answer, once, request_hash

NO_WORDS = ("csrfmiddlewaretoken", "once", "opened")


def new_mark() -> str:
    """The mark of a form just drawn. Nobody can guess it."""
    return secrets.token_urlsafe(24)


class MarkedForm(forms.Form):
    """A form that carries its mark."""

    once = forms.CharField(widget=forms.HiddenInput({"id": False}), max_length=64, required=False, initial=new_mark)

    @property
    def words(self) -> dict[str, Any]:
        """What the reader entered, without the mark."""
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


def mark_in(form: forms.Form) -> str:
    """The mark a form came with, or nothing."""
    return str(form.cleaned_data.get("once") or "")


def mark_of(request: HttpRequest, form: forms.Form) -> str:
    """The same form sent twice with the same words is one act; other words make another."""
    said = {key: request.POST.getlist(key) for key in sorted(request.POST) if key not in NO_WORDS}
    uploads: Any = request.FILES
    sent = [(name, upload.name, upload.size) for name in sorted(uploads) for upload in uploads.getlist(name)]
    mark = form.cleaned_data.get("once") or new_mark()
    return f"{mark}-{hashlib.sha256(request_hash(said, sent)).hexdigest()}"


def act_once(request: HttpRequest, form: forms.Form, what: str, do: Callable[[], Any]) -> Answer:
    """Do it for this form once; for the second sending there is the first one's answer (plain JSON values)."""
    return once(mark_of(request, form), what, actor_of(request), b"", do)
