"""Too often is too often, for every process, whatever becomes of the transaction."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils.translation import override

from unionhall.core import ratelimit
from unionhall.core.models import RateWindow
from unionhall.core.ratelimit import Limited, limit

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock(request):
    """Noon, and nothing counted yet: a story told in a browser before may have left windows behind."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        RateWindow.objects.all().delete()
    with time_machine.travel(NOON, tick=False) as travel:
        yield travel


@pytest.mark.django_db
def test_the_sixth_of_five_tries_is_refused_with_the_time_to_wait(clock):
    assert all(limit("sign-in", "li", times=5, seconds=900) for _ in range(5))
    clock.shift(60)
    verdict = limit("sign-in", "li", times=5, seconds=900)
    assert isinstance(verdict, Limited)
    assert not verdict
    assert (verdict.code, verdict.retry_after) == ("rate_limited", 1020)
    with override("en"):
        assert str(verdict) == "That was tried too often. Please wait 17 minutes and try again."


@pytest.mark.django_db
@pytest.mark.parametrize("earlier", [0, 3])
def test_the_time_to_wait_is_kept_to_the_second(clock, earlier):
    for _ in range(earlier):
        limit("sign-in", "li", times=5, seconds=900)
    clock.shift(900 if earlier else 0)
    while verdict := limit("sign-in", "li", times=5, seconds=900):
        clock.shift(1)
    assert isinstance(verdict, Limited)
    clock.shift(verdict.retry_after - 1)
    assert not limit("sign-in", "li", times=5, seconds=900)
    clock.shift(1)
    assert limit("sign-in", "li", times=5, seconds=900)


@pytest.mark.django_db
def test_people_and_purposes_are_counted_apart(clock):
    assert limit("sign-in", "li", times=1, seconds=60)
    assert limit("sign-in", "wang", times=1, seconds=60)
    assert limit("recover", "li", times=1, seconds=60)
    assert not limit("sign-in", "li", times=1, seconds=60)


@pytest.mark.django_db
def test_the_window_slides(clock):
    for _ in range(10):
        assert limit("code", "li", times=10, seconds=600)
    clock.move_to(NOON + timedelta(seconds=600))
    assert not limit("code", "li", times=10, seconds=600)
    clock.move_to(NOON + timedelta(seconds=900))
    assert [bool(limit("code", "li", times=10, seconds=600)) for _ in range(6)] == [True] * 5 + [False]
    clock.move_to(NOON + timedelta(seconds=1800))
    assert limit("code", "li", times=10, seconds=600)


@pytest.mark.django_db
def test_refused_tries_do_not_lock_out_for_ever(clock):
    for _ in range(50):
        limit("code", "li", times=2, seconds=60)
    assert RateWindow.objects.get().count == 2


@pytest.mark.django_db
def test_a_success_forgets_the_tries(clock):
    assert limit("code", "li", times=1, seconds=60)
    ratelimit.reset("code", "li")
    assert limit("code", "li", times=1, seconds=60)


@pytest.mark.django_db
def test_the_table_holds_no_phone_and_old_windows_go(clock):
    limit("code", "13812345678", times=1, seconds=60)
    row = RateWindow.objects.get()
    assert b"13812345678" not in bytes(row.key_hash)
    clock.shift(3600)
    assert ratelimit.purge() == 1


@pytest.mark.django_db(transaction=True)
def test_a_try_counts_although_the_transaction_is_rolled_back():
    for _ in range(3):
        with pytest.raises(RuntimeError), transaction.atomic():
            limit("sign-in", "li", times=3, seconds=900)
            raise RuntimeError
    assert not limit("sign-in", "li", times=3, seconds=900)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_counts_holds_nobody_up():
    answers = []
    other = threading.Thread(
        target=lambda: (answers.append(bool(limit("sign-in", "li", times=2, seconds=900))), connection.close())
    )
    with transaction.atomic():
        assert limit("sign-in", "li", times=2, seconds=900)
        other.start()
        other.join(timeout=20)
        assert answers == [True]


@pytest.mark.django_db(transaction=True)
def test_at_once_no_more_than_the_limit_come_through():
    answers, lock = [], threading.Lock()

    def knock():
        try:
            for _ in range(10):
                answer = bool(limit("sign-in", "li", times=17, seconds=100_000_000))
                with lock:
                    answers.append(answer)
        finally:
            connection.close()

    threads = [threading.Thread(target=knock) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(answers) == 60
    assert sum(answers) == 17


def test_a_limit_without_tries_is_a_mistake():
    with pytest.raises(ValueError, match="at least"):
        limit("x", "y", times=0, seconds=1)
