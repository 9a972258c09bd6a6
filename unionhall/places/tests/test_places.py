"""Which doors are led to, who keeps them, what is said at them, and what a list, an inspection or a merger does."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.actor import ANONYMOUS, SYSTEM
from unionhall.core.verdict import Refused
from unionhall.notices.models import Message
from unionhall.places import access, actions, arrays, likeness, nearby, queries, reach, reading
from unionhall.places.enums import RuleKind
from unionhall.places.models import DoorReport, MapPoint, Shortfall, UseDay, Venue, VenuePair, VenueStep
from unionhall.places.states import VenueState

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
LON, LAT = 120.70, 28.00


@pytest.fixture
def world() -> World:
    return build()


def station(world: World, name: str = "东港路驿站", **facts: Any) -> Venue:
    facts = {
        "operator": world.harbour, "lon": LON, "lat": LAT, "hours": "08:00-20:00", "equipment": ["water"],
        "opened_on": date(2025, 5, 1), **facts,
    }  # fmt: skip
    return actions.enter(by=SYSTEM, name=name, **facts)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def brought(world: World, text: str, name: str = "stations.csv", **facts: Any) -> Any:
    return actions.try_list(
        world.harbour, by=SYSTEM, content=text.encode(), file_name=name, kind="rest_station", **facts
    )


# --- who sees what ------------------------------------------------------------------------------------------------------


def test_an_open_door_is_seen_by_everybody_and_a_hidden_one_by_those_who_keep_it(world: World) -> None:
    shown, hidden = station(world), station(world, "内部站", hidden=True)
    assert list(access.visible_venues(ANONYMOUS)) == [shown]
    assert set(access.visible_venues(world.actor("hong"))) == {shown, hidden}


def test_a_desk_holds_the_places_of_its_body_and_those_below(world: World) -> None:
    below, elsewhere = station(world), station(world, "青山镇站", operator=world.hill)
    kept = set(access.kept_venues(world.actor("hong")))
    assert below in kept
    assert elsewhere not in kept
    assert not access.kept_venues(world.actor("lin")).exists()
    assert not access.may_see_desk(world.actor("lin"))


def test_a_place_of_another_body_is_not_changed(world: World) -> None:
    elsewhere = station(world, "青山镇站", operator=world.hill)
    with pytest.raises(Refused):
        actions.change(elsewhere, by=world.actor("hong"), name="改名")


# --- the life of a place ------------------------------------------------------------------------------------------------


def test_a_place_keeps_its_history_through_opening_moving_and_closing(world: World) -> None:
    venue = station(world, opened_on=None)
    assert venue.state == VenueState.PLANNED
    hong = SYSTEM
    venue = actions.begin(venue, by=hong, on=date(2026, 1, 5))
    venue = actions.pause(venue, by=hong, on=date(2026, 2, 1), until=date(2026, 3, 1), text="装修")
    venue = actions.resume(venue, by=hong, on=date(2026, 3, 1))
    venue = actions.move(venue, by=hong, lon=LON + 0.01, lat=LAT, on=date(2026, 4, 1), address="新址")
    venue = actions.close(venue, by=hong, on=date(2026, 5, 1))
    assert (venue.state, venue.closed_on) == (VenueState.CLOSED, date(2026, 5, 1))
    moved = VenueStep.objects.get(venue=venue, kind="move")
    assert (moved.lon_before, moved.lat_before) == (LON, LAT)
    assert not access.public_venues().exists()
    assert actions.reopen(venue, by=hong, on=date(2026, 6, 1)).closed_on is None


@pytest.mark.parametrize(
    ("lon", "lat", "code"), [(28.0, 120.7, "swapped"), (125.0, 25.0, "sea"), (float("nan"), 1, "earth")]
)
def test_a_position_in_the_sea_or_swapped_is_refused(world: World, lon: float, lat: float, code: str) -> None:
    with pytest.raises(Refused) as refused:
        station(world, lon=lon, lat=lat)
    assert refused.value.verdict.code == code


def test_hours_nobody_can_read_are_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        station(world, hours="看心情")
    assert refused.value.verdict.code == "hours"


# --- the nearest open doors ---------------------------------------------------------------------------------------------


def test_the_nearest_open_doors_come_in_the_order_of_walking(world: World) -> None:
    near = station(world, lon=LON + 0.002)
    far = station(world, "远一点", lon=LON + 0.02)
    night = station(world, "通宵站", lon=LON + 0.03, hours="24小时")
    station(world, "不知道几点", lon=LON + 0.001, hours=None)
    day = nearby.nearest(LON, LAT, at=at("2026-03-03 10:00"))
    assert [one.pk for one in day] == [near.pk, far.pk, night.pk]
    assert all(one.straight for one in day)
    assert [one.pk for one in nearby.nearest(LON, LAT, at=at("2026-03-03 23:00"))] == [night.pk]


def test_needs_narrow_the_list_and_a_door_closed_for_a_time_is_not_open(world: World) -> None:
    both = station(world, "有微波炉", equipment=["water", "microwave"])
    shut = station(world, "装修中", lon=LON + 0.001)
    actions.pause(shut, by=SYSTEM, on=date(2026, 1, 5))
    when = at("2026-03-03 10:00")
    assert [one.pk for one in nearby.nearest(LON, LAT, at=when, needs=["microwave"])] == [both.pk]
    assert [one.pk for one in nearby.nearest(LON, LAT, at=when)] == [both.pk]
    assert {one.pk for one in nearby.nearest(LON, LAT, at=when, only_open=False)} == {both.pk, shut.pk}


def test_walking_minutes_come_from_the_network_where_there_is_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = station(world, lon=LON + 0.002), station(world, "河对岸", lon=LON - 0.001)

    def ways(lon: float, lat: float, lons: Any, lats: Any) -> Any:
        return np.where(lons < lon, 5_000.0, 300.0)

    monkeypatch.setattr(reach, "_walk", [ways])
    found = nearby.nearest(LON, LAT, at=at("2026-03-03 10:00"))
    assert [(n.pk, n.straight) for n in found] == [(one.pk, False), (other.pk, False)]
    assert found[1].minutes == round(5000 / 1.2 / 60)


def test_nobody_is_sent_farther_than_twenty_kilometres(world: World) -> None:
    station(world, lon=LON + 0.3)
    assert nearby.nearest(LON, LAT, at=at("2026-03-03 10:00")) == []


def test_the_nearest_are_the_same_as_by_trying_all(world: World) -> None:
    rng = np.random.default_rng(6)
    for n in range(60):
        station(world, f"站{n}", lon=LON + rng.uniform(-0.08, 0.08), lat=LAT + rng.uniform(-0.08, 0.08))
    every = arrays.arrays(SYSTEM)
    for _ in range(10):
        lon, lat = LON + rng.uniform(-0.08, 0.08), LAT + rng.uniform(-0.08, 0.08)
        from unionhall.places import ground

        away = ground.metres(lon, lat, every.lon, every.lat)
        best = [every.ids[n] for n in np.argsort(away)[:5]]
        assert [one.pk for one in nearby.nearest(lon, lat, at=at("2026-03-03 10:00"), count=5)] == best


# --- said at the door ---------------------------------------------------------------------------------------------------


def test_a_report_needs_nobody_and_reaches_the_keeper(world: World) -> None:
    venue = actions.name_keeper(station(world), by=SYSTEM, keeper=world.people["hong"])
    told = Message.objects.count()
    first = actions.report(venue, by=ANONYMOUS, kind="locked")
    again = actions.report(venue, by=world.actor("lin"), kind="locked")
    assert first is not None
    assert again is not None
    assert (again.pk, again.times) == (first.pk, 2)
    assert Message.objects.count() == told + 1
    assert not {name for name in (f.name for f in DoorReport._meta.fields) if "reporter" in name or "address" in name}


def test_a_keeper_answers_and_really_closed_closes(world: World) -> None:
    venue = actions.name_keeper(station(world), by=SYSTEM, keeper=world.people["lin"])
    lin = world.actor("lin")
    one = actions.report(venue, by=ANONYMOUS, kind="no_water")
    assert one is not None
    answered = actions.answer(one, by=lin, answer="mended", words="换了滤芯")
    assert (answered.state, answered.words) == ("answered", "换了滤芯")
    venue.refresh_from_db()
    assert venue.confirmed_at is not None
    gone = actions.report(venue, by=ANONYMOUS, kind="gone")
    assert gone is not None
    actions.answer(gone, by=lin, answer="closed")
    venue.refresh_from_db()
    assert venue.state == VenueState.CLOSED


def test_a_stranger_does_not_answer(world: World) -> None:
    one = actions.report(station(world), by=ANONYMOUS, kind="full")
    assert one is not None
    with pytest.raises(Refused):
        actions.answer(one, by=world.actor("lin"), answer="fine")


def test_use_is_a_number_a_day_or_not_counted(world: World) -> None:
    venue = station(world, uses_counted=True)
    assert [actions.count_use(venue, by=ANONYMOUS) for _ in range(3)] == [1, 2, 3]
    assert UseDay.objects.get(venue=venue).count == 3
    with pytest.raises(Refused) as refused:
        actions.count_use(station(world, "不计数"), by=ANONYMOUS)
    assert refused.value.verdict.code == "not_counted"
    assert queries.uses_between(Venue.objects.all(), clock.today(), clock.today()) == {
        "scans": 3,
        "counting": 1,
        "places": 2,
    }


# --- standards ----------------------------------------------------------------------------------------------------------


def findings(venue: Venue, **short: str) -> dict[str, Any]:
    return {
        item.code: {
            "finding": "short" if item.code.replace("-", "_") in short else "met",
            "note": short.get(item.code.replace("-", "_"), ""),
        }
        for item in queries.checklist(venue)
    }


def test_a_shortfall_has_a_day_only_where_a_rule_says_how_many(world: World) -> None:
    venue = station(world)
    made = actions.inspect(venue, by=SYSTEM, answers=findings(venue, facilities_water="饮水机坏了", sign_hours="没写"))
    assert made.points == made.out_of - 12
    assert (made.standards_met, made.standards_asked) == (6, 8)
    assert set(Shortfall.objects.values_list("due_on", flat=True)) == {None}
    actions.set_rule(
        by=SYSTEM, body=world.city, what=RuleKind.REMEDY_DAYS_GRAVE, value=7, since=made.on, source="瑞工发〔2026〕3号"
    )
    grave = Shortfall.objects.get(item__code="facilities-water")
    assert grave.due_on == made.on + timedelta(days=7)
    assert Shortfall.objects.get(item__code="sign-hours").due_on is None


def test_a_draft_sent_twice_is_one_inspection(world: World) -> None:
    venue, draft = station(world), uuid4()
    one = actions.inspect(venue, by=SYSTEM, answers=findings(venue), draft=draft)
    assert actions.inspect(venue, by=SYSTEM, answers=findings(venue), draft=draft).pk == one.pk


def test_what_is_said_to_be_put_right_is_believed_when_seen(world: World) -> None:
    venue = station(world)
    actions.inspect(venue, by=SYSTEM, answers=findings(venue, sign_plate="没有牌"))
    one = actions.remedy(Shortfall.objects.get(), by=world.actor("hong"), text="挂上了")
    assert one.state == "remedied"
    again = actions.inspect(venue, by=SYSTEM, answers=findings(venue, sign_plate="还是没有"))
    assert again.again_of is not None
    assert Shortfall.objects.get().state == "open"
    actions.inspect(venue, by=SYSTEM, answers=findings(venue))
    assert Shortfall.objects.get().state == "confirmed"


def test_the_report_of_a_network_names_what_each_number_is_out_of(world: World) -> None:
    venue, other = station(world), station(world, "没检查过")
    actions.inspect(venue, by=SYSTEM, answers=findings(venue, sign_plate="没有牌"))
    told = queries.network_of(access.kept_venues(SYSTEM))
    assert (told.places, told.inspected, told.without_shortfall, told.without_day) == (2, 1, 0, 1)
    assert (told.lines[0].item.code, told.lines[0].short, told.lines[0].looked_at) == ("sign-plate", 1, 1)
    assert other.pk not in {line.item.pk for line in told.lines}


def test_a_local_item_counts_for_the_body_and_below(world: World) -> None:
    item = actions.add_item(
        by=SYSTEM,
        code="harbour-umbrella",
        standard="facilities",
        name="雨具",
        source="港工〔2026〕1号",
        body=world.harbour,
    )
    assert item.code in {one.code for one in queries.checklist(station(world))}
    assert item.code not in {one.code for one in queries.checklist(station(world, "青山", operator=world.hill))}


# --- lists --------------------------------------------------------------------------------------------------------------

LIST = (
    "编号,名称,地址,经度(GCJ-02),纬度(GCJ-02),开放时间,设施\n"
    "A1,东港路驿站,东港路1号,120.7046,27.9975,08:00-20:00,热水|微波炉|充电\n"
    "A2,西港路驿站,西港路2号,120.7146,27.9975,24小时,热水|按摩椅\n"
    "A3,掉海里了,海上,124.9,25.0,08:00-20:00,\n"
    "A4,经纬反了,东港路,27.9975,120.7046,08:00-20:00,\n"
    "A5,时间不对,东港路,120.7246,27.9975,看心情,\n"
    "A1,编号重复,东港路,120.7246,27.9975,08:00-20:00,\n"
)


def test_a_list_is_tried_then_written_and_brought_again_changes_nothing(world: World) -> None:
    tried = brought(world, LIST)
    assert (tried.datum, tried.state) == ("gcj02", "tried")
    assert tried.counts == {"read": 6, "new": 3, "changed": 0, "same": 0, "merged": 0, "rejected": 3}
    assert not Venue.objects.exists()
    assert [row for row, _reason in tried.rejected] == [4, 5, 7]
    actions.write_list(tried, by=SYSTEM)
    one = Venue.objects.get(code="A1")
    assert one.equipment == ["charging", "microwave", "water"]
    assert abs(one.lon - 120.7) < 0.001
    assert Venue.objects.get(code="A2").always_open
    assert "按摩椅" in "".join(tried.warnings)
    assert "看心情" in "".join(tried.warnings), "hours nobody can reckon with do not keep a station out"
    assert Venue.objects.get(code="A5").hours is None
    again = brought(world, LIST)
    assert (again.counts["new"], again.counts["changed"], again.counts["same"]) == (0, 0, 3)


def test_a_list_asks_no_question_for_each_row(world: World) -> None:
    def text(n: int) -> str:
        return "编号,名称,经度,纬度\n" + "".join(
            f"B{i},站{i},{LON + i / 100:.4f},{LAT + n / 100:.2f}\n" for i in range(n)
        )

    counts = []
    for n in (5, 60):
        with CaptureQueriesContext(connection) as few:
            actions.write_list(brought(world, text(n), prefix=f"p{n}-"), by=SYSTEM)
        counts.append(len(few))
    assert counts[0] == counts[1]


def test_a_list_in_another_system_than_was_said_is_noticed(world: World) -> None:
    rng = np.random.default_rng(3)
    points = [(LON + float(x), LAT + float(y)) for x, y in rng.uniform(-0.05, 0.05, (40, 2))]
    from unionhall.geo import datum

    def text(system: str) -> str:
        rows = [datum.from_wgs84(x, y, system) for x, y in points]
        return "编号,名称,经度,纬度\n" + "".join(f"S{n},站{n},{x:.6f},{y:.6f}\n" for n, (x, y) in enumerate(rows))

    actions.write_list(brought(world, text("wgs84")), by=SYSTEM)
    assert brought(world, text("wgs84")).warnings == []
    assert "GCJ-02" in "".join(brought(world, text("gcj02"), datum="wgs84").warnings)


def test_a_code_of_another_body_is_not_taken_over(world: World) -> None:
    station(world, operator=world.hill, code="A1")
    tried = brought(world, LIST)
    assert (2, "A1") in [(row, Venue.objects.get().code) for row, _reason in tried.rejected]


def test_geojson_is_read_and_a_broken_one_refused(world: World) -> None:
    good = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": 7, "properties": {"name": "湖滨驿站", "hours": "每天 08:00-18:00"}, "geometry": {"type": "Point", "coordinates": [LON, LAT]}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}},
    ]}  # fmt: skip
    tried = brought(world, json.dumps(good), "stations.geojson")
    assert (tried.counts["new"], tried.counts["rejected"]) == (1, 1)
    with pytest.raises(Refused):
        brought(world, '{"features": 3}', "x.geojson")


def test_columns_are_known_by_their_names() -> None:
    heads = [
        "id",
        "name",
        "address",
        "district",
        "lat_gcj02",
        "lng_gcj02",
        "coord_source",
        "open_hours_inferred_or_stated",
        "facilities_inferred",
    ]
    assert reading.columns_of(heads) == {
        "code": "id", "name": "name", "address": "address", "division": "district", "lat": "lat_gcj02", "lon": "lng_gcj02",
        "hours": "open_hours_inferred_or_stated", "equipment": "facilities_inferred",
    }  # fmt: skip
    assert reading.datum_of(heads) == "gcj02"


# --- one place, two entries ---------------------------------------------------------------------------------------------


def test_two_entries_of_one_place_are_proposed_and_merged_into_one(world: World) -> None:
    kept = station(world, "建设银行东港支行工会驿站", uses_counted=True, code="K1")
    goes = station(world, "东港支行驿站（建设银行）", lon=LON + 0.0003, equipment=["toilet"], code="K2")
    station(world, "湖滨公园驿站", lon=LON + 0.0004)
    assert actions.look_for_pairs(by=SYSTEM) == 1
    assert actions.look_for_pairs(by=SYSTEM) == 0
    actions.report(goes, by=ANONYMOUS, kind="full")
    actions.merge(VenuePair.objects.get(), by=SYSTEM, keep=kept)
    kept.refresh_from_db()
    goes.refresh_from_db()
    assert (goes.state, goes.merged_into_id) == (VenueState.FOLDED, kept.pk)
    assert kept.equipment == ["toilet", "water"]
    assert MapPoint.objects.get(venue=kept).code == "K2"
    assert DoorReport.objects.get().venue_id == kept.pk
    assert sum(queries.numbers(queries.listed(Venue.objects.all())).values()) == 2


def test_what_was_decided_to_be_two_is_not_asked_again(world: World) -> None:
    station(world, "东港一号驿站")
    station(world, "东港一号驿站", lon=LON + 0.0002)
    actions.look_for_pairs(by=SYSTEM)
    actions.keep_apart(VenuePair.objects.get(), by=SYSTEM)
    assert actions.look_for_pairs(by=SYSTEM) == 0
    assert not queries.pairs_to_decide(VenuePair.objects.all()).exists()


def test_names_are_compared_by_what_tells_them_apart() -> None:
    core = likeness.core_of
    assert likeness.alike(core("工会户外劳动者爱心驿站(金苑)"), core("金苑社区职工驿站")) == 1.0
    assert likeness.alike(core("济源路工会驿站"), core("中心路工会驿站")) < 0.55


# --- local numbers ------------------------------------------------------------------------------------------------------


def test_the_nearest_body_that_set_a_number_counts(world: World) -> None:
    for body, value in ((world.city, 90), (world.east, 30)):
        actions.set_rule(by=SYSTEM, body=body, what="stale_days", value=value, since=date(2026, 1, 1), source="文件")
    book = queries.RuleBook(date(2026, 5, 1))
    assert book.rule("stale_days", world.harbour).value == 30  # type: ignore[union-attr]
    assert book.rule("stale_days", world.hill).value == 90  # type: ignore[union-attr]
    assert book.rule("stale_days", world.harbour, date(2025, 1, 1)) is None
    assert queries.stale_before(queries.RuleBook(date(2025, 1, 1)), world.hill) is None
