"""What time is it? Every instant in the product is made here, in Python, never by the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _set_to.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Act as of another moment: the demo federation's past and nothing else. No request can reach this."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)


def today() -> date:
    """The calendar day people in the federation live in (`TIME_ZONE`, Asia/Shanghai), whatever zone a reader chose."""
    return timezone.localtime(now(), timezone.get_default_timezone()).date()
