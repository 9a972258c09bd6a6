"""Background work: files are read, circles reckoned, plans answered and proven. Every task may be run twice and killed at any point."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import running

AGAIN = RetryStrategy(max_attempts=3, exponential_wait=10)


@app.task(name="planning.read_network", queue="bulk", retry=AGAIN, pass_context=False)
def read_network(record_id: str) -> None:
    """Read the files of a road network."""
    running.read_network(record_id, by=running.BY)


@app.task(name="planning.read_layer", queue="bulk", retry=AGAIN, pass_context=False)
def read_layer(record_id: str) -> None:
    """Read the points of a demand layer."""
    running.read_layer(record_id, by=running.BY)


@app.task(name="planning.reckon_circles", queue="bulk", retry=AGAIN, pass_context=False)
def reckon_circles(record_id: str) -> None:
    """Reckon who reaches an open door."""
    running.reckon_circles(record_id, by=running.BY)


@app.task(name="planning.answer_plan", queue="bulk", retry=AGAIN, pass_context=False)
def answer_plan(record_id: str) -> None:
    """Find good sites at once."""
    running.answer_plan(record_id, by=running.BY)


@app.task(name="planning.prove_plan", queue="bulk", retry=AGAIN, pass_context=False)
def prove_plan(record_id: str) -> None:
    """Prove how good they are, or go on proving after a worker died."""
    running.prove_plan(record_id, by=running.BY)
