"""Filters: dates, clocks and money as people say them."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from unionhall.core.clock import today
from unionhall.ui import words

register = template.Library()

register.filter("money", words.money)


@register.filter
def due_words(value: Any, provisional: bool = False) -> str:
    """`{{ case.due_on|due_words }}` → "23 days left, due 12 June"."""
    return words.due_words(value, bool(provisional)) if value else ""


@register.filter
def date_words(value: Any) -> str:
    """`{{ case.opened_on|date_words }}` → "12 June"."""
    return words.date_words(value) if value else ""


@register.filter
def datetime_words(value: datetime | None) -> str:
    """`{{ entry.at|datetime_words }}` → "12 June 14:05"."""
    return words.datetime_words(value) if value else ""


@register.filter
def ago(value: Any) -> str:
    """`{{ entry.at|ago }}` → "20 minutes ago"."""
    return words.ago(value) if value else ""


@register.filter
def file_size(size: int) -> str:
    """`{{ file.size|file_size }}` → "1.4 MB"."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


@register.simple_tag
def when(value: Any) -> SafeString:
    """`{% when entry.at %}`: a <time> with words for people and the exact value for machines."""
    if isinstance(value, datetime):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), words.datetime_words(value))
    return _day(value, today(), get_language())


@lru_cache(maxsize=2048)
def _day(value: date, now: date, _language: str | None) -> SafeString:
    """One drawing of a day, which a list shows many times. The language is part of the key."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words.date_words(value, today=now))
