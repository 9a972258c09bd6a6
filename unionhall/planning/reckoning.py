"""Who reaches an open door within how many minutes: the arithmetic of a run, from arrays to what is kept of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from unionhall.core import clock
from unionhall.core.verdict import Refused, no
from unionhall.geo import circles, datum, reach
from unionhall.geo.network import Network, Snapped
from unionhall.geo.onways import off_at_most
from unionhall.places.api import Arrays

from . import districts, keeping, pictures, roads, sheets, standing
from .both import in_both
from .enums import DoorHours, slot_at
from .models import CircleRun, DemandLayer, RoadNetwork

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Step = Callable[[str], bool]
SAMPLE = 5_000
"""So many points are laid beside the ways to see whether all are shifted."""
AREA_STATIONS = 1_500
"""Areas are drawn up to so many stations; beyond, the points say it."""


@dataclass(frozen=True)
class Spots:
    """Places without a way: for straight lines."""

    lon: Floats
    lat: Floats


@dataclass(frozen=True)
class Ways:
    """Along what one goes: a network, or the straight line with its detour."""

    network: Network | None
    mode: str = "walk"
    detour: float = 1.0

    @classmethod
    def of(cls, row: RoadNetwork | None, detour: float) -> Ways:
        if row is None:
            return cls(None, detour=detour)
        if not keeping.is_there(row.stored_as):
            raise Refused(no(_("The road network is no longer there."), _("Choose another one."), "network"))
        return cls(roads.opened(row), row.mode)

    def place(self, lon: Any, lat: Any, limit: float) -> Any:
        """Points as they stand on it, when what lies within `limit` metres is asked for."""
        if self.network is None:
            return Spots(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))
        return self.network.snap(lon, lat, mode=self.mode, within=off_at_most(limit))

    def nearest(self, sources: Any, targets: Any, limit: float) -> tuple[Floats, NDArray[np.int64]]:
        """Metres from each target to its nearest source, and which."""
        if self.network is None:
            return reach.straight(sources, targets, limit=limit, detour=self.detour)
        return reach.nearest(self.network, sources, targets, limit=limit, mode=self.mode)

    def matrix(self, sources: Any, targets: Any, limit: float) -> Any:
        """Metres between all, sparse, sources × targets."""
        if self.network is None:
            return reach.straight_matrix(sources, targets, limit=limit, detour=self.detour)
        return reach.matrix(self.network, sources, targets, limit=limit, mode=self.mode)

    def off(self, places: Any) -> int:
        """How many of the places are away from every way."""
        return int((~places.found).sum()) if isinstance(places, Snapped) else 0

    def some(self, places: Any, which: Any) -> Any:
        """Only these places."""
        return places[which] if isinstance(places, Snapped) else Spots(places.lon[which], places.lat[which])


@dataclass(frozen=True)
class Demand:
    """The points of a layer with their numbers."""

    lon: Floats
    lat: Floats
    weights: Floats
    slots: list[str]
    layer: DemandLayer

    @classmethod
    def of(cls, layer: DemandLayer) -> Demand:
        if not keeping.has(layer.stored_as, "lon"):
            raise Refused(no(_("The demand layer is no longer there."), _("Choose another one."), "demand"))
        lon, lat, weights = (np.asarray(keeping.load(layer.stored_as, name)) for name in ("lon", "lat", "weights"))
        return cls(lon, lat, weights, list(layer.slots), layer)

    def in_slot(self, slot: str) -> Floats:
        """The numbers of one part of the week."""
        return np.asarray(self.weights[:, self.slots.index(slot)], dtype=np.float64)

    def at(self, weekday: int, hour: int, otherwise: str) -> Floats:
        """The numbers of the part of the week an hour lies in, where the layer counts it."""
        slot = slot_at(weekday, hour).value
        return self.in_slot(slot if slot in self.slots else otherwise)


def reckon(run: CircleRun, step: Step) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """(folder, what came out, what it was reckoned from). Raises Refused or Unreadable."""
    step("reading")
    demand, ways = Demand.of(run.demand), Ways.of(run.network, run.detour)
    found = standing.stations(standing.reader_of(run), run.kinds)
    counts = standing.counted(found, run.hours, run.weekday, run.minute, run.day)
    step("snapping")
    limit = max(run.minutes) * 60 * run.speed
    targets, doors = ways.place(demand.lon, demand.lat, limit), ways.place(found.lon, found.lat, limit)
    step("reaching")
    metres = _metres(ways, doors, targets, counts, limit, len(demand.lon))
    crow = _metres(
        Ways(None),
        Spots(found.lon, found.lat),
        Spots(demand.lon, demand.lat),
        counts,
        run.rural_km * 1000,
        len(demand.lon),
    )
    weights = demand.in_slot(run.slot)
    result = _shares(run, metres, crow, weights)
    result["left_out_points"] = int(((metres > limit) & (weights > 0)).sum())
    result["off_network"] = {"points": ways.off(targets), "weight": _off_weight(targets, weights)}
    step("districts")
    result["districts"] = _by_district(run, demand, metres, crow, weights)
    if run.hours == DoorHours.REGISTERED:
        step("hours")
        result["day"] = _day(run, ways, demand, found, doors, targets, limit)
    step("drawing")
    folder = keeping.fresh("circles")
    try:
        keeping.save(
            folder, lon=demand.lon, lat=demand.lat, weights=weights, metres=metres.astype(np.float32), station_lon=found.lon,
            station_lat=found.lat, counted=counts,
        )  # fmt: skip
        keeping.save_texts(folder, "ids", keeping.load_texts(run.demand.stored_as, "ids"))
        keeping.write(folder, sheets.LEFT_OUT, sheets.listed(folder, demand.lon, demand.lat, weights, metres > limit))
        areas = _areas(run, ways, doors, counts)
        if areas is not None:
            keeping.save_json(folder, "areas", areas)
        result["areas"] = areas is not None
        keeping.write(
            folder,
            "picture.png",
            pictures.draw_run(run, ways.network, demand.lon, demand.lat, weights, metres, found, counts, areas),
        )
    except BaseException:
        keeping.discard(folder)
        raise
    return folder, result, _basis(run, found, counts, ways, doors, demand)


def _metres(ways: Ways, doors: Any, targets: Any, counts: Flags, limit: float, points: int) -> Floats:
    """Metres to the nearest door that counts; infinite where none does."""
    which = np.flatnonzero(counts)
    if not len(which):
        return np.full(points, np.inf)
    metres, _whose = ways.nearest(ways.some(doors, which), targets, limit)
    return metres


def _off_weight(targets: Any, weights: Floats) -> float:
    return float(weights[~targets.found].sum()) if isinstance(targets, Snapped) else 0.0


def _shares(run: CircleRun, metres: Floats, crow: Floats, weights: Floats) -> dict[str, Any]:
    """Covered of all, for each number of minutes and by the rural rule."""
    covered = circles.cover(
        metres, weights, minutes=tuple(run.minutes), speed=run.speed, rural=run.rural_km * 1000, straight=crow
    )
    return {
        "total": float(weights.sum()),
        "points": int((weights > 0).sum()),
        "bands": [{"minutes": minutes, "covered": float(covered.bands[minutes])} for minutes in run.minutes],
        "rural": {"km": run.rural_km, "covered": covered.rural},
    }


def _by_district(run: CircleRun, demand: Demand, metres: Floats, crow: Floats, weights: Floats) -> list[dict[str, Any]]:
    """The same shares for each district, and for the points outside all of them; nothing where no boundaries are loaded, or none around any point."""
    names, areas = districts.of_body(run.organisation)
    if not names:
        return []
    inside = districts.which(demand.lon, demand.lat, areas)
    rows = []
    if (inside == districts.NOWHERE).all():
        return []
    for number, name in [*enumerate(names), (districts.NOWHERE, "")]:
        here = inside == number
        if here.any():
            rows.append({"name": name, **_shares(run, metres[here], crow[here], weights[here])})
    return rows


def _day(
    run: CircleRun, ways: Ways, demand: Demand, found: Arrays, doors: Any, targets: Any, limit: float
) -> list[dict[str, Any]]:
    """Hour by hour: how many doors are open at the full hour, and how many people reach one. `held`: how many would with the doors of the hour before,
    so that what closing does is not mixed with people going home. Equal sets of doors are reckoned once."""
    widest, known = max(run.minutes), {}
    rows, earlier = [], None
    for hour in range(24):
        counts = standing.counted(found, run.hours, run.weekday, hour * 60, run.day)
        key = counts.tobytes()
        if key not in known:
            known[key] = (
                _metres(ways, doors, targets, counts, limit, len(demand.lon)) <= widest * 60 * run.speed + reach.HAIR
            )
        weights = demand.at(standing.week_of(run.day, run.weekday), hour, run.slot)
        rows.append(
            {
                "hour": hour,
                "stations": int(counts.sum()),
                "covered": float(weights[known[key]].sum()),
                "total": float(weights.sum()),
                "held": float(weights[known[earlier or key]].sum()),
            }
        )
        earlier = key
    return rows


def _areas(run: CircleRun, ways: Ways, doors: Any, counts: Flags) -> dict[str, Any] | None:
    """The areas within so many minutes as GeoJSON, the widest first; None where there is no door or far too many."""
    which = np.flatnonzero(counts)
    if not 0 < len(which) <= AREA_STATIONS:
        return None
    metres = [minutes * 60 * run.speed for minutes in run.minutes]
    chosen = ways.some(doors, which)
    if ways.network is None:
        shapes = [circles_around(chosen, one / ways.detour) for one in metres]
    else:
        shapes = circles.polygons(ways.network, chosen, metres=metres, mode=ways.mode)
    features = [
        {"type": "Feature", "properties": {"minutes": minutes, "run": run.name}, "geometry": pictures.as_geojson(shape)}
        for minutes, shape in sorted(zip(run.minutes, shapes, strict=True), key=lambda one: -one[0])
        if not shape.is_empty
    ]
    return {"type": "FeatureCollection", "features": features} if features else None


def circles_around(places: Any, metres: float) -> Any:
    """Plain circles, joined: what a straight line reaches."""
    up = math.degrees(metres / 6_371_008.8)
    around = np.linspace(0, 2 * math.pi, 49)[:-1]
    rings = [
        shapely.Polygon(
            np.stack([lon + up / math.cos(math.radians(lat)) * np.cos(around), lat + up * np.sin(around)], axis=1)
        )
        for lon, lat in zip(places.lon, places.lat, strict=True)
    ]
    return shapely.union_all(rings)


def _basis(run: CircleRun, found: Arrays, counts: Flags, ways: Ways, doors: Any, demand: Demand) -> dict[str, Any]:
    """What the figures rest on, as it was on that day: names and days stay true when the rows are changed or removed later."""
    return {
        "reckoned_at": clock.now().isoformat(timespec="minutes"),
        "stations": {
            "all": len(found), "counted": int(counts.sum()), "unknown_hours": standing.unknown_hours(found), "off_network": ways.off(doors),
        },
        **basis_of(run.demand, run.network),
        "shifted": {} if run.demand.is_sure else shifted(demand.lon, demand.lat, ways),
    }  # fmt: skip


def shifted(lon: Floats, lat: Floats, ways: Ways) -> dict[str, str]:
    """That points kept before these ways were known look shifted beside them, in both languages; empty where they do not."""
    if ways.network is None:
        return {}
    few = np.linspace(0, len(lon) - 1, min(len(lon), SAMPLE)).astype(np.int64)
    suspicion = datum.looks_shifted(np.asarray(lon)[few], np.asarray(lat)[few], ways.network)
    if suspicion is None:
        return {}
    return in_both(
        no(
            format_lazy(
                _("The points of this layer look shifted beside these ways: turned by a datum the typical point would lie {better} m from them, as it is now {now} m."),
                better=f"{suspicion.metres:,.0f}", now=f"{suspicion.metres_said:,.0f}",
            ),
            _("Bring the layer again and say in which coordinates its file is."),
        )
    )  # fmt: skip


def basis_of(layer: DemandLayer, network: RoadNetwork | None) -> dict[str, Any]:
    """Layer and network in words that do not change."""
    said: dict[str, Any] = {
        "demand": {
            "name": layer.name,
            "source": layer.source,
            "as_of": layer.as_of.isoformat(),
            "points": layer.points,
            "counts": layer.counts,
        },
        "network": None,
        "attribution": "",
    }
    if network is not None:
        said["network"] = {
            "name": network.name, "source": network.source, "licence": network.licence, "as_of": network.as_of.isoformat(),
            "ways": network.ways, "folder": network.stored_as,
        }  # fmt: skip
        said["attribution"] = network.licence
    return said
