"""Does what falls due happen by itself, once, however often the worker is killed?"""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from unionhall.cases import actions, commands, tasks
from unionhall.cases.enums import TransferKind, TransferPurpose
from unionhall.cases.models import Case, StatusFact, Transfer
from unionhall.cases.states import State
from unionhall.core import clock

from .world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def offered(world: World, worker: str = "lin") -> Transfer:
    return actions.offer(
        world.case_in(State.ACCEPTED, worker),
        by=world.actor("hong"),
        to_body=world.procuratorate,
        kind=TransferKind.REFERRAL,
        purpose=TransferPurpose.CLUE,
        summary="线索",
        override_reason="公共利益",
    )


def state_of(row: Case | Transfer) -> str:
    return type(row).objects.get(pk=row.pk).state


def test_a_transfer_waits_for_its_whole_last_day_and_then_returns(world: World) -> None:
    transfer = offered(world)
    last = transfer.reply_due_on
    with clock.at(clock.now() + (last - clock.today())):
        tasks.return_silent_transfers(0)
        assert state_of(transfer) == "offered"
    with clock.at(clock.now() + (last - clock.today()) + timedelta(days=1)):
        tasks.return_silent_transfers(0)
        tasks.return_silent_transfers(0)
    assert state_of(transfer) == "lapsed"


def test_an_answered_transfer_is_left_alone(world: World) -> None:
    transfer = actions.accept_transfer(offered(world), by=world.actor("su"))
    with clock.at(clock.now() + timedelta(days=60)):
        tasks.return_silent_transfers(0)
    assert state_of(transfer) == "accepted"


def test_a_performed_case_closes_when_the_time_for_an_answer_is_over(world: World) -> None:
    case = world.case_in(State.PERFORMED)
    with clock.at(clock.now() + timedelta(days=15)):
        tasks.close_performed(0)
        assert state_of(case) == "performed"
    with clock.at(clock.now() + timedelta(days=16)):
        tasks.close_performed(0)
        tasks.close_performed(0)
    assert state_of(case) == "closed"
    assert StatusFact.objects.filter(case=case, verb="lapse").count() == 1


def test_killed_between_two_transfers_the_next_run_does_the_rest(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = offered(world), offered(world, "ma")
    real, done = actions.lapse_transfer, []

    def killed_at_the_second(transfer: Transfer, **how: Any) -> Transfer:
        if done:
            raise KeyboardInterrupt
        done.append(transfer)
        return real(transfer, **how)

    with clock.at(clock.now() + timedelta(days=40)):
        monkeypatch.setattr(actions, "lapse_transfer", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            tasks.return_silent_transfers(0)
        assert sorted([state_of(first), state_of(second)]) == ["lapsed", "offered"]
        monkeypatch.setattr(actions, "lapse_transfer", real)
        tasks.return_silent_transfers(0)
    assert [state_of(first), state_of(second)] == ["lapsed", "lapsed"]


def test_one_row_that_fails_does_not_stop_the_others(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = offered(world), offered(world, "ma")
    real = actions.lapse_transfer

    def broken_for_the_first(transfer: Transfer, **how: Any) -> Transfer:
        if transfer.pk == first.pk:
            raise ValueError("damaged")
        return real(transfer, **how)

    monkeypatch.setattr(actions, "lapse_transfer", broken_for_the_first)
    with clock.at(clock.now() + timedelta(days=40)), pytest.raises(RuntimeError, match="1 rows"):
        tasks.return_silent_transfers(0)
    assert [state_of(first), state_of(second)] == ["offered", "lapsed"]


def test_a_damaged_due_day_is_found_and_put_right(world: World) -> None:
    case, other = world.case_in(State.CONSULTING), world.case_in(State.SETTLED, "ma")
    right = Case.objects.get(pk=case.pk).due_on
    Case.objects.filter(pk=case.pk).update(due_on=date(2030, 1, 1))
    checked = CliRunner().invoke(commands.clocks, ["recompute", "--check", "--json"])
    assert checked.exit_code == 1
    report = json.loads(checked.output)
    assert (report["cases"], [row["number"] for row in report["differing"]]) == (2, [case.number])
    assert CliRunner().invoke(commands.clocks, ["recompute"]).exit_code == 0
    assert Case.objects.get(pk=case.pk).due_on == right
    assert Case.objects.get(pk=other.pk).due_on == other.due_on
    assert CliRunner().invoke(commands.clocks, ["recompute", "--check"]).exit_code == 0


def test_the_nightly_run_looks_at_uncertain_days_alone(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    Case.objects.filter(pk=case.pk).update(due_on=date(2030, 1, 1))
    tasks.confirm_days(0)
    assert Case.objects.get(pk=case.pk).due_on == date(2030, 1, 1)
    Case.objects.filter(pk=case.pk).update(due_provisional=True)
    tasks.confirm_days(0)
    assert Case.objects.get(pk=case.pk).due_on == case.due_on
