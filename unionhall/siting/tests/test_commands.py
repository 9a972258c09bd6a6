"""`unionhall siting`, as an operator meets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from unionhall.cli import main
from unionhall.geo.datum import from_wgs84


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, ["siting", *words])


def _told(*words: str) -> dict[str, Any]:
    said = _run(*words, "--json")
    assert said.exit_code == 0, said.output
    return json.loads(said.stdout)


@pytest.fixture
def table(tmp_path: Path) -> list[str]:
    """Four points, three candidates, a table of costs."""
    (tmp_path / "demand.csv").write_text("id,weight\na,10\nb,20\nc,30\nd,1\n")
    (tmp_path / "candidates.csv").write_text("id,cost\nx,1\ny,2\nz,5\n")
    (tmp_path / "matrix.csv").write_text(
        "demand_id,candidate_id,cost\na,x,1\nb,x,4\nb,y,2\nc,y,3\nc,z,1\nd,z,9\na,z,7\n"
    )
    names = ("demand", "candidates", "matrix")
    return [word for name in names for word in (f"--{name}", str(tmp_path / f"{name}.csv"))]


@pytest.fixture
def streets(tmp_path: Path) -> list[str]:
    """Points along a street in Wuhan, about 96 metres apart."""
    (tmp_path / "demand.csv").write_text(
        "id,lon,lat,weight,weight_day,weight_night\n"
        + "".join(f"d{n},{114.3 + n / 1000},30.6,10,10,{n}\n" for n in range(30))
    )
    (tmp_path / "candidates.csv").write_text(
        "id,lon,lat,name,hours\n"
        + "".join(
            f"c{n},{114.3 + n / 200},30.6,Bank {n},{'00:00-24:00' if n > 3 else '08:00-18:00'}\n" for n in range(6)
        )
    )
    return [
        "--demand",
        str(tmp_path / "demand.csv"),
        "--candidates",
        str(tmp_path / "candidates.csv"),
        "--minutes",
        "5",
    ]


def test_the_promised_keys_are_there(table: list[str]) -> None:
    told = _told(*table, "--radius", "3", "--new", "1")
    assert (told["sites"], told["covered"], told["bound"], told["gap"]) == (["y"], 50, 50, 0)
    assert told["proven"] is True
    assert told["total"] == 61


def test_a_site_says_what_it_adds_and_what_comes_next(table: list[str]) -> None:
    (reason,) = _told(*table, "--radius", "3", "--new", "1")["reasons"]
    assert reason == {"site": "y", "reaches": 50, "had_none": 50, "adds": 50, "next_best": "z", "next_adds": 30}


def test_standing_stations_stay_and_count(table: list[str], tmp_path: Path) -> None:
    (tmp_path / "existing.csv").write_text("id\ny\n")
    told = _told(*table, "--radius", "3", "--new", "1", "--existing", str(tmp_path / "existing.csv"))
    assert (told["sites"], told["existing"], told["covered"]) == (["x"], ["y"], 60)


def test_a_budget_is_kept(table: list[str]) -> None:
    told = _told(*table, "--radius", "3", "--budget", "3")
    assert (sorted(told["sites"]), told["covered"], told["spent"]) == (["x", "y"], 60, 3)


def test_a_budget_without_costs_is_refused(table: list[str], tmp_path: Path) -> None:
    (tmp_path / "candidates.csv").write_text("id\nx\ny\nz\n")
    said = _run(*table, "--radius", "3", "--budget", "3")
    assert said.exit_code == 1
    assert "cost" in said.stderr


def test_what_cannot_be_covered_is_named(table: list[str]) -> None:
    said = _run(*table, "--radius", "3", "--objective", "lscp", "--json")
    assert said.exit_code == 1
    assert json.loads(said.stdout)["uncoverable"] == ["d"]
    assert said.stderr.strip().endswith("d")
    told = _told(*table, "--radius", "3", "--objective", "lscp", "--leave-out")
    assert (told["value"], told["bound"], told["uncoverable"]) == (2, 2, ["d"])


def test_the_least_way_is_told_as_value(table: list[str]) -> None:
    told = _told(*table, "--objective", "pmedian", "--new", "2")
    assert told["value"] == told["bound"] == 10 * 1 + 20 * 4 + 30 * 1 + 9
    assert _told(*table, "--objective", "pcentre", "--new", "2")["value"] == 9


def test_plans_that_leave_points_without_a_way_are_refused(table: list[str]) -> None:
    said = _run(*table, "--objective", "pmedian", "--new", "1")
    assert said.exit_code == 1
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--radius", "3", "--objective", "lscp", "--new", "2"], "--new"),
        (["--radius", "3"], "--new"),
        (["--new", "2"], "--radius"),
        (["--radius", "3", "--new", "-1"], "--new"),
        (["--radius", "3", "--new", "1", "--at", "Tue 21:30", "--slot", "day=Tue 12:00"], "--slot"),
        (["--radius", "3", "--new", "1", "--budget", "nan"], "--budget"),
        (["--radius", "3", "--new", "1", "--rural-km", "10"], "--rural-km"),
    ],
)
def test_contradictions_are_usage(table: list[str], words: list[str], said: str) -> None:
    told = _run(*table, *words, "--language", "en")
    assert told.exit_code == 2
    assert said in told.stderr
    assert told.stderr.isascii()


def test_contradictions_are_said_in_the_readers_language(table: list[str]) -> None:
    told = _run(*table, "--radius", "3", "--language", "zh-hans")
    assert told.exit_code == 2
    assert "mclp 要给 --new（新建几个）或 --budget（预算多少）。" in told.stderr


@pytest.mark.parametrize("cost", ["-1", "nan", "inf", "far", ""])
def test_a_cost_that_is_none_names_its_row(table: list[str], tmp_path: Path, cost: str) -> None:
    (tmp_path / "matrix.csv").write_text(f"demand_id,candidate_id,cost\na,x,1\nb,x,{cost}\n")
    said = _run(*table, "--radius", "3", "--new", "1")
    assert said.exit_code == 1
    assert "3" in said.stderr
    assert "Traceback" not in said.output


def test_the_order_and_the_marks_of_the_table_do_not_matter(table: list[str], tmp_path: Path) -> None:
    (tmp_path / "matrix.csv").write_bytes(
        '\ufeff"cost","candidate_id","demand_id"\r\n1,x,a\r\n2,y,b\r\n\r\n3, y ,c\r\n9,y,c\r\n1,q,a\r\n'.encode()
    )
    told = _told(*table, "--radius", "3", "--new", "1")
    assert (told["sites"], told["covered"]) == (["y"], 50)
    assert len(told["warnings"]) == 2


def test_without_a_network_it_goes_as_the_crow_flies(streets: list[str]) -> None:
    told = _told(*streets, "--new", "2")
    assert told["proven"] is True
    assert told["reach"]["by"] == "straight line"
    assert 0 < told["covered"] < told["total"]
    assert told["reasons"][0]["name"].startswith("Bank")


def test_only_open_stations_count(streets: list[str]) -> None:
    night = _told(*streets, "--new", "2", "--at", "Tue 21:30")
    assert set(night["sites"]) == {"c4", "c5"}
    slots = _told(*streets, "--new", "2", "--slot", "day=Tue 12:00", "--slot", "night=Tue 21:30")
    assert slots["total"] == 30 * 10 + sum(range(30))


def test_a_network_gives_the_ways(streets: list[str], tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").write_text("id,lon,lat\n" + "".join(f"{n},{114.3 + n / 1000},30.6\n" for n in range(30)))
    (tmp_path / "edges.csv").write_text("from,to,length_m\n" + "".join(f"{n},{n + 1},300\n" for n in range(29)))
    folder = str(tmp_path / "network")
    made = CliRunner().invoke(
        main, ["network", "import", str(tmp_path / "nodes.csv"), str(tmp_path / "edges.csv"), "--to", folder]
    )
    assert made.exit_code == 0, made.output
    told = _told(*streets, "--new", "2", "--network", folder)
    assert told["reach"]["by"] == "network"
    assert told["covered"] < _told(*streets, "--new", "2")["covered"]
    for objective in ("pmedian", "pcentre"):
        assert _told(*streets, "--new", "2", "--network", folder, "--objective", objective)["proven"] is True


def test_a_plan_is_written_and_compared(streets: list[str], tmp_path: Path) -> None:
    plan, places, rows = (str(tmp_path / name) for name in ("plan.json", "plan.geojson", "plan.csv"))
    _told(*streets, "--new", "1", "--out", plan)
    told = _told(*streets, "--new", "2", "--compare", plan, "--out", places)
    assert told["compared"]["gained"] - told["compared"]["lost"] == told["covered"] - told["compared"]["covered"][0]
    assert len(json.loads(Path(places).read_text(encoding="utf-8"))["features"]) == 2
    assert _run(*streets, "--new", "2", "--out", rows).exit_code == 0
    assert Path(rows).read_text(encoding="utf-8-sig").startswith("site,name,lon,lat")


def test_no_time_at_all_still_gives_a_plan_and_a_bound(table: list[str]) -> None:
    told = _told(*table, "--radius", "3", "--new", "2", "--seconds", "0")
    assert told["bound"] >= 60
    assert told["bound"] >= told["covered"]


def test_circles_and_siting_count_the_same_off_the_ways(tmp_path: Path) -> None:
    """Points 0, 400, 700 and 1,200 metres north of a street on which a station stands: 15 minutes at 1.2 m/s are 1,080 m."""
    north = 360 / 40_030_230  # degrees in a metre
    (tmp_path / "demand.csv").write_text(
        "id,lon,lat,weight\n"
        + "".join(f"d{off},114.302,{30.6 + off * north},{off + 1}\n" for off in (0, 400, 700, 1200))
    )
    (tmp_path / "stations.csv").write_text(
        f"id,lon,lat\nin the street,114.3,30.6\noff it,114.302,{30.6 - 600 * north}\n"
    )
    (tmp_path / "nodes.csv").write_text("id,lon,lat\n" + "".join(f"{n},{114.3 + n / 1000},30.6\n" for n in range(6)))
    (tmp_path / "edges.csv").write_text("from,to\n" + "".join(f"{n},{n + 1}\n" for n in range(5)))
    folder = str(tmp_path / "network")
    files = [str(tmp_path / name) for name in ("nodes.csv", "edges.csv")]
    assert CliRunner().invoke(main, ["network", "import", *files, "--to", folder]).exit_code == 0
    asked = ["--demand", str(tmp_path / "demand.csv"), "--network", folder]
    for minutes, covered in (("15", 1 + 401 + 701), ("5", 1)):
        circles = CliRunner().invoke(
            main, ["circles", "--stations", str(tmp_path / "stations.csv"), *asked, "--minutes", minutes, "--json"]
        )
        standing = _told(*asked, "--candidates", str(tmp_path / "stations.csv"), "--new", "2", "--minutes", minutes)
        assert json.loads(circles.stdout)["covered"] == standing["covered"] == covered


@pytest.mark.parametrize(
    ("written", "said"), [("gcj02", None), ("bd09", "gcj02"), ("wgs84", "gcj02"), ("gcj02", "gcj02")]
)
def test_both_commands_notice_a_file_in_another_datum(tmp_path: Path, written: str, said: str | None) -> None:
    """Houses along streets a kilometre apart in Wuhan, in one datum and said to be in another."""
    chance, east, north = np.random.default_rng(1), 0.01, 0.009
    (tmp_path / "nodes.csv").write_text(
        "id,lon,lat\n" + "".join(f"{c}-{r},{114.3 + c * east},{30.5 + r * north}\n" for c in range(9) for r in range(9))
    )
    (tmp_path / "edges.csv").write_text(
        "from,to\n" + "".join(f"{c}-{r},{c + 1}-{r}\n{r}-{c},{r}-{c + 1}\n" for c in range(8) for r in range(9))
    )
    lon = 114.3 + east * chance.uniform(0, 8, 200)
    lat = 30.5 + north * chance.integers(0, 9, 200) + 0.0001
    lines = [f"p{n},{x},{y}\n" for n, (x, y) in enumerate(zip(*from_wgs84(lon, lat, written), strict=True))]
    (tmp_path / "points.csv").write_text("id,lon,lat\n" + "".join(lines))
    (tmp_path / "few.csv").write_text("id,lon,lat\n" + "".join(lines[:20]))
    folder = str(tmp_path / "network")
    files = [str(tmp_path / name) for name in ("nodes.csv", "edges.csv")]
    assert CliRunner().invoke(main, ["network", "import", *files, "--to", folder]).exit_code == 0
    asked = ["--demand", str(tmp_path / "points.csv"), "--network", folder, *(["--datum", said] if said else [])]
    circles = CliRunner().invoke(main, ["circles", "--stations", str(tmp_path / "few.csv"), *asked, "--json"])
    noticed = [one["en"] for one in json.loads(circles.stdout)["remarks"]]
    told = _told(*asked, "--candidates", str(tmp_path / "few.csv"), "--new", "2")
    warned = [one["en"] for one in told["warnings"]]
    if written == (said or "wgs84"):
        assert not noticed
        assert not warned
    else:
        assert len(noticed) == len(warned) == 2
        for words in (*noticed, *warned):
            assert f"--datum {written}" in words


def test_the_countryside_goes_by_a_straight_radius_as_in_circles(streets: list[str], tmp_path: Path) -> None:
    files = streets[:4]
    told = _told(*files, "--rural-km", "0.5", "--new", "1")
    assert told["reach"] == {"by": "straight line", "rural_km": 0.5, "metres": 500}
    (tmp_path / "chosen.csv").write_text(
        "id,lon,lat\n" + "".join(f"{one['site']},{one['lon']},{one['lat']}\n" for one in told["reasons"])
    )
    asked = ["--stations", str(tmp_path / "chosen.csv"), *files[:2], "--rural-km", "0.5", "--detour", "1.4", "--json"]
    circles = CliRunner().invoke(main, ["circles", *asked])
    assert json.loads(circles.stdout)["rural"]["covered"] == told["covered"] == 110
    assert _told(*files, "--rural-km", "0.5", "--objective", "pcentre", "--new", "6")["covered"] == told["total"]


@pytest.mark.parametrize(
    "option", [["--minutes", "5"], ["--speed", "1"], ["--detour", "1.3"], ["--mode", "ride"], ["--network", "."]]
)
def test_a_straight_radius_takes_no_minutes(streets: list[str], option: list[str]) -> None:
    said = _run(*streets[:4], "--rural-km", "10", "--new", "1", *option)
    assert said.exit_code == 2
    assert option[0] in said.stderr


def test_two_wheels_are_faster_than_feet_as_in_circles(streets: list[str]) -> None:
    assert _told(*streets, "--new", "1", "--mode", "ride")["reach"]["metres"] == 5 * 60 * 4.2


def test_what_says_how_far_ways_go_is_idle_beside_a_matrix(table: list[str]) -> None:
    told = _told(*table, "--radius", "3", "--new", "1", "--minutes", "1", "--speed", "0.1")
    assert told["covered"] == 50
    (warning,) = told["warnings"]
    assert "--minutes" in warning["en"]


def test_no_standing_station_at_all_is_an_answer(table: list[str], tmp_path: Path) -> None:
    (tmp_path / "existing.csv").write_text("id\n")
    told = _told(*table, "--radius", "3", "--new", "1", "--existing", str(tmp_path / "existing.csv"))
    assert (told["sites"], told["existing"]) == (["y"], [])


def test_ids_are_texts(tmp_path: Path) -> None:
    (tmp_path / "demand.csv").write_bytes("\ufeff编号;人数\r\n007;0.5\r\n 8 ;2\r\n甲 乙;3\r\n".encode())
    (tmp_path / "candidates.csv").write_bytes("编号\r\n01\r\n1\r\n网点 二\r\n".encode("gbk"))
    (tmp_path / "matrix.csv").write_bytes(
        "demand_id,candidate_id,cost\r\n007,01,0\r\n8,1,1\r\n甲 乙,网点 二,2.5\r\n007,网点 二,2\r\n".encode("gbk")
    )
    names = ("demand", "candidates", "matrix")
    files = [word for name in names for word in (f"--{name}", str(tmp_path / f"{name}.csv"))]
    told = _told(*files, "--radius", "2.5", "--new", "1")
    assert (told["sites"], told["covered"], told["total"], told["warnings"]) == (["网点 二"], 3.5, 5.5, [])
    assert _told(*files, "--radius", "0", "--new", "3")["sites"] == ["01"]
    assert _told(*files, "--radius", "1", "--new", "0")["sites"] == []


@pytest.mark.parametrize(
    ("objective", "above"), [("mclp", True), ("backup", True), ("pmedian", False), ("pcentre", False)]
)
def test_what_bound_and_gap_mean_is_told(table: list[str], objective: str, above: bool) -> None:
    told = _told(*table, "--radius", "inf", "--new", "2", "--objective", objective)
    assert told["bound_says"]["en"].endswith("above the bound." if above else "below the bound.")
    assert told["reach"] == {"by": "matrix", "radius": None}
    assert "bound" in " ".join(_run("--help").stdout.split())


def test_it_speaks_one_language(table: list[str], tmp_path: Path) -> None:
    (tmp_path / "candidates.csv").write_text("id,name\nx,邮局\ny,银行\ny,银行\n", encoding="utf-8")
    asked = [*table, "--radius", "3", "--new", "1"]
    chinese, english = (_run(*asked, "--language", one) for one in ("zh-hans", "en"))
    assert "y  银行：增加 50" in chinese.stdout
    assert "已证明" in chinese.stdout
    assert "第 4 行" in chinese.stderr
    assert "y  银行: adds 50" in english.stdout
    assert "row 4: The id y was in row 3 already." in english.stderr
    assert "编号" not in english.stderr
    refused = _run(*asked, "--objective", "pmedian", "--language", "en")
    assert refused.exit_code == 1
    assert refused.stderr.isascii()


@pytest.mark.parametrize("name", ["no/plan.json", "plan.xlsx"])
def test_a_plan_that_cannot_be_written_is_said_before_the_work(table: list[str], tmp_path: Path, name: str) -> None:
    said = _run(*table, "--radius", "3", "--new", "1", "--out", str(tmp_path / name))
    assert said.exit_code == 2
    assert "--out" in said.stderr
    assert not said.stdout
