"""Reads about limits that are worth a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from unionhall.cases.enums import Kind
from unionhall.claims import api as claims
from unionhall.core import audit, clock, tokens
from unionhall.core.actor import Actor, system
from unionhall.core.verdict import Refused
from unionhall.lawbook.reading import BadFacts

from . import calendars
from .enums import CalendarKind, Origin, Show
from .models import FAR, CalendarFeed, LimitEvent, LimitFact, Reminder, RunningLimit

if TYPE_CHECKING:
    from unionhall.cases.models import Case

READER = system("limits of the law")
WEEK = timedelta(days=7)
FEED = "limits.feed"
"""The kind of a calendar link among one-time links."""
NOTED_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Proposal:
    """A fact the file knows and the calendar does not, or knows otherwise."""

    calendar: str
    name: str
    value: str
    held: str = ""
    """The value confirmed before, where the file says something else now."""

    @property
    def key(self) -> str:
        return f"{self.calendar}:{self.name}:{self.value}"


def facts_in_force(case: "Case") -> QuerySet[LimitFact]:
    return LimitFact.objects.filter(case=case, ended_at__isnull=True).order_by("at", "pk")


def events_in_force(case: "Case") -> QuerySet[LimitEvent]:
    return LimitEvent.objects.filter(case=case, ended_at__isnull=True).order_by("day", "at", "pk")


def said(facts: Iterable[LimitFact], calendar: str) -> dict[str, str]:
    """The values of a calendar by name, as the reckoning takes them."""
    return {fact.name: fact.value for fact in facts if fact.calendar == calendar}


def happened(events: Iterable[LimitEvent], calendar: str) -> list[calendars.Happened]:
    return [calendars.Happened(one.target, one.kind, one.day, one.until) for one in events if one.calendar == calendar]


def reckoned(case: "Case", *, on: date | None = None) -> dict[str, calendars.Calendar]:
    """Every calendar that was begun on a case, as it stands on a day. Facts that fit no more make an empty calendar."""
    facts, events = list(facts_in_force(case)), list(events_in_force(case))
    found = {}
    for kind in CalendarKind:
        given = said(facts, kind)
        if given:
            try:
                found[str(kind)] = calendars.reckon(kind, given, happened(events, kind), on=on or clock.today())
            except BadFacts as wrong:
                found[str(kind)] = calendars.Calendar(kind, notes=tuple(wrong.errors.values()))
    return found


def kinds_for(case: "Case", begun: Iterable[str]) -> list[CalendarKind]:
    """The calendars a case shows: disputes always, a work injury's where it is one, and whatever was begun."""
    wanted = {CalendarKind.DISPUTE, *(CalendarKind(kind) for kind in begun)}
    if case.kind == Kind.INJURY:
        wanted.add(CalendarKind.INJURY)
    return [kind for kind in CalendarKind if kind in wanted]


def proposals(case: "Case", *, by: Actor) -> list[Proposal]:
    """What the file knows that starts a limit, and nobody has confirmed or entered otherwise."""
    in_force = {(fact.calendar, fact.name): fact for fact in facts_in_force(case)}
    found = []
    for calendar, name, value in _known(case, claims.held_facts(case, by=by)):
        fact = in_force.get((calendar, name))
        if fact is None:
            found.append(Proposal(calendar, name, value))
        elif fact.origin == Origin.FILE and fact.value != value:
            found.append(Proposal(calendar, name, value, fact.value))
    return found


def _known(case: "Case", held: Mapping[str, object]) -> list[tuple[str, str, str]]:
    known: list[tuple[str, str, str]] = []
    if case.kind == Kind.WAGES:
        known.append((CalendarKind.DISPUTE, "unpaid_wages", "yes"))
    if case.happened_on and case.happened_on <= clock.today():
        day = case.happened_on.isoformat()
        if case.kind == Kind.INJURY:
            known.append((CalendarKind.INJURY, "accident_on", day))
        else:
            known.append((CalendarKind.DISPUTE, "known_on", day))
    left_on = held.get("left_on")
    if isinstance(left_on, str):
        known.append((CalendarKind.DISPUTE, "ended_on", left_on))
    return known


def fact_in_force(case: "Case", calendar: str, name: str) -> LimitFact | None:
    return LimitFact.objects.filter(case=case, calendar=calendar, name=name, ended_at__isnull=True).first()


def history(case: "Case") -> list[LimitFact | LimitEvent]:
    """All that was ever entered about the limits of a case, the newest first."""
    rows: list[LimitFact | LimitEvent] = [*LimitFact.objects.filter(case=case), *LimitEvent.objects.filter(case=case)]
    return sorted(rows, key=lambda row: (row.at, row.pk), reverse=True)


def running(limits: QuerySet[RunningLimit]) -> QuerySet[RunningLimit]:
    """Those that are neither kept nor given up, and are days to act by."""
    return limits.filter(done_on__isnull=True, opens=False, stopped=False)


def listed(
    limits: QuerySet[RunningLimit], *, show: str, mine: UUID | None = None, on: date | None = None
) -> QuerySet[RunningLimit]:
    """Running limits of a list: those ahead, those of the next seven days, or those whose day is past."""
    today = on or clock.today()
    found = running(limits)
    if show == Show.OVERDUE:
        found = found.filter(act_by__lt=today, paused=False)
    elif show == Show.WEEK:
        found = found.filter(act_by__gte=today, act_by__lte=today + WEEK)
    else:
        found = found.filter(act_by__gte=today) | found.filter(paused=True)
    return found.filter(case__handler=mine) if mine else found


def to_remind(days: Iterable[int], *, on: date) -> QuerySet[RunningLimit]:
    """Limits of which somebody may have to be told: those that end within the longest step, or ended lately."""
    latest = on + timedelta(days=max(days, default=0))
    return (
        running(RunningLimit.objects.filter(paused=False, raw__isnull=False))
        .filter(act_by__gte=on - timedelta(days=calendars.UNSURE_FOR), act_by__lte=latest)
        .order_by("act_by", "pk")
    )


def was_reminded(limit: RunningLimit, step: int, addressee: UUID) -> bool:
    """Whether they heard of this day at this step, or nearer to it."""
    return (
        limit.raw is not None
        and Reminder.objects.filter(
            case=limit.case_id,
            calendar=limit.calendar,
            name=limit.name,
            raw=limit.raw,
            step__lte=step,
            addressee=addressee,
        ).exists()
    )


def uncertain() -> QuerySet[RunningLimit]:
    """Running limits whose moved day was not known, or that could not be counted, when they were reckoned."""
    return running(RunningLimit.objects.filter(effective__isnull=True))


def open_feed_of(person_id: UUID | None) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=person_id, closed_at__isnull=True).first() if person_id else None


def feed_behind(raw: str) -> CalendarFeed | None:
    """The calendar a secret link stands for, while it is open and not too old."""
    try:
        token = tokens.peek(FEED, raw)
    except Refused:
        return None
    return CalendarFeed.objects.select_related("person").filter(pk=token.subject_id, closed_at__isnull=True).first()


def last_fetch(feed: CalendarFeed) -> datetime | None:
    """When a calendar was last seen to be fetched; it is written down once an hour."""
    fetched = (entry.at for entry in audit.entries_about(feed) if entry.verb == "limit.feed_fetched")
    return max(fetched, default=None)


def is_fetch_noted(feed: CalendarFeed) -> bool:
    last = last_fetch(feed)
    return last is not None and clock.now() - last < NOTED_AGAIN_AFTER


def order_day(raw: date | None) -> date:
    return raw or FAR
