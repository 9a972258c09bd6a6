"""How long is a sick worker protected from dismissal (医疗期)? Three to twenty-four months. (Rule C10.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated
from ..facts import Day, Fact, Number, Region, Whole, YesNo
from ..finding import Alternative, Answer, Deadline, Step, deadline
from ..reading import Unreadable
from ..words import Words

TEN = 10
"""Years of work in all from which the longer periods apply."""
SHORT = ((5, 6, 12), (0, 3, 6))
LONG = ((20, 24, 30), (15, 18, 24), (10, 12, 18), (5, 9, 15), (0, 6, 12))
"""Years with the employer at least, months of the period, months within which its days are added up.
劳部发〔1994〕479号 arts. 3, 4."""
LONGEST = (24, 30)
MONTH_OF_SICKNESS = 30
"""Days taken for a month of sickness in practice."""
SHANGHAI = "上海"


def medical_period(
    book: Book,
    *,
    actual: Decimal,
    unit: Decimal,
    special: bool,
    region: str | None,
    first_sick: date | None,
    used: int | None,
    on: date,
) -> Answer:
    """Months. Source: 劳部发〔1994〕479号 3, 4; 劳部发〔1995〕236号; 劳动合同法 40, 42; 沪府发〔2015〕40号."""
    if unit > actual:
        raise Unreadable(LONGER_HERE, "unit")
    months, window = LONGEST if special else national(actual, unit)
    local, rows = _shanghai(book, region, unit, on)
    granted = months if special else local or months
    within = None if local and not special else window
    answer: dict[str, int | None] = {"months": granted, "window_months": within}
    if used is not None:
        answer["days_left"] = max(0, granted * MONTH_OF_SICKNESS - used)
    return Answer(
        answer,
        steps=(
            _table_step(actual, unit, months, window, special),
            *_local_steps(local, unit, rows, special),
            *_used_steps(granted, used),
            Step(
                Words(
                    "医疗期里单位不能以生病为由解除合同，也不能裁员裁掉。",
                    "During the period the employer may not end the contract because of the illness, nor by lay-off.",
                ),
                articles=(article("labour_contract_law", "42"),),
            ),
            Step(
                Words(
                    "期满后原来的工作和另外安排的工作都做不了的，单位才可以提前三十天通知（或多付一个月工资）解除，并付经济补偿。",
                    "Only after it, where neither the old nor other work can be done, may the contract be ended with thirty days' notice or a month's pay, and compensation.",
                ),
                articles=(article("labour_contract_law", "40"),),
            ),
        ),
        assumptions=(HOLIDAYS_COUNT, *((BY_30_DAYS,) if used is not None else ())),
        alternatives=_national_reading(local, months, window) if not special else (),
        parameters=rows,
        deadlines=_window_end(first_sick, within),
        headline=Words(f"医疗期 {granted} 个月。", f"The medical period is {granted} months."),
    )


def national(actual: Decimal, unit: Decimal) -> tuple[int, int]:
    """Months of the period, and the months within which its days are added up."""
    table = LONG if actual >= TEN else SHORT
    return next((months, window) for least, months, window in table if unit >= least)


def _shanghai(book: Book, region: str | None, unit: Decimal, on: date) -> tuple[int | None, tuple[Dated, ...]]:
    """Months by the rule of Shanghai: by full years with the employer alone."""
    if not region or region.partition("-")[0] != SHANGHAI:
        return None, ()
    first, each, most = (
        book.value(f"sickness.{name}", SHANGHAI, on=on, tier=1)
        for name in ("medical_first", "medical_each_year", "medical_most")
    )
    return min(int(most.value), int(first.value) + int(each.value) * int(unit)), (first, each, most)


def _table_step(actual: Decimal, unit: Decimal, months: int, window: int, special: bool) -> Step:
    if special:
        return Step(
            Words(
                f"癌症、精神病、瘫痪等特殊疾病，医疗期 {months} 个月；还没痊愈的，经单位和当地部门批准可以再延长。",
                f"For cancer, mental illness, paralysis and the like it is {months} months, longer with approval.",
            ),
            articles=(article("medical_period_1995"), article("medical_period_1994", "3")),
        )
    return Step(
        Words(
            f"一共工作 {actual:g} 年，在本单位 {unit:g} 年：国家规定的医疗期 {months} 个月，在 {window} 个月里累计计算。",
            f"{actual:g} years of work, {unit:g} with this employer: {months} months by national rule, added up within {window} months.",
        ),
        articles=(article("medical_period_1994", "3"), article("medical_period_1994", "4")),
    )


def _local_steps(local: int | None, unit: Decimal, rows: tuple[Dated, ...], special: bool) -> tuple[Step, ...]:
    if local is None or special:
        return ()
    first, each, most = (int(row.value) for row in rows)
    return (
        Step(
            Words(
                f"上海按本单位工龄：第一年 {first} 个月，每满一年加 {each} 个月，最多 {most} 个月。",
                f"Shanghai goes by years with the employer: {first} months, {each} more for each full year, at most {most}.",
            ),
            f"min({most}, {first} + {each} × {int(unit)}) = {local}",
            (article("shanghai_medical_period"),),
        ),
    )


def _used_steps(granted: int, used: int | None) -> tuple[Step, ...]:
    if used is None:
        return ()
    left = max(0, granted * MONTH_OF_SICKNESS - used)
    return (
        Step(
            Words(f"已经休了 {used} 天病假，还剩 {left} 天。", f"{used} days of sickness are used: {left} are left."),
            f"max(0, {granted} × {MONTH_OF_SICKNESS} − {used}) = {left}",
        ),
    )


def _national_reading(local: int | None, months: int, window: int) -> tuple[Alternative, ...]:
    if local is None:
        return ()
    words = Words("按国家规定（不按上海的规定）。", "By the national rule instead of that of Shanghai.")
    return (Alternative(words, {"months": months, "window_months": window}, (article("medical_period_1994", "3"),)),)


def _window_end(first_sick: date | None, window: int | None) -> tuple[Deadline, ...]:
    if first_sick is None or window is None:
        return ()
    words = Words("累计病休的天数算到这一天", "Days of sickness are added up until this day")
    return (deadline("window", words, first_sick, window, "months", article("medical_period_1994", "4")),)


LONGER_HERE = Words(
    "在本单位的年限不会比一共工作的年限还长，请再看一下。",
    "The years with this employer cannot exceed all years of work. Please look again.",
)
HOLIDAYS_COUNT = Words(
    "病休期间的休息日、节假日也算在医疗期里。", "Rest days and holidays during the illness count as days of the period."
)
BY_30_DAYS = Words(
    "断续病休按 30 天折一个月，这是通常做法。", "Scattered days are taken at thirty to the month, as is usual practice."
)

CALCULATORS = (
    Calculator(
        "C10",
        "medical_period",
        Words("医疗期", "Medical period"),
        Words("生病了，单位多久之内不能让我走？", "For how long may a sick worker not be dismissed?"),
        (
            Fact(
                "actual",
                Number(Words("年", "years"), most=Decimal(70)),
                Words("一共工作了多少年（所有单位加起来）？", "How many years of work in all, with every employer?"),
            ),
            Fact(
                "unit",
                Number(Words("年", "years"), most=Decimal(70)),
                Words("在现在的单位多少年了？", "How many years with this employer?"),
            ),
            Fact(
                "special",
                YesNo(),
                Words("是癌症、精神病、瘫痪这类特殊疾病吗？", "Is it cancer, mental illness, paralysis or the like?"),
                required=False,
                default=False,
            ),
            Fact(
                "region",
                Region(),
                Words("在哪里上班？", "Where is the work done?"),
                Words("上海有自己的规定。", "Shanghai has rules of its own."),
                required=False,
                held="place",
            ),
            Fact(
                "first_sick",
                Day(),
                Words("第一天病假是哪一天？", "On which day did sick leave begin?"),
                required=False,
            ),
            Fact(
                "used",
                Whole(Words("天", "days"), most=2000),
                Words("到现在一共休了多少天病假？", "How many days of sickness so far?"),
                required=False,
            ),
            Fact(
                "on",
                Day(),
                Words("按哪一天的规定？", "By the rules of which day?"),
                Words("不填就按今天。", "Left out, today's."),
                required=False,
                held="happened_on",
            ),
        ),
        medical_period,
        day="on",
        evidence=(
            Words("病历、诊断证明、病假单", "Medical records, diagnosis, sick notes"),
            Words("社保缴费记录（证明累计工龄）", "Insurance records that show the years of work"),
            Words("请假和批准的记录", "Requests for leave and their approval"),
        ),
        not_modelled=(
            Words(
                "医疗期满被解除的补偿和医疗补助费：见经济补偿",
                "Compensation and subsidy after the period: see compensation",
            ),
            Words("工伤、职业病不走医疗期", "Work injuries and occupational diseases follow other rules"),
        ),
    ),
)
