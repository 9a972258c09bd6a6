"""What the bank says beside what we know: each line is matched by reference, amount and name, or stays on a list."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import access, queries
from ..enums import BANK, PAID_FROM, JournalKind, Match
from ..models import Batch, Due, Payment, Statement, StatementLine
from ..states import PAYMENT, DueState, PaymentState
from ._shared import kept, needs, person_of, taken
from .batches import finish_if_settled
from .dues import paid
from .ledger import Line, write

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

REFERENCE = re.compile(r"(?:FK|HF)\d{4}-\d{6,}")
OLDEST_LOOKED_AT = 2000


@dataclass(frozen=True)
class Movement:
    """One row of the bank's file: below zero what left."""

    row: int
    booked_on: date
    amount: Decimal
    reference: str = ""
    title: str = ""
    bank_reference: str = ""


@dataclass(frozen=True)
class ReadIn:
    """What reading a file in came to."""

    statement: Statement
    new: int
    known: int
    matched: int


@transaction.atomic
def read_in(organisation: Organisation, movements: Sequence[Movement], *, by: Actor, file_hash: str) -> ReadIn:
    """Read in what the bank reports and match it. The same file counts once, and so does the same movement in two files."""
    access.may_read_in(by, organisation).or_refuse()
    if not movements:
        raise Refused(no(_("There is no movement in it."), _("Look at the file again."), "empty"))
    statement = kept(
        Statement(organisation=organisation, file_hash=file_hash, read_at=clock.now(), read_by_id=person_of(by))
    )
    named = _named(movements)
    known = set(
        StatementLine.objects.filter(organisation=organisation, bank_reference__in=list(named)).values_list(
            "bank_reference", flat=True
        )
    )
    new = [
        StatementLine(
            statement=statement, organisation=organisation, row=said.row, booked_on=said.booked_on,
            reference=said.reference[:60], bank_reference=name, title=said.title[:120], amount=said.amount,
            match=Match.NO_REFERENCE,
        )
        for name, said in named.items()
        if name not in known
    ]  # fmt: skip
    StatementLine.objects.bulk_create(new)
    statement.lines_in_it = len(new)
    statement.save(update_fields=["lines_in_it"])
    matched = _match_all(organisation, by)
    audit.record(
        "statement.read_in", statement, by=by, organisation_id=organisation.pk, lines=len(new), matched=matched
    )
    return ReadIn(statement, len(new), len(named) - len(new), matched)


@transaction.atomic
def set_aside(line: StatementLine, *, by: Actor, note: str) -> StatementLine:
    """A movement that belongs to no payment and no bill here: somebody says what it is, and it leaves the list."""
    line = taken(line)
    access.may_set_aside(by, line).or_refuse()
    line.note = needs(note, _("What is this movement?"), _("A sentence is enough; it stays readable."))
    line.match = Match.SET_ASIDE
    line.save(update_fields=["match", "note"])
    audit.record("statement_line.set_aside", line, by=by, organisation_id=line.organisation_id)
    return line


def _match_all(organisation: Organisation, by: Actor) -> int:
    """Look at every line nobody has matched yet, those of earlier files too: what was missing may have come since."""
    open_lines = queries.unmatched(StatementLine.objects.select_for_update(of=("self",)))
    lines = list(open_lines.filter(organisation=organisation).order_by("booked_on", "pk")[:OLDEST_LOOKED_AT])
    batches: dict[object, Batch] = {}
    matched = 0
    for line in lines:
        before = line.match
        line.match = _match_payment(line, by, batches) if line.amount < 0 else _match_due(line, by)
        if line.match == Match.MATCHED:
            matched += 1
        if line.match != before:
            line.save(update_fields=["match", "payment", "due"])
    for batch in batches.values():
        finish_if_settled(batch, by=by)
    return matched


def _match_payment(line: StatementLine, by: Actor, batches: dict[object, Batch]) -> Match:
    """A payment that left: its number, its amount, the name of its payee, and it was with the bank."""
    found = Payment.objects.select_for_update(of=("self",)).select_related("payee", "batch", "budget")
    payment = found.filter(organisation=line.organisation_id, number__in=_references(line)).first()
    if payment is None:
        return Match.NO_REFERENCE
    if payment.state == PaymentState.PAID:
        return Match.ALREADY
    if payment.state != PaymentState.SENT:
        return Match.OTHER_STATE
    if payment.amount != -line.amount:
        return Match.OTHER_AMOUNT
    if same_name(payment.payee.title) != same_name(line.title):
        return Match.OTHER_NAME
    _settle(payment, line, by)
    if payment.batch is not None:
        batches[payment.batch_id] = payment.batch
    return Match.MATCHED


def _settle(payment: Payment, line: StatementLine, by: Actor) -> None:
    payment.journal = write(
        payment.organisation, [Line(PAID_FROM[payment.scheme], BANK, payment.amount)], by=by, key=f"payment:{payment.pk}",
        words=f"{payment.number} {payment.get_scheme_display()}", happened_on=line.booked_on, kind=JournalKind.PAYMENT,
    )  # fmt: skip
    if payment.budget is not None:
        budget = taken(payment.budget)
        budget.committed -= payment.amount
        budget.spent += payment.amount
        budget.save(update_fields=["committed", "spent"])
    PAYMENT.move(payment, "settle")
    payment.save(update_fields=["state", "journal"])
    line.payment = payment
    audit.record("payment.paid", payment, by=by, organisation_id=payment.organisation_id, line=str(line.pk))


def _match_due(line: StatementLine, by: Actor) -> Match:
    """A fee that came: the number of its bill, its amount, the name of the employer."""
    found = Due.objects.select_for_update(of=("self",)).select_related("employer", "organisation")
    due = found.filter(organisation=line.organisation_id, number__in=_references(line)).first()
    if due is None:
        return Match.NO_REFERENCE
    if due.state == DueState.PAID:
        return Match.ALREADY
    if due.state != DueState.BILLED:
        return Match.OTHER_STATE
    if due.total != line.amount:
        return Match.OTHER_AMOUNT
    if same_name(due.employer.name) != same_name(line.title):
        return Match.OTHER_NAME
    line.due = paid(due, by=by, paid_on=line.booked_on)
    return Match.MATCHED


def same_name(name: str) -> str:
    """A name as banks and people write it alike: full width, spaces and brackets set aside."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s()·.,-]", "", text)


def _references(line: StatementLine) -> list[str]:
    return REFERENCE.findall(unicodedata.normalize("NFKC", line.reference).upper())


def _named(movements: Sequence[Movement]) -> dict[str, Movement]:
    """Each movement by its number at the bank; where the bank gives none, by what it says and which of its twins it is."""
    named: dict[str, Movement] = {}
    for said in movements:
        if said.bank_reference:
            named.setdefault(said.bank_reference[:60], said)
            continue
        told = f"{said.booked_on}|{said.amount}|{said.reference}|{said.title}"
        twin = 1
        while (name := "~" + hashlib.sha256(f"{told}|{twin}".encode()).hexdigest()[:40]) in named:
            twin += 1
        named[name] = said
    return named
