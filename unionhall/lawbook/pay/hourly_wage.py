"""What is an hour worth? The monthly wage, at least the minimum wage, over 21.75 paid days of eight hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..book import COUNTRY, Book
from ..dated import Dated
from ..finding import Step
from ..money import fen, say
from ..words import Words

HOURS_A_DAY = 8
"""国务院关于职工工作时间的规定 art. 3."""


@dataclass(frozen=True)
class HourlyWage:
    """Yuan an hour, exact, with the monthly base it comes from and the steps that say so."""

    base: Decimal
    yuan: Fraction
    steps: tuple[Step, ...]
    parameters: tuple[Dated, ...]


def hourly_wage(book: Book, base: Decimal, *, on: date, least: Dated | None) -> HourlyWage:
    """From a monthly wage in yuan. `least` is the minimum wage the base is raised to, None where it is not known."""
    days = book.value("work_time.paid_days", COUNTRY, on=on, tier=1)
    taken = base if least is None else max(base, least.value)
    yuan = Fraction(taken) / (Fraction(days.value) * HOURS_A_DAY)
    notice = article("work_time_2025" if on >= article("work_time_2025").since else "work_time_2008")
    steps = [
        Step(
            Words(
                f"小时工资按每月 {days.value} 天、每天 {HOURS_A_DAY} 小时折算。",
                f"An hour is the monthly wage over {days.value} paid days of {HOURS_A_DAY} hours.",
            ),
            f"{say(taken)} ÷ ({days.value} × {HOURS_A_DAY}) = {fen(yuan):.2f}",
            (notice, article("working_hours", "3")),
        )
    ]
    if least is not None:
        raised = base < least.value
        words = (
            Words(
                "加班费的基数低于最低工资，按最低工资算。",
                "The base of overtime pay is below the minimum wage, which is taken instead.",
            )
            if raised
            else Words("加班费的基数不低于最低工资。", "The base of overtime pay is not below the minimum wage.")
        )
        steps.insert(
            0,
            Step(words, f"max({say(base)}, {say(least.value)}) = {say(taken)}", (article("labour_law", "48"),)),
        )
    return HourlyWage(taken, yuan, tuple(steps), (days,) if least is None else (least, days))
