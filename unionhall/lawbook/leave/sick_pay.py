"""What is owed for sick leave? The agreed or local rate, and never less than 80 % of the minimum wage. (Rule C11.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import Article, article
from ..asked import MIN_WAGE, MIN_WAGE_FACTS
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated
from ..facts import Day, Fact, Money, Number, Percent, YesNo
from ..finding import Answer, Step
from ..money import PAID_DAYS, fen, fen_up, say
from ..words import Words

FLOOR = Fraction(4, 5)
"""Of the minimum wage. 劳部发〔1995〕309号 art. 59."""
SHANGHAI = "上海"
MOST_WORKDAYS = 23
"""Working days of the longest month."""


def sick_floor(
    book: Book,
    *,
    contract_pay: Decimal,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    on: date,
) -> Answer:
    """Yuan a month. Source: 劳部发〔1995〕309号 59."""
    least = book.either("minimum_wage.monthly", min_wage, region, on=on, tier=tier)
    paid = fen(contract_pay)
    floor = fen_up(FLOOR * Fraction(least.value))
    payable = max(paid, floor)
    return Answer(
        {"floor": floor, "payable": payable, "topup": payable - paid},
        steps=_larger(paid, floor, least),
        assumptions=(IN_PERIOD, INSURANCE),
        parameters=(least,),
        headline=_headline(payable),
    )


def sick_sh(
    book: Book,
    *,
    wage: Decimal,
    service_years: Decimal,
    over6m: bool,
    min_wage: Decimal | None,
    on: date,
) -> Answer:
    """Percent and yuan a month, by the rates of Shanghai. Source: 沪劳保综发〔2003〕2号; 劳部发〔1995〕309号 59."""
    least = book.either("minimum_wage.monthly", min_wage, SHANGHAI, on=on, tier=1)
    rate = _rate(book, "beyond" if over6m else "within", service_years, on)
    by_rate = fen(Fraction(wage) * Fraction(rate.value) / 100)
    floor = fen_up(FLOOR * Fraction(least.value))
    payable = max(by_rate, floor)
    return Answer(
        {"rate": int(rate.value), "floor": floor, "payable": payable, "topup": payable - by_rate},
        steps=(
            Step(
                Words(
                    f"工龄 {service_years:g} 年，病假{'超过' if over6m else '不超过'}六个月：按工资的 {rate.value:g}%。",
                    f"{service_years:g} years of service, {'beyond' if over6m else 'within'} six months: {rate.value:g} % of the wage.",
                ),
                f"{say(wage)} × {rate.value:g}% = {by_rate:.2f}",
                (article("shanghai_sick_pay"),),
            ),
            *_larger(by_rate, floor, least),
        ),
        assumptions=(IN_PERIOD, SHANGHAI_BASE, INSURANCE),
        parameters=(rate, least),
        headline=_headline(payable),
    )


def sick_partial(
    book: Book,
    *,
    wage: Decimal,
    sick_workdays: Decimal,
    rate: Decimal,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    on: date,
) -> Answer:
    """Yuan for a month partly worked. Days of sickness are paid at `rate` percent, at least the floor where it is known."""
    daily, days = Fraction(wage) / PAID_DAYS, Fraction(sick_workdays)
    share = Fraction(rate) / 100
    lost = daily * days * (1 - share)
    parameters: tuple[Dated, ...] = ()
    raised: tuple[Step, ...] = ()
    if min_wage is not None or region:
        least = book.either("minimum_wage.monthly", min_wage, region, on=on, tier=tier)
        parameters = (least,)
        floor = min(daily, FLOOR * Fraction(least.value) / PAID_DAYS)
        if daily * share < floor:
            lost = (daily - floor) * days
            raised = (_raised_step(floor),)
    payable = fen(max(Fraction(0), Fraction(wage) - lost))
    return Answer(
        {"payable": payable},
        steps=(
            Step(
                Words(
                    f"病假 {say(sick_workdays)} 个工作日，每天按工资的 {rate:g}% 付，只扣其余部分。",
                    f"{say(sick_workdays)} days of work lost to illness are paid at {rate:g} %: only the rest is taken off.",
                ),
                f"{say(wage)} − {say(wage)} ÷ 21.75 × {say(sick_workdays)} × (1 − {rate:g}%)",
                (article("work_time_2025"),),
            ),
            *raised,
            Step(
                Words(f"这个月应发 {payable:.2f} 元。", f"{payable:.2f} yuan are owed for the month."),
                f"{say(wage)} − {fen(lost):.2f} = {payable:.2f}",
                (article("labour_law_opinions", "59"),),
            ),
        ),
        assumptions=(IN_PERIOD, OTHER_DAYS, *(() if parameters else (NO_FLOOR,))),
        parameters=parameters,
        headline=_headline(payable),
    )


def _rate(book: Book, length: str, years: Decimal, on: date) -> Dated:
    """The rate of the highest band whose first year of service is reached."""
    table = f"sickness.{length}_from"
    reached = [
        tier
        for tier in book.tables[table].tiers(SHANGHAI, on)
        if book.value(table, SHANGHAI, on=on, tier=tier).value <= years
    ]
    return book.value(f"sickness.{length}_rate", SHANGHAI, on=on, tier=max(reached, default=1))


def _larger(paid: Decimal, floor: Decimal, least: Dated) -> tuple[Step, ...]:
    topup = max(paid, floor) - paid
    words = (
        Words(
            f"低于最低工资的 80%，应当按 {floor:.2f} 元付，还差 {topup:.2f} 元。",
            f"This is below 80 % of the minimum wage: {floor:.2f} yuan are owed, {topup:.2f} more.",
        )
        if topup
        else Words("不低于最低工资的 80%。", "This is not below 80 % of the minimum wage.")
    )
    return (
        Step(
            Words(
                f"病假工资不能低于最低工资 {say(least.value)} 元的 80%，也就是 {floor:.2f} 元。",
                f"Sick pay is not below 80 % of the minimum wage of {say(least.value)} yuan: {floor:.2f}.",
            ),
            f"80% × {say(least.value)} = {floor:.2f}",
            FLOOR_RULE,
        ),
        Step(words, f"max({paid:.2f}, {floor:.2f}) = {max(paid, floor):.2f}", FLOOR_RULE),
    )


def _raised_step(floor: Fraction) -> Step:
    return Step(
        Words(
            f"按比例算下来低于最低工资的 80%，病假那几天按每天 {fen(floor):.2f} 元算。",
            f"The rate falls below 80 % of the minimum wage: days of sickness are taken at {fen(floor):.2f} yuan.",
        ),
        articles=FLOOR_RULE,
    )


def _headline(payable: Decimal) -> Words:
    return Words(f"病假工资应发 {payable:.2f} 元。", f"{payable:.2f} yuan are owed.")


FLOOR_RULE: tuple[Article, ...] = (article("labour_law_opinions", "59"),)
IN_PERIOD = Words(
    "病假在医疗期内，有医院的病假证明。", "The leave lies within the medical period and a doctor attested it."
)
INSURANCE = Words(
    "80% 的底线里能不能再扣个人社保，各地不同：上海、北京不能。",
    "Whether insurance may be taken off the 80 % differs by place: not in Shanghai or Beijing.",
)
SHANGHAI_BASE = Words(
    "工资基数按约定的正常出勤月工资；高于本市上年平均工资的另有规定。",
    "The base is the agreed wage of a normal month; above the city's average other rules may apply.",
)
OTHER_DAYS = Words("其余的工作日都正常上了班。", "The other days of work were worked.")
NO_FLOOR = Words(
    "没有填地方，没有和最低工资的 80% 比较。",
    "No place was given, so it was not compared with 80 % of the minimum wage.",
)
ON = Fact(
    "on",
    Day(),
    Words("是哪个月的病假工资？", "Sick pay of which month?"),
    Words("写那个月的最后一天；不填就按今天。", "The last day of that month; left out, today."),
    required=False,
    held="happened_on",
)
EVIDENCE = (
    Words("病假单、病历、诊断证明", "Sick notes, medical records, diagnosis"),
    Words("请假和批准的记录、考勤", "Requests for leave, their approval, attendance"),
    Words(
        "工资条、银行流水；合同、集体合同、规章里病假工资的约定",
        "Pay slips; what contract or house rules say of sick pay",
    ),
)
NOT_MODELLED = (
    Words("除上海外各地的病假工资比例", "Rates of places other than Shanghai"),
    Words("超过医疗期以后的待遇", "What is owed after the medical period"),
)

CALCULATORS = (
    Calculator(
        "C11",
        "sick_floor",
        Words("病假工资底线", "Floor of sick pay"),
        Words("单位给的病假工资够不够最低工资的 80%？", "Is the sick pay at least 80 % of the minimum wage?"),
        (
            Fact(
                "contract_pay",
                Money(),
                Words("按合同或规章，一个月病假工资是多少？", "What is a month's sick pay by contract or house rules?"),
            ),
            *MIN_WAGE_FACTS,
            ON,
        ),
        sick_floor,
        day="on",
        evidence=EVIDENCE,
        not_modelled=NOT_MODELLED,
    ),
    Calculator(
        "C11",
        "sick_sh",
        Words("上海病假工资", "Sick pay in Shanghai"),
        Words("在上海上班，一个月病假工资是多少？", "What is a month's sick pay in Shanghai?"),
        (
            Fact(
                "wage", Money(), Words("正常出勤一个月工资多少？", "What is the wage of a normal month?"), held="wage"
            ),
            Fact(
                "service_years",
                Number(Words("年", "years"), most=Decimal(70)),
                Words("在本单位连续工作多少年了？", "How many years of continuous service with the employer?"),
            ),
            Fact(
                "over6m",
                YesNo(),
                Words("连续病假超过六个月了吗？", "Has the sick leave lasted more than six months without a break?"),
                required=False,
                default=False,
            ),
            MIN_WAGE,
            ON,
        ),
        sick_sh,
        day="on",
        evidence=EVIDENCE,
        not_modelled=NOT_MODELLED,
    ),
    Calculator(
        "C11",
        "sick_partial",
        Words("病了几天的当月工资", "Wage of a month with days of sickness"),
        Words("这个月病了几天，应该发多少工资？", "What is owed for a month with some days of sickness?"),
        (
            Fact(
                "wage", Money(), Words("正常出勤一个月工资多少？", "What is the wage of a normal month?"), held="wage"
            ),
            Fact(
                "sick_workdays",
                Number(Words("天", "days"), most=Decimal(MOST_WORKDAYS)),
                Words("病假里有几个工作日？", "How many days of work were lost to illness?"),
            ),
            Fact(
                "rate",
                Percent(),
                Words("病假那几天按工资的百分之几付？", "At what percentage of the wage are days of sickness paid?"),
                Words("看合同、集体合同或当地规定，例如 80。", "See the contract or the local rules, for example 80."),
            ),
            *MIN_WAGE_FACTS,
            ON,
        ),
        sick_partial,
        day="on",
        evidence=EVIDENCE,
        not_modelled=NOT_MODELLED,
    ),
)
