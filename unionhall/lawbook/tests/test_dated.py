"""Values with their day, place and source."""

from datetime import date
from decimal import Decimal

from unionhall.lawbook import minimum_wage
from unionhall.lawbook.dated import Dated, NeedsParameter, Table, sources, table


def row(value: int, since: date | None, *, seen: date | None = None, until: date | None = None, tier: int = 1) -> Dated:
    return Dated("t", "甲", tier, Decimal(value), "yuan", since, seen, "S", "V", date(2026, 1, 1), until)


def value(answer: Dated | NeedsParameter) -> Decimal | str:
    return answer.value if isinstance(answer, Dated) else answer.why.en


def test_the_newest_value_that_has_begun_is_in_force() -> None:
    held = Table("t", (row(1, date(2020, 1, 1)), row(2, date(2022, 1, 1))))
    assert value(held.at("甲", 1, on=date(2021, 12, 31))) == 1
    assert value(held.at("甲", 1, on=date(2022, 1, 1))) == 2


def test_a_tier_that_was_abolished_is_not_taken_from_older_values() -> None:
    held = Table("t", (row(1, date(2020, 1, 1)), row(9, date(2020, 1, 1), tier=2), row(2, date(2022, 1, 1))))
    assert isinstance(held.at("甲", 2, on=date(2023, 1, 1)), NeedsParameter)


def test_a_value_seen_in_force_counts_from_that_day_and_before_it_nothing_is_certain() -> None:
    held = Table("t", (row(1, date(2020, 1, 1), until=date(2021, 6, 1)), row(2, None, seen=date(2022, 1, 1))))
    assert value(held.at("甲", 1, on=date(2021, 6, 1))) == 1
    assert isinstance(held.at("甲", 1, on=date(2021, 6, 2)), NeedsParameter)
    assert value(held.at("甲", 1, on=date(2022, 1, 1))) == 2


def test_every_value_names_a_source_that_is_listed() -> None:
    for measure in ("monthly", "hourly"):
        for held in table("minimum_wage", measure).rows:
            assert set(held.source.split(",")) <= set(sources())
            assert held.is_read == bool(held.checked_on)
            assert held.value > 0
            assert held.since or held.seen_in_force_on


def test_the_minimum_wage_of_a_place_is_that_of_the_day() -> None:
    assert value(minimum_wage.monthly("北京", on=date(2025, 8, 31))) == 2420
    assert value(minimum_wage.monthly("北京", on=date(2025, 9, 1))) == 2540
    assert value(minimum_wage.hourly("北京", on=date(2025, 9, 1))) == Decimal("27.7")
    assert value(minimum_wage.monthly("广东-深圳", on=date(2026, 9, 1))) == 2700
    assert minimum_wage.tiers("江西", on=date(2026, 1, 1)) == [1, 2, 3]
    assert len(minimum_wage.regions()) == 32
