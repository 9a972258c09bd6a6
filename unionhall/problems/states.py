"""In which states can a shared problem be, and which verb moves it from where to where?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class ProblemState(models.TextChoices):
    """The state of a shared problem."""

    PROPOSED = "proposed", _("proposed")
    OPEN = "open", _("taken up")
    CLOSED = "closed", _("done")
    DISMISSED = "dismissed", _("dismissed")
    MERGED = "merged", _("merged into another")


P = ProblemState

PROBLEM = Lifecycle(
    "problem",
    accept=Move([P.PROPOSED], P.OPEN, label=_("Take it up")),
    dismiss=Move([P.PROPOSED], P.DISMISSED, label=_("Dismiss")),
    merge=Move([P.PROPOSED, P.OPEN], P.MERGED, label=_("Merge into another")),
    close=Move([P.OPEN], P.CLOSED, label=_("Close as done")),
    reopen=Move([P.CLOSED, P.DISMISSED], P.OPEN, label=_("Take it up again")),
)

LIVE = (P.PROPOSED, P.OPEN)
