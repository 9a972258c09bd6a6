"""What values does this table bring? Columns under the names people use, amounts and days as people write them.

    地区    档    月最低工资    小时最低工资    执行日期      文号                  网址
    江西    一    2,100元      21             2026年7月1日  赣人社发〔2026〕5号    https://…

Tiers may stand in columns of their own (“第一档”, “小时一档”), a place written once counts for the rows below it, and a row for any
other table names it: 表, 数值. Every complaint names the row.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.tables import Row, Table
from unionhall.core.verdict import Refused, no
from unionhall.lawbook import reading as people_write
from unionhall.lawbook.book import Book
from unionhall.lawbook.reading import Unreadable
from unionhall.ui.law import in_language

from .comparing import Line

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MONTHLY, HOURLY = "minimum_wage.monthly", "minimum_wage.hourly"
UNITS = {MONTHLY: "yuan/month", HOURLY: "yuan/hour"}
HEADS = {
    "region": ("region", "place", "province", "地区", "地方", "省份", "省市", "省", "城市", "区域", "省区市", "地域"),
    "tier": ("tier", "class", "档", "档次", "档位", "类别", "类", "等级", "类区", "区类"),
    "monthly": ("monthly", "month", "月最低工资", "月", "月工资", "最低工资", "月最低", "月最低工资标准"),
    "hourly": ("hourly", "hour", "小时最低工资", "小时", "小时工资", "非全日制", "非全日制小时最低工资", "非全日制小时", "非全日制用工小时最低工资"),
    "since": ("since", "from", "fromday", "effective", "执行日期", "执行时间", "施行日期", "实施日期", "起始日", "开始", "起", "起执行", "执行起始", "生效日期", "第一天"),
    "document": ("document", "number", "文号", "文件", "文件号", "依据", "通知", "文件名称"),
    "url": ("url", "link", "address", "网址", "链接", "地址", "来源"),
    "table": ("table", "表", "表名"),
    "value": ("value", "数值", "值"),
    "unit": ("unit", "单位"),
    "until": ("until", "completeuntil", "截止", "查到"),
    "note": ("note", "备注", "说明"),
}  # fmt: skip
KNOWN = {word: name for name, words in HEADS.items() for word in words}
TIERS = {**{c: n for n, c in enumerate("一二三四五六", 1)}, **{str(n): n for n in range(1, 10)}, **{c: n for n, c in enumerate("abcdef", 1)}}  # fmt: skip
TIER_HEAD = re.compile(r"^(.*?)第?([一二三四五六1-6a-f])(档|类|类区|区)$")
TIER_CELL = re.compile(r"^第?([一二三四五六1-9a-f])(档|类|类区|区|等)?$")
AFTER_A_PLACE = re.compile(r"(壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$")
MOST = Decimal(10_000_000)


@dataclass(frozen=True)
class Wrong:
    """A row that could not be read, and why."""

    number: int
    reason: "StrOrPromise"


@dataclass
class Read:
    """What a table brought: values, and rows that say nothing we can take."""

    lines: list[Line] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Columns whose names nobody knows."""


@dataclass(frozen=True)
class Given:
    """What is said once for all rows; a row may say otherwise."""

    since: date | None = None
    document: str = ""
    url: str = ""


def read_values(table: Table, book: Book, given: Given) -> Read:
    """The values of a table. Raises Refused where the columns themselves say nothing."""
    heads = {column: _head(column) for column in table.columns}
    read = Read(unread=[column for column, meaning in heads.items() if meaning is None])
    meant = {meaning[0] for meaning in heads.values() if meaning}
    if "region" not in meant or not meant & {"monthly", "hourly", "value"}:
        raise Refused(
            no(
                _(
                    "The table needs a column for the place (地区) and one for the value (月最低工资, 小时最低工资, or 数值 with 表)."
                ),
                format_lazy(_("Its columns are: {columns}."), columns=", ".join(table.columns)),
                "columns",
            )
        )
    place = ""
    seen: dict[Any, int] = {}
    for row in table:
        try:
            place = _cell(row, heads, "region") or place
            for line in _values(row, heads, place, book, given, first=len(read.lines) + 1):
                twin = seen.setdefault(line.key, row.number)
                if twin != row.number or sum(one.key == line.key for one in read.lines):
                    raise _Bad(format_lazy(_("row {n} is for the same place, tier and day."), n=twin))
                read.lines.append(line)
        except _Bad as bad:
            read.wrong.append(Wrong(row.number, bad.reason))
    return read


def lines_of(rows: Iterable[Mapping[str, Any]], book: Book, given: Given) -> Read:
    """The same from the rows of a request: fields by their English names."""
    read = Read()
    columns = {name: (name, None) for name in HEADS}
    for number, said in enumerate(rows, 1):
        row = Row(number, {name: "" if value is None else str(value).strip() for name, value in said.items()})
        try:
            for line in _values(row, columns, row.get("region", ""), book, given, first=len(read.lines) + 1):
                if any(one.key == line.key for one in read.lines):
                    raise _Bad(_("another row is for the same place, tier and day."))
                read.lines.append(line)
        except _Bad as bad:
            read.wrong.append(Wrong(number, bad.reason))
    return read


def place_of(said: str, held: Iterable[str]) -> str:
    """A place as the table names it: “江西省” is 江西, “深圳市” is 广东-深圳. One it does not hold stays as it is written."""
    known = list(held)
    text = unicodedata.normalize("NFKC", said).replace(" ", "").replace("—", "-")
    short = AFTER_A_PLACE.sub("", text)
    for name in (text, short):
        if name in known:
            return name
    inside = re.sub(r"^(.{2,3}?)省(.+?)市?$", r"\1-\2", text)
    ending = [name for name in known if name.endswith(f"-{short}")]
    return inside if inside in known else ending[0] if len(ending) == 1 else short or text


def unit_of(table: str, book: Book) -> str:
    """The unit of a table's values."""
    held = book.tables.get(table)
    return UNITS.get(table) or (held.rows[0].unit if held and held.rows else "")


class _Bad(Exception):
    def __init__(self, reason: "StrOrPromise") -> None:
        super().__init__(reason)
        self.reason = reason


Heads = Mapping[str, tuple[str, int | None] | None]


def _head(column: str) -> tuple[str, int | None] | None:
    """What a column holds, and for which tier if its name says one."""
    name = unicodedata.normalize("NFKC", column).lower()
    name = re.sub(r"\(.*?\)|[\s_.:/-]|标准|单位:?元", "", name)
    if name in KNOWN:
        return KNOWN[name], None
    found = TIER_HEAD.match(name)
    if found:
        hourly = "小时" in found.group(1) or "hour" in found.group(1) or "非全日" in found.group(1)
        return ("hourly" if hourly else "monthly"), TIERS[found.group(2)]
    return None


def _cell(row: Row, heads: Heads, wanted: str) -> str:
    return next((row.get(column, "").strip() for column, meaning in heads.items() if meaning == (wanted, None)), "")


def _values(row: Row, heads: Heads, place: str, book: Book, given: Given, *, first: int) -> Iterator[Line]:
    """The values of one row."""
    if not place:
        raise _Bad(_("the place is missing."))
    since = _day(_cell(row, heads, "since")) or given.since
    if since is None:
        raise _Bad(_("the first day is missing; write it in the row or once for all."))
    url = _cell(row, heads, "url") or given.url
    if url and urlsplit(url).scheme not in ("http", "https"):
        raise _Bad(format_lazy(_("“{text}” is no address; it begins with https://."), text=url[:60]))
    if len(url) > 500:
        raise _Bad(_("the address is too long."))
    tier = _tier(_cell(row, heads, "tier"))
    common = {
        "since": since, "document": _cell(row, heads, "document") or given.document, "url": url,
        "note": _cell(row, heads, "note"), "complete_until": _day(_cell(row, heads, "until")),
    }  # fmt: skip
    found = 0
    for table, said, of_tier in _amounts(row, heads):
        if table not in book.tables:
            raise _Bad(format_lazy(_("there is no table “{name}”."), name=table[:60]))
        region = place_of(place, book.regions(table))[:60]
        unit = _cell(row, heads, "unit") or unit_of(table, book)
        yield Line(first + found, table, region, _amount(said), tier=of_tier or tier, unit=unit[:80], **common)  # type: ignore[arg-type]
        found += 1
    if not found:
        raise _Bad(_("no value is in it."))


def _amounts(row: Row, heads: Heads) -> Iterator[tuple[str, str, int | None]]:
    for column, meaning in heads.items():
        said = row.get(column, "").strip()
        if meaning is None or said in ("", "-", "—", "/", "无"):
            continue
        name, tier = meaning
        if name in ("monthly", "hourly"):
            yield (MONTHLY if name == "monthly" else HOURLY), said, tier
        elif name == "value":
            table = _cell(row, heads, "table")
            if not table:
                raise _Bad(_("for which table is the value? Its column 表 is empty."))
            yield table, said, None


def _amount(said: str) -> Decimal:
    try:
        value = people_write.amount(re.sub(r"(/|每)?(个?月|小时)$", "", said))
    except Unreadable as wrong:
        raise _Bad(format_lazy(_("“{text}”: {words}"), text=said[:30], words=in_language(wrong.words))) from None
    if not 0 <= value < MOST or value != round(value, 4):
        raise _Bad(format_lazy(_("“{text}” is no value that can be."), text=said[:30]))
    return value


def _day(said: str) -> date | None:
    if not said:
        return None
    try:
        return people_write.day(re.sub(r"(起|开始|施行|执行|实施|起执行|起施行)+$", "", said).removeprefix("自"))
    except Unreadable as wrong:
        raise _Bad(format_lazy(_("“{text}”: {words}"), text=said[:30], words=in_language(wrong.words))) from None


def _tier(said: str) -> int:
    text = unicodedata.normalize("NFKC", said).replace(" ", "").lower()
    if text in ("", "-", "—", "全省", "全市", "不分"):
        return 1
    found = TIER_CELL.match(text)
    if not found:
        raise _Bad(format_lazy(_("“{text}” is no tier; write 1, 2, 3."), text=said[:20]))
    return TIERS[found.group(1)]
