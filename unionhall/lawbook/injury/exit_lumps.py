"""How much are the two lumps on leaving with a level 5 to 10 (一次性工伤医疗补助金、伤残就业补助金)? As the province sets them. (Rule C14.)

A province whose table is not held is an answer of its own: no other province's months are taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import Article, article
from ..book import Book
from ..book import book as held_book
from ..calculator import MISSING, Calculator
from ..dated import Dated
from ..facts import Day, Fact, Money, Whole
from ..finding import Answer, Step
from ..money import ZERO, fen, say
from ..reading import Unreadable
from ..words import Words
from .disability import OUT_OF_WORK, law_of
from .provinces import Province

OWN_WAGE = "months of the own wage"
"""The unit of a province whose lumps count with the own wage; the others count with the province's average."""
BAND = 5
"""Years before retirement within which a province may reduce the employment lump."""


def exit_lumps(
    book: Book, *, on: date, prov: str, level: int, prov_avg: Decimal | None, own: Decimal | None, years_short: int
) -> Answer:
    """Yuan. `prov_avg` is the province's average monthly wage of the year before, `own` the own wage (本人工资).

    `years_short`: years begun within the five before retirement. Source: 工伤保险条例 36, 37 and the province's rules.
    """
    if level <= OUT_OF_WORK:
        return _kept(level)
    medical = book.value("exit_lumps.medical", prov, on=on, tier=level)
    employment = book.value("exit_lumps.employment", prov, on=on, tier=level)
    base, average = _base(book, medical, prov, prov_avg, own, on=on)
    reduction = book.value("exit_lumps.reduction", prov, on=on, tier=1) if years_short else None
    share = Fraction(1) if reduction is None else max(Fraction(0), 1 - Fraction(reduction.value) * years_short / 100)
    paid_by_fund = fen(Fraction(medical.value) * base)
    paid_by_employer = fen(Fraction(employment.value) * base * share)
    return Answer(
        {"medical": paid_by_fund, "employment": paid_by_employer},
        steps=(
            _base_step(medical, base, prov, level),
            Step(
                Words(
                    f"一次性工伤医疗补助金 {medical.value} 个月，由工伤保险基金付；单位没有参保的，由单位付。",
                    f"The medical lump is {medical.value} months, paid by the fund; by the employer if it took no insurance.",
                ),
                f"{medical.value} × {say(base)} = {paid_by_fund:.2f}",
                _law(prov, level),
            ),
            _employment_step(employment, base, reduction, years_short, paid_by_employer, prov, level),
        ),
        assumptions=(
            Words(
                "五、六级是本人提出离开；七到十级是合同到期或者本人提出离开；没有办理退休。",
                "Levels 5 and 6: at the worker's own wish; levels 7 to 10: the contract ran out or the worker resigned; not on "
                "retirement.",
            ),
        ),
        parameters=tuple(row for row in (medical, employment, average, reduction) if row is not None),
        headline=Words(
            f"医疗补助金 {paid_by_fund:.2f} 元，就业补助金 {paid_by_employer:.2f} 元。",
            f"Medical lump {paid_by_fund:.2f} yuan, employment lump {paid_by_employer:.2f} yuan.",
        ),
    )


def _kept(level: int) -> Answer:
    """Levels 1 to 4 keep their employment: there is nothing to leave with."""
    return Answer(
        {"medical": ZERO, "employment": ZERO},
        steps=(
            Step(
                Words(
                    "一到四级保留劳动关系，按月领伤残津贴，没有这两笔补助金。",
                    "Levels 1 to 4 keep their employment and draw a monthly allowance; these two lumps are not owed.",
                ),
                articles=(law_of(level),),
            ),
        ),
        headline=Words("一到四级没有这两笔补助金。", "Levels 1 to 4 have no such lumps."),
    )


def _base(
    book: Book, months: Dated, prov: str, prov_avg: Decimal | None, own: Decimal | None, *, on: date
) -> tuple[Fraction, Dated | None]:
    """What the months count with, and the average if it is that. Raises Missing."""
    if months.unit == OWN_WAGE:
        if own is None:
            raise Unreadable(MISSING, "own")
        return Fraction(own), None
    table = "average_wage.city" if prov in book.regions("average_wage.city") else "average_wage.province"
    average = book.either(table, prov_avg, prov, on=on)
    return Fraction(average.value), average


def _law(prov: str, level: int) -> tuple[Article, ...]:
    national = law_of(level)
    return (national, article("zhejiang_injury", "27")) if prov == "浙江" else (national,)


def _base_step(months: Dated, base: Fraction, prov: str, level: int) -> Step:
    if months.unit == OWN_WAGE:
        words = Words(f"{prov}按本人工资计算：{say(base)} 元。", f"{prov} counts with the own wage: {say(base)} yuan.")
    else:
        words = Words(
            f"{prov}按离职时上一年度当地职工月平均工资计算：{say(base)} 元。",
            f"{prov} counts with the local average monthly wage of the year before leaving: {say(base)} yuan.",
        )
    return Step(words, articles=_law(prov, level))


def _employment_step(
    months: Dated, base: Fraction, reduction: Dated | None, years: int, paid: Decimal, prov: str, level: int
) -> Step:
    zh = f"一次性伤残就业补助金 {months.value} 个月，由单位付"
    en = f"The employment lump is {months.value} months, paid by the employer"
    formula = f"{months.value} × {say(base)}"
    if reduction is not None:
        zh = f"{zh}；离退休不足五年，减 {years} 次，每次 {reduction.value}%"
        en = f"{en}; within five years of retirement it falls {years} times by {reduction.value} percent"
        formula = f"{formula} × max(0, 100% − {years} × {reduction.value}%)"
    return Step(Words(f"{zh}。", f"{en}."), f"{formula} = {paid:.2f}", _law(prov, level))


def _own_wage_counts(read: Mapping[str, Any]) -> bool:
    """Whether the province counts with the own wage."""
    rows = held_book().tables["exit_lumps.medical"].rows
    return any(row.region == read.get("prov") and row.unit == OWN_WAGE for row in rows)


def _leaves(read: Mapping[str, Any]) -> bool:
    return (read.get("level") or 0) > OUT_OF_WORK


CALCULATORS = (
    Calculator(
        "C14",
        "exit_lumps",
        Words("离职时的两笔工伤补助金", "Lumps on leaving after an injury"),
        Words(
            "评了五到十级，离开单位时还有哪些钱？",
            "What is owed besides when one leaves the employer with a level 5 to 10?",
        ),
        (
            Fact(
                "on",
                Day(),
                Words("哪一天解除或终止合同？", "On which day did the contract end?"),
                Words("按这一天的标准算；不填就按今天。", "The rates of this day are taken; left out, today's."),
                required=False,
                held="left_on",
            ),
            Fact(
                "prov",
                Province(),
                Words("在哪个省参加工伤保险？", "In which province is the injury insurance?"),
                Words("写省、自治区或直辖市的名字，例如：浙江。", "The name of the province, for example 浙江."),
                held="place",
            ),
            Fact(
                "level",
                Whole(unit=Words("级", ""), least=1, most=10),
                Words("评定为几级？", "Which level was assessed?"),
            ),
            Fact(
                "prov_avg",
                Money(least=Decimal(1)),
                Words(
                    "当地上一年度职工月平均工资是多少？", "What was the local average monthly wage of the year before?"
                ),
                Words("省里的公布数；规则库有的可以不填。", "As published; not needed where the book holds it."),
                required=False,
                when=lambda read: _leaves(read) and not _own_wage_counts(read),
            ),
            Fact(
                "own",
                Money(),
                Words(
                    "受伤前 12 个月，平均每月的缴费工资是多少？",
                    "What was the average contribution wage of the 12 months before the injury?",
                ),
                when=lambda read: _leaves(read) and _own_wage_counts(read),
                held="wage",
            ),
            Fact(
                "years_short",
                Whole(unit=Words("年", "years"), most=BAND),
                Words(
                    "离法定退休年龄不足五年的，已经进入这五年的第几年？",
                    "Within five years of retirement: which of these years has begun?",
                ),
                Words(
                    "还有五年以上的填 0；还差四年多不满五年的填 1。",
                    "0 with five years or more to go; 1 with four to under five.",
                ),
                required=False,
                default=0,
                when=_leaves,
            ),
        ),
        exit_lumps,
        day="on",
        evidence=(
            Words("劳动能力鉴定结论书", "The finding on the level"),
            Words("解除或终止劳动合同的证明", "The certificate that the contract ended"),
            Words("当地上一年度职工月平均工资的通知", "The notice of the local average wage of the year before"),
        ),
        not_modelled=(
            Words("各省对临近退休的其他减法", "Other reductions near retirement"),
            Words("多次工伤按最高等级计发", "Several injuries: the heaviest level counts"),
            Words("单位违法解除时的赔偿金（另算）", "Damages for unlawful dismissal (reckoned apart)"),
        ),
    ),
)
