"""How fast is a plan there, how good is it, and how soon is it proven, beside spopt with the same solver?

(a) maximal cover of 20,000 points by 50 of 1,000 candidates, made up: even, and in towns; (b) published instances with known optima
(`--published FOLDER`: p-median pmed1–20, maximal cover NewYork); (c) San Francisco, 205 × 16, by every objective. Each answer is compared with spopt's
or the published one; unequal ones stop the bench. spopt builds its model in a process of its own and is given up after `--at-most` seconds.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import shortest_path

from unionhall.siting.instance import Instance
from unionhall.siting.objectives import Objective
from unionhall.siting.proof import answer_now, prove

ROOT = Path(__file__).resolve().parent.parent
POINTS, PLACES, NEW = 20_000, 1_000, 50
EARTH = 6_378_100.0
"""Metres: the radius the published maximal cover instances use."""


def main(arguments: list[str]) -> None:
    """Every part, one line for each instance."""
    parser = argparse.ArgumentParser(prog="bench siting")
    parser.add_argument("--published", type=Path, default=ROOT.parent / "shared" / "data" / "siting")
    parser.add_argument("--only", default="made,ways,median,centre,cover,francisco", help="parts, with commas between")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each proof")
    parser.add_argument("--at-most", type=float, default=900.0, help="seconds after which spopt is given up")
    parser.add_argument("--no-peer", action="store_true", help="without spopt at 20,000 × 1,000")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    said = parser.parse_args(arguments)
    if said.one:
        print(json.dumps(peer_made(said.one)))
        return
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load before {load:.1f}")
    print(f"{'':34}{'at once':>9}{'share':>8}{'proof':>9}{'value':>16}{'bound':>16}  ")
    for part in said.only.split(","):
        PARTS[part](said)


def _made(said: argparse.Namespace) -> None:
    for kind in ("even", "towns"):
        reach, weights = made(kind)
        value = _line(
            f"cover {POINTS:,}×{PLACES:,}, {NEW} new, {kind}", _instance(reach, weights), Objective.MCLP, NEW, said
        )
        if said.no_peer:
            continue
        command = [sys.executable, "-m", "bench", "siting", "--one", kind]
        try:
            child = subprocess.run(command, capture_output=True, text=True, timeout=said.at_most, check=True)
        except subprocess.TimeoutExpired:
            print(f"    spopt: given up after {said.at_most:.0f} s")
            continue
        told = json.loads(child.stdout.splitlines()[-1])
        print(
            f"    spopt: built in {told['build']:.1f} s, solved in {told['solve']:.1f} s, {told['value']:,.0f}",
            flush=True,
        )
        _equal(value, told["value"])


def made(kind: str) -> tuple[sp.csr_array, np.ndarray]:
    """(candidates × points, people): 20 km × 20 km, a little over a kilometre of reach."""
    chance = np.random.default_rng(6)
    if kind == "even":
        points, places = chance.uniform(0, 20_000, (POINTS, 2)), chance.uniform(0, 20_000, (PLACES, 2))
    else:
        towns = chance.uniform(0, 20_000, (60, 2))
        points = towns[chance.integers(0, 60, POINTS)] + chance.normal(0, 900, (POINTS, 2))
        places = towns[chance.integers(0, 60, PLACES)] + chance.normal(0, 1_100, (PLACES, 2))
    away = ((places[:, None, :] - points[None, :, :]) ** 2).sum(axis=2) <= 1_170.0**2
    return sp.csr_array(away), chance.integers(1, 100, POINTS).astype(float)


def _ways(said: argparse.Namespace) -> None:
    """Twenty million ways: 20,000 points in a square or in sixty towns, each twentieth a candidate, 20 new."""
    for kind in ("even", "towns"):
        chance = np.random.default_rng(1)
        points = chance.random((POINTS, 2)) * 20_000
        if kind == "towns":
            towns = chance.random((60, 2)) * 20_000
            points = towns[chance.integers(0, 60, POINTS)] + chance.normal(0, 900, (POINTS, 2))
        places = points[chance.choice(POINTS, PLACES, replace=False)]
        people = chance.integers(1, 100, POINTS).astype(float)
        instance = Instance.build(
            demand_ids=[f"d{n}" for n in range(POINTS)],
            weights=people,
            candidate_ids=[f"c{n}" for n in range(PLACES)],
            distance=full(np.sqrt(((places[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))),
        )
        for objective in (Objective.PMEDIAN, Objective.PCENTRE):
            _line(f"{objective} {POINTS:,}×{PLACES:,}, 20 new, {kind}", instance, objective, 20, said)


def _instance(reach: sp.csr_array, weights: np.ndarray) -> Instance:
    return Instance.build(
        demand_ids=[f"d{n}" for n in range(reach.shape[1])],
        weights=weights,
        candidate_ids=[f"c{n}" for n in range(reach.shape[0])],
        reach=reach,
    )


def peer_made(kind: str) -> dict[str, float]:
    """spopt on the same instance, with HiGHS."""
    from spopt.locate import MCLP

    reach, weights = made(kind)
    costs = 1.0 - reach.toarray().T.astype(float)
    begun = time.perf_counter()
    model = MCLP.from_cost_matrix(costs, weights, 0.5, NEW)
    built = time.perf_counter()
    model.solve(_highs())
    done = time.perf_counter()
    return {"build": built - begun, "solve": done - built, "value": float(model.problem.objective.value())}


def _highs() -> Any:
    import pulp

    return pulp.HiGHS(msg=False, gapRel=0.0)


def _line(name: str, instance: Instance, objective: Objective, new: int | None, said: argparse.Namespace) -> float:
    """Both answers of an instance, printed; the proven (or best) value."""
    begun = time.perf_counter()
    quick = answer_now(instance, objective, new=new)
    at_once = time.perf_counter() - begun
    begun = time.perf_counter()
    best = prove(instance, objective, new=new, seconds=said.seconds, start=quick)
    seconds = time.perf_counter() - begun
    share = quick.value / best.value if objective.maximises else best.value / quick.value
    end = "proven" if best.proven else f"gap {best.gap:.3%}"
    print(
        f"{name:34}{at_once:8.2f} s{share:8.2%}{seconds:8.2f} s{best.value:16,.0f}{best.bound:16,.0f}  {end}",
        flush=True,
    )
    return best.value if best.proven else float("nan")


def _equal(ours: float, theirs: float) -> None:
    if np.isfinite(ours) and abs(ours - theirs) > 1e-6 * max(1.0, abs(theirs)):
        raise SystemExit(f"unequal answers: {ours} and {theirs}")


def _median(said: argparse.Namespace) -> None:
    folder = said.published / "orlib"
    with (folder / "optima.csv").open() as file:
        optima = {row["instance"]: float(row["optimum"]) for row in csv.DictReader(file)}
    for name, optimum in optima.items():
        instance, new = pmed_asked(folder / f"{name}.txt")
        value = _line(f"{name} ({len(instance.demand_ids)}, {new} new)", instance, Objective.PMEDIAN, new, said)
        _equal(value, optimum)


CENTRES = (127, 98, 93, 74, 48, 84, 64, 55, 37, 20, 59, 51, 36, 26, 18, 47, 39, 28, 18, 13)
"""Least longest ways of pmed1 to pmed20, as published (Elloumi, Labbé and Pochet, 2004)."""


def _centre(said: argparse.Namespace) -> None:
    for number, optimum in enumerate(CENTRES, 1):
        instance, new = pmed_asked(said.published / "orlib" / f"pmed{number}.txt")
        value = _line(
            f"pmed{number} as p-centre ({len(instance.demand_ids)}, {new} new)", instance, Objective.PCENTRE, new, said
        )
        _equal(value, optimum)


def pmed_asked(path: Path) -> tuple[Instance, int]:
    """An OR-Library p-median file as a question: every point weighs one and may hold a station; (it, how many to choose)."""
    ways, new = pmed(path)
    names = [str(n) for n in range(len(ways))]
    return Instance.build(demand_ids=names, weights=np.ones(len(ways)), candidate_ids=names, distance=full(ways)), new


def full(ways: np.ndarray) -> sp.csr_array:
    """A table in which every pair is stored, also a way of 0."""
    rows, columns = ways.shape
    return sp.csr_array(
        (ways.astype(float).ravel(), np.tile(np.arange(columns), rows), np.arange(rows + 1) * columns), shape=ways.shape
    )


def pmed(path: Path) -> tuple[np.ndarray, int]:
    """An OR-Library p-median file: (all shortest ways, how many to choose). On a pair told twice the last one holds."""
    lines = [[int(cell) for cell in line.split()] for line in path.read_text().splitlines() if line.strip()]
    count, _edges, new = lines[0]
    table = np.zeros((count, count))
    for one, other, length in lines[1:]:
        table[one - 1, other - 1] = table[other - 1, one - 1] = length
    return shortest_path(sp.csr_array(table), directed=False), new


def _cover(said: argparse.Namespace) -> None:
    folder = said.published / "mclp"
    ways, people = newyork(folder / "NewYork.txt")
    with (folder / "best_known.csv").open() as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        instance = _instance(sp.csr_array(ways <= float(row["radius_m"])), people)
        name = f"{row['instance']} {row['radius_m']} m, {row['p']} new"
        value = _line(name, instance, Objective.MCLP, int(row["p"]), said)
        if row["proven_optimal_in_source"] == "1":
            _equal(value, float(row["value"]))
        print(
            f"    best known {float(row['value']):,.0f}{', proven there' if row['proven_optimal_in_source'] == '1' else ''}"
        )


def newyork(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """(great-circle metres between all points, people)."""
    lines = [line.replace("EOF", "").strip() for line in path.read_text().splitlines()]
    first, second = (next(n for n, line in enumerate(lines) if line.startswith(head)) for head in ("NODE", "DEMAND"))
    places = np.radians([[float(cell) for cell in line.split()] for line in lines[first + 1 : second] if line])
    people = np.array([float(line) for line in lines[second + 1 :] if line])
    lat, lon = places.T
    half = np.sin((lat[:, None] - lat) / 2) ** 2
    half += np.cos(lat)[:, None] * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    return 2 * EARTH * np.arcsin(np.sqrt(half)), people


def _francisco(said: argparse.Namespace) -> None:
    from spopt.locate import LSCP, MCLP, PCenter, PMedian

    folder = said.published / "spopt"
    with (folder / "SF_network_distance_candidateStore_16_censusTract_205_new.csv").open() as file:
        rows = list(csv.DictReader(file))
    places = sorted({row["name"] for row in rows})
    points = sorted({row["DestinationName"] for row in rows})
    ways, people = np.full((len(points), len(places)), np.inf), np.zeros(len(points))
    for row in rows:
        at = points.index(row["DestinationName"])
        ways[at, places.index(row["name"])] = float(row["distance"])
        people[at] = float(row["demand"])
    instance = Instance.build(
        demand_ids=points, weights=people, candidate_ids=places, distance=full(ways.T), radius=5_000.0
    )
    peers = {
        Objective.MCLP: (lambda: MCLP.from_cost_matrix(ways, people, 5_000.0, 4), 4),
        Objective.LSCP: (lambda: LSCP.from_cost_matrix(ways, 5_000.0), None),
        Objective.PMEDIAN: (lambda: PMedian.from_cost_matrix(ways, people, 4), 4),
        Objective.PCENTRE: (lambda: PCenter.from_cost_matrix(ways, 4), 4),
    }
    for objective, (make, new) in peers.items():
        value = _line(f"San Francisco 205×16, {objective}", instance, objective, new, said)
        begun = time.perf_counter()
        model = make()
        built = time.perf_counter() - begun
        model.solve(_highs())
        seconds = time.perf_counter() - begun - built
        told = float(model.problem.objective.value())
        print(f"    spopt: built in {built:.2f} s, solved in {seconds:.2f} s, {told:,.0f}", flush=True)
        _equal(value, told)


PARTS = {
    "made": _made,
    "ways": _ways,
    "median": _median,
    "centre": _centre,
    "cover": _cover,
    "francisco": _francisco,
}
