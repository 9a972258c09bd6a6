"""From rows to a network: what is merged, what is refused and why, and which part is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse import csgraph

from ..ground import on_earth
from ..words import Complaint, Unreadable, Words
from .kept import RIDE, WALK, Network
from .sphere import great_circle

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SAME_PLACE = 5.0
"""Metres: two junctions joined by a way of no length are one when they lie no farther apart; else the length is wrong."""
LONGEST = 1_000_000.0
"""Metres: no way between two junctions is longer."""
NAMED = 200
"""How many faulty rows are named one by one; all are counted."""


@dataclass(frozen=True)
class Report:
    """What became of the rows when a network was built. Counts, metres, and the first faulty rows by name."""

    junctions_read: int = 0
    ways_read: int = 0
    junctions: int = 0
    ways: int = 0
    metres: float = 0.0
    parts: int = 0
    """Connected parts before the largest was kept."""
    share_kept: float = 0.0
    """Metres of the ways kept, of all that could be read."""
    islands: tuple[dict[str, float], ...] = ()
    """The ten largest parts left out: junctions, ways, metres, and a longitude and latitude where each lies."""
    merged: int = 0
    """Ways of no length whose two junctions are now one."""
    faults: Mapping[str, int] = field(default_factory=dict)
    """Rows with something wrong, counted by kind; all but `no_length` (taken from the map) and `duplicate` were left out."""
    complaints: tuple[Complaint, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "junctions_read": self.junctions_read, "ways_read": self.ways_read, "junctions": self.junctions, "ways": self.ways,
            "metres": round(self.metres, 1), "parts": self.parts, "share_kept": round(self.share_kept, 6), "islands": list(self.islands),
            "merged": self.merged, "faults": dict(self.faults), "complaints": [one.as_dict() for one in self.complaints],
        }  # fmt: skip


def build(
    lon: ArrayLike,
    lat: ArrayLike,
    start: ArrayLike,
    end: ArrayLike,
    *,
    length: ArrayLike | None = None,
    mode: ArrayLike | None = None,
    rows: ArrayLike | None = None,
    complaints: Sequence[Complaint] = (),
    faults: Mapping[str, int] | None = None,
    about: Mapping[str, Any] | None = None,
) -> tuple[Network, Report]:
    """A network from arrays, and what became of the rows.

    `lon`, `lat`: n junctions (degrees WGS-84). `start`, `end`: m ways, indices of junctions. `length`: metres, NaN where it is to be taken from
    the map (the great circle between its junctions); `mode`: bits, all modes when left out. `rows`: the row each way came from, for
    complaints; `complaints`, `faults`: what a reader already found.

    Of each mode the largest connected part is kept, the rest reported. A way of no length makes its junctions one; a negative, infinite or
    absurd length is refused with its row, and so is a way whose junction is unknown or nowhere on earth.
    Raises `Unreadable` when nothing is left.
    """
    x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    a, b = np.asarray(start, np.int64), np.asarray(end, np.int64)
    metres = np.full(len(a), np.nan) if length is None else np.array(length, np.float64)
    who = np.full(len(a), WALK | RIDE, np.uint8) if mode is None else np.asarray(mode, np.uint8)
    row = np.arange(1, len(a) + 1) if rows is None else np.asarray(rows, np.int64)
    named, counts, read = list(complaints), dict(faults or {}), len(a)

    known = (a >= 0) & (a < len(x)) & (b >= 0) & (b < len(x))
    good = _refuse(known, row, "unknown_end", named, counts)
    placed = np.append(on_earth(x, y), True)  # the last one stands for ends that are not known: said already
    good &= _refuse(placed[np.where(known, a, -1)] & placed[np.where(known, b, -1)], row, "nowhere", named, counts)
    with np.errstate(invalid="ignore"):
        good &= _refuse(~(metres < 0), row, "negative", named, counts)
        good &= _refuse(~(metres > LONGEST), row, "too_long", named, counts)
    good &= who > 0
    a, b, metres, who, row = a[good], b[good], metres[good], who[good], row[good]
    straight = great_circle(x[a], y[a], x[b], y[b])
    unsaid = np.isnan(metres)
    metres[unsaid] = straight[unsaid]
    impossible = (metres == 0) & (straight > SAME_PLACE)
    _refuse(~impossible, row, "no_length", named, counts)
    metres[impossible] = straight[impossible]
    far = _refuse(metres <= LONGEST, row, "too_long", named, counts)
    a, b, metres, who = a[far], b[far], metres[far], who[far]

    nothing = metres == 0
    merged = int((nothing & (a != b)).sum())
    if merged:
        same = sparse.coo_array(
            (np.ones(merged), (a[nothing & (a != b)], b[nothing & (a != b)])), shape=(len(x), len(x))
        )
        _, part = csgraph.connected_components(same, directed=False)
        first = np.full(part.max() + 1, len(x))
        np.minimum.at(first, part, np.arange(len(x)))
        a, b = first[part][a], first[part][b]
    real = ~nothing
    a, b, metres, who = a[real], b[real], metres[real], who[real]

    total = float(metres.sum())
    kept = np.zeros(len(a), np.uint8)
    for bit in (WALK, RIDE):
        kept |= np.where(_largest(len(x), a, b, metres, (who & bit) > 0), np.uint8(bit), np.uint8(0))
    parts, islands = _left_out(x, y, a, b, metres, kept)
    stay = kept > 0
    a, b, metres, kept = a[stay], b[stay], metres[stay], kept[stay]
    if not len(a):
        raise Unreadable(_nothing_left(named))
    ids, ends = np.unique(np.concatenate([a, b]), return_inverse=True)
    network = Network(
        lon=x[ids], lat=y[ids], start=ends[: len(a)].astype(np.int32), end=ends[len(a) :].astype(np.int32), length=metres, mode=kept,
        about=dict(about or {}),
    )  # fmt: skip
    report = Report(
        junctions_read=len(x), ways_read=read, junctions=len(ids), ways=len(a), metres=float(metres.sum()), parts=parts,
        share_kept=float(metres.sum()) / total, islands=islands, merged=merged, faults=counts, complaints=tuple(named[:NAMED]),
    )  # fmt: skip
    return network, report


_FAULTS = {
    "unknown_end": (
        Words("这条路的一端在节点表里没有。", "One end of this way is not among the nodes."),
        Words("请检查 from、to 两列的编号。", "Check the ids in from and to."),
    ),
    "nowhere": (
        Words("这条路的一端没有可用的经纬度。", "One end of this way has no usable position."),
        Words("请检查该节点的经纬度。", "Check longitude and latitude of that node."),
    ),
    "negative": (
        Words("长度是负数。", "The length is negative."),
        Words("这一行没有用；请更正 length_m。", "The row was not used; correct length_m."),
    ),
    "too_long": (
        Words(
            "长度不是有限的数，或者超过一千公里。", "The length is no finite number, or above a thousand kilometres."
        ),
        Words("这一行没有用；请更正 length_m（单位是米）。", "The row was not used; correct length_m (in metres)."),
    ),
    "no_length": (
        Words("长度写的是 0，两端却不在一处。", "The length says 0, but its ends lie apart."),
        Words("改按两端的直线距离计算。", "The straight distance between them was taken."),
    ),
}


def _refuse(
    good: NDArray[np.bool_], row: Ints, kind: str, named: list[Complaint], counts: dict[str, int]
) -> NDArray[np.bool_]:
    bad = np.flatnonzero(~good)
    if len(bad):
        counts[kind] = counts.get(kind, 0) + len(bad)
        words, next_step = _FAULTS[kind]
        named += [Complaint(int(row[one]), words, next_step, kind) for one in bad[: max(NAMED - len(named), 1)]]
    return good


def _nothing_left(named: Sequence[Complaint]) -> Words:
    if named:
        first = named[0]
        return Words(
            f"没有一条路可用。第 {first.row} 行：{first.words.zh}{first.next_step.zh}",
            f"No way can be used. Row {first.row}: {first.words.en} {first.next_step.en}",
        )
    return Words("文件里没有路。请检查是否选对了文件。", "There are no ways in it. Check that it is the right file.")


def _largest(size: int, a: Ints, b: Ints, metres: Floats, these: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of these ways belong to the connected part with most metres."""
    if not these.any():
        return these
    graph = sparse.coo_array((np.ones(int(these.sum())), (a[these], b[these])), shape=(size, size))
    _, part = csgraph.connected_components(graph, directed=False)
    weight = np.bincount(part[a[these]], weights=metres[these])
    largest: NDArray[np.bool_] = these & (part[a] == int(weight.argmax()))
    return largest


def _left_out(
    x: Floats, y: Floats, a: Ints, b: Ints, metres: Floats, kept: NDArray[np.uint8]
) -> tuple[int, tuple[dict[str, float], ...]]:
    if not len(a):
        return 0, ()
    graph = sparse.coo_array((np.ones(len(a)), (a, b)), shape=(len(x), len(x)))
    _, part = csgraph.connected_components(graph, directed=False)
    parts = len(np.unique(part[a]))
    out = kept == 0
    if not out.any():
        return parts, ()
    _, which = np.unique(part[a[out]], return_inverse=True)
    length, ways = np.bincount(which, weights=metres[out]), np.bincount(which)
    told = []
    for one in np.argsort(-length, kind="stable")[:10]:
        inside = np.flatnonzero(out)[which == one]
        ends = np.unique(np.concatenate([a[inside], b[inside]]))
        told.append(
            {
                "junctions": len(ends), "ways": int(ways[one]), "metres": round(float(length[one]), 1),
                "lon": round(float(x[ends].mean()), 6), "lat": round(float(y[ends].mean()), 6),
            }
        )  # fmt: skip
    return parts, tuple(told)
