"""What does one row of a list say, and can it be right? Pure: cells in, facts or a reason out. A million rows pass here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import getitem
from uuid import UUID

from unionhall.core.identity import IDENTITY_CHECKS, IDENTITY_WEIGHTS, PROVINCES, check_uscc

from .enums import Field, Reason

Regions = Callable[[str, int], bool | None]
"""Whether a county's code existed in a year; None where the table does not reach."""

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27-\ufa29\U00020000-\U0003ffff"
COMMON_NAME = re.compile(r"[\u4e00-\u9fff]{1,30}")
NAME = re.compile(rf"[{HAN}\w·'’\-. ]+")
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}·]) +(?=[{HAN}·])")
DOTS = str.maketrans({"•": "·", "・": "·", "‧": "·", "∙": "·", "･": "·", "⋅": "·", "．": "·", "\u00b7": "·"})
LONGEST_NAME = 30
PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]")
IDENTITY = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
OLD_IDENTITY = re.compile(r"[1-9]\d{14}", re.ASCII)
MOBILE = re.compile(r"(?:\+86|0086|86)?(1[3-9]\d{9})", re.ASCII)
OLDEST = 1880
WEIGHED = [{str(digit): digit * weight for digit in range(10)} for weight in IDENTITY_WEIGHTS]
"""What each digit adds to the sum behind the check character, by its place."""


class Bad(Exception):
    """The row cannot be taken, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Unions:
    """The unions a row may name: the body of the list and all below it, by code, by name, by their employer's credit code."""

    body: UUID
    by_code: Mapping[str, UUID] = field(default_factory=dict)
    by_name: Mapping[str, UUID | None] = field(default_factory=dict)
    by_uscc: Mapping[str, UUID] = field(default_factory=dict)


@dataclass(slots=True)
class Facts:
    """One row, understood."""

    name: str
    identity: str
    phone: str
    birth_on: date | None
    sex: str
    since: date | None
    organisation_id: UUID


def facts(cells: Mapping[str, str], *, today: date, unions: Unions, regions: Regions | None) -> Facts:
    """The facts of a row, by field. Raises `Bad` with the first thing that cannot be right."""
    name = name_of(cells.get(Field.NAME, ""))
    number = identity_of(cells.get(Field.IDENTITY, ""), today, regions)
    phone = phone_of(cells.get(Field.PHONE, ""))
    said_birth = birth_of(cells.get(Field.BIRTH, ""), today)
    if number:
        born = day_of_number(number)
        if said_birth and said_birth != born:
            raise Bad(Reason.BIRTH_DIFFERS)
        sex = "male" if int(number[16]) % 2 else "female"
    else:
        born, sex = said_birth, sex_of(cells.get(Field.SEX, ""))
        if not phone and born is None:
            raise Bad(Reason.NOTHING_TO_TELL)
    return Facts(name, number, phone, born, sex, since_of(cells.get(Field.SINCE, ""), today), union_of(cells, unions))


def name_of(said: str) -> str:
    """The one spelling of a name: `·` between the parts of a long one, no blanks between characters, none of them private."""
    if COMMON_NAME.fullmatch(said):
        return said
    text = "".join(unicodedata.normalize("NFKC", c) if "\uff00" <= c <= "\uffef" else c for c in said.translate(DOTS))
    text = unicodedata.normalize("NFC", text).translate(DOTS)
    text = " ".join("".join(c for c in text if c not in "\u200b\u200c\u200d\ufeff").split())
    text = BETWEEN_HAN.sub("", text)
    text = re.sub(r"\s*·+\s*", "·", text).strip("·")
    if not text:
        raise Bad(Reason.NO_NAME)
    if PRIVATE.search(text):
        raise Bad(Reason.NAME_PRIVATE)
    if len(text) > LONGEST_NAME:
        raise Bad(Reason.NAME_LONG)
    if (
        not NAME.fullmatch(text)
        or any(c.isdigit() or c == "_" for c in text)
        or not any(c.isalpha() or c == "〇" for c in text)
    ):
        raise Bad(Reason.NAME_SHAPE)
    return text


def identity_of(said: str, today: date, regions: Regions | None = None) -> str:
    """The one spelling of an identity number. One of 15 digits becomes the one of 18 that it stands for."""
    if not said:
        return ""
    number = said if IDENTITY.fullmatch(said) else _narrow(said).upper().strip("'")
    if OLD_IDENTITY.fullmatch(number):
        number = f"{number[:6]}19{number[6:]}"
        number += _check(number)
    elif not IDENTITY.fullmatch(number):
        if not number:
            return ""
        raise Bad(Reason.IDENTITY_SHAPE)
    elif _check(number) != number[17]:
        raise Bad(Reason.IDENTITY_CHECK)
    born = day_of_number(number)
    if born is None or born > today:
        raise Bad(Reason.IDENTITY_BIRTH)
    if number[:2] not in PROVINCES and number[0] != "9":
        raise Bad(Reason.IDENTITY_REGION)
    if regions is not None and number[0] not in "89" and regions(number[:6], born.year) is False:
        raise Bad(Reason.IDENTITY_REGION)
    return number


def _check(number: str) -> str:
    return IDENTITY_CHECKS[sum(map(getitem, WEIGHED, number)) % 11]


@lru_cache(maxsize=65536)
def _day(digits: str) -> date | None:
    try:
        found = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return found if found.year >= OLDEST else None


def day_of_number(number: str) -> date | None:
    """The birthday in an identity number of 18 characters."""
    return _day(number[6:14])


def phone_of(said: str) -> str:
    """The one spelling of a mobile number, or nothing where nothing is said."""
    found = MOBILE.fullmatch(said) or MOBILE.fullmatch(_narrow(said).strip("'"))
    if found:
        return found[1]
    if not said.strip(" -—/无"):
        return ""
    raise Bad(Reason.PHONE_SHAPE)


@lru_cache(maxsize=65536)
def birth_of(said: str, today: date) -> date | None:
    found = day_written(said)
    if said.strip(" -—/无") and (found is None or not found.year >= OLDEST or found > today):
        raise Bad(Reason.BIRTH_SHAPE)
    return found


@lru_cache(maxsize=65536)
def since_of(said: str, today: date) -> date | None:
    found = day_written(said)
    if said.strip(" -—/无") and (found is None or found > today or found.year < 1921):
        raise Bad(Reason.SINCE_SHAPE)
    return found


DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
PARTS = re.compile(r"(\d{4})\D{0,3}?(\d{1,2})(?:\D{1,3}(\d{1,2}))?\D*")
TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})?")
SERIAL = re.compile(r"\d{5}")


def day_written(said: str) -> date | None:
    """A day as people write it: 1990-1-5, 1990/01/05, 19900105, 1990.1, 1990年1月5日, 一九九〇年一月五日, a number of Excel's."""
    text = _narrow(said)
    if not text:
        return None
    text = re.sub(r"(?:t\d\d:?\d\d.*|\d\d:\d\d(?::\d\d)?.*)$", "", text.lower())
    if "年" in text and not text[0].isdigit():
        text = _chinese(text)
    found = TOGETHER.fullmatch(text)
    if found is None and SERIAL.fullmatch(text):
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(text))
    found = found or PARTS.fullmatch(
        re.sub(r"[年月./_]", "-", text.replace("日", "").replace("号", "")).replace("-", "-")
    )
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def _chinese(text: str) -> str:
    """一九九〇年十二月二十五日 in digits."""
    year, _mark, rest = text.partition("年")
    month, _mark, day = rest.partition("月")
    return "-".join(part for part in (year.translate(DIGITS), _tens(month), _tens(day.rstrip("日号"))) if part)


def _tens(said: str) -> str:
    if "十" in said:
        tens, _mark, ones = said.partition("十")
        return (
            str(int(tens.translate(DIGITS) or 1) * 10 + int(ones.translate(DIGITS) or 0))
            if (tens + ones).translate(DIGITS).isdigit() or not tens + ones
            else said
        )
    return said.translate(DIGITS)


def sex_of(said: str) -> str:
    text = said.strip().lower()[:1]
    return {"男": "male", "m": "male", "女": "female", "f": "female"}.get(text, "")


def union_of(cells: Mapping[str, str], unions: Unions) -> UUID:
    """The union a row belongs to: the one it names, the one at the employer whose code it gives, else the body of the list.

    A union elsewhere and a union that does not exist are the same answer.
    """
    said, code = cells.get(Field.UNION, ""), cells.get(Field.USCC, "")
    if code:
        code = uscc_of(code)
    if said:
        key = " ".join(said.split())
        found = unions.by_code.get(key.upper()) or unions.by_name.get(key)
    elif code:
        found = unions.by_uscc.get(code)
    else:
        return unions.body
    if found is None:
        raise Bad(Reason.NO_UNION)
    return found


@lru_cache(maxsize=65536)
def uscc_of(said: str) -> str:
    read = check_uscc(said)
    if not read:
        raise Bad(Reason.USCC_SHAPE)
    return read.number


def _narrow(said: str) -> str:
    return re.sub(
        r"[\s\-\u200b-\u200f\u202a-\u202e\ufeff]" if not _dated(said) else r"[\s\u200b-\u200f\ufeff]",
        "",
        unicodedata.normalize("NFKC", said),
    )


def _dated(said: str) -> bool:
    return bool(re.match(r"\s*[（(]?\d{4}\s*-\s*\d{1,2}(?!\d)", unicodedata.normalize("NFKC", said)))
