"""How much is the monthly nursing allowance (生活护理费) after the level was assessed? (Rule C15.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..asked import REGION
from ..book import Book
from ..calculator import Calculator
from ..facts import Choice, Day, Fact
from ..finding import Answer, Step
from ..money import fen, say
from ..words import Words
from .own_wage import INSURED, POOL_AVG, pool_average, uninsured_step

DEGREES = {
    "full": Words("完全不能自理", "Wholly dependent"),
    "most": Words("大部分不能自理", "Mostly dependent"),
    "part": Words("部分不能自理", "Partly dependent"),
}
PERCENT = {"full": 50, "most": 40, "part": 30}
"""Percent of the pool's average wage of the year before (工伤保险条例 art. 34)."""
THIRTY_FOUR = article("injury_insurance_regulation", "34")


def nursing(
    book: Book, *, on: date, degree: str, region: str | None, pool_avg: Decimal | None, insured: bool
) -> Answer:
    """Yuan a month. Source: 工伤保险条例 34, 40, 62."""
    average = pool_average(book, pool_avg, region, on=on)
    share = PERCENT[degree]
    monthly = fen(Fraction(average.value) * share / 100)
    words = DEGREES[degree]
    return Answer(
        {"monthly": monthly},
        steps=(
            Step(
                Words(
                    f"鉴定为生活{words.zh}：按统筹地区上一年度职工月平均工资的 {share}%。",
                    f"{words.en}: {share} percent of the pool's average monthly wage of the year before.",
                ),
                f"{share}% × {say(average.value)} = {monthly:.2f}",
                (THIRTY_FOUR,),
            ),
            *(() if insured else (uninsured_step(),)),
        ),
        assumptions=(
            Words(
                "已经评定伤残等级，并且鉴定委员会确认需要护理；省里以后调整标准的，跟着调整。",
                "The level is assessed and the need of nursing confirmed; later adjustments by the province apply.",
            ),
        ),
        parameters=(average,),
        headline=Words(
            f"每月生活护理费 {monthly:.2f} 元，由{'工伤保险基金' if insured else '单位'}付。",
            f"Nursing allowance: {monthly:.2f} yuan a month, paid by {'the fund' if insured else 'the employer'}.",
        ),
    )


CALCULATORS = (
    Calculator(
        "C15",
        "nursing",
        Words("生活护理费", "Nursing allowance"),
        Words(
            "工伤以后生活不能自理，每月有多少护理费？", "How much nursing allowance is paid each month after an injury?"
        ),
        (
            Fact(
                "on",
                Day(),
                Words("从哪一天起领？", "From which day is it paid?"),
                Words("按这一天找平均工资；不填就按今天。", "The average of this day is taken; left out, today's."),
                required=False,
            ),
            Fact(
                "degree",
                Choice(DEGREES),
                Words("鉴定结论是哪一档？", "What did the committee find?"),
                Words("在劳动能力鉴定结论书上。", "It stands in the committee's finding."),
            ),
            REGION,
            POOL_AVG,
            INSURED,
        ),
        nursing,
        day="on",
        evidence=(
            Words("劳动能力鉴定结论书（写明护理等级）", "The committee's finding with the degree of nursing"),
            Words("当地上一年度职工月平均工资的通知", "The notice of the local average wage of the year before"),
        ),
        not_modelled=(
            Words("各省历年的调整", "Yearly adjustments by the provinces"),
            Words("停工留薪期内的护理（由单位负责）", "Nursing during the treatment period (the employer's duty)"),
        ),
    ),
)
