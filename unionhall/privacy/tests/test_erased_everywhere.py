"""A member on a list, who signed and asked to move: seen, taken along and erased in every module that holds something of theirs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from unionhall.core import audit, clock, rotation
from unionhall.core.actor import SYSTEM, system
from unionhall.core.sealed.persons import OWN
from unionhall.forming import actions as forming
from unionhall.forming.models import Formation, FormationStep, Signature
from unionhall.forming.tests import world as firm
from unionhall.members import actions as members
from unionhall.members.models import Application, Removal
from unionhall.organisations import actions as organisations
from unionhall.organisations.enums import Level, OrganisationKind
from unionhall.people import actions as people
from unionhall.people.enums import EndedWhy
from unionhall.people.exports import collect
from unionhall.people.models import Membership
from unionhall.privacy import actions, queries, reading
from unionhall.privacy.models import RetentionRun
from unionhall.privacy.states import ErasureState
from unionhall.privacy.tests.test_privacy import erase, left_of, run_after
from unionhall.registers import actions as registers
from unionhall.registers.models import EntryStep, RegisterEntry
from unionhall.registers.tests.test_registers import kind, register

pytestmark = pytest.mark.django_db
NAME, PHONE = "独孤小满", "13900007778"
WORDS = ("独家病情", "独家走访", "独家申辩", "独家理由", "独家公司")
CANARIES = (NAME, PHONE, *WORDS)


@pytest.fixture
def world() -> Any:
    return firm.ground()


@pytest.fixture
def member(world: Any) -> Any:
    """On the list of people who lie in bed, member of a union, asked to move, heard about a removal, signed for another union."""
    person = people.enter(by=SYSTEM, name=NAME, phone=PHONE)
    world.people["canary"] = person
    street = organisations.found(
        by=SYSTEM, name="东街联合工会", code="J1", level=Level.UNION, kind=OrganisationKind.JOINT_UNION, parent=world.east
    )  # fmt: skip
    held = people.enrol(person, by=SYSTEM, organisation=world.factory_union, since=date(2020, 1, 1))
    removal = members.propose_removal(held, by=SYSTEM, reason=WORDS[3])
    members.be_heard(removal, by=world.actor("canary"), words=WORDS[2])
    Application(
        person=person, organisation=street, origin=world.factory_union, employer_name=WORDS[4], applied_at=clock.now(),
        answer_due_on=clock.today(),
    ).save()  # fmt: skip
    entry = registers.enter(
        register(world, kind()), by=world.actor("hong"), person=person, reason=WORDS[0], consent_through="in_person"
    )
    registers.review(entry, by=world.actor("hong"), text=WORDS[1])
    forming.sign(forming.allow_preparation(firm.applied(world), by=world.actor("hong")), by=world.actor("canary"))
    return person


def test_of_a_member_no_word_is_left_in_any_table(world: Any, member: Any) -> None:
    assert {word for _label, word in left_of(CANARIES)} == set(CANARIES)
    assert erase(world).state == ErasureState.DONE
    assert left_of(CANARIES) == []
    assert not Application.objects.filter(person=member).exists()
    assert not Signature.objects.filter(person=member).exists()
    assert RegisterEntry.objects.get(person=member).state == "left"
    assert Removal.objects.get().state == "dropped"
    held = Membership.objects.get(person=member)
    assert (held.until is not None, held.ended_why) == (True, EndedWhy.LEFT)


COLUMNS = {
    "registers_registerentry": "reason", "registers_entrystep": "text", "members_removal": "words", "forming_signature": "name",
}  # fmt: skip


def under_own_key(person_id: Any) -> list[bool]:
    """For each value of the columns above whether it is sealed under this person's key."""
    found = []
    with connection.cursor() as cursor:
        for table, column in COLUMNS.items():
            cursor.execute(f"SELECT {column} FROM {table}")
            found += [
                bytes(sealed)[0] >= OWN and bytes(sealed)[2:18] == person_id.bytes for (sealed,) in cursor.fetchall()
            ]
    return found


def test_what_is_said_of_a_member_is_sealed_under_their_own_key(member: Any) -> None:
    assert under_own_key(member.pk) == [True] * 5


def test_what_was_sealed_before_moves_to_their_key_when_keys_are_rotated(member: Any) -> None:
    EntryStep.objects.update(text=WORDS[1])
    Removal.objects.update(words=WORDS[2])
    assert under_own_key(member.pk).count(False) == 3
    rotation.rotate(by=SYSTEM)
    assert under_own_key(member.pk) == [True] * 5
    assert Removal.objects.get().words == WORDS[2]


def test_a_member_sees_and_takes_along_what_every_module_holds(member: Any) -> None:
    said = {one.label for one, _n in queries.held_about(member.pk)}
    assert {
        "registers.RegisterEntry",
        "members.Application",
        "members.Removal",
        "forming.Signature",
        "people.Membership",
    } <= said
    taken = str(collect(member.pk))
    assert [word for word in WORDS if word not in taken] == []


def test_whoever_opens_an_entry_or_a_members_file_is_named_to_the_person(world: Any, member: Any) -> None:
    registers.note_opening(RegisterEntry.objects.get(person=member), by=world.actor("hong"), purpose="visit")
    audit.record_read(Membership.objects.get(person=member), by=world.actor("hong"), purpose="keeping_members")
    assert {row.subject_type for row in queries.looks_at(member.pk)} == {"registers.RegisterEntry", "people.Membership"}
    now = clock.now()
    [seen] = queries.exposed_by(world.people["hong"].pk, now - timedelta(hours=1), now + timedelta(hours=1))
    assert (seen.person_id, seen.times) == (member.pk, 2)


def test_whoever_applies_for_a_union_withdraws_first_and_then_leaves_no_name_on_it(world: Any) -> None:
    formation = firm.applied(world)
    assert erase(world, "w0").state == ErasureState.ASKED
    forming.withdraw(formation, by=world.actor("w0"), reason="不办了")
    with clock.at(clock.now() + timedelta(days=5)):
        assert actions.erase_due(by=system("night")) == 1
    assert Formation.objects.get(pk=formation.pk).state == "withdrawn"
    assert not FormationStep.objects.filter(by_name=firm.WORKERS[0]).exists()


def test_five_years_after_somebody_left_a_list_nothing_says_why_they_stood_there(world: Any, member: Any) -> None:
    entry = RegisterEntry.objects.get(person=member)
    registers.take_off(entry, by=world.actor("hong"), reason="好转")
    run_after(4)
    assert RegisterEntry.objects.get(pk=entry.pk).reason == WORDS[0]
    run_after(6)
    assert RegisterEntry.objects.get(pk=entry.pk).reason == ""
    assert not any(EntryStep.objects.filter(entry=entry).values_list("text", flat=True))
    assert RetentionRun.objects.filter(record="registers.RegisterEntry", done=1).exists()


def test_the_file_to_read_says_each_fact_in_words_and_each_moment_in_local_time(member: Any) -> None:
    from django.utils.translation import override

    with override("zh-hans"):
        lines = reading.lines({"registers": collect(member.pk)["registers"]})
        assert {name for _deep, name, said in lines if said == WORDS[0]} <= {"原因", "内容"}
        assert {said for _deep, _name, said in lines} >= {WORDS[0], WORDS[1], "卧床人员"}
    assert reading.said("2026-11-23T00:30:00+00:00") == "2026-11-23 08:30"
