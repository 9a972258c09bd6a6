"""Background work: files are read, circles reckoned, plans answered and proven. Every task may be run twice and killed at any point.

A job that breaks off is tried again, after its worker died too; after the third time it says so on the page of what was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from . import running
from .models import CircleRun, DemandLayer, RoadNetwork, SitingPlan

AGAIN = RetryStrategy(max_attempts=2, exponential_wait=10)
"""Twice more: after ten seconds, and after a hundred."""


def _tried(context: JobContext, do: Callable[..., None], kind: type[Any], record_id: str) -> None:
    """Do it; the last time it breaks off, whoever waits is told."""
    before, most = context.job.attempts, AGAIN.max_attempts or 0
    if before > most:  # its worker was killed each time: once more would kill the next
        running.give_up(kind, record_id, by=running.BY)
        return
    try:
        do(record_id, by=running.BY)
    except Exception:
        if before >= most:
            running.give_up(kind, record_id, by=running.BY)
        raise


@app.task(name="planning.read_network", queue="bulk", retry=AGAIN, pass_context=True)
def read_network(context: JobContext, record_id: str) -> None:
    """Read the files of a road network."""
    _tried(context, running.read_network, RoadNetwork, record_id)


@app.task(name="planning.read_layer", queue="bulk", retry=AGAIN, pass_context=True)
def read_layer(context: JobContext, record_id: str) -> None:
    """Read the points of a demand layer."""
    _tried(context, running.read_layer, DemandLayer, record_id)


@app.task(name="planning.reckon_circles", queue="bulk", retry=AGAIN, pass_context=True)
def reckon_circles(context: JobContext, record_id: str) -> None:
    """Reckon who reaches an open door."""
    _tried(context, running.reckon_circles, CircleRun, record_id)


@app.task(name="planning.answer_plan", queue="bulk", retry=AGAIN, pass_context=True)
def answer_plan(context: JobContext, record_id: str) -> None:
    """Find good sites at once."""
    _tried(context, running.answer_plan, SitingPlan, record_id)


@app.task(name="planning.prove_plan", queue="bulk", retry=AGAIN, pass_context=True)
def prove_plan(context: JobContext, record_id: str) -> None:
    """Prove how good they are, or go on proving after a worker died."""
    _tried(context, running.prove_plan, SitingPlan, record_id)
