"""In which states can the import of a list be, and which verb moves it from where to where?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class ImportState(models.TextChoices):
    """The state of an import."""

    READ = "read", _("read, columns to be confirmed")
    TRYING = "trying", _("being tried")
    TRIED = "tried", _("tried, nothing written yet")
    RUNNING = "running", _("being written")
    FINISHED = "finished", _("finished")
    DROPPED = "dropped", _("dropped, nothing written")


S = ImportState

ROSTER_IMPORT = Lifecycle(
    "roster_import",
    try_out=Move([S.READ, S.TRIED], S.TRYING, label=_("See what would change")),
    note_trial=Move([S.TRYING], S.TRIED, system=True),
    give_back=Move([S.TRYING], S.READ, system=True),
    start=Move([S.READ, S.TRIED], S.RUNNING, label=_("Write it")),
    finish=Move([S.RUNNING], S.FINISHED, system=True),
    drop=Move([S.READ, S.TRIED], S.DROPPED, label=_("Drop the list")),
)
