"""Which ways to seal and to hash there are, with the byte that names each in stored values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
TAG_BYTES = 16
MAC_BYTES = 32


def aes_seal(key: bytes, nonce: bytes, plain: bytes, context: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, plain, context)


def aes_open(key: bytes, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce, sealed, context)


def sm4_seal(key: bytes, nonce: bytes, plain: bytes, context: bytes) -> bytes:
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(context)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def sm4_open(key: bytes, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
    if len(sealed) < TAG_BYTES:
        raise InvalidTag
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, sealed[-TAG_BYTES:])).decryptor()
    decryptor.authenticate_additional_data(context)
    return decryptor.update(sealed[:-TAG_BYTES]) + decryptor.finalize()


@dataclass(frozen=True)
class Suite:
    """A way to seal: its byte in stored values, its key length, its two directions."""

    number: int
    key_bytes: int
    seal: Callable[[bytes, bytes, bytes, bytes], bytes]
    open: Callable[[bytes, bytes, bytes, bytes], bytes]


SUITES = {"aes-256-gcm": Suite(1, 32, aes_seal, aes_open), "sm4-gcm": Suite(2, 16, sm4_seal, sm4_open)}
SUITES_BY_NUMBER = {suite.number: suite for suite in SUITES.values()}
HASHES = {"sha256": 1, "sm3": 2}
HASHES_BY_NUMBER = {number: name for name, number in HASHES.items()}
