"""How much is unemployment benefit (失业保险金) in Guangdong and in Shanghai? (Rule C20.)

Guangdong takes a share of the minimum wage by its regulation, Shanghai the amounts of its yearly notices
(`data/unemployment.csv`). Other places: their own notice.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..asked import MIN_WAGE, REGION, TIER
from ..book import Book
from ..calculator import Calculator
from ..facts import Day, Fact, Money, Whole
from ..finding import Answer, Step
from ..money import fen, say
from ..reading import Unreadable
from ..words import Words
from .unemployment import EVIDENCE, GD_TEXT, MOST, NOT_MODELLED, REGISTER_STEP

GD_PERCENT = 90
GD_SUBSIDY_PERCENT, GD_SUBSIDY_MONTHS = 15, 6
"""Guangdong arts. 19 and 20."""
SH_STEP, SH_MOST_EXTENDED = 12, 12
"""Shanghai's amounts change after twelve months; months beyond 24 are the extended ones near retirement."""
GUANGDONG, SHANGHAI = "广东", "上海"
NINETEEN, TWENTY = article("guangdong_unemployment", "19"), article("guangdong_unemployment", "20")


def ui_gd_amount(
    book: Book,
    *,
    on: date,
    n: int,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    own_avg: Decimal | None,
) -> Answer:
    """Yuan a month and for `n` months in Guangdong. `own_avg`: the own average contribution wage of the last year.

    Source: 广东省失业保险条例 19, 20.
    """
    if region and region.partition("-")[0] != GUANGDONG:
        raise Unreadable(ONLY_GUANGDONG, "region")
    least = book.either("minimum_wage.monthly", min_wage, region, on=on, tier=tier)
    monthly = fen(Fraction(least.value) * GD_PERCENT / 100)
    total = monthly * n
    result: dict[str, Decimal] = {"monthly": monthly, "total": total}
    steps = [
        Step(
            Words(
                f"广东：每月是领取地最低工资的 {GD_PERCENT}%。",
                f"Guangdong: each month {GD_PERCENT} percent of the minimum wage of the city where it is drawn.",
            ),
            f"{GD_PERCENT}% × {say(least.value)} = {monthly:.2f}",
            (NINETEEN,),
        ),
        Step(Words(f"领 {n} 个月。", f"For {n} months."), f"{n} × {monthly:.2f} = {total:.2f}"),
    ]
    if own_avg is not None:
        subsidy, count = fen(Fraction(own_avg) * GD_SUBSIDY_PERCENT / 100), min(n, GD_SUBSIDY_MONTHS)
        result |= {"job_search_monthly": subsidy, "job_search_total": subsidy * count}
        steps.append(
            Step(
                Words(
                    f"另有求职补贴：本人平均缴费工资的 {GD_SUBSIDY_PERCENT}%，最多 {GD_SUBSIDY_MONTHS} 个月。",
                    f"Besides a job-search subsidy of {GD_SUBSIDY_PERCENT} percent of the own average contribution wage, for "
                    f"at most {GD_SUBSIDY_MONTHS} months.",
                ),
                f"{GD_SUBSIDY_PERCENT}% × {say(own_avg)} = {subsidy:.2f}; {count} × {subsidy:.2f} = {subsidy * count:.2f}",
                (TWENTY,),
            )
        )
    return Answer(
        result,
        steps=(*steps, REGISTER_STEP),
        assumptions=(SAME_ALL_ALONG, GD_TEXT),
        parameters=(least,),
        headline=Words(
            f"每月 {monthly:.2f} 元，{n} 个月合计 {total:.2f} 元。",
            f"{monthly:.2f} yuan a month, {total:.2f} in {n} months.",
        ),
    )


def ui_sh_amount(book: Book, *, on: date, n: int) -> Answer:
    """Yuan for `n` months in Shanghai by the notice in force on the day; months beyond 24 are extended ones."""
    rows = (
        (book.value("unemployment.months_1_12", SHANGHAI, on=on), min(n, SH_STEP)),
        (book.value("unemployment.months_13_24", SHANGHAI, on=on), min(max(0, n - SH_STEP), SH_STEP)),
        (book.value("unemployment.extended", SHANGHAI, on=on), max(0, n - 2 * SH_STEP)),
    )
    used = [(row, count) for row, count in rows if count] or [rows[0]]
    total = sum((fen(row.value) * count for row, count in rows), fen(0))
    return Answer(
        {"total": total},
        steps=(
            Step(
                Words(
                    "上海：第 1—12 个月、第 13—24 个月和延长领取的，各有一个月标准。",
                    "Shanghai: one amount for months 1 to 12, one for months 13 to 24, one for extended months.",
                ),
                f"{' + '.join(f'{count} × {say(row.value)}' for row, count in used)} = {total:.2f}",
                (article("shanghai_unemployment"),),
            ),
            REGISTER_STEP,
        ),
        assumptions=(SAME_ALL_ALONG, *((EXTENDED,) if n > MOST else ())),
        parameters=tuple(row for row, _count in used),
        headline=Words(f"{n} 个月合计 {total:.2f} 元。", f"{total:.2f} yuan in {n} months."),
    )


SAME_ALL_ALONG = Words(
    "领取期间标准调整的，从调整起按新标准；这里都按同一个标准算。",
    "Where the amount changes meanwhile the new one applies from then; one amount is taken here throughout.",
)
EXTENDED = Words(
    "超过 24 个月的部分按临近退休的延长领取标准；符不符合延长条件，请问经办机构。",
    "Months beyond 24 are at the extended amount for those near retirement; ask the office whether the conditions are met.",
)
ONLY_GUANGDONG = Words(
    "这里只算广东；别的地方请按当地的失业保险金标准。",
    "This reckons Guangdong only; elsewhere the local amount applies.",
)
ON = Fact(
    "on",
    Day(),
    Words("从哪一天起领？", "From which day is it drawn?"),
    Words("按这一天的标准算；不填就按今天。", "The amount of this day is taken; left out, today's."),
    required=False,
)


def _drawn(most: int) -> Fact:
    return Fact(
        "n",
        Whole(unit=Words("个月", "months"), most=most),
        Words("可以领几个月？", "For how many months is it drawn?"),
    )


CALCULATORS = (
    Calculator(
        "C20",
        "ui_gd_amount",
        Words("广东失业保险金数额", "Unemployment benefit in Guangdong: amount"),
        Words("在广东，失业保险金每月多少、一共多少？", "How much is unemployment benefit in Guangdong?"),
        (
            ON,
            _drawn(MOST),
            REGION,
            TIER,
            MIN_WAGE,
            Fact(
                "own_avg",
                Money(),
                Words(
                    "失业前 12 个月平均每月的缴费工资是多少？",
                    "What was the average contribution wage of the last 12 months?",
                ),
                Words("用来算求职补贴；不知道可以跳过。", "For the job-search subsidy; skip it if you do not know."),
                required=False,
            ),
        ),
        ui_gd_amount,
        day="on",
        evidence=EVIDENCE,
        not_modelled=NOT_MODELLED,
    ),
    Calculator(
        "C20",
        "ui_sh_amount",
        Words("上海失业保险金数额", "Unemployment benefit in Shanghai: amount"),
        Words("在上海，失业保险金一共多少？", "How much is unemployment benefit in Shanghai?"),
        (ON, _drawn(MOST + SH_MOST_EXTENDED)),
        ui_sh_amount,
        day="on",
        evidence=EVIDENCE,
        not_modelled=NOT_MODELLED,
    ),
)
