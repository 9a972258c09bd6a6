"""Payees and their bank accounts: a new account waits for 72 hours and for a second person, and the payee is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock, federations
from unionhall.core.actor import Actor, system
from unionhall.core.verdict import Refused, no
from unionhall.notices import api as notices

from .. import access
from ..models import COOLING, Payee, PayeeAccount
from ..states import PAYEE_ACCOUNT
from ._shared import decided, kept, needs, person_of, taken

if TYPE_CHECKING:
    from unionhall.organisations.models import Employer, Organisation

SHAPE = re.compile(r"\d{8,30}")
TELLER = system("funds")


@transaction.atomic
def enter_payee(
    organisation: Organisation, *, by: Actor, kind: str, title: str, bank: str, number: str, phone: str = "",
    employer: Employer | None = None,
) -> Payee:  # fmt: skip
    """Somebody to be paid, with the first bank account."""
    access.may_enter_payee(by, organisation).or_refuse()
    access.may_bill(by, organisation, employer.pk if employer else None).or_refuse()
    title = needs(title, _("What is the name on the bank account?"), _("Write it as the bank does."), 120)
    payee = kept(
        Payee(
            organisation=organisation, kind=kind, title=title, employer=employer, phone=phone.strip(),
            entered_at=clock.now(), entered_by_id=person_of(by),
        )
    )  # fmt: skip
    audit.record("payee.entered", payee, by=by, organisation_id=organisation.pk, kind=kind)
    _entered(payee, by=by, bank=bank, number=number)
    return payee


@transaction.atomic
def change_account(payee: Payee, *, by: Actor, bank: str, number: str) -> PayeeAccount:
    """Another bank account. Nothing is paid until a second person has confirmed it and 72 hours are over."""
    payee = taken(payee)
    access.may_change_account(by, payee).or_refuse()
    account = _entered(payee, by=by, bank=bank, number=number)
    if payee.phone:
        notices.tell("changed", by=TELLER, phone=payee.phone, about=payee, link=federations.base_url())
    return account


@transaction.atomic
def confirm_account(account: PayeeAccount, *, by: Actor, reason: str = "") -> PayeeAccount:
    """A second person has asked the payee by another way than the one the account came by."""
    account = taken(account)
    access.may_confirm_account(by, account).or_refuse()
    PAYEE_ACCOUNT.move(account, "confirm_account", by)
    account.save(update_fields=["state", *decided(account, by, reason[:300])])
    audit.record("payee_account.confirmed", account, by=by, organisation_id=account.payee.organisation_id)
    return account


@transaction.atomic
def refuse_account(account: PayeeAccount, *, by: Actor, reason: str) -> PayeeAccount:
    """The payee does not know this account: the one before it counts again."""
    account = taken(account)
    access.may_refuse_account(by, account).or_refuse()
    reason = needs(reason, _("Why is it refused?"), _("A sentence is enough; it stays readable."))
    PAYEE_ACCOUNT.move(account, "refuse_account", by)
    account.save(update_fields=["state", *decided(account, by, reason)])
    audit.record("payee_account.refused", account, by=by, organisation_id=account.payee.organisation_id)
    return account


def _entered(payee: Payee, *, by: Actor, bank: str, number: str) -> PayeeAccount:
    number = re.sub(r"[\s-]", "", number)
    if not SHAPE.fullmatch(number) or not number.isascii():
        raise Refused(no(_("A bank account has 8 to 30 digits."), _("Look at the number again."), "number"))
    now = clock.now()
    account = kept(
        PayeeAccount(
            payee=payee, bank=needs(bank, _("Which bank?"), _("Name the bank and its branch."), 120), number=number,
            entered_at=now, entered_by_id=person_of(by), usable_from=now + COOLING,
        )
    )  # fmt: skip
    audit.record("payee_account.entered", account, by=by, organisation_id=payee.organisation_id, payee=str(payee.pk))
    return account
