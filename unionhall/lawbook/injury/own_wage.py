"""Which wage do injury benefits count with? The contribution wage of twelve months, within 60 % and 300 % of the pool's average.

工伤保险条例 art. 64. Shared by disability (C14), nursing (C15) and death (C16).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..book import PLACE_NOT_SAID, Book
from ..dated import Dated, Missing, NeedsParameter
from ..facts import Fact, Money, YesNo
from ..finding import Step
from ..money import say
from ..words import Words

LEAST, MOST = Fraction(60, 100), Fraction(3)
"""Shares of the pool's average wage between which the own wage is taken (art. 64)."""
SIXTY_FOUR = article("injury_insurance_regulation", "64")
SIXTY_TWO = article("injury_insurance_regulation", "62")
IN_ADVANCE = article("social_insurance_law", "41")
POOL = "average_wage.pool"


@dataclass(frozen=True)
class OwnWage:
    """The wage taken (本人工资), with the step that says why."""

    taken: Fraction
    step: Step


def own_wage(wage: Decimal, pool_avg: Decimal) -> OwnWage:
    """Yuan a month; `pool_avg` is the average of the insurance pool in the year before. Source: 工伤保险条例 64."""
    least, most = LEAST * Fraction(pool_avg), MOST * Fraction(pool_avg)
    taken = min(max(Fraction(wage), least), most)
    if taken > wage:
        zh, en = (
            "低于当地平均工资的 60%，按 60% 算",
            "It is below 60 percent of the local average, which is taken instead",
        )
    elif taken < wage:
        zh, en = (
            "高于当地平均工资的 300%，按 300% 算",
            "It is above 300 percent of the local average, which is taken instead",
        )
    else:
        zh, en = (
            "在当地平均工资的 60% 到 300% 之间，按实际数算",
            "It is between 60 and 300 percent of the local average and counts as it is",
        )
    return OwnWage(
        taken,
        Step(
            Words(
                f"受伤前 12 个月的平均缴费工资 {say(wage)} 元：{zh}。",
                f"The average contribution wage of the 12 months before the injury is {say(wage)} yuan. {en}.",
            ),
            f"60% × {say(pool_avg)} = {say(least)}; 300% × {say(pool_avg)} = {say(most)}; {say(wage)} → {say(taken)}",
            (SIXTY_FOUR,),
        ),
    )


def pool_average(book: Book, entered: Decimal | None, region: str | None, *, on: date) -> Dated:
    """The pool's average wage of the year before: entered, else what a federation has approved. Raises Missing."""
    if entered is None and POOL not in book.tables:
        raise Missing(NeedsParameter(POOL, region or "", 1, on, POOL_AVERAGE_MISSING if region else PLACE_NOT_SAID))
    return book.either(POOL, entered, region, on=on)


def uninsured_step() -> Step:
    """Who pays where the employer took no insurance."""
    return Step(
        Words(
            "单位没有参加工伤保险：所有项目都由单位按同样的标准付；单位不付的，可以申请工伤保险基金先行支付。",
            "The employer took no injury insurance: it pays every item itself at the same rates; if it does not, the "
            "fund may be asked to pay in advance.",
        ),
        articles=(SIXTY_TWO, IN_ADVANCE),
    )


POOL_AVERAGE_MISSING = Words(
    "规则库里没有这个统筹地区上一年度的职工月平均工资，请向当地社保经办机构问到后填写。",
    "The book does not hold the average wage of this insurance pool for the year before: ask the local insurance office "
    "and enter it.",
)
POOL_AVG = Fact(
    "pool_avg",
    Money(least=Decimal(1)),
    Words(
        "工伤保险统筹地区上一年度的职工月平均工资是多少？",
        "What was the average monthly wage of the injury-insurance pool in the year before?",
    ),
    Words(
        "当地社保经办机构公布；没有填就算不出来，不会拿别的数代替。",
        "The local insurance office publishes it; without it there is no answer, and no other number is taken instead.",
    ),
    required=False,
)
WAGE = Fact(
    "wage",
    Money(),
    Words(
        "受伤前 12 个月，平均每月的缴费工资是多少？",
        "What was the average contribution wage of the 12 months before the injury?",
    ),
    Words(
        "缴工伤保险费时申报的工资；单位申报少了的，按实际工资主张差额。",
        "The wage declared for insurance; where the employer declared too little, the difference may be claimed from it.",
    ),
    held="wage",
)
INSURED = Fact(
    "insured",
    YesNo(),
    Words("单位给你交了工伤保险吗？", "Had the employer insured you against work injury?"),
    Words("不清楚就先不填，按交了算。", "Leave it out if you do not know: then it is taken that it had."),
    required=False,
    default=True,
)
