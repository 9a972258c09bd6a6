"""Background work: files that were approved are made, files whose time is over are deleted. Every task may be run twice."""

from uuid import UUID

from procrastinate.contrib.django import app

from unionhall.core import clock
from unionhall.core.actor import system

from . import actions, queries
from .models import Export

BY = system("exports")


@app.task(name="exports.make", queue="exports", pass_context=False)
def make(export_id: str) -> None:
    """Make the file of an approved export."""
    export = Export.objects.filter(pk=UUID(export_id)).first()
    if export is not None:
        actions.make(export, by=BY)


@app.periodic(cron="23 * * * *")
@app.task(name="exports.expire", queue="clock", queueing_lock="exports.expire", pass_context=False)
def expire(timestamp: int) -> None:
    """Every hour: files whose time is over, and requests nobody answered."""
    for export in queries.over_by(clock.now()):
        actions.expire(export, by=BY)
