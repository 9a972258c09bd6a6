"""Is the probation too long or paid too little, and what is owed for it? (Rule C05.)

The limit follows the term of the contract. What was served beyond it is compensated at the full wage, besides the pay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..asked import MIN_WAGE, REGION, TIER
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated
from ..facts import Choice, Day, Fact, Money, YesNo
from ..finding import Alternative, Answer, Deadline, Step, deadline
from ..money import ZERO, fen, fen_up, say
from ..months import Tenure, add_months, tenure
from ..reading import Unreadable
from ..words import Words

LIMITS = ((36, 6), (12, 2), (3, 1))
"""劳动合同法 art. 19: from so many months of the term, so many months of probation at most."""
OPEN_ENDED_LIMIT = 6
SHARE = Fraction(80, 100)
"""劳动合同法 art. 20."""
KINDS = {
    "fixed": Words("固定期限", "Fixed term"),
    "open_ended": Words("无固定期限", "Open-ended"),
    "task": Words("以完成一定工作任务为期限", "For a task"),
    "part_time": Words("非全日制（小时工）", "Part-time"),
    "probation_only": Words("合同上只写了试用期", "The contract speaks of probation only"),
}
ALSO = {
    "fixed_term": "fixed",
    "open": "open_ended",
    "openended": "open_ended",
    "indefinite": "open_ended",
    "permanent": "open_ended",
    "task_based": "task",
    "project": "task",
    "parttime": "part_time",
}
"""How other programs call the kinds."""

NINETEEN = article("labour_contract_law", "19")
SEVENTY = article("labour_contract_law", "70")
EIGHTY_THREE = article("labour_contract_law", "83")
TWENTY = article("labour_contract_law", "20")
FIFTEEN = article("implementing_regulation", "15")


@dataclass(frozen=True)
class Kinds(Choice):
    """The kinds of contract, also as other programs call them."""

    def read(self, said: Any, today: date) -> str:
        text = str(said).strip().lower().replace("-", "_").replace(" ", "_")
        return super().read(ALSO.get(text, text if text in self.options else said), today)


@dataclass(frozen=True)
class Floors:
    """The two readings of the least pay in probation."""

    low: Decimal
    high: Decimal

    def status(self, pay: Decimal) -> str:
        """violation, disputed or ok."""
        if pay < self.low:
            return "violation"
        return "disputed" if pay < self.high else "ok"


def limit_months(kind: str, term: Tenure | None) -> int:
    """Months of probation at most for a contract of this kind and term. Source: 劳动合同法 19, 70."""
    if kind == "open_ended":
        return OPEN_ENDED_LIMIT
    if kind != "fixed" or term is None:
        return 0
    return next((most for least, most in LIMITS if term.months >= least), 0)


def probation(
    book: Book,
    *,
    kind: str,
    start: date,
    end: date | None,
    second: bool,
    prob_end: date,
    full_wage: Decimal,
    prob_wage: Decimal,
    same_post_lowest: Decimal | None,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
) -> Answer:
    """Months and days beyond the limit, and yuan. Source: 劳动合同法 19, 20, 70, 83; 实施条例 15."""
    if end and end < start:
        raise Unreadable(ENDS_BEFORE, "end")
    if prob_end < start:
        raise Unreadable(PROBATION_BEFORE, "prob_end")
    if kind == "fixed" and end and prob_end > end:
        raise Unreadable(PROBATION_AFTER, "prob_end")
    least = book.either("minimum_wage.monthly", min_wage, region, on=start, tier=tier)
    term = tenure(start, end) if kind == "fixed" and end else None
    limit = 0 if second else limit_months(kind, term)
    over = _beyond(start, limit, prob_end)
    owed = _owed(over, full_wage)
    floors = _floors(full_wage, same_post_lowest, least)
    status = floors.status(prob_wage)
    return Answer(
        {
            "limit_months": limit,
            "excess_months": over.months,
            "excess_days": over.days,
            "compensation": owed,
            "wage_floor_low": floors.low,
            "wage_floor_high": floors.high,
            "wage_status": status,
        },
        steps=(
            _limit_step(kind, term, limit, second),
            _beyond_step(over, prob_end),
            *(_owed_steps(over, full_wage, prob_wage, owed) if owed else ()),
            _floor_step(full_wage, same_post_lowest, least, floors),
            _status_step(prob_wage, floors, status),
        ),
        assumptions=(SERVED, *((NO_POST_WAGE,) if same_post_lowest is None else ())),
        alternatives=_nothing_but_probation(kind, start, end, prob_end, full_wage) if limit else (),
        parameters=(least,),
        deadlines=_deadlines(prob_end) if owed or status != "ok" else (),
        headline=_headline(owed, status),
    )


def _beyond(start: date, limit: int, prob_end: date) -> Tenure:
    return tenure(add_months(start, limit), prob_end)


def _owed(over: Tenure, full_wage: Decimal) -> Decimal:
    wage = Fraction(full_wage)
    return fen(over.months * wage + wage * over.days / over.length_of_last_month)


def _floors(full_wage: Decimal, lowest: Decimal | None, least: Dated) -> Floors:
    both = (full_wage, full_wage if lowest is None else lowest)
    minimum = Fraction(least.value)
    return Floors(fen_up(max(SHARE * Fraction(min(both)), minimum)), fen_up(max(SHARE * Fraction(max(both)), minimum)))


def _limit_step(kind: str, term: Tenure | None, limit: int, second: bool) -> Step:
    words = KINDS[kind]
    zh, en = f"合同是{words.zh}", f"The contract: {words.en.lower()}"
    if term:
        zh, en = f"{zh}，{term.months} 个月 {term.days} 天", f"{en}, {term.months} months and {term.days} days"
    if second:
        zh, en = (
            f"{zh}；以前在这里试用过，不能再约定",
            f"{en}; there was a probation before, so none may be agreed again",
        )
    elif limit:
        zh, en = f"{zh}，试用期最长 {limit} 个月", f"{en}; probation is at most {limit} months"
    else:
        zh, en = f"{zh}，不能有试用期", f"{en}; there may be no probation"
    return Step(Words(f"{zh}。", f"{en}."), articles=(SEVENTY,) if kind == "part_time" else (NINETEEN,))


def _beyond_step(over: Tenure, prob_end: date) -> Step:
    if over.months == over.days == 0:
        return Step(Words("实际试用没有超过上限。", "The probation served is within the limit."), articles=(NINETEEN,))
    return Step(
        Words(
            f"从 {over.start} 到 {prob_end} 是超过的部分：{over.months} 个月 {over.days} 天。",
            f"From {over.start} to {prob_end} is beyond the limit: {over.months} months and {over.days} days.",
        ),
        f"{over.start} – {prob_end}",
        (NINETEEN,),
    )


def _owed_steps(over: Tenure, full: Decimal, pay: Decimal, owed: Decimal) -> tuple[Step, ...]:
    formula = f"{over.months} × {say(full)}"
    if over.days:
        formula += f" + {say(full)} × {over.days} ÷ {over.length_of_last_month}"
    steps = [
        Step(
            Words(
                f"超过的部分按转正工资另付赔偿金 {owed:.2f} 元。",
                f"For the time beyond, damages at the full wage: {owed:.2f} yuan.",
            ),
            f"{formula} = {owed:.2f}",
            (EIGHTY_THREE,),
        )
    ]
    if pay < full:
        short = _owed(over, full - pay)
        words = Words(
            f"这段时间本来该发转正工资，工资差额 {short:.2f} 元可以另外要求补足，不算在赔偿金里。",
            f"The full wage was due in that time: the difference of {short:.2f} yuan may be claimed besides the damages.",
        )
        steps.append(Step(words, f"({say(full)} − {say(pay)}) → {short:.2f}", (NINETEEN,)))
    return tuple(steps)


def _floor_step(full: Decimal, lowest: Decimal | None, least: Dated, floors: Floors) -> Step:
    post = full if lowest is None else lowest
    return Step(
        Words(
            f"试用期工资有两条线：同岗位最低档的 80%，约定工资的 80%；都不能低于最低工资。低的一条 {floors.low:.2f} 元，"
            f"高的一条 {floors.high:.2f} 元。",
            f"Two readings of the least pay: 80 % of the lowest for the post, or of the agreed wage, never under the minimum "
            f"wage. The lower is {floors.low:.2f}, the higher {floors.high:.2f} yuan.",
        ),
        f"80% × {say(post)} = {say(SHARE * Fraction(post))}; 80% × {say(full)} = {say(SHARE * Fraction(full))}; "
        f"≥ {say(least.value)}",
        (TWENTY, FIFTEEN),
    )


def _status_step(pay: Decimal, floors: Floors, status: str) -> Step:
    words = {
        "violation": Words(
            f"试用期发 {pay:.2f} 元，比低的一条线还低，单位违法，每月至少要补 {floors.low - pay:.2f} 元。",
            f"{pay:.2f} is below the lower line: unlawful, and at least {floors.low - pay:.2f} a month is to be made up.",
        ),
        "disputed": Words(
            f"试用期发 {pay:.2f} 元，在两条线中间，各地看法不一；按高的一条，每月差 {floors.high - pay:.2f} 元。",
            f"{pay:.2f} is between the lines, where readings differ; by the higher {floors.high - pay:.2f} a month is short.",
        ),
        "ok": Words(f"试用期发 {pay:.2f} 元，两条线都够。", f"{pay:.2f} meets both lines."),
    }[status]
    return Step(words, articles=(TWENTY, FIFTEEN))


def _nothing_but_probation(
    kind: str, start: date, end: date | None, prob_end: date, full_wage: Decimal
) -> tuple[Alternative, ...]:
    """A contract that is probation to its last day may be read as a contract of probation only."""
    if kind != "fixed" or end is None or prob_end < end:
        return ()
    over = _beyond(start, 0, prob_end)
    return (
        Alternative(
            Words(
                "合同从头到尾都是试用期：如果合同只约定了试用期，试用期不成立，整段都算超过。",
                "Probation fills the whole term: if the contract agreed nothing else, there is no probation, and all of it is beyond.",
            ),
            {
                "limit_months": 0,
                "excess_months": over.months,
                "excess_days": over.days,
                "compensation": _owed(over, full_wage),
            },
            (NINETEEN,),
        ),
    )


def _deadlines(prob_end: date) -> tuple[Deadline, ...]:
    return (
        deadline(
            "arbitration",
            Words("最晚在这一天之前申请劳动仲裁", "Ask for arbitration by this day"),
            prob_end,
            1,
            "years",
            article("mediation_arbitration_law", "27"),
        ),
    )


def _headline(owed: Decimal, status: str) -> Words:
    zh, en = (f"试用期超过部分赔偿 {owed:.2f} 元", f"Damages for probation beyond the limit: {owed:.2f} yuan")
    if owed == ZERO:
        zh, en = "试用期没有超长", "The probation is not too long"
    pay = {
        "violation": ("；工资低于法定的线", "; the pay is below the legal line"),
        "disputed": ("；工资够不够有争议", "; whether the pay is enough is disputed"),
        "ok": ("", ""),
    }[status]
    return Words(f"{zh}{pay[0]}。", f"{en}{pay[1]}.")


SERVED = Words(
    "只赔已经干了的部分；还没干的，要求改过来就行。",
    "Only what was served is compensated; the rest is simply to be put right.",
)
NO_POST_WAGE = Words(
    "没有填同岗位最低档工资，两条线都按约定工资算。",
    "The lowest wage of the post was not given; both lines follow the agreed wage.",
)
ENDS_BEFORE = Words("合同到期比开始还早，请再看一下。", "The contract ends before it begins. Please look again.")
PROBATION_BEFORE = Words(
    "试用期结束比合同开始还早，请再看一下。", "The probation ends before the contract begins. Please look again."
)
PROBATION_AFTER = Words(
    "试用期包含在合同期里，不会比合同到期还晚，请再看一下。",
    "Probation is part of the term and cannot end after it. Please look again.",
)


def _fixed(read: Any) -> bool:
    return bool(read.get("kind") == "fixed")


CALCULATORS = (
    Calculator(
        "C05",
        "probation",
        Words("试用期", "Probation"),
        Words(
            "试用期是不是太长、工资是不是太低，该赔多少？",
            "Is the probation too long or paid too little, and what is owed?",
        ),
        (
            Fact("kind", Kinds(KINDS), Words("签的是哪种合同？", "Which kind of contract is it?")),
            Fact("start", Day(), Words("合同从哪一天开始？", "On which day does the contract begin?"), held="hired_on"),
            Fact(
                "end",
                Day(),
                Words("合同到哪一天为止？", "Until which day does the contract run?"),
                Words("合同上写的最后一天，这一天也算在内。", "The last day in the contract; it is counted."),
                when=_fixed,
            ),
            Fact(
                "second",
                YesNo(),
                Words("以前在这个单位试用过吗？", "Was there a probation with this employer before?"),
                required=False,
                default=False,
            ),
            Fact(
                "prob_end",
                Day(),
                Words("试用期实际到哪一天？", "Until which day did the probation last in fact?"),
                Words("还在试用的，填今天。", "Still in probation: today."),
            ),
            Fact("full_wage", Money(), Words("转正以后每月工资是多少？", "What is the monthly wage after probation?")),
            Fact("prob_wage", Money(), Words("试用期每月工资是多少？", "What is the monthly wage in probation?")),
            Fact(
                "same_post_lowest",
                Money(),
                Words("同样岗位最低的一档工资是多少？", "What is the lowest wage for the same post?"),
                Words("不知道可以跳过。", "Skip it if you do not know."),
                required=False,
            ),
            REGION,
            TIER,
            MIN_WAGE,
        ),
        probation,
        day="start",
        evidence=(
            Words("劳动合同，看期限和试用期怎么写", "The contract: its term and what it says of probation"),
            Words("转正通知或者申请，看实际哪天转正", "What shows the day probation ended"),
            Words("试用期和转正后的工资条", "Pay slips of the probation and after"),
        ),
        not_modelled=(
            Words("试用期里被辞退是否合法", "Whether a dismissal in probation was lawful"),
            Words("试用期中最低工资调整的，分段比较", "A change of the minimum wage during probation"),
        ),
    ),
)
