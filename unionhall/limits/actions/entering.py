"""Days and answers come onto the file, are put right, taken back; a limit is given up, and taken up again."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no
from unionhall.lawbook.facts import Day

from .. import access, calendars, queries
from ..enums import CalendarKind, Origin
from ..models import LimitFact
from ._shared import check, end, facts_and_events, locked, name_for_file, needs, renew_copies, write_fact

if TYPE_CHECKING:
    from unionhall.cases.models import Case

Value = date | bool | str
WHY = _("Why is it put right?")
FEW = _("A few words are enough.")


@transaction.atomic
def record(
    case: "Case",
    calendar: str,
    said: Mapping[str, Value],
    *,
    by: Actor,
    evidence: str = "",
    reason: str = "",
    origin: str = Origin.ENTERED,
) -> list[LimitFact]:
    """Enter days and answers of a calendar. One that says something else than before replaces it, with the reason.

    What was entered before is kept. The same values again change nothing.
    """
    held = locked(case)
    access.may_enter(by, held).or_refuse()
    wanted = {name: _plain(calendar, name, value) for name, value in said.items()}
    facts, events = facts_and_events(held, calendar)
    changed = {name: value for name, value in wanted.items() if name not in facts or facts[name].value != value}
    check(calendar, {**{name: fact.value for name, fact in facts.items()}, **changed}, events)
    made = []
    for name, value in changed.items():
        old = facts.get(name)
        if old is not None:
            end(old, needs(reason, what=WHY, next_step=FEW), by=by)
        fact = write_fact(held, calendar, name, value, by=by, origin=origin, evidence=evidence.strip(), replaces=old)
        made.append(fact)
        audit.record("limit.fact_entered", fact, by=by, case=str(held.pk), fact=name, corrects=old is not None)
    if made:
        renew_copies(held)
    return made


@transaction.atomic
def confirm(case: "Case", keys: Collection[str], *, by: Actor) -> list[LimitFact]:
    """Take over what the file knows, as proposed: exactly these. What is not proposed any more is refused."""
    held = locked(case)
    access.may_enter(by, held).or_refuse()
    proposed = {one.key: one for one in queries.proposals(held, by=by)}
    if not keys or any(key not in proposed for key in keys):
        raise Refused(no(_("The file has changed meanwhile."), _("Look at what is proposed now."), "not_proposed"))
    made: list[LimitFact] = []
    for kind in CalendarKind:
        said = {proposed[key].name: proposed[key].value for key in keys if proposed[key].calendar == kind}
        if said:
            reason = str(_("The file says something else now."))
            made += record(held, kind, said, by=by, reason=reason, origin=Origin.FILE)
    return made


@transaction.atomic
def take_back(fact: LimitFact, *, by: Actor, reason: str) -> LimitFact:
    """A day was entered by mistake: it does not count any more, and stays readable with the reason."""
    case = locked(fact.case)
    old = LimitFact.objects.select_for_update(of=("self",)).select_related("case").get(pk=fact.pk)
    access.may_take_back(by, old).or_refuse()
    reason = needs(reason, what=_("Why is it taken back?"), next_step=FEW)
    facts, events = facts_and_events(case, old.calendar)
    check(old.calendar, {name: one.value for name, one in facts.items() if name != old.name}, events)
    end(old, reason, by=by)
    audit.record("limit.fact_taken_back", old, by=by, case=str(case.pk), fact=old.name)
    renew_copies(case)
    return old


@transaction.atomic
def stop(case: "Case", calendar: str, name: str, *, by: Actor, reason: str) -> LimitFact:
    """A limit is not pursued any more, with the reason: nobody is reminded, and it leaves the lists."""
    held = locked(case)
    access.may_enter(by, held).or_refuse()
    reason = needs(reason, what=_("Why is it not pursued?"), next_step=FEW)
    limit = _limit(held, calendar, name)
    if limit is None or not limit.may_be_stopped:
        raise Refused(no(_("This limit does not run any more."), _("Look at the page again."), "not_running"))
    marked = calendars.STOPPED + name
    old = queries.fact_in_force(held, calendar, marked)
    if old is not None:
        end(old, str(_("It ran from another day.")), by=by)
    fact = write_fact(held, calendar, marked, limit.starts_on.isoformat(), by=by, evidence=reason, replaces=old)
    audit.record("limit.stopped", fact, by=by, case=str(held.pk), limit=name)
    renew_copies(held)
    return fact


@transaction.atomic
def take_up(case: "Case", calendar: str, name: str, *, by: Actor) -> LimitFact:
    """A limit that was given up is pursued again."""
    held = locked(case)
    access.may_enter(by, held).or_refuse()
    fact = queries.fact_in_force(held, calendar, calendars.STOPPED + name)
    if fact is None:
        raise Refused(no(_("This limit was not given up."), _("Nothing needs to be done."), "not_stopped"))
    fact.ended_at, fact.ended_by_name = clock.now(), name_for_file(by)
    fact.save(update_fields=["ended_at", "ended_by_name"])
    audit.record("limit.taken_up", fact, by=by, case=str(held.pk), limit=name)
    renew_copies(held)
    return fact


def _limit(case: "Case", calendar: str, name: str) -> calendars.Reckoned | None:
    found = queries.reckoned(case).get(calendar)
    return next((one for one in found.limits if one.name == name), None) if found else None


def _plain(calendar: str, name: str, value: Value) -> str:
    """A value as it is kept. Refused where the calendar has no such fact, or it is a fact of another kind."""
    fact = calendars.askable(calendar).get(name)
    if fact is None:
        raise Refused(no(_("This calendar has no such day."), _("Choose one of those it asks for."), "no_such_fact"))
    if isinstance(fact.kind, Day):
        day = _read_day(value) if isinstance(value, str) else value
        if not isinstance(day, date):
            raise Refused(no(_("A day is expected here."), _("Enter it as 2026-06-01."), "no_day"))
        return day.isoformat()
    if value not in (True, False, "yes", "no"):
        raise Refused(no(_("Yes or no is expected here."), code="no_answer"))
    return "yes" if value in (True, "yes") else "no"


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
