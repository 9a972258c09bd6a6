"""Facts one module announces and others react to. The pairs are listed in unionhall/wiring.py and nowhere else."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, transaction

E = TypeVar("E")

_reactions: dict[type, list[Callable[[Any], Any]]] = defaultdict(list)


def on(event_type: type[E], reaction: Callable[[E], Any]) -> None:
    """When this happens, that follows. The same pair twice counts once."""
    if reaction not in _reactions[event_type]:
        _reactions[event_type].append(reaction)


def announce(event: object) -> None:
    """Run the reactions now, in the caller's transaction: all of it happens or none of it."""
    if not connection.in_atomic_block:
        raise RuntimeError(
            f"{type(event).__name__} was announced outside a transaction; wrap the action in transaction.atomic."
        )
    for reaction in tuple(_reactions[type(event)]):
        reaction(event)


def after_commit(act: Callable[[], Any]) -> None:
    """For what leaves the database: runs when the facts are safe, and its failure is logged, not raised."""
    transaction.on_commit(act, robust=True)


def reactions_to(event_type: type) -> tuple[Callable[[Any], Any], ...]:
    return tuple(_reactions[event_type])


def connected() -> dict[type, tuple[Callable[[Any], Any], ...]]:
    """Every pair, for the generated map and for tests."""
    return {event_type: tuple(reactions) for event_type, reactions in _reactions.items() if reactions}


def clear() -> None:
    """Forget every reaction (tests)."""
    _reactions.clear()
