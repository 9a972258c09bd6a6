"""Background work on the tree. It may be run twice and may be killed at any point: each change is one transaction."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from unionhall.core import clock
from unionhall.core.actor import Actor, system

from . import actions, queries

log = logging.getLogger(__name__)


@app.periodic(cron="3 16 * * *")
@app.task(
    name="organisations.take_effect", queue="nightly", queueing_lock="organisations.take_effect", pass_context=False
)
def take_effect(timestamp: int) -> None:
    """Just after midnight in Shanghai: moves, mergers and closures whose day has come take effect."""
    log.info("tree", extra=carry_out_due(by=system("night")))


def carry_out_due(*, by: Actor) -> dict[str, int]:
    """Each change whose day has come, the oldest first; what is held up is tried again the next night."""
    told = {"done": 0, "held_up": 0}
    for change in queries.waiting_changes().filter(on__lte=clock.today()):
        told["done" if actions.take_effect(change, by=by).done_at else "held_up"] += 1
    return told
