"""What is chosen now. Every cursor asks (`core.postgres`), and so do files, keys, cache keys and links."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings


class NoFederation(RuntimeError):
    """There are several federations and nobody said which: nothing is read or written rather than the wrong one."""


class CrossedFederations(RuntimeError):
    """A transaction that began in one federation went on in another."""


@dataclass(frozen=True)
class Federation:
    """One row of the registry."""

    id: UUID
    name: str
    schema: str
    jobs_schema: str
    hosts: tuple[str, ...]
    folder: str
    key_label: str
    created_at: datetime
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Closed ones answer nobody and their background work rests; their rows stay."""
        return self.closed_at is None

    @property
    def search_path(self) -> str:
        """Its own schema and that of its jobs, and nothing else: `public` is not in it."""
        return ", ".join(f'"{name}"' for name in dict.fromkeys((self.schema, self.jobs_schema)))


class _Installation:
    """Chosen where work is about the installation itself, not about one federation."""


INSTALLATION: Final = _Installation()
chosen: ContextVar[Federation | _Installation | None] = ContextVar("federation", default=None)
"""The choice itself; nothing chosen means the only federation there is."""


@contextmanager
def inside(federation: Federation) -> Iterator[Federation]:
    """Everything within belongs to this federation."""
    before = chosen.set(federation)
    try:
        yield federation
    finally:
        chosen.reset(before)


@contextmanager
def of_the_installation() -> Iterator[None]:
    """Within: no federation. What is read names its schema itself (the registry, the server's version)."""
    before = chosen.set(INSTALLATION)
    try:
        yield
    finally:
        chosen.reset(before)


def is_of_the_installation() -> bool:
    """Whether the work at hand is about the installation itself."""
    return chosen.get() is INSTALLATION


def current() -> Federation | None:
    """The federation at hand: the chosen one, else the only one; None where no federation was ever registered."""
    choice = chosen.get()
    if isinstance(choice, Federation):
        return choice
    if isinstance(choice, _Installation):
        return None
    from . import registry

    return _only_one_of(registry.known(closed=True))


def _only_one_of(there: tuple[Federation, ...]) -> Federation | None:
    if not there:
        return None
    open_ones = [one for one in there if one.is_open]
    if len(open_ones) == 1:
        return open_ones[0]
    raise NoFederation(
        f"Several federations live here, so one must be named: {', '.join(one.name for one in open_ones)}."
        if open_ones
        else "The federations of this installation are closed."
    )


def at_hand() -> Federation | None:
    """As `current`, for keys, signatures and addresses, which are also wanted where no database is: asks none."""
    if chosen.get() is not None:
        return current()
    from . import registry

    return _only_one_of(registry.last_read())


def name_of_current() -> str:
    """The name of what is chosen, for a log line or a figure; nothing where nothing is. Asks no database."""
    choice = chosen.get()
    return choice.name if isinstance(choice, Federation) else ""


def in_each() -> Iterator[Federation | None]:
    """Go through the federations, being inside each in turn; once, with None, where none was ever registered."""
    from . import registry

    if not registry.known(closed=True):
        yield None
    for one in registry.known():
        with inside(one):
            yield one


def place() -> str:
    """Where rows are read now: database and schema. What a process keeps of them, it keeps under this."""
    from django.db import connection

    federation = current()
    return f"{connection.settings_dict['NAME']}:{federation.schema if federation else ''}"


def salted(salt: str) -> str:
    """The salt of a signature: what one federation signed, another does not believe."""
    federation = at_hand()
    return f"{salt}@{federation.key_label}" if federation and federation.key_label else salt


def cache_key(key: str, prefix: str, version: int) -> str:
    """How a key is written into Django's cache (`CACHES` names this function)."""
    choice = chosen.get()
    return f"{choice.schema if isinstance(choice, Federation) else ''}:{prefix}:{version}:{key}"


def base_url() -> str:
    """The address of the federation's site as people type it: the settings' way to get there, its own first name."""
    federation = at_hand()
    address = str(settings.BASE_URL).rstrip("/")
    if federation is None or not federation.hosts:
        return address
    parts = urlsplit(address)
    if (parts.hostname or "") in federation.hosts:
        return address
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{federation.hosts[0]}{port}"
