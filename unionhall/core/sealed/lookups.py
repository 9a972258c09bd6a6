"""Finding a sealed value again: by a keyed hash in a column of its own."""

from __future__ import annotations

import hmac
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django.core import checks
from django.db import models
from django.db.models.lookups import Exact, In

from .keys import keys_of, present_hash
from .suites import HASHES, MAC_BYTES

if TYPE_CHECKING:
    BinaryColumn = models.BinaryField[Any, Any]
    ExactLookup = Exact[Any]
    InLookup = In
else:  # these classes take no parameters when they run
    BinaryColumn, ExactLookup, InLookup = models.BinaryField, Exact, In


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
    first = present_hash()
    names = [first, *(name for name in HASHES if name != first)]
    keys = keys_of("LOOKUP_KEYS")
    made = [_mac(key_id, keys[key_id], name, message) for name in names for key_id in keys]
    return Lookup(made[0], tuple(made))


def derived(purpose: str, *parts: object) -> bytes:
    """32 bytes nobody can guess, and we can make again from the same parts: for what is told once and kept nowhere.

    The parts need one that only whoever may be told it again can send, such as the random mark of their form.
    """
    key = next(iter(keys_of("LOOKUP_KEYS").values()))
    return hmac.digest(key, "\0".join(["derived", purpose, *map(str, parts)]).encode(), present_hash())


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
        kwargs |= {"of": self.of, "purpose": self.purpose}
        return name, path.replace(".sealed.lookups.", ".sealed."), args, kwargs

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
