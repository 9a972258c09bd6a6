"""Somebody new joins a union from its poster, is accepted at the desk, and shows a card that a gate checks in a cellar.

1. Qin scans the poster at the gate, writes name, identity number and number, and the code of the text: three pages.
2. The officer sees the wish with its day and says yes. Qin's card is there.
3. The guard has opened the page that checks cards once; in the cellar there is no connection. A good card is good, a changed
   one is told from it, and a text that is no card as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from unionhall.cases.tests import world as small
from unionhall.core.actor import SYSTEM
from unionhall.core.identity import identity_check
from unionhall.core.models import OutgoingText
from unionhall.members import cards
from unionhall.people import actions as people
from unionhall.people.models import Membership

from .conftest import PHONE
from .test_reckoning_on_a_phone import Line, until
from .test_withheld_wages import account, picture
from .test_worker_brings_a_matter import Phone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_jobs]
SEVENTEEN = "11010119950412301"


def test_from_the_poster_to_the_card(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    world = small.build()
    phone = Phone(open_page(phone=True), axe, tmp_path)
    page = phone.page
    page.goto("/j/EH1/poster/")
    phone.looks_right("joining-01-poster")
    page.goto("/j/EH1/")
    page.get_by_label("您叫什么名字").fill("秦川")
    page.get_by_label("身份证号").fill(SEVENTEEN + identity_check(SEVENTEEN))
    page.get_by_label("打哪个手机号能找到您").fill("138 7654 3210")
    page.locator("[name=consented]").check()
    phone.looks_right("joining-02-facts")
    phone.go_on()
    page.get_by_label("验证码").wait_for()
    phone.looks_right("joining-03-code")
    text = OutgoingText.objects.order_by("-at", "-pk")[0].text
    page.get_by_label("验证码").fill(re.findall(r"\d{6}", text)[0])
    page.get_by_role("button", name="入会").click()
    page.get_by_role("heading", name="我的会籍").wait_for()
    phone.looks_right("joining-04-waits")

    desk = open_page(account=account(world, "hong"))
    desk.goto("/members/applications/")
    picture(desk, "joining-05-applications", tmp_path)
    assert axe(desk) == []
    desk.get_by_role("link", name=re.compile("秦")).first.click()
    desk.get_by_role("heading", name=re.compile("秦")).wait_for()
    picture(desk, "joining-06-application", tmp_path)
    assert axe(desk) == []
    desk.get_by_role("button", name="同意入会").click()
    desk.wait_for_load_state("networkidle")
    assert Membership.objects.filter(person__name="秦川", until__isnull=True).exists()

    page.goto("/membership/")
    phone.looks_right("joining-07-member")
    page.get_by_role("link", name="我的会员证").click()
    page.get_by_text("秦*").first.wait_for()
    phone.looks_right("joining-08-card")


def test_a_card_is_checked_where_there_is_no_connection(browser: Any, live_server: Any, tmp_path: Path) -> None:
    world = small.build()
    made = people.enrol(world.people["lin"], by=SYSTEM, organisation=world.factory_union, since=date(2020, 1, 1))
    card = cards.issue(Membership.objects.select_related("person", "organisation").get(pk=made.pk))
    line = Line(live_server.url)
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", base_url=line.url, **PHONE)
    phone = Phone(context.new_page(), None, tmp_path)
    page = phone.page
    page.goto("/members/check/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "caches.open('card-check').then((s) => s.keys()).then((found) => found.length > 3)")
    line.cut()
    page.goto(f"/members/check/#{card}")
    page.reload()
    page.get_by_text("林*").first.wait_for()
    phone.looks_right("joining-09-checked")
    head, body, signature = card.split(".")
    page.get_by_label("二维码中的文字").fill(f"{head}.{body}.{signature[::-1]}")
    page.get_by_role("button", name="核验").click()
    page.get_by_text("被改动过").wait_for()
    page.get_by_label("二维码中的文字").fill("不是证")
    page.get_by_role("button", name="核验").click()
    page.get_by_text("不是会员证").wait_for()
    context.close()
