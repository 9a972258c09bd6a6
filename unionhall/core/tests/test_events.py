"""When this happens, that follows: now, or after commit."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from unionhall.core import events
from unionhall.core.models import NumberSeries


@dataclass(frozen=True)
class LampLit:
    lamp: int


@pytest.fixture(autouse=True)
def _own_reactions(monkeypatch):
    from collections import defaultdict

    monkeypatch.setattr(events, "_reactions", defaultdict(list))


@pytest.mark.django_db
def test_reactions_run_in_order_in_the_same_transaction():
    heard = []
    events.on(LampLit, lambda event: heard.append(("first", event.lamp)))
    events.on(LampLit, lambda event: heard.append(("second", event.lamp)))
    events.announce(LampLit(3))
    assert heard == [("first", 3), ("second", 3)]


@pytest.mark.django_db
def test_the_same_reaction_is_connected_once():
    heard = []
    events.on(LampLit, heard.append)
    events.on(LampLit, heard.append)
    events.announce(LampLit(1))
    assert len(heard) == 1
    assert list(events.connected()) == [LampLit]
    events.clear()
    assert events.reactions_to(LampLit) == ()


@pytest.mark.django_db(transaction=True)
def test_announcing_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError, match="LampLit"):
        events.announce(LampLit(1))


@pytest.mark.django_db(transaction=True)
def test_a_failing_reaction_undoes_the_act():
    def fail(event):
        raise RuntimeError

    events.on(LampLit, fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        NumberSeries.objects.create(scope="x", series="x", year=2026, last=1)
        events.announce(LampLit(1))
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db
def test_after_commit_waits_and_never_undoes(django_capture_on_commit_callbacks, caplog):
    done = []
    with django_capture_on_commit_callbacks(execute=True):
        events.after_commit(lambda: done.append(1))
        assert done == []
    assert done == [1]
