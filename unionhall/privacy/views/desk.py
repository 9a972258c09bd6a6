"""Those who answer for people's data: objections, legal holds, who was exposed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import audit, clock
from unionhall.core.http import actor_of
from unionhall.core.models import AuditEntry
from unionhall.core.paging import page as page_of
from unionhall.core.sealed import mask_name
from unionhall.people import api as people
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted
from unionhall.ui.words import date_words, datetime_words

from .. import access, actions, queries, shown
from ..forms import AnswerForm, ExposedForm, HoldForm, LiftForm
from ..models import Objection
from ..states import ObjectionState

GET_AND_POST = ["GET", "HEAD", "POST"]
PERSON = "people.Person"
CASE = "cases.Case"
LONGEST = timedelta(days=366)
MOST = 500


@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """Those to be answered, the most urgent first; then those answered."""
    actor = actor_of(request)
    _or_nothing(access.may_see_objections(actor))
    rows = access.visible_objections(actor).select_related("body")
    context = {
        "open": rows.filter(state=ObjectionState.OPEN).order_by("due_on", "pk")[:200],
        "answered": rows.exclude(state=ObjectionState.OPEN).order_by("-made_at", "pk")[:50],
        "columns": [Column(_("Made")), Column(_("Body")), Column(_("Answer by")), Column(_("State"))],
        "today": clock.today(),
    }
    return page(request, "privacy/objections.html", context)


@never_cache
@require_http_methods(GET_AND_POST)
def objection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One objection: what was objected to, and the answer to it."""
    actor = actor_of(request)
    found = get_object_or_404(access.visible_objections(actor).select_related("body", "answered_by"), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    status, done = submitted(
        request,
        form,
        lambda said: (actions.uphold if said["right"] == "yes" else actions.dismiss)(
            found, by=actor, text=said["text"]
        ),
    )
    if status == DONE and done is not None:
        return redirect_after_post(request, "privacy:objection", pk, message=_("Answered. The person is told."))
    audit.record_read(found, by=actor, purpose="objection")
    context = {
        "objection": found,
        "facts": _facts(found),
        "form": form,
        "may_answer": access.may_uphold(actor, found),
        "crumbs": [Choice(_("Objections"), reverse("privacy:objections")), Choice(_("One objection"))],
    }
    return page(request, "privacy/objection.html", context, status=status)


@require_safe
def holds(request: HttpRequest) -> HttpResponse:
    """What must stay, until when, why, by whom."""
    actor = actor_of(request)
    _or_nothing(access.may_see_holds(actor))
    rows = access.visible_holds(actor).select_related("placed_by", "lifted_by")
    context = {
        "page": page_of(rows, order=("-placed_at", "id"), after=request.GET.get("after"), size=50),
        "columns": [Column(_("What")), Column(_("Reason")), Column(_("Until")), Column(_("Placed")), Column(_("State"), hidden_label=True)],
        "may_hold": access.may_hold(actor),
        "today": clock.today(),
    }  # fmt: skip
    return page(request, "privacy/holds.html", context)


@require_http_methods(GET_AND_POST)
def holding(request: HttpRequest) -> HttpResponse:
    """Place a hold."""
    actor = actor_of(request)
    _or_nothing(access.may_see_holds(actor))
    access.may_hold(actor).or_refuse()
    return ask(
        request, HoldForm(request.POST if request.method == "POST" else None), back=("privacy:holds",),
        act=lambda said: _place(actor, said), title=_("Place a legal hold"), button=_("Place the hold"),
        lead=_("Retention and erasing pass it over until the day, or until it is lifted."), done=_("It stays."),
        crumbs=[Choice(_("Legal holds"), reverse("privacy:holds")), Choice(_("New"))],
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def lifting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lift a hold."""
    actor = actor_of(request)
    found = get_object_or_404(access.visible_holds(actor), pk=pk)
    access.may_lift(actor, found).or_refuse()
    return ask(
        request, LiftForm(request.POST if request.method == "POST" else None), back=("privacy:holds",),
        act=lambda _said: actions.lift(found, by=actor), title=_("Lift this hold"), button=_("Lift it"), lead=found.reason,
        done=_("Lifted."), crumbs=[Choice(_("Legal holds"), reverse("privacy:holds")), Choice(_("Lift"))],
    )  # fmt: skip


@never_cache
@require_safe
def exposed(request: HttpRequest) -> HttpResponse:
    """Whose data an account read in a span of time, or who read a person's. Names are masked; no content is shown."""
    actor = actor_of(request)
    _or_nothing(access.may_see_exposure(actor))
    form = ExposedForm(request.GET or None)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    since, until = _span(said)
    found = [one for account in said.get("account") or [] for one in queries.exposed_by(account, since, until)]
    lookers = queries.lookers_at(said["person"], since, until) if said.get("person") else []
    names = people.naming.names_by_id(
        [one.person_id for one in found[:MOST]] + [one.actor_id for one in lookers if one.actor_id]
    )
    context = {
        "form": form,
        "asked": bool(said.get("account") or said.get("person")),
        "total": len(found) or len(lookers),
        "since": since,
        "until": until,
        "rows": [
            {"key": one.person_id, "name": mask_name(names.get(one.person_id, "")), "times": one.times, "first": one.first_at,
             "last": one.last_at, "kinds": [audit.record_words(kind) for kind in sorted(one.kinds)]}
            for one in found[:MOST]
        ] + [
            {"key": one.actor_id, "name": mask_name(names.get(one.actor_id, "")) if one.actor_id else "", "times": one.times,
             "first": one.first_at, "last": one.last_at, "kinds": []}
            for one in lookers[:MOST]
        ],
        "columns": [Column(_("Person")), Column(_("Readings"), numeric=True), Column(_("First")), Column(_("Last")), Column(_("Records"))],
        "crumbs": [Choice(_("Audit trail"), reverse("people:trail")), Choice(_("Who was exposed"))],
    }  # fmt: skip
    return page(request, "privacy/exposed.html", context, status=422 if form.is_bound and not form.is_valid() else 200)


def _span(said: dict[str, Any]) -> tuple[datetime, datetime]:
    """From the first day to the end of the last; a year back from today, when none is named."""
    until = make_aware(datetime.combine((said.get("until") or clock.today()) + timedelta(days=1), time.min))
    since = make_aware(datetime.combine(said["since"], time.min)) if said.get("since") else until - LONGEST
    return since, until


def _place(actor: Any, said: dict[str, Any]) -> Any:
    if said["kind"] == "person":
        return actions.place(by=actor, reason=said["reason"], until=said["until"], person_id=said["key"])
    return actions.place(
        by=actor, reason=said["reason"], until=said["until"], subject_type=CASE, subject_id=str(said["key"])
    )


def _facts(found: Objection) -> list[Fact]:
    rows = [Fact(_("Made"), datetime_words(found.made_at)), Fact(_("Answer by"), date_words(found.due_on))]
    if found.body:
        rows.append(Fact(_("Body"), found.body.name))
    entry = AuditEntry.objects.filter(pk=found.entry_id).first() if found.entry_id else None
    if entry is not None:
        row = shown.readings([entry])[0]
        said = f"{row['name']} · {row['post']} · {row['why']}"
        rows.append(Fact(_("Objected to"), said, f"{datetime_words(row['at'])} · {row['record']}"))
    return rows


def _or_nothing(verdict: Any) -> None:
    if not verdict:
        raise Http404
