"""Results as files: the points that reach no door, the sites as a spreadsheet and as GeoJSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils.translation import gettext as _

from unionhall.core import export

from . import keeping, saying

if TYPE_CHECKING:
    from .models import CircleRun, SitingPlan


LEFT_OUT = "left-out.csv"


def left_out(run: CircleRun) -> bytes:
    """Every point with people that reaches no counted door within the most minutes, as it was written down when it was reckoned."""
    kept = keeping.read(run.stored_as, LEFT_OUT)
    if kept is not None:
        return kept
    names = ("lon", "lat", "weights", "metres")
    lon, lat, weights, metres = (np.asarray(keeping.load(run.stored_as, name)) for name in names)
    return listed(run.stored_as, lon, lat, weights, metres > max(run.minutes) * 60 * run.speed)


def listed(folder: str, lon: Any, lat: Any, weights: Any, out: Any) -> bytes:
    """The points with people among those that are out, as a table."""
    which = np.flatnonzero(out & (weights > 0))
    ids = keeping.load_texts(folder, "ids", which)
    columns = [("id", "id"), ("lon", "lon"), ("lat", "lat"), ("weight", "weight")]
    rows = (
        (name, round(float(lon[n]), 6), round(float(lat[n]), 6), _plain(weights[n]))
        for name, n in zip(ids, which, strict=True)
    )
    return export.write_csv(rows, columns)


def _plain(number: Any) -> float | int:
    value = float(number)
    return int(value) if value.is_integer() else round(value, 3)


def sites_sheet(plan: SitingPlan) -> bytes:
    """The sites, each explained, under what was asked and how good the answer certainly is."""
    columns = [
        export.Column("number", _("No."), 6), export.Column("id", _("id"), 14), export.Column("name", _("Site"), 30), export.Column("lon", _("longitude (WGS-84)"), 14),
        export.Column("lat", _("latitude (WGS-84)"), 14), export.Column("cost", _("Cost"), 12), export.Column("reaches", _("Reaches"), 12),
        export.Column("had_none", _("of whom had none"), 14), export.Column("adds", _("fewer without it"), 14), export.Column("why", _("Why here"), 80),
    ]  # fmt: skip
    rows = [
        {
            "number": number, "id": site["id"], "name": site["name"], "lon": site["lon"], "lat": site["lat"],
            "cost": site["cost"] if plan.answer.get("has_costs") else None, "reaches": site.get("reaches"), "had_none": site.get("had_none"), "adds": site.get("adds"),
            "why": saying.why_here(plan, site),
        }
        for number, site in enumerate(plan.answer["sites"], 1)
    ]  # fmt: skip
    above = [
        plan.name,
        saying.sentence_of_plan(plan),
        saying.gap_words(plan),
        saying.definition_of_plan(plan),
        plan.basis.get("attribution", ""),
        "",
    ]
    return export.write_xlsx(rows, columns, sheet=_("Sites"), above=above)


def sites_geojson(plan: SitingPlan) -> dict[str, Any]:
    """The sites as points with what they add."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [site["lon"], site["lat"]]},
            "properties": {
                "number": number,
                "id": site["id"],
                "name": site["name"],
                "adds": site.get("adds"),
                "had_none": site.get("had_none"),
                "cost": site["cost"],
            },
        }
        for number, site in enumerate(plan.answer["sites"], 1)
    ]
    return {
        "type": "FeatureCollection",
        "name": plan.name,
        "attribution": plan.basis.get("attribution", ""),
        "features": features,
    }
