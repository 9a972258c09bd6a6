"""Reading lists of places: codes with their years, today's places down to townships, boundaries. Which layout a file has is told by its head."""

from __future__ import annotations

import csv
import io
import lzma
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.tables import Limits, read_table
from unionhall.core.verdict import Refused, Verdict, no
from unionhall.geo import shapes
from unionhall.geo.datum import Datum, to_wgs84

from . import actions, queries
from .actions import KnownCode, KnownPlace
from .enums import Level
from .models import Division
from .packed import collection_in

SHIPPED = Path(__file__).parent / "data" / "areacodes_1980_2024.csv.xz"
"""The codes of provinces, cities and counties 1980 to 2024 (github.com/yescallop/areacodes, CC0 1.0)."""
CODES = {"代码", "名称", "级别", "启用时间", "变更/弃用时间", "新代码"}
PLACES = {"id", "pid", "deep", "ext_id", "ext_name"}
HEIGHT = {"省级": Level.PROVINCE, "地级": Level.CITY, "县级": Level.COUNTY}
DEEP = {"0": Level.PROVINCE, "1": Level.CITY, "2": Level.COUNTY, "3": Level.TOWNSHIP}
DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9}
MOST_ROWS = Limits(rows=1_000_000)
MAPS = {".geojson", ".js", ".json"}
MOST_BYTES = 200 * 1024 * 1024


@dataclass
class Reading:
    """What a file said: how many lines, and those that could not be."""

    lines: list[Any] = field(default_factory=list)
    read: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)

    def reject(self, number: int, reason: Any) -> None:
        """A line that cannot be, and why."""
        self.rejected.append({"row": number, "reason": str(reason)})


def bring_divisions(path: Path, *, by: Actor, dry_run: bool = False, within: str = "") -> dict[str, Any]:
    """Bring a list of places in; with `within`, only those whose code begins so. Lines that cannot be are named; the rest is entered."""
    table = read_table(path, limits=MOST_ROWS)
    heads = {column.strip() for column in table.columns}
    rows = ((row.number, row) for row in table)
    report: dict[str, Any] = {"layout": "", "read": 0, "dry_run": dry_run}
    with transaction.atomic():
        if heads >= CODES:
            report["layout"] = "codes"
            reading = codes_in(rows, within=within)
            report |= actions.learn_codes(reading.lines, by=by, source=path.name)
        elif heads >= PLACES:
            report["layout"] = "places"
            reading = places_in(rows, within=within)
            report |= actions.learn_places(reading.lines, by=by, source=path.name)
        else:
            raise Refused(
                no(
                    _("This is none of the lists that are understood."),
                    format_lazy(
                        _("A list of codes has the columns {codes}; a list of places {places}."),
                        codes=" ".join(sorted(CODES)),
                        places=" ".join(sorted(PLACES)),
                    ),
                    "layout",
                )
            )
        if dry_run:
            transaction.set_rollback(True)
    return report | {"read": reading.read, "rejected": reading.rejected}


def shipped_codes() -> list[KnownCode]:
    """The list in the package."""
    text = lzma.decompress(SHIPPED.read_bytes()).decode("utf-8-sig")
    return list(codes_in(enumerate(csv.DictReader(io.StringIO(text)), 2)).lines)


def codes_in(rows: Iterable[tuple[int, Mapping[str, str]]], *, within: str = "") -> Reading:
    """Codes with their years. A code counts from the first day of its first year to the last day of the year it ended in: in
    that year both the old and the new one were given out."""
    reading = Reading()
    for number, row in rows:
        reading.read += 1
        code, level = row["代码"].strip(), HEIGHT.get(row["级别"].strip())
        first, last = row["启用时间"].strip(), row["变更/弃用时间"].strip()
        if not (len(code) == 6 and code.isascii() and code.isdigit()) or level is None:
            reading.reject(number, _("This is no code of a province, city or county."))
            continue
        if not _is_year(first) or (last and not _is_year(last)) or (last and int(last) < int(first)):
            reading.reject(number, _("The years cannot be right."))
            continue
        if not code.startswith(queries.code_stem(within)):
            continue
        reading.lines.append(
            KnownCode(
                code, row["名称"].strip(), int(level), row.get("一级行政区", "").strip(), row.get("二级行政区", "").strip(),
                date(int(first), 1, 1), date(int(last), 12, 31) if last else None, row["新代码"].strip(),
            )
        )  # fmt: skip
    return reading


def places_in(rows: Iterable[tuple[int, Mapping[str, str]]], *, within: str = "") -> Reading:
    """Today's places. Six digits name a place down to the county, nine a township or street."""
    reading = Reading()
    stem = queries.code_stem(within)
    for number, row in rows:
        reading.read += 1
        key, above, level = row["id"].strip(), row["pid"].strip(), DEEP.get(row["deep"].strip())
        name = row["ext_name"].strip() or row.get("name", "").strip()
        if level is None or not key.isdigit() or len(key) != DIGITS[level] or not name:
            reading.reject(number, _("This is no place."))
            continue
        if row["ext_id"].strip() == "0":
            continue  # “abroad”, which no code of GB/T 2260 names
        if stem and not (key.startswith(stem) or stem.startswith(key)):
            continue
        parent = above.ljust(6, "0") if level > Level.PROVINCE else ""
        reading.lines.append(KnownPlace(key.ljust(6, "0"), name[:60], int(level), parent))
    return reading


def bring_boundaries(
    path: Path, *, by: Actor, datum: Datum = Datum.WGS84, tolerance: float = 50.0, dry_run: bool = False
) -> dict[str, Any]:
    """Keep the boundaries of a file or folder for the places it names; features of unknown places are counted, not guessed."""
    report: dict[str, Any] = {
        "read": 0,
        "drawn": 0,
        "corners_read": 0,
        "corners_kept": 0,
        "rejected": [],
        "dry_run": dry_run,
    }
    with transaction.atomic():
        for number, feature in enumerate(_features(path), 1):
            report["read"] += 1
            facts = feature.get("properties")
            place = _place_of(facts if isinstance(facts, dict) else {}, feature.get("id"))
            if place is None:
                report["rejected"].append({"row": number, "reason": str(_("The place of this boundary is not known."))})
                continue
            try:
                areas = shapes.areas_of(feature.get("geometry"))
            except ValueError as error:
                reason = format_lazy(_("{place}: this is no area ({error})."), place=place.name, error=error)
                report["rejected"].append({"row": number, "reason": str(reason)})
                continue
            areas = shapes.converted(areas, lambda lon, lat: to_wgs84(lon, lat, datum))
            row = actions.draw_boundary(place, by=by, areas=areas, tolerance=tolerance, source=path.name)
            report["drawn"] += 1
            report["corners_read"] += sum(len(ring) for area in areas for ring in area)
            report["corners_kept"] += sum(len(ring) for shape in row.geometry["coordinates"] for ring in shape)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _features(path: Path) -> Iterator[dict[str, Any]]:
    """The features of a file, or of every `.js`, `.json` and `.geojson` file of a folder, in the order of their names."""
    inside = sorted(one for one in path.iterdir() if one.suffix in MAPS) if path.is_dir() else [path]
    if sum(one.stat().st_size for one in inside) > MOST_BYTES:
        raise Refused(no(_("The file is larger than 200 MB."), _("Split it, by province."), "size"))
    counted = 0
    for one in inside:
        try:
            found = collection_in(one.read_bytes().decode("utf-8-sig"))
        except ValueError:
            found = None
        if found is None and path.is_dir():
            continue
        if found is None:
            raise Refused(_no_boundaries())
        counted += 1
        yield from (feature for feature in found["features"] if isinstance(feature, dict))
    if not counted:
        raise Refused(_no_boundaries())


def _no_boundaries() -> Verdict:
    return no(_("This is no GeoJSON file with boundaries."), _("A FeatureCollection is expected."), "geojson")


def _place_of(facts: Mapping[str, Any], key: Any) -> Division | None:
    """By the code a feature carries under one of the usual names, also a former one, else by its name where only one place is called so."""
    for said in (facts.get("adcode"), facts.get("code"), facts.get("id"), key):
        code = str(said or "").strip()
        if code.isascii() and code.isdigit() and len(code) in (6, 9, 12):
            wanted = code[:6] if code[6:].strip("0") == "" else code[:9]
            found = Division.objects.filter(code=wanted).order_by("pk").first()
            if found is None and len(wanted) == 6 and (now := queries.renamed_to(wanted)):
                found = Division.objects.filter(code=now).order_by("pk").first()
            if found is not None:
                return found
    name = str(facts.get("name") or facts.get("NAME") or "").strip()
    return queries.place_named(name) if name else None


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and 1949 <= int(text) <= 2200
