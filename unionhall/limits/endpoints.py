"""Limits over the HTTP API: the same list, the same calendars of a case, the same acts."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import AfterValidator, Field, StringConstraints

from unionhall.cases import api as cases
from unionhall.core import paging
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, Strict, nothing_here, once
from unionhall.core.http import actor_of
from unionhall.ui.law import in_language

from . import access, actions, calendars, queries
from .enums import CalendarKind, EventKind, Show, Standing
from .models import LimitEvent, LimitFact, RunningLimit

router = Router(tags=["limits of the law"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


Words = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_no_nul)]
Loose = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_no_nul)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(_no_nul)]
OneDay = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]


class LimitSearch(Schema):
    show: Show = Show.RUNNING
    mine: bool = Field(False, description="only of the cases one handles")
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class LimitRow(Schema):
    case_id: UUID
    case_number: str
    calendar: CalendarKind
    name: str
    words: str
    who: str
    starts_on: date
    raw: date | None = Field(description="the day to act by")
    effective: date | None = Field(description="moved by holidays; null while that year's notice is not out")
    paused: bool


class LimitList(Schema):
    items: list[LimitRow]
    next: str | None = None
    previous: str | None = None


class ArticleOut(Schema):
    article: str
    plain: str


class ToldOut(Schema):
    day: date
    kind: EventKind
    effect: str = Field(description="restarts, adds, pauses, before, late or not_counted")
    days: int


class LimitOut(Schema):
    name: str
    words: str
    who: str
    standing: Standing
    starts_on: date
    raw: date | None = Field(description="the day to act by")
    effective: date | None = Field(description="moved by holidays; null while that year's notice is not out")
    days_left: int | None
    done_on: date | None
    longer: date | None = Field(description="the day it ends on if an extension is approved")
    articles: list[ArticleOut]
    log: list[ToldOut]


class CalendarOut(Schema):
    calendar: CalendarKind
    limits: list[LimitOut]
    notes: list[str]
    assumptions: list[str]


class LimitFactOut(Schema):
    id: UUID
    calendar: CalendarKind
    name: str
    value: str
    origin: str
    evidence: str
    at: datetime
    by_name: str
    ended_at: datetime | None
    reason: str


class EventOut(Schema):
    id: UUID
    calendar: CalendarKind
    target: str
    kind: EventKind
    day: date
    until: date | None
    evidence: str
    at: datetime
    by_name: str
    ended_at: datetime | None
    reason: str


class LimitProposalOut(Schema):
    key: str
    calendar: CalendarKind
    name: str
    value: str


class CaseLimits(Schema):
    calendars: list[CalendarOut]
    proposals: list[LimitProposalOut]
    facts: list[LimitFactOut] = Field(
        description="all that was entered, the newest first; what has `ended_at` counts no more"
    )
    events: list[EventOut]


class FactIn(Strict):
    calendar: CalendarKind
    name: Name = Field(
        description="a day or a yes or no of the calculator behind the calendar: accepted_on, received_on, …"
    )
    value: OneDay | bool
    evidence: Loose = ""
    reason: Loose = Field("", description="why it is put right, where it says something else than before")


class ConfirmIn(Strict):
    keys: list[Name] = Field(min_length=1, max_length=20, description="keys of what the file proposes")


class EventIn(Strict):
    calendar: CalendarKind
    target: Name = Field(description="limitation, worker_applies or decision")
    kind: EventKind
    day: OneDay
    until: OneDay | None = None
    evidence: Words


class UntilIn(Strict):
    until: OneDay


class LimitReasonIn(Strict):
    reason: Words


class StopIn(Strict):
    calendar: CalendarKind
    name: Name
    reason: Words


class TakeUpIn(Strict):
    calendar: CalendarKind
    name: Name


@router.get("/limits", response={200: LimitList, **PROBLEMS})
def limits(request: HttpRequest, search: Query[LimitSearch]) -> Any:
    """Limits that run in the matters on one's desk, the soonest first."""
    actor = actor_of(request)
    if not access.may_list(actor):
        return nothing_here()
    found = queries.listed(
        access.desk_limits(actor), show=search.show, mine=actor.person_id if search.mine else None
    ).select_related("case")
    page = paging.page(found, order=("act_by", "id"), after=search.cursor, size=search.limit)
    return {"items": [_row(limit) for limit in page], "next": page.next_cursor, "previous": page.prev_cursor}


@router.get("/cases/{uuid:pk}/limits", response={200: CaseLimits, **PROBLEMS})
def limits_of_case(request: HttpRequest, pk: UUID) -> Any:
    """The limits of a case, what they run from, and what the file proposes."""
    return _case(_in_scope(request, pk), actor_of(request))


@router.post("/cases/{uuid:pk}/limits/facts", response={201: CaseLimits, **PROBLEMS})
def fact(request: HttpRequest, pk: UUID, payload: FactIn) -> Any:
    """Enter a day or an answer, or put it right; what stood before is kept."""
    case, by = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        actions.record(
            case,
            payload.calendar,
            {payload.name: payload.value},
            by=by,
            evidence=payload.evidence,
            reason=payload.reason,
        )
        return _case(case, by)

    return Status(201, once(request, run))


@router.post("/cases/{uuid:pk}/limits/proposals", response={201: CaseLimits, **PROBLEMS})
def confirmation(request: HttpRequest, pk: UUID, payload: ConfirmIn) -> Any:
    """Confirm what the file proposes."""
    case, by = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        actions.confirm(case, payload.keys, by=by)
        return _case(case, by)

    return Status(201, once(request, run))


@router.post("/cases/{uuid:pk}/limits/events", response={201: CaseLimits, **PROBLEMS})
def event(request: HttpRequest, pk: UUID, payload: EventIn) -> Any:
    """Note what interrupts a limit or suspends it, with what shows it."""
    case, by = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        actions.note_event(case, by=by, **payload.model_dump())
        return _case(case, by)

    return Status(201, once(request, run))


@router.post("/cases/{uuid:pk}/limits/stops", response={201: CaseLimits, **PROBLEMS})
def stop(request: HttpRequest, pk: UUID, payload: StopIn) -> Any:
    """Do not pursue a limit any more."""
    case, by = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        actions.stop(case, payload.calendar, payload.name, by=by, reason=payload.reason)
        return _case(case, by)

    return Status(201, once(request, run))


@router.post("/cases/{uuid:pk}/limits/stops/removal", response={200: CaseLimits, **PROBLEMS})
def take_up(request: HttpRequest, pk: UUID, payload: TakeUpIn) -> Any:
    """Pursue a limit again."""
    case, by = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        actions.take_up(case, payload.calendar, payload.name, by=by)
        return _case(case, by)

    return once(request, run)


@router.post("/limits/facts/{uuid:pk}/withdrawal", response={200: CaseLimits, **PROBLEMS})
def fact_withdrawal(request: HttpRequest, pk: UUID, payload: LimitReasonIn) -> Any:
    """Take back a day that was entered by mistake."""
    by = actor_of(request)
    row = get_object_or_404(access.visible_facts(by).select_related("case"), pk=pk)
    return once(request, lambda: _case(actions.take_back(row, by=by, reason=payload.reason).case, by))


@router.post("/limits/events/{uuid:pk}/withdrawal", response={200: CaseLimits, **PROBLEMS})
def event_withdrawal(request: HttpRequest, pk: UUID, payload: LimitReasonIn) -> Any:
    """Take back an event that was entered by mistake."""
    by = actor_of(request)
    row = get_object_or_404(access.visible_events(by).select_related("case"), pk=pk)
    return once(request, lambda: _case(actions.take_back_event(row, by=by, reason=payload.reason).case, by))


@router.post("/limits/events/{uuid:pk}/end", response={200: CaseLimits, **PROBLEMS})
def event_end(request: HttpRequest, pk: UUID, payload: UntilIn) -> Any:
    """A suspension is over."""
    by = actor_of(request)
    row = get_object_or_404(access.visible_events(by).select_related("case"), pk=pk)
    return once(request, lambda: _case(actions.end_suspension(row, by=by, until=payload.until).case, by))


@router.delete("/limits/feeds/{uuid:pk}", response={204: None, **PROBLEMS})
def close_feed(request: HttpRequest, pk: UUID) -> Any:
    """Close one's calendar link at once. A link is made on the pages, where it is shown once."""
    by = actor_of(request)
    feed = get_object_or_404(access.visible_feeds(by), pk=pk)

    def run() -> None:
        actions.close_feed(feed, by=by)

    once(request, run)
    return Status(204, None)


def _in_scope(request: HttpRequest, pk: UUID) -> Any:
    return get_object_or_404(cases.desk_cases(actor_of(request)), pk=pk)


def _row(limit: RunningLimit) -> dict[str, Any]:
    return {
        "case_id": str(limit.case_id),
        "case_number": limit.case.number,
        "calendar": limit.calendar,
        "name": limit.name,
        "words": in_language(limit.words),
        "who": limit.who,
        "starts_on": limit.starts_on,
        "raw": limit.raw,
        "effective": limit.effective,
        "paused": limit.paused,
    }


def _case(case: Any, by: Actor) -> dict[str, Any]:
    found = queries.reckoned(case)
    facts = access.visible_facts(by).filter(case=case).order_by("-at", "-pk")
    events = access.visible_events(by).filter(case=case).order_by("-at", "-pk")
    proposed = queries.proposals(case, by=by) if access.may_enter(by, case) else []
    return {
        "calendars": [_calendar(calendar) for calendar in found.values()],
        "proposals": [
            {"key": one.key, "calendar": one.calendar, "name": one.name, "value": one.value} for one in proposed
        ],
        "facts": [_fact(row) for row in facts],
        "events": [_event(row) for row in events],
    }


def _calendar(calendar: calendars.Calendar) -> dict[str, Any]:
    return {
        "calendar": calendar.kind,
        "limits": [_limit(limit) for limit in calendar.limits],
        "notes": [in_language(words) for words in calendar.notes],
        "assumptions": [in_language(words) for words in calendar.assumptions],
    }


def _limit(limit: calendars.Reckoned) -> dict[str, Any]:
    return {
        "name": limit.name,
        "words": in_language(limit.words),
        "who": limit.who,
        "standing": limit.standing,
        "starts_on": limit.starts_on,
        "raw": limit.raw,
        "effective": limit.effective,
        "days_left": limit.days_left,
        "done_on": limit.done_on,
        "longer": limit.longer,
        "articles": [{"article": in_language(one.words), "plain": in_language(one.plain)} for one in limit.articles],
        "log": [{"day": one.day, "kind": one.kind, "effect": one.effect, "days": one.days} for one in limit.log],
    }


def _fact(row: LimitFact) -> dict[str, Any]:
    return {
        "id": str(row.pk), "calendar": row.calendar, "name": row.name, "value": row.value, "origin": row.origin,
        "evidence": row.evidence, "at": row.at, "by_name": row.by_name, "ended_at": row.ended_at, "reason": row.reason,
    }  # fmt: skip


def _event(row: LimitEvent) -> dict[str, Any]:
    return {
        "id": str(row.pk), "calendar": row.calendar, "target": row.target, "kind": row.kind, "day": row.day, "until": row.until,
        "evidence": row.evidence, "at": row.at, "by_name": row.by_name, "ended_at": row.ended_at, "reason": row.reason,
    }  # fmt: skip
