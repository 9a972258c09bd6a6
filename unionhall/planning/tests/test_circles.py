"""Who reaches an open door: shares with their denominators, by hour, by district, who is left out, and what it was reckoned from."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.matrix.people import sign_in
from unionhall.cases.tests.world import World, build
from unionhall.core import audit, clock
from unionhall.core.verdict import Refused
from unionhall.organisations.models import DivisionBoundary
from unionhall.people.models import Account
from unionhall.planning import access, actions, charts, keeping, running, saying
from unionhall.planning.enums import DoorHours, Slot, slot_at
from unionhall.planning.models import CircleRun
from unionhall.planning.states import RunState

from . import ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def browser(world: World, who: str) -> Client:
    client, person = Client(), world.people[who]
    account = Account.objects.filter(person=person).first()
    sign_in(client, account or Account.objects.create(person=person, username=who, opened_at=clock.now()))
    return client


def weight_within(column: int, row: int, metres: float) -> int:
    """By hand: the people of the grid town from which a door at a junction is reached along the streets."""
    return sum(
        10 + c + r
        for c in range(ground.SIDE)
        for r in range(ground.SIDE)
        if abs(c - column) * 240 + abs(r - row) * 244 <= metres
    )


def test_shares_are_those_counted_by_hand(world: World) -> None:
    ways, demand = ground.network(world.east), ground.layer(world.east)
    ground.station(world.east, "A", 7, 7)
    run = ground.circles(world.east, demand, ways, by=world.actor("dong"))
    assert run.state == RunState.DONE
    covered = {band["minutes"]: band["covered"] for band in run.found["bands"]}
    assert covered == {minutes: weight_within(7, 7, minutes * 72) for minutes in (5, 10, 15)}
    assert run.found["total"] == demand.totals["weight"]
    assert run.found["rural"]["covered"] == run.found["total"]
    assert run.found["left_out_points"] > 0
    assert run.basis["stations"] == {"all": 1, "counted": 1, "unknown_hours": 0, "off_network": 0}
    assert run.basis["network"]["name"] == "小城路网"


def test_a_door_that_is_shut_at_that_hour_reaches_nobody(world: World) -> None:
    demand = ground.layer(world.east)
    ground.station(world.east, "A", 7, 7)
    ground.station(world.east, "B", 2, 2, "24小时")
    ground.station(world.east, "C", 12, 12, "")
    day = ground.circles(world.east, demand, hours=DoorHours.REGISTERED, minute=10 * 60)
    night = ground.circles(world.east, demand, hours=DoorHours.REGISTERED, minute=21 * 60)
    always = ground.circles(world.east, demand, hours=DoorHours.ALWAYS, minute=10 * 60)
    every = ground.circles(world.east, demand, hours=DoorHours.ANY)
    counted = [run.basis["stations"]["counted"] for run in (day, night, always, every)]
    assert counted == [2, 1, 1, 3]
    assert day.basis["stations"]["unknown_hours"] == 1
    assert night.found["bands"] == always.found["bands"]


def test_the_day_shows_what_closing_does_and_says_it(world: World) -> None:
    ways, demand = ground.network(world.east), ground.layer(world.east)
    ground.station(world.east, "A", 7, 7, "08:00-20:00")
    ground.station(world.east, "B", 1, 1, "24小时")
    run = ground.circles(world.east, demand, ways)
    day = {row["hour"]: row for row in run.found["day"]}
    assert [day[hour]["stations"] for hour in (7, 8, 19, 20)] == [1, 2, 2, 1]
    assert day[19]["covered"] > day[20]["covered"] == day[7]["covered"]
    assert charts.hours_of_fall(run) == [20]
    drawn = charts.day_of(run)
    assert drawn is not None
    assert len(drawn["bars"]) == len(drawn["rows"]) == 24
    assert "20:00" in saying.sentence_of_day(run)


def test_a_layer_by_parts_of_the_week_is_counted_by_its_part(world: World) -> None:
    demand = ground.layer(world.east, content=ground.demand_csv(slots=True))
    ground.station(world.east, "A", 7, 7, "24小时")
    noon = ground.circles(world.east, demand, slot=Slot.WEEKDAY_NOON)
    night = ground.circles(world.east, demand, slot=Slot.WEEKDAY_NIGHT)
    assert (noon.found["total"], night.found["total"]) == (
        demand.totals["weekday_noon"],
        demand.totals["weekday_night"],
    )
    day = {row["hour"]: row["total"] for row in noon.found["day"]}
    assert (day[12], day[23]) == (demand.totals["weekday_noon"], demand.totals["weekday_night"])
    with pytest.raises(Refused) as refusal:
        ground.circles(world.east, demand, slot=Slot.ALL_DAY)
    assert refusal.value.verdict.code == "slot"


@pytest.mark.parametrize(("weekday", "hour", "slot"), [
    (0, 6, "weekday_morning"), (4, 11, "weekday_noon"), (5, 17, "weekend_evening"), (0, 22, "weekday_night"), (5, 3, "weekday_night"),
    (0, 5, "weekend_night"), (6, 23, "weekend_night"),
])  # fmt: skip
def test_the_small_hours_belong_to_the_night_before(weekday: int, hour: int, slot: str) -> None:
    assert slot_at(weekday, hour) == slot


def test_by_district_each_share_has_its_own_denominator(world: World) -> None:
    west, south = ground.spot(0, 0)
    middle, east = ground.spot(7, 0)[0], ground.spot(14, 0)[0]
    north = ground.spot(0, 14)[1]
    for division, left, right in (
        (world.harbour_place, west - 0.01, middle - 0.001),
        (world.hill_place, middle - 0.001, east - 0.001),
    ):
        ring = [[left, south - 1], [right, south - 1], [right, north + 1], [left, north + 1], [left, south - 1]]
        DivisionBoundary.objects.create(
            division=division, geometry={"type": "Polygon", "coordinates": [ring]}, west=left, south=south - 1, east=right, north=north + 1,
            tolerance=0, source="测试", loaded_at=clock.now(),
        )  # fmt: skip
    demand = ground.layer(world.city)
    ground.station(world.city, "A", 2, 7)
    run = ground.circles(world.city, demand)
    rows = {row["name"]: row for row in run.found["districts"]}
    assert set(rows) == {world.harbour_place.name, world.hill_place.name, ""}
    assert sum(row["total"] for row in rows.values()) == run.found["total"]
    assert sum(row["bands"][-1]["covered"] for row in rows.values()) == run.found["bands"][-1]["covered"]
    assert rows[world.harbour_place.name]["bands"][-1]["covered"] > 0


def test_no_station_at_all_reaches_nobody_and_everybody_is_on_the_list(world: World) -> None:
    demand = ground.layer(world.east)
    run = ground.circles(world.east, demand)
    assert [band["covered"] for band in run.found["bands"]] == [0, 0, 0]
    assert run.found["left_out_points"] == 225
    assert not run.found["areas"]


def test_whoever_is_left_out_leaves_as_a_list_and_the_trail_says_so(world: World) -> None:
    ways, demand = ground.network(world.east), ground.layer(world.east)
    ground.station(world.east, "A", 7, 7)
    run = ground.circles(world.east, demand, ways, by=world.actor("dong"))
    answer = browser(world, "dong").post(reverse("planning:left_out", args=[run.pk]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == run.found["left_out_points"]
    total = sum(int(row["weight"]) for row in rows)
    assert total == run.found["total"] - run.found["bands"][-1]["covered"]
    assert "circle_run.taken_out" in {line.verb for line in audit.entries_about(run)}


def test_areas_are_there_for_the_map_the_widest_first(world: World) -> None:
    ways, demand = ground.network(world.east), ground.layer(world.east)
    ground.station(world.east, "A", 7, 7)
    for network in (ways, None):
        run = ground.circles(world.east, demand, network)
        held = json.loads(browser(world, "dong").get(reverse("planning:areas", args=[run.pk])).content)
        assert [one["properties"]["minutes"] for one in held["features"]] == [15, 10, 5]
        assert keeping.read(run.stored_as, "picture.png")[:4] == b"\x89PNG"


def test_a_point_far_from_every_way_is_counted_as_off_the_network(world: World) -> None:
    ways = ground.network(world.east)
    demand = ground.layer(world.east, content=ground.demand_csv() + b"\nfar,114.5,30.8,100")
    ground.station(world.east, "A", 7, 7)
    run = ground.circles(world.east, demand, ways)
    assert run.found["off_network"] == {"points": 1, "weight": 100}


def test_results_stay_when_demand_and_network_go(world: World, django_capture_on_commit_callbacks: Any) -> None:
    ways, demand = ground.network(world.east), ground.layer(world.east)
    ground.station(world.east, "A", 7, 7)
    run = ground.circles(world.east, demand, ways, by=world.actor("dong"))
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_layer(demand, by=world.actor("dong"))
        actions.remove_network(ways, by=world.actor("dong"))
    page = browser(world, "dong").get(run.get_absolute_url())
    assert page.status_code == 200
    assert "小城路网" in page.content.decode()
    assert browser(world, "dong").get(reverse("planning:run_picture", args=[run.pk])).status_code == 200


def test_a_run_on_a_layer_that_went_meanwhile_is_given_back(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    demand = ground.layer(world.east)
    run = actions.ask_circles(world.east, by=world.actor("dong"), name="x", demand=demand, in_background=False)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_layer(demand, by=world.actor("dong"))
    running.reckon_circles(run.pk, by=running.BY)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert run.problem["zh"]


@pytest.mark.parametrize(
    ("who", "sees"), [("dong", True), ("cheng", True), ("jian", True), ("hong", False), ("xi", False), ("lin", False)]
)
def test_a_reckoning_is_seen_by_its_body_and_above(world: World, who: str, sees: bool) -> None:
    demand = ground.layer(world.city)
    run = ground.circles(world.east, demand)
    assert access.visible_runs(world.actor(who)).filter(pk=run.pk).exists() is sees


def form(world: World, demand: Any, **more: Any) -> dict[str, Any]:
    return {
        "name": "今天的圈", "body": world.east.pk, "demand": demand.pk, "network": "", "hours": "registered", "weekday": "1", "at": "21:30",
        "slot": "weight", "minutes": ["5", "15"], "speed": "1.2", "detour": "1.3", "rural_km": "10", "once": "m" * 20, **more,
    }  # fmt: skip


def test_a_small_question_is_answered_in_the_request_and_twice_sent_is_asked_once(world: World) -> None:
    demand = ground.layer(world.east)
    ground.station(world.east, "A", 7, 7, "24小时")
    client = browser(world, "dong")
    first = client.post(reverse("planning:run_new"), form(world, demand))
    second = client.post(reverse("planning:run_new"), form(world, demand))
    run = CircleRun.objects.get()
    assert first.url == second.url == run.get_absolute_url()
    assert (run.state, run.minutes, run.minute, run.detour) == (RunState.DONE, [5, 15], 21 * 60 + 30, 1.3)
    page = client.get(run.get_absolute_url()).content.decode()
    assert saying.percent(run.found["bands"][-1]["covered"], run.found["total"]) in page


def test_a_large_question_waits_in_the_queue(world: World, monkeypatch: Any, jobs: Any) -> None:
    demand = ground.layer(world.east)
    monkeypatch.setattr(running, "QUICK_POINTS", 10)
    browser(world, "dong").post(reverse("planning:run_new"), form(world, demand))
    run = CircleRun.objects.get()
    assert run.state == RunState.WAITING
    assert [job["task_name"] for job in jobs.jobs.values()] == ["planning.reckon_circles"]


def test_nothing_of_nothing_is_a_dash_and_less_than_all_is_never_all() -> None:
    assert [saying.percent(*pair) for pair in ((0, 0), (9999, 10000), (1, 100000), (1, 3))] == [
        "—",
        "> 99.9 %",
        "< 0.1 %",
        "33.3 %",
    ]


def test_a_point_off_the_ways_counts_the_same_for_circles_and_for_a_plan(world: World) -> None:
    """About 700 m north of the last street, above a door and a host; 15 minutes are 1,080 m."""
    lon, lat = ground.spot(7, 14)
    ways = ground.network(world.east)
    demand = ground.layer(
        world.east, content=f"id,lon,lat,weight\nfarm,{lon},{lat + 0.0063:.6f},30\nhouse,{lon},{lat},8".encode()
    )
    ground.station(world.east, "A", 7, 14)
    run = ground.circles(world.east, demand, ways)
    assert [band["covered"] for band in run.found["bands"]] == [8, 38, 38]
    plan = ground.plan(world.east, demand, ways, hosts=ground.hosts_csv((7, 14)), new=1, minutes=15, kinds=[])
    assert plan.answer["covered"] == 38
