"""Sealing a text, and a column of sealed texts."""

from __future__ import annotations

import os
from functools import reduce
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.db import models

from .keys import keys_of, newest, present_suite, sealing_prefix, suite_key
from .persons import ID_BYTES, OWN, apart, is_own, key_for_opening, key_for_sealing, own_prefix, together
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


def seal_for(person_id: UUID | None, text: str, context: str) -> bytes:
    """Seal a text under the person's own key. What is nobody's, and an empty text, is sealed under the federation's."""
    key = key_for_sealing(person_id) if person_id is not None and text else None
    if key is None:
        if person_id is not None and text:
            raise SealError(f"{context}: the key of this person was destroyed; nothing is sealed for them any more.")
        return seal(text, context)
    suite, nonce = present_suite(), os.urandom(NONCE_BYTES)
    sealed = suite.seal(suite_key(key, suite), nonce, text.encode(), context.encode())
    return own_prefix() + UUID(str(person_id)).bytes + nonce + sealed


def unseal(sealed: bytes, context: str) -> str:
    """Open a sealed value with whichever key and suite it was sealed under; one whose person was erased reads as nothing."""
    if is_own(sealed):
        return _unseal_own(sealed, context)
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


def _unseal_own(sealed: bytes, context: str) -> str:
    wrapped, value = apart(sealed)
    suite = SUITES_BY_NUMBER.get(value[0] - OWN) if len(value) > 2 + ID_BYTES + NONCE_BYTES else None
    if suite is None or value[1] != ID_BYTES:
        raise SealError(f"{context}: this value was not sealed by a known suite.")
    person_id, body = UUID(bytes=value[2 : 2 + ID_BYTES]), value[2 + ID_BYTES :]
    key = bytes.fromhex(unseal(wrapped, SECRET_CONTEXT)) if wrapped else key_for_opening(person_id)
    if key is None:
        return ""
    try:
        return suite.open(suite_key(key, suite), body[:NONCE_BYTES], body[NONCE_BYTES:], context.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise SealError(f"{context}: the value does not open with its person's key: a changed value.") from error


SECRET_CONTEXT = "core.PersonKey.secret"  # noqa: S105 - the name of a column


class Sealed(bytes):
    """Bytes that are already sealed, on their way into a column as they are."""


class SealedTextField(TextColumn):
    """Text that is ciphertext in the database. It can be read and written, not searched: keep a `LookupField` for that."""

    def __init__(self, *args: Any, context: str = "", of_person: str = "", **kwargs: Any) -> None:
        """With `of_person`, where the row has the person's id (`person_id`, `entry__person_id`), it is sealed under that person's
        own key when it is saved."""
        self.context, self.of_person = context, of_person
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

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if not self.of_person or not isinstance(value, str) or isinstance(value, Sealed):
            return value
        person_id: Any = reduce(getattr, self.of_person.split("__"), model_instance)
        return Sealed(seal_for(person_id, value, self.sealing_context))

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        """The wrapped key of the person comes along."""
        return (together(sql), params) if self.of_person and not params else (sql, params)

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
