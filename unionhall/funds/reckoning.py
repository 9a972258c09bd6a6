"""What does the law book say about a fee or a refund? C29 and C30, with the book in force in this federation."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.verdict import Refused, no
from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.reading import BadFacts
from unionhall.parameters.api import current_book
from unionhall.ui.law import in_language

from . import queries


@dataclass(frozen=True)
class Fee:
    """What is owed for a month, how it is shared, and the finding that says so."""

    total: Decimal
    upward: Decimal
    kept: Decimal
    finding: Finding


@dataclass(frozen=True)
class Refund:
    """What comes back for a year. Without an amount the finding says why."""

    amount: Decimal | None
    finding: Finding
    paid: queries.YearOfDues

    @property
    def words(self) -> str:
        return in_language(self.finding.answer.headline)


def fee(wages: Decimal, month: date, *, upper_pct: Decimal | None = None) -> Fee:
    """The fee of a month. Refused where the book does not hold the share for it."""
    said: dict[str, Any] = {"total_wages": str(wages), "on": month}
    if upper_pct is not None:
        said["upper_pct"] = str(upper_pct)
    finding = _found("union_fee", said)
    result = finding.result
    if not isinstance(result, dict):
        why = in_language(finding.needs[0].why) if finding.needs else ""
        raise Refused(no(why or _("The law book has no answer."), "", "needs_parameter"))
    if result["total"] <= 0:
        raise Refused(no(_("No fee comes of these wages."), _("Look at the amount again."), "nothing"))
    return Fee(result["total"], result["upward"], result["grassroots"], finding)


def refund(employer_id: Any, year: int, *, basis: str = "upward") -> Refund:
    """What comes back to an employer for a year, from what it paid here. Outside the dated window there is no amount."""
    paid = queries.year_of_dues(employer_id, year)
    said = {"year_upward": str(paid.upward), "year": year, "basis": basis, "year_whole": str(paid.whole)}
    finding = _found("small_refund", said)
    result = finding.result
    amount = result.get("refund") if isinstance(result, dict) and result.get("eligible") else None
    return Refund(amount if amount else None, finding, paid)


def _found(name: str, said: dict[str, Any]) -> Finding:
    try:
        return calculators()[name].find(said, book=current_book(), today=clock.today())
    except BadFacts as wrong:
        told = " ".join(in_language(words) for words in wrong.errors.values())
        raise Refused(no(told, "", "facts")) from None
