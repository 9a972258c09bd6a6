"""A network out of GeoJSON lines; lines meet where they share a position."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ..datum import Datum, to_wgs84
from ..tables import decoded, features_of
from ..words import Complaint, Unreadable, Words
from .building import NAMED, Report, build
from .from_csv import BITS
from .kept import MODES, RIDE, WALK, Network
from .sphere import great_circle
from .tags import modes_of

GRAIN = 1e-7
"""Degrees, about a centimetre: positions no farther apart are the same junction."""


def read_geojson(
    source: Path | str | bytes, *, datum: Datum | str = "wgs84", mode: str | None = None
) -> tuple[Network, Report]:
    """The network of a GeoJSON file's LineStrings and MultiLineStrings (a path, or its bytes), and what became of them.

    Each position is a junction; lines that cross without a common position do not meet. Properties: `mode` (walk, ride, both) or
    `highway` with the other tags of OpenStreetMap; `length_m` is spread over the line. What has neither may be walked and ridden.
    `datum`: what the positions are in. Raises `Unreadable` when it is no GeoJSON or has no usable line.
    """
    name = "GeoJSON" if isinstance(source, bytes) else Path(source).name
    try:
        raw = source if isinstance(source, bytes) else Path(source).read_bytes()
    except OSError:
        raise Unreadable(Words(f"打不开 {name}。请检查文件名。", f"{name} cannot be opened. Check the name.")) from None
    wanted = MODES[mode] if mode else WALK | RIDE
    complaints: list[Complaint] = []
    faults: dict[str, int] = {}
    pieces: list[Any] = []
    start, end, length, who, rows = [], [], [], [], []
    positions = 0
    for number, feature in enumerate(features_of(decoded(raw, name), name), 1):
        lines = _lines(feature)
        if not lines:
            _note(
                complaints,
                faults,
                number,
                "no_line",
                Words("这一项不是线。", "This feature is no line."),
                Words("没有用它；只用 LineString。", "It was not used; only LineStrings are."),
            )
            continue
        if not all(np.isfinite(line).all() for line in lines):
            _note(
                complaints,
                faults,
                number,
                "nowhere",
                Words("这条线有的点不在地球上。", "A point of this line lies nowhere on earth."),
                Words("没有用它；请更正坐标。", "It was not used; correct the coordinates."),
            )
            continue
        properties = feature.get("properties")
        said = {str(key).lower(): value for key, value in properties.items()} if isinstance(properties, dict) else {}
        bits = _modes(said)
        if bits is None:
            _note(
                complaints,
                faults,
                number,
                "unknown_mode",
                Words("mode 只能写 walk、ride 或 both。", "mode is walk, ride or both."),
                Words("没有用它；请更正。", "It was not used; correct it."),
            )
            continue
        if not bits & wanted:
            continue
        straight = [great_circle(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1]) for line in lines]
        total, told = float(sum(one.sum() for one in straight)), _told(said.get("length_m"))
        for line, metres in zip(lines, straight, strict=True):
            first, positions = positions, positions + len(line)
            pieces.append(line)
            start.append(np.arange(first, first + len(line) - 1))
            end.append(start[-1] + 1)
            length.append(
                metres if told is None else metres * (told / total) if total > 0 else np.full(len(metres), told)
            )
            who.append(np.full(len(metres), bits & wanted, np.uint8))
            rows.append(np.full(len(metres), number))
    if not pieces:
        raise Unreadable(Words(f"{name} 里没有可用的线（LineString）。", f"{name} holds no usable line (LineString)."))
    at = np.concatenate(pieces)
    _, first_of, place = np.unique(np.round(at / GRAIN), axis=0, return_index=True, return_inverse=True)
    lon, lat = to_wgs84(at[first_of, 0], at[first_of, 1], datum)
    place = place.reshape(-1)
    return build(
        lon, lat, place[np.concatenate(start)], place[np.concatenate(end)], length=np.concatenate(length), mode=np.concatenate(who),
        rows=np.concatenate(rows), complaints=complaints, faults=faults, about={"source": name},
    )  # fmt: skip


def _lines(feature: Any) -> list[Any]:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict):
        return []
    drawn = {"LineString": lambda at: [at], "MultiLineString": lambda at: at}.get(str(geometry.get("type")))
    if drawn is None:
        return []
    try:
        lines = [
            np.array([(float(x), float(y)) for x, y, *_ in line], np.float64)
            for line in drawn(geometry.get("coordinates"))
        ]
    except (TypeError, ValueError, OverflowError):
        return []
    return [line for line in lines if len(line) >= 2]


def _modes(said: dict[str, Any]) -> int | None:
    if said.get("mode") not in (None, ""):
        return BITS.get(str(said["mode"]).strip().lower())
    if said.get("highway"):
        return modes_of({key: str(value) for key, value in said.items()})
    return WALK | RIDE


def _told(length: Any) -> float | None:
    """A length as written: None where there is none, infinite (and so refused with its row) where it is no number."""
    if length in (None, ""):
        return None
    try:
        metres = float(length)
    except (TypeError, ValueError):
        return float("inf")
    return metres if metres == metres else float("inf")


def _note(
    complaints: list[Complaint], faults: dict[str, int], row: int, kind: str, words: Words, next_step: Words
) -> None:
    faults[kind] = faults.get(kind, 0) + 1
    if len(complaints) < NAMED:
        complaints.append(Complaint(row, words, next_step, kind))
