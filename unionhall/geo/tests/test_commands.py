"""The two commands: what they print, what they refuse with one line, and that they need no installation."""

import csv
import json

import pytest
from click.testing import CliRunner

from unionhall.cli import COMMANDS, NEEDS_NO_DATABASE
from unionhall.geo.commands import circles, network
from unionhall.geo.network import Network

NODES = "id,lon,lat\n" + "".join(f"n{n},{114 + n / 1000},30\n" for n in range(12))
EDGES = "from,to,length_m\n" + "".join(f"n{n},n{n + 1},100\n" for n in range(10))
STATIONS = "id,lon,lat,hours\na,114.000,30,08:00-20:00\nb,114.010,30,22:00-06:00\nc,114.005,30,随时\n"
DEMAND = "id,lon,lat,weight\n" + "".join(f"p{n},{114 + n / 1000},30,{n + 1}\n" for n in range(11))


@pytest.fixture
def folder(tmp_path):
    for name, text in (("nodes.csv", NODES), ("edges.csv", EDGES), ("stations.csv", STATIONS), ("demand.csv", DEMAND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(command, *said, language="en"):
    return CliRunner().invoke(command, [*map(str, said), "--language", language], catch_exceptions=False)


def ask(folder, *more, network=True):
    said = [
        "--stations",
        folder / "stations.csv",
        "--demand",
        folder / "demand.csv",
        *(["--network", folder / "net"] if network else []),
        "--json",
        *more,
    ]
    done = run(circles, *said)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def ready(folder):
    assert run(network, "import", folder / "edges.csv", folder / "nodes.csv", "--to", folder / "net").exit_code == 0
    return folder


def test_the_commands_are_in_the_list_and_need_no_database():
    assert {"network", "circles"} <= set(COMMANDS)
    assert {"network", "circles"} <= NEEDS_NO_DATABASE


def test_a_network_comes_in_and_is_shown(folder):
    done = run(network, "import", folder / "nodes.csv", folder / "edges.csv", "--to", folder / "net", "--json")
    said = json.loads(done.stdout)
    assert (said["junctions"], said["ways"], said["metres"]) == (11, 10, 1000)
    assert said["report"]["parts"] == 1
    shown = json.loads(run(network, "show", folder / "net", "--json").stdout)
    assert shown["ways"] == 10
    assert shown["bounds"] == [114, 30, 114.01, 30]
    assert "11 junctions" in run(network, "show", folder / "net").stdout
    assert "11 个路口" in run(network, "show", folder / "net", language="zh-hans").stdout
    assert Network.load(folder / "net").ways == 10


def test_faulty_rows_and_islands_are_told(folder):
    (folder / "edges.csv").write_text(EDGES + "n1,n2,-5\nn3,nobody,1\nn11,n11,50\n")
    done = run(network, "import", folder / "nodes.csv", folder / "edges.csv", "--to", folder / "net")
    assert done.exit_code == 0
    assert "row 12" in done.stderr
    assert "negative" in done.stderr
    assert "2 unconnected parts" in done.stdout


@pytest.mark.parametrize(
    "said",
    [
        ["nothing.osm"],
        ["nodes.csv"],
        ["nodes.csv", "nodes.csv"],
        ["nodes.csv", "edges.csv", "demand.csv"],
        ["edges.csv", "stations.csv", "--datum", "cgcs"],
    ],
)
def test_files_that_are_no_network_are_refused_in_one_line(folder, said):
    files = [folder / one if one.endswith((".csv", ".osm")) else one for one in said]
    done = run(network, "import", *files, "--to", folder / "net")
    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (folder / "net").exists()


def test_circles_count_those_within_the_minutes(ready):
    """Stations at 0, 5 and 10 hundred metres; points every hundred metres, weighing 1 to 11. Ways of 100 m each."""
    said = ask(ready, "--minutes", "1,3", "--speed", "1")  # 60 m and 180 m
    assert (said["covered"], said["total"]) == (1 + 2 + 5 + 6 + 7 + 10 + 11, 66)
    assert said["share"] == pytest.approx(42 / 66)
    assert said["bands"]["1"]["covered"] == 1 + 6 + 11
    assert said["rural"] == {"covered": 66, "share": 1.0, "km": 10.0}
    assert said["left_out"] == 4
    assert (said["along"], said["minutes"], said["metres"]) == ("network", 3, 180)


def test_exactly_at_the_border_is_inside(ready):
    assert ask(ready, "--minutes", "5", "--speed", "1")["share"] == 1
    assert ask(ready, "--minutes", "3.3334", "--speed", "1")["covered"] == 66
    assert ask(ready, "--minutes", "3.33", "--speed", "1")["covered"] < 66


def test_only_stations_open_at_the_moment_count(ready):
    noon, night = (
        ask(ready, "--minutes", "3", "--speed", "1", "--at", "Tue 12:00"),
        ask(ready, "--minutes", "3", "--speed", "1", "--at", "周二 23:30"),
    )
    assert noon["covered"] == 1 + 2
    assert noon["stations"] == {
        "read": 3,
        "used": 3,
        "open": 1,
        "hours_unknown": 1,
        "hours_unreadable": ["随时"],
        "off_network": 0,
        "metres_to_way": 0.0,
    }
    assert night["covered"] == 10 + 11
    never = ask(ready, "--at", "Tue 21:00")
    assert never["covered"] == 0
    assert any("No station is open" in one["en"] for one in never["remarks"])


def test_without_a_network_it_says_that_distances_are_straight(ready):
    said = ask(ready, "--minutes", "1", "--speed", "1", "--detour", "1.3", network=False)
    assert (said["along"], said["detour"]) == ("straight", 1.3)
    assert said["covered"] == 1 + 6 + 11
    (words,) = (one["en"] for one in said["remarks"])
    assert "straight lines times 1.3" in words
    assert "too much" not in words
    (words,) = (one["en"] for one in ask(ready, network=False)["remarks"])
    assert "too much" in words


@pytest.mark.parametrize("more", [[], ["--detour", "1.6"]])
def test_the_rule_of_the_countryside_is_a_straight_radius(ready, more):
    """Ways ten times as long as they look, and points farther than a kilometre by any of them but not by air."""
    (ready / "edges.csv").write_text(EDGES.replace(",100", ",1000"))
    assert run(network, "import", ready / "edges.csv", ready / "nodes.csv", "--to", ready / "net").exit_code == 0
    (ready / "stations.csv").write_text("id,lon,lat\na,114.000,30\n")
    for along in (True, False):
        said = ask(ready, "--rural-km", "0.5", "--minutes", "5", *more, network=along)
        assert said["rural"]["covered"] == 1 + 2 + 3 + 4 + 5 + 6
        assert said["covered"] == (1 if along else 6 if more else 10)


def test_how_far_points_stand_from_the_ways_is_told(ready):
    north = 360 / 40_030_230
    (ready / "stations.csv").write_text(
        "id,lon,lat\n" + "".join(f"s{n},114.005,{30 + n * north}\n" for n in (10, 30, 400))
    )
    (ready / "demand.csv").write_text("id,lon,lat\nnear,114.004,30\nfar,114.004,31\ngone,114.003,32\n")
    said = ask(ready)
    assert said["stations"]["metres_to_way"] == pytest.approx(30, abs=0.2)
    assert said["demand"]["metres_to_way"] is None
    done = run(
        circles, "--stations", ready / "stations.csv", "--demand", ready / "stations.csv", "--network", ready / "net"
    )
    assert "a station stands 30 m from a way, a point of demand 30 m" in done.stdout


def test_hours_that_are_not_known_are_told_only_where_there_are_some(ready):
    def plain():
        files = ["--stations", ready / "stations.csv", "--demand", ready / "demand.csv", "--network", ready / "net"]
        return run(circles, *files, "--at", "Tue 12:00").stdout

    assert "of 1 the hours are not known" in plain()
    (ready / "stations.csv").write_text(STATIONS.replace("随时", "24小时"), encoding="utf-8")
    assert "not known" not in plain()


def test_figures_by_district_areas_and_those_left_out_are_written(ready):
    east = {"type": "Polygon", "coordinates": [[[114.0055, 29], [115, 29], [115, 31], [114.0055, 31], [114.0055, 29]]]}
    (ready / "districts.geojson").write_text(
        json.dumps({"features": [{"properties": {"name": "东"}, "geometry": east}]})
    )
    said = ask(
        ready, "--minutes", "1,3", "--speed", "1", "--districts", ready / "districts.geojson", "--polygons", ready / "area.geojson", "--left-out", ready / "out.csv",
    )  # fmt: skip
    assert [(one["name"], one["covered"], one["total"]) for one in said["districts"]] == [("", 14, 21), ("东", 28, 45)]
    area = json.loads((ready / "area.geojson").read_text())
    assert [(one["properties"]["minutes"], one["geometry"]["type"]) for one in area["features"]] == [
        (1, "MultiPolygon"),
        (3, "MultiPolygon"),
    ]
    with (ready / "out.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["p2", "p3", "p7", "p8"]
    assert [float(row["metres"]) for row in rows] == pytest.approx([200, 200, 200, 200], abs=0.1)
    ask(ready, "--polygons", ready / "straight.geojson", network=False)
    assert len(json.loads((ready / "straight.geojson").read_text())["features"]) == 3


def test_another_column_can_be_counted(ready):
    (ready / "demand.csv").write_text("id,lon,lat,weight,night hours\nx,114,30,5,7.5\n")
    assert ask(ready, "--weight", "night hours")["total"] == 7.5
    assert ask(ready)["total"] == 5
    (ready / "demand.csv").write_text("id,lon,lat\nx,114,30\ny,114.001,30\n")
    assert ask(ready)["total"] == 2


def test_what_is_wrong_with_rows_is_in_the_answer(ready):
    (ready / "demand.csv").write_text(
        "id,lon,lat,weight\nx,114,30,5\nx,114,30,5\ny,30,114,1\nz,114,30,nan\n", encoding="utf-8-sig"
    )
    said = ask(ready)
    assert said["total"] == 5
    assert said["complaints"]["demand"]["counts"] == {"duplicate": 1, "swapped": 1, "no_number": 1}
    plain = run(circles, "--stations", ready / "stations.csv", "--demand", ready / "demand.csv", language="zh-hans")
    assert "写反" in plain.stderr
    assert "15 分钟：5 / 5 = 100.0%" in plain.stdout


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--speed", "0"], "--speed"), (["--speed", "fast"], "--speed"), (["--minutes", "-1"], "--minutes"), (["--minutes", "nan"], "--minutes"), (["--minutes", ""], "--minutes"),
        (["--at", "noon"], "Tue 21:30"), (["--at", ""], "Tue 21:30"), (["--rural-km", "inf"], "--rural-km"), (["--detour", "0.9"], "--detour"), (["--datum", "x"], "datum"),
        (["--network", "/nowhere"], "network import"), (["--weight", "pay"], "pay"), (["--districts", "/nowhere"], "/nowhere"), (["--left-out", "/nowhere/x.csv"], "/nowhere"),
        (["--polygons", "/nowhere/x"], "/nowhere"), (["--stations", "/nowhere"], "/nowhere"), (["--demand", "/nowhere"], "/nowhere"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_clear_line_and_exit_code_one(folder, more, says):
    done = run(circles, "--stations", folder / "stations.csv", "--demand", folder / "demand.csv", *more)
    assert done.exit_code == 1
    lines = [line for line in done.stderr.strip().splitlines() if line.startswith("Error")]
    assert len(lines) == 1
    assert says in lines[0]
    assert "Traceback" not in done.output


def test_a_file_of_exchanged_coordinates_is_refused_as_that(folder):
    (folder / "stations.csv").write_text("id,lat,lon\na,114.0,30\nb,114.1,30\n")
    done = run(circles, "--stations", folder / "stations.csv", "--demand", folder / "demand.csv", language="zh-hans")
    assert done.exit_code == 1
    assert "写反" in done.stderr
