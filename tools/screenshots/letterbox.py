"""The guides of the chair's letter box: a letter on the phone, a reception day from both sides, mail that waits, suggestions."""

from __future__ import annotations

from tools.studio import Studio, send


def letterbox(studio: Studio) -> None:
    """A worker writes to the chair and takes a turn on a reception day; officers enter a letter, note a visit, look at a held mail."""
    page = studio.phone()
    page.goto("/")
    page.get_by_role("link", name="写信给主席").first.click()
    page.fill("[name=account]", "我们站的夜班食堂只有冷饭，跟站长说过两回，没有下文。想请主席派人来看看。")
    studio.take(page, "letterbox-1-write")
    page.context.close()
    page = studio.phone("马骏")
    page.goto("/reception/")
    page.locator("main a.button[href^='/reception/0']").first.click()
    page.wait_for_load_state("networkidle")
    page.locator("label.option:has([name=at])").first.click()
    page.fill("[name=about]", "站点没有歇脚的地方")
    studio.take(page, "letterbox-2-turn", at="main form")
    send(page)
    studio.take(page, "letterbox-3-booked")
    page.context.close()
    page = studio.desk("hong")
    page.goto("/cases/enter/")
    page.check("[name=source][value=paper]", force=True)
    page.check("[name=to_chair]")
    studio.take(page, "letterbox-4-enter")
    page.goto("/letterbox/days/")
    page.locator("main table").last.locator("tbody th a").first.click()
    studio.take(page, "letterbox-5-day")
    page.context.close()
    page = studio.desk("cheng")
    page.goto("/letterbox/mail/")
    page.locator("main tbody th a").first.click()
    studio.take(page, "letterbox-6-held")
    page.context.close()


def suggestions(studio: Studio) -> None:
    """What is suggested for a new matter, and one of it taken."""
    page = studio.desk("hong")
    page.goto("/cases/?state=received")
    page.locator("tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "suggestions-1-file", of="form.suggested")
    page.locator("form.suggested button[value^='kind:']").first.click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "suggestions-2-chosen")
    page.context.close()
