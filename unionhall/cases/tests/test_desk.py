"""What does an officer see on the worklist, and what never?"""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.matrix.people import sign_in
from unionhall.cases.models import Case
from unionhall.cases.states import State
from unionhall.core import clock
from unionhall.people.models import Account

from .world import World, build

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def world() -> World:
    return build()


def desk_of(world: World, name: str) -> Client:
    """A browser in which somebody is signed in with all their role asks for."""
    person, client = world.people[name], Client()
    account = Account.objects.filter(person=person).first()
    sign_in(client, account or Account.objects.create(person=person, username=name, opened_at=clock.now()))
    return client


def test_what_comes_first_stands_first(world: World) -> None:
    late, early = world.case_in(State.MEDIATING), world.case_in(State.ACCEPTED, "ma")
    answer = desk_of(world, "hong").get("/cases/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.index(early.number) < text.index(late.number)
