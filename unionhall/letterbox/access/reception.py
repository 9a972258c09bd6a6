"""Who publishes reception days, who signs up, and who sees who has? The days are public; who comes is not."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.people.enums import Role

from ..models import Appointment, ReceptionDay
from ..states import APPOINTMENT, RECEPTION_DAY, AppointmentState, DayState

KEEPERS = (Role.OFFICER, Role.SUPERVISOR, Role.GRASSROOTS_CHAIR)
"""The chair's people at a body: they publish its days, and they alone see who has signed up."""


def announced_days() -> QuerySet[ReceptionDay]:
    """The days that are still to come. Everybody may read them, signed in or not."""
    return ReceptionDay.objects.filter(state=DayState.PUBLISHED, ends_at__gt=clock.now())


def kept_bodies(actor: Actor) -> QuerySet[Any]:
    """The bodies whose reception days this person looks after."""
    return organisations.visible_organisations(actor).filter(pk__in=actor.organisation_ids(*KEEPERS))


def kept_days(actor: Actor) -> QuerySet[ReceptionDay]:
    """The days of one's own body, past and to come."""
    if actor.via == "system":
        return ReceptionDay.objects.all()
    return ReceptionDay.objects.filter(body__in=actor.organisation_ids(*KEEPERS))


def may_keep_days(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*KEEPERS):
        return YES
    return no(_("Reception days are looked after by the chair's people at a body."), _("Ask an officer there."))


def may_publish(actor: Actor, body_id: UUID) -> Verdict:
    """Officers, supervisors and chairs publish days of their own body."""
    if actor.via == "system" or body_id in actor.organisation_ids(*KEEPERS):
        return YES
    return no(
        _("This body's reception days are published by its own people."), _("Choose your own body."), "other_body"
    )


def may_publish_for(actor: Actor, begins_at: datetime) -> Verdict:
    """Days are announced before they begin; the system enters days of the past from older records."""
    if begins_at > clock.now() or actor.via == "system":
        return YES
    return no(_("This time is over."), _("Choose a day to come."), "past")


def may_receive(actor: Actor, day: ReceptionDay) -> Verdict:
    """What happens on a day is noted by the people of the body that receives."""
    return may_publish(actor, day.body_id)


def may_walk_in(actor: Actor, day: ReceptionDay) -> Verdict:
    """Whoever comes without signing up is noted on the day, or in the three days after it from paper."""
    if day.state == DayState.CANCELLED:
        return no(_("This reception day does not take place."), _("Choose another day."), "cancelled")
    if not day.begins_at - timedelta(hours=12) <= clock.now() <= day.ends_at + timedelta(days=3):
        return no(_("Whoever comes is noted on the day itself."), _("Open the page on that day."), "not_today")
    return may_receive(actor, day)


def may_call_off(actor: Actor, day: ReceptionDay) -> Verdict:
    if day.is_over:
        return no(_("This day is over."), _("Nothing needs to be done."), "over")
    return all_of(may_receive(actor, day), RECEPTION_DAY.may(day, "call_off", actor))


def may_sign_up(actor: Actor, day: ReceptionDay) -> Verdict:
    """Everybody may, until sign-up closes. Whoever is not signed in confirms a phone number first."""
    if day.state == DayState.CANCELLED:
        return no(_("This reception day does not take place."), _("Choose another day."), "cancelled")
    if not day.is_open:
        return no(_("Sign-up for this day is closed."), _("Choose another day, or come without signing up."), "closed")
    if actor.for_body or not actor.self_and_mandates:
        return no(_("We do not know yet how to reach you."), _("Confirm your phone number first."), "contact")
    return YES


def may_sign_up_for(actor: Actor, person_id: UUID) -> Verdict:
    """Oneself, or somebody one has a mandate for."""
    if person_id in actor.self_and_mandates:
        return YES
    return no(_("You may not sign up for this person."), _("Ask them for a mandate first."), "mandate")


def own_appointments(actor: Actor) -> QuerySet[Appointment]:
    """One's own turns, and those of people one has a mandate for."""
    if not actor.self_and_mandates:
        return Appointment.objects.none()
    return Appointment.objects.filter(person__in=actor.self_and_mandates)


def visible_appointments(actor: Actor) -> QuerySet[Appointment]:
    """Who has signed up is seen by the people of the body that receives, and by nobody else at a desk."""
    return Appointment.objects.filter(day__in=kept_days(actor).values("pk"))


def is_own(actor: Actor, appointment: Appointment) -> bool:
    return appointment.person_id is not None and appointment.person_id in actor.self_and_mandates


def may_cancel(actor: Actor, appointment: Appointment) -> Verdict:
    """Whoever signed up cancels, or the people of the body on their word."""
    who = YES if is_own(actor, appointment) else may_receive(actor, appointment.day)
    if appointment.at <= clock.now():
        return no(_("This time is over."), _("Nothing needs to be done."), "over")
    return all_of(who, APPOINTMENT.may(appointment, "cancel", actor))


def _on_the_day(appointment: Appointment) -> Verdict:
    if appointment.day.on > clock.today():
        return no(_("This day is still to come."), _("Note it on the day itself."), "too_early")
    return YES


def may_note_arrival(actor: Actor, appointment: Appointment) -> Verdict:
    return all_of(
        may_receive(actor, appointment.day),
        _on_the_day(appointment),
        APPOINTMENT.may(appointment, "note_arrival", actor),
    )


def may_note_absence(actor: Actor, appointment: Appointment) -> Verdict:
    if appointment.case_id and appointment.state == AppointmentState.CAME and appointment.walk_in:
        return no(_("A matter was made of this visit."), _("Put it right on the file."), "has_case")
    return all_of(
        may_receive(actor, appointment.day),
        _on_the_day(appointment),
        APPOINTMENT.may(appointment, "note_absence", actor),
    )


def may_lapse(actor: Actor, appointment: Appointment) -> Verdict:
    return APPOINTMENT.may(appointment, "lapse", actor)


def may_make_case(actor: Actor, appointment: Appointment) -> Verdict:
    """Whoever may enter matters makes one of what was said; once."""
    if appointment.case_id:
        return no(_("A matter belongs to this appointment already."), _("Add to that one."), "has_case")
    if appointment.state != AppointmentState.CAME:
        return no(_("They have not come yet."), _("Note first that they came."), "not_come")
    return all_of(may_receive(actor, appointment.day), cases.may_enter_for(actor))


def may_write_on_case(actor: Actor, appointment: Appointment) -> Verdict:
    """What was said is added to the running matter by whoever may write on it."""
    if appointment.case is None:
        return no(_("No matter belongs to this appointment."), _("Make one of it first."), "no_case")
    if appointment.state != AppointmentState.CAME:
        return no(_("They have not come yet."), _("Note first that they came."), "not_come")
    return all_of(may_receive(actor, appointment.day), cases.may_write_note(actor, appointment.case))


def may_remind(actor: Actor) -> Verdict:
    if actor.via == "system":
        return YES
    return no(_("Reminders are sent by the system itself."), _("Nothing needs to be done."))


def own_running_cases(actor: Actor, people: Iterable[UUID]) -> QuerySet[Any]:
    return cases.own_cases(actor).filter(complainants__person__in=list(people), closed_at__isnull=True)
