"""How much is the union fee, and how is it shared? Two per cent of all wages. (Rule C29.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..book import COUNTRY, Book
from ..calculator import Calculator
from ..facts import Day, Fact, Money, Percent, YesNo
from ..finding import Alternative, Answer, Step
from ..money import ZERO, fen
from ..words import Words

RATE_PCT = 2
FEE, ORDER = article("union_law", "43"), article("union_law", "44")
COUNTED, LEFT_OUT = article("total_wages_provisions", "4"), article("total_wages_provisions", "11")


def union_fee(
    book: Book,
    *,
    total_wages: Decimal,
    upper_pct: Decimal | None,
    on: date,
    is_preparation: bool,
    paid: Decimal | None,
) -> Answer:
    """Yuan; the shares always add up to the fee. Source: 工会法 43, 44; 关于工资总额组成的规定 4, 11."""
    share = (
        book.entered("union_fee.upper_pct", upper_pct, on=on, unit="percent")
        if upper_pct is not None
        else book.value("union_fee.upper_pct", COUNTRY, on=on)
    )
    total = fen(Fraction(total_wages) * RATE_PCT / 100)
    upward = fen(Fraction(total) * Fraction(share.value) / 100)
    result: dict[str, Any] = {"total": total, "upward": upward, "grassroots": total - upward}
    if paid is not None:
        result["owed"] = max(ZERO, total - fen(paid))
    return Answer(
        result,
        steps=tuple(_steps(total_wages, share.value, result, is_preparation)),
        assumptions=(ALL_STAFF,),
        alternatives=(_collected_in_full(total),),
        parameters=(share,),
        headline=Words(
            f"应拨缴工会经费 {total:.2f} 元，其中基层留 {total - upward:.2f} 元。",
            f"The fee is {total:.2f} yuan, of which {total - upward:.2f} stays with the union of the firm.",
        ),
    )


def _steps(wages: Decimal, share: Decimal, result: dict[str, Any], is_preparation: bool) -> list[Step]:
    total, upward, grassroots = result["total"], result["upward"], result["grassroots"]
    named = Words("建会筹备金", "preparation fee") if is_preparation else Words("工会经费", "union fee")
    steps = [
        Step(
            Words(
                "工资总额算全部职工：计时、计件、奖金、津贴、加班、特殊情况下的工资；劳保福利、出差补助等不算。",
                "Total wages are of all staff: time and piece wages, bonuses, allowances, overtime, special cases; "
                "welfare, travel money and the like are left out.",
            ),
            articles=(COUNTED, LEFT_OUT),
        ),
        Step(
            Words(
                f"{named.zh}按 2% 是 {total:.2f} 元，税前列支。", f"The {named.en} at 2 % is {total:.2f}, before tax."
            ),
            f"2% × {wages:.2f} = {total:.2f}",
            (FEE,),
        ),
        Step(
            Words(
                f"上缴 {share}%：{upward:.2f} 元，基层留成 {grassroots:.2f} 元。",
                f"{share} % goes up: {upward:.2f}; {grassroots:.2f} stays.",
            ),
            f"{share}% × {total:.2f} = {upward:.2f}; {total:.2f} − {upward:.2f} = {grassroots:.2f}",
        ),
    ]
    if "owed" in result:
        owed = result["owed"]
        words = (
            Words(
                f"还差 {owed:.2f} 元；没有正当理由不缴的，工会可以申请支付令。",
                f"{owed:.2f} is still owed; without good reason the union may ask for a payment order.",
            )
            if owed
            else Words("已经缴足。", "Paid in full.")
        )
        steps.append(Step(words, f"max(0, {total:.2f} − {total - owed:.2f}) = {owed:.2f}" if owed else "", (ORDER,)))
    return steps


def _collected_in_full(total: Decimal) -> Alternative:
    return Alternative(
        Words(
            "由税务全额代收的地方，单位先缴全部 2%，再按比例返还基层。",
            "Where the tax office collects all of it, the whole 2 % is paid first and the union's share comes back.",
        ),
        {"paid_first": total},
        (FEE,),
    )


ALL_STAFF = Words(
    "工资总额是全部职工的，不只是会员；缴费比例和收缴方式按本省规定。",
    "Wages are those of all staff, not of members only; shares and collection follow the province.",
)

CALCULATORS = (
    Calculator(
        "C29",
        "union_fee",
        Words("工会经费", "Union fee"),
        Words("单位每月该拨缴多少工会经费，怎么分？", "How much union fee is due each month, and how is it shared?"),
        (
            Fact("total_wages", Money(), Words("全部职工这个月工资总额多少？", "What are all wages of the month?")),
            Fact(
                "upper_pct",
                Percent(),
                Words("上缴百分之几？", "What share goes up?"),
                Words("各省不同；不填按常见的 40%，待核实。", "It differs by province; left out, the usual 40 %."),
                required=False,
            ),
            Fact(
                "is_preparation",
                YesNo(),
                Words("还没有建会，缴的是筹备金吗？", "Is there no union yet, and a preparation fee is paid?"),
                required=False,
                default=False,
            ),
            Fact("paid", Money(), Words("已经缴了多少？", "How much was paid?"), required=False, held="paid"),
            Fact("on", Day(), Words("哪个月的？写那个月任何一天", "Of which month? Any day of it"), required=False),
        ),
        union_fee,
        day="on",
        evidence=(
            Words("工资总额报表、完税凭证", "Wage reports and tax papers"),
            Words("拨缴凭证", "Proof of payment"),
        ),
        not_modelled=(
            Words("会员会费（本人收入的 0.5%）", "Members' dues (0.5 % of income)"),
            Words("各省税务代收后的返还时间", "When shares come back after collection by the tax office"),
        ),
        for_workers=False,
    ),
)
