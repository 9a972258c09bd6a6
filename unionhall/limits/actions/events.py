"""What interrupts a limit or suspends it: entered with what shows it, ended, put right; nothing is overwritten."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import access, calendars
from ..enums import EventKind
from ..models import LimitEvent
from ._shared import check, end, facts_and_events, locked, name_for_file, needs, renew_copies

if TYPE_CHECKING:
    from unionhall.cases.models import Case


@transaction.atomic
def note_event(
    case: "Case",
    calendar: str,
    *,
    target: str,
    kind: str,
    day: date,
    by: Actor,
    evidence: str,
    until: date | None = None,
) -> LimitEvent:
    """Note that the worker claimed, complained, was promised something, or could not act from a day (until a day)."""
    held = locked(case)
    access.may_enter(by, held).or_refuse()
    if kind not in calendars.targets(calendar).get(target, ()):
        raise Refused(no(_("This limit is not changed by that."), _("Choose another limit or event."), "not_taken"))
    evidence = needs(evidence, what=_("What shows it?"), next_step=_("A message, a recording, a receipt."))
    _check_days(kind, day, until)
    facts, events = facts_and_events(held, calendar)
    happened = calendars.Happened(target, kind, day, until)
    check(calendar, {name: fact.value for name, fact in facts.items()}, [*events, happened])
    event = _write(held, calendar, target, kind, day, until, evidence, by=by)
    audit.record("limit.event_noted", event, by=by, case=str(held.pk), kind=kind, limit=target)
    renew_copies(held)
    return event


@transaction.atomic
def end_suspension(event: LimitEvent, *, by: Actor, until: date) -> LimitEvent:
    """The reason for which nobody could act is over; the last day of it counts as blocked."""
    case = locked(event.case)
    old = LimitEvent.objects.select_for_update(of=("self",)).select_related("case").get(pk=event.pk)
    access.may_end_suspension(by, old).or_refuse()
    _check_days(old.kind, old.day, until)
    end(old, str(_("It is over.")), by=by)
    new = _write(case, old.calendar, old.target, old.kind, old.day, until, old.evidence, by=by, replaces=old)
    audit.record("limit.suspension_ended", new, by=by, case=str(case.pk), limit=old.target)
    renew_copies(case)
    return new


@transaction.atomic
def take_back_event(event: LimitEvent, *, by: Actor, reason: str) -> LimitEvent:
    """An event was entered by mistake, or cannot be shown: it does not count any more, and stays readable."""
    case = locked(event.case)
    old = LimitEvent.objects.select_for_update(of=("self",)).select_related("case").get(pk=event.pk)
    access.may_take_back(by, old).or_refuse()
    end(old, needs(reason, what=_("Why is it taken back?"), next_step=_("A few words are enough.")), by=by)
    audit.record("limit.event_taken_back", old, by=by, case=str(case.pk), limit=old.target)
    renew_copies(case)
    return old


def _check_days(kind: str, day: date, until: date | None) -> None:
    if until is not None and kind != EventKind.SUSPENSION:
        raise Refused(no(_("Only a time in which nobody could act has an end."), code="no_end"))
    if until is not None and until < day:
        raise Refused(no(_("It ends before it begins."), _("Please look again."), "ends_first"))
    if max(day, until or day) > clock.today():
        raise Refused(no(_("This day has not come yet."), _("Enter it once it has happened."), "future"))


def _write(
    case: "Case", calendar: str, target: str, kind: str, day: date, until: date | None, evidence: str, *, by: Actor,
    replaces: LimitEvent | None = None,
) -> LimitEvent:  # fmt: skip
    event = LimitEvent(
        case=case, calendar=calendar, target=target, kind=kind, day=day, until=until, evidence=evidence, at=clock.now(),
        by_id=by.person_id, by_name=name_for_file(by), replaces=replaces,
    )  # fmt: skip
    event.save(force_insert=True)
    return event
