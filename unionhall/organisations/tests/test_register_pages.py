"""The register on pages: a body found, corrected, moved and closed; the places it answers for; employers."""

from typing import Any

import pytest
from django.test import Client

from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Refused
from unionhall.organisations import actions, queries
from unionhall.organisations.models import Division, Employer, Organisation, Responsibility
from unionhall.people import sessions
from unionhall.people.models import Account

SYSTEM = system("test")
NEW = {
    "name": "新港街道总工会",
    "short_name": "新港街道",
    "code": "EN",
    "kind": "federation",
    "level": "5",
    "parent": "E",
    "receives_cases": "on",
    "case_prefix": "新工",
    "division": "990121009",
    "answers": "on",
    "phone": "0571-0000000",
}


@pytest.fixture
def world(db: None) -> World:
    return build()


def signed_in(world: World, key: str) -> Client:
    """A browser in which somebody of the world is signed in."""
    account = Account.objects.filter(person=world.people[key]).first() or Account.objects.create(
        person=world.people[key], username=f"{key}-register", opened_at=clock.now()
    )
    client = Client()
    client.force_login(account)
    session = client.session
    session[sessions.SECOND_FACTOR] = True
    session.save()
    return client


@pytest.fixture
def xiao(world: World) -> Client:
    """The system administrator of the city."""
    return signed_in(world, "xiao")


def body(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def test_the_system_administrator_enters_a_union_that_receives_matters_at_once(xiao: Client, world: World) -> None:
    assert xiao.post("/bodies/places/", {"code": "990121009", "name": "新港街道", "level": "5"}).status_code == 303
    answer = xiao.post("/bodies/new/", NEW)
    assert answer.status_code == 303
    made = body("EN")
    assert answer["Location"] == f"/bodies/{made.pk}/"
    assert (made.at_county, made.at_township) == (world.east.pk, made.pk)
    place = Division.objects.get(code="990121009")
    assert queries.responsible_body(place, "", on=clock.today())[0] == made
    assert AuditEntry.objects.filter(verb="organisation.founded", subject_id=str(made.pk)).exists()
    page = xiao.get(answer["Location"]).content.decode()
    for said in ("新港街道总工会", "新工", "0571-0000000"):
        assert said in page


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"code": "E"}, 409, "代码"),
        ({"parent": "没有"}, 422, "单位"),
        ({"parent": ""}, 422, "上级"),
        ({"case_prefix": ""}, 422, "字头"),
        ({"level": "3"}, 409, "上级"),
        ({"agency_kind": "court"}, 422, "协作"),
        ({"kind": "agency", "parent": ""}, 422, "协作"),
        ({"division": "没有的地方"}, 422, "地方"),
    ],
)
def test_a_body_that_cannot_be_is_explained(
    xiao: Client, world: World, change: dict[str, str], status: int, said: str
) -> None:
    actions.name_place(by=SYSTEM, code="990121009", name="新港街道", level=5)
    answer = xiao.post("/bodies/new/", {**NEW, **change})
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert not Organisation.objects.filter(code="EN").exists()


def test_an_officer_enters_bodies_below_their_own_and_nowhere_else(world: World) -> None:
    actions.name_place(by=SYSTEM, code="990121009", name="新港街道", level=5)
    assert signed_in(world, "dong").post("/bodies/new/", NEW).status_code == 303
    assert signed_in(world, "dong").post("/bodies/new/", {**NEW, "code": "X1", "parent": "C"}).status_code == 409


def test_a_correction_is_recorded_with_what_it_changed_and_without_the_words(xiao: Client, world: World) -> None:
    harbour = world.harbour
    said = {
        "name": "港湾街道工会联合会", "short_name": harbour.short_name, "code": harbour.code, "receives_cases": "on",
        "case_prefix": harbour.case_prefix, "division": "", "phone": "12351",
    }  # fmt: skip
    assert xiao.post(f"/bodies/{harbour.pk}/details/", said).status_code == 303
    harbour.refresh_from_db()
    assert (harbour.name, harbour.phone) == ("港湾街道工会联合会", "12351")
    entry = AuditEntry.objects.get(verb="organisation.changed")
    assert {"name", "phone"} <= set(entry.details["fields"])
    assert "12351" not in str(entry.details)


def test_a_body_moves_with_all_below_it_and_its_cases_follow(xiao: Client, world: World) -> None:
    case = world.bring("lin")
    child = Organisation.objects.filter(parent=case.body).order_by("pk").first()
    other = actions.found(by=SYSTEM, name="西城县总工会二", code="W2", level=4, kind="federation", parent=world.city)
    answer = xiao.post(f"/bodies/{case.body_id}/parent/", {"parent": "W2", "reason": "区划调整"})
    assert answer.status_code == 303
    case.refresh_from_db()
    assert case.at_county == other.pk
    assert case.body.at_county == other.pk
    if child is not None:
        child.refresh_from_db()
        assert child.at_county == other.pk
    assert AuditEntry.objects.get(verb="organisation.moved").purpose == "区划调整"


def test_the_one_above_sees_the_matters_of_a_moved_body_and_the_one_before_no_longer_does(world: World) -> None:
    from unionhall.cases.access import visible_cases

    case = world.bring("lin")
    assert visible_cases(world.actor("dong")).filter(pk=case.pk).exists()
    other = actions.found(by=SYSTEM, name="西城县总工会二", code="W2", level=4, kind="federation", parent=world.city)
    actions.move_body(case.body, by=SYSTEM, parent=other, reason="区划调整")
    assert not visible_cases(world.actor("dong")).filter(pk=case.pk).exists()


@pytest.mark.parametrize("parent", ["EH", "EH1", "nothing"])
def test_a_body_does_not_move_below_itself(xiao: Client, world: World, parent: str) -> None:
    answer = xiao.post(f"/bodies/{world.harbour.pk}/parent/", {"parent": parent, "reason": "试试"})
    assert answer.status_code in (409, 422)
    world.harbour.refresh_from_db()
    assert world.harbour.parent_id == world.east.pk


def test_a_closed_body_receives_nothing_and_its_posts_no_longer_count(world: World) -> None:
    lonely = actions.found(
        by=SYSTEM, name="旧街道总工会", code="OLD", level=5, kind="federation", parent=world.east,
        case_prefix="旧工", receives_cases=True,
    )  # fmt: skip
    place = actions.name_place(by=SYSTEM, code="990121008", name="旧街道", level=5)
    actions.answer_for(lonely, by=SYSTEM, division=place, since=clock.today())
    actions.close_body(lonely, by=world.actor("xiao"), on=clock.today(), reason="撤并")
    assert queries.responsible_body(place, "", on=clock.today())[0] != lonely
    assert Responsibility.objects.get(organisation=lonely).until == clock.today()
    assert AuditEntry.objects.get(verb="organisation.closed").purpose == "撤并"
    with pytest.raises(Refused):
        actions.change_body(lonely, by=world.actor("xiao"), name="又开了")


def test_a_body_with_open_matters_stays_open(xiao: Client, world: World) -> None:
    case = world.bring("lin")
    Organisation.objects.filter(parent=case.body).update(closed_on=clock.today())
    answer = xiao.post(f"/bodies/{case.body_id}/closing/", {"on": str(clock.today()), "reason": "撤并"})
    assert answer.status_code == 409
    assert "没办结" in answer.content.decode()
    assert Organisation.objects.get(pk=case.body_id).closed_on is None


def test_a_body_with_others_below_it_stays_open(xiao: Client, world: World) -> None:
    assert xiao.get(f"/bodies/{world.east.pk}/closing/").status_code == 409


def test_a_place_is_answered_for_and_no_longer(xiao: Client, world: World) -> None:
    actions.name_place(by=SYSTEM, code="990121008", name="旧街道", level=5)
    said = {"division": "旧街道", "industry": "", "since": str(clock.today())}
    assert xiao.post(f"/bodies/{world.harbour.pk}/places/", said).status_code == 303
    rule = Responsibility.objects.get(division__code="990121008")
    assert xiao.post(f"/bodies/{world.harbour.pk}/places/{rule.pk}/end/").status_code == 303
    rule.refresh_from_db()
    assert rule.until == clock.today()


GOOD = "91330100MA00000058"


def code_that_fits() -> str:
    from unionhall.core.identity import uscc_check

    return GOOD[:17] + uscc_check(GOOD)


def test_an_employer_is_entered_corrected_and_marked_as_closed(xiao: Client, world: World) -> None:
    answer = xiao.post("/employers/new/", {"name": "新港物流有限公司", "uscc": "", "industry": "transport"})
    assert answer.status_code == 303
    row = Employer.objects.get(name="新港物流有限公司")
    said = {"name": "新港物流股份有限公司", "uscc": code_that_fits(), "industry": "transport", "division": ""}
    assert xiao.post(f"/employers/{row.pk}/details/", said).status_code == 303
    row.refresh_from_db()
    assert (row.name, row.uscc) == ("新港物流股份有限公司", code_that_fits())
    again = xiao.post("/employers/new/", {**said, "name": "另一个名字"})
    assert again["Location"] == f"/employers/{row.pk}/", "the same code is the same employer"
    closing = {"on": str(clock.today()), "reason": "注销"}
    assert xiao.post(f"/employers/{row.pk}/closing/", closing).status_code == 303
    assert xiao.post(f"/employers/{row.pk}/closing/", closing).status_code == 409
    assert "新港物流" not in xiao.get("/employers/?q=新港").content.decode().split("<main")[1].split("<tbody")[-1]
    assert "新港物流" in xiao.get("/employers/?q=新港&closed=on").content.decode()


def test_a_credit_code_belongs_to_one_employer(xiao: Client, world: World) -> None:
    one = actions.register_employer(by=SYSTEM, name="甲公司", uscc=code_that_fits())
    two = actions.register_employer(by=SYSTEM, name="乙公司")
    said: dict[str, Any] = {"name": "乙公司", "uscc": one.uscc, "industry": "other"}
    assert xiao.post(f"/employers/{two.pk}/details/", said).status_code == 409


def test_workers_and_handlers_without_an_office_find_no_register(world: World) -> None:
    for key in ("lin", "zhou", "an", "shen"):
        assert signed_in(world, key).get("/bodies/").status_code == 404
        assert signed_in(world, key).get("/employers/").status_code == 404
