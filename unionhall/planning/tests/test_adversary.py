"""What cannot be, what is too much, what goes away meanwhile, two at once, and those who have no business here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.matrix.people import sign_in
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.verdict import Refused
from unionhall.people.models import Account
from unionhall.planning import access, actions, running
from unionhall.planning.models import CircleRun, DemandLayer, RoadNetwork, SitingPlan
from unionhall.planning.states import PlanState, RunState

from . import ground

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


def addresses(world: World) -> list[str]:
    """Every address of planning about something the western county keeps."""
    ways, demand = ground.network(world.west), ground.layer(world.west)
    ground.station(world.west, "A", 7, 7)
    kept = {
        "network": ways, "layer": demand, "run": ground.circles(world.west, demand, ways),
        "plan": ground.plan(world.west, demand, ways, hosts=ground.hosts_csv(*SPOTS), minutes=10),
    }  # fmt: skip
    names = [name for name in get_resolver("unionhall.planning.urls").reverse_dict if isinstance(name, str)]
    found = []
    for name in names:
        for thing in kept.values():
            try:
                path = reverse(f"planning:{name}", args=[thing.pk])
            except Exception:
                continue
            found.append(path)
    return found


@pytest.mark.parametrize("who", ["dong", "lin", "zhou", None])
def test_what_another_county_keeps_has_no_address_for_anybody_else(world: World, who: str | None) -> None:
    paths = addresses(world)
    assert len(paths) >= 60
    client = browser(world, who) if who else Client()
    for path in paths:
        for answer in (client.get(path), client.post(path, {"confirm": "on"})):
            assert answer.status_code in ({404, 405} if who else {302, 303, 401, 404, 405}), path
            assert b"picture" not in answer.content[:20]
    assert RoadNetwork.objects.get().state == "ready"
    assert SitingPlan.objects.get().state in ("done", "proving")


def test_what_is_chosen_on_a_form_is_chosen_among_what_one_sees(world: World) -> None:
    theirs, mine = ground.layer(world.west), ground.layer(world.east)
    client = browser(world, "dong")
    said = {
        "name": "x", "body": world.east.pk, "network": "", "hours": "any", "weekday": "1", "at": "10:00", "slot": "", "minutes": ["15"],
        "speed": "1.2", "rural_km": "10",
    }  # fmt: skip
    assert client.post(reverse("planning:run_new"), {**said, "demand": theirs.pk}).status_code == 422
    assert (
        client.post(reverse("planning:run_new"), {**said, "demand": mine.pk, "body": world.west.pk}).status_code == 422
    )
    run = ground.circles(world.west, theirs)
    plan = ground.plan(world.west, theirs, minutes=10)
    for name, key in (("run_new", run.pk), ("plan_new", plan.pk)):
        for like in (key, "nonsense", "0" * 36, ""):
            page = client.get(reverse(f"planning:{name}"), {"like": str(like)})
            assert page.status_code == 200
            assert plan.name not in page.content.decode()
    answer = client.get(reverse("planning:comparison"), {"one": str(plan.pk), "other": "x" * 500})
    assert answer.status_code == 200
    assert plan.name not in answer.content.decode()


@pytest.mark.parametrize("wrong", [
    {"speed": "0"}, {"speed": "-1"}, {"speed": "nan"}, {"speed": "1e308"}, {"minutes": []}, {"minutes": ["0"]}, {"minutes": ["10000"]},
    {"at": "25:00"}, {"weekday": "9"}, {"day": "2026-02-31"}, {"detour": "0.1"}, {"rural_km": "inf"}, {"slot": "never"}, {"name": "a\0b"},
    {"name": "长" * 81}, {"kinds": ["castle"]}, {"demand": ""}, {"network": "x"},
])  # fmt: skip
def test_circles_that_cannot_be_are_refused_on_the_form(world: World, wrong: dict[str, Any]) -> None:
    demand = ground.layer(world.east)
    said = {
        "name": "x", "body": world.east.pk, "demand": demand.pk, "network": "", "hours": "any", "weekday": "1", "at": "10:00", "slot": "",
        "minutes": ["15"], "speed": "1.2", "rural_km": "10",
    }  # fmt: skip
    assert browser(world, "dong").post(reverse("planning:run_new"), {**said, **wrong}).status_code == 422
    assert not CircleRun.objects.exists()


def test_plans_that_cannot_be_are_refused_on_the_form(world: World) -> None:
    demand, client = ground.layer(world.east), browser(world, "dong")
    said = {
        "name": "x", "body": world.east.pk, "demand": demand.pk, "network": "", "hours": "any", "weekday": "1", "at": "10:00", "slot": "",
        "objective": "mclp", "under": "count", "new": "2", "hosts_from": "file", "read_as": "wgs84", "minutes": "15", "speed": "1.2", "seconds": "10",
    }  # fmt: skip
    for wrong in (
        {"minutes": "0"}, {"minutes": "10000"}, {"new": "0"}, {"new": "10" * 20}, {"new": "-3"}, {"under": "budget", "budget": "0"},
        {"under": "budget", "budget": "9" * 30}, {"under": "budget", "budget": "NaN"}, {"seconds": "999999"}, {"capacity": "0"},
        {"objective": "pmedian", "capacity": "5"}, {"objective": "best"}, {"under": "nothing"},
    ):  # fmt: skip
        hosts = ground.upload(ground.hosts_csv(), "h.csv")
        assert client.post(reverse("planning:plan_new"), {**said, "hosts": hosts, **wrong}).status_code == 422, wrong
    assert not SitingPlan.objects.exists()


def plan(world: World, **facts: Any) -> SitingPlan:
    return ground.plan(
        world.east, ground.layer(world.east), hosts=facts.pop("hosts", ground.hosts_csv(*SPOTS)), minutes=10, **facts
    )


def test_more_stations_than_candidates_takes_those_there_are(world: World) -> None:
    made = plan(world, new=2000)
    assert (made.state, made.answer["proven"], len(made.answer["sites"]) <= len(SPOTS)) == (PlanState.DONE, True, True)


def test_a_budget_below_the_cheapest_site_builds_nothing_and_the_page_says_so(world: World) -> None:
    made = plan(world, under="budget", budget=Decimal(1), new=None)
    assert (made.state, made.answer["sites"]) == (PlanState.DONE, [])
    assert "1,000" in browser(world, "dong").get(made.get_absolute_url()).content.decode(), "the cheapest is named"


def test_rooms_for_one_serve_one_each(world: World) -> None:
    made = plan(world, new=2, capacity=1)
    assert made.state == PlanState.DONE
    assert made.answer["covered"] <= 2


@pytest.mark.parametrize(
    "content",
    [b"id,lon,lat\n", b"id,lon,lat\na,,\n", b"{}", b"[" * 100_000, b"\0\1", b"id,lon,lat,cost\na,114.3,30.55,-5\n"],
)
def test_a_list_without_a_candidate_comes_back_with_what_to_do(world: World, content: bytes) -> None:
    made = plan(world, hosts=content)
    assert made.state == PlanState.FAILED
    assert made.problem["zh"]
    page = browser(world, "dong").get(made.get_absolute_url()).content.decode()
    assert f"?like={made.pk}" in page


def test_a_cost_or_number_beyond_measure_does_not_break_a_plan(world: World) -> None:
    hosts = ground.hosts_csv(*SPOTS).replace(b",1000", b",1e300")
    made = plan(world, hosts=hosts, under="budget", budget=Decimal("999999999999.99"), new=None)
    assert made.state in (PlanState.DONE, PlanState.FAILED)
    assert made.answer or made.problem["zh"]


@pytest.mark.usefixtures("unsure")
@pytest.mark.parametrize("what", ["replaced", "removed", "demand"])
def test_what_a_plan_was_answered_from_goes_and_its_answer_stays(
    world: World, what: str, django_capture_on_commit_callbacks: Any
) -> None:
    ways, demand, dong = ground.network(world.east), ground.layer(world.east), world.actor("dong")
    made = ground.plan(world.east, demand, ways, by=dong, prove=False)
    before = made.answer
    with django_capture_on_commit_callbacks(execute=True):
        if what == "replaced":
            files = [ground.upload(ground.nodes_csv(9), "n.csv"), ground.upload(ground.edges_csv(9), "e.csv")]
            actions.replace_network(ways, by=dong, files=files, as_of=ways.as_of, in_background=False)
            running.read_network(ways.pk, by=running.BY)
        elif what == "removed":
            actions.remove_network(ways, by=dong)
        else:
            actions.remove_layer(demand, by=dong)
    running.prove_plan(made.pk, by=running.BY)
    made.refresh_from_db()
    assert (made.state, made.answer["sites"], made.answer["bound"]) == (
        PlanState.STOPPED,
        before["sites"],
        before["bound"],
    )
    assert access.may_resume_plan(dong, made).code == "went_since"
    client = browser(world, "dong")
    assert made.problem["zh"] in client.get(made.get_absolute_url()).content.decode()
    assert client.get(reverse("planning:plan_picture", args=[made.pk])).status_code == 200
    assert client.get(reverse("planning:plan_new"), {"like": str(made.pk)}).status_code == 200


@pytest.fixture
def unsure(monkeypatch: Any) -> None:
    """As if the first answer of these small towns were not proven at once."""
    from unionhall.planning import choosing

    real = choosing._certain

    def certain(plan: SitingPlan, answer: Any) -> Any:
        bound, proven, gap = real(plan, answer)
        return (bound, proven, gap) if plan.answer else (bound + 50, False, 50 / (bound + 50))

    monkeypatch.setattr(choosing, "_certain", certain)


def test_circles_asked_along_ways_that_went_meanwhile_come_back(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    ways, demand, dong = ground.network(world.east), ground.layer(world.east), world.actor("dong")
    run = actions.ask_circles(world.east, by=dong, name="x", demand=demand, network=ways, in_background=False)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_network(ways, by=dong)
    running.reckon_circles(run.pk, by=running.BY)
    run.refresh_from_db()
    assert (run.state, bool(run.problem["zh"])) == (RunState.FAILED, True)


def test_two_officers_at_once_each_find_what_the_other_did(world: World) -> None:
    demand, dong, cheng = ground.layer(world.east), world.actor("dong"), world.actor("cheng")
    one = DemandLayer.objects.get(pk=demand.pk)
    actions.remove_layer(demand, by=dong)
    with pytest.raises(Refused) as refusal:
        actions.remove_layer(one, by=cheng)
    assert refusal.value.verdict.code == "wrong_state"
    ways = ground.network(world.east)
    files = [ground.upload(ground.nodes_csv(9), "n.csv"), ground.upload(ground.edges_csv(9), "e.csv")]
    actions.replace_network(ways, by=dong, files=files, as_of=ways.as_of, in_background=False)
    with pytest.raises(Refused):
        actions.replace_network(ways, by=cheng, files=files, as_of=ways.as_of, in_background=False)
    with pytest.raises(Refused):
        actions.remove_network(ways, by=cheng)


def test_another_plan_like_this_takes_its_list_and_asks_nothing_twice(world: World) -> None:
    first = ground.plan(world.east, ground.layer(world.east), hosts=ground.hosts_csv(*SPOTS), new=1, minutes=10)
    client = browser(world, "dong")
    form = client.get(reverse("planning:plan_new"), {"like": str(first.pk)}).context["form"]
    said = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    said = {
        name: value
        for name, value in said.items()
        if value not in (None, "") and name not in ("hosts", "once", "is_sure")
    }
    answer = client.post(reverse("planning:plan_new"), {**said, "name": "两处", "new": "2"})
    assert answer.status_code == 303, answer.context["form"].errors
    second = SitingPlan.objects.get(name="两处")
    assert (second.hosts, second.new, second.minutes, len(second.answer["sites"])) == (len(SPOTS), 2, 10, 2)


def test_circles_on_a_date_follow_its_season_holiday_and_closures(world: World) -> None:
    demand = ground.layer(world.east)
    ground.station(world.east, "A", 7, 7, "5月1日至9月30日 07:00-22:00；10月1日至4月30日 08:00-18:00")
    ground.station(world.east, "B", 2, 2, "08:00-22:00；节假日休息")
    from datetime import date

    def doors(day: date | None) -> int:
        run = ground.circles(world.east, demand, day=day, weekday=2, minute=20 * 60)
        return int(run.basis["stations"]["counted"])

    assert [doors(day) for day in (date(2026, 7, 1), date(2026, 12, 2), date(2026, 10, 1))] == [2, 1, 0]
    run = ground.circles(world.east, demand, day=date(2026, 10, 1), minute=20 * 60)
    page = browser(world, "dong").get(run.get_absolute_url()).content.decode()
    assert "节假日" in page
    assert run.weekday == 3
    usual = ground.circles(world.east, demand, weekday=2, minute=20 * 60)
    assert "平常一周" in browser(world, "dong").get(usual.get_absolute_url()).content.decode()
