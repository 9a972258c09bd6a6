"""Codes of places on a day, lists brought in, boundaries converted and simplified."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from unionhall.core.actor import system
from unionhall.core.verdict import Refused
from unionhall.geo.datum import Datum, from_wgs84
from unionhall.organisations import lists, queries
from unionhall.organisations.enums import CodeFit, Level
from unionhall.organisations.models import Division, DivisionBoundary, DivisionCode

SYSTEM = system("test")
pytestmark = pytest.mark.django_db
CODE_HEAD = "代码,一级行政区,二级行政区,名称,级别,状态,启用时间,变更/弃用时间,新代码\n"
PLACE_HEAD = "id,pid,deep,name,pinyin_prefix,pinyin,ext_id,ext_name\n"


@pytest.mark.parametrize(
    ("code", "on", "name", "fit", "today"),
    [
        ("330104", date(1990, 5, 1), "浙江省杭州市江干区", CodeFit.THEN, {"330102", "330114"}),
        ("330103", date(2000, 1, 1), "浙江省杭州市下城区", CodeFit.THEN, {"330105"}),
        ("110103", date(1985, 1, 1), "北京市崇文区", CodeFit.THEN, {"110101"}),
        ("110103", date(2015, 1, 1), "北京市崇文区", CodeFit.BEFORE, {"110101"}),
        ("110105", date(1950, 1, 1), "北京市朝阳区", CodeFit.LATER, {"110105"}),
        ("512531", date(1985, 1, 1), "四川省宜宾地区高县", CodeFit.THEN, {"511525"}),
        ("500113", date(1999, 1, 1), "重庆市巴南区", CodeFit.THEN, {"500113"}),
    ],
)
def test_a_code_is_told_as_it_was_and_as_it_is(code: str, on: date, name: str, fit: CodeFit, today: set[str]) -> None:
    place = queries.place_of_code(code, on)
    assert place is not None
    assert (place.full_name, place.fit) == (name, fit)
    assert {each.code for each in place.now} == today


def test_a_code_that_never_was_is_no_place() -> None:
    assert queries.place_of_code("999999", date(2000, 1, 1)) is None


def test_the_book_in_memory_says_what_the_table_says() -> None:
    book = queries.code_book()
    for code in ("330104", "110103", "110105", "512531", "422701"):
        on = date(1995, 6, 1)
        one, other = book.place(code, on), queries.place_of_code(code, on)
        assert one is not None
        assert other is not None
        assert (one.name, one.fit, {n.code for n in one.now}) == (other.name, other.fit, {n.code for n in other.now})
        assert book.fits(code, on) == one.fit
    assert book.fits("999999", date(2000, 1, 1)) is None


def test_every_code_of_the_shipped_list_is_known() -> None:
    shipped = {line.code for line in lists.shipped_codes()}
    assert shipped == set(DivisionCode.objects.values_list("code", flat=True))


def test_a_list_of_codes_is_brought_in_once_and_its_changes_put_right(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(
        CODE_HEAD
        + "990101,试省,试市,老区,县级,在用,1990,,\n9901,试省,试市,短,县级,在用,1990,,\n990102,试省,试市,错,县级,弃用,2000,1990,\n"
    )
    dry = lists.bring_divisions(path, by=SYSTEM, dry_run=True)
    assert (dry["new"], len(dry["rejected"])) == (1, 2)
    assert not DivisionCode.objects.filter(code="990101").exists()
    assert lists.bring_divisions(path, by=SYSTEM)["new"] == 1
    again = lists.bring_divisions(path, by=SYSTEM)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)
    path.write_text(
        CODE_HEAD + "990101,试省,试市,老区,县级,弃用,1990,2020,990109\n990109,试省,试市,新区,县级,在用,2020,,\n"
    )
    assert lists.bring_divisions(path, by=SYSTEM)["changed"] == 1
    place = queries.place_of_code("990101", date(2021, 1, 1))
    assert place is not None
    assert [each.name for each in place.now] == ["新区"]


def test_a_list_of_places_is_brought_in_below_each_other_and_renamed(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    rows = (
        "98,0,0,试,s,shi,980000000000,试省\n9801,98,1,市,s,shi,980100000000,试市\n980101,9801,2,区,q,qu,980101000000,试区\n"
        "980101001,980101,3,街,j,jie,980101001000,{name}\n97,0,0,别,b,bie,970000000000,别省\n91,0,0,国外,g,guo,0,国外\nx,0,0,坏,h,huai,1,坏\n"
    )
    path.write_text(PLACE_HEAD + rows.format(name="一街道"))
    report = lists.bring_divisions(path, by=SYSTEM, within="980100")
    assert (report["layout"], report["new"], len(report["rejected"])) == ("places", 4, 1)
    street = Division.objects.select_related("parent").get(code="980101001")
    assert (street.level, street.parent and street.parent.code) == (Level.TOWNSHIP, "980101")
    path.write_text(PLACE_HEAD + rows.format(name="二街道"))
    report = lists.bring_divisions(path, by=SYSTEM, within="980100")
    assert (report["renamed"], report["unchanged"]) == (1, 3)


def test_a_list_that_nobody_understands_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(Refused):
        lists.bring_divisions(path, by=SYSTEM)


def square(lon: float, lat: float, size: float, corners: int = 400) -> list[list[float]]:
    """A ring round a point, with many corners."""
    ring = [
        [lon + size * math.cos(2 * math.pi * n / corners), lat + size * math.sin(2 * math.pi * n / corners)]
        for n in range(corners)
    ]
    return [*ring, ring[0]]


def collection(tmp_path: Path, *features: dict[str, Any]) -> Path:
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", **f} for f in features]}))
    return path


def test_boundaries_are_converted_simplified_and_kept(tmp_path: Path) -> None:
    Division.objects.create(code="980101", name="试区", level=Level.COUNTY)
    shown = [list(from_wgs84(*point, Datum.GCJ02)) for point in square(120.1, 30.2, 0.1)]
    path = collection(
        tmp_path,
        {"properties": {"adcode": 980101, "name": "试区"}, "geometry": {"type": "Polygon", "coordinates": [shown]}},
        {"properties": {"name": "没有"}, "geometry": {"type": "Polygon", "coordinates": [shown]}},
        {"properties": {"adcode": "980101"}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
    )
    report = lists.bring_boundaries(path, by=SYSTEM, datum=Datum.GCJ02)
    assert (report["drawn"], len(report["rejected"])) == (1, 2)
    assert 10 < report["corners_kept"] < report["corners_read"] / 3
    row = DivisionBoundary.objects.get()
    assert row.west == pytest.approx(120.0, abs=2e-5)
    assert row.north == pytest.approx(30.3, abs=2e-5)
    lists.bring_boundaries(path, by=SYSTEM, datum=Datum.GCJ02)
    assert DivisionBoundary.objects.count() == 1
    assert list(queries.boundaries.within("980000")) == [DivisionBoundary.objects.get()]


def packed(points: list[tuple[int, int]], offset: tuple[int, int]) -> str:
    """Steps of 1/1024 degree as ECharts writes them."""
    letters, (x, y) = "", offset
    for east, north in points:
        for step in (east - x, north - y):
            letters += chr(((step << 1) ^ (step >> 31)) + 64)
        x, y = east, north
    return letters


def test_a_folder_of_maps_packed_for_echarts_is_read(tmp_path: Path) -> None:
    ring = [(122_880, 30_720), (122_982, 30_720), (122_982, 30_822), (122_880, 30_822), (122_880, 30_720)]
    feature = {
        "type": "Feature", "id": "980101", "properties": {"name": "试区"},
        "geometry": {"type": "Polygon", "coordinates": [packed(ring, (122_900, 30_700))], "encodeOffsets": [[122_900, 30_700]]},
    }  # fmt: skip
    found = json.dumps(
        {"type": "FeatureCollection", "features": [feature], "UTF8Encoding": True}, separators=(",", ":")
    )
    (tmp_path / "a.js").write_text(f"(function (e) {{e.registerMap('试区', {found});}});")
    (tmp_path / "index.js").write_text("module.exports = 3;")
    Division.objects.create(code="980101", name="试区", level=Level.COUNTY)

    assert lists.bring_boundaries(tmp_path, by=SYSTEM)["drawn"] == 1
    row = DivisionBoundary.objects.get()
    assert (row.west, row.south) == (120.0, 30.0)
    assert row.north == pytest.approx(30_822 / 1024, abs=1e-6)


def test_a_boundary_under_a_former_code_is_that_of_the_place_only_where_it_was_merely_renamed(tmp_path: Path) -> None:
    def known(code: str, name: str, until: int | None = None, became: str = "") -> None:
        DivisionCode.objects.create(
            code=code, name=name, level=Level.COUNTY, since=date(1990, 1, 1), until=until and date(until, 12, 31), became=became
        )  # fmt: skip

    known("980121", "甲县", 2017, "980181")
    known("980181", "甲市")
    known("980102", "乙区", 2020, "980105")
    known("980103", "丙区", 2020, "980105")
    known("980105", "丁区")
    for code in ("980181", "980105"):
        Division.objects.create(code=code, name=code, level=Level.COUNTY)
    ring = square(120.1, 30.2, 0.1, 8)
    path = collection(
        tmp_path,
        *({"properties": {"adcode": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}} for code in ("980121", "980102")),
    )  # fmt: skip
    assert lists.bring_boundaries(path, by=SYSTEM)["drawn"] == 1
    assert DivisionBoundary.objects.get().division.code == "980181"


def test_slivers_of_a_boundary_are_left_out(tmp_path: Path) -> None:
    Division.objects.create(code="980101", name="试区", level=Level.COUNTY)
    shapes = [[square(120.1, 30.2, 0.1, 8)], [[[120, 30], [120.1, 30], [120, 30]]]]
    path = collection(
        tmp_path, {"properties": {"adcode": "980101"}, "geometry": {"type": "MultiPolygon", "coordinates": shapes}}
    )
    assert lists.bring_boundaries(path, by=SYSTEM)["drawn"] == 1
    assert len(DivisionBoundary.objects.get().geometry["coordinates"]) == 1


def test_a_packed_ring_that_does_not_fit_together_is_rejected(tmp_path: Path) -> None:
    Division.objects.create(code="980101", name="试区", level=Level.COUNTY)
    path = tmp_path / "x.json"
    geometry = {"type": "Polygon", "coordinates": ["@@A"], "encodeOffsets": [[1, 2]]}
    feature = {"type": "Feature", "id": "980101", "properties": {}, "geometry": geometry}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature], "UTF8Encoding": True}))
    report = lists.bring_boundaries(path, by=SYSTEM)
    assert (report["drawn"], len(report["rejected"])) == (0, 1)


@pytest.mark.parametrize("text", ["[]", "{}", "nonsense", '{"features": 3}'])
def test_a_file_that_is_no_geojson_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(text)
    with pytest.raises(Refused):
        lists.bring_boundaries(path, by=SYSTEM)
