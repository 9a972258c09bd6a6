"""Reach is exact on the ways: reckoned by hand on small streets, and beside a reckoning by brute force on random networks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unionhall.geo import reach
from unionhall.geo.network import Network, build, great_circle
from unionhall.geo.tests.by_hand import by_brute_force, on, street


def test_a_target_between_two_stations_belongs_to_the_nearer_one():
    network = street(100, 200, 100)
    metres, which = reach.nearest(network, on([0, 2], [0, 1]), on([1, 1, 1], [0.25, 0.5, 0.8]), limit=1000)
    assert metres == pytest.approx([150, 200, 140])
    assert which.tolist()[::2] == [0, 1]


def test_two_points_on_one_way_are_as_far_apart_as_they_stand_on_it():
    network = street(400)
    metres, which = reach.nearest(network, on([0], [0.25]), on([0, 0, 0], [0.25, 0.5, 1]), limit=1000)
    assert metres == pytest.approx([0, 100, 300])
    assert which.tolist() == [0, 0, 0]


def test_around_the_corner_may_be_nearer_than_along_the_same_way():
    """A square of three ways of 10 m and one of 1,000 m: from one end of the long one to the other is 30 m."""
    lon, lat = [0, 1, 1, 0], [0, 0, 1, 1]
    network, _ = build(
        np.array(lon) * 0.001, np.array(lat) * 0.001, [0, 1, 2, 3], [1, 2, 3, 0], length=[1000, 10, 10, 10]
    )
    metres, _ = reach.nearest(network, on([0], [0.01]), on([0], [0.99]), limit=2000)
    assert metres == pytest.approx([10 + 30 + 10])


def test_of_several_stations_on_one_way_the_nearest_counts_and_their_distance_from_it_too():
    network = street(1000)
    sources = on([0, 0, 0], [0.1, 0.5, 0.52], [0, 0, 400])
    metres, which = reach.nearest(network, sources, on([0, 0, 0, 0], [0.0, 0.29, 0.31, 0.9]), limit=5000)
    assert metres == pytest.approx([100, 190, 190, 400])
    assert which.tolist() == [0, 0, 1, 1]


def test_the_way_from_the_door_to_the_street_counts_at_both_ends():
    network = street(100, 100)
    metres, _ = reach.nearest(network, on([0], [0.5], [30]), on([1], [0.5], [7]), limit=1000)
    assert metres == pytest.approx([30 + 50 + 50 + 7])


def test_exactly_at_the_limit_is_within_it_and_a_centimetre_more_is_not():
    network = street(540, 540.01)
    targets = on([0, 1, 1], [1, 539.99 / 540.01, 1])
    metres, which = reach.nearest(network, on([0], [0]), targets, limit=1080 - 0.01)
    assert np.isfinite(metres).tolist() == [True, True, False]
    assert which.tolist() == [0, 0, -1]
    assert np.isfinite(reach.nearest(network, on([0], [0]), targets, limit=1080.01)[0]).all()
    tenths = street(*[0.1] * 30)  # thirty times a tenth is not three, in binary
    assert np.isfinite(reach.nearest(tenths, on([0], [0]), on([29], [1]), limit=3)[0]).all()


def test_what_cannot_be_reached_or_has_no_way_is_nobodys():
    network, _ = build([0, 0.001, 0.1, 0.101], [0, 0, 0, 0], [0, 2], [1, 3], length=[100, 90])
    assert network.ways == 1, "the smaller island is not kept"
    metres, which = reach.nearest(network, on([-1, 0], [0, 0]), on([0, -1], [1, 0]), limit=1000)
    assert metres.tolist() == [100, np.inf]
    assert which.tolist() == [1, -1]
    for sources, targets in ((on([], []), on([0], [0])), (on([-1], [0]), on([0], [0])), (on([0], [0]), on([], []))):
        metres, which = reach.nearest(network, sources, targets, limit=1000)
        assert np.isinf(metres).all()
        assert (which == -1).all()
        assert reach.matrix(network, sources, targets, limit=1000).nnz == 0
    assert np.isinf(reach.nearest(network, on([0], [0]), on([0], [0.5]), limit=float("nan"))[0]).all()


def test_a_limit_of_nothing_reaches_what_stands_at_the_door():
    network = street(100)
    metres, _ = reach.nearest(network, on([0], [0.5]), on([0, 0], [0.5, 0.6]), limit=0)
    assert metres.tolist() == [0, np.inf]


def test_of_two_ways_between_two_junctions_the_shorter_one_is_walked_and_both_can_be_stood_on():
    network, _ = build([0, 0.001], [0, 0], [0, 1, 0], [1, 0, 0], length=[100, 300, 80])
    targets = on([0, 1, 1, 2, 2], [1, 0.5, 0.2, 0.5, 0.9])
    metres, _ = reach.nearest(network, on([0], [0]), targets, limit=1000)
    assert metres == pytest.approx([100, 150, 160, 40, 8]), "the third way is a loop at the first junction"


def test_each_mode_has_its_own_ways():
    network, _ = build(
        [0, 0.001, 0.002], [0, 0, 0], [0, 1, 0], [1, 2, 2], length=[100, 100, 50], mode=[1 | 2, 1 | 2, 1]
    )
    far = [
        float(reach.nearest(network, on([0], [0]), on([1], [1]), limit=1000, mode=mode)[0][0])
        for mode in ("walk", "ride")
    ]
    assert far == pytest.approx([50, 200])


@st.composite
def networks(draw):
    """A random network: parallel ways, loops, bends and islands included."""
    size = draw(st.integers(2, 9))
    pairs = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), min_size=1, max_size=16))
    metres = draw(
        st.lists(st.sampled_from([1.0, 7.5, 50.0, 50.0, 120.0, 333.3]), min_size=len(pairs), max_size=len(pairs))
    )
    place = np.arange(size)
    start, end = np.array(pairs).T
    network: Network = build(0.001 * place, 0.001 * (place * 7 % size), start, end, length=metres)[0]
    return network


@st.composite
def cases(draw):
    network = draw(networks())

    def points(least):
        count = draw(st.integers(least, 7))
        ways = draw(st.lists(st.integers(-1, network.ways - 1), min_size=count, max_size=count))
        shares = draw(st.lists(st.sampled_from([0, 0.1, 0.25, 0.5, 0.5, 0.75, 1]), min_size=count, max_size=count))
        offsets = draw(st.lists(st.sampled_from([0, 0, 3, 20, 150]), min_size=count, max_size=count))
        return on(np.array(ways, int), shares, offsets)

    return network, points(1), points(1), draw(st.sampled_from([0.0, 20.0, 60.0, 100.0, 250.0, 1e6]))


@settings(max_examples=400, deadline=None)
@given(cases())
def test_reach_is_what_brute_force_finds(case):
    network, sources, targets, limit = case
    truth = by_brute_force(network, sources, targets, limit)
    metres, which = reach.nearest(network, sources, targets, limit=limit)
    assert metres == pytest.approx(truth.min(axis=0))
    reached = np.flatnonzero(which >= 0)
    assert np.isfinite(metres[reached]).all()
    assert truth[which[reached], reached] == pytest.approx(metres[reached])
    assert np.isinf(metres[which < 0]).all()

    table = reach.matrix(network, sources, targets, limit=limit)
    dense = np.full(truth.shape, np.inf)
    row = np.repeat(np.arange(len(sources)), np.diff(table.indptr))
    dense[row, table.indices] = table.data
    assert dense == pytest.approx(truth, abs=1e-6)


class At:
    def __init__(self, lon, lat):
        self.lon, self.lat = np.asarray(lon, float), np.asarray(lat, float)


def test_without_a_network_it_is_the_great_circle_times_the_detour():
    here, there = At([114.0, 114.5], [30.0, 30.0]), At([114.001, 114.49, np.nan, 0], [30, 30, 30, 0])
    metres, which = reach.straight(here, there, limit=2000)
    assert which.tolist() == [0, 1, -1, -1]
    assert metres[:2] == pytest.approx(great_circle(114, 30, [114.001, 114.01], 30), rel=1e-6)
    assert metres[0] == pytest.approx(96.3, abs=0.1), "a thousandth of a degree on the thirtieth parallel"
    assert reach.straight(here, there, limit=2000, detour=1.3)[0][0] == pytest.approx(1.3 * metres[0])
    table = reach.straight_matrix(here, there, limit=2000, detour=1.3)
    assert table.nnz == 2
    assert table[0, 0] == pytest.approx(1.3 * metres[0])


def test_as_the_crow_flies_the_antipode_is_half_the_way_round():
    assert great_circle(0, 0, 180, 0) == pytest.approx(np.pi * 6371008.8)
    assert reach.straight(At([0], [0]), At([180], [0]), limit=3e7)[0] == pytest.approx([np.pi * 6371008.8])
    assert reach.straight_matrix(At([0], [0]), At([180], [0]), limit=3e7).nnz == 1


def test_a_limit_beyond_the_earth_measures_every_pair_alike():
    chance = np.random.default_rng(3)
    here = At([114.3, np.nan, 114.5, -170], [30.5, 30, 30.6, -80])
    there = At(chance.uniform(114, 115, 40), chance.uniform(30, 31, 40))
    there.lon[3] = np.nan
    there.lon[4], there.lat[4] = 114.3, 30.5
    for detour in (1.0, 1.3):
        nearly = reach.straight_matrix(here, there, limit=1.99e7 * detour, detour=detour)
        every = reach.straight_matrix(here, there, limit=2.1e7 * detour, detour=detour)
        assert every.nnz == nearly.nnz == 3 * 39
        assert (every.indices == nearly.indices).all()
        assert (every.indptr == nearly.indptr).all()
        assert np.allclose(every.data, nearly.data, rtol=1e-12, atol=1e-9)
        assert every[0, 4] > 0
