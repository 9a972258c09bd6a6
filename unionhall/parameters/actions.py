"""Every write about the values of the law: propose, approve, reject, take back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.core.ids import new_id
from unionhall.core.verdict import Conflict, Refused, no

from . import access
from .comparing import Compared, Line, compare, with_what_follows
from .enums import ProposalKind, ReadAs, Standing
from .events import ValuesChanged
from .held import current_book
from .models import BookVersion, ProposedValue, ValueProposal
from .states import VALUE_PROPOSAL

MOST_ROWS = 2000


@transaction.atomic
def propose(
    lines: Iterable[Line],
    *,
    by: Actor,
    document: str,
    url: str = "",
    passage: str = "",
    note: str = "",
    read_as: str = ReadAs.TEXT,
    compared_on: date | None = None,
    kind: str = ProposalKind.NOTICE,
) -> ValueProposal:
    """Bring values with the document they stand in. They hold once a second person has approved them."""
    access.may_propose(by).or_refuse()
    assert by.person_id is not None
    document = _needs(document, what=_("In which document do the values stand?"), then=_("Name it with its number."))
    if not url.strip() and not passage.strip():
        raise Refused(
            no(
                _("The second person must be able to read the source."),
                _("Give its address, or write down what it says word for word."),
                "no_source",
            )
        )
    compared_on = compared_on or clock.today()
    if compared_on > clock.today():
        raise Refused(no(_("This day lies in the future."), _("Say on which day you read the source."), "future"))
    compared = compare(current_book(), lines)
    _check(compared, note)
    proposal = ValueProposal(
        kind=kind, document=document[:200], url=url.strip(), passage=passage.strip(), note=note.strip(),
        read_as=read_as, compared_on=compared_on, proposed_at=clock.now(), proposed_by_id=by.person_id,
    )  # fmt: skip
    proposal.save(force_insert=True)
    standing = {one.line.key: one.standing for one in compared}
    rows = [
        ProposedValue(
            proposal=proposal, number=line.number, act=line.act, table=line.table, region=line.region, tier=line.tier,
            value=line.value, unit=line.unit, since=line.since, seen_in_force_on=line.seen_in_force_on,
            complete_until=line.complete_until, document=line.document[:200], url=line.url, note=line.note[:300],
            standing=standing.get(line.key, Standing.WITHDRAWS),
        )
        for line in with_what_follows(compared)
    ]  # fmt: skip
    ProposedValue.objects.bulk_create(rows)
    audit.record("value_proposal.proposed", proposal, by=by, kind=kind, rows=len(rows), document=proposal.document)
    return proposal


@transaction.atomic
def approve(proposal: ValueProposal, *, by: Actor, expected: int | None = None, note: str = "") -> ValueProposal:
    """A second person read the same in the source: the values hold. `expected` is the version of the book that was compared."""
    proposal = _taken(proposal)
    version = _version_taken()
    access.may_approve(by, proposal).or_refuse()
    if expected is not None and expected != version.number:
        raise Conflict(
            no(
                _("The book changed while you were reading."),
                _("Look at the comparison again, then decide."),
                "book_changed",
            )
        )
    rows = list(proposal.rows.order_by("number"))
    version.number, version.stamp, version.moved_at = version.number + 1, new_id(), clock.now()
    version.save(update_fields=["number", "stamp", "moved_at"])
    proposal.version, proposal.reason = version.number, note.strip()
    _decide(proposal, "approve", by=by, fields=("version", "reason"), version=version.number)
    places = tuple(dict.fromkeys((row.table, row.region) for row in rows))
    announce(ValuesChanged(proposal.pk, version.number, places))
    return proposal


@transaction.atomic
def reject(proposal: ValueProposal, *, by: Actor, reason: str) -> ValueProposal:
    """A second person did not find it so. The reason stays with the proposal."""
    proposal = _taken(proposal)
    access.may_reject(by, proposal).or_refuse()
    proposal.reason = _needs(reason, what=_("Why is it rejected?"), then=_("A sentence is enough; it stays readable."))
    return _decide(proposal, "reject", by=by, fields=("reason",))


@transaction.atomic
def withdraw(proposal: ValueProposal, *, by: Actor, reason: str = "") -> ValueProposal:
    """Whoever proposed it saw a mistake before anybody decided."""
    proposal = _taken(proposal)
    access.may_withdraw(by, proposal).or_refuse()
    proposal.reason = reason.strip()
    return _decide(proposal, "withdraw", by=by, fields=("reason",))


def _taken(proposal: ValueProposal) -> ValueProposal:
    return ValueProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)


def _version_taken() -> BookVersion:
    """The version, locked: approvals come one after another."""
    BookVersion.objects.bulk_create([BookVersion(name="main")], ignore_conflicts=True)
    return BookVersion.objects.select_for_update(of=("self",)).get(name="main")


def _decide(
    proposal: ValueProposal, verb: str, *, by: Actor, fields: tuple[str, ...] = (), **details: Any
) -> ValueProposal:
    VALUE_PROPOSAL.move(proposal, verb, by)
    proposal.decided_at, proposal.decided_by_id = clock.now(), by.person_id
    proposal.save(update_fields=["state", "decided_at", "decided_by", *fields])
    audit.record(f"value_proposal.{verb}", proposal, by=by, **details)
    return proposal


def _check(compared: list[Compared], note: str) -> None:
    """What cannot be proposed at all, and what needs a word."""
    if not compared:
        raise Refused(no(_("There is no value in it."), _("Enter at least one."), "empty"))
    if len(compared) > MOST_ROWS:
        raise Refused(no(_("At most 2,000 values are proposed at once."), _("Propose them in parts."), "too_many"))
    keys = [one.line.key for one in compared]
    if len(set(keys)) < len(keys):
        raise Refused(no(_("Two values are for the same place, tier and day."), _("Leave one of them."), "twice"))
    if any(one.standing == Standing.NOTHING for one in compared):
        raise Refused(no(_("Nothing is held that could be taken back."), _("Look at the table again."), "nothing"))
    if any(one.standing == Standing.CONTRADICTS for one in compared) and not note.strip():
        raise Refused(
            no(
                _("It contradicts what the book holds."),
                _("Write a note why the new value is right."),
                "contradicts",
            )
        )


def _needs(text: str, *, what: Any, then: Any) -> str:
    text = " ".join(text.split())
    if not text:
        raise Refused(no(what, then, "missing"))
    return text
