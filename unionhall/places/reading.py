"""What does this list of places say? Columns guessed from their names, each row checked, each complaint with its row.

Spreadsheets, CSV and GeoJSON. Nothing is looked up here row by row: the caller brings what it knows in dictionaries.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.tables import Limits, Rejected, TableError, read_table
from unionhall.core.verdict import Refused

from . import opening, position
from .enums import Access, PointDatum, VenueKind
from .models import Equipment, HostKind

LIMITS = Limits(size=50 * 1024 * 1024, rows=200_000, columns=100, cell=5_000)

NAMES: dict[str, tuple[str, ...]] = {
    "code": ("编号", "编码", "代码", "站点编号", "驿站编号", "id", "code"),
    "name": ("名称", "站点名称", "驿站名称", "站名", "name"),
    "kind": ("类型", "阵地类型", "站点类型", "kind"),
    "host_kind": ("依托类型", "场所类型", "依托场所类型", "host_kind"),
    "host_words": ("依托单位", "依托场所", "共建单位", "所在单位", "承建单位", "host"),
    "contact_name": ("联系人", "负责人", "管理员", "contact", "keeper"),
    "public_phone": ("联系电话", "电话", "服务电话", "phone", "tel"),
    "address": ("地址", "详细地址", "站点地址", "address"),
    "division": ("区县", "行政区", "区划", "所属区县", "街道", "乡镇", "区", "district", "division"),
    "lon": ("经度", "lon", "lng", "longitude"),
    "lat": ("纬度", "lat", "latitude"),
    "position": ("坐标", "经纬度", "location", "position"),
    "equipment": ("设施", "里面有什么", "设备", "服务设施", "设施设备", "配置", "facilities", "equipment", "amenities"),
    "hours": ("开放时间", "服务时间", "营业时间", "时间", "open_hours", "opening_hours", "hours"),
    "capacity": ("座位", "座位数", "容纳人数", "capacity", "seats"),
    "access": ("进入方式", "进门方式", "access"),
    "opened_on": ("启用日期", "建成时间", "建成日期", "开放日期", "挂牌时间", "opened_on"),
    "how_to_find": ("怎么找", "位置说明", "how_to_find"),
}
LABELS = {
    "code": _("Code"), "name": _("Name of the place"), "kind": _("Kind"), "host_kind": _("In what kind of house?"), "host_words": _("Host"),
    "contact_name": _("Looked after by"), "public_phone": _("Telephone at the place"), "address": _("Address"), "division": _("Quarter"),
    "lon": _("Longitude"), "lat": _("Latitude"), "position": _("Position"), "equipment": _("What is inside"), "hours": _("Hours"),
    "capacity": _("Seats"), "access": _("Way in"), "opened_on": _("Open since"), "how_to_find": _("How to find the door"),
}  # fmt: skip
"""What each column is called on the page."""
SEPARATORS = re.compile(r"[|,，、;；/\s]+")
LENGTHS = {
    "name": 120,
    "host_words": 120,
    "contact_name": 60,
    "public_phone": 30,
    "address": 200,
    "how_to_find": 200,
    "code": 40,
}


def _plain(text: str) -> str:
    return re.sub(r"[\s_\-()（）\[\]【】:：*]+", "", unicodedata.normalize("NFKC", text)).lower()


def columns_of(heads: Iterable[str]) -> dict[str, str]:
    """Which column means what: first by its whole name, then by a name it begins with (“lat_gcj02”, “open_hours_stated”)."""
    left, found = list(heads), {}
    for key, words in NAMES.items():
        plain = [_plain(word) for word in words]
        hit = next((head for head in left if _plain(head) in plain), None)
        if hit is not None:
            found[key] = hit
            left.remove(hit)
    for key, words in NAMES.items():
        if key in found:
            continue
        long = [_plain(word) for word in words if len(_plain(word)) >= 3 or not word.isascii()]
        hit = next((head for head in left if any(_plain(head).startswith(word) for word in long)), None)
        if hit is not None:
            found[key] = hit
            left.remove(hit)
    return found


def datum_of(heads: Iterable[str]) -> str:
    """The system of coordinates that the names of the columns tell; "" when they tell none."""
    said = " ".join(_plain(head) for head in heads)
    for datum, words in (
        ("gcj02", ("gcj02", "火星", "高德", "腾讯", "amap")),
        ("bd09", ("bd09", "百度", "baidu")),
        ("wgs84", ("wgs84", "gps")),
    ):
        if any(word in said for word in words):
            return datum
    return ""


@dataclass
class Line:
    """One row that can be entered: its number, its code ("" for none) and its facts."""

    number: int
    code: str
    facts: dict[str, Any]
    lon: float = 0.0
    lat: float = 0.0
    division: str = ""
    cells: list[str] = field(default_factory=list)


@dataclass
class Read:
    """A list as it was understood."""

    columns: dict[str, str]
    heads: list[str]
    datum: str
    lines: list[Line] = field(default_factory=list)
    rejected: list[tuple[int, str, list[str]]] = field(default_factory=list)
    """Row, reason, and the cells as they came."""
    unknown: dict[str, int] = field(default_factory=dict)
    """Words for equipment nobody knows here, and how often."""

    unclear: list[tuple[int, str]] = field(default_factory=list)
    """Rows whose hours cannot be read, and what they say."""

    @property
    def count(self) -> int:
        return len(self.lines) + len(self.rejected)


class Words:
    """Words of lists → codes of ours, read once."""

    def __init__(self) -> None:
        self.equipment = self._of(Equipment.objects.order_by("order", "code"))
        self.hosts = self._of(HostKind.objects.order_by("order", "code"))
        self.kinds = {
            **{str(label): value for value, label in VenueKind.choices},
            **{one: one for one in VenueKind.values},
        }
        self.kinds |= {"驿站": "rest_station", "工会驿站": "rest_station", "户外劳动者服务站点": "rest_station", "职工之家": "workers_home",
                       "职工书屋": "reading_room", "书屋": "reading_room", "实训基地": "training_base", "法律援助站": "legal_station",
                       "法援站": "legal_station", "心理咨询室": "counselling_room", "心灵驿站": "counselling_room"}  # fmt: skip
        self.access = {**{str(label): value for value, label in Access.choices}, **{one: one for one in Access.values},
                       "直接进入": "open", "免费开放": "open", "扫码": "code", "密码": "code", "刷卡": "card"}  # fmt: skip

    @staticmethod
    def _of(rows: Iterable[Any]) -> dict[str, str]:
        found: dict[str, str] = {}
        for row in rows:
            for word in (row.code, row.name, row.name_en, *row.aliases):
                if word:
                    found.setdefault(word.lower(), row.code)
        return found


def read_list(
    content: bytes,
    name: str,
    *,
    datum: str = "",
    kind: str = VenueKind.REST_STATION,
    prefix: str = "",
    columns: Mapping[str, str] | None = None,
) -> Read:
    """Read a list of places. Raises `TableError` for a file that is none; a bad row is put among the rejected ones."""
    if len(content) > LIMITS.size:
        raise TableError(_("The file is too large."), _("Split it and send the parts one by one."), code="table_size")
    if name.lower().endswith((".geojson", ".json")) or content.lstrip()[:1] == b"{":
        heads, rows, unreadable = _geojson(content)
    else:
        rejects: list[Rejected] = []
        table = read_table(io.BytesIO(content), limits=LIMITS, rejects=rejects, heads=_looks_like_heads)
        heads = table.columns
        rows = [(row.number, dict(row)) for row in table]
        unreadable = [(one.number, str(one.reason), list(one.cells)) for one in rejects]
    where = dict(columns) if columns is not None else columns_of(heads)
    where = {key: head for key, head in where.items() if key in NAMES and head in heads}
    if "name" not in where or not ("position" in where or {"lon", "lat"} <= set(where)):
        raise TableError(
            _("The list needs a column with the name and columns with longitude and latitude."),
            format_lazy(_("Its columns are: {columns}."), columns="、".join(heads)[:400]),
            code="columns",
        )
    read = Read(where, heads, datum or datum_of(heads) or PointDatum.WGS84, rejected=unreadable)
    _fill(read, rows, kind=kind, prefix=prefix)
    return read


def _looks_like_heads(cells: list[str]) -> bool:
    found = columns_of(cells)
    return "name" in found and ("position" in found or "lon" in found)


def _fill(read: Read, rows: list[tuple[int, dict[str, str]]], *, kind: str, prefix: str) -> None:
    words = Words()
    seen: dict[str, int] = {}
    hours: dict[str, Any] = {}
    for number, cells in rows:
        line = Line(number, "", {}, cells=list(cells.values()))
        reason = _understood(line, cells, read, words, hours, kind=kind, prefix=prefix)
        if not reason and line.code:
            if line.code in seen:
                reason = _("This code stands in row %(row)s already.") % {"row": seen[line.code]}
            else:
                seen[line.code] = number
        if reason:
            read.rejected.append((number, str(reason), list(cells.values())))
        else:
            read.lines.append(line)
    _place(read)
    read.rejected.sort(key=lambda one: one[0])


def _understood(
    line: Line, cells: dict[str, str], read: Read, words: Words, hours: dict[str, Any], *, kind: str, prefix: str
) -> Any:
    """Fill a line from its cells; the reason when it cannot be."""

    def said(key: str) -> str:
        head = read.columns.get(key)
        return " ".join((cells.get(head) or "").split()) if head else ""

    for key, most in LENGTHS.items():
        if len(said(key)) > most:
            return format_lazy(_("“{column}” is longer than {n} characters."), column=read.columns[key], n=most)
    if not said("name"):
        return _("The place has no name.")
    point = _point(said("lon"), said("lat"), said("position"))
    if point is None:
        return _("The position is missing or is no number.")
    line.lon, line.lat = point
    code = said("code")
    line.code = f"{prefix}{code}" if code else ""
    if line.code and not re.fullmatch(r"[\w.\-]{1,40}", line.code):
        return _("A code is letters, digits, dots and dashes.")
    facts: dict[str, Any] = {"name": said("name"), "kind": words.kinds.get(said("kind"), kind)}
    for key in ("host_words", "contact_name", "public_phone", "address", "how_to_find"):
        if key in read.columns:
            facts[key] = said(key)
    if "host_kind" in read.columns:
        facts["host_kind"] = words.hosts.get(said("host_kind").lower())
    if "access" in read.columns:
        facts["access"] = words.access.get(said("access"), Access.OPEN)
    if "capacity" in read.columns:
        digits = re.match(r"\d{1,4}", said("capacity"))
        facts["capacity"] = int(digits[0]) if digits else None
    if "equipment" in read.columns:
        facts["equipment"] = _equipment(said("equipment"), words, read)
    if "hours" in read.columns:
        text = said("hours")
        if text not in hours:
            try:
                hours[text] = opening.parsed(text)
            except Refused as refusal:
                hours[text] = str(refusal)
        if isinstance(hours[text], str):
            read.unclear.append(
                (line.number, text)
            )  # the place is entered all the same, without hours nobody can reckon with
        else:
            facts["hours"] = hours[text]
    if "opened_on" in read.columns and said("opened_on"):
        day = _day(said("opened_on"))
        if day is None:
            return format_lazy(_("“{text}” is no day."), text=said("opened_on"))
        facts["opened_on"] = day
    line.facts, line.division = facts, said("division")
    return ""


def _equipment(text: str, words: Words, read: Read) -> list[str]:
    found = set()
    for part in SEPARATORS.split(text):
        if not part:
            continue
        code = words.equipment.get(part.lower())
        if code is None:
            code = next(
                (known for word, known in words.equipment.items() if len(word) > 1 and word in part.lower()), None
            )
        if code is None:
            read.unknown[part[:40]] = read.unknown.get(part[:40], 0) + 1
        else:
            found.add(code)
    return sorted(found)


def _point(lon: str, lat: str, both: str) -> tuple[float, float] | None:
    if both and not (lon and lat):
        parts = re.split(r"[,，;；\s]+", both.strip("()[]（） "))
        lon, lat = (parts[0], parts[1]) if len(parts) == 2 else ("", "")
    try:
        x, y = float(lon), float(lat)
    except ValueError:
        return None
    return (x, y) if np.isfinite(x) and np.isfinite(y) else None


def _day(text: str) -> date | None:
    plain = re.sub(r"[年月/.]", "-", text.split(" ")[0]).rstrip("日-")
    for shape in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            return datetime.strptime(plain, shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _place(read: Read) -> None:
    """Positions into WGS-84 at once; those that lie nowhere go to the rejected ones, and say whether they are swapped."""
    if not read.lines:
        return
    lon = np.array([line.lon for line in read.lines])
    lat = np.array([line.lat for line in read.lines])
    x, y = position.to_wgs84(lon, lat, read.datum)
    good = position.on_land_all(x, y)
    kept = []
    for number, line in enumerate(read.lines):
        if good[number]:
            line.lon, line.lat = round(float(x[number]), 7), round(float(y[number]), 7)
            kept.append(line)
        else:
            verdict = position.may_stand(line.lon, line.lat)
            read.rejected.append(
                (
                    line.number,
                    str(verdict.reason) or str(_("This position lies nowhere.")),
                    line.cells,
                )
            )
    read.lines = kept


def _geojson(content: bytes) -> tuple[list[str], list[tuple[int, dict[str, str]]], list[tuple[int, str, list[str]]]]:
    """Points of a GeoJSON as rows: the properties are the columns, with lon and lat."""
    try:
        said = json.loads(content.decode("utf-8-sig"))
        features = said["features"]
        if not isinstance(features, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise TableError(
            _("This is no GeoJSON with places."), _("It needs “features” with points."), code="geojson"
        ) from error
    if len(features) > LIMITS.rows:
        raise TableError(format_lazy(_("The table has more than {n} rows."), n=LIMITS.rows), code="table_rows")
    heads: dict[str, None] = {}
    rows: list[tuple[int, dict[str, str]]] = []
    rejected: list[tuple[int, str, list[str]]] = []
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        point = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
        if not isinstance(properties, dict) or not isinstance(point, list) or len(point) < 2:
            rejected.append((number, str(_("This is no point with properties.")), []))
            continue
        cells = {str(key)[:200].replace("\0", ""): _cell(value) for key, value in list(properties.items())[:100]}
        cells = {key: value for key, value in cells.items() if key not in ("lon", "lat")}
        cells |= {"lon": _cell(point[0]), "lat": _cell(point[1])}
        if feature.get("id") is not None and "id" not in cells and "code" not in cells:
            cells["id"] = _cell(feature["id"])
        heads |= dict.fromkeys(cells)
        rows.append((number, cells))
    return list(heads), rows, rejected


def _cell(value: Any) -> str:
    if isinstance(value, list):
        value = "|".join(str(one) for one in value[:100])
    if isinstance(value, dict):
        return ""
    return "" if value is None else str(value).replace("\0", "")[: LIMITS.cell]
