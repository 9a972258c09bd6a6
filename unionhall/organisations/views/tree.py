"""The tree as of any day, what a body went through, and moving, merging and closing it with dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import clock
from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import page, redirect_after_post, submitted

from .. import access, actions, queries
from ..enums import ChangeKind, CodeFit
from ..forms import BodyClosingForm, CodeForm, MergingForm, MoveForm, TreeForm
from ..models import Affiliation, Organisation, TreeChange
from .frame import body_in_scope, page_of_body, steward


@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """The tree on a day, one level at a time. Where a body stands, and stood, is public knowledge among those who keep the register."""
    actor = steward(request)
    form = TreeForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    on = said.get("on") or clock.today()
    here = None
    if said.get("under"):
        here = get_object_or_404(access.visible_in_history(actor), pk=said["under"])
    rows = queries.standing_below(here, on) if here else queries.tops(on).select_related("organisation")
    shown = page_of(
        rows, order=("organisation__level", "organisation__code", "id"), after=request.GET.get("after"), size=50
    )
    counts = queries.subtree_counts([row.organisation for row in shown], on)
    path = queries.path_on(here, on) if here else []
    context = {
        "form": TreeForm(initial={"on": on, "under": here and here.pk}),
        "wrong": not form.is_valid(),
        "on": on,
        "here": here,
        "path": path,
        "missing": here is not None and not path,
        "page": shown,
        "rows": [(row, counts[row.organisation_id]) for row in shown],
        "total": queries.subtree_on(here, on).count() - 1 if here and path else None,
        "columns": [
            Column(_("Name on that day")),
            Column(_("Kind")),
            Column(_("Bodies below"), numeric=True),
            Column(_("from")),
            Column(_("until")),
        ],
        "crumbs": [Choice(_("Bodies"), reverse("organisations:bodies")), Choice(_("The tree on a day"))],
        "today": clock.today(),
    }
    return page(request, "organisations/tree.html", context, status=200 if form.is_valid() else 422)


@require_safe
def body_history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a body stood, what it was called, what was done to it, and what waits for its day."""
    actor, found = actor_of(request), body_in_scope(request, pk)
    changes = list(queries.changes_of(found)[:200])
    context = {
        "body": found,
        "beginning": queries.BEGINNING,
        "positions": queries.positions_of(found)[:200],
        "changes": [
            (row, row.organisation_id == found.pk and access.may_withdraw_change(actor, row)) for row in changes
        ],
        "affiliations": Affiliation.objects.filter(organisation=found)
        .select_related("industrial")
        .order_by("-since", "pk")[:100],
        "columns": [
            Column(_("from")),
            Column(_("until")),
            Column(_("Full name")),
            Column(_("Body above")),
            Column(_("Why")),
        ],
        "crumbs": [
            Choice(_("Bodies"), reverse("organisations:bodies")),
            Choice(found.short_name, reverse("organisations:body", args=[found.pk])),
            Choice(_("History")),
        ],
    }
    return page(request, "organisations/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def body_parent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Moving a body, with all below it, under another one."""
    actor, found = actor_of(request), body_in_scope(request, pk)
    access.may_move(actor, found).or_refuse()
    return _change(
        request,
        found,
        MoveForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()}),
        kind=ChangeKind.MOVE,
        may=lambda said: access.may_move(actor, found, said["parent"]),
        act=lambda said: actions.move_body(found, by=actor, **said),
        title=_("Move “%(name)s” under another body") % {"name": found.short_name},
        lead=_(
            "All below it go with it. The bodies above it from now on see its matters; those above it until now no longer do."
        ),
        button=_("Move it"),
        done=_("The body is moved."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def body_merger(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Merging a body into another one of its level."""
    actor, found = actor_of(request), body_in_scope(request, pk)
    access.may_merge(actor, found).or_refuse()
    return _change(
        request,
        found,
        MergingForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()}),
        kind=ChangeKind.MERGE,
        may=lambda said: access.may_merge(actor, found, said["into"]),
        act=lambda said: actions.merge_bodies(found, by=actor, **said),
        title=_("Merge “%(name)s” into another body") % {"name": found.short_name},
        lead=_(
            "Everything below it, the places it answers for, its units and its open matters go over. Posts there no longer count: whoever is to work on at the other body needs a post there. It stays readable, and its code leads to the other one."
        ),
        button=_("Merge it"),
        done=_("The body is merged."),
        danger=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def body_closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Closing a body after a day."""
    actor, found = actor_of(request), body_in_scope(request, pk)
    access.may_close(actor, found).or_refuse()
    return _change(
        request,
        found,
        BodyClosingForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()}),
        kind=ChangeKind.CLOSE,
        may=lambda said: access.may_close(actor, found),
        act=lambda said: actions.close_body(found, by=actor, **said),
        title=_("Close “%(name)s”") % {"name": found.short_name},
        lead=_(
            "Posts there no longer count, and new matters go to the body that answers for the place instead. What was done stands. A closed body is not opened again."
        ),
        button=_("Close it"),
        done=_("The body is closed."),
        danger=True,
    )


@require_POST
def change_withdrawal(request: HttpRequest, pk: UUID, change_pk: UUID) -> HttpResponse:
    """Taking back what waits for its day."""
    found = body_in_scope(request, pk)
    change = get_object_or_404(TreeChange.objects.filter(organisation=found), pk=change_pk)
    actions.withdraw_change(change, by=actor_of(request))
    return redirect_after_post(request, "organisations:body_history", found.pk, message=_("Taken back."))


@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """What a code of a place meant on a day, and what stands there today."""
    steward(request)
    form = CodeForm(request.GET or None)
    code, place = "", None
    if form.is_valid():
        code = form.cleaned_data["code"].strip()
        place = queries.place_of_code(code, form.cleaned_data["on"] or clock.today())
    context = {
        "form": form,
        "code": code,
        "place": place,
        "fits": place is not None and place.fit != CodeFit.BEFORE,
        "crumbs": [
            Choice(_("Bodies"), reverse("organisations:bodies")),
            Choice(_("Places"), reverse("organisations:places")),
            Choice(_("Codes of places")),
        ],
    }
    return page(request, "organisations/codes.html", context, status=422 if form.is_bound and form.errors else 200)


def _change(
    request: HttpRequest,
    found: Organisation,
    form: Any,
    *,
    kind: str,
    may: Callable[[dict[str, Any]], Any],
    act: Callable[[dict[str, Any]], TreeChange],
    title: str,
    lead: str,
    button: str,
    done: str,
    danger: bool = False,
) -> HttpResponse:
    """One question with a look ahead: the first button shows what would follow, the second does it."""
    look = "look" in request.POST
    weighed, status, change = None, 200, None
    if look and form.is_valid():
        verdict = may(form.cleaned_data)
        if verdict:
            weighed = _weighed(found, kind, form.cleaned_data)
        else:
            form.add_error(None, str(verdict))
            status = 409
    elif look:
        status = 422
    else:
        status, change = submitted(request, form, act)
    if change is not None:
        said = _("It waits for its day. Until then it may be taken back.") if change.waits else done
        to = ("organisations:body_history", found.pk) if change.waits else page_of_body(found)
        return redirect_after_post(request, *to, message=said)
    if kind == ChangeKind.CLOSE and weighed is None and status == 200:
        weighed = _weighed(found, kind, {"on": clock.today()})
    context = {
        "title": title,
        "lead": lead,
        "form": form,
        "act": button,
        "danger": danger,
        "weighed": weighed,
        "on": form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None,
        "today": clock.today(),
        "back": reverse("organisations:body", args=[found.pk]),
        "crumbs": [
            Choice(_("Bodies"), reverse("organisations:bodies")),
            Choice(found.short_name, reverse("organisations:body", args=[found.pk])),
            Choice(button),
        ],
    }
    return page(request, "organisations/change.html", context, status=status)


def _weighed(found: Organisation, kind: str, said: dict[str, Any]) -> queries.Weighed:
    on: date = said["on"] or clock.today()
    with transaction.atomic():
        return queries.weigh(found, kind, into=said.get("into"), on=on)
