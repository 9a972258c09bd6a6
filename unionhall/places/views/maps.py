"""Places on maps: tiles for everybody, the worker's map beside the list, the officer's map with areas and plans for paper."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock, paging
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of, public, words_asked
from unionhall.core.verdict import Refused
from unionhall.exports import api as exports
from unionhall.geo.datum import Datum
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import Level
from unionhall.ui import slots
from unionhall.ui.maps import Box, Kind, Map, base_map, with_map
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import page

from .. import access, ground, nearby, opening, plotting, queries, shown, tiles
from ..enums import VenueKind
from ..map_exporting import AREA, point
from ..map_forms import Area, DeskMapForm, area_words, box_of, corners
from ..states import VenueState
from . import stations

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ..models import Venue

OTHERS = (("GCJ-02", Datum.GCJ02), ("BD-09", Datum.BD09))
MVT = "application/vnd.mapbox-vector-tile"
MARKS = {
    VenueKind.REST_STATION: ("驿", "S"),
    VenueKind.WORKERS_HOME: ("家", "H"),
    VenueKind.READING_ROOM: ("书", "R"),
    VenueKind.TRAINING_BASE: ("训", "T"),
    VenueKind.LEGAL_STATION: ("法", "L"),
    VenueKind.COUNSELLING_ROOM: ("心", "C"),
}


NEAREST = 12
"""Doors listed beneath the worker's map."""


def kinds() -> list[Kind]:
    """How each kind is marked in the language of the page."""
    which = 0 if (get_language() or "").startswith("zh") else 1
    return [Kind(kind.value, MARKS[kind][which], str(kind.label)) for kind in VenueKind]


# --- tiles ------------------------------------------------------------------------------------------------------------


@public
@require_safe
def venue_tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """Points and clusters of the places the reader sees; with `scope=public`, of those everybody sees."""
    if not tiles.exists(z, x, y):
        raise Http404
    actor = actor_of(request)
    venues, only = _narrowed(actor, request.GET)
    data = plotting.venue_tile(venues, z, x, y, only=only)
    everybody = actor.is_anonymous or request.GET.get("scope") == "public"
    return _tile(request, data, "public, max-age=60" if everybody else "private, max-age=20")


@public
@require_safe
def ground_tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """Boundaries, and roads where there is no base map: what is public on any map."""
    if not tiles.exists(z, x, y):
        raise Http404
    data = plotting.ground_tile(z, x, y, roads=base_map().is_drawn_here)
    return _tile(request, data, "public, max-age=3600")


def _tile(request: HttpRequest, data: bytes, keep: str) -> HttpResponse:
    mark = f'"{hashlib.blake2b(data, digest_size=12).hexdigest()}"'
    response: HttpResponse
    if mark in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    elif not data:
        response = HttpResponse(status=204)
    elif len(data) > 400 and "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(gzip.compress(data, 6, mtime=0), content_type=MVT)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(data, content_type=MVT)
    response["ETag"] = mark
    response["Cache-Control"] = keep
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _narrowed(actor: Actor, asked: QueryDict) -> tuple[QuerySet[Venue], str]:
    """What the filters of an address find for a reader, and whether only open doors count."""
    if asked.get("scope") == "public":
        said = stations.filters(asked)
        return _fitting(access.public_venues(), said), "open" if said["only_open"] else ""
    desk = DeskMapForm(asked)
    return desk.found(access.visible_venues(actor)), desk.asked().get("only", "")


def _tiles(**asked: Any) -> str:
    """The address of the tiles of points that fit."""
    said = urlencode({name: value for name, value in asked.items() if value}, doseq=True)
    return f"/places/tiles/{{z}}/{{x}}/{{y}}.mvt{'?' if said else ''}{said}"


def _ground() -> str:
    return "/places/ground/{z}/{x}/{y}.mvt"


def sources_of_ground() -> list[str]:
    """Whom a map without a base map names for what it draws."""
    roads = [ground.source()] if base_map().is_drawn_here and ground.source() else []
    return [*roads, *organisations.boundaries.sources()]


# --- the worker's map -------------------------------------------------------------------------------------------------


@public
@require_safe
@with_map
def station_map(request: HttpRequest) -> HttpResponse:
    """The list of stations as a map, with the nearest ones beneath it: the same filters, nothing asked of anybody."""
    asked = stations.filters(request.GET)
    here = stations.here_of(request.GET.get("near", "")) or _one_place(words_asked(request, "place", most=40))
    doors = _doors(here, asked) if here else []
    public_ones = access.public_venues()
    shown_map = Map(
        label=_("Stations on the map"),
        points=_tiles(
            scope="public", need=asked["needs"], kind=asked["kind"], open="" if asked["only_open"] else "all"
        ),
        ground=_ground(),
        around=_around_here(here, doors) if here else _around(_fitting(public_ones, asked), public_ones),
        here=here,
        card=f"{reverse('places:station_card', args=['CODE'])}{_near(here)}",
        beside="station-card",
        kinds=kinds(),
        fallback=_("The map cannot be drawn here. The list says the same."),
    )
    context = {
        "map": shown_map,
        "doors": doors,
        "near": f"{here[0]:.4f},{here[1]:.4f}" if here else "",
        "narrowed": bool(asked["needs"] or asked["kind"]),
        "straight": bool(doors) and all(one.straight for one in doors),
        "list": f"{reverse('places:stations')}{'?' if request.GET else ''}{request.GET.urlencode()}",
        "sources": sources_of_ground(),
        **stations.filter_words(asked),
    }
    return page(request, "places/station_map.html", context)


@public
@require_safe
def station_card(request: HttpRequest, code: str) -> HttpResponse:
    """What one reads of a station when it is tapped on the map: what the list says of it."""
    venue = get_object_or_404(queries.with_names(access.public_venues()), code=code)
    here = stations.here_of(request.GET.get("near", ""))
    near = None
    if here:
        near = (
            nearby.nearest(*here, only_open=False, count=1, venues=access.public_venues().filter(pk=venue.pk)) or None
        )
    (door,) = shown.doors(near, [venue])
    return page(request, "places/station_card.html", {"door": door})


def _one_place(words: str) -> tuple[float, float] | None:
    """The position of a place by its name, if only one is meant."""
    found = nearby.by_name(words) if words else []
    return (found[0]["lon"], found[0]["lat"]) if len(found) == 1 else None


def _doors(here: tuple[float, float], asked: dict[str, Any]) -> list[shown.Shown]:
    near = nearby.nearest(*here, count=NEAREST, **asked)
    rows = queries.with_names(access.public_venues().filter(pk__in=[one.pk for one in near])).order_by("pk")
    return shown.doors(near, rows)


def _fitting(venues: QuerySet[Venue], asked: dict[str, Any]) -> QuerySet[Venue]:
    if asked["needs"]:
        venues = venues.filter(equipment__contains=asked["needs"])
    return venues.filter(kind=asked["kind"]) if asked["kind"] else venues


def _near(here: tuple[float, float] | None) -> str:
    return f"?near={here[0]:.4f},{here[1]:.4f}" if here else ""


def _around_here(here: tuple[float, float], doors: list[shown.Shown]) -> Box:
    """The reader and the nearest doors, not closer than a few streets."""
    lons = [here[0], *(one.venue.lon for one in doors[:5])]
    lats = [here[1], *(one.venue.lat for one in doors[:5])]
    room = 0.004
    return (min(lons) - room, min(lats) - room, max(lons) + room, max(lats) + room)


# --- the officer's map ------------------------------------------------------------------------------------------------


def _officer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see_desk(actor):
        raise Http404
    return actor


@require_safe
@with_map
def desk_map(request: HttpRequest) -> HttpResponse:
    """All places one sees, on a map, with layers of other modules over it."""
    actor = _officer(request)
    form = DeskMapForm(request.GET)
    venues = form.found(access.visible_venues(actor))
    area, trouble = _area(request)
    shown_map = Map(
        label=_("Map of stations and places"),
        points=_tiles(**form.asked()),
        ground=_ground(),
        around=_around(venues, queries.listed(access.visible_venues(actor)), area),
        card=reverse("places:map_card", args=["CODE"]),
        beside="map-card",
        kinds=kinds(),
        area=_outline(area),
    )
    context = {
        "map": shown_map,
        "form": form,
        "asked": list(form.asked().items()),
        "layers": slots.panels("places.map", actor, None),
        "sources": sources_of_ground(),
        "has_roads": base_map().is_drawn_here and ground.roads_are_known(),
        "divisions": _divisions(actor),
        "division": request.GET.get("division", ""),
        "trouble": trouble,
        "plan": reverse("places:map_plan"),
        **_inside(actor, area, form, request),
    }
    return page(request, "places/map_desk.html", context)


@require_safe
def map_inside(request: HttpRequest) -> HttpResponse:
    """What lies in an area: how many of what, and which."""
    actor = _officer(request)
    area, trouble = _area(request)
    context = {"trouble": trouble, **_inside(actor, area, DeskMapForm(request.GET), request)}
    return page(request, "places/map_inside.html", context, fragment="inside", status=422 if trouble else 200)


@require_safe
def map_card(request: HttpRequest, code: str) -> HttpResponse:
    """One place beside the officer's map."""
    actor = _officer(request)
    found = queries.with_names(access.visible_venues(actor))
    venue = get_object_or_404(found, code=code)
    context = {
        "venue": venue,
        "now": opening.now(venue.hours, clock.now()),
        "hours": opening.in_words(venue.hours),
        "wgs84": point(venue, Datum.WGS84),
    }
    context["others"] = " · ".join(f"{name} {point(venue, datum)}" for name, datum in OTHERS)
    return page(request, "places/map_card.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def map_export(request: HttpRequest) -> HttpResponse:
    """The places of an area leave as a table."""
    actor = _officer(request)
    area, trouble = _area(request)
    if trouble or not area:
        raise Http404
    asked = {**area.address(), **DeskMapForm(request.GET).asked()}
    back = f"{reverse('places:map')}?{urlencode(asked)}"
    crumbs = [Choice(_("Map of stations and places"), back), Choice(_("Export"))]
    return exports.take_out(request, AREA, asked, by=actor, back=back, crumbs=crumbs)


@require_safe
@with_map
def map_plan(request: HttpRequest) -> HttpResponse:
    """A sheet of A4 with the part of the map one looked at, its legend, scale, date and sources."""
    actor = _officer(request)
    form = DeskMapForm(request.GET)
    venues = form.found(access.visible_venues(actor))
    area, trouble = _area(request)
    offered = {panel.url: panel.title for panel in slots.panels("places.map", actor, None)}
    layers = [url for url in request.GET.getlist("layer") if url in offered]
    shown_map = Map(
        label=_("Map of stations and places"),
        points="" if request.GET.get("points") == "0" else _tiles(**form.asked()),
        ground=_ground(),
        around=box_of(request.GET.get("bounds", ""))
        or _around(venues, queries.listed(access.visible_venues(actor)), area),
        kinds=kinds(),
        still=True,
        layers=layers,
        area=_outline(area),
    )
    title = " ".join(request.GET.get("title", "").replace("\0", "").split())[:60]
    context = {
        "map": shown_map,
        "form": form,
        "title": title or _("Map of stations and places"),
        "asked": [(name, value) for name in request.GET for value in request.GET.getlist(name) if name != "title"],
        "chosen": _chosen(form),
        "sources": [*filter(None, [base_map().attribution]), *sources_of_ground()],
        "area": area if area else None,
        "inside": area.inside(venues).count() if area else None,
        "trouble": trouble,
        "at": clock.now(),
        "layers": [offered[url] for url in layers],
        "back": reverse("places:map"),
    }
    return page(request, "places/map_plan.html", context)


def _area(request: HttpRequest) -> tuple[Area, Refused | None]:
    try:
        return Area(request.GET), None
    except Refused as refusal:
        return Area({}), refusal


def _outline(area: Area) -> list[tuple[float, float]]:
    """The outer ring of an area, for the map."""
    return corners(area_words(area.shape)) if area and area.shape is not None else []


def _around(venues: QuerySet[Venue], everything: QuerySet[Venue], area: Area | None = None) -> Box | None:
    """Where the map opens: around the area, what fits the filters, or everything, with a little room for a single door."""
    if area and area.shape is not None:
        bounds: Box = area.shape.bounds
        return bounds
    box = plotting.box_around(venues) or plotting.box_around(everything)
    if box is None:
        return organisations.boundaries.box_of_all()
    west, south, east, north = box
    room = 0.004
    return (west - room, south - room, east + room, north + room)


def _inside(actor: Actor, area: Area, form: DeskMapForm, request: HttpRequest) -> dict[str, Any]:
    """Counts and a page of what lies in an area; nothing without one."""
    if not area:
        return {"area": None}
    venues = area.inside(form.found(access.visible_venues(actor)))
    by_kind = queries.numbers_by(venues, "kind")
    by_state = queries.numbers(venues)
    address = {**area.address(), **form.asked()}
    return {
        "area": area,
        "total": sum(by_state.values()),
        "open_now": plotting.open_now(venues, clock.now()),
        "by_kind": [(VenueKind(kind).label, n) for kind, n in sorted(by_kind.items())],
        "by_state": [(VenueState(state).label, n) for state, n in by_state.items()],
        "page": paging.page(queries.with_names(venues), order=("name", "id"), after=request.GET.get("after"), size=20),
        "columns": [
            Column(_("Station or place")),
            Column(_("Kind")),
            Column(_("State")),
            Column(_("Address"), wide_only=True),
        ],
        "link": f"{reverse('places:map')}?{urlencode(address)}",
        "export": f"{reverse('places:map_export')}?{urlencode(address)}",
        "corners": area_words(area.shape) if area.shape is not None and area.division is None else "",
    }


def _chosen(form: DeskMapForm) -> list[str]:
    """The filters as words for paper."""
    said = form.asked()
    return [str(dict(form.fields[name].choices)[value]) for name, value in said.items()]  # type: ignore[attr-defined]


def _divisions(actor: Actor) -> list[Any]:
    """Places to choose an area from: down to counties, so that the list stays readable; a township is written by name or code."""
    return list(organisations.visible_divisions(actor).filter(level__lte=Level.COUNTY).order_by("code")[:400])
