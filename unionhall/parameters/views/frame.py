"""What the pages of the values of the law have in common: words for tables and values, and where one stands."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.lawbook.book import Book
from unionhall.lawbook.dated import Dated
from unionhall.lawbook.titles import title_of, unit_words
from unionhall.ui.law import in_language
from unionhall.ui.parts import Choice
from unionhall.ui.words import date_words

from .. import queries

FIRST = "minimum_wage.monthly"


def title(table: str) -> str:
    return in_language(title_of(table))


def table_choices(book: Book) -> list[tuple[str, str]]:
    """Every table by its name in words, the minimum wage first."""
    named = [(name, title(name)) for name in queries.tables(book)]
    return sorted(named, key=lambda pair: (pair[0] != FIRST, pair[1]))


def table_asked(book: Book, asked: str) -> str:
    """The table a page is about; the first one where none or an unknown one was asked for."""
    return asked if asked in book.tables else FIRST if FIRST in book.tables else queries.tables(book)[0]


def amount(value: Decimal | None, unit: str) -> str:
    """A value with its unit, as people say it."""
    if value is None:
        return "—"
    if unit == "yes/no":
        return _("yes") if value else _("no")
    said = f"{value.normalize():,f}" if value else "0"
    words = in_language(unit_words(unit))
    return f"{said}{words}" if words == "%" else f"{said} {words}"


def first_day(row: Any) -> str:
    """From when a value holds; where that is not known, a day on which it was seen in force."""
    if row.since:
        return date_words(row.since)
    return _("seen in force on %(day)s") % {"day": date_words(row.begins)}


def how_sure(row: Dated) -> tuple[str, str]:
    """How a value came to be held, in words, with a tone: read, and when; or only remembered."""
    if not row.is_read:
        return _("remembered, to be verified"), "amber"
    if row.checked_on:
        return _("compared on %(day)s") % {"day": date_words(row.checked_on)}, "green"
    return _("read"), "neutral"


def where(row: Dated) -> list[Any]:
    """The parts of an address that name one value."""
    return [row.table, row.region, row.tier, row.begins.isoformat()]


def history_address(table: str, region: str) -> str:
    return reverse("parameters:history", args=[table, region])


def row_named(book: Book, table: str, region: str, tier: int, begins: str) -> Dated:
    """The value an address names, or nothing there."""
    try:
        row = queries.held_row(book, table, region, tier, date.fromisoformat(begins))
    except ValueError:
        row = None
    if row is None:
        raise Http404
    return row


def crumbs(*further: Choice) -> list[Choice]:
    return [Choice(_("Values of the law"), reverse("parameters:values")), *further]


def proposal_crumbs(*further: Choice) -> list[Choice]:
    return crumbs(Choice(_("Proposals"), reverse("parameters:proposals")), *further)


def link_to(url: str) -> str:
    """An address that may stand in a link: http and https only."""
    return url if url.startswith(("https://", "http://")) else ""
