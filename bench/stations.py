"""How many times a second is “the nearest open doors” answered with 100,000 stations, beside a plain bounding box in SQL?

A database of its own with stations in a hundred towns, dense in the middles; half a dozen kinds of hours. Asked from positions near
doors, at a fixed weekday: through the service (boxes of cells, hours reckoned for candidates), over HTTP (the public endpoint, one
granian process, several clients), and as raw SQL (a box of 0.02° through an index on longitude and latitude, nearest ten in a
straight line by the database, no hours). The ten found by the service are checked against trying all 100,000.

`python -m bench stations [--rows 100000] [--asks 1000] [--clients 4]`
"""

from __future__ import annotations

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from bench import ground

HOURS = ("08:00-20:00", "周一至周五 08:30-17:30", "24小时", "06:00-22:00", "22:00-06:00", "10:00-14:00,16:30-21:00")
WHEN = datetime(2026, 3, 3, 12, 15, tzinfo=ZoneInfo("Asia/Shanghai"))
PORT = 8973


def main(arguments: list[str]) -> None:
    """Make the stations, check, measure, print."""
    parser = argparse.ArgumentParser(prog="bench stations")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--asks", type=int, default=1_000)
    parser.add_argument("--clients", type=int, default=4)
    said = parser.parse_args(arguments)
    address = ground.database("bench_stations", fresh=True)
    ground.set_up()
    print(ground.machine())
    took = timed(lambda: make(said.rows))
    print(f"{said.rows:,} stations made in {took:.1f} s")
    asks = positions(said.asks)
    wrong = checked(asks[:50])
    print(f"checked beside trying all: {wrong} of 50 answers differ")
    service(asks)
    raw(asks)
    over_http(asks, address, said.clients)


def timed(act: Any) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def make(rows: int) -> None:
    """Stations around a hundred towns, written in bulk."""
    from unionhall.core import clock
    from unionhall.core.actor import system
    from unionhall.organisations import actions as organisations
    from unionhall.organisations.enums import Level, OrganisationKind
    from unionhall.organisations.models import Division
    from unionhall.places.ground import cells_of
    from unionhall.places.models import Venue
    from unionhall.places.opening import is_always, parsed

    rng = np.random.default_rng(41)
    towns = np.column_stack([rng.uniform(105, 118, 100), rng.uniform(25, 36, 100)])
    which = rng.integers(0, len(towns), rows)
    lon = towns[which, 0] + rng.normal(0, 0.05, rows)
    lat = towns[which, 1] + rng.normal(0, 0.04, rows)
    cells = cells_of(lon, lat)
    place = Division.objects.create(code="990100", name="瑞江市", level=Level.CITY)
    body = organisations.found(
        by=system("bench"), name="瑞江市总工会", short_name="市总", code="C", level=Level.CITY, kind=OrganisationKind.FEDERATION,
        division=place, case_prefix="瑞工", receives_cases=True,
    )  # fmt: skip
    hours = [parsed(text) for text in HOURS]
    now = clock.now()
    inside = (["water"], ["charging", "water"], ["microwave", "seats", "water"], ["toilet", "water", "wifi"])
    batch = []
    for n in range(rows):
        said = hours[n % len(hours)]
        batch.append(
            Venue(
                code=f"B{n:06d}", name=f"驿站{n}", operator=body, division=place, lon=float(lon[n]), lat=float(lat[n]), cell=int(cells[n]),
                hours=said, always_open=is_always(said), equipment=inside[n % 4], state="open", entered_at=now, changed_at=now,
            )
        )  # fmt: skip
        if len(batch) == 5_000:
            Venue.objects.bulk_create(batch)
            batch = []
    Venue.objects.bulk_create(batch)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX bench_lon_lat ON places_venue (lon, lat)")
        cursor.execute("ANALYZE places_venue")


def positions(count: int) -> list[tuple[float, float]]:
    """Positions some hundred metres from doors."""
    from unionhall.core.actor import SYSTEM
    from unionhall.places import arrays

    every = arrays.arrays(SYSTEM)
    rng = np.random.default_rng(7)
    some = rng.integers(0, len(every), count)
    lon, lat = every.lon[some] + rng.normal(0, 0.004, count), every.lat[some] + rng.normal(0, 0.004, count)
    return [(float(x), float(y)) for x, y in zip(lon, lat, strict=True)]


def checked(asks: list[tuple[float, float]]) -> int:
    """How many answers are not those of trying all: the same ten in the same order."""
    from unionhall.core.actor import SYSTEM
    from unionhall.places import arrays, nearby
    from unionhall.places import ground as earth

    is_open = arrays.open_venues_at(SYSTEM, WHEN)
    wrong = 0
    for lon, lat in asks:
        away = earth.metres(lon, lat, is_open.lon, is_open.lat)
        best = [is_open.ids[n] for n in np.argsort(away, kind="stable")[:10] if away[n] <= nearby.FARTHEST]
        wrong += [one.pk for one in nearby.nearest(lon, lat, at=WHEN)] != best
    return wrong


def said(name: str, seen: list[float]) -> None:
    ordered = sorted(seen)
    print(
        f"{name}: {len(seen) / sum(seen):,.0f} a second one after another; median {statistics.median(seen) * 1000:.2f} ms,"
        f" 95th {ordered[int(len(ordered) * 0.95)] * 1000:.2f} ms"
    )


def service(asks: list[tuple[float, float]]) -> None:
    from unionhall.places import nearby

    for lon, lat in asks[:50]:
        nearby.nearest(lon, lat, at=WHEN)
    said(
        "service, ten nearest open",
        [timed(lambda lon=lon, lat=lat: nearby.nearest(lon, lat, at=WHEN)) for lon, lat in asks],
    )
    said(
        "service, with water and a microwave",
        [
            timed(lambda lon=lon, lat=lat: nearby.nearest(lon, lat, at=WHEN, needs=["water", "microwave"]))
            for lon, lat in asks
        ],
    )


def raw(asks: list[tuple[float, float]]) -> None:
    """A bounding box through an index on longitude and latitude: no hours, no state, no guarantee that ten lie in it."""
    from django.db import connection

    text = (
        "SELECT id FROM places_venue WHERE lon BETWEEN %s AND %s AND lat BETWEEN %s AND %s"
        " ORDER BY (lon - %s) ^ 2 * 0.77 + (lat - %s) ^ 2 LIMIT 10"
    )

    def ask(lon: float, lat: float) -> None:
        with connection.cursor() as cursor:
            cursor.execute(text, [lon - 0.01, lon + 0.01, lat - 0.01, lat + 0.01, lon, lat])
            cursor.fetchall()

    for lon, lat in asks[:50]:
        ask(lon, lat)
    said("raw SQL, a box of 0.02°, no hours", [timed(lambda lon=lon, lat=lat: ask(lon, lat)) for lon, lat in asks])


def over_http(asks: list[tuple[float, float]], address: str, clients: int) -> None:
    """The public endpoint, as a phone asks it; the limit for one address is lifted by asking from many."""
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(PORT), "--workers", "1", "config.wsgi:application"],
        env={**os.environ, "DATABASE_URL": address, "PYTHONWARNINGS": "ignore"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait()
        whole = [ask_http(*asks[0])]
        share = min(len(asks), 560) // clients
        results: list[list[float]] = [[] for _ in range(clients)]

        def run(number: int) -> None:
            for lon, lat in asks[number * share : (number + 1) * share]:
                results[number].append(timed(lambda lon=lon, lat=lat: ask_http(lon, lat)))

        threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
        seconds = timed(lambda: ([t.start() for t in threads], [t.join() for t in threads]))
        seen = sorted(one for each in results for one in each)
        print(
            f"HTTP, one process, {clients} clients: {len(seen) / seconds:,.0f} a second; median {statistics.median(seen) * 1000:.1f} ms,"
            f" 95th {seen[int(len(seen) * 0.95)] * 1000:.1f} ms; {whole[0]:,} bytes an answer"
        )
    finally:
        server.terminate()
        server.wait()


def wait() -> None:
    for _n in range(120):
        try:
            ask_http(113.0, 30.0)
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server did not come up")


def ask_http(lon: float, lat: float) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    connection.request("GET", f"/api/stations/nearest?lon={lon:.5f}&lat={lat:.5f}&at=2026-03-03T12:15:00%2B08:00")
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{answer.status}: {body[:300]!r}")
    connection.close()
    return len(body)
