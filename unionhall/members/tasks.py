"""Background work of joining: the clock of applications."""

from procrastinate.contrib.django import app

from unionhall.core.actor import system

from . import actions


@app.periodic(cron="20 1 * * *")
@app.task(name="members.raise_late", queue="clock", queueing_lock="members.raise_late", pass_context=False)
def raise_late(timestamp: int) -> None:
    """Every night: applications nobody answered in time are told to the body above."""
    actions.raise_late(by=system("clock of applications"))
