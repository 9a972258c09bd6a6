"""What has to be stated before real places can be reckoned: which points are stations, which are demand, which may become stations.

Every choice the data do not make is made here, by a rule that gives the same on every machine, and `docs/real-data.md` names it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import shapely

METRES = 111_195.08
"""In a degree of latitude, on a sphere of mean radius."""
NOBODY_WALKS = {"motorway", "motorway_link"}
NO_STREET = NOBODY_WALKS | {"trunk", "trunk_link"}
"""Kinds of ways along which nobody's work is counted: expressways and their ramps."""
DAY, NIGHT = "08:00-20:00", "24小时"
GENERIC = re.compile(r"郑州市?|河南(工会)?|户外劳动者|工会|爱心|驿站|服务站|[()()·\s]")
SAME_WITHIN = 200.0
"""Metres: the same name no farther apart is the same station."""


def chance(seed: str, name: str) -> float:
    """A number from 0 to 1 that depends on nothing but these two words."""
    return int.from_bytes(hashlib.sha256(f"{seed} {name}".encode()).digest()[:8], "big") / 2**64


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """A CSV file; how many rows it has."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        return sum(1 for row in rows if writer.writerow(row))


def write_areas(path: Path, areas: Mapping[str, Any]) -> None:
    """Named areas as GeoJSON."""
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": shapely.geometry.mapping(area)}
        for name, area in areas.items()
    ]
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), encoding="utf-8"
    )


@dataclass(frozen=True)
class Streets:
    """A town's network as tables: the ways people walk on, metres of street at each junction, and junctions that lie on a street."""

    ways: list[tuple[str, str, float]]
    left_out: int
    metres: dict[str, float]
    at: dict[str, tuple[str, str]]


def streets(nodes: Path, edges: Path) -> Streets:
    """Ways without motorways; half the length of each street counts for either of its ends."""
    at = {row["id"]: (row["lon"], row["lat"]) for row in rows_of(nodes)}
    ways, left_out = [], 0
    metres: dict[str, float] = defaultdict(float)
    for row in rows_of(edges):
        if row["highway"] in NOBODY_WALKS:
            left_out += 1
            continue
        length = float(row["length_m"])
        ways.append((row["from"], row["to"], length))
        if row["highway"] not in NO_STREET:
            metres[row["from"]] += length / 2
            metres[row["to"]] += length / 2
    return Streets(ways, left_out, dict(metres), at)


def invented_stations(junctions: Iterable[str], one_in: int) -> list[tuple[str, str]]:
    """One junction in so many, and its hours: half of them round the clock, the others from eight to eight."""
    chosen = sorted(one for one in junctions if chance("station", one) < 1 / one_in)
    return [(one, NIGHT if chance("hours", one) < 0.5 else DAY) for one in chosen]


def invented_hosts(junctions: Iterable[str], one_in: int, without: Iterable[str]) -> list[str]:
    """One junction in so many where a new station may stand; none where one stands already."""
    taken = set(without)
    return sorted(one for one in junctions if one not in taken and chance("host", one) < 1 / one_in)


def grid(area: Any, step: float) -> list[tuple[str, float, float]]:
    """Points every `step` metres inside an area (degrees): id, longitude, latitude; rows from the south, counted from its frame."""
    west, south, east, north = area.bounds
    per_lat = step / METRES
    per_lon = per_lat / float(np.cos(np.radians((south + north) / 2)))
    lon = np.arange(west + per_lon / 2, east, per_lon)
    lat = np.arange(south + per_lat / 2, north, per_lat)
    x, y = np.meshgrid(lon, lat)
    shapely.prepare(area)
    inside = shapely.contains_xy(area, x, y)
    return [
        (f"r{row}c{column}", round(float(x[row, column]), 6), round(float(y[row, column]), 6))
        for row, column in np.argwhere(inside).tolist()
    ]


def counted_once(names: Sequence[str], metres: Any) -> list[list[int]]:
    """Rows that are one station: the same name, generic words aside, within `SAME_WITHIN` metres. `metres`: between all rows, n × n."""
    plain = [GENERIC.sub("", name) for name in names]
    owner = list(range(len(names)))
    for one in range(len(names)):
        for other in range(one):
            if plain[one] and plain[one] == plain[other] and metres[one, other] <= SAME_WITHIN:
                owner[one] = owner[other]
                break
    groups: dict[int, list[int]] = defaultdict(list)
    for row, first in enumerate(owner):
        groups[first].append(row)
    return list(groups.values())


def close_pairs(metres: Any, within: float) -> list[tuple[int, int, float]]:
    """Pairs of rows no farther apart, the closest first."""
    one, other = np.triu_indices(len(metres), 1)
    away = metres[one, other]
    near = np.flatnonzero(away <= within)
    return [(int(one[at]), int(other[at]), float(away[at])) for at in near[np.argsort(away[near], kind="stable")]]


def places_of(folder: Path, names: Sequence[str]) -> dict[str, Any]:
    """The areas of these names among a folder of ECharts maps (`registerMap("中原区", …)`), as they are in the files."""
    from unionhall.organisations.packed import collection_in

    found: dict[str, Any] = {}
    wanted = set(names)
    for path in sorted(folder.rglob("*.js")):
        text = path.read_text(encoding="utf-8", errors="replace")
        mentioned = {name for name in wanted if f"'{name}'" in text or f'"{name}"' in text}
        if not mentioned:
            continue
        for feature in (collection_in(text) or {}).get("features", []):
            name = feature.get("properties", {}).get("name")
            if name in mentioned:
                found[name] = shapely.make_valid(
                    shapely.geometry.shape(feature["geometry"]), method="structure", keep_collapsed=False
                )
    return found


def tally(values: Iterable[Any]) -> list[tuple[Any, int]]:
    """What there is, how often, the most frequent first."""
    return Counter(values).most_common()


@dataclass(frozen=True)
class Amenity:
    """A host on the map; an area stands where its corners' mean is."""

    id: str
    kind: str
    name: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Mapped:
    """What an `.osm` file holds: lines of its ways with a highway (degrees), and its amenities."""

    ways: list[tuple[str, Any]]
    amenities: list[Amenity]


def of_osm(path: Path) -> Mapped:
    """Ways and amenities of a small extract, read whole; for the picture only, the network is read by `unionhall network import`."""
    nodes: dict[str, tuple[float, float]] = {}
    ways, amenities = [], []
    for element in ElementTree.parse(path).getroot():
        tags = {tag.get("k", ""): tag.get("v", "") for tag in element.findall("tag")}
        if element.tag == "node":
            nodes[element.get("id", "")] = float(element.get("lon", "nan")), float(element.get("lat", "nan"))
            corners = [nodes[element.get("id", "")]]
        elif element.tag == "way":
            corners = [nodes[at.get("ref", "")] for at in element.findall("nd") if at.get("ref") in nodes]
            if "highway" in tags and len(corners) > 1:
                ways.append((tags["highway"], shapely.LineString(corners)))
        else:
            continue
        if "amenity" in tags and corners:
            lon, lat = np.array(corners).mean(axis=0).tolist()
            amenities.append(
                Amenity(f"{element.tag}/{element.get('id')}", tags["amenity"], tags.get("name", ""), lon, lat)
            )
    return Mapped(ways, amenities)
