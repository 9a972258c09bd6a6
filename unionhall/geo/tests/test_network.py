"""A network is what its rows say: the largest part of it, without what cannot be, and the same after it was kept."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unionhall.geo.network import RIDE, WALK, Network, build, great_circle, read_csv
from unionhall.geo.network.sphere import mercator, unmercator
from unionhall.geo.tests.by_hand import street
from unionhall.geo.words import Unreadable

NODES = "id,lon,lat\na,114.300,30.5\nb,114.301,30.5\nc 号,114.302,30.5\nd,114.303,30.5\n"


def faults(report):
    return {(one.row, one.kind) for one in report.complaints}


def test_two_tables_make_a_network_and_missing_lengths_are_taken_from_the_map():
    network, report = read_csv(
        NODES.encode(), "from,to,length_m,mode\na,b,100,\nb,c 号,,ride\nc 号,d,95.5,walk\nc 号,d,300,both\n".encode()
    )
    assert network.ways == 4
    assert network.length[[0, 3]].tolist() == [100, 300]
    assert network.length[1] == pytest.approx(great_circle(114.301, 30.5, 114.302, 30.5))
    assert report.faults == {}
    by_mode = {mode: network.graph(mode) for mode in ("walk", "ride")}
    assert by_mode["ride"][2, 3] == 300
    assert by_mode["walk"].nnz == 2, "on foot c and d are an island: more metres there than from a to b"


def test_of_the_parts_the_one_with_most_metres_is_kept_and_the_others_are_told():
    nodes = "id,lon,lat\n" + "".join(f"{n},{114 + n / 1000},30\n" for n in range(7))
    network, report = read_csv(nodes.encode(), b"from,to,length_m\n0,1,50\n1,2,50\n3,4,500\n5,6,20\n")
    assert network.ways == 1
    assert network.length.tolist() == [500]
    assert report.parts == 3
    assert report.share_kept == pytest.approx(500 / 620)
    assert [one["metres"] for one in report.islands] == [100, 20]
    assert report.islands[0]["lon"] == pytest.approx(114.001)
    assert (report.junctions_read, report.ways_read, report.junctions) == (7, 4, 2)


def test_rows_that_cannot_be_are_refused_with_their_row():
    edges = (
        "from,to,length_m\na,b,100\nb,c 号,-3\nb,c 号,nan\nb,c 号,inf\nb,c 号,x\nb,nobody,5\nb,c 号,1e30\nb,c 号,100\n"
    )
    network, report = read_csv(NODES.encode(), edges.encode())
    assert network.length.tolist() == [100, 100]
    assert faults(report) == {
        (3, "negative"),
        (4, "too_long"),
        (5, "too_long"),
        (6, "too_long"),
        (7, "unknown_end"),
        (8, "too_long"),
    }
    assert report.faults == {"negative": 1, "too_long": 4, "unknown_end": 1}
    for one in report.complaints:
        assert one.words.zh
        assert one.next_step.en


def test_a_way_of_no_length_makes_its_ends_one_if_they_lie_together_and_is_measured_if_not():
    nodes = NODES + "b2,114.30101,30.5\n"
    network, report = read_csv(
        nodes.encode(), "from,to,length_m\na,b,100\nb,b2,0\nb2,c 号,90\nc 号,d,0\nd,d,0\n".encode()
    )
    assert report.merged == 1
    assert faults(report) == {(5, "no_length")}
    assert network.junctions == 4
    assert sorted(network.length.tolist())[:2] == [90, pytest.approx(great_circle(114.302, 30.5, 114.303, 30.5))]


def test_of_nodes_with_one_id_the_first_counts_and_the_other_is_named():
    nodes = NODES + "a,115,31\nb,114.301,30.5\nnan,nan,30\n"
    network, report = read_csv(nodes.encode(), b"from,to\na,b\nb,nan\n")
    assert network.lon.min() == 114.3
    assert faults(report) == {(6, "duplicate"), (3, "nowhere")}


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [
        ("id,lon,lat\n", "from,to\na,b\n"), (NODES, "from,to\n"), (NODES, "from,to\nx,y\n"), (NODES, "from,to,length_m\na,b,-1\n"),
        (NODES, "from,length_m\na,3\n"), ("", ""), (NODES, "from,to,length_m\na,a,0\n"), (NODES, "from,to,mode\na,b,fly\n"),
        ("id,lon,lat\na,500,30\nb,114,30\n", "from,to\na,b\n"),
    ],
)  # fmt: skip
def test_when_nothing_is_left_it_is_said_and_why(nodes, edges):
    with pytest.raises(Unreadable):
        read_csv(nodes.encode(), edges.encode())


def test_nodes_in_another_datum_are_turned():
    network, _ = read_csv(NODES.encode(), b"from,to\na,b\n", datum="gcj02")
    assert great_circle(network.lon[0], network.lat[0], 114.3, 30.5) > 100


def test_a_network_that_was_kept_is_the_same_and_can_be_replaced(tmp_path):
    network = street(100, 200, mode=[WALK | RIDE, WALK], about={"source": "a street"})
    folder = tmp_path / "kept" / "here"
    network.save(folder)
    street(1).save(folder)
    network.save(folder)
    again = Network.load(folder)
    for name in ("lon", "lat", "start", "end", "length", "mode"):
        assert np.array_equal(getattr(network, name), getattr(again, name))
    for mode in ("walk", "ride"):
        assert (network.graph(mode) != again.graph(mode)).nnz == 0
    assert again.about == {"source": "a street"}
    assert again.snap(114.0005, 30.5).share[0] == pytest.approx(0.5)
    assert [path.name for path in folder.parent.iterdir()] == ["here"]


def test_a_folder_without_a_network_or_with_a_broken_one_is_said_to_be(tmp_path):
    with pytest.raises(Unreadable, match="network import"):
        Network.load(tmp_path / "nothing")
    street(100).save(tmp_path / "one")
    (tmp_path / "one" / "length.npy").write_bytes(b"")
    with pytest.raises(Unreadable, match="损坏"):
        Network.load(tmp_path / "one")
    (tmp_path / "one" / "network.json").write_text('{"version": 99}')
    with pytest.raises(Unreadable, match="版本"):
        Network.load(tmp_path / "one")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine")
    with pytest.raises(Unreadable, match="别的文件"):
        street(100).save(tmp_path / "other")


def test_points_are_put_on_the_nearest_point_of_a_way_not_on_a_junction():
    network = street(100, 100, lon=114.0, lat=30.0)
    found = network.snap([114.0002, 114.0015, 113.9990, 114.0005], [30.0003, 29.9999, 30.0, 30.1])
    assert found.way.tolist() == [0, 1, 0, -1]
    assert found.share[:3] == pytest.approx([0.2, 0.5, 0], abs=1e-6)
    assert found.offset[:3] == pytest.approx([33.36, 11.12, 96.3], abs=0.1)
    assert found.lon[:2] == pytest.approx([114.0002, 114.0015])
    assert found.lat[:2] == pytest.approx([30.0, 30.0])
    assert found.lat[3] == 30.1
    assert len(found[found.found]) == 3


def test_only_what_lies_within_reach_is_put_on_a_way():
    network = street(100, lon=114.0, lat=30.0)
    there = 30 + np.degrees(100 / 6371008.8)
    assert network.snap(114.0005, there, within=100).found.all()
    assert not network.snap(114.0005, there, within=99.99).found.any()
    assert network.snap(114.0005, 30.0, within=0).found.all()
    assert not network.snap(114.0005, 30.0, within=-1).found.any()
    assert not network.snap([np.nan, np.inf, 500, 114.0005], [30, 30, 30, np.nan]).found.any()
    assert len(network.snap([], [])) == 0


def test_riders_are_not_put_on_footpaths():
    network, _ = build([0, 0.01, 0, 0.01], [0, 0, 0.001, 0.001], [0, 2, 0], [1, 3, 2], mode=[WALK, WALK | RIDE, WALK])
    assert network.snap(0.005, 0.0001, mode="walk").way.tolist() == [0]
    assert network.snap(0.005, 0.0001, mode="ride").way.tolist() == [1]
    with pytest.raises(Unreadable, match="walk"):
        network.snap(0, 0, mode="fly")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([20.0, 200.0, 3000.0, 1e6]))
def test_no_way_lies_nearer_than_the_one_that_was_found(seed, within):
    chance = np.random.default_rng(seed)
    size = 40
    lon, lat = 114 + chance.uniform(0, 0.05, size), 30 + chance.uniform(0, 0.05, size)
    network, _ = build(lon, lat, chance.integers(0, size, 60), chance.integers(0, size, 60))
    x, y = 114 + chance.uniform(-0.02, 0.07, 50), 30 + chance.uniform(-0.02, 0.07, 50)
    found = network.snap(x, y, within=within)
    px, py = mercator(x, y)
    ax, ay = mercator(network.lon[network.start], network.lat[network.start])
    bx, by = mercator(network.lon[network.end], network.lat[network.end])
    along = np.linspace(0, 1, 2001)[:, None]
    for one in range(len(x)):
        far = np.hypot(ax + along * (bx - ax) - px[one], ay + along * (by - ay) - py[one]).min() * np.cos(
            np.radians(y[one])
        )
        if found.way[one] >= 0:
            assert found.offset[one] <= far + 1e-6
            assert found.offset[one] >= far - 2
        else:
            assert far > within - 1e-6


def test_the_flat_map_is_undone():
    lon, lat = unmercator(*mercator([114.3, -3], [30.5, -60]))
    assert lon == pytest.approx([114.3, -3])
    assert lat == pytest.approx([30.5, -60])
