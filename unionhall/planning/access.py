"""Who sees which networks, demand layers, reckonings and plans, and who may do what with them?

Roads and demand serve whoever plans with them: they are seen by the body that keeps them, by those above it and by those below it.
Reckonings and plans are seen by the body they were made for and by those above. Officers do, supervisors read; nobody else plans.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import Role

from .models import CircleRun, DemandLayer, RoadNetwork, SitingPlan
from .states import CIRCLES, LAYER, NETWORK, PLAN, LayerState, NetworkState, PlanState, RunState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

PLANNERS = (Role.OFFICER,)
READERS = (Role.OFFICER, Role.SUPERVISOR)


def _below(actor: Actor, roles: tuple[str, ...], of: str = "organisation") -> Q:
    """The bodies where one holds such a post, and all below them, as a condition on the body named by `of`."""
    prefix, found = f"{of}__" if of else "", Q(pk__in=[])
    for post in actor.posts:
        if post.role in roles:
            found |= Q(**{f"{prefix}{LEVEL_COLUMN[post.level]}": post.organisation_id})
    return found


def _above(actor: Actor, roles: tuple[str, ...]) -> Q:
    """The bodies above those posts."""
    own = organisations.visible_organisations(actor).filter(pk__in=actor.organisation_ids(*roles)).order_by("pk")
    above = {key for body in own for key in body.ancestors_by_column.values() if key}
    return Q(organisation__in=above)


def visible_networks(actor: Actor) -> QuerySet[RoadNetwork]:
    """The networks of one's body, of those above and of those below."""
    every = RoadNetwork.objects.exclude(state=NetworkState.REMOVED)
    return every if actor.via == "system" else every.filter(_below(actor, READERS) | _above(actor, READERS))


def visible_layers(actor: Actor) -> QuerySet[DemandLayer]:
    """The demand layers of one's body, of those above and of those below."""
    every = DemandLayer.objects.exclude(state=LayerState.REMOVED)
    return every if actor.via == "system" else every.filter(_below(actor, READERS) | _above(actor, READERS))


def visible_runs(actor: Actor) -> QuerySet[CircleRun]:
    """Reckonings made for one's body and those below."""
    every = CircleRun.objects.exclude(state=RunState.REMOVED)
    return every if actor.via == "system" else every.filter(_below(actor, READERS))


def visible_plans(actor: Actor) -> QuerySet[SitingPlan]:
    """Plans made for one's body and those below."""
    every = SitingPlan.objects.exclude(state=PlanState.REMOVED)
    return every if actor.via == "system" else every.filter(_below(actor, READERS))


def bodies(actor: Actor) -> QuerySet[Organisation]:
    """The bodies for which one may plan: one's own, and those below."""
    every = organisations.visible_organisations(actor).filter(agency_kind="")
    return every if actor.via == "system" else every.filter(_below(actor, PLANNERS, of=""))


def may_see(actor: Actor) -> Verdict:
    """Whoever plans or looks after those who do."""
    if actor.via == "system" or actor.holds(*READERS):
        return YES
    return no(_("Circles and siting are planned by officers."), _("Stations near you are on the map of stations."))


def may_plan_somewhere(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*PLANNERS):
        return YES
    return no(_("Planning is done by officers; you may read."), _("Ask an officer of the body."), "not_officer")


def may_plan_for(actor: Actor, body: Organisation) -> Verdict:
    """An officer of the body or of one above."""
    if not (verdict := may_plan_somewhere(actor)) or actor.via == "system":
        return verdict
    above = body.ancestors_by_column
    if any(post.role in PLANNERS and above[LEVEL_COLUMN[post.level]] == post.organisation_id for post in actor.posts):
        return YES
    return no(_("This body is not below yours."), _("Ask an officer there."), "not_below")


def may_bring_network(actor: Actor, body: Organisation) -> Verdict:
    return may_plan_for(actor, body)


def may_replace_network(actor: Actor, network: RoadNetwork) -> Verdict:
    return all_of(may_plan_for(actor, network.organisation), NETWORK.may(network, "replace_network", actor))


def may_remove_network(actor: Actor, network: RoadNetwork) -> Verdict:
    return all_of(may_plan_for(actor, network.organisation), NETWORK.may(network, "remove_network", actor))


def may_bring_layer(actor: Actor, body: Organisation) -> Verdict:
    return may_plan_for(actor, body)


def may_remove_layer(actor: Actor, layer: DemandLayer) -> Verdict:
    return all_of(may_plan_for(actor, layer.organisation), LAYER.may(layer, "remove_layer", actor))


def may_reckon(actor: Actor, body: Organisation) -> Verdict:
    return may_plan_for(actor, body)


def may_remove_run(actor: Actor, run: CircleRun) -> Verdict:
    return all_of(may_plan_for(actor, run.organisation), CIRCLES.may(run, "remove_run", actor))


def may_make_plan(actor: Actor, body: Organisation) -> Verdict:
    return may_plan_for(actor, body)


def may_stop_plan(actor: Actor, plan: SitingPlan) -> Verdict:
    return all_of(may_plan_for(actor, plan.organisation), PLAN.may(plan, "stop_plan", actor))


def may_resume_plan(actor: Actor, plan: SitingPlan) -> Verdict:
    """A plan whose answer is proven the best has nothing to go on for."""
    if plan.answer.get("proven"):
        return no(
            _("This answer is proven to be the best possible."), _("Make another plan to ask something else."), "proven"
        )
    if plan.basis_went:
        return no(
            _("The demand or the road network of this plan was replaced or removed since; nothing more can be proven about it."),
            _("Its answer stays. Make another plan like it, to reckon with what is there today."),
            "went_since",
        )  # fmt: skip
    return all_of(may_plan_for(actor, plan.organisation), PLAN.may(plan, "resume_plan", actor))


def may_remove_plan(actor: Actor, plan: SitingPlan) -> Verdict:
    return all_of(may_plan_for(actor, plan.organisation), PLAN.may(plan, "remove_plan", actor))


def may_take_out(actor: Actor, _record: Any) -> Verdict:
    """Whoever sees a result may take it along; it holds points and numbers, no persons."""
    return may_see(actor)


def may_run(actor: Actor) -> Verdict:
    """Files are read and plans are reckoned by the system, for the officer who asked."""
    if actor.via == "system":
        return YES
    return no(_("The system does this by itself."), _("Look at the progress."), "system_only")
