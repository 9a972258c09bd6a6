"""May the worker ask for an open-ended contract (无固定期限劳动合同)? (Rule C24.)

After ten years on end, on renewal after two fixed terms since 2008, or by law after a year without a written contract.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Day, Fact, Number, Rows, Whole, YesNo
from ..finding import Alternative, Answer, Step
from ..months import ONE_DAY, tenure
from ..reading import Unreadable
from ..words import Words

TEN_YEARS = 10
TWO_TERMS = 2
A_YEAR = 12
IN_FORCE = date(2008, 1, 1)
"""Fixed terms count from the first one agreed under the law (劳动合同法 art. 97)."""
TEN, TERMS, DEEMED, OWN_CHOICE = "art14.2(1)", "art14.2(3)", "art14.3", "worker chose fixed term"

FOURTEEN = article("labour_contract_law", "14")
EIGHTY_TWO = article("labour_contract_law", "82")
NINETY_SEVEN = article("labour_contract_law", "97")
FROM_THE_FIRST_DAY = article("implementing_regulation", "9")
MUST_AGREE = article("implementing_regulation", "11")
SECOND_TERM = article("interpretation_two", "10")


def consecutive_terms(contracts: Sequence[Mapping[str, date]], *, gaps_break: bool = True) -> int:
    """Fixed terms on end since 2008, the last run of them. Raises Unreadable where they overlap."""
    count, before = 0, None
    for one in sorted(contracts, key=lambda one: one["start"]):
        if one["end"] < one["start"]:
            raise Unreadable(ENDS_BEFORE, "contracts")
        if before and one["start"] <= before:
            raise Unreadable(OVERLAP, "contracts")
        if one["start"] >= IN_FORCE:
            on_end = before is not None and one["start"] == before + ONE_DAY
            count = count + 1 if on_end or not gaps_break else 1
        before = one["end"]
    return count


def open_ended(
    book: Book,
    *,
    hire: date | None,
    on: date,
    years: Decimal | None,
    contracts: Sequence[Mapping[str, Any]] | None,
    consecutive_fixed: int | None,
    fault: bool,
    worker_wants_fixed: bool,
    months_without_contract: int,
) -> Answer:
    """Whether, and on what basis. Source: 劳动合同法 14, 97; 实施条例 9, 11."""
    if hire and hire > on:
        raise Unreadable(NOT_YET, "hire")
    served = _years(hire, on, years)
    terms = consecutive_fixed if consecutive_fixed is not None else consecutive_terms(contracts or ())
    ten, two, deemed = served >= TEN_YEARS, terms >= TWO_TERMS and not fault, months_without_contract >= A_YEAR
    entitled, basis = _decided(ten, two, deemed, worker_wants_fixed)
    return Answer(
        {"entitled": entitled, "basis": basis},
        steps=(
            *((_deemed_step(months_without_contract, deemed),) if months_without_contract else ()),
            _ten_step(served, ten),
            _terms_step(terms, contracts if consecutive_fixed is None else None),
            *((FAULT,) if fault and terms >= TWO_TERMS else ()),
            *((CHOSE,) if basis == OWN_CHOICE else ()),
            *_outcome(entitled, basis),
        ),
        assumptions=(CONTINUOUS, *((SECOND,) if terms else ())),
        alternatives=tuple(_alternatives(basis, contracts if consecutive_fixed is None else None, terms, ten, fault)),
        headline=_headline(entitled, basis),
    )


def _years(hire: date | None, on: date, years: Decimal | None) -> Fraction:
    if years is not None:
        return Fraction(years)
    return Fraction(tenure(hire, on).months, A_YEAR) if hire else Fraction(0)


def _decided(ten: bool, two: bool, deemed: bool, wants_fixed: bool) -> tuple[bool, str | None]:
    if deemed:
        return True, DEEMED
    if not ten and not two:
        return False, None
    if wants_fixed:
        return False, OWN_CHOICE
    return True, TEN if ten else TERMS


def _deemed_step(months: int, deemed: bool) -> Step:
    zh = "满一年了，法律上视为已经订了无固定期限合同" if deemed else "不满一年，还不能视为无固定期限"
    en = "a year is full and an open-ended contract is deemed made" if deemed else "less than a year, nothing is deemed"
    return Step(
        Words(f"没有书面合同 {months} 个月：{zh}。", f"{months} months without a written contract: {en}."),
        f"{months} {'≥' if deemed else '<'} {A_YEAR}",
        (FOURTEEN, article("implementing_regulation", "7")),
    )


def _ten_step(served: Fraction, ten: bool) -> Step:
    years = f"{float(served):.2f}".rstrip("0").rstrip(".")
    zh, en = ("满", "full") if ten else ("不满", "not full")
    return Step(
        Words(
            f"在本单位连续干了 {years} 年，{zh}十年（2008 年以前的也算）。",
            f"{years} years on end with this employer: ten are {en} (those before 2008 count).",
        ),
        f"{years} {'≥' if ten else '<'} {TEN_YEARS}",
        (FOURTEEN, FROM_THE_FIRST_DAY),
    )


def _terms_step(terms: int, contracts: Sequence[Mapping[str, Any]] | None) -> Step:
    enough = terms >= TWO_TERMS
    zh, en = ("够两次", "two are reached") if enough else ("不够两次", "two are not reached")
    return Step(
        Words(f"2008 年以来连续订了 {terms} 次固定期限合同，{zh}。", f"{terms} fixed terms on end since 2008: {en}."),
        "; ".join(f"{one['start']} – {one['end']}" for one in contracts or ())
        or f"{terms} {'≥' if enough else '<'} {TWO_TERMS}",
        (FOURTEEN, NINETY_SEVEN),
    )


def _outcome(entitled: bool, basis: str | None) -> tuple[Step, ...]:
    if not entitled:
        return ()
    if basis == DEEMED:
        return (Step(SAY_DEEMED, articles=(FOURTEEN,)),)
    return (Step(SAY, articles=(MUST_AGREE,)), Step(REFUSED, articles=(EIGHTY_TWO,)))


def _alternatives(
    basis: str | None, contracts: Sequence[Mapping[str, Any]] | None, terms: int, ten: bool, fault: bool
) -> list[Alternative]:
    if basis == TERMS:
        return [Alternative(SHANGHAI, {"entitled": False, "basis": None}, (FOURTEEN,))]
    if basis is None and contracts and not fault and not ten:
        without_gaps = consecutive_terms(contracts, gaps_break=False)
        if without_gaps >= TWO_TERMS > terms:
            return [Alternative(GAPS, {"entitled": True, "basis": TERMS}, (SECOND_TERM,))]
    return []


def _headline(entitled: bool, basis: str | None) -> Words:
    if basis == DEEMED:
        return Words("视为已经订了无固定期限合同。", "An open-ended contract is deemed made.")
    if entitled:
        return Words("可以要求订无固定期限合同。", "The worker may ask for an open-ended contract.")
    if basis == OWN_CHOICE:
        return Words(
            "条件够了，但是自己提出订固定期限，就不能再要求。",
            "The conditions are met, but the worker asked for a fixed term.",
        )
    return Words("现在还不够条件。", "The conditions are not met yet.")


CONTINUOUS = Words("工作年限没有中断。", "Service was not interrupted.")
SECOND = Words(
    "协商延长累计满一年、到期自动续、换了签约单位但岗位没变，也可能算又订了一次；请拿合同来看。",
    "Extensions of a year in all, automatic renewal, or another firm's name over the same work may count as another term.",
)
SAY = Words(
    "可以书面向单位提出：“我符合劳动合同法第十四条，请与我订立无固定期限劳动合同。”并留下送达的证据。",
    "Write to the employer: “I meet art. 14 of the Labour Contract Law; please make an open-ended contract with me”, and keep "
    "proof that it arrived.",
)
SAY_DEEMED = Words(
    "可以书面要求单位补订无固定期限合同；就是没补，权利也一样。",
    "Ask the employer in writing to make it up; the right is the same without it.",
)
REFUSED = Words(
    "单位该订不订的，从该订那天起每月付二倍工资。",
    "Where the employer refuses, the wage is doubled from the day it was due.",
)
FAULT = Step(
    Words(
        "有严重违纪等过错，或者医疗期满、不能胜任的情形，两次固定期限这一条不适用。",
        "With grave fault, or after medical treatment or incompetence, the rule of two terms does not apply.",
    ),
    articles=(FOURTEEN,),
)
CHOSE = Step(
    Words("劳动者自己提出订固定期限合同的，不再适用。", "Where the worker asked for a fixed term, the right is gone."),
    articles=(FOURTEEN,),
)
SHANGHAI = Words(
    "有的地方（如上海）认为第二次到期后，单位可以不续订；同意续订的，才订无固定期限。",
    "Some places (such as Shanghai) let the employer decline after the second term; only a renewal is open-ended.",
)
GAPS = Words(
    "两次合同之间的间隔如果是单位安排的，可能不算中断。",
    "A gap between terms that the employer arranged may not count.",
)
ENDS_BEFORE = Words("有一份合同到期比开始还早，请再看一下。", "A contract ends before it begins. Please look again.")
OVERLAP = Words("有两份合同的日子重叠了，请再看一下。", "Two contracts overlap. Please look again.")
NOT_YET = Words(
    "入职比要算的那一天还晚，请再看一下。", "The first day is after the day asked about. Please look again."
)

CALCULATORS = (
    Calculator(
        "C24",
        "open_ended",
        Words("无固定期限合同", "Open-ended contract"),
        Words("能不能要求签无固定期限合同？", "May I ask for an open-ended contract?"),
        (
            Fact(
                "hire",
                Day(past=True),
                Words("哪一天入职的？", "On which day did the work begin?"),
                Words("记不清可以跳过，下面直接填年数。", "Skip it if you do not remember, and give the years."),
                required=False,
                held="hired_on",
            ),
            Fact(
                "on",
                Day(),
                Words("看哪一天够不够条件？", "On which day?"),
                Words("不填就按今天。", "Left out, today."),
                required=False,
                when=lambda read: bool(read.get("hire")),
            ),
            Fact(
                "years",
                Number(Words("年", "years"), most=Decimal(70)),
                Words("在这个单位连续干了几年？", "How many years on end with this employer?"),
                when=lambda read: not read.get("hire"),
            ),
            Fact(
                "contracts",
                Rows(
                    (
                        Fact("start", Day(), Words("开始", "From")),
                        Fact("end", Day(), Words("到期", "Until")),
                    ),
                    most=40,
                ),
                Words("每份固定期限合同从哪天到哪天？", "From when to when did each fixed term run?"),
                Words("可以跳过，下面直接填次数。", "Skip it and give their number."),
                required=False,
            ),
            Fact(
                "consecutive_fixed",
                Whole(Words("次", "terms"), most=100),
                Words("2008 年以来连续订过几次固定期限合同？", "How many fixed terms on end since 2008?"),
                when=lambda read: not read.get("contracts"),
            ),
            Fact(
                "months_without_contract",
                Whole(Words("个月", "months"), most=840),
                Words("有几个月没有书面合同？", "How many months were there without a written contract?"),
                required=False,
                default=0,
            ),
            Fact(
                "fault",
                YesNo(),
                Words(
                    "有没有严重违纪，或者医疗期满不能工作、不能胜任的情形？",
                    "Was there grave fault, or inability after treatment or training?",
                ),
                required=False,
                default=False,
            ),
            Fact(
                "worker_wants_fixed",
                YesNo(),
                Words("是不是自己提出只订固定期限的？", "Did you yourself ask for a fixed term?"),
                required=False,
                default=False,
            ),
        ),
        open_ended,
        day="on",
        evidence=(
            Words("历次劳动合同", "All contracts so far"),
            Words("入职时间的材料：社保记录、工资流水", "What shows the first day: insurance and pay records"),
            Words("要求订无固定期限合同的书面申请和送达凭证", "The written request and proof that it arrived"),
        ),
        not_modelled=(
            Words("公益性岗位、劳务派遣的特别规定", "Public-welfare posts and labour dispatch"),
            Words("拒绝订立的二倍工资数额（第八十二条第二款）", "The double wage where it is refused (art. 82(2))"),
        ),
    ),
)
