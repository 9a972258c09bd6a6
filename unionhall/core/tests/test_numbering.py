"""Numbers for people have no gaps and no doubles, whoever asks at once."""

import threading

import pytest
from django.db import connection, transaction

from unionhall.core.models import NumberSeries
from unionhall.core.numbering import format_case_number, next_number


@pytest.mark.django_db
def test_each_body_series_and_year_counts_for_itself():
    assert [next_number("a", "case", 2026) for _ in range(3)] == [1, 2, 3]
    assert next_number("b", "case", 2026) == 1
    assert next_number("a", "letter", 2026) == 1
    assert next_number("a", "case", 2027) == 1
    assert next_number("a", "case", 2026) == 4


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_inside_a_transaction():
    with pytest.raises(RuntimeError, match="transaction"):
        next_number("a", "case", 2026)


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_no_gap():
    def take(fail):
        with transaction.atomic():
            number = next_number("a", "case", 2026)
            if fail:
                raise RuntimeError
            return number

    assert take(fail=False) == 1
    with pytest.raises(RuntimeError):
        take(fail=True)
    assert take(fail=False) == 2


@pytest.mark.django_db(transaction=True)
def test_eight_clerks_at_once_get_one_to_two_hundred():
    taken, failures, lock = [], [], threading.Lock()

    def clerk(me):
        try:
            for turn in range(25):
                if (me + turn) % 6 == 0:
                    with pytest.raises(RuntimeError), transaction.atomic():
                        next_number("瑞安", "case", 2026)
                        raise RuntimeError  # the case could not be saved after all
                with transaction.atomic():
                    number = next_number("瑞安", "case", 2026)
                with lock:
                    taken.append(number)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    clerks = [threading.Thread(target=clerk, args=(me,)) for me in range(8)]
    [thread.start() for thread in clerks]
    [thread.join() for thread in clerks]
    assert not failures
    assert sorted(taken) == list(range(1, 201))
    assert NumberSeries.objects.get().last == 200


@pytest.mark.parametrize(
    ("prefix", "year", "number", "written"),
    [
        ("瑞工维", 2026, 1, "瑞工维〔2026〕0001号"),
        ("瑞工维", 2026, 9999, "瑞工维〔2026〕9999号"),
        ("瑞工信", 2027, 12345, "瑞工信〔2027〕12345号"),
    ],
)
def test_numbers_are_written_as_on_official_files(prefix, year, number, written):
    assert format_case_number(prefix, year, number) == written


def test_there_is_no_number_zero():
    with pytest.raises(ValueError, match=r".+"):
        format_case_number("瑞工维", 2026, 0)
