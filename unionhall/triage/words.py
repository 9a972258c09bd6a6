"""Which marks on the page are words, and which are somebody's number? What is counted is the text without the latter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 20_000
"""Characters of a letter that are read. The matter of a letter stands at its beginning; a longer one is read so far."""

PRIVATE = "※"
"""Stands for an identity number, a telephone, a card, an address on the net: never a feature, never shown as a reason."""
DIGITS = "0"
PLACE = "※"

_CODES = re.compile(
    r"""(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])     # identity number
      | (?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)   # mobile
      | (?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)                # landline
      | (?<!\d)\d{15,19}(?!\d)                          # bank card, old identity number
      | [A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+   # mail address
      | https?://[!-~]+ | www\.[!-~]+
      | (?:qq|QQ|微信|wechat)[号:： ]{0,3}[A-Za-z0-9_-]{5,20}""",
    re.VERBOSE,
)
# Places as letters that hide them write them (A市, B3区), and house numbers: which place it is says nothing of the matter.
_HIDDEN_PLACES = re.compile(r"[A-Za-z]\d*(?=市|区|县|镇|乡|州|省|街道)")
_NUMBERS = re.compile(r"\d+(?:[.,:/-]\d+)*")
_LATIN = re.compile(r"[a-z]{2,}")
_BLANKS = re.compile(r"\s+")
_LONG_RUN = re.compile(r"(.)\1{3,}")


@dataclass(frozen=True)
class Letter:
    """A letter as it is read: the title may be missing."""

    body: str
    title: str = ""


def without_private(text: str, mark: str = PRIVATE) -> str:
    """The text with everything that names a person by number taken out."""
    return _CODES.sub(mark, text)


def plain(text: str) -> str:
    """What is counted of a text: one width, one case, simplified characters, no numbers, no blanks, nobody's codes."""
    text = unicodedata.normalize("NFKC", text[:LONGEST])
    text = without_private(text)
    text = _HIDDEN_PLACES.sub(PLACE, text).lower()
    text = _NUMBERS.sub(DIGITS, text)
    text = _LATIN.sub("a", text)
    text = _LONG_RUN.sub(r"\1\1\1", text)
    return _BLANKS.sub("", simplified(text))


def tokens(text: str) -> list[str]:
    """The words of a text whose words are already set apart by blanks."""
    return _NUMBERS.sub(DIGITS, without_private(text[:LONGEST]).lower()).split()


def is_in_words(texts: list[str]) -> bool:
    """Are these texts set word by word, with blanks between? Chinese as people write it is not."""
    some = [text for text in texts if text][:500]
    long = sum(len(text) for text in some)
    return long > 0 and sum(text.count(" ") for text in some) / long > 0.2


def simplified(text: str) -> str:
    """Traditional characters as simplified ones, so that both are the same word."""
    return text if text.isascii() else text.translate(_table())


_TABLE: dict[int, str] = {}


def _table() -> dict[int, str]:
    """Character by character, from the dictionary of OpenCC; read once."""
    if not _TABLE:
        from opencc import OpenCC

        convert = OpenCC("t2s").convert
        signs = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
        for sign, simple in zip(signs, convert("\n".join(signs)).split("\n"), strict=True):
            if sign != simple and len(simple) == 1:
                _TABLE[ord(sign)] = simple
    return _TABLE
