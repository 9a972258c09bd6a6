"""The people on a register, one of them, entering, looking again, taking off; a list brought in and taken out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.paging import page as keyset
from unionhall.core.sealed import mask_name
from unionhall.core.verdict import Refused
from unionhall.exports import api as exports
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact, Happening
from unionhall.ui.responses import page, say

from .. import access, actions, queries
from ..enums import EntryStepKind, Use
from ..exporting import LIST, masked
from ..forms import EntryFilterForm, EntryForm, ListForm, PurposeForm, WordsForm
from ..models import RegisterEntry
from .frame import GET_AND_POST, crumbs, entry_in_scope, keeper, posted, register_in_scope

ICONS = {
    EntryStepKind.ENTERED: "plus", EntryStepKind.REVIEWED: "eye", EntryStepKind.CONTESTED: "hand",
    EntryStepKind.UPHELD: "circle-check", EntryStepKind.TAKEN_OFF: "archive",
}  # fmt: skip


@require_safe
@never_cache
def register(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The people on one list, masked; who is due; and what may be done."""
    actor, found = keeper(request), register_in_scope(request, pk)
    form = EntryFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.listed(access.visible_entries(actor).filter(register=found), **wanted)
    today = clock.today()
    shown = keyset(rows, order=("review_due_on", "id"), after=request.GET.get("after"), size=50)
    context = {
        "register": found,
        "form": form,
        "page": shown,
        "rows": [{**masked(entry), "entry": entry, "due": entry.left_on is None and entry.review_due_on <= today} for entry in shown.items],
        "columns": [
            Column(_("Person")),
            Column(_("Phone")),
            Column(_("Village or community")),
            Column(_("Entered on")),
            Column(_("To be looked at by")),
            Column(_("State"), hidden_label=True),
        ],
        "counts": queries.counted(access.visible_registers(actor).filter(pk=found.pk)).get(),
        "may_enter": access.may_enter(actor, found),
        "may_steer": access.may_steer(actor, found),
        "may_export": access.may_export(actor, found),
        "export": f"{reverse('registers:exporting', args=[found.pk])}?{urlencode({k: v for k, v in wanted.items() if v})}",
        "crumbs": [*crumbs(), Choice(found.kind.name)],
    }  # fmt: skip
    return page(request, "registers/register.html", context)


@require_http_methods(GET_AND_POST)
def entry_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Putting a person on the list."""
    actor, found = keeper(request), register_in_scope(request, pk)
    access.may_enter(actor, found).or_refuse()
    return ask(
        request,
        EntryForm(posted(request), kind=found.kind),
        act=lambda said: actions.enter(found, by=actor, **said),
        title=_("Put a person on “%(list)s”") % {"list": found.kind.name},
        lead=_("What for: %(purpose)s The person sees the entry, and who opens it.") % {"purpose": found.kind.purpose},
        button=_("Enter"),
        done=_("Entered. The person is told that there is something new for them."),
        back=("registers:register", found.pk),
        crumbs=crumbs(found),
    )


@require_http_methods(GET_AND_POST)
def importing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A list as a spreadsheet; rows that were not entered come back with their reasons."""
    actor, found = keeper(request), register_in_scope(request, pk)
    access.may_import(actor, found).or_refuse()
    form, status, report = ListForm(posted(request), request.FILES or None), 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                report = actions.bring_list(found, by=actor, source=form.cleaned_data["table"])
                status = 200
            except Refused as refusal:
                status = say(form, refusal)
    context = {
        "register": found,
        "form": form,
        "report": report,
        "columns": [Column(_("Row"), numeric=True), Column(_("Why it was not entered"))],
        "crumbs": [*crumbs(found), Choice(_("Bring in a list"))],
    }
    return page(request, "registers/importing.html", context, status=status)


@require_http_methods(GET_AND_POST)
@never_cache
def exporting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list as a spreadsheet, masked like the page; a long one when a second person has approved."""
    actor, found = keeper(request), register_in_scope(request, pk)
    access.may_export(actor, found).or_refuse()
    said = {name: request.GET[name] for name in EntryFilterForm.base_fields if request.GET.get(name)}
    trail = [*crumbs(found), Choice(_("Export"))]
    asked = {"register": str(found.pk), **said}
    return exports.take_out(request, LIST, asked, by=actor, back=found.get_absolute_url(), crumbs=trail)


@require_safe
@never_cache
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person on the list. A sensitive entry asks first what it is opened for; the person reads the answer."""
    actor, found = keeper(request), entry_in_scope(request, pk)
    purpose = request.GET.get("purpose", "")
    form = PurposeForm(request.GET if purpose else None, uses=found.register.kind.uses)
    is_open = bool(access.may_read(actor, found, purpose))
    if is_open:
        actions.note_opening(found, by=actor, purpose=purpose)
    context = {
        "entry": found,
        "register": found.register,
        "form": form,
        "is_open": is_open,
        "shown": masked(found),
        "facts": _facts(found) if is_open else [],
        "purpose": Use(purpose).label if is_open and purpose else "",
        "steps": [_happening(step) for step in queries.steps_of(found)[:100]] if is_open else [],
        "acts": _acts(actor, found),
        "crumbs": [*crumbs(found.register), Choice(mask_name(found.person.name))],
    }
    return page(request, "registers/entry.html", context)


def _facts(found: RegisterEntry) -> list[Fact]:
    consent = found.consent
    return [
        Fact(_("Name"), found.person.name),
        Fact(_("Phone"), found.person.phone),
        Fact(_("Date of birth"), date_format(found.person.birth_on) if found.person.birth_on else ""),
        Fact(_("Village or community"), found.place),
        Fact(_("Why on the list"), found.reason),
        Fact(_("How we learned it"), found.get_source_display()),
        Fact(
            _("Consent"),
            _("%(day)s, words of version %(version)s")
            % {"day": date_format(consent.given_at), "version": consent.text_version}
            if consent
            else _("not needed for this list"),
        ),
        Fact(_("Entered on"), date_format(found.entered_on)),
        Fact(_("Looked at on"), date_format(found.reviewed_on) if found.reviewed_on else _("not yet")),
        Fact(_("To be looked at by"), date_format(found.review_due_on)),
        Fact(_("Taken off on"), date_format(found.left_on)) if found.left_on else Fact(_("State"), found.get_state_display()),
    ]  # fmt: skip


def _happening(step: Any) -> Happening:
    kind = EntryStepKind(step.kind)
    return Happening(step.at, kind.label, step.text, step.by_name, ICONS.get(kind, "circle"))


def _acts(actor: Actor, found: RegisterEntry) -> list[dict[str, Any]]:
    offered = (
        ("review", access.may_review, _("Looked at again"), "eye"),
        ("upholding", access.may_uphold, _("Answer and keep"), "circle-check"),
        ("taking_off", access.may_take_off, _("Take off the list"), "archive"),
    )
    return [{"noun": noun, "label": label, "icon": icon} for noun, may, label, icon in offered if may(actor, found)]


def _asked(request: HttpRequest, found: RegisterEntry, act: Any, **words: Any) -> HttpResponse:
    trail = [*crumbs(found.register), Choice(mask_name(found.person.name), found.get_absolute_url())]
    return ask(
        request,
        WordsForm(posted(request)),
        act=act,
        back=("registers:register", found.register_id),
        crumbs=trail,
        **words,
    )


@require_http_methods(GET_AND_POST)
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The entry was looked at and is still right."""
    actor, found = keeper(request), entry_in_scope(request, pk)
    access.may_review(actor, found).or_refuse()
    months = found.register.kind.review_months
    return _asked(
        request, found, lambda said: actions.review(found, by=actor, text=said["text"]),
        title=_("Looked at again: %(name)s") % {"name": mask_name(found.person.name)},
        lead=ngettext("What did you find? The next time is in %(n)s month.", "What did you find? The next time is in %(n)s months.", months) % {"n": months},
        button=_("Record"), done=_("Recorded."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def upholding(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person objected; the entry stays, with an answer."""
    actor, found = keeper(request), entry_in_scope(request, pk)
    access.may_uphold(actor, found).or_refuse()
    return _asked(
        request, found, lambda said: actions.uphold(found, by=actor, text=said["text"]),
        title=_("Answer and keep: %(name)s") % {"name": mask_name(found.person.name)},
        lead=_("The person reads your answer."), button=_("Answer and keep"), done=_("Recorded. The person is told."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def taking_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person leaves the list."""
    actor, found = keeper(request), entry_in_scope(request, pk)
    access.may_take_off(actor, found).or_refuse()
    return _asked(
        request, found, lambda said: actions.take_off(found, by=actor, reason=said["text"]),
        title=_("Take off the list: %(name)s") % {"name": mask_name(found.person.name)},
        lead=_("Say why. The person reads it."), button=_("Take off"), done=_("Taken off. The person is told."), danger=True,
    )  # fmt: skip
