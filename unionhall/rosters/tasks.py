"""Background work: trying and writing lists. Both may be run twice and may be killed at any point."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from unionhall.core.actor import system

from . import running

BY = system("lists of names")
AGAIN = RetryStrategy(max_attempts=5, exponential_wait=10)


@app.task(name="rosters.try_out", queue="bulk", retry=AGAIN, pass_context=False)
def try_out(import_id: str) -> None:
    """See what a list would change."""
    running.try_kept(import_id, by=BY)


@app.task(name="rosters.write", queue="bulk", retry=AGAIN, pass_context=False)
def write(import_id: str) -> None:
    """Write a list, or go on writing one whose worker died."""
    running.write_kept(import_id, by=BY)
