"""An appointment as a file for the calendar of a phone (RFC 5545). It says where and when, and nothing of what it is about."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from .models import Appointment

TYPE = "text/calendar; charset=utf-8"


def as_calendar(appointment: Appointment, *, stamp: datetime) -> bytes:
    """One event with an alarm an hour before."""
    day = appointment.day
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Unionhall//Reception day//ZH",
        "BEGIN:VEVENT",
        f"UID:{appointment.pk}@unionhall",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(appointment.at)}",
        f"DTEND:{_utc(appointment.at + timedelta(minutes=day.minutes))}",
        f"SUMMARY:{_text(_('Appointment at the union'))}",
        f"LOCATION:{_text(day.place)}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT1H",
        f"DESCRIPTION:{_text(_('Appointment at the union'))}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    for char, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "")):
        words = words.replace(char, escaped)
    return words


def _folded(line: str) -> str:
    """No line is longer than 75 bytes; a character is never cut in two."""
    parts, part = [], ""
    for char in line:
        if len((part + char).encode()) > 74:
            parts.append(part)
            part = ""
        part += char
    return "\r\n ".join([*parts, part])
