"""How are sums kept exact and rounded? Fractions inside, half-up to the fen once for each amount put out."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from fractions import Fraction

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
PAID_DAYS = Fraction("21.75")
"""Paid days of a month, the divisor of a daily wage: unchanged since 2008 (人社部发〔2025〕2号)."""

Number = Decimal | Fraction | int


def fen(amount: Number) -> Decimal:
    """Half-up to the fen, once for each amount that is put out."""
    if isinstance(amount, Fraction):
        return _half_up(amount.numerator * 100, amount.denominator)
    return Decimal(amount).quantize(FEN, rounding=ROUND_HALF_UP)


def fen_up(amount: Number) -> Decimal:
    """Up to the next fen: a floor reckoned from a percentage is never rounded away."""
    hundredths = Fraction(amount) * 100
    return Decimal(-(-hundredths.numerator // hundredths.denominator)).scaleb(-2).quantize(FEN, rounding=ROUND_CEILING)


def percent(part: Number, whole: Number) -> Decimal | None:
    """Part of the whole in percent with two places, half-up; None where the whole is nothing."""
    return fen(Fraction(part) * 100 / Fraction(whole)) if whole else None


def halves(months: Number | float) -> float:
    """Months of service in halves, as a number (4.5)."""
    return float(months)


def say(amount: Number) -> str:
    """An amount as it stands in a formula: to the fen, without trailing zeros of whole yuan."""
    rounded = fen(amount)
    return f"{rounded:.0f}" if rounded == rounded.to_integral_value() else f"{rounded:.2f}"


def _half_up(numerator: int, denominator: int) -> Decimal:
    hundredths = (2 * abs(numerator) + denominator) // (2 * denominator)
    return Decimal(-hundredths if numerator < 0 else hundredths).scaleb(-2)
