"""When do things happen in the demo? Days relative to the day of loading, in office hours of the federation."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from unionhall.core.workdays import is_workday

CHINA = ZoneInfo("Asia/Shanghai")


class Calendar:
    """The days of the demo, counted from the moment of loading."""

    def __init__(self, seed: int) -> None:
        self.now = timezone.now()
        self.today: date = self.now.astimezone(CHINA).date()
        self.random = random.Random(seed)
        january = date(self.today.year, 1, 1)
        # The period in which the 96 matters are accepted: this year, or, early in a year, most of the last twelve months.
        early = (self.today - january).days < 240
        self.first_day = self.today - timedelta(days=345) if early else january + timedelta(days=4)
        self.founded_on = date(self.today.year - 3, 1, 1)
        self.founded_at = datetime.combine(self.founded_on, time(9), CHINA)

    def days_ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def office(self, day: date) -> datetime:
        """A moment in office hours of this day or the next working day; never after the loading."""
        while not is_workday(day).value:
            day += timedelta(days=1)
        return self._before_now(
            datetime.combine(day, time(self.random.choice((9, 10, 11, 14, 15, 16)), self._minute()), CHINA)
        )

    def office_before(self, day: date) -> datetime:
        """A moment in office hours of this day or the working day before it."""
        while not is_workday(day).value:
            day -= timedelta(days=1)
        return self.office(day)

    def any_time(self, day: date) -> datetime:
        """A moment at which a worker writes from the phone: mornings, noon, late evenings."""
        hour = self.random.choice((7, 8, 12, 12, 13, 18, 19, 20, 20, 21, 21, 22, 23))
        return self._before_now(datetime.combine(day, time(hour, self._minute()), CHINA))

    def _minute(self) -> int:
        return self.random.randrange(1, 59)

    def _before_now(self, moment: datetime) -> datetime:
        if moment.date() <= self.today and moment > self.now:
            return self.now - timedelta(minutes=self.random.randrange(5, 180))
        return moment
