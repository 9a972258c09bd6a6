"""What is owed for annual leave not taken when employment ends? Twice the daily wage on top of the normal wage. (Rule C07.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..ending.severance import one_year_to_arbitrate
from ..facts import Day, Fact, Money, Whole, YesNo
from ..finding import Alternative, Answer, Step
from ..money import PAID_DAYS, ZERO, fen, say
from ..reading import Unreadable
from ..words import Words
from .entitlement import LOSS_FACTS, NOT_COUNTED, YEAR, YEARS, Entitlement, converted, crossing, entitlement

THREEFOLD = 3
"""Of the daily wage, the normal wage included. 职工带薪年休假条例 art. 5; 实施办法 art. 10."""


def leave_exit(
    book: Book,
    *,
    year_start: date,
    leave: date,
    years: Decimal,
    taken: int,
    monthly_avg: Decimal,
    normal_wage_already_paid: bool,
    renounced: bool,
    continuous: bool,
    sick_months: Decimal,
    personal_days: int,
    school_holidays: int,
) -> Answer:
    """Days and yuan. Source: 职工带薪年休假条例 3–5, 7; 实施办法 8, 10–12, 18."""
    if leave < year_start:
        raise Unreadable(LEFT_BEFORE, "leave")
    if leave.year != year_start.year:
        raise Unreadable(ONE_YEAR, "year_start")
    elapsed = (leave - year_start).days + 1
    right = entitlement(
        years,
        continuous=continuous,
        school_holidays=school_holidays,
        personal_days=personal_days,
        sick_months=sick_months,
    )
    full = 0 if right.lost else right.days
    due = converted(elapsed, full)
    unused = max(0, due - taken)
    daily = Fraction(monthly_avg) / PAID_DAYS
    multiple = _multiple(normal_wage_already_paid, renounced)
    extra = fen(multiple * daily * unused)
    gross = ZERO if renounced else fen(THREEFOLD * daily * unused)
    other = crossing(Fraction(years), elapsed) if full else None
    return Answer(
        {
            "elapsed_days": elapsed,
            "due_days": due,
            "unused_days": unused,
            "daily": fen(daily),
            "extra_payable": extra,
            "gross_300": gross,
        },
        steps=(
            *right.steps,
            *_next_year(right, taken),
            Step(
                Words(
                    f"今年已经过了 {elapsed} 天，折算应休 {due} 天；已安排 {taken} 天，还有 {unused} 天没休。",
                    f"{elapsed} days of the year have passed: {due} days are due, {taken} were arranged, {unused} are left.",
                ),
                f"⌊{elapsed} ÷ {YEAR} × {full}⌋ − {taken} → {unused}",
                (article("annual_leave_measures", "12"),),
            ),
            Step(
                Words(
                    f"日工资 {fen(daily):.2f} 元：前 12 个月剔除加班费的月平均工资除以 21.75 天。",
                    f"The daily wage is {fen(daily):.2f} yuan: the average monthly wage without overtime over 21.75 days.",
                ),
                f"{say(monthly_avg)} ÷ 21.75 = {fen(daily):.2f}",
                (article("annual_leave_measures", "11"),),
            ),
            Step(
                _owed(normal_wage_already_paid, renounced),
                f"{multiple * 100}% × {fen(daily):.2f} × {unused} = {extra:.2f}",
                (article("annual_leave_regulation", "5"), article("annual_leave_measures", "10")),
            ),
            Step(NOT_COUNTED),
        ),
        assumptions=(AT_LEAVING, NO_OVERTIME),
        alternatives=(*((other,) if other else ()), *_after_an_order(extra)),
        deadlines=(one_year_to_arbitrate(leave),),
        headline=Words(
            f"没休的 {unused} 天年休假，还应付 {extra:.2f} 元。",
            f"{extra:.2f} yuan are still owed for {unused} days of leave not taken.",
        ),
    )


def _multiple(paid: bool, renounced: bool) -> int:
    """Daily wages still owed for each day."""
    return (1 if renounced else THREEFOLD) - (1 if paid else 0)


def _owed(paid: bool, renounced: bool) -> Words:
    if renounced:
        return Words(
            "单位安排了休假、本人因自己的原因书面提出不休：只付正常工作期间的工资。",
            "The employer arranged the leave and the worker renounced it in writing: only the normal wage is owed.",
        )
    if paid:
        return Words(
            "没休的按日工资 300% 付；正常工资已经发过，再付 200%。",
            "Days not taken are paid at 300 %; the normal wage was paid already, so 200 % is still owed.",
        )
    return Words(
        "没休的按日工资 300% 付；正常工资也还没发，一共付 300%。",
        "Days not taken are paid at 300 %; the normal wage was not paid either, so all of it is owed.",
    )


def _next_year(right: Entitlement, taken: int) -> tuple[Step, ...]:
    if not right.lost or not taken or not right.days:
        return ()
    words = Words(
        "今年的年休假已经休了，不扣回；这种情况下一年不享受年休假。",
        "This year's leave was taken already and is not taken back; the next year's is lost instead.",
    )
    return (Step(words, articles=(article("annual_leave_measures", "8"),)),)


def _after_an_order(extra: Decimal) -> tuple[Alternative, ...]:
    if not extra:
        return ()
    words = Words(
        "劳动行政部门责令改正、逾期仍不付的，再加付同样数额的赔偿金。",
        "Where the authority orders payment and it is not made in time, the same amount is owed again as damages.",
    )
    return (
        Alternative(
            words,
            {"damages": extra, "total": 2 * extra},
            (article("annual_leave_regulation", "7"),),
        ),
    )


LEFT_BEFORE = Words(
    "最后一天比这一年开始的那天还早，请再看一下。", "The last day is before the first of that year. Please look again."
)
ONE_YEAR = Words(
    "年休假按公历年算：起算日写离职那一年的 1 月 1 日，或者当年入职的那一天。",
    "Leave counts by the calendar year: start with 1 January of the year of leaving, or the day of joining in it.",
)
AT_LEAVING = Words(
    "累计工龄按最后一天算；以前年度没休的另算，时效各地口径不同。",
    "The years of work are those on the last day; earlier years' leave is apart, and local readings of the time limit differ.",
)
NO_OVERTIME = Words(
    "月平均工资不含加班费；干了不到 12 个月的，按实际月数平均。",
    "The average leaves out overtime; under twelve months it is that of the months worked.",
)

CALCULATORS = (
    Calculator(
        "C07",
        "leave_exit",
        Words("离职时没休的年休假", "Annual leave not taken on leaving"),
        Words("离职了，没休的年休假该给多少钱？", "What is owed for leave not taken when one leaves?"),
        (
            Fact(
                "year_start",
                Day(),
                Words("今年从哪一天算起？", "From which day of the year does it count?"),
                Words(
                    "一般写 1 月 1 日；今年才入职的写入职那天。", "Usually 1 January; who joined this year, that day."
                ),
            ),
            Fact("leave", Day(), Words("最后一天上班是哪一天？", "What was the last day?"), held="left_on"),
            YEARS,
            Fact(
                "taken",
                Whole(Words("天", "days"), most=366),
                Words("今年已经休了几天年休假？", "How many days of leave were taken this year?"),
                required=False,
                default=0,
            ),
            Fact(
                "monthly_avg",
                Money(),
                Words(
                    "前 12 个月的月平均工资是多少（不含加班费）？",
                    "What was the average monthly wage of the last twelve months, overtime left out?",
                ),
                held="wage",
            ),
            Fact(
                "normal_wage_already_paid",
                YesNo(),
                Words("上班那些天的正常工资发了吗？", "Was the normal wage of the days worked paid?"),
                required=False,
                default=True,
            ),
            Fact(
                "renounced",
                YesNo(),
                Words(
                    "是不是单位安排了休假，您因自己的原因书面说不休？",
                    "Did the employer arrange the leave, and did you renounce it in writing for reasons of your own?",
                ),
                required=False,
                default=False,
            ),
            *LOSS_FACTS,
        ),
        leave_exit,
        day="leave",
        evidence=(
            Words(
                "社保缴费记录、以前的劳动合同（证明累计工龄）",
                "Insurance records and former contracts that show the years",
            ),
            Words("考勤、请假记录", "Attendance and leave records"),
            Words("最近 12 个月的工资条或银行流水", "Pay slips or bank statements of the last twelve months"),
        ),
        not_modelled=(
            Words("以前年度没休的年休假", "Leave of earlier years"),
            Words("时效从年底还是跨年度安排期满起算：各地口径", "From when the time limit runs: local readings"),
            Words("合同、集体合同约定更高的从约定", "Better terms by contract or collective contract"),
        ),
    ),
)
