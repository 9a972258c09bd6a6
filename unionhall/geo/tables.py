"""Which points stand in this file? CSV (UTF-8, GBK, with or without a mark) and GeoJSON, a million rows in seconds.

Rows that cannot be used are left out and named with their row and the next step; rows that look odd are kept and named. Nothing is
corrected silently.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .datum import Datum, to_wgs84
from .ground import in_china, on_earth
from .words import Complaint, Unreadable, Words

Floats = NDArray[np.float64]

NUMBERS = ("weight", "cost", "capacity", "distance", "length_m")
"""Columns read as numbers that are not negative; so is every column asked for by a beginning (`weight_*`)."""
ALIASES = {
    "id": ("id", "code", "编号", "编码", "代码", "序号", "点位编号", "站点编号", "驿站编号", "网点编号"),
    "lon": ("lon", "lng", "long", "longitude", "x", "经度"),
    "lat": ("lat", "latitude", "y", "纬度"),
    "weight": (
        "weight",
        "population",
        "pop",
        "people",
        "demand",
        "count",
        "人数",
        "人口",
        "人口数",
        "权重",
        "需求",
        "数量",
    ),
    "cost": ("cost", "price", "费用", "成本", "造价"),
    "capacity": ("capacity", "容量", "座位"),
    "name": ("name", "title", "名称", "站点名称", "站名", "驿站名称", "网点名称"),
    "hours": (
        "hours",
        "opening_hours",
        "open_hours",
        "open_hours_inferred_or_stated",
        "开放时间",
        "营业时间",
        "服务时间",
    ),
    "district": ("district", "区县", "区", "行政区"),
    "kind": ("kind", "type", "类型", "类别"),
}
LONGEST_ID = 200
LARGEST = 1e12
"""No weight, cost or capacity is larger; sums of a million of them stay exact to the last yuan."""
NAMED = 100
"""How many rows are named of each kind of fault; all are counted."""
CHUNK = 100_000


@dataclass(frozen=True)
class Points:
    """Points of a file, in its order, without those that cannot be used.

    `ids`: object array of str. `lon`, `lat`: degrees WGS-84, float64 (NaN where no position was asked for and none is there).
    `columns`: further columns by name, float64 or object arrays of str. `rows`: the row of each in the file; a table's header is row 1.
    `complaints`: the first faults of each kind; `counts`: all of them, by kind. `read`: rows in the file.
    """

    name: str
    ids: NDArray[np.object_]
    lon: Floats
    lat: Floats
    columns: Mapping[str, NDArray[Any]]
    complaints: tuple[Complaint, ...]
    rows: NDArray[np.int64]
    datum: Datum = Datum.WGS84
    counts: Mapping[str, int] = field(default_factory=dict)
    read: int = 0

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, which: Any) -> Points:
        """The points of a mask, a slice or an array of indices."""
        return replace(
            self, ids=self.ids[which], lon=self.lon[which], lat=self.lat[which], rows=self.rows[which],
            columns={name: column[which] for name, column in self.columns.items()},
        )  # fmt: skip

    @property
    def weight(self) -> Floats:
        """The column `weight`, or 1 for each."""
        return self.columns["weight"] if "weight" in self.columns else np.ones(len(self))


def read_points(
    source: Path | str | bytes,
    *,
    name: str = "",
    datum: Datum | str | None = None,
    need: Sequence[str] = ("id", "lon", "lat"),
    optional: Sequence[str] = ("weight", "cost", "capacity", "name", "hours", "district", "kind"),
    numbers: Sequence[str] = (),
    may_be_empty: bool = False,
) -> Points:
    """Points of a CSV or GeoJSON file (a path, or its bytes), in WGS-84.

    `name`: what to call the file in sentences. `datum`: what the file's coordinates are in; left out, what the names of its columns
    say (`lat_gcj02`), else WGS-84. `need`: columns without which a row is of no use; `optional`: columns taken where they are; one
    that ends in `*` means every column that begins so, as numbers; `numbers`: further columns that are numbers. Common other names of columns are known (经度, lng, population…).

    A row is left out when its id is empty or was there before, when a needed cell is empty, or a number is none, negative, not
    finite or above 10¹². It is kept and named when it lies in the sea or outside China.
    Raises `Unreadable` when the file is none of the two, lacks a needed column, or has no usable row; with `may_be_empty` a file
    without any row is no points.
    """
    raw, name = _bytes(source, name)
    asked = None if datum is None else Datum.named(str(datum))
    text = decoded(raw, name)
    found = _Findings()
    if text.lstrip()[:1] in ("{", "["):
        table = _of_geojson(text, name, need, optional, found)
    else:
        table = _of_csv(text, name, need, optional, found)
    del text, raw
    return _checked(table, name, asked, need, numbers, found, may_be_empty=may_be_empty)


def decoded(raw: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB 18030 (GBK). Raises `Unreadable` for spreadsheets and binary files."""
    if raw[:4] == b"PK\x03\x04" or raw[:4] == b"\xd0\xcf\x11\xe0":
        raise Unreadable(
            Words(
                f"{name} 是 Excel 文件，请另存为 CSV 再用。", f"{name} is an Excel file: save it as CSV and try again."
            )
        )
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            raw = raw.decode(encoding, errors="replace").encode()
    if b"\0" in raw:
        raise Unreadable(Words(f"{name} 不是文字文件。", f"{name} is not a text file."))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(
        Words(f"{name} 的文字编码读不懂，请存成 UTF-8。", f"The encoding of {name} is unknown: save it as UTF-8.")
    )


@dataclass
class _Findings:
    """Faults as they are found: the first of each kind in full, all of them counted."""

    named: list[Complaint] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, row: int, kind: str, words: Words, next_step: Words) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.counts[kind] <= NAMED:
            self.named.append(Complaint(row, words, next_step, kind))

    def add_all(
        self, rows: NDArray[np.int64], kind: str, words: Words | Callable[[int], Words], next_step: Words
    ) -> None:
        """One for each row; `words` may be a function of the row, asked only for those that are named."""
        for row in rows[: max(NAMED - self.counts.get(kind, 0), 0)].tolist():
            self.named.append(Complaint(row, words if isinstance(words, Words) else words(row), next_step, kind))
        if len(rows):
            self.counts[kind] = self.counts.get(kind, 0) + len(rows)


@dataclass
class Table:
    """The cells of a table: `rows` in the file (the header is row 1), `columns` by name, `datum` if the header names one."""

    rows: NDArray[np.int64]
    columns: dict[str, Any]
    """Object arrays of str, or float64 already."""
    datum: Datum | None = None
    read: int = 0


def read_table(
    source: Path | str | bytes, *, name: str = "", need: Sequence[str] = (), optional: Sequence[str] = ()
) -> Table:
    """The named columns of a CSV file as text; short rows are left out. Raises `Unreadable`, see `read_points`."""
    raw, name = _bytes(source, name)
    return _of_csv(decoded(raw, name), name, need, optional, _Findings())


def header_of(path: Path) -> list[str]:
    """The first row of a CSV file, in small letters, with the plain names of positions. Raises `Unreadable` when it is no text."""
    with path.open("rb") as file:
        first = file.read(65_536)
    line = decoded(first[: first.rfind(b"\n") + 1] or first, path.name).splitlines() or [""]
    cells = [cell.strip().lower() for cell in next(csv.reader(line[:1], delimiter=_delimiter(line[0])), [])]
    try:
        _, _, plain = _places(cells, path.name, (), ())
    except Unreadable:
        return cells
    return ["lon" if cell in ALIASES["lon"] else "lat" if cell in ALIASES["lat"] else cell for cell in plain]


def number_or_nan(cells: Any) -> Floats:
    """Cells as numbers, NaN for what is none."""
    try:
        numbers: Floats = cells.astype(np.float64)
    except ValueError:
        numbers = np.array([_number(cell) for cell in cells], np.float64).reshape(len(cells))
    return numbers


def _bytes(source: Path | str | bytes, name: str) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name or "文件"
    path = Path(source)
    try:
        return path.read_bytes(), name or path.name
    except OSError:
        raise Unreadable(Words(f"打不开 {path}。请检查文件名。", f"{path} cannot be opened. Check the name.")) from None


def _of_csv(text: str, name: str, need: Sequence[str], optional: Sequence[str], found: _Findings) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        header = [cell.strip().strip("\ufeff").lower() for cell in next(reader, [])]
        if not any(header):
            raise Unreadable(Words(f"{name} 是空的。", f"{name} is empty."))
        places, datum, _ = _places(header, name, need, optional)
        width, number = len(header), 1
        pieces: dict[str, list[Any]] = {one: [] for one in places}
        rows: list[NDArray[np.int64]] = []
        while chunk := list(islice(reader, CHUNK)):
            numbers = np.arange(number + 1, number + 1 + len(chunk))
            number += len(chunk)
            if any(len(row) != width for row in chunk):
                kept = [index for index, row in enumerate(chunk) if any(cell.strip() for cell in row)]
                chunk, numbers = [chunk[index] for index in kept], numbers[kept]
                short = [index for index, row in enumerate(chunk) if len(row) <= max(places.values())]
                for index in short:
                    found.add(
                        int(numbers[index]),
                        "short",
                        _w("这一行的列数不够。", "The row has too few cells."),
                        _w("补齐这一行。", "Complete the row."),
                    )
                gone = set(short)
                stay = [index for index in range(len(chunk)) if index not in gone]
                chunk, numbers = [chunk[index] for index in stay], numbers[stay]
            if chunk:
                rows.append(numbers)
                for one, place in places.items():
                    pieces[one].append(_texts([row[place] for row in chunk]))
    except csv.Error as wrong:
        raise Unreadable(
            Words(f"{name} 读不成表格（{wrong}）。请存成 CSV。", f"{name} is no table ({wrong}). Save it as CSV.")
        ) from None
    columns = {one: np.concatenate(parts) if parts else _texts([]) for one, parts in pieces.items()}
    return Table(np.concatenate(rows) if rows else np.zeros(0, np.int64), columns, datum, number - 1)


def _delimiter(text: str) -> str:
    first = text[: text.find("\n") if "\n" in text else None][:10_000]
    return max(",\t;", key=first.count)


def _places(
    header: list[str], name: str, need: Sequence[str], optional: Sequence[str]
) -> tuple[dict[str, int], Datum | None, list[str]]:
    """Which column holds what, the datum a name mentions, and the names without it."""
    plain, datum = [], None
    for cell in header:
        for end in ("gcj02", "gcj-02", "gcj", "bd09", "wgs84", "wgs-84"):
            if cell.endswith(f"_{end}") and cell[: -len(end) - 1] in (*ALIASES["lon"], *ALIASES["lat"]):
                datum = Datum.named("gcj02" if end == "gcj" else end)
                cell = cell[: -len(end) - 1]
        plain.append(cell)
    places: dict[str, int] = {}
    for one in (*need, *optional):
        if one.endswith("*"):
            places |= {
                cell: index for index, cell in enumerate(plain) if cell.startswith(one[:-1]) and cell not in places
            }
            continue
        place = next((plain.index(other) for other in (one, *ALIASES.get(one, ())) if other in plain), None)
        if place is not None:
            places[one] = place
        elif one in need:
            raise Unreadable(
                Words(
                    f"{name} 里没有“{one}”这一列，只有：{'、'.join(header[:12])}。请给表头补上 {one}。",
                    f"{name} has no column “{one}”, only: {', '.join(header[:12])}. Name it in the first row.",
                )
            )
    return places, datum, plain


def _of_geojson(text: str, name: str, need: Sequence[str], optional: Sequence[str], found: _Findings) -> Table:
    features = features_of(text, name)
    wanted = [one for one in (*need, *optional) if one not in ("id", "lon", "lat")]
    kept: dict[str, list[Any]] = {
        one: [] for one in ("id", "lon", "lat", *(one for one in wanted if not one.endswith("*")))
    }
    rows: list[int] = []
    present: set[str] = set()
    for number, feature in enumerate(features, 1):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        at = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
        if not isinstance(at, list) or len(at) < 2 or not all(isinstance(one, (int, float)) for one in at[:2]):
            found.add(
                number,
                "no_point",
                _w("这一项不是一个点。", "This feature is no point."),
                _w("只用点（Point）。", "Use points only."),
            )
            continue
        said = feature.get("properties")
        properties = {str(key).lower(): value for key, value in said.items()} if isinstance(said, dict) else {}
        for one in (key for key in wanted if key.endswith("*")):
            for key in properties:
                if key.startswith(one[:-1]) and key not in kept:
                    kept[key] = [""] * len(rows)
        rows.append(number)
        for one, column in kept.items():
            if one in ("lon", "lat"):
                column.append(float(at[one == "lat"]))
                continue
            value = next((properties[other] for other in (one, *ALIASES.get(one, ())) if other in properties), None)
            value = feature.get("id") if value is None and one == "id" else value
            if value is not None:
                present.add(one)
            column.append("" if value is None else str(value))
    missing = [one for one in need if one not in ("lon", "lat") and one not in present]
    if missing and rows:
        if missing == ["id"]:
            kept["id"] = [str(number) for number in rows]
        else:
            raise Unreadable(
                Words(
                    f"{name} 的属性里没有 {'、'.join(missing)}。",
                    f"The properties in {name} lack {', '.join(missing)}.",
                )
            )
    columns: dict[str, Any] = {
        one: _texts(column)
        for one, column in kept.items()
        if one not in ("lon", "lat") and (one in present or one == "id")
    }
    columns |= {one: np.array(kept[one], np.float64) for one in ("lon", "lat")}
    return Table(np.array(rows, np.int64), columns, None, len(features))


def features_of(text: str, name: str) -> list[Any]:
    """The features of a GeoJSON text. Raises `Unreadable` when it is none."""
    try:
        said = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise Unreadable(
            Words(
                f"{name} 不是完整的 GeoJSON：第 {wrong.lineno} 行。",
                f"{name} is no complete GeoJSON: line {wrong.lineno}.",
            )
        ) from None
    except (RecursionError, ValueError):
        raise Unreadable(Words(f"{name} 不是 GeoJSON。", f"{name} is no GeoJSON.")) from None
    features = said.get("features") if isinstance(said, dict) else None
    if isinstance(said, dict) and said.get("type") == "Feature":
        features = [said]
    if not isinstance(features, list):
        raise Unreadable(Words(f"{name} 里没有 GeoJSON 的 features。", f"{name} has no GeoJSON features."))
    return features


def _checked(
    table: Table,
    name: str,
    asked: Datum | None,
    need: Sequence[str],
    figures: Sequence[str],
    found: _Findings,
    *,
    may_be_empty: bool,
) -> Points:
    rows, columns = table.rows, table.columns
    keep = np.ones(len(rows), bool)
    datum = asked or table.datum or Datum.WGS84
    if asked and table.datum and asked is not table.datum:
        found.add(
            1, "datum",
            _w(f"表头写的坐标系是 {table.datum.written}，却按 {asked.written} 读。", f"The header says {table.datum.written}, but it is read as {asked.written}."),
            _w(f"多半应该用 --datum {table.datum}。", f"It probably wants --datum {table.datum}."),
        )  # fmt: skip
    ids = columns.get("id")
    if ids is None:
        ids = _texts([str(row) for row in rows])
    else:
        ids = _texts([one.strip() for one in ids])
        keep &= _ids(ids, rows, found)
    placed = "lon" in columns and "lat" in columns
    numbers: dict[str, Floats] = {}
    for one, column in columns.items():
        if one in ("lon", "lat", *NUMBERS, *figures) or one.startswith("weight_"):
            may_be_empty = one not in need and one in ("cost", "capacity")
            numbers[one], good = _numbers(column, one, rows, found, may_be_empty=may_be_empty)
            keep &= good
    for one in need:
        if one not in numbers and one != "id":
            empty = np.fromiter((not cell.strip() for cell in columns[one]), bool, len(rows))
            found.add_all(
                rows[empty & keep],
                "empty",
                _w(f"没有填 {one}。", f"{one} is empty."),
                _w("补上它。", "Fill it in."),
            )
            keep &= ~empty
    lon, lat = (numbers.get(one, np.full(len(rows), np.nan)) for one in ("lon", "lat"))
    if placed:
        keep &= _positions(lon, lat, keep, rows, name, found)
    lon, lat = to_wgs84(lon, lat, datum)
    if placed:
        _on_land(lon, lat, keep, rows, found)
    if not keep.any() and not (may_be_empty and table.read == 0):
        raise Unreadable(_none_left(name, found, table.read))
    return Points(
        name=name, ids=ids[keep], lon=lon[keep], lat=lat[keep], rows=rows[keep], datum=datum, complaints=tuple(found.named),
        columns={one: (numbers.get(one, column))[keep] for one, column in columns.items() if one not in ("id", "lon", "lat")},
        counts=found.counts, read=table.read,
    )  # fmt: skip


def _ids(ids: NDArray[np.object_], rows: NDArray[np.int64], found: _Findings) -> NDArray[np.bool_]:
    good = np.fromiter((0 < len(one) <= LONGEST_ID for one in ids), bool, len(ids))
    found.add_all(rows[~good], "no_id", _w("编号是空的，或者太长。", "The id is empty or too long."), _w("给这一行一个编号。", "Give the row an id."))  # fmt: skip
    if len(set(ids[good])) < int(good.sum()):
        seen: dict[str, int] = {}
        for index in np.flatnonzero(good).tolist():
            first = seen.setdefault(ids[index], index)
            if first != index:
                good[index] = False
                found.add(
                    int(rows[index]), "duplicate",
                    _w(f"编号 {ids[index][:40]} 在第 {rows[first]} 行已经有了。", f"The id {ids[index][:40]} was in row {rows[first]} already."),
                    _w("只用了前面那一行；请改编号或删去一行。", "Only the first row was used; change the id or delete one."),
                )  # fmt: skip
    return good


def _numbers(
    column: Any, name: str, rows: NDArray[np.int64], found: _Findings, *, may_be_empty: bool
) -> tuple[Floats, NDArray[np.bool_]]:
    """The cells as numbers, and which of them are usable."""
    if column.dtype == np.float64:
        values, empty = column, np.zeros(len(column), bool)
    else:
        try:
            values, empty = column.astype(np.float64), np.zeros(len(column), bool)
        except (ValueError, TypeError):
            values = np.array([_number(cell) for cell in column], np.float64).reshape(len(column))
            empty = np.fromiter((not cell.strip() for cell in column), bool, len(column))
    good = np.isfinite(values) | (empty & may_be_empty)
    found.add_all(
        rows[~good], "no_number",
        lambda row: _w(f"{name} 不是一个数：{_cell(column, rows, row)}", f"{name} is no number: {_cell(column, rows, row)}"),
        _w("改成数字。", "Write a number."),
    )  # fmt: skip
    if name not in ("lon", "lat"):
        with np.errstate(invalid="ignore"):
            below = values < 0
        found.add_all(
            rows[below], "negative",
            lambda row: _w(f"{name} 是负数：{_cell(column, rows, row)}", f"{name} is negative: {_cell(column, rows, row)}"),
            _w("改成 0 或正数。", "Write 0 or more."),
        )  # fmt: skip
        with np.errstate(invalid="ignore"):
            absurd = good & (values > LARGEST)
        found.add_all(
            rows[absurd],
            "too_large",
            lambda row: _w(
                f"{name} 大得不像真的：{_cell(column, rows, row)}",
                f"{name} is too large to be true: {_cell(column, rows, row)}",
            ),
            _w("请核对。", "Check it."),
        )
        good &= ~below & ~absurd
    return values, good


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _cell(column: Any, rows: NDArray[np.int64], row: int) -> str:
    return str(column[np.searchsorted(rows, row)])[:40] or "（空）"


def _positions(
    lon: Floats, lat: Floats, keep: NDArray[np.bool_], rows: NDArray[np.int64], name: str, found: _Findings
) -> NDArray[np.bool_]:
    """Which can be positions; a file or a row with longitude and latitude exchanged is named as such."""
    possible = on_earth(lon, lat)
    bad = keep & ~possible
    swapped = bad & on_earth(lat, lon)
    with np.errstate(invalid="ignore"):
        swapped &= in_china(lat, lon)
    swap_step = _w(
        "把经度（73–135）和纬度（18–54）两列对调。", "Exchange the columns of longitude (73–135) and latitude (18–54)."
    )
    if swapped.sum() > 0.5 * max(int(keep.sum()), 1):
        found.add(
            0,
            "swapped",
            _w(f"{name} 的经度和纬度写反了。", f"Longitude and latitude are exchanged in {name}."),
            swap_step,
        )
        found.counts["swapped"] = int(swapped.sum())
    else:
        found.add_all(
            rows[swapped],
            "swapped",
            _w("经度和纬度写反了。", "Longitude and latitude are exchanged."),
            swap_step,
        )
    found.add_all(
        rows[bad & ~swapped], "nowhere", _w("经纬度不在地球上。", "Longitude and latitude are nowhere on earth."),
        _w("经度在 ±180、纬度在 ±90 以内，单位是度。", "Longitude lies within ±180, latitude within ±90 degrees."),
    )  # fmt: skip
    return possible


def _on_land(lon: Floats, lat: Floats, keep: NDArray[np.bool_], rows: NDArray[np.int64], found: _Findings) -> None:
    outside = np.zeros(len(lon), bool)
    outside[keep] = ~in_china(lon[keep], lat[keep])
    swapped = outside.copy()
    swapped[outside] = in_china(lat[outside], lon[outside])
    found.add_all(
        rows[swapped], "swapped", _w("经度和纬度像是写反了。", "Longitude and latitude seem to be exchanged."),
        _w("把两列对调。", "Exchange the two."),
    )  # fmt: skip
    outside &= ~swapped
    next_step = _w("照样用了；请核对经纬度和坐标系。", "It was used as it is; check longitude, latitude and datum.")
    if outside.sum() > 0.9 * max(int(keep.sum()), 1) and outside.sum() > 1:
        found.add(
            0,
            "outside",
            _w("这些点几乎都不在中国的陆地上。", "Nearly all of these points lie outside China's land."),
            next_step,
        )
        found.counts["outside"] = int(outside.sum())
        return
    found.add_all(
        rows[outside], "outside", _w("这个点在海里，或者在中国以外。", "The point lies in the sea, or outside China."), next_step
    )  # fmt: skip


def _none_left(name: str, found: _Findings, read: int) -> Words:
    if not found.named:
        return Words(f"{name} 里没有数据行。", f"{name} has no rows.")
    first = found.named[0]
    where_zh, where_en = (f"第 {first.row} 行：", f"Row {first.row}: ") if first.row else ("", "")
    return Words(
        f"{name} 的 {read} 行都不能用。{where_zh}{first.words.zh}{first.next_step.zh}",
        f"None of the {read} rows of {name} can be used. {where_en}{first.words.en} {first.next_step.en}",
    )


def _texts(cells: Sequence[str]) -> NDArray[np.object_]:
    made = np.empty(len(cells), object)
    made[:] = cells
    return made


_w = Words
