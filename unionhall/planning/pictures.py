"""The pictures of planning: drawn when something is read or reckoned, kept beside it, shown without any map from elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from . import drawing, keeping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionhall.geo.network import Network
    from unionhall.places.api import Arrays

    from .models import CircleRun, DemandLayer, RoadNetwork, SitingPlan

Floats = NDArray[np.float64]
NAME = "picture.png"
MANY, CELL = 50_000, 3
"""Beyond so many points the picture is drawn in cells of so many pixels."""
COLOURS = (drawing.AREA_15, drawing.AREA_10, drawing.AREA_5)


def of_network(network: RoadNetwork) -> bytes | None:
    return keeping.read(network.stored_as, NAME)


def of_layer(layer: DemandLayer) -> bytes | None:
    return keeping.read(layer.stored_as, NAME)


def of_run(run: CircleRun) -> bytes | None:
    return keeping.read(run.stored_as, NAME)


def of_plan(plan: SitingPlan) -> bytes | None:
    return keeping.read(plan.stored_as, NAME)


def draw_run(
    run: CircleRun, ways: Network | None, lon: Floats, lat: Floats, weights: Floats, metres: Floats, found: Arrays,
    counts: NDArray[np.bool_], areas: dict[str, Any] | None,
) -> bytes:  # fmt: skip
    """Areas, ways, points that reach a door and points that do not, stations."""
    frame = drawing.frame(drawing.trimmed(lon, lat))
    sheet = drawing.canvas(frame)
    draw_areas(sheet, frame, areas, run.minutes)
    _draw_ways(sheet, frame, ways)
    inside = metres <= max(run.minutes) * 60 * run.speed + 1e-6
    draw_demand(sheet, frame, lon, lat, weights > 0, inside, weights)
    draw_stations(sheet, frame, found.lon, found.lat, counts)
    return drawing.png(sheet)


def draw_areas(
    sheet: drawing.Canvas, frame: drawing.Frame, areas: dict[str, Any] | None, minutes: Sequence[int]
) -> None:
    """The areas of a run, the widest palest."""
    for feature in (areas or {}).get("features", []):
        rank = sorted(minutes, reverse=True).index(feature["properties"]["minutes"])
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        drawing.draw_area(
            sheet, frame, [ring for polygon in polygons for ring in polygon], colour=COLOURS[min(rank, 2)]
        )


def _draw_ways(sheet: drawing.Canvas, frame: drawing.Frame, ways: Network | None) -> None:
    if ways is not None:
        drawing.draw_ways(sheet, frame, np.asarray(ways.lon), np.asarray(ways.lat), ways.start, ways.end)


def draw_demand(
    sheet: drawing.Canvas,
    frame: drawing.Frame,
    lon: Floats,
    lat: Floats,
    present: NDArray[np.bool_],
    inside: NDArray[np.bool_],
    weights: Floats,
) -> None:
    """Points that reach a door below, those that do not on top: nobody left out is hidden. Where there are so many that they cover each
    other, each piece of the picture has the colour of most people in it, so that red is no larger than it is."""
    if len(lon) > MANY:
        _draw_majority(sheet, frame, lon[present], lat[present], weights[present], inside[present])
        return
    radius = 3.5 if len(lon) < 3_000 else 2.5 if len(lon) < 20_000 else 1.5
    drawing.draw_points(
        sheet, frame, lon[present & inside], lat[present & inside], colour=drawing.REACHED, radius=radius
    )
    drawing.draw_points(
        sheet, frame, lon[present & ~inside], lat[present & ~inside], colour=drawing.LEFT_OUT, radius=radius
    )


def _draw_majority(
    sheet: drawing.Canvas, frame: drawing.Frame, lon: Floats, lat: Floats, weights: Floats, inside: NDArray[np.bool_]
) -> None:
    x, y = frame.xy(lon, lat)
    columns, rows = -(-frame.width // CELL), -(-frame.height // CELL)
    seen = (x >= 0) & (x < frame.width) & (y >= 0) & (y < frame.height)
    cell = (y[seen] // CELL).astype(np.int64) * columns + (x[seen] // CELL).astype(np.int64)
    every = np.bincount(cell, weights[seen], minlength=rows * columns)
    reached = np.bincount(cell, weights[seen] * inside[seen], minlength=rows * columns)
    colours = np.where(2 * reached >= every, drawing.REACHED, drawing.LEFT_OUT).astype(sheet.dtype)

    def spread(cells: Any) -> Any:
        grown = np.repeat(np.repeat(cells.reshape(rows, columns), CELL, axis=0), CELL, axis=1)
        return grown[: frame.height, : frame.width]

    drawn = spread(every > 0)
    sheet[drawn] = spread(colours)[drawn]


def draw_stations(
    sheet: drawing.Canvas, frame: drawing.Frame, lon: Floats, lat: Floats, counts: NDArray[np.bool_]
) -> None:
    """Doors with a rim: those that do not count grey, those that do black."""
    radius, rim = (9.0, 3.0) if len(lon) < 400 else (4.5, 1.5)
    for these, colour in ((~counts, drawing.SHUT), (counts, drawing.OPEN)):
        drawing.draw_points(sheet, frame, lon[these], lat[these], colour=drawing.RIM, radius=radius)
        drawing.draw_points(sheet, frame, lon[these], lat[these], colour=colour, radius=radius - rim)


def draw_plan(
    ways: Network | None, lon: Floats, lat: Floats, weights: Floats, inside: NDArray[np.bool_], standing: tuple[Floats, Floats],
    hosts: tuple[Floats, Floats], chosen: NDArray[np.bool_],
) -> tuple[bytes, list[float]]:  # fmt: skip
    """The picture of a plan and the frame it was drawn in, so that the page can lay numbers on it."""
    every_lon, every_lat = np.concatenate([lon, hosts[0][chosen]]), np.concatenate([lat, hosts[1][chosen]])
    frame = drawing.frame(drawing.trimmed(every_lon, every_lat))
    sheet = drawing.canvas(frame)
    _draw_ways(sheet, frame, ways)
    draw_demand(sheet, frame, lon, lat, weights > 0, inside, weights)
    drawing.draw_points(sheet, frame, hosts[0][~chosen], hosts[1][~chosen], colour=drawing.SHUT, radius=3)
    draw_stations(sheet, frame, *standing, np.ones(len(standing[0]), dtype=bool))
    drawing.draw_points(sheet, frame, hosts[0][chosen], hosts[1][chosen], colour=drawing.RIM, radius=12)
    drawing.draw_points(sheet, frame, hosts[0][chosen], hosts[1][chosen], colour=drawing.SITE, radius=9)
    return drawing.png(sheet), [frame.west, frame.north, frame.scale_x, frame.scale_y]


PINS = 60


def pins_of_plan(plan: SitingPlan) -> list[dict[str, Any]]:
    """The numbers of the first sites, where they lie on the picture."""
    if "frame" not in plan.answer:
        return []
    frame = drawing.Frame(*plan.answer["frame"])
    pins = []
    for number, site in enumerate(plan.answer["sites"][:PINS], 1):
        x, y = frame.xy(site["lon"], site["lat"])
        pins.append(
            {"number": number, "x": round(float(x), 1), "y": round(float(y), 1), "text_y": round(float(y) + 9, 1)}
        )
    return pins


def legend_of_run(run: CircleRun) -> list[tuple[str, str]]:
    """The marks of the picture in words."""
    widest = sorted(run.minutes, reverse=True)
    lines = []
    if run.found.get("areas"):
        lines += [
            (mark, _("within %(n)s minutes") % {"n": minutes})
            for mark, minutes in zip(("area-15", "area-10", "area-5"), widest, strict=False)
        ]
    if run.network_id:
        lines.append(("way", _("ways")))
    lines += [
        ("reached", _("reach a door within %(n)s minutes") % {"n": widest[0]}),
        ("left-out", _("do not")),
        ("open", _("station that counts")),
    ]
    if run.found and run.basis["stations"]["counted"] < run.basis["stations"]["all"]:
        lines.append(("shut", _("station that does not count then")))
    return lines


def legend_of_plan(plan: SitingPlan) -> list[tuple[str, str]]:
    lines = [("way", _("ways"))] if plan.network_id else []
    return [
        *lines,
        ("site", _("new station")),
        ("open", _("station that stands already")),
        ("shut", _("candidate not chosen")),
        ("reached", _("reached within %(n)s minutes") % {"n": plan.minutes}),
        ("left-out", _("not reached")),
    ]


def as_geojson(shape: Any) -> dict[str, Any]:
    """An area with coordinates of a decimetre, as GeoJSON wants them."""
    return dict(json.loads(shapely.to_geojson(shapely.set_precision(shape, 1e-6))))
