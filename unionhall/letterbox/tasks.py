"""Background work of the letter box: fetching mail, sending answers."""

import logging
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from unionhall.core.actor import system

from . import actions, gathering, queries

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=5)
log = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(name="letterbox.fetch_mail", queue="clock", queueing_lock="letterbox.fetch_mail", pass_context=False)
def fetch_mail(timestamp: int) -> None:
    """Read the mailbox, where one is set up. A mail server that is away is asked again the next time."""
    if not queries.has_mailbox():
        return
    try:
        gathering.fetch(by=system("mail fetch"))
    except gathering.Unreachable as error:
        log.warning("the letter box could not be read: %s", error)


@app.task(name="letterbox.deliver_mail", queue="texts", retry=AGAIN, pass_context=False)
def deliver_mail(mail_id: str) -> None:
    """Send one mail. Raises when another try makes sense, so that the job comes back later."""
    error = actions.deliver(UUID(mail_id), by=system("letter box"))
    if error is not None:
        raise error


@app.periodic(cron="7 2 * * *")
@app.task(name="letterbox.remind", queue="clock", queueing_lock="letterbox.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """The day before a reception day, everybody who signed up is reminded."""
    actions.remind(by=system("reception days"))


@app.periodic(cron="42 17 * * *")
@app.task(name="letterbox.lapse", queue="clock", queueing_lock="letterbox.lapse", pass_context=False)
def lapse(timestamp: int) -> None:
    """After a reception day every appointment has an outcome, if only that nobody noted one."""
    actions.lapse(by=system("reception days"))
