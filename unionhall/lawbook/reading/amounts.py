"""Amounts of money: 5,000元, 5k, 五千, 1.2万."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from ..words import Words
from .numerals import numeral
from .wrong import Unreadable

FACTORS = {"万": 10_000, "萬": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "百": 100, "亿": 100_000_000}
AROUND = re.compile(r"^(rmb|cny|人民币|¥|￥)|(人民币|元整|块钱|元|圆|块|rmb|cny|/月|每月|一个月)+$", re.IGNORECASE)
PLAIN = re.compile(r"^[+-]?\d+(\.\d+)?$")
SPOKEN = re.compile(r"^(?P<many>\d+)(?P<unit>[万萬千百])(?P<rest>\d)$")
GROUPED = re.compile(r"^[+-]?\d{1,3}([,，]\d{3})+(\.\d+)?$")


def amount(said: Any) -> Decimal:
    """Yuan, from a number or from what people write. Raises Unreadable."""
    if isinstance(said, bool):
        raise Unreadable(EXPECTED)
    if isinstance(said, (int, Decimal)):
        return _finite(Decimal(said))
    if isinstance(said, float):
        return _finite(Decimal(repr(said)))
    if isinstance(said, Fraction) or not isinstance(said, str):
        raise Unreadable(EXPECTED)
    if PLAIN.match(said):
        return _finite(Decimal(said))
    text = unicodedata.normalize("NFKC", said).replace(" ", "").strip().lower()
    previous = None
    while previous != text:
        previous, text = text, AROUND.sub("", text)
    factor = 1
    if len(text) > 1 and text[-1] in FACTORS and (text[-2].isdigit()):
        text, factor = text[:-1], FACTORS[text[-1]]
    if PLAIN.match(text) or GROUPED.match(text):
        try:
            return _finite(Decimal(text.replace(",", "")) * factor)
        except InvalidOperation:
            raise Unreadable(EXPECTED) from None
    if found := SPOKEN.match(text):  # 1万2, 3千5
        return Decimal(found["many"]) * (unit := FACTORS[found["unit"]]) + Decimal(found["rest"]) * unit / 10
    spoken = numeral(text)
    if spoken is None:
        raise Unreadable(EXPECTED)
    return Decimal(spoken)


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise Unreadable(EXPECTED)
    return value


EXPECTED = Words("请写数字，单位是元，例如 5000 或 5000.50。", "Write a number of yuan, for example 5000 or 5000.50.")
