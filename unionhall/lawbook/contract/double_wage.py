"""How much is the second wage (二倍工资) where no written contract was made? (Rule C04.)

From the day a month of work is full to the day before signing, at most to the day before the year is full: eleven months.
What is put out is the second wage, on top of the one that was paid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..asked import HIRE
from ..book import Book
from ..calculator import Calculator
from ..facts import Choice, Day, Fact, Money
from ..finding import Alternative, Answer, Deadline, Step, deadline
from ..holidays import workdays
from ..money import PAID_DAYS, ZERO, fen, say
from ..months import ONE_DAY, add_months, tenure
from ..reading import Unreadable
from ..words import Words

IN_FORCE = date(2008, 1, 1)
"""Work begun before counts from this day (劳动合同法 art. 97)."""
MOST_MONTHS = 11
MONTHS_OF_GRACE = 1
YEAR = 12
MODES = {
    "day": Words("一天一天算，每天各自满一年过期", "Day by day, each lapsing after its own year"),
    "month": Words("一个月一个月算，每月各自满一年过期", "Month by month, each lapsing after its own year"),
    "from_end": Words("从最后一天起整个算一年", "One year for the whole, from its last day"),
}

EIGHTY_TWO = article("labour_contract_law", "82")
BY_MONTH = article("interpretation_two", "6")
UP_TO_A_YEAR = article("implementing_regulation", "7")
UP_TO_SIGNING = article("implementing_regulation", "6")
ONE_YEAR = article("mediation_arbitration_law", "27")


@dataclass(frozen=True)
class Limit:
    """A day on which the period ends, and why."""

    last: date
    words: Words
    by: str


@dataclass(frozen=True)
class Second:
    """The second wage of a period: whole months, and the days worked of the month begun then."""

    start: date
    last: date
    months: int
    rest: tuple[date, ...]
    days: int
    """Days of the calendar in the month begun then, and how many that month has."""
    of_days: int
    amount: Decimal

    def as_result(self) -> dict[str, Any]:
        return {
            "period": [self.start, self.last],
            "months": self.months,
            "remainder_workdays": len(self.rest),
            "amount": self.amount,
        }


NOTHING: Mapping[str, Any] = {"period": None, "months": 0, "remainder_workdays": 0, "amount": ZERO}


def second_wage(start: date, last: date, wage: Decimal) -> Second | None:
    """The second wage from `start` to `last`, both counted, in yuan; None where the period is empty. Raises Missing."""
    if last < start:
        return None
    served = tenure(start, last)
    if served.months >= MOST_MONTHS:
        return Second(start, last, MOST_MONTHS, (), 0, served.length_of_last_month, fen(MOST_MONTHS * wage))
    rest = tuple(workdays(add_months(start, served.months), last)) if served.days else ()
    exact = Fraction(wage)
    amount = fen(served.months * exact + min(exact, exact / PAID_DAYS * len(rest)))
    return Second(start, last, served.months, rest, served.days, served.length_of_last_month, amount)


def kept_from(start: date, last: date, filing: date, mode: str) -> date | None:
    """The first day whose claim had not lapsed on the day of filing; None where all had. Source: 调解仲裁法 27."""
    if mode == "from_end":
        return start if add_months(last, YEAR) >= filing else None
    if mode == "day":
        day = max(start, add_months(filing, -YEAR))
        while add_months(day, YEAR) < filing:
            day += ONE_DAY
        return day if day <= last else None
    number = 0
    while (begins := add_months(start, number)) <= last:
        ends = min(last, add_months(start, number + 1) - ONE_DAY)
        if add_months(ends, YEAR) >= filing:
            return begins
        number += 1
    return None


def double_wage(
    book: Book,
    *,
    hire: date,
    sign: date | None,
    end: date | None,
    on: date,
    wage: Decimal,
    filing: date | None,
    limitation_mode: str,
) -> Answer:
    """Yuan, the one wage that comes on top. Source: 劳动合同法 10, 82; 实施条例 5–7; 解释二 6, 7."""
    if end and end < hire:
        raise Unreadable(ENDS_BEFORE, "end")
    if filing and filing < hire:
        raise Unreadable(FILED_BEFORE, "filing")
    counted_from = max(hire, IN_FORCE)
    start = add_months(counted_from, MONTHS_OF_GRACE)
    limits = _limits(counted_from, sign, end, on)
    limit = min(limits, key=lambda one: one.last)
    whole = second_wage(start, limit.last, wage)
    begin_step = _begin_step(hire, start)
    if whole is None:
        return Answer(
            NOTHING,
            steps=(begin_step, _nothing_step(limit)),
            assumptions=(NOT_THE_WORKER,),
            headline=Words("没有二倍工资。", "No double wage is owed."),
        )
    kept = _after_lapse(whole, wage, filing, limitation_mode)
    result = kept.as_result() if kept else NOTHING
    amount = result["amount"]
    return Answer(
        result,
        steps=(
            begin_step,
            _end_step(limit),
            *((_lapse_step(whole, kept, filing, limitation_mode),) if filing else ()),
            *(_amount_steps(kept, wage) if kept else ()),
            *((OPEN_ENDED,) if limit.by == "year" else ()),
        ),
        assumptions=(NOT_THE_WORKER, GROSS, *(() if filing else (NOT_FILED,))),
        alternatives=tuple(_alternatives(whole, kept, limit, wage, filing, limitation_mode)),
        deadlines=_deadlines(whole),
        headline=Words(
            f"没签书面合同，另外要付 {amount:.2f} 元。", f"Without a written contract {amount:.2f} yuan come on top."
        )
        if amount
        else Words("二倍工资已经过了仲裁时效。", "The double wage has lapsed by the time of filing."),
    )


def _limits(counted_from: date, sign: date | None, end: date | None, on: date) -> list[Limit]:
    year = add_months(counted_from, YEAR) - ONE_DAY
    limits = [Limit(year, Words("满一年的前一天", "the day before the year is full"), "year")]
    if sign:
        limits.append(Limit(sign - ONE_DAY, Words("签合同的前一天", "the day before signing"), "sign"))
    if end:
        limits.append(Limit(end, Words("最后一天上班", "the last day of employment"), "end"))
    if not sign and not end:
        limits.append(Limit(on, Words("算到这一天", "the day this is reckoned for"), "on"))
    return limits


def _after_lapse(whole: Second, wage: Decimal, filing: date | None, mode: str) -> Second | None:
    if filing is None:
        return whole
    begins = kept_from(whole.start, whole.last, filing, mode)
    return second_wage(begins, whole.last, wage) if begins else None


def _alternatives(
    whole: Second, kept: Second | None, limit: Limit, wage: Decimal, filing: date | None, mode: str
) -> list[Alternative]:
    said = []
    if filing:
        for other, words in MODES.items():
            if other != mode and (read := _after_lapse(whole, wage, filing, other)) != kept:
                said.append(
                    Alternative(
                        Words(f"有的地方这样算时效：{words.zh}。", f"Some places count limitation so: {words.en}."),
                        read.as_result() if read else NOTHING,
                        (ONE_YEAR,),
                    )
                )
    if limit.by == "year":
        shorter = second_wage(whole.start, whole.last - ONE_DAY, wage)
        shorter = _after_lapse(shorter, wage, filing, mode) if shorter else None
        said.append(Alternative(ONE_DAY_LESS, shorter.as_result() if shorter else NOTHING, (UP_TO_A_YEAR,)))
    if kept and kept.days:
        by_days = fen(Fraction(wage) * kept.months + Fraction(wage) * kept.days / kept.of_days)
        if by_days != kept.amount:
            said.append(Alternative(BY_CALENDAR, kept.as_result() | {"amount": by_days}, (BY_MONTH,)))
    return said


def _begin_step(hire: date, start: date) -> Step:
    zh = f"从开始上班满一个月的次日，也就是 {start} 起，没签书面合同要付二倍工资"
    en = f"From {start}, when a month of work is full, the wage is doubled while there is no written contract"
    if hire < IN_FORCE:
        zh, en = f"{zh}（2008 年以前入职的从 {IN_FORCE} 算）", f"{en} (work begun before 2008 counts from {IN_FORCE})"
    return Step(Words(f"{zh}。", f"{en}."), f"{max(hire, IN_FORCE)} + 1 月 = {start}", (EIGHTY_TWO, UP_TO_A_YEAR))


def _end_step(limit: Limit) -> Step:
    return Step(
        Words(f"到 {limit.last} 为止：{limit.words.zh}。", f"Until {limit.last}: {limit.words.en}."),
        articles=(UP_TO_A_YEAR,) if limit.by == "year" else (UP_TO_SIGNING,),
    )


def _nothing_step(limit: Limit) -> Step:
    return Step(
        Words(
            f"到 {limit.last}（{limit.words.zh}）还没有过那一个月，没有二倍工资。",
            f"On {limit.last} ({limit.words.en}) the first month was not yet over: no double wage.",
        ),
        articles=(article("labour_contract_law", "10"),),
    )


def _lapse_step(whole: Second, kept: Second | None, filing: date | None, mode: str) -> Step:
    lost = ((kept.start if kept else whole.last + ONE_DAY) - whole.start).days
    zh = f"{filing} 申请仲裁，按“{MODES[mode].zh}”，过期 {lost} 天"
    en = f"Filed on {filing}; “{MODES[mode].en}”: {lost} days have lapsed"
    return Step(Words(f"{zh}。", f"{en}."), f"{whole.start} – {kept.start if kept else whole.last}", (ONE_YEAR,))


def _amount_steps(kept: Second, wage: Decimal) -> tuple[Step, ...]:
    steps = [
        Step(
            Words(
                f"{kept.start} 到 {kept.last}，满 {kept.months} 个月"
                + (f"，另有 {len(kept.rest)} 个工作日。" if kept.days else "。"),
                f"{kept.start} to {kept.last}: {kept.months} whole months"
                + (f" and {len(kept.rest)} working days." if kept.days else "."),
            ),
            ", ".join(str(day) for day in kept.rest),
            (BY_MONTH,),
        )
    ]
    formula = f"{kept.months} × {say(wage)}"
    if kept.rest:
        formula += f" + min({say(wage)}, {say(wage)} ÷ 21.75 × {len(kept.rest)})"
    steps.append(
        Step(
            Words(
                f"已经发的工资以外，再付 {kept.amount:.2f} 元。", f"On top of the wage paid, {kept.amount:.2f} yuan."
            ),
            f"{formula} = {kept.amount:.2f}",
            (EIGHTY_TWO, BY_MONTH),
        )
    )
    return tuple(steps)


def _deadlines(whole: Second) -> tuple[Deadline, ...]:
    first = Words("从这一天以后，最早的部分开始过期", "After this day the earliest part begins to lapse")
    last = Words("最晚在这一天之前申请劳动仲裁", "Ask for arbitration by this day")
    return (
        deadline("first_lapse", first, whole.start, 1, "years", ONE_YEAR),
        deadline("arbitration", last, whole.last, 1, "years", ONE_YEAR),
    )


OPEN_ENDED = Step(
    Words(
        "满一年还没签的，视为已经订了无固定期限合同，之后不再付这种二倍工资。",
        "After a year an open-ended contract is deemed made, and this double wage ends.",
    ),
    articles=(article("labour_contract_law", "14"), UP_TO_A_YEAR),
)
ONE_DAY_LESS = Words(
    "有的地方把“满一年的前一日”再往前算一天。", "Some places take “the day before the year is full” one day earlier."
)
BY_CALENDAR = Words(
    "零头有的地方按自然日占当月的比例算，不按工作日。",
    "Some places take the days of the calendar as a part of the month, not the working days.",
)
NOT_THE_WORKER = Words(
    "没签不是不可抗力，也不是因为劳动者故意或者重大过失。",
    "That nothing was signed was not force majeure, nor the worker's intent or gross negligence.",
)
GROSS = Words("每月工资按应发数，各月一样。", "The wage is gross, and the same each month.")
NOT_FILED = Words(
    "还没有申请仲裁：越晚申请，过期的越多。", "Nothing was filed yet: the later it is, the more has lapsed."
)
ENDS_BEFORE = Words("最后一天比入职那天还早，请再看一下。", "The last day is before the first. Please look again.")
FILED_BEFORE = Words("申请仲裁的日子比入职还早，请再看一下。", "The filing is before the first day. Please look again.")

CALCULATORS = (
    Calculator(
        "C04",
        "double_wage",
        Words("没签合同的二倍工资", "Double wage without a written contract"),
        Words("一直没签书面合同，能多要多少？", "No written contract was signed: what comes on top?"),
        (
            HIRE,
            Fact(
                "sign",
                Day(past=True),
                Words("哪一天签的书面合同？", "On which day was the written contract signed?"),
                Words("一直没签就跳过。", "Skip it if none was signed."),
                required=False,
            ),
            Fact(
                "end",
                Day(),
                Words("最后一天上班是哪一天？", "What was the last day of employment?"),
                Words("还在上班就跳过。", "Skip it if the work goes on."),
                required=False,
                held="left_on",
            ),
            Fact(
                "on",
                Day(past=True),
                Words("算到哪一天？", "Reckoned to which day?"),
                Words("不填就算到今天。", "Left out, to today."),
                required=False,
                when=lambda read: not read.get("sign") and not read.get("end"),
            ),
            Fact(
                "wage",
                Money(),
                Words("每月应发工资是多少？", "What is the gross monthly wage?"),
                held="wage",
            ),
            Fact(
                "filing",
                Day(),
                Words("哪一天申请仲裁（或者打算哪一天申请）？", "When was arbitration asked for, or when will it be?"),
                Words("还没打算就跳过。", "Skip it if not decided."),
                required=False,
            ),
            Fact(
                "limitation_mode",
                Choice(MODES),
                Words("当地怎么算时效？", "How is limitation counted locally?"),
                Words(
                    "不知道就跳过：先按最严的算，别的算法也会列出来。",
                    "Skip it if you do not know: the strictest is taken, and the others are shown.",
                ),
                required=False,
                default="day",
                when=lambda read: bool(read.get("filing")),
            ),
        ),
        double_wage,
        day="on",
        evidence=(
            Words(
                "入职登记、工牌、考勤、工作群记录，看得出哪天开始上班",
                "What shows the first day: badge, attendance, group chat",
            ),
            Words("工资条或银行流水", "Pay slips or bank statements"),
            Words(
                "签了合同的，合同上的日期；补签、倒签的，留下证据",
                "The date on the contract; proof if it was signed late or backdated",
            ),
        ),
        not_modelled=(
            Words("每个月工资不一样的，要逐月算", "Wages that differ from month to month"),
            Words(
                "该订无固定期限合同而不订的二倍工资（第八十二条第二款），没有 11 个月的上限",
                "The double wage where an open-ended contract is refused (art. 82(2)), which has no limit of 11 months",
            ),
            Words("合同到期后继续上班没续签的各地口径", "Work that goes on after a contract ran out: local readings"),
        ),
    ),
)
