"""Background work of core: what no longer counts is deleted, and work whose worker died is taken up again."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from . import idempotency, ratelimit, rotation, tokens
from .actor import system


@app.periodic(cron="17 3 * * *")
@app.task(name="core.purge", queue="nightly", queueing_lock="core.purge", pass_context=False)
def purge(timestamp: int) -> None:
    """Delete expired answers, counters and links."""
    idempotency.purge()
    ratelimit.purge()
    tokens.purge()


@app.periodic(cron="37 17 * * *")
@app.task(name="core.give_own_keys", queue="nightly", queueing_lock="core.give_own_keys", pass_context=False)
def give_own_keys(timestamp: int) -> None:
    """What lists of names wrote in bulk goes under each person's own key."""
    rotation.give_own_keys(by=system("nightly keys"))


@app.periodic(cron="*/5 * * * *")
@app.task(name="core.take_up_stalled", queue="clock", queueing_lock="core.take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker died in the middle are queued again. Every task of ours may be run twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
