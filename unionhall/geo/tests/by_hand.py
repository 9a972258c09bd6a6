"""Networks small enough to reckon by hand, and a reckoning that shares nothing with the package but the definition."""

import heapq
from collections import defaultdict
from itertools import pairwise

import numpy as np

from unionhall.geo.network import Snapped, build

STEP = 0.001
"""Degrees between neighbours of a grid, about a hundred metres."""


def street(*lengths, lon=114.0, lat=30.5, **more):
    """Junctions in a row from west to east, with the lengths (metres) between them."""
    count = len(lengths) + 1
    return build(
        lon + STEP * np.arange(count),
        np.full(count, lat),
        np.arange(count - 1),
        np.arange(1, count),
        length=lengths,
        **more,
    )[0]


def on(ways, shares, offsets=None):
    """Points standing on ways, as if snapped."""
    ways, shares = np.asarray(ways), np.asarray(shares, float)
    nowhere = np.zeros(len(ways))
    return Snapped(ways, shares, nowhere if offsets is None else np.asarray(offsets, float), nowhere, nowhere)


def by_brute_force(network, sources, targets, limit):
    """Metres source × target, `inf` beyond the limit: every way cut at every point that stands on it, then Dijkstra by heap."""
    on_way = defaultdict(list)
    for kind, points in (("source", sources), ("target", targets)):
        for index in range(len(points)):
            if points.way[index] >= 0:
                on_way[int(points.way[index])].append((float(points.share[index]), (kind, index)))
    links = defaultdict(list)

    def link(a, b, metres):
        links[a].append((b, metres))
        links[b].append((a, metres))

    for way in range(network.ways):
        length = float(network.length[way])
        stops = [(0.0, ("junction", int(network.start[way])))]
        stops += sorted(on_way.get(way, []))
        stops += [(1.0, ("junction", int(network.end[way])))]
        for (share, one), (share2, other) in pairwise(stops):
            link(one, other, (share2 - share) * length)
    found = np.full((len(sources), len(targets)), np.inf)
    for row in range(len(sources)):
        if sources.way[row] < 0:
            continue
        away = {("source", row): 0.0}
        waiting = [(0.0, ("source", row))]
        while waiting:
            metres, at = heapq.heappop(waiting)
            if metres > away[at]:
                continue
            for other, more in links[at]:
                if metres + more < away.get(other, np.inf):
                    away[other] = metres + more
                    heapq.heappush(waiting, (metres + more, other))
        for column in range(len(targets)):
            total = away.get(("target", column), np.inf) + sources.offset[row] + targets.offset[column]
            if total <= limit + 1e-3:
                found[row, column] = total
    return found
