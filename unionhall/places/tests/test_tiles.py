"""Tiles: every point in one tile and one cell, counts that add up, lines that meet, nothing that is no tile."""

from __future__ import annotations

from typing import Any

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from unionhall.places import tiles

RANDOM = np.random.default_rng(7)
LON = RANDOM.normal(114.3, 0.4, 4_000)
LAT = RANDOM.normal(30.6, 0.3, 4_000)
PLOT = tiles.Plot.of(LON, LAT)


def every_tile(z: int) -> list[tuple[int, int]]:
    """The tiles of a zoom that hold any point."""
    side = 2**z
    return sorted(set(zip((PLOT.x * side).astype(int).tolist(), (PLOT.y * side).astype(int).tolist(), strict=True)))


@pytest.mark.parametrize("z", [0, 3, 6, 9, 11, 13, 14, 16, 18])
def test_the_counts_of_all_tiles_of_a_zoom_add_up_to_all_points(z: int) -> None:
    assert sum(tiles.gather(PLOT, z, x, y).total for x, y in every_tile(z)) == len(LON)


@pytest.mark.parametrize("z", [5, 10, 14])
def test_each_point_that_stands_alone_is_told_once_and_lies_where_it_is(z: int) -> None:
    seen: list[int] = []
    for x, y in every_tile(z):
        shown = tiles.gather(PLOT, z, x, y)
        seen += shown.alone.tolist()
        for row, (across, down) in zip(shown.alone.tolist(), shown.alone_at.tolist(), strict=True):
            lon, lat = tiles.degrees((x + across / tiles.EXTENT) / 2**z, (y + down / tiles.EXTENT) / 2**z)
            step = 360 / 2**z / tiles.EXTENT
            assert abs(lon - LON[row]) <= step
            assert abs(lat - LAT[row]) <= step
    assert len(seen) == len(set(seen))
    assert (z >= tiles.SINGLE_FROM) == (len(seen) == len(LON))


def test_a_cluster_stands_in_its_own_cell_and_counts_those_with_the_mark() -> None:
    mark = RANDOM.random(len(LON)) < 0.4
    marked = alone_marked = 0
    for x, y in every_tile(8):
        shown = tiles.gather(PLOT, 8, x, y, mark=mark)
        cells = [tuple(cell) for cell in (shown.at * tiles.CELLS // tiles.EXTENT).tolist()]
        assert len(cells) == len(set(cells))
        assert (shown.marked <= shown.counts).all()
        marked += int(shown.marked.sum())
        alone_marked += int(mark[shown.alone].sum())
    assert marked + alone_marked == int(mark.sum())


def test_a_thousand_doors_in_one_house_are_gathered_until_the_last_zoom() -> None:
    plot = tiles.Plot.of(np.full(6_000, 114.3), np.full(6_000, 30.6))
    x, y = int(plot.x[0] * 2**15), int(plot.y[0] * 2**15)
    shown = tiles.gather(plot, 15, x, y)
    assert (shown.counts.tolist(), len(shown.alone)) == ([6_000], 0)
    x, y = int(plot.x[0] * 2**18), int(plot.y[0] * 2**18)
    assert len(tiles.gather(plot, 18, x, y).alone) == 6_000


@given(st.floats(-180, 180), st.floats(-90, 90), st.integers(0, tiles.DEEPEST))
def test_every_place_on_earth_lies_in_a_tile_that_exists(lon: float, lat: float, z: int) -> None:
    plot = tiles.Plot.of([lon], [lat])
    x, y = int(plot.x[0] * 2**z), int(plot.y[0] * 2**z)
    assert tiles.exists(z, x, y)
    assert tiles.gather(plot, z, x, y).total == 1


@pytest.mark.parametrize(("z", "x", "y"), [(-1, 0, 0), (0, 1, 0), (0, 0, -1), (5, 32, 0), (19, 0, 0), (10**6, 0, 0)])
def test_what_is_no_tile_does_not_exist(z: int, x: int, y: int) -> None:
    assert not tiles.exists(z, x, y)


def test_the_box_of_a_tile_is_where_its_points_lie() -> None:
    west, south, east, north = tiles.box_of(6, 52, 26)
    plot = tiles.Plot.of([west + 1e-9, east - 1e-9], [south + 1e-9, north - 1e-9])
    assert tiles.gather(plot, 6, 52, 26).total == 2


def test_what_is_written_another_program_reads() -> None:
    features = tiles.points(np.array([[5, 9], [4_095, 0]]), [{"code": "YZ-1", "state": "open"}, {"count": 12}])
    read: Any = mapbox_vector_tile.decode(tiles.encode({"points": features}), default_options={"y_coord_down": True})
    layer = read["points"]
    assert layer["extent"] == tiles.EXTENT
    assert [one["geometry"]["coordinates"] for one in layer["features"]] == [[5, 9], [4_095, 0]]
    assert [one["properties"] for one in layer["features"]] == [{"code": "YZ-1", "state": "open"}, {"count": 12}]


def test_nothing_is_written_as_nothing() -> None:
    assert tiles.encode({"points": [], "road": []}) == b""


def test_a_boundary_that_crosses_two_tiles_meets_at_their_edge() -> None:
    line = shapely.LineString([(114.0, 30.5), (114.9, 30.7)])
    west, _south, east, _north = tiles.box_of(10, 836, 420)
    assert west < 114.0 < east
    left, right = tiles.cut(line, 10, 836, 420), tiles.cut(line, 10, 837, 420)
    end, begin = left.coords[-1], right.coords[0]
    assert end[0] == tiles.EXTENT + tiles.ROOM
    assert begin[0] == -tiles.ROOM
    at_edge = [
        shapely.intersection(part, shapely.LineString([(x, -9_999), (x, 9_999)])).y
        for part, x in ((left, tiles.EXTENT), (right, 0))
    ]
    assert abs(at_edge[0] - at_edge[1]) < 2


def test_roads_that_fall_together_far_away_are_drawn_once() -> None:
    road = [114.30, 30.60, 114.31, 30.61]
    back = [114.31, 30.61, 114.30, 30.60]
    near_it = [114.30001, 30.60001, 114.31001, 30.61001]
    x, y = 209, 105
    shape = tiles.road_lines(np.array([road, back, near_it]), 8, x, y)
    assert len(shape.geoms) == 1
    assert tiles.road_lines(np.array([[10.0, 10.0, 10.1, 10.1]]), 8, x, y) is None


def test_a_border_of_two_neighbours_is_one_line_and_the_higher_one() -> None:
    left = shapely.LinearRing([(0, 0), (1_000, 0), (1_000, 1_000), (0, 1_000)])
    right = shapely.LinearRing([(1_000, 0), (2_000, 0), (2_000, 1_000), (1_000, 1_000)])
    around = shapely.LinearRing([(0, 0), (2_000, 0), (2_000, 1_000), (0, 1_000)])
    found = dict(tiles.boundary_lines({5: [left, right], 4: [around]}))
    assert found[4].length == pytest.approx(6_000)
    assert found[5].length == pytest.approx(1_000, abs=5)
