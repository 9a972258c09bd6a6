"""In which states can an application and a proposed removal be, and which verb moves them?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class ApplicationState(models.TextChoices):
    """How far somebody's wish to join or to move has come."""

    WAITING = "waiting", _("waits for the union")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("not accepted")
    WITHDRAWN = "withdrawn", _("taken back")


class RemovalState(models.TextChoices):
    """How far a proposed removal has come."""

    PROPOSED = "proposed", _("the member may be heard")
    DECIDED = "decided", _("decided")
    DROPPED = "dropped", _("dropped")


A = ApplicationState
R = RemovalState

APPLICATION = Lifecycle(
    "membership_application",
    initial=A.WAITING,
    accept=Move([A.WAITING], A.ACCEPTED, label=_("Accept")),
    refuse=Move([A.WAITING], A.REFUSED, label=_("Do not accept")),
    withdraw=Move([A.WAITING], A.WITHDRAWN, label=_("Take it back")),
)
REMOVAL = Lifecycle(
    "membership_removal",
    initial=R.PROPOSED,
    decide=Move([R.PROPOSED], R.DECIDED, label=_("Remove the member")),
    drop=Move([R.PROPOSED], R.DROPPED, label=_("Drop the proposal")),
)
