"""Under which keys, suite and hash is something sealed today? As the settings say."""

from __future__ import annotations

import hmac
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .suites import HASHES, SUITES, Suite


def keys_of(setting: str) -> dict[str, bytes]:
    """The keys of a setting by id, newest first."""
    keys: dict[str, bytes] = getattr(settings, setting)
    if not keys:
        raise ImproperlyConfigured(f"UNIONHALL_{setting} is empty: give at least one key, newest first.")
    return keys


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
