"""What every act on money shares: exact amounts, rows the database may refuse, decisions of a second person."""

from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

M = TypeVar("M", bound=models.Model)
CENT = Decimal("0.01")
MOST = Decimal(10_000_000_000)


def exact(amount: Decimal) -> Decimal:
    """An amount in whole cents above zero, or a refusal: nothing is rounded here."""
    if not amount.is_finite() or amount <= 0:
        raise Refused(no(_("The amount is above zero."), _("Look at it again."), "amount"))
    if amount >= MOST:
        raise Refused(no(_("The amount is too large."), _("Look at it again."), "amount"))
    if amount != amount.quantize(CENT):
        raise Refused(no(_("The amount has more than two decimals."), _("Write it in whole cents."), "amount"))
    return amount.quantize(CENT)


def kept(record: M) -> M:
    """Insert the row. What a constraint forbids is refused in its own words, and the transaction goes on."""
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError as error:
        raise refusal(record, error) from None
    return record


def refusal(record: models.Model, error: IntegrityError) -> Exception:
    """A constraint's words as a refusal; what is not a constraint of ours stays the error it is."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
    for constraint in record._meta.constraints:
        if constraint.name == name:
            return Refused(no(constraint.violation_error_message or name, "", name))
    return error


def taken(record: M) -> M:
    """The row as it is now, locked."""
    manager: Any = type(record)._default_manager
    found: M = manager.select_for_update(of=("self",)).get(pk=record.pk)
    return found


def decided(record: Any, by: Actor, reason: str = "") -> list[str]:
    """Note who decided, when and why; returns the columns."""
    record.decided_at, record.decided_by_id, record.reason = clock.now(), by.person_id, reason
    return ["decided_at", "decided_by", "reason"]


def needs(text: str, what: Any, then: Any, most: int = 300) -> str:
    """Words somebody must say."""
    text = " ".join(text.split())
    if not text:
        raise Refused(no(what, then, "missing"))
    return text[:most]


def person_of(by: Actor) -> UUID:
    """Money is entered by people."""
    if by.person_id is None:
        raise Refused(no(_("Money is entered by people."), _("Sign in as yourself."), "people_only"))
    return by.person_id
