"""A network out of OpenStreetMap, `.osm`, `.osm.bz2` or `.osm.pbf`. Its data is © OpenStreetMap contributors, ODbL 1.0."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

import numpy as np
import osmium

from ..words import Unreadable, Words
from .building import Report, build
from .kept import MODES, Network
from .tags import modes_of

LICENCE = "© OpenStreetMap contributors, ODbL 1.0"


def read_osm(path: Path | str, *, mode: str | None = None) -> tuple[Network, Report]:
    """The ways of an OpenStreetMap file that may be walked or ridden (`mode`: only one of them), and what became of them.

    Every node of a way is a junction, so bends are kept. Lengths are great circles. A way that leaves the extract ends where its
    nodes end. Raises `Unreadable` when the file cannot be read or holds no such way.
    """
    path = Path(path)
    wanted = MODES[mode] if mode else sum(MODES.values())
    ids, lon, lat = array("q"), array("d"), array("d")
    start, end, who, number = array("q"), array("q"), array("B"), array("q")
    one_way = 0
    try:
        ways = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations()
        way: Any
        for way in ways.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY)).with_filter(
            osmium.filter.KeyFilter("highway")
        ):
            bits = modes_of(dict(way.tags)) & wanted
            if not bits:
                continue
            one_way += way.tags.get("oneway", "no") not in ("no", "false", "0")
            before = -1
            for node in way.nodes:
                if not node.location.valid():
                    before = -1
                    continue
                ids.append(node.ref)
                lon.append(node.lon)
                lat.append(node.lat)
                here = len(ids) - 1
                if before >= 0 and ids[before] != node.ref:
                    start.append(before)
                    end.append(here)
                    who.append(bits)
                    number.append(way.id)
                before = here
    except (RuntimeError, OSError) as wrong:
        raise Unreadable(
            Words(
                f"读不了 {path.name}：{wrong}。请检查文件是否完整。",
                f"{path.name} cannot be read: {wrong}. Check that it is whole.",
            )
        ) from None
    if not len(start):
        raise Unreadable(
            Words(f"{path.name} 里没有可以步行或骑行的路。", f"{path.name} holds no way that can be walked or ridden.")
        )
    _, first, place = np.unique(np.asarray(ids), return_index=True, return_inverse=True)
    about = {"source": path.name, "licence": LICENCE, "one_way_left_aside": one_way}
    return build(
        np.asarray(lon)[first], np.asarray(lat)[first], place[np.asarray(start)], place[np.asarray(end)],
        mode=np.asarray(who), rows=np.asarray(number), about=about,
    )  # fmt: skip
