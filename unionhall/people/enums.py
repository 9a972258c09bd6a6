"""Closed vocabularies about persons."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a post entitles its holder to. A worker needs no post."""

    GRASSROOTS_CHAIR = "grassroots_chair", _("grassroots union chair")
    COORDINATOR = "coordinator", _("labour-relations coordinator")
    LAWYER = "lawyer", _("legal-aid lawyer")
    MEDIATOR = "mediator", _("mediator")
    OFFICER = "officer", _("federation officer")
    SUPERVISOR = "supervisor", _("supervisor")
    PARTNER = "partner", _("partner agency user")
    SYSTEM_ADMIN = "system_admin", _("system administrator")
    SECURITY_ADMIN = "security_admin", _("security administrator")
    AUDIT_ADMIN = "audit_admin", _("audit administrator")


# Three different people (graded protection): nobody holds two of these at once.
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)

# Those who work on matters at a body.
HANDLERS = (Role.OFFICER, Role.COORDINATOR, Role.LAWYER, Role.MEDIATOR, Role.GRASSROOTS_CHAIR)


class TieKind(models.TextChoices):
    """Why a person is not neutral towards an employer."""

    EMPLOYEE = "employee", _("works there")
    MANAGER = "manager", _("manages there")
    PERSONNEL = "personnel", _("personnel office")
    OWNER = "owner", _("owns a share")
    RELATIVE = "relative", _("relative of an owner or manager")
    COUNSEL = "counsel", _("legal counsel")


class Standing(models.TextChoices):
    """Whether a membership is lived at a workplace, or kept for somebody who has none just now."""

    ACTIVE = "active", _("active")
    RETAINED = "retained", _("kept")


class RetainedWhy(models.TextChoices):
    """Why a membership is kept although its holder does not work."""

    UNEMPLOYED = "unemployed", _("out of work")
    RETIRED = "retired", _("retired")
    LEAVE = "leave", _("on leave")
    MILITARY = "military", _("in military service")
    STUDIES = "studies", _("studying")


class EndedWhy(models.TextChoices):
    """How a membership ended."""

    TRANSFERRED = "transferred", _("moved to another union")
    LEFT = "left", _("left of their own will")
    REMOVED = "removed", _("removed")
    DIED = "died", _("died")
    MERGED = "merged", _("the union was merged")


class EnteredThrough(models.TextChoices):
    """How a membership came about."""

    JOINED = "joined", _("joined here")
    ROSTER = "roster", _("from a list of names")
    PAPER = "paper", _("written down from paper")
    TRANSFER = "transfer", _("moved from another union")


class MandateKind(models.TextChoices):
    FAMILY = "family", _("family member")
    OFFICER = "officer", _("union officer")


class MandateBasis(models.TextChoices):
    PAPER = "paper", _("signed on paper by both")
    TELEPHONE = "telephone", _("given by telephone, called back")
    IN_PERSON = "in_person", _("given in person")
    ONLINE = "online", _("given online by the worker")


class MandateStanding(models.TextChoices):
    """Where a mandate stands on a day. Only one that is in force lets anybody act."""

    WAITING = "waiting", _("waits for an answer")
    IN_FORCE = "in_force", _("in force")
    LATER = "later", _("begins later")
    DECLINED = "declined", _("said no")
    LAPSED = "lapsed", _("not answered in time")
    OVER = "over", _("last day is over")
    ENDED = "ended", _("ended")


class Delivery(models.TextChoices):
    """What became of the text with a sign-in code."""

    SENT = "sent", _("sent")
    TRYING = "trying", _("being sent")
    FAILED = "failed", _("not sent")


class Sex(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    UNKNOWN = "", _("not recorded")


class Channel(models.TextChoices):
    """How a person wants to hear from us."""

    TEXT = "text", _("text message")
    PHONE = "phone", _("telephone call")
    ONLINE = "online", _("only on this site")
