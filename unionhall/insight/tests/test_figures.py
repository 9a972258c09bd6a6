"""Do the figures count what their definitions say, and nobody else's cases?"""

from datetime import date, timedelta

import pytest
from django.test import Client

from unionhall.cases import actions
from unionhall.cases.enums import Solved
from unionhall.cases.models import Case
from unionhall.cases.queries import resolved_of_accepted
from unionhall.cases.states import State
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.insight import access, breakdowns, periods
from unionhall.insight.figures import FIGURES, Reading, percent, read
from unionhall.people.actions import open_account
from unionhall.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def reading(world: World, key: str, who: str = "zhou") -> Reading:
    return read(FIGURES[key], access.counted_cases(world.actor(who)), periods.period())


def client_of(world: World, who: str) -> Client:
    account = open_account(world.people[who], by=system("t"), username=who)
    client = Client()
    client.force_login(Account.objects.get(pk=account.pk), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_resolved_is_counted_out_of_those_accepted(world: World) -> None:
    world.bring()
    world.case_in(State.MEDIATING)
    world.case_in(State.CLOSED)
    found = reading(world, "resolved")
    assert (found.numerator, found.denominator, found.value) == (1, 2, "50.00 %")


def test_the_board_counts_as_the_cases_themselves_do(world: World) -> None:
    for state in (State.CLOSED, State.PERFORMED, State.LITIGATION, State.SETTLED):
        world.case_in(state)
    period = periods.period()
    counts = resolved_of_accepted(Case.objects.all(), since=period.begins_at, until=period.ends_at)
    found = reading(world, "resolved")
    assert (found.numerator, found.denominator) == (counts.resolved, counts.accepted)
    assert reading(world, "before_filing").numerator == counts.before_filing
    assert reading(world, "in_litigation").numerator == counts.in_litigation


def test_a_case_taken_up_again_is_not_resolved(world: World) -> None:
    world.case_in(State.REOPENED)
    assert reading(world, "resolved").numerator == 0


def test_whoever_went_to_arbitration_first_was_not_resolved_before_filing(world: World) -> None:
    case = world.case_in(State.ARBITRATION)
    actions.perform(case, by=world.actor("zhou"))
    assert reading(world, "before_filing").numerator == 0
    assert reading(world, "in_litigation").numerator == 1


@pytest.mark.parametrize(
    ("who", "counted"), [("zhou", 1), ("dong", 1), ("cheng", 1), ("jian", 1), ("xi", 0), ("qing", 0)]
)
def test_everybody_counts_their_own_desk_alone(world: World, who: str, counted: int) -> None:
    world.case_in(State.CLOSED)
    assert reading(world, "resolved", who).denominator == counted


def test_only_the_last_answer_of_a_worker_counts(world: World) -> None:
    lin = world.actor("lin")
    case = world.case_in(State.PERFORMED)
    actions.answer_feedback(case, by=lin, solved=Solved.PARTLY, satisfied=False)
    actions.answer_feedback(case, by=lin, solved=Solved.SOLVED, satisfied=True)
    found = reading(world, "satisfied")
    assert (found.numerator, found.denominator) == (1, 1)


def test_a_group_counts_by_its_members_and_is_open_once(world: World) -> None:
    cases = [world.bring("lin"), world.bring("ma")]
    actions.gather(cases, by=world.actor("zhou"))
    assert reading(world, "received").value == "2"
    assert reading(world, "open").value == "1"


def test_the_median_is_the_day_in_the_middle(world: World) -> None:
    start = clock.now() - timedelta(days=20)
    for days in (1, 2, 9):
        with clock.at(start):
            case = world.bring("lin", kind="wages")
        with clock.at(start + timedelta(days=days)):
            actions.accept(case, by=world.actor("zhou"))
    assert reading(world, "days_to_acceptance").value == "2.0"


def test_nothing_out_of_nothing_is_no_rate(world: World) -> None:
    assert reading(world, "resolved").value == ""
    assert percent(89, 96) == "92.71 %"


def test_a_period_is_whole_days_in_china() -> None:
    period = periods.period("custom", date(2026, 3, 1), date(2026, 3, 31))
    assert (period.begins_at.isoformat(), period.ends_at.isoformat()) == (
        "2026-03-01T00:00:00+08:00",
        "2026-04-01T00:00:00+08:00",
    )


def test_small_numbers_are_hidden_from_the_public(world: World) -> None:
    for _n in range(3):
        world.case_in(State.CLOSED)
    public = read(FIGURES["resolved"], access.published_cases(), periods.period(), hide_small=True)
    assert public.hidden
    assert public.numerator is None


def test_one_hidden_number_takes_another_with_it() -> None:
    rows = [breakdowns.Row("a", "a", (40,)), breakdowns.Row("b", "b", (2,)), breakdowns.Row("c", "c", (9,))]
    assert [row.counts for row in breakdowns.without_small(rows)] == [(40,), (None,), (None,)]


def test_the_board_prints_fraction_and_definition(world: World) -> None:
    world.case_in(State.CLOSED)
    page = client_of(world, "zhou").get("/insight/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "100.00 %" in text
    assert "1 / 1" in text


@pytest.mark.parametrize("who", ["lin", "su", "xiao", "shen"])
def test_the_board_does_not_exist_for_those_without_a_desk(world: World, who: str) -> None:
    assert client_of(world, who).get("/insight/").status_code == 404


def test_a_number_opens_to_exactly_its_rows(world: World) -> None:
    open_case, closed = world.case_in(State.MEDIATING), world.case_in(State.CLOSED)
    client = client_of(world, "zhou")
    counted = client.get("/insight/resolved/").content.decode()
    rest = client.get("/insight/resolved/?rows=rest").content.decode()
    assert closed.number in counted
    assert open_case.number not in counted
    assert open_case.number in rest
    assert closed.number not in rest


def test_a_wrong_period_says_what_is_wrong(world: World) -> None:
    client = client_of(world, "zhou")
    assert client.get("/insight/?period=custom&since=2026-05-01&until=2026-04-01").status_code == 422
    assert client.get("/insight/?period=never").status_code == 422
    assert client.get("/insight/?period=custom").status_code == 200


def test_the_public_figures_need_no_account_and_name_no_case(world: World) -> None:
    case = world.case_in(State.CLOSED)
    page = Client().get("/insight/public/")
    assert page.status_code == 200
    assert case.number not in page.content.decode()
