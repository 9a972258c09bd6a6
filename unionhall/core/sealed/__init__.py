"""Columns the database cannot read: sealed text, keyed-hash lookups for finding it again, and masks for showing it.

A sealed value is: suite (1 byte), length of the key's id (1 byte), the key's id, nonce (12 bytes), ciphertext, tag (16 bytes).
The column's own name is authenticated with it, so that a value copied into another column does not open.
A lookup value is: algorithm (1 byte), length of the key's id (1 byte), the key's id, MAC (32 bytes).
A column that belongs to a person is sealed under a key of their own (persons.py), which erasing them destroys.
Keys and suites change by setting; old values keep opening, and `unionhall keys rotate` renews them.
"""

from .bulk import keyed, looker, lookup_prefixes, sealer
from .keys import lookup_prefix, sealing_prefix
from .lookups import AnyKeyExact, AnyKeyIn, Lookup, LookupField, derived, lookup, normalise
from .masks import mask_identity, mask_name, mask_phone
from .persons import destroy_key, make_keys, own_prefix
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
from .texts import Sealed, SealedTextField, SealError, seal, seal_for, unseal

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
    "destroy_key",
    "keyed",
    "looker",
    "lookup",
    "lookup_prefix",
    "lookup_prefixes",
    "make_keys",
    "mask_identity",
    "mask_name",
    "mask_phone",
    "normalise",
    "own_prefix",
    "seal",
    "seal_for",
    "sealer",
    "sealing_prefix",
    "signing_keys",
    "sm4_open",
    "sm4_seal",
    "unseal",
]
