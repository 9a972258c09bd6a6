"""Chinese numerals: 五千, 一万二, 两百三十, 二〇二四."""

from __future__ import annotations

DIGITS = {character: number for number, characters in enumerate(
    ["〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]) for character in characters}  # fmt: skip
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10_000, "萬": 10_000, "亿": 100_000_000}


def numeral(text: str) -> int | None:
    """A whole number written in Chinese characters, or None. 一万二 is 12,000, as people say it."""
    if not text or any(c not in DIGITS and c not in UNITS and c not in LARGE for c in text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    last, after_zero = 1, False
    below = below_large = 10**9  # units come in falling order
    for character in text:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
            after_zero = after_zero or digit == 0
            continue
        if character in UNITS:
            last = UNITS[character]
            if last >= below:
                return None
            below = last
            section += (1 if digit is None else digit) * last
        else:
            last = LARGE[character]
            if last >= below_large:
                return None
            below, below_large = 10**9, last
            total, section = (total + section + (digit or 0)) * last, 0
        digit, after_zero = None, False
    if digit and last >= 10 and not after_zero:
        digit *= last // 10  # 一万二, 三千五
    return total + section + (digit or 0)
