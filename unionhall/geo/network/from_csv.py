"""A network out of two tables: `nodes` (id, lon, lat) and `edges` (from, to[, length_m, mode])."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ..datum import Datum, to_wgs84
from ..tables import Table, number_or_nan, read_table
from ..words import Complaint, Unreadable, Words
from .building import NAMED, Report, build
from .kept import RIDE, WALK, Network

BITS = {
    "": WALK | RIDE, "all": WALK | RIDE, "both": WALK | RIDE, "walk": WALK, "foot": WALK, "ride": RIDE, "bike": RIDE, "bicycle": RIDE,
    "步行": WALK, "骑行": RIDE,
}  # fmt: skip


def read_csv(
    nodes: Path | str | bytes, edges: Path | str | bytes, *, datum: Datum | str | None = None, mode: str | None = None
) -> tuple[Network, Report]:
    """The network of two CSV tables (paths, or their bytes), and what became of their rows.

    `nodes`: id, lon, lat (in `datum`; left out, what the header says, else WGS-84). `edges`: from, to, and if there are any `length_m`
    (metres; an empty cell: straight from node to node) and `mode` (walk, ride or both; empty: both, or what `mode` says for all).
    The first of nodes with the same id counts. Raises `Unreadable` when a table or a column is missing or nothing is left.
    """
    points = read_table(nodes, name="nodes.csv", need=("id", "lon", "lat"))
    ways = read_table(edges, name="edges.csv", need=("from", "to"), optional=("length_m", "mode"))
    complaints: list[Complaint] = []
    faults: dict[str, int] = {}

    def note(table: Table, which: list[int], kind: str, zh: str, en: str, next_zh: str, next_en: str) -> None:
        if which:
            faults[kind] = faults.get(kind, 0) + len(which)
            room = max(NAMED - len(complaints), 1)
            complaints.extend(
                Complaint(int(table.rows[one]), Words(zh, en), Words(next_zh, next_en), kind) for one in which[:room]
            )

    ids = [one.strip() for one in points.columns["id"]]
    lon, lat = number_or_nan(points.columns["lon"]), number_or_nan(points.columns["lat"])
    place: dict[str, int] = {}
    again: list[int] = []
    for index, one in enumerate(ids):
        first = place.setdefault(one, index)
        if first != index and not (lon[first] == lon[index] and lat[first] == lat[index]):
            again.append(index)
    note(
        points, again, "duplicate", "节点编号重复，位置却不同。", "The node's id was there before, at another place.",
        "只用了前面那一个；请改编号。", "The first one was used; change the id.",
    )  # fmt: skip
    lon, lat = to_wgs84(lon, lat, Datum.named(str(datum)) if datum else points.datum or Datum.WGS84)
    if not len(ways.rows):
        raise Unreadable(Words("edges.csv 里没有路。", "There are no ways in edges.csv."))
    start, end = (
        np.fromiter((place.get(one.strip(), -1) for one in ways.columns[side]), np.int64, len(ways.rows))
        for side in ("from", "to")
    )
    length = None
    if "length_m" in ways.columns:
        cells = ways.columns["length_m"]
        length = number_or_nan(cells)
        said = np.fromiter((bool(cell.strip()) for cell in cells), bool, len(cells))
        length[said & np.isnan(length)] = np.inf  # not a number where one is written: refused, not guessed
    everyone = BITS["" if mode is None else mode]
    who = np.full(len(ways.rows), everyone, np.uint8)
    if "mode" in ways.columns:
        told = [cell.strip().lower() for cell in ways.columns["mode"]]
        who = np.fromiter((BITS.get(one, 0) if one else everyone for one in told), np.uint8, len(told))
        note(
            ways, np.flatnonzero(who == 0).tolist(), "unknown_mode", "mode 只能写 walk、ride 或 both。", "mode is walk, ride or both.",
            "这一行没有用；请更正。", "The row was not used; correct it.",
        )  # fmt: skip
    return build(lon, lat, start, end, length=length, mode=who, rows=ways.rows, complaints=complaints, faults=faults)
