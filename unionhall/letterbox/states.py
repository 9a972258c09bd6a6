"""In which states can held and outgoing mail, reception days and appointments be, and which verb moves them?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class HeldState(models.TextChoices):
    HELD = "held", _("waits for an officer")
    TAKEN_IN = "taken_in", _("taken in as a matter")
    THROWN_AWAY = "thrown_away", _("thrown away")


class SendingState(models.TextChoices):
    QUEUED = "queued", _("on its way")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")


class DayState(models.TextChoices):
    PUBLISHED = "published", _("takes place")
    CANCELLED = "cancelled", _("cancelled")


class AppointmentState(models.TextChoices):
    BOOKED = "booked", _("signed up")
    CANCELLED = "cancelled", _("cancelled")
    CAME = "came", _("came")
    ABSENT = "absent", _("did not come")
    UNRECORDED = "unrecorded", _("nobody noted it")


HELD_MAIL = Lifecycle(
    "held_mail",
    initial=HeldState.HELD,
    take_in=Move([HeldState.HELD], HeldState.TAKEN_IN, label=_("Take it in as a matter")),
    throw_away=Move([HeldState.HELD], HeldState.THROWN_AWAY, label=_("Throw it away")),
)
OUTGOING_MAIL = Lifecycle(
    "outgoing_mail",
    initial=SendingState.QUEUED,
    deliver=Move([SendingState.QUEUED], SendingState.SENT, system=True, label=_("Send")),
    give_up=Move([SendingState.QUEUED], SendingState.FAILED, system=True, label=_("Give up")),
    send_again=Move([SendingState.FAILED], SendingState.QUEUED, label=_("Try again")),
)
RECEPTION_DAY = Lifecycle(
    "reception_day",
    initial=DayState.PUBLISHED,
    call_off=Move([DayState.PUBLISHED], DayState.CANCELLED, label=_("Call it off")),
)
A = AppointmentState
APPOINTMENT = Lifecycle(
    "appointment",
    initial=A.BOOKED,
    cancel=Move([A.BOOKED], A.CANCELLED, label=_("Cancel the appointment")),
    note_arrival=Move([A.BOOKED, A.ABSENT, A.UNRECORDED], A.CAME, label=_("Note that they came")),
    note_absence=Move([A.BOOKED, A.CAME, A.UNRECORDED], A.ABSENT, label=_("Note that they did not come")),
    lapse=Move([A.BOOKED], A.UNRECORDED, system=True, label=_("Leave it unrecorded")),
)
