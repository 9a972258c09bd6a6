"""What a routing rule says, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from unionhall.core import clock
from unionhall.organisations.enums import Industry
from unionhall.ui.words import date_words

from ..enums import Kind
from ..forms.rules import WEEKDAYS
from ..models import RoutingRule


def conditions(rule: RoutingRule) -> list[str]:
    """The conditions named, one line each; all of them must hold."""
    lines = []
    if rule.kinds:
        lines.append(_("Kind: %(kinds)s") % {"kinds": _or(str(Kind(kind).label) for kind in rule.kinds)})
    if rule.place is not None:
        lines.append(_("Place: %(place)s") % {"place": rule.place.name})
    if rule.industry:
        lines.append(_("Industry: %(industry)s") % {"industry": Industry(rule.industry).label})
    if employers := sorted(employer.name for employer in rule.employers.all()):
        lines.append(_("Employer: %(employers)s") % {"employers": _or(employers)})
    if rule.words:
        lines.append(_("Words: %(words)s") % {"words": _or(rule.words)})
    if rule.to_chair:
        lines.append(_("Written to the chair"))
    if rule.weekdays:
        names = dict(WEEKDAYS)
        lines.append(_("Weekdays: %(days)s") % {"days": _or(str(names[day]) for day in rule.weekdays)})
    if rule.from_time and rule.to_time:
        lines.append(
            _("Between %(start)s and %(end)s") % {"start": f"{rule.from_time:%H:%M}", "end": f"{rule.to_time:%H:%M}"}
        )
    return lines


def target(rule: RoutingRule) -> str:
    """The body, and the person if one is named."""
    return f"{rule.body.short_name} · {rule.person.name}" if rule.person else rule.body.short_name


def span(rule: RoutingRule) -> str:
    """From when to when it decides."""
    if rule.ended_at is not None:
        return _("ended")
    if rule.until is not None and rule.until < clock.today():
        return _("over since %(day)s") % {"day": date_words(rule.until)}
    if rule.until is not None:
        return _("%(since)s to %(until)s") % {"since": date_words(rule.since), "until": date_words(rule.until)}
    return _("from %(since)s on") % {"since": date_words(rule.since)}


def _or(parts: Iterable[str]) -> str:
    return " / ".join(parts)
