"""What the actions on limits have in common."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import calendars, queries, wording
from ..enums import Origin
from ..models import LimitEvent, LimitFact, RunningLimit

if TYPE_CHECKING:
    from unionhall.cases.models import Case

COPIED = (
    "words",
    "who",
    "starts_on",
    "raw",
    "effective",
    "act_by",
    "done_on",
    "paused",
    "opens",
    "stopped",
    "reckoned_at",
)


def locked(case: "Case") -> "Case":
    """The case, locked: what is entered about its limits is entered one after the other."""
    return type(case)._default_manager.select_for_update(of=("self",)).get(pk=case.pk)


def needs(text: str, *, what: Any, next_step: Any) -> str:
    """The words, without blanks around them; refused when there are none."""
    text = text.strip()
    if not text:
        raise Refused(no(what, next_step, "missing"))
    return text


def name_for_file(by: Actor) -> str:
    return "" if by.via == "system" else by.name[:60]


def end(row: LimitFact | LimitEvent, reason: str, *, by: Actor) -> None:
    """It does not count any more; it stays readable, with the reason."""
    row.ended_at, row.ended_by_name, row.reason = clock.now(), name_for_file(by), reason
    row.save(update_fields=["ended_at", "ended_by_name", "reason"])


def write_fact(
    case: "Case", calendar: str, name: str, value: str, *, by: Actor, origin: str = Origin.ENTERED, evidence: str = "",
    replaces: LimitFact | None = None,
) -> LimitFact:  # fmt: skip
    fact = LimitFact(
        case=case, calendar=calendar, name=name, value=value, origin=origin, evidence=evidence, at=clock.now(),
        by_id=by.person_id, by_name=name_for_file(by), replaces=replaces,
    )  # fmt: skip
    fact.save(force_insert=True)
    return fact


def check(calendar: str, facts: dict[str, str], events: Iterable[calendars.Happened]) -> None:
    """Refuse facts that contradict each other, or without the one everything runs from, in the words of the book."""
    try:
        calendars.reckon(calendar, facts, events, on=clock.today())
    except calendars.BadFacts as wrong:
        raise Refused(no(wording.wrong_words(wrong), code="facts_do_not_fit")) from None


def renew_copies(case: "Case") -> int:
    """Write the copies of a case's limits anew where they differ. Returns how many changed."""
    held = {(row.calendar, row.name): row for row in RunningLimit.objects.filter(case=case)}
    changed = 0
    for kind, calendar in queries.reckoned(case).items():
        for limit in calendar.limits:
            row = held.pop((kind, limit.name), None) or RunningLimit(case=case, calendar=kind, name=limit.name)
            changed += _copy(row, limit)
    for row in held.values():
        row.delete()
    return changed + len(held)


def _copy(row: RunningLimit, limit: calendars.Reckoned) -> bool:
    now = {
        "words": limit.words.as_dict(),
        "who": limit.who,
        "starts_on": limit.starts_on,
        "raw": limit.raw,
        "effective": limit.effective,
        "act_by": queries.order_day(limit.raw),
        "done_on": limit.done_on,
        "paused": limit.paused,
        "opens": limit.opens,
        "stopped": limit.stopped or limit.overtaken,
    }
    if not row._state.adding and all(getattr(row, name) == value for name, value in now.items()):
        return False
    for name, value in now.items():
        setattr(row, name, value)
    row.reckoned_at = clock.now()
    if row._state.adding:
        row.save(force_insert=True)
    else:
        row.save(update_fields=[*COPIED])
    return True


def facts_and_events(case: "Case", calendar: str) -> tuple[dict[str, LimitFact], list[calendars.Happened]]:
    """What is in force of one calendar."""
    facts = {fact.name: fact for fact in queries.facts_in_force(case) if fact.calendar == calendar}
    return facts, queries.happened(queries.events_in_force(case), calendar)
