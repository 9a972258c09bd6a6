"""Reads of money that are worth a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from .models import Account, Budget, Due, Entry, LedgerCheck, Payment, StatementLine
from .states import DueState, PaymentState

PROMISED = (PaymentState.REQUESTED, PaymentState.APPROVED, PaymentState.ENCLOSED, PaymentState.SENT)


@dataclass(frozen=True)
class AccountLine:
    """One line of an account's statement, with the balance after it and the account on the other side."""

    line: int
    entry: Entry
    other: Account
    debit: Decimal | None
    credit: Decimal | None
    after: Decimal


@dataclass(frozen=True)
class AccountPage:
    """Lines of an account, the newest first, and how to go on; `next` is the line to ask for those before."""

    lines: list[AccountLine]
    next: int | None


def statement(account: Account, *, before: int | None = None, size: int = 50) -> AccountPage:
    """The lines of an account before a line: two short reads by index, however long the account is."""
    upper = before if before is not None else account.last_line + 1
    found: list[AccountLine] = []
    for side, other in (("debit", "credit"), ("credit", "debit")):
        rows = Entry.objects.filter(**{side: account, f"{side}_line__lt": upper})
        rows = rows.select_related("journal", other).order_by(f"-{side}_line")[: size + 1]
        for entry in rows:
            found.append(
                AccountLine(
                    getattr(entry, f"{side}_line"), entry, getattr(entry, other),
                    entry.amount if side == "debit" else None, entry.amount if side == "credit" else None,
                    getattr(entry, f"{side}_after"),
                )
            )  # fmt: skip
    found.sort(key=lambda line: -line.line)
    return AccountPage(found[:size], found[size - 1].line if len(found) > size else None)


def accounts_of(organisation_id: UUID) -> QuerySet[Account]:
    return Account.objects.filter(organisation=organisation_id).order_by("code")


def budgets_of(organisation_id: UUID, year: int) -> QuerySet[Budget]:
    found = Budget.objects.filter(organisation=organisation_id, year=year)
    return found.select_related("proposed_by", "decided_by").order_by("purpose", "title", "pk")


def years_of(organisation_id: UUID) -> list[int]:
    """The years for which the body has a budget, the newest first."""
    return list(
        Budget.objects.filter(organisation=organisation_id).order_by("-year").values_list("year", flat=True).distinct()
    )


@dataclass(frozen=True)
class YearOfDues:
    """What an employer paid for the months of a year."""

    months: int
    whole: Decimal
    upward: Decimal


def year_of_dues(employer_id: UUID, year: int) -> YearOfDues:
    """What an employer paid for the months of a year, whichever body collected it."""
    paid = Due.objects.filter(
        employer=employer_id, state=DueState.PAID, period__gte=date(year, 1, 1), period__lte=date(year, 12, 31)
    )
    told = paid.aggregate(months=Count("pk"), whole=Sum("total"), upward=Sum("upward"))
    return YearOfDues(told["months"], told["whole"] or Decimal(0), told["upward"] or Decimal(0))


def promised_and_spent(budget_ids: Iterable[UUID] | None = None) -> dict[UUID, tuple[Decimal, Decimal]]:
    """For each budget line what its payments promise and spent: (promised, spent)."""
    found = Payment.objects.filter(budget__isnull=False)
    if budget_ids is not None:
        found = found.filter(budget__in=list(budget_ids))
    rows = found.values("budget").annotate(
        promised=Sum("amount", filter=Q(state__in=PROMISED), default=Decimal(0)),
        spent=Sum("amount", filter=Q(state=PaymentState.PAID), default=Decimal(0)),
    )
    return {row["budget"]: (row["promised"], row["spent"]) for row in rows.order_by("budget")}


def unmatched(lines: QuerySet[StatementLine]) -> QuerySet[StatementLine]:
    """Lines nobody has matched or set aside."""
    from .enums import Match

    return lines.exclude(match__in=[Match.MATCHED, Match.SET_ASIDE])


def last_check() -> LedgerCheck | None:
    return LedgerCheck.objects.order_by("-at", "-id").first()


def counted(rows: QuerySet[Any], field: str = "state") -> dict[str, int]:
    """How many rows there are of each state."""
    return dict(rows.order_by().values_list(field).annotate(n=Count("pk")))
