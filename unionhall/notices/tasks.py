"""Background work: delivering texts, again and again while the gateway is away."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from unionhall.core.actor import system

from . import actions

# Six tries within about an hour: after 5 and 25 seconds, then 2, 10 and 52 minutes.
AGAIN = RetryStrategy(max_attempts=actions.MAX_ATTEMPTS, exponential_wait=5)


@app.task(name="notices.deliver_message", queue="texts", retry=AGAIN, pass_context=False)
def deliver_message(message_id: str) -> None:
    """Send one text. Raises the gateway's error when another try makes sense, so that the job comes back later."""
    error = actions.deliver(UUID(message_id), by=system("messages"))
    if error is not None:
        raise error
