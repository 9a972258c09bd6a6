"""Closed vocabularies about messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Medium(models.TextChoices):
    """The way a message takes."""

    TEXT = "text", _("text message")
    CALL = "call", _("telephone call by the handler")
    ONLINE = "online", _("only on this site")
