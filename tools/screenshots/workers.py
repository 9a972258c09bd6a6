"""The guides for workers: telling, staying unnamed, letting somebody act."""

from __future__ import annotations

from tools.studio import Studio, send

from .steps import STORY, bring


def telling(studio: Studio) -> None:
    """A worker who was never here says what happened, from the first page to the page of the matter."""
    page = studio.phone()
    page.goto("/")
    studio.take(page, "telling-01-home")
    bring(studio, page, name="叶青", account=STORY, picture="telling")
    page.context.close()


def anonymous(studio: Studio) -> None:
    """Nobody's name: a receipt code, and the answer looked up with it."""
    page = studio.phone()
    account = "车间里一到夏天就四十度，没有风扇也没有凉茶，已经有两个人中暑。跟班长说了几次都没有下文。"
    bring(studio, page, account=account, kind="safety", amount="", identity="anonymous")
    studio.take(page, "anonymous-1-code", of="main")
    code = page.locator(".receipt-code").inner_text()
    send(page)
    page.goto("/cases/receipt/")
    page.fill("[name=code]", code)
    studio.take(page, "anonymous-2-look-up")
    send(page)
    studio.take(page, "anonymous-3-matter")
    page.context.close()


def mandates(studio: Studio) -> None:
    """A worker lets somebody act; a daughter follows her father's matter; an officer writes down a mandate on paper."""
    page = studio.phone("林小满")
    page.goto("/me/mandates/")
    page.fill("[name=name]", "林志远")
    page.fill("[name=phone]", "16120990001")
    studio.take(page, "mandates-1-give", at="form:has([name=phone])")
    send(page)
    studio.take(page, "mandates-2-given")
    page.fill("[name=name]", "欧阳雨桐")
    page.fill("[name=phone]", "16100000003")
    send(page)
    page.context.close()
    page = studio.phone("欧阳雨桐")
    page.goto("/me/mandates/")
    studio.take(page, "mandates-6-asked")
    page.locator("form[action$='/refusal/'] button").first.click()
    page.wait_for_load_state("networkidle")
    page.goto("/cases/mine/")
    studio.take(page, "mandates-3-matters")
    page.goto("/cases/new/")
    studio.take(page, "mandates-4-for-whom")
    page.context.close()
    page = studio.desk("zhou")
    page.goto("/people/mandates/")
    studio.take(page, "mandates-5-recorded")
    page.context.close()
