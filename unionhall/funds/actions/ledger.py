"""Posting: one journal for each key, its entries in one transaction, every account under its lock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.numbering import next_number
from unionhall.core.verdict import Conflict, Refused, no

from .. import access
from ..enums import BANK, CHART, JournalKind
from ..models import Account, Entry, Journal
from ._shared import exact, needs

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

MOST_BALANCE = Decimal(1_000_000_000_000)
MOST_LINES = 200


@dataclass(frozen=True)
class Line:
    """An amount that leaves the credited account and reaches the debited one, both by their codes."""

    debit: str
    credit: str
    amount: Decimal


@transaction.atomic
def post(
    organisation: Organisation, lines: Sequence[Line], *, by: Actor, key: str, words: str, happened_on: date | None = None
) -> Journal:  # fmt: skip
    """Write by hand into the ledger of a body. The same key posts once; with other content it is refused."""
    access.may_post(by, organisation).or_refuse()
    return write(organisation, lines, by=by, key=key, words=words, happened_on=happened_on, kind=JournalKind.MANUAL)


@transaction.atomic
def reverse(journal: Journal, *, by: Actor, reason: str) -> Journal:
    """Put a journal right by its mirror image. A journal is reversed once and never changed."""
    _bank_taken(journal.organisation)
    access.may_reverse(by, journal).or_refuse()
    reason = needs(reason, _("Why is it reversed?"), _("A sentence is enough; it stays readable."), 150)
    entries = journal.entries.select_related("debit", "credit").order_by("line")
    lines = [Line(entry.credit.code, entry.debit.code, entry.amount) for entry in entries]
    made = write(
        journal.organisation, lines, by=by, key=f"reversal:{journal.pk}", words=reason, happened_on=clock.today(),
        kind=JournalKind.REVERSAL, reverses=journal,
    )  # fmt: skip
    audit.record("journal.reversed", journal, by=by, organisation_id=journal.organisation_id, reversal=str(made.pk))
    return made


def write(
    organisation: Organisation, lines: Sequence[Line], *, by: Actor, key: str, words: str, kind: str,
    happened_on: date | None = None, reverses: Journal | None = None,
) -> Journal:  # fmt: skip
    """The journal of these lines, written or found by its key. The caller has asked and holds the transaction."""
    lines = _checked(lines)
    happened_on = happened_on or clock.today()
    if happened_on > clock.today():
        raise Refused(no(_("This day lies in the future."), _("Write down what has happened."), "future"))
    words = needs(words, _("What happened?"), _("A few words are enough."), 200)
    key = needs(key, _("A key is missing."), _("Send one with each posting."), 200)
    content = _hash(lines, words, kind, happened_on, reverses)
    accounts = _accounts_taken(organisation, lines)
    known = Journal.objects.filter(organisation=organisation, key=key).first()
    if known is not None:
        if bytes(known.content) != content:
            raise Conflict(
                no(_("This key was used for another posting."), _("Use a new key for a new posting."), "key_reused")
            )
        return known
    total = sum((line.amount for line in lines), Decimal(0))
    number = next_number(str(organisation.pk), "journal", happened_on.year)
    journal = Journal(
        organisation=organisation, number=f"{happened_on.year}-{number:06d}", kind=kind, words=words,
        happened_on=happened_on, total=total, lines=len(lines), key=key, content=content, reverses=reverses,
        posted_at=clock.now(), posted_by_id=by.person_id,
    )  # fmt: skip
    journal.save()
    Entry.objects.bulk_create([_entry(journal, place, line, accounts) for place, line in enumerate(lines, 1)])
    moved = {code for line in lines for code in (line.debit, line.credit)}
    Account.objects.bulk_update([accounts[code] for code in sorted(moved)], ["balance", "last_line"])
    audit.record(
        "journal.posted", journal, by=by, organisation_id=organisation.pk, kind=kind, lines=len(lines), total=str(total)
    )
    return journal


def _checked(lines: Sequence[Line]) -> list[Line]:
    if not lines:
        raise Refused(no(_("There is nothing to post."), _("Enter at least one line."), "empty"))
    if len(lines) > MOST_LINES:
        raise Refused(no(_("A journal has at most 200 lines."), _("Post it in parts."), "too_many"))
    for line in lines:
        if line.debit not in CHART or line.credit not in CHART:
            raise Refused(no(_("There is no such account."), _("Choose one from the list."), "account"))
        if line.debit == line.credit:
            raise Refused(no(_("An entry goes from one account to another."), _("Choose two accounts."), "one_side"))
    return [Line(line.debit, line.credit, exact(line.amount)) for line in lines]


def _accounts_taken(organisation: Organisation, lines: Sequence[Line]) -> dict[str, Account]:
    """The accounts, opened where they are new, locked in the order of their codes; the bank's first, so that the
    postings of a body come one after another and never wait for each other in a circle."""
    codes = {BANK, *(code for line in lines for code in (line.debit, line.credit))}
    found = _locked(organisation, codes)
    if len(found) < len(codes):
        missing = [Account(organisation=organisation, code=c, nature=CHART[c][0]) for c in sorted(codes - set(found))]
        Account.objects.bulk_create(missing, ignore_conflicts=True)
        found = _locked(organisation, codes)
    return found


def _bank_taken(organisation: Organisation) -> None:
    _locked(organisation, {BANK})


def _locked(organisation: Organisation, codes: set[str]) -> dict[str, Account]:
    rows = Account.objects.select_for_update(of=("self",)).filter(organisation=organisation, code__in=codes)
    return {account.code: account for account in rows.order_by("code")}


def _entry(journal: Journal, place: int, line: Line, accounts: dict[str, Account]) -> Entry:
    debit, credit = accounts[line.debit], accounts[line.credit]
    for account, amount in ((debit, line.amount), (credit, -line.amount)):
        account.balance += amount
        account.last_line += 1
        if abs(account.balance) >= MOST_BALANCE:
            raise Refused(no(_("The balance would be too large."), _("Look at the amount again."), "amount"))
    return Entry(
        journal=journal, line=place, debit=debit, credit=credit, amount=line.amount, debit_line=debit.last_line,
        credit_line=credit.last_line, debit_after=debit.balance, credit_after=credit.balance,
    )  # fmt: skip


def _hash(
    lines: Sequence[Line], words: str, kind: str, happened_on: date, reverses: Journal | None
) -> bytes:  # fmt: skip
    told = [
        kind, words, happened_on.isoformat(), str(reverses.pk) if reverses else "",
        [[line.debit, line.credit, str(line.amount)] for line in lines],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).digest()
