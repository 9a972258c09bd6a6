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
from unionhall.siting.answer import Answer
from unionhall.siting.explain import explain
from unionhall.siting.instance import Instance
from unionhall.siting.objectives import Impossible, Means, Objective
from unionhall.siting.proof import answer_now, prove
from unionhall.siting.recount import recount

from . import keeping, pictures, standing
from .enums import HostsFrom, Under
from .models import SitingPlan
from .reading import refuse_if_shifted, report_of
from .reckoning import Demand, Ways, basis_of, shifted

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
    """What is asked: of a cover of everybody only those somebody can reach."""
    whole: Instance
    """Everybody, for the counts before and after."""
    present: NDArray[np.int64]
    """The points with people, by their number in the layer."""
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
    _same_ways(plan)
    demand, ways = Demand.of(plan.demand), Ways.of(plan.network, plan.detour)
    hosts, basis = _hosts(plan)
    stations, said = _stations(plan)
    step("snapping")
    weights = demand.in_slot(plan.slot)
    present = np.flatnonzero(weights > 0)
    lon, lat = np.concatenate([hosts.lon, stations[1]]), np.concatenate([hosts.lat, stations[2]])
    limit = plan.minutes * 60 * plan.speed
    doors, targets = ways.place(lon, lat, limit), ways.place(demand.lon[present], demand.lat[present], limit)
    step("reaching")
    objective = Objective(plan.objective)
    if objective.measures_ways:
        _few_enough(len(present), len(lon))
        distance = ways.matrix(doors, targets, np.inf if ways.network is not None else 25_000_000.0)
    else:
        distance = ways.matrix(doors, targets, limit)
    ids = keeping.load_texts(plan.demand.stored_as, "ids", present)
    here, there = len(hosts.ids), len(stations[0])
    capacity = (
        None
        if plan.capacity is None
        else np.concatenate(
            [np.where(np.isnan(hosts.capacity), plan.capacity, hosts.capacity), np.full(there, float(plan.capacity))]
        )
    )
    existing = np.concatenate([np.zeros(here, dtype=bool), np.ones(there, dtype=bool)])
    costs = np.concatenate([hosts.costs, np.zeros(there)])
    names = [*hosts.ids, *(STANDING + code for code in stations[0])]

    def built(which: Any) -> Instance:
        return Instance.build(
            demand_ids=[ids[n] for n in which], weights=weights[present][which], candidate_ids=names, distance=distance[:, which],
            radius=limit, costs=costs, existing=existing, capacity=capacity,
        )  # fmt: skip

    whole = instance = built(np.arange(len(present)))
    if objective is Objective.LSCP and whole.unreached:
        instance = built(np.flatnonzero(whole.row_of >= 0))
    means = Means(
        new=plan.new if plan.under == Under.COUNT else None,
        budget=float(plan.budget) if plan.budget is not None else None,
    )
    basis = {
        **basis, **basis_of(plan.demand, plan.network), "stations": said, "reckoned_at": clock.now().isoformat(timespec="minutes"),
        "shifted": {} if plan.demand.is_sure else shifted(demand.lon, demand.lat, ways),
        "off_network": {"hosts": ways.off(ways.some(doors, np.arange(here))), "points": ways.off(targets)},
    }  # fmt: skip
    return Task(instance, whole, present, demand, weights, hosts, stations, ways, means, objective, basis)


def _same_ways(plan: SitingPlan) -> None:
    """A plan that was answered is gone on with along the same ways only: what was proven on others would be no proof."""
    if not plan.basis_went:
        return
    raise Refused(
        no(
            _("The demand or the road network of this plan was replaced or removed since; nothing more can be proven about it."),
            _("Its answer stays. Make another plan like it, to reckon with what is there today."),
            "went_since",
        )
    )  # fmt: skip


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
        lon, lat, costs, capacity = (
            np.asarray(keeping.load(folder, f"host_{name}")) for name in ("lon", "lat", "costs", "capacity")
        )
        kept = Hosts(
            keeping.load_texts(folder, "host_ids"),
            keeping.load_texts(folder, "host_names"),
            lon,
            lat,
            costs,
            capacity,
            bool(plan.answer.get("has_costs") or plan.basis.get("has_costs")),
        )
        return kept, {"has_costs": kept.has_costs, "complaints": plan.basis.get("complaints", [])}
    hosts, report = _from_file(plan) if plan.hosts_from == HostsFrom.FILE else _from_register(plan)
    if not 0 < len(hosts.ids) <= MOST_HOSTS:
        words = (
            _("There is no candidate.")
            if not hosts.ids
            else format_lazy(_("These are more than {n} candidates."), n=f"{MOST_HOSTS:,}")
        )
        raise Refused(no(words, _("Bring a list of possible hosts, or enter planned stations."), "candidates"))
    if plan.under == Under.BUDGET and not hosts.has_costs:
        raise Refused(no(_("A budget needs candidates with costs, and the list has none."), _("Add a column “cost”, or say how many new stations."), "costs"))  # fmt: skip
    keeping.save(folder, host_lon=hosts.lon, host_lat=hosts.lat, host_costs=hosts.costs, host_capacity=hosts.capacity)
    keeping.save_texts(folder, "host_ids", hosts.ids)
    keeping.save_texts(folder, "host_names", hosts.names)
    return hosts, {"has_costs": hosts.has_costs, **report}


def _from_file(plan: SitingPlan) -> tuple[Hosts, dict[str, Any]]:
    file = keeping.hosts_in(plan.stored_as)
    if file is None:
        raise Refused(
            no(
                _("There is no candidate."),
                _("Bring a list of possible hosts, or enter planned stations."),
                "candidates",
            )
        )
    points = tables.read_points(file, name=str(_("the list of hosts")), datum=plan.basis.get("hosts_read_as", "wgs84"))
    if not plan.basis.get("hosts_sure"):
        refuse_if_shifted(points.lon, points.lat, plan.basis.get("hosts_read_as", "wgs84"), ways=plan.network)
    has_costs = "cost" in points.columns
    costs = np.nan_to_num(np.asarray(points.columns["cost"], dtype=np.float64)) if has_costs else np.ones(len(points))
    capacity = (
        np.asarray(points.columns["capacity"], dtype=np.float64)
        if "capacity" in points.columns
        else np.full(len(points), np.nan)
    )
    names = [str(name) for name in points.columns["name"]] if "name" in points.columns else [""] * len(points)
    return Hosts(
        [str(one) for one in points.ids], names, points.lon, points.lat, costs, capacity, has_costs
    ), report_of(points)


def _from_register(plan: SitingPlan) -> tuple[Hosts, dict[str, Any]]:
    found = standing.stations(standing.reader_of(plan), plan.kinds, states=standing.PLANNED)
    nothing = np.full(len(found), np.nan)
    return Hosts(list(found.codes), list(found.names), found.lon, found.lat, np.ones(len(found)), nothing, False), {}


def _stations(plan: SitingPlan) -> tuple[tuple[list[str], Floats, Floats], dict[str, Any]]:
    """The stations that stand, as they stood the first time."""
    folder = plan.stored_as
    if keeping.has(folder, "station_lon"):
        codes = keeping.load_texts(folder, "station_codes")
        return (
            codes,
            np.asarray(keeping.load(folder, "station_lon")),
            np.asarray(keeping.load(folder, "station_lat")),
        ), plan.basis["stations"]
    found = standing.stations(standing.reader_of(plan), plan.kinds)
    counts = standing.counted(found, plan.hours, plan.weekday, plan.minute, plan.day)
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
    return prove(
        task.instance,
        task.objective,
        new=task.means.new,
        budget=task.means.budget,
        seconds=seconds,
        start=start,
        progress=progress,
    )


def answer_again(plan: SitingPlan, task: Task) -> Answer:
    """The best answer known so far, to go on from."""
    kept = plan.answer
    best = kept.get("interim") or {**kept, "sites": [site["id"] for site in kept["sites"]]}
    return Answer(
        objective=task.objective, sites=tuple(best["sites"]), value=float(best["value"]), covered=float(best["covered"]),
        total=task.instance.total, bound=float(best["bound"]), proven=False, seconds=0.0,
    )  # fmt: skip


def interim(answer: Answer) -> dict[str, Any]:
    """What is kept while a proof is under way, so that nothing is lost with the worker."""
    return {
        "sites": list(answer.sites), "value": _number(answer.value), "covered": _number(answer.covered), "bound": _number(answer.bound), "gap": float(answer.gap),
    }  # fmt: skip


def kept_answer(plan: SitingPlan, task: Task, answer: Answer) -> dict[str, Any]:
    """What a plan keeps of an answer: sites with their reasons, counts before and after, the bound; and the picture beside it."""
    hosts, counts = task.hosts, _counts(task, answer)
    bound, proven, gap = _certain(plan, answer)
    kept: dict[str, Any] = {
        "objective": str(answer.objective), "sites": _sites(task, answer), "value": _number(answer.value), "bound": _number(bound), "gap": gap,
        "proven": proven, "spent": _number(answer.spent), "has_costs": hosts.has_costs, "seconds": round(answer.seconds, 2),
        "method": answer.method, **counts, **_cannot(task),
    }  # fmt: skip
    if hosts.has_costs:
        kept["cheapest"] = _number(hosts.costs.min())
    content, kept["frame"] = _picture(task, answer)
    keeping.write(plan.stored_as, pictures.NAME, content)
    return kept


def _certain(plan: SitingPlan, answer: Answer) -> tuple[float, bool, float]:
    """The tighter of this bound and the one known before; a bound once proven stays true."""
    bound, before = answer.bound, plan.answer.get("bound")
    if before is not None and plan.answer.get("objective") == str(answer.objective):
        bound = (
            max(min(bound, before), answer.value)
            if answer.objective.maximises
            else min(max(bound, before), answer.value)
        )
    proven = bool(answer.proven or bound == answer.value)
    larger = max(abs(bound), abs(answer.value))
    return float(bound), proven, 0.0 if not larger else float(min(1.0, abs(bound - answer.value) / larger))


def _counts(task: Task, answer: Answer) -> dict[str, Any]:
    """Before and after, counted anew from the sites alone."""
    objective = Objective.MCLP if task.objective is Objective.LSCP else task.objective
    if not objective.measures_ways:
        before, after = recount(task.whole, objective, ()), recount(task.whole, objective, answer.sites)
        return {
            "before": _number(before.covered),
            "covered": _number(after.covered),
            "total": _number(task.whole.total),
        }
    ways = {}
    for name, sites in (("before", ()), ("after", answer.sites)):
        try:
            value = recount(task.whole, objective, sites).value
        except Impossible:
            value = np.inf
        per_head = value / task.whole.total if objective is Objective.PMEDIAN else value
        ways[f"{name}_metres"] = float(per_head) if np.isfinite(per_head) else None
    return {"before": 0, "covered": _number(answer.covered), "total": _number(task.whole.total), **ways}


def _sites(task: Task, answer: Answer) -> list[dict[str, Any]]:
    """The new stations, the most useful first, each with what it adds and what would be the next best in its place."""
    hosts = task.hosts
    number = {name: n for n, name in enumerate(hosts.ids)}
    sites = []
    for reason in sorted(
        explain(task.instance, answer), key=lambda one: -(one.adds if np.isfinite(one.adds) else np.inf)
    ):
        n = number[reason.site]
        rival = number.get(reason.next_best or "")
        sites.append(
            {
                "id": reason.site, "name": hosts.names[n], "lon": round(float(hosts.lon[n]), 7), "lat": round(float(hosts.lat[n]), 7),
                "cost": float(hosts.costs[n]), "adds": _number(reason.adds), "reaches": _number(reason.reaches),
                "had_none": _number(reason.had_none),
                "next": None if rival is None else {"id": hosts.ids[rival], "name": hosts.names[rival], "adds": _number(reason.next_adds)},
            }
        )  # fmt: skip
    return sites


def _cannot(task: Task) -> dict[str, Any]:
    """The points no candidate and no station reaches, the heaviest first."""
    lost = np.flatnonzero(task.whole.row_of < 0)
    points = task.present[lost]
    order = np.argsort(-task.weights[points], kind="stable")[:NAMED]
    return {
        "cannot_points": len(lost),
        "cannot_weight": _number(task.weights[points].sum()),
        "cannot": [
            {"id": task.whole.demand_ids[int(lost[n])], "lon": round(float(task.demand.lon[points[n]]), 6), "lat": round(float(task.demand.lat[points[n]]), 6), "weight": _number(task.weights[points[n]])}
            for n in order
        ],
    }  # fmt: skip


def _picture(task: Task, answer: Answer) -> tuple[bytes, list[float]]:
    chosen = np.isin(np.array(task.hosts.ids, dtype=object), list(answer.sites))
    stands = np.concatenate([chosen, np.ones(len(task.stations[0]), dtype=bool)])
    reached = np.zeros(len(task.demand.lon), dtype=bool)
    rows = task.whole.reach.astype(np.int32) @ stands.astype(np.int32)
    inside = task.whole.row_of >= 0
    reached[task.present[inside]] = rows[task.whole.row_of[inside]] > 0
    return pictures.draw_plan(
        task.ways.network,
        task.demand.lon,
        task.demand.lat,
        task.weights,
        reached,
        task.stations[1:],
        (task.hosts.lon, task.hosts.lat),
        chosen,
    )


def _number(value: Any) -> float | int | None:
    """A number as JSON takes it: whole where it is whole, nothing where it is not finite."""
    if value is None or not np.isfinite(value):
        return None
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
