"""Columns the database cannot read: sealed text, keyed-hash lookups for finding it again, and masks for showing it.

A sealed value is: suite (1 byte), length of the key's id (1 byte), the key's id, nonce (12 bytes), ciphertext, tag (16 bytes).
The column's own name is authenticated with it, so that a value copied into another column does not open.
A lookup value is: algorithm (1 byte), length of the key's id (1 byte), the key's id, MAC (32 bytes).
Keys and suites change by setting; old values keep opening, and `unionhall keys rotate` renews them.
"""

from .keys import lookup_prefix, sealing_prefix
from .lookups import AnyKeyExact, AnyKeyIn, Lookup, LookupField, derived, lookup, normalise
from .masks import mask_identity, mask_name, mask_phone
from .signing import signing_keys
from .suites import (
    HASHES,
    HASHES_BY_NUMBER,
    MAC_BYTES,
    NONCE_BYTES,
    SUITES,
    SUITES_BY_NUMBER,
    TAG_BYTES,
    Suite,
    aes_open,
    aes_seal,
    sm4_open,
    sm4_seal,
)
from .texts import Sealed, SealedTextField, SealError, seal, unseal

__all__ = [
    "HASHES",
    "HASHES_BY_NUMBER",
    "MAC_BYTES",
    "NONCE_BYTES",
    "SUITES",
    "SUITES_BY_NUMBER",
    "TAG_BYTES",
    "AnyKeyExact",
    "AnyKeyIn",
    "Lookup",
    "LookupField",
    "SealError",
    "Sealed",
    "SealedTextField",
    "Suite",
    "aes_open",
    "aes_seal",
    "derived",
    "lookup",
    "lookup_prefix",
    "mask_identity",
    "mask_name",
    "mask_phone",
    "normalise",
    "seal",
    "sealing_prefix",
    "signing_keys",
    "sm4_open",
    "sm4_seal",
    "unseal",
]
