"""The work itself, done by a real worker from the queue in the database: from the form to the proven plan, killed, and broken."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tests.matrix.people import sign_in
from unionhall.cases.tests.world import World, build
from unionhall.cli.working import connector_of_the_federation_at_hand
from unionhall.core import clock
from unionhall.core.tasks import take_up_stalled
from unionhall.people.models import Account
from unionhall.planning import reckoning, running, tasks
from unionhall.planning.models import CircleRun, DemandLayer, RoadNetwork, SitingPlan
from unionhall.planning.states import LayerState, NetworkState, PlanState, RunState

from . import ground

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_jobs]


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def desk(world: World, monkeypatch: Any) -> Client:
    """An officer's browser, in a town where every question is a large one."""
    monkeypatch.setattr(running, "QUICK_POINTS", 0)
    client, person = Client(), world.people["dong"]
    account = Account.objects.filter(person=person).first()
    sign_in(client, account or Account.objects.create(person=person, username="dong", opened_at=clock.now()))
    return client


def work(queue: str = "bulk") -> None:
    """What waits in a queue is done, as the worker does it."""
    with app.replace_connector(connector_of_the_federation_at_hand()) as worker:
        worker.run_worker(queues=[queue], wait=False, concurrency=1, install_signal_handlers=False, listen_notify=False)


def queued() -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, status::text, attempts FROM procrastinate_jobs WHERE task_name LIKE 'planning.%%' ORDER BY id"
        )
        return list(cursor.fetchall())


def hurry() -> None:
    """What waits for its second try waits no longer."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def bring(desk: Client, world: World) -> tuple[RoadNetwork, DemandLayer]:
    facts = {"body": world.east.pk, "source": "测试", "as_of": "2026-01-01", "read_as": "wgs84"}
    files = [ground.upload(ground.nodes_csv(), "nodes.csv"), ground.upload(ground.edges_csv(), "edges.csv")]
    answer = desk.post(
        reverse("planning:network_new"),
        {**facts, "name": "路网", "licence": "自有", "mode": "walk", "files": files, "once": "n" * 20},
    )
    assert answer.status_code == 303, answer.context["form"].errors
    answer = desk.post(
        reverse("planning:layer_new"),
        {
            **facts,
            "name": "人口",
            "counts": "riders",
            "files": ground.upload(ground.demand_csv(), "d.csv"),
            "once": "l" * 20,
        },
    )
    assert answer.status_code == 303, answer.context["form"].errors
    return RoadNetwork.objects.get(), DemandLayer.objects.get()


def asked(world: World, ways: RoadNetwork, demand: DemandLayer) -> dict[str, Any]:
    return {
        "name": "问", "body": world.east.pk, "demand": demand.pk, "network": ways.pk, "hours": "any", "weekday": "1", "at": "10:00",
        "slot": "", "speed": "1.2", "detour": "", "once": "q" * 20,
    }  # fmt: skip


def test_from_the_forms_to_the_proven_plan_every_step_by_the_worker(world: World, desk: Client) -> None:
    ways, demand = bring(desk, world)
    page = desk.get(ways.get_absolute_url()).content.decode()
    assert 'id="progress"' in page
    asks = {"path": f"{ways.get_absolute_url()}?seen=reading", "headers": {"HX-Request": "true"}}
    assert desk.get(**asks).content.decode().startswith('<div id="progress"')
    work()
    assert desk.get(**asks)["HX-Refresh"] == "true", "a page that waits loads itself anew, whole"
    ways.refresh_from_db()
    demand.refresh_from_db()
    assert (ways.state, ways.ways, demand.state, demand.points) == (NetworkState.READY, 420, LayerState.READY, 225)
    ground.station(world.east, "A", 7, 7)
    said = asked(world, ways, demand)
    circles = {**said, "minutes": ["5", "15"], "rural_km": "10"}
    plan = {
        **said,
        "objective": "mclp",
        "under": "count",
        "new": "2",
        "hosts_from": "file",
        "read_as": "wgs84",
        "minutes": "10",
        "seconds": "20",
    }
    for _ in range(2):  # two clicks
        hosts = ground.upload(ground.hosts_csv(), "hosts.csv")
        assert desk.post(reverse("planning:run_new"), circles).status_code == 303
        assert desk.post(reverse("planning:plan_new"), {**plan, "hosts": hosts}).status_code == 303
    run, siting = CircleRun.objects.get(), SitingPlan.objects.get()
    assert (run.state, siting.state) == (RunState.WAITING, PlanState.WAITING)
    assert [name for name, status, _tries in queued() if status == "todo"] == [
        "planning.reckon_circles",
        "planning.answer_plan",
    ]
    work()
    run.refresh_from_db()
    siting.refresh_from_db()
    assert (run.state, siting.state, siting.answer["proven"]) == (RunState.DONE, PlanState.DONE, True)
    assert all(status == "succeeded" for _name, status, _tries in queued())
    assert "已证明" in desk.get(siting.get_absolute_url()).content.decode()


def test_a_job_whose_worker_was_killed_is_taken_up_again_and_ends(world: World, desk: Client) -> None:
    ways, _demand = bring(desk, world)
    _killed(times=0)
    assert RoadNetwork.objects.get().state == NetworkState.READING
    _taken_up()
    work()
    ways.refresh_from_db()
    assert ways.state == NetworkState.READY


def test_a_job_that_kills_its_worker_each_time_says_so_instead_of_killing_the_next(world: World, desk: Client) -> None:
    ways, demand = bring(desk, world)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 3 WHERE task_name LIKE 'planning.%%'")
    work()
    ways.refresh_from_db()
    demand.refresh_from_db()
    assert (ways.state, demand.state) == (NetworkState.FAILED, LayerState.FAILED)
    page = desk.get(ways.get_absolute_url()).content.decode()
    assert ways.problem["zh"] in page
    assert "再送一次" in page


def test_what_breaks_off_is_tried_three_times_and_then_said_with_what_to_do(
    world: World, desk: Client, monkeypatch: Any
) -> None:
    ways, demand = bring(desk, world)
    work()

    def breaks(*_args: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(reckoning, "reckon", breaks)
    desk.post(
        reverse("planning:run_new"),
        {**asked(world, ways, demand), "minutes": ["15"], "rural_km": "10"},
    )
    run = CircleRun.objects.get()
    for tries in (1, 2, 3):
        work()
        run.refresh_from_db()
        assert (run.state == RunState.FAILED) is (tries == 3)
        hurry()
    page = desk.get(run.get_absolute_url()).content.decode()
    assert run.problem["zh"] in page
    assert reverse("planning:run_new") + f"?like={run.pk}" in page, "asked again with one click"


def test_a_proof_that_breaks_off_leaves_the_answer(world: World, desk: Client, monkeypatch: Any) -> None:
    demand = ground.layer(world.east)
    plan = ground.plan(world.east, demand, prove=False)
    SitingPlan.objects.filter(pk=plan.pk).update(state=PlanState.PROVING)

    def breaks(*_args: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr("unionhall.planning.choosing.proven_answer", breaks)
    tasks.prove_plan.defer(record_id=str(plan.pk))
    for _ in range(3):
        work()
        hurry()
    plan.refresh_from_db()
    assert (plan.state, bool(plan.answer["sites"]), bool(plan.problem["zh"])) == (PlanState.STOPPED, True, True)
    page = desk.get(plan.get_absolute_url()).content.decode()
    assert plan.problem["zh"] in page
    assert plan.answer["sites"][0]["name"] in page


def _killed(times: int) -> None:
    """As a worker leaves its job that was killed while it read: still being done, by somebody whose heart no longer beats."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE task_name = 'planning.read_network'",
            [worker, times],
        )


def _taken_up() -> None:
    """What the clock does every five minutes."""
    with suppress(AlreadyEnqueued):  # its hour may have come by itself
        take_up_stalled.defer(timestamp=0)
    work("clock")
