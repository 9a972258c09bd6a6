"""How are keys and codes for people made?"""

import secrets
from uuid import UUID

import uuid_utils
from uuid_utils.compat import uuid7

UNAMBIGUOUS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and capitals without the pairs that are misread or misheard: 0 O, 1 I L."""


def new_id() -> UUID:
    """A UUIDv7: random enough to be unguessable in a list, ordered by time so that indexes stay compact."""
    return uuid7()


def new_id_text() -> str:
    """The same, written out: for very many rows that go to the database as text."""
    return str(uuid_utils.uuid7())


def short_code(length: int) -> str:
    """A random code a person can read out over the telephone."""
    return "".join(secrets.choice(UNAMBIGUOUS) for _ in range(length))


def code_from(drawn: bytes, length: int) -> str:
    """The code that belongs to these random bytes: the same bytes, the same code."""
    number, letters = int.from_bytes(drawn), []
    for _place in range(length):
        number, place = divmod(number, len(UNAMBIGUOUS))
        letters.append(UNAMBIGUOUS[place])
    return "".join(letters)
