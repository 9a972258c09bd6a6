"""Entering places, the codes they had, and where their boundaries run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.geo import shapes

from .. import access
from ..models import Division, DivisionBoundary, DivisionCode

TENTH_OF_A_METRE = 6
"""Decimals of a degree."""


@transaction.atomic
def name_place(*, by: Actor, code: str, name: str, level: int) -> Division:
    """Enter a place, or find it by its code. It lies in the known place whose code, without closing zeros, begins its own."""
    access.may_name_place(by).or_refuse()
    known = Division.objects.filter(code=code).first()
    if known is not None:
        return known
    around = [
        place
        for place in Division.objects.filter(level__lt=level).order_by("-level", "pk")
        if code.startswith(place.code.rstrip("0")) and place.code != code
    ]
    place = Division(code=code, name=name, level=level, parent=around[0] if around else None)
    place.save(force_insert=True)
    audit.record("place.named", place, by=by)
    return place


@dataclass(frozen=True)
class KnownCode:
    """One line of a list of codes, as read: a code, its name, from when to when, and what it became."""

    code: str
    name: str
    level: int
    province: str
    city: str
    since: date
    until: date | None
    became: str


@transaction.atomic
def learn_codes(lines: list[KnownCode], *, by: Actor, source: str) -> dict[str, int]:
    """Bring the codes of a list in: new ones are entered, changed ones put right, none is taken away."""
    access.may_import_divisions(by).or_refuse()
    known = {(row.code, row.since, row.name): row for row in DivisionCode.objects.order_by("pk")}
    fresh: list[DivisionCode] = []
    changed: list[DivisionCode] = []
    seen: set[tuple[str, date, str]] = set()
    for line in lines:
        key = (line.code, line.since, line.name)
        if key in seen:
            continue
        seen.add(key)
        row = known.get(key)
        said = {name: getattr(line, name) for name in CODE_FIELDS}
        if row is None:
            fresh.append(DivisionCode(code=line.code, since=line.since, name=line.name, **said))
        elif any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            changed.append(row)
    DivisionCode.objects.bulk_create(fresh, batch_size=1_000)
    DivisionCode.objects.bulk_update(changed, CODE_FIELDS, batch_size=500)
    report = {"new": len(fresh), "changed": len(changed), "unchanged": len(seen) - len(fresh) - len(changed)}
    if fresh or changed:
        audit.record("place.codes_learned", None, by=by, source=source, counted=report)
    return report


CODE_FIELDS = ["level", "province", "city", "until", "became"]


@dataclass(frozen=True)
class KnownPlace:
    """One line of a list of today's places, as read."""

    code: str
    name: str
    level: int
    parent: str


@transaction.atomic
def learn_places(lines: list[KnownPlace], *, by: Actor, source: str) -> dict[str, int]:
    """Bring today's places in: new ones are entered below theirs, renamed and moved ones put right, none is taken away."""
    access.may_import_divisions(by).or_refuse()
    known = {place.code: place for place in Division.objects.select_for_update(of=("self",)).order_by("pk")}
    report = {"new": 0, "renamed": 0, "moved": 0, "unchanged": 0}
    fresh: list[Division] = []
    changed: list[Division] = []
    for line in sorted(lines, key=lambda line: (line.level, line.code)):
        parent = known.get(line.parent)
        place = known.get(line.code)
        if place is None:
            place = Division(code=line.code, name=line.name, level=line.level, parent=parent)
            known[line.code] = place
            fresh.append(place)
            report["new"] += 1
            continue
        renamed = place.name != line.name
        moved = parent is not None and place.parent_id != parent.pk
        if not renamed and not moved:
            report["unchanged"] += 1
            continue
        report["renamed" if renamed else "moved"] += 1
        place.name = line.name
        if parent is not None:
            place.parent = parent
        changed.append(place)
    Division.objects.bulk_create(fresh, batch_size=1_000)
    Division.objects.bulk_update(changed, ["name", "parent"], batch_size=500)
    if fresh or changed:
        audit.record("place.list_read", None, by=by, source=source, counted=report)
    return report


@transaction.atomic
def draw_boundary(
    division: Division, *, by: Actor, areas: list[shapes.Area], tolerance: float, source: str
) -> DivisionBoundary:
    """Keep where the boundary of a place runs, in WGS-84, with no corner left out farther than so many metres from it."""
    access.may_import_divisions(by).or_refuse()
    rings = [[shapes.simplified(ring, tolerance).round(TENTH_OF_A_METRE).tolist() for ring in area] for area in areas]
    points = [point for area in rings for ring in area for point in ring]
    row = DivisionBoundary.objects.select_for_update(of=("self",)).filter(division=division).first()
    row = row or DivisionBoundary(division=division)
    row.geometry = {"type": "MultiPolygon", "coordinates": rings}
    row.west, row.east = min(point[0] for point in points), max(point[0] for point in points)
    row.south, row.north = min(point[1] for point in points), max(point[1] for point in points)
    row.tolerance, row.source, row.loaded_at = tolerance, source[:200], clock.now()
    row.save()
    audit.record("place.boundary_drawn", division, by=by, source=source[:200])
    return row
