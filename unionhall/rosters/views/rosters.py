"""The lists of one's bodies: brought, tried, written, reported."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import DONE, file_response, moved_on, page, redirect_after_post, submitted
from unionhall.ui.words import datetime_words

from .. import access, actions, forms, queries, sheets
from ..enums import Field, Outcome, Reason
from ..models import RosterImport
from ..states import ImportState
from . import frame

GOING = (ImportState.TRYING, ImportState.RUNNING)
REASONS_SHOWN = 30


@require_http_methods(frame.GET_AND_POST)
def rosters(request: HttpRequest) -> HttpResponse:
    """Every list, the newest first; and a new one."""
    actor = frame.keeper(request)
    form = forms.BringForm(frame.posted(request), request.FILES or None, actor=actor)
    status, made = submitted(
        request, form,
        lambda said: actions.bring(said["body"], by=actor, content=said["file"].read(), file_name=said["file"].name or ""),
    )  # fmt: skip
    if status == DONE and made is not None:
        return redirect_after_post(
            request, made, message=_("The list is read. Look at its columns; nothing is written yet.")
        )
    found = access.visible_imports(actor).select_related("organisation", "brought_by")
    context = {
        "form": form,
        "page": page_of(found, order=("-brought_at", "id"), after=request.GET.get("after"), size=25),
        "waiting": queries.waiting(access.visible_reviews(actor)).exists(),
        "crumbs": frame.crumbs(),
        "columns": [
            Column(_("List of members")),
            Column(_("Body")),
            Column(_("Brought")),
            Column(_("Rows"), numeric=True),
            Column(_("State")),
        ],
    }
    return page(request, "rosters/rosters.html", context, status=status)


@require_safe
def roster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One list: its columns, what it would change, how far it is, what became of it."""
    return _shown(request, _in_scope(request, pk))


@require_POST
def trial(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The columns are right; what would change?"""
    actor, found = actor_of(request), _in_scope(request, pk)
    access.may_try_out(actor, found).or_refuse()
    form = forms.ColumnsForm(request.POST, roster=found)
    status, made = submitted(
        request,
        form,
        lambda _said: actions.try_out(found, by=actor, said=form.columns, elsewhere=form.cleaned_data["elsewhere"]),
    )
    if status == DONE:
        return redirect_after_post(request, made or found)
    return _shown(request, found, form, status)


@require_http_methods(frame.GET_AND_POST)
def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write it."""
    actor, found = actor_of(request), _in_scope(request, pk)
    access.may_start(actor, found).or_refuse()
    counts = queries.shown_counts(found.trial.get("counts", {}))
    return ask(
        request, forms.DecisionForm(frame.posted(request)), back=("rosters:roster", found.pk), title=_("Write this list"),
        act=lambda _said: actions.start(found, by=actor), button=_("Write it"), done=_("It is being written. You may leave this page."),
        lead=_("%(new)s new, %(moved)s moved from another union, %(updated)s with facts added. Every row is in the audit trail under your name.")
        % {"new": f"{counts['new']:,}", "moved": f"{counts['moved']:,}", "updated": f"{counts['updated']:,}"},
        crumbs=frame.crumbs(Choice(found.file_name, found.get_absolute_url())),
    )  # fmt: skip


@require_http_methods(frame.GET_AND_POST)
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do not write it."""
    actor, found = actor_of(request), _in_scope(request, pk)
    access.may_drop(actor, found).or_refuse()
    return ask(
        request, forms.DecisionForm(frame.posted(request)), back=("rosters:rosters",), title=_("Drop this list"), danger=True,
        act=lambda _said: actions.drop(found, by=actor), button=_("Drop the list"), done=_("Dropped. Its file is destroyed."),
        lead=_("Nothing of it is written, and the file is destroyed."),
        crumbs=frame.crumbs(Choice(found.file_name, found.get_absolute_url())),
    )  # fmt: skip


@require_POST
def rejected(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rejected rows, as they came, with the reason."""
    found = _in_scope(request, pk)
    found = actions.take_rejected(found, by=actor_of(request))
    return file_response(sheets.rejected_sheet(found), sheets.rejected_name(found), sheets.content_type(found))


def _shown(request: HttpRequest, found: RosterImport, form: Any = None, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    open_to_change = found.state in (ImportState.READ, ImportState.TRIED)
    context = {
        "roster": found,
        "running": found.state in GOING,
        "is_trial": found.state in (ImportState.TRYING, ImportState.TRIED),
        "form": (form or forms.ColumnsForm(roster=found)) if open_to_change else None,
        "facts": _facts(found),
        "counts": frame.count_facts(found.counts if found.started_at else found.trial.get("counts", {})),
        "has_counts": bool(found.started_at or found.trial),
        "reasons": [(number, Reason(code).label) for number, code in found.trial.get("rejected", [])[:REASONS_SHOWN]]
        if found.state == ImportState.TRIED else [],
        "rejected": found.counts.get(Outcome.REJECTED, 0),
        "reviews": found.counts.get(Outcome.REVIEW, 0),
        "may_start": access.may_start(actor, found),
        "may_drop": access.may_drop(actor, found),
        "crumbs": frame.crumbs(Choice(found.file_name)),
    }  # fmt: skip
    return moved_on(request, found.state) or page(
        request, "rosters/roster.html", context, fragment="progress" if found.state in GOING else None, status=status
    )


def _facts(found: RosterImport) -> list[Fact]:
    held = ", ".join(f"{Field(name).label}: {head}" for name, head in found.columns.items())
    rows = [
        Fact(_("Body"), found.organisation.name, found.organisation.code),
        Fact(_("Brought by"), found.brought_by.name if found.brought_by else _("a command"), datetime_words(found.brought_at)),
        Fact(_("Columns"), held, _("not read: %(n)d") % {"n": len(found.heads) - len(found.columns)}),
    ]  # fmt: skip
    if found.finished_at:
        rows.append(Fact(_("finished at"), datetime_words(found.finished_at)))
    if (found.trial or found.started_at) and not found.regions_checked:
        rows.append(Fact(_("Regions of birth"), _("not compared: no table of codes is loaded; checksum and date were")))
    return rows


def _in_scope(request: HttpRequest, pk: UUID) -> RosterImport:
    found = access.visible_imports(actor_of(request)).select_related("organisation", "brought_by")
    return get_object_or_404(found, pk=pk)
