"""How dates, clocks and money are said to people: "3 working days left, due 12 June", "¥1,234.50", "20 minutes ago"."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from unionhall.core import clock, workdays

SOON_WORKING_DAYS = 3
FAR_DAYS = 60
"""Beyond this nobody counts working days; calendar days are said instead."""


@dataclass(frozen=True)
class ClockWords:
    """A clock as it is shown: a tone for the eye, words for everyone, the exact date beside them."""

    tone: str
    icon: str
    words: str
    exact: str
    iso: str


def clock_words(
    due: Any,
    *,
    working: bool = True,
    provisional: bool = False,
    paused: bool = False,
    done_on: Any = None,
    today: date | None = None,
) -> ClockWords:
    """The badge of one clock. `due` is a date, an aware datetime, or a core `Due(date, provisional)`.

    `working` counts working days; a paused clock says so instead of running red; a met one says when it was met.
    """
    today = today or clock.today()
    due_on, provisional = _date_of(due), provisional or bool(getattr(due, "provisional", False))
    tone, icon, words = _state_of(due_on, working, paused, _date_of(done_on) if done_on else None, today)
    exact = _("due %(date)s") % {"date": date_words(due_on, today=today)}
    if provisional:
        exact = _("%(due)s, provisional until the holidays of that year are announced") % {"due": exact}
    return ClockWords(tone, icon, words, exact, due_on.isoformat())


def due_words(due: Any, provisional: bool = False, *, working: bool = False, today: date | None = None) -> str:
    """One sentence: "23 days left, due 12 June"."""
    said = clock_words(due, working=working, provisional=provisional, today=today)
    return _("%(left)s, %(due)s") % {"left": said.words, "due": said.exact}


def date_words(value: Any, *, today: date | None = None) -> str:
    """ "12 June", with the year when it is not this year's."""
    day = _date_of(value)
    same_year = day.year == (today or clock.today()).year
    return date_format(day, pgettext("day and month", "j F") if same_year else pgettext("full date", "j F Y"))


def datetime_words(value: datetime, *, today: date | None = None) -> str:
    """ "12 June 14:05" in the reader's time zone."""
    local = timezone.localtime(value)
    return _("%(date)s %(time)s") % {"date": date_words(local.date(), today=today), "time": local.strftime("%H:%M")}


def ago(value: Any, *, now: datetime | None = None) -> str:
    """ "just now", "20 minutes ago", "yesterday", then the date itself."""
    if not isinstance(value, datetime):
        return _days_ago(value, (timezone.localtime(now) if now else timezone.localtime(clock.now())).date())
    now = now or clock.now()
    passed = now - value
    if passed < timedelta(0):
        return datetime_words(value, today=timezone.localtime(now).date())
    if passed < timedelta(minutes=1):
        return _("just now")
    if passed < timedelta(hours=1):
        minutes = int(passed.total_seconds() // 60)
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    local, today = timezone.localtime(value).date(), timezone.localtime(now).date()
    if local == today:
        hours = int(passed.total_seconds() // 3600)
        return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}
    return _days_ago(local, today)


def money(value: Decimal | int | str | None) -> str:
    """ "¥1,234.50"; nothing for an amount nobody stated."""
    if value is None or value == "":
        return ""
    amount = Decimal(value)
    sign = "−" if amount < 0 else ""
    return f"{sign}¥{abs(amount):,.2f}"


def _state_of(due_on: date, working: bool, paused: bool, done_on: date | None, today: date) -> tuple[str, str, str]:
    if done_on:
        late = (done_on - due_on).days
        if late > 0:
            return "done", "check", ngettext("Done %(n)d day late", "Done %(n)d days late", late) % {"n": late}
        return "done", "check", _("Done in time")
    if paused:
        return "paused", "pause", _("Clock paused")
    days = abs((due_on - today).days)
    working = working and days <= FAR_DAYS
    if due_on < today:
        return "red", "circle-alert", _overdue(_working_days(due_on, today) if working else days, working)
    if due_on == today:
        return "amber", "clock", _("Due today")
    soon = days <= FAR_DAYS and _working_days(today, due_on) <= SOON_WORKING_DAYS
    return "amber" if soon else "green", "clock", _left(_working_days(today, due_on) if working else days, working)


@lru_cache(maxsize=4096)
def _working_days(start: date, end: date) -> int:
    return int(workdays.workdays_between(start, end))


def _left(n: int, working: bool) -> str:
    if not working:
        return ngettext("%(n)d day left", "%(n)d days left", n) % {"n": n}
    if n == 0:
        return _("No working day left")
    return ngettext("%(n)d working day left", "%(n)d working days left", n) % {"n": n}


def _overdue(n: int, working: bool) -> str:
    if not working:
        return ngettext("%(n)d day overdue", "%(n)d days overdue", n) % {"n": n}
    if n == 0:
        return _("Overdue since the last working day")
    return ngettext("%(n)d working day overdue", "%(n)d working days overdue", n) % {"n": n}


def _days_ago(day: date, today: date) -> str:
    days = (today - day).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if 1 < days < 7:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    return date_words(day, today=today)


def _date_of(value: Any) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    if isinstance(value, date):
        return value
    return _date_of(value.date)
