"""How are limits said to people? Words of the book in the reader's language, values, and units."""

from datetime import date

from django.utils.translation import gettext as _

from unionhall.lawbook.procedure.limitation import EFFECTS
from unionhall.lawbook.procedure.period import UNITS
from unionhall.lawbook.reading import BadFacts
from unionhall.ui.law import in_language
from unionhall.ui.words import date_words

from . import calendars


def fact_words(calendar: str, name: str) -> str:
    """What a fact is called: the question the book asks for it."""
    if name.startswith(calendars.STOPPED):
        return _("Not pursued")
    fact = calendars.askable(calendar).get(name)
    return in_language(fact.ask) if fact else name


def value_words(value: str) -> str:
    """A day, or yes or no."""
    if value in ("yes", "no"):
        return _("yes") if value == "yes" else _("no")
    return date_words(date.fromisoformat(value))


def effect_words(told: calendars.Told) -> str:
    """What an event did to a limit."""
    said = in_language(EFFECTS.get(told.effect))
    return _("%(effect)s: %(days)s days") % {"effect": said, "days": told.days} if told.days else said


def period_words(limit: calendars.Reckoned) -> str:
    """ "15 days from 3 June"."""
    unit = in_language(UNITS[limit.unit])
    said = {"count": abs(limit.count), "unit": unit, "day": date_words(limit.starts_on)}
    if limit.count < 0:
        return _("%(count)s %(unit)s before %(day)s") % said
    return _("%(count)s %(unit)s from %(day)s") % said


def wrong_words(wrong: BadFacts) -> str:
    """Why facts cannot be taken, in one line."""
    return " ".join(in_language(words) for words in wrong.errors.values())


def limit_words(name: str) -> str:
    """What a limit that takes events is called before it runs."""
    return {
        "limitation": _("Asking for arbitration (limitation)"),
        "worker_applies": _("Application by the worker's side"),
        "decision": _("Decision on recognition"),
    }.get(name, name)
