"""What may be written into an entry: plain values, and nothing personal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

PERSONAL_WORDS = frozenset(
    [
        "phone",
        "mobile",
        "telephone",
        "identity",
        "idcard",
        "passport",
        "name",
        "surname",
        "address",
        "email",
        "birthday",
        "birthdate",
        "born",
        "password",
        "secret",
        "token",
        "otp",
        "pin",
        "bank",
        "account",
        "iban",
        "diagnosis",
        "illness",
    ]
)
PERSONAL_KEYS = frozenset(
    {"id_number", "identity_number", "id_card", "bank_card", "card_number", "born_on", "birth_date"}
)
PERSONAL_NUMBERS = re.compile(r"(?<![0-9A-Za-z])(?:1[3-9]\d{9}|\d{17}[0-9Xx])(?![0-9A-Za-z])")


def refuse_personal_data(details: Any) -> None:
    """Raise on keys that would carry personal data: name the record by its key instead. Numbers in texts are masked."""
    if isinstance(details, dict):
        for key, value in details.items():
            if key in PERSONAL_KEYS or str(key).rsplit("_", 1)[-1] in PERSONAL_WORDS:
                raise ValueError(
                    f"Audit details must not hold personal data: “{key}”. Name the record by its key instead."
                )
            refuse_personal_data(value)
    elif isinstance(details, (list, tuple, set, frozenset)):
        for value in details:
            refuse_personal_data(value)


def plain(value: Any) -> Any:
    """The value as JSON can hold it exactly, so that it reads back as it was hashed."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, (str, Promise)):
        return clean(str(value))
    if isinstance(value, (UUID, Decimal, date, datetime, time, float)):
        return value.isoformat() if isinstance(value, (date, datetime, time)) else str(value)
    if isinstance(value, dict):
        return {clean(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    raise TypeError(f"Audit details hold plain values, not {type(value).__name__}.")


def clean(text: str) -> str:
    """Without what PostgreSQL cannot hold, and with telephone and identity numbers masked."""
    text = text.replace("\0", "").encode("utf-8", "replace").decode()
    return PERSONAL_NUMBERS.sub(lambda found: found[0][:3] + "*" * (len(found[0]) - 5) + found[0][-2:], text)
