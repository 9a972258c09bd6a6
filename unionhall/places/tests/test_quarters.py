"""Boundaries cut anew: every place is found where it lies, and what stands finer already stays."""

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.actor import SYSTEM
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Refused
from unionhall.organisations.models import Division, DivisionBoundary
from unionhall.places import actions
from unionhall.places.commands import stations
from unionhall.places.models import Venue

pytestmark = pytest.mark.django_db
LON, LAT = 120.70, 28.00


@pytest.fixture
def world() -> World:
    return build()


def station(world: World, lon: float, **facts: Any) -> Venue:
    return actions.enter(
        by=SYSTEM, operator=world.harbour, name=f"驿站{lon}", lon=lon, lat=LAT, opened_on=date(2025, 5, 1), **facts
    )


def quarter(world: World, number: int, west: float, east: float) -> Division:
    """A street of the harbour's county between two longitudes."""
    county = world.harbour_place
    code = f"{county.code[:6]}{number:03d}"
    street, _new = Division.objects.get_or_create(
        code=code, defaults={"name": f"第{number}街道", "level": county.level + 1, "parent": county}
    )
    box = {"west": west, "east": east, "south": LAT - 1, "north": LAT + 1}
    ring = [[west, LAT - 1], [east, LAT - 1], [east, LAT + 1], [west, LAT + 1], [west, LAT - 1]]
    DivisionBoundary.objects.update_or_create(
        division=street,
        defaults={
            **box,
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
            "tolerance": 1,
            "loaded_at": clock.now(),
            "source": "试用",
        },
    )
    return street


def run(*words: str) -> Any:
    result = CliRunner().invoke(stations, ["quarters", "--json", *words], catch_exceptions=False)
    return json.loads(result.stdout)


def test_streets_cut_anew_take_their_places_along_in_one_run(world: World) -> None:
    east, west = quarter(world, 1, LON, LON + 1), quarter(world, 2, LON - 1, LON)
    here, moved, outside = station(world, LON + 0.5), station(world, LON + 0.1), station(world, LON - 2)
    assert [one.division for one in (here, moved)] == [east, east]
    quarter(world, 1, LON + 0.2, LON + 1)
    quarter(world, 2, LON - 1, LON + 0.2)
    before = outside.division
    told = {"looked_at": 3, "within": 2, "changed": 1, "moves": [{"from": east.code, "to": west.code, "places": 1}]}
    assert run("--dry-run") == told
    moved.refresh_from_db()
    assert moved.division == east
    assert run() == told
    for one in (here, moved, outside):
        one.refresh_from_db()
    assert [one.division for one in (here, moved, outside)] == [east, west, before]
    assert AuditEntry.objects.filter(verb="venue.quarters_found").count() == 1
    assert run()["changed"] == 0


def test_a_place_entered_for_a_finer_place_than_the_boundaries_know_keeps_it(world: World) -> None:
    street = quarter(world, 1, LON, LON + 1)
    village = Division.objects.create(code=f"{street.code}001", name="东村", level=street.level + 1, parent=street)
    kept = station(world, LON + 0.5, division=village)
    assert run()["changed"] == 0
    kept.refresh_from_db()
    assert kept.division == village


def test_only_the_operator_puts_all_places_into_their_quarters(world: World) -> None:
    with pytest.raises(Refused):
        actions.find_quarters(by=world.actor("hong"))
