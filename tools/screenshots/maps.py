"""The guide about maps: what a worker taps, and what an officer lays over one another, draws and prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.studio import Studio

if TYPE_CHECKING:
    from playwright.sync_api import Page

CENTRE = "113.6255,29.8378"
WHOLE = "[data-map][data-state=whole]"
AREA = "113.60,29.82;113.65,29.82;113.65,29.855;113.60,29.855"


def still(page: Page) -> None:
    """Wait until nothing is left to draw."""
    page.wait_for_selector(WHOLE)
    page.wait_for_timeout(1_500)


def maps(studio: Studio) -> None:
    """A phone: the map, one station tapped. A desk: everything, a layer, an area, a plan."""
    page = studio.phone()
    page.goto(f"/stations/map/?near={CENTRE}&open=all")
    still(page)
    studio.take(page, "maps-1-phone")
    spot = page.evaluate(
        """() => { const map = document.querySelector("[data-map]").map.map, box = map.getCanvas().getBoundingClientRect();
        const one = map.queryRenderedFeatures({ layers: ["uh-point"] })[0], at = map.project(one.geometry.coordinates);
        return [box.x + at.x, box.y + at.y]; }"""
    )
    page.touchscreen.tap(*spot)
    page.wait_for_selector("#station-card:not([hidden]) a")
    studio.take(page, "maps-2-card", at=".map")
    page.context.close()
    page = studio.desk("cheng")
    page.goto("/places/map/")
    still(page)
    layers = page.locator("[data-map-layer]")
    if layers.count():
        layers.first.check()
        page.wait_for_timeout(1_500)
    studio.take(page, "maps-3-desk")
    page.goto(f"/places/map/?area={AREA}")
    still(page)
    studio.take(page, "maps-4-area", whole=True)
    page.click("[data-map-plan]")
    page.wait_for_selector("[data-map][data-state=picture]")
    studio.take(page, "maps-5-plan")
    page.context.close()
