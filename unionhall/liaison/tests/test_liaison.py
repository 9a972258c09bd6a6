"""Who answers for what, when the next contact is due, what becomes of it when somebody leaves, and blockages that are cases."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.matrix.people import sign_in
from unionhall.cases import actions as cases
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.actor import SYSTEM
from unionhall.core.verdict import Refused
from unionhall.liaison import access, actions, queries, tasks
from unionhall.liaison.enums import ChargeEnd, StationRole
from unionhall.liaison.models import (
    Blockage,
    ChainStation,
    Charge,
    LiaisonList,
    LiaisonSubject,
    StationPost,
    SubjectKind,
)
from unionhall.liaison.states import BlockageState
from unionhall.notices.models import Message
from unionhall.people import actions as people
from unionhall.people.enums import Role, TieKind
from unionhall.people.models import Account, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def kind(code: str = "enterprise", refers: str = "employer") -> SubjectKind:
    known = SubjectKind.objects.filter(code=code).first()
    return known or actions.define_subject(by=SYSTEM, code=code, name=code, refers=refers)


def a_list(world: World, **facts: Any) -> LiaisonList:
    facts = {"kind": kind(), "name": "包保企业", "days": 30, "source": "港工〔2026〕3号", **facts}
    return actions.make_list(world.harbour, by=world.actor("hong"), **facts)


def subject(world: World, found: LiaisonList | None = None, **facts: Any) -> LiaisonSubject:
    facts = facts or {"employer": world.factory}
    return actions.add_subject(found or a_list(world), by=world.actor("hong"), **facts)


def in_hand(world: World, who: str = "zhou", *, employer: Any = None) -> LiaisonSubject:
    made = subject(world, employer=employer or world.factory)
    actions.hand_over(made.of_list, [made.pk], by=world.actor("hong"), to=world.people[who])
    return made


def station(world: World) -> ChainStation:
    return actions.open_station(
        world.harbour, by=world.actor("hong"), kind=kind(), name="汽配联链服务站", park="东园", days=30, source="港工〔2026〕3号",
        chief=world.people["sun"], workers=4000,
    )  # fmt: skip


def blockage(world: World, by: str = "sun") -> Blockage:
    made = subject(world, station(world).of_list, employer=world.courier, link=1, part="运输")
    return actions.raise_blockage(
        made, by=world.actor(by), kind="other", title="原料断供", account="上游停产，缺料一周", name="王厂长"
    )


# --- lists and contacts ----------------------------------------------------------------------------------------------------


def test_the_next_contact_falls_due_by_the_rule_of_the_list(world: World) -> None:
    made = subject(world)
    today = clock.today()
    assert made.next_due_on == today + timedelta(days=30)
    actions.note_contact(made, by=world.actor("hong"), on=today - timedelta(days=10), kind="visit", text="看过车间")
    made.refresh_from_db()
    assert (made.last_contact_on, made.next_due_on) == (today - timedelta(days=10), today + timedelta(days=20))
    actions.note_contact(made, by=world.actor("hong"), on=today - timedelta(days=40), kind="call")
    made.refresh_from_db()
    assert made.last_contact_on == today - timedelta(days=10), "an older contact entered later changes nothing"


def test_a_contact_needs_no_photo_no_position_and_no_words(world: World) -> None:
    assert actions.note_contact(subject(world), by=world.actor("hong"), on=clock.today(), kind="call").text == ""


def test_a_contact_does_not_lie_in_the_future(world: World) -> None:
    with pytest.raises(Refused):
        actions.note_contact(subject(world), by=world.actor("hong"), on=clock.today() + timedelta(days=1), kind="call")


def test_a_new_interval_holds_from_its_day_on_and_names_its_document(world: World) -> None:
    made = subject(world)
    today = clock.today()
    later = actions.set_interval(
        made.of_list, by=world.actor("hong"), days=7, since=today + timedelta(days=3), source="新规"
    )
    made.refresh_from_db()
    assert made.next_due_on == today + timedelta(days=30)
    assert later.source == "新规"
    with clock.at(clock.now() + timedelta(days=3)):
        tasks.renew(0)
        made.refresh_from_db()
        assert made.next_due_on == today + timedelta(days=7)
        with pytest.raises(Refused):
            actions.set_interval(made.of_list, by=world.actor("hong"), days=7, since=today, source="x")


def test_what_is_answered_for_is_said_by_rows(world: World) -> None:
    villages = a_list(world, kind=kind("village", "place"), name="村社区")
    made = actions.add_by_name(villages, by=world.actor("hong"), name="港湾街道")
    assert made.division == world.harbour_place
    stations = a_list(world, kind=kind("station", "name"), name="驿站")
    assert actions.add_by_name(stations, by=world.actor("hong"), name="东门驿站").name == "东门驿站"
    with pytest.raises(Refused) as refusal:
        actions.add_by_name(a_list(world), by=world.actor("hong"), name="没有这家公司")
    assert refusal.value.verdict.code == "not_found"


def test_nothing_stands_on_a_list_twice(world: World) -> None:
    made = subject(world)
    with pytest.raises(Refused):
        subject(world, made.of_list)


def test_overdue_is_a_list_of_subjects(world: World) -> None:
    made = in_hand(world)
    with clock.at(clock.now() + timedelta(days=31)):
        rows = queries.narrowed(queries.with_holder(access.visible_subjects(world.actor("jian"))), show="overdue")
        assert [(row.name, row.holder_name) for row in rows] == [(made.name, "周敏")]
        assert queries.counts(LiaisonSubject.objects.all()) == {"subjects": 1, "in_time": 0, "without": 0}


def test_who_answers_for_it_or_keeps_the_list_notes_a_contact_and_nobody_else(world: World) -> None:
    made = in_hand(world)
    for who in ("zhou", "hong", "dong", "jian"):
        assert access.may_note_contact(world.actor(who), made), who
    for who in ("he", "sun", "qing", "xi", "lin"):
        assert not access.may_note_contact(world.actor(who), made), who


def test_nobody_sees_or_is_given_an_employer_they_are_tied_to(world: World) -> None:
    made = subject(world)
    people.record_tie(world.people["zhou"], by=SYSTEM, employer=world.factory, kind=TieKind.RELATIVE)
    assert not access.visible_subjects(world.actor("zhou")).exists()
    with pytest.raises(Refused) as refusal:
        actions.hand_over(made.of_list, [made.pk], by=world.actor("hong"), to=world.people["zhou"])
    assert refusal.value.verdict.code == "tied"
    assert not access.visible_subjects(world.actor("chang")).exists()


# --- handing over -------------------------------------------------------------------------------------------------------


def test_many_are_handed_over_at_once_and_the_past_stays(world: World) -> None:
    first = in_hand(world)
    second = subject(world, first.of_list, employer=world.courier)
    assert actions.hand_over(first.of_list, [first.pk, second.pk], by=world.actor("jian"), to=world.people["he"]) == 2
    assert {row.holder_name for row in queries.with_holder(LiaisonSubject.objects.all())} == {"何律师"}
    old = Charge.objects.get(person=world.people["zhou"])
    assert (old.until, old.why_ended) == (clock.today(), ChargeEnd.HANDED_OVER)
    assert actions.hand_over(first.of_list, [first.pk], by=world.actor("jian"), to=world.people["he"]) == 0


def test_only_who_keeps_the_list_hands_over_and_only_to_who_works_there(world: World) -> None:
    made = in_hand(world)
    with pytest.raises(Refused):
        actions.hand_over(made.of_list, [made.pk], by=world.actor("zhou"), to=world.people["he"])
    with pytest.raises(Refused):
        actions.hand_over(made.of_list, [made.pk], by=world.actor("hong"), to=world.people["qing"])


def test_when_an_officer_leaves_what_they_answered_for_stands_without_anybody_and_the_keepers_hear(
    world: World,
) -> None:
    made = in_hand(world)
    Message.objects.all().delete()
    people.dismiss(Post.objects.get(person=world.people["zhou"]), by=SYSTEM, reason="调离")
    charge = Charge.objects.get()
    assert (charge.until, charge.why_ended) == (clock.today(), ChargeEnd.POST_ENDED)
    rows = queries.narrowed(queries.with_holder(access.visible_subjects(world.actor("jian"))), show="without")
    assert [row.pk for row in rows] == [made.pk]
    assert {
        m.person.name for m in Message.objects.filter(template="unassigned").select_related("person") if m.person
    } >= {"洪干事"}


def test_somebody_with_another_post_there_keeps_what_they_answer_for(world: World) -> None:
    in_hand(world)
    people.appoint(world.people["zhou"], by=SYSTEM, organisation=world.harbour, role=Role.MEDIATOR, reason="兼任")
    people.dismiss(Post.objects.get(person=world.people["zhou"], role=Role.COORDINATOR), by=SYSTEM, reason="调整")
    assert Charge.objects.get().until is None


def test_a_post_that_runs_out_by_itself_is_noticed_at_night(world: World) -> None:
    in_hand(world)
    Post.objects.filter(person=world.people["zhou"]).update(until=clock.today() - timedelta(days=1))
    tasks.renew(0)
    assert Charge.objects.get().why_ended == ChargeEnd.POST_ENDED
    tasks.renew(0)


# --- stations ----------------------------------------------------------------------------------------------------------


def test_a_new_chief_takes_the_place_of_the_one_before(world: World) -> None:
    found = station(world)
    actions.staff(found, by=world.actor("hong"), person=world.people["he"], role=StationRole.CHIEF)
    assert [(post.person.name, post.role) for post in queries.posts_at(found)] == [("何律师", "chief")]
    assert StationPost.objects.filter(until__isnull=False).get().person == world.people["sun"]


def test_the_chief_keeps_the_stations_list_and_a_resident_notes_contacts(world: World) -> None:
    found = station(world)
    assert access.may_keep(world.actor("sun"), found.of_list)
    assert not access.may_keep(world.actor("he"), found.of_list)
    actions.staff(found, by=world.actor("sun"), person=world.people["he"], role=StationRole.RESIDENT)
    made = actions.add_subject(found.of_list, by=world.actor("sun"), employer=world.courier, link=2, part="冲压")
    assert access.may_note_contact(world.actor("he"), made)
    assert not access.may_keep(world.actor("he"), found.of_list)


def test_the_chain_stands_in_its_order(world: World) -> None:
    found = station(world)
    actions.add_subject(found.of_list, by=world.actor("sun"), employer=world.courier, link=2)
    actions.add_subject(found.of_list, by=world.actor("sun"), employer=world.factory, link=1)
    assert [row.link for row in queries.chain_of(LiaisonSubject.objects.all(), found)] == [1, 2]


def test_a_blockage_is_a_case_and_is_cleared_when_the_case_is_resolved(world: World) -> None:
    made = blockage(world)
    assert made.state == BlockageState.RAISED
    assert made.case.employer == world.courier
    case = cases.accept(made.case, by=world.actor("zhou"))
    case = cases.close(case, by=world.actor("zhou"), reason="上游复工", manner="advice")
    made.refresh_from_db()
    assert made.state == BlockageState.CLEARED
    assert made.cleared_at is not None
    cases.reopen(case, by=world.actor("zhou"), reason="又断了")
    made.refresh_from_db()
    assert (made.state, made.cleared_at) == (BlockageState.RAISED, None)


def test_a_withdrawn_case_clears_nothing(world: World) -> None:
    made = blockage(world)
    case = cases.accept(made.case, by=world.actor("zhou"))
    cases.withdraw(case, by=world.actor("zhou"), reason="企业撤回")
    made.refresh_from_db()
    assert made.state == BlockageState.DROPPED


def test_nobody_clears_a_blockage_by_hand(world: World) -> None:
    made = blockage(world)
    with pytest.raises(Refused):
        actions.follow_case(made, "clear", by=world.actor("sun"))


def test_a_blockage_is_raised_only_at_a_station(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        actions.raise_blockage(subject(world), by=world.actor("hong"), kind="other", title="x", account="y", name="王")
    assert refusal.value.verdict.code == "no_station"


def test_a_chief_who_leaves_leaves_the_station_without_one_and_loses_nothing(world: World) -> None:
    found = station(world)
    made = actions.add_subject(found.of_list, by=world.actor("hong"), employer=world.courier)
    actions.hand_over(found.of_list, [made.pk], by=world.actor("hong"), to=world.people["sun"])
    people.dismiss(Post.objects.get(person=world.people["sun"]), by=SYSTEM, reason="调离")
    assert not queries.posts_at(found).exists()
    assert Charge.objects.get().why_ended == ChargeEnd.POST_ENDED


# --- pages --------------------------------------------------------------------------------------------------------------


def browser(world: World, who: str) -> Client:
    client, person = Client(), world.people[who]
    account = Account.objects.filter(person=person).first()
    sign_in(client, account or Account.objects.create(person=person, username=who, opened_at=clock.now()))
    return client


def test_my_list_says_what_is_due_this_week(world: World) -> None:
    made = in_hand(world)
    with clock.at(clock.now() + timedelta(days=25)):
        page = browser(world, "zhou").get("/liaison/").content.decode()
    assert made.name in page
    assert made.name not in browser(world, "he").get("/liaison/").content.decode()


def test_the_employers_page_says_who_answers_for_it(world: World) -> None:
    in_hand(world)
    client = browser(world, "hong")
    address = f"/liaison/employers/{world.factory.pk}/"
    employer = client.get(f"/register/employers/{world.factory.pk}/")
    if employer.status_code == 200:
        assert address in employer.content.decode()
    assert "周敏" in client.get(address).content.decode()


def test_days_between_contacts_lie_within_a_year(world: World) -> None:
    found = a_list(world)
    rule = found.rules.get()
    rule.days = 0
    with pytest.raises(ValidationError):
        rule.full_clean()
