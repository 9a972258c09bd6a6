"""Files become arrays: a road network, or points with numbers. What cannot be used is named, row by row."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import SYSTEM
from unionhall.core.verdict import Refused, no
from unionhall.geo import datum, network, tables
from unionhall.places.enums import PointDatum

from . import drawing, keeping, queries, roads, standing
from .enums import TIMED, Slot
from .models import DemandLayer, RoadNetwork

FAULTS = {
    "unknown_end": _("Ways whose end is not among the junctions"),
    "nowhere": _("Ways whose end lies nowhere on earth"),
    "negative": _("Ways with a negative length, refused"),
    "too_long": _("Ways longer than possible, refused"),
    "no_length": _("Ways said to have no length, measured anew"),
    "duplicate": _("Junctions with an id used before"),
    "no_mode": _("Ways for nobody we know"),
    "no_number": _("Cells that are no number"),
    "empty": _("Ways without an end"),
}
NAMED = 100
SAMPLE = 5_000
"""So many points are laid beside the roads to see whether the whole file is shifted."""
Step = Callable[[str], bool]


def read_network(row: RoadNetwork, step: Step) -> tuple[str, dict[str, Any]]:
    """The arrays of a network in a new folder, and what the row says of them. Raises Unreadable or Refused."""
    step("reading")
    built, report = _network_of(keeping.files_in(row.incoming), row)
    step("keeping")
    folder = keeping.fresh("networks")
    try:
        built.save(keeping.path(folder))
        os.chmod(keeping.path(folder), 0o700)
        step("drawing")
        frame = drawing.frame(drawing.trimmed(np.asarray(built.lon), np.asarray(built.lat)))
        sheet = drawing.canvas(frame)
        drawing.draw_ways(
            sheet, frame, np.asarray(built.lon), np.asarray(built.lat), built.start, built.end, colour=drawing.OPEN
        )
        keeping.write(folder, "picture.png", drawing.png(sheet))
    except BaseException:
        keeping.discard(folder)
        raise
    west, south, east, north = built.bounds
    facts = {
        "junctions": built.junctions, "ways": built.ways, "metres": report.metres, "size": keeping.size_of(folder),
        "west": west, "south": south, "east": east, "north": north, "report": report.as_dict(),
    }  # fmt: skip
    return folder, facts


def _network_of(files: list[Path], row: RoadNetwork) -> tuple[network.Network, network.Report]:
    """Two tables, or one file of a kind its name tells."""
    if len(files) == 2:
        nodes, edges = sorted(files, key=_looks_like_edges)
        return network.read_csv(nodes, edges, datum=row.read_as)
    ending = keeping.ending_of(files[0].name)
    if ending in (".osm", ".osm.pbf", ".pbf"):
        return network.read_osm(files[0])
    if ending in (".geojson", ".json"):
        return network.read_geojson(files[0], datum=row.read_as)
    raise Refused(
        no(
            _("One table is not enough: the junctions and the ways come as two CSV files."),
            _("Choose both files in one go: nodes (id, lon, lat) and edges (from, to)."),
            "one_table",
        )
    )


def _looks_like_edges(file: Path) -> bool:
    with file.open("rb") as opened:
        head = opened.readline(4096).decode("utf-8", "replace").lower()
    return "from" in head or "起点" in head


def read_layer(row: DemandLayer) -> tuple[str, dict[str, Any]]:
    """The points of a layer in a new folder, and what the row says of them. Raises Unreadable, or Refused with a report."""
    file = keeping.files_in(row.incoming)[0]
    points = tables.read_points(
        file,
        name=str(_("the file")),
        datum=row.read_as,
        need=("id", "lon", "lat"),
        optional=tuple(slot.value for slot in Slot),
    )
    slots = [slot.value for slot in Slot if slot.value in points.columns]
    if not slots:
        raise Refused(
            no(
                _("The file has no numbers: there is no column “weight” and none for a part of the week."),
                format_lazy(
                    _("Name the column of the numbers “weight”, or by part of the week: {names}."),
                    names="、".join(TIMED),
                ),
                "no_weight",
            )
        )
    if not row.is_sure:
        refuse_if_shifted(points.lon, points.lat, row.read_as)
    weights = np.stack([np.nan_to_num(np.asarray(points.columns[slot], dtype=np.float64)) for slot in slots], axis=1)
    if not weights.sum() > 0:
        raise Refused(
            no(
                _("All numbers of this file are zero."),
                _("Look whether the right column is named “weight”."),
                "all_zero",
            )
        )
    folder = keeping.fresh("demand")
    try:
        keeping.save(folder, lon=points.lon, lat=points.lat, weights=weights)
        keeping.save_texts(folder, "ids", list(points.ids))
        frame = drawing.frame(drawing.trimmed(points.lon, points.lat))
        sheet = drawing.canvas(frame)
        draw_known_ways(sheet, frame)
        drawing.draw_points(
            sheet, frame, points.lon, points.lat, colour=drawing.REACHED, radius=2.5 if len(points) < 20_000 else 1.5
        )
        keeping.write(folder, "picture.png", drawing.png(sheet))
    except BaseException:
        keeping.discard(folder)
        raise
    most = weights.max(axis=1)
    facts = {
        "points": len(points), "slots": slots, "totals": {slot: float(weights[:, n].sum()) for n, slot in enumerate(slots)},
        "small": int(((most > 0) & (most < settings.SMALL_COUNT)).sum()),
        "west": float(points.lon.min()), "south": float(points.lat.min()), "east": float(points.lon.max()), "north": float(points.lat.max()),
        "report": report_of(points),
    }  # fmt: skip
    return folder, facts


def report_of(points: tables.Points) -> dict[str, Any]:
    """The faults of a file as a row keeps them."""
    return {
        "read": points.read,
        "refused": points.read - len(points),
        "counts": dict(points.counts),
        "complaints": [one.as_dict() for one in points.complaints[:NAMED]],
    }


def refuse_if_shifted(lon: Any, lat: Any, read_as: str, *, ways: RoadNetwork | None = None) -> None:
    """Points that lie much better on the known roads, or near the known stations, when read otherwise, come back."""
    if not len(lon):
        return
    known = ways or queries.networks_around(float(np.median(lon)), float(np.median(lat))).first()
    if known is not None:
        reference: Any = roads.opened(known)
    else:
        found = standing.stations(SYSTEM)
        if len(found) < 20:
            return
        reference = (found.lon, found.lat)
    few = np.linspace(0, len(lon) - 1, min(len(lon), SAMPLE)).astype(np.int64)
    # The points were turned when they were read; the question is about the file, so they are turned back.
    asked = datum.from_wgs84(np.asarray(lon)[few], np.asarray(lat)[few], read_as)
    suspicion = datum.looks_shifted(*asked, reference, datum=read_as)
    if suspicion is None:
        return
    raise Refused(
        no(
            format_lazy(
                _("These points look shifted: read as {fits} the typical point lies {better} m from the known roads or stations, as it is now {now} m."),
                fits=_reading(suspicion.reading), better=f"{suspicion.metres:,.0f}", now=f"{suspicion.metres_said:,.0f}",
            ),
            format_lazy(
                _("The file was read as {read_as}. Bring it again with the other choice; or, if you are sure, tick that you are."),
                read_as=PointDatum(read_as).label,
            ),
            "shifted",
        )
    )  # fmt: skip


def _reading(reading: datum.Reading) -> Any:
    return _("with longitude and latitude exchanged") if reading.swapped else PointDatum(reading.datum.value).label


def draw_known_ways(sheet: Any, frame: drawing.Frame, ways: Any = None) -> None:
    """The ways behind a picture: of the network named, else of one that is known there."""
    if ways is None:
        lon, lat = frame.west + frame.width / 2 / frame.scale_x, frame.north - frame.height / 2 / frame.scale_y
        known = queries.networks_around(lon, lat).first()
        ways = roads.opened(known) if known is not None else None
    if ways is not None:
        drawing.draw_ways(sheet, frame, np.asarray(ways.lon), np.asarray(ways.lat), ways.start, ways.end)
