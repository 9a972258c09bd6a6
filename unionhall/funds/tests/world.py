"""The small federation with money in it: a budget, a payee whose bank account is past its three days, and a paid year."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.snapshot import remembered
from unionhall.cases.tests import world as small
from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.funds import actions
from unionhall.funds.actions.reconciling import Movement
from unionhall.funds.enums import FileKind, PayeeKind, Purpose
from unionhall.funds.models import Batch, Budget, Payee, Payment
from unionhall.organisations.models import Employer, Organisation

HUNDRED = Decimal(100)


@dataclass
class Till:
    """East county's money: officer Dong enters, supervisor Jian decides."""

    small: small.World
    body: Organisation
    factory: Employer
    budget: Budget
    payee: Payee

    @property
    def maker(self) -> Actor:
        return self.small.actor("dong")

    @property
    def checker(self) -> Actor:
        return self.small.actor("jian")

    def budget_of(self, amount: int = 1000, title: str = "慰问") -> Budget:
        """An approved line of this year."""
        made = actions.propose_budget(
            self.body,
            by=self.maker,
            year=clock.today().year,
            purpose=Purpose.RELIEF,
            title=title,
            amount=Decimal(amount),
        )
        return actions.approve_budget(made, by=self.checker)

    def requested(self, amount: int = 100, period: str = "发票一") -> Payment:
        return actions.request_payment(
            self.budget, self.payee, by=self.maker, amount=Decimal(amount), period=period, words="慰问品"
        )

    def approved(self, amount: int = 100, period: str = "发票一") -> Payment:
        return actions.approve_payment(self.requested(amount, period), by=self.checker)

    def prepared(self, *payments: Payment) -> Batch:
        chosen = payments or (self.approved(),)
        return actions.prepare(self.body, [payment.pk for payment in chosen], by=self.maker)

    def exported(self, *payments: Payment, kind: str = FileKind.CSV) -> Batch:
        batch = actions.approve_batch(self.prepared(*payments), by=self.checker)
        return actions.export_batch(batch, by=self.maker, kind=kind)

    def reports(self, *movements: Movement, name: str = "a") -> Any:
        return actions.read_in(self.body, list(movements), by=self.maker, file_hash=name * 64)

    def pay_year(self, year: int, months: int = 2, wages: int = 100_000) -> None:
        """Bills of the first months of a year, paid."""
        for month in range(1, months + 1):
            due = actions.bill(self.body, self.factory, by=self.maker, month=date(year, month, 1), wages=Decimal(wages))
            actions.pay_due(due, by=self.maker)


def out(payment: Payment, row: int = 1, **other: Any) -> Movement:
    """The bank paid it."""
    said = {
        "amount": -payment.amount, "reference": payment.number, "title": payment.payee.title, "bank_reference": f"B{row}",
        "booked_on": clock.today(), **other,
    }  # fmt: skip
    return Movement(row, **said)


@remembered
def build() -> Till:
    """Make it. Call inside a database test."""
    world = small.build()
    till = Till(world, world.east, world.factory, None, None)  # type: ignore[arg-type]
    till.budget = till.budget_of()
    with clock.at(clock.now() - timedelta(days=4)):
        till.payee = add_payee(till, "顺丰礼品商店", PayeeKind.SUPPLIER)
    return till


def add_payee(till: Till, title: str, kind: str, employer: Employer | None = None, number: str = "6222021001112223334") -> Payee:  # fmt: skip
    """A payee with a confirmed bank account."""
    payee = actions.enter_payee(
        till.body, by=till.maker, kind=kind, title=title, bank="工商银行瑞江支行", number=number, employer=employer,
        phone="13900000099",
    )  # fmt: skip
    actions.confirm_account(payee.accounts.get(), by=till.checker)
    return payee
