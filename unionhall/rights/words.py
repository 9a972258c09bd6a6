"""How is what the book says, and what a worker answered, put into the reader's language?"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from unionhall.lawbook.facts import Choice, Day, Fact, Kind, Many, Money, Number, Rows, Whole, YesNo
from unionhall.lawbook.words import Words
from unionhall.ui.words import date_words, money

SHOWN_ROWS = 6

# The tables of the book as people call them; one without words is called by its key.
TABLES = {
    "minimum_wage.monthly": gettext_lazy("Local monthly minimum wage"),
    "minimum_wage.hourly": gettext_lazy("Local hourly minimum wage"),
    "average_wage.city": gettext_lazy("Local average wage"),
    "average_wage.province": gettext_lazy("Average wage of the province"),
    "holidays": gettext_lazy("Notice of the year's holidays"),
    "statutory_holidays": gettext_lazy("Statutory holidays of the year"),
}
UNITS = {
    "yuan/month": gettext_lazy("yuan a month"),
    "yuan/hour": gettext_lazy("yuan an hour"),
    "yuan/year": gettext_lazy("yuan a year"),
    "yuan/day": gettext_lazy("yuan a day"),
    "yuan": gettext_lazy("yuan"),
    "days": gettext_lazy("days"),
    "hours": gettext_lazy("hours"),
    "months": gettext_lazy("months"),
    "years": gettext_lazy("years"),
    "percent": "%",
}


def said(words: Words | Mapping[str, str] | None) -> str:
    """Words of the book in the reader's language."""
    if words is None:
        return ""
    both = words.as_dict() if isinstance(words, Words) else words
    return both["en"] if (get_language() or "").startswith("en") else both["zh"]


def table_words(name: str) -> str:
    return str(TABLES.get(name, name.replace("_", " ").replace(".", " · ")))


def unit_words(unit: str) -> str:
    return str(UNITS.get(unit, unit))


def answer_words(fact: Fact, value: Any) -> str:
    """An answer that was read, as one would say it; nothing for one that was left out."""
    if value is None or value == "" or value == ():
        return ""
    if isinstance(fact.kind, Many):
        return _many(fact.kind, value)
    if isinstance(fact.kind, Rows):
        return _rows(fact.kind, value)
    return _one(fact.kind, value)


def _one(kind: Kind, value: Any) -> str:
    if isinstance(kind, Money):
        return money(value)
    if isinstance(kind, (Number, Whole)):
        unit = said(kind.unit)
        number = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
        return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()
    if isinstance(kind, Day):
        return date_words(value, today=date.min)
    if isinstance(kind, YesNo):
        return _("Yes") if value else _("No")
    if isinstance(kind, Choice):
        return said(kind.options[value])
    return str(value)


def _many(kind: Many, values: Sequence[Any]) -> str:
    if len(values) > 1 and len(set(values)) == 1:
        return f"{_one(kind.of, values[0])} × {len(values)} {said(kind.unit)}".strip()
    return _("; ").join(_one(kind.of, value) for value in values)


def _rows(kind: Rows, rows: Sequence[Mapping[str, Any]]) -> str:
    lines = []
    for row in rows[:SHOWN_ROWS]:
        cells = [(column, row[column.name]) for column in kind.columns if row[column.name] not in (None, "")]
        lines.append(_(", ").join(f"{said(column.ask)} {_one(column.kind, value)}" for column, value in cells))
    if len(rows) > SHOWN_ROWS:
        lines.append(_("%(n)d rows in all") % {"n": len(rows)})
    return "\n".join(lines)
