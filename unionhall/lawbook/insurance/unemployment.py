"""For how many months is unemployment benefit (失业保险金) paid, and how much is it? (Rule C20.)

The national months are a ceiling; a province may give fewer. Guangdong's months and amounts follow its regulation,
Shanghai's amounts its yearly notices (`data/unemployment.csv`). Other places: their own notice.
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

YEAR = 12
CEILINGS = ((120, 24), (60, 18), (12, 12))
"""Months paid from which so many months of benefit are the most (社会保险法 art. 46)."""
MOST = 24
"""Months at most, those left from before included (art. 46)."""
GD_YEARS, GD_HALF_YEAR = 4, 6
"""Guangdong art. 17: a month for each year up to four; then one for each half-year."""
GD_PERCENT = 90
GD_SUBSIDY_PERCENT, GD_SUBSIDY_MONTHS = 15, 6
"""Guangdong arts. 19 and 20."""
SH_STEP, SH_MOST_EXTENDED = 12, 12
"""Shanghai's amounts change after twelve months; months beyond 24 are the extended ones near retirement."""
GUANGDONG, SHANGHAI = "广东", "上海"
WHO = article("social_insurance_law", "45")
HOW_LONG = article("social_insurance_law", "46")
REGISTER = article("social_insurance_law", "50")
SEVENTEEN, EIGHTEEN = article("guangdong_unemployment", "17"), article("guangdong_unemployment", "18")
NINETEEN, TWENTY = article("guangdong_unemployment", "19"), article("guangdong_unemployment", "20")
LIST_IN_SEVEN_DAYS = article("unemployment_regulation", "16")


def ui_months_national(book: Book, *, months: int) -> Answer:
    """The most months of benefit for months paid. Source: 社会保险法 45, 46."""
    most = next((given for paid, given in CEILINGS if months >= paid), 0)
    return Answer(
        {"max_months": most},
        steps=(
            _who_step(months),
            Step(
                Words(
                    f"满 1 年不足 5 年最多 12 个月，满 5 年不足 10 年最多 18 个月，10 年以上最多 24 个月：这里最多 {most} 个月。",
                    "At most 12 months for one to under five years, 18 for five to under ten, 24 for ten and more: "
                    f"here at most {most}.",
                ),
                f"{months} → {most}",
                (HOW_LONG,),
            ),
            REGISTER_STEP,
        ),
        assumptions=(NOT_BY_WILL, PROVINCES_DIFFER),
        headline=_months_headline(most, Words("最多可以领", "At most")),
    )


def ui_months_gd(book: Book, *, months: int) -> Answer:
    """Months of benefit in Guangdong for months paid. Source: 广东省失业保险条例 15, 17."""
    within = min(months, GD_YEARS * YEAR)
    beyond = (months - within) // GD_HALF_YEAR
    given = min(MOST, within // YEAR + beyond)
    formula = f"{within} ÷ 12 → {within // YEAR}"
    if months > within:
        formula = f"{formula}; {months - within} ÷ 6 → {beyond}; min({MOST}, {within // YEAR} + {beyond}) = {given}"
    return Answer(
        {"months_gd": given},
        steps=(
            _who_step(months),
            Step(
                Words(
                    f"广东：四年以内每满一年领一个月，超过四年的部分每满半年加一个月，最多 24 个月：这里是 {given} 个月。",
                    "Guangdong: a month for each full year up to four, beyond that one for each half-year, at most 24: "
                    f"here {given}.",
                ),
                formula,
                (SEVENTEEN,),
            ),
            REGISTER_STEP,
        ),
        assumptions=(NOT_BY_WILL, GD_TEXT),
        headline=_months_headline(given, Words("在广东可以领", "In Guangdong")),
    )


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


def ui_merge(book: Book, *, new: int, left: int) -> Answer:
    """Months of the new spell with those left from the one before, at most 24. Source: 社会保险法 46."""
    months = min(MOST, new + left)
    return Answer(
        {"months": months},
        steps=(
            Step(
                Words(
                    f"这次 {new} 个月，加上次没领完的 {left} 个月，合计不超过 {MOST} 个月。",
                    f"{new} months now and {left} left from before, together at most {MOST}.",
                ),
                f"min({MOST}, {new} + {left}) = {months}",
                (HOW_LONG, EIGHTEEN),
            ),
            REGISTER_STEP,
        ),
        headline=_months_headline(months, Words("一共可以领", "In all")),
    )


def _who_step(months: int) -> Step:
    if months < YEAR:
        words = Words(
            f"缴了 {months} 个月，不满一年，还不能领；缴费年限保留，以后接着算。",
            f"{months} months paid are less than a year: no benefit yet; they are kept and count later.",
        )
    else:
        words = Words(
            f"缴了 {months} 个月，满一年；不是自己要走、办了失业登记并在找工作的，可以领。",
            f"{months} months paid are a year or more: benefit is due if the job was not given up by one's own will, and one "
            "is registered and looking for work.",
        )
    return Step(words, articles=(WHO,))


def _months_headline(months: int, lead: Words) -> Words:
    return Words(f"{lead.zh} {months} 个月。", f"{lead.en}: {months} months.")


REGISTER_STEP = Step(
    Words(
        "离职后马上去办失业登记：失业保险金从登记那天算起。单位应当在 15 日内报送名单（旧条例写的是 7 日）。",
        "Register at once after leaving: the benefit runs from the day of registration. The employer reports within 15 days "
        "(the older regulation says 7).",
    ),
    articles=(REGISTER, LIST_IN_SEVEN_DAYS),
)
NOT_BY_WILL = Words(
    "不是自己要走的；单位有错、我提出走，合同到期，单位提出协商解除，都算。",
    "Not by one's own will; leaving for the employer's fault, the end of the term and an agreement the employer proposed count.",
)
PROVINCES_DIFFER = Words(
    "这是全国的上限，不是实际能领的月数；广东、上海等地给的月数少一些。",
    "This is the national ceiling, not what is paid: Guangdong, Shanghai and others give fewer months.",
)
GD_TEXT = Words(
    "广东第 17 条看的是 2022 年的文本，2025 年有没有再改没有查到。",
    "Guangdong art. 17 was read in the text of 2022; whether it changed in 2025 was not found.",
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
EVIDENCE = (
    Words("离职证明（写明离职原因）", "The certificate of leaving, with its reason"),
    Words("失业保险缴费记录", "The record of unemployment contributions"),
    Words("失业登记凭证", "The proof of registration"),
)
NOT_MODELLED = (
    Words("临近退休的延长领取、养老保险代缴", "Extended benefit and pension contributions near retirement"),
    Words("各地临时的失业补助金", "Temporary local allowances"),
    Words("领取期间代缴的医疗保险费", "Medical contributions paid meanwhile"),
)
PAID = Fact(
    "months",
    Whole(unit=Words("个月", "months"), most=720),
    Words("失业保险一共缴了多少个月？", "For how many months were unemployment contributions paid?"),
    Words(
        "单位和本人都缴了的月数；上次领过的，从重新就业起算。",
        "Months paid by both; after benefit was drawn, from the new job on.",
    ),
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
        "ui_months_national",
        Words("失业保险金最多领几个月", "Unemployment benefit: months at most"),
        Words("失业了，失业保险金最多能领几个月？", "For how many months at most is unemployment benefit paid?"),
        (PAID,),
        ui_months_national,
        evidence=EVIDENCE,
        not_modelled=NOT_MODELLED,
    ),
    Calculator(
        "C20",
        "ui_months_gd",
        Words("广东失业保险金领几个月", "Unemployment benefit in Guangdong: months"),
        Words("在广东，失业保险金能领几个月？", "For how many months is unemployment benefit paid in Guangdong?"),
        (PAID,),
        ui_months_gd,
        evidence=EVIDENCE,
        not_modelled=NOT_MODELLED,
    ),
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
    Calculator(
        "C20",
        "ui_merge",
        Words("两次失业的月数合并", "Months of two spells together"),
        Words(
            "上次没领完又失业了，一共能领几个月？", "Unemployed again with months left from before: how many in all?"
        ),
        (
            Fact(
                "new",
                Whole(unit=Words("个月", "months"), most=MOST),
                Words("这次可以领几个月？", "How many months does the new spell give?"),
            ),
            Fact(
                "left",
                Whole(unit=Words("个月", "months"), most=MOST),
                Words("上次还剩几个月没领？", "How many months are left from before?"),
            ),
        ),
        ui_merge,
        evidence=EVIDENCE,
        not_modelled=NOT_MODELLED,
    ),
)
