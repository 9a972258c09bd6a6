"""When may I retire, and how many years must be paid by then (法定退休年龄、最低缴费年限)? (Rule C33.)

From 2025 the age rises by a month for every four months of birth (men, and women of 55) or every two (women of 50).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Choice, Day, Fact, Whole
from ..finding import Alternative, Answer, Deadline, Step
from ..months import add_months
from ..words import Words

YEAR = 12


@dataclass(frozen=True)
class Cohort:
    """The age before 2025, the first month of birth that waits longer, months of birth for a month more, months at most."""

    age: int
    first: tuple[int, int]
    every: int
    most: int


COHORTS = {
    "male": Cohort(60, (1965, 1), 4, 36),
    "female55": Cohort(55, (1970, 1), 4, 36),
    "female50": Cohort(50, (1975, 1), 2, 60),
}
"""国务院关于渐进式延迟法定退休年龄的办法, annexes 1–3."""
KINDS = {
    "male": Words("男职工", "Man"),
    "female55": Words("女职工，原来 55 岁退休（管理、技术岗位）", "Woman, formerly 55 (managers and specialists)"),
    "female50": Words("女职工，原来 50 岁退休", "Woman, formerly 50"),
}
WINDOW = 36
"""Months by which one may go earlier or later."""
NOTICE_EARLY, NOTICE_LATE = 3, 1
"""Months before which early retirement is told, and later retirement agreed, in writing."""
YEARS_UNTIL_2029, MOST_YEARS, LAST_YEAR_OF_15 = 15, 20, 2029
DECISION, AGE = article("retirement_decision"), article("retirement_measures", "1")
YEARS, FLEXIBLE = article("retirement_measures", "2"), article("retirement_measures", "3")
WRITING = article("flexible_retirement")
SHORT = article("social_insurance_law", "16")


def delay_of(kind: str, birth: date) -> int:
    """Months by which the age rises for a month of birth."""
    cohort = COHORTS[kind]
    since = (birth.year - cohort.first[0]) * YEAR + birth.month - cohort.first[1]
    return min(cohort.most, since // cohort.every + 1) if since >= 0 else 0


def min_months(year: int) -> int:
    """Months that must be paid for a pension from a year on: 15 years, from 2030 half a year more each year, at most 20."""
    more = max(0, year - LAST_YEAR_OF_15)
    return min(MOST_YEARS * YEAR, YEARS_UNTIL_2029 * YEAR + more * YEAR // 2)


def retirement(book: Book, *, kind: str, birth: date, paid_months: int | None) -> Answer:
    """Days of retirement, years that must be paid. Source: 国务院办法 1–3; 人社部发〔2024〕94号; 社会保险法 16."""
    cohort, delay = COHORTS[kind], delay_of(kind, birth)
    former = add_months(birth, cohort.age * YEAR)
    months = cohort.age * YEAR + delay
    legal = add_months(birth, months)
    earliest = max(former, add_months(birth, months - WINDOW))
    latest = add_months(birth, months + WINDOW)
    needed = min_months(legal.year)
    years, rest = divmod(months, YEAR)
    result: dict[str, Any] = {
        "delay_months": delay,
        "legal_age": f"{years}岁{rest}个月",
        "legal_date": legal,
        "earliest_flexible": earliest,
        "latest_flexible": latest,
        "min_years_at_legal": needed / YEAR,
    }
    if paid_months is not None:
        result["gap_months"] = max(0, needed - paid_months)
    return Answer(
        result,
        steps=(
            _delay_step(kind, birth, delay),
            Step(
                Words(
                    f"法定退休年龄 {years} 岁 {rest} 个月，也就是 {legal}。",
                    f"The retirement age is {years} years and {rest} months: {legal}.",
                ),
                f"{birth} + {cohort.age} 岁 + {delay} 个月 = {legal}",
                (DECISION, AGE),
            ),
            Step(
                Words(
                    f"可以自愿提前到 {earliest}（要缴满最低年限，不早于原来的 {cohort.age} 岁），也可以和单位商量延后，最晚到 {latest}；"
                    "单位不能强迫。",
                    f"One may choose to go as early as {earliest} (with the minimum years, never before {cohort.age}), or agree with "
                    f"the employer to stay until {latest} at most; nobody may be forced.",
                ),
                f"{legal} ± {WINDOW} 个月",
                (FLEXIBLE,),
            ),
            Step(
                Words(
                    f"{legal.year} 年退休，最低要缴 {needed / YEAR:g} 年。",
                    f"Retiring in {legal.year} takes at least {needed / YEAR:g} years of contributions.",
                ),
                f"min(20, 15 + 0.5 × max(0, {legal.year} − {LAST_YEAR_OF_15})) = {needed / YEAR:g}",
                (YEARS,),
            ),
            *_gap_steps(needed, paid_months),
        ),
        assumptions=(DAY_OF_BIRTH, *((BEFORE_2025,) if legal < DECISION.since else ())),
        alternatives=_early(earliest, legal, paid_months),
        deadlines=_deadlines(earliest, legal),
        headline=Words(
            f"法定退休年龄 {years} 岁 {rest} 个月，{legal} 退休。",
            f"Retirement at {years} years and {rest} months, on {legal}.",
        ),
    )


def _delay_step(kind: str, birth: date, delay: int) -> Step:
    cohort = COHORTS[kind]
    year, month = cohort.first
    if not delay:
        words = Words(
            f"{year} 年 {month} 月以前出生，不延迟。",
            f"Born before {year}-{month:02}: the age does not rise.",
        )
        return Step(words, articles=(AGE,))
    since = (birth.year - year) * YEAR + birth.month - month
    return Step(
        Words(
            f"从 {year} 年 {month} 月起，每 {cohort.every} 个月延迟 1 个月，最多 {cohort.most} 个月：延迟 {delay} 个月。",
            f"From births in {year}-{month:02} on, one month more for every {cohort.every}, at most {cohort.most}: {delay} months.",
        ),
        f"min({cohort.most}, ⌊{since} ÷ {cohort.every}⌋ + 1) = {delay}",
        (AGE,),
    )


def _gap_steps(needed: int, paid: int | None) -> tuple[Step, ...]:
    if paid is None:
        return ()
    gap = max(0, needed - paid)
    if gap:
        words = Words(
            f"已经缴了 {paid} 个月，还差 {gap} 个月；到时候不够的，可以延长缴费，或者按规定一次性补缴。",
            f"{paid} months are paid, {gap} are missing; what is missing then may be paid on, or at once as the rules allow.",
        )
    else:
        words = Words(f"已经缴了 {paid} 个月，够了。", f"{paid} months are paid: enough.")
    return (Step(words, f"max(0, {needed} − {paid}) = {gap}", (YEARS, SHORT)),)


def _early(earliest: date, legal: date, paid: int | None) -> tuple[Alternative, ...]:
    """The years that count if one goes at the earliest day."""
    if earliest >= legal:
        return ()
    needed = min_months(earliest.year)
    result: dict[str, Any] = {"date": earliest, "min_years": needed / YEAR}
    if paid is not None:
        result["gap_months"] = max(0, needed - paid)
    return (
        Alternative(
            Words(
                "选择最早的那一天退休的，最低缴费年限按那一年的标准（待核实）。",
                "Retiring on the earliest day, the minimum years of that year count (to be verified).",
            ),
            result,
            (YEARS, FLEXIBLE),
        ),
    )


def _deadlines(earliest: date, legal: date) -> tuple[Deadline, ...]:
    late = Deadline(
        "agree_later",
        Words(
            "想延后退休的，最晚在这一天之前和单位书面约定",
            "To stay longer, agree in writing with the employer by this day",
        ),
        legal,
        add_months(legal, -NOTICE_LATE),
        add_months(legal, -NOTICE_LATE),
        (WRITING,),
    )
    if earliest >= legal:
        return (late,)
    day = add_months(earliest, -NOTICE_EARLY)
    return (
        Deadline(
            "tell_early",
            Words(
                "想最早退休的，最晚在这一天之前书面告知单位",
                "To go on the earliest day, tell the employer in writing by this day",
            ),
            earliest,
            day,
            day,
            (WRITING,),
        ),
        late,
    )


DAY_OF_BIRTH = Words(
    "附件只列到年月；日子按生日那一天，那个月没有这一天的按月底。",
    "The annexes give year and month; the day is the birthday, or the end of the month where it has no such day.",
)
BEFORE_2025 = Words(
    "2025 年以前就到退休年龄的，按原来的办法退休；弹性延后从 2025 年 1 月 1 日起才有。",
    "Those who reached the age before 2025 retire by the former rules; staying longer exists since 1 January 2025 only.",
)

CALCULATORS = (
    Calculator(
        "C33",
        "retirement",
        Words("退休年龄和最低缴费年限", "Retirement age and minimum years"),
        Words("我哪一天可以退休，社保要缴满几年？", "When may I retire, and how many years must be paid?"),
        (
            Fact(
                "kind",
                Choice(KINDS),
                Words("属于哪一种？", "Which is it?"),
                Words(
                    "女职工看改革前应当几岁退休。",
                    "For women: the age at which they would have retired before the reform.",
                ),
            ),
            Fact("birth", Day(past=True), Words("哪一天出生的？", "On which day were you born?"), held="born_on"),
            Fact(
                "paid_months",
                Whole(unit=Words("个月", "months"), most=900),
                Words("养老保险已经缴了多少个月？", "For how many months has the pension been paid?"),
                Words("视同缴费的也算；不知道可以跳过。", "Months taken as paid count; skip it if you do not know."),
                required=False,
            ),
        ),
        retirement,
        evidence=(
            Words("身份证、档案里的出生日期", "The date of birth on the identity card and in the file"),
            Words("养老保险缴费记录", "The record of pension contributions"),
        ),
        not_modelled=(
            Words("特殊工种提前退休", "Early retirement from special occupations"),
            Words("病残津贴（2025 年起）", "The invalidity allowance (since 2025)"),
            Words("公务员和事业单位的特别规定", "Special rules of civil servants and public institutions"),
        ),
    ),
)
