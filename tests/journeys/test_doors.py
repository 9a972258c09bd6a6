"""A locked door: whoever stands before it says so in one tap, and who looks after it answers from the phone.

1. A rider who has no account reads the list, goes to the nearest door, finds it locked and taps "Locked". A second tap counts no second time.
2. The next one who asks reads in the list that somebody found it locked, and that nobody has looked yet.
3. Ma Jun, who looks after the place, finds it on the first page, answers that it has been put right and writes why.
4. He sees no other place; whoever looks after none has no such tile.
5. Whoever asks now reads the answer; the warning is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from tests.journeys.test_withheld_wages import account as account_of
from unionhall.cases.tests.world import World, build
from unionhall.core.actor import SYSTEM
from unionhall.places import actions, plotting
from unionhall.places.models import DoorReport

pytestmark = pytest.mark.django_db(transaction=True)
LON, LAT = 120.70, 28.00


@pytest.fixture
def world() -> Iterator[World]:
    """The harbour with three doors; the first is Ma Jun's to look after."""
    made = build()
    for n in range(3):
        venue = actions.enter(
            by=SYSTEM, operator=made.harbour, name=f"东港路驿站{n}", code=f"DG-{n}", lon=LON + n * 0.004, lat=LAT,
            hours="00:00-24:00", opened_on=date(2025, 5, 1), address=f"东港路{n}号",
        )  # fmt: skip
        if n == 0:
            actions.name_keeper(venue, by=SYSTEM, keeper=made.people["ma"])
    plotting.forget()
    yield made
    plotting.forget()


def test_a_locked_door_is_said_in_one_tap_and_answered_by_who_looks_after_it(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], world: World
) -> None:
    rider = open_page(phone=True)
    rider.goto(f"/stations/?near={LON},{LAT}")
    first = rider.locator(".doors > li").first
    assert "东港路驿站0" in first.inner_text()
    first.locator("a[href$='/stations/DG-0/']").first.click()
    for _tap in range(2):
        rider.locator(".door-taps button[value=locked]").click()
        rider.wait_for_load_state("networkidle")
    assert axe(rider) == []
    report = DoorReport.objects.get()
    assert report.times == 1

    other = open_page(phone=True)
    other.goto(f"/stations/?near={LON},{LAT}")
    door = other.locator(".doors > li", has_text="东港路驿站0")
    assert "锁" in door.inner_text()

    keeper = open_page(account=account_of(world, "ma"), phone=True)
    keeper.goto("/")
    keeper.click("a[href='/me/stations/']")
    page = keeper.locator("main").inner_text()
    assert "东港路驿站0" in page
    assert "东港路驿站1" not in page
    assert axe(keeper) == []
    keeper.click(f"a[href='/places/reports/{report.pk}/answer/']")
    keeper.locator("label", has_text="已经处理").or_(keeper.locator("label:has([value=mended])")).first.click()
    keeper.fill("[name=words]", "锁坏了，已经换好")
    keeper.click("main form button[type=submit]")
    keeper.wait_for_url("**/me/stations/")
    assert keeper.locator(f"a[href='/places/reports/{report.pk}/answer/']").count() == 0
    assert keeper.evaluate("document.documentElement.scrollWidth") == 390
    keeper.click("a[href$='/closures/']")
    assert axe(keeper) == []

    stranger = open_page(account=account_of(world, "lin"), phone=True)
    stranger.goto("/")
    assert stranger.locator("a[href='/me/stations/']").count() == 0

    other.reload()
    assert "锁" not in other.locator(".doors > li", has_text="东港路驿站0").inner_text()
    rider.goto("/stations/DG-0/")
    assert "锁坏了，已经换好" in rider.locator("main").inner_text()
