"""The tree on pages and over the API: a day chosen, a history read, a change looked at before it is made."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.organisations import actions
from unionhall.organisations.enums import JointScope, OrganisationKind
from unionhall.organisations.models import Affiliation, JointUnit, Organisation, TreeChange

from .test_register_pages import signed_in

SYSTEM = system("test")
DAY = timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def xiao(world: World) -> Client:
    return signed_in(world, "xiao")


@pytest.fixture
def west(world: World) -> Organisation:
    return actions.found(by=SYSTEM, name="西城县总工会二", code="W2", level=4, kind="federation", parent=world.city)


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode().split("<main")[1]


def test_the_tree_of_a_day_is_walked_from_the_top_down(xiao: Client, world: World, west: Organisation) -> None:
    today = clock.today()
    actions.move_body(world.harbour, by=SYSTEM, parent=west, reason="区划调整", on=today - 10 * DAY)
    assert world.city.name in text(xiao, "/bodies/tree/")
    here = f"/bodies/tree/?under={world.east.pk}&on="
    assert world.harbour.name in text(xiao, f"{here}{today - 11 * DAY}")
    assert world.harbour.name not in text(xiao, f"{here}{today}")
    assert world.harbour.name in text(xiao, f"/bodies/tree/?under={west.pk}&on={today}")
    assert text(xiao, "/bodies/tree/?on=0202-01-01", 422)
    assert text(xiao, "/bodies/tree/?on=gestern", 422)


def test_what_would_follow_is_shown_before_it_is_done(xiao: Client, world: World, west: Organisation) -> None:
    case = world.bring("lin")
    path = f"/bodies/{case.body_id}/parent/"
    said = {"parent": "W2", "reason": "区划调整", "on": "", "look": "yes"}
    answer = xiao.post(path, said)
    assert answer.status_code == 200
    assert "上级单位将能看到" in answer.content.decode()
    assert not TreeChange.objects.exists()
    assert xiao.post(path, {**said, "parent": "EH1"}).status_code in (409, 422)


def test_a_move_of_tomorrow_is_on_the_page_and_may_be_taken_back(
    xiao: Client, world: World, west: Organisation
) -> None:
    tomorrow = clock.today() + DAY
    said = {"parent": "W2", "reason": "区划调整", "on": str(tomorrow)}
    answer = xiao.post(f"/bodies/{world.harbour.pk}/parent/", said)
    assert answer["Location"] == f"/bodies/{world.harbour.pk}/history/"
    change = TreeChange.objects.get()
    history = text(xiao, f"/bodies/{world.harbour.pk}/history/")
    assert "到期生效" in history
    assert "到期生效" in text(xiao, f"/bodies/{world.harbour.pk}/")
    assert xiao.post(f"/bodies/{world.harbour.pk}/changes/{change.pk}/withdrawal/").status_code == 303
    assert xiao.post(f"/bodies/{world.harbour.pk}/changes/{change.pk}/withdrawal/").status_code == 409


def test_a_merger_is_made_on_a_page_and_stays_readable(xiao: Client, world: World) -> None:
    into = actions.found(
        by=SYSTEM, name="新港街道总工会", code="EN", level=5, kind="federation", parent=world.east,
        receives_cases=True, case_prefix="新工",
    )  # fmt: skip
    said = {"into": "EN", "reason": "合并", "on": ""}
    assert "一起走" in xiao.post(f"/bodies/{world.harbour.pk}/merger/", {**said, "look": "1"}).content.decode()
    assert xiao.post(f"/bodies/{world.harbour.pk}/merger/", said).status_code == 303
    page = text(xiao, f"/bodies/{world.harbour.pk}/")
    assert into.name in page
    assert "合并" in text(xiao, f"/bodies/{world.harbour.pk}/history/")
    assert "合并" in text(xiao, f"/bodies/{into.pk}/history/")
    assert xiao.post(f"/bodies/{world.harbour.pk}/merger/", said).status_code == 409


def test_a_closure_shows_what_hangs_on_the_body(xiao: Client, world: World) -> None:
    case = world.bring("lin")
    Organisation.objects.filter(parent=case.body).update(closed_on=clock.today())
    assert "没办结" in text(xiao, f"/bodies/{case.body_id}/closing/")


def test_an_industrial_union_is_named_and_left_on_pages(xiao: Client, world: World) -> None:
    actions.found(
        by=SYSTEM, name="快递行业工会", code="H", level=6, kind=OrganisationKind.INDUSTRIAL_UNION, parent=world.city
    )
    path = f"/bodies/{world.harbour.pk}/"
    assert xiao.post(f"{path}affiliation/", {"industrial": "H", "since": str(clock.today())}).status_code == 303
    assert "快递行业工会" in text(xiao, path)
    row = Affiliation.objects.get()
    assert xiao.post(f"{path}affiliation/{row.pk}/end/").status_code == 303
    row.refresh_from_db()
    assert row.until == clock.today()


def test_units_of_a_joint_union_are_kept_on_a_page(xiao: Client, world: World) -> None:
    market = actions.found(
        by=SYSTEM, name="夜市联合工会", code="M1", level=6, kind=OrganisationKind.JOINT_UNION, parent=world.harbour,
        joint_of=JointScope.MARKET,
    )  # fmt: skip
    path = f"/bodies/{market.pk}/units/"
    assert xiao.post(path, {"name": "老王烧烤", "spot": "A12", "workers": "3"}).status_code == 303
    assert xiao.post(path, {"name": ""}).status_code == 422
    assert "老王烧烤" in text(xiao, path)
    unit = JointUnit.objects.get()
    assert xiao.post(f"{path}{unit.pk}/end/").status_code == 303
    assert "老王烧烤" not in text(xiao, path)
    assert "老王烧烤" in text(xiao, f"{path}?closed=on")
    assert xiao.get(f"/bodies/{world.harbour.pk}/units/").status_code == 409


def test_an_old_code_is_looked_up_on_a_page(xiao: Client) -> None:
    page = text(xiao, "/bodies/places/codes/?code=330104&on=1975-05-01")
    assert "江干区" in page
    assert "330102" in page
    assert "没有" in text(xiao, "/bodies/places/codes/?code=999999")
    text(xiao, "/bodies/places/codes/?code=33", 422)
    text(xiao, "/bodies/places/codes/")


def test_a_branch_belongs_to_a_head_office(xiao: Client, world: World) -> None:
    said = {"name": "宏达制造有限公司东城分公司", "industry": "manufacturing", "head_office": world.factory.name}
    answer = xiao.post("/employers/new/", said)
    assert answer.status_code == 303
    assert "东城分公司" in text(xiao, f"/employers/{world.factory.pk}/")
    assert xiao.post("/employers/new/", {**said, "name": "分分公司", "head_office": said["name"]}).status_code == 409
    mine = {"name": world.factory.name, "industry": "manufacturing", "head_office": said["name"]}
    assert xiao.post(f"/employers/{world.factory.pk}/details/", mine).status_code == 409


def test_the_api_tells_the_tree_and_takes_the_same_changes(world: World, west: Organisation) -> None:
    from unionhall.people.actions import accounts
    from unionhall.people.models import Account

    signed_in(world, "xiao")
    account = Account.objects.get(person=world.people["xiao"])
    _row, raw = accounts.make_token(
        account, by=SYSTEM, name="t", scopes=["read", "write"], until=clock.today() + timedelta(days=9)
    )
    api = Client(HTTP_AUTHORIZATION=f"Bearer {raw}")
    today = clock.today()
    body = {"parent": str(west.pk), "reason": "区划调整", "on": str(today - 10 * DAY)}
    path = f"/api/organisations/{world.harbour.pk}"
    look = api.get(f"{path}/outlook?kind=move&into={west.pk}").json()
    assert look["bodies"] >= 1
    first = api.post(f"{path}/moves", body, content_type="application/json", HTTP_IDEMPOTENCY_KEY="k1")
    assert first.status_code == 201, first.content
    again = api.post(f"{path}/moves", body, content_type="application/json", HTTP_IDEMPOTENCY_KEY="k1")
    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
    then = api.get(f"/api/organisations/tree?under={world.east.pk}&on={today - 11 * DAY}").json()
    assert "EH" in {row["code"] for row in then["items"]}
    now = api.get(f"/api/organisations/tree?under={west.pk}").json()
    assert [(row["code"], row["below"]) for row in now["items"]] == [("EH", look["bodies"])]
    history = api.get(f"{path}/history").json()
    assert [row["since"] for row in history["positions"]] == [str(today - 10 * DAY), None]
    assert api.post(
        f"{path}/closures", {"on": str(today), "reason": "x"}, content_type="application/json"
    ).status_code in (201, 409)
    assert api.get("/api/organisations/by-code/EH").json()["id"] == str(world.harbour.pk)
    assert api.get("/api/organisations/by-code/nothing").status_code == 404
    code = api.get("/api/divisions/codes/110103?on=1985-01-01").json()
    assert (code["full_name"], code["fit"], code["now"][0]["code"]) == ("北京市崇文区", "then", "110101")
    assert api.get("/api/divisions/330000/boundaries").json() == {"type": "FeatureCollection", "features": []}
    assert date.fromisoformat(code["since"]).year == 1981
