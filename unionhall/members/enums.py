"""Closed vocabularies about joining and moving."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How an application came in."""

    SELF = "self", _("by themselves")
    FAMILY = "family", _("by somebody with their mandate")
    OFFICER = "officer", _("at a union's desk")


class Platform(models.TextChoices):
    """For whom people on platforms work, coarsely; more than an industry tells."""

    RIDER = "rider", _("meal delivery")
    COURIER = "courier", _("parcel delivery")
    DRIVER = "driver", _("ride hailing")
    TRUCKER = "trucker", _("road freight")
    DOMESTIC = "domestic", _("domestic work")
    STREAMER = "streamer", _("live streaming and online work")
