"""The story of somebody who clicks on everything.

1. Everyone — a worker, a chair, the officers, a partner, the three administrators, and somebody not signed in — opens the
   first page and follows every link and every search form, in a real browser.
2. No page breaks, none complains in its console, none loads anything that is missing or comes from elsewhere.
3. Each kind of page is measured once in each shell: no violation of WCAG 2.2 AA, nothing wider than the screen, on a phone
   (360), a tablet (820) and at a desk (1366).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests.adversary.deep import deep
from tests.adversary.walking import STARTS, Page, local, onward, place_of, read
from tests.matrix.people import WHO, Stage, build
from unionhall.cases.states import State

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_jobs, deep]

ROOT = Path(__file__).resolve().parents[2]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WORKERS = ("anonymous", "worker", "other_worker", "family")
MOST = 60
"""Pages for each person; what lies beyond was seen by somebody before."""


@pytest.fixture
def stage() -> Stage:
    made = build()
    for state in State:
        made.world.case_in(state, "ma", employer=made.world.courier, division=made.world.harbour_place)
    return made


def test_whoever_clicks_on_everything_finds_nothing_broken(
    stage: Stage, open_page: Callable[..., Any], live_server: Any
) -> None:
    crawl, visited = Crawl(live_server.url), Counter[str]()
    for who in WHO:
        if who in ("officer_sibling", "officer_other_branch", "other_partner"):
            continue  # they see what others of their role see, with other rows
        page = open_page(account=stage.accounts.get(who), phone=who in WORKERS)
        page.set_viewport_size({"width": 360 if who in WORKERS else 1366, "height": 900})
        for place in crawl.by(who, page):
            visited[place] += 1
        page.context.close()
    print(f"{sum(visited.values())} pages, {len(visited)} kinds, {len(crawl.measured)} measured:")
    print("\n".join(f"{n:4d}  {place}" for place, n in sorted(visited.items())))
    assert crawl.wrong == [], "\n".join(dict.fromkeys(crawl.wrong))


class Crawl:
    """Follows what a page offers; `wrong` collects what nobody should have seen."""

    def __init__(self, url: str) -> None:
        self.url, self.wrong, self.measured = url, [], set()  # type: ignore[var-annotated]
        self.axe = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()

    def by(self, who: str, page: Any) -> Iterator[str]:
        """The kinds of page this person came to."""
        page.on("response", lambda response: self._heard(who, page, response))
        waiting, seen, kinds, done = list(STARTS), set(STARTS), Counter[str](), 0
        while waiting and done < MOST:
            path = waiting.pop(0)
            place = place_of(path)
            if kinds[place] >= 1 or kinds[place.partition("?")[0] + " in all"] >= 3:
                continue
            kinds[place] += 1
            kinds[place.partition("?")[0] + " in all"] += 1
            try:
                answer = page.goto(self.url + path, wait_until="load")
            except PlaywrightError as error:
                if "Download is starting" in str(error) or "ERR_ABORTED" in str(error):
                    continue
                raise
            if answer is None or not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            done += 1
            yield place
            if answer.status == 200:
                self._measure(who, page, place)
            links, forms = read(path, page.content())
            for link in onward(Page(path, answer.status, "", "", b"", links, forms)):
                there = local(link.replace(self.url, ""))
                if there and there not in seen:
                    seen.add(there)
                    waiting.append(there)

    def _heard(self, who: str, page: Any, response: Any) -> None:
        missing = response.status >= 400 and response.request.resource_type != "document"
        if response.status >= 500 or missing:
            self.wrong.append(f"{who} at {page.url}: {response.url} answered {response.status}")

    def _measure(self, who: str, page: Any, place: str) -> None:
        shell = page.evaluate("document.body.className")
        if (place.partition("?")[0], shell) in self.measured:
            return
        self.measured.add((place.partition("?")[0], shell))
        for width in (360,) if who in WORKERS else (820, 1366):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 1:
                self.wrong.append(f"{who} at {page.url}: {wide} px too wide at {width}")
        page.evaluate(self.axe)
        found = page.evaluate(
            "async tags => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations", WCAG
        )
        for item in found:
            targets = json.dumps([node["target"] for node in item["nodes"]][:3])
            self.wrong.append(f"{who} at {page.url} ({place}): {item['id']}: {item['help']}: {targets}")
