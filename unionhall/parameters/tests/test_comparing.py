"""How does a proposed value stand to the book?"""

from datetime import date
from decimal import Decimal

import pytest

from unionhall.lawbook.book import Book
from unionhall.lawbook.dated import Dated, Table
from unionhall.parameters.changing import lines_for
from unionhall.parameters.comparing import Line, compare, taken_back, with_what_follows
from unionhall.parameters.enums import Act, Outcome, Standing

T = "minimum_wage.monthly"


def held(value: int, since: date | None, *, tier: int = 1, confidence: str = "V", seen: date | None = None) -> Dated:
    return Dated(T, "江西", tier, Decimal(value), "yuan/month", since, seen, "S1", confidence, date(2026, 1, 1))


def book_of(*rows: Dated) -> Book:
    return Book({T: Table(T, rows)})


def line(value: int, since: date, *, tier: int = 1, region: str = "江西") -> Line:
    return Line(1, T, region, Decimal(value), since, tier=tier, unit="yuan/month")


HELD = book_of(held(1800, date(2023, 1, 1)), held(2000, date(2025, 1, 1)))


@pytest.mark.parametrize(
    ("value", "since", "standing"),
    [
        (2100, date(2026, 7, 1), Standing.CHANGED),
        (2000, date(2026, 7, 1), Standing.CONTINUED),
        (2000, date(2025, 1, 1), Standing.SAME),
        (2050, date(2025, 1, 1), Standing.CONTRADICTS),
        (1700, date(2021, 1, 1), Standing.BEFORE),
        (1900, date(2024, 1, 1), Standing.BEFORE),
    ],
)
def test_a_value_stands_to_the_book_by_its_day_and_amount(value: int, since: date, standing: Standing) -> None:
    assert compare(HELD, [line(value, since)])[0].standing == standing


def test_a_tier_nobody_holds_is_new() -> None:
    assert compare(HELD, [line(1500, date(2026, 1, 1), tier=3)])[0].standing == Standing.NEW


def test_a_place_almost_like_a_held_one_is_asked_about() -> None:
    one = compare(book_of(held(2000, date(2025, 1, 1))), [line(2100, date(2026, 1, 1), region="江西南")])[0]
    assert "江西" in str(one.warnings[0])


def test_tiers_the_notice_leaves_out_are_told() -> None:
    both = book_of(held(2000, date(2025, 1, 1)), held(1800, date(2025, 1, 1), tier=2))
    assert "2" in str(compare(both, [line(2100, date(2026, 1, 1))])[0].warnings[0])
    assert compare(both, [line(2100, date(2026, 1, 1)), line(1900, date(2026, 1, 1), tier=2)])[0].warnings == ()


def test_a_value_that_falls_or_leaps_is_asked_about() -> None:
    assert compare(HELD, [line(1900, date(2026, 1, 1))])[0].warnings
    assert compare(HELD, [line(20000, date(2026, 1, 1))])[0].warnings
    assert not compare(HELD, [line(2200, date(2026, 1, 1))])[0].warnings


def test_the_first_day_of_a_value_held_without_one_takes_the_unsure_row_back() -> None:
    unsure = held(2000, None, seen=date(2025, 6, 1))
    compared = compare(book_of(held(1800, date(2023, 1, 1)), unsure), [line(2000, date(2025, 1, 1))])
    assert compared[0].standing == Standing.SETTLES
    rows = with_what_follows(compared)
    assert [(row.act, row.key) for row in rows[1:]] == [(Act.WITHDRAW, unsure.key)]


def test_only_what_is_held_is_taken_back() -> None:
    there, gone = held(2000, date(2025, 1, 1)), held(1, date(1999, 1, 1))
    standings = [one.standing for one in compare(book_of(there), [taken_back(there, 1), taken_back(gone, 2)])]
    assert standings == [Standing.WITHDRAWS, Standing.NOTHING]


def test_a_comparison_proposes_what_the_source_says() -> None:
    row = held(2000, date(2025, 1, 1))
    assert [one.value for one in lines_for(row, Outcome.SAME)] == [Decimal(2000)]
    assert [one.value for one in lines_for(row, Outcome.VALUE, value=Decimal(2050))] == [Decimal(2050)]
    other_day = lines_for(row, Outcome.DAY, since=date(2025, 2, 1))
    assert [(one.act, one.begins) for one in other_day] == [
        (Act.PUT, date(2025, 2, 1)),
        (Act.WITHDRAW, date(2025, 1, 1)),
    ]
    assert [one.act for one in lines_for(row, Outcome.NEVER)] == [Act.WITHDRAW]
