"""The rider's case: the union asks the procuratorate for support; letter, hearing and court date; an outside body by link."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_withheld_wages import account, picture
from unionhall.cases.models import Transfer
from unionhall.cases.states import State
from unionhall.cases.tests import world as small

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_jobs]


def test_the_riders_case_goes_to_the_procuratorate_and_to_court(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    world = small.build()
    case = world.case_in(
        State.FAILED,
        employer=world.factory,
        kind="platform",
        account="跑单两个月，站点说账号被封不给结算。",
        amount=Decimal(12600),
    )
    desk = open_page(account=account(world, "zhou"))
    desk.goto(f"/cases/{case.pk}/")
    desk.get_by_role("link", name="移送或转请").click()
    form = desk.locator("#act form")
    form.get_by_label("给哪个单位").select_option(label="瑞江市人民检察院")
    form.get_by_label("请对方做什么").select_option("support_prosecution")
    assert "平台" in form.get_by_label("请求对方做什么").input_value()
    form.get_by_label("请求对方做什么").fill("支持骑手起诉追索劳动报酬。")
    form.get_by_label("同意，职工在电话里说的").check()
    form.get_by_label("把职工姓名告诉对方").check()
    picture(desk, "transfer-offer", tmp_path)
    assert axe(desk) == []
    form.get_by_role("button", name="发出").click()
    desk.get_by_role("link", name=re.compile("支持起诉 → 瑞江市人民检察院|瑞江市人民检察院")).first.wait_for()
    row = Transfer.objects.get(case=case)

    partner = open_page(account=account(world, "su"))
    partner.set_viewport_size({"width": 820, "height": 1100})
    partner.goto("/cases/transfers/")
    picture(partner, "partner-transfers", tmp_path)
    assert axe(partner) == []
    partner.get_by_role("link", name=row.number).click()
    assert "林小满" in partner.content()
    assert "账号被封" not in partner.content(), "the worker's own account was not passed on"
    picture(partner, "partner-transfer", tmp_path)
    assert axe(partner) == []
    partner.get_by_role("link", name="接收", exact=True).click()
    partner.locator("#act form").get_by_label("贵单位的编号").fill("瑞检民支〔2026〕3号")
    partner.locator("#act form").get_by_role("button").first.click()
    partner.get_by_text("瑞检民支〔2026〕3号").first.wait_for()
    for kind, on, words in (
        ("study", "2026-11-25", "共同研判，证据齐全"),
        ("letter", "2026-11-27", "出具支持起诉书"),
        ("court_date", "2026-12-28", "上午九点半，第三法庭"),
    ):
        partner.get_by_role("link", name="登记进展").click()
        step = partner.locator("#act form")
        step.get_by_label("哪一步").select_option(kind)
        step.get_by_label("哪一天").fill(on)
        step.get_by_label("内容").fill(words)
        step.get_by_role("button", name="登记进展").click()
        partner.locator("#transfer .timeline", has_text=words).wait_for()
    picture(partner, "partner-steps", tmp_path)
    assert axe(partner) == []

    desk.goto(f"/cases/{case.pk}/")
    assert "上午九点半，第三法庭" in desk.content()
    desk.goto(f"/cases/transfers/{row.pk}/")
    desk.get_by_role("link", name="生成一次性链接").click()
    desk.locator("#act form").get_by_role("button", name="生成一次性链接").click()
    link = desk.locator(".one-time-link").inner_text()

    outside = open_page(phone=True)
    outside.goto(link)
    picture(outside, "reply-by-link", tmp_path)
    assert axe(outside) == []
    outside.get_by_label("办结，登记结果").check()
    outside.get_by_label("内容").fill("法院判决支付12600元")
    outside.get_by_role("button", name="发送答复").click()
    outside.get_by_role("heading", name="您的答复收到了").wait_for()
    outside.goto(link)
    outside.get_by_role("heading", name="这个链接用不了").wait_for()
    assert axe(outside) == []
    row.refresh_from_db()
    assert row.state == "done"
    partner.goto(f"/cases/transfers/{row.pk}/")
    assert "上午九点半" not in partner.content(), "ended transfers are closed to the receiver"
