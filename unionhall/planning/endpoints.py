"""Circles and siting over the HTTP API: the same networks, layers, reckonings and plans as on the pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import AfterValidator, StringConstraints

from unionhall.core import export, paging
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of
from unionhall.places.enums import PointDatum, VenueKind
from unionhall.ui.responses import file_response

from . import access, actions, keeping, queries, saying, sheets
from .enums import CountedWhat, DoorHours, HostsFrom, Mode, Objective, Slot, Under
from .forms import MOST_MINUTES, MOST_NEW, MOST_SECONDS
from .models import CircleRun, DemandLayer, RoadNetwork, SitingPlan
from .states import LayerState, NetworkState, PlanState, RunState

router = Router(tags=["circles and siting"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


NoNul = AfterValidator(_no_nul)
Name = Annotated[str, StringConstraints(min_length=1, max_length=80), NoNul]
Words200 = Annotated[str, StringConstraints(min_length=1, max_length=200), NoNul]
Note300 = Annotated[str, StringConstraints(max_length=300), NoNul]
Cursor = Annotated[str, StringConstraints(max_length=600), NoNul]
Speed = Annotated[float, Field(ge=0.3, le=10, allow_inf_nan=False)]
Detour = Annotated[float, Field(ge=1, le=3, allow_inf_nan=False)]


class PlanningListed(Schema):
    cursor: Cursor | None = None


class RoadNetworkOut(Schema):
    id: UUID
    body_id: UUID
    name: str
    state: NetworkState
    mode: Mode
    source: str
    licence: str
    as_of: date
    junctions: int
    ways: int
    metres: float
    bounds: list[float] | None = Field(description="west, south, east, north in degrees (WGS-84)")
    report: dict[str, Any] = Field(
        description="what was left out: islands, ways of no or negative length, rows with faults"
    )
    problem: dict[str, str] = Field(description="why the files could not be read, in Chinese and English")


class RoadNetworkPage(Schema):
    items: list[RoadNetworkOut]
    next: str | None


class DemandLayerOut(Schema):
    id: UUID
    body_id: UUID
    name: str
    state: LayerState
    counts: CountedWhat
    source: str
    as_of: date
    note: str
    points: int
    slots: list[Slot]
    totals: dict[str, float]
    small: int = Field(description="points with a number so small that they must not be published one by one")
    report: dict[str, Any]
    problem: dict[str, str]


class DemandLayerPage(Schema):
    items: list[DemandLayerOut]
    next: str | None


class CirclesFacts(Strict):
    kinds: list[VenueKind] = Field(default_factory=list, max_length=20, description="none: all kinds")
    hours: DoorHours = DoorHours.REGISTERED
    on: date | None = Field(
        None, description="on this date, with its season, public holiday and closures; none: in an ordinary week"
    )
    weekday: int = Field(1, ge=0, le=6, description="Monday is 0; not asked for where a day is named")
    minute: int = Field(600, ge=0, le=1439, description="minute of the day")
    slot: Slot | Literal[""] = Field(
        "", description="empty: the part of the week the hour lies in, where it is counted, else all the time"
    )
    speed: Speed = 1.2
    detour: Detour = 1.0


class CirclesIn(CirclesFacts):
    body_id: UUID
    name: Name
    demand_id: UUID
    network_id: UUID | None = Field(None, description="none: in a straight line")
    minutes: list[Annotated[int, Field(ge=1, le=MOST_MINUTES)]] = Field([5, 10, 15], min_length=1, max_length=5)
    rural_km: float = Field(10.0, ge=0.5, le=50, allow_inf_nan=False)


class CirclesBand(Schema):
    minutes: int
    covered: float
    total: float
    share: float | None


class CirclesOut(Schema):
    id: UUID
    body_id: UUID
    name: str
    state: RunState
    demand_id: UUID
    network_id: UUID | None
    hours: DoorHours
    on: date | None = Field(description="the date asked about; none: an ordinary week")
    weekday: int
    minute: int
    slot: Slot
    speed: float
    detour: float
    bands: list[CirclesBand] = Field(description="covered of total within so many minutes")
    rural: dict[str, float] | None = Field(description="the rural rule: kilometres, covered")
    districts: list[dict[str, Any]]
    day: list[dict[str, Any]] = Field(description="hour by hour: doors open at the full hour, covered, total")
    basis: dict[str, Any] = Field(description="what it was reckoned from, as it was")
    definition: str
    problem: dict[str, str]
    made_at: datetime
    finished_at: datetime | None


class CirclesPage(Schema):
    items: list[CirclesOut]
    next: str | None


class PlanFacts(CirclesFacts):
    """What a plan asks: the fields of a form, beside the file of hosts."""

    body_id: UUID
    name: Name
    demand_id: UUID
    network_id: UUID | None = None
    objective: Objective = Objective.MCLP
    under: Under = Under.COUNT
    new: int | None = Field(None, ge=1, le=MOST_NEW)
    budget: Decimal | None = Field(None, ge=1, max_digits=14, decimal_places=2)
    hosts_from: HostsFrom = HostsFrom.FILE
    read_as: PointDatum = PointDatum.WGS84
    is_sure: bool = Field(False, description="the hosts lie as said, even if they look shifted beside the roads")
    hours: DoorHours = DoorHours.ANY
    minutes: int = Field(15, ge=1, le=MOST_MINUTES)
    capacity: int | None = Field(None, ge=1, le=10_000_000)
    seconds: int = Field(60, ge=5, le=MOST_SECONDS, description="time for the proof, in the background")


class PlanSite(Schema):
    id: str
    name: str
    lon: float
    lat: float
    cost: float
    adds: float | None
    had_none: float | None
    next: dict[str, Any] | None
    why: str


class PlanOut(Schema):
    id: UUID
    body_id: UUID
    name: str
    state: PlanState
    objective: Objective
    under: Under
    new: int | None
    budget: Decimal | None
    minutes: int
    demand_id: UUID
    network_id: UUID | None
    hosts: int
    sites: list[PlanSite]
    before: float | None
    covered: float | None
    total: float | None
    value: float | None
    bound: float | None = Field(
        description="no plan within these limits has a value above (cover) or below (others) this"
    )
    gap: float | None
    proven: bool
    how_good: str = Field(description="the same in words")
    cannot: list[dict[str, Any]] = Field(description="points no candidate and no station reaches, the heaviest first")
    cannot_points: int
    basis: dict[str, Any]
    problem: dict[str, str]
    made_at: datetime
    finished_at: datetime | None


class PlanPage(Schema):
    items: list[PlanOut]
    next: str | None


class PlanResumeIn(Strict):
    seconds: int = Field(120, ge=5, le=MOST_SECONDS)


class PlanCompared(Schema):
    rows: list[tuple[str, str, str]]
    sentence: str
    both: str


class PlanPairQuery(Schema):
    one: UUID
    other: UUID


def _planner(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see(actor):
        raise Http404
    return actor


def _one(rows: Any, pk: Any) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _maybe(rows: Any, pk: Any) -> Any:
    return None if pk is None else _one(rows, pk)


def _both(file: UploadedFile, edges: UploadedFile | None) -> list[UploadedFile]:
    return [file] if edges is None else [file, edges]


def _network(found: RoadNetwork) -> dict[str, Any]:
    names = (
        "id",
        "name",
        "state",
        "mode",
        "source",
        "licence",
        "as_of",
        "junctions",
        "ways",
        "metres",
        "report",
        "problem",
    )
    bounds = [found.west, found.south, found.east, found.north] if found.west is not None else None
    return {**{name: getattr(found, name) for name in names}, "body_id": found.organisation_id, "bounds": bounds}


def _layer(found: DemandLayer) -> dict[str, Any]:
    names = (
        "id",
        "name",
        "state",
        "counts",
        "source",
        "as_of",
        "note",
        "points",
        "slots",
        "totals",
        "small",
        "report",
        "problem",
    )
    return {**{name: getattr(found, name) for name in names}, "body_id": found.organisation_id}


def _run(found: CircleRun) -> dict[str, Any]:
    names = (
        "id",
        "name",
        "state",
        "demand_id",
        "network_id",
        "hours",
        "weekday",
        "minute",
        "slot",
        "speed",
        "detour",
        "basis",
        "problem",
        "made_at",
        "finished_at",
    )
    result = found.found
    total = result.get("total", 0)
    bands = [
        {**band, "total": total, "share": band["covered"] / total if total else None}
        for band in result.get("bands", [])
    ]
    return {
        **{name: getattr(found, name) for name in names}, "body_id": found.organisation_id, "bands": bands, "rural": result.get("rural"), "on": found.day,
        "districts": result.get("districts", []), "day": result.get("day", []), "definition": saying.definition_of_run(found),
    }  # fmt: skip


def _plan(found: SitingPlan) -> dict[str, Any]:
    names = (
        "id",
        "name",
        "state",
        "objective",
        "under",
        "new",
        "budget",
        "minutes",
        "demand_id",
        "network_id",
        "hosts",
        "basis",
        "problem",
        "made_at",
        "finished_at",
    )
    answer = found.answer
    kept = {name: answer.get(name) for name in ("before", "covered", "total", "value", "bound", "gap")}
    return {
        **{name: getattr(found, name) for name in names}, "body_id": found.organisation_id, **kept,
        "sites": [{**site, "why": saying.why_here(found, site)} for site in answer.get("sites", [])], "proven": bool(answer.get("proven")),
        "how_good": saying.gap_words(found), "cannot": answer.get("cannot", []), "cannot_points": answer.get("cannot_points", 0),
    }  # fmt: skip


def _plain(schema: type[Schema], said: dict[str, Any]) -> Any:
    return schema.model_validate(said).model_dump(mode="json")


def _network_done(found: RoadNetwork) -> Any:
    return _plain(RoadNetworkOut, _network(RoadNetwork.objects.get(pk=found.pk)))


def _layer_done(found: DemandLayer) -> Any:
    return _plain(DemandLayerOut, _layer(DemandLayer.objects.get(pk=found.pk)))


def _run_done(found: CircleRun) -> Any:
    return _plain(CirclesOut, _run(queries.reckoned(CircleRun.objects.all()).get(pk=found.pk)))


def _plan_done(found: SitingPlan) -> Any:
    return _plain(PlanOut, _plan(queries.reckoned(SitingPlan.objects.all()).get(pk=found.pk)))


@router.get("/planning/networks", response={200: RoadNetworkPage, **PROBLEMS})
def networks(request: HttpRequest, asked: Query[PlanningListed]) -> Any:
    """The road networks one can reckon with, the newest first."""
    listed = paging.page(
        access.visible_networks(_planner(request)), order=("-brought_at", "id"), after=asked.cursor, size=50
    )
    return {"items": [_network(one) for one in listed.items], "next": listed.next_cursor}


@router.post("/planning/networks", response={201: RoadNetworkOut, **PROBLEMS})
def network_new(
    request: HttpRequest,
    file: File[UploadedFile],
    body_id: Form[UUID],
    name: Form[Name],
    source: Form[Words200],
    licence: Form[Words200],
    as_of: Form[date],
    mode: Form[Mode] = Mode.WALK,
    read_as: Form[PointDatum] = PointDatum.WGS84,
    edges: File[UploadedFile | None] = None,
) -> Any:
    """Bring a road network: .osm, .osm.pbf or GeoJSON; or two CSV tables, the second as `edges`. It is read in the background: ask for it until it is `ready`."""
    actor = _planner(request)
    body = _one(access.bodies(actor), body_id)
    return Status(201, once(request, lambda: _network_done(actions.bring_network(
        body, by=actor, name=name, files=_both(file, edges), source=source, licence=licence, as_of=as_of, mode=mode.value, read_as=read_as.value
    ))))  # fmt: skip


@router.get("/planning/networks/{uuid:pk}", response={200: RoadNetworkOut, **PROBLEMS})
def network(request: HttpRequest, pk: UUID) -> Any:
    """One network: counts, bounds, what was left out."""
    return _network(_one(access.visible_networks(_planner(request)), pk))


@router.post("/planning/networks/{uuid:pk}/replacement", response={200: RoadNetworkOut, **PROBLEMS})
def replacing(
    request: HttpRequest, pk: UUID, file: File[UploadedFile], as_of: Form[date], edges: File[UploadedFile | None] = None
) -> Any:
    """Newer files of the same network; the old ways serve until they are read."""
    actor = _planner(request)
    found = _one(access.visible_networks(actor).select_related("organisation"), pk)
    return once(
        request, lambda: _network_done(actions.replace_network(found, by=actor, files=_both(file, edges), as_of=as_of))
    )


@router.post("/planning/networks/{uuid:pk}/removal", response={200: RoadNetworkOut, **PROBLEMS})
def network_removing(request: HttpRequest, pk: UUID) -> Any:
    """Keep the network no longer."""
    actor = _planner(request)
    found = _one(access.visible_networks(actor).select_related("organisation"), pk)
    return once(request, lambda: _network_done(actions.remove_network(found, by=actor)))


@router.get("/planning/demand", response={200: DemandLayerPage, **PROBLEMS})
def layers(request: HttpRequest, asked: Query[PlanningListed]) -> Any:
    """The demand layers one can reckon with, the newest first."""
    listed = paging.page(
        access.visible_layers(_planner(request)), order=("-brought_at", "id"), after=asked.cursor, size=50
    )
    return {"items": [_layer(one) for one in listed.items], "next": listed.next_cursor}


@router.post("/planning/demand", response={201: DemandLayerOut, **PROBLEMS})
def layer_new(
    request: HttpRequest,
    file: File[UploadedFile],
    body_id: Form[UUID],
    name: Form[Name],
    source: Form[Words200],
    as_of: Form[date],
    counts: Form[CountedWhat] = CountedWhat.PEOPLE,
    note: Form[Note300 | None] = None,
    read_as: Form[PointDatum] = PointDatum.WGS84,
    is_sure: Form[bool] = False,
) -> Any:
    """Bring points with numbers (CSV or GeoJSON: id, lon, lat, weight, or parts of the week). Points with numbers, never persons."""
    actor = _planner(request)
    body = _one(access.bodies(actor), body_id)
    return Status(201, once(request, lambda: _layer_done(actions.bring_layer(
        body, by=actor, name=name, files=[file], source=source, as_of=as_of, counts=counts.value, note=note or "", read_as=read_as.value, is_sure=is_sure
    ))))  # fmt: skip


@router.get("/planning/demand/{uuid:pk}", response={200: DemandLayerOut, **PROBLEMS})
def layer(request: HttpRequest, pk: UUID) -> Any:
    """One layer: how much at what time, rows left out."""
    return _layer(_one(access.visible_layers(_planner(request)), pk))


@router.post("/planning/demand/{uuid:pk}/removal", response={200: DemandLayerOut, **PROBLEMS})
def layer_removing(request: HttpRequest, pk: UUID) -> Any:
    """Keep the layer no longer."""
    actor = _planner(request)
    found = _one(access.visible_layers(actor).select_related("organisation"), pk)
    return once(request, lambda: _layer_done(actions.remove_layer(found, by=actor)))


@router.get("/planning/circles", response={200: CirclesPage, **PROBLEMS})
def runs(request: HttpRequest, asked: Query[PlanningListed]) -> Any:
    """Reckonings of circles, the newest first."""
    listed = paging.page(
        queries.reckoned(access.visible_runs(_planner(request))), order=("-made_at", "id"), after=asked.cursor, size=25
    )
    return {"items": [_run(one) for one in listed.items], "next": listed.next_cursor}


@router.post("/planning/circles", response={201: CirclesOut, **PROBLEMS})
def run_new(request: HttpRequest, payload: CirclesIn) -> Any:
    """Ask who reaches an open door within so many minutes. Done in the background: ask for it until it is `done`."""
    actor = _planner(request)
    said = payload.model_dump(mode="json", exclude={"body_id", "demand_id", "network_id", "on"})
    body = _one(access.bodies(actor), payload.body_id)
    demand = _one(access.visible_layers(actor), payload.demand_id)
    ways = _maybe(access.visible_networks(actor), payload.network_id)
    return Status(
        201,
        once(
            request,
            lambda: _run_done(actions.ask_circles(body, by=actor, demand=demand, network=ways, day=payload.on, **said)),
        ),
    )


@router.get("/planning/circles/{uuid:pk}", response={200: CirclesOut, **PROBLEMS})
def run(request: HttpRequest, pk: UUID) -> Any:
    """One reckoning: shares with numerator and denominator, districts, hour by hour, what it was reckoned from."""
    return _run(_one(queries.reckoned(access.visible_runs(_planner(request))), pk))


@router.get("/planning/circles/{uuid:pk}/areas", response={200: dict[str, Any], **PROBLEMS})
def areas(request: HttpRequest, pk: UUID) -> Any:
    """The areas within the minutes, as GeoJSON."""
    held = keeping.load_json(_one(access.visible_runs(_planner(request)), pk).stored_as, "areas")
    if held is None:
        raise Http404
    return JsonResponse(held, content_type="application/geo+json")


@router.post("/planning/circles/{uuid:pk}/left-out", response={200: None, **PROBLEMS})
def left_out(request: HttpRequest, pk: UUID) -> Any:
    """The points that reach no door, as CSV. A POST, because it is written into the trail."""
    actor = _planner(request)
    found = _one(access.visible_runs(actor).filter(state=RunState.DONE), pk)
    return file_response(sheets.left_out(actions.take_out(found, by=actor)), "left-out.csv", export.CSV)


@router.post("/planning/circles/{uuid:pk}/removal", response={200: CirclesOut, **PROBLEMS})
def run_removing(request: HttpRequest, pk: UUID) -> Any:
    """Keep the reckoning no longer."""
    actor = _planner(request)
    found = _one(access.visible_runs(actor).select_related("organisation"), pk)
    return once(request, lambda: _run_done(actions.remove_run(found, by=actor)))


@router.get("/planning/plans", response={200: PlanPage, **PROBLEMS})
def plans(request: HttpRequest, asked: Query[PlanningListed]) -> Any:
    """Siting plans, the newest first."""
    listed = paging.page(
        queries.reckoned(access.visible_plans(_planner(request))), order=("-made_at", "id"), after=asked.cursor, size=25
    )
    return {"items": [_plan(one) for one in listed.items], "next": listed.next_cursor}


@router.post("/planning/plans", response={201: PlanOut, **PROBLEMS})
def plan_new(request: HttpRequest, plan: Form[PlanFacts], hosts: File[UploadedFile | None] = None) -> Any:
    """Ask where the next stations should stand. A good answer first, its proof after it, both in the background: ask until it is `done`."""
    actor = _planner(request)
    said = plan.model_dump(mode="json", exclude={"body_id", "demand_id", "network_id", "budget", "on"})
    body = _one(access.bodies(actor), plan.body_id)
    demand = _one(access.visible_layers(actor), plan.demand_id)
    ways = _maybe(access.visible_networks(actor), plan.network_id)
    return Status(201, once(request, lambda: _plan_done(actions.make_plan(
        body, by=actor, demand=demand, network=ways, hosts=hosts, budget=plan.budget, day=plan.on, **said
    ))))  # fmt: skip


@router.get("/planning/plans/comparison", response={200: PlanCompared, **PROBLEMS})
def comparison(request: HttpRequest, pair: Query[PlanPairQuery]) -> Any:
    """Two answered plans side by side."""
    rows = queries.reckoned(queries.answered_plans(access.visible_plans(_planner(request))))
    return saying.compared(_one(rows, pair.one), _one(rows, pair.other))


@router.get("/planning/plans/{uuid:pk}", response={200: PlanOut, **PROBLEMS})
def plan(request: HttpRequest, pk: UUID) -> Any:
    """One plan: sites with their reasons, before and after, the bound and how far from the best at most."""
    return _plan(_one(queries.reckoned(access.visible_plans(_planner(request))), pk))


@router.get("/planning/plans/{uuid:pk}/sites", response={200: dict[str, Any], **PROBLEMS})
def sites(request: HttpRequest, pk: UUID) -> Any:
    """The sites as GeoJSON."""
    found = _one(queries.reckoned(access.visible_plans(_planner(request))), pk)
    if not found.answer:
        raise Http404
    return JsonResponse(sheets.sites_geojson(found), content_type="application/geo+json")


@router.post("/planning/plans/{uuid:pk}/stop", response={200: PlanOut, **PROBLEMS})
def stopping(request: HttpRequest, pk: UUID) -> Any:
    """Stop reckoning; the answer found so far stays."""
    actor = _planner(request)
    found = _one(queries.reckoned(access.visible_plans(actor)), pk)
    return once(request, lambda: _plan_done(actions.stop_plan(found, by=actor)))


@router.post("/planning/plans/{uuid:pk}/resumption", response={200: PlanOut, **PROBLEMS})
def resuming(request: HttpRequest, pk: UUID, payload: PlanResumeIn) -> Any:
    """Go on from the best answer so far."""
    actor = _planner(request)
    found = _one(queries.reckoned(access.visible_plans(actor)), pk)
    return once(request, lambda: _plan_done(actions.resume_plan(found, by=actor, seconds=payload.seconds)))


@router.post("/planning/plans/{uuid:pk}/removal", response={200: PlanOut, **PROBLEMS})
def plan_removing(request: HttpRequest, pk: UUID) -> Any:
    """Keep the plan no longer."""
    actor = _planner(request)
    found = _one(queries.reckoned(access.visible_plans(actor)), pk)
    return once(request, lambda: _plan_done(actions.remove_plan(found, by=actor)))
