"""Closed vocabularies about surveys."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """How a question is answered."""

    ONE = "one", _("choose one")
    MANY = "many", _("choose several")
    SCALE = "scale", _("from 1 to 5")
    WORDS = "words", _("in one's own words")


class Cut(models.TextChoices):
    """By which fact the union holds already results are cut. One for each survey: two laid over each other would give away
    small groups."""

    NONE = "", _("not cut")
    EMPLOYER = "employer", _("by employer")
    TOWNSHIP = "township", _("by township")
    INDUSTRY = "industry", _("by industry")


class Held(models.TextChoices):
    """What the union holds about its people and therefore never asks."""

    NAME = "name", _("the name")
    PHONE = "phone", _("the phone number")
    IDENTITY = "identity", _("the identity number")
    EMPLOYER = "employer", _("the employer")
    SEX = "sex", _("the sex")
    BIRTH = "birth", _("the date of birth")
    UNION = "union", _("the union and the membership")
    INDUSTRY = "industry", _("the industry")
    TOWNSHIP = "township", _("the township of the union")


SCALE = (1, 2, 3, 4, 5)
