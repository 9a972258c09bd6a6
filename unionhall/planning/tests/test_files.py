"""Roads from OpenStreetMap and GeoJSON through the page and the API, and files that are none: each said in words, in two languages."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

import osmium
import pytest
from django.test import Client
from django.urls import reverse

from tests.matrix.people import sign_in, token
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.geo import datum
from unionhall.people.models import Account
from unionhall.planning import running
from unionhall.planning.models import DemandLayer, RoadNetwork, SitingPlan
from unionhall.planning.states import LayerState, NetworkState, PlanState

from . import ground

pytestmark = pytest.mark.django_db
SIDE = 6


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def account(world: World) -> Account:
    person = world.people["dong"]
    found = Account.objects.filter(person=person).first()
    return found or Account.objects.create(person=person, username="dong", opened_at=clock.now())


@pytest.fixture
def desk(account: Account) -> Client:
    client = Client()
    sign_in(client, account)
    return client


@pytest.fixture
def program(account: Account) -> Client:
    return Client(headers={"Authorization": f"Bearer {token(account)}"})


def osm(folder: Path, ending: str) -> bytes:
    """A grid of streets as OpenStreetMap has it, with an island beside it."""
    path = folder / f"grid{ending}"
    writer = osmium.SimpleWriter(str(path))
    number = {(c, r): 1 + c * SIDE + r for c in range(SIDE) for r in range(SIDE)}
    for (c, r), n in number.items():
        writer.add_node(osmium.osm.mutable.Node(id=n, location=ground.spot(c, r), version=1))
    for n, x in ((900, 114.5), (901, 114.501)):
        writer.add_node(osmium.osm.mutable.Node(id=n, location=(x, 30.7), version=1))
    ways = [[number[c, r] for c in range(SIDE)] for r in range(SIDE)] + [
        [number[c, r] for r in range(SIDE)] for c in range(SIDE)
    ]
    for n, nodes in enumerate([*ways, [900, 901]], 1):
        writer.add_way(osmium.osm.mutable.Way(id=n, nodes=nodes, tags={"highway": "residential"}, version=1))
    writer.close()
    return path.read_bytes()


def geojson(*more: Any) -> bytes:
    lines = [[ground.spot(c, r), ground.spot(c + 1, r)] for c in range(SIDE - 1) for r in range(SIDE)]
    lines += [[ground.spot(c, r), ground.spot(c, r + 1)] for c in range(SIDE) for r in range(SIDE - 1)]
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": line}}
        for line in [*lines, *more]
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


FACTS = {"name": "路网", "source": "测试", "licence": "自有", "as_of": "2026-01-01", "mode": "walk", "read_as": "wgs84"}


def by_page(desk: Client, world: World, content: bytes, name: str) -> RoadNetwork:
    answer = desk.post(
        reverse("planning:network_new"), {**FACTS, "body": world.east.pk, "files": ground.upload(content, name)}
    )
    assert answer.status_code == 303, answer.context["form"].errors
    return read()


def by_api(program: Client, world: World, content: bytes, name: str) -> RoadNetwork:
    answer = program.post(
        "/api/planning/networks", {**FACTS, "body_id": str(world.east.pk), "file": ground.upload(content, name)}
    )
    assert answer.status_code == 201, answer.content
    return read()


def read() -> RoadNetwork:
    made = RoadNetwork.objects.get()
    running.read_network(made.pk, by=running.BY)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("ending", [".osm", ".osm.pbf"])
def test_an_extract_of_openstreetmap_becomes_a_network_and_its_island_is_reported(
    world: World, desk: Client, program: Client, tmp_path: Path, ending: str
) -> None:
    content = osm(tmp_path, ending)
    for bring, client in ((by_page, desk), (by_api, program)):
        made = bring(client, world, content, f"grid{ending}")
        assert (made.state, made.ways, made.report["parts"]) == (NetworkState.READY, 2 * SIDE * (SIDE - 1), 2)
        page = desk.get(made.get_absolute_url()).content.decode()
        assert "孤岛" in page
        assert program.get(f"/api/planning/networks/{made.pk}").json()["report"]["parts"] == 2
        RoadNetwork.objects.all().delete()


def test_geojson_becomes_a_network_and_its_island_is_reported(world: World, desk: Client, program: Client) -> None:
    content = geojson([[114.5, 30.7], [114.501, 30.7]])
    for bring, client in ((by_page, desk), (by_api, program)):
        made = bring(client, world, content, "roads.geojson")
        assert (made.state, made.report["parts"]) == (NetworkState.READY, 2)
        assert made.ways >= 2 * SIDE * (SIDE - 1)
        RoadNetwork.objects.all().delete()


def _pbf_bomb() -> bytes:
    """A block that says it is small and unpacks to 200 MB."""
    packed = zlib.compress(bytes(200_000_000), 9)

    def varint(n: int) -> bytes:
        out = b""
        while n > 127:
            out, n = out + bytes([n & 127 | 128]), n >> 7
        return out + bytes([n])

    blob = b"\x10" + varint(1000) + b"\x1a" + varint(len(packed)) + packed
    head = b"\x0a\x09OSMHeader\x18" + varint(len(blob))
    return struct.pack(">I", len(head)) + head + blob


BOMB = b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "' + b"x" * 1000 + b'">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(8)
) + b"]><osm version='0.6'><node id='1' lat='30' lon='114'><tag k='a' v='&i;'/></node></osm>"  # fmt: skip
NO_ROADS = {
    "nothing-in-it.osm": b"<osm version='0.6'></osm>",
    "not-xml.osm": b"\x00\x01\x02 this is no map",
    "broken.osm": b"<osm version='0.6'><node id='1'",
    "no-pbf.osm.pbf": b"PK\x03\x04 something else",
    "entities.osm": BOMB,
    "unpacks.osm.pbf": _pbf_bomb(),
    "no-lines.geojson": b'{"type":"FeatureCollection","features":[]}',
    "points.geojson": b'{"type":"Point","coordinates":[114,30]}',
    "broken.geojson": b'{"type":"FeatureCollection","features":[',
    "deep.geojson": b"[" * 200_000,
    "words.geojson": b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString","coordinates":[["a","b"],["c","d"]]}}]}',
    "numbers.geojson": b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString","coordinates":[[9999,0],[0,-9999]]}}]}',
}


@pytest.mark.parametrize("name", NO_ROADS)
def test_a_file_without_roads_is_given_back_in_words_and_in_two_languages(
    world: World, desk: Client, program: Client, name: str
) -> None:
    for bring, client in ((by_page, desk), (by_api, program)):
        made = bring(client, world, NO_ROADS[name], name)
        assert made.state == NetworkState.FAILED
        assert made.problem["zh"]
        assert made.problem["en"]
        assert "Error" not in made.problem["en"]
        assert made.problem["zh"][:10] in desk.get(made.get_absolute_url()).content.decode()
        RoadNetwork.objects.all().delete()


def test_faults_of_two_tables_are_counted_and_named_by_row(world: World, desk: Client) -> None:
    nodes = ground.nodes_csv(4) + b"\n0-0,114.3,30.55\nsea,0,0"
    edges = ground.edges_csv(4) + b"\n0-0,nobody,10\n0-1,0-2,many\n1-1,1-2,99999999"
    answer = desk.post(reverse("planning:network_new"), {
        **FACTS, "body": world.east.pk, "files": [ground.upload(nodes, "n.csv"), ground.upload(edges, "e.csv")],
    })  # fmt: skip
    assert answer.status_code == 303
    made = read()
    assert made.state == NetworkState.READY
    assert {"negative", "unknown_end"} <= set(made.report["faults"]), made.report
    page = desk.get(made.get_absolute_url()).content.decode()
    assert "长度为负" in page
    assert all(one["row"] and one["words"]["zh"] for one in made.report["complaints"])


def test_a_newer_file_that_cannot_be_read_leaves_the_old_ways_serving(world: World, desk: Client) -> None:
    made = ground.network(world.east, by=world.actor("dong"))
    demand = ground.layer(world.east)
    before = (made.stored_as, made.as_of)
    desk.post(
        reverse("planning:replacing", args=[made.pk]),
        {"files": ground.upload(b"<osm version='0.6'></osm>", "new.osm"), "as_of": "2026-05-01"},
    )
    made.refresh_from_db()
    assert (made.state, made.is_usable) == (NetworkState.READING, True)
    assert ground.circles(world.east, demand, made).basis["network"]["as_of"] == "2026-01-01"
    running.read_network(made.pk, by=running.BY)
    made.refresh_from_db()
    assert (made.state, made.stored_as, made.as_of) == (NetworkState.READY, *before)
    page = desk.get(made.get_absolute_url()).content.decode()
    assert made.problem["zh"] in page
    assert "原来的路网照常用" in page
    assert ground.circles(world.east, demand, made).state == "done"


def shifted(content: bytes) -> bytes:
    """The same file in GCJ-02."""
    head, *lines = content.decode().split("\n")
    rows = []
    for line in lines:
        name, lon, lat, *rest = line.split(",")
        x, y = datum.from_wgs84(float(lon) + 0.0011, float(lat), "gcj02")
        rows.append(",".join([name, f"{float(x):.7f}", f"{float(y):.7f}", *rest]))
    return "\n".join([head, *rows]).encode()


def test_hosts_in_another_datum_are_noticed_on_the_page_of_the_plan(world: World, desk: Client) -> None:
    ways, demand = ground.network(world.east), ground.layer(world.east)
    said = {
        "name": "问", "body": world.east.pk, "demand": demand.pk, "network": ways.pk, "objective": "mclp", "under": "count", "new": "2",
        "hosts_from": "file", "minutes": "10", "speed": "1.2", "hours": "any", "weekday": "1", "at": "10:00", "seconds": "10",
    }  # fmt: skip
    for read_as, sure, state in (
        ("wgs84", "", PlanState.FAILED),
        ("gcj02", "", PlanState.DONE),
        ("wgs84", "on", PlanState.DONE),
    ):
        hosts = ground.upload(shifted(ground.hosts_csv()), "hosts.csv")
        answer = desk.post(reverse("planning:plan_new"), {**said, "read_as": read_as, "is_sure": sure, "hosts": hosts})
        assert answer.status_code == 303, answer.context["form"].errors
        plan = SitingPlan.objects.latest("made_at")
        running.prove_plan(plan.pk, by=running.BY)
        plan.refresh_from_db()
        assert plan.state == state, plan.problem
        if state == PlanState.FAILED:
            assert "GCJ-02" in desk.get(plan.get_absolute_url()).content.decode()


def test_demand_kept_before_the_roads_were_known_is_noticed_when_it_is_reckoned(world: World, desk: Client) -> None:
    demand = ground.layer(world.east, content=shifted(ground.demand_csv()))
    assert demand.state == LayerState.READY
    ground.station(world.east, "A", 7, 7)
    run = ground.circles(world.east, demand, ground.network(world.east))
    assert "坐标系" in desk.get(run.get_absolute_url()).content.decode()
    DemandLayer.objects.update(is_sure=True)
    run = ground.circles(world.east, DemandLayer.objects.get(), RoadNetwork.objects.get())
    assert not run.basis["shifted"]
