"""Was this request made before? Then it gets the same answer, and nothing happens twice.

The record is written in the transaction of the act itself: both are there or neither is, whatever gets killed when.
"""

# ruff: noqa: S608 - the only names put into SQL are those of our own tables and columns

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from .actor import Actor
from .clock import now
from .ids import new_id
from .models import IdempotencyRecord
from .verdict import Conflict, Refused, no

KEPT_FOR = timedelta(hours=24)
SCOPE_LENGTH = 80
SHAPE = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(frozen=True)
class Answer:
    """What the act returned, and whether it is the answer of an earlier request."""

    value: Any
    replayed: bool = False


def once(key: str, scope: str, actor: Actor, request_hash: bytes, fn: Callable[[], Any]) -> Answer:
    """Run `fn` for a key no more than once and remember what it returned (plain JSON values).

    The same key with the same request gets the remembered answer; with another request it is refused. Two at once: the
    second waits for the first. When `fn` raises, nothing is remembered and the key is free again. People who are not signed
    in share one space of keys: their pages use random ones.
    """
    if not SHAPE.fullmatch(key):
        raise Refused(no(_("The Idempotency-Key is 1 to 200 plain characters."), code="idempotency_key_invalid"))
    scope = scope if len(scope) <= SCOPE_LENGTH else hashlib.sha256(scope.encode()).hexdigest()
    who = str(actor.person_id or hashlib.sha256(actor.link.encode()).hexdigest())
    key_hash = hashlib.sha256(key.encode()).digest()
    with transaction.atomic():
        record_id = _claim(scope, who, key_hash, request_hash)
        if record_id is None:
            return _remembered(scope, who, key_hash, request_hash)
        value = _as_stored(fn())
        IdempotencyRecord.objects.filter(pk=record_id).update(answer=value)
        return Answer(json.loads(value))


def request_hash(*parts: Any) -> bytes:
    """What makes two requests the same: method, path and body, say."""
    return hashlib.sha256(
        json.dumps([_stable(part) for part in parts], sort_keys=True, cls=DjangoJSONEncoder).encode()
    ).digest()


def purge() -> int:
    """Delete expired records. Called by the nightly task."""
    return IdempotencyRecord.objects.filter(expires_at__lt=now()).delete()[0]


def _claim(scope: str, who: str, key_hash: bytes, request_hash: bytes) -> UUID | None:
    """The new record's key, or None if there is one already. Waits while another transaction is making it."""
    table, instant = IdempotencyRecord._meta.db_table, now()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS record (id, scope, actor, key_hash, request_hash, at, expires_at) VALUES (%s, %s, %s, %s, %s, %s, %s) "
            "ON CONFLICT (scope, actor, key_hash) DO UPDATE SET id = EXCLUDED.id, request_hash = EXCLUDED.request_hash, answer = NULL, "
            "at = EXCLUDED.at, expires_at = EXCLUDED.expires_at WHERE record.expires_at < EXCLUDED.at RETURNING id",
            [new_id(), scope, who, key_hash, request_hash, instant, instant + KEPT_FOR],
        )
        row = cursor.fetchone()
    return UUID(str(row[0])) if row else None


def _remembered(scope: str, who: str, key_hash: bytes, request_hash: bytes) -> Answer:
    record = IdempotencyRecord.objects.get(scope=scope, actor=who, key_hash=key_hash)
    if bytes(record.request_hash) != request_hash:
        raise Conflict(
            no(
                _("This Idempotency-Key was already used for a different request."),
                _("Use a new key for a new request."),
                "idempotency_key_reused",
            )
        )
    return Answer(json.loads(record.answer), replayed=True)


def _as_stored(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _stable(part: Any) -> Any:
    return hashlib.sha256(part).hexdigest() if isinstance(part, (bytes, bytearray, memoryview)) else part
