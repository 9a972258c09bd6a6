"""Routing rules on pages, over the API and on the console: for those who keep them, and nobody else."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from unionhall.cases import actions, commands, routing
from unionhall.cases.models import Case, RoutingRule
from unionhall.core import clock
from unionhall.core.models import AuditEntry
from unionhall.people import http as people_http

from .browsing import browser
from .world import World, build

pytestmark = pytest.mark.django_db
Call = Callable[..., Any]


@pytest.fixture
def world() -> World:
    return build()


def said(world: World, **change: Any) -> dict[str, Any]:
    return {
        "name": "欠薪归东城",
        "kinds": ["wages"],
        "words": "欠薪，工资\n拖欠",
        "body": str(world.east.pk),
        "since": str(clock.today()),
        **change,
    }


def written(world: World, **facts: Any) -> RoutingRule:
    draft = routing.draft_of({"name": "欠薪归东城", "kinds": ("wages",), "body": world.east, **facts})
    return actions.write_rule(draft, by=world.actor("cheng"), owner=world.city)


# --- pages ---------------------------------------------------------------------------------------------------------------


def test_an_officer_tries_a_rule_and_then_records_it(world: World) -> None:
    case, client = world.bring(), browser(world, "cheng")
    url = f"/cases/rules/new/?body={world.city.pk}"
    tried = client.post(url, {**said(world), "try": "1"})
    assert tried.status_code == 200
    assert case.number in tried.content.decode()
    assert not RoutingRule.objects.exists()
    answer = client.post(url, said(world))
    assert answer.status_code == 303, answer.content.decode()
    row = RoutingRule.objects.get()
    assert answer["Location"] == f"/cases/rules/{row.line}/"
    assert (row.words, row.owner, row.body) == (["欠薪", "工资", "拖欠"], world.city, world.east)
    assert "欠薪归东城" in client.get(f"/cases/rules/{row.line}/").content.decode()
    assert "欠薪归东城" in client.get("/cases/rules/").content.decode()


def test_a_switch_on_what_was_tried_leads_back_to_the_rules(world: World) -> None:
    written(world)
    client, came_from = browser(world, "cheng"), f"/cases/rules/?body={world.city.pk}"
    tried = client.post(
        "/cases/rules/trial/", {"body": world.city.pk}, headers={"Referer": f"http://testserver{came_from}"}
    )
    assert f'name="next" value="{came_from}"' in tried.content.decode()


def test_a_form_sent_twice_records_one_rule(world: World) -> None:
    client, url = browser(world, "cheng"), f"/cases/rules/new/?body={world.city.pk}"
    for _n in range(2):
        assert client.post(url, {**said(world), "once": "mark-1"}).status_code == 303
    assert RoutingRule.objects.count() == 1


def test_a_change_follows_and_an_old_form_is_told(world: World) -> None:
    rule, client = written(world), browser(world, "cheng")
    url = f"/cases/rules/{rule.line}/change/"
    assert "欠薪归东城" in client.get(url).content.decode()
    assert client.post(url, said(world, name="新名", version="1")).status_code == 303
    assert client.post(url, said(world, name="迟了", version="1")).status_code == 409
    page = client.get(f"/cases/rules/{rule.line}/").content.decode()
    assert "新名" in page
    assert "欠薪归东城" in page, "the earlier version stays"


def test_rules_are_moved_tried_and_ended_by_buttons(world: World) -> None:
    first, second = written(world, name="甲"), written(world, name="乙")
    client = browser(world, "cheng")
    assert client.post(f"/cases/rules/{second.line}/place/", {"way": "up"}).status_code == 303
    second.refresh_from_db()
    assert second.position == 1
    case = world.bring()
    assert case.number in client.post("/cases/rules/trial/", {"body": str(world.city.pk)}).content.decode()
    assert client.post(f"/cases/rules/{first.line}/end/").status_code == 303
    assert client.post(f"/cases/rules/{first.line}/end/").status_code == 409
    assert client.get(f"/cases/rules/{first.line}/").status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"kinds": [], "words": ""},
        {"words": "一"},
        {"words": "、".join(f"词{n}号" for n in range(10_000))},
        {"words": ",".join(f"词语{n}" for n in range(60))},
        {"place": "没有这个地方"},
        {"employers": "没有这家"},
        {"person": "没有这个人"},
        {"body": ""},
        {"body": str(uuid4())},
        {"from_time": "22:00"},
        {"from_time": "25:00", "to_time": "06:00"},
        {"weekdays": ["9"]},
        {"name": ""},
        {"until": "2020-01-01"},
    ],
)
def test_a_rule_that_cannot_be_comes_back_with_what_is_wrong(world: World, change: dict[str, Any]) -> None:
    answer = browser(world, "cheng").post(f"/cases/rules/new/?body={world.city.pk}", said(world, **change))
    assert answer.status_code in (409, 422)
    assert not RoutingRule.objects.exists()


def test_hostile_words_are_words(world: World) -> None:
    client = browser(world, "cheng")
    answer = client.post(
        f"/cases/rules/new/?body={world.city.pk}",
        said(world, name="<script>alert(1)</script>", words="<b>\n(.*)+$\n😀😀"),
    )
    assert answer.status_code == 303
    page = client.get("/cases/rules/").content.decode()
    assert "<script>alert" not in page
    assert "(.*)+$" in page


@pytest.mark.parametrize("name", ["hong", "xi", "zhou", "an", "lin", "su"])
def test_for_others_a_rule_is_not_there(world: World, name: str) -> None:
    rule, client = written(world), browser(world, name)
    assert client.get(f"/cases/rules/{rule.line}/").status_code == 404
    assert client.get(f"/cases/rules/?body={world.city.pk}").status_code == 404
    for address in ("change", "place", "end"):
        assert client.post(f"/cases/rules/{rule.line}/{address}/", said(world)).status_code == 404


def test_the_file_names_the_rule_and_the_workers_page_does_not(world: World) -> None:
    written(world, body=world.harbour)
    case = world.bring()
    assert "欠薪归东城" in browser(world, "hong").get(f"/cases/{case.pk}/").content.decode()
    matter = browser(world, "lin").get(reverse("cases:my_matter", args=[case.pk]))
    assert matter.status_code == 200
    assert "欠薪归东城" not in matter.content.decode()


# --- the API -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def call(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> Call:
    def as_somebody(name: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        actor = replace(world.actor(name), via="api", token_scopes=frozenset({"read", "write"}))
        monkeypatch.setattr(people_http, "bearer_of", lambda _request: actor)
        if method == "get":
            return client.get(path, headers=headers)
        return getattr(client, method)(path, body or {}, content_type="application/json", headers=headers)

    return as_somebody


def test_a_program_keeps_rules(world: World, call: Call) -> None:
    url = f"/api/rules?body={world.city.pk}"
    body = {"name": "欠薪", "words": ["工资"], "body": str(world.east.pk), "from_time": "22:00", "to_time": "06:00"}
    new = {**body, "owner": str(world.city.pk)}
    first = call("cheng", "post", "/api/rules", new, **{"Idempotency-Key": "r-1"})
    again = call("cheng", "post", "/api/rules", new, **{"Idempotency-Key": "r-1"})
    assert (first.status_code, first.json()) == (201, again.json()), first.content
    key = first.json()["id"]
    changed = call(
        "cheng", "put", f"/api/rules/{key}", {"name": "工资", "kinds": ["wages"], "body": body["body"], "version": 1}
    )
    assert (changed.status_code, changed.json()["version"], changed.json()["id"]) == (200, 2, key), changed.content
    late = call("cheng", "put", f"/api/rules/{key}", {**body, "version": 1})
    assert late.status_code == 409
    other = call("cheng", "post", "/api/rules", {**new, "name": "另一条"}).json()
    assert call("cheng", "put", f"/api/rules/{other['id']}/position", {"position": 1}).json()["position"] == 1
    world.bring()
    assert [row["name"] for row in call("cheng", "get", url).json()] == ["另一条", "工资"]
    trial = call("cheng", "post", "/api/rules/trial", {"body": str(world.city.pk), "draft": body}).json()
    assert (trial["read"], trial["examples"]) == (1, [])
    assert call("cheng", "delete", f"/api/rules/{key}").json()["position"] is None
    assert len(call("cheng", "get", f"/api/rules?body={world.city.pk}&ended=true").json()) == 2
    assert AuditEntry.objects.filter(verb="rule.ended").count() == 1


def test_a_rule_one_may_not_see_is_nothing_here(world: World, call: Call) -> None:
    rule = written(world)
    for name in ("hong", "dong", "lin", "an"):
        assert call(name, "get", f"/api/rules/{rule.line}").status_code == 404
        assert call(name, "delete", f"/api/rules/{rule.line}").status_code == 404
        new = {"name": "x", "owner": str(world.city.pk), "body": str(world.city.pk), "kinds": ["wages"]}
        assert call(name, "post", "/api/rules", new).status_code == 404
    assert RoutingRule.objects.get().ended_at is None


# --- the console ---------------------------------------------------------------------------------------------------------


def test_the_console_tries_the_rules_and_moves_nothing(world: World) -> None:
    world.bring()
    written(world)
    answer = CliRunner().invoke(commands.rules, ["test", "--json"])
    assert answer.exit_code == 0, answer.output
    report = json.loads(answer.output)
    assert (report["body"], report["read"], report["sent"], report["elsewhere"]) == ("瑞江市总工会", 1, 1, 1)
    assert Case.objects.get().body == world.harbour
    assert CliRunner().invoke(commands.rules, ["test", "--body", "没有"]).exit_code == 1
    assert "欠薪归东城: 1" in CliRunner().invoke(commands.rules, ["test"]).output
