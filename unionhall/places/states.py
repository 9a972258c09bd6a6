"""In which states can a place, a report, a shortfall or a pair of entries be, and which verb moves it from where to where?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class VenueState(models.TextChoices):
    """The state of a place."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("in use")
    PAUSED = "paused", _("closed for a time")
    CLOSED = "closed", _("closed for good")
    FOLDED = "folded", _("merged with another entry")


V = VenueState

VENUE = Lifecycle(
    "venue",
    begin=Move([V.PLANNED], V.OPEN, label=_("Open the place")),
    pause=Move([V.OPEN], V.PAUSED, label=_("Close for a time")),
    resume=Move([V.PAUSED], V.OPEN, label=_("Open again")),
    close=Move([V.PLANNED, V.OPEN, V.PAUSED], V.CLOSED, label=_("Close for good")),
    reopen=Move([V.CLOSED], V.OPEN, label=_("Open anew")),
    fold=Move([V.PLANNED, V.OPEN, V.PAUSED, V.CLOSED], V.FOLDED, system=True, label=_("Merge with another entry")),
)

IN_USE = (V.OPEN, V.PAUSED)
"""Places a worker may still be led to, or told that they are closed for a time."""
COUNTED = (V.PLANNED, V.OPEN, V.PAUSED)


class ReportState(models.TextChoices):
    """The state of a report from the door."""

    WAITING = "waiting", _("waits for the keeper")
    ANSWERED = "answered", _("answered")


REPORT = Lifecycle("door_report", answer=Move([ReportState.WAITING], ReportState.ANSWERED, label=_("Answer")))


class ShortfallState(models.TextChoices):
    """The state of a shortfall found at an inspection."""

    OPEN = "open", _("to be put right")
    REMEDIED = "remedied", _("said to be put right")
    CONFIRMED = "confirmed", _("put right, seen on the spot")


S = ShortfallState

SHORTFALL = Lifecycle(
    "venue_shortfall",
    remedy=Move([S.OPEN], S.REMEDIED, label=_("Say that it is put right")),
    confirm=Move([S.OPEN, S.REMEDIED], S.CONFIRMED, system=True, label=_("Seen to be put right")),
    find_again=Move([S.REMEDIED], S.OPEN, system=True, label=_("Found again")),
)

RUNNING = (S.OPEN, S.REMEDIED)


class PairState(models.TextChoices):
    """The state of two entries that may be one place."""

    PROPOSED = "proposed", _("to be looked at")
    MERGED = "merged", _("one place: merged")
    APART = "apart", _("two places")


P = PairState

PAIR = Lifecycle(
    "venue_pair",
    merge=Move([P.PROPOSED], P.MERGED, label=_("They are one: merge them")),
    keep_apart=Move([P.PROPOSED], P.APART, label=_("They are two: keep both")),
)


class ImportState(models.TextChoices):
    """The state of a list of places somebody brought."""

    READING = "reading", _("being read")
    FAILED = "failed", _("cannot be read")
    TRIED = "tried", _("tried, nothing written")
    WRITING = "writing", _("being written")
    WRITTEN = "written", _("on the register")
    DROPPED = "dropped", _("dropped")


M = ImportState

IMPORT = Lifecycle(
    "venue_import",
    note_trial=Move([M.READING], M.TRIED, system=True),
    give_back=Move([M.READING, M.WRITING], M.FAILED, system=True),
    write_list=Move([M.TRIED], M.WRITTEN, label=_("Write it")),
    start_list=Move([M.TRIED], M.WRITING, label=_("Write it in the background")),
    finish=Move([M.WRITING], M.WRITTEN, system=True),
    drop_list=Move([M.READING, M.TRIED, M.FAILED], M.DROPPED, label=_("Drop it")),
)

GOING = (M.READING, M.WRITING)
"""Lists that are read or written in the background at this moment."""
