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
    if not connection.in_atomic_block:
        raise RuntimeError("A number is taken inside the transaction that uses it, or a failure would leave a gap.")
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS series (id, scope, series, year, last) VALUES (%s, %s, %s, %s, 1) "
            "ON CONFLICT (scope, series, year) DO UPDATE SET last = series.last + 1 RETURNING last",
            [new_id(), str(scope), series, year],
        )
        return int(cursor.fetchone()[0])


def format_case_number(prefix: str, year: int, number: int) -> str:
    """瑞工维〔2026〕0001号: the way official files are numbered."""
    if number < 1:
        raise ValueError(_("Numbers start at 1."))
    return f"{prefix}〔{year}〕{number:04d}号"
