"""Closed vocabularies about the values of the law, apart from the states of a proposal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalKind(models.TextChoices):
    """What brings the values."""

    NOTICE = "notice", _("new notice")
    COMPARISON = "comparison", _("compared with the source")
    CORRECTION = "correction", _("correction")


class Act(models.TextChoices):
    """What an approved row does to the book."""

    PUT = "put", _("holds")
    WITHDRAW = "withdraw", _("withdrawn")


class ReadAs(models.TextChoices):
    """What was read; the letters are those of the tables."""

    TEXT = "V", _("the text itself")
    COPY = "V2", _("a copy that names the document")


class Standing(models.TextChoices):
    """How a proposed value stands to what the book holds."""

    NEW = "new", _("new here")
    CHANGED = "changed", _("changed")
    CONTINUED = "continued", _("same value, later day")
    SAME = "same", _("held already")
    SETTLES = "settles", _("first day found")
    CONTRADICTS = "contradicts", _("contradicts")
    BEFORE = "before", _("before a held value")
    WITHDRAWS = "withdraws", _("taken out")
    NOTHING = "nothing", _("nothing to take out")


class Outcome(models.TextChoices):
    """What came of comparing one value with its source."""

    SAME = "same", _("It says the same")
    VALUE = "value", _("It says another value")
    DAY = "day", _("It begins on another day")
    NEVER = "never", _("It was never in force")
