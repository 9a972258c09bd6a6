"""How soon does a map with 100,000 stations stand on the screen, beside a plain page with one GeoJSON file of all of them?

Ours: the worker's map, served by granian with collected static files, from a database of its own. The plain page: the same library, one
compressed GeoJSON file with the same points and the same few properties, clustered in the browser (`cluster: true`): the usual way.
Chromium at 360 px draws both by software, cold cache, one after the other; “whole” is when the map says that nothing is left to draw. Then
the map goes three zooms closer in the densest part, and says again when it is whole. Also: one tile through the whole server, and how
long the arrays take to be read.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np

from bench import ground
from bench.first_page import SLOW_4G

PORT, PLAIN_PORT, SLOW_PORT = 8979, 8980, 8981
FLAGS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--disable-quic",
    "--no-first-run", "--disable-background-networking", "--disable-sync",
]  # fmt: skip
HOURS = ("08:00-20:00", "周一至周五 08:30-17:30", "24小时", "06:00-22:00", "22:00-06:00")
PLAIN = """<!doctype html><html><head><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="maplibre-gl.css">
<style>#m{{height:30rem}}</style></head><body><h1>Stations</h1><div id="m"></div><script type="module">
import * as gl from "./maplibre-gl.mjs";
gl.setWorkerUrl(new URL("maplibre-gl-worker.mjs", location.href).href);
const map = window.plain = new gl.Map({{container: "m", bounds: {box}, fitBoundsOptions: {{padding: 32}}, style: {{version: 8, sources: {{
 s: {{type: "geojson", data: new URL("stations.geojson", location.href).href, cluster: true, clusterRadius: 50, clusterMaxZoom: 13}}}}, layers: [
 {{id: "b", type: "background", paint: {{"background-color": "#f4f1ea"}}}},
 {{id: "c", type: "circle", source: "s", filter: ["has", "point_count"], paint: {{"circle-radius": 16, "circle-color": "#34424f"}}}},
 {{id: "n", type: "symbol", source: "s", filter: ["has", "point_count"], layout: {{"text-field": ["get", "point_count"], "text-font": ["sans-serif"]}}, paint: {{"text-color": "#fff"}}}},
 {{id: "p", type: "circle", source: "s", filter: ["!", ["has", "point_count"]], paint: {{"circle-radius": 7, "circle-color": "#1c6439"}}}}]}}}});
map.once("load", () => map.once("idle", () => {{ document.body.dataset.state = "whole"; }}));
</script></body></html>"""


def main(arguments: list[str]) -> None:
    """Measure both and print them beside one another."""
    parser = argparse.ArgumentParser(prog="bench map")
    parser.add_argument("--stations", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--kept", action="store_true", help="use the stations of an earlier run")
    options = parser.parse_args(arguments)
    os.environ["UNIONHALL_STATIC"] = "collected"
    os.environ.setdefault("UNIONHALL_STATIC_DIR", str(ground.ROOT / "var" / "bench-static"))
    ground.database("unionhall_bench_map", fresh=not options.kept)
    ground.set_up()
    points = _known() if options.kept else _fill(options.stations)
    options.stations = len(points)
    print(f"{ground.machine()}, {options.stations:,} stations")
    _arrays()
    folder = ground.ROOT / "var" / "bench-plain"
    box = _plain(folder, points)
    server = _serve()
    plain = ThreadingHTTPServer(("127.0.0.1", PLAIN_PORT), partial(Quiet, directory=str(folder)))
    threading.Thread(target=plain.serve_forever, daemon=True).start()
    try:
        _tiles(points)
        _pages(options.times, box)
    finally:
        server.terminate()
        plain.shutdown()


def _fill(count: int) -> Any:
    """Stations around sixty centres of a province, dense in some and thin in others."""
    from datetime import date

    from django.core.management import call_command

    from unionhall.core import clock
    from unionhall.core.actor import system
    from unionhall.geo.hours import Hours
    from unionhall.organisations import api as organisations
    from unionhall.organisations.enums import Level, OrganisationKind
    from unionhall.places import api as places
    from unionhall.places.models import Venue

    call_command("collectstatic", verbosity=0, interactive=False)
    body = organisations.found(
        by=system("bench"),
        name="示范省总工会",
        code="P",
        level=Level.PROVINCE,
        kind=OrganisationKind.FEDERATION,
        parent=None,
    )
    random = np.random.default_rng(11)
    centres = np.column_stack([random.uniform(109, 116, 60), random.uniform(29.5, 33, 60)])
    which = random.choice(60, count, p=random.dirichlet(np.full(60, 0.5)))
    lon, lat = (centres[which, axis] + random.normal(0, 0.06, count) for axis in (0, 1))
    cells = places.ground.cells_of(lon, lat)
    hours = [Hours.parse(text).to_json() for text in HOURS]
    kinds = ["rest_station"] * 7 + ["workers_home", "reading_room", "legal_station"]
    now = clock.now()
    rows = [
        Venue(
            code=f"S-{n:06d}", kind=kinds[n % 10], name=f"工会驿站第{n}站", operator=body, lon=float(lon[n]), lat=float(lat[n]),
            cell=int(cells[n]), hours=hours[n % 5], always_open=n % 5 == 2, state="open", opened_on=date(2024, 5, 1),
            confirmed_at=now, entered_at=now, changed_at=now,
        )
        for n in range(count)
    ]  # fmt: skip
    Venue.objects.bulk_create(rows, batch_size=500)
    return np.column_stack([lon, lat])


def _known() -> Any:
    """The positions that an earlier run wrote."""
    from unionhall.places.models import Venue

    return np.array(list(Venue.objects.order_by("code").values_list("lon", "lat")))


def _arrays() -> None:
    """Reading the places of one reader into arrays, and the states of all doors at a minute."""
    from unionhall.core import clock
    from unionhall.places import access, plotting

    begun = time.perf_counter()
    seen = plotting.snapshot(access.public_venues())
    read = time.perf_counter() - begun
    begun = time.perf_counter()
    seen.states(clock.now())
    print(f"arrays read in {read:.2f} s, all doors judged in {(time.perf_counter() - begun) * 1000:.0f} ms")


def _plain(folder: Path, points: Any) -> list[float]:
    """The plain page, its points with the properties that our tiles carry, and the library."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = ["rest_station"] * 7 + ["workers_home", "reading_room", "legal_station"]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]},
            "properties": {"code": f"S-{n:06d}", "kind": kinds[n % 10], "state": "open", "name": f"工会驿站第{n}站"},
        }
        for n, (lon, lat) in enumerate(points.tolist())
    ]
    collection = {"type": "FeatureCollection", "features": features}
    (folder / "stations.geojson").write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")))
    for name in ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"):
        shutil.copy(ground.ROOT / "node_modules" / "maplibre-gl" / "dist" / name, folder / name)
    for path in list(folder.iterdir()):
        if path.suffix != ".gz":
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 9))
    low, high = np.quantile(points, 0.005, axis=0), np.quantile(points, 0.995, axis=0)
    box = [float(low[0]), float(low[1]), float(high[0]), float(high[1])]
    (folder / "index.html").write_text(PLAIN.format(box=json.dumps(box)))
    return box


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, the compressed ones as such."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """One file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        packed = path.with_name(path.name + ".gz")
        if not path.exists():
            self.send_error(404)
            return
        body = packed.read_bytes() if packed.exists() else path.read_bytes()
        self.send_response(200)
        if packed.exists():
            self.send_header("Content-Encoding", "gzip")
        kinds = {".mjs": "text/javascript", ".css": "text/css", ".html": "text/html", ".geojson": "application/json"}
        self.send_header("Content-Type", kinds.get(path.suffix, "text/plain"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _serve() -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "granian", "config.wsgi:application", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT),
        "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "error",
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=ground.ROOT, env=dict(os.environ), stdout=subprocess.DEVNULL)
    for _n in range(120):
        try:
            _get("/healthz")
            return server
        except OSError:
            time.sleep(0.5)
    server.terminate()
    raise SystemExit("the server did not come up")


def _get(path: str) -> tuple[float, int]:
    """Seconds and bytes of one answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", headers={"Accept-Encoding": "gzip"})
    begun = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        size = len(answer.read())
    return time.perf_counter() - begun, size


def _tiles(points: Any) -> None:
    """One tile of each zoom over the densest part: the first time, again, and how heavy."""
    from unionhall.places import tiles

    plot = tiles.Plot.of(points[:, 0], points[:, 1])
    print("zoom  fresh ms  again ms  bytes  points in it")
    first = _get("/places/tiles/2/3/1.mvt?scope=public&open=all")[0]
    for z in (4, 6, 8, 10, 12, 13, 14, 15, 16):
        side = 2**z
        where = (plot.x * side).astype(np.int64) * side + (plot.y * side).astype(np.int64)
        known, counts = np.unique(where, return_counts=True)
        x, y = divmod(int(known[counts.argmax()]), side)
        path = f"/places/tiles/{z}/{x}/{y}.mvt?scope=public&open=all"
        fresh, size = _get(path)
        again = statistics.median(_get(path)[0] for _n in range(9))
        print(f"{z:4}  {fresh * 1000:8.1f}  {again * 1000:8.1f}  {size:6,}  {counts.max():,}")
    print(f"the very first tile, with the arrays read: {first:.2f} s")


class SlowLine:
    """A line in front of a server: so many bytes a second for all connections together, and a delay before each thing sent.

    The browser's own throttle does not reach the map's worker, which fetches tiles and points.
    """

    def __init__(self, port: int, target: int, line: dict[str, Any]) -> None:
        self.port, self.target, self.line = port, target, line
        self.loop = asyncio.new_event_loop()
        self.free_at = 0.0
        threading.Thread(target=self._run, daemon=True).start()
        time.sleep(0.5)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(asyncio.start_server(self._joined, "127.0.0.1", self.port))
        self.loop.run_forever()

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        await asyncio.gather(self._asks(reader, far_writer), self._answers(far_reader, writer), return_exceptions=True)
        writer.close()
        far_writer.close()

    async def _asks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(65_536):
            await asyncio.sleep(self.line["latency"] / 1000)
            writer.write(chunk)
            await writer.drain()
        writer.write_eof()

    async def _answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(8_192):
            now = self.loop.time()
            self.free_at = max(now, self.free_at) + len(chunk) / self.line["downloadThroughput"]
            await asyncio.sleep(self.free_at - now)
            writer.write(chunk)
            await writer.drain()
        writer.write_eof()


def _pages(times: int, box: list[float]) -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    SlowLine(SLOW_PORT, PORT, SLOW_4G)
    SlowLine(SLOW_PORT + 1, PLAIN_PORT, SLOW_4G)
    print("line      page   requests  KB  first paint s  whole s  three zooms closer s  KB for it  heap MB")
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, ports in (("no limit", (PORT, PLAIN_PORT)), ("slow 4G", (SLOW_PORT, SLOW_PORT + 1))):
            ours, plain = f"http://127.0.0.1:{ports[0]}/stations/map/?open=all", f"http://127.0.0.1:{ports[1]}/"
            both = {}
            for page, url, ready in (
                ("tiles", ours, "[data-map][data-state=whole]"),
                ("plain", plain, "body[data-state=whole]"),
            ):
                seen = [_visit(browser, url, ready) for _n in range(times)]
                both[page] = figures = {key: statistics.median(one[key] for one in seen) for key in seen[0]}
                print(
                    f"{name:9} {page:6} {figures['requests']:6.0f} {figures['kb']:7.1f} {figures['paint']:8.2f} {figures['whole']:12.2f} "
                    f"{figures['closer']:10.2f} {figures['more_kb']:16.1f} {figures['heap']:10.1f}"
                )
            ratios = {
                key: both["tiles"][key] / both["plain"][key]
                for key in ("kb", "paint", "whole", "closer", "heap")
                if both["plain"][key]
            }
            print(f"{name:9} ours to plain: " + ", ".join(f"{key} {value:.2f}" for key, value in ratios.items()))
        browser.close()


def _visit(browser: Any, url: str, ready: str) -> dict[str, float]:
    """One visit with nothing cached, then three zooms closer at the same place."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(180_000)
    asked: list[Any] = []
    page.on("requestfinished", lambda request: asked.append(request))
    begun = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(ready, state="attached")
    whole, requests, weight = time.perf_counter() - begun, len(asked), _weight(asked)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0") / 1000
    heap = page.evaluate("performance.memory ? performance.memory.usedJSHeapSize : 0") / 2**20
    begun = time.perf_counter()
    page.evaluate(
        """() => new Promise((done) => { const map = window.plain || document.querySelector("[data-map]").map.map;
        map.once("idle", () => done(null)); map.jumpTo({ zoom: map.getZoom() + 3 }); })"""
    )
    closer = time.perf_counter() - begun
    figures = {
        "requests": requests, "kb": weight / 1024, "paint": paint, "whole": whole, "closer": closer,
        "more_kb": (_weight(asked) - weight) / 1024, "heap": heap,
    }  # fmt: skip
    context.close()
    return figures


def _weight(requests: list[Any]) -> float:
    """Bytes over the wire of these answers, those that the map's worker fetched among them."""
    total = 0.0
    for request in requests:
        if not request.url.startswith(("data:", "blob:")):
            size, answer = request.sizes(), request.response()
            said = (
                answer.headers.get("content-length", "0") if answer else "0"
            )  # the worker's own script is told as empty
            total += size["responseHeadersSize"] + max(size["responseBodySize"], int(said))
    return total
