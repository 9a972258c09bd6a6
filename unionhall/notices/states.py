"""In which states can a message be, and which verb moves it from where to where?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class MessageState(models.TextChoices):
    QUEUED = "queued", _("on its way")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    TO_CALL = "to_call", _("somebody calls")
    ONLINE = "online", _("on this site")


M = MessageState

# A message is never moved by hand: only the delivery does it.
MESSAGE = Lifecycle(
    "message",
    initial=M.QUEUED,
    deliver=Move([M.QUEUED], M.SENT, system=True, label=_("Deliver")),
    give_up=Move([M.QUEUED], M.FAILED, system=True, label=_("Give up")),
    hand_to_caller=Move([M.QUEUED, M.FAILED], M.TO_CALL, system=True, label=_("Ask the handler to call")),
    keep_online=Move([M.QUEUED], M.ONLINE, system=True, label=_("Show on this site")),
)
