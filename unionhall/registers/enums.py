"""Closed vocabularies about registers. Kinds of register are rows, not words of the program."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sensitivity(models.TextChoices):
    """How much harm the list could do in wrong hands (Personal Information Protection Law, Art. 28)."""

    ORDINARY = "ordinary", _("personal")
    SENSITIVE = "sensitive", _("sensitive (health, disability, hardship)")


class EntrySource(models.TextChoices):
    """How we learned that somebody belongs on a list."""

    VISIT = "visit", _("visit at home")
    VILLAGE = "village", _("report of the village or street")
    IMPORT = "import", _("list brought in")
    OWN_WORD = "own_word", _("own word")


class Use(models.TextChoices):
    """What an entry may be opened for."""

    VISIT = "visit", _("to visit or call the person")
    REVIEW = "review", _("to see whether the entry is still right")
    AID = "aid", _("to arrange help")
    REQUEST = "request", _("to answer the person")


class ConsentWay(models.TextChoices):
    """How the person agreed."""

    PAPER = "paper", _("signed on paper")
    TELEPHONE = "telephone", _("by telephone, called back")
    IN_PERSON = "in_person", _("in person, read out")


class EntryStepKind(models.TextChoices):
    """What happened to an entry."""

    ENTERED = "enter", _("entered")
    REVIEWED = "review", _("looked at again")
    CONTESTED = "contest", _("the person objected")
    UPHELD = "uphold", _("stays, with an answer to the person")
    TAKEN_OFF = "take_off", _("taken off")


CONSENT_PURPOSE = "register"
CONSENT_PURPOSES = {CONSENT_PURPOSE: _("Standing on a list of people the union visits and helps")}
