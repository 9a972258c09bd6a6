"""`unionhall network` and `unionhall circles`: bring a road network in, and say who is within reach of an open station."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import numpy as np
import shapely
from numpy.typing import NDArray

from . import circles as circle
from . import reach
from .datum import Datum
from .hours import Hours
from .network import MODES, Network, Report, read_csv, read_geojson, read_osm
from .onways import misread, off_at_most, typically_off
from .shell import as_json, language_option, number, plainly, tell, tell_complaints
from .tables import Points, decoded, header_of, read_points
from .words import Unreadable, Words

Floats = NDArray[np.float64]

DATUMS = "wgs84, gcj02 (Amap, Tencent) or bd09 (Baidu)."
MODE = click.option("--mode", type=click.Choice(sorted(MODES)), default=None, help="On foot or on two wheels.")


@click.group()
def network() -> None:
    """Road networks: bring one in from OpenStreetMap, GeoJSON or CSV, and say what is in it."""


@network.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path), help="The folder the network is written to."
)
@MODE
@click.option("--datum", default=None, help=f"What CSV and GeoJSON coordinates are in: {DATUMS}")
@click.option("--json", "json_", is_flag=True, help="The report as JSON.")
@language_option
@plainly
def import_(
    files: tuple[Path, ...], folder: Path, mode: str | None, datum: str | None, json_: bool, language: str
) -> None:
    """Read one .osm, .osm.pbf or .geojson file, or the two tables nodes.csv (id,lon,lat) and edges.csv (from,to[,length_m,mode]).

    The largest connected part is kept, the rest is reported; rows that cannot be used are named. A network in FOLDER is replaced.
    """
    made, report = brought_in(files, mode=mode, datum=datum)
    made.save(folder)
    if json_:
        click.echo(as_json({"network": str(folder), **_described(made), "report": report.as_dict()}))
        return
    chinese = language.startswith("zh")
    tell_complaints("", report.complaints, dict(report.faults), language)
    click.echo(
        f"{folder}：{report.junctions:,} 个路口、{report.ways:,} 段路、{report.metres / 1000:,.1f} 公里。"
        if chinese
        else f"{folder}: {report.junctions:,} junctions, {report.ways:,} ways, {report.metres / 1000:,.1f} km."
    )
    if report.parts > 1:
        click.echo(
            f"原有互不相连的 {report.parts} 片，留下最大的一片（占总长 {report.share_kept:.1%}）。"
            if chinese
            else f"Of {report.parts} unconnected parts the largest was kept ({report.share_kept:.1%} of all metres)."
        )
        for one in report.islands[:5]:
            click.echo(
                f"  没有用：{one['lon']}, {one['lat']} 附近 {one['ways']} 段、{one['metres']:,.0f} 米"
                if chinese
                else f"  left out: {one['ways']} ways, {one['metres']:,.0f} m near {one['lon']}, {one['lat']}"
            )
    if made.about.get("licence"):
        click.echo(str(made.about["licence"]))


@network.command("show")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "json_", is_flag=True, help="As JSON.")
@language_option
@plainly
def show(folder: Path, json_: bool, language: str) -> None:
    """What the network in FOLDER holds: junctions, ways, kilometres for each mode, where it lies, where it came from."""
    said = _described(Network.load(folder))
    if json_:
        click.echo(as_json({"network": str(folder), **said}))
        return
    west, south, east, north = said["bounds"]
    chinese = language.startswith("zh")
    click.echo(
        f"{said['junctions']:,} 个路口、{said['ways']:,} 段路、{said['metres'] / 1000:,.1f} 公里"
        if chinese
        else f"{said['junctions']:,} junctions, {said['ways']:,} ways, {said['metres'] / 1000:,.1f} km"
    )
    for name, title in (("walk", "步行" if chinese else "on foot"), ("ride", "骑行" if chinese else "on two wheels")):
        click.echo(f"  {title}: {said['modes'][name]['metres'] / 1000:,.1f} km")
    click.echo(f"  {west:.4f}–{east:.4f}, {south:.4f}–{north:.4f} (WGS-84)")
    for key, value in said["about"].items():
        click.echo(f"  {key}: {value}")


@click.command()
@click.option(
    "--stations", required=True, type=click.Path(path_type=Path), help="CSV or GeoJSON: id, lon, lat[, hours]."
)
@click.option(
    "--demand", required=True, type=click.Path(path_type=Path), help="CSV or GeoJSON: id, lon, lat[, weight]."
)
@click.option(
    "--network",
    "folder",
    type=click.Path(path_type=Path),
    help="A folder of `network import`; without one: as the crow flies.",
)
@click.option(
    "--minutes",
    default="5,10,15",
    show_default=True,
    help="Bands of the rule in town; the widest is what “covered” means.",
)
@click.option(
    "--speed", default=None, help=f"Metres a second. [default: {circle.SPEED} on foot, {circle.RIDING} on two wheels]"
)
@MODE
@click.option(
    "--detour",
    default="1.0",
    show_default=True,
    help="Without a network: minutes go by so many times the straight distance (1.3 to 1.6 in towns).",
)
@click.option(
    "--rural-km",
    default="10",
    show_default=True,
    help="The rule in the countryside: a radius, always straight, whatever the ways and --detour.",
)
@click.option("--at", default=None, help="Only stations open then: “Tue 21:30”, 周二 21:30, or 2026-09-08 21:30.")
@click.option("--holiday", is_flag=True, help="With a date in --at: that day is a public holiday.")
@click.option("--weight", default="weight", show_default=True, help="Which column of the demand is counted.")
@click.option("--datum", default=None, help=f"What the coordinates are in: {DATUMS}")
@click.option("--stations-datum", default=None, help="The same for the stations alone.")
@click.option("--demand-datum", default=None, help="The same for the demand alone.")
@click.option("--districts", type=click.Path(path_type=Path), help="GeoJSON of areas with names: figures for each.")
@click.option("--districts-datum", default="wgs84", show_default=True, help="What the districts' coordinates are in.")
@click.option("--polygons", "drawn", type=click.Path(path_type=Path), help="Write the areas within reach as GeoJSON.")
@click.option("--left-out", type=click.Path(path_type=Path), help="Write the points beyond the widest band as CSV.")
@click.option("--json", "json_", is_flag=True, help="As JSON.")
@language_option
@plainly
def circles(
    stations: Path, demand: Path, folder: Path | None, minutes: str, speed: str | None, mode: str | None, detour: str, rural_km: str,
    at: str | None, holiday: bool, weight: str, datum: str | None, stations_datum: str | None, demand_datum: str | None,
    districts: Path | None, districts_datum: str, drawn: Path | None, left_out: Path | None, json_: bool, language: str,
) -> None:  # fmt: skip
    """How much of the demand lies within some minutes of a station, along the ways: with its denominator, and by district.

    Beside it the rule of the countryside, by kilometres as the crow flies. With --at only stations open at that moment count; one whose hours nobody
    knows does not. A point exactly at the border is inside.
    """
    mode = mode or "walk"
    ask = Asked(
        minutes=_bands(minutes),
        speed=number(speed, "--speed", most=50) if speed is not None else circle.usual_speed(mode),
        mode=mode,
        rural=number(rural_km, "--rural-km", most=1000) * 1000.0,
        detour=number(detour, "--detour", least=1.0, most=10, above=False),
        at=circle.Moment.parse(at) if at is not None else None,
        holiday=holiday,
    )
    ways = Network.load(folder) if folder else None
    posts = read_points(stations, datum=stations_datum or datum)
    asked_for = ("id", "lon", "lat") if weight == "weight" else ("id", "lon", "lat", weight)
    people = read_points(demand, datum=demand_datum or datum, need=asked_for, numbers=(weight,), optional=("weight",))
    areas = circle.Districts.read(_text(districts), name=districts.name, datum=districts_datum) if districts else None

    found = reckoned(posts, people, people.columns.get(weight, np.ones(len(people))), ways, ask, areas)
    if drawn:
        _write(drawn, _geojson(found, ways, ask))
    if left_out:
        _write_left_out(left_out, people, found)
    if json_:
        click.echo(as_json(found.as_dict(ask)))
    else:
        tell_complaints(posts.name, posts.complaints, dict(posts.counts), language)
        tell_complaints(people.name, people.complaints, dict(people.counts), language)
    for words in found.remarks:
        tell(words, language)
    if not json_:
        _print(found, ask, language)


@dataclass(frozen=True)
class Asked:
    """What the circles are asked for."""

    minutes: tuple[float, ...] = circle.MINUTES
    speed: float = circle.SPEED
    mode: str = "walk"
    rural: float = circle.RURAL
    detour: float = 1.0
    at: circle.Moment | None = None
    holiday: bool = False

    @property
    def widest(self) -> float:
        """Metres of the widest band."""
        return circle.metres_of(max(self.minutes), self.speed)


@dataclass(frozen=True)
class Found:
    """The circles as reckoned, and everything that must be said beside them."""

    cover: circle.Cover
    by_district: dict[str, circle.Cover]
    metres: Floats
    weights: Floats
    stations: Points
    """Those that counted."""
    placed: Any
    """Where they stand on the ways; None without a network."""
    counts: dict[str, Any]
    along: str
    remarks: tuple[Words, ...] = ()
    complaints: dict[str, Any] = field(default_factory=dict)

    def as_dict(self, ask: Asked) -> dict[str, Any]:
        """Everything, as plain JSON."""
        said: dict[str, Any] = {
            **self.cover.as_dict(),
            "minutes": max(ask.minutes), "speed": ask.speed, "mode": ask.mode, "metres": ask.widest, "along": self.along,
            "at": ask.at.in_words("en") if ask.at else None,
            **self.counts,
            "left_out": len(self.cover.left_out),
        }  # fmt: skip
        said["rural"]["km"] = ask.rural / 1000.0
        if self.along == "straight":
            said["detour"] = ask.detour
        if self.by_district:
            said["districts"] = [{"name": name, **one.as_dict()} for name, one in self.by_district.items()]
        said["remarks"] = [words.as_dict() for words in self.remarks]
        said["complaints"] = self.complaints
        return said


def brought_in(files: Sequence[Path], *, mode: str | None = None, datum: str | None = None) -> tuple[Network, Report]:
    """A network from one OSM or GeoJSON file, or from two CSV tables in either order. Raises `Unreadable`."""
    for file in files:
        if not file.is_file():
            raise Unreadable(Words(f"打不开 {file}。请检查文件名。", f"{file} cannot be opened. Check the name."))
    if len(files) == 1:
        name = files[0].name.lower()
        if name.endswith((".osm", ".pbf", ".osm.bz2", ".osm.gz", ".o5m")):
            if datum and Datum.named(datum) is not Datum.WGS84:
                raise Unreadable(
                    Words(
                        "OpenStreetMap 的数据总是 WGS-84，不要写 --datum。",
                        "OpenStreetMap is always WGS-84: leave --datum out.",
                    )
                )
            return read_osm(files[0], mode=mode)
        if name.endswith((".geojson", ".json")):
            return read_geojson(files[0], datum=datum or "wgs84", mode=mode)
    tables = {
        "nodes": [file for file in files if "lon" in header_of(file)],
        "edges": [file for file in files if {"from", "to"} <= set(header_of(file))],
    }
    if len(files) != 2 or any(len(one) != 1 for one in tables.values()):
        raise Unreadable(
            Words(
                "请给一个 .osm、.osm.pbf 或 .geojson 文件，或者两张 CSV 表：nodes（id,lon,lat）和 edges（from,to[,length_m,mode]）。",
                "Name one .osm, .osm.pbf or .geojson file, or two CSV tables: nodes (id,lon,lat) and edges (from,to[,length_m,mode]).",
            )
        )
    return read_csv(tables["nodes"][0], tables["edges"][0], datum=datum, mode=mode)


def reckoned(
    stations: Points,
    demand: Points,
    weights: Floats,
    ways: Network | None,
    ask: Asked,
    districts: circle.Districts | None = None,
) -> Found:
    """The circles around the stations (those open at the moment asked), and what must be said beside them."""
    remarks = []
    open_, counts = _counting(stations, ask)
    used = stations[open_]
    limit = max(ask.widest, ask.rural)
    placed = None
    if ways is not None:
        within = off_at_most(ask.widest)
        stands = ways.snap(stations.lon, stations.lat, mode=ask.mode, within=within)
        placed = stands[open_]
        homes = ways.snap(demand.lon, demand.lat, mode=ask.mode, within=within)
        metres, _ = reach.nearest(ways, placed, homes, limit=limit, mode=ask.mode)
        counts["stations"] |= {"off_network": int((~placed.found).sum()), "metres_to_way": typically_off(stands)}
        off = ~homes.found
        counts["demand"] = {
            "read": demand.read,
            "used": len(demand),
            "off_network": int(off.sum()),
            "off_network_weight": float(weights[off].sum()),
            "metres_to_way": typically_off(homes),
        }
        if ask.detour != 1:
            remarks.append(
                Words(
                    "有路网时按路算，--detour 没有用。", "With a network --detour is not used: the ways are measured."
                )
            )
        remarks += [words for points in (stations, demand) if (words := misread(points, ways))]
        if len(used) and not placed.found.any():
            remarks.append(
                Words(
                    f"没有一个站点离路网在 {within:,.0f} 米以内。请检查是不是同一座城市，坐标系对不对。",
                    f"No station lies within {within:,.0f} m of the network. Check that it is the same city, and the datum.",
                )
            )
        if off.mean() > 0.5:
            remarks.append(
                Words(
                    f"{off.mean():.0%} 的需求点离路网超过 {within:,.0f} 米，算作没有覆盖。请检查路网范围。",
                    f"{off.mean():.0%} of the demand lies more than {within:,.0f} m from the network and counts as not covered. Check its extent.",
                )
            )
    else:
        metres, _ = reach.straight(used, demand, limit=limit, detour=ask.detour)
        counts["demand"] = {"read": demand.read, "used": len(demand)}
        remarks.append(_as_the_crow_flies(ask.detour))
    if not len(used):
        remarks.append(Words("这个时刻没有一个站点开门。", "No station is open at that moment."))
    straight, _ = reach.straight(used, demand, limit=ask.rural)
    rules: dict[str, Any] = {"minutes": ask.minutes, "speed": ask.speed, "rural": ask.rural, "straight": straight}
    return Found(
        cover=circle.cover(metres, weights, **rules),
        by_district=circle.cover_by(districts.of(demand), metres, weights, **rules) if districts else {},
        metres=metres, weights=weights, stations=used, placed=placed, counts=counts, along="straight" if ways is None else "network", remarks=tuple(remarks),
        complaints={one: {"counts": dict(points.counts), "first": [each.as_dict() for each in points.complaints[:20]]} for one, points in (("stations", stations), ("demand", demand))},
    )  # fmt: skip


def _as_the_crow_flies(detour: float) -> Words:
    """What straight lines say, and what they do not."""
    if detour == 1:
        return Words(
            "没有路网，按直线距离算，会偏高；可以用 --detour 1.3 之类估算绕路。",
            "There is no network: distances are straight lines, so this says too much; --detour 1.3 or so makes up for it.",
        )
    return Words(
        f"没有路网，按直线距离乘以 {detour:g} 估算。",
        f"There is no network: distances are straight lines times {detour:g}, an estimate.",
    )


def _counting(stations: Points, ask: Asked) -> tuple[NDArray[np.bool_], dict[str, Any]]:
    """Which stations count at the moment asked, and how many there are."""
    counts: dict[str, Any] = {"stations": {"read": stations.read, "used": len(stations)}}
    if ask.at is None:
        return np.ones(len(stations), bool), counts
    said = stations.columns["hours"] if "hours" in stations.columns else np.full(len(stations), "", object)
    known: dict[str, Hours | None] = {}
    for text in set(said):
        try:
            known[text] = Hours.parse(text)
        except Unreadable:
            known[text] = None
    hours = [known[text] for text in said]
    open_ = circle.open_then(hours, ask.at, ask.holiday)
    counts["stations"] |= {"open": int(open_.sum()), "hours_unknown": sum(one is None for one in hours)}
    counts["stations"]["hours_unreadable"] = sorted({text for text, one in known.items() if one is None and text})[:20]
    return open_, counts


def _bands(text: str) -> tuple[float, ...]:
    return tuple(sorted({number(one.strip(), "--minutes", most=1440) for one in text.replace("，", ",").split(",")}))


def _text(path: Path) -> str:
    try:
        return decoded(path.read_bytes(), path.name)
    except OSError:
        raise Unreadable(Words(f"打不开 {path}。请检查文件名。", f"{path} cannot be opened. Check the name.")) from None


def _described(made: Network) -> dict[str, Any]:
    modes = {}
    for name in MODES:
        these = made.allows(name)
        modes[name] = {"ways": int(these.sum()), "metres": round(float(np.asarray(made.length)[these].sum()), 1)}
    return {
        "junctions": made.junctions, "ways": made.ways, "metres": round(float(made.length.sum()), 1), "modes": modes,
        "bounds": [round(one, 6) for one in made.bounds], "about": dict(made.about),
    }  # fmt: skip


def _geojson(found: Found, ways: Network | None, ask: Asked) -> str:
    metres = [circle.metres_of(one, ask.speed) for one in ask.minutes]
    shapes = (
        circle.rings(found.stations, [one / ask.detour for one in metres])
        if ways is None
        else circle.polygons(ways, found.placed, metres, mode=ask.mode)
    )
    features = [
        {
            "type": "Feature",
            "properties": {
                "minutes": minutes,
                "metres": far,
                "covered": found.cover.bands[minutes],
                "share": found.cover.shares[minutes],
            },
            "geometry": json.loads(shapely.to_geojson(shapely.set_precision(shape, 1e-6))),
        }
        for minutes, far, shape in zip(ask.minutes, metres, shapes, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, allow_nan=False)


def _write_left_out(path: Path, demand: Points, found: Found) -> None:
    """Who is beyond the widest band; `metres` is empty where no station was found within the widest rule."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "lon", "lat", "weight", "metres"])
            for one in found.cover.left_out.tolist():
                far = found.metres[one]
                rows.writerow(
                    [_harmless(demand.ids[one]), f"{demand.lon[one]:.6f}", f"{demand.lat[one]:.6f}", f"{found.weights[one]:g}", f"{far:.1f}" if np.isfinite(far) else ""]
                )  # fmt: skip
    except OSError as wrong:
        raise _cannot_write(path, wrong) from None


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise _cannot_write(path, wrong) from None


def _cannot_write(path: Path, wrong: OSError) -> Unreadable:
    return Unreadable(Words(f"写不了 {path}：{wrong.strerror}。", f"{path} cannot be written: {wrong.strerror}."))


def _print(found: Found, ask: Asked, language: str) -> None:
    chinese = language.startswith("zh")
    cover, stations = found.cover, found.counts["stations"]
    many = f"{len(found.stations):,}"
    if ask.at:
        moment, unknown = ask.at.in_words(language), stations["hours_unknown"]
        if chinese:
            rest = f"，其中 {unknown:,} 个不知道开放时间" if unknown else ""
            click.echo(f"{moment} 开门的站点 {many} 个，共 {stations['used']:,} 个{rest}。")
        else:
            rest = f"; of {unknown:,} the hours are not known" if unknown else ""
            click.echo(f"{moment}: {many} of {stations['used']:,} stations are open{rest}.")
    else:
        click.echo(f"站点 {many} 个。" if chinese else f"{many} stations.")
    off, homes_off = (found.counts[one].get("metres_to_way") for one in ("stations", "demand"))
    if off is not None and homes_off is not None:
        click.echo(
            f"离最近的路（中位数）：站点 {off:,.0f} 米，需求点 {homes_off:,.0f} 米。"
            if chinese
            else f"Typically a station stands {off:,.0f} m from a way, a point of demand {homes_off:,.0f} m."
        )
    for minutes, covered in cover.bands.items():
        click.echo(_line(f"{minutes:g} 分钟" if chinese else f"{minutes:g} minutes", covered, cover, chinese))
    assert cover.rural is not None
    click.echo(
        _line(
            f"直线 {ask.rural / 1000:g} 公里（农村）" if chinese else f"{ask.rural / 1000:g} km straight (countryside)",
            cover.rural,
            cover,
            chinese,
        )
    )
    for name, one in found.by_district.items():
        title = name or ("（不在任何区内）" if chinese else "(in no district)")
        click.echo(_line(title, one.covered, one, chinese, rural=one.rural))


def _line(title: str, covered: float, cover: circle.Cover, chinese: bool, rural: float | None = None) -> str:
    share = cover.share_of(covered)
    of = f"{covered:,.6g} / {cover.total:,.6g}" if cover.total < 1e6 else f"{covered:,.0f} / {cover.total:,.0f}"
    text = f"  {title}：{of}" if chinese else f"  {title}: {of}"
    text += "" if share is None else f" = {share:.1%}"
    if rural is not None and cover.total > 0:
        text += f"；农村规则 {rural / cover.total:.1%}" if chinese else f"; countryside rule {rural / cover.total:.1%}"
    return text
