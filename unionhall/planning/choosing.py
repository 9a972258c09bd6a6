"""Where the next stations should stand: a plan as an instance of `siting`, its answers as what a plan keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from unionhall.core import clock
from unionhall.core.verdict import Refused, no
from unionhall.geo import tables
from unionhall.siting import Answer, Impossible, Instance, Means, Objective, answer_now, explained, prove, recount

from . import keeping, pictures, standing
from .enums import HostsFrom, Under
from .models import SitingPlan
from .reading import report_of
from .reckoning import Demand, Ways, basis_of

Floats = NDArray[np.float64]
Step = Callable[[str], bool]
MOST_HOSTS = 20_000
MOST_PAIRS = 30_000_000
"""For the two questions about ways every distance is needed: so many pairs of a point and a place at most."""
NAMED = 200
STANDING = "·"
"""Before the id of a station that stands already, so that no candidate has the same."""


@dataclass(frozen=True)
class Hosts:
    """Where a station could stand, and where one stands."""

    ids: list[str]
    names: list[str]
    lon: Floats
    lat: Floats
    costs: Floats
    capacity: Floats
    has_costs: bool


@dataclass(frozen=True)
class Task:
    """A plan ready to be reckoned."""

    instance: Instance
    demand: Demand
    weights: Floats
    hosts: Hosts
    stations: tuple[list[str], Floats, Floats]
    ways: Ways
    means: Means
    objective: Objective
    basis: dict[str, Any]


def task_of(plan: SitingPlan, step: Step) -> Task:
    """Read demand, candidates and standing stations, and who reaches whom. What was read once is read again the same."""
    step("reading")
    demand, ways = Demand.of(plan.demand), Ways.of(plan.network, plan.detour)
    hosts, basis = _hosts(plan)
    stations, said = _stations(plan)
    step("snapping")
    weights = demand.in_slot(plan.slot)
    present = np.flatnonzero(weights > 0)
    lon, lat = np.concatenate([hosts.lon, stations[1]]), np.concatenate([hosts.lat, stations[2]])
    doors, targets = ways.place(lon, lat), ways.place(demand.lon[present], demand.lat[present])
    step("reaching")
    objective = Objective(plan.objective)
    limit = plan.minutes * 60 * plan.speed
    if objective.measures_ways:
        _few_enough(len(present), len(lon))
        distance = ways.matrix(doors, targets, np.inf if ways.network is not None else 25_000_000.0)
    else:
        distance = ways.matrix(doors, targets, limit)
    ids = keeping.load_texts(plan.demand.stored_as, "ids", present)
    here, there = len(hosts.ids), len(stations[0])
    capacity = None if plan.capacity is None else np.concatenate([np.where(np.isnan(hosts.capacity), plan.capacity, hosts.capacity), np.full(there, float(plan.capacity))])
    instance = Instance.build(
        demand_ids=ids, weights=weights[present], candidate_ids=[*hosts.ids, *(STANDING + code for code in stations[0])],
        distance=distance, radius=limit, costs=np.concatenate([hosts.costs, np.zeros(there)]),
        existing=np.concatenate([np.zeros(here, dtype=bool), np.ones(there, dtype=bool)]), capacity=capacity,
    )  # fmt: skip
    means = Means(new=plan.new if plan.under == Under.COUNT else None, budget=float(plan.budget) if plan.budget is not None else None)
    basis = {
        **basis, **basis_of(plan.demand, plan.network), "stations": said, "reckoned_at": clock.now().isoformat(timespec="minutes"),
        "off_network": {"hosts": ways.off(doors), "points": ways.off(targets)},
    }  # fmt: skip
    return Task(instance, demand, weights, hosts, stations, ways, means, objective, basis)


def _few_enough(points: int, places: int) -> None:
    if points * places > MOST_PAIRS:
        raise Refused(
            no(
                format_lazy(_("{points} points and {places} places are too many for a question about the length of ways."), points=f"{points:,}", places=f"{places:,}"),
                _("Take fewer points or candidates, or ask who is reached within the minutes."),
                "too_many",
            )
        )  # fmt: skip


def _hosts(plan: SitingPlan) -> tuple[Hosts, dict[str, Any]]:
    """The candidates, as they were read the first time."""
    folder = plan.stored_as
    if keeping.has(folder, "host_lon"):
        lon, lat, costs, capacity = (np.asarray(keeping.load(folder, f"host_{name}")) for name in ("lon", "lat", "costs", "capacity"))
        kept = Hosts(keeping.load_texts(folder, "host_ids"), keeping.load_texts(folder, "host_names"), lon, lat, costs, capacity, bool(plan.answer.get("has_costs") or plan.basis.get("has_costs")))
        return kept, {"has_costs": kept.has_costs, "complaints": plan.basis.get("complaints", [])}
    hosts, report = _from_file(plan) if plan.hosts_from == HostsFrom.FILE else _from_register(plan)
    if not 0 < len(hosts.ids) <= MOST_HOSTS:
        words = _("There is no candidate.") if not hosts.ids else format_lazy(_("These are more than {n} candidates."), n=f"{MOST_HOSTS:,}")
        raise Refused(no(words, _("Bring a list of possible hosts, or enter planned stations."), "candidates"))
    if plan.under == Under.BUDGET and not hosts.has_costs:
        raise Refused(no(_("A budget needs candidates with costs, and the list has none."), _("Add a column “cost”, or say how many new stations."), "costs"))  # fmt: skip
    keeping.save(folder, host_lon=hosts.lon, host_lat=hosts.lat, host_costs=hosts.costs, host_capacity=hosts.capacity)
    keeping.save_texts(folder, "host_ids", hosts.ids)
    keeping.save_texts(folder, "host_names", hosts.names)
    return hosts, {"has_costs": hosts.has_costs, **report}


def _from_file(plan: SitingPlan) -> tuple[Hosts, dict[str, Any]]:
    file = next(one for one in keeping.files_in(plan.stored_as) if keeping.ending_of(one.name))
    points = tables.read_points(file, name=str(_("the list of hosts")), datum=plan.basis.get("hosts_read_as", "wgs84"))
    has_costs = "cost" in points.columns
    costs = np.nan_to_num(np.asarray(points.columns["cost"], dtype=np.float64)) if has_costs else np.ones(len(points))
    capacity = np.asarray(points.columns["capacity"], dtype=np.float64) if "capacity" in points.columns else np.full(len(points), np.nan)
    names = [str(name) for name in points.columns["name"]] if "name" in points.columns else [""] * len(points)
    return Hosts([str(one) for one in points.ids], names, points.lon, points.lat, costs, capacity, has_costs), report_of(points)


def _from_register(plan: SitingPlan) -> tuple[Hosts, dict[str, Any]]:
    found = standing.stations(standing.reader_of(plan), plan.kinds, states=standing.PLANNED)
    nothing = np.full(len(found), np.nan)
    return Hosts(list(found.codes), list(found.names), found.lon, found.lat, np.ones(len(found)), nothing, False), {}


def _stations(plan: SitingPlan) -> tuple[tuple[list[str], Floats, Floats], dict[str, Any]]:
    """The stations that stand, as they stood the first time."""
    folder = plan.stored_as
    if keeping.has(folder, "station_lon"):
        codes = keeping.load_texts(folder, "station_codes")
        return (codes, np.asarray(keeping.load(folder, "station_lon")), np.asarray(keeping.load(folder, "station_lat"))), plan.basis["stations"]
    found = standing.stations(standing.reader_of(plan), plan.kinds)
    counts = standing.counted(found, plan.hours, plan.weekday, plan.minute)
    used = found.only(counts)
    keeping.save(folder, station_lon=used.lon, station_lat=used.lat)
    keeping.save_texts(folder, "station_codes", used.codes)
    said = {"all": len(found), "counted": len(used), "unknown_hours": standing.unknown_hours(found)}
    return (list(used.codes), used.lon, used.lat), said


def first_answer(task: Task) -> Answer:
    """A good answer at once."""
    return answer_now(task.instance, task.objective, new=task.means.new, budget=task.means.budget)


def proven_answer(task: Task, start: Answer, seconds: float, progress: Callable[..., Any]) -> Answer:
    """The best answer and its certificate within so many seconds."""
    return prove(task.instance, task.objective, new=task.means.new, budget=task.means.budget, seconds=seconds, start=start, progress=progress)


def kept_answer(plan: SitingPlan, task: Task, answer: Answer, *, certain: bool) -> dict[str, Any]:
    """What a plan keeps of an answer: sites with their reasons, counts before and after, the bound; and the picture beside it."""
    instance, hosts = task.instance, task.hosts
    number = {name: n for n, name in enumerate(hosts.ids)}
    before = _before(task)
    reasons = explained(instance, answer)
    sites = []
    for reason in reasons:
        n = number[reason.site]
        rival = number.get(reason.next_best) if reason.next_best else None
        sites.append(
            {
                "id": reason.site, "name": hosts.names[n], "lon": float(hosts.lon[n]), "lat": float(hosts.lat[n]), "cost": float(hosts.costs[n]),
                "adds": _number(reason.adds), "had_none": _number(reason.had_none),
                "next": None if rival is None else {"id": hosts.ids[rival], "name": hosts.names[rival], "adds": _number(reason.next_adds)},
            }
        )  # fmt: skip
    kept: dict[str, Any] = {
        "objective": str(answer.objective), "sites": sites, "value": _number(answer.value), "covered": _number(answer.covered), "total": _number(answer.total),
        "before": before["covered"], "before_metres": before.get("metres"), "after_metres": _after_metres(task, answer),
        "bound": _number(answer.bound) if certain else None, "gap": float(answer.gap) if certain else None, "proven": bool(answer.proven),
        "spent": _number(answer.spent), "has_costs": hosts.has_costs, "seconds": round(answer.seconds, 2), "method": answer.method,
    }  # fmt: skip
    lost = instance.unreached
    if lost:
        place = {name: n for n, name in enumerate(instance.demand_ids)}
        which = [place[name] for name in lost]
        present = np.flatnonzero(task.weights > 0)[which]
        kept["cannot_points"], kept["cannot_weight"] = len(lost), float(task.weights[present].sum())
        kept["cannot"] = [
            {"id": name, "lon": round(float(task.demand.lon[n]), 6), "lat": round(float(task.demand.lat[n]), 6), "weight": _number(task.weights[n])}
            for name, n in list(zip(lost, present, strict=True))[:NAMED]
        ]
    content, kept["frame"] = _picture(plan, task, answer)
    keeping.write(plan.stored_as, pictures.NAME, content)
    return kept
