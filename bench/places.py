"""How quickly is it known who is within fifteen minutes of a station? 1,000 stations on Wuhan's roads and on a grid of a million junctions.

Beside it in the same run, with equal answers asserted at every junction:
- scipy's plain multi-source Dijkstra with a limit, from junctions to junctions: the limit; ours does more, it starts and ends anywhere on a way.
- pandana, networkx, and osmnx's recipe of one truncated graph a station, each in a process of its own, with a stated patience.
Several runs taken in turn; ratios are of the least times, since other work on the machine only adds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from unionhall.geo import reach
from unionhall.geo.network import Network, Snapped, build, read_csv

LIMIT = 15 * 60 * 1.2
"""Metres in fifteen minutes."""
ROADS = Path(__file__).resolve().parents[1].parent / "shared/data/roads/wuhan"
OF_OSMNX = 3
"""Stations the recipe of osmnx is timed on; the time for all is scaled from them, and said to be."""
CLOSE = 0.05
"""Metres: pandana keeps lengths as whole millimetres."""


def main(arguments: list[str]) -> None:
    """Every measurement, one line each."""
    parser = argparse.ArgumentParser(prog="bench places")
    parser.add_argument("--roads", type=Path, default=ROADS, help="folder with nodes.csv and edges.csv")
    parser.add_argument("--grid", type=int, default=1000, help="junctions on a side of the grid; 0 for none")
    parser.add_argument("--stations", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--patience", type=float, default=180.0, help="seconds a peer may take for one network")
    parser.add_argument("--peers", default="pandana,networkx,osmnx", help="which, by comma; empty for none")
    parser.add_argument("--peer", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    said = parser.parse_args(arguments)
    if said.peer:
        print(json.dumps(PEERS[said.peer[0]](dict(np.load(said.peer[1])))))
        return
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    grounds: dict[str, Callable[[], Network]] = {}
    if (said.roads / "nodes.csv").exists():
        grounds["Wuhan"] = lambda: read_csv(said.roads / "nodes.csv", said.roads / "edges.csv")[0]
    else:
        print(f"no roads in {said.roads}: only the grid")
    if said.grid:
        grounds[f"grid of {said.grid} x {said.grid}"] = lambda: grid(said.grid)
    for name, make in grounds.items():
        _measure(name, make(), said)


def grid(side: int) -> Network:
    """A town of square blocks, about a hundred metres each, with lengths between 90 and 110 m."""
    number = np.arange(side * side)
    east, north = number[number % side != side - 1], number[:-side]
    start, end = np.concatenate([east, north]), np.concatenate([east + 1, north + side])
    length = np.random.default_rng(1).uniform(90.0, 110.0, len(start))
    return build(114.0 + 0.00104 * (number % side), 30.0 + 0.0009 * (number // side), start, end, length=length)[0]


def _measure(name: str, network: Network, said: argparse.Namespace) -> None:
    chance = np.random.default_rng(6)
    stations = chance.choice(network.junctions, said.stations, replace=False)
    start, end, length = (np.asarray(one) for one in (network.start, network.end, network.length))
    print(f"\n{name}: {network.junctions:,} junctions, {network.ways:,} ways, {said.stations:,} stations, {LIMIT:g} m")

    def build_plain() -> sparse.csr_array:
        both = (np.concatenate([length, length]), (np.concatenate([start, end]), np.concatenate([end, start])))
        graph = sparse.coo_array(both, shape=(network.junctions,) * 2).tocsr()
        return graph if graph.nnz == 2 * len(start) else network.graph()  # parallel ways would be added up

    plain = build_plain()
    places, everywhere = _at_junctions(network, stations), _at_junctions(network, np.arange(network.junctions))
    between = Snapped(places.way, chance.uniform(0, 1, len(places)), places.offset + 10.0, places.lon, places.lat)
    homes = chance.integers(0, network.ways, network.junctions)
    among = Snapped(homes, chance.uniform(0, 1, len(homes)), np.full(len(homes), 20.0), everywhere.lon, everywhere.lat)

    def rebuilt() -> None:
        network._graphs.clear()
        network.graph()

    runs: dict[str, Callable[[], Any]] = {
        "scipy: CSR from ways": build_plain,
        "scipy: Dijkstra, junctions only": lambda: csgraph.dijkstra(
            plain, indices=stations, min_only=True, limit=LIMIT
        ),
        "ours: CSR from ways": rebuilt,
        "ours: nearest, at every junction": lambda: reach.nearest(network, places, everywhere, limit=LIMIT),
        "ours: nearest, between junctions": lambda: reach.nearest(network, between, among, limit=LIMIT),
        "ours: put every junction on its way": lambda: network.snap(network.lon, network.lat),
    }
    taken: dict[str, list[float]] = {one: [] for one in runs}
    answers: dict[str, Any] = {}
    network.snap(network.lon[:1], network.lat[:1])
    for _ in range(said.rounds):
        for one, run in runs.items():
            if one.startswith("ours: put") and len(taken[one]) == 3:
                continue
            began = time.perf_counter()
            answers[one] = run()
            taken[one].append(time.perf_counter() - began)
    truth = csgraph.dijkstra(plain, indices=stations, min_only=True, limit=LIMIT + 1.0)
    assert _agree(truth, answers["scipy: Dijkstra, junctions only"], 0.0)
    ours = answers["ours: nearest, at every junction"][0]
    assert _agree(truth, ours, 1e-6), "ours and scipy differ"
    least = {one: min(times) for one, times in taken.items()}
    print(f"  {'':40}{'least':>13}{'median':>13}")
    for one, times in taken.items():
        print(f"  {one:40}{1000 * least[one]:10,.1f} ms{1000 * float(np.median(times)):10,.1f} ms")
    alone = least["scipy: Dijkstra, junctions only"]
    limit = alone + least["scipy: CSR from ways"]
    for one in ("ours: nearest, at every junction", "ours: nearest, between junctions"):
        print(
            f"  {one}: {least[one] / alone:.2f} times the limit; with building the CSR {(least[one] + least['ours: CSR from ways']) / limit:.2f} times"
        )
    print(f"  reached: {(truth <= LIMIT).mean():.1%} of junctions; answers equal")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "network.npz"
        np.savez(
            file, lon=network.lon, lat=network.lat, start=start, end=end, length=length, stations=stations, truth=truth
        )
        for peer in filter(None, said.peers.split(",")):
            _print_peer(
                peer, file, said.patience, least["ours: nearest, at every junction"], least["ours: CSR from ways"]
            )


def _at_junctions(network: Network, which: np.ndarray[Any, Any]) -> Snapped:
    """Points standing exactly at junctions: on one of their ways, at its very end."""
    way, share = np.zeros(network.junctions, np.int64), np.zeros(network.junctions)
    for side, at in ((network.end, 1.0), (network.start, 0.0)):
        way[np.asarray(side)] = np.arange(network.ways)
        share[np.asarray(side)] = at
    return Snapped(
        way[which], share[which], np.zeros(len(which)), np.asarray(network.lon)[which], np.asarray(network.lat)[which]
    )


def _agree(truth: Any, other: Any, close: float) -> bool:
    """The same junctions within reach (those within `close` of the limit may be either), at the same distances. `truth` goes a metre farther."""
    clear = ~(np.abs(truth - LIMIT) <= close + 2e-3)
    inside = (truth <= LIMIT) & clear
    return bool(
        (np.isfinite(other)[clear] == inside[clear]).all() and np.abs(other[inside] - truth[inside]).max() <= close
    )


def _print_peer(peer: str, file: Path, patience: float, ours: float, ours_build: float) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "bench", "places", "--peer", peer, str(file)]
    began = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=patience, check=True)
    except subprocess.TimeoutExpired:
        print(f"  {peer}: did not finish in {patience:g} s")
        return
    except subprocess.CalledProcessError as failed:
        print(f"  {peer}: failed: {(failed.stderr.strip().splitlines() or ['without a word'])[-1]}")
        return
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["equal"], f"{peer} answers otherwise"
    print(
        f"  {peer} {found['version']}: build {found['build']:.2f} s ({found['build'] / ours_build:,.0f} times ours), reach {found['reach']:.2f} s "
        f"({found['reach'] / ours:,.1f} times ours){found.get('note', '')}; answers equal; {time.perf_counter() - began:.0f} s in all"
    )


def _pandana(held: dict[str, Any]) -> dict[str, Any]:
    import pandana
    import pandas

    began = time.perf_counter()
    network = pandana.Network(
        pandas.Series(held["lon"]), pandas.Series(held["lat"]), pandas.Series(held["start"]), pandas.Series(held["end"]),
        pandas.DataFrame({"metres": held["length"]}), twoway=True,
    )  # fmt: skip
    network.precompute(LIMIT)
    built = time.perf_counter()
    stations = held["stations"]
    network.set_pois("stations", LIMIT, 1, pandas.Series(held["lon"][stations]), pandas.Series(held["lat"][stations]))
    found = network.nearest_pois(LIMIT, "stations", num_pois=1, max_distance=-1)[1].to_numpy(np.float64, copy=True)
    done = time.perf_counter()
    found[found < 0] = np.inf
    equal = _agree(held["truth"], found, CLOSE)
    return {"version": pandana.__version__, "build": built - began, "reach": done - built, "equal": equal}


def _networkx(held: dict[str, Any]) -> dict[str, Any]:
    import networkx

    began = time.perf_counter()
    graph = _graph_of(networkx.Graph(), held)
    built = time.perf_counter()
    reached = networkx.multi_source_dijkstra_path_length(
        graph, set(held["stations"].tolist()), cutoff=LIMIT, weight="length"
    )
    done = time.perf_counter()
    found = np.full(len(held["lon"]), np.inf)
    found[list(reached)] = list(reached.values())
    equal = _agree(held["truth"], found, 1e-6)
    return {"version": networkx.__version__, "build": built - began, "reach": done - built, "equal": equal}


def _osmnx(held: dict[str, Any]) -> dict[str, Any]:
    import networkx
    import osmnx

    began = time.perf_counter()
    graph = _graph_of(networkx.MultiDiGraph(crs="epsg:4326"), held)
    built = time.perf_counter()
    stations = held["stations"][:OF_OSMNX].tolist()
    inside: set[int] = set()
    for station in stations:
        inside |= set(osmnx.truncate.truncate_graph_dist(graph, station, LIMIT, weight="length").nodes)
    taken = time.perf_counter() - built
    plain = sparse.coo_array((held["length"], (held["start"], held["end"])), shape=(len(held["lon"]),) * 2).tocsr()
    truth = set(
        np.flatnonzero(
            np.isfinite(csgraph.dijkstra(plain, directed=False, indices=stations, min_only=True, limit=LIMIT))
        ).tolist()
    )
    every = len(held["stations"]) / len(stations)
    note = f" (scaled from {len(stations)} stations, {taken:.1f} s)"
    return {
        "version": osmnx.__version__,
        "build": built - began,
        "reach": taken * every,
        "equal": inside == truth,
        "note": note,
    }


def _graph_of(graph: Any, held: dict[str, Any]) -> Any:
    start, end, length = held["start"].tolist(), held["end"].tolist(), held["length"].tolist()
    graph.add_nodes_from(
        (number, {"x": x, "y": y})
        for number, (x, y) in enumerate(zip(held["lon"].tolist(), held["lat"].tolist(), strict=True))
    )
    shortest: dict[tuple[int, int], float] = {}
    for a, b, metres in zip(start, end, length, strict=True):
        pair = (a, b) if a < b else (b, a)
        shortest[pair] = min(metres, shortest.get(pair, metres))
    ways = [(a, b, {"length": metres}) for (a, b), metres in shortest.items()]
    graph.add_edges_from(ways)
    if graph.is_directed():
        graph.add_edges_from((b, a, held) for a, b, held in ways)
    return graph


PEERS = {"pandana": _pandana, "networkx": _networkx, "osmnx": _osmnx}
