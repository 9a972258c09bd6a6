"""Does the first page lead everybody to what is waiting for them?"""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from unionhall.cases.tests.browsing import browser
from unionhall.cases.tests.world import World, build
from unionhall.core.actor import SYSTEM
from unionhall.places import actions as places_actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def test_a_visitor_sees_what_they_can_do_without_signing_in(world: World) -> None:
    page = Client().get("/").content.decode()
    assert reverse("cases:intake") in page
    assert reverse("cases:receipt") in page
    assert page.count('class="tile"') <= 8


def test_a_worker_sees_their_matters_first_with_the_next_step_and_its_day(world: World, freeze: object) -> None:
    freeze("2026-06-01 09:00")  # type: ignore[operator]
    world.bring("lin")
    page = browser(world, "lin").get("/").content.decode()
    assert "6月8日前，还有 5 个工作日" in page
    assert page.index("宏达制造有限公司") < page.index(reverse("cases:intake"))
    assert page.count('class="tile"') <= 8


def test_nobody_sees_the_matters_of_another(world: World) -> None:
    world.bring("lin")
    assert "宏达制造有限公司" not in browser(world, "ma").get("/").content.decode()
    assert "宏达制造有限公司" not in Client().get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("zhou", "cases:worklist"),
        ("he", "cases:worklist"),
        ("hong", "cases:worklist"),
        ("jian", "cases:worklist"),
        ("chang", "cases:worklist"),
        ("su", "cases:transfers"),
        ("an", "people:posts"),
        ("shen", "people:trail"),
        ("xiao", "organisations:bodies"),
    ],
)
def test_whoever_holds_a_post_is_led_to_their_work(world: World, name: str, address: str) -> None:
    response = browser(world, name).get("/")
    assert response.headers["Location"] == reverse(address)


def test_the_page_speaks_english_to_those_who_choose_it(world: World) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "What can we do for you?" in client.get("/").content.decode()


def test_unions_are_found_by_place(world: World) -> None:
    page = Client().get(reverse("offices"), {"q": "港湾"}).content.decode()
    assert "港湾街道总工会" in page
    assert "青山镇总工会" not in page


@pytest.mark.parametrize("words", ["'; --", "<script>alert(1)</script>", "%", "长" * 500])
def test_any_words_may_be_looked_for(world: World, words: str) -> None:
    response = Client().get(reverse("offices"), {"q": words})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_the_first_page_asks_the_database_little(world: World, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        Client().get("/")


def test_whoever_looks_after_a_station_finds_it_and_nobody_else_is_shown_one(world: World) -> None:
    kept = places_actions.enter(
        by=SYSTEM, operator=world.harbour, name="东港路驿站", lon=120.7, lat=28.0, opened_on=date(2025, 5, 1)
    )
    page = browser(world, "lin").get("/").content.decode()
    assert reverse("places:kept") not in page
    places_actions.name_keeper(kept, by=SYSTEM, keeper=world.people["lin"])
    assert reverse("places:kept") in browser(world, "lin").get("/").content.decode()
