"""Each night, what is over is deleted or emptied, as the registry says for each table."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from unionhall.core import audit, clock, erasing
from unionhall.core.actor import Actor
from unionhall.core.registry import Record

from .. import access, queries
from ..models import RetentionRun


def keep_in_time(*, by: Actor, tables: Iterable[Record] | None = None) -> list[RetentionRun]:
    """Run retention for today; what was done to which table is written down."""
    access.may_keep_time(by).or_refuse()
    today = clock.today()
    done = erasing.keep_in_time(today, lambda one, rows: queries.without_held(one, rows, today), tables)
    return _note(done, by=by)


@transaction.atomic
def _note(done: list[erasing.Kept], *, by: Actor) -> list[RetentionRun]:
    runs = [RetentionRun(at=clock.now(), record=one.label, days=one.days, done=one.done, held=one.held) for one in done]
    for run in runs:
        run.save(force_insert=True)
        audit.record("retention.ran", run, by=by, table=run.record, done=run.done, held=run.held)
    return runs
