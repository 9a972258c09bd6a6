"""Reads about cases that are worth a name: promises, clocks, likely duplicates, worklist filters, loads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from unionhall.core import clock

from . import clocks
from .enums import DayUnit
from .models import FAR, Callback, Case, ExtensionFact, Resolution, ServicePromise, StatusFact, Suspension
from .states import ENDED, State

DUPLICATE_DAYS = 30
SOON_DAYS = 3


# --- clocks ------------------------------------------------------------------------------------------------------------


def promises() -> list[clocks.Promise]:
    """All service promises, as the clock reads them."""
    return [
        clocks.Promise(p.state, p.days, p.unit, p.since, p.until, p.kind, p.level, p.source)
        for p in ServicePromise.objects.order_by("since", "pk")
    ]


def log_of(case: Case) -> list[clocks.Event]:
    """The events of a case that move its clock."""
    events: list[clocks.Event] = [
        clocks.Entered(at, state)
        for at, state in StatusFact.objects.filter(case=case).order_by("at", "pk").values_list("at", "to_state")
    ]
    events += [
        clocks.Stopped(at, until)
        for at, until in Suspension.objects.filter(case=case).order_by("at", "pk").values_list("at", "ended_at")
    ]
    events += [
        clocks.Extended(at, state, days, unit)
        for at, state, days, unit in ExtensionFact.objects.filter(case=case)
        .order_by("at", "pk")
        .values_list("at", "state", "days", "unit")
    ]
    return events


def clock_of(case: Case, known: Iterable[clocks.Promise] | None = None) -> clocks.Clock:
    """The clock of a case: its service promise, or the next call-back where that comes earlier."""
    promised = clocks.read(log_of(case), promises() if known is None else known, kind=case.kind, level=case.body.level)
    if case.is_ended or promised.paused:
        return promised
    callback = next_callback(case)
    if callback and (promised.due_on is None or callback.due_on < promised.due_on):
        return clocks.Clock(started_on=clocks.day_of(callback.planned_at), due_on=callback.due_on)
    return promised


def next_callback(case: Case) -> Callback | None:
    return (
        Callback.objects.filter(case=case, done_at__isnull=True, cancelled_at__isnull=True)
        .order_by("due_on", "pk")
        .first()
    )


def due_of(answer: clocks.Clock, *, ended: bool) -> tuple[date, bool, bool]:
    """The columns that copy a clock: due day, provisional, paused."""
    if ended or answer.due_on is None:
        return FAR, False, answer.paused and not ended
    return answer.due_on, answer.provisional, False


# --- duplicates ----------------------------------------------------------------------------------------------------------


def likely_same_matter(
    cases: QuerySet[Case], *, kind: str, employer_id: UUID | None, employer_name: str, on: date
) -> QuerySet[Case]:
    """Running cases of the same kind with the same employer in the last 30 days, newest first (peers A20)."""
    since = on - timedelta(days=DUPLICATE_DAYS)
    same = Q(pk__in=[])
    if employer_id:
        same |= Q(employer=employer_id)
    if employer_name.strip():
        same |= Q(employer_name=employer_name.strip())
    return (
        cases.filter(same, kind=kind, received_at__date__gte=since, group__isnull=True)
        .exclude(state__in=ENDED)
        .order_by("-received_at", "pk")
    )


# --- the worklist ----------------------------------------------------------------------------------------------------------


def worklist(cases: QuerySet[Case], filters: Mapping[str, Any]) -> QuerySet[Case]:
    """The rows of a worklist under cleaned filters; unordered, for keyset paging by (due_on, id) or (-received_at, id).

    `filters`: state, kind, handler ("none" or an id), clock ("overdue", "soon", "paused"), number, employer, source, body,
    received_from, received_until, ended (include ended cases).
    """
    today = clock.today()
    rows = cases.filter(group__isnull=True) if not filters.get("group") else cases.filter(group=filters["group"])
    if state := filters.get("state"):
        rows = rows.filter(state=state)
    elif not filters.get("ended") and not filters.get("number"):
        rows = rows.exclude(state__in=[str(s) for s in ENDED])
    if kind := filters.get("kind"):
        rows = rows.filter(kind=kind)
    if handler := filters.get("handler"):
        rows = rows.filter(handler__isnull=True) if handler == "none" else rows.filter(handler=handler)
    if body := filters.get("body"):
        rows = rows.filter(body=body)
    if source := filters.get("source"):
        rows = rows.filter(source=source)
    if number := filters.get("number"):
        rows = rows.filter(number__contains=number)
    if employer := filters.get("employer"):
        rows = rows.filter(Q(employer_name__icontains=employer))
    if received_from := filters.get("received_from"):
        rows = rows.filter(received_at__date__gte=received_from)
    if received_until := filters.get("received_until"):
        rows = rows.filter(received_at__date__lte=received_until)
    match filters.get("clock"):
        case "overdue":
            rows = rows.filter(due_on__lt=today)
        case "soon":
            rows = rows.filter(due_on__gte=today, due_on__lte=today + timedelta(days=SOON_DAYS))
        case "paused":
            rows = rows.filter(paused=True)
    return rows


@dataclass(frozen=True)
class Load:
    """How much one person has in hand: open cases, those overdue, those due soon."""

    handler_id: UUID | None
    handler_name: str
    open: int
    overdue: int
    soon: int


def loads(cases: QuerySet[Case]) -> list[Load]:
    """Open cases by handler, by name; not a ranking (duties: no league tables)."""
    today = clock.today()
    rows = (
        cases.filter(group__isnull=True)
        .exclude(state__in=[str(s) for s in ENDED])
        .values("handler", "handler__name")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
            soon=Count("pk", filter=Q(due_on__gte=today, due_on__lte=today + timedelta(days=SOON_DAYS))),
        )
        .order_by("handler__name", "handler")
    )
    return [Load(r["handler"], r["handler__name"] or "", r["open"], r["overdue"], r["soon"]) for r in rows]


# --- figures ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Resolved:
    """Mechanism R1: of the cases accepted in a period, how many are resolved, and at which stage."""

    accepted: int
    resolved: int
    before_filing: int
    in_litigation: int


def resolved_of_accepted(cases: QuerySet[Case], *, since: datetime, until: datetime) -> Resolved:
    """Counts over cases accepted in [since, until); a group counts by its members."""
    accepted = cases.filter(accepted_at__gte=since, accepted_at__lt=until, is_group=False)
    in_force = Resolution.objects.filter(case__in=accepted.values("pk"), voided_at__isnull=True)
    stages = dict(in_force.values_list("stage").annotate(n=Count("pk")).order_by("stage"))
    before, during = stages.get("before_filing", 0), stages.get("in_litigation", 0)
    return Resolved(accepted.count(), before + during, before, during)


def was_filed(case: Case) -> bool:
    """Whether the case ever went to arbitration or a court."""
    return StatusFact.objects.filter(case=case, to_state__in=[State.ARBITRATION, State.LITIGATION]).exists()


def unit_label(unit: str) -> str:
    return str(DayUnit(unit).label)
