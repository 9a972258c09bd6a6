"""Wages are owed: how much, what may be added after an ignored order, and what does a payment order cost? (Rule C23.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Day, Fact, Money, Number, Whole, YesNo
from ..finding import Alternative, Answer, Deadline, Step, deadline
from ..money import ZERO, fen, say
from ..words import Words

FIRST, FIRST_FEE = 10_000, 50
BRACKETS = (
    (100_000, Fraction("0.025")),
    (200_000, Fraction("0.02")),
    (500_000, Fraction("0.015")),
    (1_000_000, Fraction("0.01")),
    (2_000_000, Fraction("0.009")),
    (5_000_000, Fraction("0.008")),
    (10_000_000, Fraction("0.007")),
    (20_000_000, Fraction("0.006")),
    (None, Fraction("0.005")),
)
"""Yuan up to which each rate applies, above the first bracket. 诉讼费用交纳办法 art. 13 (1)."""
THIRD = Fraction(1, 3)
"""Of the fee of a property case, for a payment order (art. 14 (3))."""
LABOUR_CASE_FEE = 10
"""Yuan (art. 13 (4))."""
LEAST_EXTRA, MOST_EXTRA = Fraction(1, 2), Fraction(1)
"""Of what is unpaid, after an order is ignored. 劳动合同法 art. 85; 劳动保障监察条例 art. 26."""
ONE_WORKER_MONTHS, ONE_WORKER = 3, (5_000, 20_000)
WORKERS, MANY_WORKERS = 10, (30_000, 100_000)
"""The band in which each province sets the point of a large amount. 法释〔2013〕3号 art. 3."""


def arrears(
    book: Book,
    *,
    due: Decimal,
    paid: Decimal,
    ordered_overdue: bool,
    months_owed: Decimal | None,
    workers: int,
    iou: bool,
    construction: bool,
    left_on: date | None,
) -> Answer:
    """Yuan. Source: 劳动合同法 30, 85; 劳动保障监察条例 26; 诉讼费用交纳办法 13, 14; 解释一 13, 15, 49."""
    unpaid = max(ZERO, fen(due) - fen(paid))
    least, most = fen(LEAST_EXTRA * Fraction(unpaid)), fen(MOST_EXTRA * Fraction(unpaid))
    fee = fen(THIRD * property_fee(unpaid)) if unpaid else ZERO
    return Answer(
        {
            "unpaid": unpaid,
            "extra_min": least if ordered_overdue else ZERO,
            "extra_max": most if ordered_overdue else ZERO,
            "payment_order_fee": fee,
        },
        steps=(
            Step(
                Words(f"应发减去已发，还欠 {unpaid:.2f} 元。", f"{unpaid:.2f} yuan are unpaid."),
                f"max(0, {say(due)} − {say(paid)}) = {unpaid:.2f}",
                (article("labour_contract_law", "30"),),
            ),
            _extra_step(unpaid, least, most, ordered_overdue),
            *(_routes(unpaid, fee, iou, construction) if unpaid else ()),
            *_crime(unpaid, months_owed, workers, ordered_overdue),
        ),
        assumptions=(PROVEN,),
        alternatives=()
        if ordered_overdue or not unpaid
        else (
            Alternative(
                Words(
                    "如果劳动监察已经责令限期支付、逾期仍不付：再加 50% 到 100%。",
                    "If the authority has ordered payment by a day and it passed: 50 to 100 % more.",
                ),
                {"extra_min": least, "extra_max": most},
                (article("labour_contract_law", "85"), article("inspection_regulation", "26")),
            ),
        ),
        deadlines=_deadlines(left_on),
        headline=_headline(unpaid, least, most, ordered_overdue),
    )


def property_fee(amount: Decimal) -> Fraction:
    """The court fee of a property case in yuan, by brackets. Source: 诉讼费用交纳办法 13 (1)."""
    fee, below = Fraction(FIRST_FEE), FIRST
    for upto, rate in BRACKETS:
        within = Fraction(amount) if upto is None else min(Fraction(amount), Fraction(upto))
        if within <= below:
            break
        fee += (within - below) * rate
        below = upto or below
    return fee


def _extra_step(unpaid: Decimal, least: Decimal, most: Decimal, ordered_overdue: bool) -> Step:
    rule = (article("labour_contract_law", "85"), article("inspection_regulation", "26"))
    if not ordered_overdue:
        words = Words(
            "加付赔偿金要等劳动监察责令限期支付、单位逾期仍不付；现在还没有。",
            "Additional damages come only after an order of the authority was not followed in time: none yet.",
        )
        return Step(words, articles=rule)
    return Step(
        Words(
            f"责令限期支付后仍不付的，加付 50% 到 100%：{least:.2f} 到 {most:.2f} 元。",
            f"The order was not followed in time: 50 to 100 % is added, {least:.2f} to {most:.2f} yuan.",
        ),
        f"50%–100% × {unpaid:.2f} = {least:.2f}–{most:.2f}",
        rule,
    )


def _routes(unpaid: Decimal, fee: Decimal, iou: bool, construction: bool) -> tuple[Step, ...]:
    steps = [
        Step(
            Words(
                "投诉劳动监察：不收费，可以责令限期支付。",
                "A complaint to the labour inspection costs nothing and may bring an order to pay.",
            ),
            articles=(article("inspection_regulation", "26"),),
        ),
        Step(
            Words(
                f"向法院申请支付令：交 {fee:.2f} 元（财产案件受理费的三分之一）；法院受理后十五日内发出，单位十五日内付款或提异议，有异议就失效。",
                f"A payment order of the court costs {fee:.2f} yuan, a third of the fee of a property case; it is issued within fifteen days, and the employer pays or objects within fifteen, which ends it.",
            ),
            f"{say(property_fee(unpaid))} ÷ 3 = {fee:.2f}",
            (
                article("labour_contract_law", "30"),
                article("civil_procedure_law", "225"),
                article("civil_procedure_law", "227"),
                article("litigation_fees", "13"),
                article("litigation_fees", "14"),
                article("interpretation_one", "13"),
            ),
        ),
        Step(
            Words(
                "有调解协议、到期不付的，凭协议申请支付令，失效后可以直接起诉。",
                "With a mediation agreement that is not kept, a payment order is asked for on it; if it fails one may sue directly.",
            ),
            articles=(article("mediation_arbitration_law", "16"), article("interpretation_one", "13")),
        ),
        Step(
            Words(
                f"申请劳动仲裁：不收费；之后打官司每件 {LABOUR_CASE_FEE} 元。",
                f"Arbitration costs nothing; a suit after it costs {LABOUR_CASE_FEE} yuan.",
            ),
            articles=(article("litigation_fees", "13"), article("mediation_arbitration_law", "27")),
        ),
        Step(
            Words(
                "担心单位转移财产、跑路的，可以申请财产保全，困难的可以减免担保。",
                "Where the employer may move assets or run off, assets can be secured, with less or no security in need.",
            ),
            articles=(article("interpretation_one", "49"),),
        ),
    ]
    if iou:
        steps.append(
            Step(
                Words(
                    "手里有工资欠条、没有其他争议的，可以不经仲裁直接起诉。",
                    "With a written acknowledgement of the wages and no other dispute one may sue without arbitration.",
                ),
                articles=(article("interpretation_one", "15"),),
            )
        )
    if construction:
        steps.append(
            Step(
                Words(
                    "工地上分包欠薪的，由施工总承包单位先行清偿。",
                    "On building sites the general contractor pays first what a subcontractor owes.",
                ),
                articles=(article("migrant_wages", "30"),),
            )
        )
    return tuple(steps)


def _crime(unpaid: Decimal, months: Decimal | None, workers: int, ordered_overdue: bool) -> tuple[Step, ...]:
    """Whether the amount may be a large one in the sense of the crime of refusing to pay."""
    alone = months is not None and months >= ONE_WORKER_MONTHS and unpaid >= ONE_WORKER[0]
    many = workers >= WORKERS and unpaid >= MANY_WORKERS[0]
    if not (alone or many):
        return ()
    low, high = MANY_WORKERS if many else ONE_WORKER
    sure = unpaid >= high
    return (
        Step(
            Words(
                f"提醒：数额{'已到' if sure else '可能到了'}拒不支付劳动报酬罪的“数额较大”（各省在 {low:,} 到 {high:,} 元之间定）；"
                f"{'经责令仍不付，可以报案。' if ordered_overdue else '还要先经政府部门责令支付仍不支付。'}",
                f"Notice: the amount {'is' if sure else 'may be'} a large one for the crime of refusing to pay wages, the point being set by each province between {low:,} and {high:,} yuan; "
                f"{'after the ignored order it can be reported.' if ordered_overdue else 'an order of an authority must be ignored first.'}",
            ),
            f"{say(unpaid)} ≥ {high if sure else low:,}",
            (
                article("criminal_law", "276-1"),
                article("unpaid_wages_crime", "3"),
                article("unpaid_wages_crime", "4"),
            ),
        ),
    )


def _deadlines(left_on: date | None) -> tuple[Deadline, ...]:
    if left_on is None:
        return ()
    words = Words("最晚在这一天之前申请劳动仲裁", "Ask for arbitration by this day")
    return (deadline("arbitration", words, left_on, 1, "years", article("mediation_arbitration_law", "27")),)


def _headline(unpaid: Decimal, least: Decimal, most: Decimal, ordered_overdue: bool) -> Words:
    if not unpaid:
        return Words("没有欠薪。", "Nothing is unpaid.")
    if ordered_overdue:
        return Words(
            f"欠 {unpaid:.2f} 元，还可以要求加付 {least:.2f} 到 {most:.2f} 元。",
            f"{unpaid:.2f} yuan are unpaid, and {least:.2f} to {most:.2f} may be added.",
        )
    return Words(f"欠 {unpaid:.2f} 元。", f"{unpaid:.2f} yuan are unpaid.")


PROVEN = Words(
    "应发和已发的数额有证据；税和个人社保已经算清。",
    "What was due and paid is proven; tax and the worker's insurance are settled.",
)

CALCULATORS = (
    Calculator(
        "C23",
        "arrears",
        Words("欠薪", "Unpaid wages"),
        Words("单位欠我工资，能要多少，走哪条路？", "Wages are owed to me: how much, and by which way?"),
        (
            Fact("due", Money(), Words("一共应该发多少？", "How much was due in all?")),
            Fact(
                "paid",
                Money(),
                Words("已经发了多少？", "How much was paid?"),
                required=False,
                default=ZERO,
                held="paid",
            ),
            Fact(
                "ordered_overdue",
                YesNo(),
                Words(
                    "劳动监察责令限期支付了、期限已过还没付吗？",
                    "Did the authority order payment by a day, and has it passed without payment?",
                ),
                required=False,
                default=False,
            ),
            Fact(
                "months_owed",
                Number(Words("个月", "months"), most=Decimal(600)),
                Words("欠了几个月的工资？", "Wages of how many months are owed?"),
                required=False,
            ),
            Fact(
                "workers",
                Whole(Words("人", "workers"), least=1, most=1_000_000),
                Words("上面的数额是几个人的？", "How many workers' wages is this?"),
                required=False,
                default=1,
            ),
            Fact(
                "iou",
                YesNo(),
                Words("单位写了工资欠条吗？", "Did the employer write an acknowledgement of the wages?"),
                required=False,
                default=False,
            ),
            Fact(
                "construction",
                YesNo(),
                Words("是在建筑工地干活吗？", "Was the work on a building site?"),
                required=False,
                default=False,
            ),
            Fact(
                "left_on",
                Day(past=True),
                Words("已经离职的，最后一天是哪天？", "If you have left: what was the last day?"),
                Words("还在职的不用填。", "Not needed while still employed."),
                required=False,
                held="left_on",
            ),
        ),
        arrears,
        evidence=(
            Words("工资条、银行流水、欠条", "Pay slips, bank statements, acknowledgements of debt"),
            Words("考勤、工作群记录，能证明干了活", "Attendance or messages that show the work was done"),
            Words("劳动监察的责令文书和送达记录", "The authority's order and its service"),
        ),
        not_modelled=(
            Words("各省确定的入罪数额", "The amounts set by each province"),
            Words("逾期利息", "Interest for delay"),
        ),
    ),
)
