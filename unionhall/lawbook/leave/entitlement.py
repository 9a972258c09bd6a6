"""How many days of annual leave does a year give, and when is the leave of a year lost? (Rule C07.)"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..facts import Fact, Number, Whole, YesNo
from ..finding import Alternative, Step
from ..words import Words

YEAR = 365
"""The divisor, in leap years too. 企业职工带薪年休假实施办法 arts. 5, 12."""
BANDS = ((Fraction(20), 15, 4), (Fraction(10), 10, 3), (Fraction(1), 5, 2))
"""Years of work in all, days of leave, months of sickness by which it is lost. 职工带薪年休假条例 arts. 3, 4."""
PERSONAL_DAYS = 20
"""Days of paid personal leave by which it is lost (art. 4)."""


@dataclass(frozen=True)
class Entitlement:
    """Full days of a year; `lost` says why there are none in this year, if so."""

    days: int
    lost: Words | None
    steps: tuple[Step, ...]


def full_days(years: Decimal) -> int:
    """Days of leave of a full year for years of work in all."""
    return next((days for least, days, _sick in BANDS if years >= least), 0)


def entitlement(
    years: Decimal,
    *,
    continuous: bool,
    school_holidays: int,
    personal_days: int,
    sick_months: Decimal,
) -> Entitlement:
    """Days of a full year, and whether they are lost. Source: 职工带薪年休假条例 2–4; 实施办法 3, 4, 8."""
    days = full_days(years)
    lost = _lost(years, days, continuous, school_holidays, personal_days, sick_months)
    said = Words(
        f"累计工作 {years:g} 年，全年年休假 {days} 天；换过单位的年限也算，要有材料。",
        f"{years:g} years of work in all give {days} days a year; years with former employers count, with papers.",
    )
    steps = [
        Step(
            said,
            articles=(article("annual_leave_regulation", "3"), article("annual_leave_measures", "3")),
        )
    ]
    if lost:
        steps.append(Step(lost, articles=(article("annual_leave_regulation", "4"),)))
    return Entitlement(days, lost, tuple(steps))


def _lost(
    years: Decimal, days: int, continuous: bool, school_holidays: int, personal_days: int, sick_months: Decimal
) -> Words | None:
    if not days or not continuous:
        return Words(
            "还没有连续工作满 12 个月，暂时没有年休假。",
            "Not twelve months of continuous work yet, so there is no annual leave for now.",
        )
    if school_holidays > days:
        return Words(
            f"寒暑假 {school_holidays} 天，比年休假多，当年不另享受年休假。",
            f"School holidays of {school_holidays} days exceed the leave: none besides in that year.",
        )
    if personal_days >= PERSONAL_DAYS:
        return Words(
            f"带薪事假满 {PERSONAL_DAYS} 天，当年不享受年休假。",
            f"{PERSONAL_DAYS} days or more of paid personal leave: no annual leave in that year.",
        )
    most = next(sick for least, _days, sick in BANDS if years >= least)
    if sick_months >= most:
        return Words(
            f"病假累计满 {most} 个月，当年不享受年休假。",
            f"Sick leave of {most} months or more: no annual leave in that year.",
        )
    return None


def converted(days: int, full: int) -> int:
    """Whole days of leave for calendar days of a year; a part of a day does not count."""
    return days * full // YEAR


def crossing(years_at_end: Fraction, calendar_days: int) -> Alternative | None:
    """Where the 10- or 20-year mark lies inside these days: the leave by the days before and from the mark."""
    for mark, after, _sick in BANDS[:2]:
        before = next(days for least, days, _ in BANDS if least < mark)
        since = int((years_at_end - mark) * YEAR)
        if years_at_end >= mark and 0 < since < calendar_days:
            days = ((calendar_days - since) * before + since * after) // YEAR
            return Alternative(
                Words(
                    f"这一年里满了 {mark} 年：有的地方按前后两段分别折算。",
                    f"The mark of {mark} years fell in this time: some places convert the days before and after apart.",
                ),
                {"days": days},
            )
    return None


NOT_COUNTED = Words(
    "探亲假、婚丧假、产假、工伤停工留薪期不算年休假。",
    "Home leave, marriage and funeral leave, maternity leave and time off after an injury are no annual leave.",
)
YEARS = Fact(
    "years",
    Number(Words("年", "years"), most=Decimal(70)),
    Words("到现在一共工作了多少年（所有单位加起来）？", "How many years of work in all, with every employer?"),
    Words(
        "社保缴费记录、劳动合同、档案都可以证明；可以写 9.5。",
        "Insurance records, contracts or the file prove it; 9.5 may be written.",
    ),
)
LOSS_FACTS = (
    Fact(
        "continuous",
        YesNo(),
        Words("已经连续工作满 12 个月了吗（可以跨单位）？", "Twelve months of continuous work, with any employer?"),
        required=False,
        default=True,
    ),
    Fact(
        "sick_months",
        Number(Words("个月", "months"), most=Decimal(12)),
        Words("今年病假加起来几个月？", "How many months of sick leave this year?"),
        required=False,
        default=Decimal(0),
    ),
    Fact(
        "personal_days",
        Whole(Words("天", "days"), most=366),
        Words("今年请了多少天不扣工资的事假？", "How many days of paid personal leave this year?"),
        required=False,
        default=0,
    ),
    Fact(
        "school_holidays",
        Whole(Words("天", "days"), most=366),
        Words("今年有多少天寒暑假（老师等）？", "How many days of school holidays this year (teachers and the like)?"),
        required=False,
        default=0,
    ),
)
