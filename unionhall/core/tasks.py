"""Background work of core: every night, what no longer counts is deleted."""

from procrastinate.contrib.django import app

from . import idempotency, ratelimit, tokens


@app.periodic(cron="17 3 * * *")
@app.task(name="core.purge", queue="nightly", queueing_lock="core.purge", pass_context=False)
def purge(timestamp: int) -> None:
    """Delete expired answers, counters and links."""
    idempotency.purge()
    ratelimit.purge()
    tokens.purge()
