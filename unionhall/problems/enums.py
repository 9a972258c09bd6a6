"""Closed vocabularies about shared problems, apart from their states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Joined(models.TextChoices):
    """How a letter came to a problem."""

    FOUND = "found", _("found with the others")
    LATER = "later", _("arrived later and fits")
    MERGED = "merged", _("came with a merged problem")
    SPLIT = "split", _("split off another problem")


class StepKind(models.TextChoices):
    """What was done about a problem."""

    FOUND = "found", _("found")
    ACCEPTED = "accept", _("taken up")
    DISMISSED = "dismiss", _("dismissed")
    MERGED = "merge", _("merged")
    SPLIT = "split", _("split")
    PLANNED = "plan", _("owner and dates set")
    NOTED = "note", _("note")
    SURVEYED = "survey", _("survey")
    POLICY = "policy", _("change of policy or practice")
    ANSWERED = "answer", _("writers answered")
    LEFT_OUT = "leave", _("letter taken out")
    CLOSED = "close", _("closed")
    REOPENED = "reopen", _("taken up again")
