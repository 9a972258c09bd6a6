"""What stands at a door and what is said there, by people who want something else than they should: hours, taps, links, imports."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, override_settings

from unionhall.cases.tests.world import World, build
from unionhall.core import clock, ratelimit
from unionhall.core.actor import ANONYMOUS, SYSTEM
from unionhall.core.verdict import Refused
from unionhall.geo import datum
from unionhall.places import access, actions, directions, nearby, opening
from unionhall.places.models import DoorReport, UseDay, Venue

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
LON, LAT = 120.70, 28.00


@pytest.fixture
def world() -> World:
    return build()


def station(world: World, name: str = "东港路驿站", **facts: Any) -> Venue:
    facts = {
        "operator": world.harbour, "lon": LON, "lat": LAT, "hours": "00:00-24:00", "equipment": ["water"],
        "opened_on": date(2025, 5, 1), "uses_counted": True, **facts,
    }  # fmt: skip
    return actions.enter(by=SYSTEM, name=name, **facts)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


# --- hours, written by who looks after a door -----------------------------------------------------------------------------


def test_the_keeper_writes_the_hours_and_closes_days_and_nobody_else_does(world: World) -> None:
    venue = actions.name_keeper(station(world), by=SYSTEM, keeper=world.people["lin"])
    lin, today = world.actor("lin"), clock.today()
    venue = actions.set_hours(venue, by=lin, hours="周一至周五 08:30-17:30；5月1日至9月30日 07:30-21:00；节假日休息")
    venue = actions.close_days(venue, by=lin, first=today + timedelta(days=3), reason="换水管，停电；一天")
    assert [one.first for one in opening.closures(venue.hours)] == [today + timedelta(days=3)]
    venue = actions.set_hours(venue, by=lin, hours="08:00-20:00")
    assert opening.closures(venue.hours), "writing the week anew does not open a door that is shut on a date"
    again = actions.set_hours(venue, by=lin, hours=opening.in_words(venue.hours))
    assert again.hours == venue.hours, "what is shown can be written back"
    venue = actions.open_days(venue, by=lin, first=today + timedelta(days=3))
    assert not opening.closures(venue.hours)
    with pytest.raises(Refused):
        actions.set_hours(station(world, "别处", operator=world.hill), by=lin, hours="09:00-10:00")
    assert not access.tended_venues(world.actor("ding") if "ding" in world.people else ANONYMOUS).exists()


def test_a_closure_lasts_its_days_and_not_longer(world: World) -> None:
    venue = station(world)
    today = clock.today()
    with pytest.raises(Refused):
        actions.close_days(venue, by=SYSTEM, first=today - timedelta(days=3), last=today - timedelta(days=1))
    with pytest.raises(Refused):
        actions.close_days(venue, by=SYSTEM, first=today, last=today + timedelta(days=200))
    with pytest.raises(Refused):
        actions.close_days(station(world, "不知道几点", hours=None), by=SYSTEM, first=today)
    venue = actions.close_days(venue, by=SYSTEM, first=today + timedelta(days=1), last=today + timedelta(days=2))
    noon = datetime.combine(today, datetime.min.time(), CHINA) + timedelta(hours=12)
    stands = [bool(nearby.nearest(LON, LAT, at=noon + timedelta(days=ago))) for ago in range(4)]
    assert stands == [True, False, False, True]
    assert not venue.always_open


def test_seasons_wrap_the_year_and_nights_wrap_the_day(world: World) -> None:
    station(world, hours="11月1日至3月31日 09:00-16:00；4月1日至10月31日 07:00-21:00")
    for when, is_open in (
        ("2026-12-31 15:59", True), ("2026-12-31 16:00", False), ("2027-01-01 08:59", False), ("2027-01-01 09:00", True),
        ("2027-03-31 16:30", False), ("2027-04-01 16:30", True), ("2026-10-31 20:59", True), ("2026-11-01 20:59", False),
    ):  # fmt: skip
        assert bool(nearby.nearest(LON, LAT, at=at(when))) is is_open, when
    night = station(world, "夜班站", lon=LON + 0.05, hours="周五 22:00-06:00")
    for when, is_open in (
        ("2026-03-06 21:59", False), ("2026-03-06 23:59", True), ("2026-03-07 00:00", True), ("2026-03-07 05:59", True),
        ("2026-03-07 06:00", False), ("2026-03-07 23:00", False),
    ):  # fmt: skip
        found = [one.pk for one in nearby.nearest(LON + 0.05, LAT, at=at(when))]
        assert (night.pk in found) is is_open, when


def test_before_the_notice_of_holidays_no_day_is_taken_for_one(world: World) -> None:
    station(world, hours="08:00-20:00；节假日休息")
    assert nearby.nearest(LON, LAT, at=at("2099-10-01 10:00"))


# --- taps -----------------------------------------------------------------------------------------------------------------


def test_the_same_tap_again_counts_once_and_is_thanked_all_the_same(world: World, client: Client) -> None:
    venue = station(world)
    for _ in range(3):
        said = client.post(f"/stations/{venue.code}/report/", {"kind": "locked"})
        assert said.status_code == 303
    assert DoorReport.objects.get().times == 1
    client.post(f"/stations/{venue.code}/report/", {"kind": "locked"}, REMOTE_ADDR="198.51.100.7")
    assert DoorReport.objects.get().times == 2


def test_a_scan_is_not_counted_again_by_loading_or_by_a_forged_header(world: World, client: Client) -> None:
    venue = station(world)
    client.get(f"/stations/{venue.code}/?door=1")
    assert not UseDay.objects.exists()
    for number in range(4):
        header = f"203.0.113.{number}"
        client.post(f"/stations/{venue.code}/use/", {"quietly": "1"}, headers={"X-Forwarded-For": header})
        client.post(
            f"/api/stations/{venue.code}/uses", headers={"X-Forwarded-For": header, "Idempotency-Key": f"k{number}"}
        )
    assert UseDay.objects.get().count == 1


def test_one_household_is_one_address_however_many_it_makes_up(world: World, client: Client) -> None:
    venue = station(world)
    for number in range(5):
        client.post(f"/stations/{venue.code}/report/", {"kind": "full"}, REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
    assert DoorReport.objects.get().times == 1


def test_taps_of_one_address_end_somewhere(world: World, client: Client) -> None:
    venue = station(world)
    for _ in range(58):
        ratelimit.limit("places.taps", "127.0.0.1", times=60, seconds=3600).or_refuse()
    kinds = ("locked", "no_water", "full", "gone")
    answers = [client.post(f"/stations/{venue.code}/report/", {"kind": kind}).status_code for kind in kinds]
    assert answers == [303, 303, 429, 429]
    assert client.post(f"/api/stations/{venue.code}/reports", {"kind": "gone"}, "application/json").status_code == 429


def test_whoever_scans_the_poster_of_a_closed_door_is_led_on(world: World, client: Client) -> None:
    venue, never = station(world), station(world, "没开过", opened_on=None)
    hidden = station(world, "内部站", hidden=True)
    for one in (venue, never, hidden):
        actions.close(one, by=SYSTEM, on=clock.today())
    told = client.get(f"/stations/{venue.code}/?door=1")
    assert (told.status_code, "/stations/?near=" in told.content.decode()) == (410, True)
    assert client.get(f"/stations/{never.code}/").status_code == 404
    assert client.get(f"/stations/{hidden.code}/").status_code == 404


# --- the way there --------------------------------------------------------------------------------------------------------


def test_every_map_is_handed_the_coordinates_it_reads() -> None:
    name = "A&B 驿站, 东门"
    made = {way.code: way.url for way in directions.ways(LON, LAT, name)}
    assert list(made) == ["amap", "baidu", "osm", "geo"]
    amap = parse_qs(urlsplit(made["amap"]).query)["to"][0].split(",")
    assert [float(one) for one in amap[:2]] == pytest.approx(datum.from_wgs84(LON, LAT, "gcj02"), abs=1e-6)
    assert amap[2:] == ["A&B 驿站  东门"]
    baidu = parse_qs(urlsplit(made["baidu"]).query)
    assert baidu["coord_type"] == ["bd09ll"]
    assert [float(one) for one in baidu["location"][0].split(",")] == pytest.approx(
        datum.from_wgs84(LON, LAT, "bd09")[::-1], abs=1e-6
    )
    assert made["osm"].endswith(f"route=;{LAT:.6f},{LON:.6f}")
    assert unquote(made["geo"]) == f"geo:{LAT:.6f},{LON:.6f}?q={LAT:.6f},{LON:.6f}(A&B 驿站  东门)"


def test_a_site_names_its_own_map_first(world: World, client: Client) -> None:
    own = "市政_地图=gcj02=https://map.example.org/go?x={lon}&y={lat}&t={name} osm"
    with override_settings(MAP_DIRECTIONS=own):
        station(world)
        first, second = directions.ways(LON, LAT, "站")
        assert (first.label, second.code) == ("市政 地图", "osm")
        x, y = datum.from_wgs84(LON, LAT, "gcj02")
        assert first.url == f"https://map.example.org/go?x={x:.6f}&y={y:.6f}&t=%E7%AB%99"
        assert (
            first.url.replace("&", "&amp;").split("&amp;t=")[0]
            in client.get(f"/stations/?near={LON},{LAT}").content.decode()
        )
        near = client.get("/api/stations/nearest", {"lon": LON, "lat": LAT}).json()
        assert [way["map"] for way in near[0]["ways"]] == ["own-1", "osm"]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("gogle", "gogle"), ("a=wgs72=https://x/{lon}{lat}", "wgs72"), ("a=wgs84=javascript:{lon}{lat}", "javascript"),
        ("a=wgs84=https://x/", "holds"),
    ],
)  # fmt: skip
def test_a_setting_nobody_can_read_is_named(said: str, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        directions.read(said)


# --- what strangers learn -------------------------------------------------------------------------------------------------


def test_a_hidden_door_is_nowhere_for_whoever_does_not_keep_it(world: World, client: Client) -> None:
    shown = station(world, "看得见的站", address="东门街一号")
    hidden = station(world, "看不见的站", hidden=True, address="东门街二号")
    planned = station(world, "还没开的站", opened_on=None, address="东门街三号")
    for path, query in (
        ("/stations/", {}), ("/stations/", {"place": "东门街"}), ("/stations/", {"place": "看不见"}),
        ("/stations/", {"near": f"{LON},{LAT}", "open": "all"}), ("/api/stations/nearest", {"lon": LON, "lat": LAT, "open_only": False}),
        ("/api/stations/places", {"q": "东门街"}),
    ):  # fmt: skip
        said = client.get(path, query).content.decode()
        said = said.replace('value="看不见"', "")
        for secret in (hidden, planned):
            assert secret.code not in said, (path, query)
            assert secret.name not in said, (path, query)
    for secret in (hidden, planned):
        for path in (f"/stations/{secret.code}/", f"/api/stations/{secret.code}"):
            assert client.get(path).status_code == 404
        assert client.post(f"/stations/{secret.code}/report/", {"kind": "locked"}).status_code == 404
        assert client.post(f"/stations/{secret.code}/use/").status_code == 404
    assert client.get(f"/stations/{shown.code}/").status_code == 200


def test_an_address_is_kept_neither_with_a_tap_nor_in_the_trail(world: World, client: Client) -> None:
    from django.db import connection

    venue = station(world)
    client.post(f"/stations/{venue.code}/report/", {"kind": "locked"}, REMOTE_ADDR="198.51.100.77")
    client.post(f"/stations/{venue.code}/use/", REMOTE_ADDR="198.51.100.77")
    found = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s', ["%198.51.100.77%"])
            if cursor.fetchone()[0]:
                found.append(table)
    assert found == []


def test_counts_and_tables_of_a_desk_are_of_its_own_places(world: World) -> None:
    from unionhall.places import exporting, queries

    mine, other = station(world), station(world, "青山镇站", operator=world.hill)
    for venue in (mine, other):
        actions.report(venue, by=ANONYMOUS, kind="locked")
        actions.count_use(venue, by=ANONYMOUS)
        actions.inspect(venue, by=SYSTEM, answers={"sign-plate": {"finding": "short"}})
    hong, today = world.actor("hong"), clock.today()
    assert queries.uses_between(access.kept_venues(hong), today, today) == {"scans": 1, "counting": 1, "places": 1}
    told = queries.network_of(access.kept_venues(hong))
    assert (told.places, told.inspected, sum(line.short for line in told.lines), len(told.by_body)) == (1, 1, 1, 1)
    assert list(exporting.LIST.find(hong, {}).keys) == [mine.pk]
    assert {one.venue_id for one in access.visible_reports(hong)} == {mine.pk}
    for nobody in (ANONYMOUS, world.actor("lin")):
        for rows in (
            access.visible_reports,
            access.visible_inspections,
            access.visible_shortfalls,
            access.visible_imports,
            access.visible_pairs,
            access.tended_venues,
        ):
            assert not rows(nobody).exists()
