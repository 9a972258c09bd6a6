"""Joining in three steps, moving in one, staying a member, and cards that check offline."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
import python_calamine
from click.testing import CliRunner
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.matrix.people import sign_in
from unionhall.core import clock, identity
from unionhall.core.models import AuditEntry, OutgoingText
from unionhall.core.verdict import Refused
from unionhall.exports import api as exports
from unionhall.members import access, actions, cards, queries
from unionhall.members.commands import members as command
from unionhall.members.exporting import ROLL
from unionhall.members.models import Application, HomeRule, Removal
from unionhall.members.states import ApplicationState, RemovalState
from unionhall.organisations import actions as organisations
from unionhall.organisations.enums import Industry, Level, OrganisationKind
from unionhall.people import actions as people
from unionhall.people import api as faces
from unionhall.people.enums import EndedWhy, EnteredThrough, Standing, TieKind
from unionhall.people.models import Consent, Membership, Person
from unionhall.people.tests.world import LONG_AGO, SYSTEM, World, build

pytestmark = pytest.mark.django_db


def number_of(seventeen: str = "11010119900307201") -> str:
    return seventeen + identity.identity_check(seventeen)


NUMBER = number_of()


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def street(world: World) -> Any:
    """A joint union without an employer."""
    return organisations.found(
        by=SYSTEM,
        name="东街联合工会",
        code="J1",
        level=Level.UNION,
        kind=OrganisationKind.JOINT_UNION,
        parent=world.east,
    )


def applied(world: World, union: Any, who: str = "lin", **facts: Any) -> Application:
    said = {"name": "林小满", "identity_number": NUMBER, "consented": True, **facts}
    return actions.apply(union, by=world.actor(who), person_id=world.people[who].pk, **said)


def member(world: World, union: Any, who: str = "lin", **facts: Any) -> Membership:
    return people.enrol(world.people[who], by=SYSTEM, organisation=union, since=LONG_AGO, **facts)


def refused(code: str, act: Any, *args: Any, **facts: Any) -> None:
    with pytest.raises(Refused) as error:
        act(*args, **facts)
    assert error.value.verdict.code == code


# -- joining ------------------------------------------------------------------------------------------------------------


def test_an_application_waits_and_the_chair_accepts_it(world: World) -> None:
    row = applied(world, world.factory_union)
    assert row.state == ApplicationState.WAITING
    assert row.answer_due_on > clock.today()
    person = Person.objects.get(pk=row.person_id)
    assert (person.birth_on.isoformat(), person.sex) == ("1990-03-07", "male")
    assert Consent.objects.filter(person=person, purpose="membership").exists()
    actions.accept(row, by=world.actor("chang"))
    held = faces.membership_of(person.pk)
    assert held.organisation == world.factory_union
    assert held.entered_through == EnteredThrough.JOINED
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"application.received", "application.accepted", "membership.recorded", "person.completed"} <= verbs


def test_a_union_may_accept_at_once_by_its_own_rule(world: World, street: Any) -> None:
    actions.change_door(street, by=world.actor("dong"), open=True, at_once=True, asks_employer=False)
    assert applied(world, street).state == ApplicationState.ACCEPTED
    assert faces.membership_of(world.people["lin"].pk).organisation == street


def test_asked_twice_it_is_asked_once(world: World, street: Any) -> None:
    assert applied(world, street).pk == applied(world, street).pk
    refused("waiting", applied, world, world.factory_union)


def test_a_fact_held_is_never_asked_again(world: World, street: Any) -> None:
    door = queries.door_of(street)
    lin = world.people["lin"]
    assert queries.missing_facts(None, door) == ["name", "identity_number", "phone"]
    assert queries.missing_facts(lin, door) == ["identity_number"]
    applied(world, street)
    lin.refresh_from_db()
    assert queries.missing_facts(lin, door) == []


@pytest.mark.parametrize("wrong", ["110101199003072010", number_of("11010119900230201"), "123"])
def test_an_identity_number_that_cannot_be_is_refused(world: World, street: Any, wrong: str) -> None:
    with pytest.raises(Refused):
        applied(world, street, identity_number=wrong)
    assert not Application.objects.exists()


def test_a_number_that_stands_beside_somebody_else_waits_for_the_card(world: World, street: Any) -> None:
    people.enter(by=SYSTEM, name="别人", identity_number=NUMBER)
    actions.change_door(street, by=SYSTEM, open=True, at_once=True, asks_employer=False)
    row = applied(world, street)
    assert row.state == ApplicationState.WAITING
    assert not Person.objects.get(pk=row.person_id).identity_number
    refused("compare_card", actions.accept, row, by=world.actor("dong"))
    actions.refuse(row, by=world.actor("dong"), why="请带身份证来")
    row.refresh_from_db()
    assert row.claimed_identity == ""


def test_without_consent_nothing_is_kept(world: World, street: Any) -> None:
    refused("consent", applied, world, street, consented=False)
    assert not Person.objects.get(pk=world.people["lin"].pk).identity_number


def test_a_closed_door_and_a_federation_take_nobody_in(world: World, street: Any) -> None:
    actions.change_door(street, by=SYSTEM, open=False, at_once=False, asks_employer=False)
    refused("door_closed", applied, world, street)
    refused("not_joinable", applied, world, world.east)


def test_a_union_that_needs_the_employer_asks_for_it(world: World, street: Any) -> None:
    actions.change_door(street, by=SYSTEM, open=True, at_once=False, asks_employer=True)
    refused("employer", applied, world, street)
    row = applied(world, street, employer_name="宏达制造有限公司")
    assert row.employer == world.factory


def test_whoever_is_refused_is_told_why_and_may_ask_again(world: World, street: Any) -> None:
    row = applied(world, street)
    refused("missing", actions.refuse, row, by=world.actor("dong"), why=" ")
    actions.refuse(row, by=world.actor("dong"), why="请到隔壁街道")
    assert applied(world, street).pk != row.pk


def test_one_takes_an_application_back(world: World, street: Any) -> None:
    row = applied(world, street)
    assert actions.withdraw(row, by=world.actor("lin")).state == ApplicationState.WITHDRAWN
    refused("wrong_state", actions.accept, row, by=world.actor("dong"))


def test_family_joins_for_somebody_by_mandate_and_strangers_do_not(world: World, street: Any) -> None:
    lin = world.people["lin"]
    refused(
        "mandate",
        actions.apply,
        street,
        by=world.actor("wei"),
        person_id=lin.pk,
        consented=True,
        identity_number=NUMBER,
    )
    people.record_mandate(
        by=world.actor("zhou"), worker_phone="13900000001", worker_name="林小满", phone="13900000003", name="魏家人",
        kind="family", basis="paper",
    )  # fmt: skip
    row = actions.apply(street, by=world.actor("wei"), person_id=lin.pk, consented=True, identity_number=NUMBER)
    assert row.way == "family"


# -- who sees -----------------------------------------------------------------------------------------------------------


def test_only_the_keepers_see_applications_and_members(world: World) -> None:
    applied(world, world.factory_union)
    member(world, world.factory_union, "wei")
    seen = {
        name: (
            access.visible_applications(world.actor(name)).count(),
            faces.visible_members(world.actor(name)).filter(person=world.people["wei"]).count(),
        )
        for name in world.people
    }
    assert {name for name, counts in seen.items() if counts == (1, 1)} == {"dong", "chang"}
    assert {counts for name, counts in seen.items() if name not in ("dong", "chang")} == {(0, 0)}


@pytest.mark.parametrize("who", ["dong", "chang"])
def test_whoever_stands_on_the_employers_side_sees_no_application(world: World, who: str) -> None:
    row = applied(world, world.factory_union)
    people.record_tie(world.people[who], by=SYSTEM, employer=world.factory, kind=TieKind.PERSONNEL)
    assert not access.visible_applications(world.actor(who)).exists()
    assert not faces.visible_members(world.actor(who)).exists()
    refused("not_the_keeper", actions.accept, row, by=world.actor(who))


def test_nobody_accepts_themselves(world: World, street: Any) -> None:
    row = applied(world, street, "dong", identity_number=NUMBER, name="董科长")
    refused("self", actions.accept, row, by=world.actor("dong"))


# -- moving -------------------------------------------------------------------------------------------------------------


def test_one_step_moves_a_member_and_leaves_no_gap(world: World, street: Any) -> None:
    old = member(world, world.factory_union)
    row = applied(world, street)
    assert row.origin == world.factory_union
    assert access.visible_applications(world.actor("chang")).get() == row
    refused("not_the_keeper", actions.accept, row, by=world.actor("chang"))
    actions.accept(row, by=world.actor("dong"))
    old.refresh_from_db()
    new = Membership.objects.get(person=world.people["lin"], until__isnull=True)
    assert (old.until, old.ended_why) == (clock.today() - timedelta(days=1), EndedWhy.TRANSFERRED)
    assert (new.since, new.entered_through) == (clock.today(), EnteredThrough.TRANSFER)


def test_who_joined_today_moves_tomorrow(world: World, street: Any) -> None:
    people.enrol(world.people["lin"], by=SYSTEM, organisation=world.factory_union, since=clock.today())
    actions.accept(applied(world, street), by=world.actor("dong"))
    days = Membership.objects.filter(person=world.people["lin"]).order_by("since").values_list("since", "until")
    assert list(days) == [(clock.today(), clock.today()), (clock.today() + timedelta(days=1), None)]


def test_nobody_is_a_member_twice_at_one_moment(world: World, street: Any) -> None:
    member(world, world.factory_union)
    refused("member_twice", member, world, street)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=world.people["lin"], organisation=street, since=clock.today())


def test_nobody_was_a_member_twice_in_the_past_either(world: World, street: Any) -> None:
    day = LONG_AGO + timedelta(days=400)
    member(world, world.factory_union, until=day, ended_why=EndedWhy.LEFT)
    late = {"by": SYSTEM, "organisation": street, "until": day + timedelta(days=90)}
    refused("member_twice", people.enrol, world.people["lin"], since=day, **late)
    people.enrol(world.people["lin"], since=day + timedelta(days=1), **late)


def test_all_members_go_along_when_unions_are_merged(world: World, street: Any) -> None:
    member(world, world.factory_union)
    kept = member(world, world.factory_union, "wei")
    actions.retain(kept, by=world.actor("wei"), since=clock.today(), why="retired")
    assert faces.books.move_all(world.factory_union.pk, street, by=SYSTEM, on=clock.today()) == 2
    open_rows = Membership.objects.filter(until__isnull=True).order_by("standing")
    assert [(row.organisation, row.standing) for row in open_rows] == [(street, "active"), (street, "retained")]
    assert Membership.objects.filter(ended_why=EndedWhy.MERGED).count() == 2
    with pytest.raises(Refused):
        faces.books.move_all(street.pk, world.factory_union, by=world.actor("dong"), on=clock.today())


def test_an_application_nobody_answers_is_told_to_the_body_above_once(world: World) -> None:
    row = applied(world, world.factory_union)
    Application.objects.filter(pk=row.pk).update(answer_due_on=clock.today() - timedelta(days=1))
    assert actions.raise_late(by=SYSTEM) == 1
    assert actions.raise_late(by=SYSTEM) == 0
    with pytest.raises(Refused):
        actions.raise_late(by=world.actor("dong"))


# -- standing and leaving -----------------------------------------------------------------------------------------------


def test_membership_is_kept_without_work_and_goes_on_with_it(world: World) -> None:
    row = actions.retain(
        member(world, world.factory_union), by=world.actor("lin"), since=clock.today(), why="unemployed"
    )
    assert (row.standing, row.until) == (Standing.RETAINED, None)
    assert actions.resume(row, by=world.actor("chang")).standing == Standing.ACTIVE
    refused("active", actions.resume, row, by=world.actor("lin"))
    with pytest.raises(Refused):
        actions.retain(row, by=world.actor("wei"), since=clock.today(), why="retired")


def test_who_leaves_may_join_again_from_the_next_day(world: World, street: Any) -> None:
    row = member(world, world.factory_union)
    with pytest.raises(Refused):
        actions.leave(row, by=world.actor("chang"))
    actions.leave(row, by=world.actor("lin"))
    row.refresh_from_db()
    refused("ended", actions.leave, row, by=world.actor("lin"))
    actions.change_door(street, by=SYSTEM, open=True, at_once=True, asks_employer=False)
    applied(world, street)
    assert Membership.objects.get(until__isnull=True).since == clock.today() + timedelta(days=1)


def test_a_removal_takes_a_reason_a_hearing_and_a_second_person(world: World) -> None:
    row = member(world, world.factory_union)
    chair, officer = world.actor("chang"), world.actor("dong")
    refused("missing", actions.propose_removal, row, by=chair, reason="")
    removal = actions.propose_removal(row, by=chair, reason="伪造证件")
    refused("twice", actions.propose_removal, row, by=officer, reason="伪造证件")
    refused("unheard", actions.decide, removal, by=officer)
    refused("second_person", actions.decide, removal, by=chair)
    with pytest.raises(Refused):
        actions.be_heard(removal, by=chair, words="无")
    actions.be_heard(removal, by=world.actor("lin"), words="不是我")
    actions.decide(removal, by=officer)
    row.refresh_from_db()
    assert (row.ended_why, row.until) == (EndedWhy.REMOVED, clock.today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.filter(pk=removal.pk).update(proposed_by=officer.person_id)


def test_a_removal_may_be_decided_when_the_time_to_be_heard_is_over_or_dropped(world: World) -> None:
    row = member(world, world.factory_union)
    removal = actions.propose_removal(row, by=world.actor("chang"), reason="久未联系")
    Removal.objects.filter(pk=removal.pk).update(heard_until=clock.today() - timedelta(days=1))
    removal.refresh_from_db()
    assert access.may_decide(world.actor("dong"), removal)
    assert actions.drop(removal, by=world.actor("chang")).state == RemovalState.DROPPED
    row.refresh_from_db()
    assert row.until is None


# -- home unions --------------------------------------------------------------------------------------------------------


def test_a_platform_counts_more_than_a_trade_and_a_trade_more_than_a_place(world: World, street: Any) -> None:
    couriers = organisations.found(
        by=SYSTEM,
        name="快递工会",
        code="J2",
        level=Level.UNION,
        kind=OrganisationKind.INDUSTRIAL_UNION,
        parent=world.east,
    )
    officer, today = world.actor("dong"), clock.today()
    actions.name_home(street, by=officer, since=today, industry=Industry.TRANSPORT)
    rule = actions.name_home(couriers, by=officer, since=today, platform="courier")
    found = queries.home_unions(None, Industry.TRANSPORT, "courier", on=today)
    assert found == [couriers, street]
    assert queries.home_unions(None, Industry.TRANSPORT, "courier", on=today - timedelta(days=1)) == []
    refused("twice", actions.name_home, street, by=officer, since=today, platform="courier")
    actions.end_home(rule, by=officer, on=today)
    tomorrow = today + timedelta(days=1)
    assert queries.home_unions(None, Industry.TRANSPORT, "courier", on=tomorrow) == [street]
    with pytest.raises(Refused):
        actions.name_home(street, by=world.actor("chang"), since=today, platform="rider")
    assert HomeRule.objects.count() == 2


# -- cards --------------------------------------------------------------------------------------------------------------


def test_a_card_checks_without_a_database(world: World, django_assert_num_queries: Any) -> None:
    token = cards.issue(member(world, world.factory_union))
    with django_assert_num_queries(0):
        reading = cards.check(f"https://example.com/members/check/#{token}")
    assert reading
    assert (reading.name, reading.union) == ("林**", world.factory_union.short_name)
    assert "林小满" not in token


def test_a_card_that_was_changed_ran_out_or_came_from_elsewhere_is_refused(world: World, settings: Any) -> None:
    token = cards.issue(member(world, world.factory_union))
    head, body, signature = token.split(".")
    other = body[:-4] + ("AAAA" if body[-4:] != "AAAA" else "BBBB")
    assert cards.check(f"{head}.{other}.{signature}").code in ("forged", "unreadable")
    assert cards.check(token, at=clock.now() + timedelta(days=8)).code == "expired"
    assert cards.check("nonsense").code == "unreadable"
    none = cards._packed({"alg": "none", "kid": "x"})
    assert cards.check(f"{none}.{body}.").code == "unreadable"
    settings.SEALING_KEYS = {"fresh": b"x" * 32}
    assert cards.check(token).code == "key"


def test_cards_outlive_the_renewal_of_the_key(world: World, settings: Any) -> None:
    token = cards.issue(member(world, world.factory_union))
    settings.SEALING_KEYS = {"fresh": b"x" * 32, **settings.SEALING_KEYS}
    assert cards.check(token)
    assert cards.public_keys()["keys"][0]["kid"] == "fresh"


def test_the_command_checks_a_card_with_keys_kept_in_a_file(world: World, tmp_path: Any) -> None:
    token = cards.issue(member(world, world.factory_union))
    run = CliRunner()
    kept = tmp_path / "keys.json"
    kept.write_text(run.invoke(command, ["card-keys"]).output)
    good = run.invoke(command, ["check-card", token, "--keys", str(kept), "--json"])
    assert good.exit_code == 0
    assert json.loads(good.output)["valid"] is True
    assert run.invoke(command, ["check-card", token[:-3]]).exit_code == 1


# -- pages --------------------------------------------------------------------------------------------------------------


def test_a_stranger_joins_with_a_phone_in_three_steps(street: Any, django_capture_on_commit_callbacks: Any) -> None:
    actions.change_door(street, by=SYSTEM, open=True, at_once=True, asks_employer=False)
    phone, address = Client(), reverse("members:join", args=["j1"])
    assert phone.get(address).status_code == 200
    facts = {"name": "新人", "identity_number": NUMBER, "phone": "13911112222"}
    assert phone.post(address, facts).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        asked = phone.post(address, {**facts, "consented": "on"})
    assert asked.status_code == 200
    assert NUMBER not in asked.content.decode()
    words = OutgoingText.objects.get()
    code = "".join(char for char in words.text if char.isdigit())[:6]
    landed = phone.post(address, {"code": code}, follow=True)
    assert landed.redirect_chain[-1][0] == reverse("members:card")
    assert "新*" in landed.content.decode()


def test_the_link_of_a_union_is_a_poster_and_unknown_codes_are_nothing(street: Any) -> None:
    assert b"data:image/svg+xml" in Client().get(reverse("members:poster", args=["J1"])).content
    assert Client().get(reverse("members:join", args=["nothing"])).status_code == 404


def test_the_page_that_checks_cards_says_yes_and_no(world: World) -> None:
    token = cards.issue(member(world, world.factory_union))
    assert Client().post(reverse("members:check"), {"token": token}).status_code == 200
    assert Client().post(reverse("members:check"), {"token": "x"}).status_code == 422


def test_the_list_masks_names_and_the_file_notes_who_opened_it(world: World) -> None:
    row = member(world, world.factory_union)
    client = Client()
    sign_in(client, world.account("chang"))
    listed = client.get(reverse("members:members")).content.decode()
    assert "林**" in listed
    assert "林小满" not in listed
    assert client.get(reverse("members:member", args=[row.pk])).status_code == 200
    assert AuditEntry.objects.filter(verb="membership.read").count() == 1


def test_members_go_along_when_their_union_becomes_part_of_another(world: World, street: Any) -> None:
    held = member(world, world.factory_union)
    organisations.merge_bodies(world.factory_union, by=SYSTEM, into=street, reason="并入街道联合工会")
    held.refresh_from_db()
    now = faces.membership_of(world.people["lin"].pk)
    assert now is not None
    assert (now.organisation, now.entered_through) == (street, EnteredThrough.TRANSFER)
    assert (held.ended_why, held.until is not None) == (EndedWhy.MERGED, True)


# -- the roll that leaves -----------------------------------------------------------------------------------------------


def test_the_roll_leaves_masked_with_the_filters_of_the_page_and_nobody_invented(world: World, street: Any) -> None:
    member(world, street, "lin")
    keeper, client = world.actor("dong"), Client()
    made = exports.ask(ROLL, {"union": str(street.pk)}, by=keeper)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(exports.fetch(made, by=keeper)))
    rows = book.get_sheet_by_index(0).to_python()
    assert (made.rows, made.marked_rows) == (1, 0)
    assert "林小满" not in str(rows)
    assert str(rows[-1][0]).replace("＊", "*").strip() == "林**"
    assert AuditEntry.objects.filter(verb="members.listed").count() == 1
    assert exports.ask(ROLL, {"union": str(street.pk), "standing": "ended"}, by=keeper).rows == 0
    with pytest.raises(Refused):
        exports.ask(ROLL, {"unio": str(street.pk)}, by=keeper)
    with pytest.raises(Refused):
        exports.ask(ROLL, {}, by=world.actor("zhou"))
    sign_in(client, world.account("dong"))
    assert client.get(reverse("members:members_export")).status_code == 200
