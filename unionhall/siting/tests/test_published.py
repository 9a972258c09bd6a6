"""Published instances come out as published; they are not part of the project and are skipped where they are missing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import scipy.sparse as sp

from bench.siting import CENTRES, newyork, pmed_asked
from unionhall.siting.instance import Instance
from unionhall.siting.objectives import Objective
from unionhall.siting.proof import prove

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "siting"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the published instances are not beside this folder")


@pytest.mark.parametrize("name", ["pmed1", "pmed2", "pmed3", "pmed5", "pmed8", "pmed13"])
def test_the_known_optimum_of_a_p_median_is_proven(name: str) -> None:
    with (FOLDER / "orlib" / "optima.csv").open() as file:
        known = {row["instance"]: float(row["optimum"]) for row in csv.DictReader(file)}
    instance, new = pmed_asked(FOLDER / "orlib" / f"{name}.txt")
    told = prove(instance, Objective.PMEDIAN, new=new, seconds=120)
    assert (told.value, told.bound, told.proven) == (known[name], known[name], True)


@pytest.mark.parametrize("number", [1, 3, 4, 8, 13, 20])
def test_the_known_optimum_of_a_p_centre_is_proven(number: int) -> None:
    instance, new = pmed_asked(FOLDER / "orlib" / f"pmed{number}.txt")
    told = prove(instance, Objective.PCENTRE, new=new, seconds=120)
    assert (told.value, told.bound, told.proven) == (CENTRES[number - 1], CENTRES[number - 1], True)


def test_the_bound_of_new_york_is_on_the_right_side_from_the_first_second() -> None:
    ways, people = newyork(FOLDER / "mclp" / "NewYork.txt")
    count = len(people)
    instance = Instance.build(
        demand_ids=[str(n) for n in range(count)],
        weights=people,
        candidate_ids=[str(n) for n in range(count)],
        reach=sp.csr_array(ways <= 400.0),
    )
    told = prove(instance, Objective.MCLP, new=50, seconds=3)
    assert told.value <= 1_153_640 <= told.bound
