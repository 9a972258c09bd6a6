"""From files to an instance: demand, candidates, standing stations; ways over a network, as the crow flies, or from a table of costs."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from unionhall.geo import reach
from unionhall.geo.hours import Hours
from unionhall.geo.network import Network
from unionhall.geo.tables import Points, decoded, read_points
from unionhall.geo.words import Unreadable, Words

from .instance import Flags, Floats, Instance

TOGETHER = 100_000
"""Points of demand whose reach is held at a time."""
CHUNK = 16_000_000
"""Characters of a table of costs read at a time."""


@dataclass
class Gathered:
    """What the files hold, and what was odd about them."""

    instance: Instance
    names: dict[str, str]
    """Names of candidates, where told."""
    standing: list[str]
    """Ids of standing stations."""
    warnings: list[Words] = field(default_factory=list)
    positions: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Places:
    """Free candidates first, then standing stations that are none of them."""

    ids: list[str]
    existing: Flags
    costs: Floats
    capacity: Floats | None
    lon: Floats
    lat: Floats
    hours: list[str]
    names: dict[str, str]


def places_of(candidates: Points, standing: Points | None, warnings: list[Words]) -> Places:
    """One list of both; a station that stands is no candidate any more."""
    ids = [str(one) for one in candidates.ids]
    columns = [_columns(candidates)]
    existing = np.zeros(len(ids), bool)
    if standing is not None:
        at = {name: number for number, name in enumerate(ids)}
        mine = [at.get(str(one)) for one in standing.ids]
        both = [number for number in mine if number is not None]
        if both:
            existing[both] = True
            warnings.append(
                Words(
                    f"{len(both)} 个候选点已经是现有站点，按现有站点算。",
                    f"{len(both)} candidates stand already and are taken as standing.",
                )
            )
        more = np.array([number is None for number in mine], bool)
        if more.any():
            left = standing[more]
            ids += [str(one) for one in left.ids]
            existing = np.concatenate([existing, np.ones(len(left), bool)])
            columns.append(_columns(left))
    cost, capacity, lon, lat = (np.concatenate([one.numbers[number] for one in columns]) for number in range(4))
    hours, names = ([text for one in columns for text in one.texts[number]] for number in range(2))
    return Places(
        ids,
        existing,
        np.where(existing, 0.0, cost),
        np.where(np.isnan(capacity), np.inf, capacity) if np.isfinite(capacity).any() else None,
        lon,
        lat,
        hours,
        {name: called for name, called in zip(ids, names, strict=True) if called},
    )


@dataclass(frozen=True)
class _Columns:
    numbers: tuple[Floats, ...]
    """Cost, capacity, longitude, latitude."""
    texts: tuple[list[str], ...]
    """Hours, name."""


def _columns(points: Points) -> _Columns:
    nothing, words = np.full(len(points), np.nan), np.full(len(points), "", object)
    return _Columns(
        (points.columns.get("cost", nothing), points.columns.get("capacity", nothing), points.lon, points.lat),
        tuple([str(one) for one in points.columns.get(name, words)] for name in ("hours", "name")),
    )


def read_costs(path: Path, demand: Sequence[str], places: Sequence[str], warnings: list[Words]) -> sp.csr_array:
    """A table `demand_id,candidate_id,cost` as points × places; what is not in it cannot be walked. Raises Unreadable."""
    points = {name: number for number, name in enumerate(demand)}
    stands = {name: number for number, name in enumerate(places)}
    rows, columns, costs = [], [], []
    unknown = 0
    for row, column, cost in _lines(path, points, stands):
        good = (row >= 0) & (column >= 0)
        unknown += int((~good).sum())
        rows.append(row[good])
        columns.append(column[good])
        costs.append(cost[good])
    row = np.concatenate([np.zeros(0, np.int64), *rows])
    column = np.concatenate([np.zeros(0, np.int64), *columns])
    cost = np.concatenate([np.zeros(0), *costs])
    if not len(row):
        raise Unreadable(
            Words(
                f"{path.name} 里没有一行的编号和需求、候选点文件对得上。",
                f"No row of {path.name} has ids that stand in the demand and candidate files.",
            )
        )
    if unknown:
        warnings.append(
            Words(
                f"{path.name} 有 {unknown} 行的编号不在需求或候选点文件里，没有用。",
                f"{unknown} rows of {path.name} have ids that stand in neither file; they were left out.",
            )
        )
    if not (np.diff(row * len(places) + column) > 0).all():
        order = np.lexsort((cost, column, row))
        row, column, cost = row[order], column[order], cost[order]
    first = np.ones(len(row), bool)
    first[1:] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
    if not first.all():
        warnings.append(
            Words(
                f"{path.name} 有 {int((~first).sum())} 对出现了不止一次，取其中最小的费用。",
                f"{int((~first).sum())} pairs stand in {path.name} more than once; the smallest cost was taken.",
            )
        )
    starts = np.zeros(len(demand) + 1, np.int64)
    np.cumsum(np.bincount(row[first], minlength=len(demand)), out=starts[1:])
    return sp.csr_array((cost[first], column[first], starts), shape=(len(demand), len(places)))


Triple = tuple[NDArray[np.int64], NDArray[np.int64], Floats]


def _lines(path: Path, points: dict[str, int], stands: dict[str, int]) -> Iterator[Triple]:
    """(number of the point, number of the place, cost) of some lines at a time; −1 for an id that is not known."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise Unreadable(Words(f"打不开 {path}。请检查文件名。", f"{path} cannot be opened. Check the name.")) from None
    text = decoded(raw, path.name)
    del raw
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = text[: text.find("\n") if "\n" in text else None]
    delimiter = max(",\t;", key=head.count)
    header = [cell.strip().strip('\ufeff"').lower() for cell in head.split(delimiter)]
    wanted = ("demand_id", "candidate_id", "cost")
    missing = [name for name in wanted if name not in header]
    if missing:
        raise Unreadable(
            Words(
                f"{path.name} 的第一行应当有 demand_id,candidate_id,cost，缺少 {'、'.join(missing)}。",
                f"The first row of {path.name} must name demand_id,candidate_id,cost; it lacks {', '.join(missing)}.",
            )
        )
    places = [header.index(name) for name in wanted]
    line, start = 2, len(head) + 1
    while start < len(text):
        end = start + CHUNK if start + CHUNK < len(text) else len(text)
        end = text.find("\n", end) + 1 or len(text)
        piece = text[start:end]
        start = end
        names, others, cells = _cells(path, piece, delimiter, places, len(header), line)
        try:
            cost = np.array(cells).astype(np.float64) if cells else np.zeros(0)
        except ValueError:
            raise _bad_line(path, names, others, cells, line) from None
        if not (np.isfinite(cost) & (cost >= 0)).all():
            raise _bad_line(path, names, others, cells, line)
        yield (
            np.fromiter((points.get(name, -1) for name in names), np.int64, len(names)),
            np.fromiter((stands.get(name, -1) for name in others), np.int64, len(others)),
            cost,
        )
        line += piece.count("\n")


def _cells(
    path: Path, piece: str, delimiter: str, places: list[int], width: int, line: int
) -> tuple[list[str], list[str], list[str]]:
    """The three columns of a piece of the file. Nearly all files are plain, and those are cut at once."""
    if not any(odd in piece for odd in ('"', " ", "\r", "\n\n")):
        parts = piece.rstrip("\n").replace("\n", delimiter).split(delimiter)
        if len(parts) == (piece.count("\n") + (not piece.endswith("\n"))) * width:
            names, others, cells = (parts[place::width] for place in places)
            return names, others, cells
    told: tuple[list[str], list[str], list[str]] = ([], [], [])
    for number, row in enumerate(csv.reader(piece.splitlines(), delimiter=delimiter)):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(places):
            said = delimiter.join(row)[:60]
            raise Unreadable(
                Words(
                    f"{path.name} 第 {line + number} 行的列数不够：{said}",
                    f"Row {line + number} of {path.name} has too few cells: {said}",
                )
            )
        for column, place in zip(told, places, strict=True):
            column.append(row[place].strip())
    return told


def _bad_line(path: Path, names: list[str], others: list[str], cells: list[str], line: int) -> Unreadable:
    """The first row whose cost is no number of at least 0."""
    for number, cell in enumerate(cells):
        try:
            good = math.isfinite(float(cell)) and float(cell) >= 0
        except ValueError:
            good = False
        if not good:
            said = f"{names[number][:40]}, {others[number][:40]}, {cell[:40]}"
            return Unreadable(
                Words(
                    f"{path.name} 第 {line + number} 行附近，费用不是 0 或正数：{said}",
                    f"{path.name}, about row {line + number}: the cost is no number of at least 0: {said}",
                )
            )
    return Unreadable(Words(f"{path.name} 读不懂。", f"{path.name} cannot be read."))


def parts_of_reach(
    demand: Points, places: Places, network: Network | None, *, limit: float, detour: float, mode: str, within: float
) -> Iterator[sp.csr_array]:
    """Points × places within `limit` metres, some points at a time; the stored numbers are metres."""
    together = TOGETHER
    if network is None:
        at = _At(places.lon, places.lat)
        for start in range(0, len(demand), together):
            part = demand[slice(start, start + together)]
            yield sp.csr_array(reach.straight_matrix(at, part, limit=limit, detour=detour).T)
        return
    stands = network.snap(places.lon, places.lat, mode=mode, within=within)
    for start in range(0, len(demand), together):
        part = demand[slice(start, start + together)]
        asked = network.snap(part.lon, part.lat, mode=mode, within=within)
        yield sp.csr_array(reach.matrix(network, stands, asked, limit=limit, mode=mode).T)


@dataclass(frozen=True)
class _At:
    lon: Floats
    lat: Floats


def hours_of(places: Places, warnings: list[Words]) -> list[Hours | None]:
    """The hours of each place; None where nobody told them or they cannot be read."""
    told: dict[str, Hours | None] = {"": None}
    for text in places.hours:
        if text not in told:
            try:
                told[text] = Hours.parse(text)
            except Unreadable as wrong:
                told[text] = None
                warnings.append(wrong.words)
    return [told[text] for text in places.hours]


def read_places(path: Path, *, datum: str | None, placed: bool, may_be_empty: bool = False) -> Points:
    """Candidates or standing stations (of which there may be none)."""
    need = ("id", "lon", "lat") if placed else ("id",)
    return read_points(
        path, datum=datum, need=need, optional=("cost", "capacity", "name", "hours"), may_be_empty=may_be_empty
    )


def read_demand(path: Path, *, datum: str | None, placed: bool, slots: Sequence[str]) -> Points:
    """Points of demand, with a weight for each slot where slots are asked."""
    need = ("id", "lon", "lat") if placed else ("id",)
    columns = tuple(f"weight_{name}".lower() for name in slots)
    return read_points(path, datum=datum, need=(*need, *columns), optional=("weight", "name"))
