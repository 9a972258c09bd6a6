"""What time is it? Every instant in the product is made here, in Python, never by the database."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This instant, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The calendar day people in the federation live in (`TIME_ZONE`, Asia/Shanghai), whatever zone a reader chose."""
    return timezone.localtime(timezone.now(), timezone.get_default_timezone()).date()
