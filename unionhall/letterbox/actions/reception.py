"""A body publishes a reception day, or calls it off."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import SYSTEM, Actor
from unionhall.core.verdict import Refused, no

from .. import access
from ..models import Appointment, ReceptionDay
from ..states import APPOINTMENT, RECEPTION_DAY, AppointmentState
from . import telling

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

LONGEST = timedelta(hours=16)


@transaction.atomic
def publish(
    body: "Organisation",
    *,
    by: Actor,
    begins_at: datetime,
    ends_at: datetime,
    minutes: int,
    place: str,
    received_by: str,
    signup_until: datetime,
) -> ReceptionDay:
    """Announce a reception day of one's own body. Everybody can read it and sign up at once."""
    access.may_publish(by, body.pk).or_refuse()
    access.may_publish_for(by, begins_at).or_refuse()
    if not begins_at < ends_at <= begins_at + LONGEST:
        raise Refused(no(_("It ends before it begins."), _("A reception day begins and ends on one day."), "times"))
    if signup_until > ends_at:
        raise Refused(no(_("Sign-up closes after the day is over."), _("Choose an earlier moment."), "times"))
    day = ReceptionDay(
        body=body,
        begins_at=begins_at,
        ends_at=ends_at,
        minutes=minutes,
        place=" ".join(place.split()),
        received_by=" ".join(received_by.split()),
        signup_until=signup_until,
        published_at=clock.now(),
        published_by_id=by.person_id,
    )
    if not day.turns():
        raise Refused(
            no(_("There is no room for even one turn."), _("Choose shorter turns or a longer time."), "short")
        )
    try:
        with transaction.atomic():
            day.save(force_insert=True)
    except IntegrityError as error:
        if "a_body_receives_once_at_a_time" not in str(error):
            raise
        raise Refused(
            no(_("There is a reception day of this body at this time already."), _("Choose another time."), "twice")
        ) from error
    audit.record("reception_day.published", day, by=by, body=str(body.pk))
    return day


@transaction.atomic
def call_off(day: ReceptionDay, *, by: Actor, why: str) -> ReceptionDay:
    """Call a day off. Whoever has signed up is told, and their turns end with it."""
    day = ReceptionDay.objects.select_for_update(of=("self",)).get(pk=day.pk)
    access.may_call_off(by, day).or_refuse()
    if not why.strip():
        raise Refused(no(_("Why does it not take place?"), _("A few words are enough."), "missing"))
    RECEPTION_DAY.move(day, "call_off", by)
    day.why_cancelled = why.strip()[:200]
    day.save(update_fields=["state", "why_cancelled"])
    booked = Appointment.objects.select_for_update(of=("self",)).filter(day=day, state=AppointmentState.BOOKED)
    for appointment in booked.order_by("at", "pk"):
        APPOINTMENT.move(appointment, "cancel", SYSTEM)
        appointment.settled_at = clock.now()
        appointment.save(update_fields=["state", "settled_at"])
        telling.tell("called_off", appointment, day=day)
    audit.record("reception_day.call_off", day, by=by)
    return day
