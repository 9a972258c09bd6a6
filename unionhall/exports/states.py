"""In which states can an export be, and which verb moves it from where to where?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class ExportState(models.TextChoices):
    """The state of an export."""

    ASKED = "asked", _("waits for a second person")
    MAKING = "making", _("the file is being made")
    READY = "ready", _("ready to be fetched")
    REFUSED = "refused", _("not approved")
    WITHDRAWN = "withdrawn", _("taken back")
    EXPIRED = "expired", _("expired")


S = ExportState

EXPORT = Lifecycle(
    "export",
    approve=Move([S.ASKED], S.MAKING, label=_("Approve")),
    refuse=Move([S.ASKED], S.REFUSED, label=_("Do not approve")),
    withdraw=Move([S.ASKED], S.WITHDRAWN, label=_("Take back")),
    start=Move([S.ASKED], S.MAKING, system=True, label=_("needs no second person")),
    finish=Move([S.MAKING], S.READY, system=True, label=_("the file is made")),
    expire=Move([S.ASKED, S.MAKING, S.READY], S.EXPIRED, system=True, label=_("its time is over")),
)
