"""Datums are turned to and fro without losing a millimetre, and a file in the wrong one is noticed."""

import numpy as np
import pytest

from unionhall.geo.datum import EAST, NORTH, SOUTH, WEST, Datum, from_wgs84, to_wgs84
from unionhall.geo.ground import in_china
from unionhall.geo.network import great_circle
from unionhall.geo.words import Unreadable

SHIFTED = ("gcj02", "bd09")


@pytest.mark.parametrize(
    ("place", "datum", "shown"),
    [  # worked examples that go round with public conversion libraries
        ((121.5272106, 31.1774276), "gcj02", (121.531541859215, 31.17530398364597)),
        ((116.404, 39.915), "gcj02", (116.41024449916938, 39.91640428150164)),
        ((113.988585, 22.662821), "wgs84", (113.988585, 22.662821)),
    ],
)
def test_known_places_are_shown_where_the_maps_show_them(place, datum, shown):
    assert from_wgs84(*place, datum) == pytest.approx(shown, abs=1e-9)
    assert to_wgs84(*shown, datum) == pytest.approx(place, abs=1e-8)


def test_baidu_shifts_on_top_of_the_states_shift():
    place = to_wgs84(116.404, 39.915, "gcj02")
    assert from_wgs84(*place, "bd09") == pytest.approx((116.41036949371029, 39.92133699351021), abs=1e-9)


@pytest.mark.parametrize("datum", SHIFTED)
@pytest.mark.parametrize(
    "frame",
    [
        (73, 136, 3, 54),
        (WEST - 0.3, WEST + 0.8, 20, 50),
        (EAST - 0.8, EAST + 0.3, 20, 50),
        (80, 130, NORTH - 0.8, NORTH + 0.3),
        (80, 130, SOUTH - 0.3, SOUTH + 0.8),
        (-180, 180, -90, 90),
    ],
)
def test_there_and_back_is_the_same_place_to_a_millimetre(datum, frame):
    chance = np.random.default_rng(6)
    lon, lat = chance.uniform(*frame[:2], 30_000), chance.uniform(*frame[2:], 30_000)
    back = to_wgs84(*from_wgs84(lon, lat, datum), datum)
    assert great_circle(lon, lat, *back).max() < 0.001
    shown = from_wgs84(*to_wgs84(lon, lat, datum), datum)
    assert great_circle(lon, lat, *shown).max() < 0.001


@pytest.mark.parametrize("datum", SHIFTED)
def test_in_china_the_shift_is_some_hundred_metres_and_elsewhere_none(datum):
    lon, lat = np.array([116.4, 121.5, 87.6, 126.6, 109.5, 91.1]), np.array([39.9, 31.2, 43.8, 45.8, 18.3, 29.65])
    away = great_circle(lon, lat, *from_wgs84(lon, lat, datum))
    assert (away > 50).all()
    assert (away < 1700).all()
    for place in ((2.35, 48.85), (-74.0, 40.7), (139.7, 35.7), (151.2, -33.9)):
        assert from_wgs84(*place, datum) == place


def test_numbers_give_numbers_arrays_arrays_of_the_same_shape_and_no_number_stays_none():
    lon, lat = from_wgs84(114.3, 30.6, Datum.GCJ02)
    assert isinstance(lon, float)
    assert from_wgs84([[114.3, 2.0]], [[30.6, 48.0]], "GCJ-02")[0].shape == (1, 2)
    assert from_wgs84([], [], "bd09")[0].shape == (0,)
    lon, lat = to_wgs84([np.nan, np.inf, 114.3], [30.0, -1e300, np.nan], "bd09")
    assert np.isnan(lon[0])
    assert np.isinf(lon[1])
    assert np.isnan(lat[2])
    given = np.array([114.3])
    to_wgs84(given, np.array([30.6]), "gcj02")
    assert given[0] == 114.3


def test_a_datum_nobody_knows_gets_a_sentence():
    assert Datum.named(" GCJ-02 ") is Datum.GCJ02
    assert Datum.named("百度") is Datum.BD09
    with pytest.raises(Unreadable, match="wgs84、gcj02"):
        to_wgs84(114, 30, "cgcs")


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (116.4, 39.9), (121.47, 31.23), (114.17, 22.32), (113.55, 22.19), (121.56, 25.03), (110.33, 20.03), (109.5, 18.25), (75.99, 39.47),
        (87.62, 43.83), (122.36, 53.48), (134.3, 48.36), (97.85, 24.01), (124.38, 40.12), (122.3, 29.97), (112.34, 16.83), (118.1, 24.45),
        (108.36, 21.55), (120.72, 37.92), (122.69, 39.27), (88.9, 27.45), (91.96, 28.0), (119.78, 25.5), (109.12, 21.04), (131.16, 44.4),
    ],
)  # fmt: skip
def test_towns_at_the_borders_and_on_islands_lie_in_china(lon, lat):
    assert in_china(lon, lat)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (123.5, 33.0), (114.5, 20.0), (119.5, 38.7), (125.75, 39.03), (126.98, 37.57), (106.92, 47.92), (105.85, 21.03), (131.88, 43.11),
        (77.2, 28.6), (39.9, 116.4), (2.35, 48.85), (np.nan, 30), (np.inf, 30), (1e308, 30), (85.3, 27.5), (129.0, 51.5), (120.6, 22.0 - 3.0),
    ],
)  # fmt: skip
def test_the_sea_the_neighbours_and_swapped_coordinates_do_not(lon, lat):
    assert not in_china(lon, lat)
