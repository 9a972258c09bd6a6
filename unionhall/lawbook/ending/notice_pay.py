"""Is a month's wage owed in place of notice (代通知金, “N+1”)? Only on dismissal under art. 40 with less than 30 days. (Rule C03.)"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Choice, Fact, Money, Whole
from ..finding import Alternative, Answer, Step
from ..money import ZERO, fen, say
from ..words import Words
from .grounds import GROUNDS

NOTICE_DAYS = 30
"""Days of written notice that free the employer (劳动合同法 art. 40)."""
WITH_NOTICE = frozenset({"art40_1", "art40_2", "art40_3"})
FORTY = article("labour_contract_law", "40")
LAST_MONTH = article("implementing_regulation", "20")


def notice_pay(book: Book, *, ground: str, notice_days: int | None, last_month_wage: Decimal | None) -> Answer:
    """Yuan; the wage of the month before, without the cap of art. 47. Source: 劳动合同法 40; 实施条例 20."""
    ground_owes = ground in WITH_NOTICE
    days, wage = notice_days or 0, last_month_wage or ZERO
    payable = ground_owes and days < NOTICE_DAYS
    amount = fen(wage) if payable else ZERO
    return Answer(
        {"payable": payable, "amount": amount},
        steps=(
            _ground_step(ground),
            *((_notice_step(days),) if ground_owes else ()),
            *((_amount_step(wage, amount),) if payable else ()),
        ),
        assumptions=(STANDARD, WRITTEN) if payable else (),
        alternatives=(_by_the_day(wage, days),) if payable and days else (),
        headline=Words(f"代通知金 {amount:.2f} 元。", f"Pay in lieu of notice: {amount:.2f} yuan.")
        if payable
        else _nothing(ground),
    )


def _ground_step(ground: str) -> Step:
    words = GROUNDS[ground]
    if ground in WITH_NOTICE:
        return Step(
            Words(
                f"离职原因：{words.zh}。单位要提前 {NOTICE_DAYS} 天书面通知，或者多付一个月工资。",
                f"Ground: {words.en}. The employer gives {NOTICE_DAYS} days' written notice or pays one month more.",
            ),
            articles=(FORTY,),
        )
    return Step(
        Words(
            f"离职原因：{words.zh}。代通知金只在第四十条那三种情形才有，这里没有。",
            f"Ground: {words.en}. Pay in lieu of notice exists on the three grounds of art. 40 only, so none is owed.",
        ),
        articles=(FORTY,),
    )


def _notice_step(days: int) -> Step:
    enough = days >= NOTICE_DAYS
    zh = "已经满了，不用再付" if enough else "不满，要付一个月工资"
    en = "enough, and nothing more is owed" if enough else "too short, so a month's wage is owed"
    return Step(
        Words(
            f"提前 {days} 天书面通知，{NOTICE_DAYS} 天{zh}。",
            f"Written notice of {days} days; {NOTICE_DAYS} are due: {en}.",
        ),
        f"{days} {'≥' if enough else '<'} {NOTICE_DAYS}",
        (FORTY,),
    )


def _amount_step(wage: Decimal, amount: Decimal) -> Step:
    return Step(
        Words(
            f"按上一个月的工资标准付 {amount:.2f} 元，没有社平工资三倍的封顶。",
            f"The wage of the month before, {amount:.2f} yuan; the cap of three local averages does not apply.",
        ),
        f"1 × {say(wage)} = {amount:.2f}",
        (LAST_MONTH,),
    )


def _by_the_day(wage: Decimal, days: int) -> Alternative:
    """The local practice that pays only the days by which notice was too short."""
    short = NOTICE_DAYS - days
    return Alternative(
        Words(
            f"有的地方只按少通知的 {short} 天折算。",
            f"Some places pay only for the {short} days by which notice was too short.",
        ),
        {"payable": True, "amount": fen(Fraction(wage) * short / NOTICE_DAYS)},
        (FORTY,),
    )


def _nothing(ground: str) -> Words:
    if ground in WITH_NOTICE:
        return Words(
            f"提前 {NOTICE_DAYS} 天书面通知过了，没有代通知金。",
            f"{NOTICE_DAYS} days' written notice was given: none is owed.",
        )
    return Words(
        "这种情形没有代通知金（“N+1”的 1）。", "On this ground no pay in lieu of notice (the 1 of “N+1”) is owed."
    )


STANDARD = Words(
    "上个月的工资是正常的工资标准；上个月因病假、事假少发的，有的地方改用前十二个月平均。",
    "The month before was a normal one; where it was short through leave some places take the average of twelve months.",
)
WRITTEN = Words("只算书面通知的天数，口头说的不算。", "Only written notice counts, not what was said.")

CALCULATORS = (
    Calculator(
        "C03",
        "notice_pay",
        Words("代通知金（N+1）", "Pay in lieu of notice (N+1)"),
        Words("单位没有提前通知就让我走，要多付一个月工资吗？", "I was let go without notice: is a month's wage owed?"),
        (
            Fact("ground", Choice(GROUNDS), Words("是怎么离开的？", "How did it end?"), held="ground"),
            Fact(
                "notice_days",
                Whole(Words("天", "days"), most=3_650),
                Words("离开前多少天收到书面通知？", "How many days before the end did written notice come?"),
                Words("没有书面通知，就写 0。", "Without written notice write 0."),
                when=lambda read: read.get("ground") in WITH_NOTICE,
            ),
            Fact(
                "last_month_wage",
                Money(),
                Words("离开前一个月，应发工资是多少？", "What was the gross wage of the month before?"),
                when=lambda read: read.get("ground") in WITH_NOTICE and (read.get("notice_days") or 0) < NOTICE_DAYS,
            ),
        ),
        notice_pay,
        evidence=(
            Words("解除通知，看得出日期和理由", "The notice, with its day and reason"),
            Words("上一个月的工资条或银行流水", "The pay slip or bank statement of the month before"),
        ),
        not_modelled=(
            Words(
                "解除理由是否成立；不成立的，要的是违法解除赔偿金", "Whether the reason holds; if not, damages are owed"
            ),
        ),
    ),
)
