"""Small marks that stand many times on a page: icon, tag, clock, logo. Drawn without a template, for speed."""

from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unionhall.core.clock import today
from unionhall.ui import icons, words

register = template.Library()

LOGO = mark_safe(
    '<svg class="logo" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">'
    '<path class="logo-roof" d="M2 11 12 3.2 22 11"/>'
    '<path class="logo-hands" d="M10.67 20.23A4.1 4.1 0 1 1 12.92 18.13M13.33 12.57A4.1 4.1 0 1 1 11.08 14.67"/>'
    "</svg>"
)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "house" %}`, silent for screen readers; with `label=` it speaks for itself."""
    return _icon(name, str(label))


@lru_cache(maxsize=1024)
def _icon(name: str, label: str) -> SafeString:
    if label:
        return format_html('<svg class="icon" viewBox="0 0 24 24" width="24" height="24" role="img" aria-label="{}">{}</svg>',
                           label, icons.drawing(name))  # fmt: skip
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">{}</svg>', icons.drawing(name)
    )


@register.simple_tag
def logo() -> SafeString:
    """`{% logo %}`: a hall's roof over two links that hold each other."""
    return LOGO


@register.simple_tag
def tag(label: Any, tone: str = "neutral", icon: str = "") -> SafeString:
    """`{% tag case.get_state_display tone="neutral" icon="scale" %}`; tones: neutral, strong, green, amber, red, outline."""
    return _tag(str(label), tone, icon)


@lru_cache(maxsize=1024)
def _tag(label: str, tone: str, icon: str) -> SafeString:
    return format_html('<span class="tag" data-tone="{}">{}{}</span>', tone, _mark(icon), label)


@register.simple_tag
def clock(
    due: Any,
    working: bool = True,
    provisional: bool = False,
    paused: bool = False,
    done_on: Any = None,
    compact: bool = False,
) -> SafeString:
    """`{% clock case.due_on %}` → "3 working days left · due 12 June". Nothing for a missing date.

    `working=False` counts calendar days; `compact=True` leaves the exact date to a second, smaller line.
    """
    if not due and paused:
        mark = '<span class="clock" data-tone="paused">{}<span class="clock-words">{}</span></span>'
        return format_html(mark, _mark("pause"), _("Clock paused"))
    if not due:
        return format_html('<span class="clock" data-tone="none">{}</span>', _("No date set"))
    return _clock(due, working, provisional, paused, done_on, compact, today(), get_language())


@lru_cache(maxsize=2048)
def _clock(
    due: Any,
    working: bool,
    provisional: bool,
    paused: bool,
    done_on: Any,
    compact: bool,
    now: date,
    _language: str | None,
) -> SafeString:
    """One drawing of a clock: on a list of fifty many fall due on the same day. The language is part of the key."""
    said = words.clock_words(due, working=working, provisional=provisional, paused=paused, done_on=done_on, today=now)
    return format_html(
        '<span class="clock" data-tone="{}"{}>{}<span class="clock-words">{}</span> '
        '<time class="clock-exact" datetime="{}">{}</time></span>',
        said.tone,
        mark_safe(" data-compact") if compact else "",
        _mark(said.icon),
        said.words,
        said.iso,
        said.exact,
    )


@register.simple_tag
def masked(value: str) -> SafeString:
    """`{% masked "138****1234" %}`: a value shown in part, in figures that line up."""
    return format_html('<span class="masked">{}</span>', value)


@register.simple_tag
def progress(value: int, maximum: int, label: Any, words: str = "") -> SafeString:
    """`{% progress 3 8 _("Steps done") %}`: a bar that always carries its words ("3 of 8" unless given)."""
    said = words or _("%(value)s of %(maximum)s") % {"value": value, "maximum": maximum}
    return format_html(
        '<span class="progress"><span class="progress-label">{0}</span><progress value="{1}" max="{2}" aria-label="{0}">{3}</progress>'
        '<span class="progress-words">{3}</span></span>',
        label,
        value,
        maximum or 1,
        said,
    )


def _mark(name: str) -> SafeString:
    return icon(name) if name else SafeString("")
