"""With which keys does this federation sign what others check without asking it?

Each key of the settings gives one Ed25519 key for each purpose, so that what signs is kept, renewed and retired with what seals:
a new newest key signs from now on, an older one is still published as long as it stands in the settings. The signing key says
nothing about the sealing key, and one purpose nothing about another (RFC 5869).
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .keys import keys_of


def signing_keys(purpose: str) -> dict[str, Ed25519PrivateKey]:
    """The signing keys of a purpose by id, newest first."""
    return {key_id: _signing_key(key, purpose) for key_id, key in keys_of("SEALING_KEYS").items()}


@lru_cache(maxsize=64)
def _signing_key(key: bytes, purpose: str) -> Ed25519PrivateKey:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"unionhall signing {purpose}".encode()).derive(key)
    return Ed25519PrivateKey.from_private_bytes(made)
