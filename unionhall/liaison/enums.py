"""Closed vocabularies about liaison. What is answered for is said by rows (`SubjectKind`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refers(models.TextChoices):
    """What a subject is found by."""

    EMPLOYER = "employer", _("an employer of the register")
    PLACE = "place", _("a place")
    NAME = "name", _("a name")


class ContactKind(models.TextChoices):
    """How one was in touch."""

    VISIT = "visit", _("was there")
    CALL = "call", _("telephone")
    MESSAGE = "message", _("message")
    MEETING = "meeting", _("meeting")


class ChargeEnd(models.TextChoices):
    """Why somebody answers for a subject no longer."""

    HANDED_OVER = "handed", _("handed over")
    POST_ENDED = "post", _("the post ended")
    SUBJECT_ENDED = "subject", _("taken off the list")


class StationRole(models.TextChoices):
    CHIEF = "chief", _("station chief")
    RESIDENT = "resident", _("resident officer")
