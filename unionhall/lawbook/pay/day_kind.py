"""Is this day paid threefold, a rest day or a day of work? (Rule C06.)

Three things that are often confused: the statutory holidays, the days off around them, and the weekends worked in exchange.
"""

from __future__ import annotations

from datetime import date

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Day, Fact
from ..finding import Answer, Step
from ..holidays import REST, STATUTORY, WORK, kind
from ..words import Words

MEANS = {
    STATUTORY: Words(
        "是法定节假日：加班付 300%，不能用补休代替。",
        "is a statutory holiday: work on it is paid at 300 %, and rest cannot replace that.",
    ),
    REST: Words(
        "是休息日：加班先安排补休，不能补休的付 200%。",
        "is a rest day: work on it is made up for by rest, or else paid at 200 %.",
    ),
    WORK: Words(
        "是工作日：超过八小时的部分付 150%。",
        "is a day of work: what exceeds eight hours is paid at 150 %.",
    ),
}


def classify_day(book: Book, *, day: date) -> Answer:
    """statutory_holiday, rest_day or workday. Source: 全国年节及纪念日放假办法 2; the yearly notices of the State Council."""
    found = kind(day)
    words = Words(f"{day.isoformat()} {MEANS[found].zh}", f"{day.isoformat()} {MEANS[found].en}")
    exchanged = _exchanged(day, found)
    return Answer(
        {"type": found},
        steps=(
            Step(words, articles=(article("holidays_measures", "2"), article("labour_law", "44"))),
            *((Step(exchanged),) if exchanged else ()),
        ),
        assumptions=(WEEKEND,),
        headline=words,
    )


def _exchanged(day: date, found: str) -> Words | None:
    weekend = day.weekday() >= 5
    if weekend and found == WORK:
        return Words(
            "这个周末按放假通知调成了上班，算工作日。", "This weekend is worked in exchange: it is a day of work."
        )
    if not weekend and found == REST:
        return Words(
            "放假通知把这一天调整成了休息，算休息日，不是三倍工资的日子。",
            "The notice made this day a day off: a rest day, not one paid threefold.",
        )
    return None


WEEKEND = Words(
    "按周六、周日休息算；单位轮休的，以排班的休息日为准。",
    "Saturday and Sunday are taken as rest days; on a rota, the days off of the rota are.",
)

CALCULATORS = (
    Calculator(
        "C06",
        "classify_day",
        Words("这一天算什么日子", "What kind of day is it"),
        Words("这一天加班，是三倍、两倍还是一倍半？", "Is work on this day paid threefold, twofold or one and a half?"),
        (Fact("day", Day(), Words("哪一天？", "Which day?"), held="happened_on"),),
        classify_day,
        day="day",
        evidence=(
            Words("考勤、排班表，看得出这一天上了班", "Attendance or rota that shows work on that day"),
            Words("单位当年的放假通知", "The employer's notice of holidays of that year"),
        ),
        not_modelled=(
            Words(
                "妇女节、青年节半天假和少数民族节日：不按三倍算。",
                "The half days of women and youth and the holidays of ethnic groups: not paid threefold.",
            ),
        ),
    ),
)
