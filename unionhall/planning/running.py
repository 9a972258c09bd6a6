"""Long work from its first step to its last: files read, circles reckoned, plans answered and proven. Killed anywhere, it may begin anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor, system
from unionhall.core.verdict import Refused, no
from unionhall.geo.words import Unreadable
from unionhall.siting.instance import Unsound
from unionhall.siting.objectives import Impossible

from . import actions, choosing, reading, reckoning
from .both import in_both
from .models import CircleRun, DemandLayer, RoadNetwork, SitingPlan
from .states import LayerState, NetworkState, PlanState, RunState

BY = system("planning")
WRONG = (Refused, Unreadable, Impossible, Unsound)
QUICK_POINTS, QUICK_WAYS, QUICK_BYTES = 3_000, 20_000, 100_000
"""Up to so many points, ways and bytes of candidates an answer takes a moment, and is given in the request."""
LOOK_SECONDS = 2.0


class Stopped(Exception):
    """Somebody stopped or removed it while it was being reckoned."""


def is_quick_run(demand: DemandLayer | None, network: RoadNetwork | None) -> bool:
    """Whether circles can be reckoned while somebody waits."""
    return demand is not None and demand.points <= QUICK_POINTS and (network is None or network.ways <= QUICK_WAYS)


def is_quick_plan(demand: DemandLayer | None, network: RoadNetwork | None, hosts: Any) -> bool:
    """Whether the first answer of a plan can be given while somebody waits."""
    return is_quick_run(demand, network) and _bytes_of(hosts) <= QUICK_BYTES


def _bytes_of(hosts: Any) -> int:
    return hosts.stat().st_size if isinstance(hosts, Path) else int(getattr(hosts, "size", 0) or 0)


def _steps(record: Any, by: Actor) -> Callable[[str], bool]:
    def step(name: str) -> bool:
        if not actions.note_step(record, by=by, step=name):
            raise Stopped
        return True

    return step


def read_network(pk: Any, *, by: Actor) -> None:
    """Read the files of a network that waits for it; one that cannot be read goes back with the reason."""
    row = RoadNetwork.objects.select_related("organisation").filter(pk=pk, state=NetworkState.READING).first()
    if row is None:
        return
    try:
        folder, facts = reading.read_network(row, _steps(row, by))
    except Stopped:
        return
    except WRONG as error:
        actions.give_network_back(row, by=by, problem=in_both(error))
        return
    actions.note_network(row, by=by, stored_as=folder, facts=facts)


def read_layer(pk: Any, *, by: Actor) -> None:
    """Read the file of a layer that waits for it."""
    row = DemandLayer.objects.select_related("organisation").filter(pk=pk, state=LayerState.READING).first()
    if row is None:
        return
    try:
        folder, facts = reading.read_layer(row)
    except WRONG as error:
        actions.give_layer_back(row, by=by, problem=in_both(error), report={})
        return
    actions.note_layer(row, by=by, stored_as=folder, facts=facts)


def reckon_circles(pk: Any, *, by: Actor, silently: bool = False) -> None:
    """Reckon circles that wait for it."""
    found = CircleRun.objects.select_related("organisation__division", "demand", "network", "made_by")
    run = found.filter(pk=pk, state=RunState.WAITING).first()
    if run is None:
        return
    try:
        folder, result, basis = reckoning.reckon(run, _steps(run, by))
    except Stopped:
        return
    except WRONG as error:
        actions.give_circles_back(run, by=by, problem=in_both(error))
        return
    actions.note_circles(run, by=by, stored_as=folder, found=result, basis=basis, silently=silently)


def answer_plan(pk: Any, *, by: Actor, in_background: bool = True) -> None:
    """Answer a plan that waits for it; one that was answered before goes straight on to its proof."""
    plan = _plan(pk, PlanState.WAITING)
    if plan is None:
        return
    if plan.answer:
        actions.note_answer(plan, by=by, answer=plan.answer, basis={}, hosts=plan.hosts, in_background=in_background)
        return
    try:
        task = choosing.task_of(plan, _steps(plan, by))
        answer = choosing.first_answer(task)
        kept = choosing.kept_answer(plan, task, answer)
    except Stopped:
        return
    except WRONG as error:
        actions.give_plan_back(plan, by=by, problem=in_both(error))
        return
    actions.note_answer(
        plan,
        by=by,
        answer=kept,
        basis=task.basis,
        hosts=len(task.hosts.ids),
        prove=not kept["proven"],
        in_background=in_background,
    )


def prove_plan(pk: Any, *, by: Actor) -> None:
    """Prove how good the answer of a plan is, from the best known one on; somebody may stop it meanwhile."""
    plan = _plan(pk, PlanState.PROVING)
    if plan is None:
        return
    step = _steps(plan, by)
    looked = time.monotonic()

    def progress(found: Any) -> bool:
        nonlocal looked
        if time.monotonic() - looked < LOOK_SECONDS:
            return True
        looked = time.monotonic()
        return actions.note_interim(plan, by=by, interim=choosing.interim(found))

    try:
        task = choosing.task_of(plan, step)
        step("proving")
        answer = choosing.proven_answer(task, choosing.answer_again(plan, task), float(plan.seconds), progress)
        kept = choosing.kept_answer(plan, task, answer)
    except Stopped:
        return
    except WRONG as error:
        actions.give_plan_back(plan, by=by, problem=in_both(error))
        return
    actions.note_proof(plan, by=by, answer=kept)


def give_up(kind: type[Any], pk: Any, *, by: Actor) -> None:
    """It broke off again and again, and not for anything in the files: whoever waits is told so, with what to do. What was found stays."""
    row = kind.objects.filter(pk=pk).first()
    if row is None:
        return
    brought = kind in (RoadNetwork, DemandLayer)
    problem = in_both(
        no(
            _("This broke off several times while it was reckoned; nothing you entered is wrong."),
            _("Bring the file again later. If it breaks off again, tell whoever runs this installation.")
            if brought
            else _(
                "Ask again later, or with fewer points. If it breaks off again, tell whoever runs this installation."
            ),
            "broke_off",
        )
    )
    if kind is RoadNetwork:
        actions.give_network_back(row, by=by, problem=problem)
    elif kind is DemandLayer:
        actions.give_layer_back(row, by=by, problem=problem, report={})
    elif kind is CircleRun:
        actions.give_circles_back(row, by=by, problem=problem)
    else:
        actions.give_plan_back(row, by=by, problem=problem)


def _plan(pk: Any, state: str) -> SitingPlan | None:
    found = SitingPlan.objects.select_related("organisation", "demand", "network", "made_by")
    return found.filter(pk=pk, state=state).first()
