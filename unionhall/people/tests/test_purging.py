"""Is what opens nothing any more forgotten, and nothing else?"""

from datetime import timedelta

import pytest

from unionhall.core import clock
from unionhall.core.actor import ANONYMOUS, system
from unionhall.core.sealed import lookup
from unionhall.core.verdict import Refused
from unionhall.people import actions, tasks
from unionhall.people.models import SignInCode

pytestmark = pytest.mark.django_db


def code(expired_ago: timedelta) -> SignInCode:
    moment = clock.now() - expired_ago
    return SignInCode.objects.create(
        phone_lookup=lookup("16100000001", "phone"), code_hash=b"x", sent_at=moment, expires_at=moment, tries_left=5
    )


def test_codes_are_forgotten_a_day_after_they_expired() -> None:
    old, fresh = code(timedelta(days=2)), code(timedelta(hours=2))
    tasks.purge(0)
    tasks.purge(0)
    kept = list(SignInCode.objects.values_list("pk", flat=True))
    assert kept == [fresh.pk]
    assert old.pk not in kept


def test_nobody_but_the_system_purges() -> None:
    with pytest.raises(Refused):
        actions.purge_spent(by=ANONYMOUS)
    assert actions.purge_spent(by=system("night")) == 0
