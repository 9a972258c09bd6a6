"""Background work on limits. Every task may be run twice and may be killed at any point: each limit is one transaction."""

import logging

from django.conf import settings
from procrastinate.contrib.django import app

from unionhall.core import clock

from . import actions, queries

log = logging.getLogger(__name__)


@app.periodic(cron="23 0 * * *")
@app.task(name="limits.remind", queue="clock", queueing_lock="limits.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Each morning: whoever has to act before a limit of the law ends hears of it, at each step once."""
    log.info("limits", extra={"reminded": remind_all()})


@app.periodic(cron="27 18 * * *")
@app.task(name="limits.confirm_days", queue="clock", queueing_lock="limits.confirm_days", pass_context=False)
def confirm_days(timestamp: int) -> None:
    """Limits reckoned before a year's holidays were announced are reckoned again."""
    for row in queries.uncertain().select_related("case").order_by("case", "pk").distinct("case"):
        actions.recompute(row.case, by=queries.READER)


def remind_all() -> int:
    """Every reminder that is due today. Returns how many were given."""
    due = queries.to_remind(settings.LIMIT_REMINDER_DAYS, on=clock.today())
    return sum(actions.remind(limit, by=queries.READER) for limit in due.iterator(chunk_size=500))
