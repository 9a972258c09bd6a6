"""Service promises on a page: entered by whoever may bind the federation, and the clock reads them."""

from datetime import timedelta

import pytest
from django.test import Client

from unionhall.cases.models import ServicePromise
from unionhall.core import clock
from unionhall.core.models import AuditEntry
from unionhall.people import sessions
from unionhall.people.models import Account

from .world import World, build

SAID = {
    "state": "received",
    "days": "3",
    "unit": "working",
    "kind": "wages",
    "level": "4",
    "source": "瑞工发〔2026〕3号",
}


@pytest.fixture
def world(db: None) -> World:
    return build()


def signed_in(world: World, key: str) -> Client:
    account = Account.objects.filter(person=world.people[key]).first() or Account.objects.create(
        person=world.people[key], username=f"{key}-promises", opened_at=clock.now()
    )
    client = Client()
    client.force_login(account)
    session = client.session
    session[sessions.SECOND_FACTOR] = True
    session.save()
    return client


@pytest.mark.parametrize("key", ["xiao", "cheng"])
def test_the_system_administrator_and_the_highest_officers_promise(world: World, key: str) -> None:
    client = signed_in(world, key)
    ServicePromise.objects.all().delete()
    answer = client.post("/cases/promises/", {**SAID, "since": str(clock.today())})
    assert answer.status_code == 303, answer.content.decode()
    row = ServicePromise.objects.get()
    assert (row.days, row.unit, row.kind, row.level) == (3, "working", "wages", 4)
    assert AuditEntry.objects.filter(verb="promise.recorded", actor_id=world.people[key].pk).count() == 1
    assert "瑞工发〔2026〕3号" in client.get("/cases/promises/").content.decode()


@pytest.mark.parametrize("key", ["hong", "dong", "zhou", "an", "lin"])
def test_for_others_there_is_no_such_page(world: World, key: str) -> None:
    client = signed_in(world, key)
    assert client.get("/cases/promises/").status_code == 404
    assert client.post("/cases/promises/", {**SAID, "since": str(clock.today())}).status_code == 404


@pytest.mark.parametrize(
    "change",
    [{"since": "2020-01-01"}, {"days": "0"}, {"days": "400"}, {"source": ""}, {"state": "closed"}, {"level": "9"}],
)
def test_a_promise_that_cannot_be_comes_back_with_what_is_wrong(world: World, change: dict[str, str]) -> None:
    before = ServicePromise.objects.count()
    answer = signed_in(world, "xiao").post("/cases/promises/", {**SAID, "since": str(clock.today()), **change})
    assert answer.status_code == 422
    assert ServicePromise.objects.count() == before


def test_another_promise_on_the_same_day_for_the_same_step_is_refused(world: World) -> None:
    client, day = signed_in(world, "xiao"), str(clock.today() + timedelta(days=1))
    assert client.post("/cases/promises/", {**SAID, "since": day}).status_code == 303
    assert client.post("/cases/promises/", {**SAID, "since": day}).status_code == 303, "the same twice is once"
    assert client.post("/cases/promises/", {**SAID, "since": day, "days": "5"}).status_code == 409
