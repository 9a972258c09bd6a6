"""Which wage floor does a sector's collective contract set? 1.05 times the local minimum wage, rounded up. (Rule C28.)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..acts import article
from ..asked import MIN_WAGE, REGION, TIER
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated, Missing, NeedsParameter
from ..facts import Day, Fact, Many, Money, Number, Text
from ..finding import Answer, Step
from ..money import ZERO, fen, fen_up
from ..words import Words

CLAUSE = article("beijing_express_contract")
BINDS, DOWNWARD = article("labour_contract_law", "54"), article("labour_contract_law", "55")
BEIJING_EXPRESS = "北京快递2023"
CONTRACT = Fact(
    "contract",
    Text(40),
    Words("哪一份行业集体合同？", "Which sector contract?"),
    Words(
        "现在收录的是“北京快递2023”；别的合同请直接写条款里的数。", "Held: 北京快递2023; of others enter the number."
    ),
    required=False,
    default=BEIJING_EXPRESS,
)


@dataclass(frozen=True)
class Floor:
    """The sector's floors of a day; the hourly one is None where the local hourly wage is not held."""

    local: Dated
    ratio: Dated
    monthly: Decimal
    local_hourly: Dated | None
    hourly: Decimal | None
    missing: NeedsParameter | None = None

    @property
    def parameters(self) -> tuple[Dated, ...]:
        return (self.local, *((self.local_hourly,) if self.local_hourly else ()), self.ratio)


def clause(book: Book, measure: str, contract: str, entered: Decimal | None, *, on: date, unit: str) -> Dated:
    """What a contract says, whatever the day: its term is an assumption to be said. Raises Missing."""
    table = f"collective_clause.{measure}"
    if entered is not None:
        return book.entered(table, entered, on=on, unit=unit, region=contract)
    return book.value(table, contract, on=date.max)


def sector_floor(
    book: Book,
    *,
    on: date,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    hourly_min_wage: Decimal | None,
    contract: str,
    ratio: Decimal | None,
) -> Floor:
    """Up to the fen, monthly and hourly. Raises Missing where the monthly wage or the clause is not held."""
    local = book.either("minimum_wage.monthly", min_wage, region, tier=tier, on=on)
    times = clause(book, "ratio", contract, ratio, on=on, unit="times")
    monthly = fen_up(local.value * times.value)
    try:
        hour = book.either("minimum_wage.hourly", hourly_min_wage, region, tier=tier, on=on, unit="yuan/hour")
    except Missing as missing:
        return Floor(local, times, monthly, None, None, missing.need)
    return Floor(local, times, monthly, hour, fen_up(hour.value * times.value))


def sector105(
    book: Book,
    *,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    hourly_min_wage: Decimal | None,
    day: date,
    pay: Decimal | None,
    hourly: Decimal | None,
    pays: Sequence[Decimal],
    contract: str,
    ratio: Decimal | None,
) -> Answer:
    """Yuan; `day` is the last of the pay period. Source: 劳动合同法 54, 55; the contract's clause."""
    floor = sector_floor(
        book,
        on=day,
        region=region,
        tier=tier,
        min_wage=min_wage,
        hourly_min_wage=hourly_min_wage,
        contract=contract,
        ratio=ratio,
    )
    if hourly is not None and floor.missing is not None:
        raise Missing(floor.missing)
    gap = None if pay is None else max(ZERO, floor.monthly - fen(pay))
    gap_hourly = None if hourly is None or floor.hourly is None else max(ZERO, floor.hourly - fen(hourly))
    rows = [{"pay": fen(one), "shortfall": max(ZERO, floor.monthly - fen(one))} for one in pays]
    gaps = [each for each in (gap, gap_hourly, *(row["shortfall"] for row in rows)) if each is not None]
    result: dict[str, Any] = {
        "local_monthly": fen(floor.local.value),
        "sector_monthly": floor.monthly,
        "sector_hourly": floor.hourly,
        "ok": not any(gaps) if gaps else None,
        "shortfall": gap if gap is not None else gap_hourly,
    }
    if gap is not None and gap_hourly is not None:
        result["shortfall_hourly"] = gap_hourly
    if rows:
        result["workers"] = rows
        result["shortfall_total"] = sum((row["shortfall"] for row in rows), ZERO)
    return Answer(
        result,
        steps=tuple(_steps(floor, pay, gap, hourly, gap_hourly, result)),
        assumptions=(OF_THE_PERIOD, COMPARABLE, *(() if ratio is not None else (RENEWED,))),
        parameters=floor.parameters,
        needs=(floor.missing,) if floor.missing else (),
        headline=_headline(floor, gap, gap_hourly),
    )


def _steps(
    floor: Floor,
    pay: Decimal | None,
    gap: Decimal | None,
    hourly: Decimal | None,
    gap_hourly: Decimal | None,
    result: dict[str, Any],
) -> list[Step]:
    times = floor.ratio.value
    steps = [
        Step(
            Words(
                f"当地最低工资 {floor.local.value:.2f} 元，行业最低 {floor.monthly:.2f} 元（进到分）。",
                f"The local minimum is {floor.local.value:.2f}; the sector's is {floor.monthly:.2f}, rounded up.",
            ),
            f"⌈{floor.local.value:.2f} × {times}⌉ = {floor.monthly:.2f}",
            (CLAUSE, BINDS, DOWNWARD),
        )
    ]
    if floor.hourly is not None and floor.local_hourly is not None:
        steps.append(
            Step(
                Words(f"每小时最低 {floor.hourly:.2f} 元。", f"The hourly floor is {floor.hourly:.2f} yuan."),
                f"⌈{floor.local_hourly.value:.2f} × {times}⌉ = {floor.hourly:.2f}",
                (CLAUSE,),
            )
        )
    for paid, short, least in ((pay, gap, floor.monthly), (hourly, gap_hourly, floor.hourly)):
        if paid is not None and short is not None:
            words = (
                Words(f"发了 {paid:.2f} 元，还差 {short:.2f} 元。", f"{paid:.2f} was paid: {short:.2f} short.")
                if short
                else Words(f"发了 {paid:.2f} 元，够了。", f"{paid:.2f} was paid: enough.")
            )
            steps.append(Step(words, f"max(0, {least:.2f} − {paid:.2f}) = {short:.2f}"))
    if "workers" in result:
        total = result["shortfall_total"]
        parts = " + ".join(f"{row['shortfall']:.2f}" for row in result["workers"])
        words = Words(f"几个人一共还差 {total:.2f} 元。", f"All together are {total:.2f} short.")
        steps.append(Step(words, f"{parts} = {total:.2f}"))
    return steps


def _headline(floor: Floor, gap: Decimal | None, gap_hourly: Decimal | None) -> Words:
    if gap:
        return Words(f"比行业最低工资少了 {gap:.2f} 元。", f"{gap:.2f} yuan below the sector's minimum.")
    if gap_hourly:
        return Words(
            f"每小时比行业最低工资少了 {gap_hourly:.2f} 元。",
            f"{gap_hourly:.2f} yuan an hour below the sector's minimum.",
        )
    if gap is not None or gap_hourly is not None:
        return Words("没有低于行业最低工资。", "Not below the sector's minimum.")
    return Words(f"行业最低工资每月 {floor.monthly:.2f} 元。", f"The sector's minimum is {floor.monthly:.2f} a month.")


OF_THE_PERIOD = Words(
    "“当年最低工资标准”按发薪周期最后一天执行的标准；年中调整的，调整前后分开算。",
    "The standard “of the year” is the one in force on the last day of the pay period.",
)
COMPARABLE = Words(
    "比较的是最低工资口径的工资，不含加班费、特殊津贴和福利。",
    "Compared is pay as the minimum wage counts it, without overtime, special allowances and welfare.",
)
RENEWED = Words("这一天在合同期内，或者合同已经续签。", "The contract covers this day, or was renewed.")

CALCULATORS = (
    Calculator(
        "C28",
        "sector105",
        Words("行业最低工资", "Sector minimum wage"),
        Words("行业集体合同约定的最低工资是多少，发够了吗？", "What is the sector's minimum wage, and was it paid?"),
        (
            REGION,
            TIER,
            MIN_WAGE,
            Fact(
                "hourly_min_wage",
                Money(),
                Words("当地每小时最低工资是多少？", "What is the local hourly minimum wage?"),
                required=False,
                when=lambda read: not read.get("region"),
            ),
            Fact(
                "day",
                Day(),
                Words("发薪周期最后一天是哪天？", "Which is the last day of the pay period?"),
                required=False,
                held="happened_on",
            ),
            Fact(
                "pay",
                Money(),
                Words("这个月发了多少（不含加班费）？", "How much was paid for the month, without overtime?"),
                required=False,
                held="wage",
            ),
            Fact("hourly", Money(), Words("按小时的，每小时多少？", "If by the hour, how much?"), required=False),
            Fact(
                "pays",
                Many(Money(), most=5_000, least=0, unit=Words("个人", "workers")),
                Words("一起算几个人的，每人发了多少？", "For several workers: how much was each paid?"),
                required=False,
                default=(),
            ),
            CONTRACT,
            Fact(
                "ratio",
                Number(Words("倍", "times"), Decimal(1), Decimal(10)),
                Words("合同约定是最低工资的几倍？", "How many times the minimum wage does the contract say?"),
                required=False,
            ),
        ),
        sector105,
        day="day",
        evidence=(
            Words("行业集体合同文本、单位是不是在范围里", "The sector contract, and whether it covers the employer"),
            Words("工资条或银行流水", "Pay slips or bank statements"),
        ),
        not_modelled=(
            Words("合同到期没有续签的月份", "Months after the contract has ended without renewal"),
            Words("请假、缺勤月份的折算", "Months with absence"),
        ),
    ),
)
