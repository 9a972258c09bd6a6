"""Who is on the request: by session, by token, and no longer."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from unionhall.core import clock
from unionhall.core.http import public
from unionhall.core.sealed import lookup
from unionhall.people import actions, queries, sessions
from unionhall.people.enums import Role
from unionhall.people.models import Account, ApiAccess, ApiClient, ApiToken, Post

from .world import SYSTEM, World

pytestmark = [pytest.mark.django_db, pytest.mark.urls("unionhall.people.tests.test_http")]


@public
def who(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    return HttpResponse(f"{actor.name}|{','.join(sorted(post.role for post in actor.posts))}|{actor.via}|{actor.mfa}")


urlpatterns = [path("who/", who), path("api/who/", who)]


def ask(client: Client, address: str = "/who/", **extra: Any) -> str:
    return client.get(address, **extra).content.decode()


def personal_token(account: Account, raw: str = "uhp_1", **facts: Any) -> str:
    ApiToken.objects.create(
        account=account,
        name="脚本",
        token_hash=lookup(raw, "token"),
        scopes=["read"],
        made_at=clock.now(),
        **{"expires_at": clock.now() + timedelta(days=1), **facts},
    )
    return raw


def test_a_visitor_is_nobody_and_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert ask(client) == "||web|False"


def test_a_signed_in_person_costs_two_queries_beside_the_session(
    client: Client, world: World, django_assert_num_queries: Any
) -> None:
    client.force_login(world.account("zhou"))
    ask(client)
    with django_assert_num_queries(3):
        assert ask(client) == "周敏|coordinator|web|False"


def test_a_post_that_ended_is_gone_at_the_next_request(client: Client, world: World) -> None:
    client.force_login(world.account("zhou"))
    assert "coordinator" in ask(client)
    post = Post.objects.get(person=world.people["zhou"])
    post.until = clock.today() - timedelta(days=1)
    post.save(update_fields=["until"])
    assert ask(client) == "周敏||web|False"


def test_a_dismissal_ends_every_session_of_the_person(client: Client, world: World) -> None:
    client.force_login(world.account("zhou"))
    actions.dismiss(Post.objects.get(person=world.people["zhou"]), by=world.actor("an"), reason="调离")
    assert ask(client) == "||web|False"


def test_a_new_password_ends_every_session(client: Client, world: World) -> None:
    account = world.account("zhou")
    client.force_login(account)
    account.set_password("another-long-password")
    account.save(update_fields=["password"])
    assert ask(client) == "||web|False"


def test_a_closed_account_is_nobody(client: Client, world: World) -> None:
    account = world.account("lin")
    client.force_login(account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert ask(client) == "||web|False"


def test_an_officer_without_a_second_factor_is_not_in_yet(client: Client, world: World, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    client.force_login(world.account("zhou"))
    assert ask(client) == "||web|False"
    session = client.session
    session[sessions.SECOND_FACTOR] = True
    session.save()
    assert ask(client) == "周敏|coordinator|web|True"


def test_a_worker_needs_no_second_factor(client: Client, world: World, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    client.force_login(world.account("lin"))
    assert ask(client).startswith("林小满|")


def test_an_idle_officer_is_signed_out_and_a_worker_is_not(client: Client, world: World, freeze: Any) -> None:
    other = Client()
    freeze("2026-06-01 09:00")
    client.force_login(world.account("zhou"))
    other.force_login(world.account("lin"))
    assert ask(client).startswith("周敏")
    assert ask(other).startswith("林小满")
    freeze("2026-06-01 09:29")
    assert ask(client).startswith("周敏")
    freeze("2026-06-01 09:58")
    assert ask(client).startswith("周敏")
    freeze("2026-06-01 10:29")
    assert ask(client) == "||web|False"
    assert ask(other).startswith("林小满")


def test_a_token_acts_for_its_owner_in_one_look_and_one_more(
    client: Client, world: World, django_assert_num_queries: Any
) -> None:
    raw = personal_token(world.account("zhou"))
    with django_assert_num_queries(2):
        assert ask(client, "/api/who/", headers={"Authorization": f"Bearer {raw}"}) == "周敏|coordinator|api|False"


def test_a_cookie_opens_no_programs_door_and_a_token_no_page(client: Client, world: World) -> None:
    raw = personal_token(world.account("zhou"))
    assert ask(client, "/who/", headers={"Authorization": f"Bearer {raw}"}) == "||web|False"
    client.force_login(world.account("zhou"))
    assert ask(client, "/api/who/") == "||web|False"


@pytest.mark.parametrize(
    "facts",
    [{"revoked_at": clock.now()}, {"expires_at": clock.now() - timedelta(seconds=1)}],
    ids=["revoked", "expired"],
)
def test_a_token_that_is_over_is_nobodys(client: Client, world: World, facts: Any) -> None:
    raw = personal_token(world.account("zhou"), **facts)
    assert ask(client, "/api/who/", headers={"Authorization": f"Bearer {raw}"}) == "||web|False"


@pytest.mark.parametrize(
    "header", ["Bearer nonsense", "Bearer uhp_wrong", "Bearer uha_wrong", "Basic eHg6eA==", "Bearer"]
)
def test_nonsense_in_the_header_is_nobody(client: Client, header: str) -> None:
    assert ask(client, "/api/who/", headers={"Authorization": header}) == "||web|False"


def test_a_program_of_a_body_acts_under_one_post_only(client: Client, world: World) -> None:
    zhou = world.people["zhou"]
    post = Post.objects.get(person=zhou)
    actions.appoint(zhou, by=SYSTEM, organisation=world.east, role=Role.MEDIATOR, since=post.since, reason="兼任")
    program = ApiClient.objects.create(
        name="台账", person=zhou, post=post, secret_hash=lookup("x", "token"), scopes=["read"], made_at=clock.now()
    )
    ApiAccess.objects.create(
        client=program, token_hash=lookup("uha_1", "token"), expires_at=clock.now() + timedelta(minutes=5)
    )
    headers = {"Authorization": "Bearer uha_1"}
    assert ask(client, "/api/who/", headers=headers) == "周敏|coordinator|api|False"
    actions.dismiss(post, by=world.actor("an"), reason="调离")
    assert ask(client, "/api/who/", headers=headers) == "||web|False"


def test_the_actor_in_one_query_is_the_actor_in_many(world: World, django_assert_num_queries: Any) -> None:
    chang = world.people["chang"]
    with django_assert_num_queries(1):
        actor = queries.actor_of_person(chang)
    assert actor.tied_employers == queries.employers_tied_to(chang.pk, on=clock.today()) == {world.factory.pk}
    assert actor.holds(Role.GRASSROOTS_CHAIR)


def test_a_program_of_a_body_does_not_act_in_the_matters_of_the_person_behind_it(world: World) -> None:
    zhou = world.people["zhou"]
    actions.give_mandate(world.people["lin"], by=world.actor("lin"), agent=zhou, kind="officer", basis="paper")
    by_hand = queries.actor_of_person(zhou)
    by_program = queries.actor_of_person(zhou, via="api", only_post=Post.objects.get(person=zhou).pk)
    assert by_hand.self_and_mandates == {zhou.pk, world.people["lin"].pk}
    assert by_program.self_and_mandates == frozenset()
