"""The guides for whoever keeps the house: administrators, the register, routing rules."""

from __future__ import annotations

from tools.studio import Studio, send


def administrators(studio: Studio) -> None:
    """Three different people: posts, programs, the audit trail."""
    page = studio.desk("an")
    page.goto("/people/posts/")
    studio.take(page, "administrators-1-posts")
    page.goto("/people/posts/new/")
    studio.take(page, "administrators-2-appointment")
    page.context.close()
    page = studio.desk("shen")
    page.goto("/audit/")
    studio.take(page, "administrators-3-trail")
    page.locator("form[action$='/audit/verification/'] button").click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "administrators-4-verification")
    page.context.close()
    page = studio.desk("xiao")
    page.goto("/people/programs/")
    studio.take(page, "administrators-5-programs")
    page.context.close()


def register(studio: Studio) -> None:
    """Monday morning: a new union, an officer with a post there, and a promise, each on a page."""
    page = studio.desk("xiao")
    page.goto("/bodies/")
    studio.take(page, "register-1-bodies")
    page.goto("/bodies/places/")
    studio.take(page, "register-2-places")
    page.goto("/bodies/new/")
    for name, words in (
        ("name", "瑞江市金湖街道总工会"),
        ("short_name", "金湖街道总工会"),
        ("code", "RJ-JINHU"),
        ("parent", "东澜区总工会"),
        ("case_prefix", "金湖工维"),
        ("division", "东澜区"),
    ):
        page.fill(f"[name={name}]", words)
    page.select_option("[name=level]", "5")
    page.check("[name=receives_cases]")
    studio.take(page, "register-3-new")
    page.uncheck("[name=answers]")
    send(page)
    studio.take(page, "register-4-body")
    page.goto("/employers/")
    studio.take(page, "register-5-employers")
    page.goto("/cases/promises/")
    studio.take(page, "register-6-promises")
    page.context.close()


def rules(studio: Studio) -> None:
    """An officer of the city writes a routing rule, tries it on last month's cases, and looks at the list."""
    page = studio.desk("cheng")
    page.goto("/cases/rules/")
    studio.take(page, "rules-1-list")
    page.goto("/cases/rules/new/")
    page.fill("[name=name]", "骑手扣款由市快递外卖工会接")
    page.check("[name=kinds][value=platform]")
    page.fill("[name=words]", "超时，扣款，罚款")
    page.select_option("[name=body]", label="　市快递外卖货运行业工会")
    page.fill("[name=person]", "童欣")
    studio.take(page, "rules-2-form")
    page.click("button[name=try]")
    page.wait_for_load_state("networkidle")
    studio.take(page, "rules-3-trial", at="#trial")
    page.context.close()


NOTICE = """地区\t档\t月最低工资\t小时最低工资\t执行日期
江西省\t一\t2,380元\t23.8\t2027年1月1日起
江西省\t二\t2220\t22.2\t2027-01-01
江西省\t三\t2080\t20.8\t2027-01-01
北京市\t\t2650\t28.9\t2027-01-01
"""


def values(studio: Studio) -> None:
    """A notice comes in: an officer of the city proposes it, the system administrator reads the source and approves."""
    page = studio.phone()
    page.goto("/law/values/?q=江西")
    studio.take(page, "values-6-phone")
    page.context.close()
    page = studio.desk("cheng")
    page.goto("/law/values/")
    studio.take(page, "values-1-table")
    page.goto("/law/values/due/")
    studio.take(page, "values-5-due")
    page.goto("/law/proposals/notice/")
    page.fill("[name=rows]", NOTICE)
    page.fill("[name=document]", "瑞人社发〔2026〕18号（演示）")
    page.fill("[name=passage]", "自2027年1月1日起，调整最低工资标准。")
    page.check("[name=read_as][value=V]")
    page.locator("main button[value=look]").click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "values-3-difference")
    page.locator("main button[value=propose]").click()
    page.wait_for_load_state("networkidle")
    where = page.url
    page.context.close()
    page = studio.desk("xiao")
    page.goto(where)
    studio.take(page, "values-4-proposal")
    page.locator("main a[href$='/approval/']").click()
    page.check("[name=compared]")
    send(page)
    page.goto("/law/values/minimum_wage.monthly/江西/")
    studio.take(page, "values-2-history")
    page.context.close()
