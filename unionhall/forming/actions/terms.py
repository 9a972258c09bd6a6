"""Terms of office: they begin with an approved election, or are entered for a union that was there before us; reminders."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import access
from ..models import Election, Term

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

BEFORE = (180, 90, 30, 0)
"""Days before the end of a term on which chair and the body above hear of it."""


def begin_term(body: Organisation, election: Election, *, by: Actor) -> Term:
    """From today; the term before ends the day before it."""
    today = clock.today()
    last = Term.objects.select_for_update(of=("self",)).filter(body=body).order_by("-number").first()
    if last is not None and last.ended_on is None:
        last.ended_on = today
        last.save(update_fields=["ended_on"])
    term = Term(
        body=body, number=last.number + 1 if last else 1, since=today, until=years_after(today, election.years),
        election=election,
    )  # fmt: skip
    term.save(force_insert=True)
    audit.record("term.begun", term, by=by, organisation_id=body.pk, until=term.until)
    return term


@transaction.atomic
def record_term(body: Organisation, *, by: Actor, number: int, since: date, years: int) -> Term:
    """Enter the term that runs at a union that was there before."""
    access.may_record_term(by, body).or_refuse()
    if since > clock.today():
        raise Refused(no(_("This day lies in the future."), _("Write the day on which it began."), "future"))
    term = Term(body=body, number=number, since=since, until=years_after(since, years))
    if Term.objects.filter(body=body, number=number).exists():
        raise Refused(no(_("This term is recorded already."), _("Write its number."), "twice"))
    term.save(force_insert=True)
    audit.record("term.recorded", term, by=by, organisation_id=body.pk, until=term.until)
    return term


@transaction.atomic
def remind(term: Term, *, by: Actor, step: int) -> Term | None:
    """Note that chair and body above were told; None when they were told of this step before."""
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    if term.ended_on is not None or (
        term.reminded_for == term.until and term.reminded_step is not None and term.reminded_step <= step
    ):
        return None
    term.reminded_for, term.reminded_step = term.until, step
    term.save(update_fields=["reminded_for", "reminded_step"])
    audit.record("term.reminded", term, by=by, organisation_id=term.body_id, step=step)
    return term


def step_today(term: Term) -> int | None:
    """The step of reminding that is reached: so many days before the end, or none."""
    left = (term.until - clock.today()).days
    return min((days for days in BEFORE if left <= days), default=None)


def years_after(day: date, years: int) -> date:
    """The last day of a term that begins on a day."""
    try:
        end = day.replace(year=day.year + years)
    except ValueError:  # 29 February
        end = day.replace(year=day.year + years, day=28)
    return end - timedelta(days=1)
