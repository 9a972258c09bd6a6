"""What does a calculator ask? Each fact with its question, its kind, and what is said when it cannot be read.

The same declaration serves the page that asks one question at a time, the form of an officer, the HTTP interface, the
spreadsheet of two thousand workers and the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from .reading import Unreadable, amount, day, numeral
from .words import Words

MOST_YUAN = Decimal("1000000000")
NO_UNIT = Words("", "")
PER_CENT = Words("%", "%")
ENTRIES = Words("项", "entries")


@dataclass(frozen=True)
class Kind:
    """How a fact is read. `read` takes what was written and today; it raises Unreadable."""

    def read(self, said: Any, today: date) -> Any:
        raise NotImplementedError


@dataclass(frozen=True)
class Money(Kind):
    """Yuan; never below zero."""

    least: Decimal = Decimal(0)
    most: Decimal = MOST_YUAN

    def read(self, said: Any, today: date) -> Decimal:
        return _between(amount(said), self.least, self.most, "元")


@dataclass(frozen=True)
class Number(Kind):
    """A number that may have a fraction, with its unit (hours, years, points)."""

    unit: Words = NO_UNIT
    least: Decimal | None = Decimal(0)
    most: Decimal | None = Decimal(1_000_000)

    def read(self, said: Any, today: date) -> Decimal:
        try:
            number = amount(said)
        except Unreadable:
            raise Unreadable(A_NUMBER) from None
        return _between(number, self.least, self.most, self.unit.zh, self.unit.en)


@dataclass(frozen=True)
class Percent(Number):
    """Percent: 20 means 20 %."""

    unit: Words = PER_CENT
    most: Decimal | None = Decimal(100)

    def read(self, said: Any, today: date) -> Decimal:
        return super().read(said.strip().removesuffix("%").removesuffix("％") if isinstance(said, str) else said, today)


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number, with its unit."""

    unit: Words = NO_UNIT
    least: int = 0
    most: int = 10_000_000

    def read(self, said: Any, today: date) -> int:
        if isinstance(said, str) and (spoken := numeral(said.strip())) is not None:
            said = spoken
        try:
            number = amount(said)
        except Unreadable:
            raise Unreadable(A_WHOLE) from None
        if number != number.to_integral_value():
            raise Unreadable(A_WHOLE)
        return int(_between(number, Decimal(self.least), Decimal(self.most), self.unit.zh, self.unit.en))


@dataclass(frozen=True)
class Day(Kind):
    """A day of the calendar. `past`: it cannot lie in the future."""

    past: bool = False

    def read(self, said: Any, today: date) -> date:
        read = day(said)
        if self.past and read > today:
            raise Unreadable(IN_THE_FUTURE)
        return read


@dataclass(frozen=True)
class YesNo(Kind):
    """Yes or no."""

    def read(self, said: Any, today: date) -> bool:
        if isinstance(said, bool):
            return said
        text = str(said).strip().lower()
        if text in YES:
            return True
        if text in NO:
            return False
        raise Unreadable(YES_OR_NO)


@dataclass(frozen=True)
class Choice(Kind):
    """One of several: the value and how it is called."""

    options: Mapping[str, Words]

    def read(self, said: Any, today: date) -> str:
        text = str(said).strip()
        if text in self.options:
            return text
        for value, words in self.options.items():
            if text in (words.zh, words.en):
                return value
        offered = "、".join(words.zh for words in self.options.values())
        raise Unreadable(
            Words(
                f"请从这些里面选一个：{offered}。",
                f"Choose one of: {', '.join(self.options)}.",
            )
        )


@dataclass(frozen=True)
class Text(Kind):
    """Words, on one line."""

    most: int = 200

    def read(self, said: Any, today: date) -> str:
        text = " ".join(str(said).split())
        if len(text) > self.most:
            raise Unreadable(Words(f"最多 {self.most} 个字。", f"At most {self.most} characters."))
        return text


@dataclass(frozen=True)
class Region(Text):
    """A place as the tables name it: 北京, 江西, 广东-深圳."""

    most: int = 40
    table: str = "minimum_wage.monthly"
    """The table whose places are offered."""


@dataclass(frozen=True)
class Many(Kind):
    """Several of one kind, in order: wages of the last months, newest or oldest first as the question says."""

    of: Kind
    most: int = 24
    least: int = 1
    unit: Words = ENTRIES

    def read(self, said: Any, today: date) -> tuple[Any, ...]:
        if isinstance(said, str):
            said = [part for part in said.replace("、", " ").replace("；", " ").replace(";", " ").split() if part]
        if not isinstance(said, Sequence):
            raise Unreadable(Words("这里要一串数值，一项一项写。", "Several values are expected, one after the other."))
        if len(said) > self.most:
            raise Unreadable(
                Words(
                    f"最多 {self.most} {self.unit.zh}，现在是 {len(said)}。",
                    f"At most {self.most}; there are {len(said)}.",
                )
            )
        if len(said) < self.least:
            raise Unreadable(Words(f"至少要有 {self.least} {self.unit.zh}。", f"At least {self.least} is needed."))
        read = []
        for number, one in enumerate(said, 1):
            try:
                read.append(self.of.read(one, today))
            except Unreadable as wrong:
                raise Unreadable(_nth(number, wrong.words)) from None
        return tuple(read)


@dataclass(frozen=True)
class Rows(Kind):
    """A small table: each row a list in the order of the columns, or a mapping by their names. Read as mappings."""

    columns: tuple[Fact, ...]
    most: int = 2_000
    least: int = 1

    def read(self, said: Any, today: date) -> tuple[dict[str, Any], ...]:
        if isinstance(said, str) or not isinstance(said, Sequence):
            raise Unreadable(Words("这里要一张小表，一行一行写。", "A small table is expected, row by row."))
        if not self.least <= len(said) <= self.most:
            raise Unreadable(
                Words(f"要 {self.least} 到 {self.most} 行。", f"Between {self.least} and {self.most} rows are needed.")
            )
        return tuple(self._row(number, row, today) for number, row in enumerate(said, 1))

    def _row(self, number: int, row: Any, today: date) -> dict[str, Any]:
        if isinstance(row, Sequence) and not isinstance(row, str):
            row = dict(zip((column.name for column in self.columns), row, strict=False))
        if not isinstance(row, Mapping):
            raise Unreadable(_nth(number, Words("这一行读不懂。", "This row cannot be read.")))
        read: dict[str, Any] = {}
        for column in self.columns:
            said = row.get(column.name)
            if is_empty(said):
                if column.required:
                    raise Unreadable(_nth(number, Words(f"还差“{column.ask.zh}”。", f"“{column.ask.en}” is missing.")))
                read[column.name] = column.default
                continue
            try:
                read[column.name] = column.kind.read(said, today)
            except Unreadable as wrong:
                raise Unreadable(_nth(number, wrong.words)) from None
        return read


@dataclass(frozen=True)
class Fact:
    """One thing a calculator asks.

    `when` decides from the facts before it whether it is asked at all. `held` names what a file may know already
    (`hired_on`, `left_on`, `wage`, `place`, `born_on`, `employer`): it is then not asked again. `fills` names the table
    of the book whose value it replaces: where that value is missing, it is asked for from the local notice.
    """

    name: str
    kind: Kind
    ask: Words
    help: Words | None = None
    required: bool = True
    default: Any = None
    when: Callable[[Mapping[str, Any]], bool] | None = None
    held: str = ""
    fills: str = ""


def is_empty(said: Any) -> bool:
    """Whether nothing was said."""
    return said is None or (isinstance(said, str) and not said.strip())


def _between(number: Decimal, least: Decimal | None, most: Decimal | None, unit: str, unit_en: str = "") -> Decimal:
    if least is not None and number < least:
        if least == 0:
            raise Unreadable(NOT_NEGATIVE)
        raise Unreadable(
            Words(
                f"不能小于 {least} {unit}。".replace(" 。", "。"),
                f"It cannot be less than {least} {unit_en}".strip() + ".",
            )
        )
    if most is not None and number > most:
        raise Unreadable(
            Words(
                f"这个数太大了，最多 {most:,} {unit}。".replace(" 。", "。"),
                f"This is too large: at most {most:,} {unit_en}".strip() + ".",
            )
        )
    return number


def _nth(number: int, words: Words) -> Words:
    return Words(f"第 {number} 项：{words.zh}", f"No. {number}: {words.en}")


YES = {"yes", "true", "1", "y", "是", "对", "有", "on"}
NO = {"no", "false", "0", "n", "否", "不是", "没有", "无", "off"}
A_NUMBER = Words("请写数字，例如 8 或 7.5。", "Write a number, for example 8 or 7.5.")
A_WHOLE = Words("请写整数，例如 12。", "Write a whole number, for example 12.")
NOT_NEGATIVE = Words("不能是负数。", "It cannot be below zero.")
IN_THE_FUTURE = Words("这一天还没有到，请再看一下。", "This day lies in the future. Please look again.")
YES_OR_NO = Words("请回答“是”或“否”。", "Answer yes or no.")
