"""Who sees which persons, enters them, changes their names, and who consents for them?"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no

from ..enums import HANDLERS, Role
from ..models import Consent, Membership, Person, Post
from ..queries import in_force


def visible_people(actor: Actor) -> QuerySet[Person]:
    """Oneself, those one has a mandate for, and for officers and chairs the members of their own bodies."""
    if actor.via == "system":
        return Person.objects.all()
    mine = Q(pk__in=actor.self_and_mandates)
    bodies = actor.organisation_ids(Role.OFFICER, Role.GRASSROOTS_CHAIR)
    if bodies:
        members = Membership.objects.filter(in_force(clock.today()), organisation__in=bodies)
        mine |= Q(pk__in=members.values("person"))
    return Person.objects.filter(mine)


def may_enter(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*HANDLERS):
        return YES
    return no(_("Only officers enter other persons."), _("Sign in with your own phone; your record is made by itself."))


def may_complete(actor: Actor, person_id: UUID) -> Verdict:
    """Facts that were not known are said by the person, by whoever has their mandate, or heard at a desk."""
    if actor.via == "system" or person_id in actor.self_and_mandates or actor.holds(*HANDLERS):
        return YES
    return no(_("A person's facts are said by the person."), _("Ask the person."))


def may_move_all(actor: Actor) -> Verdict:
    """All members of a union go along when it is merged: that follows from the merger, nobody asks for it alone."""
    if actor.via == "system":
        return YES
    return no(_("Members go along when unions are merged."), _("Merge the unions."), "system_only")


def may_rename(actor: Actor, person: Person) -> Verdict:
    """One's own name, as long as no identity number stands beside it; then it is the register's."""
    if person.identity_number or Post.objects.filter(in_force(clock.today()), person=person).exists():
        return no(
            _("Your name stands beside your identity number or your post, so it is not changed here."),
            _("Bring your identity card to your union."),
            "name_is_registered",
        )
    return YES


def may_export(actor: Actor, person: Person) -> Verdict:
    """One's own data, by oneself and signed in by hand; a mandate does not reach this far."""
    if actor.person_id == person.pk and actor.via == "web":
        return YES
    return no(_("Everybody takes out their own data."), _("Sign in with your own phone."))


def visible_consents(actor: Actor) -> QuerySet[Consent]:
    """One's own consents."""
    return Consent.objects.filter(person=actor.person_id) if actor.person_id else Consent.objects.none()


def may_consent(actor: Actor, person_id: UUID) -> Verdict:
    """The person, someone with their mandate, or an officer who heard it and says how."""
    if actor.via == "system" or person_id in actor.self_and_mandates or actor.holds(*HANDLERS):
        return YES
    return no(_("Consent is given by the person it concerns."), _("Ask the person."))
