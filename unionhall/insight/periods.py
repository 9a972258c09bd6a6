"""Over which days is counted?"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock

TWELVE_MONTHS, YEAR, DAYS_90, DAYS_30, CUSTOM = "12m", "year", "90d", "30d", "custom"
CHOICES: list[tuple[str, Promise]] = [
    (TWELVE_MONTHS, _("last 12 months")),
    (YEAR, _("this year")),
    (DAYS_90, _("last 90 days")),
    (DAYS_30, _("last 30 days")),
    (CUSTOM, _("from … until …")),
]
DEFAULT = TWELVE_MONTHS


@dataclass(frozen=True)
class Period:
    """Whole days in China, the last one included."""

    key: str
    since: date
    until: date

    @property
    def begins_at(self) -> datetime:
        return _midnight(self.since)

    @property
    def ends_at(self) -> datetime:
        """The first moment that is not counted."""
        return _midnight(self.until + timedelta(days=1))

    @property
    def query(self) -> str:
        """The period as the address writes it."""
        if self.key == CUSTOM:
            return f"period={CUSTOM}&since={self.since}&until={self.until}"
        return f"period={self.key}"


def period(key: str = DEFAULT, since: date | None = None, until: date | None = None) -> Period:
    """The named period, ending today; a custom one has its own days. An unknown name raises KeyError."""
    today = clock.today()
    match key:
        case "12m":
            return Period(key, _a_year_before(today) + timedelta(days=1), today)
        case "year":
            return Period(key, today.replace(month=1, day=1), today)
        case "90d" | "30d":
            return Period(key, today - timedelta(days=int(key.removesuffix("d")) - 1), today)
        case "custom":
            return Period(key, since or today, until or today)
    raise KeyError(key)


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())
