"""Which panels of higher modules stand on a page of a lower one?

The page names its place (`{% slots "case.file" case %}`); `unionhall/wiring.py` fills it. Each panel is fetched from the module that
owns it, under that module's own permissions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unionhall.core.actor import Actor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Address = Callable[[Actor, Any], str]

_slots: dict[str, list[tuple[StrOrPromise, Address]]] = {}


@dataclass(frozen=True)
class Panel:
    """A panel to be fetched: where from, and what it is called."""

    title: StrOrPromise
    url: str


def fill(place: str, title: StrOrPromise, address: Address) -> None:
    """Put a panel at a place. `address` says where it is fetched for this reader and record; "" when there is nothing to show."""
    if (title, address) not in _slots.setdefault(place, []):
        _slots[place].append((title, address))


def panels(place: str, actor: Actor, record: Any) -> list[Panel]:
    """What stands at a place for this reader and record."""
    found = [(title, address(actor, record)) for title, address in _slots.get(place, [])]
    return [Panel(title, url) for title, url in found if url]
