"""The station list of a real city, as somebody published it: read, written, found again. Skipped where the data folder is not there."""

from pathlib import Path

import pytest

from unionhall.cases.tests.world import build
from unionhall.core.actor import SYSTEM
from unionhall.places import actions, nearby
from unionhall.places.models import Venue

LIST = Path(__file__).resolve().parents[4] / "shared" / "data" / "stations" / "zhengzhou" / "stations.csv"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not LIST.exists(), reason="the folder with real data does not stand beside the repository"),
]


def test_a_published_list_in_gcj02_comes_in_whole_and_is_found_where_it_stands() -> None:
    world = build()
    content = LIST.read_bytes()
    facts = {"by": SYSTEM, "content": content, "file_name": "stations.csv", "kind": "rest_station", "prefix": "ZZ-"}
    tried = actions.try_list(world.city, **facts)
    assert tried.datum == "gcj02"
    assert tried.columns["hours"] == "open_hours_inferred_or_stated"
    assert tried.counts["read"] == 82
    assert tried.counts["new"] + tried.counts["rejected"] == 82
    assert tried.counts["rejected"] == 0, tried.rejected
    actions.write_list(tried, by=SYSTEM)
    one = Venue.objects.get(code="ZZ-54")
    assert one.always_open
    assert {"water", "air_conditioning", "charging", "medicine"} <= set(one.equipment)
    assert 0.003 < 113.305152 - one.lon < 0.009, "GCJ-02 lies some hundred metres beside WGS-84"
    assert nearby.nearest(one.lon, one.lat, count=1)[0].metres < 30
    again = actions.try_list(world.city, **facts)
    assert (again.counts["same"], again.counts["new"], again.counts["changed"]) == (82, 0, 0)
    wrong = actions.try_list(world.city, **{**facts, "datum": "wgs84"})
    assert any("GCJ-02" in words for words in wrong.warnings)
    assert actions.look_for_pairs(by=SYSTEM) >= 0
