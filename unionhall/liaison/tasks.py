"""Background work on liaison. Every task may be run twice and may be killed at any point."""

from procrastinate.contrib.django import app

from unionhall.core import clock
from unionhall.core.actor import system

from . import actions, queries


@app.periodic(cron="10 18 * * *")
@app.task(name="liaison.renew", queue="bulk", queueing_lock="liaison.renew", pass_context=False)
def renew(timestamp: int) -> None:
    """Once a night: rules that begin today hold from today; who holds no post any more answers for nothing."""
    for found in queries.lists_with_a_rule_from(clock.today()):
        actions.renew_due(found, by=system("liaison"))
    for charge in queries.left_behind():
        actions.leave_behind(charge, by=system("liaison"))
