"""Days: 2024-03-01, 2024.3.1, 2024年3月1日, 二〇二四年三月一日."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from ..words import Words
from .numerals import numeral
from .wrong import Unreadable

WHOLE = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")
PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
NO_DAY = re.compile(r"^(\d{2,4})[-./年](\d{1,2})月?$")
CHINESE = re.compile(r"[〇零○一二三四五六七八九十]+(?=[年月日号])")
FIRST, LAST = 1900, 2100


def day(said: Any) -> date:
    """A day of the calendar, from a date or from what people write. Raises Unreadable."""
    if isinstance(said, datetime):
        return said.date()
    if isinstance(said, date):
        return said
    if not isinstance(said, str):
        raise Unreadable(EXPECTED)
    text = unicodedata.normalize("NFKC", said).replace(" ", "").replace("号", "日").strip()
    text = re.sub(r"t?00:00(:00)?$", "", text, flags=re.IGNORECASE)
    text = CHINESE.sub(lambda found: str(numeral(found.group())), text)
    if NO_DAY.match(text):
        raise Unreadable(WHICH_DAY)
    found = WHOLE.match(text) or PACKED.match(text)
    if not found:
        raise Unreadable(EXPECTED)
    year, month, number = (int(part) for part in found.groups())
    try:
        made = date(year, month, number)
    except ValueError:
        raise Unreadable(NO_SUCH_DAY) from None
    if not FIRST <= year <= LAST:
        raise Unreadable(NO_SUCH_DAY)
    return made


EXPECTED = Words("请写年、月、日，例如 2024-03-01。", "Write year, month and day, for example 2024-03-01.")
WHICH_DAY = Words("还差是哪一天，请写成 2024-03-01 这样。", "The day is missing: write it like 2024-03-01.")
NO_SUCH_DAY = Words("日历上没有这一天，请再看一下。", "There is no such day in the calendar. Please look again.")
