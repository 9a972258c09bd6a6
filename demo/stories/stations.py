"""Forty invented stations in the city: hours, equipment, pictures of nobody, reports from the doors, inspections, a list that was tried."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from unionhall.core import clock
from unionhall.core.actor import ANONYMOUS, system
from unionhall.organisations.models import Organisation
from unionhall.places import actions, queries
from unionhall.places.ground import cell_of
from unionhall.places.models import HostKind, Shortfall, UseDay, Venue, VenueStep
from unionhall.places.opening import is_always, parsed

from ..places import HARBOUR
from ..world import Story, World

CENTRE = (113.62, 29.84)
"""Where the invented city lies on the earth: WGS-84. No real city stands there."""
WRITER = system("stations")
ALL_DAY, OFFICE, SHOP, EARLY = "24小时", "周一至周五 08:30-17:30", "08:00-20:00", "06:00-22:00"
NIGHT = "18:00-06:00"
SUMMER = "5月1日至9月30日 07:30-21:00；10月1日至4月30日 08:30-18:00"

# name, kind, host kind, host, quarter, hours, what is inside; then, where it matters, seats
STATIONS = (
    (
        "港湾码头工会驿站",
        "rest_station",
        "union_house",
        "港湾街道总工会",
        "990102001",
        ALL_DAY,
        "water microwave charging toilet medicine air_conditioning seats wifi",
    ),
    (
        "港湾街道职工之家",
        "workers_home",
        "union_house",
        "港湾街道总工会",
        "990102001",
        "09:00-21:00，周一闭馆",
        "water toilet seats books wifi legal air_conditioning",
    ),
    (
        "港前路建行驿站",
        "rest_station",
        "bank",
        "建设银行港前路支行",
        "990102001",
        OFFICE,
        "water charging medicine seats air_conditioning",
    ),
    ("渔市口警务亭驿站", "rest_station", "police_booth", "渔市口警务亭", "990102001", ALL_DAY, "water charging seats"),
    (
        "东堤环卫休息点",
        "rest_station",
        "sanitation",
        "东堤环卫班组",
        "990102001",
        "05:00-19:00",
        "water microwave toilet seats washing",
    ),
    (
        "人民路移动营业厅驿站",
        "rest_station",
        "telecom",
        "移动人民路营业厅",
        "990102002",
        SHOP,
        "water charging wifi seats air_conditioning",
    ),
    (
        "人民路邮政驿站",
        "rest_station",
        "post_office",
        "人民路邮政所",
        "990102002",
        "08:30-18:00",
        "water charging seats umbrella",
    ),
    (
        "百货大楼爱心驿站",
        "rest_station",
        "supermarket",
        "人民百货",
        "990102002",
        "10:00-22:00",
        "water toilet nursing seats air_conditioning",
    ),
    (
        "人民医院急诊楼驿站",
        "rest_station",
        "hospital",
        "市人民医院",
        "990102002",
        ALL_DAY,
        "water microwave toilet medicine nursing seats",
    ),
    (
        "职工书屋·人民路馆",
        "reading_room",
        "union_house",
        "市总工会",
        "990102002",
        "09:00-20:30",
        "water books seats wifi toilet air_conditioning",
    ),
    (
        "滨江绿道三号驿站",
        "rest_station",
        "booth",
        "滨江绿道",
        "990102003",
        SUMMER,
        "water charging toilet seats ebike_charging",
    ),
    (
        "滨江加油站司机之家",
        "rest_station",
        "petrol_station",
        "滨江路加油站",
        "990102003",
        ALL_DAY,
        "water microwave toilet seats washing tools",
    ),
    (
        "滨江街道工会驿站",
        "rest_station",
        "community",
        "滨江街道党群服务中心",
        "990102003",
        SHOP,
        "water microwave charging toilet medicine nursing legal seats",
    ),
    (
        "滨江心灵驿站",
        "counselling_room",
        "community",
        "滨江街道党群服务中心",
        "990102003",
        "周二、周四 14:00-17:30",
        "water seats",
    ),
    ("解放桥头岗亭驿站", "rest_station", "booth", "解放桥", "990102004", EARLY, "water charging seats umbrella"),
    (
        "解放桥农商行驿站",
        "rest_station",
        "bank",
        "农商行解放桥支行",
        "990102004",
        OFFICE,
        "water charging seats medicine",
    ),
    (
        "老码头食堂驿站",
        "rest_station",
        "restaurant",
        "老码头食堂",
        "990102004",
        "10:00-14:00,16:30-21:00",
        "water microwave toilet seats",
    ),
    ("柳林小区门卫驿站", "rest_station", "gate_house", "柳林小区", "990102005", ALL_DAY, "water charging seats"),
    (
        "柳林菜市骑手驿站",
        "rest_station",
        "booth",
        "柳林菜市",
        "990102005",
        EARLY,
        "water microwave charging ebike_charging seats",
    ),
    ("柳林街道法律援助站", "legal_station", "community", "柳林街道便民中心", "990102005", OFFICE, "water legal seats"),
    (
        "高新园区一号驿站",
        "rest_station",
        "union_house",
        "高新园区工会",
        "990102006",
        ALL_DAY,
        "water microwave charging toilet medicine wifi seats fridge",
    ),
    (
        "高新实训基地",
        "training_base",
        "union_house",
        "高新园区工会",
        "990102006",
        "周一至周六 08:30-18:00",
        "water toilet seats books air_conditioning",
    ),
    ("软件园联通驿站", "rest_station", "telecom", "联通软件园营业厅", "990102006", SHOP, "water charging wifi seats"),
    (
        "高新大道工行驿站",
        "rest_station",
        "bank",
        "工商银行高新支行",
        "990102006",
        OFFICE,
        "water charging seats air_conditioning medicine",
    ),
    ("东湖公园驿站", "rest_station", "park", "东湖公园", "990102007", SUMMER, "water toilet nursing seats medicine"),
    (
        "东湖夜市骑手驿站",
        "rest_station",
        "booth",
        "东湖夜市",
        "990102007",
        NIGHT,
        "water microwave charging seats ebike_charging",
    ),
    (
        "东湖街道工会驿站",
        "rest_station",
        "community",
        "东湖街道党群服务中心",
        "990102007",
        SHOP,
        "water microwave charging toilet seats legal",
    ),
    (
        "溪口街道工会驿站",
        "rest_station",
        "community",
        "溪口街道便民中心",
        "990121001",
        SHOP,
        "water microwave charging toilet seats",
    ),
    ("云溪镇邮政驿站", "rest_station", "post_office", "云溪邮政所", "990121100", "08:00-17:30", "water charging seats"),
    (
        "云溪县职工之家",
        "workers_home",
        "union_house",
        "云溪县总工会",
        "990121100",
        "09:00-21:00",
        "water books toilet seats wifi",
    ),
    ("石桥镇加油站驿站", "rest_station", "petrol_station", "石桥加油站", "990121101", ALL_DAY, "water toilet seats"),
    (
        "沙洲镇卫生院驿站",
        "rest_station",
        "hospital",
        "沙洲镇卫生院",
        "990121102",
        ALL_DAY,
        "water medicine toilet seats",
    ),
    ("临江渡口驿站", "rest_station", "gate_house", "临江渡口", "990121103", EARLY, "water seats"),
    (
        "南圩镇货车司机之家",
        "rest_station",
        "petrol_station",
        "南圩加油站",
        "990121104",
        ALL_DAY,
        "water microwave toilet washing tools seats",
    ),
    (
        "青岫城关工会驿站",
        "rest_station",
        "community",
        "城关街道便民中心",
        "990122001",
        SHOP,
        "water microwave charging toilet legal seats",
    ),
    (
        "青岫汽车站驿站",
        "rest_station",
        "other",
        "青岫汽车站",
        "990122001",
        "05:30-21:00",
        "water charging toilet nursing seats",
    ),
    ("松岭镇林场驿站", "rest_station", "gate_house", "松岭林场", "990122101", "", "water seats"),
    (
        "竹溪镇职工书屋",
        "reading_room",
        "community",
        "竹溪镇文化站",
        "990122102",
        "09:00-17:00，周一闭馆",
        "books water seats",
    ),
    (
        "黄泥铺镇超市驿站",
        "rest_station",
        "supermarket",
        "黄泥铺供销超市",
        "990122103",
        "07:00-21:00",
        "water charging seats",
    ),
    ("茶坪乡工会驿站", "rest_station", "community", "茶坪乡便民中心", "990122200", OFFICE, "water seats medicine"),
)
STREETS = ("滨河路", "港前路", "中山路", "迎宾大道", "学府街", "东门街", "解放路", "环城路")
AROUND = {"990102": (0.0, 0.0, 0.035), "990121": (0.16, 0.07, 0.06), "990122": (-0.17, -0.08, 0.06)}
"""By county: where it lies from the centre, and how wide it is."""


def network(world: World) -> Story:
    """The stations have stood for a while; rules were set, doors were looked at, somebody reported, a keeper answered."""
    yield world.ago(60)
    made = _entered(world)
    city, today = world.bodies.by_code[_top(world)], world.days.today
    for what, value, source in (
        ("stale_days", 45, "瑞工发〔2026〕18号 驿站管理办法第十二条"),
        ("remedy_days", 15, "瑞工发〔2026〕18号 驿站管理办法第二十条"),
        ("remedy_days_grave", 5, "瑞工发〔2026〕18号 驿站管理办法第二十条"),
    ):
        actions.set_rule(by=WRITER, body=city, what=what, value=value, since=today - timedelta(days=60), source=source)
    theirs = next(venue for venue in made if venue.name == "柳林菜市骑手驿站")
    actions.name_keeper(theirs, by=WRITER, keeper=world.people.cast["ma"])
    yield world.ago(20)
    _inspected(made[:9])
    yield world.ago(6)
    _remedied()
    harbour = [venue for venue in made if venue.operator_id == world.bodies.by_code[HARBOUR].pk]
    report = actions.report(harbour[2], by=ANONYMOUS, kind="no_water")
    yield clock.now() + timedelta(hours=3)
    if report is not None:
        actions.answer(report, by=world.act("hong"), answer="mended", words="滤芯换好了")
    yield world.ago(1)
    _tried(world, world.bodies.by_code[HARBOUR])
    yield world.days.now - timedelta(hours=2)
    actions.report(harbour[3], by=ANONYMOUS, kind="locked")
    actions.report(harbour[3], by=ANONYMOUS, kind="locked")
    actions.report(harbour[0], by=ANONYMOUS, kind="full")
    actions.report(theirs, by=ANONYMOUS, kind="no_water")
    actions.look_for_pairs(by=WRITER)


def _top(world: World) -> str:
    return next(code for code, body in world.bodies.by_code.items() if body.parent_id is None and not body.agency_kind)


def _entered(world: World) -> list[Venue]:
    """All at once: forty single acts would take as long as the rest of a day of the demo."""
    draw, now, today = random.Random(15), clock.now(), clock.today()
    known = {one.code: one for one in HostKind.objects.all()}
    bodies = {body.division_id: body for body in world.bodies.by_code.values() if body.kind == "federation"}
    places = world.places.by_code
    venues: list[Venue] = []
    for number, (name, kind, host_kind, host, quarter, hours, inside) in enumerate(STATIONS, start=1):
        east, north, wide = AROUND[quarter[:6]]
        turn = random.Random(quarter)
        x = CENTRE[0] + east + wide * turn.uniform(-1, 1) + draw.uniform(-0.006, 0.006)
        y = CENTRE[1] + north + wide * 0.7 * turn.uniform(-1, 1) + draw.uniform(-0.005, 0.005)
        body: Organisation = bodies.get(places[quarter].pk) or bodies[places[quarter[:6]].pk]
        said = parsed(hours)
        venues.append(
            Venue(
                code=f"RJ-{number:03d}", name=name, kind=kind, host_kind=known[host_kind], host_words=host, operator=body,
                division=places[quarter], address=f"{places[quarter].name}{STREETS[number % len(STREETS)]}{3 + 7 * number % 190}号", lon=round(x, 6), lat=round(y, 6),
                cell=cell_of(round(x, 6), round(y, 6)), located="surveyed" if number % 3 else "map_point",
                equipment=sorted(inside.split()), capacity=4 + number % 13, hours=said, always_open=is_always(said),
                self_service=hours == ALL_DAY and host_kind == "booth", access="code" if host_kind == "gate_house" else "open",
                uses_counted=number % 2 == 1, public_phone=body.phone, state="open",
                opened_on=today - timedelta(days=200 + 17 * number), source="演示", entered_at=now, changed_at=now,
                confirmed_at=now + timedelta(days=10 + (number * 7) % 48) if number % 9 else None,
            )
        )  # fmt: skip
    twin = Venue(
        code="RJ-041", name="建设银行港前路支行工会驿站", kind="rest_station", host_kind=known["bank"], operator=venues[2].operator,
        division=venues[2].division, address=venues[2].address, lon=venues[2].lon + 0.0003, lat=venues[2].lat,
        cell=cell_of(venues[2].lon + 0.0003, venues[2].lat), equipment=["charging", "water"], hours=venues[2].hours, state="open",
        opened_on=today - timedelta(days=30), source="演示", entered_at=now, changed_at=now,
    )  # fmt: skip
    venues.append(twin)
    Venue.objects.bulk_create(venues)
    VenueStep.objects.bulk_create(
        [VenueStep(venue=venue, kind="import", on=today, at=now, text="") for venue in venues]
        + [VenueStep(venue=venue, kind="begin", on=venue.opened_on or today, at=now, text="") for venue in venues]
    )
    UseDay.objects.bulk_create(
        [
            UseDay(venue=venue, on=world.days.today - timedelta(days=ago), count=draw.randint(2, 40))
            for venue in venues
            if venue.uses_counted
            for ago in range(40)
        ]
    )
    return venues


SHORT = (
    {"facilities-water": "饮水机不出热水", "sign-hours": "没写开放时间"},
    {"map-label": "地图上搜不到"},
    {},
    {"facilities-medicine": "碘伏过期", "management-log": "上周没有记录"},
    {"education-talks": "今年还没有安排"},
)


def _inspected(venues: list[Venue]) -> None:
    for number, venue in enumerate(venues):
        short = SHORT[number % len(SHORT)]
        answers: dict[str, dict[str, Any]] = {
            item.code: {"finding": "short", "note": short[item.code]} if item.code in short else {"finding": "met"}
            for item in queries.checklist(venue)
        }
        actions.inspect(venue, by=WRITER, answers=answers, on=clock.today())


def _remedied() -> None:
    """Two of what fell short were put right since; nobody has looked yet."""
    for one in Shortfall.objects.filter(item__code="sign-hours").order_by("pk")[:2]:
        actions.remedy(one, by=WRITER, text="开放时间已贴到门口")


LIST = (
    "编号,名称,地址,经度(高德),纬度(高德),开放时间,设施\n"
    "G1,港湾老街茶馆驿站,港湾街道老街12号,{a},08:00-21:00,热水|座位|厕所\n"
    "G2,港湾渔村驿站,港湾街道渔村口,{b},24小时,热水|充电|按摩椅\n"
    "G3,海上灯塔,港湾,{c},24小时,\n"
    "G4,写反了的驿站,港湾街道,{d},08:00-20:00,热水\n"
    "G5,时间不清,港湾街道,{a},看情况,热水\n"
)


def _tried(world: World, body: Organisation) -> None:
    """A list of the street in the coordinates of a map published in China; three rows come back."""
    x, y = CENTRE[0] + 0.0055, CENTRE[1] - 0.0022
    text = LIST.format(a=f"{x:.4f},{y:.4f}", b=f"{x + 0.004:.4f},{y:.4f}", c="125.0,25.0", d=f"{y:.4f},{x:.4f}")
    actions.try_list(
        body, by=world.act("hong"), content=text.encode(), file_name="港湾街道新增驿站.csv", kind="rest_station"
    )
