"""Stations and other places: doors are public, desks are each body's and of those above; reports are answered by who looks after."""

from __future__ import annotations

import base64
import io
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Row

LOCAL = ("coordinator", "officer", "officer_tied")
ABOVE = ("officer_above", "officer_top")
KEEP = (*LOCAL, *ABOVE)
"""Who keeps the places of Harbour."""
SEE = (*KEEP, "supervisor")
DESKS = (*SEE, "officer_sibling", "officer_other_branch", "chair_below", "chair_tied")
"""Whom the desk of places exists for."""
ENTER = tuple(who for who in DESKS if who != "supervisor")
OFFICERS = ("officer", "officer_tied", *ABOVE)
LON, LAT = 120.70, 28.00
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one point."""
EVERYBODY = {...: OK}


def only(who: tuple[str, ...], then: Any, others: Any = GONE, **rest: Any) -> dict[Any, Any]:
    return {...: others, "anonymous": SIGN_IN, **dict.fromkeys(who, then), **rest}


def kept(then: Any, **rest: Any) -> dict[Any, Any]:
    """Those who keep the place do it; who only oversees it is told who does; for all others it is not there."""
    return only(KEEP, then, supervisor=REFUSED, **rest)


def desks(who: tuple[str, ...], then: Any) -> dict[Any, Any]:
    return only(DESKS, REFUSED, **dict.fromkeys(who, then))


def one_venue(stage: Any, code: str = "DG-1", **facts: Any) -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.places import actions
    from unionhall.places.models import Venue

    facts = {"opened_on": date(2025, 5, 1), "uses_counted": True, "hours": "00:00-24:00", **facts}
    known = Venue.objects.filter(code=code).first()
    return known or actions.enter(
        by=SYSTEM, operator=stage.world.harbour, name="东港路驿站", lon=LON, lat=LAT, code=code, **facts
    )


def one_report(stage: Any) -> Any:
    from unionhall.core.actor import ANONYMOUS
    from unionhall.places import actions

    return actions.report(one_venue(stage), by=ANONYMOUS, kind="locked")


def one_inspection(stage: Any) -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.places import actions
    from unionhall.places.models import Inspection

    answers = {"sign-plate": {"finding": "short", "note": "没有牌"}, "sign-hours": {"finding": "met"}}
    known = Inspection.objects.first()
    return known or actions.inspect(one_venue(stage), by=SYSTEM, answers=answers)


def one_pair(stage: Any) -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.places import actions
    from unionhall.places.models import VenuePair

    one_venue(stage)
    one_venue(stage, "DG-2")
    actions.look_for_pairs(by=SYSTEM)
    return VenuePair.objects.get()


def one_photo(stage: Any) -> Any:
    from unionhall.core import files
    from unionhall.core.actor import SYSTEM
    from unionhall.places import actions

    stored = files.store(files.as_upload(PNG, "门口.png"), by=SYSTEM, kind="venue")
    return actions.add_photo(one_venue(stage), by=SYSTEM, stored=stored)


LIST = "编号,名称,经度,纬度\nX1,新站一,120.71,28.01\n".encode()


def one_import(stage: Any) -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.places import actions

    return actions.try_list(stage.world.harbour, by=SYSTEM, content=LIST, file_name="站点.csv", kind="rest_station")


def one_item(stage: Any) -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.places import actions
    from unionhall.places.models import ChecklistItem

    known = ChecklistItem.objects.filter(code="harbour-umbrella").first()
    return known or actions.add_item(
        by=SYSTEM,
        code="harbour-umbrella",
        standard="facilities",
        name="雨具",
        source="港工〔2026〕1号",
        body=stage.world.harbour,
    )


def venue(stage: Any) -> dict[str, Any]:
    return {"pk": one_venue(stage).pk}


def tomorrow(_stage: Any = None) -> dict[str, Any]:
    from unionhall.core import clock

    return {"first": (clock.today() + timedelta(days=1)).isoformat()}


def shut_tomorrow(stage: Any) -> dict[str, Any]:
    from unionhall.core.actor import SYSTEM
    from unionhall.places import actions

    found = one_venue(stage)
    actions.close_days(found, by=SYSTEM, first=date.fromisoformat(tomorrow()["first"]))
    return {"pk": found.pk, **tomorrow()}


def planned(stage: Any) -> dict[str, Any]:
    return {"pk": one_venue(stage, opened_on=None).pk}


def paused(stage: Any) -> dict[str, Any]:
    from unionhall.core.actor import SYSTEM
    from unionhall.places import actions

    found = one_venue(stage)
    return {"pk": (actions.pause(found, by=SYSTEM, on=date(2026, 1, 1)) if found.state == "open" else found).pk}


def closed(stage: Any) -> dict[str, Any]:
    from unionhall.core.actor import SYSTEM
    from unionhall.places import actions

    found = one_venue(stage)
    return {"pk": (actions.close(found, by=SYSTEM, on=date(2026, 1, 1)) if found.state == "open" else found).pk}


def verb(name: str, where: Any = venue) -> Any:
    return lambda stage: {**where(stage), "verb": name}


def station(stage: Any) -> dict[str, Any]:
    return {"code": one_venue(stage).code}


def report(stage: Any) -> dict[str, Any]:
    return {"pk": one_report(stage).pk}


def inspection(stage: Any) -> dict[str, Any]:
    return {"pk": one_inspection(stage).pk}


def shortfall(stage: Any) -> dict[str, Any]:
    from unionhall.places.models import Shortfall

    one_inspection(stage)
    return {"pk": Shortfall.objects.get().pk}


def finding(stage: Any) -> dict[str, Any]:
    from unionhall.core import files
    from unionhall.core.actor import SYSTEM
    from unionhall.places.models import InspectionAnswer

    found = InspectionAnswer.objects.filter(inspection=one_inspection(stage)).order_by("pk").first()
    assert found is not None
    found.stored = files.store(files.as_upload(PNG, "牌.png"), by=SYSTEM, kind="inspection")
    found.save(update_fields=["stored"])
    return {"pk": found.pk}


def pair(stage: Any) -> dict[str, Any]:
    return {"pk": one_pair(stage).pk}


def merger(stage: Any) -> dict[str, Any]:
    found = one_pair(stage)
    return {"pk": found.pk, "keep": found.one_id}


def photo(stage: Any) -> dict[str, Any]:
    return {"pk": one_photo(stage).pk}


def one_pictured(stage: Any) -> dict[str, Any]:
    return {"pk": one_photo(stage).venue_id}


def a_picture(_stage: Any) -> dict[str, Any]:
    return {"file": Picture(PNG)}


def a_finding(stage: Any) -> dict[str, Any]:
    return {"pk": one_inspection(stage).pk, "item": "sign-plate"}


def brought(stage: Any) -> dict[str, Any]:
    return {"pk": one_import(stage).pk}


def item(stage: Any) -> dict[str, Any]:
    return {"pk": one_item(stage).pk}


class Sheet(io.BytesIO):
    """A file that everybody reads from its beginning."""

    name = "stations.csv"

    def read(self, size: int | None = -1) -> bytes:
        return self.getvalue()


class Picture(Sheet):
    name = "door.png"


def to_import(stage: Any) -> dict[str, Any]:
    return {"file": Sheet(LIST), "body_id": str(stage.world.harbour.pk)}


def new_venue(stage: Any) -> dict[str, Any]:
    return {"name": "新站", "operator_id": str(stage.world.harbour.pk), "lon": LON, "lat": LAT}


def new_rule(stage: Any) -> dict[str, Any]:
    return {
        "body_id": str(stage.world.harbour.pk),
        "what": "stale_days",
        "value": 60,
        "since": "2026-01-01",
        "source": "文件",
    }


def new_item(stage: Any) -> dict[str, Any]:
    return {
        "code": "local-1",
        "standard": "sign",
        "name": "夜灯",
        "points": 2,
        "source": "文件",
        "body_id": str(stage.world.harbour.pk),
    }


def to_inspect(_stage: Any) -> dict[str, Any]:
    return {"draft": str(UUID(int=7)), "on": "2026-01-01", "findings": [{"item": "sign-plate", "finding": "met"}]}


def today(_stage: Any = None) -> dict[str, Any]:
    from unionhall.core import clock

    return {"on": clock.today().isoformat()}


def to_inspect_today(stage: Any) -> dict[str, Any]:
    return {**to_inspect(stage), **today()}


def form_of_inspection(_stage: Any) -> dict[str, Any]:
    return {"draft": str(UUID(int=8)), **today(), "finding-sign-plate": "met"}


def a_photo(_stage: Any) -> dict[str, Any]:
    return {}


WORD = {"kind": "equipment", "code": "slippers", "name": "拖鞋", "source": "文件"}
API, ONE = "/api/places", "/api/places/venues/{pk}"
NEAR = f"?lon={LON}&lat={LAT}"

ROWS = [
    # the public list and the door
    Row("places:stations", query=f"?near={LON},{LAT}", answers=EVERYBODY),
    Row("places:station", where=station, answers=EVERYBODY),
    Row("places:reporting", "POST", where=station, data=lambda _s: {"kind": "fine"}, answers={...: DONE}),
    Row("places:using", "POST", where=station, answers={...: DONE}),
    Row("places:photo", where=photo, answers=EVERYBODY),
    Row("places:kept", answers=only((), OK)),
    # the desk
    Row("places:venues", answers=only(DESKS, OK)),
    Row("places:venue_new", answers=desks(ENTER, OK)),
    Row("places:venue_new", "POST", answers=desks(ENTER, CLEAN)),
    Row("places:inspect_offline", answers={...: OK, "anonymous": SIGN_IN}),
    Row("places:venue", where=venue, answers=only(SEE, OK)),
    Row("places:changing", where=venue, answers=kept(OK)),
    Row("places:changing", "POST", where=venue, answers=kept(CLEAN)),
    Row("places:step", where=verb("pause"), answers=kept(OK)),
    Row("places:step", "POST", where=verb("pause"), data=today, answers=kept(DONE)),
    Row("places:moving", where=venue, answers=kept(OK)),
    Row("places:moving", "POST", where=venue, answers=kept(CLEAN)),
    Row("places:keeping", where=venue, answers=kept(OK)),
    Row("places:keeping", "POST", where=venue, answers=kept(DONE)),
    Row("places:setting_hours", where=venue, answers=kept(OK)),
    Row("places:setting_hours", "POST", where=venue, data=lambda _s: {"hours": "09:00-18:00"}, answers=kept(DONE)),
    Row("places:closing_days", where=venue, answers=kept(OK)),
    Row("places:closing_days", "POST", where=venue, data=tomorrow, answers=kept(DONE)),
    Row("places:opening_days", "POST", where=lambda stage: {"pk": shut_tomorrow(stage)["pk"]}, data=tomorrow, answers=kept(DONE)),
    Row("places:confirming", where=venue, answers=kept(OK)),
    Row("places:confirming", "POST", where=venue, answers=kept(DONE)),
    Row("places:photo_new", where=venue, answers=kept(OK)),
    Row("places:photo_new", "POST", where=venue, data=a_photo, answers=kept(CLEAN)),
    Row("places:photo_removal", "POST", where=photo, answers=kept(DONE)),
    Row("places:poster", where=venue, answers=only(SEE, OK)),
    Row("places:inspecting", where=venue, answers=kept(OK)),
    Row("places:inspecting", "POST", where=venue, data=form_of_inspection, answers=kept(DONE)),
    Row("places:inspection", where=inspection, answers=only(SEE, OK)),
    Row("places:finding_photo", where=finding, answers=only(SEE, OK)),
    Row("places:reports", answers=only(DESKS, OK)),
    Row("places:answering", where=report, answers=kept(OK)),
    Row("places:answering", "POST", where=report, data=lambda _s: {"answer": "fine"}, answers=kept(DONE)),
    Row("places:shortfalls", answers=only(DESKS, OK)),
    Row("places:remedying", where=shortfall, answers=kept(OK)),
    Row("places:remedying", "POST", where=shortfall, data=lambda _s: {"text": "挂好了"}, answers=kept(DONE)),
    Row("places:pairs", answers=only(DESKS, OK)),
    Row("places:looking_for_pairs", "POST", answers=desks(ENTER, DONE)),
    Row("places:merging", where=merger, answers=kept(OK)),
    Row("places:merging", "POST", where=merger, answers=kept(DONE)),
    Row("places:keeping_apart", "POST", where=pair, answers=kept(DONE)),
    Row("places:lists_brought", answers=only(DESKS, OK)),
    Row("places:lists_brought", "POST", answers=desks(ENTER, CLEAN)),
    Row("places:list_brought", where=brought, answers=only(SEE, OK)),
    Row("places:writing", "POST", where=brought, answers=kept(DONE)),
    Row("places:dropping", "POST", where=brought, answers=kept(DONE)),
    Row("places:rejected", where=brought, answers=only(SEE, OK)),
    Row("places:exporting", answers=only(DESKS, OK)),
    Row("places:exporting", "POST", answers=only(DESKS, DONE)),
    Row("places:geojson", "POST", answers=only(DESKS, OK)),
    Row("places:settings", answers=only(DESKS, OK)),
    Row("places:rule_new", answers=only(DESKS, OK)),
    Row("places:rule_new", "POST", answers=only(DESKS, CLEAN)),
    Row("places:item_new", answers=only(DESKS, OK)),
    Row("places:item_new", "POST", answers=only(DESKS, CLEAN)),
    Row("places:item_ending", where=item, answers=only(("coordinator", "supervisor", "chair_below", "chair_tied"), REFUSED, **dict.fromkeys(OFFICERS, OK))),
    Row("places:item_ending", "POST", where=item, data=today, answers=only(("coordinator", "supervisor", "chair_below", "chair_tied"), REFUSED, **dict.fromkeys(OFFICERS, DONE))),
    Row("places:word_new", answers=desks(("officer_top",), OK)),
    Row("places:word_new", "POST", answers=desks(("officer_top",), CLEAN)),
    # the API
    Row("GET /api/stations/nearest", query=NEAR, answers=EVERYBODY),
    Row("GET /api/stations/places", query="?q=东港", answers=EVERYBODY),
    Row("GET /api/stations/words", answers=EVERYBODY),
    Row("GET /api/stations/{code}", where=station, answers=EVERYBODY),
    Row("POST /api/stations/{code}/reports", where=station, data=lambda _s: {"kind": "fine"}, answers={...: MADE}),
    Row("POST /api/stations/{code}/uses", where=station, answers={...: MADE}),
    Row(f"GET {API}/venues", answers=only(DESKS, OK)),
    Row(f"GET {API}/venues.geojson", answers=only(DESKS, OK)),
    Row(f"POST {API}/venues", data=new_venue, answers=only(KEEP, MADE)),
    Row(f"GET {ONE}", where=venue, answers=only(SEE, OK)),
    Row(f"PATCH {ONE}", where=venue, data=lambda _s: {"capacity": 12}, answers=kept(OK)),
    Row(f"GET {ONE}/steps", where=venue, answers=only(SEE, OK)),
    Row(f"POST {ONE}/beginning", where=planned, data=today, answers=kept(OK)),
    Row(f"POST {ONE}/pause", where=venue, data=today, answers=kept(OK)),
    Row(f"POST {ONE}/resumption", where=paused, data=today, answers=kept(OK)),
    Row(f"POST {ONE}/closing", where=venue, data=today, answers=kept(OK)),
    Row(f"POST {ONE}/reopening", where=closed, data=today, answers=kept(OK)),
    Row(f"POST {ONE}/move", where=venue, data=lambda _s: {"lon": LON + 0.01, "lat": LAT, **today()}, answers=kept(OK)),
    Row(f"PUT {ONE}/keeper", where=venue, data=lambda _s: {"name": "丁一"}, answers=kept(OK)),
    Row(f"PUT {ONE}/hours", where=venue, data=lambda _s: {"hours": "09:00-18:00"}, answers=kept(OK)),
    Row(f"POST {ONE}/closures", where=venue, data=tomorrow, answers=kept(OK)),
    Row(f"DELETE {ONE}/closures/{{first}}", where=shut_tomorrow, answers=kept(OK)),
    Row(f"POST {ONE}/confirmation", where=venue, answers=kept(OK)),
    Row(f"GET {ONE}/photos", where=one_pictured, answers=only(SEE, OK)),
    Row(f"POST {ONE}/photos", where=venue, data=a_picture, answers=kept(MADE)),
    Row(f"DELETE {API}/photos/{{pk}}", where=photo, answers=kept(OK)),
    Row(f"GET {ONE}/uses", where=venue, answers=only(SEE, OK)),
    Row(f"GET {ONE}/poster", where=venue, answers=only(SEE, OK)),
    Row(f"GET {ONE}/inspections", where=venue, answers=only(SEE, OK)),
    Row(f"POST {API}/inspections/{{pk}}/findings/{{item}}/photo", where=a_finding, data=a_picture, answers=kept(MADE)),
    Row(f"GET {API}/kept", answers={...: OK, "anonymous": SIGN_IN}),
    Row(f"GET {API}/imports", answers=only(DESKS, OK)),
    Row(f"GET {API}/imports/{{pk}}/rejected", where=brought, answers=only(SEE, OK)),
    Row(f"GET {ONE}/checklist", where=venue, answers=only(SEE, OK)),
    Row(f"POST {ONE}/inspections", where=venue, data=to_inspect_today, answers=kept(MADE)),
    Row(f"GET {API}/uses", query="?first=2026-01-01&last=2026-01-31", answers=only(DESKS, OK)),
    Row(f"GET {API}/reports", answers={...: OK, "anonymous": SIGN_IN}),
    Row(f"POST {API}/reports/{{pk}}/answer", where=report, data=lambda _s: {"answer": "fine"}, answers=kept(OK)),
    Row(f"GET {API}/inspections/{{pk}}", where=inspection, answers=only(SEE, OK)),
    Row(f"GET {API}/shortfalls", answers={...: OK, "anonymous": SIGN_IN}),
    Row(f"POST {API}/shortfalls/{{pk}}/remedy", where=shortfall, data=lambda _s: {"text": "挂好了"}, answers=kept(OK)),
    Row(f"GET {API}/network", answers=only(DESKS, OK)),
    Row(f"GET {API}/checklist", answers=only(DESKS, OK)),
    Row(f"POST {API}/checklist", data=new_item, answers=only(OFFICERS, MADE, coordinator=REFUSED)),
    Row(f"POST {API}/checklist/{{pk}}/ending", where=item, data=today, answers=only(("coordinator", "supervisor", "chair_below", "chair_tied"), REFUSED, **dict.fromkeys(OFFICERS, OK))),
    Row(f"GET {API}/rules", answers=only(DESKS, OK)),
    Row(f"POST {API}/rules", data=new_rule, answers=only(OFFICERS, MADE, coordinator=REFUSED)),
    Row(f"POST {API}/words", data=lambda _s: WORD, answers=desks(("officer_top",), MADE)),
    Row(f"GET {API}/pairs", answers=only(DESKS, OK)),
    Row(f"POST {API}/pairs", answers=desks(ENTER, OK)),
    Row(f"POST {API}/pairs/{{pk}}/decision", where=pair, data=lambda _s: {}, answers=kept(OK)),
    Row(f"POST {API}/imports", data=to_import, answers=only(KEEP, MADE)),
    Row(f"GET {API}/imports/{{pk}}", where=brought, answers=only(SEE, OK)),
    Row(f"POST {API}/imports/{{pk}}/writing", where=brought, answers=kept(OK)),
    Row(f"POST {API}/imports/{{pk}}/dropping", where=brought, answers=kept(OK)),
]  # fmt: skip
