"""The guides about stations: what a worker finds nearby, and what an officer keeps."""

from __future__ import annotations

from tools.studio import Studio, send

CENTRE = "113.6255,29.8378"
LIST = (
    "编号,名称,地址,经度(高德),纬度(高德),开放时间,设施\n"
    "G1,港湾老街茶馆驿站,港湾街道老街12号,113.6255,29.8378,08:00-21:00,热水|座位|厕所\n"
    "G2,港湾渔村驿站,港湾街道渔村口,113.6295,29.8378,24小时,热水|充电|按摩椅\n"
    "G3,海上灯塔,港湾,125.0,25.0,24小时,\n"
    "G4,写反了的驿站,港湾街道,29.8378,113.6255,08:00-20:00,热水\n"
)


def nearby(studio: Studio) -> None:
    """Somebody who was never here looks for an open door, and reads about one."""
    page = studio.phone()
    page.goto(f"/stations/?near={CENTRE}&need=water")
    page.locator("#found").scroll_into_view_if_needed()
    studio.take(page, "nearby-1-list")
    page.locator(".door h3 a").first.click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "nearby-2-station", whole=True)
    page.context.close()


def stations(studio: Studio) -> None:
    """The officer of the city: the list, one place, a list tried, a checklist, the report of the network."""
    page = studio.desk("cheng")
    page.goto("/places/")
    studio.take(page, "stations-1-list")
    page.locator("tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "stations-2-venue")
    page.goto("/places/lists/")
    page.set_input_files(
        "[name=table]", files=[{"name": "新增驿站.csv", "mimeType": "text/csv", "buffer": LIST.encode()}]
    )
    send(page)
    studio.take(page, "stations-3-import", whole=True)
    page.goto("/places/?q=RJ-001")
    page.locator("tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{page.url}inspection/")
    studio.take(page, "stations-4-inspect")
    page.goto("/places/shortfalls/")
    studio.take(page, "stations-5-shortfalls")
    page.context.close()
