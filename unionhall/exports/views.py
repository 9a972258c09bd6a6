"""Pages of exports: one's own, those that wait for one's word, and the file."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import file_response, page
from unionhall.ui.words import datetime_words

from . import access, actions, forms, queries
from .making import CONTENT
from .models import Export
from .sources import source_named
from .states import ExportState

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """What one took out oneself, and what left the bodies one answers for; what waits comes first in its filter."""
    actor = actor_of(request)
    if not access.may_list_exports(actor):
        raise Http404
    form = forms.ExportFilterForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    seen = access.visible_exports(actor).select_related("made_by", "body")
    found = seen.filter(state=state) if state else seen
    shown = page_of(found, order=("-asked_at", "id"), after=request.GET.get("after"), size=50)
    waiting = seen.filter(state=ExportState.ASKED).exclude(made_by=actor.person_id).count() if actor.person_id else 0
    context = {
        "form": form,
        "page": shown,
        "rows": [(one, _title(one)) for one in shown.items],
        "waiting": waiting,
        "crumbs": [Choice(_("Exports"))],
        "columns": [
            Column(_("Table")), Column(_("Rows"), numeric=True), Column(_("Asked for by")), Column(_("State")),
            Column(_("Second person")),
        ],
    }  # fmt: skip
    return page(request, "exports/exports.html", context)


@require_safe
@never_cache
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One export: what, why, how many, which columns; who decides or has decided; the file while it is there."""
    actor, found = actor_of(request), _in_scope(request, pk)
    own = found.made_by_id == actor.person_id
    context = {
        "export": found,
        "title": " · ".join([_("Export no. %(number)s") % {"number": found.number}, _title(found)]),
        "facts": _facts(found),
        "own": own,
        "is_waiting": found.state == ExportState.ASKED,
        "is_making": found.state == ExportState.MAKING,
        "deciders": _deciders(found) if own and found.state == ExportState.ASKED else [],
        "may_approve": access.may_approve(actor, found),
        "may_refuse": access.may_refuse(actor, found),
        "may_withdraw": access.may_withdraw(actor, found),
        "may_download": access.may_download(actor, found),
        "crumbs": _crumbs(found),
    }
    return page(request, "exports/export.html", context)


@require_safe
@never_cache
def export_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file, for whoever asked for it."""
    return download(request, _in_scope(request, pk))


@require_http_methods(GET_AND_POST)
def approval(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A second person lets it leave."""
    actor, found = actor_of(request), _in_scope(request, pk)
    access.may_approve(actor, found).or_refuse()
    lead = ngettext("%(n)d row: %(words)s.", "%(n)d rows: %(words)s.", found.rows) % {
        "n": found.rows, "words": found.words,
    }  # fmt: skip
    return ask(
        request, forms.ExportApprovalForm(_posted(request)), back=("exports:export", found.pk),
        crumbs=_crumbs(found), act=lambda _said: actions.approve(found, by=actor),
        title=_("Let this table leave?"), button=_("Approve"), done=_("Approved. The file is being made."),
        lead=" ".join([lead, _("For: %(purpose)s.") % {"purpose": found.purpose}, _how_masked(found)]),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def refusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A second person does not."""
    actor, found = actor_of(request), _in_scope(request, pk)
    access.may_refuse(actor, found).or_refuse()
    return ask(
        request, forms.ExportRefusalForm(_posted(request)), back=("exports:export", found.pk), danger=True,
        crumbs=_crumbs(found), act=lambda said: actions.refuse(found, by=actor, reason=said["reason"]),
        title=_("Refuse this export?"), button=_("Do not approve"), done=_("Refused. Nothing leaves."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever asked no longer needs it."""
    actor, found = actor_of(request), _in_scope(request, pk)
    access.may_withdraw(actor, found).or_refuse()
    return ask(
        request, forms.ExportWithdrawalForm(_posted(request)), back=("exports:export", found.pk),
        crumbs=_crumbs(found), act=lambda _said: actions.withdraw(found, by=actor),
        title=_("Take this request back?"), button=_("Withdraw this export"), done=_("Taken back."),
    )  # fmt: skip


def download(request: HttpRequest, found: Export) -> HttpResponse:
    """The file of an export as an answer."""
    content = actions.fetch(found, by=actor_of(request))
    return file_response(content, found.file_name, CONTENT[found.file_name.rpartition(".")[2]])


def _in_scope(request: HttpRequest, pk: UUID) -> Export:
    seen = access.visible_exports(actor_of(request)).select_related("made_by", "body", "decided_by")
    return get_object_or_404(seen, pk=pk)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _title(found: Export) -> str:
    source = source_named(found.source)
    return str(source.title) if source else found.source


def _crumbs(found: Export) -> list[Choice]:
    return [
        Choice(_("Exports"), reverse("exports:exports")),
        Choice(_("Export no. %(number)s") % {"number": found.number}),
    ]


def _how_masked(found: Export) -> str:
    if found.unmasked:
        return _("Names leave in full where the maker may see them in full.")
    return _("Names and telephones are masked.")


def _facts(found: Export) -> list[Fact]:
    facts = [
        Fact(_("What"), found.words),
        Fact(_("Rows"), str(found.rows)),
        Fact(_("Columns"), "、".join(found.columns)),
        Fact(_("Names"), _how_masked(found) if found.personal else _("The table names nobody.")),
        Fact(_("What for"), found.purpose or "—"),
        Fact(_("Asked for by"), f"{found.made_by.name} · {found.post} · {datetime_words(found.asked_at)}"),
    ]
    if found.decided_by and found.decided_at:
        facts.append(Fact(_("Decided by"), f"{found.decided_by.name} · {datetime_words(found.decided_at)}"))
    if found.reason:
        facts.append(Fact(_("Reason"), found.reason))
    if found.expires_at and found.state == ExportState.READY:
        facts.append(Fact(_("May be fetched until"), datetime_words(found.expires_at)))
    return facts


def _deciders(found: Export) -> list[str]:
    """For whose word it waits: the people at the nearest body where there is somebody besides the maker."""
    return [
        f"{body.name}：{'、'.join(person.name for person in persons)}"
        for body, persons in queries.second_persons(found)[:2]
    ]
