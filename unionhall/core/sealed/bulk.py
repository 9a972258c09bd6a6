"""Sealing and hashing very many values: the same results as `seal` and `lookup`, with keys and ciphers looked up once."""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Collection

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .keys import keys_of, newest, present_hash, present_suite, sealing_prefix, suite_key
from .suites import HASHES, NONCE_BYTES, SUITES

NONCES = 256  # drawn from the system at once


def sealer(context: str) -> Callable[[str], bytes]:
    """A function that seals texts for one column, as `seal(text, context)` does."""
    suite = present_suite()
    keys = keys_of("SEALING_KEYS")
    key, prefix, about = suite_key(keys[newest(keys)], suite), sealing_prefix(), context.encode()
    nonces: list[bytes] = []
    encrypt: Callable[[bytes, bytes, bytes], bytes]
    if suite is SUITES["aes-256-gcm"]:
        encrypt = AESGCM(key).encrypt
    else:

        def encrypt(nonce: bytes, plain: bytes, about: bytes) -> bytes:
            return suite.seal(key, nonce, plain, about)

    def sealed(text: str) -> bytes:
        if not nonces:
            drawn = os.urandom(NONCE_BYTES * NONCES)
            nonces.extend(drawn[at : at + NONCE_BYTES] for at in range(0, len(drawn), NONCE_BYTES))
        nonce = nonces.pop()
        return prefix + nonce + encrypt(nonce, text.encode(), about)

    return sealed


def lookup_prefixes() -> list[bytes]:
    """How lookup values may begin: under the newest key and the present hash first, then every older way."""
    first = present_hash()
    names = [first, *(name for name in HASHES if name != first)]
    return [bytes([HASHES[name], len(key_id)]) + key_id.encode() for name in names for key_id in keys_of("LOOKUP_KEYS")]


def looker(purpose: str, older: Collection[bytes] = ()) -> Callable[[str], tuple[bytes, list[bytes]]]:
    """A function that makes lookups of values already in their one spelling: today's, and those under the `older` prefixes."""
    keys = keys_of("LOOKUP_KEYS")
    by_number = {number: name for name, number in HASHES.items()}
    ways = [(prefix, keys[prefix[2:].decode()], by_number[prefix[0]]) for prefix in [lookup_prefixes()[0], *older]]
    about = f"{purpose}\0".encode()
    digest = hmac.digest

    def looked(value: str) -> tuple[bytes, list[bytes]]:
        message = about + value.encode()
        made = [prefix + digest(key, message, name) for prefix, key, name in ways]
        return made[0], made[1:]

    return looked
