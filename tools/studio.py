"""What a photographer of the product needs: phones and desks signed in as somebody, and a shutter that writes small files."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.small_png import small

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1366, "height": 860}}
ARGUMENTS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--lang=zh-CN",
]  # fmt: skip
PATIENCE = 45_000
AIR = 12


def chromium() -> str:
    """The machine's Chromium; says how to get one when there is none."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), "")
    if not found:
        raise SystemExit("No Chromium here: apt-get install chromium fonts-noto-cjk, or set CHROMIUM=/path/to/it")
    return found


class Studio:
    """A running demo, a browser, and the folder into which pictures go."""

    def __init__(self, browser: Browser, site: str, folder: Path) -> None:
        self.browser, self.site, self.folder = browser, site.rstrip("/"), folder
        self.darkroom = browser.new_page()
        self.taken = 0

    def phone(self, who: str = "") -> Page:
        """A phone of 360 points; signed in as somebody of the demo when `who` says so."""
        return self._page(PHONE, who)

    def desk(self, who: str = "") -> Page:
        """A desk of 1366 points."""
        return self._page(DESK, who)

    def _page(self, shape: dict[str, Any], who: str) -> Page:
        context = self.browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", base_url=self.site, reduced_motion="reduce", **shape
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if who:
            page.goto("/demo/")
            page.locator(f"form:has(input[name=who][value='{self._sign_in(page, who)}']) button").click()
            page.wait_for_load_state("networkidle")
        return page

    def _sign_in(self, page: Page, who: str) -> str:
        """Officers by their sign-in name; workers by their name, for which the page holds their phone."""
        by_name = page.locator(f"form:has(strong:text-is('{who}')) input[name=who]")
        return by_name.get_attribute("value") or who if by_name.count() else who

    def take(self, page: Page, name: str, of: str = "", *, whole: bool = False, at: str = "") -> None:
        """One picture: the window, a part of the page (`of`), the whole page, or the window scrolled to `at`."""
        page.wait_for_load_state("networkidle")
        page.evaluate("() => { document.getElementById('toasts')?.replaceChildren(); window.scrollTo(0, 0); }")
        if at:
            page.locator(at).first.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 72)")
        page.wait_for_timeout(250)
        frame = _around(page, of) if of else None
        picture = page.screenshot(full_page=whole or bool(of), clip=frame, animations="disabled", caret="hide")  # type: ignore[arg-type]
        target = self.folder / f"{name}.png"
        target.write_bytes(small(picture, self.darkroom))
        self.taken += 1
        print(f"  {target.name}  {target.stat().st_size // 1024} KB", flush=True)

    def last_code(self) -> str:
        """The six digits of the newest text the demo would have sent."""
        return re.findall(r"(?<!\d)\d{6}(?!\d)", self._last_text("码"))[0]

    def last_link(self) -> str:
        """The address in the newest text that holds one."""
        return re.findall(r"https?://[\w:/.-]+", self._last_text("http"), re.ASCII)[0]

    def _last_text(self, word: str) -> str:
        page = self.phone()
        page.goto("/demo/")
        words = page.locator("main ul.stack").last.locator("li p:first-child", has_text=word).first.inner_text()
        page.context.close()
        return words


def _around(page: Page, selector: str) -> dict[str, float]:
    """The place of an element on the page, with a little air around it."""
    box = page.locator(selector).first.bounding_box()
    if box is None:
        raise AssertionError(f"{selector} is not on {page.url}")
    left, top = max(0.0, box["x"] - AIR), max(0.0, box["y"] - AIR)
    return {
        "x": left,
        "y": top,
        "width": box["width"] + box["x"] - left + AIR,
        "height": box["height"] + box["y"] - top + AIR,
    }


def send(page: Page, within: str = "main") -> None:
    """Press the button that matters, and wait until the answer stands on the page."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.locator(f"{within} form button[type=submit][data-kind=primary]").first.click()
    answered.value.finished()
    page.wait_for_timeout(400)
    page.wait_for_load_state("networkidle")


def number_in(text: str) -> str:
    """The case number somewhere in a text."""
    found = re.search(r"\S+?〔\d{4}〕\d{4,}号", text)
    if not found:
        raise AssertionError(f"no case number in {text[:200]!r}")
    return found[0]
