"""Who joins, who takes people in, who removes whom, and who sees which applications?

The books of a union are kept by its chair and by officers of the bodies above (`people.kept_unions`): whoever is tied to the
union's employer keeps nothing of it and sees no application. The union somebody moves from sees that they move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations.enums import OrganisationKind
from unionhall.people import api as people
from unionhall.people.enums import Role

from .models import Application, Door, HomeRule, Removal
from .states import APPLICATION, REMOVAL

if TYPE_CHECKING:
    from unionhall.people.models import Membership

MOST_UNIONS = 300
KEEPERS = (Role.OFFICER, Role.GRASSROOTS_CHAIR)
JOINABLE = (OrganisationKind.UNION, OrganisationKind.JOINT_UNION, OrganisationKind.INDUSTRIAL_UNION)


def visible_applications(actor: Actor) -> QuerySet[Application]:
    """Applications to the unions one keeps, and of members who want to move away from them."""
    if actor.via == "system":
        return Application.objects.all()
    if not actor.holds(*KEEPERS):
        return Application.objects.none()
    kept = people.kept_unions(actor).values("pk")
    return Application.objects.filter(Q(organisation__in=kept) | Q(origin__in=kept))


def own_applications(actor: Actor) -> QuerySet[Application]:
    """One's own, and those of people one has a mandate for."""
    return Application.objects.filter(person__in=actor.self_and_mandates)


def visible_removals(actor: Actor) -> QuerySet[Removal]:
    return Removal.objects.filter(membership__in=people.visible_members(actor).values("pk"))


def own_removals(actor: Actor) -> QuerySet[Removal]:
    return Removal.objects.filter(membership__person__in=actor.self_and_mandates)


def visible_homes(actor: Actor) -> QuerySet[HomeRule]:
    """Which union is home to whom is public; the table with its past is for those who keep it."""
    if actor.via == "system":
        return HomeRule.objects.all()
    return HomeRule.objects.filter(organisation__in=people.kept_unions(actor).values("pk"))


def unions_of(actor: Actor) -> list[tuple[str, str]]:
    """The unions to choose from that take members themselves."""
    kept = people.kept_unions(actor).filter(kind__in=JOINABLE).order_by("code", "pk")
    return [(str(pk), name) for pk, name in kept.values_list("pk", "short_name")[:MOST_UNIONS]]


def may_list_members(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*KEEPERS):
        return YES
    return no(
        _("Members are kept by the chair of a union and the officers above."), _("Your own membership is on your page.")
    )


def may_join(actor: Actor, door: Door) -> Verdict:
    """Everybody may ask, over the link of an open union that takes members itself."""
    union = door.organisation
    if union.closed_on is not None or union.kind not in JOINABLE:
        return no(_("This body takes no members itself."), _("Find your union by place or trade."), "not_joinable")
    if not door.open:
        return no(_("This union takes nobody in over its link."), _("Go there, or find another union."), "door_closed")
    return YES


def may_apply_for(actor: Actor, person_id: UUID) -> Verdict:
    """Oneself; somebody one has a mandate for; somebody whose matters one keeps at a union's desk."""
    if actor.via == "system" or person_id in actor.self_and_mandates:
        return YES
    return no(_("You may not do this for that person."), _("Ask them for a mandate first."), "mandate")


def may_withdraw(actor: Actor, application: Application) -> Verdict:
    return all_of(may_apply_for(actor, application.person_id), APPLICATION.may(application, "withdraw", actor))


def may_accept(actor: Actor, application: Application) -> Verdict:
    """The union they come to says yes; never oneself."""
    return all_of(
        _keeper(actor, application), APPLICATION.may(application, "accept", actor), _card_compared(application)
    )


def may_refuse(actor: Actor, application: Application) -> Verdict:
    """The union they come to says no and why. The union they leave does neither: nobody is held back."""
    return all_of(_keeper(actor, application), APPLICATION.may(application, "refuse", actor))


def may_accept_at_once(actor: Actor, application: Application, door: Door) -> Verdict:
    """By the union's own rule, unless a human has to compare the card."""
    if not door.at_once:
        return no(_("This union looks at every application."), _("Wait for its answer."), "reviewed")
    return _card_compared(application)


def may_leave(actor: Actor, membership: Membership) -> Verdict:
    """Nobody is kept against their will; with a mandate one may say so for them."""
    return all_of(may_apply_for(actor, membership.person_id), _goes_on(membership))


def may_show_card(actor: Actor, membership: Membership) -> Verdict:
    """One's own card, or that of somebody one has a mandate for, while the membership goes on."""
    return may_leave(actor, membership)


def may_retain(actor: Actor, membership: Membership) -> Verdict:
    return all_of(_own_or_kept(actor, membership), _goes_on(membership))


def may_resume(actor: Actor, membership: Membership) -> Verdict:
    if membership.standing != "retained":
        return no(_("This membership is not kept, it is active."), _("Nothing needs to be done."), "active")
    return may_retain(actor, membership)


def may_record_death(actor: Actor, membership: Membership) -> Verdict:
    return all_of(_kept(actor, membership), _goes_on(membership))


def may_propose_removal(actor: Actor, membership: Membership) -> Verdict:
    if membership.person_id == actor.person_id:
        return no(_("Nobody removes themselves."), _("Leave the union on your own page."), "self")
    return all_of(_kept(actor, membership), _goes_on(membership))


def may_be_heard(actor: Actor, removal: Removal) -> Verdict:
    """The member says what they have to say, as long as nothing is decided."""
    return all_of(may_apply_for(actor, removal.membership.person_id), REMOVAL.may(removal, "decide", actor))


def may_decide(actor: Actor, removal: Removal) -> Verdict:
    """A second person decides, after the member was heard or the time for it is over."""
    if removal.proposed_by_id is not None and removal.proposed_by_id == actor.person_id:
        return no(_("Whoever proposed it does not decide it."), _("Ask a second person."), "second_person")
    if removal.membership.person_id == actor.person_id:
        return no(_("Nobody decides about themselves."), _("Ask a second person."), "self")
    if not removal.heard_at and removal.heard_until >= clock.today():
        return no(
            _("The member may still be heard."), _("Wait until they spoke, or until that day is over."), "unheard"
        )
    return all_of(_kept(actor, removal.membership), REMOVAL.may(removal, "decide", actor))


def may_drop(actor: Actor, removal: Removal) -> Verdict:
    return all_of(_kept(actor, removal.membership), REMOVAL.may(removal, "drop", actor))


def may_keep_door(actor: Actor, organisation_id: UUID) -> Verdict:
    if actor.via == "system" or people.kept_unions(actor).filter(pk=organisation_id).exists():
        return YES
    return no(_("A union's door is kept by its chair and the bodies above."), _("Ask the union."), "not_the_keeper")


def may_keep_homes(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(Role.OFFICER):
        return YES
    return no(_("Home unions are named by officers of the federation."), _("Ask the body above."), "not_an_officer")


def may_raise(actor: Actor) -> Verdict:
    if actor.via == "system":
        return YES
    return no(_("The clock does this by itself."), _("Nothing needs to be done."), "system_only")


def _keeper(actor: Actor, application: Application) -> Verdict:
    if actor.person_id is not None and application.person_id in actor.self_and_mandates:
        return no(_("Nobody accepts themselves or somebody they act for."), _("Ask a second person."), "self")
    if actor.via == "system" or people.kept_unions(actor).filter(pk=application.organisation_id).exists():
        return YES
    return no(_("The union they come to answers this."), _("You see it because they leave yours."), "not_the_keeper")


def _card_compared(application: Application) -> Verdict:
    if application.claimed_identity:
        return no(
            _("This identity number stands beside another entry; it may be the same person."),
            _("Have them show the card, correct the entry, and let them apply again."),
            "compare_card",
        )
    return YES


def _kept(actor: Actor, membership: Membership) -> Verdict:
    return people.may_keep_members(actor, membership.organisation)


def _own_or_kept(actor: Actor, membership: Membership) -> Verdict:
    return YES if membership.person_id in actor.self_and_mandates else _kept(actor, membership)


def _goes_on(membership: Membership) -> Verdict:
    if membership.until is not None:
        return no(_("This membership has ended."), _("They can join again."), "ended")
    return YES
