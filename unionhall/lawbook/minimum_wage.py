"""What is the minimum wage of a place on a day?

The values stand in `data/minimum_wage.csv`, one row for each region, day and tier, with source and confidence. Which
district belongs to which tier is said by each region's own notice and is not held here.
"""

from __future__ import annotations

from datetime import date

from .dated import Dated, NeedsParameter, Table, table

MONTHLY = "monthly"
HOURLY = "hourly"


def monthly(region: str, tier: int = 1, *, on: date) -> Dated | NeedsParameter:
    """Yuan a month for full-time work in force on the day of the event."""
    return _table(MONTHLY).at(region, tier, on=on)


def hourly(region: str, tier: int = 1, *, on: date) -> Dated | NeedsParameter:
    """Yuan an hour for part-time work in force on the day of the event."""
    return _table(HOURLY).at(region, tier, on=on)


def regions() -> list[str]:
    """Provinces, and cities that set their own, in the order of the national table."""
    return _table(MONTHLY).regions()


def tiers(region: str, *, on: date | None = None) -> list[int]:
    return _table(MONTHLY).tiers(region, on)


def _table(measure: str) -> Table:
    return table("minimum_wage", measure)
