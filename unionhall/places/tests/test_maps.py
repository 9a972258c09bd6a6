"""Maps: who sees which points, counts that add up, datums, areas, the policy of a page with a map, what is kept and for how long."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.headers import MapWorkerHeaders, origins_of
from unionhall.cases.tests.browsing import browser
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.actor import ANONYMOUS, SYSTEM
from unionhall.core.verdict import Refused
from unionhall.geo.datum import from_wgs84
from unionhall.organisations.models import DivisionBoundary
from unionhall.places import access, actions, ground, map_forms, plotting, tiles
from unionhall.places.models import Venue
from unionhall.ui import maps as ui_maps

pytestmark = pytest.mark.django_db
LON, LAT = 120.70, 28.00


def distance(a: Any, b: Any) -> float:
    """Metres between two points (lon, lat)."""
    return float(ground.metres(float(a[0]), float(a[1]), np.array([float(b[0])]), np.array([float(b[1])]))[0])


NOON = datetime(2026, 6, 2, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing in memory, and no roads but those a test hands in."""
    plotting.forget()
    monkeypatch.setattr(ground, "_roads", [])
    monkeypatch.setattr(ground, "_about", [])
    yield
    plotting.forget()


@pytest.fixture
def world() -> World:
    return build()


def station(world: World, name: str = "东港路驿站", **facts: Any) -> Venue:
    facts = {
        "operator": world.harbour,
        "lon": LON,
        "lat": LAT,
        "hours": "08:00-20:00",
        "opened_on": date(2025, 5, 1),
        **facts,
    }
    venue = actions.enter(by=SYSTEM, name=name, **facts)
    plotting.forget()
    return venue


def many(world: World, count: int = 400) -> None:
    random = np.random.default_rng(5)
    first = station(world)
    copies = []
    for n in range(count - 1):
        copy = Venue.objects.get(pk=first.pk)
        copy.pk, copy.code, copy.name = Venue().pk, f"M-{n}", f"第{n}站"
        copy.lon, copy.lat = LON + float(random.normal(0, 0.05)), LAT + float(random.normal(0, 0.05))
        copy.cell = ground.cell_of(copy.lon, copy.lat)
        copies.append(copy)
    Venue.objects.bulk_create(copies)
    plotting.forget()


def features(data: bytes, layer: str = "points") -> list[dict[str, Any]]:
    read: Any = mapbox_vector_tile.decode(data, default_options={"y_coord_down": True}) if data else {}
    return list(read.get(layer, {}).get("features", []))


def told(data: bytes) -> int:
    """Places in a tile, however they are shown."""
    return sum(one["properties"].get("count", 1) for one in features(data))


def whole_zoom(venues: Any, z: int, **rest: Any) -> list[dict[str, Any]]:
    """Everything the tiles of a zoom show."""
    plot = plotting.snapshot(venues).plot
    seen = sorted({(int(x * 2**z), int(y * 2**z)) for x, y in zip(plot.x, plot.y, strict=True)})
    return [one for x, y in seen for one in features(plotting.venue_tile(venues, z, x, y, now=NOON, **rest))]


def at_tile(lon: float, lat: float, z: int) -> tuple[int, int]:
    x, y = tiles.plane(lon, lat)
    return int(x * 2**z), int(y * 2**z)


# --- what tiles show ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("z", [0, 5, 9, 12, 14, 17])
def test_the_counts_of_a_zoom_are_all_places_one_sees(world: World, z: int) -> None:
    many(world)
    venues = access.visible_venues(ANONYMOUS)
    assert sum(one["properties"].get("count", 1) for one in whole_zoom(venues, z)) == venues.count() == 400


def test_a_hidden_place_is_on_the_map_of_those_who_keep_it_and_on_no_other(world: World, client: Client) -> None:
    station(world)
    station(world, "内部站", hidden=True, lon=LON + 0.05)
    hong = world.actor("hong")
    assert told(plotting.venue_tile(access.visible_venues(hong), 0, 0, 0)) == 2
    assert told(plotting.venue_tile(access.visible_venues(world.actor("lin")), 0, 0, 0)) == 1
    assert told(plotting.venue_tile(access.visible_venues(ANONYMOUS), 0, 0, 0)) == 1
    assert told(client.get("/places/tiles/0/0/0.mvt").content) == 1


def test_a_door_is_open_closed_or_in_doubt(world: World) -> None:
    station(world, "白天")
    station(world, "夜里", hours="22:00-06:00", lon=LON + 0.01)
    station(world, "不知道", hours="", lon=LON + 0.02)
    reported = station(world, "有人报告", lon=LON + 0.03)
    actions.report(reported, by=ANONYMOUS, kind="locked")
    plotting.forget()
    shown = {one["properties"]["name"]: one["properties"]["state"] for one in whole_zoom(access.public_venues(), 15)}
    assert shown == {"白天": "open", "夜里": "closed", "不知道": "doubt", "有人报告": "doubt"}
    cluster = features(plotting.venue_tile(access.public_venues(), 0, 0, 0, now=NOON))
    assert [one["properties"] for one in cluster] == [{"count": 4, "open": 1}]


def test_only_open_doors_are_shown_when_only_they_are_asked_for(world: World) -> None:
    station(world)
    station(world, "夜里", hours="22:00-06:00", lon=LON + 0.01)
    assert told(plotting.venue_tile(access.public_venues(), 0, 0, 0, now=NOON, only="open")) == 1


def test_a_change_is_on_the_map_within_a_second(world: World) -> None:
    venue = station(world)
    assert told(plotting.venue_tile(access.public_venues(), 0, 0, 0)) == 1
    actions.pause(venue, by=SYSTEM, on=clock.today())
    actions.close(Venue.objects.get(pk=venue.pk), by=SYSTEM, on=clock.today())
    plotting._stamps.clear()  # what a second does
    assert plotting.venue_tile(access.public_venues(), 0, 0, 0) == b""


# --- the address of a tile ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["3/9/3", "3/0/8", "19/0/0", "99999999999/0/0", "-1/0/0", "1.5/0/0", "a/0/0", "0/0/1"])
def test_what_is_no_tile_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/places/tiles/{path}.mvt").status_code == 404
    assert client.get(f"/places/ground/{path}.mvt").status_code == 404


def test_an_empty_tile_is_an_empty_answer(client: Client, world: World) -> None:
    station(world)
    answer = client.get("/places/tiles/3/0/0.mvt?scope=public&open=all")
    assert (answer.status_code, answer.content) == (204, b"")


def test_an_unchanged_tile_is_not_sent_twice(client: Client, world: World) -> None:
    many(world)
    path = "/places/tiles/{}/{}/{}.mvt?scope=public&open=all".format(10, *at_tile(LON, LAT, 10))
    first = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert features(gzip.decompress(first.content))
    again = client.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_an_officer_sees_is_kept_by_nobody_else(world: World) -> None:
    station(world)
    client = browser(world, "hong")
    assert client.get("/places/tiles/0/0/0.mvt")["Cache-Control"].startswith("private")
    assert client.get("/places/tiles/0/0/0.mvt?scope=public&open=all")["Cache-Control"].startswith("public")


def test_filters_that_nobody_understands_narrow_nothing_away(client: Client, world: World) -> None:
    station(world)
    for asked in ("kind=%00&state=zzz&equipment=%F0%9F%92%A9", "scope=public&open=all&need=%00&kind=x", "scope=%00"):
        assert told(client.get(f"/places/tiles/0/0/0.mvt?{asked}").content) == 1


# --- datums -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("datum", ["wgs84", "gcj02", "bd09"])
def test_a_point_lies_where_the_base_map_draws_it_and_a_click_comes_back(
    world: World, settings: Any, datum: str
) -> None:
    settings.MAP_DATUM = datum
    venue = station(world)
    expected = from_wgs84(venue.lon, venue.lat, datum)
    x, y = at_tile(*expected, 18)
    (shown,) = features(plotting.venue_tile(access.public_venues(), 18, x, y, now=NOON))
    across, down = shown["geometry"]["coordinates"]
    drawn = tiles.degrees((x + across / tiles.EXTENT) / 2**18, (y + down / tiles.EXTENT) / 2**18)
    assert distance(drawn, expected) < 0.1
    assert distance(tuple(map(float, ui_maps.from_map(*drawn))), (venue.lon, venue.lat)) < 0.1
    if datum != "wgs84":
        assert distance(drawn, (venue.lon, venue.lat)) > 100


def test_an_area_drawn_on_a_shifted_map_holds_what_lies_there_on_the_ground(world: World, settings: Any) -> None:
    settings.MAP_DATUM = "gcj02"
    station(world)
    corner = [
        (LON - 0.001, LAT - 0.001),
        (LON + 0.001, LAT - 0.001),
        (LON + 0.001, LAT + 0.001),
        (LON - 0.001, LAT + 0.001),
    ]
    clicks = ";".join("{:.6f},{:.6f}".format(*from_wgs84(*point, "gcj02")) for point in corner)
    area = map_forms.Area({"drawn": clicks})
    assert plotting.inside(access.public_venues(), area.shape).count() == 1
    assert map_forms.Area({"area": map_forms.area_words(area.shape)}).inside(access.public_venues()).count() == 1
    assert map_forms.Area({"area": clicks}).inside(access.public_venues()).count() == 0


def test_what_a_layer_lays_over_a_map_is_shifted_like_the_map(settings: Any) -> None:
    settings.MAP_DATUM = "gcj02"
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [LON, LAT]}}
    overlay = ui_maps.Overlay("x", [ui_maps.Part("point", {"type": "FeatureCollection", "features": [point]})])
    laid = overlay.as_json()["parts"][0]["features"]["features"][0]["geometry"]["coordinates"]
    assert distance(tuple(laid), from_wgs84(LON, LAT, "gcj02")) < 0.01


# --- areas --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1,2",
        "1,2;3,4",
        "1,2;3,4;nan,5",
        "1,2;3,4;1e999,5",
        "1,91;3,4;5,6",
        "1,1;2,2;3,3",
        "1,2,3;4,5;6,7",
        "0,0;" * 3_000,
    ],
)
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        map_forms.area_of(text)


def test_lines_that_cross_hold_both_halves() -> None:
    assert map_forms.area_of("0,0;1,1;1,0;0,1").area == pytest.approx(0.5)


def test_a_place_without_a_boundary_holds_what_was_entered_for_it(world: World) -> None:
    station(world, division=world.harbour_place)
    area = map_forms.Area({"division": world.harbour_place.code})
    assert area.by_code
    assert area.inside(access.public_venues()).count() == 1
    boundary(world, LON + 1)
    area = map_forms.Area({"division": world.harbour_place.name})
    assert not area.by_code
    assert area.inside(access.public_venues()).count() == 0
    with pytest.raises(Refused):
        map_forms.Area({"division": "没有这个地方"})


def test_what_an_officer_reads_of_an_area_is_what_they_see_there(world: World) -> None:
    station(world)
    station(world, "内部站", hidden=True, lon=LON + 0.001)
    station(world, "别处内部", hidden=True, lon=LON + 0.002, operator=world.hill)
    client = browser(world, "hong")
    asked = f"area={LON - 0.1},{LAT - 0.1};{LON + 0.1},{LAT - 0.1};{LON + 0.1},{LAT + 0.1};{LON - 0.1},{LAT + 0.1}"
    page = client.get(f"/places/map/inside/?{asked}", headers={"HX-Request": "true"}).content.decode()
    assert "内部站" in page
    assert "别处内部" not in page
    assert client.get("/places/map/inside/?area=1,1").status_code == 422
    table = client.post(f"/places/map/export/?{asked}")
    assert table.status_code == 200
    assert table["Content-Type"].startswith("application/vnd.openxmlformats")


# --- ground -------------------------------------------------------------------------------------------------------------


def boundary(world: World, west: float = LON - 0.1) -> DivisionBoundary:
    box = shapely.box(west, LAT - 0.1, west + 0.2, LAT + 0.1)
    plotting.forget()
    return DivisionBoundary.objects.create(
        division=world.harbour_place, geometry=json.loads(shapely.to_geojson(box)), west=west, south=LAT - 0.1, east=west + 0.2,
        north=LAT + 0.1, tolerance=1, source="试用边界", loaded_at=clock.now(),
    )  # fmt: skip


def test_without_a_base_map_boundaries_and_roads_are_drawn(world: World, client: Client, settings: Any) -> None:
    boundary(world)
    asked: list[Any] = []

    def roads(*box: float, detail: int) -> Any:
        asked.append((box, detail))
        return {
            "features": [
                {
                    "geometry": {
                        "type": "LineString",
                        "coordinates": [[LON, LAT], [LON + 0.01, LAT], [LON + 0.01, LAT + 0.01]],
                    }
                }
            ]
        }

    ground.use_roads(roads, source=lambda: "© 试用路网", stamp=lambda: "1")
    x, y = at_tile(LON, LAT, 12)
    data = client.get(f"/places/ground/12/{x}/{y}.mvt").content
    assert features(data, "road")
    assert [one["properties"]["name"] for one in features(data, "boundary_name")] == [world.harbour_place.name]
    (box, detail) = asked[0]
    assert detail == 12
    assert box[0] < LON < box[2]
    page = client.get("/stations/map/").content.decode()
    assert "© 试用路网" in page
    assert "试用边界" in page
    settings.MAP_TILES = "https://tiles.example.org/{z}/{x}/{y}.png"
    assert not features(client.get(f"/places/ground/12/{x}/{y}.mvt").content, "road")
    assert features(client.get("/places/ground/10/{}/{}.mvt".format(*at_tile(LON - 0.1, LAT, 10))).content, "boundary")


# --- the policy of the browser ------------------------------------------------------------------------------------------


def policy(answer: Any) -> dict[str, list[str]]:
    found = answer["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in found.split(";")}


def test_only_a_page_with_a_map_runs_its_worker_and_nothing_comes_from_elsewhere(client: Client, world: World) -> None:
    shown, other = policy(client.get("/stations/map/")), policy(client.get("/stations/"))
    assert shown["worker-src"] == ["'self'"]
    assert "worker-src" not in other
    for name in ("script-src", "style-src", "connect-src"):
        assert shown[name] == other[name] == ["'self'"]
    assert shown["img-src"] == other["img-src"]


def test_the_origin_of_the_base_map_is_let_in_on_maps_alone(client: Client, world: World, settings: Any) -> None:
    settings.MAP_TILES = "https://tiles.example.org/{z}/{x}/{y}.png?key=geheim /own/{z}/{x}/{y}.png"
    settings.MAP_ORIGINS = origins_of(settings.MAP_TILES)
    shown, other = policy(client.get("/stations/map/")), policy(client.get("/stations/"))
    assert shown["img-src"] == [*other["img-src"], "https://tiles.example.org"]
    assert shown["connect-src"] == ["'self'", "https://tiles.example.org"]
    assert shown["script-src"] == shown["style-src"] == ["'self'"]
    assert "https://tiles.example.org" not in str(other)


def test_the_worker_may_fetch_tiles_and_do_nothing_else() -> None:
    said: dict[str, str] = {}
    headers = MapWorkerHeaders("https://tiles.example.org/style.json")
    headers(said, "", "/static/vendor/maplibre/maplibre-gl-worker.0123456789ab.mjs")
    assert said["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; connect-src 'self' https://tiles.example.org"
    )
    said.clear()
    headers(said, "", "/static/vendor/maplibre/maplibre-gl.mjs")
    assert said == {}


def test_a_page_without_a_map_does_not_load_the_library(client: Client, world: World) -> None:
    assert "maplibre" in client.get("/stations/map/").content.decode()
    assert "maplibre" not in client.get("/stations/").content.decode()


# --- settings -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tiles_setting", "kind"),
    [
        ("", "none"),
        ("https://a.example/{z}/{x}/{y}.png", "tiles"),
        ("https://a.example/style.json", "style"),
        ("/a/{z}/{x}/{y} /b/{z}/{x}/{y}", "tiles"),
    ],
)
def test_the_base_map_is_tiles_a_style_or_nothing(settings: Any, tiles_setting: str, kind: str) -> None:
    settings.MAP_TILES = tiles_setting
    base = ui_maps.base_map()
    assert (bool(base.tiles), bool(base.style), base.is_drawn_here) == (
        kind == "tiles",
        kind == "style",
        kind == "none",
    )
    assert json.loads(ui_maps.Map("x").as_json())["tiles"] == list(base.tiles)


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "ftp://x/{z}/{x}/{y}", "https://a/{z}/{x}/{y} https://b/style.json"]
)
def test_an_address_that_is_no_base_map_stops_the_start(value: str) -> None:
    from pydantic import ValidationError

    from config.env import Environment

    with pytest.raises(ValidationError):
        Environment(mode="test", map_tiles=value)  # type: ignore[arg-type]


def test_files_of_the_library_are_named_and_installed() -> None:
    from config.static import SERVED

    for name, package in SERVED.items():
        if "maplibre" in name:
            assert (django_settings.PACKAGES / package).stat().st_size > 0


def test_a_view_with_a_map_changes_the_policy_of_its_own_answer_alone() -> None:
    answer = ui_maps.with_map(lambda _request: HttpResponse("x"))(RequestFactory().get("/"))
    assert answer._csp_update == {"worker-src": ["'self'"]}
