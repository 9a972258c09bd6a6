"""How is an amount of money written in capital characters, as contracts and bank slips ask for?"""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "兆")


def capital_yuan(amount: Decimal) -> str:
    """`Decimal("8000.50")` → “捌仟元伍角整”. Up to 16 digits before the point; source: 支付结算办法, annex 1."""
    if amount < 0:
        raise ValueError("An amount cannot be below zero.")
    fen = int((amount * 100).to_integral_value())
    yuan, rest = divmod(fen, 100)
    tenths, cents = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"{words or '零元'}整"
    if tenths:
        words += f"{DIGITS[tenths]}角"
    elif words:
        words += "零"
    return f"{words}{DIGITS[cents]}分" if cents else f"{words}整"


def _whole(number: int) -> str:
    """The part before the point, four digits at a time, with one 零 for any gap."""
    words, gap, group = "", False, 0
    while number:
        number, four = divmod(number, 10_000)
        if four:
            part = _four(four)
            words = f"{part}{GROUPS[group]}{'零' if gap and words else ''}{words}"
            gap = four < 1_000
        elif words:
            gap = True
        group += 1
    return words


def _four(four: int) -> str:
    words, zero = "", False
    for place in (3, 2, 1, 0):
        digit = four // 10**place % 10
        if digit:
            words += f"{'零' if zero and words else ''}{DIGITS[digit]}{PLACES[place]}"
            zero = False
        else:
            zero = True
    return words
