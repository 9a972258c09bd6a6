"""Payments: requested by one person against a budget line or the law's refund, decided by another."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.numbering import next_number
from unionhall.core.verdict import Refused, no

from .. import access, reckoning
from ..enums import Scheme
from ..models import Budget, Payee, Payment
from ..states import PAYMENT, BudgetState
from ._shared import decided, exact, kept, needs, person_of, taken

if TYPE_CHECKING:
    from unionhall.organisations.models import Employer, Organisation


@transaction.atomic
def request_payment(budget: Budget, payee: Payee, *, by: Actor, amount: Decimal, period: str, words: str) -> Payment:
    """Pay somebody from a budget line. The amount is promised at once, so that nobody else can spend it."""
    budget = taken(budget)
    access.may_request_payment(by, budget.organisation).or_refuse()
    access.may_bill(by, budget.organisation, payee.employer_id).or_refuse()
    amount = exact(amount)
    if payee.organisation_id != budget.organisation_id:
        raise Refused(no(_("This payee is kept by another body."), _("Enter it for this body."), "other_body"))
    if budget.state != BudgetState.APPROVED:
        raise Refused(no(_("This budget line is not approved."), _("A supervisor decides about it."), "not_approved"))
    if budget.left < amount:
        raise Refused(no(_("That is more than is left of the budget line."), _("Propose a further line."), "overspent"))
    budget.committed += amount
    budget.save(update_fields=["committed"])
    return _requested(
        budget.organisation,
        payee,
        by=by,
        amount=amount,
        scheme=budget.purpose,
        period=period,
        words=words,
        budget=budget,
    )


@transaction.atomic
def request_refund(
    organisation: Organisation, employer: Employer, *, by: Actor, year: int, basis: str = "upward"
) -> Payment:
    """Give a small payer back what it passed upward in a year, as the law book says; outside its window it says why not."""
    access.may_request_refund(by, organisation, employer.pk).or_refuse()
    found = reckoning.refund(employer.pk, year, basis=basis)
    if found.amount is None:
        raise Refused(no(found.words or _("Nothing comes back for this year."), "", "no_refund"))
    payee = Payee.objects.filter(employer=employer).first()
    if payee is None or payee.organisation_id != organisation.pk:
        raise Refused(
            no(_("This employer is no payee of this body."), _("Enter it with its bank account first."), "no_payee")
        )
    return _requested(
        organisation, payee, by=by, amount=found.amount, scheme=Scheme.SMALL_REFUND, period=str(year),
        words=found.words, finding=found.finding.as_dict(),
    )  # fmt: skip


@transaction.atomic
def approve_payment(payment: Payment, *, by: Actor, reason: str = "") -> Payment:
    """A second person agrees; now it may go into a batch."""
    payment = taken(payment)
    access.may_approve_payment(by, payment).or_refuse()
    PAYMENT.move(payment, "approve_payment", by)
    payment.save(update_fields=["state", *decided(payment, by, reason[:300])])
    audit.record("payment.approved", payment, by=by, organisation_id=payment.organisation_id)
    return payment


@transaction.atomic
def reject_payment(payment: Payment, *, by: Actor, reason: str) -> Payment:
    """A second person does not agree; what was promised is free again."""
    payment = taken(payment)
    access.may_reject_payment(by, payment).or_refuse()
    reason = needs(reason, _("Why is it rejected?"), _("A sentence is enough; it stays readable."))
    PAYMENT.move(payment, "reject_payment", by)
    payment.save(update_fields=["state", *decided(payment, by, reason)])
    freed(payment)
    audit.record("payment.rejected", payment, by=by, organisation_id=payment.organisation_id)
    return payment


@transaction.atomic
def return_payment(payment: Payment, *, by: Actor, reason: str) -> Payment:
    """The bank sent it back; what was promised is free again, and the payee may be paid anew."""
    payment = taken(payment)
    access.may_return_payment(by, payment).or_refuse()
    payment.reason = needs(reason, _("What does the bank say?"), _("A sentence is enough; it stays readable."))
    PAYMENT.move(payment, "return_payment", by)
    payment.save(update_fields=["state", "reason"])
    freed(payment)
    audit.record("payment.returned", payment, by=by, organisation_id=payment.organisation_id)
    from .batches import finish_if_settled

    finish_if_settled(payment.batch, by=by)
    return payment


def freed(payment: Payment) -> None:
    """What a payment promised is free again."""
    if payment.budget is not None:
        budget = taken(payment.budget)
        budget.committed -= payment.amount
        budget.save(update_fields=["committed"])


def _requested(
    organisation: Organisation, payee: Payee, *, by: Actor, amount: Decimal, scheme: str, period: str, words: str,
    budget: Budget | None = None, finding: dict[str, object] | None = None,
) -> Payment:  # fmt: skip
    year = clock.today().year
    payment = kept(
        Payment(
            organisation=organisation, number=f"FK{year}-{next_number('funds', 'payment', year):06d}", scheme=scheme,
            period=needs(period, _("For which period or voucher?"), _("Name the month, year or voucher number."), 40),
            payee=payee, amount=amount, words=needs(words, _("What is it for?"), _("A few words are enough."), 200),
            budget=budget, finding=finding, requested_at=clock.now(), requested_by_id=person_of(by),
        )
    )  # fmt: skip
    audit.record(
        "payment.requested", payment, by=by, organisation_id=organisation.pk, scheme=scheme, amount=str(amount)
    )
    return payment
