"""What the system does by itself at night: copies are renewed, and people are reminded, once each."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from unionhall.cases import api as cases
from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.saying import address, is_past
from unionhall.lawbook.procedure.agenda import WORKER_ACTS
from unionhall.notices import api as notices
from unionhall.ui.words import date_words

from .. import access, calendars, queries
from ..models import Reminder, RunningLimit
from ._shared import locked, renew_copies

if TYPE_CHECKING:
    from unionhall.cases.models import Case

ONE_TEXT_IN = timedelta(hours=20)
AFTER = -1
"""What another side had to do is told of on the day after: then there is something to do about it."""


@transaction.atomic
def recompute(case: "Case", *, by: Actor) -> int:
    """Reckon the limits of a case again and renew the copies that differ. Returns how many."""
    access.may_reckon(by).or_refuse()
    held = locked(case)
    changed = renew_copies(held)
    if changed:
        audit.record("limit.recomputed", held, by=by, changed=changed)
    return changed


@transaction.atomic
def remind(limit: RunningLimit, *, by: Actor) -> int:
    """Tell those who handle the case, and the worker where their side acts, that the day comes near. Returns to how many.

    Each person hears of a day once at each step; whoever comes late to it hears only of the nearest.
    """
    access.may_reckon(by).or_refuse()
    row = RunningLimit.objects.select_for_update(of=("self",)).select_related("case").filter(pk=limit.pk).first()
    if row is None or is_past() or row.case.is_ended or (step := due_step(row)) is None:
        return 0
    told = 0
    for person in cases.reactions.handling(row.case):
        told += _tell_colleague(row, step, person, by=by)
    if row.who in WORKER_ACTS and step >= 0:
        told += _tell_workers(row, step, by=by)
    return told


def due_step(limit: RunningLimit) -> int | None:
    """Which reminder is due today: the nearest step that has come, or nothing."""
    if limit.raw is None or limit.done_on or limit.paused or limit.opens or limit.stopped:
        return None
    left = (limit.raw - clock.today()).days
    if limit.who not in WORKER_ACTS:
        last = limit.effective or limit.raw
        return AFTER if clock.today() > last else None
    if left < 0:
        return None
    return min(
        (step for step in calendars.steps_before(limit, settings.LIMIT_REMINDER_DAYS) if step >= left), default=None
    )


def _tell_colleague(limit: RunningLimit, step: int, person: UUID, *, by: Actor) -> bool:
    if limit.raw is None or not _note(limit, step, person, by=by):
        return False
    link = address(reverse("limits:of_case", args=[limit.case_id]))
    notices.tell(
        "limit",
        by=by,
        person_id=person,
        about=limit.case,
        one_text_in=ONE_TEXT_IN,
        day=date_words(limit.raw),
        link=link,
    )
    return True


def _tell_workers(limit: RunningLimit, step: int, *, by: Actor) -> int:
    told = 0
    for worker in cases.reactions.reachable(limit.case):
        if _note(limit, step, worker.person_id or worker.pk, by=by):
            notices.tell(
                "day", by=by, person_id=worker.person_id, phone=worker.phone, about=limit.case, one_text_in=ONE_TEXT_IN,
                link=address("/"),
            )  # fmt: skip
            told += 1
    return told


def _note(limit: RunningLimit, step: int, addressee: UUID, *, by: Actor) -> bool:
    """Write down that they are reminded; False where they were already."""
    if limit.raw is None or queries.was_reminded(limit, step, addressee):
        return False
    reminder = Reminder(
        case_id=limit.case_id, calendar=limit.calendar, name=limit.name, raw=limit.raw, step=step, addressee=addressee,
        at=clock.now(),
    )  # fmt: skip
    reminder.save(force_insert=True)
    audit.record("limit.reminded", reminder, by=by, case=str(limit.case_id), step=step)
    return True
