"""Signing up for a reception day, coming, and what comes of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.cases.enums import Audience, Source
from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.identity import normalise_phone
from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access
from ..models import Appointment, ReceptionDay
from ..states import APPOINTMENT, AppointmentState
from . import telling

if TYPE_CHECKING:
    from unionhall.cases.models import Case
    from unionhall.people.models import Person

TAKEN = no(_("Somebody has just taken this time."), _("Choose another one."), "taken")
TWICE = no(_("You have a turn on this day already."), _("Cancel it first, if you want another time."), "twice")


@transaction.atomic
def sign_up(
    day: ReceptionDay, *, by: Actor, person: "Person", at: datetime, about: str = "", case: "Case | None" = None
) -> Appointment:
    """Take a turn for oneself, or for somebody one has a mandate for. A turn is taken once, whoever presses first."""
    day = ReceptionDay.objects.get(pk=day.pk)
    access.may_sign_up(by, day).or_refuse()
    access.may_sign_up_for(by, person.pk).or_refuse()
    if at not in day.turns() or at <= clock.now():
        raise Refused(no(_("There is no such time on this day."), _("Choose another one."), "no_turn"))
    appointment = Appointment(
        day=day,
        at=at,
        person=person,
        name=person.name,
        phone=person.phone,
        about=about.strip()[:200],
        case=case,
        made_at=clock.now(),
        made_by_id=by.person_id,
    )
    _save_or_say(appointment)
    audit.record("appointment.made", appointment, by=by, day=str(day.pk))
    return appointment


def _save_or_say(appointment: Appointment) -> None:
    try:
        with transaction.atomic():
            appointment.save(force_insert=True)
    except IntegrityError as error:
        if "a_turn_is_taken_once" in str(error):
            raise Refused(TAKEN) from error
        if "a_person_has_one_turn_a_day" in str(error):
            raise Refused(TWICE) from error
        raise


@transaction.atomic
def cancel(appointment: Appointment, *, by: Actor) -> Appointment:
    """Give the turn back; somebody else can take it."""
    appointment = _taken(appointment)
    access.may_cancel(by, appointment).or_refuse()
    APPOINTMENT.move(appointment, "cancel", by)
    appointment.settled_at = clock.now()
    appointment.save(update_fields=["state", "settled_at"])
    audit.record("appointment.cancel", appointment, by=by)
    return appointment


@transaction.atomic
def walk_in(day: ReceptionDay, *, by: Actor, name: str, phone: str = "", about: str = "") -> Appointment:
    """Somebody came without signing up: they stand on the list like everybody else."""
    access.may_walk_in(by, day).or_refuse()
    now = clock.now()
    if not name.strip():
        raise Refused(no(_("Nobody is named."), _("Write the name, or how they want to be called."), "nobody"))
    appointment = Appointment(
        day=day,
        at=min(max(now, day.begins_at), day.ends_at),
        walk_in=True,
        name=" ".join(name.split()),
        phone=phone.strip(),
        about=about.strip()[:200],
        state=AppointmentState.CAME,
        made_at=now,
        made_by_id=by.person_id,
        settled_at=now,
    )
    appointment.save(force_insert=True)
    audit.record("appointment.walked_in", appointment, by=by, day=str(day.pk))
    return appointment


@transaction.atomic
def note_arrival(appointment: Appointment, *, by: Actor, note: str | None = None) -> Appointment:
    """They came; with what was said, in short."""
    return _noted(appointment, "note_arrival", access.may_note_arrival, by=by, note=note)


@transaction.atomic
def note_absence(appointment: Appointment, *, by: Actor, note: str | None = None) -> Appointment:
    """They did not come."""
    return _noted(appointment, "note_absence", access.may_note_absence, by=by, note=note)


def _noted(appointment: Appointment, verb: str, may: Any, *, by: Actor, note: str | None) -> Appointment:
    appointment = _taken(appointment)
    may(by, appointment).or_refuse()
    APPOINTMENT.move(appointment, verb, by)
    appointment.settled_at = clock.now()
    if note is not None:
        appointment.note = note.strip()
    appointment.save(update_fields=["state", "settled_at", "note"])
    audit.record(f"appointment.{verb}", appointment, by=by)
    return appointment


@transaction.atomic
def write_down(appointment: Appointment, *, by: Actor, note: str) -> Appointment:
    """Put down what was said, in the words of whoever received."""
    appointment = _taken(appointment)
    access.may_receive(by, appointment.day).or_refuse()
    appointment.note = note.strip()
    appointment.save(update_fields=["note"])
    audit.record("appointment.written_down", appointment, by=by)
    return appointment


@transaction.atomic
def make_case(appointment: Appointment, *, by: Actor, account: str, phone: str = "", **facts: Any) -> Any:
    """Make a case of what was said, written to the chair. Returns what was brought, with the receipt code of an anonymous one."""
    appointment = _taken(appointment)
    access.may_make_case(by, appointment).or_refuse()
    phone = phone or appointment.phone
    # A number that is somebody's already may be shared: the visitor is not taken for that person on its account.
    shared = appointment.person is None and bool(phone) and people.person_by_phone(normalise_phone(phone)) is not None
    # Where the employer is not of the register, the place is that of the body they came to.
    name = str(facts.get("employer_name", ""))
    employer = organisations.employer_named(name) if name else None
    brought = cases.enter(
        by=by,
        source=Source.RECEPTION,
        to_chair=True,
        person=appointment.person,
        name=appointment.name,
        phone=phone,
        phone_is_theirs=not shared,
        division=None if employer else appointment.day.body.division,
        account=account,
        **facts,
    )
    appointment.case = brought.case
    appointment.save(update_fields=["case"])
    audit.record("appointment.case_made", appointment, by=by, case=str(brought.case.pk))
    return brought


@transaction.atomic
def write_on_case(appointment: Appointment, *, by: Actor, text: str) -> Appointment:
    """Add what was said to the running matter the appointment is about, as a note for its handlers."""
    appointment = _taken(appointment)
    access.may_write_on_case(by, appointment).or_refuse()
    assert appointment.case is not None
    said = _("Said on the reception day of %(day)s:") % {"day": f"{appointment.day.on:%Y-%m-%d}"}
    cases.write_note(appointment.case, by=by, text=f"{said}\n\n{text.strip()}", audience=Audience.INTERNAL)
    if text.strip() and not appointment.note:
        appointment.note = text.strip()
        appointment.save(update_fields=["note"])
    audit.record("appointment.added_to_case", appointment, by=by, case=str(appointment.case_id))
    return appointment


def remind(*, by: Actor) -> int:
    """The day before, everybody who signed up is reminded, once. Returns how many."""
    access.may_remind(by).or_refuse()
    now, done = clock.now(), 0
    waiting = Appointment.objects.filter(
        state=AppointmentState.BOOKED, reminded_at__isnull=True, at__gt=now, at__lte=now + timedelta(hours=36)
    )
    for pk in list(waiting.order_by("at", "pk").values_list("pk", flat=True)):
        with transaction.atomic():
            found = Appointment.objects.select_for_update(of=("self",), skip_locked=True).select_related("day")
            row = found.filter(pk=pk, state=AppointmentState.BOOKED, reminded_at__isnull=True).first()
            if row is None or (row.day.on - clock.today()).days != 1:
                continue
            row.reminded_at = now
            row.save(update_fields=["reminded_at"])
            telling.tell("appointment", row, day=row.day)
            done += 1
    return done


def lapse(*, by: Actor) -> int:
    """A day after a reception day nobody is left waiting: what nobody noted is called so, and can still be put right."""
    over = clock.now() - timedelta(days=1)
    left = Appointment.objects.filter(state=AppointmentState.BOOKED, day__ends_at__lt=over)
    done = 0
    for pk in list(left.order_by("at", "pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = _taken(Appointment(pk=pk))
            if access.may_lapse(by, row):
                APPOINTMENT.move(row, "lapse", by)
                row.settled_at = clock.now()
                row.save(update_fields=["state", "settled_at"])
                audit.record("appointment.lapse", row, by=by)
                done += 1
    return done


def _taken(appointment: Appointment) -> Appointment:
    found = Appointment.objects.select_for_update(of=("self",)).select_related(
        "day__body__division", "case__body", "person"
    )
    return found.get(pk=appointment.pk)
