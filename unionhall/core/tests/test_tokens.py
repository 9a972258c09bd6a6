"""One link, one act, for a while."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from unionhall.core import tokens
from unionhall.core.actor import SYSTEM
from unionhall.core.models import LinkToken, NumberSeries
from unionhall.core.verdict import Refused

DAY = timedelta(days=1)


@pytest.fixture
def subject(db):
    return NumberSeries.objects.create(scope="x", series="case", year=2026, last=1)


def code(call, *args):
    with pytest.raises(Refused) as raised:
        call(*args)
    return raised.value.verdict.code


def test_a_link_leads_to_its_subject_once(subject):
    raw = tokens.issue("court-reply", subject, by=SYSTEM, ttl=DAY)
    assert tokens.peek("court-reply", raw).subject_id == str(subject.pk)
    assert tokens.redeem("court-reply", raw).used_at is not None
    assert code(tokens.redeem, "court-reply", raw) == "link_used"
    assert code(tokens.peek, "court-reply", raw) == "link_used"


def test_the_table_does_not_hold_the_link(subject):
    raw = tokens.issue("court-reply", subject, by=SYSTEM, ttl=DAY)
    assert len(raw) == 43
    stored = bytes(LinkToken.objects.values_list("hash", flat=True).get())
    assert raw.encode() not in stored
    assert tokens.issue("court-reply", subject, by=SYSTEM, ttl=DAY) != raw


def test_an_expired_a_withdrawn_and_a_foreign_link_say_so(subject, freeze):
    freeze("2026-06-01 09:00")
    expired = tokens.issue("court-reply", subject, by=SYSTEM, ttl=DAY)
    freeze("2026-06-02 09:00")
    assert code(tokens.peek, "court-reply", expired) == "link_expired"
    withdrawn = tokens.issue("court-reply", subject, by=SYSTEM, ttl=DAY)
    assert tokens.revoke("court-reply", subject) == 2
    assert code(tokens.redeem, "court-reply", withdrawn) == "link_revoked"
    other = tokens.issue("satisfaction", subject, by=SYSTEM, ttl=DAY)
    assert code(tokens.redeem, "court-reply", other) == "link_unknown"
    freeze("2026-06-02 09:01")
    assert tokens.purge(timedelta(0)) == 1


def test_a_link_for_many_uses_goes_on_working(subject):
    raw = tokens.issue("follow", subject, by=SYSTEM, ttl=DAY, once=False)
    tokens.redeem("follow", raw)
    assert tokens.redeem("follow", raw)


def test_a_link_used_in_an_act_that_failed_can_be_used_again(subject):
    raw = tokens.issue("court-reply", subject, by=SYSTEM, ttl=DAY)
    with pytest.raises(RuntimeError), transaction.atomic():
        tokens.redeem("court-reply", raw)
        raise RuntimeError
    assert tokens.redeem("court-reply", raw)


def test_an_old_link_is_found_after_the_lookup_key_changed(subject, settings):
    raw = tokens.issue("court-reply", subject, by=SYSTEM, ttl=DAY)
    settings.LOOKUP_KEYS = {"next": bytes(32), **settings.LOOKUP_KEYS}
    assert tokens.redeem("court-reply", raw)


@trying(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(raw=st.text() | st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True))
def test_any_other_text_is_not_a_link(subject, raw):
    assert code(tokens.peek, "court-reply", raw) == "link_unknown"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_redeems():
    subject = NumberSeries.objects.create(scope="x", series="case", year=2026, last=1)
    raw = tokens.issue("court-reply", subject, by=SYSTEM, ttl=DAY)
    answers, lock = [], threading.Lock()

    def redeem():
        try:
            tokens.redeem("court-reply", raw)
            answer = "redeemed"
        except Refused as refused:
            answer = refused.verdict.code
        finally:
            connection.close()
        with lock:
            answers.append(answer)

    threads = [threading.Thread(target=redeem) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(answers) == ["link_used"] * 5 + ["redeemed"]
