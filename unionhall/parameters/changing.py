"""What does one comparison with the source change? The same value read again, another one, another day, or none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from unionhall.lawbook.dated import Dated

from .comparing import Line, taken_back
from .enums import Outcome, ProposalKind


def lines_for(
    row: Dated, outcome: str, *, value: Decimal | None = None, since: date | None = None, until: date | None = None
) -> list[Line]:
    """The rows that a comparison of one held value proposes; the old row stays in the history."""
    again = Line(
        1, row.table, row.region, row.value, row.since, tier=row.tier, unit=row.unit,
        seen_in_force_on=row.seen_in_force_on, complete_until=until, note=row.note,
    )  # fmt: skip
    if outcome == Outcome.NEVER:
        return [taken_back(row, 1)]
    if outcome == Outcome.VALUE:
        return [replace(again, value=value)]
    if outcome == Outcome.DAY and since is not None and since != row.begins:
        return [replace(again, since=since, seen_in_force_on=None), taken_back(row, 2)]
    if outcome == Outcome.DAY:
        return [replace(again, since=since, seen_in_force_on=None)]
    return [again]


def kind_of(outcome: str) -> str:
    return ProposalKind.COMPARISON if outcome == Outcome.SAME else ProposalKind.CORRECTION
