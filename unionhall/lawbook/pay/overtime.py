"""How much overtime pay is owed? 150 % for longer days, 200 % for rest days, 300 % for statutory holidays. (Rule C06.)

Limits that were broken are told and take nothing away from what is owed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..asked import MIN_WAGE_FACTS
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated, Missing
from ..facts import Choice, Day, Fact, Money, Number, Rows, Whole, YesNo
from ..finding import Alternative, Answer, Step
from ..holidays import REST, STATUTORY, kind
from ..money import ZERO, fen, say
from ..reading import Unreadable
from ..words import Words
from .hourly_wage import hourly_wage
from .overtime_limits import limits

RATES = {"pay_150": Fraction(3, 2), "pay_200": Fraction(2), "pay_300": Fraction(3)}
"""劳动法 art. 44."""
LOCAL_SHARE = Fraction(7, 10)
"""Of the wage as paid, where a local rule takes it as the base of overtime."""
SCHEMES = {
    "standard": Words("按小时算加班（一般情况）", "By the hour (the usual case)"),
    "piece": Words("计件", "Piece work"),
    "irregular": Words("不定时工时（经批准）", "Irregular hours, approved"),
}
HOURS = Words("小时", "hours")


@dataclass(frozen=True)
class Hours:
    """Hours or pieces of overtime by the kind of day; those made up for by rest are taken out already."""

    extended: Fraction
    rest: Fraction
    holiday: Fraction

    @property
    def total(self) -> Fraction:
        return self.extended + self.rest + self.holiday

    def pay(self, unit: Fraction, less: int = 0) -> dict[str, Decimal]:
        """Each bucket to the fen; `less` takes out what was paid at the single rate."""
        counts = (self.extended, self.rest, self.holiday)
        return {
            name: fen((rate - less) * unit * count) for (name, rate), count in zip(RATES.items(), counts, strict=True)
        }


def overtime(
    book: Book,
    *,
    scheme: str,
    base: Decimal,
    wd: Decimal,
    rest: Decimal,
    rest_comp: Decimal,
    hol: Decimal,
    days: Sequence[Mapping[str, Any]],
    piece_rate: Decimal | None,
    pieces_wd: Decimal,
    pieces_rest: Decimal,
    pieces_hol: Decimal,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    months: int,
    most_in_day: Decimal | None,
    weeks_without_rest: int,
    on: date,
) -> Answer:
    """Yuan and hours. Source: 劳动法 41, 44; 工资支付暂行规定 13; 人社部发〔2025〕2号."""
    if rest_comp > rest:
        raise Unreadable(RESTED_TOO_MUCH, "rest_comp")
    least = book.either("minimum_wage.monthly", min_wage, region, on=on, tier=tier)
    hour = hourly_wage(book, base, on=on, least=least)
    worked = _hours(wd, rest - rest_comp, hol, days)
    parameters: tuple[Dated, ...] = hour.parameters
    alternatives: tuple[Alternative, ...]
    if scheme == "piece":
        unit, counted = Fraction(piece_rate or 0), Hours(*map(Fraction, (pieces_wd, pieces_rest, pieces_hol)))
        pay = counted.pay(unit)
        alternatives = (_single_paid(counted, unit),)
    elif scheme == "irregular":
        unit, counted = hour.yuan, worked
        local = _kept_locally(book, region, on)
        pay = dict.fromkeys(RATES, ZERO)
        threefold = worked.pay(unit)["pay_300"]
        if local:
            pay["pay_300"], parameters = threefold, (*parameters, local)
        alternatives = () if local else (_local_irregular(threefold),)
    else:
        unit, counted = hour.yuan, worked
        pay = counted.pay(unit)
        alternatives = (_local_base(book, worked, base, least, on),)
    total = sum(pay.values(), ZERO)
    return Answer(
        {"hourly": fen(hour.yuan), **pay, "total": total},
        steps=(
            *hour.steps,
            *_day_steps(days),
            *(_irregular_steps() if scheme == "irregular" else ()),
            *_bucket_steps(counted, unit, pay),
            Step(
                Words(f"加班费合计 {total:.2f} 元。", f"Overtime pay in all: {total:.2f} yuan."),
                f"{' + '.join(f'{amount:.2f}' for amount in pay.values())} = {total:.2f}",
                (article("labour_law", "44"), article("labour_contract_law", "85")),
            ),
            *limits(worked.total, days, months, most_in_day, weeks_without_rest),
            Step(NO_WAIVER, articles=(article("labour_law", "44"),)),
            Step(PROOF, articles=(article("interpretation_one", "42"),)),
        ),
        assumptions=(BASE,) if scheme != "piece" else (BASE, QUOTA),
        alternatives=alternatives,
        parameters=parameters,
        headline=Words(f"加班费 {total:.2f} 元。", f"Overtime pay: {total:.2f} yuan."),
    )


def _hours(wd: Decimal, rest: Decimal, hol: Decimal, days: Sequence[Mapping[str, Any]]) -> Hours:
    """The totals told, and those of the days listed."""
    extended, resting, holiday = Fraction(wd), Fraction(rest), Fraction(hol)
    for row in days:
        found, hours = kind(row["day"]), Fraction(row["hours"])
        if found == STATUTORY:
            holiday += hours
        elif found == REST:
            resting += ZERO_HOURS if row["rested"] else hours
        else:
            extended += hours
    return Hours(extended, resting, holiday)


def _day_steps(days: Sequence[Mapping[str, Any]]) -> list[Step]:
    said = {
        STATUTORY: Words("法定节假日，300%", "statutory holiday, 300 %"),
        REST: Words("休息日，200%", "rest day, 200 %"),
    }
    steps = []
    for row in days:
        found = kind(row["day"])
        words = said.get(found, Words("工作日，150%", "day of work, 150 %"))
        if found == REST and row["rested"]:
            words = Words("休息日，已补休，不另付", "rest day made up for by rest, nothing more is owed")
        day = row["day"].isoformat()
        steps.append(
            Step(
                Words(f"{day}：{words.zh}，{say(row['hours'])} 小时。", f"{day}: {words.en}, {say(row['hours'])} h."),
                articles=(article("holidays_measures", "2"),) if found == STATUTORY else (),
            )
        )
    return steps


def _bucket_steps(counted: Hours, unit: Fraction, pay: Mapping[str, Decimal]) -> list[Step]:
    named = (
        ("pay_150", counted.extended, Words("平日延长的时间按 150% 付。", "Longer days are paid at 150 %.")),
        (
            "pay_200",
            counted.rest,
            Words("休息日没有补休的按 200% 付。", "Rest days not made up for by rest are paid at 200 %."),
        ),
        (
            "pay_300",
            counted.holiday,
            Words(
                "法定节假日按 300% 付，不能用补休代替，当天本来的工资另算。",
                "Statutory holidays are paid at 300 %, rest cannot replace it, and the day's own wage comes besides.",
            ),
        ),
    )
    rule = (article("wage_payment", "13"), article("labour_law", "44"))
    return [
        Step(words, f"{int(RATES[name] * 100)}% × {fen(unit):.2f} × {say(count)} = {pay[name]:.2f}", rule)
        for name, count, words in named
        if count and pay[name]
    ]


def _irregular_steps() -> tuple[Step, ...]:
    return (
        Step(
            Words(
                "经批准实行不定时工时的，国家规定不付加班费；个别地方法定节假日仍付 300%。",
                "Under approved irregular hours no overtime pay is owed by national rules; some places keep 300 % on statutory holidays.",
            ),
            articles=(article("wage_payment", "13"),),
        ),
    )


def _local_base(book: Book, worked: Hours, base: Decimal, least: Dated, on: date) -> Alternative:
    hour = hourly_wage(book, fen(Fraction(base) * LOCAL_SHARE), on=on, least=least)
    pay = worked.pay(hour.yuan)
    return Alternative(
        Words(
            "有的地方合同没写工资标准时，按实发工资的 70% 作基数（不低于最低工资）。",
            "Where the contract names no wage some places take 70 % of the wage as paid, at least the minimum wage.",
        ),
        {"hourly": fen(hour.yuan), **pay, "total": sum(pay.values(), ZERO)},
    )


def _single_paid(counted: Hours, unit: Fraction) -> Alternative:
    pay = counted.pay(unit, less=1)
    return Alternative(
        Words(
            "如果这些件数已经按原单价付过一遍，还差的是这些。",
            "If these pieces were already paid once at the plain rate, this is still missing.",
        ),
        {**pay, "total": sum(pay.values(), ZERO)},
        (article("wage_payment", "13"),),
    )


def _kept_locally(book: Book, region: str | None, on: date) -> Dated | None:
    """The local rule that keeps 300 % on statutory holidays under irregular hours, if one is held."""
    if not region:
        return None
    try:
        return book.value("work_time.irregular_holiday", region, on=on, tier=1)
    except Missing:
        return None


def _local_irregular(threefold: Decimal) -> Alternative:
    return Alternative(
        Words(
            "上海、深圳等地不定时工时的法定节假日仍付 300%；请问一下当地。",
            "Shanghai, Shenzhen and some other places keep 300 % on statutory holidays; ask locally.",
        ),
        {"pay_300": threefold, "total": threefold},
    )


ZERO_HOURS = Fraction(0)
RESTED_TOO_MUCH = Words(
    "补休的小时比休息日加班的小时还多，请再看一下。",
    "More hours were made up for by rest than were worked on rest days. Please look again.",
)
BASE = Words(
    "基数是合同写的每月工资；加班费基数的规定各地不同。",
    "The base is the monthly wage of the contract; local rules on the base differ.",
)
QUOTA = Words(
    "这些是完成定额以后加班做的件数，定额合法。", "These are pieces made in overtime beyond the quota, which is lawful."
)
NO_WAIVER = Words(
    "约定放弃加班费、“包薪”低于法定数额的，约定无效，差额仍要补。",
    "An agreement to waive overtime pay, or a lump sum below it, is void: the difference is still owed.",
)
PROOF = Words(
    "要证明有加班：考勤、排班、打卡、工作群记录；证据在单位手里的，可以要求单位交出来。",
    "Overtime is to be proven by attendance, rotas or messages; what the employer holds it can be asked to show.",
)


def _hour_fact(name: str, ask: Words, help: Words | None = None, **more: Any) -> Fact:
    return Fact(name, Number(HOURS, most=Decimal(8784)), ask, help, required=False, default=ZERO, **more)


def _piece_fact(name: str, ask: Words) -> Fact:
    pieces = Number(Words("件", "pieces"))
    return Fact(name, pieces, ask, required=False, default=ZERO, when=_by_piece)


def _by_piece(read: Mapping[str, Any]) -> bool:
    return read.get("scheme") == "piece"


CALCULATORS = (
    Calculator(
        "C06",
        "overtime",
        Words("加班费", "Overtime pay"),
        Words("加了这些班，该给多少加班费？", "What is owed for this overtime?"),
        (
            Fact(
                "scheme",
                Choice(SCHEMES),
                Words("工资和工时是怎么算的？", "How are wage and hours counted?"),
                required=False,
                default="standard",
            ),
            Fact(
                "base",
                Money(),
                Words("每月工资是多少（不含加班费）？", "What is the monthly wage, overtime left out?"),
                Words(
                    "合同写的数；计件的写正常出勤一个月的工资。", "As in the contract; on piece work, a normal month."
                ),
                held="wage",
            ),
            _hour_fact("wd", Words("平时下班后加班多少小时？", "How many hours of overtime on days of work?")),
            _hour_fact("rest", Words("休息日加班多少小时？", "How many hours on rest days?")),
            _hour_fact(
                "rest_comp",
                Words("其中已经安排补休的有多少小时？", "How many of these were made up for by rest?"),
                when=lambda read: bool(read.get("rest")),
            ),
            _hour_fact(
                "hol",
                Words("法定节假日加班多少小时？", "How many hours on statutory holidays?"),
                Words(
                    "春节、五一、国庆等的法定那几天，不是整个长假。",
                    "The statutory days themselves, not the whole long holiday.",
                ),
            ),
            Fact(
                "days",
                Rows(
                    (
                        Fact("day", Day(past=True), Words("哪一天", "Day")),
                        Fact(
                            "hours",
                            Number(HOURS, most=Decimal(24)),
                            Words("加班几小时", "Hours of overtime"),
                        ),
                        Fact("rested", YesNo(), Words("补休了吗", "Made up by rest"), required=False, default=False),
                    ),
                    most=400,
                ),
                Words("或者一天一天写：哪天、加了几小时？", "Or day by day: which day, how many hours?"),
                Words(
                    "是三倍、两倍还是一倍半，按当年放假通知自己认。",
                    "Whether it is threefold, twofold or one and a half is found from the notice of that year.",
                ),
                required=False,
                default=(),
                when=lambda read: not (read.get("wd") or read.get("rest") or read.get("hol")),
            ),
            Fact(
                "piece_rate",
                Money(),
                Words("每件单价是多少？", "What is the rate for a piece?"),
                when=_by_piece,
            ),
            _piece_fact("pieces_wd", Words("平时加班做了多少件？", "How many pieces in overtime on days of work?")),
            _piece_fact("pieces_rest", Words("休息日做了多少件（没有补休）？", "How many on rest days without rest?")),
            _piece_fact("pieces_hol", Words("法定节假日做了多少件？", "How many on statutory holidays?")),
            *MIN_WAGE_FACTS,
            Fact(
                "months",
                Whole(Words("个月", "months"), least=1, most=600),
                Words("这些加班是几个月里的？", "Over how many months was this overtime?"),
                required=False,
                default=1,
            ),
            Fact(
                "most_in_day",
                Number(HOURS, most=Decimal(24)),
                Words("平时加班最多的一天加了几小时？", "How many hours on the longest day of overtime?"),
                required=False,
            ),
            Fact(
                "weeks_without_rest",
                Whole(Words("个星期", "weeks"), most=2000),
                Words("有几个星期一天都没休息？", "How many weeks had no day of rest?"),
                required=False,
                default=0,
            ),
            Fact(
                "on",
                Day(past=True),
                Words("按哪一天的最低工资比？", "Compared with the minimum wage of which day?"),
                Words("加班那个月的任何一天；不填就按今天。", "Any day of the month of overtime; left out, today."),
                required=False,
                held="happened_on",
            ),
        ),
        overtime,
        day="on",
        evidence=(
            Words("考勤、打卡、排班表", "Attendance, clocking and rotas"),
            Words("加班审批、工作群里安排加班的消息", "Approvals of overtime, messages that ordered it"),
            Words("工资条或银行流水", "Pay slips or bank statements"),
            Words("劳动合同里的工资标准", "The wage in the contract"),
        ),
        not_modelled=(
            Words("加班基数的地方规定", "Local rules on the base of overtime"),
            Words("值班、待命算不算加班的争议", "Whether duty or standby is overtime"),
            Words(
                "一次仲裁能追多久的加班费：看证据和当地口径",
                "How far back a claim reaches: evidence and local readings",
            ),
        ),
    ),
)
