"""In which states can an application, an election and a dissolution be, and which verb moves them?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class FormationState(models.TextChoices):
    """How far the forming of a union has come."""

    ASKED = "asked", _("applied for")
    SENT_BACK = "sent_back", _("something is missing")
    PREPARING = "preparing", _("being prepared")
    REGISTERED = "registered", _("union registered")
    REFUSED = "refused", _("application refused")
    WITHDRAWN = "withdrawn", _("application withdrawn")


class ElectionState(models.TextChoices):
    """How far an election has come."""

    CALLED = "called", _("election called")
    HELD = "held", _("result waits for approval")
    APPROVED = "approved", _("result approved")
    VOID = "void", _("to be held again")
    OFF = "off", _("election called off")


class DissolutionState(models.TextChoices):
    """How far a dissolution has come."""

    ASKED = "asked", _("dissolution applied for")
    DONE = "done", _("union dissolved")
    REFUSED = "refused", _("dissolution refused")
    WITHDRAWN = "withdrawn", _("dissolution withdrawn")


F, E, D = FormationState, ElectionState, DissolutionState
OPEN = (F.ASKED, F.SENT_BACK, F.PREPARING)

FORMATION = Lifecycle(
    "formation",
    allow_preparation=Move([F.ASKED], F.PREPARING, label=_("Let the preparation begin")),
    send_back=Move([F.ASKED], F.SENT_BACK, label=_("Ask for what is missing")),
    send_again=Move([F.SENT_BACK], F.ASKED, label=_("Send it again")),
    refuse=Move([F.ASKED, F.PREPARING], F.REFUSED, label=_("Refuse the application")),
    withdraw=Move([F.ASKED, F.SENT_BACK, F.PREPARING], F.WITHDRAWN, label=_("Withdraw the application")),
    register=Move([F.PREPARING], F.REGISTERED, system=True, label=_("Register the union")),
)

ELECTION = Lifecycle(
    "election",
    record_result=Move([E.CALLED], E.HELD, label=_("Record the result")),
    call_off=Move([E.CALLED], E.OFF, label=_("Call the election off")),
    approve=Move([E.HELD], E.APPROVED, label=_("Approve the result")),
    set_aside=Move([E.HELD], E.VOID, label=_("Have it held again")),
)

DISSOLUTION = Lifecycle(
    "dissolution",
    dissolve=Move([D.ASKED], D.DONE, label=_("Dissolve the union")),
    keep=Move([D.ASKED], D.REFUSED, label=_("Refuse the dissolution")),
    take_back=Move([D.ASKED], D.WITHDRAWN, label=_("Take the application back")),
)
