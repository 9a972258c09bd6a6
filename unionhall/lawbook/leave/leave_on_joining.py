"""How many days of annual leave are due in the year of joining an employer? (Rule C07.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Day, Fact
from ..finding import Answer, Step
from ..words import Words
from .entitlement import LOSS_FACTS, NOT_COUNTED, YEAR, YEARS, converted, crossing, entitlement


def leave_join(
    book: Book,
    *,
    join: date,
    years: Decimal,
    continuous: bool,
    sick_months: Decimal,
    personal_days: int,
    school_holidays: int,
) -> Answer:
    """Days. Source: 企业职工带薪年休假实施办法 3, 5, 18."""
    remaining = (date(join.year, 12, 31) - join).days + 1
    due = entitlement(
        years,
        continuous=continuous,
        school_holidays=school_holidays,
        personal_days=personal_days,
        sick_months=sick_months,
    )
    full = 0 if due.lost else due.days
    days = converted(remaining, full)
    other = crossing(Fraction(years) + Fraction(remaining - 1, YEAR), remaining) if full else None
    return Answer(
        {"remaining_days": remaining, "days": days},
        steps=(
            *due.steps,
            Step(
                Words(
                    f"从入职那天到年底还有 {remaining} 天，折算成 {days} 天，不足一整天的不算。",
                    f"{remaining} days are left of the year, the first one counted: {days} days; a part of a day does not count.",
                ),
                f"⌊{remaining} ÷ {YEAR} × {full}⌋ = {days}",
                (article("annual_leave_measures", "5"),),
            ),
            Step(NOT_COUNTED),
        ),
        assumptions=(AT_JOINING,),
        alternatives=(other,) if other else (),
        headline=Words(
            f"今年在新单位有 {days} 天年休假。", f"{days} days of annual leave with the new employer this year."
        ),
    )


AT_JOINING = Words("累计工龄按入职那一天算。", "The years of work are those on the day of joining.")

CALCULATORS = (
    Calculator(
        "C07",
        "leave_join",
        Words("入职当年的年休假", "Annual leave in the year of joining"),
        Words("新到一个单位，今年还有几天年休假？", "How many days of leave are left with a new employer this year?"),
        (
            Fact("join", Day(), Words("哪一天入职的？", "On which day did the work begin?"), held="hired_on"),
            YEARS,
            *LOSS_FACTS,
        ),
        leave_join,
        day="join",
        evidence=(
            Words(
                "社保缴费记录、以前的劳动合同或离职证明", "Insurance records, former contracts or leaving certificates"
            ),
            Words("本单位的劳动合同", "The contract with this employer"),
        ),
        not_modelled=(
            Words(
                "合同、集体合同、规章约定更多天数的从约定", "More days by contract, collective contract or house rules"
            ),
            Words("前一个单位今年已经休过的天数怎么算", "Days already taken this year with the former employer"),
        ),
    ),
)
