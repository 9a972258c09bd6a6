"""Who gives a mandate, who accepts it, who ends it, and who sees it?"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no

from ..enums import HANDLERS, MandateStanding
from ..models import Mandate, Person


def visible_mandates(actor: Actor) -> QuerySet[Mandate]:
    """Mandates one gave or holds."""
    people = [actor.person_id] if actor.person_id else []
    return Mandate.objects.filter(Q(principal__in=people) | Q(agent__in=people))


def mandates_recorded(actor: Actor) -> QuerySet[Mandate]:
    """Those an officer recorded for others."""
    if actor.person_id is None or not actor.holds(*HANDLERS):
        return Mandate.objects.none()
    return Mandate.objects.filter(recorded_by=actor.person_id).exclude(principal=actor.person_id)


def may_give_mandate(actor: Actor, principal: Person, agent: Person | None = None) -> Verdict:
    """The worker gives it; an officer may record one given on paper, by telephone or in person, never to themselves."""
    if agent is not None and agent.pk == principal.pk:
        return no(_("A person needs no mandate to act for themselves."), _("Enter the phone of the other person."))
    if actor.via == "system" or actor.person_id == principal.pk:
        return YES
    if not actor.holds(*HANDLERS):
        return no(
            _("A mandate is given by the worker it is for."),
            _("Ask the worker to give it, or bring a signed one to your union."),
        )
    if agent is not None and agent.pk == actor.person_id:
        return no(_("Nobody records a mandate to themselves."), _("Ask a colleague to record it."))
    return YES


def may_accept_mandate(actor: Actor, mandate: Mandate) -> Verdict:
    """Whoever is asked, by themselves: nobody takes on a duty for somebody else, and no body's program does."""
    if actor.person_id != mandate.agent_id or actor.for_body:
        return no(
            _("Only the person who was asked answers."),
            _("Ask them to sign in with their own phone."),
            "not_the_one_asked",
        )
    standing = mandate.standing(clock.today())
    if mandate.accepted_at is not None or standing == MandateStanding.DECLINED:
        return no(_("This mandate was answered already."), _("Nothing needs to be done."), "answered")
    if standing != MandateStanding.WAITING:
        return no(_("This can no longer be answered."), _("Ask the worker to give it once more."), "too_late")
    return YES


def may_decline_mandate(actor: Actor, mandate: Mandate) -> Verdict:
    """As for accepting."""
    return may_accept_mandate(actor, mandate)


def may_revoke_mandate(actor: Actor, mandate: Mandate) -> Verdict:
    if actor.person_id in (mandate.principal_id, mandate.agent_id, mandate.recorded_by_id):
        return YES
    return no(_("Only the two people of a mandate, or whoever recorded it, end it."), _("Ask the worker to end it."))
