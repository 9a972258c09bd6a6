"""Two people deciding about a value at once: it is decided once, by one of them, and the book moves once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command

from tests.adversary.test_races import at_once, clients, outcomes
from unionhall.cases.tests.world import World, build
from unionhall.core import audit
from unionhall.parameters import actions
from unionhall.parameters.api import current_book
from unionhall.parameters.comparing import Line
from unionhall.parameters.held import current
from unionhall.parameters.models import BookVersion, ValueProposal

SOURCE: dict[str, Any] = {"document": "赣人社发〔2026〕5号", "url": "https://hr.example/5"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small federation, truly committed, with a second officer of the city."""
    with django_db_blocker.unblock():
        made = build()
        from unionhall.cases.tests.world import BUILDER, LONG_AGO
        from unionhall.people import actions as people
        from unionhall.people.enums import Role

        made.people["bu"] = people.enter(by=BUILDER, name="卜部长", phone="13900000090")
        people.appoint(made.people["bu"], by=BUILDER, organisation=made.city, role=Role.OFFICER, since=LONG_AGO)
        yield made
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


@pytest.mark.django_db
def test_a_race_begins_on_an_empty_floor() -> None:
    """Asks for the database, which pytest-django makes only when somebody does."""
    assert not ValueProposal.objects.exists()


def proposed(world: World, value: int, year: int) -> ValueProposal:
    line = Line(1, "minimum_wage.monthly", "江西", Decimal(value), date(year, 1, 1), unit="yuan/month")
    return actions.propose([line], by=world.actor("cheng"), **SOURCE)


def test_two_approvals_at_once_approve_once(world: World) -> None:
    found, before = proposed(world, 2300, 2031), current().number
    acts = [partial(actions.approve, found, by=world.actor(who)) for who in ("xiao", "bu") * 4]
    assert outcomes(at_once(*acts)) == {"done": 1, "refused": 7}
    assert BookVersion.objects.get().number == before + 1
    assert audit.verify().ok


def test_an_approval_and_a_rejection_at_once_leave_one_decision(world: World) -> None:
    found = proposed(world, 2400, 2032)
    acts = [
        partial(actions.approve, found, by=world.actor("xiao")),
        partial(actions.reject, found, by=world.actor("bu"), reason="不对"),
        partial(actions.withdraw, found, by=world.actor("cheng")),
    ]
    assert outcomes(at_once(*acts)) == {"done": 1, "refused": 2}
    found.refresh_from_db()
    held = current_book().value("minimum_wage.monthly", "江西", tier=1, on=date(2032, 6, 1)).value
    assert (held == 2400) == (found.state == "approved")


def test_two_proposals_approved_at_once_from_the_same_comparison_conflict(world: World) -> None:
    one, other, seen = proposed(world, 2500, 2033), proposed(world, 2501, 2033), current().number
    acts = [partial(actions.approve, each, by=world.actor("xiao"), expected=seen) for each in (one, other)]
    assert outcomes(at_once(*acts)) == {"done": 1, "refused": 1}


def test_many_proposals_approved_at_once_each_make_a_version(world: World) -> None:
    several, before = [proposed(world, 2600 + n, 2040 + n) for n in range(6)], current().number
    acts = [partial(actions.approve, one, by=world.actor("xiao")) for one in several]
    assert outcomes(at_once(*acts)) == {"done": 6}
    versions = ValueProposal.objects.filter(pk__in=[one.pk for one in several]).values_list("version", flat=True)
    assert sorted(versions) == list(range(before + 1, before + 7))
    for n in range(6):
        held = current_book().value("minimum_wage.monthly", "江西", tier=1, on=date(2040 + n, 6, 1))
        assert held.value == 2600 + n


def test_one_form_sent_twice_at_once_proposes_once(world: World) -> None:
    said = {
        "rows": "地区\t月最低工资\t执行日期\n江西\t2700\t2050-01-01\n", "act": "propose", "read_as": "V", "once": "one-mark",
        "compared_on": "2026-01-02", **SOURCE,
    }  # fmt: skip
    before = ValueProposal.objects.count()
    pages = clients(world, ["cheng", "cheng"])
    answers = at_once(*(lambda page=page: page.post("/law/proposals/notice/", said).status_code for page in pages))
    assert answers == [303, 303]
    assert ValueProposal.objects.count() == before + 1
