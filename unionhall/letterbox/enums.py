"""Closed vocabularies of the letter box."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What became of a mail that came in."""

    CASE = "case", _("became a matter")
    REPLY = "reply", _("added to a matter as the worker's words")
    UNVERIFIED = "unverified", _("noted on a matter, from another address")
    HELD = "held", _("held for an officer")


class HeldReason(models.TextChoices):
    """Why a mail was not taken in by itself."""

    TOO_LARGE = "too_large", _("larger than 25 MB")
    TOO_MANY_PARTS = "too_many_parts", _("too many parts, or nested too deeply")
    TOO_MANY_FILES = "too_many_files", _("more than 20 attachments")
    HEADERS = "headers", _("its header is far too long")
    NO_SENDER = "no_sender", _("no usable sender")
    CHARSET = "charset", _("written in an encoding that is not opened")
    EMPTY = "empty", _("no words and no attachment")
    TOO_OFTEN = "too_often", _("many mails from one sender in a day")
    UNREADABLE = "unreadable", _("could not be read")


class Ignored(models.TextChoices):
    """Which mail nobody wrote by hand."""

    AUTOMATIC = "automatic", _("automatic answers")
    BOUNCE = "bounce", _("returned mail")
    LIST = "list", _("mailing lists and bulk mail")
    OWN = "own", _("our own mail")


class Writing(models.TextChoices):
    """Why we write."""

    ACKNOWLEDGEMENT = "received", _("it has arrived")
    ANSWER = "answer", _("words of the handler")
