"""Two at the same moment: a code, a recovery code and a first sign-in each happen once."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from unionhall.core.models import OutgoingText
from unionhall.people import actions
from unionhall.people.models import Account, Person

from .test_signing_in import with_device
from .world import SYSTEM, build

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "13900000070"


def together(act: Callable[[], Any], times: int = 4) -> list[Any]:
    """Run the same act on connections of its own, all let go at once; errors are answers too."""
    gate, answers = threading.Barrier(times), []

    def run() -> None:
        gate.wait()
        try:
            answers.append(act())
        except Exception as error:
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_one_code_opens_for_one_of_four() -> None:
    actions.send_code(PHONE, by=SYSTEM, address="127.0.0.1")
    code = "".join(char for char in OutgoingText.objects.get().text.split("，")[0] if char.isdigit())
    answers = together(lambda: actions.use_code(PHONE, code, by=SYSTEM, address="127.0.0.1"))
    assert [type(answer) for answer in answers].count(Account) == 1
    assert answers.count(None) == 3
    assert (Person.objects.count(), Account.objects.count()) == (1, 1)


def test_one_recovery_code_counts_for_one_of_four() -> None:
    account = build().account("zhou")
    codes = with_device(account)
    answers = together(lambda: actions.check_second_factor(account, codes[0], by=SYSTEM, address="127.0.0.1"))
    assert sorted(map(str, answers)) == ["False", "False", "False", "True"]


def test_five_tries_are_five_however_many_come_at_once() -> None:
    account = build().account("zhou")
    with_device(account)
    answers = together(lambda: actions.check_second_factor(account, "000000", by=SYSTEM, address="127.0.0.1"), 8)
    assert answers.count(False) == 5
    assert len([answer for answer in answers if isinstance(answer, Exception)]) == 3


def test_two_administrator_posts_at_once_end_as_one() -> None:
    world = build()
    roles = iter(["system_admin", "audit_admin"] * 2)
    by = world.actor("an")
    together(
        lambda: actions.appoint(world.people["lin"], by=by, organisation=world.city, role=next(roles), reason="任命")
    )
    assert len(world.actor("lin").posts) == 1
