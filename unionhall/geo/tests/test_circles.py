"""Shares come with their denominators; who is left out is named; areas hold what is reached and nothing far from it."""

import json
from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from unionhall.geo import circles, reach
from unionhall.geo.circles import Districts, Moment
from unionhall.geo.hours import ALWAYS, Hours
from unionhall.geo.network import build
from unionhall.geo.tests.by_hand import on, street
from unionhall.geo.words import Unreadable


def test_bands_hold_those_inside_them_and_the_border_is_inside():
    metres = np.array([0, 360, 360.01, 720, 1080, 1080.01, np.inf])
    found = circles.cover(
        metres, [1, 2, 4, 8, 16, 32, 64], minutes=(5, 10, 15), speed=1.2, rural=10_000, ids=list("abcdefg")
    )
    assert found.bands == {5: 3, 10: 15, 15: 31}
    assert found.total == 127
    assert found.covered == 31
    assert found.share == pytest.approx(31 / 127)
    assert found.rural == 63
    assert found.left_out.tolist() == ["f", "g"]
    assert found.as_dict()["bands"]["5"] == {"covered": 3, "share": 3 / 127}


def test_where_there_is_nothing_to_cover_there_is_no_share():
    found = circles.cover(np.array([]), [])
    assert (found.total, found.covered, found.share) == (0, 0, None)
    assert circles.cover(np.array([1.0]), [0]).as_dict()["share"] is None


@pytest.mark.parametrize(
    ("minutes", "speed"),
    [((), 1.2), ((0,), 1.2), ((5,), 0), ((5, -1), 1.2), ((float("nan"),), 1.2), ((5,), float("inf"))],
)
def test_no_minutes_or_no_speed_are_refused(minutes, speed):
    with pytest.raises(ValueError, match="positive"):
        circles.cover(np.array([1.0]), [1], minutes=minutes, speed=speed)


@given(st.lists(st.tuples(st.floats(0, 3000), st.integers(0, 9), st.sampled_from(["甲", "乙", ""])), max_size=30))
def test_districts_add_up_to_the_whole(rows):
    metres = np.array([row[0] for row in rows])
    weights, names = [row[1] for row in rows], [row[2] for row in rows]
    whole = circles.cover(metres, weights, rural=2000)
    parts = circles.cover_by(names, metres, weights, rural=2000)
    assert set(parts) == set(names)
    for value in ("total", "covered", "rural", "points"):
        assert sum(getattr(one, value) for one in parts.values()) == pytest.approx(getattr(whole, value))
    assert sorted(index for one in parts.values() for index in one.left_out) == whole.left_out.tolist()


@pytest.mark.parametrize(
    ("text", "weekday", "minute", "day"),
    [
        ("Tue 21:30", 1, 1290, None), ("tuesday 21:30", 1, 1290, None), ("周二 21:30", 1, 1290, None), ("星期日 0:05", 6, 5, None), (" mo  08:00 ", 0, 480, None),
        ("2026-09-08 21:30", 1, 1290, date(2026, 9, 8)), ("2026-09-08T21:30", 1, 1290, date(2026, 9, 8)), ("周二21：30", 1, 1290, None),
    ],
)  # fmt: skip
def test_moments_are_read(text, weekday, minute, day):
    assert Moment.parse(text) == Moment(weekday, minute, day)


@pytest.mark.parametrize(
    "text", ["", "Tue", "21:30", "Tue 24:00", "Tue 21:60", "Someday 10:00", "2026-02-30 10:00", "Tue 21:30:00 x", "-1"]
)
def test_what_is_no_moment_gets_an_example(text):
    with pytest.raises(Unreadable, match="Tue 21:30"):
        Moment.parse(text)


def test_only_doors_open_at_the_moment_count_and_unknown_hours_are_not_promised():
    day, night = Hours.parse("08:00-20:00；节假日休息"), Hours.parse("22:00-06:00")
    hours = [day, night, ALWAYS, None]
    assert circles.open_then(hours, Moment.parse("Tue 12:00")).tolist() == [True, False, True, False]
    assert circles.open_then(hours, Moment.parse("Tue 02:00")).tolist() == [False, True, True, False]
    assert circles.open_then(hours, Moment.parse("2026-10-01 12:00"), holiday=True).tolist() == [
        False,
        False,
        True,
        False,
    ]


SQUARES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"name": "东区"}, "geometry": {"type": "Polygon", "coordinates": [[[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]]}},
        {"type": "Feature", "properties": {"code": 420102}, "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}},
        {"type": "Feature", "properties": None, "geometry": {"type": "Point", "coordinates": [0, 0]}},
    ],
}  # fmt: skip


class At:
    def __init__(self, lon, lat):
        self.lon, self.lat = np.asarray(lon, float), np.asarray(lat, float)


def test_points_are_found_in_their_district_and_on_a_border_in_the_first():
    districts = Districts.read(json.dumps(SQUARES))
    assert districts.of(At([1.5, 0.5, 5, 1.0, np.nan], [0.5, 0.5, 5, 0.5, 0])).tolist() == [
        "东区",
        "420102",
        "",
        "东区",
        "",
    ]
    for broken in (
        '{"features": []}',
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": [[["x"]]]}}]}',
        "nonsense",
    ):
        with pytest.raises(Unreadable):
            Districts.read(broken)


def crossroads():
    """Four arms of 2,000 m from the middle, and an island of a street far off."""
    arm = 2000 / 111_195.08  # degrees of latitude
    east = arm / np.cos(np.radians(30.0))
    network, _ = build(
        [114, 114 + east, 114 - east, 114, 114], [30, 30, 30, 30 + arm, 30 - arm], [0, 0, 0, 0], [1, 2, 3, 4]
    )
    return network


def test_the_area_follows_the_ways_and_grows_with_the_metres():
    network = crossroads()
    middle = network.snap(114.0, 30.0)
    small, large, nothing = circles.polygons(network, middle, [500, 1500, 0])
    assert nothing.area < small.area < large.area
    for area, metres in ((small, 500), (large, 1500)):
        assert area.geom_type == "MultiPolygon"
        assert area.is_valid
        north = 30 + (metres - 30) / 111_195.08
        assert area.covers(shapely.Point(114, north))
        assert not area.covers(shapely.Point(114, 30 + (metres + 150) / 111_195.08))
        assert not area.covers(shapely.Point(114.004, 30.004)), "between the arms, some four hundred metres from either"


def test_of_a_way_longer_than_the_limit_only_the_stretch_around_the_station_is_reached():
    network = street(5000, lon=114.0, lat=30.0)
    line = network.snap(114.0005, 30.0)
    (area,) = circles.polygons(network, line, [1000])
    west, _, east, _ = area.bounds
    whole = 0.001
    assert 114.0 + 0.2 * whole < west + 0.0012
    assert area.covers(shapely.Point(114.0005, 30))
    assert east - west < 0.4 * whole + 2 * 0.0009


def test_every_point_within_reach_lies_in_the_area():
    chance = np.random.default_rng(3)
    size = 60
    lon, lat = 114 + chance.uniform(0, 0.03, size), 30 + chance.uniform(0, 0.03, size)
    network, _ = build(lon, lat, chance.integers(0, size, 150), chance.integers(0, size, 150))
    stations = on(chance.integers(0, network.ways, 4), chance.uniform(0, 1, 4))
    targets = on(np.repeat(np.arange(network.ways), 20), np.tile(np.linspace(0, 1, 20), network.ways))
    metres, _ = reach.nearest(network, stations, targets, limit=900)
    (area,) = circles.polygons(network, stations, [900])
    a, b = network.start[targets.way], network.end[targets.way]
    x = network.lon[a] + targets.share * (network.lon[b] - network.lon[a])
    y = network.lat[a] + targets.share * (network.lat[b] - network.lat[a])
    assert shapely.contains_xy(area, x[metres < 890], y[metres < 890]).all()


def test_no_station_makes_an_empty_area():
    network = street(100)
    assert circles.polygons(network, on([-1], [0]), [500])[0].is_empty
    assert circles.polygons(network, on([], []), []) == []
    assert circles.rings(At([], []), [500])[0].is_empty


def test_without_a_network_the_area_is_circles():
    (area,) = circles.rings(At([114.0, 114.1], [30.0, 30.0]), [1000])
    assert len(area.geoms) == 2
    assert area.covers(shapely.Point(114, 30 + 990 / 111_195.08))
    assert not area.covers(shapely.Point(114, 30 + 1010 / 111_195.08))
