"""Rows that somebody decides, and decisions taken back; who may, and what others do not learn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from unionhall.cases.tests.world import World
from unionhall.core.actor import SYSTEM
from unionhall.core.sealed import lookup
from unionhall.core.verdict import Refused
from unionhall.notices.models import Message
from unionhall.people.models import Membership, Person
from unionhall.rosters import access, actions, queries, running, sheets
from unionhall.rosters.models import RosterImport, RosterRow

from .lists import csv_of, name, number, phone, row

Write = Callable[..., RosterImport]


def doubtful(world: World, write: Write) -> RosterRow:
    """Somebody on record by name and birthday; then a row with the same name and birthday, and an identity number."""
    write(world.harbour, csv_of([[name(3), "1960-01-04", phone(3)]], ("姓名", "出生日期", "手机")))
    roster = write(world.harbour, csv_of([["1", name(3), number(3), "", ""]]))
    return RosterRow.objects.get(source=roster, outcome="review")


def test_a_row_put_together_adds_what_was_missing_and_can_be_undone(world: World, write: Write) -> None:
    row = doubtful(world, write)
    hong = world.actor("hong")
    before = Person.objects.count()
    row = actions.join_row(row, by=hong)
    person = Person.objects.get(identity_lookup=lookup(number(3), "identity"))
    assert (Person.objects.count(), person.phone) == (before, phone(3))
    row = actions.undo_row(row, by=hong)
    person.refresh_from_db()
    assert (person.identity_number, person.identity_lookup, row.decision) == ("", None, "")
    assert Membership.objects.filter(person=person, until__isnull=True).count() == 1


def test_undoing_a_merge_gives_the_old_membership_back(world: World, write: Write) -> None:
    write(world.factory_union, csv_of([row(1)]))
    roster = write(world.harbour, csv_of([row(1)]), elsewhere="review")
    found = RosterRow.objects.get(source=roster)
    found = actions.join_row(found, by=world.actor("hong"))
    person = Person.objects.get(identity_lookup=lookup(number(1), "identity"))
    assert Membership.objects.get(person=person, until__isnull=True).organisation == world.harbour
    actions.undo_row(found, by=world.actor("hong"))
    held = Membership.objects.get(person=person)
    assert (held.organisation, held.until, held.ended_why) == (world.factory_union, None, "")


def test_what_was_changed_since_is_not_put_back(world: World, write: Write) -> None:
    found = actions.join_row(doubtful(world, write), by=world.actor("hong"))
    Person.objects.filter(identity_lookup=lookup(number(3), "identity")).update(name="改名人")
    with pytest.raises(Refused) as refused:
        actions.undo_row(found, by=world.actor("hong"))
    assert refused.value.verdict.code == "changed"


def test_somebody_else_is_entered_anew_and_that_can_be_undone(world: World, write: Write) -> None:
    found = doubtful(world, write)
    before = Person.objects.count()
    found = actions.enter_row(found, by=world.actor("hong"))
    assert Person.objects.count() == before + 1
    actions.undo_row(found, by=world.actor("hong"))
    assert Person.objects.count() == before


def test_a_row_is_decided_once(world: World, write: Write) -> None:
    found = actions.leave_row(doubtful(world, write), by=world.actor("hong"))
    with pytest.raises(Refused):
        actions.join_row(found, by=world.actor("hong"))


def held_outside(world: World, write: Write) -> RosterImport:
    """Somebody whom the township in the other county holds, in a list of Harbour's, beside somebody nobody knows."""
    write(world.hill, csv_of([row(1)]))
    roster = actions.bring(world.harbour, by=world.actor("hong"), content=csv_of([row(1), row(2)]), file_name="a.csv")
    actions.try_out(roster, by=world.actor("hong"))
    running.try_kept(roster.pk, by=SYSTEM)
    return RosterImport.objects.get(pk=roster.pk)


def test_a_trial_is_no_oracle_for_numbers_held_elsewhere(world: World, write: Write) -> None:
    """A person another body holds, and a person nobody knows: the same answer."""
    held = held_outside(world, write)
    assert queries.shown_counts(held.trial["counts"]) == {
        "new": 2, "updated": 0, "moved": 0, "unchanged": 0, "rejected": 0, "review": 0,
    }  # fmt: skip
    assert held.trial["rejected"] == []


def test_nor_is_another_name_beside_a_number_held_elsewhere(world: World, write: Write) -> None:
    write(world.hill, csv_of([row(1)]))
    roster = write(world.harbour, csv_of([["1", "猜一猜", number(1), "", ""]]))
    assert queries.shown_counts(roster.counts)["new"] == 1
    assert not access.visible_reviews(world.actor("hong")).exists()


def test_only_the_level_above_both_sees_and_decides_about_such_a_row(world: World, write: Write) -> None:
    roster = held_outside(world, write)
    running.write(actions.start(roster, by=world.actor("hong"), later=False), by=SYSTEM)
    found = RosterRow.objects.get(source=roster, outcome="above")
    assert not access.visible_reviews(world.actor("hong")).exists()
    assert not access.visible_reviews(world.actor("dong")).exists()
    assert access.visible_reviews(world.actor("cheng")).get() == found
    with pytest.raises(Refused):
        actions.join_row(found, by=world.actor("hong"))
    actions.join_row(found, by=world.actor("cheng"))
    assert Membership.objects.get(person=found.person_id, until__isnull=True).organisation == world.harbour


def test_whoever_brought_a_list_is_told_when_it_is_written(world: World, write: Write) -> None:
    roster = held_outside(world, write)
    running.write(actions.start(roster, by=world.actor("hong"), later=False), by=SYSTEM)
    assert Message.objects.filter(person=world.people["hong"], about_id=str(roster.pk), template="told").count() == 1


def test_nobody_brings_a_list_for_a_body_that_is_not_theirs(world: World) -> None:
    for who in ("lin", "su", "chang"):
        with pytest.raises(Refused):
            actions.bring(world.harbour, by=world.actor(who), content=csv_of([row(1)]), file_name="a.csv")
    actions.bring(world.factory_union, by=world.actor("chang"), content=csv_of([row(1)]), file_name="a.csv")


def test_people_see_what_would_change_before_they_write(world: World) -> None:
    roster = actions.bring(world.harbour, by=world.actor("hong"), content=csv_of([row(1)]), file_name="a.csv")
    with pytest.raises(Refused) as refused:
        actions.start(roster, by=world.actor("hong"))
    assert refused.value.verdict.code == "not_tried"


def test_the_rejected_sheet_mended_and_sent_again_is_taken(world: World, write: Write) -> None:
    content = csv_of([row(1), ["2", name(2), number(2)[:17] + "?", phone(2), ""], ["3", "=cmd()", number(3), "", ""]])
    roster = write(world.harbour, content)
    back = sheets.rejected_sheet(roster).decode("utf-8-sig")
    assert back.count("\n") == 3
    assert "身份证号是 18 位" in back
    assert '"\'=cmd()"' in back
    mended = back.replace(number(2)[:17] + "?", number(2)).replace("'=cmd()", name(3))
    again = write(world.harbour, mended.encode("utf-8-sig"))
    assert {key: n for key, n in again.counts.items() if n} == {"new": 2}


def test_columns_corrected_once_are_remembered_for_the_body(world: World) -> None:
    heads = ("甲", "乙", "丙")
    rows = [[name(1), name(2), number(1)], [name(3), name(4), number(3)]]
    hong = world.actor("hong")
    first = actions.bring(world.harbour, by=hong, content=csv_of(rows, heads), file_name="a.csv")
    assert first.columns["name"] == "甲"
    actions.try_out(first, by=hong, said={"name": "乙", "identity": "丙"})
    second = actions.bring(world.harbour, by=hong, content=csv_of(rows, heads), file_name="b.csv")
    assert second.columns == {"name": "乙", "identity": "丙"}


def test_rows_that_come_back_twice_carry_their_new_reason_alone_and_the_columns_are_remembered(
    world: World, write: Write
) -> None:
    bad = csv_of([["1", name(1), name(2), number(1)[:17] + "?"]], ("序号", "甲", "乙", "丙"))
    first = write(world.harbour, bad, name="乙", identity="丙")
    second = write(world.harbour, sheets.rejected_sheet(first))
    assert second.columns == {"name": "乙", "identity": "丙"}
    back = sheets.rejected_sheet(second).decode("utf-8-sig")
    assert (back.count("\n"), back.count("退回原因")) == (2, 1)
    assert write(world.harbour, back.replace("?", number(1)[17]).encode()).counts["new"] == 1
