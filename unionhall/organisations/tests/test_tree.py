"""The tree on any day: moves, mergers and closures with dates, what waits for its day, what crosses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Refused
from unionhall.organisations import actions, queries, tasks
from unionhall.organisations.enums import LEVEL_COLUMN, JointScope, OrganisationKind
from unionhall.organisations.models import JointUnit, Organisation, Position, Responsibility, TreeChange

SYSTEM = system("test")
DAY = timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return build()


def new(code: str, level: int, parent: Organisation, **facts: Any) -> Organisation:
    said = {"kind": OrganisationKind.FEDERATION, "name": f"{code}总工会"} | facts
    return actions.found(by=SYSTEM, code=code, level=level, parent=parent, **said)


def below_on(body: Organisation, on: date) -> set[str]:
    return set(queries.standing_below(body, on).values_list("organisation__code", flat=True))


def all_below_on(body: Organisation, on: date) -> set[str]:
    return set(queries.subtree_on(body, on).values_list("organisation__code", flat=True))


def agrees_with_today() -> None:
    """The open line of everybody's history says what the row says."""
    open_lines = {row.organisation_id: row for row in Position.objects.filter(until__isnull=True).order_by("pk")}
    for body in Organisation.objects.filter(closed_on__isnull=True).order_by("pk"):
        line = open_lines[body.pk]
        assert line.parent_id == body.parent_id, body.code
        assert {c: getattr(line, c) for c in LEVEL_COLUMN.values()} == body.ancestors_by_column, body.code


def test_a_move_is_seen_from_its_day_on_and_not_before(world: World) -> None:
    today = clock.today()
    other = new("W2", 4, world.city)
    change = actions.move_body(world.harbour, by=SYSTEM, parent=other, reason="区划调整", on=today - 30 * DAY)
    assert change.with_it == Organisation.objects.under(world.harbour).count() - 1
    assert "EH" in below_on(world.east, today - 31 * DAY)
    assert "EH" not in below_on(world.east, today - 30 * DAY)
    assert "EH" in below_on(other, today - 30 * DAY)
    assert all_below_on(world.harbour, today) <= all_below_on(other, today)
    assert not all_below_on(world.harbour, today) & all_below_on(world.east, today)
    assert all_below_on(world.harbour, today - 40 * DAY) <= all_below_on(world.east, today - 40 * DAY)
    agrees_with_today()


def test_a_move_of_tomorrow_waits_and_takes_effect_at_night(world: World, freeze: Callable[[Any], None]) -> None:
    today = clock.today()
    other = new("W2", 4, world.city)
    case = world.bring("lin")
    change = actions.move_body(world.harbour, by=SYSTEM, parent=other, reason="区划调整", on=today + DAY)
    assert change.waits
    world.harbour.refresh_from_db()
    assert world.harbour.parent_id == world.east.pk
    assert tasks.carry_out_due(by=SYSTEM) == {"done": 0, "held_up": 0}
    freeze(f"{today + DAY} 00:03")
    assert tasks.carry_out_due(by=SYSTEM) == {"done": 1, "held_up": 0}
    assert tasks.carry_out_due(by=SYSTEM) == {"done": 0, "held_up": 0}
    world.harbour.refresh_from_db()
    assert world.harbour.parent_id == other.pk
    case.refresh_from_db()
    assert case.at_county == (other.pk if case.body_id == world.harbour.pk else case.body.at_county)
    assert "EH" in below_on(world.east, today)
    assert "EH" in below_on(other, today + DAY)
    agrees_with_today()


def test_what_stands_in_the_way_on_the_day_is_said_and_tried_again(world: World, freeze: Callable[[Any], None]) -> None:
    today = clock.today()
    other = new("W2", 4, world.city)
    change = actions.move_body(world.harbour, by=SYSTEM, parent=other, reason="区划调整", on=today + DAY)
    Organisation.objects.filter(pk=other.pk).update(closed_on=today)
    freeze(f"{today + DAY} 00:03")
    assert tasks.carry_out_due(by=SYSTEM) == {"done": 0, "held_up": 1}
    change.refresh_from_db()
    assert change.waits
    assert change.held_up
    world.harbour.refresh_from_db()
    assert world.harbour.parent_id == world.east.pk
    Organisation.objects.filter(pk=other.pk).update(closed_on=None)
    assert tasks.carry_out_due(by=SYSTEM) == {"done": 1, "held_up": 0}
    change.refresh_from_db()
    assert not change.held_up


def test_one_change_of_a_body_waits_and_may_be_taken_back(world: World) -> None:
    today = clock.today()
    other = new("W2", 4, world.city)
    change = actions.move_body(world.harbour, by=SYSTEM, parent=other, reason="区划调整", on=today + DAY)
    with pytest.raises(Refused):
        actions.move_body(world.harbour, by=SYSTEM, parent=other, reason="再来", on=today + 2 * DAY)
    actions.withdraw_change(change, by=SYSTEM)
    with pytest.raises(Refused):
        actions.withdraw_change(change, by=SYSTEM)
    actions.move_body(world.harbour, by=SYSTEM, parent=other, reason="再来", on=today)
    assert TreeChange.objects.filter(done_at__isnull=False).count() == 1


def test_a_move_is_not_dated_before_the_last_one(world: World) -> None:
    today = clock.today()
    other = new("W2", 4, world.city)
    actions.move_body(world.harbour, by=SYSTEM, parent=other, reason="区划调整", on=today - 10 * DAY)
    with pytest.raises(Refused):
        actions.move_body(world.harbour, by=SYSTEM, parent=world.east, reason="改回", on=today - 20 * DAY)
    actions.move_body(world.harbour, by=SYSTEM, parent=world.east, reason="改回", on=today - 10 * DAY)
    assert "EH" in below_on(world.east, today - 10 * DAY)
    agrees_with_today()


def test_a_move_of_a_day_gone_by_carries_what_was_there_then(world: World) -> None:
    today = clock.today()
    other = new("W2", 4, world.city)
    left = new("EHX", 6, world.harbour, kind=OrganisationKind.UNION)
    actions.move_body(left, by=SYSTEM, parent=world.east, reason="单独", on=today - 5 * DAY)
    late = new("EHY", 6, world.harbour, kind=OrganisationKind.UNION, founded_on=today - 3 * DAY)
    actions.move_body(world.harbour, by=SYSTEM, parent=other, reason="区划调整", on=today - 10 * DAY)
    assert "EHX" in all_below_on(other, today - 7 * DAY)
    assert "EHX" not in all_below_on(other, today - 5 * DAY)
    assert "EHY" in all_below_on(other, today)
    assert "EHY" not in all_below_on(other, today - 4 * DAY)
    late.refresh_from_db()
    assert late.at_county == other.pk
    agrees_with_today()


def test_a_merged_body_stays_readable_and_its_code_leads_on(world: World) -> None:
    today = clock.today()
    case = world.bring("lin")
    old, into = case.body, new("EN", 5, world.east, receives_cases=True, case_prefix="新工")
    child = new("OLD1", 6, old, kind=OrganisationKind.UNION)
    place = actions.name_place(by=SYSTEM, code="990121008", name="旧街道", level=5)
    actions.answer_for(old, by=SYSTEM, division=place, since=today - 100 * DAY)
    change = actions.merge_bodies(old, by=world.actor("xiao"), into=into, reason="合并", on=today)
    old.refresh_from_db()
    assert (old.closed_on, old.successor_id) == (today - DAY, into.pk)
    assert queries.body_of_code(old.code) == into
    child.refresh_from_db()
    assert (child.parent_id, child.at_township) == (into.pk, into.pk)
    assert change.with_it >= 1
    case.refresh_from_db()
    assert case.body_id == into.pk
    assert case.handler_id is None
    assert queries.responsible_body(place, "", on=today)[0] == into
    assert Responsibility.objects.get(organisation=old, division=place).until == today - DAY
    assert "OLD1" in all_below_on(old, today - DAY)
    assert "OLD1" not in all_below_on(into, today - DAY)
    assert "OLD1" in all_below_on(into, today)
    assert AuditEntry.objects.get(verb="organisation.merged").purpose == "合并"
    agrees_with_today()


def test_mergers_in_a_row_lead_to_the_last_body(world: World) -> None:
    a, b, c = (new(code, 5, world.east) for code in ("A1", "B1", "C1"))
    actions.merge_bodies(a, by=SYSTEM, into=b, reason="合并")
    actions.merge_bodies(b, by=SYSTEM, into=c, reason="再合并")
    assert queries.body_of_code("A1") == c


@pytest.mark.parametrize("code", ["E", "EH", "K"])
def test_only_bodies_of_one_level_are_merged(world: World, code: str) -> None:
    into = Organisation.objects.filter(code=code).first() or world.east
    with pytest.raises(Refused):
        actions.merge_bodies(world.harbour, by=SYSTEM, into=into, reason="合并")


def test_nobody_merges_the_body_they_hold_their_post_at(world: World) -> None:
    other = new("W2", 4, world.city)
    with pytest.raises(Refused):
        actions.merge_bodies(world.east, by=world.actor("dong"), into=other, reason="合并")


def test_a_closure_says_everything_that_still_hangs_on_the_body(world: World) -> None:
    case = world.bring("lin")
    Organisation.objects.filter(parent=case.body).update(closed_on=clock.today())
    weighed = queries.weigh(case.body, "close", on=clock.today())
    assert len(weighed.held_by) == 1
    with pytest.raises(Refused) as refusal:
        actions.close_body(case.body, by=SYSTEM, on=clock.today(), reason="撤并")
    assert refusal.value.verdict.code == "open_matters"


def test_a_closure_of_a_day_to_come_waits(world: World, freeze: Callable[[Any], None]) -> None:
    today = clock.today()
    lonely = new("OLD", 5, world.east)
    actions.close_body(lonely, by=SYSTEM, on=today + 2 * DAY, reason="撤并")
    lonely.refresh_from_db()
    assert lonely.closed_on is None
    freeze(f"{today + 2 * DAY} 00:03")
    tasks.carry_out_due(by=SYSTEM)
    lonely.refresh_from_db()
    assert lonely.closed_on == today + 2 * DAY
    assert queries.position_on(lonely, today + 2 * DAY) is not None
    assert queries.position_on(lonely, today + 3 * DAY) is None


def test_a_new_name_counts_from_today_and_the_old_one_before(world: World) -> None:
    today = clock.today()
    before = world.harbour.name
    actions.change_body(world.harbour, by=SYSTEM, name="港湾街道工会联合会")
    assert queries.position_on(world.harbour, today - DAY).name == before  # type: ignore[union-attr]
    assert queries.position_on(world.harbour, today).name == "港湾街道工会联合会"  # type: ignore[union-attr]
    actions.change_body(world.harbour, by=SYSTEM, name="港湾街道总工会")
    assert Position.objects.filter(organisation=world.harbour).count() == 2
    agrees_with_today()


def test_an_industrial_union_reaches_across_the_tree(world: World) -> None:
    today = clock.today()
    west = new("W2", 4, world.city)
    top = new("H", 6, world.city, kind=OrganisationKind.INDUSTRIAL_UNION, industry="transport")
    county = new("HE", 6, world.east, kind=OrganisationKind.INDUSTRIAL_UNION, industry="transport")
    one = new("U1", 6, world.east, kind=OrganisationKind.UNION)
    two = new("U2", 6, west, kind=OrganisationKind.UNION)
    actions.affiliate(county, by=SYSTEM, industrial=top, since=today - 10 * DAY)
    actions.affiliate(one, by=SYSTEM, industrial=county, since=today - 10 * DAY)
    row = actions.affiliate(two, by=SYSTEM, industrial=top, since=today - 5 * DAY)
    assert set(queries.across(top, today)) == {top, county, one, two}
    assert set(queries.across(top, today - 7 * DAY)) == {top, county, one}
    one.refresh_from_db()
    assert one.parent_id == world.east.pk
    with pytest.raises(Refused):
        actions.affiliate(top, by=SYSTEM, industrial=county)
    with pytest.raises(Refused):
        actions.affiliate(one, by=SYSTEM, industrial=west)
    actions.affiliate(two, by=SYSTEM, industrial=county, since=today)
    row.refresh_from_db()
    assert row.until == today - DAY


def test_a_joint_union_covers_units_and_hands_them_over_when_it_is_merged(world: World) -> None:
    today = clock.today()
    market = new("M1", 6, world.harbour, kind=OrganisationKind.JOINT_UNION, joint_of=JointScope.MARKET)
    street = new("M2", 6, world.harbour, kind=OrganisationKind.JOINT_UNION, joint_of=JointScope.STREET)
    unit = actions.cover(market, by=SYSTEM, name="老王烧烤", spot="A12", since=today - 9 * DAY, workers=3)
    assert actions.cover(market, by=SYSTEM, name=" 老王烧烤", spot="A12").pk == unit.pk
    firm = actions.cover(market, by=SYSTEM, name=world.factory.name, employer=world.factory)
    assert market in queries.unions_of_employer(world.factory, today)
    with pytest.raises(Refused):
        actions.cover(street, by=SYSTEM, name="同一家", employer=world.factory)
    with pytest.raises(Refused):
        actions.cover(world.harbour, by=SYSTEM, name="不是联合工会")
    Position.objects.filter(organisation__in=[market, street]).update(since=today - 20 * DAY)
    actions.merge_bodies(market, by=SYSTEM, into=street, reason="合并")
    assert set(queries.units_of(street).values_list("name", flat=True)) == {"老王烧烤", world.factory.name}
    unit.refresh_from_db()
    firm.refresh_from_db()
    assert unit.until == today - DAY
    last = JointUnit.objects.get(organisation=street, name="老王烧烤")
    actions.uncover(last, by=SYSTEM)
    assert not queries.units_of(street, q="老王").filter(until__isnull=True).exists()
