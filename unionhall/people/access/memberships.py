"""Who sees which memberships? The members themselves, and those who keep the books of their union or of one above it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN, OrganisationKind

from ..enums import Role
from ..models import Membership
from ..queries import adverse_ties

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


def kept_unions(actor: Actor) -> QuerySet[Organisation]:
    """The bodies whose members one keeps: officers those of their subtree, a chair those of the own union.

    Whoever is tied to an employer keeps nothing of its union. A chair's own post at the union is no such tie, a desk in the
    personnel office is: then the body above keeps the books.
    """
    bodies = organisations.visible_organisations(actor).exclude(kind=OrganisationKind.AGENCY)
    if actor.via == "system":
        return bodies
    below, own = Q(pk__in=[]), actor.organisation_ids(Role.GRASSROOTS_CHAIR)
    for post in actor.posts:
        if post.role == Role.OFFICER:
            below |= Q(**{LEVEL_COLUMN[post.level]: post.organisation_id})
    if actor.tied_employers:
        below &= ~Q(employer__in=list(actor.tied_employers)) | Q(employer__isnull=True)
    mine = Q(pk__in=own)
    if own and actor.person_id and (against := adverse_ties(actor.person_id)):
        mine &= ~Q(employer__in=list(against)) | Q(employer__isnull=True)
    return bodies.filter(below | mine)


def visible_members(actor: Actor) -> QuerySet[Membership]:
    """Memberships, past and present, of the bodies one keeps. Nothing here is one's own: see `own_memberships`."""
    if actor.via == "system":
        return Membership.objects.all()
    if not actor.holds(Role.OFFICER, Role.GRASSROOTS_CHAIR):
        return Membership.objects.none()
    return Membership.objects.filter(organisation__in=kept_unions(actor))


def own_memberships(actor: Actor) -> QuerySet[Membership]:
    """One's own memberships, and those of people one has a mandate for."""
    return Membership.objects.filter(person__in=actor.self_and_mandates)


def may_book(actor: Actor, person_id: UUID, organisation: Organisation) -> Verdict:
    """A line in the books: by the person or with their mandate, by the system, or by those who keep the union's books."""
    return YES if person_id in actor.self_and_mandates else may_keep_members(actor, organisation)


def may_keep_members(actor: Actor, organisation: Organisation) -> Verdict:
    """The books of a union are kept by its chair and by the officers above it."""
    if actor.via == "system" or kept_unions(actor).filter(pk=organisation.pk).exists():
        return YES
    return no(
        _("The members of this union are kept by its chair and the bodies above it."),
        _("Ask the union itself."),
        "not_the_keeper",
    )
