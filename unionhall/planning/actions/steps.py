"""What the verbs share: how often, in the background, how far, and who is told."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from unionhall.core import ratelimit, saying
from unionhall.core.actor import Actor, system
from unionhall.notices import api as notices

from .. import access

A_DAY = 24 * 60 * 60
TELLER = system("planning")
QUEUE = "bulk"


def not_too_often(by: Actor, what: str, times: int) -> None:
    """So many a day for one person; commands and the demo are not counted."""
    if by.person_id is not None and by.via != "system":
        ratelimit.limit(f"planning.{what}", str(by.person_id), times=times, seconds=A_DAY).or_refuse()


def later(task: str, record: Any) -> None:
    """Do it in the background, one at a time for each record."""
    app.configure_task(task, queue=QUEUE, lock=f"planning:{record.pk}").defer(record_id=str(record.pk))


@transaction.atomic
def note_step(record: Any, *, by: Actor, step: str) -> bool:
    """How far the work is, for whoever looks. False when there is nothing to go on with: it was stopped or removed."""
    access.may_run(by).or_refuse()
    state = record.state
    return bool(type(record).objects.filter(pk=record.pk, state=state).update(step=step[:20]))


def tell(person_id: Any, about: Any) -> None:
    """Whoever asked for long work hears that it is done."""
    if person_id and not saying.is_past():
        notices.tell("told", by=TELLER, person_id=person_id, about=about, link=saying.address(about.get_absolute_url()))
