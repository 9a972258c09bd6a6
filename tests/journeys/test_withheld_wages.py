"""Two months' wages were withheld against damage: the mediator goes from the worklist to settlement, document and call-back."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Docx

from unionhall.cases import actions
from unionhall.cases.models import Settlement
from unionhall.cases.states import State
from unionhall.cases.tests import world as small
from unionhall.core import clock
from unionhall.people.models import Account

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "images"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_jobs]

PANELS_ARE_HERE = "() => !document.querySelector('.panel-waiting')"  # other modules' panels come after the page


def account(world: small.World, name: str) -> Account:
    person = world.people[name]
    return Account.objects.get_or_create(
        person=person, defaults={"username": f"{name}-journey", "opened_at": clock.now()}
    )[0]


def picture(page: Any, name: str, folder: Path) -> None:
    """A picture of the page; with UNIONHALL_PICTURES=1 it becomes the one in the guide."""
    kept = IMAGES if os.environ.get("UNIONHALL_PICTURES") else folder
    kept.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=kept / f"{name}.png", full_page=True)


def test_a_mediator_settles_withheld_wages_and_calls_back(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    world = small.build()
    case = world.case_in(
        State.MEDIATING, account="单位说我弄坏了机器，扣了三月和四月两个月工资，一分没发。", amount=Decimal(10000)
    )
    actions.assign(case, by=world.actor("hong"), handler=world.people["sun"])
    page = open_page(account=account(world, "sun"))

    page.goto("/cases/")
    page.get_by_role("link", name=re.compile(re.escape(case.number))).first.click()
    page.get_by_role("heading", name="职工的话").wait_for()
    assert "一分没发" in page.content()
    picture(page, "case-file", tmp_path)
    assert axe(page) == []

    page.get_by_role("link", name="登记协议").click()
    form = page.locator("#act form")
    form.get_by_label("约定了什么").fill("1. 单位每月按两成扣款，依法可扣共2000元；\n2. 其余8000元补发给劳动者。")
    form.get_by_label("单位支付的金额").fill("8000")
    form.get_by_label("签订").fill(clock.today().isoformat())
    form.get_by_label("单位因损失扣发了工资").check()
    form.get_by_label("扣发那一天").fill("2026-04-30")
    form.get_by_label("单位主张的损失").fill("20000")
    form.get_by_label("最低工资：地区和档次").select_option("江西|3")
    for month in (0, 1):
        form.get_by_label("当月工资").nth(month).fill("5000")
        form.get_by_label("已扣").nth(month).fill("5000")
    form.get_by_role("button", name="算一算").click()
    form.get_by_text("怎么算的").click()
    assert "第 1 个月：最多可扣 1000.00 元" in form.inner_text()
    assert "《工资支付暂行规定》第16条" in form.inner_text()
    assert form.get_by_label("约定了什么").input_value().startswith("1. 单位")
    picture(page, "settlement-reckoned", tmp_path)
    assert axe(page) == []

    form.get_by_role("button", name="登记协议").click()
    page.get_by_role("heading", name="现行协议").wait_for()
    assert Settlement.objects.get(case=case).deduction["result"]["illegal_excess_total"] == "8000.00"  # type: ignore[index]
    page.wait_for_function(PANELS_ARE_HERE)
    swapped = page.locator("#file .file-story").inner_text()
    page.reload()
    page.wait_for_function(PANELS_ARE_HERE)
    assert page.locator("#file .file-story").inner_text() == swapped, "after the swap stands what a reload shows"

    page.get_by_role("button", name="生成协议书").click()
    with page.expect_download() as loading:
        page.get_by_role("link", name="协议书（Word）").click()
    document = tmp_path / "agreement.docx"
    loading.value.save_as(document)
    words = "\n".join(cell.text for table in Docx(str(document)).tables for row in table.rows for cell in row.cells)
    assert "林小满" in words
    assert "4,000.00" in words
    assert loading.value.suggested_filename.startswith("调解协议书")
    picture(page, "case-settled", tmp_path)
    assert axe(page) == []

    page.get_by_role("link", name="登记回访").first.click()
    calling = page.locator("#act form")
    calling.get_by_label("已履行").check()
    calling.get_by_label("已付金额").fill("8000")
    calling.get_by_label("备注").fill("工人说钱到账了")
    picture(page, "call-back", tmp_path)
    assert axe(page) == []
    calling.get_by_role("button", name="登记回访").click()
    page.locator(".page-head .tag", has_text="已履行").wait_for()
    case.refresh_from_db()
    assert case.state == State.PERFORMED
    picture(page, "case-performed", tmp_path)
