"""Under which keys, suite and hash is something sealed today? As the settings say.

A federation made beside another has keys of its own, derived from those of the settings and the label in its row: what one
sealed does not open in another, and the same telephone has another lookup value there.
"""

from __future__ import annotations

import hmac
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ..federations.choosing import at_hand
from .suites import HASHES, SUITES, Suite


def keys_of(setting: str) -> dict[str, bytes]:
    """The keys of a setting by id, newest first; those of the federation at hand, if it has its own."""
    keys: dict[str, bytes] = getattr(settings, setting)
    if not keys:
        raise ImproperlyConfigured(f"UNIONHALL_{setting} is empty: give at least one key, newest first.")
    federation = at_hand()
    if federation is None or not federation.key_label:
        return keys
    return {key_id: own_key(key, federation.key_label) for key_id, key in keys.items()}


@lru_cache(maxsize=1024)
def own_key(key: bytes, label: str) -> bytes:
    """The key of one federation, from which nobody reckons back to the installation's."""
    return hmac.digest(key, f"unionhall federation\0{label}".encode(), "sha256")


def newest(keys: dict[str, bytes]) -> str:
    return next(iter(keys))


def present_suite() -> Suite:
    try:
        return SUITES[settings.SEALING_SUITE]
    except KeyError as error:
        raise ImproperlyConfigured(f"UNIONHALL_SEALING_SUITE is one of {', '.join(SUITES)}.") from error


def present_hash() -> str:
    name = str(settings.LOOKUP_HASH).removeprefix("hmac-")
    if name not in HASHES:
        raise ImproperlyConfigured(f"UNIONHALL_LOOKUP_HASH is one of {', '.join(f'hmac-{known}' for known in HASHES)}.")
    return name


@lru_cache(maxsize=64)
def suite_key(key: bytes, suite: Suite) -> bytes:
    """A key of the length the suite asks for: a longer one is shortened by hashing, a shorter one is refused."""
    if len(key) == suite.key_bytes:
        return key
    if len(key) < suite.key_bytes:
        raise ImproperlyConfigured(f"UNIONHALL_SEALING_KEYS: this suite needs keys of {suite.key_bytes} bytes.")
    return hmac.digest(key, f"suite {suite.number}".encode(), "sha256")[: suite.key_bytes]


def sealing_prefix() -> bytes:
    """How a value sealed today begins; anything else is due for rotation."""
    key_id = newest(keys_of("SEALING_KEYS")).encode()
    return bytes([present_suite().number, len(key_id)]) + key_id


def lookup_prefix() -> bytes:
    """How a lookup value made today begins."""
    key_id = newest(keys_of("LOOKUP_KEYS")).encode()
    return bytes([HASHES[present_hash()], len(key_id)]) + key_id
