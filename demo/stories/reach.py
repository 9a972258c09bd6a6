"""The city's streets, its riders by part of the week, who reaches a station at which hour, and where five more should stand. All invented."""

import itertools
import random
from collections.abc import Iterator

import numpy as np
from django.core.files.base import ContentFile

from unionhall.core import clock
from unionhall.organisations.models import DivisionBoundary
from unionhall.planning import actions, running
from unionhall.planning.models import DemandLayer, RoadNetwork

from ..places import COUNTIES
from ..world import Story, World
from .stations import AROUND, CENTRE

BLOCK_X, BLOCK_Y = 0.0026, 0.0023
"""About 250 m between two streets."""
RIVER = 0.0085
"""The river runs from east to west south of the centre; streets cross it at the bridges only."""
BRIDGES = (-9, 1, 10)
HALF = 15
NAMES = ("农商行", "移动营业厅", "邮政所", "社区食堂", "供水营业厅", "快递驿点", "加油站", "便民药房")
STREETS = ("建设路", "文昌路", "港前路", "学府街", "青年路", "工人路", "滨河路", "东门街")


def circles(world: World) -> Story:
    """Streets and riders came in last month; the circles were reckoned; a plan for five more stations was proven."""
    yield world.ago(30)
    city, by = world.bodies.by_code[_top(world)], world.act("cheng")
    _boundaries(world)
    nodes, edges, junctions = _streets()
    network = actions.bring_network(
        city, by=by, name="瑞江市路网", files=[_file("nodes.csv", nodes), _file("edges.csv", edges)], source="演示数据（虚构）",
        licence="虚构路网，仅供演示", as_of=clock.today(), in_background=False,
    )  # fmt: skip
    running.read_network(network.pk, by=running.BY)
    riders = actions.bring_layer(
        city, by=by, name="骑手和快递员（分时段）", files=[_file("riders.csv", _riders(junctions))], source="演示数据（虚构）", as_of=clock.today(),
        counts="riders", note="按路口汇总，不含个人信息", in_background=False,
    )  # fmt: skip
    running.read_layer(riders.pk, by=running.BY)
    yield world.ago(12)
    network, riders = RoadNetwork.objects.get(pk=network.pk), DemandLayer.objects.get(pk=riders.pk)
    for name, minute, slot in (
        ("周二上午：谁走得到", 10 * 60, "weekday_morning"),
        ("周二晚上九点半：谁走得到", 21 * 60 + 30, "weekday_evening"),
    ):
        run = actions.ask_circles(
            city, by=by, name=name, demand=riders, network=network, minute=minute, slot=slot, in_background=False
        )
        running.reckon_circles(run.pk, by=running.BY)
    yield world.ago(4)
    for new, name in ((5, "再建五处：晚上也开门"), (8, "再建八处：晚上也开门")):
        plan = actions.make_plan(
            city, by=by, name=name, demand=riders, network=network, new=new, hosts=_file("hosts.csv", _hosts(junctions)), minutes=15,
            hours="registered", minute=21 * 60 + 30, slot="weekday_evening", seconds=8, in_background=False,
        )  # fmt: skip
        running.answer_plan(plan.pk, by=running.BY, in_background=False)
        running.prove_plan(plan.pk, by=running.BY)


def _top(world: World) -> str:
    return next(code for code, body in world.bodies.by_code.items() if body.parent_id is None and not body.agency_kind)


def _file(name: str, content: str) -> ContentFile:
    return ContentFile(content.encode(), name=name)


def _streets() -> tuple[str, str, list[tuple[str, float, float, float]]]:
    """Two tables, and each junction with how much goes on there (1 in the middle of the city, less outside)."""
    draw = random.Random(29)
    places: dict[str, tuple[float, float, float]] = {}
    edges: list[str] = []
    for county, (east, north, _span) in AROUND.items():
        half, wide = (HALF, 1.0) if county == "990102" else (10, 2.4)
        middle = (CENTRE[0] + east, CENTRE[1] + north)
        for c in range(-half, half + 1):
            for r in range(-half, half + 1):
                x = middle[0] + c * BLOCK_X * wide + draw.uniform(-0.0005, 0.0005)
                y = middle[1] + r * BLOCK_Y * wide + draw.uniform(-0.0004, 0.0004)
                places[f"{county}-{c}-{r}"] = (x, y, 1 - 0.8 * (c * c + r * r) / (2 * half * half))
        edges += _grid(county, half, draw)
    edges += _highway(places, "990102", "990121", (HALF, 8), (-10, -4)) + _highway(
        places, "990102", "990122", (-HALF, -9), (10, 3)
    )
    nodes = ["id,lon,lat", *(f"{key},{x:.6f},{y:.6f}" for key, (x, y, _busy) in places.items())]
    junctions = [(key, x, y, busy) for key, (x, y, busy) in places.items() if not key.startswith("highway")]
    return "\n".join(nodes), "\n".join(["from,to", *edges]), junctions


def _grid(county: str, half: int, draw: random.Random) -> Iterator[str]:
    river = round(-RIVER / BLOCK_Y)
    for c in range(-half, half + 1):
        for r in range(-half, half + 1):
            if c < half and draw.random() > 0.08:
                yield f"{county}-{c}-{r},{county}-{c + 1}-{r}"
            over_water = county == "990102" and r == river - 1
            if r < half and (c in BRIDGES if over_water else draw.random() > 0.08):
                yield f"{county}-{c}-{r},{county}-{c}-{r + 1}"


def _highway(
    places: dict[str, tuple[float, float, float]], one: str, other: str, begin: tuple[int, int], end: tuple[int, int]
) -> list[str]:
    """A road between two towns, with bends."""
    first, last = f"{one}-{begin[0]}-{begin[1]}", f"{other}-{end[0]}-{end[1]}"
    here, there = np.array(places[first][:2]), np.array(places[last][:2])
    keys = [first]
    for n in range(1, 12):
        at = here + (there - here) * n / 12 + np.array([0.0, 0.004 * np.sin(n)])
        keys.append(f"highway-{other}-{n}")
        places[keys[-1]] = (float(at[0]), float(at[1]), 0.0)
    keys.append(last)
    return [f"{a},{b}" for a, b in itertools.pairwise(keys)]


def _riders(junctions: list[tuple[str, float, float, float]]) -> str:
    """Riders at junctions: most at noon in the middle, many in the evening, some at night around the harbour."""
    draw = random.Random(31)
    shares = {
        "weekday_morning": 0.7,
        "weekday_noon": 1.6,
        "weekday_evening": 1.3,
        "weekday_night": 0.35,
        "weekend_noon": 1.8,
        "weekend_evening": 1.5,
    }
    lines = [",".join(["id", "lon", "lat", *shares])]
    for key, x, y, busy in junctions:
        if draw.random() > 0.8:
            continue
        here = 9 * busy**2 + draw.uniform(0, 3)
        numbers = (max(0, round(here * share + draw.uniform(-1, 1))) for share in shares.values())
        lines.append(",".join([key, f"{x:.6f}", f"{y:.6f}", *map(str, numbers)]))
    return "\n".join(lines)


def _hosts(junctions: list[tuple[str, float, float, float]]) -> str:
    """Hosts that could give room, with what fitting them out would cost."""
    draw = random.Random(37)
    chosen = draw.sample([one for one in junctions if one[3] > 0.3], 90)
    lines = ["id,lon,lat,name,cost"]
    for number, (_key, x, y, _busy) in enumerate(chosen, 1):
        name = f"{STREETS[number % len(STREETS)]}{NAMES[(number * 3) % len(NAMES)]}"
        lines.append(f"H{number:03d},{x:.6f},{y:.6f},{name}{number},{draw.randrange(8, 40) * 1000}")
    return "\n".join(lines)


def _boundaries(world: World) -> None:
    """Invented outlines of the three counties, so that shares can be told by district."""
    for code in COUNTIES:
        east, north, wide = AROUND[code]
        around = np.linspace(0, 2 * np.pi, 25)[:-1]
        reach = (wide + 0.045) * (1 + 0.12 * np.sin(3 * around + int(code[-2:])))
        x, y = CENTRE[0] + east + reach * np.cos(around), CENTRE[1] + north + 0.85 * reach * np.sin(around)
        ring = [[round(float(a), 6), round(float(b), 6)] for a, b in zip([*x, x[0]], [*y, y[0]], strict=True)]
        DivisionBoundary.objects.get_or_create(
            division=world.places.by_code[code],
            defaults={
                "geometry": {"type": "Polygon", "coordinates": [ring]}, "west": float(x.min()), "south": float(y.min()), "east": float(x.max()),
                "north": float(y.max()), "tolerance": 0.0, "source": "演示数据（虚构）", "loaded_at": clock.now(),
            },
        )  # fmt: skip
