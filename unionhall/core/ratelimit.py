"""Has this been tried too often? Counters live in PostgreSQL, so that every process sees the same ones.

A sliding window made of two fixed ones: tries in the previous window count for the part of it that is still within reach.
A refused try is not counted, so that somebody who keeps trying is not locked out for ever.
"""

# ruff: noqa: S608 - the only names put into SQL are those of our own tables and columns

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .clock import now
from .federations import salted
from .ids import new_id
from .models import RateWindow
from .verdict import YES, Verdict


@dataclass(frozen=True)
class Limited(Verdict):
    """A no that will become a yes by waiting; in seconds."""

    retry_after: int = 0


def limit(scope: str, key: str, *, times: int, seconds: int) -> Verdict:
    """Count one try of `key` (a phone, an account, an address) and say whether it is within `times` in `seconds`.

    Call it outside a transaction where possible. Inside one, it counts over a connection of its own, so that the count
    survives a rollback and nobody waits for the transaction to end.
    """
    if times < 1 or seconds < 1:
        raise ValueError("A limit is at least one try in at least one second.")
    digest, instant = _digest(scope, key), now()
    starts_at = _window(instant, seconds)
    with _Counting() as cursor:
        room = _room(cursor, scope, digest, starts_at, instant, times, seconds)
        if room > 0 and _count(cursor, scope, digest, starts_at, seconds, room):
            return YES
        tried = _tried(cursor, scope, digest, starts_at, seconds)
    return _wait(_opens_at(starts_at, tried, times, seconds), instant)


def reset(scope: str, key: str) -> None:
    """Forget the tries, after a success."""
    with _Counting() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE scope = %s AND key_hash = %s", [scope, _digest(scope, key)])


def purge() -> int:
    """Delete windows that no longer count. Called by the nightly task."""
    return models.QuerySet(RateWindow).filter(expires_at__lt=now()).delete()[0]


TABLE = RateWindow._meta.db_table


def _digest(scope: str, key: str) -> bytes:
    return hmac.digest(
        str(settings.SECRET_KEY).encode(),
        f"{salted('rate limit')}\0{scope}\0{key}".encode("utf-8", "replace"),
        hashlib.sha256,
    )


def _window(instant: datetime, seconds: int) -> datetime:
    return instant - timedelta(seconds=instant.timestamp() % seconds)


def _room(
    cursor: Any, scope: str, digest: bytes, starts_at: datetime, instant: datetime, times: int, seconds: int
) -> int:
    """How many tries this window may hold, given those of the previous one that still count."""
    before, _now = _tried(cursor, scope, digest, starts_at, seconds)
    still_counts = 1 - (instant - starts_at).total_seconds() / seconds
    return times - ceil(before * still_counts)


def _tried(cursor: Any, scope: str, digest: bytes, starts_at: datetime, seconds: int) -> tuple[int, int]:
    """How often it was tried in the previous window and in this one."""
    previous = starts_at - timedelta(seconds=seconds)
    cursor.execute(
        f"SELECT starts_at, count FROM {TABLE} WHERE scope = %s AND key_hash = %s AND starts_at IN (%s, %s)",
        [scope, digest, previous, starts_at],
    )
    counts = dict(cursor.fetchall())
    return counts.get(previous, 0), counts.get(starts_at, 0)


def _opens_at(starts_at: datetime, tried: tuple[int, int], times: int, seconds: int) -> datetime:
    """The first moment at which one more try fits: when enough of an earlier window has slid out of reach."""
    before, now_counted = tried
    if now_counted >= times:
        starts_at, before, now_counted = starts_at + timedelta(seconds=seconds), now_counted, 0
    if before == 0:
        return starts_at
    return starts_at + timedelta(seconds=seconds * max(0.0, 1 - (times - now_counted - 1) / before))


def _count(cursor: Any, scope: str, digest: bytes, starts_at: datetime, seconds: int, room: int) -> bool:
    """One statement, so that two tries at once cannot both be the last allowed."""
    cursor.execute(
        f"INSERT INTO {TABLE} AS seen (id, scope, key_hash, starts_at, expires_at, count) VALUES (%s, %s, %s, %s, %s, 1) "
        "ON CONFLICT (scope, key_hash, starts_at) DO UPDATE SET count = seen.count + 1 WHERE seen.count < %s RETURNING count",
        [new_id(), scope, digest, starts_at, starts_at + timedelta(seconds=2 * seconds), room],
    )
    return cursor.fetchone() is not None


def _wait(opens_at: datetime, instant: datetime) -> Limited:
    left = max(1, ceil((opens_at - instant).total_seconds()))
    minutes = ceil(left / 60)
    return Limited(
        _("That was tried too often."),
        format_lazy(
            ngettext_lazy("Please wait {n} minute and try again.", "Please wait {n} minutes and try again.", minutes),
            n=minutes,
        ),
        "rate_limited",
        left,
    )


class _Counting:
    """A cursor whose work is committed at once, whatever becomes of the transaction around it."""

    def __enter__(self) -> Any:
        blocks = connection.atomic_blocks
        self.own = (
            connection.copy()
            if blocks and not any(getattr(block, "_from_testcase", False) for block in blocks)
            else None
        )
        self.cursor = (self.own or connection).cursor()
        return self.cursor.__enter__()

    def __exit__(self, *error: Any) -> None:
        self.cursor.__exit__(*error)
        if self.own is not None:
            self.own.close()
