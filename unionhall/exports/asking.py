"""The page from which a table leaves: how many rows, what for; then the file, or the request that waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused
from unionhall.ui.responses import file_response, page, redirect_after_post, say

from . import actions
from .making import CONTENT
from .models import FREE_ROWS, Export
from .sources import Asked, Source
from .states import ExportState

if TYPE_CHECKING:
    from unionhall.ui.parts import Choice


class PurposeForm(forms.Form):
    """What for; needed where a second person decides."""

    purpose = forms.CharField(
        label=_("What is it for?"), required=False, max_length=200,
        help_text=_("For instance: quarterly report to the city federation. It stands in the file and in the log."),
    )  # fmt: skip

    def __init__(self, *args: Any, needs_purpose: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["purpose"].required = needs_purpose


def take_out(
    request: HttpRequest, source: Source, asked: Asked, *, by: Actor, back: str, crumbs: Sequence[Choice] = ()
) -> HttpResponse:
    """Show what would leave; on a post the file itself, or the page of the request that waits for a second person."""
    found = source.find(by, asked)
    count = len(found.keys)
    waits = source.personal and count > FREE_ROWS
    form = PurposeForm(request.POST if request.method == "POST" else None, needs_purpose=waits)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask(source, asked, by=by, purpose=form.cleaned_data["purpose"])
            return answer(request, made, by=by)
        except Refused as refusal:
            status = say(form, refusal)
    lead = ngettext("%(n)d row: %(words)s.", "%(n)d rows: %(words)s.", count) % {"n": count, "words": found.words}
    context = {"title": source.title, "lead": lead, "waits": waits, "form": form, "back": back, "crumbs": list(crumbs)}
    return page(request, "exports/ask.html", context, status=status)


def answer(request: HttpRequest, made: Export, *, by: Actor) -> HttpResponse:
    """The file where it is there already, else the page on which one sees when it is."""
    if made.state == ExportState.READY:
        content = actions.fetch(made, by=by)
        return file_response(content, made.file_name, CONTENT[made.file_name.rpartition(".")[2]])
    return redirect_after_post(request, made, message=_("Asked for. It leaves when a second person has approved."))
