"""A key of each person's own, wrapped by the federation's: destroy it, and what it sealed opens nowhere, in no backup either.

A value under a person's key begins with the number of its suite plus 16; the id of its key is the person's, as 16 bytes.
When such a column is selected, the wrapped key comes along with the value, so that a list costs no further query.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Any
from uuid import UUID

from ..clock import now
from .keys import present_suite

OWN = 16
TOGETHER = 0xFF
KEY_BYTES = 32
ID_BYTES = 16


def own_prefix() -> bytes:
    """How a value sealed today under a person's own key begins, before the person's id."""
    return bytes([present_suite().number + OWN, ID_BYTES])


def is_own(sealed: bytes) -> bool:
    """Whether a value is under a person's own key, or comes together with one."""
    return len(sealed) > 1 and (sealed[0] == TOGETHER or sealed[0] >= OWN)


def key_for_sealing(person_id: UUID) -> bytes | None:
    """The person's key, made on first use; none once it was destroyed."""
    keys = _keys()
    row = keys.filter(pk=person_id).first()
    if row is None:
        made = keys.model(pk=person_id, secret=os.urandom(KEY_BYTES).hex(), made_at=now())
        keys.bulk_create([made], ignore_conflicts=True)
        row = keys.get(pk=person_id)
    return bytes.fromhex(row.secret) if row.secret else None


def make_keys(person_ids: Collection[UUID]) -> None:
    """Make the keys of those who have none yet, in one statement; a destroyed one stays destroyed."""
    keys = _keys()
    there = set(keys.filter(pk__in=person_ids).values_list("pk", flat=True))
    keys.bulk_create(
        [keys.model(pk=one, secret=os.urandom(KEY_BYTES).hex(), made_at=now()) for one in {*person_ids} - there],
        ignore_conflicts=True,
    )


def key_for_opening(person_id: UUID) -> bytes | None:
    secret = _keys().filter(pk=person_id).values_list("secret", flat=True).first()
    return bytes.fromhex(secret) if secret else None


def destroy_key(person_id: UUID) -> bool:
    """Destroy a person's key for ever; a tombstone stays, so that none is made again. True when there was one to destroy."""
    keys = _keys()
    row = keys.select_for_update(of=("self",)).filter(pk=person_id).first()
    if row is None:
        keys.create(pk=person_id, secret=None, made_at=now(), destroyed_at=now())
        return False
    there = row.secret is not None
    row.secret, row.destroyed_at = None, row.destroyed_at or now()
    row.save(update_fields=["secret", "destroyed_at"])
    return there


def together(sql: str) -> str:
    """SQL for a column with the wrapped key of its value in front of it, where the value has one."""
    person = f"encode(substring({sql} from 3 for {ID_BYTES}), 'hex')::uuid"
    key = f"(SELECT '\\x{TOGETHER:02x}'::bytea || int4send(octet_length(own.secret)) || own.secret FROM core_personkey own WHERE own.id = {person})"  # noqa: S608
    return f"CASE WHEN octet_length({sql}) > {ID_BYTES + 2} AND get_byte({sql}, 0) >= {OWN} THEN coalesce({key} || {sql}, {sql}) ELSE {sql} END"


def apart(sealed: bytes) -> tuple[bytes, bytes]:
    """The wrapped key and the value; no key when none came along."""
    if sealed[0] != TOGETHER:
        return b"", sealed
    end = 5 + int.from_bytes(sealed[1:5], "big")
    return sealed[5:end], sealed[end:]


def _keys() -> Any:
    from ..models import PersonKey

    return PersonKey.objects
