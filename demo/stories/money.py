"""A year of a county's money: a budget, fees billed and paid, a refund that reached a small payer, and what waits today."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.funds import actions
from unionhall.funds.actions.ledger import Line
from unionhall.funds.actions.reconciling import Movement
from unionhall.funds.enums import FileKind, PayeeKind, Purpose
from unionhall.funds.models import Budget, Payee, Payment
from unionhall.organisations.models import Employer, Organisation

from ..moments import CHINA
from ..people import EAST
from ..world import Story, World

LINES = (
    (Purpose.RELIEF, "夏送清凉、冬送温暖", 180_000), (Purpose.RIGHTS, "法律援助和调解补贴", 90_000),
    (Purpose.ACTIVITIES, "职工文体活动", 60_000), (Purpose.TRAINING, "基层工会干部培训", 45_000),
)  # fmt: skip
SHOPS = (("瑞江百惠商贸行", "6217990100012340017"), ("东澜民安印务社", "6217990100012340025"))
REFUNDED_YEAR = 2024
"""The notices cover the payments of 2023 and 2024."""


def county(world: World) -> Story:
    """East county: officer Dong enters, supervisor Jian decides."""
    east, by, second = world.bodies.by_code[EAST], world.act("dong"), world.act("jian")
    firms = list(_firms(world, east))
    yield _at(world.days.first_day, 9)
    actions.post(
        east, [Line("1001", "3001", Decimal("263418.60"))], by=by, key="demo-opening", words="上年结转的银行存款"
    )
    budgets = [_budget(east, by, second, *line) for line in LINES]
    shops = [_payee(east, by, second, PayeeKind.SUPPLIER, name, number) for name, number in SHOPS]
    _payee(east, by, second, PayeeKind.EMPLOYER, firms[0].name, "6217990100012340033", employer=firms[0])
    yield _at(world.days.first_day + timedelta(days=6), 10)
    for month in (3, 6, 9, 12):
        _billed(east, firms[0], by, date(REFUNDED_YEAR, month, 1), 96_500, paid=True)
    refund = actions.request_refund(east, firms[0], by=by, year=REFUNDED_YEAR)
    actions.approve_payment(refund, by=second)
    _gifts(budgets[0], shops[0], by, second, 2)
    yield _at(world.days.first_day + timedelta(days=8), 15)
    ready = Payment.objects.filter(organisation=east, state="approved").values_list("pk", flat=True)
    batch = actions.approve_batch(actions.prepare(east, list(ready), by=by), by=second)
    batch = actions.export_batch(batch, by=by, kind=FileKind.XLSX)
    yield _at(world.days.first_day + timedelta(days=10), 11)
    _reported(east, by, batch.payments.select_related("payee").order_by("number"))
    month = (world.days.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    yield _at(world.days.days_ago(4), 10)
    for firm, wages, paid in ((firms[1], 1_284_300, True), (firms[2], 417_860, False), (firms[0], 99_120, False)):
        _billed(east, firm, by, month, wages, paid=paid)
    waiting = _gifts(budgets[2], shops[1], by, second, 2)
    yield _at(world.days.days_ago(1), 16)
    actions.prepare(east, [payment.pk for payment in waiting], by=by)
    actions.request_payment(
        budgets[3], shops[1], by=by, amount=Decimal("3260.00"), period="票据0412", words="培训班教材印刷"
    )


def _budget(body: Organisation, by: Actor, second: Actor, purpose: str, title: str, amount: int) -> Budget:
    made = actions.propose_budget(
        body, by=by, year=clock.today().year, purpose=purpose, title=title, amount=Decimal(amount)
    )
    return actions.approve_budget(made, by=second)


def _payee(
    body: Organisation, by: Actor, second: Actor, kind: str, title: str, number: str, employer: Employer | None = None
) -> Payee:
    payee = actions.enter_payee(
        body, by=by, kind=kind, title=title, bank="瑞江农商银行东澜支行", number=number, employer=employer
    )
    actions.confirm_account(payee.accounts.get(), by=second)
    return payee


def _billed(body: Organisation, firm: Employer, by: Actor, month: date, wages: int, *, paid: bool) -> None:
    due = actions.bill(body, firm, by=by, month=month, wages=Decimal(wages))
    if paid:
        actions.pay_due(due, by=by)


def _gifts(budget: Budget, shop: Payee, by: Actor, second: Actor, count: int) -> list[Payment]:
    made = []
    for n in range(count):
        payment = actions.request_payment(
            budget, shop, by=by, amount=Decimal(8600 + 1450 * n), period=f"票据{clock.today():%m}{n + 1:02d}",
            words=budget.title,
        )  # fmt: skip
        made.append(actions.approve_payment(payment, by=second))
    return made


def _reported(body: Organisation, by: Actor, payments: Iterable[Payment]) -> None:
    day = clock.today()
    said = [
        Movement(n, day, -payment.amount, payment.number, payment.payee.title, f"RJ{day:%y%m%d}{n:04d}")
        for n, payment in enumerate(payments, 2)
    ]
    said.append(Movement(len(said) + 2, day, Decimal("-12.50"), "账户管理费", "瑞江农商银行", f"RJ{day:%y%m%d}9001"))
    actions.read_in(body, said, by=by, file_hash="0" * 64)


def _firms(world: World, body: Organisation) -> Iterator[Employer]:
    """Three employers of the county whose unions pay here."""
    for union in world.bodies.unions:
        if union.at_county == body.pk and union.employer is not None:
            yield union.employer


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 20), CHINA)
