"""Columns the database cannot read: sealed text, keyed-hash lookups for finding it again, and masks for showing it.

A sealed value is: suite (1 byte), length of the key's id (1 byte), the key's id, nonce (12 bytes), ciphertext, tag (16 bytes).
The column's own name is authenticated with it, so that a value copied into another column does not open.
A lookup value is: algorithm (1 byte), length of the key's id (1 byte), the key's id, MAC (32 bytes).
Keys and suites change by setting; old values keep opening, and `unionhall keys rotate` renews them.
"""

from __future__ import annotations

import hmac
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django import forms
from django.conf import settings
from django.core import checks
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.models.lookups import Exact, In

if TYPE_CHECKING:
    TextColumn = models.TextField[Any, Any]
    BinaryColumn = models.BinaryField[Any, Any]
    ExactLookup = Exact[Any]
    InLookup = In
else:  # these classes take no parameters when they run
    TextColumn, BinaryColumn, ExactLookup, InLookup = models.TextField, models.BinaryField, Exact, In

NONCE_BYTES = 12
TAG_BYTES = 16
MAC_BYTES = 32


class SealError(Exception):
    """A sealed value does not open. The message names the column and the key, never the value."""


# --- Suites -----------------------------------------------------------------------------------------------------------


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


# --- Keys -------------------------------------------------------------------------------------------------------------


def _keys(setting: str) -> dict[str, bytes]:
    """The keys of a setting by id, newest first."""
    keys: dict[str, bytes] = getattr(settings, setting)
    if not keys:
        raise ImproperlyConfigured(f"UNIONHALL_{setting} is empty: give at least one key, newest first.")
    return keys


def _newest(keys: dict[str, bytes]) -> str:
    return next(iter(keys))


def _suite() -> Suite:
    try:
        return SUITES[settings.SEALING_SUITE]
    except KeyError as error:
        raise ImproperlyConfigured(f"UNIONHALL_SEALING_SUITE is one of {', '.join(SUITES)}.") from error


def _lookup_hash() -> str:
    name = str(settings.LOOKUP_HASH).removeprefix("hmac-")
    if name not in HASHES:
        raise ImproperlyConfigured(f"UNIONHALL_LOOKUP_HASH is one of {', '.join(f'hmac-{known}' for known in HASHES)}.")
    return name


@lru_cache(maxsize=64)
def _suite_key(key: bytes, suite: Suite) -> bytes:
    """A key of the length the suite asks for: a longer one is shortened by hashing, a shorter one is refused."""
    if len(key) == suite.key_bytes:
        return key
    if len(key) < suite.key_bytes:
        raise ImproperlyConfigured(f"UNIONHALL_SEALING_KEYS: this suite needs keys of {suite.key_bytes} bytes.")
    return hmac.digest(key, f"suite {suite.number}".encode(), "sha256")[: suite.key_bytes]


def sealing_prefix() -> bytes:
    """How a value sealed today begins; anything else is due for rotation."""
    key_id = _newest(_keys("SEALING_KEYS")).encode()
    return bytes([_suite().number, len(key_id)]) + key_id


def lookup_prefix() -> bytes:
    """How a lookup value made today begins."""
    key_id = _newest(_keys("LOOKUP_KEYS")).encode()
    return bytes([HASHES[_lookup_hash()], len(key_id)]) + key_id


# --- Sealing ----------------------------------------------------------------------------------------------------------


def seal(text: str, context: str) -> bytes:
    """Seal a text under the newest key; it opens only with the same context."""
    suite = _suite()
    keys = _keys("SEALING_KEYS")
    nonce = os.urandom(NONCE_BYTES)
    key = _suite_key(keys[_newest(keys)], suite)
    return sealing_prefix() + nonce + suite.seal(key, nonce, text.encode(), context.encode())


def unseal(sealed: bytes, context: str) -> str:
    """Open a sealed value with whichever key and suite it was sealed under."""
    if len(sealed) < 2 or sealed[0] not in SUITES_BY_NUMBER:
        raise SealError(f"{context}: this value was not sealed by a known suite.")
    suite = SUITES_BY_NUMBER[sealed[0]]
    start = 2 + sealed[1]
    key_id = sealed[2:start].decode("ascii", "replace")
    key = _keys("SEALING_KEYS").get(key_id)
    if key is None:
        raise SealError(
            f"{context}: the key “{key_id}” is not in UNIONHALL_SEALING_KEYS. Put it back until keys are rotated."
        )
    nonce, body = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
    try:
        return suite.open(_suite_key(key, suite), nonce, body, context.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise SealError(
            f"{context}: the value does not open with the key “{key_id}”: a wrong key, or a changed value."
        ) from error


class Sealed(bytes):
    """Bytes that are already sealed, on their way into a column as they are."""


class SealedTextField(TextColumn):
    """Text that is ciphertext in the database. It can be read and written, not searched: keep a `LookupField` for that."""

    def __init__(self, *args: Any, context: str = "", **kwargs: Any) -> None:
        self.context = context
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        if self.context:
            kwargs["context"] = self.context
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = [*super().check(**kwargs)]
        if self.unique or getattr(self, "db_index", False):
            found.append(
                checks.Error(
                    "A sealed column cannot be unique or indexed; use a LookupField.", obj=self, id="core.E001"
                )
            )
        return found

    @property
    def sealing_context(self) -> str:
        """What is authenticated with the value: the column's name, or a fixed word that outlives a renaming."""
        return self.context or f"{self.model._meta.label}.{self.name}"

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Sealed):
            return value
        if isinstance(value, (bytes, memoryview)):
            raise TypeError(f"{self.sealing_context} holds text, not bytes.")
        return Sealed(seal(str(value), self.sealing_context))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = value if prepared else self.get_prep_value(value)
        return value if value is None else connection.Database.Binary(bytes(value))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else unseal(bytes(value), self.sealing_context)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            self._refuse_search()
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        self._refuse_search()

    def _refuse_search(self) -> NoReturn:
        raise FieldError(
            f"{self.sealing_context} is sealed and cannot be searched or compared; filter by its LookupField."
        )

    def formfield(self, **kwargs: Any) -> Any:
        if self.max_length is not None and "widget" not in kwargs:
            kwargs["widget"] = forms.TextInput
        return super().formfield(**kwargs)


# --- Lookups ----------------------------------------------------------------------------------------------------------


class Lookup(bytes):
    """A keyed hash under the newest key, with the same under older keys beside it, so that a search spans a rotation."""

    alternatives: tuple[bytes, ...]

    def __new__(cls, value: bytes, alternatives: tuple[bytes, ...] = ()) -> Lookup:
        made = super().__new__(cls, value)
        made.alternatives = alternatives or (bytes(value),)
        return made


def lookup(value: str, purpose: str) -> Lookup:
    """The keyed hash by which a sealed value is found again. Purposes do not mix: a phone never matches an identity number."""
    message = f"{purpose}\0{normalise(value, purpose)}".encode()
    newest = _lookup_hash()
    names = [newest, *(name for name in HASHES if name != newest)]
    keys = _keys("LOOKUP_KEYS")
    made = [_mac(key_id, keys[key_id], name, message) for name in names for key_id in keys]
    return Lookup(made[0], tuple(made))


def derived(purpose: str, *parts: object) -> bytes:
    """32 bytes nobody can guess, and we can make again from the same parts: for what is told once and kept nowhere.

    The parts need one that only whoever may be told it again can send, such as the random mark of their form.
    """
    keys = _keys("LOOKUP_KEYS")
    message = "\0".join(["derived", purpose, *map(str, parts)]).encode()
    return hmac.digest(keys[_newest(keys)], message, _lookup_hash())


def _mac(key_id: str, key: bytes, algorithm: str, message: bytes) -> bytes:
    return bytes([HASHES[algorithm], len(key_id)]) + key_id.encode() + hmac.digest(key, message, algorithm)


def normalise(value: str, purpose: str) -> str:
    """One spelling for values people write in several: full width, spaces, hyphens, small x, +86."""
    text = unicodedata.normalize("NFKC", value).strip()
    if purpose in ("link", "receipt", "token"):
        return text
    if purpose == "phone":
        text = re.sub(r"[\s\-()]", "", text)
        return re.sub(r"^(?:\+86|0086|86(?=1\d{10}$))", "", text)
    if purpose in ("identity", "uscc"):
        return re.sub(r"[\s\-]", "", text).upper()
    return re.sub(r"\s+", " ", text).casefold()


class LookupField(BinaryColumn):
    """The keyed hash of a sealed column. With `of` and `purpose` it computes itself whenever the row is saved."""

    def __init__(self, *args: Any, of: str = "", purpose: str = "", **kwargs: Any) -> None:
        self.of, self.purpose = of, purpose
        kwargs.setdefault("max_length", 2 + 32 + MAC_BYTES)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of, "purpose": self.purpose}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = [*super().check(**kwargs)]
        if self.of and not self.purpose:
            found.append(checks.Error("A LookupField with “of” needs a “purpose”.", obj=self, id="core.E002"))
        return found

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if self.of and self.of in model_instance.__dict__:
            value = getattr(model_instance, self.of)
            setattr(
                model_instance, self.attname, lookup(value, self.purpose) if value else (None if self.null else b"")
            )
        return super().pre_save(model_instance, add)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str):
            raise TypeError(f"{self.name} holds a keyed hash: pass lookup(value, purpose), not the value itself.")
        return super().get_prep_value(value)


@LookupField.register_lookup
class AnyKeyExact(ExactLookup):
    """Equal under any of the keys in use."""

    lookup_name = "exact"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        if isinstance(self.rhs, Lookup) and len(self.rhs.alternatives) > 1:
            return compiler.compile(In(self.lhs, list(self.rhs.alternatives)))
        return super().as_sql(compiler, connection)


@LookupField.register_lookup
class AnyKeyIn(InLookup):
    """One of several values, each under any of the keys in use."""

    lookup_name = "in"

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if isinstance(rhs, (list, tuple, set, frozenset)):
            rhs = [one for value in rhs for one in (value.alternatives if isinstance(value, Lookup) else (value,))]
        super().__init__(lhs, rhs)


# --- Masks ------------------------------------------------------------------------------------------------------------


def mask_phone(phone: str) -> str:
    """138****1234"""
    digits = normalise(phone or "", "phone")
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 8 else "*" * len(digits)


def mask_identity(number: str) -> str:
    """1101**********0011: enough to recognise one's own, too little to be of use to others."""
    text = normalise(number or "", "identity")
    return f"{text[:4]}{'*' * (len(text) - 8)}{text[-4:]}" if len(text) >= 12 else "*" * len(text)


def mask_name(name: str) -> str:
    """王*, 欧**: the first character, then at most two stars, so that the length tells nothing."""
    text = (name or "").strip()
    return text[:1] + "*" * min(max(len(text) - 1, 1), 2) if text else ""
