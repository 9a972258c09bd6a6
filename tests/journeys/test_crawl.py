"""The story of somebody who clicks on everything.

1. Everyone — workers, their family, everybody at the desk, partners, the three administrators, and somebody not signed in —
   begins at the first pages and follows every link and every search form. Pages no link leads to are opened by address.
2. No page breaks, and each is sound as a whole: one heading, one main part, every name it refers to is there.
3. Every kind of page, in every shape it took for anybody, is shown in a browser as it was answered: nothing is complained
   about in the console, nothing is missing, nothing comes from elsewhere, no violation of WCAG 2.2 AA, nothing wider than
   the screen, on a phone (360) for workers, on a tablet (820) and at a desk (1366) for the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.journeys.crawl import TILES, Crawl, Visit, summary
from tests.matrix.lively import lively
from tests.matrix.people import WHO
from tests.undone import undone

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
SITE = "http://localhost"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AT_LEAST = {"anonymous": 15, "worker": 35, "other_worker": 25, "family": 25, "partner": 25, "other_partner": 20}
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")


@pytest.fixture(scope="module")
def crawl(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    """Everybody has been everywhere; the world is undone at the end."""
    with django_db_blocker.unblock(), undone():
        yield Crawl(lively(tmp_path_factory.mktemp("letters"))).everyone()


def test_no_page_breaks_for_anyone(crawl: Crawl) -> None:
    print("\n".join(summary(crawl)))
    assert crawl.wrong == [], "\n".join(dict.fromkeys(crawl.wrong))


def test_no_link_leads_whoever_sees_it_to_nothing(crawl: Crawl) -> None:
    assert crawl.dead == [], "\n".join(crawl.dead)


def test_everyone_came_far_enough_for_that_to_mean_something(crawl: Crawl) -> None:
    """Kinds of page, not pages. At the desk everybody sees at least forty."""
    least = dict.fromkeys(WHO, 40) | dict.fromkeys(ADMINISTRATORS, 20) | AT_LEAST
    few = {who: len(crawl.visited[who]) for who in WHO if len(crawl.visited[who]) < least[who]}
    assert few == {}


def test_in_a_browser_every_shape_of_every_page_is_sound(crawl: Crawl, browser: Any) -> None:
    screen = Screen(browser, crawl)
    chosen = crawl.to_show()
    for visit in chosen:
        screen.show(visit)
    screen.close()
    print(f"{len(chosen)} of {crawl.pages} pages shown, one for every shape")
    assert screen.wrong == [], "\n".join(dict.fromkeys(screen.wrong))


class Screen:
    """A browser that is given the answers as they came, with the product's own styles and scripts; nothing else exists."""

    def __init__(self, browser: Any, crawl: Crawl) -> None:
        self.crawl = crawl
        self.wrong: list[str] = []
        self.visit: Visit | None = None
        self.axe = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
        self.context = browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            service_workers="block",  # they would ask past this house of cards
        )
        self.page = self.context.new_page()
        self.page.route("**/*", self._answer)
        self.page.on("console", lambda m: self._say(m.text) if m.type == "error" and not _expected(m.text) else None)
        self.page.on("pageerror", lambda error: self._say(str(error)))

    def show(self, visit: Visit) -> None:
        """Load one page; is it whole, narrow enough and open to everybody?"""
        self.visit = visit
        shell = visit.shape.shell.split()
        widths = (820, 1366) if "desk" in shell or "board" in shell else (1366, 360) if "wide" in shell else (360,)
        self.page.set_viewport_size({"width": widths[-1], "height": 900})
        self.page.goto(SITE + visit.url, wait_until="load")
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 900})
            over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 1:
                self._say(f"{over} px too wide at {width}")
        self.page.evaluate(self.axe)
        found = self.page.evaluate(
            "async tags => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations", WCAG
        )
        for item in found:
            targets = json.dumps([node["target"] for node in item["nodes"]][:3])
            self._say(f"{item['id']}: {item['help']}: {targets}")

    def close(self) -> None:
        self.context.close()

    def _answer(self, route: Any) -> None:
        request, visit = route.request, self.visit
        parts = urlsplit(request.url)
        assert visit is not None
        if f"{parts.scheme}://{parts.netloc}" != SITE:
            self._say(f"asked for {request.url}")
            route.abort()
        elif parts.path.startswith("/static/"):
            file = finders.find(parts.path.removeprefix("/static/"))
            if not file:
                self._say(f"{parts.path} is missing")
            route.fulfill(path=str(file)) if file else route.fulfill(status=404)
        elif request.is_navigation_request():
            route.fulfill(status=visit.status, headers=visit.headers, body=visit.body)
        elif parts.path.startswith(TILES):
            route.fulfill(status=204)
        elif request.url == SITE + visit.url:  # a page that keeps itself for places without a line
            route.fulfill(status=visit.status, headers=visit.headers, body=visit.body)
        elif parts.path in self.crawl.parts:  # what a page loads by itself
            status, kind, body = self.crawl.parts[parts.path]
            route.fulfill(status=status, headers={"content-type": kind}, body=body)
        else:
            self._say(f"loads {request.url} by itself")
            route.fulfill(status=204)

    def _say(self, what: str) -> None:
        if self.visit is not None:
            self.wrong.append(f"{self.visit.who} at {self.visit.url} ({self.visit.place}): {what}")


def _expected(text: str) -> bool:
    """A refusal and a page not found are answers, which the browser also writes to its console."""
    return "Failed to load resource: the server responded with a status of 4" in text
