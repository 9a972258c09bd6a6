"""How long is maternity leave, and what is paid for it? 98 days by national law, more by province. (Rule C12.)"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..book import COUNTRY, Book
from ..calculator import Calculator
from ..dated import Dated
from ..facts import Choice, Day, Fact, Money, Number, Region, Whole, YesNo
from ..finding import Alternative, Answer, Deadline, Step, deadline
from ..money import ZERO, fen, say
from ..months import ONE_DAY
from ..reading import Unreadable
from ..words import Words
from .maternity_leave import Leave, later_child, leave_days, local_steps, national_step

NURSING_MONTHS = 12
DIVISORS = (Fraction(30), Fraction("30.4"), Fraction(365, 12))
"""Days a monthly wage is divided by in different places."""
KINDS = {"birth": Words("生育", "Birth"), "miscarriage": Words("流产", "Miscarriage")}


def maternity(
    book: Book,
    *,
    kind: str,
    months: Decimal | None,
    babies: int,
    difficult: bool,
    prov: str | None,
    child: int,
    start: date | None,
    born: date | None,
    insured: bool,
    unit_avg: Decimal | None,
    own_wage: Decimal | None,
    divisor: Decimal | None,
    on: date,
) -> Answer:
    """Days and yuan. Source: 女职工劳动保护特别规定 5–9; 社会保险法 54, 56; 人口与计划生育法 25 and the provinces."""
    if not insured and own_wage is None:
        raise Unreadable(OWN_WAGE, "own_wage")
    days = leave_days(book, kind, months, babies, difficult, prov, child, start, on)
    by, by_row = _divisor(book, divisor, on) if unit_avg is not None or own_wage is not None else (Fraction(1), ())
    money = _money(days, unit_avg, own_wage, insured, by)
    return Answer(
        {"national_days": days.national, "total_days": days.total, "paternity_days": days.paternity, **money},
        steps=(
            national_step(kind, months, babies, difficult, days),
            *local_steps(prov, days, kind),
            *_money_steps(days, unit_avg, own_wage, insured, by, money),
            *_protection(kind, babies),
        ),
        assumptions=_assumptions(kind, prov, child, unit_avg, insured),
        alternatives=(
            *_divisor_readings(days, unit_avg if insured else None, by),
            *later_child(book, kind, prov, child, days, start, on),
        ),
        parameters=(*days.parameters, *by_row),
        deadlines=_deadlines(days, start, born),
        headline=_headline(days, money),
    )


def _divisor(book: Book, said: Decimal | None, on: date) -> tuple[Fraction, tuple[Dated, ...]]:
    row = book.either("maternity.divisor", said, COUNTRY, on=on, tier=1, unit="days")
    return Fraction(row.value), (row,)


def _money(
    days: Leave, unit_avg: Decimal | None, own_wage: Decimal | None, insured: bool, by: Fraction
) -> dict[str, Decimal]:
    own = None if own_wage is None else fen(Fraction(own_wage) / by * days.total)
    if not insured:
        return {"allowance": ZERO, "employer_topup": own or ZERO}
    if unit_avg is None:
        return {}
    allowance = fen(Fraction(unit_avg) / by * days.total)
    return (
        {"allowance": allowance}
        if own is None
        else {
            "allowance": allowance,
            "employer_topup": max(ZERO, own - allowance),
        }
    )


def _money_steps(
    days: Leave,
    unit_avg: Decimal | None,
    own_wage: Decimal | None,
    insured: bool,
    by: Fraction,
    money: dict[str, Decimal],
) -> tuple[Step, ...]:
    if not money:
        return ()
    if not insured:
        return (
            Step(
                Words(
                    f"没有参加生育保险，由单位按产假前的工资付 {money['employer_topup']:.2f} 元，医疗费也由单位付。",
                    f"Uninsured: the employer pays the wage before the leave, {money['employer_topup']:.2f} yuan, and the medical costs.",
                ),
                f"{say(own_wage or ZERO)} ÷ {float(by):g} × {days.total} = {money['employer_topup']:.2f}",
                (article("women_workers", "8"),),
            ),
        )
    steps = [
        Step(
            Words(
                f"生育津贴按单位上年度月平均工资算，{money['allowance']:.2f} 元，由基金付。",
                f"The allowance follows the employer's average wage: {money['allowance']:.2f} yuan, paid by the fund.",
            ),
            f"{say(unit_avg or ZERO)} ÷ {float(by):g} × {days.total} = {money['allowance']:.2f}",
            (
                article("women_workers", "8"),
                article("social_insurance_law", "54"),
                article("social_insurance_law", "56"),
            ),
        )
    ]
    if "employer_topup" in money:
        steps.append(
            Step(
                Words(
                    f"本人工资高于津贴的，差额 {money['employer_topup']:.2f} 元由单位补；津贴高于工资的归本人。",
                    f"Where the own wage is higher the employer makes up {money['employer_topup']:.2f} yuan; a higher allowance is the worker's.",
                ),
                f"max(0, {say(own_wage or ZERO)} ÷ {float(by):g} × {days.total} − {money['allowance']:.2f}) = {money['employer_topup']:.2f}",
                (article("women_workers", "5"),),
            )
        )
    return tuple(steps)


def _protection(kind: str, babies: int) -> tuple[Step, ...]:
    steps = [
        Step(
            Words(
                "不能因为怀孕、生育、哺乳降工资、辞退；孕期、产期、哺乳期内不能以裁员、不胜任为由解除。",
                "Wages may not be cut nor employment ended because of pregnancy, birth or nursing.",
            ),
            articles=(article("women_workers", "5"), article("labour_contract_law", "42")),
        )
    ]
    if kind == "birth":
        steps.append(
            Step(
                Words(
                    f"怀孕满七个月和哺乳未满一周岁期间不得加班、上夜班；每天哺乳时间 {babies} 小时，到孩子满 {NURSING_MONTHS} 个月。",
                    f"No overtime or night work from the seventh month and while nursing; {babies} hour(s) a day for nursing until {NURSING_MONTHS} months.",
                ),
                articles=(article("women_workers", "6"), article("women_workers", "9")),
            )
        )
    return tuple(steps)


def _divisor_readings(days: Leave, unit_avg: Decimal | None, by: Fraction) -> tuple[Alternative, ...]:
    if unit_avg is None:
        return ()
    return tuple(
        Alternative(
            Words(
                f"有的地方日津贴按月平均工资除以 {float(other):.4g} 天。",
                f"Some places divide the monthly average by {float(other):.4g} days.",
            ),
            {"allowance": fen(Fraction(unit_avg) / other * days.total)},
        )
        for other in DIVISORS
        if other != by
    )


def _deadlines(days: Leave, start: date | None, born: date | None) -> tuple[Deadline, ...]:
    said = []
    if start is not None:
        last = start + timedelta(days=days.total) - ONE_DAY
        words = Words("产假的最后一天", "The last day of the leave")
        said.append(Deadline("leave_ends", words, start, last, last, (article("women_workers", "7"),)))
    if born is not None:
        words = Words("哺乳时间到这一天为止", "Hours for nursing end on this day")
        ends = deadline("nursing_ends", words, born, NURSING_MONTHS, "months", article("women_workers", "9"))
        said.append(Deadline(ends.name, words, born, ends.raw, ends.raw, ends.articles))
    return tuple(said)


def _assumptions(kind: str, prov: str | None, child: int, unit_avg: Decimal | None, insured: bool) -> tuple[Words, ...]:
    said = []
    if kind == "birth" and not prov:
        said.append(NO_PLACE)
    if kind == "birth" and prov:
        said.append(Words(f"按第 {child} 个孩子算。", f"Taken as child no. {child}."))
    if unit_avg is not None and insured:
        said.append(WHOLE_LEAVE)
    return tuple(said)


def _headline(days: Leave, money: dict[str, Decimal]) -> Words:
    zh, en = f"产假 {days.total} 天", f"{days.total} days of leave"
    if money.get("allowance"):
        zh, en = f"{zh}，生育津贴 {money['allowance']:.2f} 元", f"{en}, an allowance of {money['allowance']:.2f} yuan"
    if money.get("employer_topup"):
        topup = money["employer_topup"]
        zh, en = f"{zh}，单位付 {topup:.2f} 元", f"{en}, {topup:.2f} yuan from the employer"
    return Words(f"{zh}。", f"{en}.")


def _has_place(read: Mapping[str, Any]) -> bool:
    return bool(read.get("prov")) and _is_birth(read)


def _is_birth(read: Mapping[str, Any]) -> bool:
    return bool(read.get("kind") == "birth")


OWN_WAGE = Words(
    "没有参加生育保险的，由单位按产假前的工资付：请写本人的月工资。",
    "Without insurance the employer pays the wage before the leave: give the own monthly wage.",
)
NO_PLACE = Words(
    "没有填省份，只算国家规定的天数；各省另有延长的产假和陪产假。",
    "No province was given: only the national days are counted; every province adds its own.",
)
WHOLE_LEAVE = Words(
    "津贴按全部产假天数付；有的地方基金只付其中一部分，其余由单位按工资付。",
    "The allowance covers the whole leave; in some places the fund pays a part and the employer the rest.",
)

CALCULATORS = (
    Calculator(
        "C12",
        "maternity",
        Words("产假和生育津贴", "Maternity leave and allowance"),
        Words("产假多少天，津贴多少钱？", "How long is maternity leave, and what is paid?"),
        (
            Fact("kind", Choice(KINDS), Words("是生育还是流产？", "Is it a birth or a miscarriage?")),
            Fact(
                "months",
                Number(Words("个月", "months"), most=Decimal(10)),
                Words("怀孕几个月时流产的？", "In which month of pregnancy?"),
                Words("可以写 3.5。", "3.5 may be written."),
                when=lambda read: read.get("kind") == "miscarriage",
            ),
            Fact(
                "babies",
                Whole(Words("个", "babies"), least=1, most=9),
                Words("生了几个孩子？", "How many babies?"),
                required=False,
                default=1,
                when=_is_birth,
            ),
            Fact(
                "difficult",
                YesNo(),
                Words("是难产（剖宫产等）吗？", "Was the birth a difficult one (Caesarean and the like)?"),
                required=False,
                default=False,
                when=_is_birth,
            ),
            Fact(
                "prov",
                Region(table="maternity.extension"),
                Words("在哪个省上班？", "In which province is the work?"),
                required=False,
                when=_is_birth,
                held="place",
            ),
            Fact(
                "child",
                Whole(Words("个", ""), least=1, most=9),
                Words("是第几个孩子？", "Which child is it?"),
                required=False,
                default=1,
                when=_has_place,
            ),
            Fact("start", Day(), Words("产假从哪一天开始？", "On which day does the leave begin?"), required=False),
            Fact(
                "born",
                Day(),
                Words("孩子哪一天出生的？", "On which day was the child born?"),
                required=False,
                when=_is_birth,
            ),
            Fact(
                "insured",
                YesNo(),
                Words("单位给交了生育保险（医保）吗？", "Does the employer pay maternity insurance?"),
                required=False,
                default=True,
            ),
            Fact(
                "unit_avg",
                Money(),
                Words("单位上年度职工月平均工资是多少？", "What was the employer's average monthly wage last year?"),
                Words(
                    "社保、医保缴费基数可以参考；不知道可以跳过。",
                    "See the insurance base; skip it if you do not know.",
                ),
                required=False,
                when=lambda read: read.get("insured") is not False,
            ),
            Fact(
                "own_wage",
                Money(),
                Words("您产假前每个月工资多少？", "What was your own monthly wage before the leave?"),
                required=False,
                held="wage",
            ),
            Fact(
                "divisor",
                Number(Words("天", "days"), least=Decimal(1), most=Decimal(31)),
                Words("当地日津贴按多少天折算？", "By how many days is the monthly wage divided locally?"),
                Words("一般 30 天，不知道可以跳过。", "Usually 30; skip it if you do not know."),
                required=False,
                when=lambda read: read.get("unit_avg") is not None,
            ),
            Fact(
                "on",
                Day(),
                Words("按哪一天的规定？", "By the rules of which day?"),
                Words("不填就按今天。", "Left out, today's."),
                required=False,
                held="happened_on",
            ),
        ),
        maternity,
        day="on",
        evidence=(
            Words(
                "出生证明、诊断证明（难产、流产的要写明）",
                "Birth certificate, diagnosis that names a difficult birth or miscarriage",
            ),
            Words("请假和批准的记录", "Requests for leave and their approval"),
            Words("社保、医保缴费记录，工资条", "Insurance records and pay slips"),
        ),
        not_modelled=(
            Words("各省的育儿假", "Parental leave of the provinces"),
            Words("没有收录的省份", "Provinces not held"),
            Words("生育津贴由基金、单位分担的地方规定", "How places split the allowance between fund and employer"),
        ),
    ),
)
