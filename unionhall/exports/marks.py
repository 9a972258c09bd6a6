"""By what is a copy known again? Marks that only the export's own key could have made, many of them, in every row.

Four kinds, none of which needs the others: a code at the end of each row, invented rows, one to three plain spaces behind
texts, and which of two stars hides a letter. Why these and what defeats them stands in docs/adr/0038.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE = re.compile(r"(?<![0-9A-Za-z])([2-9A-HJ-NP-Z]{2,8})-([2-9A-HJ-NP-Z]{2,5})-([2-9A-HJ-NP-Z]{5})(?![0-9A-Za-z])")
ROWS_TO_A_DECOY = 20
DECOYS_IN_A_HALF = 3
"""From twenty rows on there are at least so many invented ones, spread evenly: then every half of the file has one."""
STARS = "*＊"
DIGITS_OF_A_NUMBER = 4
SURNAMES = "王李张刘陈杨黄赵吴周徐孙朱高林何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红梅建国春生志海燕文博晓雨欣怡浩宇鹏飞云峰成龙"
PREFIXES = (
    "130", "131", "132", "133", "135", "136", "137", "138", "139", "150", "151", "152", "153", "155", "156", "157",
    "158", "159", "177", "180", "181", "182", "183", "185", "186", "187", "188", "189",
)  # fmt: skip


@dataclass(frozen=True)
class Keyed:
    """Choices that look like chance and come out the same whenever the same key makes them."""

    secret: bytes
    about: str = ""

    def digest(self, what: str) -> bytes:
        return hmac.digest(self.secret, f"{self.about}\0{what}".encode(), hashlib.sha256)

    def below(self, most: int, what: str) -> int:
        """A number from 0 to `most` - 1."""
        return int.from_bytes(self.digest(what)[:8], "big") % most

    def one_of(self, among: Sequence[T], what: str) -> T:
        return among[self.below(len(among), what)]

    def person(self) -> str:
        """A name as people have them; nobody's in particular."""

        given = self.one_of(GIVEN, "given") if self.below(3, "length") else ""
        return self.one_of(SURNAMES, "surname") + given + self.one_of(GIVEN, "last")

    def masked_phone(self) -> str:
        """A telephone as masked ones look. No whole number stands behind it."""
        return f"{self.one_of(PREFIXES, 'prefix')}****{self.below(10_000, 'end'):04d}"


@dataclass(frozen=True)
class Marks:
    """The marks of one export."""

    number: int
    secret: bytes

    def spaces(self, text: str, anchor: str = "") -> int:
        """How many spaces stand behind this text in this export, 1 to 3. The same text has the same everywhere in it, so
        that filters and pivot tables of one file go on to work; masked texts have them by row, named by its `anchor`."""
        return 1 + Keyed(self.secret, "spaces").below(3, _about(text, anchor))

    def stars(self, text: str, anchor: str = "") -> str:
        """Which stars hide the letters of a masked text: both kinds say the same to a reader."""
        drawn = Keyed(self.secret, "stars").digest(_about(text, anchor))
        return "".join(STARS[drawn[place % len(drawn)] & 1] for place in range(bare(text).count("*")))

    @staticmethod
    def stands_alone(text: str) -> bool:
        """A masked name is one of few and needs its row; a masked telephone is nearly the only one of its kind anywhere."""
        return sum(sign.isdigit() for sign in text) >= DIGITS_OF_A_NUMBER

    def marked(self, text: str) -> str:
        return text + " " * self.spaces(text) if bare(text) else text

    def marked_mask(self, text: str, anchor: str) -> str:
        """A masked text of the row that its anchor names: stars and spaces both speak."""
        stars = iter(self.stars(text, anchor))
        drawn = re.sub(r"[*＊]", lambda star: next(stars, star.group()), text)
        return drawn + " " * self.spaces(text, anchor) if bare(text) else text

    def code(self, row: int) -> str:
        """The code of a row: the number of the export, the row, and a check nobody else can make."""
        check = int.from_bytes(Keyed(self.secret, "row").digest(str(row))[:4], "big") % 32**5
        return f"{_letters(self.number, 2)}-{_letters(row, 2)}-{_letters(check, 5)}"

    def decoys(self, rows: int) -> list[int]:
        """After which rows invented ones stand: spread evenly, one in about twenty, and at least one in every half."""
        if rows < 1:
            return []
        many = max(1 + rows // ROWS_TO_A_DECOY, DECOYS_IN_A_HALF if rows >= ROWS_TO_A_DECOY else 1)
        keyed = Keyed(self.secret, "places")
        if many == 1:
            return [keyed.below(rows, "0")]
        part = rows / many
        return [int(part * (n + 0.25 + keyed.below(1000, str(n)) / 2000)) for n in range(many)]

    def invented(self, which: int) -> Keyed:
        """From what the invented row of this place in the file is made."""
        return Keyed(self.secret, f"decoy {which}")


def bare(text: str) -> str:
    """A text without what copying adds or takes away: spaces around it, widths of letters, the apostrophe of a spreadsheet."""
    return unicodedata.normalize("NFKC", text).strip().lstrip("'")


def _about(text: str, anchor: str) -> str:
    return f"{bare(text)}\0{bare(anchor)}" if anchor and not Marks.stands_alone(text) else bare(text)


def numbers_in(code: tuple[str, str, str]) -> tuple[int, int]:
    """The export and the row a code names."""
    return _number(code[0]), _number(code[1])


def _letters(number: int, least: int) -> str:
    out = ""
    while number or len(out) < least:
        number, rest = divmod(number, 32)
        out = LETTERS[rest] + out
    return out


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 32 + LETTERS.index(letter)
    return number
