"""Closed vocabularies about places. Kinds of host, equipment and items of the checklist are rows, not words of the program."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VenueKind(models.TextChoices):
    """What a door open to workers is."""

    REST_STATION = "rest_station", _("rest station")
    WORKERS_HOME = "workers_home", _("workers' home")
    READING_ROOM = "reading_room", _("reading room")
    TRAINING_BASE = "training_base", _("training base")
    LEGAL_STATION = "legal_station", _("legal station")
    COUNSELLING_ROOM = "counselling_room", _("counselling room")


class Access(models.TextChoices):
    """How one gets in."""

    OPEN = "open", _("simply walk in")
    CODE = "code", _("with a code at the door")
    CARD = "card", _("with a card")


class Located(models.TextChoices):
    """How exactly we know where the door is."""

    SURVEYED = "surveyed", _("measured at the door")
    MAP_POINT = "map_point", _("point of a map")
    GEOCODED = "geocoded", _("found from the address")
    ROUGH = "rough", _("street or quarter only")


class StepKind(models.TextChoices):
    """What happened to a place."""

    ENTERED = "enter", _("entered")
    IMPORTED = "import", _("came with a list")
    CHANGED = "change", _("facts changed")
    BEGUN = "begin", _("the door opened")
    PAUSED = "pause", _("closed for a time")
    RESUMED = "resume", _("open again")
    MOVED = "move", _("moved")
    CLOSED = "close", _("closed for good")
    REOPENED = "reopen", _("opened anew")
    FOLDED = "fold", _("merged with another entry")
    CONFIRMED = "confirm", _("confirmed on the spot")
    KEEPER = "keeper", _("keeper named")


class ReportKind(models.TextChoices):
    """What somebody at the door says, in one tap."""

    LOCKED = "locked", _("Locked")
    NO_WATER = "no_water", _("No water")
    FULL = "full", _("Full")
    GONE = "gone", _("Closed for good")
    FINE = "fine", _("All is well")


TROUBLES = (ReportKind.LOCKED, ReportKind.NO_WATER, ReportKind.FULL, ReportKind.GONE)
"""What a keeper answers; that all is well needs no answer."""


class Answer(models.TextChoices):
    """What the keeper says to a report."""

    FINE = "fine", _("It is in order")
    MENDED = "mended", _("It has been put right")
    CLOSED = "closed", _("It really is closed")


class RuleKind(models.TextChoices):
    """What a body may set for its places, from a day on, with its source."""

    STALE_DAYS = "stale_days", _("days after which a place nobody confirmed is shown as uncertain")
    REMEDY_DAYS = "remedy_days", _("days to put a shortfall right")
    REMEDY_DAYS_GRAVE = "remedy_days_grave", _("days to put a grave shortfall right")


class Standard(models.TextChoices):
    """The six standards of a rest station, and the two that were added."""

    SIGN = "sign", _("sign")
    SPACE = "space", _("space")
    FACILITIES = "facilities", _("facilities")
    FUNCTIONS = "functions", _("functions")
    MANAGEMENT = "management", _("management")
    MAP_LABEL = "map_label", _("map label")
    OPERATOR = "operator", _("operating body")
    EDUCATION = "education", _("education")


class Finding(models.TextChoices):
    """What was found about one item of the checklist."""

    MET = "met", _("in order")
    SHORT = "short", _("falls short")
    NOT_HERE = "not_here", _("does not apply here")


class PointDatum(models.TextChoices):
    """In which system a file writes its coordinates."""

    WGS84 = "wgs84", _("WGS-84 (satellite, OpenStreetMap)")
    GCJ02 = "gcj02", _("GCJ-02 (Amap, Tencent)")
    BD09 = "bd09", _("BD-09 (Baidu)")
