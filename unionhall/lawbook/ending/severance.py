"""How much economic compensation (经济补偿) is owed when employment ends?

One month's wage for each year of service; service before 2008 by the rules of that time. (Rule C01.)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import Article, article
from ..asked import END, HIRE, MERGED_YEARS, MIN_WAGE, OVERTIME, REGION, SOCIAL_AVG, TIER, WAGES
from ..book import Book
from ..calculator import Calculator
from ..facts import Choice, Fact, Money
from ..finding import Alternative, Answer, Deadline, Step, deadline
from ..money import ZERO, fen, halves, say
from ..months import ONE_DAY, Tenure, add_months, tenure
from ..reading import Unreadable
from ..words import Words
from .grounds import GROUNDS, NOT_PAYING, RESTS_ON, WHY_NOT, unless_unpaid
from .wage_base import FORTY_SEVEN, GROSS, said_of_wages, wage_base, without_overtime

NEW_LAW = date(2008, 1, 1)
AT_LEAST_AVERAGE = ("6", "8", "9")
"""Articles of the rules of 1994 by which the enterprise's average is the least."""
BEFORE_2008: dict[str, tuple[str, int | None, bool]] = {
    # ground: (article of the rules of 1994, months at most, at least the enterprise's average)
    "art36_employer": ("5", 12, False),
    "art38": ("", None, False),
    "art40_1": ("6", None, True),
    "art40_2": ("7", 12, False),
    "art40_3": ("8", None, True),
    "art41": ("9", None, True),
}
"""Grounds that paid for service before 2008; the others paid nothing."""


def severance(
    book: Book,
    *,
    hire: date,
    end: date,
    reason: str,
    wages: Sequence[Decimal],
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    social_avg: Decimal | None,
    enterprise_avg: Decimal | None,
    overtime: Decimal | None,
    merged_years: Decimal | None,
) -> Answer:
    """Amounts in yuan, months of service in halves. Source: 劳动合同法 46, 47, 97; 实施条例 10, 27; 劳部发〔1994〕481号."""
    if end < hire:
        raise Unreadable(ENDS_BEFORE, "end")
    if reason in NOT_PAYING:
        return _nothing(reason, wages, end)
    leaner = without_overtime(wages, overtime)
    hire = counted_from(hire, merged_years)
    base = wage_base(book, wages, on=end, region=region, tier=tier, min_wage=min_wage, social_avg=social_avg)
    service = tenure(max(hire, NEW_LAW), end)
    months_after = base.months(service.severance_months)
    before = tenure(hire, min(end, NEW_LAW - ONE_DAY)) if hire < NEW_LAW else None
    months_before, base_before, rule = _before(before, reason, base.floored, enterprise_avg)
    amount_before = fen(Fraction(months_before) * base_before)
    amount_after = fen(Fraction(months_after) * base.taken)
    total = amount_before + amount_after

    def once_more(others: Sequence[Decimal]) -> Answer:
        return severance(
            book,
            hire=hire,
            end=end,
            reason=reason,
            wages=others,
            region=region,
            tier=tier,
            min_wage=min_wage,
            social_avg=social_avg,
            enterprise_avg=enterprise_avg,
            overtime=None,
            merged_years=None,
        )

    return Answer(
        {
            "avg_wage": fen(base.average),
            "base_after_2008": fen(base.taken),
            "capped": base.capped,
            "n_after_2008": halves(months_after),
            "n_before_2008": halves(months_before),
            "base_before_2008": fen(base_before) if months_before else ZERO,
            "amount_before_2008": amount_before,
            "amount_after_2008": amount_after,
            "total": total,
        },
        steps=(
            _ground_step(reason),
            *base.steps,
            _service_step(service, months_after),
            Step(
                Words("2008 年以后的补偿。", "Compensation for service since 2008."),
                f"{months_after:g} × {say(base.taken)} = {amount_after:.2f}",
                (FORTY_SEVEN,),
            ),
            *_before_steps(before, months_before, base_before, amount_before, rule),
            Step(
                Words(
                    f"合计 {total:.2f} 元，应当在办理工作交接时支付。",
                    f"In all {total:.2f} yuan, due when the work is handed over.",
                ),
                f"{amount_before:.2f} + {amount_after:.2f} = {total:.2f}",
                (article("labour_contract_law", "50"), article("labour_contract_law", "85")),
            ),
        ),
        assumptions=(
            GROSS,
            *said_of_wages(wages, hire, end),
            *((ENTERPRISE,) if rule in AT_LEAST_AVERAGE and enterprise_avg is None else ()),
            *((MERGED,) if merged_years else ()),
        ),
        alternatives=(
            *(_medical_subsidy(base.floored, total) if reason == "art40_1" else ()),
            *(_without_overtime(once_more(leaner)) if leaner else ()),
        ),
        parameters=base.parameters,
        deadlines=(one_year_to_arbitrate(end),),
        headline=Words(f"经济补偿 {total:.2f} 元。", f"Economic compensation: {total:.2f} yuan."),
    )


def counted_from(hire: date, merged_years: Decimal | None) -> date:
    """The first day of service with years at a former employer added: whole months before the day of hire."""
    return add_months(hire, -int(Fraction(merged_years) * 12)) if merged_years else hire


def _nothing(reason: str, wages: Sequence[Decimal] | None, end: date) -> Answer:
    """Nothing owed on this ground, and why."""
    why = WHY_NOT[reason]
    average = fen(Fraction(sum(wages)) / len(wages)) if wages else ZERO
    return Answer(
        {
            "avg_wage": average,
            "base_after_2008": ZERO,
            "capped": False,
            "n_after_2008": 0.0,
            "n_before_2008": 0.0,
            "base_before_2008": ZERO,
            "amount_before_2008": ZERO,
            "amount_after_2008": ZERO,
            "total": ZERO,
        },
        steps=(
            Step(
                Words(
                    f"离职原因：{GROUNDS[reason].zh}。{why.words.zh}。",
                    f"Ground: {GROUNDS[reason].en}. {why.words.en}.",
                ),
                articles=(article(why.act, why.number), article("labour_contract_law", "46")),
            ),
        ),
        deadlines=(one_year_to_arbitrate(end),),
        headline=Words(f"{why.words.zh}。", f"{why.words.en}."),
    )


def _before(
    before: Tenure | None, reason: str, base: Fraction, enterprise_avg: Decimal | None
) -> tuple[float, Fraction, str]:
    """Months, base and article for service before 2008: each full year one month, a remainder a whole one."""
    if before is None or reason not in BEFORE_2008:
        return 0.0, Fraction(0), ""
    rule, most, at_least_average = BEFORE_2008[reason]
    years, months = before.years
    counted = years + (1 if months or before.days else 0)
    if most is not None:
        counted = min(counted, most)
    if at_least_average and enterprise_avg is not None:
        base = max(base, Fraction(enterprise_avg))
    return float(counted), base, rule


def _ground_step(reason: str) -> Step:
    words = GROUNDS[reason]
    return Step(
        Words(f"离职原因：{words.zh}。这种情况要付经济补偿。", f"Ground: {words.en}. Compensation is owed on it."),
        articles=(RESTS_ON.get(reason, article("labour_contract_law", "46")),),
    )


def _service_step(service: Tenure, taken: float) -> Step:
    counted = service.severance_months
    years, months = service.years
    zh = f"2008 年以后干了 {years} 年 {months} 个月 {service.days} 天，算 {counted:g} 个月工资"
    en = f"Service since 2008 is {years} years, {months} months and {service.days} days: {counted:g} months' wages"
    if taken != counted:
        zh, en = f"{zh}；封顶后算 {taken:g} 个月", f"{en}; under the cap {taken:g}"
    return Step(Words(f"{zh}。", f"{en}."), f"{service.start} – {service.end}", (FORTY_SEVEN,))


def _before_steps(before: Tenure | None, months: float, base: Fraction, amount: Decimal, rule: str) -> tuple[Step, ...]:
    if before is None:
        return ()
    if not months:
        words = Words(
            "2008 年以前的年限：当时的规定不为这种原因付补偿。",
            "Service before 2008: the rules of that time paid nothing on this ground.",
        )
        return (Step(words, articles=(NINETY_SEVEN,)),)
    years, rest = before.years
    words = Words(
        f"2008 年以前干了 {years} 年 {rest} 个月 {before.days} 天，按当时的规定算 {months:g} 个月。",
        f"Service before 2008 is {years} years, {rest} months and {before.days} days: {months:g} months by the rules of then.",
    )
    articles = (NINETY_SEVEN, article("compensation_1994", rule)) if rule else (NINETY_SEVEN,)
    return (Step(words, f"{months:g} × {say(base)} = {amount:.2f}", articles),)


def _medical_subsidy(base: Fraction, total: Decimal) -> tuple[Alternative, ...]:
    """At least six months' wages besides; half more for a serious illness, double for a terminal one."""
    return tuple(
        Alternative(words, {"medical_subsidy": (paid := fen(months * base)), "total": total + paid}, SUBSIDY)
        for words, months in (
            (
                Words(
                    "因病或非因工负伤被解除的，另有不低于六个月工资的医疗补助费。",
                    "On dismissal for illness a medical subsidy of at least six months' wages comes on top.",
                ),
                MEDICAL_MONTHS,
            ),
            (
                Words("患重病的，医疗补助费至少再加一半。", "For a serious illness the subsidy is at least half more."),
                MEDICAL_MONTHS * 3 // 2,
            ),
            (
                Words("患绝症的，医疗补助费至少再加一倍。", "For a terminal illness the subsidy is at least doubled."),
                MEDICAL_MONTHS * 2,
            ),
        )
    )


def _without_overtime(again: Answer) -> tuple[Alternative, ...]:
    """What it comes to where overtime is left out of the base."""
    assert isinstance(again.result, dict)
    kept = {key: again.result[key] for key in ("avg_wage", "total")}
    return (Alternative(WITHOUT_OVERTIME, kept, (TWENTY_SEVEN,)),)


def one_year_to_arbitrate(end: date) -> Deadline:
    """The year within which arbitration is asked for, from the end of employment."""
    return deadline(
        "arbitration",
        Words("最晚在这一天之前申请劳动仲裁", "Ask for arbitration by this day"),
        end,
        1,
        "years",
        article("mediation_arbitration_law", "27"),
    )


MEDICAL_MONTHS = 6
"""Months' wages of the medical subsidy at least (劳部发〔1994〕481号 art. 6)."""
TWENTY_SEVEN = article("implementing_regulation", "27")
SUBSIDY = (article("compensation_1994", "6"),)
WITHOUT_OVERTIME = Words(
    "有的地方算平均工资时不含加班费，这样算是这个数。",
    "Some places leave overtime out of the average; then it comes to this.",
)
MERGED = Words(
    "原公司的年限合并计算：换单位不是本人原因，原公司没有付过补偿；零头只算整月。",
    "Years with the former firm are added: the move was not the worker's doing and nothing was paid then; whole months only.",
)
NINETY_SEVEN: Article = article("labour_contract_law", "97")
ENDS_BEFORE = Words("最后一天比入职那天还早，请再看一下。", "The last day is before the first. Please look again.")
ENTERPRISE = Words(
    "2008 年以前的部分，本人工资低于企业平均工资时按企业平均工资；没有填就按本人工资。",
    "For service before 2008 the enterprise's average is taken where it is higher; if it is not given, the own wage.",
)

CALCULATORS = (
    Calculator(
        "C01",
        "severance",
        Words("经济补偿", "Economic compensation"),
        Words(
            "单位让我走，或者因为单位的错我走，该给多少钱？",
            "What is owed when the employer ends the contract, or its fault does?",
        ),
        (
            HIRE,
            END,
            Fact("reason", Choice(GROUNDS), Words("是怎么离开的？", "How did it end?"), held="ground"),
            unless_unpaid(WAGES),
            unless_unpaid(OVERTIME),
            unless_unpaid(REGION),
            unless_unpaid(TIER),
            unless_unpaid(MIN_WAGE),
            unless_unpaid(SOCIAL_AVG),
            unless_unpaid(MERGED_YEARS),
            Fact(
                "enterprise_avg",
                Money(),
                Words("企业当时的月平均工资是多少？", "What was the enterprise's average monthly wage?"),
                Words(
                    "只影响 2008 年以前的年限；不知道可以跳过。",
                    "It matters for service before 2008 only; skip it if you do not know.",
                ),
                required=False,
                when=lambda read: (
                    bool(read.get("hire") and read["hire"] < NEW_LAW)
                    and BEFORE_2008.get(read.get("reason") or "", ("", None, False))[2]
                ),
            ),
        ),
        severance,
        day="end",
        evidence=(
            Words("劳动合同", "The labour contract"),
            Words("离职证明、解除或终止通知", "The notice or certificate of termination"),
            Words("最近 12 个月的工资条或银行流水", "Pay slips or bank statements of the last 12 months"),
            Words("社保缴费记录、考勤或工牌", "Insurance records, attendance, work badge"),
        ),
        not_modelled=(
            Words("军龄、工龄合并的争议", "Military service and disputed merging of service"),
            Words(
                "个人所得税：一次性补偿在当地年平均工资三倍以内免税",
                "Income tax: exempt up to three times the local annual average",
            ),
            Words("用哪一个社平工资数列的地方口径", "Local readings on which series of average wages counts"),
        ),
    ),
)
