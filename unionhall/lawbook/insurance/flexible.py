"""What does it cost to insure oneself as a flexible worker (灵活就业参保)? (Rule C34.)

The base is chosen between the local bounds; pension 20 percent, 8 points of it to the personal account; medical by region.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated, Missing
from ..facts import Day, Fact, Money, Percent, Region, Whole
from ..finding import Alternative, Answer, Step
from ..money import ZERO, fen, say
from ..reading import Unreadable
from ..words import Words

PENSION_PERCENT, PERSONAL_POINTS = Decimal(20), 8
"""国发〔2005〕38号."""
EMPLOYEE_PERCENT = Decimal("10.5")
"""What an employee pays: pension 8, medical 2, unemployment 0.5 percent."""
LOWER, UPPER, MEDICAL = "flexible_insurance.lower", "flexible_insurance.upper", "flexible_insurance.medical"
BOUNDS, RATE = article("rates_2019", "3"), article("pension_2005")
MAY_JOIN = article("social_insurance_law", "12")


def flexible(
    book: Book,
    *,
    on: date,
    base: Decimal,
    region: str | None,
    tier: int | None,
    lower: Decimal | None,
    upper: Decimal | None,
    pension: Decimal,
    medical: Decimal | None,
    subsidy_pct: Decimal | None,
) -> Answer:
    """Yuan a month. Rates in percent; `subsidy_pct` of the contributions at the lowest base.

    Source: 社会保险法 12; 国办发〔2019〕13号 3; 国发〔2005〕38号.
    """
    least = book.either(LOWER, lower, region, on=on, tier=tier)
    most = book.either(UPPER, upper, region, on=on, tier=tier)
    if most.value < least.value:
        raise Unreadable(BOUNDS_CROSSED, "upper")
    rate = _medical(book, medical, region, on=on)
    taken = min(max(base, least.value), most.value)
    pays = _share(taken, pension)
    account = _share(taken, min(Decimal(PERSONAL_POINTS), pension))
    cares = _share(taken, rate.value) if rate else ZERO
    total = pays + cares
    result = {
        "base": fen(taken),
        "pension": pays,
        "personal_account": account,
        "medical": cares,
        "total": total,
    }
    steps = [
        _base_step(base, least, most, taken),
        Step(
            Words(
                f"养老保险 {pension:g}%，其中 {PERSONAL_POINTS}% 记入个人账户（{account:.2f} 元）。",
                f"Pension {pension:g} percent, of which {PERSONAL_POINTS} points go to the personal account ({account:.2f}).",
            ),
            f"{pension:g}% × {say(taken)} = {pays:.2f}; {PERSONAL_POINTS}% × {say(taken)} = {account:.2f}",
            (MAY_JOIN, RATE),
        ),
        _medical_step(rate, taken, cares),
        Step(
            Words(
                f"每月合计 {total:.2f} 元，一年 {total * 12:.2f} 元。",
                f"In all {total:.2f} a month, {total * 12:.2f} a year.",
            ),
            f"{pays:.2f} + {cares:.2f} = {total:.2f}; 12 × {total:.2f} = {total * 12:.2f}",
        ),
    ]
    others = [_as_employee(taken)]
    if subsidy_pct is not None:
        lowest = _share(least.value, pension) + (_share(least.value, rate.value) if rate else ZERO)
        subsidy = _share(lowest, subsidy_pct)
        result["subsidy"] = subsidy
        steps.append(
            Step(
                Words(
                    f"符合条件的补贴 {subsidy_pct:g}%，按最低基数的缴费算：每月 {subsidy:.2f} 元。",
                    f"The subsidy of {subsidy_pct:g} percent, on the contributions at the lowest base: {subsidy:.2f} a month.",
                ),
                f"{subsidy_pct:g}% × {lowest:.2f} = {subsidy:.2f}",
            )
        )
        if (own := _share(total, subsidy_pct)) != subsidy:
            others.append(Alternative(ON_THE_OWN_BASE, {"subsidy": own}))
    steps.append(GAP)
    return Answer(
        result,
        steps=tuple(steps),
        assumptions=(SUBSIDY_CONDITIONS,) if subsidy_pct is not None else (),
        alternatives=tuple(others),
        parameters=tuple(row for row in (least, most, rate) if row is not None),
        headline=Words(f"每月缴 {total:.2f} 元。", f"{total:.2f} yuan a month."),
    )


def _share(amount: Decimal, percent: Decimal) -> Decimal:
    return fen(Fraction(amount) * Fraction(percent) / 100)


def _medical(book: Book, entered: Decimal | None, region: str | None, *, on: date) -> Dated | None:
    """The rate of the medical contribution; None where it is neither entered nor held."""
    if entered is None and not region:
        return None
    try:
        return book.either(MEDICAL, entered, region, on=on, unit="percent")
    except Missing:
        return None


def _base_step(base: Decimal, least: Dated, most: Dated, taken: Decimal) -> Step:
    if taken > base:
        zh, en = "低于下限，按下限算", "It is below the lower bound, which is taken"
    elif taken < base:
        zh, en = "高于上限，按上限算", "It is above the upper bound, which is taken"
    else:
        zh, en = "在上下限之间", "It is between the bounds"
    return Step(
        Words(f"选的缴费基数 {say(base)} 元：{zh}。", f"The base chosen is {say(base)} yuan. {en}."),
        f"min(max({say(base)}, {say(least.value)}), {say(most.value)}) = {say(taken)}",
        (BOUNDS,),
    )


def _medical_step(rate: Dated | None, taken: Decimal, cares: Decimal) -> Step:
    if rate is None:
        return Step(
            Words(
                "没有填医疗保险的费率，这里没有算医疗保险；各地不一样，请看当地通知。",
                "No medical rate was given, so medical insurance is not in it; it differs by place, see the local notice.",
            )
        )
    return Step(
        Words(f"医疗保险 {rate.value:g}%。", f"Medical {rate.value:g} percent."),
        f"{rate.value:g}% × {say(taken)} = {cares:.2f}",
    )


def _as_employee(taken: Decimal) -> Alternative:
    return Alternative(
        Words(
            "如果有单位、按职工参保：同样的基数，自己只缴养老 8%、医疗 2%、失业 0.5%，其余由单位缴。",
            "With an employer, on the same base, one pays 8 percent for the pension, 2 medical and 0.5 unemployment; the "
            "employer pays the rest.",
        ),
        {"employee_share": _share(taken, EMPLOYEE_PERCENT)},
    )


GAP = Step(
    Words(
        "还要缴多少个月才够退休，用“退休年龄和最低缴费年限”算。",
        "How many more months are needed is reckoned by “Retirement age and minimum years”.",
    )
)
ON_THE_OWN_BASE = Words(
    "补贴按实际缴费的百分比算的地方。", "Where the subsidy is a percentage of what is actually paid."
)
SUBSIDY_CONDITIONS = Words(
    "符合当地就业困难人员的条件，并且在补贴期限内。",
    "The local conditions for those hard to employ are met, within the period of the subsidy.",
)
BOUNDS_CROSSED = Words(
    "上限比下限还低，请再看一下当地的通知。", "The upper bound is below the lower one: look at the local notice again."
)


def _no_region(read: object) -> bool:
    return not (isinstance(read, dict) and read.get("region"))


CALCULATORS = (
    Calculator(
        "C34",
        "flexible",
        Words("灵活就业参保费用", "Cost of insuring oneself"),
        Words(
            "没有单位，自己交社保一个月要多少钱？", "What does it cost each month to insure myself without an employer?"
        ),
        (
            Fact(
                "on",
                Day(),
                Words("从哪一天起缴？", "From which day is it paid?"),
                Words("按这一天的上下限算；不填就按今天。", "The bounds of this day are taken; left out, today's."),
                required=False,
            ),
            Fact("base", Money(), Words("打算按多少钱的基数缴？", "Which base do you choose?")),
            Fact(
                "region",
                Region(table=LOWER),
                Words("在哪里参保？", "Where are you insured?"),
                Words("没有收录的地方，请填当地的上限和下限。", "For a place not held, enter the local bounds."),
                required=False,
                held="place",
            ),
            Fact(
                "tier",
                Whole(least=1, most=6),
                Words("当地下限的第几档？", "Which tier of the local lower bound?"),
                required=False,
                when=lambda read: str(read.get("region") or "").startswith("广东"),
            ),
            Fact(
                "lower",
                Money(least=Decimal(1)),
                Words("当地缴费基数的下限是多少？", "What is the local lower bound?"),
                required=False,
                when=_no_region,
            ),
            Fact(
                "upper",
                Money(least=Decimal(1)),
                Words("当地缴费基数的上限是多少？", "What is the local upper bound?"),
                required=False,
                when=_no_region,
            ),
            Fact(
                "pension",
                Percent(),
                Words("养老保险的费率是多少？", "What is the rate of the pension?"),
                Words("全国一般是 20%。", "20 percent as a rule."),
                required=False,
                default=PENSION_PERCENT,
            ),
            Fact(
                "medical",
                Percent(),
                Words("医疗保险的费率是多少？", "What is the rate of medical insurance?"),
                Words("各地不一样；不参加就不填。", "It differs by place; leave it out if you do not join."),
                required=False,
            ),
            Fact(
                "subsidy_pct",
                Percent(),
                Words("当地社保补贴是百分之几？", "What percentage is the local subsidy?"),
                Words("4050 等困难人员才有；没有就不填。", "For those hard to employ; leave it out if there is none."),
                required=False,
            ),
        ),
        flexible,
        day="on",
        evidence=(
            Words("当地缴费基数上下限的通知", "The notice of the local bounds"),
            Words("灵活就业登记、补贴申请材料", "Registration as a flexible worker, papers for the subsidy"),
        ),
        not_modelled=(
            Words("居民养老、居民医疗保险", "The resident schemes"),
            Words(
                "医疗保险的等待期（上海 6 个月，断保 3 个月内续上的免）",
                "Waiting periods (Shanghai: 6 months, none if renewed within 3)",
            ),
            Words("各地补贴的人员范围和年限", "Who has the subsidy, and for how long"),
        ),
    ),
)
