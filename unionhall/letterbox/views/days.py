"""The reception days at the desk: publishing, the list of a day, who came, and what comes of it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.cases import api as cases
from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.sealed import mask_phone
from unionhall.core.verdict import Verdict
from unionhall.ui.marked import mark_in
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted
from unionhall.ui.words import date_words

from .. import access, actions, queries
from ..forms.reception import AdditionForm, CallOffForm, DayForm, MakeCaseForm, OutcomeForm, WalkInForm
from ..models import Appointment, ReceptionDay
from ..states import AppointmentState

MOST_PAST = 50


@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """The body's days, and in which months there was one."""
    actor = _keeper(request)
    kept = access.kept_days(actor).select_related("body")
    to_come = queries.with_room(kept.filter(ends_at__gt=clock.now()).order_by("begins_at", "pk"))
    months = [
        (body, queries.held_by_month(kept.filter(body=body)))
        for body in access.kept_bodies(actor).order_by("level", "code", "pk")[:5]
    ]
    context = {
        "to_come": to_come,
        "past": kept.filter(ends_at__lte=clock.now()).order_by("-begins_at", "pk")[:MOST_PAST],
        "months": months,
        "definition": queries.DEFINITION,
        "columns": [Column(_("Day")), Column(_("Where")), Column(_("Who receives")), Column(_("State"))],
        "month_columns": [Column(_("Month")), Column(_("Held")), Column(_("Planned")), Column(_("People who came"))],
    }
    return page(request, "letterbox/days/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def day_new(request: HttpRequest) -> HttpResponse:
    """Publish a day."""
    actor = _keeper(request)
    bodies = {str(body.pk): body for body in access.kept_bodies(actor).order_by("level", "code", "pk")}
    form = DayForm(
        request.POST if request.method == "POST" else None, bodies=[(key, body.name) for key, body in bodies.items()]
    )
    names = ("begins_at", "ends_at", "minutes", "place", "received_by", "signup_until")
    status, made = submitted(
        request,
        form,
        lambda said: actions.publish(bodies[said["body"]], by=actor, **{name: said[name] for name in names}),
    )
    if status == DONE and made is not None:
        return redirect_after_post(
            request, "letterbox:day", made.pk, message=_("Published. Everybody can sign up now.")
        )
    trail = [Choice(_("Reception days"), reverse("letterbox:days")), Choice(_("Publish a day"))]
    return page(request, "letterbox/days/new.html", {"form": form, "trail": trail}, status=status)


@require_safe
@never_cache
def day(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list of the day in the order of time. Opening it is noted: names stand on it."""
    actor = _keeper(request)
    found = _day(actor, pk)
    audit.record_read(found, by=actor, purpose="reception")
    return _day_page(request, found)


def _day_page(request: HttpRequest, found: ReceptionDay, *, status: int = 200, **forms: Any) -> HttpResponse:
    actor = actor_of(request)
    rows = queries.on_the_list(access.visible_appointments(actor), found)
    free = queries.free_turns(found) if found.is_open else []
    context = {
        "day": found,
        "rows": [_line(actor, row) for row in rows],
        "free": len(free),
        "may_call_off": access.may_call_off(actor, found),
        "is_today": found.on <= clock.today(),
        "may_walk_in": access.may_walk_in(actor, found),
        "walk_in_form": WalkInForm(),
        "call_off_form": CallOffForm(),
        "trail": [Choice(_("Reception days"), reverse("letterbox:days")), Choice(date_words(found.on))],
        **forms,
    }
    return page(request, "letterbox/days/day.html", context, status=status)


def _line(actor: Actor, row: Appointment) -> dict[str, Any]:
    case = row.case
    seen = case is not None and cases.desk_cases(actor).filter(pk=case.pk).exists()
    may_came, may_absent = access.may_note_arrival(actor, row), access.may_note_absence(actor, row)
    return {
        "row": row,
        "phone": mask_phone(row.phone) if row.phone else "",
        "case": case if seen else None,
        "has_case": case is not None,
        "may_came": may_came,
        "may_absent": may_absent,
        "may_make_case": access.may_make_case(actor, row),
        "may_add": access.may_write_on_case(actor, row) if seen else Verdict("-"),
        "may_cancel": access.may_cancel(actor, row),
    }


@require_POST
@never_cache
def day_cancellation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call the day off."""
    actor = _keeper(request)
    found, form = _day(actor, pk), CallOffForm(request.POST)
    status, _off = submitted(request, form, lambda said: actions.call_off(found, by=actor, why=said["why"]))
    if status != DONE:
        return _day_page(request, found, status=status, call_off_form=form)
    return redirect_after_post(request, "letterbox:days", message=_("Called off. Whoever had signed up is told."))


@require_POST
@never_cache
def day_walk_ins(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody came without signing up."""
    actor = _keeper(request)
    found, form = _day(actor, pk), WalkInForm(request.POST)
    status, _made = submitted(request, form, lambda said: actions.walk_in(found, by=actor, **said))
    if status != DONE:
        return _day_page(request, found, status=status, walk_in_form=form)
    return redirect_after_post(request, "letterbox:day", pk, message=_("They stand on the list."))


@require_POST
@never_cache
def visit_outcome(request: HttpRequest, pk: UUID) -> HttpResponse:
    """They came, or did not."""
    actor = _keeper(request)
    row, form = _visit(actor, pk), OutcomeForm(request.POST)
    if not form.is_valid():
        return _day_page(request, _day(actor, row.day_id), status=422)
    wanted = AppointmentState.CAME if form.cleaned_data["came"] == "yes" else AppointmentState.ABSENT
    if row.state == wanted:  # a second click
        return redirect_after_post(request, "letterbox:day", row.day_id)
    act = actions.note_arrival if form.cleaned_data["came"] == "yes" else actions.note_absence
    act(row, by=actor)
    return redirect_after_post(request, "letterbox:day", row.day_id, message=_("Noted."))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def visit_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was said, for the list; with a running matter, added to it as well."""
    actor = _keeper(request)
    row = _visit(actor, pk)
    adds = bool(access.may_write_on_case(actor, row)) and _sees(actor, row)
    form = AdditionForm(request.POST if request.method == "POST" else None, initial={"text": row.note})
    status, _done = submitted(request, form, lambda said: _written(actor, row, said["text"], adds=adds))
    if status == DONE:
        return redirect_after_post(request, "letterbox:day", row.day_id, message=_("Noted."))
    context = {"visit": row, "form": form, "adds": adds, "trail": _visit_trail(row, _("What was said"))}
    return page(request, "letterbox/days/note.html", context, status=status)


def _written(actor: Actor, row: Appointment, text: str, *, adds: bool) -> Appointment:
    row = actions.write_down(row, by=actor, note=text)
    return actions.write_on_case(row, by=actor, text=text) if adds else row


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def visit_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a matter of what was said, in one step."""
    actor = _keeper(request)
    row = _visit(actor, pk)
    if request.method != "POST":
        access.may_make_case(actor, row).or_refuse()
    first = {"account": "\n\n".join(filter(None, (row.about, row.note)))}
    form = MakeCaseForm(request.POST if request.method == "POST" else None, initial=first)
    receipts: list[str] = []

    def make(said: dict[str, Any]) -> Any:
        brought = actions.make_case(row, by=actor, mark=mark_in(form), **said)
        receipts.append(brought.receipt)
        return brought.case

    status, case = submitted(request, form, make)
    trail = _visit_trail(row, _("Make a matter of it"))
    if status != DONE:
        return page(request, "letterbox/days/case.html", {"visit": row, "form": form, "trail": trail}, status=status)
    receipt = receipts[0] if receipts else cases.receipt_again(case, by=actor, mark=mark_in(form)) if case else ""
    context = {
        "visit": row,
        "case": case,
        "receipt": receipt,
        "visible": case is not None and cases.desk_cases(actor).filter(pk=case.pk).exists(),
        "trail": trail,
    }
    return page(request, "letterbox/days/case_made.html", context)


def _visit_trail(row: Appointment, last: str) -> list[Choice]:
    return [
        Choice(_("Reception days"), reverse("letterbox:days")),
        Choice(date_words(row.day.on), reverse("letterbox:day", args=[row.day_id])),
        Choice(last),
    ]


@require_POST
def visit_cancellation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever signed up called and cancels."""
    actor = _keeper(request)
    row = _visit(actor, pk)
    actions.cancel(row, by=actor)
    return redirect_after_post(
        request, "letterbox:day", row.day_id, message=_("Cancelled. Somebody else can have the time now.")
    )


def _sees(actor: Actor, row: Appointment) -> bool:
    return row.case_id is not None and cases.desk_cases(actor).filter(pk=row.case_id).exists()


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_keep_days(actor):
        raise Http404
    return actor


def _day(actor: Actor, pk: UUID) -> ReceptionDay:
    return get_object_or_404(access.kept_days(actor).select_related("body"), pk=pk)


def _visit(actor: Actor, pk: UUID) -> Appointment:
    found = access.visible_appointments(actor).select_related("day__body", "case__body", "person")
    return get_object_or_404(found, pk=pk)
