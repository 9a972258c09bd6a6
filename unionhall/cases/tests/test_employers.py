"""An employer written almost right: the register offers it, and ties bar as soon as it is known."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from unionhall.cases import access, actions, queries
from unionhall.cases.enums import Release
from unionhall.cases.models import AssignmentFact, Case, RoutingFact
from unionhall.cases.states import State
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Conflict, Refused
from unionhall.people import actions as people
from unionhall.people.enums import TieKind

from .browser import browser
from .world import World, build

pytestmark = pytest.mark.django_db
BY = system("tests")
ALMOST = "宏大制造"


@pytest.fixture
def world() -> World:
    return build()


def written(world: World, worker: str = "lin", name: str = ALMOST) -> Case:
    return world.bring(worker, employer=None, employer_name=name)


def tie(world: World, name: str) -> None:
    people.record_tie(world.people[name], by=BY, employer=world.factory, kind=TieKind.RELATIVE)


def page(world: World, name: str, case: Case) -> str:
    return browser(world, name).get(f"/cases/{case.pk}/").content.decode()


def identify(client: Client, case: Case, world: World) -> int:
    data = {"employer": str(world.factory.pk), "version": case.version}
    return client.post(f"/cases/{case.pk}/employer/", data).status_code


def test_the_file_says_that_nobody_is_identified_and_offers_those_it_may_be(world: World) -> None:
    shown = page(world, "zhou", written(world))
    assert "还没有确认是哪家单位" in shown
    assert "宏达制造有限公司" in shown
    assert "还没有确认是哪家单位" not in page(world, "zhou", world.bring("ma"))


def test_one_click_links_it_and_the_worker_is_asked_nothing(world: World) -> None:
    case = written(world)
    assert identify(browser(world, "zhou"), case, world) in (302, 303)
    case.refresh_from_db()
    assert (case.employer_id, case.employer_name) == (world.factory.pk, "宏达制造有限公司")
    assert case.parties.get().employer_id == world.factory.pk
    assert case.body_id == world.harbour.pk
    assert AuditEntry.objects.filter(verb="case.employer_identified", subject_id=str(case.pk)).exists()
    assert not case.consent_requests.exists()


def test_an_employer_is_identified_once(world: World) -> None:
    case = actions.identify_employer(written(world), by=world.actor("zhou"), employer=world.factory)
    assert not access.may_identify_employer(world.actor("zhou"), case)
    with pytest.raises(Refused):
        actions.identify_employer(case, by=world.actor("zhou"), employer=world.courier)


def test_the_second_of_two_who_identify_is_told(world: World) -> None:
    case = written(world)
    actions.write_note(case, by=world.actor("zhou"), text="问过了")
    actions.accept(case, by=world.actor("zhou"))
    with pytest.raises(Conflict):
        actions.identify_employer(case, by=world.actor("hong"), employer=world.factory, expected=1)


@pytest.mark.parametrize("name", ["lin", "xi", "su", "chang"])
def test_others_do_not_identify_an_employer(world: World, name: str) -> None:
    assert identify(browser(world, name), written(world), world) == 404


def test_when_somebody_on_duty_turns_out_to_be_tied_the_matter_goes_one_level_up(world: World) -> None:
    case = actions.accept(written(world), by=world.actor("zhou"))
    tie(world, "hong")
    assert access.desk_cases(world.actor("hong")).filter(pk=case.pk).exists()
    moved = actions.identify_employer(case, by=world.actor("zhou"), employer=world.factory)
    assert (moved.body_id, moved.handler_id) == (world.east.pk, None)
    codes = [reason["code"] for reason in RoutingFact.objects.filter(case=case).latest("at").why]
    assert codes == ["identified", "tied", "arrived"]
    assert not access.visible_cases(world.actor("hong")).filter(pk=case.pk).exists()
    assert access.desk_cases(world.actor("dong")).filter(pk=case.pk).exists()


def test_at_the_top_a_handler_who_is_tied_lets_go(world: World) -> None:
    case = world.bring(employer=None, employer_name=ALMOST, division=None)
    assert case.body_id == world.city.pk
    actions.accept(case, by=world.actor("cheng"))
    tie(world, "cheng")
    moved = actions.identify_employer(case, by=system("tests"), employer=world.factory)
    assert (moved.body_id, moved.handler_id) == (world.city.pk, None)
    assert AssignmentFact.objects.filter(case=case).latest("at").why == Release.TIED


def test_in_a_group_the_same_name_is_the_same_employer_and_the_group_goes_together(world: World) -> None:
    cases = [written(world), written(world, "ma"), world.bring("wei", employer=None, employer_name="别的单位")]
    group = actions.gather(cases, by=world.actor("zhou"))
    tie(world, "hong")
    actions.identify_employer(cases[1], by=world.actor("zhou"), employer=world.factory)
    rows = {row.pk: row for row in Case.objects.filter(pk__in=[group.pk, *(case.pk for case in cases)])}
    assert rows[cases[0].pk].employer_id == rows[cases[1].pk].employer_id == world.factory.pk
    assert rows[cases[2].pk].employer_id is None
    assert {row.body_id for row in rows.values()} == {world.east.pk}
    assert rows[cases[0].pk].parties.count() == 1


def test_a_fact_put_right_that_names_an_employer_bars_as_well(world: World) -> None:
    case = actions.accept(written(world), by=world.actor("zhou"))
    tie(world, "hong")
    moved = actions.correct(case, by=world.actor("zhou"), employer_name="宏达制造有限公司")
    assert moved.body_id == world.east.pk


def test_the_list_can_be_narrowed_to_those_not_identified(world: World) -> None:
    unknown, known = written(world), world.bring("ma")
    shown = browser(world, "zhou").get("/cases/", {"unidentified": "on"}).content.decode()
    assert unknown.number in shown
    assert known.number not in shown
    assert list(queries.unidentified(Case.objects.all())) == [unknown]


def test_the_worker_is_offered_the_names_it_may_be_and_is_never_held_up(world: World) -> None:
    client = browser(world, "lin")
    client.post("/cases/new/account/", {"account": "工资没发"})
    client.post("/cases/new/kind/", {"kind": "wages"})
    asked = client.post("/cases/new/employer/", {"employer_name": ALMOST})
    assert "宏达制造有限公司" in asked.content.decode()
    kept = client.post("/cases/new/employer/", {"employer_name": ALMOST, "employer": "none"})
    assert kept.status_code in (302, 303)


def test_the_clerk_is_offered_the_names_it_may_be(world: World) -> None:
    client = browser(world, "zhou")
    shown = client.post("/cases/enter/matches/", {"kind": "wages", "employer_name": ALMOST}, HTTP_HX_REQUEST="true")
    assert "宏达制造有限公司" in shown.content.decode()


def test_a_handler_tied_to_another_employer_of_the_group_is_not_put_in_charge(world: World) -> None:
    people.record_tie(world.people["he"], by=BY, employer=world.courier, kind=TieKind.COUNSEL, since=clock.today())
    cases = [world.bring(amount=Decimal(10)), world.bring("ma", amount=Decimal(20))]
    with clock.at(clock.now() - timedelta(hours=1)):
        group = actions.gather(cases, by=world.actor("zhou"))
    Case.objects.filter(pk=cases[1].pk).update(employer=world.courier)
    for case in (group, cases[0]):
        with pytest.raises(Refused) as refused:
            actions.assign(case, by=world.actor("hong"), handler=world.people["he"])
        assert refused.value.verdict.code == "tied"
    assert not access.may_accept(world.actor("he"), Case.objects.get(pk=cases[0].pk))


def test_a_mediation_case_in_the_hands_of_somebody_tied_lets_go(world: World) -> None:
    case = world.case_in(State.MEDIATING, employer=None, employer_name=ALMOST)
    tie(world, "zhou")
    moved = actions.identify_employer(case, by=world.actor("hong"), employer=world.factory)
    assert (moved.state, moved.handler_id, moved.body_id) == (State.MEDIATING, None, world.east.pk)
