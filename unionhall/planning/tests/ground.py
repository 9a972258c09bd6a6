"""A small town for tests: a grid of streets, an island, people at every junction, doors with hours, hosts."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from unionhall.core import clock
from unionhall.core.actor import SYSTEM
from unionhall.places.models import Venue
from unionhall.planning import actions, running
from unionhall.planning.models import CircleRun, DemandLayer, RoadNetwork, SitingPlan

WEST, SOUTH = 114.30, 30.55
STEP_LON, STEP_LAT = 0.0025, 0.0022
"""About 240 m from junction to junction."""
SIDE = 15


def spot(column: int, row: int) -> tuple[float, float]:
    return round(WEST + STEP_LON * column, 6), round(SOUTH + STEP_LAT * row, 6)


def nodes_csv(side: int = SIDE) -> bytes:
    lines = ["id,lon,lat"]
    lines += [f"{c}-{r},{spot(c, r)[0]},{spot(c, r)[1]}" for c in range(side) for r in range(side)]
    lines += ["i1,114.40,30.70", "i2,114.401,30.70"]  # an island
    return "\n".join(lines).encode()


def edges_csv(side: int = SIDE) -> bytes:
    lines = ["from,to,length_m"]
    for c in range(side):
        for r in range(side):
            if c + 1 < side:
                lines.append(f"{c}-{r},{c + 1}-{r},240")
            if r + 1 < side:
                lines.append(f"{c}-{r},{c}-{r + 1},244")
    lines += ["i1,i2,96", "0-0,1-1,-5", "2-2,2-2,0"]
    return "\n".join(lines).encode()


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def demand_csv(side: int = SIDE, *, slots: bool = False) -> bytes:
    head = "id,lon,lat,weekday_noon,weekday_night" if slots else "id,lon,lat,weight"
    lines = [head]
    for c in range(side):
        for r in range(side):
            numbers = f"{20 + c},{5 + r}" if slots else str(10 + c + r)
            lines.append(f"p{c}-{r},{spot(c, r)[0]},{spot(c, r)[1]},{numbers}")
    return "\n".join(lines).encode()


def hosts_csv(*spots: tuple[int, int], costs: bool = True) -> bytes:
    chosen = spots or tuple((c, r) for c in range(1, SIDE, 3) for r in range(1, SIDE, 3))
    lines = ["id,lon,lat,name" + (",cost" if costs else "")]
    for n, (c, r) in enumerate(chosen):
        lines.append(f"h{n},{spot(c, r)[0]},{spot(c, r)[1]},第{n}号网点" + (f",{1000 + 100 * n}" if costs else ""))
    return "\n".join(lines).encode()


def network(body: Any, *, by: Any = SYSTEM, name: str = "小城路网") -> RoadNetwork:
    made = actions.bring_network(
        body, by=by, name=name, files=[upload(nodes_csv(), "nodes.csv"), upload(edges_csv(), "edges.csv")], source="测试",
        licence="自有", as_of=date(2026, 1, 1), in_background=False,
    )  # fmt: skip
    running.read_network(made.pk, by=running.BY)
    made.refresh_from_db()
    return made


def layer(
    body: Any, *, by: Any = SYSTEM, content: bytes | None = None, name: str = "小城人口", **facts: Any
) -> DemandLayer:
    made = actions.bring_layer(
        body, by=by, name=name, files=[upload(content or demand_csv(), "demand.csv")], source="测试", as_of=date(2026, 1, 1),
        in_background=False, **facts,
    )  # fmt: skip
    running.read_layer(made.pk, by=running.BY)
    made.refresh_from_db()
    return made


DAYTIME = "08:00-20:00"


def station(body: Any, code: str, column: int, row: int, hours: str = DAYTIME, **facts: Any) -> Venue:
    """A door on record, put there directly: how places enter one is their own affair."""
    from unionhall.geo.hours import Hours
    from unionhall.places.ground import cell_of

    lon, lat = spot(column, row)
    known = Hours.parse(hours) if hours else None
    facts = {"state": "open", "opened_on": date(2025, 1, 1), **facts}
    return Venue.objects.create(
        code=code, name=f"驿站{code}", operator=body, lon=lon, lat=lat, cell=cell_of(lon, lat), hours=known.to_json() if known else None,
        always_open=bool(known and known.always), entered_at=clock.now(), changed_at=clock.now(), **facts,
    )  # fmt: skip


def circles(
    body: Any, demand: DemandLayer, ways: RoadNetwork | None = None, *, by: Any = SYSTEM, **facts: Any
) -> CircleRun:
    made = actions.ask_circles(body, by=by, name="十五分钟", demand=demand, network=ways, in_background=False, **facts)
    running.reckon_circles(made.pk, by=running.BY)
    made.refresh_from_db()
    return made


def plan(
    body: Any,
    demand: DemandLayer,
    ways: RoadNetwork | None = None,
    *,
    by: Any = SYSTEM,
    hosts: bytes | None = None,
    prove: bool = True,
    **facts: Any,
) -> SitingPlan:
    facts = {"objective": "mclp", "under": "count", "new": 3, "minutes": 5, "seconds": 10, "name": "再建三处", **facts}
    made = actions.make_plan(
        body,
        by=by,
        demand=demand,
        network=ways,
        hosts=upload(hosts or hosts_csv(), "hosts.csv"),
        in_background=False,
        **facts,
    )
    running.answer_plan(made.pk, by=running.BY, in_background=False)
    if prove:
        running.prove_plan(made.pk, by=running.BY)
    made.refresh_from_db()
    return made


def geojson_lines() -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "LineString", "coordinates": [spot(c, 0), spot(c + 1, 0)]},
        }
        for c in range(10)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


class Reread(io.BytesIO):
    """A file that everybody reads from its beginning (the matrix asks as many)."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name

    def read(self, size: int | None = -1) -> bytes:
        return self.getvalue()


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
