"""What makes slips fail by themselves?

Installed by `conftest.py` for every test: a GET that writes fails, rows without an order come shuffled, a lock across
joins must say `of=`, and the network is shut. (Undefined template variables fail through `config.settings`; warnings
are errors through `pyproject.toml`.)
"""

from __future__ import annotations

import functools
import ipaddress
import random
import re
import socket
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connections
from django.db.models import query as querysets
from django.db.models.sql import compiler
from django.test import client as test_client

MAY_BE_WRITTEN_BY_A_GET = {
    "core_auditentry",  # who read what is itself a fact
    "core_auditlink",
    "core_audithead",
    "core_ratewindow",  # counting attempts
    "django_session",  # the idle limit
}
WRITE = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+(?:ONLY\s+)?"?(\w+)"?', re.IGNORECASE)
SHUFFLE = random.Random(20260601)


class GetWrote(AssertionError):
    """A request that should only read changed the database."""


class LockAcrossJoins(AssertionError):
    """select_for_update() over a join locks rows nobody meant: say of=("self",)."""


class NetworkIsShut(OSError):
    """A test spoke to the network."""


def install() -> None:
    """Put every guard in place, once per process."""
    _reads_only_read()
    _unordered_rows_are_shuffled()
    _locks_say_what_they_lock()
    _network_is_shut()


def _reads_only_read() -> None:
    for name in ("get", "head"):
        setattr(test_client.Client, name, _guarded(getattr(test_client.Client, name)))


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def guarded(self: test_client.Client, path: str, *args: Any, **kwargs: Any) -> Any:
        def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            written = WRITE.match(str(sql))
            if written and written[1].lower() not in MAY_BE_WRITTEN_BY_A_GET:
                raise GetWrote(f"GET {path} wrote to {written[1]}: {str(sql)[:200]}")
            return execute(sql, params, many, context)

        with connections["default"].execute_wrapper(watch):
            return method(self, path, *args, **kwargs)

    return guarded


def _unordered_rows_are_shuffled() -> None:
    for name in ("ModelIterable", "ValuesIterable", "ValuesListIterable", "FlatValuesListIterable"):
        iterable = getattr(querysets, name)
        iterable.__iter__ = _shuffled(iterable.__iter__)


def _shuffled(original: Callable[[Any], Iterator[Any]]) -> Callable[[Any], Iterator[Any]]:
    @functools.wraps(original)
    def iterate(self: Any) -> Iterator[Any]:
        rows = original(self)
        if self.queryset.ordered:
            yield from rows
            return
        drawn = list(rows)
        SHUFFLE.shuffle(drawn)
        yield from drawn

    return iterate


def _locks_say_what_they_lock() -> None:
    original = compiler.SQLCompiler.as_sql

    @functools.wraps(original)
    def as_sql(self: compiler.SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        answer = original(self, *args, **kwargs)
        query = self.query
        if query.select_for_update and not query.select_for_update_of:
            tables = [alias for alias in query.alias_map if query.alias_refcount.get(alias)]
            if len(tables) > 1:
                raise LockAcrossJoins(f"select_for_update() across {', '.join(tables)} must say of=")
        return answer

    compiler.SQLCompiler.as_sql = as_sql  # type: ignore[method-assign]


def _network_is_shut() -> None:
    connect = socket.socket.connect

    @functools.wraps(connect)
    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_this_machine(address[0]):
            raise NetworkIsShut(f"a test spoke to {address[0]}; the network is shut in tests")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
