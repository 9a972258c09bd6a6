"""Which book is in force in this federation? The tables that come with it, and the approved rows on top, read once a version."""

from dataclasses import dataclass
from uuid import UUID

from unionhall.core.federations import place
from unionhall.lawbook.book import Book, book
from unionhall.lawbook.dated import Dated, Key

from .enums import Act
from .models import BookVersion, ProposedValue
from .states import ProposalState


@dataclass(frozen=True)
class Held:
    """A book and its version. The stamp tells versions apart even where a transaction was rolled back."""

    book: Book
    number: int
    stamp: UUID | None


_last: dict[str, Held] = {}


def current() -> Held:
    """The book in force and its version: one short question to the database while nothing was approved."""
    where = place()
    version = BookVersion.objects.filter(name="main").values_list("number", "stamp").first() or (0, None)
    kept = _last.get(where)
    if kept is None or kept.stamp != version[1]:
        kept = _last[where] = Held(_with_approved(book()), *version)
    return kept


def current_book() -> Book:
    """The book in force in this federation."""
    return current().book


def _with_approved(base: Book) -> Book:
    """The rows of all approved proposals, in the order of their approval: the last word on a place, tier and day counts."""
    approved = ProposedValue.objects.filter(proposal__state=ProposalState.APPROVED).select_related("proposal")
    last: dict[Key, Dated | None] = {}
    for row in approved.order_by("proposal__version", "number"):
        last[row.key] = row.as_dated() if row.act == Act.PUT else None
    if not last:
        return base
    return base.without(key for key, row in last.items() if row is None).with_rows(
        row for row in last.values() if row is not None
    )
