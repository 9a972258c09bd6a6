"""At night, what no longer counts is deleted."""

from datetime import timedelta

import pytest

from unionhall.core import tasks, tokens
from unionhall.core.actor import SYSTEM
from unionhall.core.idempotency import once
from unionhall.core.models import IdempotencyRecord, LinkToken, NumberSeries, RateWindow
from unionhall.core.ratelimit import limit


@pytest.mark.django_db
def test_expired_rows_go_and_living_ones_stay(freeze):
    RateWindow.objects.all().delete()  # of stories told in a browser before
    subject = NumberSeries.objects.create(scope="x", series="case", year=2026, last=1)
    for moment in ("2025-06-01 09:00", "2026-06-01 09:00"):
        freeze(moment)
        tokens.issue("court-reply", subject, by=SYSTEM, ttl=timedelta(days=3))
        once(f"k{moment[:4]}", "cases.create", SYSTEM, b"x" * 32, lambda: 1)
        limit("sign-in", "li", times=5, seconds=900)
    tasks.purge(0)
    assert [model.objects.count() for model in (LinkToken, IdempotencyRecord, RateWindow)] == [1, 1, 1]
