"""Background work: long lists are read and written; at night files nobody needs go, and entries that may be one are looked for."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import actions, running

AGAIN = RetryStrategy(max_attempts=3, exponential_wait=10)


@app.task(name="places.try_list", queue="bulk", retry=AGAIN, pass_context=False)
def try_list(import_id: str) -> None:
    """See what a long list would do."""
    running.try_list(import_id)


@app.task(name="places.write_list", queue="bulk", retry=AGAIN, pass_context=False)
def write_list(import_id: str) -> None:
    """Write a long list, or go on writing one whose worker died."""
    running.write_list(import_id)


@app.periodic(cron="47 18 * * *")
@app.task(name="places.nightly", queue="nightly", queueing_lock="places.nightly", pass_context=False)
def nightly(timestamp: int) -> None:
    """Every night: files of lists nobody wrote are removed; entries that may be one place are proposed."""
    actions.clear_lists(by=running.BY)
    actions.look_for_pairs(by=running.BY)
