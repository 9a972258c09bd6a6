"""Can this number exist? Identity numbers (GB 11643), credit codes of organisations (GB 32100) and mobile telephones.

Each reading is a verdict: true when the number is sound, else the reason in a sentence for whoever typed it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from .clock import today
from .sealed import normalise
from .verdict import Verdict

PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECKS = "10X98765432"
USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


@dataclass(frozen=True)
class IdentityReading(Verdict):
    """An identity number as read: its one spelling, whose birthday, which sex (“male”, “female”), which region."""

    number: str = ""
    born_on: date | None = None
    sex: str = ""
    region: str = ""


@dataclass(frozen=True)
class UsccReading(Verdict):
    """A unified social credit code as read."""

    number: str = ""
    region: str = ""


@dataclass(frozen=True)
class MobileReading(Verdict):
    """A mainland mobile number as read: eleven digits without +86."""

    number: str = ""


CHECK_TYPING = _("Compare it with the card, digit by digit.")


def check_identity_number(text: str, *, on: date | None = None) -> IdentityReading:
    """Whether an identity number can exist on that day (today by default)."""
    number = normalise(text, "identity")
    if re.fullmatch(r"[0-9]{15}", number):
        return IdentityReading(
            _("This is a 15-digit number of the first generation, no longer valid since 2013."),
            _("Enter the 18-digit number of the present card."),
            "identity_15",
        )
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return IdentityReading(
            _("An identity number has 18 characters: 17 digits, then a digit or X."), CHECK_TYPING, "identity_shape"
        )
    if identity_check(number) != number[17]:
        return IdentityReading(
            _("This identity number has a typing mistake: its last character does not fit the others."),
            CHECK_TYPING,
            "identity_check",
        )
    born_on = _date(number[6:14])
    if born_on is None or not date(1880, 1, 1) <= born_on <= (on or today()):
        return IdentityReading(
            _("The date of birth in this identity number cannot be right."), CHECK_TYPING, "identity_birth"
        )
    if number[:2] not in PROVINCES and not number.startswith("9"):
        return IdentityReading(
            _("This identity number begins with a region that does not exist."), CHECK_TYPING, "identity_region"
        )
    return IdentityReading(
        number=number, born_on=born_on, sex="male" if int(number[16]) % 2 else "female", region=number[:6]
    )


def identity_check(number: str) -> str:
    """The last character that belongs to the first 17 digits (ISO 7064, MOD 11-2)."""
    return IDENTITY_CHECKS[
        sum(int(digit) * weight for digit, weight in zip(number[:17], IDENTITY_WEIGHTS, strict=True)) % 11
    ]


def check_uscc(text: str) -> UsccReading:
    """Whether a unified social credit code can exist."""
    number = normalise(text, "uscc")
    if not re.fullmatch(rf"[{USCC_CHARACTERS}]{{2}}[0-9]{{6}}[{USCC_CHARACTERS}]{{10}}", number):
        return UsccReading(
            _("A credit code has 18 characters: digits and capitals, without I, O, S, V and Z."),
            _("Copy it from the business licence."),
            "uscc_shape",
        )
    if uscc_check(number) != number[17]:
        return UsccReading(
            _("This credit code has a typing mistake: its last character does not fit the others."),
            _("Copy it from the business licence."),
            "uscc_check",
        )
    return UsccReading(number=number, region=number[2:8])


def uscc_check(number: str) -> str:
    """The last character that belongs to the first 17."""
    total = sum(USCC_CHARACTERS.index(char) * weight for char, weight in zip(number[:17], USCC_WEIGHTS, strict=True))
    return USCC_CHARACTERS[-total % 31]


def check_mobile(text: str) -> MobileReading:
    """Whether a text is a mainland mobile number; +86, spaces and full-width digits are understood."""
    number = normalise(text, "phone")
    if not re.fullmatch(r"1[3-9][0-9]{9}", number):
        return MobileReading(
            _("A mobile number has 11 digits and begins with 13 to 19."),
            _("Check the digits and try again."),
            "mobile_shape",
        )
    return MobileReading(number=number)


def normalise_uscc(text: str) -> str:
    """The one spelling of a credit code: half width, capitals, no spaces."""
    return normalise(text, "uscc")


def normalise_phone(text: str) -> str:
    """The one spelling of a telephone number: half width, no spaces or hyphens, no +86."""
    return normalise(text, "phone")


def normalise_identity_number(text: str) -> str:
    """The one spelling of an identity number: half width, no spaces, a capital X."""
    return normalise(text, "identity")


def birth_of(text: str) -> date | None:
    """The birthday in an identity number, if the number is sound."""
    return check_identity_number(text).born_on


def sex_of(text: str) -> str:
    """“male” or “female” by an identity number, or nothing if the number is not sound."""
    return check_identity_number(text).sex


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
