"""What is paid for keeping a non-compete (竞业限制) after leaving? (Rule C18.)

The amount agreed; without one, 30 % of the average wage of twelve months, at least the minimum wage. Two years at most.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..asked import MIN_WAGE, REGION, TIER
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated, Missing
from ..facts import Day, Fact, Money, Whole
from ..finding import Alternative, Answer, Step
from ..money import fen, say
from ..reading import Unreadable
from ..words import Words

MOST_MONTHS = 24
"""劳动合同法 art. 24."""
SHARE = Fraction(30, 100)
"""解释一 art. 36."""
EXTRA_MONTHS = 3
"""Months more when the employer releases the worker (解释一 art. 39)."""
UNPAID_MONTHS = 3
"""Months unpaid after which the worker may ask to be released (解释一 art. 38)."""
LOCAL = {"广东-深圳": ("shenzhen_secrets", "24"), "江苏": ("jiangsu_contract", "28")}

TWENTY_FOUR = article("labour_contract_law", "24")
NOT_AGREED = article("interpretation_one", "36")
AGREED = article("interpretation_one", "37")
UNPAID = article("interpretation_one", "38")
RELEASED = article("interpretation_one", "39")


def noncompete(
    book: Book,
    *,
    agreed: Decimal | None,
    avg: Decimal | None,
    months: int,
    employer_release_at: int | None,
    unpaid_months: int | None,
    on: date,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
) -> Answer:
    """Yuan a month and in all. Source: 劳动合同法 23, 24; 解释一 36–40; 解释二 13, 15."""
    term = min(months, MOST_MONTHS)
    if employer_release_at is not None and employer_release_at > term:
        raise Unreadable(RELEASED_LATE if months > MOST_MONTHS else RELEASED_AFTER, "employer_release_at")
    monthly, parameters, how = _monthly(book, agreed, avg, on=on, region=region, tier=tier, min_wage=min_wage)
    result, amounts = _result(monthly, term, employer_release_at)
    total = result["total"]
    return Answer(
        result,
        steps=(
            how,
            _term_step(months, term),
            *amounts,
            *((_unpaid_step(unpaid_months),) if unpaid_months is not None else ()),
            BREACH,
        ),
        assumptions=(BOUND, KEPT),
        alternatives=(
            *_floor_instead(book, agreed, avg, term, employer_release_at, on, region, tier, min_wage),
            *_local(book, monthly, avg, term, employer_release_at, on, region),
        ),
        parameters=parameters,
        headline=Words(
            f"每月 {monthly:.2f} 元，一共 {total:.2f} 元。", f"{monthly:.2f} yuan a month, {total:.2f} in all."
        ),
    )


def _monthly(
    book: Book,
    agreed: Decimal | None,
    avg: Decimal | None,
    *,
    on: date,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
) -> tuple[Decimal, tuple[Dated, ...], Step]:
    if agreed:
        words = Words(
            f"约定了每月 {agreed:.2f} 元，按约定给。", f"{agreed:.2f} yuan a month were agreed, and are owed."
        )
        return fen(agreed), (), Step(words, articles=(article("labour_contract_law", "23"), AGREED))
    if avg is None:
        raise Unreadable(AVERAGE_NEEDED, "avg")
    least = book.either("minimum_wage.monthly", min_wage, region, on=on, tier=tier)
    monthly = _by_law(avg, least.value)
    words = Words(
        f"没有约定数额，按离职前十二个月平均工资的 30%，不低于当地最低工资：每月 {monthly:.2f} 元。",
        f"No sum was agreed: 30 % of the average wage of twelve months, at least the minimum wage: {monthly:.2f} yuan.",
    )
    formula = f"max(30% × {say(avg)} = {say(SHARE * Fraction(avg))}, {say(least.value)}) = {monthly:.2f}"
    return monthly, (least,), Step(words, formula, (NOT_AGREED,))


def _by_law(avg: Decimal, least: Decimal) -> Decimal:
    return fen(max(SHARE * Fraction(avg), Fraction(least)))


def _result(monthly: Decimal, term: int, released_at: int | None) -> tuple[dict[str, Any], tuple[Step, ...]]:
    if released_at is None:
        total = fen(monthly * term)
        words = Words(f"限制 {term} 个月，一共 {total:.2f} 元。", f"{term} months: {total:.2f} yuan in all.")
        step = Step(words, f"{term} × {say(monthly)} = {total:.2f}", (article("labour_contract_law", "23"),))
        return {"monthly": monthly, "months": term, "total": total}, (step,)
    served, extra = fen(monthly * released_at), fen(monthly * EXTRA_MONTHS)
    total = served + extra
    steps = (
        Step(
            Words(
                f"已经守了 {released_at} 个月，应给 {served:.2f} 元。",
                f"{released_at} months were kept: {served:.2f} yuan.",
            ),
            f"{released_at} × {say(monthly)} = {served:.2f}",
            (article("labour_contract_law", "23"),),
        ),
        Step(
            Words(
                f"单位提前解除限制，可以要求再给 {EXTRA_MONTHS} 个月：{extra:.2f} 元；合计 {total:.2f} 元。",
                f"The employer released the worker: {EXTRA_MONTHS} months more, {extra:.2f} yuan; {total:.2f} in all.",
            ),
            f"{served:.2f} + {EXTRA_MONTHS} × {say(monthly)} = {total:.2f}",
            (RELEASED,),
        ),
    )
    return {"monthly": monthly, "owed_for_served": served, "extra_3_months": extra, "total": total}, steps


def _term_step(months: int, term: int) -> Step:
    if months > MOST_MONTHS:
        words = Words(
            f"约定了 {months} 个月，法律最多 {MOST_MONTHS} 个月，超过的部分无效。",
            f"{months} months were agreed; the law allows {MOST_MONTHS}, and what goes beyond is void.",
        )
        return Step(words, f"min({months}, {MOST_MONTHS}) = {term}", (TWENTY_FOUR,))
    words = Words(f"限制 {term} 个月，没有超过两年。", f"{term} months, not more than two years.")
    return Step(words, f"{months} ≤ {MOST_MONTHS}", (TWENTY_FOUR,))


def _unpaid_step(unpaid: int) -> Step:
    if unpaid >= UNPAID_MONTHS:
        words = Words(
            f"单位 {unpaid} 个月没给，满 {UNPAID_MONTHS} 个月了，可以请求解除限制；已经守了的仍然要给。",
            f"{unpaid} months unpaid, {UNPAID_MONTHS} are reached: the worker may ask to be released; what was kept is still owed.",
        )
    else:
        words = Words(
            f"单位 {unpaid} 个月没给，不到 {UNPAID_MONTHS} 个月，还要守着，先催单位付。",
            f"{unpaid} months unpaid, fewer than {UNPAID_MONTHS}: the restraint still holds; ask for the money first.",
        )
    return Step(words, f"{unpaid} {'≥' if unpaid >= UNPAID_MONTHS else '<'} {UNPAID_MONTHS}", (UNPAID,))


def _floor_instead(
    book: Book,
    agreed: Decimal | None,
    avg: Decimal | None,
    term: int,
    released_at: int | None,
    on: date,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
) -> tuple[Alternative, ...]:
    """Where less was agreed than the law gives without an agreement, some tribunals raise it."""
    if not agreed or avg is None:
        return ()
    try:
        least = book.either("minimum_wage.monthly", min_wage, region, on=on, tier=tier)
    except Missing:
        return ()
    by_law = _by_law(avg, least.value)
    if by_law <= agreed:
        return ()
    return (Alternative(TOO_LITTLE, _result(by_law, term, released_at)[0], (NOT_AGREED,)),)


def _local(
    book: Book,
    monthly: Decimal,
    avg: Decimal | None,
    term: int,
    released_at: int | None,
    on: date,
    region: str | None,
) -> tuple[Alternative, ...]:
    """The share of the wage that the regulation of the place gives, where that is more."""
    if avg is None or not region:
        return ()
    try:
        held = book.value("non_compete_share", region, on=on)
    except Missing:
        return ()
    share = fen(Fraction(avg) / Fraction(held.value))
    if share <= monthly:
        return ()
    words = Words(
        f"{held.region}的地方规定：每月不少于平均工资的 {held.value} 分之一。（凭记忆录入，待核实）",
        f"The local regulation of {held.region}: at least one part in {held.value} of the average wage. (Remembered, to be verified.)",
    )
    return (Alternative(words, _result(share, term, released_at)[0], (article(*LOCAL[held.region]),)),)


BREACH = Step(
    Words(
        "违反了限制的，要按约定付违约金、退补偿，付完仍要继续守。",
        "A breach means the agreed damages and a refund, and the restraint still holds.",
    ),
    articles=(article("interpretation_one", "40"), article("interpretation_two", "15")),
)
BOUND = Words(
    "是高管、高级技术人员或者确实知道商业秘密的人；不知道秘密的，这种条款不生效，可以不守。",
    "The worker is a senior manager or technician, or does know secrets; one who knows none is not bound.",
)
KEPT = Words("一直守着限制，没有到同行去。", "The restraint was kept throughout.")
TOO_LITTLE = Words(
    "约定的比平均工资的 30%（或最低工资）还低，有的地方按这个标准补足。",
    "Less was agreed than 30 % of the average wage or the minimum wage; some places raise it to that.",
)
RELEASED_AFTER = Words(
    "解除的时候限制期已经过完了，请再看一下是第几个月。",
    "The release is after the term. Please look again at the month.",
)
RELEASED_LATE = Words(
    f"限制最多 {MOST_MONTHS} 个月，到时候自动失效，不用单位解除；请填不超过 {MOST_MONTHS} 的数。",
    f"The restraint ends by itself after {MOST_MONTHS} months; give a number up to {MOST_MONTHS}.",
)
AVERAGE_NEEDED = Words(
    "没有约定补偿数额的，要填离职前十二个月的平均工资。",
    "Where no sum was agreed, the average wage of twelve months is needed.",
)


def _not_agreed(read: Any) -> bool:
    return not read.get("agreed")


CALCULATORS = (
    Calculator(
        "C18",
        "noncompete",
        Words("竞业限制补偿", "Non-compete compensation"),
        Words("离职后不让去同行，单位每月该给多少？", "I may not work for a competitor: what is paid for that?"),
        (
            Fact(
                "agreed",
                Money(),
                Words("约定每月给多少补偿？", "How much a month was agreed?"),
                Words("没有约定数额就跳过。", "Skip it if no sum was agreed."),
                required=False,
            ),
            Fact(
                "avg",
                Money(),
                Words(
                    "离职前十二个月，平均每月工资是多少？",
                    "What was the average monthly wage of the last twelve months?",
                ),
                Words(
                    "应发工资的平均数。约定了数额的可以跳过。",
                    "The average of gross wages. Skip it where a sum was agreed.",
                ),
                required=False,
                held="wage",
            ),
            Fact(
                "months",
                Whole(Words("个月", "months"), least=1, most=600),
                Words("限制多少个月？", "How many months does the restraint last?"),
            ),
            Fact(
                "employer_release_at",
                Whole(Words("个月", "months"), most=600),
                Words("单位提前解除限制的，守了几个月？", "If the employer released you early: after how many months?"),
                Words("没有提前解除就跳过。", "Skip it if there was no release."),
                required=False,
            ),
            Fact(
                "unpaid_months",
                Whole(Words("个月", "months"), most=600),
                Words("单位有几个月没给补偿？", "How many months were not paid?"),
                required=False,
            ),
            Fact(
                "on",
                Day(past=True),
                Words("哪一天离职的？", "On which day did the employment end?"),
                Words("不填就按今天。", "Left out, today."),
                required=False,
                held="left_on",
            ),
            REGION,
            TIER,
            MIN_WAGE,
        ),
        noncompete,
        day="on",
        evidence=(
            Words("竞业限制协议或者合同里的条款", "The non-compete or its clause in the contract"),
            Words("离职前十二个月的工资条或银行流水", "Pay slips or bank statements of the last twelve months"),
            Words(
                "守了限制的证据：新单位、社保记录", "What shows the restraint was kept: the new work, insurance records"
            ),
            Words("单位通知解除限制的书面材料", "The employer's release in writing"),
        ),
        not_modelled=(
            Words("条款对本人是否有效、范围是否过宽", "Whether the clause binds this person and is not too wide"),
            Words("违约金是否过高", "Whether the agreed damages are too high"),
            Words("在职期间的竞业限制", "A restraint during employment"),
        ),
    ),
)
