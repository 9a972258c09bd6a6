"""Union fees: billed as the law book reckons them, posted when they are paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.numbering import next_number
from unionhall.core.verdict import Refused, no

from .. import access, reckoning
from ..enums import BANK, GRASSROOTS, KEPT, UPWARD, JournalKind
from ..models import Due
from ..states import DUE
from ._shared import exact, kept, needs, person_of, taken
from .ledger import Line, write

if TYPE_CHECKING:
    from unionhall.organisations.models import Employer, Organisation


@transaction.atomic
def bill(
    organisation: Organisation, employer: Employer, *, by: Actor, month: date, wages: Decimal,
    upper_pct: Decimal | None = None,
) -> Due:  # fmt: skip
    """The fee of an employer for a month: reckoned by the law book, billed once."""
    access.may_bill(by, organisation, employer.pk).or_refuse()
    month = month.replace(day=1)
    if month > clock.today():
        raise Refused(no(_("This month has not begun."), _("Bill it when the wages are known."), "future"))
    fee = reckoning.fee(exact(wages), month, upper_pct=upper_pct)
    number = next_number("funds", "due", month.year)
    due = kept(
        Due(
            organisation=organisation, employer=employer, period=month, number=f"HF{month.year}-{number:06d}", wages=wages,
            total=fee.total, upward=fee.upward, kept=fee.kept, finding=fee.finding.as_dict(), billed_at=clock.now(),
            billed_by_id=person_of(by),
        )
    )  # fmt: skip
    audit.record(
        "due.billed", due, by=by, organisation_id=organisation.pk, month=month.isoformat()[:7], total=str(fee.total)
    )
    return due


@transaction.atomic
def pay_due(due: Due, *, by: Actor, paid_on: date | None = None) -> Due:
    """The fee has come: it is posted with its shares. A bill is paid once."""
    due = taken(due)
    access.may_pay_due(by, due).or_refuse()
    return paid(due, by=by, paid_on=paid_on or clock.today())


def paid(due: Due, *, by: Actor, paid_on: date) -> Due:
    """Post a locked bill as paid. What stays with the firm's union is its own, where it is that union that collects."""
    own = due.organisation.employer_id == due.employer_id
    shares = [Line(BANK, KEPT if own else GRASSROOTS, due.kept), Line(BANK, UPWARD, due.upward)]
    journal = write(
        due.organisation, [line for line in shares if line.amount], by=by, key=f"due:{due.pk}",
        words=f"{due.number} {due.period:%Y-%m}", happened_on=paid_on, kind=JournalKind.DUE,
    )  # fmt: skip
    DUE.move(due, "pay_due", by)
    due.paid_on, due.journal = paid_on, journal
    due.save(update_fields=["state", "paid_on", "journal"])
    audit.record("due.paid", due, by=by, organisation_id=due.organisation_id, journal=str(journal.pk))
    return due


@transaction.atomic
def cancel_due(due: Due, *, by: Actor, reason: str) -> Due:
    """The bill was wrong; another may be written for the month."""
    due = taken(due)
    access.may_cancel_due(by, due).or_refuse()
    due.reason = needs(reason, _("Why is it cancelled?"), _("A sentence is enough; it stays readable."))
    DUE.move(due, "cancel_due", by)
    due.save(update_fields=["state", "reason"])
    audit.record("due.cancelled", due, by=by, organisation_id=due.organisation_id)
    return due
