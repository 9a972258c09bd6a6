"""The same acts over the API: files in, reckonings asked for, plans answered in the background."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.matrix.people import token
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.people.models import Account
from unionhall.planning import running
from unionhall.planning.models import CircleRun, DemandLayer, RoadNetwork, SitingPlan

from . import ground

pytestmark = pytest.mark.django_db
API = "/api/planning"


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def program(world: World) -> Client:
    person = world.people["dong"]
    account = Account.objects.filter(person=person).first() or Account.objects.create(
        person=person, username="dong", opened_at=clock.now()
    )
    return Client(headers={"Authorization": f"Bearer {token(account)}"})


def test_from_files_to_a_proven_plan(world: World, program: Client, jobs: Any) -> None:
    body = str(world.east.pk)
    files = {
        "file": ground.upload(ground.nodes_csv(), "nodes.csv"),
        "edges": ground.upload(ground.edges_csv(), "edges.csv"),
    }
    answer = program.post(
        f"{API}/networks",
        {**files, "body_id": body, "name": "路网", "source": "测试", "licence": "自有", "as_of": "2026-01-01"},
    )
    assert answer.status_code == 201, answer.content
    running.read_network(RoadNetwork.objects.get().pk, by=running.BY)
    file = ground.upload(ground.demand_csv(), "demand.csv")
    answer = program.post(
        f"{API}/demand", {"file": file, "body_id": body, "name": "人口", "source": "测试", "as_of": "2026-01-01"}
    )
    assert answer.status_code == 201, answer.content
    running.read_layer(DemandLayer.objects.get().pk, by=running.BY)
    ground.station(world.east, "A", 7, 6)
    asked = {
        "body_id": body,
        "name": "圈",
        "demand_id": str(DemandLayer.objects.get().pk),
        "network_id": str(RoadNetwork.objects.get().pk),
    }
    made = program.post(f"{API}/circles", json.dumps({**asked, "minutes": [15]}), content_type="application/json")
    assert made.status_code == 201, made.content
    running.reckon_circles(CircleRun.objects.get().pk, by=running.BY)
    run = program.get(f"{API}/circles/{made.json()['id']}").json()
    assert run["state"] == "done"
    assert run["bands"][0]["share"] == pytest.approx(run["bands"][0]["covered"] / run["bands"][0]["total"])
    assert len(run["day"]) == 24
    hosts = ground.upload(ground.hosts_csv(), "hosts.csv")
    made = program.post(f"{API}/plans", {**asked, "new": 2, "minutes": 10, "hosts": hosts})
    assert made.status_code == 201, made.content
    running.answer_plan(SitingPlan.objects.get().pk, by=running.BY, in_background=False)
    running.prove_plan(SitingPlan.objects.get().pk, by=running.BY)
    plan = program.get(f"{API}/plans/{made.json()['id']}").json()
    assert (plan["state"], plan["proven"], len(plan["sites"])) == ("done", True, 2)
    assert plan["covered"] <= plan["bound"]
    assert plan["sites"][0]["why"]
    assert "planning.answer_plan" in {job["task_name"] for job in jobs.jobs.values()}


def test_a_request_sent_twice_asks_once(world: World, program: Client) -> None:
    demand = ground.layer(world.east)
    said = json.dumps({"body_id": str(world.east.pk), "name": "圈", "demand_id": str(demand.pk)})
    first, second = (
        program.post(f"{API}/circles", said, content_type="application/json", headers={"Idempotency-Key": "k1"})
        for _ in range(2)
    )
    assert first.json()["id"] == second.json()["id"]
    assert CircleRun.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"speed": 0},
        {"speed": 1e9},
        {"minutes": []},
        {"minutes": [0]},
        {"weekday": 7},
        {"minute": 1440},
        {"name": "a\0b"},
        {"kinds": ["castle"]},
    ],
)
def test_what_cannot_be_is_refused_field_by_field(world: World, program: Client, wrong: dict[str, Any]) -> None:
    demand = ground.layer(world.east)
    said = {"body_id": str(world.east.pk), "name": "圈", "demand_id": str(demand.pk), **wrong}
    assert program.post(f"{API}/circles", json.dumps(said), content_type="application/json").status_code == 422


def test_what_another_county_keeps_does_not_exist(world: World, program: Client) -> None:
    demand = ground.layer(world.west)
    assert program.get(f"{API}/demand/{demand.pk}").status_code == 404
    said = json.dumps({"body_id": str(world.east.pk), "name": "圈", "demand_id": str(demand.pk)})
    assert program.post(f"{API}/circles", said, content_type="application/json").status_code == 404
