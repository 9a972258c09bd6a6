"""What planning lays on the officer's map of places: circles with who is left out, proposed sites, demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils.translation import gettext as _

from unionhall.ui.maps import Overlay, Part, Tone

from . import keeping, saying

if TYPE_CHECKING:
    from .models import CircleRun, DemandLayer, SitingPlan

TONES: tuple[Tone, ...] = ("green", "amber", "blue", "blue", "blue")
MOST_POINTS = 4_000
"""More points are gathered into cells: a browser draws so many at once."""


def of_run(run: CircleRun) -> Overlay:
    """The areas, the widest below, and the points that reach no door."""
    lon, lat, weights, metres = (
        np.asarray(keeping.load(run.stored_as, name)) for name in ("lon", "lat", "weights", "metres")
    )
    out = (metres > max(run.minutes) * 60 * run.speed) & (weights > 0)
    parts = []
    areas = keeping.load_json(run.stored_as, "areas")
    if areas:
        tones = [
            (minutes, tone, _("within %(n)s minutes") % {"n": minutes})
            for minutes, tone in zip(sorted(run.minutes), TONES, strict=False)
        ]
        parts.append(Part("area", areas, tone="blue", by="minutes", tones=tones))
    if out.any():
        parts.append(
            Part("point", gathered(lon[out], lat[out], weights[out]), tone="accent", words=_("not reached"), size=3)
        )
    return Overlay(run.name, parts, saying.sentence_of_run(run))


def of_plan(plan: SitingPlan) -> Overlay:
    """The sites with their numbers."""
    features = [
        _point(site["lon"], site["lat"], number=str(number), name=site["name"] or site["id"])
        for number, site in enumerate(plan.answer["sites"], 1)
    ]
    part = Part("point", _collection(features), tone="violet", words=_("new station"), label="number", size=9)
    return Overlay(plan.name, [part], f"{saying.sentence_of_plan(plan)} {saying.gap_words(plan)}")


def of_layer(layer: DemandLayer) -> Overlay:
    """How many people are where, as warmth."""
    lon, lat, weights = (np.asarray(keeping.load(layer.stored_as, name)) for name in ("lon", "lat", "weights"))
    words = layer.get_counts_display()
    part = Part("heat", gathered(lon, lat, weights.max(axis=1)), tone="amber", words=words)
    return Overlay(layer.name, [part], saying.layer_words(layer))


def gathered(lon: Any, lat: Any, weights: Any) -> dict[str, Any]:
    """Points as they are, or where they are too many the middle of the people in each cell; weights from 0 to 1."""
    step = 0.001
    while len(lon) > MOST_POINTS:
        key = np.floor((lon + 180) / step).astype(np.int64) * 1_000_000 + np.floor((lat + 90) / step).astype(np.int64)
        _cells, which = np.unique(key, return_inverse=True)
        sums = np.bincount(which, weights)
        safe = np.where(sums > 0, sums, 1)
        lon, lat, weights = np.bincount(which, lon * weights) / safe, np.bincount(which, lat * weights) / safe, sums
        lon, lat, weights = lon[sums > 0], lat[sums > 0], sums[sums > 0]
        step *= 1.6
    most = float(weights.max()) if len(weights) else 1.0
    return _collection(
        [
            _point(round(float(x), 6), round(float(y), 6), weight=round(float(weight) / (most or 1.0), 4))
            for x, y, weight in zip(lon, lat, weights, strict=True)
        ]
    )


def _point(lon: float, lat: float, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}
