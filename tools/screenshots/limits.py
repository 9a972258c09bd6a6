"""The guide of the limits of the law: confirmed from the file, entered, interrupted; the list, the calendar, the worker's days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.studio import Studio, send

from .steps import act, bring, day, open_case

if TYPE_CHECKING:
    from playwright.sync_api import Page

ACCOUNT = "九月底单位口头通知我不用来了，没有书面通知，也没有给经济补偿。我手上有工牌、工资流水和微信聊天记录。"
WORKER = "马骏"


def limits(studio: Studio) -> None:
    """A dismissal: the file proposes the day, arbitration is asked for, an award comes; the worker reads the days."""
    phone = studio.phone(WORKER)
    number = bring(studio, phone, account=ACCOUNT, kind="dismissal", amount="20000")
    page = studio.desk("hong")
    open_case(page, number)
    act(page, "acceptance")
    studio.take(page, "limits-1-panel", of=".panel .card:has(a[href*='/limits/'])")
    file = page.url
    page.goto(f"{file}limits/proposals/")
    studio.take(page, "limits-2-confirm")
    send(page)
    for name, on in (("applied_on", -40), ("accepted_on", -36), ("received_on", -6)):
        _enter(page, file, name, on)
    page.goto(f"{file}limits/dispute/events/")
    page.select_option("[name=kind]", "complaint")
    page.fill("[name=day]", day(-60))
    page.fill("[name=evidence]", "12345 热线投诉回执")
    send(page)
    page.goto(f"{file}limits/")
    studio.take(page, "limits-3-page")
    page.goto("/limits/")
    studio.take(page, "limits-4-list")
    page.goto("/limits/calendar/")
    send(page)
    page.evaluate("document.querySelector('.limit-link').textContent = 'https://…/limits/calendar/…….ics'")
    studio.take(page, "limits-5-calendar")
    page.context.close()
    phone.goto(file.replace("/cases/", "/cases/mine/"))
    phone.wait_for_load_state("networkidle")
    studio.take(phone, "limits-6-worker", of=".panel")
    phone.context.close()


def _enter(page: Page, file: str, name: str, on: int) -> None:
    page.goto(f"{file}limits/dispute/days/{name}/")
    page.fill("[name=value]", day(on))
    page.fill("[name=evidence]", "当事人提交")
    send(page)
