"""How much of a month's wage may an employer deduct for damage the worker caused?

Each month no more than 20 % of that month's wage, and what is left is never below the local minimum wage. What was
withheld beyond that is to be paid back. (Rule C09; mechanism “withheld wages”.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from ..acts import article
from ..asked import MIN_WAGE, REGION, TIER
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated, Missing, NeedsParameter
from ..facts import Day, Fact, Money, Rows, Text, YesNo
from ..finding import Answer, Step
from ..money import ZERO, fen
from ..words import Words

SHARE = Decimal("0.20")

ONLY_SOME = article("wage_payment", "15")
TWENTY_PER_CENT = article("wage_payment", "16")
LIABILITY = article("labour_contract_law", "90")
ARREARS = article("labour_contract_law", "85")


@dataclass(frozen=True)
class Month:
    """A month's wage, and what the employer deducted; None asks for the most that may be."""

    wage: Decimal
    deducted: Decimal | None = None


@dataclass(frozen=True)
class Row:
    """One month reckoned."""

    wage: Decimal
    cap: Decimal
    deducted: Decimal
    illegal_excess: Decimal
    paid_to_worker: Decimal


@dataclass(frozen=True)
class Deduction:
    """All months, what was withheld beyond the law, and what of the loss is left."""

    rows: tuple[Row, ...]
    illegal_excess_total: Decimal
    loss_outstanding: Decimal


def deduct(loss: Decimal, months: Sequence[Month], least: Decimal) -> Deduction:
    """The table of months in their order: cap = max(0, min(20 % of the wage, wage − minimum wage, loss left)).

    Amounts in yuan; negative ones are refused with ValueError. Source: 工资支付暂行规定 art. 16.
    """
    if loss < 0 or least < 0 or any(m.wage < 0 or (m.deducted is not None and m.deducted < 0) for m in months):
        raise ValueError("An amount cannot be below zero.")
    left, rows = fen(loss), []
    for month in months:
        wage = fen(month.wage)
        cap = fen(max(ZERO, min(wage * SHARE, wage - fen(least), left)))
        deducted = cap if month.deducted is None else fen(month.deducted)
        excess = max(ZERO, deducted - cap)
        left -= min(deducted, cap)
        rows.append(Row(wage, cap, deducted, excess, wage - deducted))
    return Deduction(tuple(rows), sum((row.illegal_excess for row in rows), ZERO), left)


def deduction(
    book: Book,
    *,
    on: date,
    loss: Decimal,
    months: Sequence[Mapping[str, Any]],
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    min_wage_source: str,
    is_fine: bool,
) -> Answer:
    """What may be deducted, month by month, by the law of the day of the event.

    `min_wage` is the local minimum wage where it is entered by hand, with `min_wage_source`. `is_fine`: a fine in place of
    management is no loss, and nothing of it may be deducted. Source: 工资支付暂行规定 15, 16.
    """
    if on < TWENTY_PER_CENT.since:
        raise Missing(NeedsParameter("law", region or "", tier or 1, on, BEFORE_THE_RULE))
    held = book.either("minimum_wage.monthly", min_wage, region, on=on, tier=tier, source=min_wage_source)
    reckoned = deduct(ZERO if is_fine else loss, [Month(row["wage"], row["deducted"]) for row in months], held.value)
    total = reckoned.illegal_excess_total
    return Answer(
        {
            "rows": [vars(row) for row in reckoned.rows],
            "illegal_excess_total": total,
            "loss_outstanding": fen(loss) if is_fine else reckoned.loss_outstanding,
            "lawful_total": sum((min(row.cap, row.deducted) for row in reckoned.rows), ZERO),
            "paid_total": sum((row.paid_to_worker for row in reckoned.rows), ZERO),
        },
        steps=tuple(_steps(loss, reckoned, held, is_fine)),
        assumptions=_assumptions(held, min_wage_source, is_fine),
        parameters=(held,),
        headline=Words(
            f"多扣了 {total:.2f} 元，应当补发。", f"{total:.2f} yuan too much was deducted and is to be paid back."
        )
        if total
        else Words("没有多扣。", "Nothing was deducted beyond the law."),
    )


def _steps(loss: Decimal, reckoned: Deduction, held: Dated, is_fine: bool) -> list[Step]:
    steps = [
        Step(
            Words(
                "用人单位不得克扣工资；只有法律写明的几种情形可以代扣，劳动者造成损失、合同又有约定的是其中之一。",
                "Wages may not be withheld, save in the cases the law names; damage by the worker, where the contract provides for it, is one.",
            ),
            articles=(ONLY_SOME, LIABILITY),
        ),
        Step(
            Words(
                "每月扣除不超过当月工资的 20%；扣完剩下的低于当地最低工资的，按最低工资发。",
                "Each month at most 20 % of the wage; where less than the local minimum wage would be left, the minimum wage is paid.",
            ),
            f"max(0, min(20% × 当月工资, 当月工资 − {held.value:.2f}, 未清损失))",
            (TWENTY_PER_CENT,),
        ),
    ]
    if is_fine:
        steps.append(
            Step(
                Words(
                    "以罚款代替管理，不是损失，一分也不能扣。",
                    "A fine in place of management is no loss: nothing of it may be deducted.",
                )
            )
        )
    left = ZERO if is_fine else fen(loss)
    for number, row in enumerate(reckoned.rows, 1):
        steps.append(_month_step(number, row, held.value, left))
        left -= min(row.deducted, row.cap)
    steps.append(_total_step(reckoned))
    if reckoned.loss_outstanding > 0 and not is_fine:
        steps.append(_rest_step(reckoned))
    return steps


def _month_step(number: int, row: Row, least: Decimal, left: Decimal) -> Step:
    twenty, above = fen(row.wage * SHARE), max(ZERO, row.wage - least)
    zh = (
        f"第 {number} 个月：最多可扣 {row.cap:.2f} 元，实际扣了 {row.deducted:.2f} 元，到手 {row.paid_to_worker:.2f} 元"
    )
    en = f"Month {number}: at most {row.cap:.2f} may be deducted; {row.deducted:.2f} was, and {row.paid_to_worker:.2f} paid"
    if row.illegal_excess > 0:
        zh, en = (
            f"{zh}；多扣 {row.illegal_excess:.2f} 元，应当补发",
            f"{en}; {row.illegal_excess:.2f} too much, to be paid back",
        )
    formula = (
        f"20% × {row.wage:.2f} = {twenty:.2f}; {row.wage:.2f} − {least:.2f} = {above:.2f}; "
        f"min({twenty:.2f}, {above:.2f}, {left:.2f}) = {row.cap:.2f}"
    )
    return Step(Words(f"{zh}。", f"{en}."), formula, (TWENTY_PER_CENT,))


def _total_step(reckoned: Deduction) -> Step:
    parts = " + ".join(f"{row.illegal_excess:.2f}" for row in reckoned.rows) or "0.00"
    total = reckoned.illegal_excess_total
    formula = f"{parts} = {total:.2f}"
    if total == 0:
        return Step(Words("没有多扣。", "Nothing was deducted beyond the law."), formula)
    return Step(
        Words(
            f"多扣合计 {total:.2f} 元，应当补发；限期不补，可以责令加付赔偿金。",
            f"In all {total:.2f} too much, to be paid back; if it is not within the time set, additional damages may be ordered.",
        ),
        formula,
        (ARREARS,),
    )


def _rest_step(reckoned: Deduction) -> Step:
    left, cap = reckoned.loss_outstanding, reckoned.rows[-1].cap if reckoned.rows else ZERO
    if cap <= 0:
        return Step(Words(f"损失还剩 {left:.2f} 元没有抵完。", f"{left:.2f} of the loss is left."))
    more = int((left / cap).to_integral_value(rounding=ROUND_CEILING))
    return Step(
        Words(
            f"损失还剩 {left:.2f} 元；照最后一个月的上限，还要扣 {more} 个月。",
            f"{left:.2f} of the loss is left; at the cap of the last month that takes {more} more months.",
        ),
        f"⌈{left:.2f} ÷ {cap:.2f}⌉ = {more}",
    )


def _assumptions(held: Dated, source: str, is_fine: bool) -> tuple[Words, ...]:
    said = [GROSS] if is_fine else [PROVEN, GROSS]
    if held.confidence == "entered" and source:
        said.append(Words(f"最低工资的依据：{source}。", f"Source of the minimum wage: {source}."))
    return tuple(said)


TITLE = Words("工资扣除上限", "Limit of wage deduction")
PROVEN = Words(
    "损失由劳动者造成，数额有证据，劳动合同约定了赔偿。",
    "The worker caused the loss, it is proven, and the contract provides for compensation.",
)
GROSS = Words("当月工资按应发工资计。", "The month's wage is the gross wage.")
BEFORE_THE_RULE = Words(
    "1995 年 1 月 1 日以前的规定不在库里。", "The rules before 1 January 1995 are not in this book."
)
NOT_MODELLED = (
    Words("扣除社保和个税后的净工资口径。", "The reading by which the wage is net of insurance and tax."),
    Words("有的地方规定得更严。", "Stricter rules of some regions."),
    Words("农民工工资支付条例的特别规定。", "The special rules for migrant workers' wages."),
)

CALCULATORS = (
    Calculator(
        "C09",
        "deduction",
        TITLE,
        Words(
            "单位说我造成损失，从工资里扣，最多能扣多少？",
            "The employer deducts damage from my wages: how much at most?",
        ),
        (
            Fact(
                "on",
                Day(past=True),
                Words("哪一天扣的？", "On which day was it deducted?"),
                Words("按这一天的规定算；不填就按今天。", "The law of this day is applied; left out, today's."),
                required=False,
                held="happened_on",
            ),
            Fact("loss", Money(), Words("单位说损失多少钱？", "How much damage does the employer claim?")),
            Fact(
                "is_fine",
                YesNo(),
                Words(
                    "是不是罚款（迟到、差评这类），没有实际损失？",
                    "Is it a fine (late, bad reviews), with no real damage?",
                ),
                required=False,
                default=False,
            ),
            Fact(
                "months",
                Rows(
                    (
                        Fact("wage", Money(), Words("当月应发工资", "Wage of the month")),
                        Fact("deducted", Money(), Words("实际扣了", "Deducted"), required=False),
                    ),
                    most=36,
                ),
                Words("每个月应发多少，扣了多少？", "What was the wage of each month, and what was deducted?"),
                Words(
                    "没填扣了多少的月份，算出最多能扣多少。",
                    "Where no deduction is given, the most that may be is computed.",
                ),
                held="months",
            ),
            REGION,
            TIER,
            MIN_WAGE,
            Fact(
                "min_wage_source",
                Text(120),
                Words("最低工资看的是哪个通知？", "Which notice gives the minimum wage?"),
                required=False,
                default="",
                when=lambda read: bool(read.get("min_wage")),
            ),
        ),
        deduction,
        day="on",
        evidence=(
            Words("工资条或银行流水，看得出扣了多少", "Pay slips or bank statements that show the deduction"),
            Words("单位的扣款通知、罚款单、聊天记录", "The notice of deduction, fine slips, messages"),
            Words("劳动合同里关于赔偿的约定", "What the contract says of damages"),
        ),
        not_modelled=NOT_MODELLED,
        disclaimer=Words(
            "这里只算数额：损失是否成立、合同有没有约定，由双方和办案人员查明。",
            "This computes amounts only: whether the damage is proven and agreed is for the parties and the handler to find.",
        ),
    ),
)
