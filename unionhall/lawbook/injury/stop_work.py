"""What is paid while work stops for treatment after an injury (停工留薪期)? The wage as before, for a limited time. (Rule C13.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Day, Fact, Money, Whole
from ..finding import Alternative, Answer, Deadline, Step, deadline
from ..money import fen, say
from ..months import ONE_DAY, Tenure, add_months, tenure
from ..reading import Unreadable
from ..words import Words

MONTHS, MOST_MORE = 12, 12
"""Months as a rule, and months by which the city's committee may prolong them (工伤保险条例 art. 33)."""
THIRTY_THREE = article("injury_insurance_regulation", "33")


def stop_work(
    book: Book, *, injury: date, end: date | None, wage: Decimal, approved_ext: int, rating: date | None
) -> Answer:
    """Wage owed in yuan from the day of the injury to the last day, both counted. Source: 工伤保险条例 33, 38.

    `end` is the last day off work, None while it goes on; `rating` the day on which the level was assessed.
    """
    if end is not None and end < injury:
        raise Unreadable(BEFORE_INJURY, "end")
    if rating is not None and rating < injury:
        raise Unreadable(BEFORE_INJURY, "rating")
    limit = add_months(injury, MONTHS + approved_ext) - ONE_DAY
    last = min(day for day in (end, limit, rating) if day is not None)
    service = tenure(injury, last)
    whole = Fraction(wage) * service.months
    rest = Fraction(wage) * service.days / service.length_of_last_month if service.days else Fraction(0)
    amount = fen(whole + rest)
    return Answer(
        {"end": last, "months": service.months, "days": service.days, "amount": amount},
        steps=(
            _limit_step(injury, approved_ext, limit),
            _end_step(last, end, limit, rating),
            _length_step(injury, last, service),
            Step(
                Words(
                    f"停工留薪期工资 {amount:.2f} 元，由单位按月照发，不能拿病假工资代替。",
                    f"Wages for the treatment period: {amount:.2f} yuan, paid month by month by the employer; sick pay is no substitute.",
                ),
                _formula(wage, service, amount),
                (THIRTY_THREE,),
            ),
            Step(
                Words(
                    "这段时间生活不能自理、需要护理的，由单位负责。",
                    "Where nursing is needed in this time, the employer sees to it.",
                ),
                articles=(THIRTY_THREE,),
            ),
        ),
        assumptions=(ORIGINAL_WAGE, RECOGNISED),
        alternatives=_calendar_month(wage, service, last, amount),
        deadlines=_deadlines(injury, limit, rating),
        headline=Words(f"停工留薪期工资 {amount:.2f} 元。", f"Wages for the treatment period: {amount:.2f} yuan."),
    )


def _limit_step(injury: date, more: int, limit: date) -> Step:
    zh = f"停工留薪期一般不超过 {MONTHS} 个月"
    en = f"The treatment period is at most {MONTHS} months as a rule"
    if more:
        zh = f"{zh}；市级鉴定委员会同意延长 {more} 个月"
        en = f"{en}; the city's committee prolonged it by {more}"
    return Step(
        Words(f"{zh}，最晚到 {limit}。", f"{en}: until {limit} at the latest."),
        f"{injury} + {MONTHS + more} 个月 − 1 天 = {limit}",
        (THIRTY_THREE,),
    )


def _end_step(last: date, end: date | None, limit: date, rating: date | None) -> Step:
    if last == rating and last != end:
        words = Words(
            f"{last} 评定了伤残等级，从第二天起改领伤残待遇。",
            f"The level was assessed on {last}: disability benefits follow from the next day.",
        )
    elif last == end:
        words = Words(f"停工到 {last} 为止，没有超过上限。", f"Work stopped until {last}, within the limit.")
    else:
        words = Words(
            f"超过上限，只算到 {limit}；还要治疗的，医疗费照样报销。",
            f"Beyond the limit: it counts until {limit}; treatment goes on being paid for.",
        )
    return Step(words, articles=(THIRTY_THREE,))


def _length_step(injury: date, last: date, service: Tenure) -> Step:
    return Step(
        Words(
            f"一共 {service.months} 个月零 {service.days} 天。",
            f"In all {service.months} months and {service.days} days.",
        ),
        f"{injury} – {last}",
    )


def _formula(wage: Decimal, service: Tenure, amount: Decimal) -> str:
    part = f" + {say(wage)} × {service.days}/{service.length_of_last_month}" if service.days else ""
    return f"{service.months} × {say(wage)}{part} = {amount:.2f}"


def _calendar_month(wage: Decimal, service: Tenure, last: date, amount: Decimal) -> tuple[Alternative, ...]:
    """The days left over as a part of the calendar month of the last day."""
    if not service.days:
        return ()
    length = (add_months(last.replace(day=1), 1) - last.replace(day=1)).days
    other = fen(Fraction(wage) * service.months + Fraction(wage) * service.days / length)
    if other == amount:
        return ()
    return (
        Alternative(
            Words(
                f"零头 {service.days} 天按最后一天所在的自然月（{length} 天）折算。",
                f"The {service.days} days left over as a part of the calendar month of the last day ({length} days).",
            ),
            {"amount": other},
            (THIRTY_THREE,),
        ),
    )


def _deadlines(injury: date, limit: date, rating: date | None) -> tuple[Deadline, ...]:
    if rating is not None:
        return ()
    return (
        Deadline(
            "prolong",
            Words(
                "还没治好的，在这一天之前向市级劳动能力鉴定委员会申请延长",
                "If treatment is not over, ask the city's committee to prolong by this day",
            ),
            injury,
            limit,
            limit,
            (THIRTY_THREE,),
        ),
        deadline(
            "recognition",
            Words(
                "单位没有申请工伤认定的，本人、近亲属或者工会最晚在这一天之前申请",
                "If the employer did not, the worker, relatives or the union ask for recognition by this day",
            ),
            injury,
            1,
            "years",
            article("injury_insurance_regulation", "17"),
        ),
    )


BEFORE_INJURY = Words(
    "这一天比受伤那天还早；要填受伤当天或者以后的日子。",
    "This day is before the injury: a day on or after it is expected.",
)
ORIGINAL_WAGE = Words(
    "原工资按受伤前 12 个月的平均月工资；加班费算不算在内，各地不一样。",
    "The wage as before is the average of the 12 months before the injury; places differ on overtime.",
)
RECOGNISED = Words(
    "已经认定工伤，停工时间有医院证明，没有超过当地的停工留薪期目录。",
    "The injury is recognised, the time off is certified by the hospital and within the local catalogue.",
)

CALCULATORS = (
    Calculator(
        "C13",
        "stop_work",
        Words("停工留薪期工资", "Wages while work stops for treatment"),
        Words("工伤在家养伤这段时间，工资该发多少？", "What is owed while I am off work after an injury at work?"),
        (
            Fact("injury", Day(past=True), Words("哪一天受的伤？", "On which day was the injury?"), held="happened_on"),
            Fact(
                "end",
                Day(),
                Words("停工到哪一天为止？", "What was the last day off work?"),
                Words(
                    "这一天也算在内；还没有复工就不填，按上限算。",
                    "It is counted; leave it out while you are still off work: then the limit is taken.",
                ),
                required=False,
            ),
            Fact(
                "wage",
                Money(),
                Words("受伤前平均每月工资多少？", "What was the average monthly wage before the injury?"),
                Words("受伤前 12 个月的平均数。", "The average of the 12 months before."),
                held="wage",
            ),
            Fact(
                "approved_ext",
                Whole(unit=Words("个月", "months"), most=MOST_MORE),
                Words(
                    "鉴定委员会同意延长了几个月？", "By how many months did the city's committee prolong the period?"
                ),
                Words("最多 12 个月；没有延长就不填。", "At most 12; leave it out if it did not."),
                required=False,
                default=0,
            ),
            Fact(
                "rating",
                Day(past=True),
                Words("哪一天评定的伤残等级？", "On which day was the level of disability assessed?"),
                Words("还没有鉴定就不填。", "Leave it out if it has not been."),
                required=False,
            ),
        ),
        stop_work,
        day="injury",
        evidence=(
            Words("工伤认定书", "The recognition of the injury"),
            Words("病历、出院小结、休假证明", "Medical records and certificates of time off"),
            Words("受伤前 12 个月的工资条或银行流水", "Pay slips or bank statements of the 12 months before"),
            Words("停工期间实际收到多少钱的记录", "What was paid while work stopped"),
        ),
        not_modelled=(
            Words("各省按伤情列出的停工留薪期目录", "Provincial catalogues of the length by injury"),
            Words("旧伤复发后重新起算的停工留薪期", "The new period after a relapse"),
            Words("这段时间的护理费数额", "The amount of nursing costs in this time"),
        ),
    ),
)
