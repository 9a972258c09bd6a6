"""The State Council's calendar, counted the way people count."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionhall.core.workdays import (
    DayAnswer,
    Due,
    add_days,
    add_workdays,
    announced_years,
    is_workday,
    next_workday,
    workdays_between,
)

ANNOUNCED = st.dates(date(2005, 1, 1), date(max(announced_years()), 10, 1))
ANY = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        (date(2025, 1, 26), True, "a Sunday made up for the Spring Festival"),
        (date(2025, 1, 28), False, "New Year's Eve"),
        (date(2025, 2, 4), False, "last day of the Spring Festival"),
        (date(2025, 2, 8), True, "a Saturday made up for the Spring Festival"),
        (date(2025, 4, 27), True, "a Sunday made up for Labour Day"),
        (date(2025, 5, 5), False, "a Monday of the Labour Day holiday"),
        (date(2025, 9, 28), True, "a Sunday made up for National Day"),
        (date(2025, 10, 8), False, "last day of National Day"),
        (date(2025, 10, 11), True, "a Saturday made up for National Day"),
        (date(2024, 2, 9), True, "New Year's Eve 2024 was a working day on paper"),
        (date(2024, 2, 4), True, "a Sunday made up for the Spring Festival 2024"),
        (date(2024, 2, 18), True, "a Sunday made up for the Spring Festival 2024"),
        (date(2026, 1, 4), True, "a Sunday made up for New Year 2026"),
        (date(2026, 2, 14), True, "a Saturday made up for the Spring Festival 2026"),
        (date(2026, 2, 16), False, "New Year's Eve 2026"),
        (date(2026, 2, 23), False, "last day of the Spring Festival 2026"),
        (date(2026, 2, 28), True, "a Saturday made up for the Spring Festival 2026"),
        (date(2026, 6, 6), False, "an ordinary Saturday"),
        (date(2026, 6, 5), True, "an ordinary Friday"),
    ],
)
def test_the_calendar_of_known_years(day, works, why):
    assert is_workday(day) == DayAnswer(works, provisional=False), why


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2025, 1, 24), 5, date(2025, 2, 7)),  # Sun 26, Mon 27, then Wed 5 to Fri 7 February
        (date(2025, 1, 27), 1, date(2025, 2, 5)),
        (date(2025, 9, 30), 1, date(2025, 10, 9)),
        (date(2025, 10, 9), 2, date(2025, 10, 11)),
        (date(2026, 6, 5), 0, date(2026, 6, 5)),
        (date(2026, 6, 5), 1, date(2026, 6, 8)),
        (date(2026, 6, 8), -1, date(2026, 6, 5)),
        (date(2026, 6, 6), 3, date(2026, 6, 10)),
    ],
)
def test_working_days_are_counted_over_holidays(start, count, due):
    assert add_workdays(start, count) == Due(due, provisional=False)


def test_years_not_announced_are_provisional():
    year = max(announced_years()) + 1
    assert is_workday(date(year, 10, 1)).provisional
    assert bool(is_workday(date(2030, 10, 1))) == (date(2030, 10, 1).weekday() < 5)
    assert add_workdays(date(year - 1, 12, 30), 5).provisional
    assert not add_workdays(date(year - 1, 11, 2), 5).provisional
    assert workdays_between(date(year - 1, 12, 1), date(year, 1, 31)).provisional
    assert next_workday(date(year, 1, 2)).provisional


def test_a_period_that_ends_on_a_holiday_ends_on_the_next_working_day():
    assert next_workday(date(2025, 10, 1)) == Due(date(2025, 10, 9))
    assert next_workday(date(2025, 9, 28)) == Due(date(2025, 9, 28))
    assert add_days(date(2025, 9, 16), 15) == Due(date(2025, 10, 1))


@given(start=ANY, count=st.integers(0, 60))
def test_adding_and_counting_agree(start, count):
    due = add_workdays(start, count)
    assert workdays_between(start, due.date) == count
    assert due.date >= start
    assert count == 0 or is_workday(due.date)


@given(start=ANY, count=st.integers(1, 40))
def test_more_working_days_never_end_earlier(start, count):
    assert add_workdays(start, count).date > add_workdays(start, count - 1).date


@given(start=ANNOUNCED, count=st.integers(0, 40))
def test_going_back_comes_to_the_same_or_an_earlier_working_day(start, count):
    first = next_workday(start).date
    assert add_workdays(add_workdays(first, count).date, -count).date == first


@given(start=ANY, middle=ANY, end=ANY)
def test_counts_add_up(start, middle, end):
    assert workdays_between(start, middle) + workdays_between(middle, end) == workdays_between(start, end)


@given(day=ANNOUNCED)
def test_our_reading_of_the_calendar_is_the_librarys(day):
    assert is_workday(day).value == chinese_calendar.is_workday(day)


@given(day=ANY)
def test_the_next_working_day_is_one_and_none_lies_before_it(day):
    due = next_workday(day).date
    assert is_workday(due)
    assert not any(is_workday(day + timedelta(days=n)) for n in range((due - day).days))
