"""Closed vocabularies about forming unions, apart from states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnionForm(models.TextChoices):
    """How a small union is led (Trade Union Law, art. 11)."""

    COMMITTEE = "committee", _("a union committee")
    ORGANISER = "organiser", _("one organiser (fewer than 25 members)")


class UnionKind(models.TextChoices):
    """What is formed."""

    UNION = "union", _("the union of one employer")
    JOINT_UNION = "joint_union", _("a joint union of a market, street or industry")


class SignedBy(models.TextChoices):
    """How somebody said that they want to join."""

    ONLINE = "online", _("on their own phone")
    PAPER = "paper", _("on paper")


class FormationPaperKind(models.TextChoices):
    APPLICATION = "application", _("application")
    ROLL = "roll", _("list with signatures")
    RULES = "rules", _("rules of the election")
    MINUTES = "minutes", _("minutes of the meeting")
    RESULT = "result", _("report of the result")
    OTHER = "other", _("something else")


class Seat(models.TextChoices):
    """What somebody stands for."""

    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice-chair")
    MEMBER = "member", _("committee member")
    AUDIT = "audit", _("audit committee member")
    WOMEN = "women", _("committee member for women workers")
    ORGANISER = "organiser", _("organiser")


LEADERS = (Seat.CHAIR, Seat.ORGANISER)
"""Exactly one of these leads the union."""


class LimitedStep(models.TextChoices):
    """What the body above has to answer within a time."""

    APPLICATION = "application", _("answer to an application to form a union")
    RESULT = "result", _("answer to the result of an election")
    DISSOLUTION = "dissolution", _("answer to an application to dissolve a union")


class DayKind(models.TextChoices):
    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


class DissolutionReason(models.TextChoices):
    EMPLOYER_ENDED = "employer_ended", _("the employer ended or was closed")
    MEMBERS_DECIDED = "members_decided", _("the members decided it")
    TOO_FEW = "too_few", _("too few members are left; they go to a joint union")
