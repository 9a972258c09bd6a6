"""Closed vocabularies about limits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.lawbook.procedure.limitation import CLAIM, COMPLAINT, PROMISE, SUSPENSION


class CalendarKind(models.TextChoices):
    """Which limits belong together."""

    DISPUTE = "dispute", _("Arbitration, court, labour inspection")
    INJURY = "injury", _("Work injury")
    COLLECTIVE = "collective", _("Collective contract")


class Origin(models.TextChoices):
    """Where a fact comes from."""

    FILE = "file", _("known on the file, confirmed")
    ENTERED = "entered", _("entered")


class EventKind(models.TextChoices):
    """What interrupts or suspends a limit."""

    CLAIM = CLAIM, _("claimed from the employer")
    COMPLAINT = COMPLAINT, _("complained to an authority")
    PROMISE = PROMISE, _("the employer promised")
    SUSPENSION = SUSPENSION, _("could not act, for good reason")


class Standing(models.TextChoices):
    """How a limit stands on a day."""

    RUNNING = "running", _("running")
    PAUSED = "paused", _("stands still")
    MET = "met", _("met")
    LATE = "late", _("done too late")
    MISSED = "missed", _("missed")
    UNSURE = "unsure", _("over, unless it moves")
    STOPPED = "stopped", _("not pursued")
    OVERTAKEN = "overtaken", _("overtaken by what came later")
    OPENS = "opens", _("may be asked for from this day")
    UNKNOWN = "unknown", _("cannot be counted yet")


class Show(models.TextChoices):
    """Which limits a list shows."""

    RUNNING = "running", _("running")
    WEEK = "week", _("this week")
    OVERDUE = "overdue", _("overdue")
