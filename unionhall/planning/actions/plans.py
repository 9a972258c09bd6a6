"""A siting plan is made, answered, proven, stopped, gone on with, or goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import after_commit
from unionhall.core.verdict import Refused, no

from .. import access, keeping, standing
from ..enums import DoorHours, HostsFrom, Objective, Under
from ..models import DemandLayer, RoadNetwork, SitingPlan
from ..states import PLAN, PlanState
from .circles import usable
from .layers import ENDINGS
from .steps import later, not_too_often, tell

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

MADE_A_DAY = 100
HOSTS_BYTES = 20 * keeping.MEGABYTE


@transaction.atomic
def make_plan(
    organisation: Organisation,
    *,
    by: Actor,
    name: str,
    demand: DemandLayer,
    network: RoadNetwork | None = None,
    objective: str = Objective.MCLP,
    under: str = Under.COUNT,
    new: int | None = None,
    budget: Decimal | None = None,
    hosts_from: str = HostsFrom.FILE,
    hosts: Any = None,
    read_as: str = "wgs84",
    is_sure: bool = False,
    kinds: Sequence[str] = (),
    hours: str = DoorHours.ANY,
    day: date | None = None,
    weekday: int = 1,
    minute: int = 600,
    slot: str = "",
    minutes: int = 15,
    speed: float = 1.2,
    detour: float = 1.0,
    capacity: int | None = None,
    seconds: int = 60,
    in_background: bool = True,
) -> SitingPlan:
    """Ask where the next stations should stand. A good answer comes at once; how far it is from the best is proven in the background."""
    access.may_make_plan(by, organisation).or_refuse()
    not_too_often(by, "plans", MADE_A_DAY)
    slot = usable(demand, network, slot, weekday=standing.week_of(day, weekday), minute=minute)
    _fits(objective, under, new, budget, capacity)
    if hosts_from == HostsFrom.FILE:
        folder = keeping.take_in([hosts] if hosts is not None else [], endings=ENDINGS, most_bytes=HOSTS_BYTES)
    else:
        folder = keeping.fresh("incoming")
    plan = SitingPlan(
        organisation=organisation, name=name.strip(), demand=demand, network=network, objective=objective, under=under,
        new=new if under == Under.COUNT else None, budget=budget if under == Under.BUDGET else None, hosts_from=hosts_from,
        kinds=list(kinds), hours=hours, day=day, weekday=weekday if day is None else day.weekday(), minute=minute, slot=slot, minutes=minutes, speed=speed,
        detour=1.0 if network else detour, capacity=capacity, seconds=seconds, stored_as=folder, basis={"hosts_read_as": read_as, "hosts_sure": is_sure},
        made_by_id=by.person_id, made_at=clock.now(),
    )  # fmt: skip
    plan.save(force_insert=True)
    audit.record("siting_plan.asked", plan, by=by, organisation_id=organisation.pk, objective=objective)
    if in_background:
        later("planning.answer_plan", plan)
    return plan


def _fits(objective: str, under: str, new: int | None, budget: Decimal | None, capacity: int | None) -> None:
    """Covering everybody is limited by nothing; every other question by a number or a sum."""
    if objective == Objective.LSCP and under != Under.NOTHING:
        raise Refused(
            no(_("Reaching everybody takes as many stations as it takes."), _("Choose “as many as it takes”."), "under")
        )
    if objective != Objective.LSCP and under == Under.NOTHING:
        raise Refused(
            no(
                _("Without a limit every candidate would be chosen."),
                _("Say how many, or how much money there is."),
                "under",
            )
        )
    if capacity and objective != Objective.MCLP:
        raise Refused(
            no(
                _("How many one station can serve is reckoned only when as many as possible are to be reached."),
                _("Leave it empty, or choose “reach as many as possible”."),
                "capacity",
            )
        )
    if (under == Under.COUNT and not new) or (under == Under.BUDGET and not budget):
        raise Refused(
            no(
                _("Say how many new stations, or how much money there is."),
                _("Fill in the field of the limit chosen."),
                "limit",
            )
        )


@transaction.atomic
def note_answer(
    plan: SitingPlan, *, by: Actor, answer: Mapping[str, Any], basis: Mapping[str, Any], hosts: int, prove: bool = True,
    in_background: bool = True,
) -> SitingPlan:  # fmt: skip
    """There is a good answer; how good it certainly is, is proven from here on in the background."""
    plan = _taken(plan)
    access.may_run(by).or_refuse()
    if plan.state != PlanState.WAITING:
        return plan
    plan.answer, plan.hosts, plan.step, plan.answered_at = dict(answer), hosts, "", clock.now()
    plan.basis = {**plan.basis, **basis}
    PLAN.move(plan, "note_answer", by)
    if not prove:
        PLAN.move(plan, "note_proof", by)
        plan.finished_at = clock.now()
    plan.save()
    audit.record(
        "siting_plan.note_answer", plan, by=by, organisation_id=plan.organisation_id, sites=len(answer.get("sites", []))
    )
    if prove and in_background:
        later("planning.prove_plan", plan)
    return plan


@transaction.atomic
def note_interim(plan: SitingPlan, *, by: Actor, interim: Mapping[str, Any]) -> bool:
    """The best so far and its bound, kept so that nothing is lost with the worker. False when somebody stopped it."""
    plan = _taken(plan)
    access.may_run(by).or_refuse()
    if plan.state != PlanState.PROVING:
        return False
    plan.answer, plan.step = {**plan.answer, "interim": dict(interim)}, "proving"
    plan.save(update_fields=["answer", "step"])
    return True


@transaction.atomic
def note_proof(plan: SitingPlan, *, by: Actor, answer: Mapping[str, Any]) -> SitingPlan:
    """The reckoning ended: proven the best, or with the distance that certainly is not exceeded."""
    plan = _taken(plan)
    access.may_run(by).or_refuse()
    if plan.state not in (PlanState.PROVING, PlanState.STOPPED):
        return plan
    plan.answer, plan.step, plan.finished_at = dict(answer), "", clock.now()
    if plan.state == PlanState.STOPPED:  # stopped meanwhile: what was found until then stays
        plan.save(update_fields=["answer"])
        return plan
    PLAN.move(plan, "note_proof", by)
    plan.save()
    audit.record(
        "siting_plan.note_proof", plan, by=by, organisation_id=plan.organisation_id, proven=bool(answer.get("proven"))
    )
    tell(plan.made_by_id, plan)
    return plan


@transaction.atomic
def give_plan_back(plan: SitingPlan, *, by: Actor, problem: Mapping[str, str]) -> SitingPlan:
    """It cannot be answered, or not be proven; whoever asked is told why. An answer found before stays."""
    plan = _taken(plan)
    access.may_run(by).or_refuse()
    if plan.state not in (PlanState.WAITING, PlanState.PROVING):
        return plan
    plan.problem, plan.step = dict(problem), ""
    if plan.state == PlanState.PROVING:  # the answer stands; only how good it is stays open
        plan.finished_at = clock.now()
        PLAN.move(plan, "give_proof_up", by)
    else:
        PLAN.move(plan, "give_plan_back", by)
    plan.save()
    audit.record("siting_plan.give_plan_back", plan, by=by, organisation_id=plan.organisation_id)
    tell(plan.made_by_id, plan)
    return plan


@transaction.atomic
def stop_plan(plan: SitingPlan, *, by: Actor) -> SitingPlan:
    """Stop reckoning; the answer found so far stays, with what is certain about it."""
    plan = _taken(plan)
    access.may_stop_plan(by, plan).or_refuse()
    PLAN.move(plan, "stop_plan", by)
    plan.step, plan.finished_at = "", clock.now()
    plan.save()
    audit.record("siting_plan.stop_plan", plan, by=by, organisation_id=plan.organisation_id)
    return plan


@transaction.atomic
def resume_plan(plan: SitingPlan, *, by: Actor, seconds: int | None = None, in_background: bool = True) -> SitingPlan:
    """Go on from the best answer so far, for some more time."""
    plan = _taken(plan)
    access.may_resume_plan(by, plan).or_refuse()
    not_too_often(by, "plans", MADE_A_DAY)
    PLAN.move(plan, "resume_plan", by)
    plan.rounds, plan.seconds, plan.finished_at, plan.problem = plan.rounds + 1, seconds or plan.seconds, None, {}
    plan.save()
    audit.record("siting_plan.resume_plan", plan, by=by, organisation_id=plan.organisation_id)
    if in_background:
        later("planning.answer_plan", plan)
    return plan


@transaction.atomic
def remove_plan(plan: SitingPlan, *, by: Actor) -> SitingPlan:
    """The plan is no longer kept."""
    plan = _taken(plan)
    access.may_remove_plan(by, plan).or_refuse()
    PLAN.move(plan, "remove_plan", by)
    folder, plan.stored_as = plan.stored_as, ""
    plan.save()
    audit.record("siting_plan.remove_plan", plan, by=by, organisation_id=plan.organisation_id)
    after_commit(lambda: keeping.discard(folder))
    return plan


def _taken(plan: SitingPlan) -> SitingPlan:
    found = SitingPlan.objects.select_for_update(of=("self",)).select_related("organisation", "demand", "network")
    return found.get(pk=plan.pk)
