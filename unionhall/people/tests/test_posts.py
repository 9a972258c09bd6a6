"""The desks of the security and audit administrators, the demo's door."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.db import IntegrityError, transaction

from unionhall.core import clock
from unionhall.core.models import AuditEntry, OutgoingText
from unionhall.core.verdict import Refused
from unionhall.people import actions
from unionhall.people.enums import Role
from unionhall.people.models import Account, Person, Post, Tie

from .conftest import Visitor
from .world import SYSTEM, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def an(visitor: Visitor, world: World) -> Visitor:
    """The security administrator at the desk."""
    visitor.client.force_login(world.account("an"))
    return visitor


def post_of(world: World, key: str) -> Post:
    return Post.objects.get(person=world.people[key])


def appointment(**change: Any) -> dict[str, Any]:
    return {
        "name": "新来的",
        "phone": "13900000050",
        "organisation": "E",
        "role": "officer",
        "since": clock.today().isoformat(),
        "username": "xinlai",
        "reason": "人事任命",
        **change,
    }


def test_a_post_is_given_with_the_means_to_sign_in(an: Visitor, world: World) -> None:
    answer = an.post("/people/posts/new/", appointment())
    assert answer.status_code == 303
    person = Person.objects.get(name="新来的")
    assert Post.objects.filter(person=person, organisation=world.east, role="officer").exists()
    assert not Account.objects.get(username="xinlai").has_usable_password()
    assert "/sign-in/password/" in OutgoingText.objects.get().text
    assert AuditEntry.objects.get(verb="post.given", actor_id=world.people["an"].pk).purpose == "人事任命"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"reason": ""}, 422),
        ({"organisation": "没有的单位"}, 422),
        ({"phone": "13900000010", "name": "别名"}, 409),
        ({"phone": "13900000022", "name": "安全保"}, 409),
        ({"phone": "13900000014", "name": "董科长"}, 409),
        ({"role": "partner"}, 409),
        ({"organisation": "K"}, 409),
        ({"phone": "13900000021", "name": "肖系统", "role": "audit_admin", "organisation": "C"}, 409),
        ({"username": "zhou"}, 409),
        ({"until": "2020-01-01"}, 422),
        ({"role": "emperor"}, 422),
    ],
    ids=[
        "no reason", "no such body", "another name", "oneself", "held already", "partner at a union",
        "officer at an agency", "two administrators in one", "name taken", "ended before", "no such role",
    ],
)  # fmt: skip
def test_a_post_that_may_not_be_given(an: Visitor, world: World, change: dict[str, str], status: int) -> None:
    before = Post.objects.count()
    assert an.post("/people/posts/new/", appointment(**change)).status_code == status
    assert Post.objects.count() == before
    assert not Person.objects.filter(name="新来的").exists() or status == 303


def test_the_database_holds_that_the_administrators_are_three_people(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(
            person=world.people["an"], organisation=world.city, role=Role.AUDIT_ADMIN, since=clock.today()
        )


def test_a_security_administrator_below_gives_no_post_above_or_beside(world: World) -> None:
    person = actions.enter(by=SYSTEM, name="县安全", phone="13900000060")
    actions.appoint(person, by=SYSTEM, organisation=world.east, role=Role.SECURITY_ADMIN)
    from unionhall.people import queries

    below = queries.actor_of_person(person)
    with pytest.raises(Refused):
        actions.appoint(world.people["lin"], by=below, organisation=world.city, role="officer", reason="试试")
    actions.appoint(world.people["lin"], by=below, organisation=world.factory_union, role="mediator", reason="试试")


@pytest.mark.parametrize("key", ["dong", "xiao", "shen", "jian", "lin"])
def test_nobody_else_gives_or_ends_posts(world: World, key: str) -> None:
    with pytest.raises(Refused):
        actions.appoint(
            world.people["wei"], by=world.actor(key), organisation=world.east, role="officer", reason="试试"
        )
    with pytest.raises(Refused):
        actions.dismiss(post_of(world, "zhou"), by=world.actor(key), reason="试试")


def test_a_dismissal_says_why_and_signs_out(an: Visitor, world: World) -> None:
    officer = Visitor(an.deliver)
    officer.client.force_login(world.account("zhou"))
    address = f"/people/posts/{post_of(world, 'zhou').pk}/dismissal/"
    assert an.get(address).status_code == 200
    assert an.post(address, {"reason": ""}).status_code == 422
    assert officer.get("/me/").status_code == 200
    assert an.post(address, {"reason": "调离"}).status_code == 303
    assert officer.get("/me/").status_code == 302
    assert not world.actor("zhou").posts
    assert AuditEntry.objects.get(verb="post.ended").purpose == "调离"


def test_the_last_security_administrator_stays(an: Visitor, world: World) -> None:
    assert an.get(f"/people/posts/{post_of(world, 'an').pk}/dismissal/").status_code == 409


def test_opening_a_post_is_a_reading_the_person_can_see(an: Visitor, world: World) -> None:
    page = an.get(f"/people/posts/{post_of(world, 'zhou').pk}/").content.decode()
    assert "13900000010" not in page
    assert AuditEntry.objects.filter(verb="person.read", subject_id=str(world.people["zhou"].pk)).count() == 1


def test_the_audit_administrator_looks_and_changes_nothing(visitor: Visitor, world: World) -> None:
    visitor.client.force_login(world.account("shen"))
    post = post_of(world, "zhou")
    assert visitor.get("/people/posts/").status_code == 200
    assert visitor.get(f"/people/posts/{post.pk}/").status_code == 200
    for noun in ("dismissal", "invitation", "tie"):
        assert visitor.post(f"/people/posts/{post.pk}/{noun}/", {"reason": "试试"}).status_code == 409


def test_the_list_goes_on_by_key_and_narrows(an: Visitor, world: World, django_assert_max_num_queries: Any) -> None:
    for n in range(60):
        person = Person.objects.create(name=f"干部{n}", entered_at=clock.now())
        Post.objects.create(person=person, organisation=world.east, role="mediator", since=clock.today())
    an.get("/people/posts/")
    with django_assert_max_num_queries(5):
        page = an.get("/people/posts/").content.decode()
    assert page.count("/people/posts/") > 50
    assert "after=" in page
    narrowed = an.get("/people/posts/?role=security_admin").content.decode()
    assert "安全保" in narrowed
    assert "干部1" not in narrowed
    assert an.get("/people/posts/?after=forged").status_code == 400


def test_a_tie_is_recorded_with_a_reason_and_bars_at_once(an: Visitor, world: World) -> None:
    address = f"/people/posts/{post_of(world, 'zhou').pk}/tie/"
    assert an.post(address, {"employer": "宏达制造有限公司", "kind": "relative", "reason": ""}).status_code == 422
    assert an.post(address, {"employer": "没有", "kind": "relative", "reason": "举报核实"}).status_code == 422
    form = {"employer": "宏达制造有限公司", "kind": "relative", "reason": "举报核实"}
    assert an.post(address, form).status_code == 303
    assert an.post(address, form).status_code == 303
    assert Tie.objects.count() == 1
    assert world.actor("zhou").tied_employers == {world.factory.pk}
    tie = Tie.objects.get()
    end = f"/people/posts/{post_of(world, 'zhou').pk}/tie/{tie.pk}/end/"
    assert an.post(end, {"reason": "亲属离职"}).status_code == 303
    assert world.actor("zhou").tied_employers, "closed to them until the day after"


def test_nobody_lifts_their_own_bar(world: World) -> None:
    tie = actions.record_tie(world.people["an"], by=SYSTEM, employer=world.factory, kind="owner")
    for key in ("an", "dong", "xiao"):
        with pytest.raises(Refused):
            actions.end_tie(tie, by=world.actor(key), reason="试试")


def test_a_lost_device_is_taken_off_with_a_reason(an: Visitor, world: World) -> None:
    account = world.account("zhou")
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    address = f"/people/posts/{post_of(world, 'zhou').pk}/second-factor/"
    assert an.post(address, {"reason": "手机遗失，已当面核实"}).status_code == 303
    assert not Authenticator.objects.exists()
    assert an.get(address).status_code == 409


# --- The audit trail --------------------------------------------------------------------------------------------------


@pytest.fixture
def shen(visitor: Visitor, world: World) -> Visitor:
    visitor.client.force_login(world.account("shen"))
    return visitor


def codes(response: Any) -> set[str]:
    """The verbs of the rows shown."""
    return set(re.findall(r"<code>([a-z_]+\.[a-z_]+)</code>", response.content.decode()))


@pytest.fixture
def tied(world: World) -> None:
    actions.record_tie(
        world.people["zhou"], by=world.actor("an"), employer=world.factory, kind="relative", reason="核实"
    )


def test_the_trail_speaks_in_words_and_keeps_the_codes_beside_them(shen: Visitor, tied: None) -> None:
    page = shen.get("/audit/?verb=tie.recorded").content.decode()
    for said in ("登记牵连", "牵连", "核实", "网页", "市总工会", "<code>tie.recorded</code>"):
        assert said in page, said
    assert "people.Tie" not in page
    assert "安全保" not in page
    assert "安**" in page


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("verb=tie.recorded", True),
        ("verb=post.given", False),
        ("person=安全保", True),
        ("person=an", True),
        ("person=沈审计", False),
        ("body=瑞江市总工会", True),
        ("body=东城县总工会", False),
        ("person=an&verb=tie.recorded&body=C", True),
    ],
)
def test_the_trail_narrows_by_act_person_and_body(shen: Visitor, tied: None, query: str, there: bool) -> None:
    assert ("tie.recorded" in codes(shen.get(f"/audit/?{query}"))) is there


def test_the_trail_narrows_by_the_key_of_a_person(shen: Visitor, world: World, tied: None) -> None:
    assert codes(shen.get(f"/audit/?actor={world.people['an'].pk}")) == {"tie.recorded"}


def test_the_trail_narrows_by_day(shen: Visitor, freeze: Any, world: World) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    assert codes(shen.get(f"/audit/?since={tomorrow}")) == set()
    assert "post.given" in codes(shen.get(f"/audit/?since={clock.today()}&until={clock.today()}"))


def test_why_somebody_opened_a_record_is_said_in_words_to_whom_it_concerns(visitor: Visitor, world: World) -> None:
    post = Post.objects.get(person=world.people["zhou"])
    visitor.client.force_login(world.account("an"))
    visitor.get(f"/people/posts/{post.pk}/")
    visitor.client.force_login(world.account("zhou"))
    page = visitor.get("/me/").content.decode()
    assert "岗位管理" in page
    assert "administration_of_posts" not in page


@pytest.mark.parametrize(
    "query", ["since=2026-02-31", "actor=nobody", "verb=nothing.done", "person=没有这个人", "body=没有这个单位"]
)
def test_filters_that_mean_nothing_are_said(shen: Visitor, query: str) -> None:
    assert shen.get(f"/audit/?{query}").status_code == 422


def test_the_check_says_whole_or_names_the_first_bad_row(shen: Visitor, world: World) -> None:
    from django.db import connection

    assert "完整" in shen.post("/audit/verification/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET verb = 'post.taken' WHERE verb = 'post.given'")
    page = shen.post("/audit/verification/").content.decode()
    assert "改动过" in page
    assert AuditEntry.objects.filter(verb="audit.verified", details__whole=False).count() == 1


@pytest.mark.parametrize("key", ["an", "xiao", "dong", "lin", "su"])
def test_the_trail_does_not_exist_for_others(visitor: Visitor, world: World, key: str) -> None:
    visitor.client.force_login(world.account(key))
    assert visitor.get("/audit/").status_code == 404
    assert visitor.post("/audit/verification/").status_code == 404


# --- The demo's door --------------------------------------------------------------------------------------------------


def test_outside_the_demo_there_is_no_such_door(visitor: Visitor, world: World) -> None:
    assert visitor.get("/demo/").status_code == 404
    assert visitor.post("/demo/", {"who": "an"}).status_code == 404


@pytest.mark.urls("unionhall.people.demo")
def test_its_views_answer_404_even_if_somebody_wires_them(visitor: Visitor, world: World) -> None:
    assert visitor.get("/demo/").status_code == 404


@pytest.fixture
def in_demo(settings: Any, monkeypatch: Any, world: World) -> None:
    from django.urls import clear_url_caches, get_urlconf, set_urlconf

    from config import urls
    from unionhall.people import demo

    settings.DEMO = True
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, *demo.urlpatterns])
    listed = [
        {
            "role": "security_admin",
            "role_name": "安全管理员",
            "name": "安全保",
            "at": "市总",
            "sign_in": "an",
            "password": "x",
            "try_this": "任免",
        },
        {
            "role": "worker",
            "role_name": "职工",
            "name": "林小满",
            "at": "",
            "sign_in": "13900000001",
            "password": "",
            "try_this": "我的事项",
        },
    ]
    monkeypatch.setattr(demo, "people", lambda: listed)
    clear_url_caches()
    set_urlconf(get_urlconf())
    yield
    monkeypatch.undo()
    clear_url_caches()


@pytest.mark.usefixtures("in_demo")
def test_in_the_demo_one_click_is_anybody_with_the_second_factor_taken_as_shown(visitor: Visitor, world: World) -> None:
    assert "任免" in visitor.get("/demo/").content.decode()
    assert visitor.post("/demo/", {"who": "an"}).status_code == 303
    assert visitor.client.session[SESSION_KEY] == str(world.account("an").pk)
    assert visitor.client.session["second_factor"] is True
    assert visitor.post("/demo/", {"who": "13900000001"}).status_code == 303
    assert visitor.client.session[SESSION_KEY] == str(world.account("lin").pk)
    assert visitor.post("/demo/", {"who": "dong"}).status_code == 404


@pytest.mark.usefixtures("in_demo")
def test_the_demo_shows_the_texts_that_would_have_been_sent(visitor: Visitor, world: World) -> None:
    visitor.ask_code("13900000001")
    assert visitor.read_code() in visitor.get("/demo/").content.decode()
