"""Interruptions restart a limit, suspensions add their days, and what comes too late changes nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.lawbook.months import add_months
from unionhall.lawbook.procedure.limitation import (
    ADDS,
    BEFORE,
    CLAIM,
    LATE,
    NOT_COUNTED,
    PAUSES,
    PROMISE,
    RESTARTS,
    SUSPENSION,
    Event,
    Limit,
    Reckoned,
    reckon,
    workdays_before,
)

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
days = st.dates(date(2024, 1, 1), date(2025, 12, 31))


def year(start: date = date(2024, 3, 15), *events: Event, moves: bool = True) -> Reckoned:
    limit = Limit("limitation", start, 1, "years", interruptible=True, suspendable=True, moves=moves)
    return reckon(limit, events)


def claim(*day: int) -> Event:
    return Event(CLAIM, date(*day))


def blocked(start: date, until: date | None) -> Event:
    return Event(SUSPENSION, start, until)


def test_a_claim_makes_the_year_run_anew_from_its_day() -> None:
    found = year(date(2024, 3, 15), claim(2024, 12, 2))
    assert (found.start, found.raw, found.effective) == (date(2024, 12, 2), date(2025, 12, 2), date(2025, 12, 2))
    assert [told.effect for told in found.log] == [RESTARTS]


def test_events_count_in_the_order_of_their_days_however_they_are_given() -> None:
    first, second = claim(2025, 1, 10), claim(2026, 1, 9)
    assert year(date(2024, 3, 15), second, first) == year(date(2024, 3, 15), first, second)
    assert year(date(2024, 3, 15), second, first).start == date(2026, 1, 9)
    assert year(date(2024, 3, 15), second).start == date(2024, 3, 15)


def test_a_claim_on_the_moved_last_day_counts_and_on_the_day_after_does_not() -> None:
    assert year().effective == date(2025, 3, 17)
    assert year(date(2024, 3, 15), claim(2025, 3, 17)).raw == date(2026, 3, 17)
    late = year(date(2024, 3, 15), claim(2025, 3, 18))
    assert (late.raw, late.log[0].effect) == (date(2025, 3, 15), LATE)


def test_a_claim_on_or_before_the_first_day_changes_nothing() -> None:
    same, after = year(date(2024, 3, 15), claim(2024, 3, 15)), year(date(2024, 3, 15), claim(2024, 3, 16))
    assert (same.raw, same.log[0].effect) == (date(2025, 3, 15), BEFORE)
    assert after.raw == date(2025, 3, 16)


def test_the_days_of_a_suspension_are_added_both_ends_counted() -> None:
    found = year(date(2024, 3, 15), blocked(date(2024, 12, 1), date(2024, 12, 10)))
    assert (found.raw, found.log[0].days, found.log[0].effect) == (date(2025, 3, 25), 10, ADDS)


def test_days_blocked_twice_are_added_once() -> None:
    found = year(
        date(2024, 3, 15),
        blocked(date(2024, 12, 1), date(2024, 12, 10)),
        blocked(date(2024, 12, 6), date(2024, 12, 12)),
        blocked(date(2024, 12, 7), date(2024, 12, 8)),
    )
    assert found.raw == date(2025, 3, 27)
    assert [told.days for told in found.log] == [10, 2, 0]


def test_only_the_days_after_the_first_are_added() -> None:
    assert year(date(2024, 3, 15), blocked(date(2024, 3, 1), date(2024, 3, 15))).raw == date(2025, 3, 15)
    assert year(date(2024, 3, 15), blocked(date(2024, 3, 1), date(2024, 3, 16))).raw == date(2025, 3, 16)


def test_a_suspension_from_the_last_day_leaves_one_day_after_it() -> None:
    found = year(date(2024, 3, 18), blocked(date(2025, 3, 18), date(2025, 3, 20)))
    assert found.raw == date(2025, 3, 21)


def test_a_suspension_from_the_moved_last_day_leaves_that_day() -> None:
    found = year(date(2024, 3, 15), blocked(date(2025, 3, 17), date(2025, 3, 19)))
    assert found.raw == date(2025, 3, 20)


def test_a_suspension_after_the_end_revives_nothing() -> None:
    found = year(date(2024, 3, 15), blocked(date(2025, 3, 18), date(2025, 4, 20)))
    assert (found.raw, found.log[0].effect) == (date(2025, 3, 15), LATE)


def test_a_suspension_before_the_claim_is_spent_and_one_across_it_counts_from_there() -> None:
    spent = year(date(2024, 3, 15), blocked(date(2024, 5, 1), date(2024, 5, 31)), claim(2024, 12, 2))
    across = year(date(2024, 3, 15), blocked(date(2024, 12, 1), date(2024, 12, 12)), claim(2024, 12, 2))
    assert spent.raw == date(2025, 12, 2)
    assert across.raw == date(2025, 12, 12)


def test_a_suspension_can_keep_the_limit_open_for_a_claim() -> None:
    found = year(date(2024, 3, 15), blocked(date(2025, 3, 1), date(2025, 4, 30)), claim(2025, 5, 10))
    assert found.start == date(2025, 5, 10)


def test_while_a_suspension_lasts_nothing_is_overdue() -> None:
    found = year(date(2024, 3, 15), blocked(date(2025, 3, 1), None))
    assert found.is_paused
    assert found.raw == date(2025, 3, 15)
    assert found.overdue(date(2030, 1, 1)) is False
    assert year(date(2024, 3, 15), blocked(date(2025, 3, 1), None), claim(2025, 9, 1)).start == date(2025, 9, 1)
    assert [told.effect for told in found.log] == [PAUSES]


def test_a_limit_that_cannot_be_interrupted_or_suspended_stays_as_it_is() -> None:
    limit = Limit("sue", date(2025, 9, 1), 15, "days")
    found = reckon(limit, [claim(2025, 9, 5), blocked(date(2025, 9, 6), date(2025, 9, 8))])
    assert found.raw == date(2025, 9, 16)
    assert [told.effect for told in found.log] == [NOT_COUNTED, NOT_COUNTED]


def test_the_raw_day_is_still_in_time_and_the_moved_one_too() -> None:
    found = year()
    assert [found.overdue(date(2025, 3, day)) for day in (14, 15, 16, 17, 18)] == [False, False, False, False, True]
    assert found.days_left(date(2025, 3, 14)) == 1
    assert found.days_left(date(2025, 3, 18)) == -3


def test_where_the_holiday_notice_is_not_held_the_raw_day_is_given_and_the_rest_is_not_known() -> None:
    found = year(date(2026, 6, 1))
    assert (found.raw, found.effective) == (date(2027, 6, 1), None)
    assert found.missing is not None
    assert found.missing.table == "holidays"
    assert found.overdue(date(2027, 6, 1)) is False
    assert found.overdue(date(2027, 6, 15)) is None
    assert found.overdue(date(2027, 6, 16)) is True


def test_working_days_of_a_year_not_announced_are_no_day_at_all() -> None:
    found = reckon(Limit("acceptance", date(2026, 12, 30), 5, "workdays"))
    assert (found.raw, found.effective, found.overdue(date(2027, 3, 1)), found.days_left(date(2027, 1, 1))) == (
        None,
        None,
        None,
        None,
    )
    assert found.missing is not None


def test_working_days_are_counted_backwards_over_a_holiday() -> None:
    assert workdays_before(date(2025, 10, 10), 1) == date(2025, 10, 9)
    assert workdays_before(date(2025, 10, 10), 2) == date(2025, 9, 30)
    assert workdays_before(date(2025, 10, 10), 4) == date(2025, 9, 28)  # a Sunday worked in exchange
    assert reckon(Limit("hearing_notice", date(2025, 10, 10), -5, "workdays")).raw == date(2025, 9, 26)


def test_what_is_no_event_is_refused() -> None:
    with pytest.raises(ValueError, match="no event"):
        Event("birthday", date(2025, 1, 1))
    with pytest.raises(ValueError, match="before it begins"):
        Event(SUSPENSION, date(2025, 1, 2), date(2025, 1, 1))
    assert Event(SUSPENSION, date(2025, 1, 2), date(2025, 1, 2)).until == date(2025, 1, 2)


@unhurried
@given(start=days, claims=st.lists(days, max_size=4), spans=st.lists(st.tuples(days, st.integers(0, 90)), max_size=3))
def test_an_event_never_shortens_a_limit(start: date, claims: list[date], spans: list[tuple[date, int]]) -> None:
    events = [Event(PROMISE, day) for day in claims]
    events += [blocked(day, day + timedelta(days=more)) for day, more in spans]
    bare, found = year(start, moves=False), year(start, *events, moves=False)
    assert bare.raw is not None
    assert found.raw is not None
    assert found.raw >= bare.raw
    assert found.raw >= add_months(found.start, 12)
    assert len(found.log) == len(events)


@unhurried
@given(start=days, day=days, more=st.integers(0, 60))
def test_a_suspension_adds_just_the_days_it_blocked(start: date, day: date, more: int) -> None:
    bare, until = year(start, moves=False), day + timedelta(days=more)
    found = year(start, blocked(day, until), moves=False)
    assert bare.raw is not None
    assert found.raw is not None
    inside = (until - max(day, start + timedelta(days=1))).days + 1 if day <= bare.raw else 0
    assert (found.raw - bare.raw).days == max(0, inside)
