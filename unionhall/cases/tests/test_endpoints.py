"""Does the HTTP API obey the same rules as the pages?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from unionhall.cases import actions
from unionhall.cases.models import Case, Complainant
from unionhall.cases.states import State
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry
from unionhall.people import http as people_http

from .world import World, build

pytestmark = pytest.mark.django_db
Call = Callable[..., Any]


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def call(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the API as somebody of the world: `call("zhou", "post", "/api/cases", {...})`."""

    def as_somebody(name: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        actor = replace(world.actor(name), via="api", token_scopes=frozenset({"read", "write"}))
        monkeypatch.setattr(people_http, "bearer_of", lambda _request: actor)
        send = getattr(client, method)
        headers = {"Accept-Language": "en", **headers}
        if method == "get":
            return send(path, headers=headers)
        return send(path, body or {}, content_type="application/json", headers=headers)

    return as_somebody


def test_a_worker_brings_a_matter_and_reads_it(world: World, call: Call) -> None:
    made = call(
        "lin",
        "post",
        "/api/cases",
        {
            "kind": "wages",
            "account": "两个月没发工资",
            "division_code": "990121001",
            "employer_name": "宏达",
            "amount": "8000.50",
        },
    )
    assert made.status_code == 201, made.content
    case = made.json()
    assert case["body"]["name"] == "港湾街道总工会"
    assert case["complainants"][0]["phone"] == "139****0001"
    assert call("lin", "get", f"/api/cases/{case['id']}").json()["account"] == "两个月没发工资"


def test_the_same_key_brings_one_matter(world: World, call: Call) -> None:
    body = {"kind": "wages", "account": "重复提交", "division_code": "990121001"}
    first = call("lin", "post", "/api/cases", body, **{"Idempotency-Key": "abc-1"})
    second = call("lin", "post", "/api/cases", body, **{"Idempotency-Key": "abc-1"})
    assert first.json() == second.json()
    assert Case.objects.count() == 1
    other = call("lin", "post", "/api/cases", {**body, "account": "另一件"}, **{"Idempotency-Key": "abc-1"})
    assert other.status_code == 409


def test_a_case_one_may_not_see_is_nothing_here(world: World, call: Call) -> None:
    case = world.bring()
    for name in ("ma", "xi", "chang", "su", "xiao"):
        answer = call(name, "get", f"/api/cases/{case.pk}")
        unknown = call(name, "get", f"/api/cases/{uuid4()}")
        assert answer.status_code == unknown.status_code == 404
        assert answer.json()["title"] == unknown.json()["title"]


def test_a_state_cannot_be_forged(world: World, call: Call) -> None:
    case = world.bring()
    assert call("zhou", "patch", f"/api/cases/{case.pk}", {"state": "closed"}).status_code == 422
    assert call("zhou", "post", f"/api/cases/{case.pk}/lapse").status_code == 404
    refused = call("zhou", "post", f"/api/cases/{case.pk}/performance")
    assert refused.status_code == 409
    assert refused["Content-Type"] == "application/problem+json"
    assert "received" in refused.json()["title"]


def test_the_second_clerk_gets_a_409_and_nothing_is_lost(world: World, call: Call) -> None:
    case = world.bring()
    assert call("zhou", "post", f"/api/cases/{case.pk}/acceptance", {"version": 1}).status_code == 200
    late = call("hong", "post", f"/api/cases/{case.pk}/acceptance", {"version": 1})
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")


def test_opening_a_file_is_recorded_and_the_worker_sees_it(world: World, call: Call) -> None:
    case = world.bring()
    call("hong", "get", f"/api/cases/{case.pk}")
    seen = call("lin", "get", f"/api/cases/{case.pk}/accesses").json()
    assert [(row["who"], row["purpose"]) for row in seen] == [("洪干事", "on duty at the responsible body")]


def test_the_acts_say_why_not(world: World, call: Call) -> None:
    case = world.case_in(State.MEDIATING)
    acts = {row["verb"]: row for row in call("he", "get", f"/api/cases/{case.pk}/acts").json()}
    assert not acts["settle"]["allowed"]
    assert "colleague" in acts["settle"]["reason"]
    assert acts["write_note"]["allowed"]


def test_an_act_on_many_reports_those_that_may_not(world: World, call: Call) -> None:
    cases = [world.bring("lin"), world.bring("ma"), world.bring("wei", division=world.hill_place)]
    answer = call("zhou", "post", "/api/bulk", {"verb": "accept", "cases": [str(case.pk) for case in cases]})
    assert answer.status_code == 201, answer.content
    assert (answer.json()["done"], len(answer.json()["refused"])) == (2, 1)


def test_the_partner_reads_only_what_was_transferred(world: World, call: Call) -> None:
    case = world.case_in(State.ACCEPTED)
    offered = call(
        "zhou",
        "post",
        f"/api/cases/{case.pk}/transfers",
        {
            "to_body": str(world.procuratorate.pk),
            "kind": "referral",
            "purpose": "support_prosecution",
            "summary": "请支持起诉",
            "consent": {"through": "phone"},
        },
    )
    assert offered.status_code == 201, offered.content
    transfer = offered.json()
    seen = call("su", "get", f"/api/transfers/{transfer['id']}").json()
    assert (seen["worker"], seen["case_id"]) == (None, None)
    assert call("su", "get", f"/api/cases/{case.pk}").status_code == 404
    assert (
        call("su", "post", f"/api/transfers/{transfer['id']}/acceptance", {"their_number": "瑞检〔2026〕7"}).status_code
        == 200
    )
    step = call("su", "post", f"/api/transfers/{transfer['id']}/steps", {"kind": "court_date", "on": "2026-12-20"})
    assert step.json()["steps"][0]["by_agency"]
    assert call("su", "post", f"/api/transfers/{transfer['id']}/outcome", {"answer": "已支持起诉"}).status_code == 200
    assert call("su", "get", f"/api/transfers/{transfer['id']}").status_code == 404
    assert call("zhou", "get", f"/api/transfers/{transfer['id']}").json()["their_number"] == "瑞检〔2026〕7"


def test_an_anonymous_matter_needs_no_token_and_keeps_no_person(world: World, client: Client) -> None:
    answer = client.post(
        "/api/cases",
        {"kind": "safety", "account": "车间没有防护", "identity_level": "anonymous", "division_code": "990121001"},
        content_type="application/json",
    )
    assert answer.status_code == 201, answer.content
    assert len(answer.json()["receipt"]) == 12
    assert Complainant.objects.get().person_id is None
    assert client.get(f"/api/cases/{answer.json()['id']}").status_code == 401


def test_a_reading_token_writes_nothing(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = replace(world.actor("zhou"), via="api", token_scopes=frozenset({"read"}))
    monkeypatch.setattr(people_http, "bearer_of", lambda _request: actor)
    case = world.bring()
    answer = client.post(f"/api/cases/{case.pk}/acceptance", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "token_scope")


def test_lists_go_on_by_cursor_without_doubles(world: World, call: Call) -> None:
    made = {str(world.bring(name).pk) for name in ("lin", "ma", "wei") for _n in range(3)}
    seen: list[str] = []
    cursor = ""
    while True:
        page = call("hong", "get", f"/api/cases?limit=4{cursor}").json()
        seen += [row["id"] for row in page["items"]]
        if not page["next"]:
            break
        cursor = f"&cursor={page['next']}"
    assert sorted(seen) == sorted(made)
    assert call("hong", "get", "/api/cases?cursor=forged").status_code == 400


def test_no_personal_data_enters_the_audit_trail(world: World, call: Call) -> None:
    world.case_in(State.SETTLED)
    details = " ".join(str(row) for row in AuditEntry.objects.order_by("at", "pk").values_list("details", flat=True))
    assert "林小满" not in details
    assert "13900000001" not in details


@pytest.mark.parametrize("noun", ["files", "callbacks", "employers"])
def test_looking_at_a_list_under_a_case_is_recorded_as_a_look_at_the_file(world: World, call: Call, noun: str) -> None:
    case = world.bring(employer=None, employer_name="宏大制造")
    assert call("hong", "get", f"/api/cases/{case.pk}/{noun}").status_code == 200
    seen = call("lin", "get", f"/api/cases/{case.pk}/accesses").json()
    assert [row["who"] for row in seen] == ["洪干事"]


def test_an_employer_is_identified_over_the_api_as_on_the_page(world: World, call: Call) -> None:
    case = world.bring(employer=None, employer_name="宏大制造")
    offered = call("zhou", "get", f"/api/cases/{case.pk}/employers").json()
    assert [row["name"] for row in offered] == ["宏达制造有限公司"]
    listed = call("zhou", "get", "/api/cases?unidentified=true").json()
    assert [row["id"] for row in listed["items"]] == [str(case.pk)]
    made = call("zhou", "post", f"/api/cases/{case.pk}/employer", {"employer": offered[0]["id"]})
    assert (made.status_code, made.json()["employer_name"]) == (200, "宏达制造有限公司")
    assert call("zhou", "post", f"/api/cases/{case.pk}/employer", {"employer": offered[0]["id"]}).status_code == 409


def test_a_program_reads_suggestions_and_chooses_as_its_person_may(world: World, call: Call) -> None:
    case = world.bring(account="公司拖欠工资，昨天被打伤，身份证330102199003078219")
    path = f"/api/cases/{case.pk}/suggestions"
    read = call("zhou", "get", path).json()
    assert read["kinds"][0] == {"value": "wages", "confidence": None, "words": ["拖欠工资", "工资"]}
    assert read["bodies"][0]["because"]
    assert read["urgency"]["level"] == "urgent"
    assert "3301" not in str(read)
    said = {"about": "kind", "value": "injury", "version": case.version}
    made = call("zhou", "post", f"{path}/choices", said)
    assert made.status_code == 201, made.content
    assert (made.json()["chosen"], made.json()["place"]) == ("injury", None)
    assert call("zhou", "get", path).json()["choices"][0]["chosen"] == "injury"
    assert call("lin", "get", path).status_code == 409
    assert call("xi", "get", path).status_code == 404


def test_the_api_hints_at_no_duplicate_one_may_not_see(world: World, call: Call) -> None:
    long = "我在厂里干了三年，今年七月到九月的工资一直没有发，找过人事部两次，都说等总部批。"
    far = world.bring("ma", account=long, employer=world.courier, division=world.hill_place)
    actions.suggest(far, by=system("suggestions"))
    path = f"/api/cases/{world.bring(account=long).pk}/suggestions"
    assert call("zhou", "get", path).json()["same"] == []
    assert call("cheng", "get", path).json()["same"][0]["value"] == str(far.pk)
