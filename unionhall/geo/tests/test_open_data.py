"""OpenStreetMap and GeoJSON are read by the ways people may take, and coordinates in the wrong datum are noticed on them."""

import json
from pathlib import Path

import numpy as np
import osmium
import pytest

from unionhall.geo.datum import Datum, from_wgs84, looks_shifted
from unionhall.geo.network import RIDE, WALK, build, great_circle, read_csv, read_geojson, read_osm
from unionhall.geo.network.tags import modes_of
from unionhall.geo.tests.by_hand import street
from unionhall.geo.words import Unreadable

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"

OSM = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lon="114.300" lat="30.5"/><node id="2" lon="114.301" lat="30.5"/><node id="3" lon="114.301" lat="30.501"/><node id="4" lon="114.302" lat="30.5"/>
<node id="5" lon="114.303" lat="30.5"/><node id="8" lon="114.4" lat="30.6"/><node id="9" lon="114.4" lat="30.601"/>
<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/><tag k="oneway" v="yes"/></way>
<way id="11"><nd ref="2"/><nd ref="4"/><nd ref="99"/><tag k="highway" v="footway"/></way>
<way id="12"><nd ref="4"/><nd ref="5"/><tag k="highway" v="motorway"/></way>
<way id="13"><nd ref="8"/><nd ref="9"/><tag k="highway" v="path"/></way>
<way id="14"><nd ref="1"/><nd ref="5"/><tag k="building" v="yes"/></way>
</osm>"""


def test_every_node_of_a_walkable_way_is_a_junction_and_lengths_are_measured(tmp_path):
    file = tmp_path / "map.osm"
    file.write_text(OSM)
    network, report = read_osm(file)
    assert network.ways == 3
    assert sorted(network.mode.tolist()) == [WALK, WALK | RIDE, WALK | RIDE]
    assert network.length.sum() == pytest.approx(
        2 * float(great_circle(114.3, 30.5, 114.301, 30.5)) + 111.195, abs=0.01
    )
    assert report.parts == 2
    assert network.about["one_way_left_aside"] == 1
    assert "ODbL" in network.about["licence"]
    riding, _ = read_osm(file, mode="ride")
    assert riding.ways == 2


def test_the_packed_form_reads_the_same(tmp_path):
    plain, packed = tmp_path / "map.osm", tmp_path / "map.osm.pbf"
    plain.write_text(OSM)
    with osmium.SimpleWriter(str(packed)) as writer:
        for one in osmium.FileProcessor(str(plain)):
            writer.add(one)
    one, other = read_osm(plain)[0], read_osm(packed)[0]
    assert np.allclose(one.length, other.length)
    assert np.array_equal(one.mode, other.mode)


@pytest.mark.filterwarnings("error")
def test_a_geojson_line_that_runs_nowhere_on_earth_is_left_out_and_named():
    raw = geojson(line([(114.30, 30.50), (114.31, 30.50)])).replace(
        b'"features": [',
        b'"features": [{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[114.3,30.5],[1e999,30.5]]}}, ',
    )
    network, report = read_geojson(raw)
    assert len(network.start) == 1
    assert report.as_dict()["faults"] == {"nowhere": 1}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<osm",
        "nonsense",
        '<?xml version="1.0"?><osm version="0.6"></osm>',
        OSM.replace('k="highway"', 'k="lowway"'),
    ],
)
def test_a_map_without_ways_or_cut_off_is_said_to_be(tmp_path, text):
    file = tmp_path / "map.osm"
    file.write_text(text)
    with pytest.raises(Unreadable, match=r"map\.osm"):
        read_osm(file)
    with pytest.raises(Unreadable, match="pbf"):
        read_osm(tmp_path / "none.osm.pbf")


@pytest.mark.parametrize(
    ("tags", "modes"),
    [
        ("highway=residential", "walk ride"), ("highway=motorway", ""), ("highway=construction", ""), ("highway=footway", "walk"), ("highway=steps", "walk"),
        ("highway=footway bicycle=yes", "walk ride"), ("highway=cycleway", "walk ride"), ("highway=cycleway foot=no", "ride"), ("building=yes", ""),
        ("highway=service access=private", ""), ("highway=service access=private foot=yes", "walk"), ("highway=primary bicycle=no", "walk"),
        ("highway=trunk motorroad=yes", ""), ("highway=trunk motorroad=yes foot=designated", "walk"), ("highway=path", "walk ride"),
    ],
)  # fmt: skip
def test_tags_say_who_may_take_a_way(tags, modes):
    bits = modes_of(dict(one.split("=") for one in tags.split()))
    assert bits == sum({"walk": WALK, "ride": RIDE}[one] for one in modes.split())


def line(at, **properties):
    kind = "MultiLineString" if isinstance(at[0][0], list) else "LineString"
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": at}}


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def test_lines_meet_where_they_share_a_position_and_a_length_is_spread_over_its_line():
    network, report = read_geojson(
        geojson(
            line([[114, 30], [114.001, 30, 5.0], [114.003, 30]], length_m=600),
            line([[[114.001, 30], [114.001, 30.001]], [[114.001, 30.001], [114.002, 30.001]]], mode="walk"),
            line([[114.0, 30.5], [114.0, 30.5005]]),
            {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [114, 30]}},
            line([[114, 30], [114.1]]),
            line([[114, 30], [114.5, 30]], mode="fly"),
            line([[114, 30], [114.5, 30]], highway="motorway"),
            line([[114.001, 30], [114.0011, 30]], length_m=-4),
        )
    )
    assert network.ways == 4
    assert network.length[:2] == pytest.approx([200, 400], rel=1e-6)
    assert network.mode.tolist() == [3, 3, 1, 1]
    assert report.faults == {"no_line": 2, "unknown_mode": 1, "negative": 1}
    assert report.parts == 2


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b'{"features": []}', b'{"features": [{"geometry": {"type": "LineString", "coordinates": [[1, 2]]}}]}'],
)
def test_geojson_without_lines_is_said_to_be(raw):
    with pytest.raises(Unreadable):
        read_geojson(raw)


def town(seed=1, size=30):
    """Blocks of about a hundred metres near Wuhan, a little crooked."""
    chance = np.random.default_rng(seed)
    number = np.arange(size * size)
    lon = 114.3 + 0.0015 * (number % size) + chance.normal(0, 0.0002, len(number))
    lat = 30.5 + 0.0013 * (number // size) + chance.normal(0, 0.0002, len(number))
    east = number[number % size != size - 1]
    return build(lon, lat, np.r_[east, number[:-size]], np.r_[east + 1, number[size:]])[0]


def stand(network, count, beside, seed):
    chance = np.random.default_rng(seed)
    way, share = chance.integers(0, network.ways, count), chance.uniform(0, 1, count)
    lon = network.lon[network.start[way]] * (1 - share) + network.lon[network.end[way]] * share
    lat = network.lat[network.start[way]] * (1 - share) + network.lat[network.end[way]] * share
    return lon + chance.normal(0, beside, count) / 96_000, lat + chance.normal(0, beside, count) / 111_000


@pytest.mark.parametrize("written", ["gcj02", "bd09"])
def test_stations_in_another_datum_than_said_are_noticed_with_the_datum_that_fits(written):
    network = town()
    right = stand(network, 80, 5.0, 2)
    assert looks_shifted(*right, network) is None
    found = looks_shifted(*from_wgs84(*right, written), network)
    assert found
    assert found.reading.datum == written
    assert f"--datum {written}" in found.next_step.zh
    assert Datum(written).written in found.words.en
    assert found.metres < 10 < found.metres_said
    assert looks_shifted(*from_wgs84(*right, written), network, datum=written) is None
    turned = looks_shifted(*right, network, datum=written)
    assert turned
    assert turned.reading.datum == "wgs84"


def test_exchanged_coordinates_are_noticed_and_a_handful_or_another_city_proves_nothing():
    network = town()
    lon, lat = stand(network, 40, 5.0, 3)
    found = looks_shifted(lat, lon, network)
    assert found
    assert found.reading.swapped
    assert "对调" in found.next_step.zh
    assert looks_shifted(lat[:3], lon[:3], network) is None
    assert looks_shifted(lon + 3, lat, network) is None
    assert looks_shifted([], [], network) is None
    assert looks_shifted([np.nan] * 20, [30] * 20, network) is None


def test_points_known_before_serve_as_well_as_a_network():
    network = town()
    known = stand(network, 300, 5.0, 4)
    again = known[0][:60] + 2e-5, known[1][:60]
    assert looks_shifted(*again, known) is None
    found = looks_shifted(*from_wgs84(*again, "gcj02"), known)
    assert found
    assert found.reading.datum == "gcj02"


@pytest.mark.parametrize("seed", range(20))
def test_points_that_stand_right_are_not_suspected(seed):
    network = town(seed)
    for count in (4, 8, 30, 200):
        for beside in (2.0, 30.0, 120.0):
            assert looks_shifted(*stand(network, count, beside, seed), network) is None


def test_shifts_far_from_china_are_none():
    far = street(*[100] * 40, lon=2.3, lat=48.8)
    lon = np.linspace(2.301, 2.335, 30)
    assert looks_shifted(lon, np.full(30, 48.8001), far) is None


@pytest.mark.skipif(not SHARED.exists(), reason="the data nobody here wrote does not stand beside the repository")
def test_real_roads_come_in_whole():
    roads = SHARED / "roads"
    network, report = read_csv(roads / "wuhan" / "nodes.csv", roads / "wuhan" / "edges.csv")
    assert (network.junctions, network.ways, report.parts) == (82_902, 92_643, 1)
    nanshan, kept = read_osm(roads / "shenzhen" / "shenzhen_nanshan.osm")
    assert 0.9 < kept.share_kept < 1
    assert nanshan.bounds[0] > 113.9
