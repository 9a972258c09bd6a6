"""By when must the next step of a case be taken? One pure function over the log of events.

Everything that moves the day is an event: entering a state, a stop of the clock, a resumption, an extension. The column
`Case.due_on` is a copy of the answer, and `unionhall clocks recompute` proves it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from unionhall.core.workdays import add_workdays, workdays_between

from .enums import DayUnit

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Promise:
    """Days within which a case of a kind, at a level, leaves a state. Empty kind or level means any."""

    state: str
    days: int
    unit: str
    since: date
    until: date | None = None
    kind: str = ""
    level: int | None = None
    source: str = ""

    def fits(self, *, state: str, kind: str, level: int, on: date) -> bool:
        return (
            self.state == state
            and self.kind in ("", kind)
            and self.level in (None, level)
            and self.since <= on
            and (self.until is None or on <= self.until)
        )


@dataclass(frozen=True)
class Entered:
    """The case came into a state."""

    at: datetime
    state: str


@dataclass(frozen=True)
class Stopped:
    """The clock was stopped, and started again if `until` is given."""

    at: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Extended:
    """More days were given for a state."""

    at: datetime
    state: str
    days: int
    unit: str


Event = Entered | Stopped | Extended


@dataclass(frozen=True)
class Clock:
    """The day by which the present state is left.

    `due_on` is None when nothing is promised or the clock stands still; `stopped_days` counts the whole days it stood.
    """

    started_on: date | None = None
    due_on: date | None = None
    provisional: bool = False
    paused: bool = False
    stopped_days: int = 0
    extended_days: int = 0
    promise: Promise | None = None


def day_of(moment: datetime) -> date:
    """The calendar day in China on which a moment falls."""
    return moment.astimezone(CHINA).date()


def promise_for(promises: Iterable[Promise], *, state: str, kind: str, level: int, on: date) -> Promise | None:
    """The promise that binds: the one naming kind and level before one naming less, the newest before older ones."""
    fitting = [promise for promise in promises if promise.fits(state=state, kind=kind, level=level, on=on)]
    return max(fitting, key=lambda p: (bool(p.kind), p.level is not None, p.since), default=None)


def read(events: Sequence[Event], promises: Iterable[Promise], *, kind: str, level: int) -> Clock:
    """The clock of a case from its log.

    The latest `Entered` starts it. Days on which it stood still (from the day of the stop to the day of the resumption) are
    added at the end, in the promise's own unit; so are extensions given for this state since it was entered.
    """
    entered = max((e for e in events if isinstance(e, Entered)), key=lambda e: e.at, default=None)
    if entered is None:
        return Clock()
    start = day_of(entered.at)
    promise = promise_for(promises, state=entered.state, kind=kind, level=level, on=start)
    stops = [e for e in events if isinstance(e, Stopped) and (e.until is None or e.until > entered.at)]
    paused = any(stop.until is None for stop in stops)
    if promise is None:
        return Clock(started_on=start, paused=paused)
    extensions = [e for e in events if isinstance(e, Extended) and e.state == entered.state and e.at >= entered.at]
    working = promise.unit == DayUnit.WORKING
    stopped = _stopped_days(stops, entered.at, working=working)
    extended = sum(e.days for e in extensions)
    if paused:
        return Clock(started_on=start, paused=True, stopped_days=stopped, extended_days=extended, promise=promise)
    own_unit = promise.days + stopped + sum(e.days for e in extensions if e.unit == promise.unit)
    other_unit = sum(e.days for e in extensions if e.unit != promise.unit)
    due, provisional = _add(start, own_unit, working=working)
    if other_unit:
        due, later = _add(due, other_unit, working=not working)
        provisional = provisional or later
    return Clock(start, due, provisional, False, stopped, extended, promise)


def _add(day: date, count: int, *, working: bool) -> tuple[date, bool]:
    if not working:
        return day + timedelta(days=count), False
    due = add_workdays(day, count)
    return due.date, due.provisional


def _stopped_days(stops: Iterable[Stopped], since: datetime, *, working: bool) -> int:
    """Whole days inside the finished stops, each day counted once however many stops cover it."""
    spans = sorted((max(day_of(s.at), day_of(since)), day_of(s.until)) for s in stops if s.until is not None)
    total, reached = 0, date.min
    for begin, end in spans:
        begin = max(begin, reached)
        if end > begin:
            total += int(workdays_between(begin, end)) if working else (end - begin).days
            reached = end
    return total
