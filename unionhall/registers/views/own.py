"""One's own entries: on which lists one stands, why, who opened that, and saying no."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.ui.parts import Fact
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions, queries
from ..forms import WordsForm
from ..models import RegisterEntry
from .frame import GET_AND_POST, posted


@require_safe
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """The lists one stands on, each with its reason and everybody who opened it."""
    actor = actor_of(request)
    rows = [_row(actor, entry) for entry in queries.of_person(access.own_entries(actor))]
    return page(request, "registers/own.html", {"rows": rows}, fragment="panel")


def _row(actor: Actor, entry: RegisterEntry) -> dict[str, Any]:
    kind = entry.register.kind
    last = queries.steps_of(entry).first()
    facts = [
        Fact(_("Kept by"), entry.register.body.name),
        Fact(_("What for"), kind.purpose),
        Fact(_("Legal basis"), kind.legal_basis),
        Fact(_("Why I am on it"), entry.reason),
        Fact(_("How they learned it"), entry.get_source_display()),
        Fact(_("Since"), date_format(entry.entered_on)),
        Fact(_("To be looked at by"), date_format(entry.review_due_on)),
        Fact(_("My consent"), _("words of version %(version)s") % {"version": entry.consent.text_version} if entry.consent else _("not needed for this list")),
    ]  # fmt: skip
    return {
        "entry": entry,
        "name": kind.name,
        "facts": facts,
        "last": last.text if last and last.kind in ("uphold", "take_off") else "",
        "may_contest": access.may_contest(actor, entry),
        "openings": [
            {"at": line.at, "name": line.actor_name, "why": audit.purpose_words(line.purpose)}
            for line in queries.openings_of(entry)
        ],
    }


@require_http_methods(GET_AND_POST)
def contesting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Saying that an entry is wrong, or that one does not want to stand there."""
    actor = actor_of(request)
    found = get_object_or_404(access.own_entries(actor).select_related("register__kind", "register__body"), pk=pk)
    access.may_contest(actor, found).or_refuse()
    form = WordsForm(posted(request))
    status, _made = submitted(request, form, lambda said: actions.contest(found, by=actor, text=said["text"]))
    if status == DONE:
        return redirect_after_post(request, "registers:own", message=_("Your words are with the officer. You will get an answer."))  # fmt: skip
    return page(request, "registers/contesting.html", {"entry": found, "form": form}, status=status)
