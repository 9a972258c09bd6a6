"""How much of a month's wage may an employer deduct for damage the worker caused?

Each month no more than 20 % of that month's wage, and what is left is never below the local minimum wage. What was
withheld beyond that is to be paid back. (Rule C09; mechanism “withheld wages”.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from . import minimum_wage
from .dated import Dated, NeedsParameter, Words
from .finding import Article, Finding, Step, fen

SHARE = Decimal("0.20")
ZERO = Decimal("0.00")

PAYMENT = Words("工资支付暂行规定", "Interim Provisions on Payment of Wages")
CONTRACT_LAW = Words("劳动合同法", "Labour Contract Law")
ONLY_SOME = Article(PAYMENT, "15", date(1995, 1, 1), "V")
TWENTY_PER_CENT = Article(PAYMENT, "16", date(1995, 1, 1), "V")
LIABILITY = Article(CONTRACT_LAW, "90", date(2008, 1, 1), "V")
ARREARS = Article(CONTRACT_LAW, "85", date(2008, 1, 1), "V")


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


def wage_deduction(
    *,
    on: date,
    loss: Decimal,
    months: Sequence[Month],
    region: str = "",
    tier: int = 1,
    least: Decimal | None = None,
    least_source: str = "",
    is_fine: bool = False,
) -> Finding:
    """What may be deducted, month by month, by the law of the day of the event.

    `least` is the local minimum wage where it is entered by hand, with `least_source`; otherwise it is looked up by region,
    tier and day. `is_fine`: a fine in place of management is no loss, and nothing of it may be deducted.
    """
    inputs = {
        "loss": loss,
        "months": [{"wage": m.wage, "deducted": m.deducted} for m in months],
        "region": region,
        "tier": tier,
        "least": least,
        "least_source": least_source,
        "is_fine": is_fine,
    }
    held = _least(region, tier, on, least, least_source)
    if isinstance(held, NeedsParameter):
        return Finding("C09", TITLE, on, inputs, None, needs=(held,), not_modelled=NOT_MODELLED)
    if on < TWENTY_PER_CENT.since:
        missing = NeedsParameter("law", region, tier, on, BEFORE_THE_RULE)
        return Finding("C09", TITLE, on, inputs, None, needs=(missing,), not_modelled=NOT_MODELLED)
    reckoned = deduct(ZERO if is_fine else loss, months, held.value)
    return Finding(
        "C09",
        TITLE,
        on,
        inputs,
        {
            "rows": [vars(row) for row in reckoned.rows],
            "illegal_excess_total": reckoned.illegal_excess_total,
            "loss_outstanding": fen(loss) if is_fine else reckoned.loss_outstanding,
            "lawful_total": sum((min(row.cap, row.deducted) for row in reckoned.rows), ZERO),
            "paid_total": sum((row.paid_to_worker for row in reckoned.rows), ZERO),
        },
        steps=tuple(_steps(loss, reckoned, held, is_fine)),
        assumptions=_assumptions(held, on, is_fine),
        parameters=(held,),
        not_modelled=NOT_MODELLED,
    )


def _least(region: str, tier: int, on: date, least: Decimal | None, source: str) -> Dated | NeedsParameter:
    """The minimum wage: what was entered from the local notice before what the book holds."""
    if least is None:
        return minimum_wage.monthly(region, tier, on=on)
    said = source or "entered by hand"
    return Dated("minimum_wage", region, tier, fen(least), "yuan/month", None, on, said, "entered", None)


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


def _assumptions(held: Dated, on: date, is_fine: bool) -> tuple[Words, ...]:
    said = [GROSS] if is_fine else [PROVEN, GROSS]
    if held.confidence == "entered":
        said.append(
            Words(f"最低工资 {held.value:.2f} 元由办案人员填写，依据：{held.source}。",
                  f"The minimum wage {held.value:.2f} was entered by the handler; source: {held.source}.")
        )  # fmt: skip
    if held.complete_until and on > held.complete_until:
        day = held.complete_until.isoformat()
        said.append(
            Words(
                f"这个地方的最低工资查到 {day} 为止；之后有没有再调整，请问一下当地。",
                f"The minimum wage of this place was looked up to {day}; ask locally whether it has risen since.",
            )
        )
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
