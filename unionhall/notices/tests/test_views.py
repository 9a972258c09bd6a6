"""Does everybody read their own messages, and nobody another's?"""

import pytest
from django.urls import reverse

from unionhall.cases.tests.browsing import browser
from unionhall.cases.tests.world import World, build
from unionhall.core.actor import SYSTEM
from unionhall.notices import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def tell(world: World, name: str, link: str) -> None:
    actions.tell("news", by=SYSTEM, person_id=world.people[name].pk, link=link)


def test_a_worker_reads_their_messages_newest_first(world: World) -> None:
    tell(world, "lin", "http://u/first")
    tell(world, "lin", "http://u/second")
    tell(world, "ma", "http://u/hers")
    page = browser(world, "lin").get(reverse("notices:messages")).content.decode()
    assert page.index("http://u/second") < page.index("http://u/first")
    assert "http://u/hers" not in page


def test_without_messages_the_page_says_so(world: World) -> None:
    assert "还没有消息" in browser(world, "lin").get(reverse("notices:messages")).content.decode()


def test_a_long_list_goes_on_by_its_cursor(world: World) -> None:
    for n in range(25):
        tell(world, "lin", f"http://u/{n:02}x")
    client = browser(world, "lin")
    first = client.get(reverse("notices:messages")).content.decode()
    assert "http://u/24x" in first
    assert "http://u/00x" not in first
    assert client.get(reverse("notices:messages"), {"after": "forged"}).status_code == 400
