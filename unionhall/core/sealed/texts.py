"""Sealing a text, and a column of sealed texts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NoReturn

from cryptography.exceptions import InvalidTag
from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.db import models

from .keys import keys_of, newest, present_suite, sealing_prefix, suite_key
from .suites import NONCE_BYTES, SUITES_BY_NUMBER

if TYPE_CHECKING:
    TextColumn = models.TextField[Any, Any]
else:  # these classes take no parameters when they run
    TextColumn = models.TextField


class SealError(Exception):
    """A sealed value does not open. The message names the column and the key, never the value."""


def seal(text: str, context: str) -> bytes:
    """Seal a text under the newest key; it opens only with the same context."""
    suite = present_suite()
    keys = keys_of("SEALING_KEYS")
    nonce = os.urandom(NONCE_BYTES)
    key = suite_key(keys[newest(keys)], suite)
    return sealing_prefix() + nonce + suite.seal(key, nonce, text.encode(), context.encode())


def unseal(sealed: bytes, context: str) -> str:
    """Open a sealed value with whichever key and suite it was sealed under."""
    if len(sealed) < 2 or sealed[0] not in SUITES_BY_NUMBER:
        raise SealError(f"{context}: this value was not sealed by a known suite.")
    suite = SUITES_BY_NUMBER[sealed[0]]
    start = 2 + sealed[1]
    key_id = sealed[2:start].decode("ascii", "replace")
    key = keys_of("SEALING_KEYS").get(key_id)
    if key is None:
        raise SealError(
            f"{context}: the key “{key_id}” is not in UNIONHALL_SEALING_KEYS. Put it back until keys are rotated."
        )
    nonce, body = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
    try:
        return suite.open(suite_key(key, suite), nonce, body, context.encode()).decode()
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
        return name, path.replace(".sealed.texts.", ".sealed."), args, kwargs

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
