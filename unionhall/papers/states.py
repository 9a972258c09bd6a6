"""In which states can a paper be, and which verb moves it from where to where?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class PaperState(models.TextChoices):
    """How far a paper has come."""

    DRAFT = "draft", _("draft")
    WRITTEN = "written", _("written")
    SENT = "sent", _("sent")
    ANSWERED = "answered", _("answered")
    DROPPED = "dropped", _("thrown away")


P = PaperState

PAPER = Lifecycle(
    "paper",
    write=Move([P.DRAFT], P.WRITTEN, label=_("Write as Word")),
    drop=Move([P.DRAFT], P.DROPPED, label=_("Throw away")),
    send=Move([P.WRITTEN], P.SENT, label=_("Record the sending")),
    record_reply=Move([P.SENT], P.ANSWERED, label=_("Record the answer")),
)

LIVE = (P.DRAFT, P.WRITTEN)
