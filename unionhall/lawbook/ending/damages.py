"""How much are damages for unlawful termination (违法解除赔偿金)? Twice the compensation of art. 47. (Rule C02.)

Counted from the first day of service, with no split at 2008; compensation (C01) is not paid besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..asked import END, HIRE, MIN_WAGE, REGION, SOCIAL_AVG, TIER, WAGES
from ..book import Book
from ..calculator import Calculator
from ..finding import Alternative, Answer, Step
from ..money import fen, halves, say
from ..months import tenure
from ..reading import Unreadable
from ..words import Words
from .severance import ENDS_BEFORE, one_year_to_arbitrate
from .wage_base import FORTY_SEVEN, GROSS, wage_base


def damages87(
    book: Book,
    *,
    hire: date,
    end: date,
    wages: Sequence[Decimal],
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    social_avg: Decimal | None,
) -> Answer:
    """Yuan, and months of service in halves. Source: 劳动合同法 47, 48, 87; 实施条例 25."""
    if end < hire:
        raise Unreadable(ENDS_BEFORE, "end")
    base = wage_base(book, wages, on=end, region=region, tier=tier, min_wage=min_wage, social_avg=social_avg)
    service = tenure(hire, end)
    counted = base.months(service.severance_months)
    amount = fen(2 * Fraction(counted) * base.taken)
    single = fen(Fraction(counted) * base.taken)
    years, months = service.years
    return Answer(
        {"years": halves(counted), "base": fen(base.taken), "capped": base.capped, "amount": amount},
        steps=(
            *base.steps,
            Step(
                Words(
                    f"从入职第一天算起，干了 {years} 年 {months} 个月 {service.days} 天，算 {counted:g} 个月工资。",
                    f"Service from the first day is {years} years, {months} months and {service.days} days: "
                    f"{counted:g} months' wages.",
                ),
                f"{hire} – {end}",
                (FORTY_SEVEN, article("implementing_regulation", "25")),
            ),
            Step(
                Words(
                    "违法解除或终止的，按经济补偿的两倍付赔偿金，不再另付经济补偿。",
                    "For unlawful termination twice the compensation is owed, and no compensation besides.",
                ),
                f"2 × {counted:g} × {say(base.taken)} = {amount:.2f}",
                (article("labour_contract_law", "87"),),
            ),
        ),
        assumptions=(GROSS, UNLAWFUL),
        alternatives=(
            Alternative(
                Words(
                    "如果解除是合法的，只付经济补偿。", "If the termination was lawful, only the compensation is owed."
                ),
                {"amount": single},
                (FORTY_SEVEN,),
            ),
            Alternative(
                Words(
                    "也可以不要赔偿金，要求恢复劳动关系，单位补发决定之日到恢复之前的工资。",
                    "Instead of damages one may ask to be taken back, with wages from the decision until work resumes.",
                ),
                {},
                (article("labour_contract_law", "48"),),
            ),
        ),
        parameters=base.parameters,
        deadlines=(one_year_to_arbitrate(end),),
        headline=Words(f"违法解除赔偿金 {amount:.2f} 元。", f"Damages for unlawful termination: {amount:.2f} yuan."),
    )


UNLAWFUL = Words(
    "解除确实违法：没有法定理由、没有通知工会，或者在医疗期、孕期、产期、哺乳期里解除。",
    "The termination was unlawful: without a legal ground, without telling the union, or during illness, pregnancy, birth or nursing.",
)

CALCULATORS = (
    Calculator(
        "C02",
        "damages87",
        Words("违法解除赔偿金", "Damages for unlawful termination"),
        Words("单位违法把我辞退，该赔多少？", "What is owed when I was dismissed unlawfully?"),
        (
            HIRE,
            END,
            WAGES,
            REGION,
            TIER,
            MIN_WAGE,
            SOCIAL_AVG,
        ),
        damages87,
        day="end",
        evidence=(
            Words(
                "辞退通知、聊天记录、录音等能说明是单位让走的材料",
                "The notice, messages or recordings that show the employer ended it",
            ),
            Words("劳动合同、工资条或银行流水", "The contract, pay slips or bank statements"),
            Words("单位有没有通知工会的材料", "Whether the union was told"),
        ),
        not_modelled=(
            Words("恢复劳动关系后补发工资的数额", "Wages owed where one is taken back"),
            Words("解除是否违法由仲裁、法院认定", "Whether it was unlawful is for the tribunal to find"),
        ),
    ),
)
