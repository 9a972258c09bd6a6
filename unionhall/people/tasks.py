"""Background work on persons: codes that could not be sent at once are tried again; at night, what opens nothing is deleted."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from unionhall.core.actor import system

from . import actions


@app.periodic(cron="27 18 * * *")
@app.task(name="people.purge", queue="nightly", queueing_lock="people.purge", pass_context=False)
def purge(timestamp: int) -> None:
    """Delete used and expired sign-in codes and expired access of programs; renew sealed secrets after a change of keys."""
    actions.purge_spent(by=system("night"))
    actions.reseal_second_factors(by=system("night"))


# 15 seconds after the first try, then after 30, 60, 105, 165 and 240: all while the code is still valid.
AGAIN = RetryStrategy(max_attempts=6, wait=15, linear_wait=15)


@app.task(name="people.deliver_code", queue="texts", retry=AGAIN, pass_context=False)
def deliver_code(code_id: str) -> None:
    """Send the text of a sign-in code, unless it has left. Raises the gateway's error when another try makes sense."""
    error = actions.deliver_code(UUID(code_id), by=system("sign-in"))
    if error is not None:
        raise error
