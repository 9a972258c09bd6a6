"""What is owed for a lasting disability of level 1 to 10 (伤残待遇)? A lump, and for the heavier levels a monthly allowance. (Rule C14.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..acts import Article, article
from ..asked import MIN_WAGE, REGION, TIER
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated
from ..facts import Day, Fact, Whole, YesNo
from ..finding import Alternative, Answer, Step, deadline
from ..money import ZERO, fen, say
from ..words import Words
from .own_wage import INSURED, POOL_AVG, WAGE, OwnWage, own_wage, pool_average, uninsured_step

LUMP_MONTHS = {1: 27, 2: 25, 3: 23, 4: 21, 5: 18, 6: 16, 7: 13, 8: 11, 9: 9, 10: 7}
"""Months of the own wage (工伤保险条例 art. 35–37)."""
ALLOWANCE_PERCENT = {1: 90, 2: 85, 3: 80, 4: 75, 5: 70, 6: 60}
"""Percent of the own wage each month (art. 35, 36)."""
OUT_OF_WORK, WITH_WORK = 4, 6
"""The last level that leaves work for good; the last one that may draw an allowance where no suitable work is found."""


def disability(
    book: Book,
    *,
    on: date,
    level: int,
    wage: Decimal,
    region: str | None,
    pool_avg: Decimal | None,
    cannot_arrange: bool,
    tier: int | None,
    min_wage: Decimal | None,
    insured: bool,
) -> Answer:
    """Yuan; the allowance a month. `cannot_arrange`: at levels 5 and 6 the employer has no suitable work.

    Source: 工伤保险条例 35, 36, 37, 62, 64.
    """
    average = pool_average(book, pool_avg, region, on=on)
    own = own_wage(wage, average.value)
    lump = fen(LUMP_MONTHS[level] * own.taken)
    allowance, topup = ZERO, ZERO
    least: Dated | None = None
    if _draws(level, cannot_arrange):
        least = book.either("minimum_wage.monthly", min_wage, region, on=on, tier=tier)
        allowance = fen(own.taken * ALLOWANCE_PERCENT[level] / 100)
        topup = max(ZERO, fen(least.value) - allowance)
    monthly = allowance + topup
    payer = None if least is None else "fund" if level <= OUT_OF_WORK and insured else "employer"
    return Answer(
        {
            "own_wage": fen(own.taken),
            "lump": lump,
            "allowance": allowance,
            "topup_to_min": topup,
            "monthly": monthly,
            "payer": payer,
        },
        steps=(
            own.step,
            _lump_step(level, own, lump, insured),
            *_monthly_steps(level, own, allowance, topup, least, payer),
            _leaving_step(level),
            *(() if insured else (uninsured_step(),)),
            OTHER_ITEMS,
        ),
        assumptions=(RECOGNISED, *((NOT_BELOW,) if least is not None else ())),
        alternatives=_with_work(level, cannot_arrange, lump),
        parameters=(average,) if least is None else (average, least),
        deadlines=(
            deadline(
                "again",
                Words(
                    "对鉴定结论不服的，收到结论后 15 日内向省级鉴定委员会申请再次鉴定（这里从填写的日子算起）",
                    "To contest the level, ask the province's committee within 15 days of receiving it (counted from the day given)",
                ),
                on,
                15,
                "days",
                article("injury_insurance_regulation", "26"),
            ),
        ),
        headline=_headline(lump, monthly),
    )


def _draws(level: int, cannot_arrange: bool) -> bool:
    """Whether a monthly allowance is drawn."""
    return level <= OUT_OF_WORK or (level <= WITH_WORK and cannot_arrange)


def law_of(level: int) -> Article:
    """The article on a level."""
    number = "35" if level <= OUT_OF_WORK else "36" if level <= WITH_WORK else "37"
    return article("injury_insurance_regulation", number)


def _lump_step(level: int, own: OwnWage, lump: Decimal, insured: bool) -> Step:
    months = LUMP_MONTHS[level]
    return Step(
        Words(
            f"{level} 级：一次性伤残补助金是 {months} 个月的本人工资，由{'工伤保险基金' if insured else '单位'}付。",
            f"Level {level}: the lump is {months} months of the own wage, paid by {'the fund' if insured else 'the employer'}.",
        ),
        f"{months} × {say(own.taken)} = {lump:.2f}",
        (law_of(level),),
    )


def _monthly_steps(
    level: int, own: OwnWage, allowance: Decimal, topup: Decimal, least: Dated | None, payer: str | None
) -> tuple[Step, ...]:
    if least is None:
        words = (
            Words(
                "单位能安排适当工作的，照常上班领工资，不发伤残津贴。",
                "Where the employer has suitable work, one works for wages and draws no allowance.",
            )
            if level <= WITH_WORK
            else Words("七到十级没有按月的伤残津贴。", "Levels 7 to 10 have no monthly allowance.")
        )
        return (Step(words, articles=(law_of(level),)),)
    share = ALLOWANCE_PERCENT[level]
    zh, en = ("工伤保险基金", "the fund") if payer == "fund" else ("单位", "the employer")
    first = Step(
        Words(
            f"每月伤残津贴是本人工资的 {share}%，由{zh}付。",
            f"The monthly allowance is {share} percent of the own wage, paid by {en}.",
        ),
        f"{share}% × {say(own.taken)} = {allowance:.2f}",
        (law_of(level),),
    )
    if topup:
        words = Words(
            f"低于当地最低工资，由{zh}补足 {topup:.2f} 元。",
            f"It is below the local minimum wage; {en} adds {topup:.2f}.",
        )
    else:
        words = Words("不低于当地最低工资，不用补。", "It is not below the local minimum wage: nothing is added.")
    return (
        first,
        Step(words, f"max(0, {say(least.value)} − {allowance:.2f}) = {topup:.2f}", (law_of(level),)),
    )


def _leaving_step(level: int) -> Step:
    if level <= OUT_OF_WORK:
        words = Words(
            "保留劳动关系、退出工作岗位；到退休年龄改领养老金，养老金低的由基金补差。单位不能解除合同。",
            "Employment is kept without work; at retirement age the pension follows, and the fund pays what it is lower. "
            "The employer cannot end the contract.",
        )
    elif level <= WITH_WORK:
        words = Words(
            "只有本人提出才能解除合同；解除时另有一次性工伤医疗补助金和伤残就业补助金，按省里的标准另算。",
            "Only the worker may end the contract; then the medical and the employment lump are owed besides, by the "
            "province's rates.",
        )
    else:
        words = Words(
            "合同到期或者本人提出解除时，另有一次性工伤医疗补助金和伤残就业补助金，按省里的标准另算。",
            "When the contract ends or the worker resigns, the medical and the employment lump are owed besides, by the "
            "province's rates.",
        )
    return Step(words, articles=(law_of(level),))


def _with_work(level: int, cannot_arrange: bool, lump: Decimal) -> tuple[Alternative, ...]:
    if not OUT_OF_WORK < level <= WITH_WORK or not cannot_arrange:
        return ()
    return (
        Alternative(
            Words(
                "单位安排了适当工作的，只有一次性伤残补助金，工资照岗位发。",
                "If the employer has suitable work, only the lump is owed, and the wage of the post.",
            ),
            {"lump": lump, "monthly": ZERO},
            (law_of(level),),
        ),
    )


def _headline(lump: Decimal, monthly: Decimal) -> Words:
    if monthly:
        return Words(
            f"一次性伤残补助金 {lump:.2f} 元，另外每月伤残津贴 {monthly:.2f} 元。",
            f"A lump of {lump:.2f} yuan, and {monthly:.2f} yuan each month.",
        )
    return Words(f"一次性伤残补助金 {lump:.2f} 元。", f"A lump of {lump:.2f} yuan.")


OTHER_ITEMS = Step(
    Words(
        "另外还可能有：停工留薪期工资、生活护理费、医疗费和住院伙食费、辅助器具；单位违法解除的，再加赔偿金。"
        "私下和解的数额明显低于这里的，可以请求撤销。",
        "There may be besides: wages of the treatment period, nursing, medical and hospital costs, aids; damages after an "
        "unlawful dismissal. A private settlement far below this may be set aside.",
    ),
    articles=(article("interpretation_one", "35"),),
)
RECOGNISED = Words(
    "已经认定工伤，等级是劳动能力鉴定委员会评定的。",
    "The injury is recognised and the level assessed by the committee.",
)
NOT_BELOW = Words(
    "伤残津贴按扣除个人缴纳的社会保险费以前的数和最低工资比。",
    "The allowance is compared with the minimum wage before the worker's own insurance contributions.",
)

CALCULATORS = (
    Calculator(
        "C14",
        "disability",
        Words("伤残待遇", "Disability benefits"),
        Words("工伤评了等级，该拿多少？", "What is owed once the level of an injury is assessed?"),
        (
            Fact(
                "on",
                Day(),
                Words("哪一天评定的等级？", "On which day was the level assessed?"),
                Words(
                    "按这一天的最低工资算；不填就按今天。", "The minimum wage of this day is taken; left out, today's."
                ),
                required=False,
            ),
            Fact(
                "level",
                Whole(unit=Words("级", ""), least=1, most=10),
                Words("评定为几级？", "Which level was assessed?"),
                Words("一级最重，十级最轻。", "1 is the heaviest, 10 the lightest."),
            ),
            WAGE,
            REGION,
            POOL_AVG,
            Fact(
                "cannot_arrange",
                YesNo(),
                Words("单位是不是难以安排适当的工作？", "Does the employer have no suitable work?"),
                required=False,
                default=True,
                when=lambda read: OUT_OF_WORK < (read.get("level") or 0) <= WITH_WORK,
            ),
            TIER,
            MIN_WAGE,
            INSURED,
        ),
        disability,
        day="on",
        evidence=(
            Words("工伤认定书、劳动能力鉴定结论书", "The recognition of the injury and the finding on the level"),
            Words("受伤前 12 个月的缴费记录和工资条", "Contribution records and pay slips of the 12 months before"),
            Words("劳动合同", "The labour contract"),
        ),
        not_modelled=(
            Words(
                "少报缴费工资造成的差额（由单位补）",
                "The difference where too low a wage was declared (the employer pays it)",
            ),
            Words("各省以后对津贴的调整", "Later adjustments of the allowance by the provinces"),
            Words("一次性领取长期待遇", "Long-term benefits taken at once"),
        ),
    ),
)
