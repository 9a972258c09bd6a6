"""A world that many tests share is made once and undone at the end, as if every one of them had stood in it alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is rolled back, known as a test's own: what counts over a connection beside it is undone with it."""
    whole = transaction.atomic()
    whole._from_testcase = True  # type: ignore[attr-defined]  # as Django's own test cases mark theirs
    with whole:
        yield
        transaction.set_rollback(True)
