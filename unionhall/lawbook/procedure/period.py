"""On which day does a period end? Raw, and moved to the next working day. (Rules C17 and C21.)"""

from __future__ import annotations

from datetime import date

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Choice, Day, Fact, Whole, YesNo
from ..finding import Answer, Step
from ..words import Words
from .limitation import Limit, Reckoned, reckon

UNITS = {
    "days": Words("天", "days"),
    "months": Words("个月", "months"),
    "years": Words("年", "years"),
    "workdays": Words("个工作日", "working days"),
}
MOST = 7_500
"""More than any period of the law, twenty years in days; a day of the calendar whatever the unit."""


def dl(book: Book, *, kind: str, start: date, n: int, extend: bool) -> Answer:
    """The last day of `n` days, months, years or workdays after `start`. Source: 民法典 200–203, 民事诉讼法 85."""
    found = reckon(Limit("period", start, n, kind, moves=extend))
    return Answer(
        {"raw": found.raw, "effective": found.effective},
        steps=_steps(found, kind, n, extend),
        assumptions=(BY_RAW,) if kind != "workdays" else (),
        needs=(found.missing,) if found.missing else (),
        headline=_headline(found),
    )


def _steps(found: Reckoned, kind: str, n: int, extend: bool) -> tuple[Step, ...]:
    unit, first = UNITS[kind], found.start
    counted = Step(
        Words(f"从 {first} 的第二天起算，{n} {unit.zh}。", f"{n} {unit.en}, counted from the day after {first}."),
        f"{first} + {n} {unit.en} = {found.raw or '?'}",
        (article("civil_code", "201"), *((article("civil_code", "202"),) if kind in ("months", "years") else ())),
    )
    if kind == "workdays" or not extend:
        return (counted,)
    if found.effective is None:
        said = Words(
            "那一年的放假通知还没有收录，说不准顺不顺延；请在原来的最后一天之前办。",
            "The holiday notice of that year is not held: act by the raw day, without counting on it moving.",
        )
    elif found.effective == found.raw:
        said = Words("最后一天是工作日，不顺延。", "The last day is a working day: it does not move.")
    else:
        said = Words(
            f"最后一天休息，顺延到 {found.effective}。", f"The last day is a day off: it moves to {found.effective}."
        )
    moved = f"{found.raw} → {found.effective or '?'}"
    return (counted, Step(said, moved, (article("civil_code", "203"), article("civil_procedure_law", "85"))))


def _headline(found: Reckoned) -> Words:
    if found.raw is None:
        return Words(
            "那一年的放假通知还没有收录，工作日数不出来。", "Working days of a year not announced cannot be counted."
        )
    if found.effective is None or found.effective == found.raw:
        return Words(f"最后一天是 {found.raw}。", f"The last day is {found.raw}.")
    return Words(
        f"最后一天是 {found.raw}，顺延到 {found.effective}；最好在 {found.raw} 之前办。",
        f"The last day is {found.raw}, moved to {found.effective}; better act by {found.raw}.",
    )


BY_RAW = Words(
    "顺延之后的日子是保险，不是计划：请按原来的最后一天办。",
    "The moved day is a safety net, not the plan: act by the raw day.",
)

CALCULATORS = (
    Calculator(
        "C21",
        "dl",
        Words("期限到哪一天", "The last day of a period"),
        Words("从某一天起多少天、多少个月，最后一天是哪天？", "So many days or months from a day: which is the last?"),
        (
            Fact("kind", Choice(UNITS), Words("按什么算：天、月、年还是工作日？", "Days, months, years or workdays?")),
            Fact(
                "start",
                Day(),
                Words("从哪一天算起？", "From which day?"),
                Words(
                    "收到文书、知道这件事的那天；那天本身不算。",
                    "The day of receipt or knowledge; it is not counted itself.",
                ),
                held="happened_on",
            ),
            Fact("n", Whole(least=1, most=MOST), Words("多长？", "How many?")),
            Fact(
                "extend",
                YesNo(),
                Words("最后一天休息，要不要顺延？", "Does a last day that is a day off move?"),
                Words(
                    "打官司、申请的期限会顺延；合同自己约定的可能不会。",
                    "Periods of procedure do; those of a contract may not.",
                ),
                required=False,
                default=True,
            ),
        ),
        dl,
        day="start",
        evidence=(Words("邮件签收、送达回证，看得出是哪天收到的", "Proof of the day of receipt"),),
        not_modelled=(
            Words("在途时间：期满前交邮的不算过期", "Time in the post: what was posted in time is in time"),
            Words("法院准许的顺延", "Extension granted by the court"),
        ),
    ),
)
