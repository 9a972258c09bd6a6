"""What every action on a case does: lock it, check that nobody was faster, move it, keep its clock and its log."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.core.verdict import Conflict, Refused, no

from .. import queries
from ..events import CaseMoved
from ..models import AssignmentFact, Case, Note, Resolution, RoutingFact, StatusFact
from ..states import DISPUTE, State

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

    from ..routing import Rule


def taken(case: Case, *, expected: int | None = None) -> Case:
    """The case, locked. `expected` is the version the caller saw; another one means a colleague was faster."""
    locked = Case.objects.locked(case.pk)
    if expected is not None and locked.version != expected:
        raise Conflict(
            no(
                _("Somebody changed this file while you had it open."),
                _("Your words are kept below. Look at the file again, then send them once more."),
                "changed_meanwhile",
            )
        )
    return locked


def touch(case: Case, *fields: str) -> None:
    """Save the fields under a new version."""
    case.version += 1
    case.save(update_fields=[*fields, "version"])


def move(case: Case, verb: str, *, by: Actor, reason: str = "", fields: tuple[str, ...] = (), **details: Any) -> Case:
    """Take one step of the lifecycle: state, log, clock, audit line, announcement."""
    came_from, now = case.state, clock.now()
    DISPUTE.move(case, verb, by)
    changed = {"state", *fields}
    if case.state == State.ACCEPTED and case.accepted_at is None:
        case.accepted_at = now
        changed.add("accepted_at")
    ended_at = now if case.state in (State.CLOSED, State.WITHDRAWN, State.REFUSED) else None
    if case.closed_at != ended_at:
        case.closed_at = ended_at
        changed.add("closed_at")
    touch(case, *changed)
    log_status(case, verb, came_from=came_from, by=by, reason=reason, at=now)
    wind(case)
    audit.record(f"case.{verb}", case, by=by, from_state=came_from, to_state=case.state, **details)
    announce(CaseMoved(case.pk, verb, from_state=came_from, to_state=case.state, by_id=by.person_id))
    return case


def log_status(
    case: Case, verb: str, *, came_from: str, by: Actor, reason: str = "", at: datetime | None = None
) -> StatusFact:
    fact = StatusFact(
        case=case,
        at=at or clock.now(),
        by_id=by.person_id,
        by_name=name_of(by),
        verb=verb,
        from_state=came_from,
        to_state=case.state,
        reason=reason,
    )
    fact.save(force_insert=True)
    return fact


def wind(case: Case) -> None:
    """Copy the clock's answer into the columns that lists are sorted by."""
    due = queries.due_of(queries.clock_of(case), ended=case.is_ended)
    if due != (case.due_on, case.due_provisional, case.paused):
        case.due_on, case.due_provisional, case.paused = due
        case.save(update_fields=["due_on", "due_provisional", "paused"])


def name_of(by: Actor) -> str:
    """The name the log shows: a colleague's name; nothing for a worker, whose name stands in Complainant alone."""
    if by.via == "system":
        return str(_("the system"))
    return by.name if by.posts or by.via == "link" else ""


def needs(text: str, *, what: Any, next_step: Any) -> str:
    """The text without surrounding space, or a refusal that says what is missing."""
    cleaned = text.strip()
    if not cleaned:
        raise Refused(no(what, next_step, "missing"))
    return cleaned


def void_resolution(case: Case) -> None:
    """A reopened matter is not resolved any more."""
    Resolution.objects.filter(case=case, voided_at__isnull=True).update(voided_at=clock.now())


def log_routing(
    case: Case, body: "Organisation", why: list[dict[str, Any]], *, by: Actor, rule: "Rule | None" = None
) -> RoutingFact:
    fact = RoutingFact(
        case=case,
        body=body,
        why=why,
        rule_id=rule.pk if rule else None,
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_of(by),
    )
    fact.save(force_insert=True)
    return fact


def log_assignment(case: Case, *, by: Actor, handler_name: str, why: str = "") -> AssignmentFact:
    fact = AssignmentFact(
        case=case,
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_of(by),
        handler_id=case.handler_id,
        handler_name=handler_name,
        why=why,
    )
    fact.save(force_insert=True)
    return fact


def arrive(case: Case, body: "Organisation", why: list[dict[str, Any]], *, by: Actor) -> None:
    """The case is now at another body, in nobody's hands yet."""
    case.body = body
    for column, ancestor in body.ancestors_by_column.items():
        setattr(case, column, ancestor)
    had_handler = case.handler_id is not None
    case.handler_id = None
    touch(case, "body", "handler", *body.ancestors_by_column)
    log_routing(case, body, why, by=by)
    if had_handler:
        log_assignment(case, by=by, handler_name="")
    wind(case)


def put_note(case: Case, *, by: Actor, text: str, audience: str) -> Note:
    """Words on the file of a case that is locked."""
    text = needs(text, what=_("There is nothing written yet."), next_step=_("Write a few words."))
    note = Note(case=case, at=clock.now(), by_id=by.person_id, by_name=name_of(by), audience=audience, text=text)
    note.save(force_insert=True)
    audit.record("case.note_written", case, by=by, audience=audience)
    return note
