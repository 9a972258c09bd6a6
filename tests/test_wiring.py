"""When this happens there, does that follow here?"""

from __future__ import annotations

import pytest

from unionhall import wiring
from unionhall.cases import actions
from unionhall.cases.enums import TransferKind, TransferPurpose
from unionhall.cases.models import Transfer
from unionhall.cases.states import State
from unionhall.cases.tests.world import World, build
from unionhall.core import events
from unionhall.notices.models import Message


def test_every_pair_is_connected_once() -> None:
    wiring.connect()
    wiring.connect()
    for event, reaction in wiring.REACTIONS:
        assert events.reactions_to(event).count(reaction) == 1


def test_nothing_is_connected_that_the_list_does_not_name() -> None:
    listed = {(event, reaction) for event, reaction in wiring.REACTIONS}
    assert {(event, reaction) for event, found in events.connected().items() for reaction in found} == listed


@pytest.fixture
def world(db: None) -> World:
    return build()


def referral(world: World) -> Transfer:
    return actions.offer(
        world.case_in(State.ACCEPTED),
        by=world.actor("hong"),
        to_body=world.procuratorate,
        kind=TransferKind.REFERRAL,
        purpose=TransferPurpose.CLUE,
        summary="线索",
        override_reason="公共利益",
    )


def test_the_worker_hears_when_another_body_takes_the_matter_on(world: World) -> None:
    transfer = referral(world)
    Message.objects.all().delete()
    actions.accept_transfer(transfer, by=world.actor("su"))
    assert [message.template for message in Message.objects.filter(person=world.people["lin"])] == ["news"]


def test_a_refusal_rolls_back_what_followed_from_it(world: World) -> None:
    """Reactions run in the transaction of the fact: when the act fails, nothing was told."""
    from django.db import transaction

    transfer = referral(world)
    Message.objects.all().delete()
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.accept_transfer(transfer, by=world.actor("su"))
        raise RuntimeError("the connection was lost")
    assert not Message.objects.exists()
