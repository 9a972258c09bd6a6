"""Can anybody tell from a difference that there are cases?"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.adversary.walking import get
from unionhall.cases.models import Case
from unionhall.cases.tests.world import BUILDER
from unionhall.organisations import actions as organisations
from unionhall.organisations.enums import Industry
from unionhall.people import actions as people

from .asking import browser, same
from .planting import TIED, Planted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["chang", "gu", "qin_tied", "gong", "yuan"])
def test_pages_of_an_employer_with_cases_and_of_one_without_are_equal(planted: Planted, who: str) -> None:
    """Same status, same length, same words, whatever is asked about the one or the other."""
    world = planted.world
    quiet = organisations.register_employer(
        by=BUILDER, name="静默制造有限公司", division=world.harbour_place, industry=Industry.MANUFACTURING
    )
    client, different = browser(planted, who), []
    missing = Case(number="无", kind="wages")
    for name in ("case", "print", "notes", "acceptance", "settlement", "my_matter"):
        here = get(client, reverse(f"cases:{name}", args=[planted.cases[0].pk]))
        there = get(client, reverse(f"cases:{name}", args=[missing.pk]))
        if (here.status, same(here.text, planted.cases[0].pk)) != (there.status, same(there.text, missing.pk)):
            different.append(name)
    for path in ("/cases/", "/cases/search/", "/cases/enter/matches/", "/insight/"):
        for parameter in ("q", "employer", "employer_name"):
            here = get(client, f"{path}?{parameter}={world.factory.name}&kind=wages")
            there = get(client, f"{path}?{parameter}={quiet.name}&kind=wages")
            if (here.status, same(here.text, world.factory.name, world.factory.pk)) != (
                there.status, same(there.text, quiet.name, quiet.pk),
            ):  # fmt: skip
                different.append(f"{path}?{parameter}")
    assert different == []


def test_everything_tied_people_see_is_the_same_as_without_the_cases(planted: Planted) -> None:
    """Counts, loads and figures of those tied do not move when the employer gets one case more."""
    before = {who: _counted(planted, who) for who in TIED}
    with transaction.atomic():
        person = people.enter(by=BUILDER, name="又一人", phone="13900000099")
        planted.world.people["another"] = person
        planted.world.bring("another")
        after = {who: _counted(planted, who) for who in TIED}
        transaction.set_rollback(True)
    assert after == before


def _counted(planted: Planted, who: str) -> dict[str, str]:
    client = browser(planted, who)
    return {path: same(get(client, path).text) for path in ("/", "/cases/", "/insight/", "/messages/", "/cases/loads/")}


@pytest.mark.parametrize(
    ("path", "known", "unknown"),
    [
        ("/sign-in/", {"phone": "13900000044"}, {"phone": "13900009944"}),
        (
            "/sign-in/officers/",
            {"username": "cheng-secrecy", "password": "x"},
            {"username": "nobody-here", "password": "x"},
        ),
        ("/cases/receipt/", {"code": "AAAABBBBCCCC"}, {"code": "DDDDEEEEFFFF"}),
    ],
)
def test_known_and_unknown_get_the_same_answer(
    planted: Planted, path: str, known: dict[str, str], unknown: dict[str, str]
) -> None:
    answers = []
    for asked in (known, unknown):
        with transaction.atomic():
            client = Client(raise_request_exception=False)
            response = client.post(path, asked)
            text = response.content.decode()
            if response.status_code in (302, 303):
                text = response["Location"] + client.get(response["Location"]).content.decode()
            answers.append((response.status_code, same(text, *asked.values(), *(_masked(v) for v in asked.values()))))
            transaction.set_rollback(True)
    assert answers[0] == answers[1]


def _masked(value: str) -> str:
    return f"{value[:3]}****{value[-4:]}"
