"""How is what the law book says, and what somebody answered it, put into the reader's language?"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unionhall.lawbook import titles
from unionhall.lawbook.facts import Choice, Day, Fact, Kind, Many, Money, Number, Rows, Whole, YesNo
from unionhall.lawbook.words import Words

from .words import date_words, money

SHOWN_ROWS = 6
"""Rows of a small table that are written out in one place."""


def in_language(words: Words | Mapping[str, str] | None) -> str:
    """Words of the book in the reader's language; nothing for none."""
    if words is None:
        return ""
    both = words.as_dict() if isinstance(words, Words) else words
    return both["en"] if (get_language() or "").startswith("en") else both["zh"]


def table_name(key: str) -> str:
    """What a table of the book is called."""
    return in_language(titles.title_of(key))


def unit_name(unit: str) -> str:
    """What a unit of the book is called."""
    return in_language(titles.unit_words(unit))


def answer_words(fact: Fact, value: Any) -> str:
    """An answer, read or as it was kept in plain values, as one would say it; nothing for one that was left out."""
    if value is None or value == "" or value == () or value == []:
        return ""
    return _words(fact.kind, value)


def _words(kind: Kind, value: Any) -> str:
    if isinstance(kind, Many):
        return _many(kind, value if isinstance(value, (list, tuple)) else [value])
    if isinstance(kind, Rows):
        return _rows(kind, value)
    if isinstance(kind, Money):
        return money(value)
    if isinstance(kind, (Number, Whole)):
        unit = in_language(kind.unit)
        number = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
        return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()
    if isinstance(kind, Day):
        return date_words(value if isinstance(value, date) else date.fromisoformat(value), today=date.min)
    if isinstance(kind, YesNo):
        return _("Yes") if value in (True, "yes", "true", "True") else _("No")
    if isinstance(kind, Choice):
        return in_language(kind.options[value]) if value in kind.options else str(value)
    return str(value)


def _many(kind: Many, values: Sequence[Any]) -> str:
    if len(values) > 1 and len({str(value) for value in values}) == 1:
        return f"{_words(kind.of, values[0])} × {len(values)} {in_language(kind.unit)}".strip()
    return _("; ").join(_words(kind.of, value) for value in values)


def _rows(kind: Rows, rows: Sequence[Mapping[str, Any]]) -> str:
    lines = []
    for row in rows[:SHOWN_ROWS]:
        cells = [(column, row.get(column.name)) for column in kind.columns]
        told = [
            f"{in_language(column.ask)} {_words(column.kind, value)}"
            for column, value in cells
            if value not in (None, "")
        ]
        lines.append(_(", ").join(told))
    if len(rows) > SHOWN_ROWS:
        lines.append(_("%(n)d rows in all") % {"n": len(rows)})
    return "\n".join(lines)
