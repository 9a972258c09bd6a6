"""A rider reckons on the phone what is owed, and brings it to the union.

1. He Lei was told to hand in his vest. In the break he opens the union's page, types "辞退" and finds the calculator.
2. One question a screen: days as he writes them, the wage once for all months. What cannot be read is said at the field.
3. The answer: the amount, each step, the articles in plain words, the day by which he must act, what to collect.
4. He changes one answer from the list of what he answered. In the lift there is no connection: the saved answer is there.
5. The place has no value for that day: the page asks for it from the local notice, and reckons at once.
6. He brings it to the union: the story is begun with the sum in it, the kind and the amount are filled in.
7. Lin, signed in and with a running matter, is not asked what the file holds, and adds the answer to her matter.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from unionhall.cases.models import IntakeDraft, Note
from unionhall.cases.tests import world as small
from unionhall.lawbook.contents import calculators

from .conftest import PHONE
from .test_withheld_wages import account as account_of
from .test_worker_brings_a_matter import Phone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_jobs]


class Line:
    """The line between the phone and the server, which can be cut. (A browser told to be offline still lets the worker of a page through.)"""

    def __init__(self, url: str) -> None:
        self.to = urlsplit(url)
        self.port = 0
        self.mend()
        self.url = f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        self.ear = socket.create_server(("127.0.0.1", self.port))
        self.port = self.ear.getsockname()[1]
        self.open: list[socket.socket] = []
        Thread(target=self._listen, args=(self.ear,), daemon=True).start()

    def cut(self) -> None:
        for one in [self.ear, *self.open]:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _listen(self, ear: socket.socket) -> None:
        while True:
            try:
                near, _address = ear.accept()
                far = socket.create_connection((self.to.hostname, self.to.port))
            except OSError:
                return
            self.open += [near, far]
            for a, b in ((near, far), (far, near)):
                Thread(target=_carry, args=(a, b), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)


def answer(phone: Phone, **fields: str) -> None:
    """Fill in by the name of the field, and go on."""
    for name, words in fields.items():
        phone.page.locator(f"[name={name}]").first.fill(words)
    phone.go_on()


def reckon_severance(phone: Phone, *, region: str = "北京") -> None:
    page = phone.page
    page.goto("/law/severance/questions/")
    answer(phone, value="2019.3.1")
    answer(phone, value="2026年6月30日")
    page.get_by_text("协商一致，单位提出的").click()
    phone.go_on()
    answer(phone, each="6500", count="12")
    skip(phone, "在哪里上班")
    page.locator("select[name=value]").select_option(region)
    phone.go_on()
    skip(phone, "要准备的材料")


def until(page: Any, promised: str, *, tries: int = 300) -> None:
    """Ask until the promise comes true. (wait_for_function takes the promise itself for a yes.)"""
    for _try in range(tries):
        if page.evaluate(promised):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {promised}")


def skip(phone: Phone, until: str) -> None:
    """Skip what may be left out, until something else is asked or answered."""
    while not phone.page.get_by_text(until).count():
        before = phone.page.url
        phone.page.get_by_role("button", name=re.compile("跳过")).click()
        phone.page.wait_for_url(lambda url, before=before: url != before)
        phone.page.wait_for_load_state()


def test_a_rider_reckons_severance_and_brings_it_to_the_union(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    small.build()
    phone = Phone(open_page(phone=True), axe, tmp_path)
    page = phone.page
    page.set_viewport_size({"width": 360, "height": 780})

    page.goto("/")
    page.get_by_role("link", name=re.compile("算一算")).click()
    phone.looks_right("law-01-topics")
    page.get_by_label("是关于什么的").fill("被辞退")
    page.get_by_role("button", name="搜索").click()
    page.locator("#law-found ~ ul a").first.wait_for()
    phone.looks_right()
    page.get_by_role("link", name=re.compile("^经济补偿")).first.click()
    phone.looks_right("law-02-calculator")
    page.get_by_role("link", name=re.compile("开始")).click()

    answer(phone, value="二〇二四年三月")
    phone.asks("还差是哪一天")
    phone.looks_right("law-03-day")
    answer(phone, value="2019.3.1")
    answer(phone, value="2026年6月30日")
    phone.looks_right()
    page.get_by_text("协商一致，单位提出的").click()
    phone.go_on()
    answer(phone, each="很多", count="12")
    phone.asks("请写数字")
    page.get_by_text("不一样的，一个一个填").click()
    phone.looks_right("law-11-wages")
    page.get_by_text("不一样的，一个一个填").click()
    answer(phone, each="五千", count="12")
    phone.looks_right()
    skip(phone, "在哪里上班")
    page.locator("select[name=value]").select_option("北京")
    phone.go_on()
    skip(phone, "要准备的材料")
    phone.asks("要准备的材料")
    main = page.locator("main").inner_text()
    assert "经济补偿 37500.00 元" in main
    for said in ("¥5,000.00 × 12 个月", "《劳动合同法》第47条", "2027年6月30日", "还有"):
        assert said in main
    phone.looks_right("law-05-answer")

    page.locator(".answers > div", has_text="入职").get_by_role("link", name=re.compile("改")).click()
    answer(phone, value="20200301")
    phone.asks("要准备的材料")
    assert "经济补偿 32500.00 元" in page.locator("main").inner_text()

    page.get_by_role("button", name=re.compile("把这件事交给工会")).click()
    phone.asks("发生了什么")
    account = page.get_by_label("发生了什么").input_value()
    assert "经济补偿 32500.00 元" in account
    assert "6.5" in account
    phone.looks_right()
    phone.go_on()
    assert page.locator("input[value=dismissal]").is_checked()
    draft = IntakeDraft.objects.get()
    assert '"amount": "32500.00"' in draft.answers


def test_a_saved_answer_is_read_without_a_connection(browser: Any, live_server: Any, tmp_path: Path) -> None:
    small.build()
    line = Line(live_server.url)
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", base_url=line.url, **PHONE)
    phone = Phone(context.new_page(), None, tmp_path)
    page = phone.page
    page.goto("/law/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    reckon_severance(phone)
    until(page, "caches.open('law').then((s) => s.match(location.pathname)).then((found) => !!found)")
    assert not page.get_by_text("这是存下来的结果").is_visible()
    line.cut()
    page.goto("/law/severance/answer/")
    page.get_by_text("这是存下来的结果").wait_for()
    assert "经济补偿" in page.locator(".law-headline").inner_text()
    phone.looks_right()
    page.goto("/law/damages87/")
    page.get_by_text("存下来的结果").first.wait_for()
    page.get_by_role("link", name=re.compile("经济补偿")).wait_for()
    line.mend()
    page.goto("/law/severance/answer/")
    page.get_by_role("button", name="清除我填的").click()
    page.get_by_text("已经从这台设备上清除").wait_for()
    kept = "caches.has('law').then((there) => there ? caches.open('law').then((s) => s.match('/law/severance/answer/')) : null)"
    until(page, f"{kept}.then((found) => !found)")
    context.close()
    line.cut()


def test_a_missing_value_is_asked_for_from_the_notice_without_scripts(
    open_page: Callable[..., Any], tmp_path: Path
) -> None:
    phone = Phone(open_page(phone=True, javascript=False), None, tmp_path)
    page = phone.page
    page.goto("/law/deduction/questions/")
    answer(phone, value="2026.5.10")
    answer(phone, value="3000")
    page.get_by_label("是", exact=True).or_(page.get_by_label("不是", exact=True)).last.check()
    phone.go_on()
    page.locator("[name=r0_wage]").fill("8,000元")
    page.locator("[name=r0_deducted]").fill("5k")
    page.get_by_role("button", name=re.compile("跟上一行一样")).click()
    assert page.locator("[name=r1_deducted]").input_value() == "5k"
    phone.looks_right()
    phone.go_on()
    phone.go_on()  # the place is left out
    page.get_by_role("button", name=re.compile("跳过")).click()
    phone.asks("还差一个数")
    phone.looks_right("law-09-missing")
    page.get_by_label(re.compile("最低工资是多少")).fill("2420")
    page.get_by_role("button", name=re.compile("照这个算")).last.click()
    if page.get_by_text("看的是哪个通知").count():
        phone.go_on()
    assert "照您填的" in page.locator("main").inner_text()


def test_a_worker_with_a_running_matter_is_not_asked_what_the_file_holds(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    world = small.build()
    case = world.bring(happened_on=date(2026, 5, 10))
    phone = Phone(open_page(account=account_of(world, "lin")), axe, tmp_path)
    page = phone.page
    page.goto("/law/deduction/")
    page.get_by_text("已经知道的").wait_for()
    page.get_by_role("link", name=re.compile("开始")).click()
    phone.asks("损失多少钱")
    answer(phone, value="3000")
    page.get_by_text("不是", exact=True).click()
    phone.go_on()
    answer(phone, r0_wage="8000", r0_deducted="5000")
    page.locator("select[name=value]").select_option("北京")
    phone.go_on()
    page.get_by_text("来自您的档案").wait_for()
    phone.looks_right()
    page.get_by_role("button", name=re.compile("加到我的事里")).click()
    page.get_by_text("已经加到您的事里").wait_for()
    assert "我在工会的网页上算了一算" in Note.objects.get(case=case).text


def test_every_kind_of_question_is_sound_on_a_phone_and_at_a_desk(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    """The first question of each kind, empty and come back with what cannot be read; and a table of overtime that becomes a matter."""
    phone = Phone(open_page(), axe, tmp_path)
    page = phone.page
    kinds: dict[str, str] = {}
    for one in calculators().values():
        for fact in one.facts if one.for_workers else ():
            inner = type(getattr(fact.kind, "of", None)).__name__
            kinds.setdefault(f"{type(fact.kind).__name__}-{inner}", f"/law/{one.name}/questions/{fact.name}/")
    for address in kinds.values():
        page.goto(address)
        if page.locator("main input[type=text]").count():
            page.locator("main input[type=text]").first.fill("看不懂")
            phone.go_on()
            page.locator("main form").wait_for()
        for width in (360, 1366):
            page.set_viewport_size({"width": width, "height": 800})
            phone.looks_right()
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/law/overtime/questions/")
    while not page.url.endswith("/answer/"):
        if page.locator("[name=r0_day]").count():
            answer(phone, r0_day="2026.5.1", r0_hours="8", r1_day="2026.5.9", r1_hours="2.5")
        elif page.locator("select[name=value]").count():
            page.locator("select[name=value]").select_option("北京")
            phone.go_on()
        elif page.locator("main input[type=radio]").count():
            page.locator("main .option").first.click()
            phone.go_on()
        elif (skipping := page.get_by_role("button", name=re.compile("跳过"))).count():
            skipping.click()
        else:
            answer(phone, value="6000")
        page.wait_for_load_state()
    page.locator(".law-result").wait_for()
    phone.looks_right()
    page.get_by_role("button", name=re.compile("把这件事交给工会")).click()
    phone.asks("发生了什么")
    phone.go_on()
    assert page.locator("input[value=wages]").is_checked()
