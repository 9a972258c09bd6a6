"""What does a map need to know? Its base map, where things lie on it, and what is laid over it.

Every coordinate we keep is WGS-84. A base map may draw another datum (GCJ-02 in China), so whatever goes onto a map passes
`on_map`, and whatever comes from a click passes `from_map`. Pages with a map carry `@with_map`: their policy lets the map's worker
run and the base map's tiles load, and nothing else.

    page(request, "places/map.html", {"map": Map(label=_("Stations"), points=…, ground=…, around=box)})
    {% map_box map %}

A layer that somebody switches on is fetched from its address as `Overlay.as_json()`: geometry in WGS-84 as it is kept, laid right by
`Overlay` itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import wraps
from typing import Any, Literal, TypeVar

import numpy as np
import shapely
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unionhall.geo.datum import Datum, from_wgs84, to_wgs84

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
V = TypeVar("V", bound=Callable[..., HttpResponse])

Tone = Literal["accent", "green", "amber", "blue", "violet", "grey"]
Draw = Literal["area", "line", "point", "heat"]


@dataclass(frozen=True)
class Base:
    """The base map this installation uses: tiles of pictures, a style, or nothing."""

    tiles: tuple[str, ...] = ()
    style: str = ""
    attribution: str = ""
    datum: Datum = Datum.WGS84

    @property
    def is_drawn_here(self) -> bool:
        """Whether there is none, so that roads and boundaries are drawn from what is loaded."""
        return not self.tiles and not self.style


def base_map() -> Base:
    """The base map of the settings."""
    addresses = settings.MAP_TILES.split()
    pictures = all("{z}" in address for address in addresses)
    return Base(
        tiles=tuple(addresses) if pictures else (),
        style="" if pictures else addresses[0],
        attribution=settings.MAP_ATTRIBUTION,
        datum=Datum(settings.MAP_DATUM),
    )


# --- Where things lie -------------------------------------------------------------------------------------------------


def on_map(lon: Any, lat: Any) -> tuple[Any, Any]:
    """Where a WGS-84 point lies on the base map; numbers or arrays."""
    datum = base_map().datum
    return (lon, lat) if datum is Datum.WGS84 else from_wgs84(lon, lat, datum)


def from_map(lon: Any, lat: Any) -> tuple[Any, Any]:
    """The WGS-84 point that a click on the base map means; numbers or arrays."""
    datum = base_map().datum
    return (lon, lat) if datum is Datum.WGS84 else to_wgs84(lon, lat, datum)


def box_on_map(box: Box) -> Box:
    """A box that holds, on the base map, what lies within *box*."""
    west, south, east, north = box
    lon, lat = on_map(np.array([west, west, east, east]), np.array([south, north, south, north]))
    return float(np.min(lon)), float(np.min(lat)), float(np.max(lon)), float(np.max(lat))


def laid(geometry: Any) -> Any:
    """A shapely geometry (or an array of them) as it lies on the base map."""
    if base_map().datum is Datum.WGS84:
        return geometry
    return shapely.transform(geometry, lambda points: np.column_stack(on_map(points[:, 0], points[:, 1])))


def lifted(geometry: Any) -> Any:
    """A shapely geometry drawn on the base map, in WGS-84."""
    if base_map().datum is Datum.WGS84:
        return geometry
    return shapely.transform(geometry, lambda points: np.column_stack(from_map(points[:, 0], points[:, 1])))


# --- A map on a page --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """How points of one kind are marked: one character in the disc, and what it is called."""

    code: str
    mark: str
    label: str


@dataclass(frozen=True)
class Map:
    """One map on a page. Addresses of tiles hold {z}, {x} and {y}; *around* and *here* are WGS-84."""

    label: str
    points: str = ""
    """Tiles of points and clusters (`places` draws them); "" for none."""
    ground: str = ""
    """Tiles of boundaries and roads."""
    around: Box | None = None
    here: tuple[float, float] | None = None
    """Where the reader stands, if they said so."""
    card: str = ""
    """Address of the card of a point, with CODE in the place of its code."""
    beside: str = ""
    """Id of the list or card region that shows what was chosen."""
    kinds: Sequence[Kind] = ()
    still: bool = False
    """For paper: nothing moves; the drawing becomes a picture once it is whole."""
    layers: Sequence[str] = ()
    """Addresses of overlays that are switched on from the start."""
    area: Sequence[tuple[float, float]] = ()
    """A polygon to show, in WGS-84."""
    fallback: str = ""
    """Words for a browser that cannot draw; by default they point to the list."""

    def as_json(self) -> str:
        """What the script reads."""
        base = base_map()
        told = {
            "library": static("vendor/maplibre/maplibre-gl.mjs"),
            "worker": static("vendor/maplibre/maplibre-gl-worker.mjs"),
            "tiles": list(base.tiles),
            "style": base.style,
            "attribution": base.attribution,
            "points": self.points,
            "ground": self.ground,
            "card": self.card,
            "beside": self.beside,
            "kinds": [asdict(kind) for kind in self.kinds],
            "still": self.still,
            "many": [10_000, "万"] if (get_language() or "").startswith("zh") else [1_000, "k"],
            "layers": list(self.layers),
            "around": [round(float(value), 6) for value in box_on_map(self.around)] if self.around else None,
            "here": [round(float(value), 6) for value in on_map(*self.here)] if self.here else None,
            "area": [[round(float(value), 6) for value in on_map(*point)] for point in self.area],
        }
        return json.dumps(told, ensure_ascii=False)

    def words(self) -> dict[str, str]:
        """What the map's own buttons say."""
        return {
            "Map.Title": self.label,
            "NavigationControl.ZoomIn": _("Closer"),
            "NavigationControl.ZoomOut": _("Farther"),
            "NavigationControl.ResetBearing": _("North up"),
            "AttributionControl.ToggleAttribution": _("Where the map comes from"),
            "ScaleControl.Meters": _("m"),
            "ScaleControl.Kilometers": _("km"),
            "CooperativeGesturesHandler.MobileHelpText": _("Move the map with two fingers"),
            "CooperativeGesturesHandler.WindowsHelpText": _("Hold Ctrl and scroll to zoom the map"),
            "CooperativeGesturesHandler.MacHelpText": _("Hold ⌘ and scroll to zoom the map"),
            "Marker.Title": _("You are here"),
            "cluster": _("{n} places here"),
        }

    def words_json(self) -> str:
        return json.dumps(self.words(), ensure_ascii=False)


@dataclass(frozen=True)
class Part:
    """One drawing of an overlay: features of one look. `by` colours them by a property: [(value, tone, words), …]."""

    draw: Draw
    features: Mapping[str, Any]
    """A GeoJSON FeatureCollection in WGS-84."""
    tone: Tone = "blue"
    words: str = ""
    """Its line in the legend."""
    by: str = ""
    tones: Sequence[tuple[Any, Tone, str]] = ()
    label: str = ""
    """The property written beside each feature."""
    size: float = 6.0


@dataclass(frozen=True)
class Overlay:
    """A layer that is switched on over a map, with its legend and where it comes from."""

    title: str
    parts: Sequence[Part] = field(default_factory=tuple)
    note: str = ""
    """As of when, out of what: printed beneath the legend."""

    def as_json(self) -> dict[str, Any]:
        """What the map's script reads; geometry laid as the base map needs it."""
        parts = [{**asdict(part), "features": laid_features(part.features)} for part in self.parts]
        return {"title": str(self.title), "note": str(self.note), "parts": parts}


def overlay_response(overlay: Overlay) -> JsonResponse:
    """The answer at the address of a layer."""
    response = JsonResponse(overlay.as_json(), json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "private, no-cache"
    return response


def laid_features(collection: Mapping[str, Any]) -> dict[str, Any]:
    """A FeatureCollection with every coordinate as it lies on the base map."""
    if base_map().datum is Datum.WGS84:
        return dict(collection)
    features = [
        {**feature, "geometry": _laid_geometry(feature["geometry"])} if feature.get("geometry") else feature
        for feature in collection.get("features", [])
    ]
    return {**collection, "features": features}


def _laid_geometry(geometry: Mapping[str, Any]) -> dict[str, Any]:
    return dict(shapely.geometry.mapping(laid(shapely.geometry.shape(geometry))))


# --- The policy of a page with a map ----------------------------------------------------------------------------------


def with_map(view: V) -> V:
    """Let this page's map run its worker and load the base map's tiles; nothing else changes."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        elsewhere = list(settings.MAP_ORIGINS)
        update = {"worker-src": ["'self'"]}
        if elsewhere:
            update |= {"img-src": elsewhere, "connect-src": elsewhere}
        response._csp_update = update  # type: ignore[attr-defined]
        return response

    return wrapped  # type: ignore[return-value]
