"""Was the minimum wage kept? What counts towards it is compared with the standard of the place and day. (Rule C08.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..acts import article
from ..asked import MIN_WAGE_FACTS, REGION, TIER
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated
from ..facts import Day, Fact, Money, Number, YesNo
from ..finding import Alternative, Answer, Step
from ..money import ZERO, fen, say
from ..reading import Unreadable
from ..words import Words


def minwage_month(
    book: Book,
    *,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    day: date,
    gross: Decimal,
    ot: Decimal,
    special: Decimal,
    welfare: Decimal,
    personal_si_hf: Decimal,
    si_excluded: bool | None,
    attended: Decimal | None,
    due: Decimal | None,
) -> Answer:
    """Yuan. Source: 劳动法 48; 最低工资规定 12; 劳动合同法 85; 实施条例 14."""
    held = book.either("minimum_wage.monthly", min_wage, region, on=day, tier=tier)
    standard = held.value
    floor = standard if attended is None or due is None else fen(_part(attended, due) * Fraction(standard))
    parameters: tuple[Dated, ...] = (held,)
    insured = ZERO
    if personal_si_hf:
        scope = _scope(book, region, si_excluded, day)
        parameters = (*parameters, scope)
        insured = personal_si_hf if scope.value else ZERO
    comparable = gross - ot - special - welfare - insured
    if comparable < 0:
        raise Unreadable(MORE_THAN_PAID, "gross")
    comparable, floor = fen(comparable), fen(floor)
    shortfall = max(ZERO, floor - comparable)
    return Answer(
        {
            "standard": fen(standard),
            "floor": floor,
            "comparable": comparable,
            "ok": not shortfall,
            "shortfall": shortfall,
        },
        steps=(
            _standard_step(held, day, "元/月"),
            *_part_step(standard, attended, due, floor),
            *_excluded_steps(ot, special, welfare, personal_si_hf, insured),
            Step(
                Words(
                    f"能和最低工资比的工资是 {comparable:.2f} 元。",
                    f"{comparable:.2f} yuan count towards the minimum wage.",
                ),
                f"{say(gross)} − {say(ot)} − {say(special)} − {say(welfare)} − {say(insured)} = {comparable:.2f}",
                (article("minimum_wage_provisions", "12"),),
            ),
            _gap_step(floor, comparable, shortfall),
        ),
        assumptions=(NORMAL_WORK, PIECE),
        alternatives=_after_an_order(shortfall),
        parameters=parameters,
        headline=_headline(shortfall),
    )


def minwage_hour(
    book: Book,
    *,
    region: str | None,
    tier: int | None,
    min_hourly: Decimal | None,
    day: date,
    hourly: Decimal,
    hours: Decimal,
) -> Answer:
    """Yuan, for part-time work paid by the hour. Source: 劳动合同法 72, 85."""
    held = book.either("minimum_wage.hourly", min_hourly, region, on=day, tier=tier, unit="yuan/hour")
    gap = max(Decimal(0), held.value - hourly)
    shortfall = fen(gap * hours)
    return Answer(
        {"standard_hourly": fen(held.value), "ok": not gap, "shortfall": shortfall},
        steps=(
            _standard_step(held, day, "元/小时"),
            Step(
                Words(
                    f"每小时差 {fen(gap):.2f} 元，{say(hours)} 小时差 {shortfall:.2f} 元。"
                    if gap
                    else "每小时工资不低于最低小时工资。",
                    f"{fen(gap):.2f} yuan an hour are missing: {shortfall:.2f} for {say(hours)} hours."
                    if gap
                    else "The hourly wage is not below the minimum.",
                ),
                f"max(0, {say(held.value)} − {say(hourly)}) × {say(hours)} = {shortfall:.2f}",
                (article("labour_contract_law", "72"), article("labour_contract_law", "85")),
            ),
            Step(
                Words(
                    "非全日制工资最长十五天结一次。", "Part-time wages are settled every fifteen days at the longest."
                ),
                articles=(article("labour_contract_law", "72"),),
            ),
        ),
        assumptions=(PART_TIME,),
        alternatives=_after_an_order(shortfall),
        parameters=(held,),
        headline=_headline(shortfall),
    )


def _part(attended: Decimal, due: Decimal) -> Fraction:
    """The part of the month worked, at most the whole."""
    return min(Fraction(1), Fraction(attended) / Fraction(due))


def _scope(book: Book, region: str | None, said: bool | None, day: date) -> Dated:
    """Whether what the worker pays for insurance and housing is left out where the work is done. Raises Missing."""
    entered = None if said is None else Decimal(said)
    return book.either("minimum_wage_scope.si_excluded", entered, region, on=day, tier=1, unit="yes/no")


def _standard_step(held: Dated, day: date, unit: str) -> Step:
    place = held.region or "当地"
    return Step(
        Words(
            f"{day.isoformat()} {place}的最低工资标准是 {say(held.value)} {unit}（{held.begins.isoformat()} 起）。",
            f"The minimum wage of {held.region or 'the place'} on {day.isoformat()} is {say(held.value)} {held.unit}, since {held.begins.isoformat()}.",
        ),
        articles=(article("labour_law", "48"), article("implementing_regulation", "14")),
    )


def _part_step(standard: Decimal, attended: Decimal | None, due: Decimal | None, floor: Decimal) -> tuple[Step, ...]:
    if attended is None or due is None:
        return ()
    words = Words(
        f"没有出满勤，按出勤比例折算，这个月不能低于 {floor:.2f} 元。"
        if attended < due
        else "已经出满勤，按全月的标准。",
        f"Not the whole month was worked: the least for it is {floor:.2f} yuan."
        if attended < due
        else "The whole month was worked.",
    )
    return (Step(words, f"{say(standard)} × min(1, {say(attended)} ÷ {say(due)}) = {floor:.2f}"),)


def _excluded_steps(
    ot: Decimal, special: Decimal, welfare: Decimal, personal: Decimal, insured: Decimal
) -> tuple[Step, ...]:
    items = (
        (ot, "加班费", "Overtime pay"),
        (
            special,
            "夜班、高温、低温、井下、有毒有害等津贴",
            "Allowances for shifts, heat, cold, underground or toxic work",
        ),
        (welfare, "法定的福利待遇", "Statutory welfare"),
    )
    rule = (article("minimum_wage_provisions", "12"),)
    steps = [
        Step(Words(f"{zh} {say(sum_)} 元不算在内。", f"{en}: {say(sum_)} yuan do not count."), articles=rule)
        for sum_, zh, en in items
        if sum_
    ]
    if personal:
        words = (
            Words(
                f"个人缴的社保和公积金 {say(personal)} 元，当地规定不算在最低工资里，单位要另外承担。",
                f"The {say(personal)} yuan the worker pays for insurance and housing do not count here.",
            )
            if insured
            else Words(
                f"个人缴的社保和公积金 {say(personal)} 元，当地规定算在最低工资里。",
                f"The {say(personal)} yuan the worker pays for insurance and housing count here.",
            )
        )
        steps.append(Step(words, articles=(article("minimum_wage_provisions", "6"),)))
    return tuple(steps)


def _gap_step(floor: Decimal, comparable: Decimal, shortfall: Decimal) -> Step:
    words = (
        Words(
            f"低于最低工资，差 {shortfall:.2f} 元，应当补。",
            f"Below the minimum wage: {shortfall:.2f} yuan are to be made up.",
        )
        if shortfall
        else Words("不低于最低工资。", "Not below the minimum wage.")
    )
    return Step(
        words,
        f"max(0, {floor:.2f} − {comparable:.2f}) = {shortfall:.2f}",
        (article("labour_law", "48"), article("labour_contract_law", "85")),
    )


def _after_an_order(shortfall: Decimal) -> tuple[Alternative, ...]:
    if not shortfall:
        return ()
    return (
        Alternative(
            Words(
                "劳动行政部门责令补足、逾期仍不付的，加付差额的 50% 到 100%。",
                "Where the authority orders it made up and it is not in time, 50 to 100 % of the gap is added.",
            ),
            {"extra_min": fen(shortfall / 2), "extra_max": fen(shortfall)},
            (article("labour_contract_law", "85"), article("inspection_regulation", "26")),
        ),
    )


def _headline(shortfall: Decimal) -> Words:
    if shortfall:
        return Words(f"低于最低工资，差 {shortfall:.2f} 元。", f"Below the minimum wage by {shortfall:.2f} yuan.")
    return Words("没有低于最低工资。", "Not below the minimum wage.")


MORE_THAN_PAID = Words(
    "不算在内的几项加起来比应发工资还多，请再看一下。",
    "What does not count adds up to more than the gross wage. Please look again.",
)
NORMAL_WORK = Words(
    "这个月提供了正常劳动；因本人原因没有正常劳动的月份不适用，停工放假超过一个工资周期的按当地生活费规定。",
    "Normal work was done in the month; a month without it by the worker's own doing is exempt, and a long stoppage follows the local living allowance.",
)
PIECE = Words(
    "计件的一样比：定额合法、出满勤的，不能低于最低工资。",
    "Piece work is compared alike: at a lawful quota and full attendance it is not below the minimum wage.",
)
PART_TIME = Words(
    "是非全日制用工：每天平均不超过四小时，每周不超过二十四小时。",
    "It is part-time work: on average at most four hours a day and twenty-four a week.",
)
DAY = Fact(
    "day",
    Day(),
    Words("是哪一天（哪个月）的工资？", "Of which day or month is the wage?"),
    Words("写那个月的最后一天；不填就按今天。", "The last day of that month; left out, today."),
    required=False,
    held="happened_on",
)


def _yuan(name: str, ask: Words) -> Fact:
    return Fact(name, Money(), ask, required=False, default=ZERO)


CALCULATORS = (
    Calculator(
        "C08",
        "minwage_month",
        Words("最低工资（按月）", "Minimum wage, by the month"),
        Words("这个月的工资低于最低工资了吗？差多少？", "Was this month's wage below the minimum, and by how much?"),
        (
            *MIN_WAGE_FACTS,
            DAY,
            Fact("gross", Money(), Words("这个月应发多少工资？", "What was the gross wage of the month?"), held="wage"),
            _yuan("ot", Words("其中加班费多少？", "How much of it is overtime pay?")),
            _yuan(
                "special",
                Words(
                    "其中夜班、高温、低温、井下、有毒有害津贴多少？",
                    "How much are allowances for shifts, heat, cold, underground or toxic work?",
                ),
            ),
            _yuan("welfare", Words("其中法定福利待遇多少？", "How much is statutory welfare?")),
            _yuan(
                "personal_si_hf",
                Words(
                    "这个月个人缴的社保和公积金多少？", "What did you pay for insurance and housing fund this month?"
                ),
            ),
            Fact(
                "si_excluded",
                YesNo(),
                Words(
                    "当地通知说最低工资不含个人缴的社保和公积金吗？",
                    "Does the local notice say the minimum wage leaves out what the worker pays for insurance and housing?",
                ),
                Words("不知道就不填，按规则库里的。", "Leave it out if you do not know; the law book is then asked."),
                required=False,
                when=lambda read: bool(read.get("personal_si_hf")),
            ),
            Fact(
                "attended",
                Number(Words("天", "days"), most=Decimal(31)),
                Words("没有出满勤的话，出勤了几天？", "If not the whole month was worked: how many days?"),
                required=False,
            ),
            Fact(
                "due",
                Number(Words("天", "days"), least=Decimal("0.5"), most=Decimal(31)),
                Words("这个月应出勤几天？", "How many days were due?"),
                Words("按月计薪天数写 21.75。", "By the paid days of a month it is 21.75."),
                when=lambda read: read.get("attended") is not None,
            ),
        ),
        minwage_month,
        day="day",
        evidence=(
            Words("工资条，看得出各项是多少", "Pay slips that show each item"),
            Words("考勤记录", "Attendance"),
            Words("社保、公积金缴费记录", "Insurance and housing-fund records"),
        ),
        not_modelled=(
            Words("停工停产超过一个工资周期的生活费", "The living allowance of a long stoppage"),
            Words("各地区县档次的划分", "Which district is in which tier"),
        ),
    ),
    Calculator(
        "C08",
        "minwage_hour",
        Words("最低工资（按小时）", "Minimum wage, by the hour"),
        Words("钟点工、兼职的小时工资低于最低标准了吗？", "Was the hourly wage of part-time work below the minimum?"),
        (
            REGION,
            TIER,
            Fact(
                "min_hourly",
                Money(),
                Words("当地最低小时工资是多少？", "What is the local hourly minimum?"),
                Words("选了地方就不用填。", "Not needed once the place is chosen."),
                required=False,
                when=lambda read: not read.get("region"),
            ),
            DAY,
            Fact("hourly", Money(), Words("一个小时多少钱？", "What is paid for an hour?")),
            Fact(
                "hours",
                Number(Words("小时", "hours"), most=Decimal(8784)),
                Words("一共干了多少小时？", "How many hours were worked?"),
            ),
        ),
        minwage_hour,
        day="day",
        evidence=(
            Words("约定小时工资的合同、消息", "The contract or messages that set the hourly wage"),
            Words("干活的时间记录、转账记录", "Records of hours and payments"),
        ),
        not_modelled=(
            Words(
                "法定节假日的小时最低工资（部分地方另有标准）",
                "The hourly minimum on statutory holidays, which some places set",
            ),
        ),
    ),
)
