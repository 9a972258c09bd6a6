"""When does a limit end, and what do interruptions and suspensions do to it?

    reckoned = reckon(Limit("arbitration", known_on, 1, "years", interruptible=True, suspendable=True), events)
    reckoned.raw, reckoned.effective, reckoned.overdue(today)

An interruption makes the whole period run anew from its day; a suspension adds the days it blocked. An event after the
limit has ended changes nothing. The raw day is the one to act by; the effective one is moved to the next working day and
None where that year's holiday notice is not held. (调解仲裁法 27; 民法典 200–203; 民事诉讼法 85.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..acts import Article
from ..dated import Missing, NeedsParameter
from ..holidays import Period, is_workday, next_workday, period
from ..months import ONE_DAY
from ..words import Words

CLAIM, COMPLAINT, PROMISE, SUSPENSION = "claim_to_employer", "complaint", "promise", "suspension"
INTERRUPTIONS = {
    CLAIM: Words("向单位要过", "claimed from the employer"),
    COMPLAINT: Words("向劳动监察等有关部门投诉、求助过", "complained to an authority"),
    PROMISE: Words("单位答应给", "the employer promised to pay"),
}
RESTARTS, ADDS, PAUSES, BEFORE, LATE, NOT_COUNTED = "restarts", "adds", "pauses", "before", "late", "not_counted"
EFFECTS = {
    RESTARTS: Words("从这天起重新计算", "runs anew from this day"),
    ADDS: Words("耽误的天数往后加", "the blocked days are added"),
    PAUSES: Words("还没有结束，期间停着", "not over: the limit stands still"),
    BEFORE: Words("在起算之前，不影响", "before the first day: changes nothing"),
    LATE: Words("期限已经过了，不影响", "after the end: changes nothing"),
    NOT_COUNTED: Words("这个期限不因此改变", "this limit is not changed by it"),
}
UNSURE_FOR = 14
"""Days after the raw day for which nobody can say whether it has moved, while that year's notice is not held."""


@dataclass(frozen=True)
class Event:
    """An interruption on `day`, or a suspension from `day` to `until`, both counted; without `until` it still lasts."""

    kind: str
    day: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.kind not in (*INTERRUPTIONS, SUSPENSION):
            raise ValueError(f"{self.kind} is no event of a limit.")
        if self.until is not None and self.until < self.day:
            raise ValueError("A suspension cannot end before it begins.")


@dataclass(frozen=True)
class Limit:
    """A period of `count` days, workdays, months or years from `start`, which is not counted.

    A count below zero of workdays is reckoned backwards: the fifth working day before a hearing. `moves`: a last day off
    moves to the next working day.
    """

    name: str
    start: date
    count: int
    unit: str
    who: str = ""
    words: Words | None = None
    articles: tuple[Article, ...] = ()
    interruptible: bool = False
    suspendable: bool = False
    moves: bool = True


@dataclass(frozen=True)
class Told:
    """What one event did to the limit, and by how many days."""

    event: Event
    effect: str
    days: int = 0


@dataclass(frozen=True)
class Reckoned:
    """A limit with its events. `raw` is None only where a period of working days reaches into a year not announced."""

    limit: Limit
    start: date
    raw: date | None
    effective: date | None
    log: tuple[Told, ...] = ()
    missing: NeedsParameter | None = None

    @property
    def is_paused(self) -> bool:
        """Whether it stands still; `raw` is then the earliest day on which it can end."""
        return any(told.effect == PAUSES for told in self.log)

    def overdue(self, on: date) -> bool | None:
        """Whether it is over on a day; None where that cannot be said."""
        if self.raw is None:
            return None
        if self.is_paused or on <= self.raw:
            return False
        if self.effective is not None:
            return on > self.effective
        return None if (on - self.raw).days <= UNSURE_FOR else True

    def days_left(self, on: date) -> int | None:
        """Days until the raw day; negative once it is over."""
        return (self.raw - on).days if self.raw is not None else None


def reckon(limit: Limit, events: Iterable[Event] = ()) -> Reckoned:
    """The limit as it stands after all events, in whatever order they are given. Never raises `Missing`."""
    said = sorted(events, key=lambda one: (one.day, one.kind))
    interruptions = [one for one in said if one.kind != SUSPENSION]
    suspensions = [one for one in said if one.kind == SUSPENSION]
    log = []
    try:
        start, taken = limit.start, suspensions if limit.suspendable else []
        ends, suspended = _run(limit, start, taken)
        for event in interruptions:
            effect = _effect(limit, event, ends, suspended)
            log.append(Told(event, effect))
            if effect == RESTARTS:
                start = event.day
                ends, suspended = _run(limit, start, taken)
    except Missing as missing:
        return Reckoned(limit, limit.start, None, None, (), missing.need)
    if not limit.suspendable:
        suspended = [Told(event, NOT_COUNTED) for event in suspensions]
    told = sorted((*log, *suspended), key=lambda one: one.event.day)
    return Reckoned(limit, start, ends.raw, ends.effective, tuple(told), ends.missing)


def _effect(limit: Limit, event: Event, ends: Period, suspended: list[Told]) -> str:
    if not limit.interruptible:
        return NOT_COUNTED
    if event.day <= limit.start:
        return BEFORE
    paused = any(told.effect == PAUSES for told in suspended)
    return RESTARTS if paused or event.day <= (ends.effective or ends.raw) else LATE


def _run(limit: Limit, start: date, suspensions: list[Event]) -> tuple[Period, list[Told]]:
    """The period from `start`, and what the suspensions do to it."""
    ends, log = _ends(limit, start), []
    over = start
    for event in suspensions:
        first = max(event.day, over + ONE_DAY)
        if event.until is not None and event.until < first:
            log.append(Told(event, BEFORE if event.until <= start else ADDS))
            continue
        last = ends.raw if first <= ends.raw else ends.effective or ends.raw
        if first > last:
            log.append(Told(event, LATE))
            continue
        if event.until is None:
            log.append(Told(event, PAUSES))
            break
        blocked = event.until - first + ONE_DAY
        ends, over = _moved(limit, last + blocked), event.until
        log.append(Told(event, ADDS, blocked.days))
    return ends, log


def _ends(limit: Limit, start: date) -> Period:
    if limit.count < 0:
        day = workdays_before(start, -limit.count)
        return Period(day, day)
    if not limit.moves and limit.unit != "workdays":
        raw = period(start, limit.count, limit.unit).raw
        return Period(raw, raw)
    return period(start, limit.count, limit.unit)


def _moved(limit: Limit, raw: date) -> Period:
    if not limit.moves:
        return Period(raw, raw)
    try:
        return Period(raw, next_workday(raw))
    except Missing as missing:
        return Period(raw, None, missing.need)


def workdays_before(day: date, count: int) -> date:
    """The `count`-th working day before `day`, which is not counted. Raises Missing for a year not announced."""
    while count > 0:
        day -= ONE_DAY
        count -= is_workday(day)
    return day
