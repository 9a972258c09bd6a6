"""The guide of papers: the panel on the file, a draft, the sending of a letter, the list of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.studio import Studio, send

if TYPE_CHECKING:
    from playwright.sync_api import Page


def papers(studio: Studio) -> None:
    """An officer drafts an application and a notice letter from a matter in mediation, writes both and records the sending."""
    page = studio.desk("hong")
    page.goto("/cases/?kind=contract")
    page.locator("tbody tr").filter(has_not_text="群体").locator("th a").first.click()
    page.wait_for_load_state("networkidle")
    file = page.url
    _draft(page, "arbitration_application")
    send(page)
    page.wait_for_load_state("networkidle")
    studio.take(page, "papers-2-draft")
    page.locator("main form button[name=write]").click()
    page.wait_for_load_state("networkidle")
    page.goto(file)
    _draft(page, "notice_letter")
    send(page)
    page.wait_for_load_state("networkidle")
    page.locator("main form button[name=write]").click()
    page.wait_for_load_state("networkidle")
    page.locator("main a[href$='/sending/']").click()
    page.wait_for_load_state("networkidle")
    if page.locator("[name=to]").input_value() == "":
        page.fill("[name=to]", "用人单位")
    page.fill("[name=days]", "15")
    page.fill("[name=source]", "本市工会劳动法律监督办法 第九条")
    studio.take(page, "papers-3-sending")
    send(page)
    page.goto(file)
    page.wait_for_selector("a[href*='/papers/0']")
    studio.take(page, "papers-1-panel", of=".card:has(a[href*='/papers/0'])")
    page.goto("/papers/letters/")
    studio.take(page, "papers-4-letters")
    page.context.close()


def _draft(page: Page, kind: str) -> None:
    """To the page on which a kind of paper is drafted; the panel comes after the file."""
    link = f"a[href*='/papers/of/'][href$='/{kind}/']"
    page.wait_for_selector(link, state="attached")
    page.goto(page.locator(link).get_attribute("href") or "")
