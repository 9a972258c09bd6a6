"""Which monthly wage do compensation and damages count with? The average, at least the minimum wage, at most three local averages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import Article, article
from ..book import Book
from ..dated import Dated, Missing
from ..finding import Step
from ..money import fen, say
from ..months import tenure
from ..reading import Unreadable
from ..words import Words

MOST_WAGES = 12
"""Months whose wages are averaged at most (劳动合同法 art. 47)."""
CAP_YEARS = 12
"""Years counted at most where the wage is above three times the local average (劳动合同法 art. 47)."""


@dataclass(frozen=True)
class WageBase:
    """The average, raised to the minimum wage (`floored`), and capped (`taken`), with the steps that say so."""

    average: Fraction
    floored: Fraction
    taken: Fraction
    capped: bool
    steps: tuple[Step, ...]
    parameters: tuple[Dated, ...]

    def months(self, counted: float) -> float:
        """Months counted, at most twelve under the cap."""
        return min(counted, float(CAP_YEARS)) if self.capped else counted


def wage_base(
    book: Book,
    wages: Sequence[Decimal],
    *,
    on: date,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    social_avg: Decimal | None,
) -> WageBase:
    """The monthly wage of 劳动合同法 art. 47 from gross wages in yuan. Raises Missing."""
    average = Fraction(sum(wages)) / len(wages)
    least = book.either("minimum_wage.monthly", min_wage, region, on=on, tier=tier)
    floored = max(average, Fraction(least.value))
    ceiling = _ceiling(book, social_avg, region, floored, least, on=on)
    capped = ceiling is not None and floored > 3 * Fraction(ceiling.value)
    taken = 3 * Fraction(ceiling.value) if capped and ceiling else floored
    return WageBase(
        average,
        floored,
        taken,
        capped,
        (_average_step(wages, average), _floor_step(average, least), _cap_step(floored, ceiling, capped)),
        (least,) if ceiling is None else (least, ceiling),
    )


def _ceiling(
    book: Book, entered: Decimal | None, region: str | None, base: Fraction, least: Dated, *, on: date
) -> Dated | None:
    """The local average wage, or None where it cannot matter: it is never below the minimum wage."""
    try:
        return book.either("average_wage.city", entered, region, on=on)
    except Missing:
        if base <= 3 * Fraction(least.value):
            return None
        raise


def _average_step(wages: Sequence[Decimal], average: Fraction) -> Step:
    if len(set(wages)) == 1:
        formula = f"{len(wages)} × {say(wages[0])} ÷ {len(wages)} = {fen(average):.2f}"
    else:
        formula = f"({' + '.join(say(wage) for wage in wages)}) ÷ {len(wages)} = {fen(average):.2f}"
    return Step(
        Words(
            f"离职前 {len(wages)} 个月的平均应发工资 {fen(average):.2f} 元。",
            f"The average gross wage of the last {len(wages)} months is {fen(average):.2f} yuan.",
        ),
        formula,
        (article("implementing_regulation", "27"),),
    )


def _floor_step(average: Fraction, least: Dated) -> Step:
    raised = average < Fraction(least.value)
    zh = "低于最低工资，按最低工资算" if raised else "不低于当地最低工资"
    en = "It is below the minimum wage, which is taken instead" if raised else "It is not below the local minimum wage"
    return Step(
        Words(f"{zh}。", f"{en}."),
        f"max({fen(average):.2f}, {say(least.value)}) = {fen(max(average, Fraction(least.value))):.2f}",
        (article("implementing_regulation", "27"),),
    )


def _cap_step(base: Fraction, ceiling: Dated | None, capped: bool) -> Step:
    if ceiling is None:
        words = Words(
            "平均工资没有超过最低工资的三倍，也就不会超过社平工资的三倍，不封顶。",
            "The average is not above three times the minimum wage, so it cannot be above three times the local average: no cap.",
        )
        return Step(words, articles=(FORTY_SEVEN,))
    three = 3 * Fraction(ceiling.value)
    if capped:
        words = Words(
            f"超过当地社平工资的三倍，按三倍算，最多算 {CAP_YEARS} 年。",
            f"Above three times the local average wage: three times it is taken, and at most {CAP_YEARS} years.",
        )
    else:
        words = Words("没有超过当地社平工资的三倍，不封顶。", "Not above three times the local average wage: no cap.")
    sign = ">" if capped else "≤"
    return Step(words, f"3 × {say(ceiling.value)} = {say(three)}; {say(base)} {sign} {say(three)}", (FORTY_SEVEN,))


def without_overtime(wages: Sequence[Decimal], overtime: Decimal | None) -> tuple[Decimal, ...]:
    """The same average with overtime left out; nothing where there was none. Raises Unreadable."""
    if not overtime:
        return ()
    if overtime > sum(wages):
        raise Unreadable(MORE_THAN_WAGES, "overtime")
    return (sum(wages, Decimal(0)) - overtime, *(Decimal(0),) * (len(wages) - 1))


def said_of_wages(wages: Sequence[Decimal], hire: date, end: date) -> tuple[Words, ...]:
    """What is taken for granted where the number of wages does not fit the length of service."""
    touched = (end.year - hire.year) * 12 + end.month - hire.month + 1
    served = min(MOST_WAGES, tenure(hire, end).months)
    if len(wages) > touched or len(wages) < served:
        return (
            Words(
                f"填了 {len(wages)} 个月的工资，按这 {len(wages)} 个月平均；应当是离职前实际干的月份，最多 12 个月。",
                f"{len(wages)} wages were given and are averaged; they should be those of the months worked, at most 12.",
            ),
        )
    return ()


MORE_THAN_WAGES = Words(
    "加班费比工资总数还多，请再看一下。", "Overtime is more than the wages together. Please look again."
)
FORTY_SEVEN: Article = article("labour_contract_law", "47")
GROSS = Words(
    "每月工资按应发数（扣社保和个税以前），加班费也在内；有的地方不把加班费算进去。",
    "Wages are gross, overtime included; some places leave overtime out.",
)
