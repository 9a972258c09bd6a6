"""Circles and siting: officers and supervisors, over their own part of the tree; roads and demand also for those below."""

from __future__ import annotations

from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Row

PLANNERS = ("officer", "officer_above", "officer_top", "officer_sibling", "officer_other_branch", "officer_tied")
EVERY = (*PLANNERS, "supervisor")
"""Whom planning exists for. Roads and numbers at points are about nobody's employer: a tie does not matter."""
AT_COUNTY = ("officer_above", "officer_top")
"""Who plans for the county; its supervisor reads."""
BELOW = ("officer", "officer_sibling", "officer_tied")
"""Townships of the county: they use its roads and its demand."""


def only(who: tuple[str, ...], then: Any, others: Any = GONE, **rest: Any) -> dict[Any, Any]:
    return {...: others, "anonymous": SIGN_IN, **dict.fromkeys(who, then), **rest}


def every(then: Any) -> dict[Any, Any]:
    return only(EVERY, then)


def new(then: Any) -> dict[Any, Any]:
    """Officers do; a supervisor is told who does."""
    return only(PLANNERS, then, supervisor=REFUSED)


def kept(then: Any) -> dict[Any, Any]:
    """What the county keeps: its officers and those above do it, those below see it."""
    return only(AT_COUNTY, then, **dict.fromkeys((*BELOW, "supervisor"), REFUSED))


def shared(then: Any) -> dict[Any, Any]:
    return only((*AT_COUNTY, *BELOW, "supervisor"), then)


def own(then: Any) -> dict[Any, Any]:
    """What was reckoned for the county."""
    return only((*AT_COUNTY, "supervisor"), then)


def done(then: Any) -> dict[Any, Any]:
    return only(AT_COUNTY, then, supervisor=REFUSED)


def a_network(stage: Any) -> Any:
    from unionhall.planning.models import RoadNetwork
    from unionhall.planning.tests import ground

    return RoadNetwork.objects.filter(state="ready").first() or ground.network(stage.world.east)


def a_layer(stage: Any) -> Any:
    from unionhall.planning.models import DemandLayer
    from unionhall.planning.tests import ground

    return DemandLayer.objects.filter(state="ready").first() or ground.layer(stage.world.east)


def a_run(stage: Any) -> Any:
    from unionhall.places.models import Venue
    from unionhall.planning.models import CircleRun
    from unionhall.planning.tests import ground

    if not Venue.objects.filter(code="PLAN-1").exists():
        ground.station(stage.world.east, "PLAN-1", 7, 7)
    return CircleRun.objects.filter(state="done").first() or ground.circles(stage.world.east, a_layer(stage))


def a_plan(stage: Any, state: str = "") -> Any:
    from unionhall.planning.models import SitingPlan
    from unionhall.planning.tests import ground

    found = SitingPlan.objects.filter(state="done").first() or ground.plan(stage.world.east, a_layer(stage), minutes=10)
    if state:
        SitingPlan.objects.filter(pk=found.pk).update(state=state, answer={**found.answer, "proven": False})
    return found


def network(stage: Any) -> dict[str, Any]:
    return {"pk": a_network(stage).pk}


def layer(stage: Any) -> dict[str, Any]:
    return {"pk": a_layer(stage).pk}


def run(stage: Any) -> dict[str, Any]:
    return {"pk": a_run(stage).pk}


def plan(stage: Any) -> dict[str, Any]:
    return {"pk": a_plan(stage).pk}


def running(stage: Any) -> dict[str, Any]:
    return {"pk": a_plan(stage, "proving").pk}


def stopped(stage: Any) -> dict[str, Any]:
    return {"pk": a_plan(stage, "stopped").pk}


def two_files(_stage: Any) -> dict[str, Any]:
    from unionhall.planning.tests import ground

    return {
        "file": ground.Reread(ground.nodes_csv(3), "nodes.csv"),
        "edges": ground.Reread(ground.edges_csv(3), "edges.csv"),
        "as_of": "2026-01-01",
    }


def new_network(stage: Any) -> dict[str, Any]:
    return {
        **two_files(stage),
        "body_id": str(stage.world.east.pk),
        "name": "路网",
        "source": "测试",
        "licence": "自有",
    }


def new_layer(stage: Any) -> dict[str, Any]:
    from unionhall.planning.tests import ground

    file = ground.Reread(ground.demand_csv(3), "demand.csv")
    return {"file": file, "body_id": str(stage.world.east.pk), "name": "人口", "source": "测试", "as_of": "2026-01-01"}


def new_run(stage: Any) -> dict[str, Any]:
    return {"body_id": str(stage.world.east.pk), "name": "圈", "demand_id": str(a_layer(stage).pk)}


def new_plan(stage: Any) -> dict[str, Any]:
    from unionhall.planning.tests import ground

    said = {"body_id": str(stage.world.east.pk), "name": "选址", "demand_id": str(a_layer(stage).pk), "new": 2}
    return {**said, "hosts": ground.Reread(ground.hosts_csv(), "hosts.csv")}


API = "/api/planning"
ONE = "/{pk}"

ROWS = [
    Row("planning:home", answers=every(OK)),
    Row("planning:networks", answers=every(OK)),
    Row("planning:network_new", answers=new(OK)),
    Row("planning:network_new", "POST", answers=new(CLEAN)),
    Row("planning:network", where=network, answers=shared(OK)),
    Row("planning:network_picture", where=network, answers=shared(OK)),
    Row("planning:replacing", where=network, answers=kept(OK)),
    Row("planning:replacing", "POST", where=network, answers=kept(CLEAN)),
    Row("planning:network_removing", where=network, answers=kept(OK)),
    Row("planning:network_removing", "POST", where=network, answers=kept(DONE)),
    Row("planning:layers", answers=every(OK)),
    Row("planning:layer_new", answers=new(OK)),
    Row("planning:layer_new", "POST", answers=new(CLEAN)),
    Row("planning:layer", where=layer, answers=shared(OK)),
    Row("planning:layer_picture", where=layer, answers=shared(OK)),
    Row("planning:layer_overlay", where=layer, answers=shared(OK)),
    Row("planning:layer_removing", where=layer, answers=kept(OK)),
    Row("planning:layer_removing", "POST", where=layer, answers=kept(DONE)),
    Row("planning:runs", answers=every(OK)),
    Row("planning:run_new", answers=new(OK)),
    Row("planning:run_new", "POST", answers=new(CLEAN)),
    Row("planning:run", where=run, answers=own(OK)),
    Row("planning:run_picture", where=run, answers=own(OK)),
    Row("planning:run_overlay", where=run, answers=own(OK)),
    Row("planning:areas", where=run, answers=own(OK)),
    Row("planning:left_out", "POST", where=run, answers=own(OK)),
    Row("planning:run_removing", where=run, answers=done(OK)),
    Row("planning:run_removing", "POST", where=run, answers=done(DONE)),
    Row("planning:plans", answers=every(OK)),
    Row("planning:plan_new", answers=new(OK)),
    Row("planning:plan_new", "POST", answers=new(CLEAN)),
    Row("planning:comparison", answers=every(OK)),
    Row("planning:plan", where=plan, answers=own(OK)),
    Row("planning:plan_picture", where=plan, answers=own(OK)),
    Row("planning:plan_overlay", where=plan, answers=own(OK)),
    Row("planning:sheet", where=plan, answers=own(OK)),
    Row("planning:sites", where=plan, answers=own(OK)),
    Row("planning:stopping", "POST", where=running, answers=done(DONE)),
    Row("planning:resuming", where=stopped, answers=done(OK)),
    Row("planning:resuming", "POST", where=stopped, data=lambda _s: {"seconds": 30}, answers=done(DONE)),
    Row("planning:plan_removing", where=plan, answers=done(OK)),
    Row("planning:plan_removing", "POST", where=plan, answers=done(DONE)),
    Row(f"GET {API}/networks", answers=every(OK)),
    Row(f"POST {API}/networks", data=new_network, answers=only(AT_COUNTY, MADE)),
    Row(f"GET {API}/networks{ONE}", where=network, answers=shared(OK)),
    Row(f"POST {API}/networks{ONE}/replacement", where=network, data=two_files, answers=kept(OK)),
    Row(f"POST {API}/networks{ONE}/removal", where=network, answers=kept(OK)),
    Row(f"GET {API}/demand", answers=every(OK)),
    Row(f"POST {API}/demand", data=new_layer, answers=only(AT_COUNTY, MADE)),
    Row(f"GET {API}/demand{ONE}", where=layer, answers=shared(OK)),
    Row(f"POST {API}/demand{ONE}/removal", where=layer, answers=kept(OK)),
    Row(f"GET {API}/circles", answers=every(OK)),
    Row(f"POST {API}/circles", data=new_run, answers=only(AT_COUNTY, MADE)),
    Row(f"GET {API}/circles{ONE}", where=run, answers=own(OK)),
    Row(f"GET {API}/circles{ONE}/areas", where=run, answers=own(OK)),
    Row(f"POST {API}/circles{ONE}/left-out", where=run, answers=own(OK)),
    Row(f"POST {API}/circles{ONE}/removal", where=run, answers=done(OK)),
    Row(f"GET {API}/plans", answers=every(OK)),
    Row(f"POST {API}/plans", data=new_plan, answers=only(AT_COUNTY, MADE)),
    Row(f"GET {API}/plans/comparison", where=lambda _s: {}, answers=only(EVERY, CLEAN, others=CLEAN)),
    Row(f"GET {API}/plans{ONE}", where=plan, answers=own(OK)),
    Row(f"GET {API}/plans{ONE}/sites", where=plan, answers=own(OK)),
    Row(f"POST {API}/plans{ONE}/stop", where=running, answers=done(OK)),
    Row(f"POST {API}/plans{ONE}/resumption", where=stopped, data=lambda _s: {"seconds": 30}, answers=done(OK)),
    Row(f"POST {API}/plans{ONE}/removal", where=plan, answers=done(OK)),
]  # fmt: skip
