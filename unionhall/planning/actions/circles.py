"""Circles are asked for, reckoned, taken out, or go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import after_commit
from unionhall.core.verdict import Refused, no

from .. import access, keeping, standing
from ..enums import DoorHours, Slot, slot_at
from ..models import CircleRun, DemandLayer, RoadNetwork
from ..states import CIRCLES, LayerState, RunState
from .steps import later, not_too_often, tell

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

ASKED_A_DAY = 200


@transaction.atomic
def ask_circles(
    organisation: Organisation,
    *,
    by: Actor,
    name: str,
    demand: DemandLayer,
    network: RoadNetwork | None = None,
    kinds: Sequence[str] = (),
    hours: str = DoorHours.REGISTERED,
    day: date | None = None,
    weekday: int = 1,
    minute: int = 600,
    slot: str = "",
    minutes: Sequence[int] = (5, 10, 15),
    speed: float = 1.2,
    detour: float = 1.0,
    rural_km: float = 10.0,
    in_background: bool = True,
) -> CircleRun:
    """Ask who reaches an open door within so many minutes, on the ways or in a straight line."""
    access.may_reckon(by, organisation).or_refuse()
    not_too_often(by, "circles", ASKED_A_DAY)
    slot = usable(demand, network, slot, weekday=standing.week_of(day, weekday), minute=minute)
    run = CircleRun(
        organisation=organisation, name=name.strip(), demand=demand, network=network, kinds=list(kinds), hours=hours, day=day, weekday=weekday if day is None else day.weekday(),
        minute=minute, slot=slot, minutes=sorted({int(one) for one in minutes}), speed=speed, detour=1.0 if network else detour,
        rural_km=rural_km, made_by_id=by.person_id, made_at=clock.now(),
    )  # fmt: skip
    run.save(force_insert=True)
    audit.record("circle_run.asked", run, by=by, organisation_id=organisation.pk)
    if in_background:
        later("planning.reckon_circles", run)
    return run


@transaction.atomic
def note_circles(
    run: CircleRun,
    *,
    by: Actor,
    stored_as: str,
    found: Mapping[str, Any],
    basis: Mapping[str, Any],
    silently: bool = False,
) -> CircleRun:
    """The circles were reckoned: this came out, from this."""
    run = _taken(run)
    access.may_run(by).or_refuse()
    if run.state != RunState.WAITING:
        after_commit(lambda: keeping.discard(stored_as))
        return run
    run.found, run.basis, run.stored_as, run.step, run.finished_at = (
        dict(found),
        dict(basis),
        stored_as,
        "",
        clock.now(),
    )
    CIRCLES.move(run, "note_circles", by)
    run.save()
    audit.record("circle_run.note_circles", run, by=by, organisation_id=run.organisation_id)
    if not silently:
        tell(run.made_by_id, run)
    return run


@transaction.atomic
def give_circles_back(run: CircleRun, *, by: Actor, problem: Mapping[str, str]) -> CircleRun:
    """It cannot be reckoned; whoever asked is told why."""
    run = _taken(run)
    access.may_run(by).or_refuse()
    if run.state != RunState.WAITING:
        return run
    run.problem, run.step = dict(problem), ""
    CIRCLES.move(run, "give_circles_back", by)
    run.save()
    audit.record("circle_run.give_circles_back", run, by=by, organisation_id=run.organisation_id)
    tell(run.made_by_id, run)
    return run


@transaction.atomic
def take_out(run: CircleRun, *, by: Actor) -> CircleRun:
    """The points that reach no door leave as a list; that is written down."""
    access.may_take_out(by, run).or_refuse()
    audit.record("circle_run.taken_out", run, by=by, organisation_id=run.organisation_id)
    return run


@transaction.atomic
def remove_run(run: CircleRun, *, by: Actor) -> CircleRun:
    """The reckoning is no longer kept."""
    run = _taken(run)
    access.may_remove_run(by, run).or_refuse()
    CIRCLES.move(run, "remove_run", by)
    folder, run.stored_as = run.stored_as, ""
    run.save()
    audit.record("circle_run.remove_run", run, by=by, organisation_id=run.organisation_id)
    after_commit(lambda: keeping.discard(folder))
    return run


def usable(demand: DemandLayer, network: RoadNetwork | None, slot: str, *, weekday: int, minute: int) -> str:
    """Refuse what is not ready, and a part of the week the layer does not count. Where none is named: that of the hour, or all the time."""
    if demand.state != LayerState.READY:
        raise Refused(
            no(_("This demand layer is not ready."), _("Wait until it is read, or choose another."), "demand")
        )
    if not slot:
        of_the_hour = slot_at(weekday, minute // 60).value
        slot = of_the_hour if of_the_hour in demand.slots else Slot.ALL_DAY.value
    if slot not in demand.slots:
        counted = "、".join(str(Slot(one).label) for one in demand.slots)
        raise Refused(
            no(
                _("This layer does not count that part of the week."),
                format_lazy(_("Choose one of the parts it counts: {parts}."), parts=counted),
                "slot",
            )
        )
    if network is not None and not network.is_usable:
        raise Refused(no(_("This network is not ready."), _("Wait until it is read, or choose another."), "network"))
    return slot


def _taken(run: CircleRun) -> CircleRun:
    found = CircleRun.objects.select_for_update(of=("self",)).select_related("organisation", "demand", "network")
    return found.get(pk=run.pk)
