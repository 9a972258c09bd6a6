"""The guides that follow a matter: alone, with thirty others, to the procuratorate."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tools.studio import Studio, send

from .steps import STORY, act, bring, choose, day, open_act, open_case, pick, pick_text

if TYPE_CHECKING:
    from playwright.sync_api import Page

TERMS = "一、未发工资共10,400元；二、裁错布料的损失，从两个月工资中各扣20%，共2,080元；三、其余8,320元今天一次付清。"


def settling(studio: Studio) -> None:
    """One matter all the way: accepted, consulted, negotiated, mediated, settled by the lawful deduction, called back, closed."""
    worker = studio.phone()
    number = bring(studio, worker, name="叶青", account=STORY)
    send(worker)
    page = studio.desk("zhou")
    open_case(page, number)
    studio.take(page, "settling-1-received")
    act(page, "acceptance")
    act(page, "consultation")
    open_act(page, "/notes/")
    page.fill("#act [name=text]", "叶师傅您好：厂里可以要求赔偿，但不能把工资全扣光，每月最多扣两成。我先约厂里谈。")
    page.check("#act [name=audience][value=worker]")
    studio.take(page, "settling-2-note")
    send(page, "#act")
    act(page, "negotiation")
    open_act(page, "/sessions/")
    page.select_option("#act [name=kind]", "negotiation")
    page.fill("#act [name=place]", "锦程服饰会议室")
    page.fill("#act [name=outcome]", "厂里原以为可以全扣；看了条文，同意调解。")
    page.get_by_role("group", name="周敏").get_by_label("到场").check()
    page.locator("#act [name$=-who]:not([type=hidden])").fill("人事经理")
    page.locator("#act [name$=-part]:not([type=hidden])").fill("单位一方")
    studio.take(page, "settling-3-session")
    send(page, "#act")
    act(page, "mediation")
    _settle(studio, page)
    open_act(page, "/callbacks/")
    pick(page, "outcome", "performed")
    studio.take(page, "settling-5-callback", of="#act")
    send(page, "#act")
    studio.take(page, "settling-6-performed")
    page.context.close()
    worker.goto("/cases/mine/")
    worker.locator("section.matter h3 a").first.click()
    studio.take(worker, "settling-7-worker")
    studio.take(worker, "people-1-who-opened", of="section.card:has(a[href$='/objection/'])")
    worker.goto(studio.last_link())
    choose(worker, "solved", "solved")
    choose(worker, "satisfied", "yes")
    studio.take(worker, "settling-8-feedback")
    send(worker)
    worker.context.close()


def _settle(studio: Studio, page: Page) -> None:
    """The settlement with its reckoning, then the agreement as a document."""
    open_act(page, "/settlement/")
    page.select_option("#act [name=manner]", "mediation")
    page.fill("#act [name=signed_on]", day(0))
    page.fill("#act [name=terms]", TERMS)
    page.fill("#act [name=amount]", "8320")
    page.fill("#act [name=instalments-0-due_on]", day(0))
    page.fill("#act [name=instalments-0-amount]", "8320")
    page.check("#act [name=withheld]")
    page.fill("#act [name=deduction-on]", day(-60))
    page.fill("#act [name=deduction-loss]", "9000")
    page.fill("#act [name=deduction-least]", "1850")
    page.fill("#act [name=deduction-least_source]", "瑞江市最低工资标准（演示数据）")
    for row in (0, 1):
        page.fill(f"#act [name=months-{row}-wage]", "5200")
        page.fill(f"#act [name=months-{row}-deducted]", "5200")
    studio.take(page, "wages-1-form", of="#withheld")
    page.locator("#act button[name=reckon]").click()
    page.locator("#act .finding table").wait_for()
    page.locator("#act .finding details summary").click()
    studio.take(page, "wages-2-reckoned", of="#act .finding")
    send(page, "#act")
    page.locator("form[action$='/settlement/agreement/'] button").click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "settling-4-settled")
    studio.take(page, "wages-3-stored", of="section.card:has(.finding)")


def group(studio: Studio) -> None:
    """The thirty building workers: their page, one act for all, the report, more workers."""
    page = studio.desk("zhou")
    page.goto("/cases/?employer=众力建筑劳务")
    page.locator("a[href*='/cases/groups/']").first.click()
    page.wait_for_load_state("networkidle")
    home = page.url
    studio.take(page, "group-1-page")
    page.goto(f"{home}workers/")
    page.fill("[name=typed]", "罗大山，16120880001，9800\n何小兵 16120880002 11200\n唐有福，1612088，8600")
    studio.take(page, "group-2-workers")
    send(page)
    studio.take(page, "group-3-mistakes")
    page.goto(home)
    page.locator("ul.act-list a").first.click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "group-4-act")
    send(page)
    studio.take(page, "group-5-report")
    page.context.close()


def procuratorate(studio: Studio) -> None:
    """Consent asked and given, a clue transferred, accepted with a number of theirs, steps recorded, a one-time link."""
    worker = studio.phone()
    account = "我送外卖一年多，站点让我注册成个体户。上个月送单时被撞断了腿，站点说我不是他们的人，不给报工伤。"
    number = bring(
        studio, worker, name="贺小川", account=account, kind="platform", employer="风桥即时配送", amount="36000"
    )
    send(worker)
    page = studio.desk("gao")
    open_case(page, number)
    act(page, "acceptance")
    open_act(page, "/consent/")
    pick_text(page, "body", "瑞江市人民检察院")
    page.select_option("#act [name=purpose]", "clue")
    page.fill("#act [name=why]", "站点把骑手一律注册成个体户，不止您一个人。想请检察院看看能不能支持您起诉。")
    studio.take(page, "procuratorate-1-ask", of="#act")
    send(page, "#act")
    worker.goto("/cases/mine/")
    worker.locator("section.matter h3 a").first.click()
    studio.take(
        worker,
        "procuratorate-2-asked",
        at="button[name=answer][value=yes] >> xpath=ancestor::*[contains(@class,'notice')]",
    )
    worker.locator("button[name=answer][value=yes]").click()
    worker.wait_for_load_state("networkidle")
    page.reload()
    open_act(page, "/transfers/new/")
    pick_text(page, "body", "瑞江市人民检察院")
    page.select_option("#act [name=purpose]", "clue")
    page.locator("#act [name=consent]").first.check()
    page.check("#act [name=names_worker]")
    studio.take(page, "procuratorate-3-offer", of="#act")
    send(page, "#act")
    page.locator("a[href*='/cases/transfers/']:not([href$='/transfers/'])").last.click()
    page.wait_for_load_state("networkidle")
    sent = page.url
    open_act(page, "/link/")
    send(page, "#act")
    studio.take(page, "procuratorate-6-link")
    link = page.locator(".one-time-link").inner_text()
    theirs = studio.desk("su")
    theirs.goto("/cases/transfers/")
    studio.take(theirs, "procuratorate-4-waiting")
    theirs.goto(sent)
    open_act(theirs, "/acceptance/")
    theirs.fill("#act [name=their_number]", f"瑞检民线〔{date.today().year}〕31号")
    send(theirs, "#act")
    open_act(theirs, "/steps/")
    theirs.select_option("#act [name=kind]", "study")
    theirs.fill("#act [name=on]", day(0))
    theirs.fill("#act [name=text]", "与工会、人社部门共同研判，以派单、考勤和扣款认定管理事实。")
    send(theirs, "#act")
    studio.take(theirs, "procuratorate-5-steps")
    theirs.context.close()
    outside = studio.phone()
    outside.goto(link)
    studio.take(outside, "procuratorate-7-outside")
    outside.context.close()
    for each in (page, worker):
        each.context.close()
