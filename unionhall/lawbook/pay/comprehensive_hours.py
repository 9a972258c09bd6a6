"""What is owed for overtime where hours are counted over a month, quarter or year (综合计算工时)? (Rule C06.)

What exceeds the working hours of the period is paid at 150 %, work on statutory holidays at 300 %.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..asked import MIN_WAGE_FACTS
from ..book import COUNTRY, Book
from ..calculator import Calculator
from ..facts import Choice, Fact, Money, Number, Whole
from ..finding import Alternative, Answer, Step
from ..money import fen, say
from ..reading import Unreadable
from ..words import Words
from .hourly_wage import HOURS_A_DAY, HourlyWage, hourly_wage

PERIODS = {
    "month": Words("按月", "Month"),
    "quarter": Words("按季", "Quarter"),
    "year": Words("按年", "Year"),
}
IN_A_YEAR = {"month": 12, "quarter": 4, "year": 1}
DAYS_AT_MOST = {"month": 31, "quarter": 92, "year": 366}
EXTENDED, HOLIDAY = Fraction(3, 2), 3
"""劳动法 art. 44."""


def comprehensive(
    book: Book,
    *,
    year: int,
    period: str,
    base: Decimal,
    worked: Decimal,
    hol_hours: Decimal,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
) -> Answer:
    """Hours and yuan. `worked` leaves out `hol_hours`. Source: 工资支付暂行规定 13; 人社部发〔2025〕2号."""
    if worked + hol_hours > 24 * DAYS_AT_MOST[period]:
        raise Unreadable(TOO_MANY, "worked")
    on = date(year, 12, 31)
    days = book.value("work_time.year_days", COUNTRY, on=on, tier=1)
    known = min_wage is not None or region
    least = book.either("minimum_wage.monthly", min_wage, region, on=on, tier=tier) if known else None
    hour = hourly_wage(book, base, on=on, least=least)
    standard = Fraction(days.value) * HOURS_A_DAY / IN_A_YEAR[period]
    beyond = max(Fraction(0), Fraction(worked) - standard)
    pay_150, pay_300 = fen(EXTENDED * hour.yuan * beyond), fen(HOLIDAY * hour.yuan * Fraction(hol_hours))
    return Answer(
        {
            "standard_hours": fen(standard),
            "overtime_hours": fen(beyond),
            "pay_150": pay_150,
            "pay_300": pay_300,
        },
        steps=(
            *hour.steps,
            Step(
                Words(
                    f"{year} 年全年工作 {days.value:g} 天，这个周期的标准工时 {fen(standard):.2f} 小时。",
                    f"{year} has {days.value:g} working days: the period has {fen(standard):.2f} standard hours.",
                ),
                f"{days.value:g} × {HOURS_A_DAY} ÷ {IN_A_YEAR[period]} = {fen(standard):.2f}",
                (article("work_time_2025" if on >= article("work_time_2025").since else "work_time_2008"),),
            ),
            Step(
                Words(
                    f"超出标准工时 {fen(beyond):.2f} 小时，按 150% 付。",
                    f"{fen(beyond):.2f} hours exceed them and are paid at 150 %.",
                ),
                f"150% × {fen(hour.yuan):.2f} × {fen(beyond):.2f} = {pay_150:.2f}",
                (article("wage_payment", "13"), article("labour_law", "44")),
            ),
            Step(
                Words(
                    "法定节假日上班的小时按 300% 付，不管总工时超没超。",
                    "Hours on statutory holidays are paid at 300 %, whether or not the total is exceeded.",
                ),
                f"300% × {fen(hour.yuan):.2f} × {say(hol_hours)} = {pay_300:.2f}",
                (article("wage_payment", "13"), article("labour_law", "44")),
            ),
            Step(PROOF, articles=(article("interpretation_one", "42"),)),
        ),
        assumptions=(APPROVED, SEPARATE, *(() if least else (NO_FLOOR,))),
        alternatives=_counted_in(worked, hol_hours, standard, hour, pay_300),
        parameters=(days, *hour.parameters),
        headline=Words(
            f"加班费合计 {pay_150 + pay_300:.2f} 元。", f"Overtime pay in all: {pay_150 + pay_300:.2f} yuan."
        ),
    )


def _counted_in(
    worked: Decimal, hol_hours: Decimal, standard: Fraction, hour: HourlyWage, pay_300: Decimal
) -> tuple[Alternative, ...]:
    """The reading by which the hours told hold those on holidays, which are then taken out once."""
    if not hol_hours:
        return ()
    beyond = max(Fraction(0), Fraction(worked) - Fraction(hol_hours) - standard)
    pay_150 = fen(EXTENDED * hour.yuan * beyond)
    return (
        Alternative(
            Words(
                "如果填的总工时里已经包含法定节假日上班的小时。",
                "If the hours worked as told already hold those on statutory holidays.",
            ),
            {"overtime_hours": fen(beyond), "pay_150": pay_150, "total": pay_150 + pay_300},
        ),
    )


TOO_MANY = Words(
    "小时数比这个周期全部的小时还多，请再看一下周期和小时数。",
    "These are more hours than the period has. Please look at the period and the hours again.",
)
APPROVED = Words(
    "综合工时经过劳动行政部门批准；没有批准的，按标准工时算加班。",
    "The authority approved comprehensive hours; without approval overtime counts by the standard day.",
)
SEPARATE = Words(
    "总工时不含法定节假日上班的小时，那部分另算 300%。",
    "The hours worked leave out those on statutory holidays, which are paid at 300 % apart.",
)
NO_FLOOR = Words(
    "没有填地方，没有和最低工资比较；基数低于最低工资的，按最低工资算会更多。",
    "No place was given, so the base was not compared with the minimum wage; below it, more is owed.",
)
PROOF = Words(
    "要证明有加班：考勤、排班、工作群记录；证据在单位手里的，可以要求单位交出来。",
    "Overtime is to be proven by attendance, rotas or messages; what the employer holds it can be asked to show.",
)

CALCULATORS = (
    Calculator(
        "C06",
        "comprehensive",
        Words("综合工时加班费", "Overtime under comprehensive hours"),
        Words(
            "工时按月、按季或按年合起来算的，加班费是多少？",
            "What is owed for overtime where hours are counted by month, quarter or year?",
        ),
        (
            Fact("year", Whole(Words("年", ""), least=1995, most=2100), Words("哪一年？", "Which year?")),
            Fact("period", Choice(PERIODS), Words("工时按多长时间合起来算？", "Over which period are hours counted?")),
            Fact("base", Money(), Words("每个月的工资基数是多少？", "What is the monthly wage base?"), held="wage"),
            Fact(
                "worked",
                Number(Words("小时", "hours"), most=Decimal(8784)),
                Words(
                    "这个周期一共干了多少小时（不含法定节假日）？",
                    "How many hours were worked in the period, statutory holidays left out?",
                ),
            ),
            Fact(
                "hol_hours",
                Number(Words("小时", "hours"), most=Decimal(400)),
                Words("其中法定节假日另外干了多少小时？", "How many hours were worked on statutory holidays besides?"),
                required=False,
                default=Decimal(0),
            ),
            *MIN_WAGE_FACTS,
        ),
        comprehensive,
        evidence=(
            Words("批准综合工时的文件", "The approval of comprehensive hours"),
            Words("整个周期的考勤、排班表", "Attendance and rotas of the whole period"),
            Words("工资条、银行流水", "Pay slips and bank statements"),
        ),
        not_modelled=(
            Words("加班基数的地方口径", "Local rules on the base"),
            Words("每月加班 36 小时的上限在综合工时下怎么摊", "How the limit of 36 hours a month is spread"),
        ),
    ),
)
