"""A list is written: who is new, moved, unchanged, rejected, looked at, and what proves it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from unionhall.cases.tests.world import BUILDER, World
from unionhall.core import audit
from unionhall.core.actor import SYSTEM
from unionhall.core.sealed import lookup
from unionhall.people import actions as people
from unionhall.people.enums import EnteredThrough
from unionhall.people.models import Membership, Person
from unionhall.rosters import actions, preparing, queries, running
from unionhall.rosters.models import RosterImport, RosterRow
from unionhall.rosters.states import ImportState

from .lists import HEADS, csv_of, name, number, phone, row

Write = Callable[..., RosterImport]


def counts(roster: RosterImport) -> dict[str, int]:
    return {key: n for key, n in roster.counts.items() if n}


def test_new_people_are_entered_sealed_and_found_again(world: World, write: Write) -> None:
    roster = write(world.factory_union, csv_of([row(1), row(2), row(3)]))
    assert counts(roster) == {"new": 3}
    person = Person.objects.get(identity_lookup=lookup(number(2), "identity"))
    assert (person.name, person.identity_number, person.phone) == (name(2), number(2), phone(2))
    assert person.birth_on == date(1960, 1, 3)
    assert Person.objects.get(phone_lookup=lookup(phone(2), "phone")) == person
    membership = Membership.objects.get(person=person)
    assert (membership.organisation_id, membership.since) == (world.factory_union.pk, date(2020, 3, 1))
    assert membership.entered_through == EnteredThrough.ROSTER


def test_the_same_list_again_changes_nothing(world: World, write: Write) -> None:
    content = csv_of([row(n) for n in range(1, 8)] + [["8", "何无号", "", phone(8), ""], ["9", "罗生日", "", "", ""]])
    content = content.replace("罗生日,,,".encode(), "罗生日,,,".encode())
    first = write(world.factory_union, content)
    second = write(world.factory_union, content)
    assert counts(first) == {"new": 8, "rejected": 1}
    assert counts(second) == {"unchanged": 8, "rejected": 1}


def test_a_row_known_by_name_birthday_and_union_alone_is_the_same_person_next_time(world: World, write: Write) -> None:
    content = csv_of([["古丽·买买提", "1988年5月", ""]], ("姓名", "出生年月", "手机"))
    assert counts(write(world.factory_union, content)) == {"new": 1}
    assert counts(write(world.factory_union, content)) == {"unchanged": 1}


def test_what_was_missing_is_added(world: World, write: Write) -> None:
    write(world.factory_union, csv_of([["1", name(5), number(5), "", ""]]))
    roster = write(world.factory_union, csv_of([row(5)]))
    assert counts(roster) == {"updated": 1}
    assert Person.objects.get(identity_lookup=lookup(number(5), "identity")).phone == phone(5)


def test_the_phone_of_somebody_with_an_account_is_never_written_over(world: World, write: Write) -> None:
    """Whoever has the phone gets the code that signs in."""
    write(world.factory_union, csv_of([["1", name(5), number(5), "", ""]]))
    person = Person.objects.get(identity_lookup=lookup(number(5), "identity"))
    people.open_account(person, by=BUILDER, username="holder")
    assert counts(write(world.factory_union, csv_of([row(5)]))) == {"unchanged": 1}
    person.refresh_from_db()
    assert person.phone == ""


def test_a_worker_who_signed_up_by_phone_is_found_by_phone_and_name(world: World, write: Write) -> None:
    lin = world.people["lin"]
    roster = write(world.factory_union, csv_of([["1", lin.name, number(9), lin.phone, ""]]))
    assert counts(roster) == {"new": 1}
    lin.refresh_from_db()
    assert lin.identity_number == number(9)
    assert Membership.objects.get(person=lin, until__isnull=True).organisation == world.factory_union


def test_a_phone_held_by_somebody_else_is_left_out(world: World, write: Write) -> None:
    lin = world.people["lin"]
    write(world.factory_union, csv_of([["1", "别名人", number(9), lin.phone, ""]]))
    assert Person.objects.get(identity_lookup=lookup(number(9), "identity")).phone == ""
    lin.refresh_from_db()
    assert lin.phone


def test_a_member_of_another_union_below_the_body_is_moved(world: World, write: Write) -> None:
    write(world.factory_union, csv_of([row(1), row(2)]))
    roster = write(world.east, csv_of([row(1)]))
    assert counts(roster) == {"moved": 1}
    person = Person.objects.get(identity_lookup=lookup(number(1), "identity"))
    old, new = Membership.objects.filter(person=person).order_by("since")
    assert (old.organisation, old.ended_why) == (world.factory_union, "transferred")
    assert (new.organisation, new.until) == (world.east, None)
    assert old.until is not None
    assert old.until < new.since


def test_or_is_looked_at_first_where_the_list_says_so(world: World, write: Write) -> None:
    write(world.factory_union, csv_of([row(1)]))
    roster = write(world.east, csv_of([row(1)]), elsewhere="review")
    assert counts(roster) == {"review": 1}
    assert (
        Membership.objects.get(person__identity_lookup=lookup(number(1), "identity")).organisation
        == world.factory_union
    )


def test_a_member_of_a_body_outside_is_decided_above_and_counts_as_new_below(world: World, write: Write) -> None:
    write(world.hill, csv_of([row(1)]))
    roster = write(world.factory_union, csv_of([row(1), row(2)]))
    assert counts(roster) == {"above": 1, "new": 1}
    assert queries.shown_counts(roster.counts)["new"] == 2
    waiting = RosterRow.objects.get(source=roster, outcome="above")
    assert waiting.review_at == world.city


def test_another_name_beside_a_known_number_is_looked_at(world: World, write: Write) -> None:
    write(world.factory_union, csv_of([row(1)]))
    roster = write(world.factory_union, csv_of([["1", "张三丰", number(1), "", ""]]))
    assert counts(roster) == {"review": 1}


def test_somebody_alike_is_looked_at(world: World, write: Write) -> None:
    write(world.factory_union, csv_of([[name(3), "1975-06-01", phone(3)]], ("姓名", "出生日期", "手机")))
    bare = number(3, region="110101")
    front = bare[:6] + "19750601" + bare[14:17]
    from unionhall.core.identity import identity_check

    roster = write(world.factory_union, csv_of([["1", name(3), front + identity_check(front), "", ""]]))
    assert counts(roster) == {"review": 1}
    found = RosterRow.objects.get(source=roster)
    assert (found.code, found.score) == ("alike", 99)


def test_a_row_names_its_union_and_one_outside_is_none(world: World, write: Write) -> None:
    heads = (*HEADS, "所属工会")
    roster = write(
        world.east, csv_of([[*row(1), "EH1"], [*row(2), "宏达制造工会"], [*row(3), "WH"], [*row(4), "ZZ"]], heads)
    )
    assert counts(roster) == {"new": 2, "rejected": 2}
    assert set(RosterRow.objects.filter(source=roster, outcome="rejected").values_list("code", flat=True)) == {
        "no_union"
    }
    assert Membership.objects.filter(organisation=world.factory_union).count() >= 2


def test_a_person_stands_in_a_list_once(world: World, write: Write) -> None:
    assert counts(write(world.factory_union, csv_of([row(1), row(2), row(1)]))) == {"new": 2, "rejected": 1}


def test_every_part_is_proved_by_the_trail(world: World, write: Write, monkeypatch: Any) -> None:
    monkeypatch.setattr(preparing, "PART", 3)
    roster = write(world.factory_union, csv_of([row(n) for n in range(1, 9)] + [["9", "", number(9), "", ""]]))
    assert roster.parts == 3
    assert audit.entries_about(roster).filter(verb="roster_import.part_written").count() == 3
    assert queries.unproven(roster) == []
    RosterRow.objects.filter(source=roster, number=5).update(person=world.people["lin"])
    assert queries.unproven(roster) == [2]
    assert audit.verify().ok


def test_a_list_killed_in_the_middle_goes_on_to_the_same_end(world: World, write: Write, monkeypatch: Any) -> None:
    monkeypatch.setattr(preparing, "PART", 2)
    content = csv_of([row(n) for n in (1, 2, 3, 4, 5, 3, 6)])
    roster = actions.start(
        actions.bring(world.factory_union, by=SYSTEM, content=content, file_name="a.csv"), by=SYSTEM, later=False
    )
    whole, written = actions.write_part, []

    def dies(*given: Any, **more: Any) -> bool:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(1)
        return whole(*given, **more)

    monkeypatch.setattr(actions, "write_part", dies)
    with pytest.raises(KeyboardInterrupt):
        running.write(roster, by=SYSTEM)
    roster.refresh_from_db()
    assert (roster.state, roster.parts, roster.done) == (ImportState.RUNNING, 2, 4)
    monkeypatch.setattr(actions, "write_part", whole)
    roster = running.write(roster, by=SYSTEM)
    assert counts(roster) == {"new": 6, "rejected": 1}
    assert roster.state == ImportState.FINISHED
    assert queries.unproven(roster) == []


def test_a_part_is_not_written_twice(world: World, write: Write) -> None:
    roster = actions.start(
        actions.bring(world.factory_union, by=SYSTEM, content=csv_of([row(1)]), file_name="a.csv"),
        by=SYSTEM,
        later=False,
    )
    from unionhall.people import api

    api.bulk.see([world.factory_union.pk])
    work, _ground = running._work(roster, None)
    part = next(preparing.parts(work))
    options = {"by": SYSTEM, "older": False, "whole": False, "regions_checked": False}
    assert actions.write_part(roster, part, **options)
    assert not actions.write_part(roster, part, **options)
    assert RosterRow.objects.filter(source=roster).count() == 1


def test_a_trial_writes_nothing_and_tells_the_same(world: World, write: Write) -> None:
    content = csv_of([row(1), row(2), ["3", "", number(3), "", ""]])
    before = (Person.objects.count(), Membership.objects.count(), RosterRow.objects.count())
    roster = actions.bring(world.factory_union, by=SYSTEM, content=content, file_name="a.csv")
    roster = actions.try_out(roster, by=SYSTEM)
    running.try_kept(roster.pk, by=SYSTEM)
    roster.refresh_from_db()
    assert roster.state == ImportState.TRIED
    assert roster.trial == {"counts": {"new": 2, "rejected": 1}, "rejected": [[4, "no_name"]]}
    assert (Person.objects.count(), Membership.objects.count(), RosterRow.objects.count()) == before


def test_the_file_is_kept_sealed_and_destroyed_at_the_end(
    world: World, write: Write, django_capture_on_commit_callbacks: Any
) -> None:
    from unionhall.rosters import keeping

    roster = actions.bring(world.factory_union, by=SYSTEM, content=csv_of([row(1)]), file_name="a.csv")
    with keeping.storage().open(roster.storage_name) as opened:
        raw = opened.read()
    assert number(1).encode() not in raw
    assert keeping.kept(roster.storage_name) == csv_of([row(1)])
    name_of_it = roster.storage_name
    with django_capture_on_commit_callbacks(execute=True):
        running.write(actions.start(roster, by=SYSTEM, later=False), by=SYSTEM)
    assert not keeping.storage().exists(name_of_it)


def test_a_list_in_another_process_comes_to_the_same_end(world: World, write: Write, monkeypatch: Any) -> None:
    monkeypatch.setattr(preparing, "OWN_PROCESS_FROM", 0)
    assert counts(write(world.factory_union, csv_of([row(1), row(2)]))) == {"new": 2}
