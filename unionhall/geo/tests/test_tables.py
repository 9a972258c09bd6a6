"""Points of a file are read whole; what cannot be used is named with its row."""

import json

import numpy as np
import pytest

from unionhall.geo.tables import NAMED, read_points
from unionhall.geo.words import Unreadable

PLAIN = "id,lon,lat,weight\na,114.3,30.5,2\nb,114.4,30.6,3.5\n"


def named(points):
    return [(one.row, one.kind) for one in points.complaints]


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace("id,lon,lat,weight", "编号,经度,纬度,人数").encode("gbk"),
        PLAIN.replace("id,lon,lat,weight", "ID, Longitude ,LAT,Population").encode(),
        b'"id","lat","lon","other","weight"\n"a","30.5","114.3","x, ""y""\nz","2"\n"b",30.6,114.4,,3.5\n',
    ],
)
def test_a_table_is_read_in_any_usual_spelling(raw):
    points = read_points(raw, name="points.csv")
    assert points.ids.tolist() == ["a", "b"]
    assert points.lon.tolist() == [114.3, 114.4]
    assert points.lat.tolist() == [30.5, 30.6]
    assert points.weight.tolist() == [2, 3.5]
    assert points.rows.tolist() == [2, 3]
    assert not points.complaints


def test_ids_may_have_spaces_and_any_letters_and_no_weight_means_one_each():
    points = read_points("id,lon,lat\n 江岸 一号 ,114.3,30.5\n🚲 é,114.3,30.6\n".encode())
    assert points.ids.tolist() == ["江岸 一号", "🚲 é"]
    assert points.weight.tolist() == [1, 1]


def test_every_fault_is_named_with_its_row_and_the_rest_is_used():
    rows = [
        "ok,114.3,30.5,1", "ok,114.3,30.5,1", ",114.3,30.5,1", "word,east,30.5,1", "nan,nan,30.5,1", "inf,114.3,inf,1", "empty,114.3,,1",
        "minus,114.3,30.5,-1", "heavy,114.3,30.5,1e999", "no weight,114.3,30.5,", "swapped,30.5,114.3,1", "far,500,30.5,1", "sea,123.5,33,1",
        "exchanged,50.5,120.5,1", "", "short,114.3",
    ]  # fmt: skip
    points = read_points(("id,lon,lat,weight\n" + "\n".join(rows) + "\n").encode(), name="x")
    assert points.ids.tolist() == ["ok", "sea"]
    assert set(named(points)) >= {
        (3, "duplicate"), (4, "no_id"), (5, "no_number"), (6, "no_number"), (7, "no_number"), (8, "no_number"), (9, "negative"),
        (10, "no_number"), (11, "no_number"), (12, "swapped"), (13, "nowhere"), (14, "outside"), (17, "short"),
    }  # fmt: skip
    assert points.read == 16
    for one in points.complaints:
        assert one.words.zh
        assert one.words.en
        assert one.next_step.zh
        assert one.next_step.en


def test_a_weight_too_large_to_be_true_is_a_fault():
    points = read_points(b"id,lon,lat,weight\na,114.3,30.5,1\nb,114.3,30.5,1e308\nc,114.3,30.5,1e12\n")
    assert named(points) == [(3, "too_large")]
    assert points.weight.sum() == 1e12 + 1


def test_a_file_with_longitude_and_latitude_exchanged_is_refused_as_that():
    with pytest.raises(Unreadable, match="经度和纬度写反了"):
        read_points(b"id,lon,lat\na,30.5,114.3\nb,30.6,114.2\nc,30.7,114.1\n")


def test_thousands_of_faults_are_counted_and_the_first_ones_named():
    rows = "".join(f"{number},114.3,x\n" for number in range(5000))
    points = read_points(f"id,lon,lat\nok,114.3,30.5\n{rows}".encode())
    assert points.counts == {"no_number": 5000}
    assert len(points.complaints) == NAMED


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "空"), (b"\n\n", "空"), (b"id,lon,lat\n", "没有数据行"), (b"id,lon\na,1\n", "“lat”"), (b"PK\x03\x04rest", "Excel"),
        (b"\x00\x01\x02", "文字"), (b"\x81", "编码"), (b"{", "GeoJSON"), (b'{"type":"FeatureCollection"}', "features"), (b"[" * 100_000, "GeoJSON"),
        (b'{"features":[]}', "没有数据行"), (b"id,lon,lat\n" + b"x" * 200_000, "表格"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_gets_one_clear_sentence(raw, says):
    with pytest.raises(Unreadable, match=says):
        read_points(raw)


def test_a_file_that_is_not_there_is_said_not_to_be(tmp_path):
    with pytest.raises(Unreadable, match="打不开"):
        read_points(tmp_path / "nowhere.csv")


def test_geojson_points_are_read_with_their_properties():
    features = [
        {"type": "Feature", "id": 7, "geometry": {"type": "Point", "coordinates": [114.3, 30.5, 12.0]}, "properties": {"weight": 4, "Name": "甲"}},
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [114.4, 30.6]}, "properties": {"id": "b", "weight": 1}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}, "properties": {"id": "c"}},
        {"type": "Feature", "geometry": None}, "nonsense",
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": ["x", 1]}, "properties": {"id": "d"}},
    ]  # fmt: skip
    points = read_points(json.dumps({"type": "FeatureCollection", "features": features}).encode())
    assert points.ids.tolist() == ["7", "b"]
    assert points.weight.tolist() == [4, 1]
    assert points.columns["name"].tolist() == ["甲", ""]
    assert points.counts == {"no_point": 4}
    nameless = json.dumps(features[0] | {"id": None}).encode()
    assert read_points(nameless).ids.tolist() == ["1"], "points without ids are numbered"


def test_the_datum_is_said_or_stands_in_the_header():
    table = b"id,lng_gcj02,lat_gcj02\na,114.3,30.5\n"
    assert read_points(table).lon[0] == pytest.approx(114.2945, abs=1e-4)
    assert read_points(table).datum == "gcj02"
    assert read_points(table.replace(b"_gcj02", b""), datum="gcj02").lon[0] == read_points(table).lon[0]
    against = read_points(table, datum="wgs84")
    assert against.lon[0] == 114.3
    assert named(against) == [(1, "datum")]


def test_columns_can_be_asked_for_by_how_they_begin_and_points_without_places_too():
    table = b"id,weight_day,weight_night\na,1,2\nb,3,x\n"
    points = read_points(table, need=("id",), optional=("weight_*",))
    assert points.columns["weight_day"].tolist() == [1]
    assert np.isnan(points.lon).all()
    assert named(points) == [(3, "no_number")]


def test_an_empty_cost_is_not_known_but_an_empty_weight_is_a_fault():
    points = read_points(b"id,lon,lat,cost\na,114.3,30.5,\nb,114.3,30.6,5\n")
    assert np.isnan(points.columns["cost"][0])
    assert points.columns["cost"][1] == 5


def test_a_part_of_the_points_keeps_everything_together():
    points = read_points(PLAIN.encode())[np.array([False, True])]
    assert (points.ids.tolist(), points.rows.tolist(), points.weight.tolist()) == (["b"], [3], [3.5])
