"""Guided questions: what is asked, what is kept where, what is said when something cannot be read."""

from __future__ import annotations

import html
import json
import logging
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.matrix.people import sign_in
from unionhall.cases.models import IntakeDraft, Note
from unionhall.cases.tests.world import World, build
from unionhall.claims.models import KeptFinding
from unionhall.core import clock
from unionhall.core.models import RateWindow
from unionhall.lawbook import examples
from unionhall.lawbook.contents import calculators
from unionhall.lawbook.facts import Choice, Day, Fact, Many, Money, Number, Rows, Text, Whole, YesNo
from unionhall.lawbook.words import Words
from unionhall.people.models import Account
from unionhall.rights import contents, forms
from unionhall.rights.held import known_facts

pytestmark = pytest.mark.django_db

SEVERANCE = "/law/severance/"
ASKED = {
    "hire": {"value": "2019.3.1"},
    "end": {"value": "2026年6月30日"},
    "reason": {"value": "art36_employer"},
    "wages": {"each": "6,500元", "count": "12", "rows": "6"},
    "region": {"value": "北京"},
}
VECTORS = examples.from_vectors(Path(examples.__file__).parent / "worked" / "vectors.json")
"""The worked examples of the specification."""


def question(fact: str) -> str:
    return reverse("rights:question", args=["severance", fact])


def through(client: Client, **other: dict[str, str]) -> Any:
    """The questions of severance as they come, answered where something stands here, else skipped; the answer page."""
    answers = {**ASKED, **other}
    address = client.get(f"{SEVERANCE}questions/")["Location"]
    while not address.endswith("/answer/"):
        response = client.post(address, answers.get(address.split("/")[-2], {"then": "skip"}))
        assert response.status_code == 303, (address, words_of(response))
        address = response["Location"]
    return client.get(address)


def words_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def world() -> World:
    return build()


def browser(world: World, name: str) -> Client:
    client = Client()
    account, _made = Account.objects.get_or_create(
        person=world.people[name], defaults={"username": f"{name}-rights", "opened_at": clock.now()}
    )
    sign_in(client, account)
    return client


# --- Finding it -------------------------------------------------------------------------------------------------------


def test_every_calculator_for_workers_stands_in_the_list_and_opens() -> None:
    client = Client()
    page = client.get("/law/").content.decode()
    for one in calculators().values():
        address = reverse("rights:calculator", args=[one.name])
        assert (address in page) == one.for_workers
        assert client.get(address).status_code == (200 if one.for_workers else 404)


def test_every_question_of_every_calculator_can_be_drawn_and_left_empty_without_breaking() -> None:
    client = Client()
    for one in calculators().values():
        if not one.for_workers:
            continue
        for fact in one.facts:
            address = reverse("rights:question", args=[one.name, fact.name])
            assert client.get(address).status_code == 200, address
            assert client.post(address, {}).status_code == (422 if fact.required else 303), address
            for then in ("more", "alike"):
                assert client.post(address, {"then": then, "rows": "2"}).status_code in (200, 303, 422), address


@pytest.mark.parametrize(
    ("words", "fn"), [("经济补偿", "severance"), ("被违法辞退", "damages87"), ("罚款 扣工资", "deduction")]
)
def test_it_is_found_by_the_words_people_use(world: World, words: str, fn: str) -> None:
    assert contents.search(world.actor("lin"), words)[0].name == fn


def test_words_that_fit_nothing_lead_to_the_union() -> None:
    page = Client().get("/law/", {"q": "量子纠缠"})
    assert "没有找到合适的" in words_of(page)
    assert reverse("cases:intake") in page.content.decode()


# --- One question at a time ----------------------------------------------------------------------------------------------


def test_questions_come_one_at_a_time_and_lead_to_the_answer() -> None:
    client = Client()
    assert client.get(f"{SEVERANCE}questions/")["Location"] == question("hire")
    assert client.post(question("hire"), ASKED["hire"])["Location"] == question("end")
    page = through(client)
    assert "经济补偿 48750.00 元" in words_of(page)
    assert "7.5 × 6500 = 48750.00" in words_of(page)


def test_what_the_answer_does_not_need_is_not_asked() -> None:
    client = Client()
    through(client)
    page = words_of(client.get(f"{SEVERANCE}answer/"))
    assert "第几档" not in page  # Beijing has one minimum wage
    assert "每月最低工资是多少" not in page


def test_a_place_with_tiers_asks_which_one_with_the_amount_of_each() -> None:
    client = Client()
    for fact in ("hire", "end", "reason", "wages", "overtime"):
        client.post(question(fact), ASKED.get(fact, {"then": "skip"}))
    assert client.post(question("region"), {"value": "江西"})["Location"] == question("tier")
    assert re.search(r"第 1 档 · ¥[\d,]+", words_of(client.get(question("tier"))))


@pytest.mark.parametrize(
    ("fact", "written", "said"),
    [
        ("hire", "二〇二四年三月", "还差是哪一天"),
        ("hire", "2024-02-31", "日历上没有这一天"),
        ("hire", "2999-01-01", "日历上没有这一天"),
        ("hire", "2090-01-01", "这一天还没有到"),
        ("hire", "明年", "请写年、月、日"),
        ("hire", "", "这一项还没有填"),
        ("reason", "art99", "请从这些里面选一个"),
    ],
)
def test_what_cannot_be_read_is_answered_by_a_sentence_at_the_field(fact: str, written: str, said: str) -> None:
    response = Client().post(question(fact), {"value": written})
    assert response.status_code == 422
    assert said in words_of(response)
    assert written in response.content.decode() or fact == "reason"


@pytest.mark.parametrize("written", ["五千", "5k", "5,000元", "５０００", "5000.00", "0.5万"])
def test_amounts_are_read_as_people_write_them(written: str) -> None:
    page = through(Client(), wages={"each": written, "count": "12", "rows": "6"})
    assert "¥5,000.00 × 12 个月" in words_of(page)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"each": "-5000", "count": "12"}, "不能是负数"),
        ({"each": "99999999999999", "count": "12"}, "这个数太大了"),
        ({"each": "5000", "count": "25"}, "这个数太大了，最多 12 个月"),
        ({"each": "5000", "count": "0"}, "不能小于 1 个月"),
        ({"each": "5000", "count": "12", "value_0": "4000"}, "两种填法选一种"),
        ({"value_0": "5000", "value_1": "", "value_2": "6000"}, "这一项还没有填"),
        ({"value_0": "五千多"}, "请写数字"),
        ({}, "这一项还没有填"),
    ],
)
def test_wages_that_cannot_be_read_are_answered_by_a_sentence(sent: dict[str, str], said: str) -> None:
    response = Client().post(question("wages"), {"rows": "6", **sent})
    assert response.status_code == 422
    assert said in words_of(response)


def test_wages_may_be_written_month_by_month_with_as_many_fields_as_are_needed() -> None:
    client = Client()
    sent = {f"value_{n}": str(5000 + n) for n in range(6)}
    more = client.post(question("wages"), {"rows": "6", "then": "more", **sent}).content.decode()
    assert 'name="value_11"' in more
    assert 'name="value_12"' not in more  # twelve months at most
    assert 'value="5005"' in more
    page = through(client, wages={"rows": "12", **sent})
    assert "¥5,000.00；¥5,001.00" in words_of(page)


def test_facts_that_contradict_each_other_lead_back_to_the_question_with_the_reason() -> None:
    page = through(Client(), end={"value": "2018-01-01"})
    assert page.status_code == 422
    assert "最后一天比入职那天还早" in words_of(page)
    assert question("end") in page.content.decode()


def test_an_answer_is_changed_from_the_list_and_leads_back_to_the_answer() -> None:
    client = Client()
    through(client)
    changed = client.post(f"{question('hire')}?change=1", {"value": "2020-03-01"})
    assert changed["Location"] == f"{SEVERANCE}answer/"
    assert "经济补偿 42250.00 元" in words_of(client.get(f"{SEVERANCE}answer/"))


def test_an_answer_to_a_question_that_fell_away_is_not_reckoned_with() -> None:
    client = Client()
    through(client, region={"value": ""}, min_wage={"value": "9000"})
    assert "58500" not in words_of(client.get(f"{SEVERANCE}answer/"))  # the minimum wage of 9,000 is the base
    assert "9000" in words_of(client.get(f"{SEVERANCE}answer/"))
    client.post(f"{question('region')}?change=1", {"value": "北京"})
    assert "9000" not in words_of(client.get(f"{SEVERANCE}answer/"))


def test_a_missing_value_is_an_answer_with_a_field_to_enter_it_from_the_notice() -> None:
    client = Client()
    page = through(client, region={"value": "火星"})
    assert "还差一个数" in words_of(page)
    assert "最低工资（月）" in words_of(page)
    assert f'action="{question("min_wage")}?change=1"' in page.content.decode()
    client.post(f"{question('min_wage')}?change=1", {"value": "2000"})
    page = client.get(f"{SEVERANCE}answer/")  # the wage may lie above three times the local average
    assert f'action="{question("social_avg")}?change=1"' in page.content.decode()
    client.post(f"{question('social_avg')}?change=1", {"value": "9000"})
    said = words_of(client.get(f"{SEVERANCE}answer/"))
    assert "经济补偿 48750.00 元" in said
    assert "照您填的" in said


def test_what_is_remembered_only_is_marked() -> None:
    client = Client()
    page = through(client, hire={"value": "2021-03-01"}, end={"value": "2022-06-30"})
    assert "凭记忆录入" in words_of(page)
    assert "待核实" in words_of(page)


def as_sent(fact: Fact, value: Any) -> dict[str, str]:
    """A fact of a worked example as somebody types it."""
    if isinstance(fact.kind, Many):
        return {"rows": str(len(value)), **{f"value_{n}": str(one) for n, one in enumerate(value)}}
    if isinstance(fact.kind, Rows):
        columns = [column.name for column in fact.kind.columns]
        rows = [row if isinstance(row, dict) else dict(zip(columns, row, strict=False)) for row in value]
        typed = {f"r{n}_{name}": as_text(one) for n, row in enumerate(rows) for name, one in row.items()}
        return {"rows": str(max(len(rows), 1)), **typed} if rows else {"then": "skip"}
    return {"value": as_text(value)}


def as_text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("fn", sorted({one.fn for one in VECTORS if calculators()[one.fn].for_workers}))
def test_a_worked_example_walked_through_the_pages_comes_to_the_finding_of_the_book(fn: str) -> None:
    one = calculators()[fn]
    example = next(v for v in VECTORS if v.fn == fn and not v.errors)
    expected = one.find(example.facts, today=example.today or clock.today())
    facts = {fact.name: fact for fact in one.facts}
    client = Client()
    address = client.get(f"/law/{fn}/questions/")["Location"]
    while not address.endswith("/answer/"):
        name = address.split("/")[-2]
        held = example.facts.get(name)
        response = client.post(address, {"then": "skip"} if held is None else as_sent(facts[name], held))
        assert response.status_code == 303, (address, words_of(response)[:600])
        address = response["Location"]
    page = client.get(address)
    assert page.status_code == 200, words_of(page)[:600]
    if expected.answer.headline is not None and not example.today:
        assert re.sub(r"\s+", " ", expected.answer.headline.zh) in words_of(page)
    for step in expected.answer.steps if not example.today else ():
        assert re.sub(r"\s+", " ", step.words.zh) in html.unescape(words_of(page))


# --- Nothing is kept ----------------------------------------------------------------------------------------------------


def test_nothing_a_visitor_answers_is_stored_on_the_server(caplog: pytest.LogCaptureFixture) -> None:
    client = Client()
    with (
        caplog.at_level(logging.DEBUG),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        through(client)
    written = [q["sql"] for q in queries.captured_queries if re.match(r"(INSERT|UPDATE|DELETE)", q["sql"])]
    assert [sql for sql in written if RateWindow._meta.db_table not in sql] == []
    assert "6500" not in " ".join(written)
    said = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert "6500" not in said
    assert "art36" not in said


def test_answers_stay_in_a_signed_cookie_of_this_calculator_and_are_forgotten_when_asked() -> None:
    client = Client()
    through(client)
    cookie = client.cookies["unionhall_law_severance"]
    assert cookie["path"] == SEVERANCE
    assert cookie["httponly"]
    assert int(cookie["max-age"]) <= 24 * 3600
    client.cookies["unionhall_law_severance"] = cookie.value[:-2] + "xx"
    assert client.get(f"{SEVERANCE}answer/")["Location"] == SEVERANCE
    through(client)
    client.post(f"{SEVERANCE}forgetting/")
    assert client.get(f"{SEVERANCE}answer/")["Location"] == SEVERANCE


def test_answers_are_gone_after_a_day(freeze: Any) -> None:
    freeze("2026-09-01 09:00")
    client = Client()
    through(client)
    assert client.get(f"{SEVERANCE}answer/").status_code == 200
    freeze("2026-09-02 10:00")
    assert client.get(f"{SEVERANCE}answer/").status_code == 302


def test_the_link_that_is_shared_carries_no_answer() -> None:
    page = through(Client()).content.decode()
    link = re.search(r'id="law-link" value="([^"]+)"', page)
    assert link is not None
    assert urlsplit(link[1]).path == SEVERANCE
    assert urlsplit(link[1]).query == ""


def test_more_than_a_browser_keeps_is_refused_with_a_sentence() -> None:
    rows = {f"r{n}_wage": f"{8000 + n * 37}.{n:02d}" for n in range(36)}
    rows |= {f"r{n}_deducted": f"{(n * 7919) % 5000}.{n:02d}" for n in range(36)}
    response = Client().post("/law/deduction/questions/months/", {"rows": "36", **rows})
    assert response.status_code == 303  # three years of months fit
    assert len(response.cookies["unionhall_law_deduction"].value) < 3_800


def test_too_many_answers_from_one_address_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    from unionhall.rights.views import questions

    monkeypatch.setattr(questions, "ANSWERS_PER_HOUR", 1)
    client = Client()
    assert client.post(question("hire"), ASKED["hire"]).status_code == 303
    response = client.post(question("hire"), ASKED["hire"])
    assert response.status_code == 429
    assert 'value="2019.3.1"' in response.content.decode()


def test_the_script_that_works_without_a_connection_is_served_below_the_pages_it_serves() -> None:
    response = Client().get("/law/offline.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert "eval" not in response.content.decode()


# --- What the union knows -----------------------------------------------------------------------------------------------


def test_what_the_own_matter_holds_is_known_and_not_asked(world: World) -> None:
    world.bring(happened_on=date(2026, 5, 10))
    client = browser(world, "lin")
    assert "已经知道的" in words_of(client.get("/law/deduction/"))
    assert client.get("/law/deduction/questions/")["Location"].endswith("/loss/")


def test_nobody_is_told_what_the_matter_of_another_holds(world: World) -> None:
    world.bring(happened_on=date(2026, 5, 10))
    one = calculators()["deduction"]
    assert known_facts(world.actor("lin"), one) == {"on": "2026-05-10"}
    assert known_facts(world.actor("ma"), one) == {}
    assert Client().get("/law/deduction/questions/")["Location"].endswith("/on/")


# --- To the union -------------------------------------------------------------------------------------------------------


def matter_in(page: Any) -> dict[str, str]:
    text = page.content.decode()
    account = re.search(r'<textarea name="account" hidden>(.*?)</textarea>', text, re.S)
    assert account is not None
    hidden = dict(re.findall(r'<input type="hidden" name="(kind|amount|happened_on|enclosed)" value="([^"]*)">', text))
    return {"account": account[1], **hidden}


def test_an_answer_becomes_a_begun_intake_with_kind_amount_and_the_sum() -> None:
    client = Client()
    sent = matter_in(through(client))
    assert (sent["kind"], sent["amount"], sent["happened_on"]) == ("dismissal", "48750.00", "2026-06-30")
    assert client.post("/cases/new/begun/", sent)["Location"] == "/cases/new/account/"
    answers = json.loads(IntakeDraft.objects.get().answers)
    assert "7.5 × 6500 = 48750.00" in answers["account"]
    assert (answers["kind"], answers["amount"]) == ("dismissal", "48750.00")
    assert "account" not in answers["seen"]  # it is looked over and completed


@pytest.mark.parametrize("identity", ["hidden", "anonymous"])
def test_the_finding_is_kept_with_the_matter_made_of_it(world: World, identity: str) -> None:
    client = browser(world, "lin")
    client.post("/cases/new/begun/", matter_in(through(client)))
    client.post("/cases/new/account/", {"account": "站长说不用来了。"})
    client.post("/cases/new/identity/", {"identity": identity})
    assert client.post("/cases/new/check/", {"agree": "on"}).status_code == 303
    kept = KeptFinding.objects.get()
    assert kept.case.kind == "dismissal"
    assert kept.by_worker
    assert kept.finding["result"]["total"] == "48750.00"
    assert (kept.by_id is None) == (identity == "anonymous")


def test_what_was_not_signed_here_is_not_kept_as_a_finding(world: World) -> None:
    client = browser(world, "lin")
    client.post("/cases/new/begun/", {"account": "算好了", "kind": "wages", "enclosed": "eyJmbiI6IngifQ:abc:def"})
    client.post("/cases/new/account/", {"account": "算好了"})
    client.post("/cases/new/identity/", {"identity": "hidden"})
    assert client.post("/cases/new/check/", {"agree": "on"}).status_code == 303
    assert not KeptFinding.objects.exists()


def test_whoever_is_in_the_middle_of_a_story_says_whether_it_belongs_to_it() -> None:
    client = Client()
    client.post("/cases/new/account/", {"account": "班长不让我进门。"})
    sent = matter_in(through(client))
    assert "您已经写了一些" in words_of(client.post("/cases/new/begun/", sent))
    assert json.loads(IntakeDraft.objects.get().answers)["account"] == "班长不让我进门。"
    client.post("/cases/new/begun/", {**sent, "then": "add"})
    account = json.loads(IntakeDraft.objects.get().answers)["account"]
    assert account.startswith("班长不让我进门。")
    assert "经济补偿 48750.00 元" in account
    client.post("/cases/new/begun/", {**sent, "then": "anew"})
    assert "班长" not in json.loads(IntakeDraft.objects.get().answers)["account"]


def test_what_a_begun_intake_cannot_take_is_left_out() -> None:
    client = Client()
    client.post("/cases/new/begun/", {"account": "算好了", "kind": "x", "amount": "很多", "happened_on": "2999-01-01"})
    answers = json.loads(IntakeDraft.objects.get().answers)
    assert {name: value for name, value in answers.items() if name != "seen"} == {"account": "算好了"}


def test_a_worker_adds_the_answer_to_their_own_running_matter_once(world: World) -> None:
    case = world.bring()
    client = browser(world, "lin")
    page = through(client)
    once = re.search(r'name="once" value="([^"]+)"', page.content.decode())
    assert once is not None
    address = reverse("rights:keeping", args=["severance", case.pk])
    for _twice in range(2):
        assert client.post(address, {"once": once[1]})["Location"] == reverse("cases:my_matter", args=[case.pk])
    assert "经济补偿 48750.00 元" in Note.objects.get(case=case).text
    kept = KeptFinding.objects.get(case=case)
    assert (kept.calculator, kept.by_worker) == ("severance", True)


def test_nobody_adds_an_answer_to_the_matter_of_another(world: World) -> None:
    case = world.bring()
    client = browser(world, "ma")
    through(client)
    assert client.post(reverse("rights:keeping", args=["severance", case.pk])).status_code == 404
    assert not Note.objects.filter(case=case).exists()


# --- The API ------------------------------------------------------------------------------------------------------------

FACTS = {"hire": "2019.3.1", "end": "2026-06-30", "reason": "art36_employer", "wages": ["五千"], "region": "北京"}


def test_the_api_lists_what_can_be_reckoned_to_anybody() -> None:
    found = {one["fn"]: one for one in Client().get("/api/law").json()}
    assert set(found) == set(calculators())
    assert [fact["name"] for fact in found["severance"]["facts"]][:2] == ["hire", "end"]


def test_the_api_gives_the_same_finding_as_the_law_book() -> None:
    answer = Client().post("/api/law/severance", {"inputs": FACTS}, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(calculators()["severance"].find(FACTS).as_dict()))


def test_the_api_says_each_fact_that_cannot_be_read_in_a_problem_document() -> None:
    wrong = {**FACTS, "hire": "二〇二四年三月", "wages": ["-1"], "colour": "red"}
    answer = Client().post("/api/law/severance", {"inputs": wrong}, content_type="application/json")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    said = {one["field"]: one["message"] for one in answer.json()["errors"]}
    assert said["hire"].startswith("还差是哪一天")
    assert "不能是负数" in said["wages"]
    assert "不认识这一项" in said["colour"]


def test_the_api_has_nothing_under_another_name() -> None:
    assert Client().post("/api/law/alchemy", {"inputs": {}}, content_type="application/json").status_code == 404


# --- Every kind of question ---------------------------------------------------------------------------------------------

W = Words("问题？", "Question?")
KINDS = {
    "money": (Money(), {"value": "八千六"}, "8600"),
    "number": (Number(), {"value": "7.5"}, "7.5"),
    "whole": (Whole(), {"value": "十二"}, 12),
    "day": (Day(), {"value": "2024年3月1号"}, "2024-03-01"),
    "yes": (YesNo(), {"value": "true"}, True),
    "no": (YesNo(), {"value": "false"}, False),
    "choice": (Choice({"a": W}), {"value": "a"}, "a"),
    "text": (Text(), {"value": " 一  句 话 "}, "一 句 话"),
    "same": (Many(Money(), unit=Words("个月", "months")), {"each": "5k", "count": "3"}, ["5000", "5000", "5000"]),
    "each": (Many(Money()), {"value_0": "1", "value_1": "2"}, ["1", "2"]),
    "days": (Many(Day()), {"value_0": "2024.3.1"}, ["2024-03-01"]),
    "rows": (
        Rows((Fact("wage", Money(), W), Fact("on", Day(), W, required=False))),
        {"r0_wage": "8k", "r0_on": "", "r1_wage": "", "r1_on": ""},
        [{"wage": "8000", "on": ""}],
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_question_reads_what_its_own_form_sends_and_shows_it_again(name: str) -> None:
    kind, sent, kept = KINDS[name]
    fact = Fact("fact", kind, W)
    form = forms.form_of(fact, today=date(2026, 9, 1), sent=sent)
    assert form.is_valid(), form.errors
    if name == "rows":
        assert [{k: v or "" for k, v in row.items()} for row in form.answer] == kept
    else:
        assert form.answer == kept
    again = forms.form_of(fact, today=date(2026, 9, 1), answer=form.answer)
    resent = {key: str(again.get_initial_for_field(field, key) or "") for key, field in again.fields.items()}
    second = forms.form_of(fact, today=date(2026, 9, 1), sent=resent)
    assert second.is_valid(), second.errors
    assert second.answer == form.answer
