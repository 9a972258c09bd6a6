"""For how many months is unemployment benefit (失业保险金) paid? (Rule C20; how much: unemployment_amount.py.)

The national months are a ceiling; a province may give fewer, as Guangdong does.
"""

from __future__ import annotations

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Fact, Whole
from ..finding import Answer, Step
from ..words import Words

YEAR = 12
CEILINGS = ((120, 24), (60, 18), (12, 12))
"""Months paid from which so many months of benefit are the most (社会保险法 art. 46)."""
MOST = 24
"""Months at most, those left from before included (art. 46)."""
GD_YEARS, GD_HALF_YEAR = 4, 6
"""Guangdong art. 17: a month for each year up to four; then one for each half-year."""
WHO = article("social_insurance_law", "45")
HOW_LONG = article("social_insurance_law", "46")
REGISTER = article("social_insurance_law", "50")
SEVENTEEN, EIGHTEEN = article("guangdong_unemployment", "17"), article("guangdong_unemployment", "18")
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
