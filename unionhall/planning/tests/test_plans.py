"""Where the next stations should stand: an answer at once, its certificate, each site explained, stopped, gone on with, compared."""

import io
import json
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse

from tests.matrix.people import sign_in
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.actor import SYSTEM
from unionhall.core.verdict import Refused
from unionhall.people.models import Account
from unionhall.planning import access, actions, choosing, running, saying
from unionhall.planning.models import SitingPlan
from unionhall.planning.states import PlanState

from . import ground
from .test_circles import weight_within

pytestmark = pytest.mark.django_db
SPOTS = ((1, 1), (4, 9), (7, 7), (12, 3), (13, 13), (9, 12))


@pytest.fixture
def world() -> World:
    return build()


def browser(world: World, who: str) -> Client:
    client, person = Client(), world.people[who]
    account = Account.objects.filter(person=person).first()
    sign_in(client, account or Account.objects.create(person=person, username=who, opened_at=clock.now()))
    return client


@pytest.fixture
def unsure(monkeypatch: Any) -> None:
    """As if the first answer of these small towns were not proven at once."""
    real = choosing._certain

    def certain(plan: SitingPlan, answer: Any) -> Any:
        bound, proven, gap = real(plan, answer)
        return (bound, proven, gap) if plan.answer else (bound + 50, False, 50 / (bound + 50))

    monkeypatch.setattr(choosing, "_certain", certain)


def reached(spots: Any, metres: float) -> int:
    """By hand: people with at least one of the places within so many metres along the streets."""
    return sum(
        10 + c + r
        for c in range(ground.SIDE)
        for r in range(ground.SIDE)
        if any(abs(c - x) * 240 + abs(r - y) * 244 <= metres for x, y in spots)
    )


def test_the_answer_is_the_best_there_is_and_proven(world: World) -> None:
    ways, demand = ground.network(world.east), ground.layer(world.east)
    ground.station(world.east, "A", 7, 6)
    plan = ground.plan(
        world.east, demand, ways, by=world.actor("dong"), hosts=ground.hosts_csv(*SPOTS), new=2, minutes=10
    )
    best = max(reached([*pair, (7, 6)], 720) for pair in combinations(SPOTS, 2))
    answer = plan.answer
    assert plan.state == PlanState.DONE
    assert (answer["proven"], answer["covered"], answer["bound"], answer["gap"]) == (True, best, best, 0)
    assert answer["before"] == weight_within(7, 6, 720)
    assert answer["total"] == demand.totals["weight"]
    assert len(answer["sites"]) == 2


def test_each_site_says_what_it_adds_of_whom_had_none_and_the_next_best(world: World) -> None:
    ways, demand = ground.network(world.east), ground.layer(world.east)
    plan = ground.plan(world.east, demand, ways, hosts=ground.hosts_csv(*SPOTS), new=2, minutes=10)
    for site in plan.answer["sites"]:
        assert 0 < site["had_none"] <= site["reaches"]
        assert 0 < site["adds"] <= site["reaches"]
        assert site["next"]["id"] not in {one["id"] for one in plan.answer["sites"]}
        words = saying.why_here(plan, site)
        assert f"{site['adds']:,}" in words
        assert site["next"]["name"] in words


def test_a_budget_is_kept_and_needs_costs(world: World) -> None:
    demand = ground.layer(world.east)
    plan = ground.plan(
        world.east, demand, under="budget", budget=Decimal(2300), new=None, hosts=ground.hosts_csv(*SPOTS), minutes=10
    )
    assert plan.answer["has_costs"]
    assert 0 < plan.answer["spent"] <= 2300
    without = ground.plan(
        world.east, demand, under="budget", budget=Decimal(2300), new=None, hosts=ground.hosts_csv(*SPOTS, costs=False)
    )
    assert without.state == PlanState.FAILED
    assert "cost" in without.problem["en"]


def test_a_cover_of_everybody_names_whom_nobody_can_reach(world: World) -> None:
    ways = ground.network(world.east)
    demand = ground.layer(world.east, content=ground.demand_csv() + b"\nfar,114.5,30.8,100")
    plan = ground.plan(world.east, demand, ways, objective="lscp", under="nothing", new=None, minutes=15)
    assert plan.state == PlanState.DONE
    assert plan.answer["cannot_points"] >= 1
    assert plan.answer["cannot"][0] == {"id": "far", "lon": 114.5, "lat": 30.8, "weight": 100}
    assert plan.answer["covered"] == plan.answer["total"] - plan.answer["cannot_weight"]
    page = browser(world, "dong").get(plan.get_absolute_url()).content.decode()
    assert "far" in page


@pytest.mark.parametrize("objective", ["backup", "pmedian", "pcentre"])
def test_the_other_questions_are_answered_too(world: World, objective: str) -> None:
    ways, demand = ground.network(world.east), ground.layer(world.east)
    ground.station(world.east, "A", 7, 6)
    plan = ground.plan(world.east, demand, ways, objective=objective, hosts=ground.hosts_csv(*SPOTS), new=2, minutes=10)
    assert plan.state == PlanState.DONE, plan.problem
    assert 1 <= len(plan.answer["sites"]) <= 2
    if objective != "backup":
        assert plan.answer["after_metres"] < plan.answer["before_metres"]
    assert browser(world, "dong").get(plan.get_absolute_url()).status_code == 200


def test_planned_stations_can_be_the_candidates(world: World) -> None:
    demand = ground.layer(world.east)
    for n, (column, row) in enumerate(SPOTS):
        ground.station(world.east, f"P{n}", column, row, state="planned", opened_on=None)
    ground.station(world.east, "A", 7, 6)
    plan = ground.plan(world.east, demand, hosts_from="planned", new=2, minutes=10)
    assert (plan.state, plan.hosts, plan.basis["stations"]["counted"]) == (PlanState.DONE, 6, 1)
    assert {site["id"] for site in plan.answer["sites"]} <= {f"P{n}" for n in range(6)}


def test_without_any_candidate_the_plan_is_given_back_with_what_to_do(world: World) -> None:
    demand = ground.layer(world.east)
    plan = ground.plan(world.east, demand, hosts_from="planned", new=2)
    assert plan.state == PlanState.FAILED
    assert plan.problem["zh"]


def test_what_was_asked_must_fit_together(world: World) -> None:
    demand = ground.layer(world.east)
    for facts, code in (
        ({"objective": "lscp", "under": "count", "new": 3}, "under"),
        ({"objective": "mclp", "under": "nothing", "new": None}, "under"),
        ({"objective": "mclp", "under": "count", "new": None}, "limit"),
    ):
        with pytest.raises(Refused) as refusal:
            ground.plan(world.east, demand, **facts)
        assert refusal.value.verdict.code == code
    assert not SitingPlan.objects.exists()


@pytest.mark.usefixtures("unsure")
def test_a_stopped_plan_keeps_its_answer_and_goes_on_later(world: World) -> None:
    ways, demand = ground.network(world.east), ground.layer(world.east)
    dong = world.actor("dong")
    plan = ground.plan(world.east, demand, ways, by=dong, prove=False)
    assert plan.state == PlanState.PROVING
    assert "最多差" in saying.gap_words(plan)
    assert not plan.answer["proven"]
    plan = actions.stop_plan(plan, by=dong)
    running.prove_plan(plan.pk, by=running.BY)
    plan.refresh_from_db()
    assert (plan.state, bool(plan.answer["sites"])) == (PlanState.STOPPED, True)
    plan = actions.resume_plan(plan, by=dong, seconds=20, in_background=False)
    running.answer_plan(plan.pk, by=running.BY, in_background=False)
    running.prove_plan(plan.pk, by=running.BY)
    plan.refresh_from_db()
    assert (plan.state, plan.rounds, plan.answer["proven"]) == (PlanState.DONE, 2, True)
    assert access.may_resume_plan(dong, plan).code == "proven"


@pytest.mark.usefixtures("unsure")
def test_a_plan_stopped_in_the_middle_of_its_proof_keeps_what_was_found(world: World, monkeypatch: Any) -> None:
    demand = ground.layer(world.east)
    plan = ground.plan(world.east, demand, by=world.actor("dong"), prove=False)
    real = choosing.proven_answer

    def interrupted(task: Any, start: Any, seconds: float, progress: Any) -> Any:
        actions.stop_plan(SitingPlan.objects.get(pk=plan.pk), by=world.actor("dong"))
        monkeypatch.setattr(running, "LOOK_SECONDS", 0.0)
        assert progress(start) is False
        return real(task, start, seconds, None)

    monkeypatch.setattr(choosing, "proven_answer", interrupted)
    running.prove_plan(plan.pk, by=running.BY)
    plan.refresh_from_db()
    assert plan.state == PlanState.STOPPED
    assert plan.answer["proven"]


@pytest.mark.usefixtures("unsure")
def test_a_worker_that_died_leaves_the_best_so_far_to_the_next(world: World) -> None:
    demand = ground.layer(world.east)
    plan = ground.plan(world.east, demand, prove=False)
    task = choosing.task_of(plan, lambda _step: True)
    kept = choosing.interim(choosing.answer_again(plan, task))
    assert actions.note_interim(plan, by=running.BY, interim=kept)
    plan.refresh_from_db()
    assert choosing.answer_again(plan, task).sites == tuple(kept["sites"])
    assert "%" in saying.gap_words(plan)


def test_standing_stations_are_those_of_the_first_answer_even_if_one_closes_meanwhile(world: World) -> None:
    demand = ground.layer(world.east)
    venue = ground.station(world.east, "A", 7, 6)
    plan = ground.plan(world.east, demand, prove=False)
    type(venue).objects.filter(pk=venue.pk).update(state="paused")
    task = choosing.task_of(plan, lambda _step: True)
    assert task.stations[0] == ["A"]


def test_two_plans_stand_side_by_side(world: World) -> None:
    demand = ground.layer(world.east)
    one = ground.plan(world.east, demand, new=1, name="一处", minutes=10)
    two = ground.plan(world.east, demand, new=3, name="三处", minutes=10)
    answer = browser(world, "dong").get(reverse("planning:comparison"), {"one": one.pk, "other": two.pk})
    assert answer.status_code == 200
    assert "三处" in answer.context["compared"]["sentence"]
    ground.plan(world.east, ground.layer(world.east, name="别的人口"), new=1, name="别的", minutes=10)
    ground.plan(world.east, demand, new=2, name="两处", minutes=10)
    first = browser(world, "dong").get(reverse("planning:comparison")).context["compared"]["sides"]
    assert [side["plan"].name for side in first] == ["两处", "三处"], "the newest, and the newest that counts the same"
    median = ground.plan(world.east, demand, objective="pmedian", new=1, minutes=10)
    assert not saying.comparable(one, median)


def test_a_plan_is_taken_along_as_excel_and_geojson(world: World) -> None:
    demand = ground.layer(world.east)
    plan = ground.plan(world.east, demand, new=2, minutes=10)
    client = browser(world, "dong")
    sheet = client.get(reverse("planning:sheet", args=[plan.pk])).content
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert sum(1 for row in rows if row and row[0] in (1.0, 2.0)) == 2
    points = json.loads(client.get(reverse("planning:sites", args=[plan.pk])).content)
    assert [one["properties"]["number"] for one in points["features"]] == [1, 2]


@pytest.mark.usefixtures("unsure")
def test_a_plan_asked_on_the_page_is_answered_at_once_and_proven_in_the_queue(world: World, jobs: Any) -> None:
    demand = ground.layer(world.east)
    said = {
        "name": "下一批", "body": world.east.pk, "demand": demand.pk, "network": "", "objective": "mclp", "under": "count", "new": "2", "budget": "",
        "hosts_from": "file", "read_as": "wgs84", "minutes": "10", "speed": "1.2", "detour": "", "hours": "any", "weekday": "1", "at": "10:00",
        "slot": "weight", "capacity": "", "seconds": "30", "once": "p" * 20, "hosts": ground.upload(ground.hosts_csv(), "hosts.csv"),
    }  # fmt: skip
    answer = browser(world, "dong").post(reverse("planning:plan_new"), said)
    assert answer.status_code == 303, answer.context["form"].errors
    plan = SitingPlan.objects.get()
    assert answer.url == plan.get_absolute_url()
    assert plan.answer["sites"]
    queued = [job["task_name"] for job in jobs.jobs.values()]
    assert (plan.state, queued) == (PlanState.PROVING, ["planning.prove_plan"])


def test_the_form_says_what_is_missing(world: World) -> None:
    demand = ground.layer(world.east)
    answer = browser(world, "dong").post(
        reverse("planning:plan_new"),
        {
            "name": "x",
            "body": world.east.pk,
            "demand": demand.pk,
            "objective": "mclp",
            "under": "budget",
            "hosts_from": "file",
        },
    )
    assert answer.status_code == 422
    assert {"hosts", "budget"} <= set(answer.context["form"].errors)


def test_capacity_is_kept_to(world: World) -> None:
    ways, demand = ground.network(world.east), ground.layer(world.east)
    plan = ground.plan(world.east, demand, ways, hosts=ground.hosts_csv(*SPOTS), new=2, minutes=15, capacity=100)
    assert plan.state == PlanState.DONE, plan.problem
    assert plan.answer["covered"] <= 200


def test_the_system_alone_notes_answers(world: World) -> None:
    demand = ground.layer(world.east)
    plan = ground.plan(world.east, demand, prove=False)
    with pytest.raises(Refused):
        actions.note_proof(plan, by=world.actor("dong"), answer={})
    with pytest.raises(Refused):
        actions.make_plan(world.west, by=world.actor("dong"), name="x", demand=demand, new=1)
    assert SYSTEM
