"""How is what people write read as an amount, a day, a number? Tolerantly where it is plain, else with a sentence that helps."""

from .amounts import amount
from .days import day
from .numerals import numeral
from .wrong import BadFacts, Unreadable

__all__ = ["BadFacts", "Unreadable", "amount", "day", "numeral"]
