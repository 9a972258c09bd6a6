"""How long is that? Months and years as labour law counts them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def add_months(day: date, count: int) -> date:
    """The same day of another month; the last day where the month has no such day."""
    month = day.year * 12 + day.month - 1 + count
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Tenure:
    """Whole months from the first day to the last, both counted, and the days of the month begun then."""

    start: date
    end: date
    months: int
    days: int

    @property
    def length_of_last_month(self) -> int:
        """How many days the month begun then has: what its days are a part of."""
        return (add_months(self.start, self.months + 1) - add_months(self.start, self.months)).days

    @property
    def years(self) -> tuple[int, int]:
        """Whole years, and the whole months beyond them."""
        return divmod(self.months, 12)

    @property
    def severance_months(self) -> float:
        """A month for each year; half a year or more counts as one, less as half (劳动合同法 art. 47)."""
        years, months = self.years
        if months == 0 and self.days == 0:
            return float(years)
        return years + (1.0 if months >= 6 else 0.5)


def tenure(start: date, end: date) -> Tenure:
    """Service from `start` to `end`, both counted: the largest n with add_months(start, n) ≤ end + 1 day."""
    if end < start:
        return Tenure(start, end, 0, 0)
    after = end + ONE_DAY
    months = (after.year - start.year) * 12 + after.month - start.month
    while add_months(start, months) > after:
        months -= 1
    return Tenure(start, end, months, (after - add_months(start, months)).days)
