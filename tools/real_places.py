"""Real roads and real stations, end to end: `python -m tools.real_places` writes docs/real-data.md and its pictures.

Input lies beside the repository (`../shared/data`), is read and not copied: the roads of Wuhan (© OpenStreetMap contributors, ODbL 1.0, through neatnet)
and the stations of Zhengzhou (ody-cai/yilutongxing, MIT). Where there is no demand, it is made by a rule that the page states.
"""

from __future__ import annotations

import argparse
import base64
import csv
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.django_ready import ready
from unionhall.geo import circles, network, reach, tables
from unionhall.geo.hours import Hours
from unionhall.geo.words import Unreadable
from unionhall.siting.explain import explain
from unionhall.siting.instance import Instance
from unionhall.siting.proof import answer_now, prove
from unionhall.siting.recount import recount

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
PICTURES = ROOT / "docs" / "images"
PAGE = ROOT / "docs" / "real-data.md"
MINUTES, SPEED = 15, 1.2
LIMIT = MINUTES * 60 * SPEED
TUESDAY, MORNING, EVENING = 1, 10 * 60, 20 * 60 + 30
NEW = 10
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Place:
    """A city ready to be reckoned: who, which doors, who reaches whom."""

    name: str
    ways: network.Network | None
    lon: Floats
    lat: Floats
    weights: Floats
    ids: list[str]
    doors: Any
    hours: list[Hours | None]
    hosts: Any
    host_ids: list[str]

    def placed(self, lon: Floats, lat: Floats) -> Any:
        return Spots(lon, lat) if self.ways is None else self.ways.snap(lon, lat, within=500)

    def metres(self, doors: Any, which: Flags) -> Floats:
        """Metres from each point to its nearest door among those that count."""
        chosen, points = np.flatnonzero(which), self.placed(self.lon, self.lat)
        if not len(chosen):
            return np.full(len(self.lon), np.inf)
        some = Spots(doors.lon[chosen], doors.lat[chosen]) if self.ways is None else doors[chosen]
        found = (
            reach.straight(some, points, limit=LIMIT)
            if self.ways is None
            else reach.nearest(self.ways, some, points, limit=LIMIT)
        )
        return found[0]

    def matrix(self, doors: Any) -> Any:
        points = self.placed(self.lon, self.lat)
        return (
            reach.straight_matrix(doors, points, limit=LIMIT)
            if self.ways is None
            else reach.matrix(self.ways, doors, points, limit=LIMIT)
        )

    def open_at(self, minute: int) -> Flags:
        return np.array([one is not None and one.is_open_weekly(TUESDAY, minute) for one in self.hours], dtype=bool)


@dataclass(frozen=True)
class Spots:
    lon: Floats
    lat: Floats


def wuhan() -> Place:
    """The roads are real; people and stations follow a rule: one weight at each end or crossing of streets, a station at every 400th of these."""
    folder = DATA / "roads" / "wuhan"
    ways, _report = network.read_csv(folder / "nodes.csv", folder / "edges.csv")
    degree = np.bincount(np.asarray(ways.start), minlength=ways.junctions) + np.bincount(
        np.asarray(ways.end), minlength=ways.junctions
    )
    points = np.flatnonzero(degree != 2)
    lon, lat = np.asarray(ways.lon)[points], np.asarray(ways.lat)[points]
    busiest = points[np.argsort(_crowd(lon, lat), kind="stable")[::-1]]
    spots, hosts = busiest[:: max(1, len(busiest) // 300)][:300], busiest[7 :: max(1, len(busiest) // 600)][:600]
    said = [
        Hours.parse(("08:30-17:30", "08:00-20:00", "24小时")[0 if n % 10 < 6 else 1 if n % 10 < 9 else 2])
        for n in range(len(spots))
    ]
    return Place(
        "Wuhan", ways, lon, lat, np.ones(len(points)), [str(n) for n in points], ways.snap(np.asarray(ways.lon)[spots], np.asarray(ways.lat)[spots]), list(said),
        ways.snap(np.asarray(ways.lon)[hosts], np.asarray(ways.lat)[hosts]), [f"h{n}" for n in range(len(hosts))],
    )  # fmt: skip


def _crowd(lon: Floats, lat: Floats) -> Floats:
    """How many junctions lie in the same square of about a kilometre: stations stand where streets are dense."""
    key = np.stack([np.floor(lon / 0.01), np.floor(lat / 0.01)], axis=1)
    _cells, which, counts = np.unique(key, axis=0, return_inverse=True, return_counts=True)
    return counts[which.ravel()].astype(np.float64) + np.linspace(0, 0.5, len(lon))


def zhengzhou() -> Place:
    """The stations are real, read from GCJ-02; there is no network, so lines are straight; demand is a grid of 300 m around the stations."""
    file = DATA / "stations" / "zhengzhou" / "stations.csv"
    points = tables.read_points(file, datum="gcj02")
    hours = [_hours(text) for text in points.columns.get("hours", [""] * len(points))]
    step_lat = 300 / 111_195
    step_lon = step_lat / np.cos(np.radians(float(np.median(points.lat))))
    inside = (np.abs(points.lon - np.median(points.lon)) < 0.25) & (np.abs(points.lat - np.median(points.lat)) < 0.2)
    west, east, south, north = (
        points.lon[inside].min(),
        points.lon[inside].max(),
        points.lat[inside].min(),
        points.lat[inside].max(),
    )
    x, y = np.meshgrid(np.arange(west - 0.01, east + 0.01, step_lon), np.arange(south - 0.01, north + 0.01, step_lat))
    lon, lat = x.ravel(), y.ravel()
    near, _which = reach.straight(Spots(points.lon, points.lat), Spots(lon, lat), limit=3_000)
    lon, lat = lon[np.isfinite(near)], lat[np.isfinite(near)]
    hosts = np.arange(0, len(lon), 12)
    return Place(
        "Zhengzhou", None, lon, lat, np.ones(len(lon)), [f"g{n}" for n in range(len(lon))], Spots(points.lon, points.lat), hours, Spots(lon[hosts], lat[hosts]),
        [f"h{n}" for n in range(len(hosts))],
    )  # fmt: skip


def _hours(text: str) -> Hours | None:
    try:
        return Hours.parse(str(text)) if str(text).strip() else None
    except Unreadable:
        return None


@dataclass(frozen=True)
class Found:
    """What came out for a city."""

    total: float
    now: float
    doors_now: int
    later: float
    doors_later: int
    after: float
    answer: Any
    reasons: list[Any]
    day: list[tuple[int, int, float]]
    seconds: dict[str, float]


def reckoned(place: Place) -> Found:
    """Coverage in the morning, hour by hour, and ten more stations for the morning, proven."""
    begun = time.perf_counter()
    seconds: dict[str, float] = {}
    counts, shut = place.open_at(MORNING), place.open_at(EVENING)
    morning, evening = place.metres(place.doors, counts), place.metres(place.doors, shut)
    covered = [
        float(circles.cover(one, place.weights, minutes=(MINUTES,), speed=SPEED).covered) for one in (morning, evening)
    ]
    known: dict[bytes, float] = {}
    day = []
    for hour in range(24):
        mask = place.open_at(hour * 60)
        if mask.tobytes() not in known:
            known[mask.tobytes()] = float(place.weights[place.metres(place.doors, mask) <= LIMIT].sum())
        day.append((hour, int(mask.sum()), known[mask.tobytes()]))
    seconds["circles, 24 hours"] = time.perf_counter() - begun
    begun = time.perf_counter()
    instance, answer = plan(place, counts)
    seconds["ten sites with proof"] = time.perf_counter() - begun
    after = recount(instance, answer.objective, answer.sites).covered
    _draw(place, counts, morning, f"{place.name.lower()}-now", ())
    _draw(place, shut, evening, f"{place.name.lower()}-evening", ())
    chosen = [int(name[1:]) for name in answer.sites]
    nearest = np.minimum(morning, place.metres(place.hosts, np.isin(np.arange(len(place.host_ids)), chosen)))
    _draw(place, counts, nearest, f"{place.name.lower()}-ten-more", chosen)
    return Found(
        float(place.weights.sum()),
        covered[0],
        int(counts.sum()),
        covered[1],
        int(shut.sum()),
        after,
        answer,
        explain(instance, answer),
        day,
        seconds,
    )


def plan(place: Place, counts: Flags) -> tuple[Instance, Any]:
    """Ten more, the stations open in the morning fixed."""
    from scipy import sparse

    chosen = np.flatnonzero(counts)
    doors = Spots(place.doors.lon[chosen], place.doors.lat[chosen]) if place.ways is None else place.doors[chosen]
    distance = sparse.vstack([place.matrix(place.hosts), place.matrix(doors)], format="csr")
    here, there = len(place.host_ids), len(chosen)
    instance = Instance.build(
        demand_ids=place.ids, weights=place.weights, candidate_ids=[*place.host_ids, *(f"s{n}" for n in chosen)], distance=distance, radius=LIMIT,
        existing=np.concatenate([np.zeros(here, dtype=bool), np.ones(there, dtype=bool)]),
    )  # fmt: skip
    return instance, prove(instance, "mclp", new=NEW, seconds=60, start=answer_now(instance, "mclp", new=NEW))


def _draw(place: Place, counts: Flags, metres: Floats, name: str, sites: Any) -> None:
    """An SVG with the picture in it, and the sites by their numbers."""
    from unionhall.planning import drawing, pictures

    frame = drawing.frame(drawing.trimmed(place.lon, place.lat, share=0.02), width=1100, height=800)
    sheet = drawing.canvas(frame)
    if place.ways is not None:
        drawing.draw_ways(
            sheet, frame, np.asarray(place.ways.lon), np.asarray(place.ways.lat), place.ways.start, place.ways.end
        )
    pictures.draw_demand(sheet, frame, place.lon, place.lat, place.weights > 0, metres <= LIMIT)
    pictures.draw_stations(sheet, frame, place.doors.lon, place.doors.lat, counts)
    pins = []
    for number, host in enumerate(sites, 1):
        x, y = (round(float(one), 1) for one in frame.xy(place.hosts.lon[host], place.hosts.lat[host]))
        pins.append(
            f'<circle cx="{x}" cy="{y}" r="15" fill="#b4232a" stroke="#fff" stroke-width="3"/>'
            f'<text x="{x}" y="{y + 6}" fill="#fff" font-family="sans-serif" font-size="17" font-weight="700" text-anchor="middle">{number}</text>'
        )
    data = base64.b64encode(drawing.png(sheet)).decode()
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / f"{name}.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1100 800" role="img"><title>{name}</title><image width="1100" height="800" href="data:image/png;base64,{data}"/>{"".join(pins)}</svg>\n',
        encoding="utf-8",
    )


def share(part: float, whole: float) -> str:
    return f"{part / whole * 100:.2f} % ({part:,.0f} / {whole:,.0f})"


INTRO = """# Real roads and real stations, end to end

Made by `python -m tools.real_places` from files beside the repository; nothing of them is copied into it but these pictures. Every share has its numerator and
denominator. Fifteen minutes are {limit:,.0f} m at {speed} m/s; “morning” is Tuesday 10:00, “evening” Tuesday 20:30, after what closes at 20:00 has closed. Green points
reach an open station, red ones do not; black dots are stations open then, grey ones are shut; numbers are the ten proposed sites.

**Whose data.** Roads of Wuhan: © OpenStreetMap contributors, [ODbL 1.0](https://opendatacommons.org/licenses/odbl/1-0/), through neatnet; the pictures with roads are produced works
under the same attribution. Stations of Zhengzhou: [ody-cai/yilutongxing](https://github.com/ody-cai/yilutongxing), MIT.

**What is not real.** Nobody counted people for these files, so the shares say nothing about either city. Demand in Wuhan: weight 1 at every end or crossing of streets.
Stations in Wuhan: invented, 300 of them, spread over the crossings from the densest squares outwards; of ten, six keep 08:30–17:30, three 08:00–20:00, one is always open; 600
other crossings are candidates. Demand in Zhengzhou: weight 1 every 300 m within 3 km of a station; candidates are every twelfth of these points; there is no network, so lines are straight
(× 1.0, which is kinder than streets are). Hours of Zhengzhou are partly inferred by its authors; those that cannot be read count as shut.
"""


def page(found: list[tuple[Place, Found]]) -> str:
    lines = [INTRO.format(limit=LIMIT, speed=SPEED)]
    for place, one in found:
        name = place.name.lower()
        answer = one.answer
        certain = (
            "proven the best possible"
            if answer.proven
            else f"at most {answer.gap * 100:.2f} % from the best possible (bound {answer.bound:,.0f})"
        )
        what = (
            f"{place.ways.junctions:,} junctions, {place.ways.ways:,} ways"
            if place.ways is not None
            else "no network, straight lines"
        )
        unknown = sum(1 for hours in place.hours if hours is None)
        lines += [
            f"\n## {place.name}\n",
            f"{what}; {len(place.lon):,} points of demand; {len(place.hours):,} stations ({unknown} with hours that cannot be read); {len(place.host_ids):,} candidates.\n",
            "| | open | within 15 minutes |\n|---|---:|---:|",
            f"| Tuesday 10:00 | {one.doors_now} | {share(one.now, one.total)} |",
            f"| Tuesday 20:30 | {one.doors_later} | {share(one.later, one.total)} |",
            f"| 10:00 with ten more | {one.doors_now + len(answer.sites)} | {share(one.after, one.total)} |\n",
            f"What closes by 20:30 takes {one.now - one.later:,.0f} of {one.total:,.0f} points out of reach. Ten more stations bring {one.after - one.now:,.0f} in; {certain}.\n",
            f"![{place.name} on Tuesday at 10:00](images/{name}-now.svg)\n",
            f"![{place.name} on Tuesday at 20:30](images/{name}-evening.svg)\n",
            f"![{place.name} with ten more stations](images/{name}-ten-more.svg)\n",
            "| no. | site | reaches | of whom had none | fewer without it | next best in its place |\n|---:|---|---:|---:|---:|---|",
            *(
                f"| {n} | {reason.site} | {reason.reaches:,.0f} | {reason.had_none:,.0f} | {reason.adds:,.0f} | {reason.next_best} ({reason.next_adds or 0:,.0f}) |"
                for n, reason in enumerate(one.reasons, 1)
            ),
            "\nHour by hour on a Tuesday:\n",
            "| hour | stations open | reached |\n|---|---:|---:|",
            *(f"| {hour:02d}:00 | {doors} | {share(covered, one.total)} |" for hour, doors, covered in one.day),
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--csv", type=Path, help="also write the figures as CSV")
    said = parser.parse_args()
    if not DATA.exists():
        sys.exit(f"The files are not there: {DATA}")
    ready()
    found = [(place, reckoned(place)) for place in (wuhan(), zhengzhou())]
    PAGE.write_text(page(found), encoding="utf-8")
    for place, one in found:
        print(
            place.name,
            share(one.now, one.total),
            share(one.later, one.total),
            share(one.after, one.total),
            one.answer.proven,
            {k: round(v, 2) for k, v in one.seconds.items()},
        )
    if said.csv:
        with said.csv.open("w", newline="") as out:
            csv.writer(out).writerows((place.name, *row) for place, one in found for row in one.day)


if __name__ == "__main__":
    main()
