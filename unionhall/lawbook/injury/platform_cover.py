"""Is a platform worker covered by the occupational-injury scheme (职业伤害保障)? Province, platform and order decide. (Rule C35.)

The roll-out is data (`data/oip.csv`): which provinces since when, which platforms since when, and since when it was
announced for the whole country. After that day a place or platform that is not held is unknown, neither yes nor no.
"""

from __future__ import annotations

from datetime import date

from ..acts import article
from ..book import COUNTRY, Book
from ..calculator import Calculator
from ..dated import Dated, NeedsParameter
from ..facts import Day, Fact, Text, YesNo
from ..finding import Alternative, Answer, Step
from ..words import Words
from .provinces import Province

PROVINCES, PLATFORMS, EXPANSION = "oip.province", "oip.platform", "oip.expansion"
UNKNOWN = "2026 roll-out date/platform list must be supplied as a parameter"
"""Said where the whole country was announced and the day of the place or the list of platforms is not held."""
PILOT, WIDENED = article("oip_2021"), article("oip_2025")


def oip(book: Book, *, day: date, prov: str, platform: str, on_order: bool) -> Answer:
    """Whether the injury of that day is covered: True, False, or None where the roll-out is not held.

    Source: 人社部发〔2021〕110号, 人社部发〔2025〕24号.
    """
    place, listed = _held(book, PROVINCES, prov, day), _held(book, PLATFORMS, platform, day)
    everywhere = _held(book, EXPANSION, COUNTRY, day)
    missing = tuple(
        _need(table, region, day)
        for table, region, row in ((PROVINCES, prov, place), (PLATFORMS, platform, listed))
        if row is None
    )
    steps = (
        _order_step(on_order),
        _province_step(prov, day, place, everywhere),
        _platform_step(book, platform, day, listed, everywhere),
    )
    found = tuple(row for row in (place, listed) if row is not None)
    if not on_order:
        return _no(NOT_ON_ORDER, steps, found)
    if not missing:
        return Answer(
            {"covered": True},
            steps=(*steps, BENEFITS),
            assumptions=(STAYS_LISTED,),
            parameters=found,
            headline=COVERED,
        )
    if everywhere is not None:
        return Answer(
            {"covered": None, "reason": UNKNOWN},
            steps=steps,
            alternatives=OTHER_ROUTES,
            parameters=(*found, everywhere),
            needs=missing,
            headline=ASK,
        )
    if place is None:
        return _no(
            Words(
                f"{prov}在 {day} 还没有纳入职业伤害保障试点。",
                f"{prov} was not yet part of the occupational-injury pilot on {day}.",
            ),
            steps,
            found,
        )
    return _no(
        Words(
            f"“{platform}”在 {day} 不在职业伤害保障的平台名单里。",
            f"“{platform}” was not on the list of platforms of the occupational-injury pilot on {day}.",
        ),
        steps,
        found,
    )


def _held(book: Book, table: str, region: str, on: date) -> Dated | None:
    answer = book.tables[table].at(region, 1, on=on)
    return answer if isinstance(answer, Dated) and answer.value else None


def _need(table: str, region: str, on: date) -> NeedsParameter:
    return NeedsParameter(table, region, 1, on, DAY_OR_LIST)


def _no(why: Words, steps: tuple[Step, ...], found: tuple[Dated, ...]) -> Answer:
    return Answer(
        {"covered": False, "reason": why.en},
        steps=(*steps, Step(why)),
        alternatives=OTHER_ROUTES,
        parameters=found,
        headline=Words(f"{why.zh}还有别的路，见下面。", f"{why.en} There are other ways, see below."),
    )


def _order_step(on_order: bool) -> Step:
    if on_order:
        words = Words(
            "受伤时正在执行接到的订单：每一单都有保障，费用由平台全部承担。",
            "The injury was while an accepted order was carried out: every order is covered, and the platform pays for it.",
        )
    else:
        words = Words(
            "受伤时没有在执行订单：这项保障只管接单到完成这一段。",
            "No order was being carried out: the cover runs from accepting an order to completing it.",
        )
    return Step(words, articles=(WIDENED,))


def _province_step(prov: str, day: date, row: Dated | None, everywhere: Dated | None) -> Step:
    if row is not None:
        words = Words(f"{prov}从 {row.begins} 起实施。", f"{prov} takes part since {row.begins}.")
    elif everywhere is not None:
        words = Words(
            f"2026 年推到全国；{prov}从哪一天起实施，规则库里还没有。",
            f"The whole country was announced for 2026; the day on which {prov} began is not held.",
        )
    else:
        words = Words(f"{prov}在 {day} 还没有实施。", f"{prov} did not take part on {day}.")
    return Step(words, articles=(PILOT, WIDENED))


def _platform_step(book: Book, platform: str, day: date, row: Dated | None, everywhere: Dated | None) -> Step:
    names = [name for name in book.regions(PLATFORMS) if _held(book, PLATFORMS, name, day)]
    held = "、".join(names) or "—"
    if row is not None:
        words = Words(f"“{platform}”从 {row.begins} 起在名单里。", f"“{platform}” is on the list since {row.begins}.")
    elif everywhere is not None:
        words = Words(
            f"2026 年三个行业的平台总体纳入；“{platform}”在不在名单里，规则库里还没有。已知的有：{held}。",
            f"For 2026 the platforms of three trades were announced; whether “{platform}” is among them is not held. "
            f"Known: {held}.",
        )
    else:
        words = Words(
            f"“{platform}”在 {day} 不在名单里。当时的名单：{held}。",
            f"“{platform}” was not on the list on {day}. The list then: {held}.",
        )
    return Step(words, articles=(PILOT, WIDENED))


COVERED = Words(
    "受职业伤害保障：请通过平台的入口申请，费用由平台承担。",
    "Covered by the occupational-injury scheme: apply through the platform, which pays for it.",
)
NOT_ON_ORDER = Words("受伤时没有在执行平台订单。", "The injury was not while an order of the platform was carried out.")
ASK = Words(
    "2026 年起推到全国，但当地的起始日和平台名单还没有收录，请问当地人社部门。",
    "The scheme was announced for the whole country from 2026, but the local first day and list of platforms are not held: "
    "ask the local labour office.",
)
DAY_OR_LIST = Words(
    "2026 年扩大以后的起始日和平台名单还没有收录，请按当地通知补上。",
    "The first day and the list of platforms after the widening of 2026 are not held: add them from the local notice.",
)
STAYS_LISTED = Words(
    "进了试点的省和平台以后一直在内；受伤不是故意犯罪、醉酒吸毒、自残造成的。",
    "A province and platform once in the pilot stay in; the injury was not by intentional crime, drink, drugs or self-harm.",
)
BENEFITS = Step(
    Words(
        "待遇参照工伤保险：医疗、伤残、工亡等。计发基数和按月待遇的办法还没有核实，这里不算数额。",
        "Benefits follow injury insurance: medical, disability, death. The wage base and the monthly benefits are not "
        "verified, so no amounts are computed.",
    ),
    articles=(WIDENED,),
)
OTHER_ROUTES = (
    Alternative(
        Words(
            "实际上受平台或站点管理的，可以要求确认劳动关系，再申请工伤认定。",
            "Where the platform or station directs the work, ask that employment be found, and then for injury insurance.",
        ),
        {},
        (article("injury_insurance_regulation", "17"),),
    ),
    Alternative(
        Words(
            "被别人撞伤、打伤的，向责任人和保险公司索赔；平台买了商业意外险的，一起申请。",
            "Injured by someone else: claim from them and their insurer, and on the platform's accident policy if it has one.",
        ),
        {},
    ),
    Alternative(
        Words(
            "打官司有困难的，可以请工会帮助，也可以申请检察院支持起诉。",
            "Where going to court is hard, ask the union for help, or the procuratorate to support the suit.",
        ),
        {},
    ),
)

CALCULATORS = (
    Calculator(
        "C35",
        "oip",
        Words("新就业形态职业伤害保障", "Occupational-injury cover for platform workers"),
        Words(
            "送外卖、跑网约车、拉货时受伤，平台的职业伤害保障管不管？",
            "Injured while delivering or driving for a platform: am I covered?",
        ),
        (
            Fact("day", Day(past=True), Words("哪一天受的伤？", "On which day was the injury?"), held="happened_on"),
            Fact(
                "prov",
                Province(),
                Words("在哪个省接的单？", "In which province was the order?"),
                Words("写省、自治区或直辖市的名字，例如：浙江。", "The name of the province, for example 浙江."),
                held="place",
            ),
            Fact(
                "platform",
                Text(40),
                Words("是哪个平台的单？", "Which platform's order was it?"),
                Words(
                    "写平台的名字，例如：美团、滴滴出行。", "The name of the platform, for example 美团 or 滴滴出行."
                ),
            ),
            Fact(
                "on_order",
                YesNo(),
                Words("受伤时正在执行接到的订单吗？", "Was an accepted order being carried out?"),
                Words("从接单到完成，取货、送货路上都算。", "From accepting to completing it, the way there included."),
            ),
        ),
        oip,
        day="day",
        evidence=(
            Words("订单截图、接单和完成的时间", "Screenshots of the order with its times"),
            Words("报警记录、事故认定书", "Police record, finding on the accident"),
            Words("病历、票据", "Medical records and receipts"),
            Words("平台或站点的协议、收入记录", "The agreement with the platform or station, records of income"),
        ),
        not_modelled=(
            Words("待遇数额（计发基数未核实）", "Amounts of benefits (the wage base is not verified)"),
            Words("每单缴费标准", "The contribution for each order"),
            Words("2026 年各省的起始日和平台名单", "First days and platforms of the provinces in 2026"),
        ),
    ),
)
