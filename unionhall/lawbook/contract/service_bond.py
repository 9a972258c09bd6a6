"""What is the most a worker pays for leaving before a service period (服务期) is over? (Rule C19.)

Never more than was agreed, than the training cost, or than the share of the time not served; nothing where the employer was
at fault.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Choice, Day, Fact, Money, YesNo
from ..finding import Alternative, Answer, Step
from ..money import ZERO, fen, say
from ..months import ONE_DAY, tenure
from ..reading import Unreadable
from ..words import Words

MODES = {
    "month": Words("按月", "by month"),
    "day": Words("按天", "by day"),
}
TWENTY_TWO = article("labour_contract_law", "22")
COST = article("implementing_regulation", "16")
NOT_OWED = article("implementing_regulation", "26")


def service_bond(
    book: Book,
    *,
    cost: Decimal,
    start: date,
    end: date,
    leave: date,
    agreed: Decimal | None,
    exempt: bool,
    mode: str,
) -> Answer:
    """Yuan at most, with months or days of the service period. Source: 劳动合同法 22; 实施条例 16, 26."""
    if end < start:
        raise Unreadable(ENDS_BEFORE, "end")
    if exempt:
        return Answer(
            {"payable": ZERO},
            steps=(_cost_step(cost), EXEMPT),
            alternatives=(Alternative(NOT_EXEMPT, _reckoned(cost, start, end, leave, agreed, mode), (TWENTY_TWO,)),),
            headline=Words("不用付违约金。", "No penalty is owed."),
        )
    if mode == "month" and not tenure(start, end).months:
        raise Unreadable(TOO_SHORT, "mode")
    result = _reckoned(cost, start, end, leave, agreed, mode)
    payable = result["payable"]
    other = "day" if mode == "month" else "month"
    return Answer(
        result,
        steps=(
            _cost_step(cost),
            _time_step(result, mode),
            _cap_step(cost, result, mode),
            _agreed_step(agreed, result),
        ),
        assumptions=(SPECIAL, *((NO_SUM,) if agreed is None else ()), *((PART_MONTHS,) if mode == "month" else ())),
        alternatives=_other_mode(result, _reckoned(cost, start, end, leave, agreed, other), other)
        if other == "day" or tenure(start, end).months
        else (),
        headline=Words(f"最多付 {payable:.2f} 元违约金。", f"The penalty is at most {payable:.2f} yuan.")
        if payable
        else Words("不用付违约金。", "No penalty is owed."),
    )


def _reckoned(cost: Decimal, start: date, end: date, leave: date, agreed: Decimal | None, mode: str) -> dict[str, Any]:
    last = min(leave, end)
    if mode == "day":
        total, served = (end - start + ONE_DAY).days, max(0, (last - start + ONE_DAY).days)
    else:
        total, served = tenure(start, end).months, tenure(start, last).months
    cap = fen(Fraction(cost) * (total - served) / total) if total else ZERO
    payable = cap if agreed is None else min(fen(agreed), cap)
    return {f"total_{mode}s": total, f"served_{mode}s": served, "cap": cap, "payable": payable}


def _cost_step(cost: Decimal) -> Step:
    return Step(
        Words(
            f"培训费用 {cost:.2f} 元：有凭证的培训费、差旅费和其他直接费用；培训期间照发的工资不在法律列的项目里。",
            f"Training cost {cost:.2f} yuan: documented fees, travel and other direct cost; wages paid meanwhile are not listed.",
        ),
        articles=(COST,),
    )


def _time_step(result: dict[str, Any], mode: str) -> Step:
    total, served = result[f"total_{mode}s"], result[f"served_{mode}s"]
    unit = Words("个月", "months") if mode == "month" else Words("天", "days")
    return Step(
        Words(
            f"服务期 {total} {unit.zh}，干了 {served} {unit.zh}，还差 {total - served} {unit.zh}。",
            f"The service period is {total} {unit.en}; {served} were served, {total - served} are left.",
        ),
        f"{total} − {served} = {total - served}",
        (TWENTY_TWO,),
    )


def _cap_step(cost: Decimal, result: dict[str, Any], mode: str) -> Step:
    total, served, cap = result[f"total_{mode}s"], result[f"served_{mode}s"], result["cap"]
    return Step(
        Words(
            f"没干完的部分分摊 {cap:.2f} 元，违约金不能超过这个数。",
            f"The share of the time not served is {cap:.2f} yuan; the penalty is never more.",
        ),
        f"{say(cost)} × {total - served} ÷ {total} = {cap:.2f}",
        (TWENTY_TWO,),
    )


def _agreed_step(agreed: Decimal | None, result: dict[str, Any]) -> Step:
    payable, cap = result["payable"], result["cap"]
    if agreed is None:
        return Step(
            Words(
                f"没有填约定的数额，最多 {payable:.2f} 元。", f"No agreed sum was given: at most {payable:.2f} yuan."
            ),
            articles=(TWENTY_TWO,),
        )
    lower = agreed < cap
    zh = "比上限低，按约定" if lower else "不低于上限，按上限"
    en = "below the limit, so it holds" if lower else "not below the limit, which holds"
    return Step(
        Words(
            f"约定 {agreed:.2f} 元，{zh}：{payable:.2f} 元。", f"{agreed:.2f} were agreed, {en}: {payable:.2f} yuan."
        ),
        f"min({say(agreed)}, {say(cap)}) = {payable:.2f}",
        (TWENTY_TWO,),
    )


def _other_mode(result: dict[str, Any], other: dict[str, Any], mode: str) -> tuple[Alternative, ...]:
    if other["payable"] == result["payable"]:
        return ()
    words = Words(
        f"{MODES[mode].zh}分摊是这个数，协议和当地口径可能不同。",
        f"Shared out {MODES[mode].en} it is this; agreements and local readings differ.",
    )
    return (Alternative(words, other, (TWENTY_TWO,)),)


EXEMPT = Step(
    Words(
        "因为单位有错（欠薪、不缴社保等）而走的，或者不是因为本人严重过错被辞退的，不用付违约金。",
        "Nothing is owed by one who left for the employer's fault, or was dismissed other than for grave fault.",
    ),
    articles=(article("labour_contract_law", "38"), NOT_OWED),
)
NOT_EXEMPT = Words("如果单位的错不成立，最多付这个数。", "If the employer's fault does not hold, this is the most.")
SPECIAL = Words(
    "是单位出钱的专项培训；上岗培训不算。给户口、住房等特殊待遇的，按损失赔，不按违约金。",
    "It was special training at the employer's cost, not induction. For special benefits loss is made good, not a penalty.",
)
NO_SUM = Words("协议里约定了违约金，数额不低于上限。", "A penalty was agreed, and not less than the limit.")
PART_MONTHS = Words("只算干满的月份，零头的天数不算。", "Whole months served count; odd days do not.")
ENDS_BEFORE = Words(
    "服务期结束比开始还早，请再看一下。", "The service period ends before it begins. Please look again."
)
TOO_SHORT = Words("服务期不满一个月，请选按天算。", "The service period is under a month: choose to count by day.")

CALCULATORS = (
    Calculator(
        "C19",
        "service_bond",
        Words("服务期违约金", "Penalty for leaving a service period"),
        Words(
            "单位出钱培训过我，提前走最多赔多少？",
            "The employer paid for my training: what is the most I owe for leaving?",
        ),
        (
            Fact(
                "cost",
                Money(),
                Words("单位为培训一共花了多少钱？", "What did the training cost the employer?"),
                Words(
                    "只算有凭证的培训费、差旅费和其他直接费用。", "Documented fees, travel and other direct cost only."
                ),
            ),
            Fact("start", Day(), Words("服务期从哪一天开始？", "On which day does the service period begin?")),
            Fact("end", Day(), Words("服务期到哪一天为止？", "Until which day does it run?")),
            Fact(
                "leave",
                Day(),
                Words("最后一天上班是哪一天？", "What is the last day of work?"),
                held="left_on",
            ),
            Fact(
                "agreed",
                Money(),
                Words("约定的违约金是多少？", "What penalty was agreed?"),
                Words("不知道可以跳过。", "Skip it if you do not know."),
                required=False,
            ),
            Fact(
                "exempt",
                YesNo(),
                Words(
                    "是不是因为单位欠薪、不缴社保等才走的，或者没有严重过错就被辞退？",
                    "Did you leave for the employer's fault (unpaid wages, no insurance), or were you dismissed without grave fault?",
                ),
                required=False,
                default=False,
            ),
            Fact(
                "mode",
                Choice(MODES),
                Words("按月还是按天分摊？", "Shared out by month or by day?"),
                Words("协议没写就跳过，按月算。", "Skip it if the agreement does not say: by month."),
                required=False,
                default="month",
            ),
        ),
        service_bond,
        evidence=(
            Words("培训协议、服务期协议", "The training and service agreements"),
            Words("培训费的发票、付款凭证、差旅单据", "Invoices, payments and travel receipts of the training"),
            Words("离职原因的材料：欠薪、没缴社保的证据，或者辞退通知", "What shows why the work ended"),
        ),
        not_modelled=(
            Words("培训算不算专项培训", "Whether it was special training"),
            Words("特殊待遇（户口、住房）的损失赔偿", "Loss from special benefits such as residence or housing"),
        ),
    ),
)
