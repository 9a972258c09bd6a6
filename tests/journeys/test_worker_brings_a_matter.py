"""A worker brings a matter from a phone, and follows it to the end.

1. Lin has not been paid for two months. She opens the union's address and writes what happened, in her own words.
2. Her bus comes. She closes the page; in the evening it asks whether she wants to go on where she stopped.
3. She names the factory, and the union already knows where it stands. She adds a photo of her pay slip.
4. She says who may learn her name, confirms her number with the code of a text, and is not asked for what is known.
5. She reads it over and sends it: a number, who has it, and by which day she hears.
6. Days later she finds on her page what Zhou wrote to her, answers, and sees who opened her file and why.
7. When it is over she says by the link of a text that it is not solved, and it is taken up again.
8. Her colleague has an old phone without scripts and wants to stay unknown: a code, and the answer by that code.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from unionhall.cases import actions
from unionhall.cases.enums import Purpose
from unionhall.cases.models import Case
from unionhall.cases.states import State
from unionhall.cases.tests import world as small
from unionhall.core import audit
from unionhall.core.actor import system
from unionhall.core.models import OutgoingText
from unionhall.notices import actions as notices
from unionhall.notices.models import Message
from unionhall.people.models import Person

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "images"
PAY_SLIP = b"\x89PNG\r\n\x1a\n" + b"0" * 2000

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_jobs]


class Phone:
    """A worker's phone: what they tap, what they see, and whether everybody could use it."""

    def __init__(self, page: Any, axe: Callable[[Any], list[str]] | None, folder: Path) -> None:
        self.page, self.axe, self.folder = page, axe, folder

    def looks_right(self, name: str = "") -> None:
        """Nothing to scroll sideways, nothing axe objects to; a picture, which UNIONHALL_PICTURES=1 puts into the guide."""
        if self.axe:
            self.page.wait_for_load_state("networkidle")
            assert "\n".join(self.axe(self.page)) == ""
            assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        if name:
            folder = IMAGES if os.environ.get("UNIONHALL_PICTURES") else self.folder
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name}.png", full_page=True)

    def go_on(self) -> None:
        """Press on, and wait until what was pressed has made way for what follows: a slow line is no other story."""
        button = self.page.get_by_role("button", name="下一步")
        button.evaluate("button => button.closest('form').dataset.pressed = 'yes'")
        button.click()
        self.page.wait_for_function("!document.querySelector('form[data-pressed]')")
        self.page.wait_for_load_state()

    def asks(self, question: str) -> None:
        self.page.get_by_text(question).first.wait_for()


def test_a_worker_brings_a_matter_and_follows_it(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    world = small.build()
    phone = Phone(open_page(phone=True), axe, tmp_path)
    page = phone.page

    page.goto("/")
    phone.looks_right("telling-01-home")
    page.get_by_role("link", name=re.compile("有事找工会")).click()
    page.get_by_label("发生了什么").fill("厂里从三月起没发工资，已经两个月了。班长说要等老板回来。")
    phone.looks_right("telling-02-account")
    phone.go_on()
    phone.asks("主要是哪方面的事")
    phone.looks_right("telling-03-kind")

    page.goto("/")  # the bus comes
    page.get_by_role("link", name=re.compile("有事找工会")).click()
    phone.asks("接着上次的写")
    phone.looks_right()
    page.get_by_role("link", name="接着写").click()
    page.get_by_text("没发、少发").click()
    phone.go_on()

    page.get_by_label("您在哪家单位干活").fill("宏达")
    phone.go_on()
    phone.asks("是下面的哪一家吗")
    page.get_by_text("宏达制造有限公司").click()
    phone.looks_right("telling-04-employer")
    phone.go_on()
    page.get_by_text("按单位名录已知").wait_for()  # the register knew the place, she is not asked
    page.get_by_label("大概多少钱").fill("8600")
    phone.looks_right("telling-05-when")
    phone.go_on()
    slip = {"name": "三月工资条.png", "mimeType": "image/png", "buffer": PAY_SLIP}
    page.locator("input[type=file]").first.set_input_files([slip])
    page.get_by_role("button", name="加上，再选几个").click()
    page.locator(".file-list").get_by_text("三月工资条.png").first.wait_for()
    phone.looks_right("telling-06-papers")
    phone.go_on()

    page.get_by_text("只让工会知道").click()
    phone.looks_right("telling-07-identity")
    phone.go_on()
    page.get_by_label("打哪个手机号能找到您").fill("139 1234 5678")
    phone.go_on()
    page.get_by_label("您收到的验证码是").wait_for()
    phone.looks_right("telling-08-code")
    text = OutgoingText.objects.order_by("-at", "-pk")[0].text
    page.get_by_label("您收到的验证码是").fill(re.findall(r"\d{6}", text)[0])
    phone.go_on()
    page.get_by_label("您叫什么名字").fill("林·小满")
    phone.go_on()

    phone.asks("都对吗")
    for said in ("两个月了", "宏达制造有限公司", "东城县 港湾街道", "¥8,600.00", "1 个文件", "139****5678"):
        assert said in page.locator("main").inner_text()
    phone.looks_right("telling-09-check")
    page.get_by_text("我同意工会使用").click()
    page.get_by_role("button", name="发给工会").click()
    phone.asks("我们收到了")
    case = Case.objects.get()
    assert case.number in page.locator("main").inner_text()
    assert str(case.pk) not in page.url
    phone.looks_right("telling-10-done")

    zhou = world.actor("zhou")
    actions.accept(case, by=zhou)
    audit.record_read(case, by=zhou, purpose=Purpose.HANDLING)
    actions.write_note(case, by=zhou, text="林师傅您好，请周四上午带工资条来街道工会。", audience="worker")
    page.get_by_role("button", name="去看我的事").click()
    page.get_by_role("link", name=re.compile("宏达制造")).click()
    phone.asks("请周四上午带工资条来")
    looks = page.locator("section.card", has_text="谁看过您的").inner_text()
    assert "周敏" in looks
    page.get_by_label("您想说什么").fill("好的，我周四九点到。")
    page.get_by_role("button", name="提交").or_(page.get_by_role("button", name="发送")).first.click()
    page.locator(".timeline").get_by_text("我周四九点到").wait_for()
    phone.looks_right("my-matter")

    actions.close(Case.objects.get(pk=case.pk), by=zhou, reason="工资已补发", manner="negotiation")
    message = Message.objects.get(template="feedback")
    notices.deliver(message.pk, by=system("journey"))
    link = re.search(r"/a/[^/]+/", OutgoingText.objects.order_by("-at", "-pk")[0].text)
    assert link is not None
    asked = Phone(open_page(phone=True), axe, tmp_path)
    asked.page.goto(link[0])
    asked.page.get_by_text("没有解决", exact=True).click()
    asked.looks_right("feedback")
    asked.page.get_by_role("button", name="提交").or_(asked.page.get_by_role("button", name="发送")).first.click()
    asked.asks("重新开始办")
    case.refresh_from_db()
    assert case.state == State.REOPENED
    asked.page.goto(link[0])
    asked.asks("我的事")
    asked.looks_right()
    assert Person.objects.filter(name="林·小满").count() == 1


def test_a_worker_without_scripts_stays_unknown_and_finds_the_answer_by_code(
    open_page: Callable[..., Any], tmp_path: Path
) -> None:
    world = small.build()
    phone = Phone(open_page(phone=True, javascript=False), None, tmp_path)
    page = phone.page
    page.goto("/cases/new/")
    page.get_by_label("发生了什么").fill("车间里粉尘很大，没有发口罩。")
    phone.go_on()
    page.get_by_label(re.compile("劳动安全")).check()
    phone.go_on()
    phone.go_on()  # the employer is left out
    page.get_by_label("东城县").check()
    phone.go_on()
    page.get_by_label("港湾街道").check()
    phone.go_on()
    phone.go_on()
    phone.go_on()
    page.get_by_label(re.compile("谁也不让知道")).check()
    phone.go_on()
    page.get_by_label(re.compile("我同意工会使用")).check()
    page.get_by_role("button", name="发给工会").click()
    code = page.locator(".receipt-code").inner_text()
    phone.looks_right("anonymous-1-code")
    page.get_by_role("button", name="我记下了").click()

    case = Case.objects.get()
    zhou = world.actor("zhou")
    actions.accept(case, by=zhou)
    actions.write_note(case, by=zhou, text="我们明天去厂里看。", audience="worker")
    page.get_by_role("link", name=re.compile("用查询码查")).click()
    phone.looks_right("anonymous-2-look-up")
    page.get_by_label("您的查询码").fill(code.lower())
    page.get_by_role("button", name="查一下").click()
    assert "我们明天去厂里看" in page.locator(".timeline").inner_text()
    phone.looks_right("anonymous-3-matter")
    page.get_by_role("button", name=re.compile("看完了")).click()
    page.goto(f"/cases/mine/{case.pk}/")
    assert "/sign-in/" in page.url
