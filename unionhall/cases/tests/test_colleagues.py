"""Do those who do the work hear of what they must act on, and nobody of what is none of theirs?"""

from datetime import timedelta
from typing import Any

import pytest

from unionhall.cases import actions, tasks
from unionhall.cases.enums import Release, TransferKind, TransferPurpose
from unionhall.cases.models import AssignmentFact, Case, Transfer
from unionhall.cases.states import State
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry
from unionhall.notices.enums import Medium
from unionhall.notices.models import Message
from unionhall.people import actions as people
from unionhall.people.enums import Channel, Role, TieKind
from unionhall.people.models import Post

from .world import LONG_AGO, World, build

pytestmark = pytest.mark.django_db
BY = system("tests")


@pytest.fixture
def world() -> World:
    return build()


def told(world: World, name: str) -> list[str]:
    """Which messages a person has, the oldest first."""
    found = Message.objects.filter(person=world.people[name]).order_by("told_at", "pk")
    return list(found.values_list("template", flat=True))


def offered(world: World, kind: str = TransferKind.REFERRAL, to: Any = None) -> Transfer:
    return actions.offer(
        world.case_in(State.ACCEPTED),
        by=world.actor("hong"),
        to_body=to or world.procuratorate,
        kind=kind,
        purpose=TransferPurpose.CLUE,
        summary="线索",
        override_reason="公共利益",
    )


def test_whoever_is_put_in_charge_hears_of_it_and_nobody_else(world: World) -> None:
    case = world.bring()
    actions.assign(case, by=world.actor("hong"), handler=world.people["zhou"])
    assert told(world, "zhou").count("assigned") == 1
    assert "assigned" not in told(world, "hong") + told(world, "sun") + told(world, "lin")
    body = Message.objects.get(person=world.people["zhou"], template="assigned").body
    assert f"/cases/{case.pk}/" in body
    assert not any(word in body for word in ("林", "宏达", "工资", case.number))


def test_whoever_takes_a_matter_themselves_is_not_told(world: World) -> None:
    actions.assign(world.bring(), by=world.actor("zhou"), handler=world.people["zhou"])
    assert "assigned" not in told(world, "zhou")


def test_many_assignments_are_all_on_the_site_and_one_on_the_telephone(world: World) -> None:
    for worker in ("lin", "ma", "wei"):
        actions.assign(world.bring(worker), by=world.actor("hong"), handler=world.people["zhou"])
    ways = list(Message.objects.filter(template="assigned").order_by("told_at").values_list("medium", flat=True))
    assert ways == [Medium.TEXT, Medium.ONLINE, Medium.ONLINE]


def test_a_colleague_who_chose_calls_gets_a_text_and_nothing_is_written_on_the_file(world: World) -> None:
    world.people["zhou"].channel = Channel.PHONE
    world.people["zhou"].save(update_fields=["channel"])
    case = world.bring()
    actions.assign(case, by=world.actor("hong"), handler=world.people["zhou"])
    assert Message.objects.get(template="assigned").medium == Medium.TEXT
    assert not case.notes.exists()


def test_new_matters_are_told_to_those_in_charge_once_in_a_while(world: World) -> None:
    world.bring()
    world.bring("ma")
    assert (told(world, "hong"), told(world, "zhou")) == (["arrived"], ["arrived"])
    assert told(world, "sun") == told(world, "dong") == []


def test_an_agency_that_is_asked_hears_of_it_and_of_the_day(world: World) -> None:
    transfer = offered(world)
    message = Message.objects.get(person=world.people["su"])
    assert message.template == "offered"
    assert f"/cases/transfers/{transfer.pk}/" in message.body
    assert transfer.case.number not in message.body


def test_the_handler_hears_of_the_answer_and_the_agency_not_of_its_own(world: World) -> None:
    transfer = actions.accept_transfer(offered(world), by=world.actor("su"))
    assert "answered" in told(world, "zhou")
    assert told(world, "su") == ["offered"]
    actions.record_step(transfer, by=world.actor("su"), kind="hearing", on=clock.today())
    assert told(world, "zhou")[-1] == "step"
    actions.record_step(transfer, by=world.actor("zhou"), kind="message", on=clock.today(), text="收到")
    assert told(world, "su")[-1] == "step"
    actions.return_transfer(transfer, by=world.actor("su"), answer="材料不全")
    assert told(world, "zhou")[-1] == "returned"


def test_silence_is_told_to_the_sender(world: World) -> None:
    transfer = offered(world)
    with clock.at(clock.now() + (transfer.reply_due_on - clock.today()) + timedelta(days=1)):
        tasks.return_silent_transfers(0)
    assert told(world, "zhou")[-1] == "returned"


def test_a_case_given_back_is_told_to_those_in_charge_at_home(world: World) -> None:
    transfer = actions.accept_transfer(offered(world, TransferKind.TRANSFER, world.hill), by=world.actor("qing"))
    actions.return_transfer(transfer, by=world.actor("qing"), answer="不归我们管")
    assert "returned" in told(world, "hong")


def test_the_handler_hears_when_the_worker_writes_and_when_they_answer(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    actions.message(case, by=world.actor("lin"), text="老板又打电话了")
    assert told(world, "zhou")[-1] == "told"
    assert "told" not in told(world, "hong")


def test_a_text_to_a_colleague_that_fails_asks_nobody_to_call(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from unionhall.core import gateway
    from unionhall.notices import actions as notices

    def broken(*_args: Any, **_more: Any) -> str:
        raise gateway.GatewayError("no such number", retry=False)

    monkeypatch.setattr(gateway, "send_text", broken)
    case = world.bring()
    actions.assign(case, by=world.actor("hong"), handler=world.people["zhou"])
    message = Message.objects.get(template="assigned")
    notices.deliver(message.pk, by=system("messages"))
    message.refresh_from_db()
    assert message.state == "failed"
    assert not case.notes.exists()


def test_each_morning_what_is_due_is_told_once(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    due = clock.now() + (case.due_on - clock.today())
    with clock.at(due):
        tasks.tell_of_due(0)
        tasks.tell_of_due(0)
    assert told(world, "zhou").count("due") == 1
    assert "due" not in told(world, "hong")


def test_the_last_day_of_an_offer_is_told_to_those_who_were_asked(world: World) -> None:
    transfer = offered(world)
    before = transfer.reply_due_on - timedelta(days=1)
    while before.weekday() > 4:
        before -= timedelta(days=1)
    with clock.at(clock.now() + (before - clock.today())):
        tasks.tell_of_due(0)
        tasks.tell_of_due(0)
    assert told(world, "su").count("reply_due") == 1


# --- a post ends ------------------------------------------------------------------------------------------------------------


def test_when_a_post_ends_its_cases_stand_with_those_nobody_handles(world: World) -> None:
    mediated, other = world.case_in(State.MEDIATING), world.case_in(State.ACCEPTED, "ma")
    actions.assign(other, by=world.actor("hong"), handler=world.people["he"])
    closed = world.case_in(State.CLOSED, "wei")
    people.dismiss(Post.objects.get(person=world.people["zhou"]), by=BY)
    for case in (mediated, other, closed):
        case.refresh_from_db()
    assert mediated.handler_id is None
    assert other.handler_id == world.people["he"].pk
    assert closed.handler_id == world.people["zhou"].pk
    fact = AssignmentFact.objects.filter(case=mediated).latest("at")
    assert (fact.handler_id, fact.why) == (None, Release.POST_ENDED)
    assert AuditEntry.objects.filter(verb="case.released", subject_id=str(mediated.pk)).count() == 1
    assert told(world, "hong").count("unassigned") == 1


def test_whoever_still_works_there_keeps_their_cases(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    second = people.appoint(world.people["zhou"], by=BY, organisation=world.harbour, role=Role.MEDIATOR, since=LONG_AGO)
    people.dismiss(second, by=BY)
    case.refresh_from_db()
    assert case.handler_id == world.people["zhou"].pk


def test_a_post_that_runs_out_by_itself_lets_go_of_its_cases_the_next_night(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    Post.objects.filter(person=world.people["zhou"]).update(until=clock.today())
    tasks.release_left(0)
    assert Case.objects.get(pk=case.pk).handler_id is not None
    with clock.at(clock.now() + timedelta(days=1)):
        tasks.release_left(0)
        tasks.release_left(0)
    assert Case.objects.get(pk=case.pk).handler_id is None
    assert AuditEntry.objects.filter(verb="case.released").count() == 1


def test_nobody_takes_a_case_out_of_a_colleagues_hands_by_hand(world: World) -> None:
    from unionhall.cases import access

    assert not access.may_release(world.actor("hong"), world.case_in(State.ACCEPTED))


def test_a_case_in_mediation_can_be_sent_to_another_body(world: World) -> None:
    case = world.case_in(State.MEDIATING)
    moved = actions.reroute(case, by=world.actor("dong"), body=world.east, reason="涉及多个街道")
    assert (moved.handler_id, moved.body_id) == (None, world.east.pk)
    assert "arrived" in told(world, "dong")


def test_nobody_barred_is_told(world: World) -> None:
    case = world.bring()
    people.record_tie(world.people["hong"], by=BY, employer=world.factory, kind=TieKind.RELATIVE)
    Message.objects.all().delete()
    actions.message(case, by=world.actor("lin"), text="补充一点")
    assert told(world, "hong") == []
    assert told(world, "zhou") == ["told"]
