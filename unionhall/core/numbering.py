"""Which number does the next file get? Numbers for people have no gaps and no doubles."""

# ruff: noqa: S608 - the only names put into SQL are those of our own tables and columns

from django.db import connection
from django.utils.translation import gettext as _

from .ids import new_id
from .models import NumberSeries


def next_number(scope: str, series: str, year: int) -> int:
    """The next number of a series, counting from 1. Taken in the transaction that uses it, so that a rollback gives it back.

    `scope` is usually the key of the organisation. The row stays locked until commit: call this late in the action.
    """
    return next_numbers(scope, series, year, 1)[0]


def next_numbers(scope: str, series: str, year: int, count: int) -> range:
    """The next `count` numbers of a series, all at once, for imports."""
    if count < 1:
        return range(0)
    if not connection.in_atomic_block:
        raise RuntimeError("A number is taken inside the transaction that uses it, or a failure would leave a gap.")
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS series (id, scope, series, year, last) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (scope, series, year) DO UPDATE SET last = series.last + EXCLUDED.last RETURNING last",
            [new_id(), str(scope), series, year, count],
        )
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)


def format_case_number(prefix: str, year: int, number: int) -> str:
    """瑞工维〔2026〕0001号: the way official files are numbered."""
    if number < 1:
        raise ValueError(_("Numbers start at 1."))
    return f"{prefix}〔{year}〕{number:04d}号"
