"""Which employers are there? A hundred and fifty invented ones, with credit codes that pass the checks of GB 32100."""

import random
from dataclasses import dataclass

from unionhall.core.identity import uscc_check
from unionhall.organisations.enums import Industry
from unionhall.organisations.models import Division, Employer

from .places import HARBOUR, Places

BRANDS = [
    "宏岳",
    "瑞禾",
    "澜景",
    "锦程",
    "恒笃",
    "启翔",
    "云帆",
    "岫峰",
    "泽润",
    "百川",
    "新禾",
    "金穗",
    "长汀",
    "远岸",
    "明德",
    "兴茂",
    "东屿",
    "盛和",
    "安澜",
    "博远",
    "嘉木",
    "鼎新",
    "华澜",
    "晨光里",
    "同舟",
    "力拓新",
    "源泉里",
    "禾丰",
    "佳岭",
    "正谷",
    "天衡里",
    "致诚",
    "广厦里",
    "山水间",
    "众力",
    "千帆",
    "万象新",
    "青禾",
    "朗润",
    "信义里",
    "福临港",
    "合众里",
    "江畔",
    "星河里",
    "优加",
    "顺和",
    "海棠湾",
    "松涛",
    "白鹭",
    "竹里",
]
TRADES: dict[str, tuple[str, ...]] = {
    Industry.MANUFACTURING: (
        "精密制造",
        "纺织",
        "电子",
        "家具",
        "食品",
        "包装材料",
        "阀门",
        "汽车配件",
        "鞋业",
        "陶瓷",
    ),
    Industry.CONSTRUCTION: ("建筑劳务", "建设工程", "装饰工程", "市政园林"),
    Industry.TRANSPORT: ("物流", "货运", "冷链运输"),
    Industry.TRADE: ("商贸", "生活超市", "汽车销售"),
    Industry.CATERING: ("餐饮管理", "酒店", "食府"),
    Industry.SERVICES: ("物业服务", "保洁服务", "保安服务", "家政服务"),
    Industry.INFORMATION: ("软件", "信息技术", "网络科技"),
    Industry.EDUCATION_HEALTH: ("民办幼儿园", "口腔门诊部", "职业培训学校"),
    Industry.MINING_ENERGY: ("采石", "热力"),
    Industry.AGRICULTURE: ("茶叶", "果蔬种植"),
}
SHARES = {
    Industry.MANUFACTURING: 44,
    Industry.CONSTRUCTION: 18,
    Industry.TRANSPORT: 8,
    Industry.TRADE: 18,
    Industry.CATERING: 16,
    Industry.SERVICES: 16,
    Industry.INFORMATION: 8,
    Industry.EDUCATION_HEALTH: 6,
    Industry.MINING_ENERGY: 3,
    Industry.AGRICULTURE: 4,
}
NAMED: tuple[tuple[str, str, str, str, bool], ...] = (
    # key, name, industry, place, platform
    ("factory", "瑞江宏岳精密制造有限公司", Industry.MANUFACTURING, HARBOUR, False),
    ("garments", "瑞江锦程服饰有限公司", Industry.MANUFACTURING, HARBOUR, False),
    ("builder", "瑞江众力建筑劳务有限公司", Industry.CONSTRUCTION, HARBOUR, False),
    ("riders", "瑞江风桥即时配送有限公司", Industry.TRANSPORT, "990102002", True),
    ("parcels", "驿程速运（瑞江）有限公司", Industry.TRANSPORT, "990102006", True),
    ("cars", "瑞江行云出行科技有限公司", Industry.TRANSPORT, "990102006", True),
    ("dispatch", "瑞江众联劳务派遣有限公司", Industry.SERVICES, "990102002", False),
    ("dispatch_two", "瑞江易才人力资源服务有限公司", Industry.SERVICES, HARBOUR, False),
    ("dispatch_three", "云溪诚聘劳务派遣有限公司", Industry.SERVICES, "990121001", False),
)


@dataclass(frozen=True)
class Employers:
    """All employers, and those that play a part of their own by key."""

    all: list[Employer]
    named: dict[str, Employer]


def build(places: Places, draw: random.Random) -> Employers:
    named: dict[str, Employer] = {}
    everyone: list[Employer] = []
    serial = 10_200_000
    for key, name, industry, code, platform in NAMED:
        serial += draw.randrange(317, 4_111)
        named[key] = _employer(name, industry, places.by_code[code], serial, platform, draw)
        everyone.append(named[key])
    taken = {employer.name for employer in everyone}
    for industry, count in SHARES.items():
        for _number in range(count):
            place = draw.choices(places.townships, weights=[9, 5, 5, 3, 3, 5, 2] + [2] * 14)[0]
            county = place.parent.name[:2] if place.parent else ""
            name = ""
            while not name or name in taken:
                region = draw.choice(("瑞江", "瑞江", county))
                name = f"{region}{draw.choice(BRANDS)}{draw.choice(TRADES[industry])}"
                name += "" if name.endswith(("幼儿园", "门诊部", "学校")) else "有限公司"
            taken.add(name)
            serial += draw.randrange(317, 4_111)
            everyone.append(_employer(name, industry, place, serial, False, draw))
    Employer.objects.bulk_create(everyone)
    return Employers(everyone, named)


def _employer(name: str, industry: str, place: Division, serial: int, platform: bool, draw: random.Random) -> Employer:
    street = draw.choice(("新港路", "工农路", "文昌路", "创业大道", "江滨路", "和平街", "园区一路", "迎宾路"))
    return Employer(
        name=name,
        uscc=credit_code(place.code[:6], serial),
        division=place,
        industry=industry,
        is_platform=platform,
        address=f"{place.parent.name if place.parent else ''}{place.name}{street}{draw.randrange(1, 320)}号",
    )


def credit_code(region: str, serial: int) -> str:
    body = f"{serial:08d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    check = (11 - sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11) % 11
    first = f"91{region}{body}{'X' if check == 10 else check}"
    return first + uscc_check(first)
