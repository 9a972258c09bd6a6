"""Road networks and demand layers: brought, read, what was left out, replaced, removed, and by whom."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.utils import timezone

from unionhall.cases.tests.world import World, build
from unionhall.core import audit
from unionhall.core.actor import SYSTEM
from unionhall.core.verdict import Refused
from unionhall.geo import datum
from unionhall.places import api as places
from unionhall.planning import access, actions, keeping, roads, running
from unionhall.planning.models import DemandLayer, RoadNetwork
from unionhall.planning.states import LayerState, NetworkState

from . import ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def test_a_network_of_two_tables_is_kept_without_its_island_and_says_so(world: World) -> None:
    made = ground.network(world.east, by=world.actor("dong"))
    assert (made.state, made.junctions, made.ways) == (NetworkState.READY, 225, 420)
    assert made.report["parts"] == 2
    assert made.report["faults"]["negative"] == 1
    assert [one["row"] for one in made.report["complaints"] if one["kind"] == "negative"]
    assert made.west == pytest.approx(114.30)
    assert keeping.read(made.stored_as, "picture.png")
    assert not made.incoming
    assert {line.verb for line in audit.entries_about(made)} == {"road_network.brought", "road_network.note_network"}


def test_the_files_that_came_are_destroyed_once_they_are_read(world: World, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = actions.bring_network(
            world.east, by=SYSTEM, name="路网", files=[ground.upload(ground.nodes_csv(), "nodes.csv"), ground.upload(ground.edges_csv(), "edges.csv")],
            source="测试", licence="自有", as_of=date(2026, 1, 1), in_background=False,
        )  # fmt: skip
    folder = keeping.path(made.incoming)
    assert folder.exists()
    with django_capture_on_commit_callbacks(execute=True):
        running.read_network(made.pk, by=running.BY)
    assert not folder.exists()


def test_one_table_alone_is_given_back_with_what_to_do(world: World) -> None:
    made = actions.bring_network(
        world.east, by=SYSTEM, name="半个", files=[ground.upload(ground.nodes_csv(), "nodes.csv")], source="测试", licence="自有",
        as_of=date(2026, 1, 1), in_background=False,
    )  # fmt: skip
    running.read_network(made.pk, by=running.BY)
    made.refresh_from_db()
    assert made.state == NetworkState.FAILED
    assert "CSV" in made.problem["zh"]
    assert "two CSV files" in made.problem["en"]


def test_newer_files_replace_a_network_and_the_old_ways_serve_until_then(world: World) -> None:
    made = ground.network(world.east, by=world.actor("dong"))
    before = made.stored_as
    files = [ground.upload(ground.nodes_csv(10), "nodes.csv"), ground.upload(ground.edges_csv(10), "edges.csv")]
    again = actions.replace_network(
        made, by=world.actor("dong"), files=files, as_of=date(2026, 3, 1), in_background=False
    )
    assert (again.state, again.stored_as) == (NetworkState.READING, before)
    running.read_network(made.pk, by=running.BY)
    again.refresh_from_db()
    assert (again.state, again.junctions, again.as_of) == (NetworkState.READY, 100, date(2026, 3, 1))
    assert again.stored_as != before


def test_a_network_is_opened_once_by_a_process(world: World) -> None:
    made = ground.network(world.east)
    assert roads.opened(made) is roads.opened(RoadNetwork.objects.get(pk=made.pk))


def test_a_removed_network_is_gone_for_everybody_and_its_arrays_with_it(
    world: World, django_capture_on_commit_callbacks
) -> None:
    made = ground.network(world.east)
    folder = keeping.path(made.stored_as)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_network(made, by=world.actor("dong"))
    assert not folder.exists()
    assert not access.visible_networks(SYSTEM).exists()


@pytest.mark.parametrize(("who", "sees", "keeps"), [
    ("dong", True, True), ("cheng", True, True), ("hong", True, False), ("jian", True, False), ("xi", False, False), ("zhou", False, False), ("lin", False, False),
])  # fmt: skip
def test_roads_are_seen_above_and_below_and_kept_by_officers_of_the_body_and_above(
    world: World, who: str, sees: bool, keeps: bool
) -> None:
    made = ground.network(world.east)
    actor = world.actor(who)
    assert access.visible_networks(actor).filter(pk=made.pk).exists() is sees
    assert bool(access.may_remove_network(actor, made)) is keeps


def test_a_county_keeps_no_network_for_another(world: World) -> None:
    with pytest.raises(Refused):
        actions.bring_network(
            world.west,
            by=world.actor("dong"),
            name="x",
            files=[ground.upload(b"x", "a.osm")],
            source="x",
            licence="x",
            as_of=date(2026, 1, 1),
        )


def test_minutes_of_a_worker_are_walked_along_the_network(world: World) -> None:
    ground.network(world.east)
    here, there = ground.spot(0, 0), ground.spot(5, 5)
    walked = places.reach.walk(*here, np.array([there[0], 120.0]), np.array([there[1], 40.0]))
    assert walked.metres[0] == pytest.approx(5 * 240 + 5 * 244, abs=1)
    assert list(walked.straight) == [False, True]


def test_far_from_every_network_minutes_are_a_straight_line_and_said_to_be(world: World) -> None:
    ground.network(world.east)
    walked = places.reach.walk(100.0, 30.0, np.array([100.01]), np.array([30.0]))
    assert walked.straight.all()


def test_the_map_draws_the_ways_of_a_box(world: World) -> None:
    ground.network(world.east)
    drawn = places.ground.roads(114.299, 30.549, 114.306, 30.556)
    assert drawn.shape[1] == 4
    assert len(drawn) > 10
    assert places.ground.source() == "自有"
    assert places.ground.roads(10.0, 10.0, 10.1, 10.1) is None


# --- demand -------------------------------------------------------------------------------------------------------------------


def test_a_layer_says_its_points_its_sum_and_where_numbers_are_small(world: World, settings) -> None:
    settings.SMALL_COUNT = 12
    made = ground.layer(world.east, by=world.actor("dong"))
    assert (made.state, made.points, made.slots) == (LayerState.READY, 225, ["weight"])
    assert made.totals == {"weight": sum(10 + c + r for c in range(15) for r in range(15))}
    assert made.small == 3


def test_a_layer_may_count_by_part_of_the_week(world: World) -> None:
    made = ground.layer(world.east, content=ground.demand_csv(slots=True))
    assert made.slots == ["weekday_noon", "weekday_night"]
    assert made.totals["weekday_noon"] > made.totals["weekday_night"]


def test_an_empty_file_comes_no_further_than_the_door(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        actions.bring_layer(
            world.east, by=SYSTEM, name="x", files=[ground.upload(b"", "a.csv")], source="x", as_of=date(2026, 1, 1)
        )
    assert refusal.value.verdict.code == "file_empty"
    assert not DemandLayer.objects.exists()


@pytest.mark.parametrize(("content", "words"), [
    (b"id,lon,lat,weight\n", ""), (b"id,lon,lat\na,114.3,30.5\n", "weight"), (b"id,lon,lat,weight\na,114.3,30.5,0\n", "zero"),
    (b"\x00\x01\x02", ""), (b"PK\x03\x04rest", "Excel"), (b"{", ""), (b"id,lon,lat,weight\na,30.5,114.3,5\n", ""),
])  # fmt: skip
def test_a_file_that_is_no_demand_is_given_back_in_two_languages(world: World, content: bytes, words: str) -> None:
    made = ground.layer(world.east, content=content)
    assert made.state == LayerState.FAILED
    assert made.problem["zh"]
    assert made.problem["en"]
    assert words in made.problem["zh"] + made.problem["en"]


def test_points_in_the_sea_are_named_with_their_rows(world: World) -> None:
    content = ground.demand_csv() + b"\nsea,123.9,30.0,7"
    made = ground.layer(world.east, content=content)
    assert made.state == LayerState.READY
    assert [one["row"] for one in made.report["complaints"]] == [227]


def test_rows_that_are_wrong_are_left_out_and_named(world: World) -> None:
    content = ground.demand_csv() + b"\np0-0,114.3,30.55,7\nx,114.3,30.55,-7\ny,114.3,30.55,many"
    made = ground.layer(world.east, content=content)
    assert (made.points, made.report["refused"]) == (225, 3)


def test_a_shifted_file_is_noticed_beside_the_roads(world: World) -> None:
    ground.network(world.east)
    lines = ["id,lon,lat,weight"]
    for c in range(14):
        for r in range(14):
            x, y = ground.spot(c, r)
            lon, lat = datum.from_wgs84(x + 0.0011, y, "gcj02")
            lines.append(f"g{c}-{r},{lon:.7f},{lat:.7f},5")
    content = "\n".join(lines).encode()
    wrong = ground.layer(world.east, content=content)
    assert wrong.state == LayerState.FAILED
    assert "GCJ-02" in wrong.problem["zh"]
    assert ground.layer(world.east, content=content, read_as="gcj02").state == LayerState.READY
    assert ground.layer(world.east, content=content, is_sure=True).state == LayerState.READY


def test_a_million_rows_are_read(world: World, tmp_path: Path) -> None:
    lon = np.round(114.0 + np.random.default_rng(1).random(1_000_000), 6)
    lat = np.round(30.0 + np.random.default_rng(2).random(1_000_000), 6)
    path = tmp_path / "million.csv"
    with path.open("w") as out:
        out.write("id,lon,lat,weight\n")
        out.writelines(f"{n},{x},{y},3\n" for n, (x, y) in enumerate(zip(lon, lat, strict=True)))
    made = actions.bring_layer(
        world.east, by=SYSTEM, name="百万", files=[path], source="测试", as_of=date(2026, 1, 1), in_background=False
    )
    running.read_layer(made.pk, by=running.BY)
    made.refresh_from_db()
    assert (made.points, made.totals["weight"]) == (1_000_000, 3_000_000)
    assert keeping.load_texts(made.stored_as, "ids", [999_999]) == ["999999"]


def test_a_day_to_come_is_no_day_of_data(world: World) -> None:
    from unionhall.planning.forms import LayerForm

    form = LayerForm({"as_of": f"{timezone.localdate() + timedelta(days=2):%Y-%m-%d}"}, bodies=[("x", "x")])
    assert "as_of" in form.errors


def test_files_of_another_kind_or_size_do_not_come_in(world: World, monkeypatch) -> None:
    from unionhall.planning.actions import layers as acts

    for name, code in (("a.exe", "file_type"), ("a.xlsx", "file_type")):
        with pytest.raises(Refused) as refusal:
            actions.bring_layer(
                world.east, by=SYSTEM, name="x", files=[ground.upload(b"x", name)], source="x", as_of=date(2026, 1, 1)
            )
        assert refusal.value.verdict.code == code
    monkeypatch.setattr(acts, "MOST_BYTES", 10)
    with pytest.raises(Refused) as refusal:
        ground.layer(world.east)
    assert refusal.value.verdict.code == "file_too_large"


def test_a_network_is_kept_from_a_shell_and_replaced_by_the_same_name(world: World, tmp_path: Path) -> None:
    from unionhall.planning import commands

    files = (
        ground.written(tmp_path, "n.csv", ground.nodes_csv()),
        ground.written(tmp_path, "e.csv", ground.edges_csv()),
    )
    said = {
        "name": "全市路网",
        "code": None,
        "mode": "walk",
        "datum": "wgs84",
        "source": "测试",
        "licence": "自有",
        "as_of": date(2026, 1, 1),
    }
    first, second = commands.run(files, **said), commands.run(files, **said)
    assert (first["ways"], first["replaced"], second["replaced"], second["id"]) == (420, False, True, first["id"])
    assert RoadNetwork.objects.get().organisation == world.city
    with pytest.raises(Refused):
        commands.run(files[:1], **{**said, "name": "半个"})


def test_the_command_without_keeping_writes_a_folder_and_asks_no_database(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from unionhall.planning.commands import import_

    files = [
        str(ground.written(tmp_path, "n.csv", ground.nodes_csv())),
        str(ground.written(tmp_path, "e.csv", ground.edges_csv())),
    ]
    done = CliRunner().invoke(import_, [*files, "--to", str(tmp_path / "net"), "--json"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "net" / "network.json").exists()
    missing = CliRunner().invoke(import_, files)
    assert missing.exit_code == 2
