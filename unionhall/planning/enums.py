"""Closed vocabularies about circles and siting."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """How people get there."""

    WALK = "walk", _("on foot")
    RIDE = "ride", _("by bicycle or electric bicycle")


class CountedWhat(models.TextChoices):
    """What the weights of a demand layer count. Always places with numbers, never persons."""

    PEOPLE = "people", _("residents")
    WORKERS = "workers", _("employed people")
    RIDERS = "riders", _("riders and couriers")
    WORKER_HOURS = "worker_hours", _("working hours")
    OTHER = "other", _("something else, said in the note")


class Slot(models.TextChoices):
    """A part of the week for which demand may be counted by itself. The hours are those of `SLOT_HOURS`."""

    ALL_DAY = "weight", _("all the time")
    WEEKDAY_MORNING = "weekday_morning", _("weekday, morning (6–11)")
    WEEKDAY_NOON = "weekday_noon", _("weekday, noon (11–17)")
    WEEKDAY_EVENING = "weekday_evening", _("weekday, evening (17–22)")
    WEEKDAY_NIGHT = "weekday_night", _("weekday, night (22–6)")
    WEEKEND_MORNING = "weekend_morning", _("weekend, morning (6–11)")
    WEEKEND_NOON = "weekend_noon", _("weekend, noon (11–17)")
    WEEKEND_EVENING = "weekend_evening", _("weekend, evening (17–22)")
    WEEKEND_NIGHT = "weekend_night", _("weekend, night (22–6)")


TIMED = tuple(slot for slot in Slot if slot != Slot.ALL_DAY)
SLOT_HOURS: dict[str, tuple[int, int]] = {"morning": (6, 11), "noon": (11, 17), "evening": (17, 22), "night": (22, 6)}
"""From which hour to which; a night reaches into the next day."""


def slot_at(weekday: int, hour: int) -> Slot:
    """The part of the week an hour lies in; Monday is 0. The small hours of Saturday are still Friday's night."""
    if hour < SLOT_HOURS["night"][1]:
        weekday = (weekday - 1) % 7
    part = next(
        name
        for name, (begin, end) in SLOT_HOURS.items()
        if begin <= hour < end or (begin > end and (hour >= begin or hour < end))
    )
    return Slot(f"{'weekend' if weekday >= 5 else 'weekday'}_{part}")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class DoorHours(models.TextChoices):
    """Which doors count."""

    REGISTERED = "registered", _("those open at that hour, by their registered hours")
    ANY = "any", _("all of them, whatever their hours")
    ALWAYS = "always", _("only those open 24 hours")


class Objective(models.TextChoices):
    """What the new stations are to achieve."""

    MCLP = "mclp", _("reach as many as possible")
    LSCP = "lscp", _("reach everybody with as few as possible")
    BACKUP = "backup", _("reach as many as possible twice, so that one may be closed")
    PMEDIAN = "pmedian", _("make the way short on average")
    PCENTRE = "pcentre", _("make the longest way short")


COVERING = (Objective.MCLP, Objective.LSCP, Objective.BACKUP)
"""Those whose figure is a share of the demand; the others' is metres."""


class Under(models.TextChoices):
    """What limits the plan."""

    COUNT = "count", _("a number of new stations")
    BUDGET = "budget", _("a sum of money")
    NOTHING = "nothing", _("nothing: as many as it takes")


class HostsFrom(models.TextChoices):
    """Where the candidates come from."""

    FILE = "file", _("a list of possible hosts (CSV or GeoJSON)")
    PLANNED = "planned", _("stations on record that are not open yet")


class WorkStep(models.TextChoices):
    """How far long work is."""

    READING = "reading", _("Reading the files …")
    KEEPING = "keeping", _("Putting the arrays away …")
    SNAPPING = "snapping", _("Laying points and stations on the ways …")
    REACHING = "reaching", _("Walking out from every door …")
    DISTRICTS = "districts", _("Counting by district …")
    HOURS = "hours", _("Going through the day …")
    DRAWING = "drawing", _("Drawing …")
    PROVING = "proving", _("Proving how good the answer is …")
