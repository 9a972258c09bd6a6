"""Did a table grow that should not have?"""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps
from django.db import connection

MAY_GROW_ON_A_NO = {"core_auditentry", "core_ratewindow", "core_idempotencyrecord", "django_session"}


def counts() -> dict[str, int]:
    """How many rows every table holds."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{t}', count(*) FROM {t}" for t in tables))
        return dict(cursor.fetchall())


WRITING = re.compile(r'\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE|COPY)\s+(?:ONLY\s+)?"?(\w+)"?', re.IGNORECASE)


class Rows:
    """How many rows the tables hold that are written to meanwhile: each is counted before its first write, and at the end."""

    def __init__(self) -> None:
        self.before: dict[str, int] = {}
        self.tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}

    def watch(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """To be wrapped around every statement."""
        for table in WRITING.findall(str(sql)):
            if table in self.tables and table not in self.before and table not in MAY_GROW_ON_A_NO:
                self.before[table] = _count(table)
        return execute(sql, params, many, context)

    def grown(self) -> set[str]:
        """The tables that hold more rows than before."""
        return {table for table, before in self.before.items() if _count(table) > before}

    def changed(self) -> set[str]:
        """The tables that hold another number of rows than before."""
        return {table for table, before in self.before.items() if _count(table) != before}


def _count(table: str) -> int:
    with connection.connection.cursor() as cursor:  # beside Django, which is in the middle of a statement
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])
