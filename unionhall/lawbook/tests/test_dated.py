"""Values with their day, place and source."""

from datetime import date
from decimal import Decimal

from unionhall.lawbook.book import book
from unionhall.lawbook.dated import Dated, NeedsParameter, Table, sources


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


def test_every_value_names_a_source_that_is_listed_and_says_when_it_was_read() -> None:
    for held in book().rows():
        assert set(held.source.split(",")) <= set(sources())
        assert held.is_read == bool(held.checked_on)
        assert held.value >= 0
        assert held.since or held.seen_in_force_on


def test_the_minimum_wage_of_a_place_is_that_of_the_day() -> None:
    def monthly(region: str, on: date) -> Decimal:
        return book().value("minimum_wage.monthly", region, on=on).value

    assert monthly("北京", date(2025, 8, 31)) == 2420
    assert monthly("北京", date(2025, 9, 1)) == 2540
    assert book().value("minimum_wage.hourly", "北京", on=date(2025, 9, 1)).value == Decimal("27.7")
    assert monthly("广东-深圳", date(2026, 9, 1)) == 2700
    assert monthly("广东-广州", date(2026, 8, 31)) == 2500
    assert book().tables["minimum_wage.monthly"].tiers("江西", date(2026, 1, 1)) == [1, 2, 3]
    assert len(book().regions("minimum_wage.monthly")) == 32


def test_a_value_a_federation_approved_goes_before_the_one_held() -> None:
    newer = Dated(
        "minimum_wage.monthly",
        "北京",
        1,
        Decimal(2600),
        "yuan/month",
        date(2026, 9, 1),
        None,
        "S1",
        "V",
        date(2026, 9, 1),
    )
    mine = book().with_rows([newer])
    assert mine.value("minimum_wage.monthly", "北京", on=date(2026, 10, 1)).value == 2600
    assert book().value("minimum_wage.monthly", "北京", on=date(2026, 10, 1)).value == 2540


def test_a_value_is_due_for_checking_when_remembered_undated_or_not_compared_for_a_year() -> None:
    assert row(1, None, seen=date(2026, 1, 1)).due_for_checking(date(2026, 2, 1))
    assert row(1, date(2026, 1, 1)).due_for_checking(date(2027, 3, 1))
    assert row(1, date(2026, 1, 1)).due_for_checking(date(2026, 3, 1)) is None
