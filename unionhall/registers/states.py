"""In which states can an entry be, and which verb moves it from where to where?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class EntryState(models.TextChoices):
    """The state of an entry on a register."""

    LISTED = "listed", _("on the list")
    CONTESTED = "contested", _("the person objects")
    LEFT = "left", _("taken off")


E = EntryState

ENTRY = Lifecycle(
    "register_entry",
    contest=Move([E.LISTED], E.CONTESTED, label=_("Object")),
    uphold=Move([E.CONTESTED], E.LISTED, label=_("Keep it, with an answer")),
    take_off=Move([E.LISTED, E.CONTESTED], E.LEFT, label=_("Take off the list")),
)

STANDING = (E.LISTED, E.CONTESTED)
