"""Closed vocabularies about findings and claims."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """How a kept finding stands."""

    IN_FORCE = "in_force", _("in force")
    REPLACED = "replaced", _("replaced")
    SET_ASIDE = "set_aside", _("set aside")
