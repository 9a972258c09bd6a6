"""What is owed to the family of a worker who died at work (因工死亡)? A funeral grant, a lump, and a pension for each dependant. (Rule C16.)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..asked import REGION
from ..book import COUNTRY, Book
from ..calculator import Calculator
from ..dated import NOT_HELD, Dated, Missing, NeedsParameter
from ..facts import Choice, Fact, Rows, Whole, YesNo
from ..finding import Alternative, Answer, Step
from ..money import ZERO, fen, say
from ..reading import Unreadable
from ..words import Words
from .own_wage import INSURED, POOL_AVG, WAGE, own_wage, pool_average, uninsured_step
from .survivors import RELATIONS, each_down, pension_steps, pensions_of, percent_of

FUNERAL_MONTHS, TIMES_INCOME = 6, 20
"""Months and times of 工伤保险条例 art. 39."""
THIRTY_NINE = article("injury_insurance_regulation", "39")
MISSING_AT_WORK = article("injury_insurance_regulation", "41")
ONE_GRANT = article("social_insurance_law", "49")


def death(
    book: Book,
    *,
    year: int,
    wage: Decimal,
    region: str | None,
    pool_avg: Decimal | None,
    deps: Sequence[Mapping[str, Any]],
    late_death_l1_4: bool,
    insured: bool,
) -> Answer:
    """Yuan; pensions a month. `late_death_l1_4`: a worker of level 1–4 who died after the treatment period.

    Source: 工伤保险条例 39, 41, 62, 64; 劳社部令第18号 3, 4.
    """
    if sum(row["relation"] == "spouse" for row in deps) > 1:
        raise Unreadable(ONE_SPOUSE, "deps")
    average = pool_average(book, pool_avg, region, on=date(year, 1, 1))
    income = None if late_death_l1_4 else _income(book, year)
    own = own_wage(wage, average.value)
    funeral = fen(FUNERAL_MONTHS * Fraction(average.value))
    lump = ZERO if income is None else fen(TIMES_INCOME * income.value)
    percents = [percent_of(row["relation"], row["lone"]) for row in deps]
    paid = pensions_of(own.taken, percents)
    payer = Words("工伤保险基金", "the fund") if insured else Words("单位", "the employer")
    return Answer(
        {
            "own_wage": fen(own.taken),
            "funeral": funeral,
            "lump": lump,
            "pensions": list(paid.amounts),
            "scaled": paid.scaled,
        },
        steps=(
            own.step,
            Step(
                Words(
                    f"丧葬补助金：{FUNERAL_MONTHS} 个月的统筹地区上一年度职工月平均工资，由{payer.zh}付；同时符合几种的，只能选一种。",
                    f"Funeral grant: {FUNERAL_MONTHS} average monthly wages of the pool in the year before, paid by "
                    f"{payer.en}; only one such grant may be chosen.",
                ),
                f"{FUNERAL_MONTHS} × {say(average.value)} = {funeral:.2f}",
                (THIRTY_NINE, ONE_GRANT),
            ),
            _lump_step(year, income, lump),
            *pension_steps(deps, percents, own.taken, paid),
            *(() if insured else (uninsured_step(),)),
        ),
        assumptions=(SUPPORTED, AGES, *((ROUNDING,) if paid.scaled or paid.rounded_down else ())),
        alternatives=(*each_down(own.taken, percents, paid), *_advance(lump)),
        parameters=(average,) if income is None else (average, income),
        headline=_headline(funeral, lump, sum(paid.amounts, ZERO)),
    )


def _income(book: Book, year: int) -> Dated:
    """The national urban income of the year before, in the row for deaths of this year. Raises Missing."""
    on = date(year, 1, 1)
    row = book.value("urban_income", COUNTRY, on=on)
    if row.begins.year != year:
        raise Missing(NeedsParameter("urban_income", COUNTRY, 1, on, NOT_HELD, row))
    return row


def _lump_step(year: int, income: Dated | None, lump: Decimal) -> Step:
    if income is None:
        return Step(
            Words(
                "一到四级伤残职工在停工留薪期满后死亡的，没有一次性工亡补助金。",
                "For a worker of level 1 to 4 who dies after the treatment period no death lump is owed.",
            ),
            articles=(THIRTY_NINE,),
        )
    return Step(
        Words(
            f"一次性工亡补助金：{year - 1} 年全国城镇居民人均可支配收入 {say(income.value)} 元的 {TIMES_INCOME} 倍。",
            f"Death lump: {TIMES_INCOME} times the national urban disposable income of {year - 1}, {say(income.value)} yuan.",
        ),
        f"{TIMES_INCOME} × {say(income.value)} = {lump:.2f}",
        (THIRTY_NINE,),
    )


def _advance(lump: Decimal) -> tuple[Alternative, ...]:
    if not lump:
        return ()
    return (
        Alternative(
            Words(
                "因工下落不明、还没有宣告死亡的：前 3 个月照发工资，第 4 个月起付抚恤金，生活困难的可以先预支一半工亡补助金。",
                "Missing at work and not yet declared dead: wages for 3 months, pensions from the fourth; on hardship half "
                "the lump in advance.",
            ),
            {"advance": fen(Fraction(lump) / 2)},
            (MISSING_AT_WORK,),
        ),
    )


def _headline(funeral: Decimal, lump: Decimal, monthly: Decimal) -> Words:
    zh, en = f"丧葬补助金 {funeral:.2f} 元", f"Funeral grant {funeral:.2f} yuan"
    if lump:
        zh, en = f"{zh}，工亡补助金 {lump:.2f} 元", f"{en}, death lump {lump:.2f} yuan"
    if monthly:
        zh, en = f"{zh}，抚恤金每月合计 {monthly:.2f} 元", f"{en}, pensions {monthly:.2f} a month in all"
    return Words(f"{zh}。", f"{en}.")


ONE_SPOUSE = Words("配偶只能有一位，请再看一下。", "There can be one spouse only. Please look again.")
SUPPORTED = Words(
    "填写的亲属都符合供养条件：主要靠死者生活，并且没有劳动能力。",
    "Every relative given meets the conditions: mainly supported by the deceased and unable to work.",
)
AGES = Words(
    "供养亲属的 60 岁、55 岁没有看到随退休年龄改革调整，按原来的算，待核实。",
    "No change of the ages 60 and 55 with the retirement reform was found; they are taken as before, to be verified.",
)
ROUNDING = Words(
    "每一份按分四舍五入，合计不超过本人工资；超过的，每一份都舍去分以下，剩下的零头不发。",
    "Each pension is rounded to the fen; where the sum would exceed the own wage each is cut to the fen, and the remainder "
    "is not paid.",
)

CALCULATORS = (
    Calculator(
        "C16",
        "death",
        Words("因工死亡待遇", "Benefits on death at work"),
        Words("家人因工去世，该有哪些补偿？", "What is owed to the family after a death at work?"),
        (
            Fact("year", Whole(least=2004, most=2100), Words("哪一年去世的？", "In which year was the death?")),
            WAGE,
            REGION,
            POOL_AVG,
            Fact(
                "deps",
                Rows(
                    (
                        Fact("relation", Choice(RELATIONS), Words("与死者的关系", "Relation to the deceased")),
                        Fact(
                            "lone",
                            YesNo(),
                            Words("是不是孤寡老人或孤儿", "Lone elderly or orphan"),
                            required=False,
                            default=False,
                        ),
                    ),
                    most=20,
                    least=0,
                ),
                Words("有哪些靠死者供养的亲属？", "Which relatives did the deceased support?"),
                Words(
                    "一人一行：关系，是不是孤寡老人或孤儿；没有就不填。",
                    "One row each: the relation, and whether lone elderly or orphan; leave it out if there is none.",
                ),
                required=False,
                default=(),
            ),
            Fact(
                "late_death_l1_4",
                YesNo(),
                Words(
                    "是不是一到四级伤残职工，在停工留薪期满以后去世的？",
                    "Was it a worker of level 1 to 4 who died after the treatment period?",
                ),
                required=False,
                default=False,
            ),
            INSURED,
        ),
        death,
        evidence=(
            Words("工亡认定书、死亡证明", "The recognition of the death at work and the death certificate"),
            Words("户口簿、结婚证、出生证等亲属关系证明", "Household register, marriage and birth certificates"),
            Words(
                "靠死者生活的证明、没有劳动能力的鉴定",
                "Proof of support by the deceased, findings of inability to work",
            ),
            Words("死者受伤前 12 个月的缴费记录", "The contribution records of the 12 months before"),
        ),
        not_modelled=(
            Words("各省以后对抚恤金的调整", "Later adjustments of the pensions by the provinces"),
            Words("有人停发以后，其他人的抚恤金重新核定", "Pensions fixed anew after one has stopped"),
            Words(
                "视同工亡是否成立由人社部门认定", "Whether a death counts as one at work is for the authority to find"
            ),
        ),
    ),
)
