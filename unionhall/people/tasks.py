"""Background work on persons: every night, what opens nothing any more is deleted."""

from procrastinate.contrib.django import app

from unionhall.core.actor import system

from . import actions


@app.periodic(cron="27 18 * * *")
@app.task(name="people.purge", queue="nightly", queueing_lock="people.purge", pass_context=False)
def purge(timestamp: int) -> None:
    """Delete used and expired sign-in codes and expired access of programs; renew sealed secrets after a change of keys."""
    actions.purge_spent(by=system("night"))
    actions.reseal_second_factors(by=system("night"))
