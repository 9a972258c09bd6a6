"""Somebody asks to join or to move; the union answers, or its own rule does at once; the clock tells the body above."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.core.events import announce
from unionhall.core.identity import check_identity_number, normalise_identity_number
from unionhall.core.verdict import Refused, no
from unionhall.core.workdays import add_workdays
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.people.enums import HANDLERS, EnteredThrough

from .. import access, queries
from ..enums import Way
from ..events import ApplicationAnswered, ApplicationReceived
from ..models import Application
from ..states import APPLICATION
from . import telling

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

ANSWER_WITHIN = 10
"""Working days a union has to answer; then the body above hears of it."""
CONSENT = "membership"
CONSENT_VERSION = "2026-11"
RULE = system("joining")


@transaction.atomic
def apply(
    organisation: Organisation,
    *,
    by: Actor,
    person_id: UUID,
    consented: bool,
    name: str = "",
    identity_number: str = "",
    employer_name: str = "",
) -> Application:
    """Ask to join a union; who is a member of another one moves with the same step. Asked twice, it is asked once.

    What is held already is not asked and not changed. An identity number that stands beside somebody else is kept apart for a
    human to compare, and the one who asks is told nothing about it.
    """
    door = queries.door_of(organisation)
    access.may_join(by, door).or_refuse()
    access.may_apply_for(by, person_id).or_refuse()
    person = people.visible_people(by).select_for_update(of=("self",)).get(pk=person_id)
    waiting = queries.waiting_of(person_id)
    if waiting is not None:
        if waiting.organisation_id == organisation.pk:
            return waiting
        raise Refused(
            no(_("You asked another union already, and it has not answered."), _("Take that back first."), "waiting")
        )
    held = people.membership_of(person_id)
    if held is not None and held.organisation_id == organisation.pk:
        raise Refused(no(_("You are a member of this union already."), _("Your card is on your page."), "member"))
    if not consented:
        raise Refused(no(_("Without your consent we may not keep this."), _("Read it and tick the box."), "consent"))
    if identity_number:
        check_identity_number(identity_number).or_refuse()
    if (
        identity_number
        and person.identity_number
        and normalise_identity_number(identity_number) != person.identity_number
    ):
        raise Refused(
            no(
                _("What you wrote does not fit what we hold for this phone."),
                _("Go to the union with your card."),
                "other",
            )
        )
    fits = people.books.complete_person(person_id, by=by, name=name, identity_number=identity_number)
    person.refresh_from_db()
    missing = [fact for fact in queries.missing_facts(person, door) if fact != "employer"]
    if not fits:
        missing.remove("identity_number")
    if missing:
        raise Refused(no(_("Something is missing: your name, identity number or phone."), _("Fill it in."), "missing"))
    employer_name = " ".join(employer_name.split())[:120]
    if door.asks_employer and not employer_name and organisation.employer_id is None:
        raise Refused(no(_("This union needs to know for whom you work."), _("Write the employer's name."), "employer"))
    due = add_workdays(clock.today(), ANSWER_WITHIN)
    application = Application(
        person=person,
        organisation=organisation,
        origin_id=held.organisation_id if held else None,
        way=_way(by, person_id),
        employer=organisation.employer or organisations.employer_named(employer_name) if employer_name else None,
        employer_name=employer_name,
        claimed_identity="" if fits else normalise_identity_number(identity_number),
        applied_at=clock.now(),
        applied_by_id=by.person_id,
        answer_due_on=due.date,
        due_provisional=due.provisional,
    )
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(no(_("You have asked already."), _("Open your membership page."), "waiting")) from error
    through = "online" if application.way == Way.SELF else "in_person"
    people.consent(
        person_id, by=by, purpose=CONSENT, subject=str(organisation.pk), text_version=CONSENT_VERSION, through=through
    )
    audit.record("application.received", application, by=by, body=str(organisation.pk), way=str(application.way))
    announce(ApplicationReceived(application.pk, person_id, organisation.pk, application.origin_id))
    if access.may_accept_at_once(by, application, door):
        return accept(application, by=RULE)
    link = reverse("members:application", args=[application.pk])
    telling.tell_keepers(organisation, application, link)
    if application.origin is not None:
        telling.tell_keepers(application.origin, application, link, template="told")
    return application


@transaction.atomic
def accept(application: Application, *, by: Actor) -> Application:
    """Yes: a membership begins today. Who moves leaves the old union in the same moment, standing without a gap."""
    application = _locked(application)
    access.may_accept(by, application).or_refuse()
    APPLICATION.move(application, "accept", by)
    _settle(application, by=by)
    people.books.begin_membership(
        application.person_id,
        by=by,
        organisation=application.organisation,
        since=clock.today(),
        through=EnteredThrough.JOINED,
    )
    audit.record("application.accepted", application, by=by, body=str(application.organisation_id))
    announce(ApplicationAnswered(application.pk, application.person_id, application.organisation_id, True))
    telling.tell_member(application.person_id, application)
    return application


@transaction.atomic
def refuse(application: Application, *, by: Actor, why: str) -> Application:
    """No, with a reason the person can read. A member of another union stays its member."""
    application = _locked(application)
    access.may_refuse(by, application).or_refuse()
    why = why.strip()[:300]
    if not why:
        raise Refused(no(_("Why not?"), _("Write it so that the person can do something about it."), "missing"))
    APPLICATION.move(application, "refuse", by)
    application.why = why
    _settle(application, by=by)
    audit.record("application.refused", application, by=by, body=str(application.organisation_id))
    announce(ApplicationAnswered(application.pk, application.person_id, application.organisation_id, False))
    telling.tell_member(application.person_id, application)
    return application


@transaction.atomic
def withdraw(application: Application, *, by: Actor) -> Application:
    """Take it back, as long as the union has not answered."""
    application = _locked(application)
    access.may_withdraw(by, application).or_refuse()
    APPLICATION.move(application, "withdraw", by)
    _settle(application, by=by)
    audit.record("application.withdrawn", application, by=by)
    return application


@transaction.atomic
def raise_late(*, by: Actor) -> int:
    """Applications nobody answered in time are told to the officers of the body above, once. Returns how many."""
    access.may_raise(by).or_refuse()
    late = list(queries.late_applications(clock.today()).select_for_update(of=("self",), skip_locked=True)[:500])
    for application in late:
        application.raised_at = clock.now()
        application.save(update_fields=["raised_at"])
        above = application.organisation.parent
        if above is not None:
            telling.tell_keepers(
                above, application, reverse("members:application", args=[application.pk]), template="told"
            )
        audit.record("application.raised", application, by=by)
    return len(late)


def _way(by: Actor, person_id: UUID) -> Way:
    if by.person_id == person_id:
        return Way.SELF
    return Way.OFFICER if by.holds(*HANDLERS) else Way.FAMILY


def _locked(application: Application) -> Application:
    found = Application.objects.select_for_update(of=("self",)).select_related("organisation", "origin", "person")
    return found.get(pk=application.pk)


def _settle(application: Application, *, by: Actor) -> None:
    """When and by whom it was decided; a number kept apart is kept no longer."""
    application.decided_at, application.decided_by_id = clock.now(), by.person_id
    application.claimed_identity = ""
    application.save(update_fields=["state", "why", "decided_at", "decided_by", "claimed_identity"])
