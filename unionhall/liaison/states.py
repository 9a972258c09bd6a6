"""In which states can a blockage be? Its case says; nobody moves it by hand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class BlockageState(models.TextChoices):
    """The state of a blockage on a supply chain."""

    RAISED = "raised", _("raised")
    CLEARED = "cleared", _("cleared")
    DROPPED = "dropped", _("not pursued")


B = BlockageState

BLOCKAGE = Lifecycle(
    "blockage",
    clear=Move([B.RAISED], B.CLEARED, system=True, label=_("Cleared, its case is resolved")),
    drop=Move([B.RAISED], B.DROPPED, system=True, label=_("Not pursued, its case was withdrawn or refused")),
    raise_again=Move([B.CLEARED, B.DROPPED], B.RAISED, system=True, label=_("Raised again, its case goes on")),
)
