"""Steps that several guides take: a matter brought question by question, a form of an act opened and sent."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tools.studio import Studio, number_in, send

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORY = (
    "我在服装厂做裁剪。八月有一批布裁错了，厂里说损失九千块，八月、九月两个月的工资都扣下不发，每个月5200元。"
    "我知道自己有责任，可是一分钱不给，房租都交不上了。"
)


def bring(
    studio: Studio,
    page: Page,
    *,
    account: str,
    name: str = "",
    kind: str = "wages",
    employer: str = "锦程服饰",
    amount: str = "10400",
    identity: str = "named",
    picture: str = "",
) -> str:
    """Bring a matter on this phone, question by question; the number it got. `picture` takes one of each question."""
    steps = iter(range(2, 20))

    def take(of: str) -> None:
        if picture:
            studio.take(page, f"{picture}-{next(steps):02d}-{of}")

    page.goto("/cases/new/")
    page.fill("[name=account]", account)
    take("account")
    send(page)
    choose(page, "kind", kind)
    take("kind")
    send(page)
    page.fill("[name=employer_name]", employer)
    send(page)
    if page.locator("input[type=radio][name=employer]").count():
        page.locator("label.option", has_text=employer).first.click()
        take("employer")
        send(page)
    for place in ("county", "township"):  # filled in already from the employer's register
        if page.locator(f"[name={place}]").count():
            send(page)
    page.fill("[name=happened_on]", day(-75))
    page.fill("[name=amount]", amount)
    take("when")
    send(page)
    if picture:
        paper = {"name": "工资条.png", "mimeType": "image/png", "buffer": page.screenshot()}
        page.set_input_files("[name=files] >> nth=0", paper)
        page.locator("main button[name=then]").click()
        page.wait_for_load_state("networkidle")
        take("papers")
    send(page)
    choose(page, "identity", identity)
    take("identity")
    send(page)
    if page.locator("[name=phone]").count():
        page.fill("[name=phone]", f"16120{random.randrange(10**6):06d}")
        send(page)
        page.fill("[name=code]", studio.last_code())
        take("code")
        send(page)
    if page.locator("[name=full_name]").count():
        page.fill("[name=full_name]", name)
        send(page)
    page.check("[name=agree]")
    take("check")
    send(page)
    take("done")
    return number_in(page.locator("main dl.facts").inner_text())


def choose(page: Page, name: str, value: str) -> None:
    """A tile of a question."""
    page.locator(f"label.option:has([name={name}][value='{value}'])").click()


def pick(page: Page, name: str, value: str) -> None:
    """A choice of the form of an act, as a list or as circles."""
    field = page.locator(f"#act select[name={name}]")
    field.select_option(value) if field.count() else page.locator(f"#act [name={name}][value={value}]").check()


def pick_text(page: Page, name: str, words: str) -> None:
    """The line of a list that holds these words."""
    option = page.locator(f"#act select[name={name}] option", has_text=words).first
    page.select_option(f"#act select[name={name}]", option.get_attribute("value"))


def open_case(page: Page, number: str) -> None:
    page.goto(f"/cases/?number={number}")
    page.locator("tbody th a", has_text=number).first.click()
    page.wait_for_load_state("networkidle")


def open_act(page: Page, noun: str) -> None:
    """Open the form of an act on the page of a file."""
    page.locator(f".file-acts a.button[href*='{noun}']").first.click()
    page.locator("#act form").wait_for()
    page.wait_for_load_state("networkidle")


def act(page: Page, noun: str) -> None:
    """An act that needs no words."""
    open_act(page, f"/{noun}/")
    send(page, "#act")


def day(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()
