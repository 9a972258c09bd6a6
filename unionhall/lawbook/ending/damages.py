"""How much are damages for unlawful termination (违法解除赔偿金)? Twice the compensation of art. 47. (Rule C02.)

Counted from the first day of service, with no split at 2008; compensation (C01) is not paid besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..asked import END, HIRE, MERGED_YEARS, MIN_WAGE, OVERTIME, REGION, SOCIAL_AVG, TIER, WAGES
from ..book import Book
from ..calculator import Calculator
from ..facts import Fact, YesNo
from ..finding import Alternative, Answer, Step
from ..money import fen, halves, say
from ..months import tenure
from ..reading import Unreadable
from ..words import Words
from .severance import (
    ENDS_BEFORE,
    MERGED,
    TWENTY_SEVEN,
    WITHOUT_OVERTIME,
    counted_from,
    one_year_to_arbitrate,
    severance,
)
from .wage_base import FORTY_SEVEN, GROSS, WageBase, said_of_wages, wage_base, without_overtime


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
    overtime: Decimal | None,
    merged_years: Decimal | None,
    protected: bool | None,
    union_told: bool | None,
) -> Answer:
    """Yuan, and months of service in halves. Source: 劳动合同法 42, 43, 47, 48, 87; 实施条例 25; 解释一 47."""
    if end < hire:
        raise Unreadable(ENDS_BEFORE, "end")
    leaner = without_overtime(wages, overtime)
    worked_from, hire = hire, counted_from(hire, merged_years)

    def base_of(counted: Sequence[Decimal]) -> WageBase:
        return wage_base(book, counted, on=end, region=region, tier=tier, min_wage=min_wage, social_avg=social_avg)

    base = base_of(wages)
    service = tenure(hire, end)
    counted = base.months(service.severance_months)
    amount = fen(2 * Fraction(counted) * base.taken)
    lawful = severance(
        book,
        hire=hire,
        end=end,
        reason="art40_3",
        wages=wages,
        region=region,
        tier=tier,
        min_wage=min_wage,
        social_avg=social_avg,
        enterprise_avg=None,
        overtime=None,
        merged_years=None,
    ).result
    assert isinstance(lawful, dict)
    years, months = service.years
    return Answer(
        {"years": halves(counted), "base": fen(base.taken), "capped": base.capped, "amount": amount},
        steps=(
            *_findings(protected, union_told),
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
        assumptions=(
            GROSS,
            UNLAWFUL,
            *said_of_wages(wages, worked_from, end),
            *((MERGED,) if merged_years else ()),
        ),
        alternatives=(
            Alternative(
                Words(
                    "如果解除是合法的（例如情况重大变化，第四十条第三项），只付经济补偿。",
                    "If the termination was lawful (say on changed circumstances, art. 40(3)), only compensation is owed.",
                ),
                {"amount": lawful["total"]},
                (FORTY_SEVEN,),
            ),
            *_without_overtime(base_of(leaner) if leaner else None, service.severance_months),
            Alternative(
                Words(
                    "也可以不要赔偿金，要求恢复劳动关系，单位补发决定之日到恢复之前的工资。",
                    "Instead of damages one may ask to be taken back, with wages from the decision until work resumes.",
                ),
                {},
                (
                    article("labour_contract_law", "48"),
                    article("interpretation_two", "16"),
                    article("interpretation_two", "18"),
                ),
            ),
        ),
        parameters=base.parameters,
        deadlines=(one_year_to_arbitrate(end),),
        headline=Words(f"违法解除赔偿金 {amount:.2f} 元。", f"Damages for unlawful termination: {amount:.2f} yuan."),
    )


def _without_overtime(base: WageBase | None, months: float) -> tuple[Alternative, ...]:
    """What it comes to where overtime is left out of the base."""
    if base is None:
        return ()
    amount = fen(2 * Fraction(base.months(months)) * base.taken)
    return (Alternative(WITHOUT_OVERTIME, {"base": fen(base.taken), "amount": amount}, (TWENTY_SEVEN,)),)


def _findings(protected: bool | None, union_told: bool | None) -> tuple[Step, ...]:
    """What was said of protection and of the union's notice, and what follows."""
    said = []
    if protected:
        words = Words(
            "正在医疗期、孕产哺乳期等受保护的情形里，单位不能按第四十条、四十一条解除。",
            "In treatment, pregnancy, birth or nursing and the like there is no dismissal under arts 40 and 41.",
        )
        said.append(Step(words, articles=(article("labour_contract_law", "42"),)))
    if union_told is False:
        words = Words(
            "有工会却没有事先通知工会，按违法解除赔偿；单位在起诉前补办了的除外。",
            "There is a union and it was not told: damages are owed, unless that was made good before suit.",
        )
        said.append(Step(words, articles=(article("labour_contract_law", "43"), article("interpretation_one", "47"))))
    return tuple(said)


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
            OVERTIME,
            REGION,
            TIER,
            MIN_WAGE,
            SOCIAL_AVG,
            MERGED_YEARS,
            Fact(
                "protected",
                YesNo(),
                Words(
                    "当时是不是在生病治疗、怀孕、产假、哺乳，或者有职业病、工伤，或者干满 15 年又离退休不到 5 年？",
                    "Were you then ill, pregnant, on maternity leave or nursing, injured at work, or after 15 years within "
                    "five of retirement?",
                ),
                required=False,
            ),
            Fact(
                "union_told",
                YesNo(),
                Words(
                    "单位有工会的，辞退前通知工会了吗？",
                    "Where there is a union, was it told before the dismissal?",
                ),
                Words("单位没有工会，或者不知道，可以跳过。", "Skip it where there is none, or you do not know."),
                required=False,
            ),
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
