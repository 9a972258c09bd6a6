"""The guide of calculators on a file: reckoned, kept, claimed, reckoned again; and thirty workers in one table."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from tools.studio import Studio, send

from .steps import act, bring, open_case

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORY = "我在厂里做了六年多。二月底厂里说订单少，把我们一个车间都裁了，只说多发一个月工资，别的都不给。"
FACTS = {"hire": "2019-03-01", "end": "2026-02-28", "wages": "5200 5200 5350 5100 5200 5480"}
TOLD = {
    "哪一天入职的？": "2023-05-04", "最后一天上班是哪一天？": "2026-03-31", "是怎么离开的？": "裁员",
    "离职前最近几个月，每月应发多少工资？": "4800 4800 5100", "在哪里上班？": "江西", "当地最低工资的第几档？": 1,
}  # fmt: skip


def claims(studio: Studio) -> None:
    """From the file to the table of claims, and a group with all its workers."""
    worker = studio.phone()
    number = bring(studio, worker, name="梁秋禾", account=STORY, kind="dismissal", amount="36000")
    send(worker)
    worker.context.close()
    page = studio.desk("zhou")
    open_case(page, number)
    act(page, "acceptance")
    file = page.url
    page.locator("section.panel .card:has(.icon) a", has_text="算一算").first.wait_for()
    studio.take(page, "claims-1-file", at="section.panel:has(a[href*='/reckoning/'])")
    page.locator("a[href$='/reckoning/']").first.click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "claims-2-choose")
    page.locator("a.calculator-link[href*='/severance/']").click()
    page.wait_for_load_state("networkidle")
    _fill(page)
    studio.take(page, "claims-3-form")
    page.locator("button:has-text('存入案卷')").click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "claims-4-finding")
    finding = page.url
    page.locator("form[action$='/claims/'] button").last.click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{file}reckoning/damages87/")
    page.wait_for_load_state("networkidle")
    studio.take(page, "claims-5-known")
    page.goto(f"{file}reckoning/severance/?replaces={finding.rstrip('/').rpartition('/')[2]}")
    page.fill("[name=fact-wages]", "5600 5600 5600")
    page.fill("[name=reason]", "工资条补来了，最近三个月都是 5600 元。")
    page.locator("button:has-text('存入案卷')").click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "claims-6-replaced")
    page.goto(f"{file}claims/")
    studio.take(page, "claims-7-table")
    _group(studio, page)
    page.context.close()


def _fill(page: Page) -> None:
    for name, value in FACTS.items():
        page.fill(f"[name=fact-{name}]", value)
    page.select_option("[name=fact-reason]", "art41")
    page.select_option("[name=fact-region]", "江西")
    page.locator("[name=fact-tier]").wait_for(state="visible")
    page.fill("[name=fact-tier]", "1")
    page.locator("#answer .finding-headline", has_text="36785.00").wait_for()
    page.locator("[name=fact-min_wage]").wait_for(state="hidden")
    page.wait_for_load_state("networkidle")


def _group(studio: Studio, page: Page) -> None:
    """The sheet is downloaded, filled, and sent back."""
    import openpyxl

    page.goto("/cases/?employer=众力建筑劳务")
    group = page.locator("a[href*='/cases/groups/']").first.get_attribute("href") or ""
    home = f"/cases/{re.findall(r'[0-9a-f-]{36}', group)[0]}/claims/"
    page.goto(f"{home}table/severance/")
    studio.take(page, "claims-8-sheet")
    with page.expect_download() as download:
        page.locator("a[href$='/sheet/']").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    for number, row in enumerate(sheet.iter_rows(min_row=2)):
        for ask, value in TOLD.items():
            cell = row[heads.index(ask)]
            cell.value = cell.value or value
        if number == 3:
            row[heads.index("哪一天入职的？")].value = "去年五月"
    out = io.BytesIO()
    book.save(out)
    sheet_file = {
        "name": "经济补偿.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": out.getvalue(),
    }
    page.set_input_files("[name=table]", sheet_file)
    page.locator("main form button").last.click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "claims-9-mistakes")
    page.set_input_files("[name=table]", sheet_file)
    page.check("[name=sound_only]")
    page.locator("main form button").last.click()
    page.wait_for_load_state("networkidle")
    page.goto(home)
    studio.take(page, "claims-10-group")
