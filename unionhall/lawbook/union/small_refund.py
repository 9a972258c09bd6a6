"""Does a small payer get back what it passed upward? Only in the years the notices cover. (Rule C30.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..book import COUNTRY, Book
from ..calculator import Calculator
from ..dated import Dated, NeedsParameter
from ..facts import Choice, Fact, Money, Whole
from ..finding import Alternative, Answer, Step
from ..money import ZERO, fen
from ..reading import Unreadable
from ..words import Words

NOTICES = article("small_payer_notice")
NO_WINDOW = "no verified policy window for that year"
UPWARD, WHOLE = "upward", "whole"
BASES = {
    UPWARD: Words("全年上缴的部分", "what was passed upward in the year"),
    WHOLE: Words("全年应缴的全部 2%", "the whole 2 % of the year"),
}


def small_refund(book: Book, *, year_upward: Decimal, year: int, basis: str, year_whole: Decimal | None) -> Answer:
    """Yuan. Without a window for the year there is no answer. Source: 厅字〔2022〕47号, 工财发〔2023〕22号."""
    on = date(year, 12, 31)
    window = _window(book, year)
    if window is None:
        return Answer(
            {"eligible": None, "refund": None, "reason": NO_WINDOW},
            steps=(Step(NOT_COVERED, f"{year}", (NOTICES,)),),
            needs=(NeedsParameter("small_payer.refund_pct", COUNTRY, 1, on, NOT_COVERED),),
            headline=NOT_COVERED,
        )
    if basis == WHOLE and year_whole is None:
        raise Unreadable(WHOLE_NEEDED, "year_whole")
    if year_whole is not None and year_whole < year_upward:
        raise Unreadable(WHOLE_BELOW, "year_whole")
    threshold = book.value("small_payer.threshold", COUNTRY, on=on)
    tested = year_whole if basis == WHOLE and year_whole is not None else year_upward
    eligible = tested < threshold.value
    refund = fen(Fraction(year_upward) * Fraction(window.value) / 100) if eligible else ZERO
    return Answer(
        {"eligible": eligible, "refund": refund},
        steps=_steps(year, tested, threshold, eligible, refund, basis),
        assumptions=(ASK_LOCALLY,),
        alternatives=_other_basis(year_upward, year_whole, threshold, window, basis),
        parameters=(window, threshold),
        headline=Words(f"可以返还 {refund:.2f} 元。", f"{refund:.2f} yuan come back.")
        if eligible
        else Words("没有低于界线，不返还。", "Not below the line: nothing comes back."),
    )


def _window(book: Book, year: int) -> Dated | None:
    """The row whose days cover the whole year."""
    return next(
        (
            row
            for row in book.tables["small_payer.refund_pct"].rows
            if row.begins <= date(year, 1, 1) and row.complete_until and row.complete_until >= date(year, 12, 31)
        ),
        None,
    )


def _steps(
    year: int, tested: Decimal, threshold: Dated, eligible: bool, refund: Decimal, basis: str
) -> tuple[Step, ...]:
    sign = "<" if eligible else "≥"
    return (
        Step(Words(f"{year} 年在全额返还的期间内。", f"{year} is covered by the full refund."), "", (NOTICES,)),
        Step(
            Words(
                f"{BASES[basis].zh} {tested:.2f} 元，{'低于' if eligible else '没有低于'} {threshold.value} 元（不含）。",
                f"{tested:.2f} yuan ({BASES[basis].en}) is {'below' if eligible else 'not below'} {threshold.value}.",
            ),
            f"{tested:.2f} {sign} {threshold.value}",
            (NOTICES,),
        ),
        Step(Words(f"返还 {refund:.2f} 元。", f"The refund is {refund:.2f} yuan."), f"{refund:.2f}"),
    )


def _other_basis(
    upward: Decimal, whole: Decimal | None, threshold: Dated, window: Dated, basis: str
) -> tuple[Alternative, ...]:
    if whole is None:
        return ()
    other = UPWARD if basis == WHOLE else WHOLE
    eligible = (upward if other == UPWARD else whole) < threshold.value
    refund = fen(Fraction(upward) * Fraction(window.value) / 100) if eligible else ZERO
    words = Words(f"如果界线看的是{BASES[other].zh}。", f"If the line is for {BASES[other].en}.")
    return (Alternative(words, {"eligible": eligible, "refund": refund}, (NOTICES,)),)


NOT_COVERED = Words(
    "这一年有没有返还政策没有查实，请问上级工会。",
    "Whether a refund exists for that year is not verified; ask the federation.",
)
WHOLE_BELOW = Words(
    "全部 2% 不会少于上缴的部分，请再看一下。", "The whole 2 % cannot be less than the part passed upward."
)
WHOLE_NEEDED = Words(
    "界线看全部 2% 的，请写全年应缴多少。", "Where the line is for the whole 2 %, write how much that is."
)
ASK_LOCALLY = Words(
    "界线看上缴的部分还是全部 2%、几月之前申请，按省总工会的通知。",
    "Whether the line is for the part or the whole, and by when to apply, stands in the province's notice.",
)

CALCULATORS = (
    Calculator(
        "C30",
        "small_refund",
        Words("小额缴费工会经费返还", "Refund to small payers"),
        Words("我们缴得不多，上缴的能返还吗？", "We pay little: does what we passed upward come back?"),
        (
            Fact("year_upward", Money(), Words("全年上缴了多少？", "How much was passed upward in the year?")),
            Fact("year", Whole(least=1950, most=2100), Words("哪一年的？", "Of which year?")),
            Fact(
                "basis",
                Choice(BASES),
                Words("一万元的界线，当地看哪一个数？", "Which amount does the local line look at?"),
                required=False,
                default=UPWARD,
            ),
            Fact(
                "year_whole",
                Money(),
                Words("全年应缴的 2% 一共多少？", "How much is the whole 2 % of the year?"),
                required=False,
            ),
        ),
        small_refund,
        evidence=(Words("全年拨缴凭证", "Proof of the payments of the year"), Words("返还申请表", "The request form")),
        not_modelled=(
            Words("2020–2022 年小微企业的支持政策", "Support of small firms in 2020–2022"),
            Words("当地申请的截止日期", "The local last day to apply"),
        ),
        for_workers=False,
    ),
)
