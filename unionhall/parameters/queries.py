"""Reads of the book and of proposals that are worth a name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from unionhall.lawbook.book import Book
from unionhall.lawbook.book import book as shipped
from unionhall.lawbook.dated import Dated, Due, Key, sources

from .comparing import Compared, Line, compare
from .held import current_book
from .models import ProposedValue, ValueProposal
from .states import ProposalState


@dataclass(frozen=True)
class InForce:
    """A value of the book and the span in which it is in force; `until` is None while nothing follows it."""

    row: Dated
    until: date | None
    is_now: bool


@dataclass(frozen=True)
class Entry:
    """Something that was once said about a place: by the tables that come with the book, or by a proposal."""

    row: Dated | None
    proposed: ProposedValue | None
    counts: bool
    """Whether the book holds it still."""


def tables(book: Book) -> list[str]:
    return sorted(book.tables)


def in_force(book: Book, table: str, on: date, *, place: str = "") -> list[InForce]:
    """What holds in each place and tier on a day, those whose name holds the words sought."""
    wanted = place.strip()
    spans = [span for span in _spans(book.tables[table].rows, on) if span.is_now and wanted in span.row.region]
    return sorted(spans, key=lambda span: span.row.tier)


def history(book: Book, table: str, region: str, on: date) -> list[InForce]:
    """Every value of a place, by tier, the newest first."""
    held = book.tables.get(table)
    rows = [row for row in (held.rows if held else ()) if row.region == region]
    return sorted(_spans(rows, on), key=lambda span: (span.row.tier, -span.row.begins.toordinal()))


def superseded(book: Book, table: str, region: str) -> list[Entry]:
    """What was said of a place and counts no longer: replaced by a later row, or taken back."""
    held = book.tables.get(table)
    now = {row.key: row for row in (held.rows if held else ())}
    found: list[Entry] = []
    own = shipped().tables.get(table)
    for row in own.rows if own else ():
        if row.region == region and now.get(row.key) != row:
            found.append(Entry(row, None, False))
    for proposed in _rows_of(table, region).filter(proposal__state=ProposalState.APPROVED):
        if proposed.act == "withdraw" or now.get(proposed.key) != proposed.as_dated():
            found.append(Entry(None, proposed, False))
    return found


def proposed_for(table: str, region: str) -> QuerySet[ProposedValue]:
    """Every row of every proposal about a place, whatever became of it, the newest first."""
    return _rows_of(table, region).order_by("-proposal__proposed_at", "number")


def origins(table: str, region: str) -> dict[Key, ProposedValue]:
    """Which approved row each value of a place comes from."""
    rows = _rows_of(table, region).filter(proposal__state=ProposalState.APPROVED)
    return {row.key: row for row in rows.order_by("proposal__version", "number")}


def due(book: Book, on: date, *, table: str = "", place: str = "") -> list[Due]:
    """Every value due for re-checking: those in force first, then by table and place."""
    names = [table] if table in book.tables else tables(book)
    found = [one for name in names for one in book.tables[name].due_for_checking(on) if place.strip() in one.row.region]
    return sorted(found, key=lambda one: (not one.newest, one.row.table, one.row.region, one.row.tier, one.row.begins))


def held_row(book: Book, table: str, region: str, tier: int, begins: date) -> Dated | None:
    """The value a page speaks of."""
    held = book.tables.get(table)
    key = (table, region, tier, begins)
    return next((row for row in (held.rows if held else ()) if row.key == key), None)


def compared_now(proposal: ValueProposal) -> list[Compared]:
    """The rows of a proposal beside the book as it is today."""
    return compare(current_book(), [line_of(row) for row in proposal.rows.order_by("number")])


def line_of(row: ProposedValue) -> Line:
    return Line(
        row.number, row.table, row.region, row.value, row.since, tier=row.tier, unit=row.unit,
        seen_in_force_on=row.seen_in_force_on, complete_until=row.complete_until, document=row.document, url=row.url,
        note=row.note, act=row.act,
    )  # fmt: skip


def listed(proposals: QuerySet[ValueProposal], state: str = "") -> QuerySet[ValueProposal]:
    """Proposals with how many values each brings."""
    if state:
        proposals = proposals.filter(state=state)
    return proposals.select_related("proposed_by", "decided_by").annotate(values_in_it=Count("rows"))


def source_words(row: Dated) -> str:
    """Where a value was read, in words: the document, else what the keys of the table stand for."""
    if row.document:
        return row.document
    known = sources()
    return "；".join(known.get(key, key) for key in row.source.split(",")) if row.source else ""


def _rows_of(table: str, region: str) -> QuerySet[ProposedValue]:
    found = ProposedValue.objects.filter(table=table, region=region)
    return found.select_related("proposal__proposed_by", "proposal__decided_by").order_by("proposal__version", "number")


def _spans(rows: Iterable[Dated], on: date) -> list[InForce]:
    """From when until when each value holds: until the day before the next set of values of its place begins."""
    rows = list(rows)
    begun: dict[str, set[date]] = defaultdict(set)
    for row in rows:
        begun[row.region].add(row.begins)
    found = []
    for row in rows:
        later = [day for day in begun[row.region] if day > row.begins]
        until = min(later) - timedelta(days=1) if later else None
        found.append(InForce(row, until, row.begins <= on and (until is None or on <= until)))
    return found
