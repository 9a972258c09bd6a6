"""How do limits become a calendar (RFC 5545)? One all-day entry a limit: the case number and the limit, nothing else.

A calendar lies open on telephones and on the servers of others. It names nobody and tells nothing of health; the words are the quiet
ones of `calendars.quiet_words`, and it leads nowhere without signing in.
"""

from collections.abc import Iterable
from datetime import UTC, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vUri

from unionhall.core.saying import address
from unionhall.lawbook.words import Words
from unionhall.ui.law import in_language

from . import calendars
from .models import RunningLimit

PRODUCT = "-//Unionhall//limits//"
CONTENT_TYPE = "text/calendar; charset=utf-8"
MOST = 2000


def calendar_of(limits: Iterable[RunningLimit], name: str) -> bytes:
    """The calendar as bytes, in the language in force."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", timedelta(hours=12))
    for limit in limits:
        if limit.raw is not None:
            calendar.add_component(_event(limit))
    made: bytes = calendar.to_ical()
    return made


def summary(limit: RunningLimit) -> str:
    """ "港工维〔2026〕3号: ask for arbitration"."""
    words = calendars.quiet_words(limit.name, Words(**limit.words))
    return _("%(number)s: %(limit)s") % {"number": limit.case.number, "limit": in_language(words)}


def response(content: bytes, name: str = "limits.ics") -> HttpResponse:
    """As a file no cache keeps."""
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _event(limit: RunningLimit) -> Event:
    event = Event()
    event.add("uid", uid(limit.pk))
    event.add("dtstamp", limit.reckoned_at.astimezone(UTC))
    event.add("last-modified", limit.reckoned_at.astimezone(UTC))
    event.add("dtstart", limit.raw)
    event.add("dtend", limit.raw + timedelta(days=1) if limit.raw else None)
    event.add("summary", summary(limit))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("url", vUri(address(f"/cases/{limit.case_id}/limits/")))
    return event


def uid(pk: UUID) -> str:
    return f"{pk}@unionhall"
