"""In which states are objections and requests to be erased, and which verb moves them?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class ObjectionState(models.TextChoices):
    """The state of an objection."""

    OPEN = "open", _("waits for an answer")
    UPHELD = "upheld", _("found right")
    DISMISSED = "dismissed", _("not found right")
    WITHDRAWN = "withdrawn", _("taken back")


class ErasureState(models.TextChoices):
    """The state of a request to be erased."""

    ASKED = "asked", _("asked for")
    WITHDRAWN = "withdrawn", _("taken back")
    DONE = "done", _("erased")


S, E = ObjectionState, ErasureState

OBJECTION = Lifecycle(
    "objection",
    uphold=Move([S.OPEN], S.UPHELD, label=_("The objection is right")),
    dismiss=Move([S.OPEN], S.DISMISSED, label=_("The objection is not right")),
    withdraw=Move([S.OPEN], S.WITHDRAWN, label=_("Take back")),
)

ERASURE = Lifecycle(
    "erasure",
    stay=Move([E.ASKED], E.WITHDRAWN, label=_("Take back")),
    erase=Move([E.ASKED], E.DONE, system=True, label=_("Erase")),
)
