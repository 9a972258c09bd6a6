"""How far is it from each place to the nearest station, and which one is it? Exact along the ways, or as the crow flies.

A distance is: from the source to its way, along the ways, from the way to the target. Source and target may stand anywhere on
a way, also both on the same one. Unreached is `inf` and −1.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import KDTree

from .network import EARTH, Network, Snapped, great_circle

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

HAIR = 1e-3
"""Metres: a limit holds for what lies on it; sums of lengths are not held to the last bit."""
HERE = 1e-9
"""Metres, instead of 0 in sparse matrices, so that no operation on them loses a target that stands at its source."""
GROUP = 32
"""Sources that `matrix` looks at together, in the part of the network they reach."""
TOGETHER = 4_000_000
"""About how many distances `matrix` holds at a time."""


class Placed(Protocol):
    """Anything with longitudes and latitudes (degrees WGS-84)."""

    @property
    def lon(self) -> Floats: ...
    @property
    def lat(self) -> Floats: ...


def nearest(
    network: Network, sources: Snapped, targets: Snapped, *, limit: float, mode: str = "walk"
) -> tuple[Floats, Ints]:
    """Metres to each target from its nearest source, and which source (its row) that is; `inf` and −1 beyond `limit` metres.

    One search from all sources at once. A target exactly at the limit is within it. Sources and targets without a way are nobody's.
    """
    metres, which = np.full(len(targets), np.inf), np.full(len(targets), -1, np.int64)
    asked, used = np.flatnonzero(targets.found), np.flatnonzero(sources.found)
    if not len(asked) or not len(used) or not limit >= 0:
        return metres, which
    sources, targets = sources[used], targets[asked]
    size = network.junctions
    away, _, begun = csgraph.dijkstra(
        _with_sources(network, sources, mode), directed=True, indices=np.arange(size, size + len(used)), min_only=True,
        limit=limit + HAIR, return_predecessors=True,
    )  # fmt: skip
    start, end = np.asarray(network.start)[targets.way], np.asarray(network.end)[targets.way]
    length = np.asarray(network.length)[targets.way]
    from_start, from_end = away[start] + targets.share * length, away[end] + (1.0 - targets.share) * length
    best = np.minimum(from_start, from_end)
    whose = np.where(from_start <= from_end, begun[start], begun[end]).astype(np.int64) - size
    along, alongside = _same_way(network, sources, targets)
    shorter = along < best
    best, whose = np.where(shorter, along, best), np.where(shorter, alongside, whose)
    best = best + targets.offset
    within = best <= limit + HAIR
    metres[asked[within]] = best[within]
    which[asked[within]] = used[whose[within]]
    return metres, which


def matrix(
    network: Network, sources: Snapped, targets: Snapped, *, limit: float, mode: str = "walk"
) -> sparse.csr_array:
    """Metres from every source to every target within `limit`: a sparse matrix, sources × targets, sorted by target in each row.

    What is stored is within reach; a target at its very source is stored as a billionth of a metre, never as 0.
    """
    shape = (len(sources), len(targets))
    asked, used = np.flatnonzero(targets.found), np.flatnonzero(sources.found)
    if not len(asked) or not len(used) or not limit >= 0:
        return sparse.csr_array(shape, dtype=np.float64)
    sources, targets = sources[used], targets[asked]
    size = network.junctions
    graph = _with_sources(network, sources, mode)
    start, end = np.asarray(network.start)[targets.way], np.asarray(network.end)[targets.way]
    length = np.asarray(network.length)[targets.way]
    to_start = targets.share * length + targets.offset
    to_end = (1.0 - targets.share) * length + targets.offset
    rows, columns, metres = [], [], []
    for these in _neighbours(sources):
        inner, inside = _reached_by(graph, size + these, limit)
        place = np.full(graph.shape[0], -1)  # −1 is the last column of `away`, which is infinite
        place[inside] = np.arange(len(inside))
        near = np.flatnonzero((place[start] >= 0) | (place[end] >= 0))
        for few in np.array_split(these, 1 + len(these) * max(len(near), len(inside)) // TOGETHER):
            away = np.full((len(few), len(inside) + 1), np.inf)
            away[:, :-1] = csgraph.dijkstra(inner, directed=True, indices=place[size + few], limit=limit + HAIR)
            best = np.minimum(away[:, place[start[near]]] + to_start[near], away[:, place[end[near]]] + to_end[near])
            row, column = np.nonzero(best <= limit + HAIR)
            rows.append(few[row])
            columns.append(near[column])
            metres.append(best[row, column])
    row, column, along = _pairs_on_one_way(network, sources, targets)
    beside = along <= limit + HAIR
    rows.append(row[beside])
    columns.append(column[beside])
    metres.append(along[beside])
    return _sparse(used[np.concatenate(rows)], asked[np.concatenate(columns)], np.concatenate(metres), shape)


def away_from(network: Network, sources: Snapped, *, limit: float, mode: str = "walk") -> Floats:
    """Metres from the nearest source to each junction, `inf` beyond the limit."""
    used = sources[sources.found]
    if not len(used) or not limit >= 0:
        return np.full(network.junctions, np.inf)
    size = network.junctions
    away: Floats = csgraph.dijkstra(
        _with_sources(network, used, mode), indices=np.arange(size, size + len(used)), min_only=True, limit=limit + HAIR
    )[:size]
    return away


def straight(sources: Placed, targets: Placed, *, limit: float, detour: float = 1.0) -> tuple[Floats, Ints]:
    """`nearest` without a network: great-circle metres times `detour` (1.0: as the crow flies; 1.3 is usual for cities)."""
    metres, which = np.full(len(targets.lon), np.inf), np.full(len(targets.lon), -1, np.int64)
    asked, used = _standing(targets), _standing(sources)
    if not len(asked) or not len(used) or not limit >= 0:
        return metres, which
    tree = KDTree(_ball(sources, used))
    _, found = tree.query(_ball(targets, asked), k=1)
    near = used[found]
    away = detour * great_circle(sources.lon[near], sources.lat[near], targets.lon[asked], targets.lat[asked])
    within = away <= limit + HAIR
    metres[asked[within]], which[asked[within]] = away[within], near[within]
    return metres, which


def straight_matrix(sources: Placed, targets: Placed, *, limit: float, detour: float = 1.0) -> sparse.csr_array:
    """`matrix` without a network: great-circle metres times `detour`."""
    shape = (len(sources.lon), len(targets.lon))
    asked, used = _standing(targets), _standing(sources)
    if not len(asked) or not len(used) or not limit >= 0:
        return sparse.csr_array(shape, dtype=np.float64)
    if limit / detour >= np.pi * EARTH:
        return _all_pairs(sources, targets, used, asked, detour)
    chord = 2.0 * np.sin(min((limit + 1.0) / detour / EARTH, np.pi) / 2.0)
    lists = KDTree(_ball(targets, asked)).query_ball_point(_ball(sources, used), chord * (1 + 1e-9))
    row = used[np.repeat(np.arange(len(used)), [len(one) for one in lists])]
    column = asked[np.concatenate([np.asarray(one, np.int64) for one in lists])]
    away = detour * great_circle(sources.lon[row], sources.lat[row], targets.lon[column], targets.lat[column])
    near = away <= limit + HAIR
    return _sparse(row[near], column[near], away[near], shape)


def _all_pairs(sources: Placed, targets: Placed, used: Ints, asked: Ints, detour: float) -> sparse.csr_array:
    """`straight_matrix` where nothing on earth is beyond the limit: every pair, in order as it is."""
    metres = np.empty((len(used), len(asked)))
    for row, source in enumerate(used.tolist()):
        metres[row] = great_circle(sources.lon[source], sources.lat[source], targets.lon[asked], targets.lat[asked])
    np.maximum(metres * detour if detour != 1 else metres, HERE, out=metres)
    indptr = np.zeros(len(sources.lon) + 1, np.int64)
    indptr[used + 1] = len(asked)
    return sparse.csr_array(
        (metres.ravel(), np.tile(asked, len(used)), np.cumsum(indptr)), shape=(len(sources.lon), len(targets.lon))
    )


def _with_sources(network: Network, sources: Snapped, mode: str) -> sparse.csr_array:
    """The network and behind its junctions one more for each source, with a way out to either end of the way it stands on."""
    graph, size, count = network.graph(mode), network.junctions, len(sources)
    length = np.asarray(network.length)[sources.way]
    out = np.stack([sources.share * length, (1.0 - sources.share) * length], axis=1) + sources.offset[:, None]
    ends = np.stack([np.asarray(network.start)[sources.way], np.asarray(network.end)[sources.way]], axis=1)
    indptr = np.concatenate([graph.indptr, graph.indptr[-1] + 2 * np.arange(1, count + 1, dtype=np.int32)])
    indices = np.concatenate([graph.indices, ends.ravel()])
    data = np.concatenate([graph.data, out.ravel()])
    return sparse.csr_array((data, indices, indptr), shape=(size + count, size + count))


def _neighbours(sources: Snapped) -> list[Ints]:
    """The sources in small groups that stand close together: strips from south to north, each from west to east and back."""
    groups = -(-len(sources) // GROUP)
    strips = max(1, round(groups**0.5))
    strip = np.empty(len(sources), np.int64)
    strip[np.argsort(sources.lat, kind="stable")] = np.arange(len(sources)) * strips // len(sources)
    order = np.lexsort((np.where(strip % 2, -sources.lon, sources.lon), strip))
    return np.array_split(order, groups)


def _reached_by(graph: sparse.csr_array, sources: Ints, limit: float) -> tuple[sparse.csr_array, Ints]:
    """The part of the graph that any of these sources reaches, and its junctions: no path within the limit leaves it."""
    away = csgraph.dijkstra(graph, directed=True, indices=sources, min_only=True, limit=limit + HAIR)
    inside = np.flatnonzero(np.isfinite(away))
    return graph[inside][:, inside], inside


def _same_way(network: Network, sources: Snapped, targets: Snapped) -> tuple[Floats, Ints]:
    """For each target the least (offset of a source + metres along) among the sources on its own way, and which; `inf`, −1 if none.

    Among the sources sorted along a way, the best one before a target has the least offset − position, the best one behind it the
    least offset + position: two running minima answer all targets, however many stand on one way.
    """
    position = sources.share * np.asarray(network.length)[sources.way]
    order = np.lexsort((position, sources.way))
    way, position, offset = sources.way[order], position[order], sources.offset[order]
    number = np.cumsum(np.r_[0, way[1:] != way[:-1]])
    span = float((offset + position).max()) + 1.0
    before = _running_minimum(offset - position - 2.0 * span * number)
    behind = _running_minimum((offset + position + 2.0 * span * number)[::-1])[::-1]
    behind = len(way) - 1 - behind

    best, whose = np.full(len(targets), np.inf), np.full(len(targets), -1, np.int64)
    taken = np.zeros(network.ways, bool)
    taken[way] = True
    here = np.flatnonzero(taken[targets.way])
    if not len(here):
        return best, whose
    near = targets[here]
    at = near.share * np.asarray(network.length)[near.way]
    first, last = np.searchsorted(way, near.way, "left"), np.searchsorted(way, near.way, "right")
    # how many of the sources on this way stand at or before the target: positions are compared inside each way
    key = number * span + np.minimum(position, span)
    middle = np.searchsorted(key, number[first] * span + at, "right")
    middle = np.clip(middle, first, last)
    left = np.where(middle > first, middle - 1, -1)
    right = np.where(middle < last, middle, -1)
    for side, running, sign in ((left, before, 1.0), (right, behind, -1.0)):
        some = side >= 0
        chosen = running[side[some]]
        metres = offset[chosen] + sign * (at[some] - position[chosen])
        better = metres < best[here[some]]
        best[here[some][better]], whose[here[some][better]] = metres[better], order[chosen[better]]
    return best, whose


def _running_minimum(values: Floats) -> Ints:
    """Where the least value up to each place stands."""
    lowest = np.minimum.accumulate(values)
    place = np.where(values == lowest, np.arange(len(values)), 0)
    return np.maximum.accumulate(place)


def _pairs_on_one_way(network: Network, sources: Snapped, targets: Snapped) -> tuple[Ints, Ints, Floats]:
    """Every source and target that stand on the same way, and the metres between them along it."""
    order = np.argsort(sources.way, kind="stable")
    way = sources.way[order]
    first, last = np.searchsorted(way, targets.way, "left"), np.searchsorted(way, targets.way, "right")
    many = last - first
    column = np.repeat(np.arange(len(targets)), many)
    row = order[np.arange(len(column)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)]
    length = np.asarray(network.length)[targets.way[column]]
    along = np.abs(sources.share[row] - targets.share[column]) * length + sources.offset[row] + targets.offset[column]
    return row, column, along


def _sparse(row: Ints, column: Ints, metres: Floats, shape: tuple[int, int]) -> sparse.csr_array:
    """The least of each pair, in order."""
    order = np.lexsort((metres, column, row))
    row, column, metres = row[order], column[order], np.maximum(metres[order], HERE)
    if len(row):
        first = np.r_[True, (row[1:] != row[:-1]) | (column[1:] != column[:-1])]
        row, column, metres = row[first], column[first], metres[first]
    indptr = np.zeros(shape[0] + 1, np.int64)
    np.cumsum(np.bincount(row, minlength=shape[0]), out=indptr[1:])
    return sparse.csr_array((metres, column, indptr), shape=shape)


def _standing(places: Placed) -> Ints:
    return np.flatnonzero(np.isfinite(places.lon) & np.isfinite(places.lat))


def _ball(places: Placed, which: Ints) -> Floats:
    lon, lat = np.radians(places.lon[which]), np.radians(places.lat[which])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
