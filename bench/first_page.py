"""How heavy is the worker's first page, and when can it be used on a slow 4G line?

Chromium at 360 px, cold cache, against a running site: bytes over the wire, first paint, and when the page can be used (DOM ready,
scripts run). Two slow lines: “slow 4G” as Chromium's developer tools set it (1.6 Mbit/s down less a tenth, 562.5 ms of delay for
every request), and a village line of 400 kbit/s with 400 ms of delay.
"""

from __future__ import annotations

import argparse
import shutil
from typing import Any

SLOW_4G = {
    "offline": False,
    "latency": 150 * 3.75,
    "downloadThroughput": 1.6 * 1_000_000 / 8 * 0.9,
    "uploadThroughput": 750_000 / 8 * 0.9,
}
VILLAGE = {"offline": False, "latency": 400, "downloadThroughput": 400 * 1024 / 8, "uploadThroughput": 400 * 1024 / 8}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]


def main(arguments: list[str]) -> None:
    """Load each page once with an empty cache."""
    parser = argparse.ArgumentParser(prog="bench first_page")
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--paths", nargs="+", default=["/", "/cases/new/"])
    options = parser.parse_args(arguments)
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium, args=FLAGS)
        for path in options.paths:
            for name, line in (("slow 4G", SLOW_4G), ("village", VILLAGE), ("no limit", None)):
                figures = load(browser, options.site + path, line)
                print(
                    f"{path:14} {name:9} {figures['requests']} requests, {figures['bytes'] / 1024:6.1f} KB over the wire, "
                    f"first paint {figures['paint'] / 1000:5.2f} s, usable {figures['usable'] / 1000:5.2f} s"
                )
        browser.close()


def load(browser: Any, url: str, line: dict[str, Any] | None) -> dict[str, float]:
    """One visit with nothing cached."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if line:
        session.send("Network.emulateNetworkConditions", line)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url, wait_until="load")
    timing = page.evaluate(
        """() => { const n = performance.getEntriesByType("navigation")[0];
        const p = performance.getEntriesByType("paint").find(e => e.name === "first-contentful-paint");
        return { usable: n.domContentLoadedEventEnd, paint: p ? p.startTime : 0 }; }"""
    )
    context.close()
    return {"requests": len(sizes), "bytes": sum(sizes), **timing}
