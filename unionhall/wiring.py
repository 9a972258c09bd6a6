"""The one list of "when this happens there, that follows here". Reactions run in the transaction of the fact."""

from collections.abc import Callable
from typing import Any

from unionhall.cases import api as cases
from unionhall.cases.events import CaseMoved, ConsentAsked, TransferMoved, WorkerWrittenTo
from unionhall.core import events
from unionhall.notices.events import CallAsked

REACTIONS: list[tuple[type, Callable[[Any], Any]]] = [
    (CaseMoved, cases.tell_of_move),
    (WorkerWrittenTo, cases.tell_of_words),
    (ConsentAsked, cases.tell_of_question),
    (TransferMoved, cases.tell_of_transfer),
    (CallAsked, cases.write_down_call),
]


def connect() -> None:
    """Connect every pair; called once when the apps are ready."""
    for event, reaction in REACTIONS:
        events.on(event, reaction)
