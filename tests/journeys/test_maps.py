"""Stations on the map, in a real browser: a rider on a phone finds an open door; an officer draws an area and prints a plan."""

from __future__ import annotations

import re
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.journeys.conftest import DESK, chromium
from unionhall.cases.tests.world import World, build
from unionhall.core.actor import SYSTEM
from unionhall.people import actions as people
from unionhall.people.models import Account
from unionhall.places import actions, ground, plotting
from unionhall.places.models import Equipment

pytestmark = pytest.mark.django_db(transaction=True)
LON, LAT = 120.70, 28.00
FLAGS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--disable-quic",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
WHOLE = "[data-map][data-state=whole]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The machine's Chromium, drawing WebGL by software."""
    path = chromium()
    if not path:
        pytest.skip("no Chromium on this machine: apt-get install chromium fonts-noto-cjk, or set CHROMIUM=/path/to/it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chrome
        chrome.close()


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The harbour with forty doors along two roads."""
    monkeypatch.setattr(ground, "_roads", [])
    monkeypatch.setattr(ground, "_about", [])
    made = build()
    Equipment.objects.get_or_create(
        code="water", defaults={"name": "饮水", "icon": "droplet", "is_need": True, "source": "试用"}
    )
    for n in range(40):
        actions.enter(
            by=SYSTEM, operator=made.harbour, name=f"东港路驿站{n}", code=f"DG-{n}", lon=LON + (n % 8) * 0.004, lat=LAT + (n // 8) * 0.004,
            hours="00:00-24:00", equipment=["water"], opened_on=date(2025, 5, 1), address=f"东港路{n}号",
        )  # fmt: skip
    lines = [[[LON - 0.02, LAT + n * 0.004], [LON + 0.05, LAT + n * 0.004]] for n in range(6)]
    roads = {"features": [{"geometry": {"type": "LineString", "coordinates": line}} for line in lines]}
    ground.use_roads(lambda *_box, **_rest: roads, source=lambda: "© 试用路网")
    plotting.forget()
    yield made
    plotting.forget()


def officer(world: World) -> Account:
    found = Account.objects.filter(person=world.people["hong"]).first()
    return found or people.open_account(world.people["hong"], by=SYSTEM, username="hong-maps")


def drawn(page: Any) -> None:
    page.wait_for_selector(WHOLE, timeout=40_000)


def a_point(page: Any) -> list[float]:
    """Where a single door lies on the screen, with its code."""
    found: list[float] = page.evaluate(
        """async () => { const map = document.querySelector("[data-map]").map.map;
        for (let n = 0; n < 40; n += 1) {
          const one = map.queryRenderedFeatures({ layers: ["uh-point"] })[0];
          if (one) { const at = map.project(one.geometry.coordinates), box = map.getCanvas().getBoundingClientRect();
            return [box.x + at.x, box.y + at.y]; }
          await new Promise((next) => setTimeout(next, 250)); } return []; }"""
    )
    return found


def test_a_rider_finds_an_open_door_on_the_map_and_comes_back_to_the_list(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], world: World
) -> None:
    page = open_page(phone=True)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/stations/?near={LON},{LAT}&need=water")
    page.click("a[href*='/stations/map/']")
    drawn(page)
    assert "need=water" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert axe(page) == []
    page.touchscreen.tap(*a_point(page))
    page.wait_for_selector("#station-card:not([hidden]) a")
    card = page.locator("#station-card")
    assert "东港路驿站" in card.inner_text()
    assert re.search(r"\d+\s*(分钟|min)", card.inner_text())
    card.locator("h3 a").click()
    page.wait_for_url("**/stations/DG-*/")
    page.go_back()
    page.click("a[href^='/stations/?']")
    page.wait_for_url("**/stations/?*need=water*")


def test_without_scripts_or_webgl_the_list_stands_in(open_page: Callable[..., Any], world: World) -> None:
    page = open_page(phone=True, javascript=False)
    page.goto(f"/stations/map/?near={LON},{LAT}")
    assert page.locator(".map-fallback").is_visible()
    assert page.locator(".doors > li").count() == 12
    page = open_page(phone=True)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"/stations/map/?near={LON},{LAT}")
    page.wait_for_selector("[data-map][data-state=unable]")
    assert page.locator(".map-fallback").is_visible()
    assert page.locator(".doors > li").count() == 12


def test_an_officer_draws_an_area_with_the_keyboard_and_reads_what_lies_in_it(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], world: World
) -> None:
    page = open_page(account=officer(world))
    page.goto("/places/map/")
    drawn(page)
    assert axe(page) == []
    page.locator("[data-map-draw]").press("Enter")
    canvas = page.locator("canvas.maplibregl-canvas")
    middle = page.evaluate("document.querySelector('[data-map]').map.map.getCenter()")
    for east, north in ((-0.006, -0.006), (0.006, -0.006), (0.006, 0.006), (-0.006, 0.006)):
        page.evaluate(
            "(at) => document.querySelector('[data-map]').map.map.jumpTo({ center: at })",
            [middle["lng"] + east, middle["lat"] + north],
        )
        canvas.press("c")
    canvas.press("Enter")
    page.wait_for_selector("#map-inside section")
    told = page.locator("#map-inside h2").inner_text()
    count = int(re.search(r"\d+", told)[0])  # type: ignore[index]
    assert 0 < count < 40
    assert page.locator("#map-inside tbody tr").count() == min(count, 20)
    assert axe(page) == []
    page.click("[data-map-clear]")
    page.fill("#map-division", world.harbour_place.code)
    page.locator("[data-map-division] button").click()
    page.wait_for_url("**division=*")
    assert page.locator("#map-inside").is_visible()


def test_an_officer_narrows_the_map_and_prints_a_plan_on_one_sheet(open_page: Callable[..., Any], world: World) -> None:
    page = open_page(account=officer(world))
    page.goto("/places/map/")
    drawn(page)
    with page.expect_request("**/places/tiles/**kind=reading_room*"):
        page.select_option("[name=kind]", "reading_room")
    page.select_option("[name=kind]", "")
    page.click("[data-map-plan]")
    page.wait_for_selector("[data-map][data-state=picture]", timeout=40_000)
    assert re.search(r"1 : [\d ]+", page.locator("[data-map-scale]").inner_text())
    assert "© 试用路网" in page.locator(".plan-sources").inner_text()
    page.fill("#plan-title", "港湾街道驿站分布")
    page.locator(".plan-bar button[type=submit]").click()
    page.wait_for_selector("[data-map][data-state=picture]", timeout=40_000)
    assert page.locator("h1").inner_text() == "港湾街道驿站分布"
    sheet = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    width, height = map(float, re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", sheet).groups())  # type: ignore[union-attr]
    assert (round(width), round(height)) == (842, 595)


class Tiles(BaseHTTPRequestHandler):
    """A base map of one colour that remembers what was asked."""

    asked: list[str] = []

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """One tile."""
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(one_colour(120, 170, 210))


def one_colour(*colour: int) -> bytes:
    """A picture of 256 × 256 points of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * 256) * 256
    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_tiles_of_a_configured_base_map_are_drawn_and_named(
    browser: Any, live_server: Any, settings: Any, world: World
) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    settings.MAP_TILES, settings.MAP_ORIGINS = f"{origin}/{{z}}/{{x}}/{{y}}.png", [origin]
    settings.MAP_ATTRIBUTION, settings.MAP_DATUM = "© 试用底图 <b>审图号</b>", "gcj02"
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", **DESK)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto("/stations/map/?open=all")
    drawn(page)
    assert Tiles.asked
    assert "© 试用底图 <b>审图号</b>" in page.locator(".maplibregl-ctrl-attrib").inner_text()
    colour = page.evaluate(
        """() => { const map = document.querySelector("[data-map]").map.map, gl = map.getCanvas().getContext("webgl2");
        const spot = new Uint8Array(4); gl.readPixels(5, gl.drawingBufferHeight - 5, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, spot); return [...spot]; }"""
    )
    assert colour[2] > colour[0] > 60
    assert complaints == []
    context.close()
    server.shutdown()
    server.server_close()
