"""Every page as everyone: who comes where by following links, and which pages have to be looked at in a browser."""

from __future__ import annotations

import copy
import sys
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test import client as test_client
from django.urls import reverse

from tests.adversary.walking import STARTS, Form, local, place_of
from tests.journeys.shapes import Shape, shape_of
from tests.matrix.people import WHO, Stage
from tests.matrix.row import Row, every_row

SEVERAL = {
    "cases:case": 18, "cases:my_matter": 18, "cases:transfer": 9, "cases:transfers": 4, "insight:figure": 12, "people:post": 3,
    "cases:intake_step": 12, "cases:group": 2,
}  # fmt: skip
EACH = 1
"""How many addresses of one kind everybody visits; of those named above more, for they differ by state."""
ONCE = "openapi"
"""The description of the API is long to make and the same for everybody."""
BY_SCRIPT = (ONCE, "rights:offline")
"""What a script fetches."""
TILES = ("/places/tiles/", "/places/ground/")
"""What a map fetches, as many as it is wide; `test_maps.py` looks at what lies in them."""
NOT_FOLLOWED = ("people:sign_out", ONCE)


@dataclass
class Visit:
    """One answer that is a page: whose, where, and what the browser needs to show it again."""

    who: str
    url: str
    place: str
    status: int
    template: str
    shape: Shape
    headers: dict[str, str]
    body: bytes


@dataclass
class Crawl:
    """What everybody saw. Of pages built alike, of one kind and in one shell, the first is kept."""

    stage: Stage
    wrong: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    kept: dict[tuple[str, str, frozenset[str]], Visit] = field(default_factory=dict)
    visited: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    parts: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    """What pages fetch by themselves, by address."""
    sent: set[tuple[str, ...]] = field(default_factory=set)

    def everyone(self) -> Crawl:
        """Everybody follows links; then whoever may see a page no link leads to opens it by its address."""
        got_request_exception.connect(self._remember)
        usual, test_client.store_rendered_templates = test_client.store_rendered_templates, _names_only
        for name in BY_SCRIPT:
            self.parts[reverse(name)] = _part(self._client("anonymous").get(reverse(name)))
        try:
            for who in WHO:
                self._walk(who)
            for row in every_row():
                if row.key[1] == "GET" and not row.is_operation and row.name != ONCE:
                    self._open(row)
            for visit in self.to_show():
                self._load(visit)
        finally:
            test_client.store_rendered_templates = usual
            got_request_exception.disconnect(self._remember)
        return self

    def to_show(self) -> list[Visit]:
        """The pages to be looked at: of every template and shell so many that each piece is seen that stands on any of them."""
        kinds: dict[tuple[str, str], list[Visit]] = defaultdict(list)
        for visit in self.kept.values():
            kinds[visit.template, visit.shape.shell].append(visit)
        chosen = []
        for visits in kinds.values():
            seen: set[str] = set()
            for visit in sorted(visits, key=lambda v: -len(v.shape.pieces)):
                if not visit.shape.pieces <= seen:
                    seen |= visit.shape.pieces
                    chosen.append(visit)
        return chosen

    @property
    def pages(self) -> int:
        return sum(seen.total() for seen in self.visited.values())

    # --- following links --------------------------------------------------------------------------------------------------

    def _walk(self, who: str) -> None:
        client, begin = self._client(who), self._starts(who)
        waiting, known, names, kinds = deque(begin), set(begin), Counter[str](), set()
        while waiting:
            url = waiting.popleft()
            place = place_of(url)
            name = place.partition("?")[0].partition(":kind")[0]
            if url not in begin and (names[name] >= SEVERAL.get(name, EACH) and (place in kinds or names[name] > 5)):
                continue
            names[name] += 1
            kinds.add(place)
            response, shape = self._get(client, who, url)
            onward = list(shape.links) + ([response["Location"]] if response.has_header("Location") else [])
            for form in shape.forms:
                if form.method == "get":
                    words = form.filled().items()
                    onward.append(
                        form.action.split("?")[0] + "?" + "&".join(f"{k}={v}" for k, v in words if isinstance(v, str))
                    )
                else:
                    self._send_empty(client, who, form)
            if response.status_code in (404, 405, 409, 410) and url not in begin:
                self.dead.append(f"{who} is led to {url} ({place}): {response.status_code}")
            for link in onward:
                path = local(link)
                if path and path not in known and place_of(path) not in NOT_FOLLOWED:
                    known.add(path)
                    waiting.append(path)

    def _starts(self, who: str) -> list[str]:
        """The first pages, and one file in every state for whoever has files."""
        from unionhall.cases import access
        from unionhall.cases.models import Case

        actor = self.stage.actor(who) if who != "anonymous" else None
        files = []
        if actor is not None:
            for kind, cases in (("cases:case", access.desk_cases(actor)), ("cases:my_matter", access.own_cases(actor))):
                found = (
                    Case.objects.filter(pk__in=cases.values("pk"), is_group=False)
                    .order_by("state", "pk")
                    .distinct("state")
                )
                files += [reverse(kind, args=[case.pk]) for case in found]
        return [*STARTS, *files]

    def _get(self, client: Client, who: str, url: str) -> tuple[HttpResponse, Shape]:
        self.raised: BaseException | None = None
        response = client.get(url)
        shape = self._look(who, url, place_of(url), response)
        if response.status_code >= 500:
            self.wrong.append(f"{who} GET {url}: {response.status_code} {self.raised!r:.300}")
        return response, shape

    def _send_empty(self, client: Client, who: str, form: Form) -> None:
        """What a form says when nothing was filled in is a page as well. Nothing of it stays."""
        if form.key in self.sent or not local(form.action) or place_of(form.action) in NOT_FOLLOWED:
            return
        self.sent.add(form.key)
        cookies, self.raised = copy.deepcopy(client.cookies), None
        with transaction.atomic():
            response = client.post(local(form.action), {})
            self._look(who, local(form.action), f"{place_of(form.action)} sent empty", response)
            transaction.set_rollback(True)
        client.cookies = cookies
        if response.status_code >= 500:
            self.wrong.append(f"{who} POST {form.action}: {response.status_code} {self.raised!r:.300}")

    def _look(self, who: str, url: str, place: str, response: HttpResponse) -> Shape:
        if response.streaming:
            b"".join(response)  # type: ignore[arg-type]
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith("text/html") or response.has_header("Location"):
            return Shape()
        self.visited[who][place] += 1
        shape = shape_of(url, response.content.decode())
        if not shape.shell:  # a fragment
            self.parts[url] = _part(response)
            return shape
        self.wrong += [f"{who} at {url} ({place}): {fault}" for fault in shape.faults]
        key = (place, shape.shell, shape.pieces)
        if key not in self.kept:
            headers = {k: v for k, v in response.headers.items() if k.lower() not in ("content-length", "set-cookie")}
            template = next((one.name for one in getattr(response, "templates", []) if one.name), place)
            self.kept[key] = Visit(who, url, place, response.status_code, template, shape, headers, response.content)
            self._pictures(who, url, shape)
        return shape

    def _pictures(self, who: str, url: str, shape: Shape) -> None:
        """The pictures on a page, at once: what made them may be taken back before the page is shown."""
        for path in filter(None, map(local, shape.pictures)):
            where = path.partition("?")[0]
            if where not in self.parts:
                response = self._client(who).get(path)
                body = b"".join(response) if response.streaming else response.content  # type: ignore[arg-type]
                self.parts[where] = response.status_code, response.headers["Content-Type"], body
                if response.status_code >= 400:
                    self.wrong.append(f"{who} at {url} is shown no picture at {path}: {response.status_code}")

    # --- what no link leads to --------------------------------------------------------------------------------------------

    def _open(self, row: Row) -> None:
        """A page by its address, for everyone the matrix lets in who did not come there by themselves."""
        missing = [
            who for who in WHO
            if 200 in (row.expects(who) or ()) and not any(place.partition("?")[0].startswith(row.name) for place in self.visited[who])
        ]  # fmt: skip
        if not missing:
            return
        with transaction.atomic():
            url = reverse(row.name, kwargs=dict(row.where(self.stage))) + row.query
            for who in missing:
                with transaction.atomic():
                    self._get(self._client(who), who, url)
                    transaction.set_rollback(True)
            transaction.set_rollback(True)

    def _load(self, visit: Visit) -> None:
        """What a page to be shown fetches by itself, as whoever saw it."""
        for link in visit.shape.loads:
            path = local(link)
            if path not in self.parts:
                response = self._client(visit.who).get(path, headers={"HX-Request": "true"})
                self.parts[path] = _part(response)
                if response.status_code >= 400:
                    self.wrong.append(f"{visit.who} at {visit.url} loads {path}: {response.status_code}")

    def _client(self, who: str) -> Client:
        client = self.stage.client(who)
        client.raise_request_exception = False
        return client

    def _remember(self, **_signal: Any) -> None:
        self.raised = sys.exc_info()[1]


def _names_only(store: dict[str, Any], signal: Any, sender: Any, template: Any, context: Any, **_rest: Any) -> None:
    """The test client copies the context of every template; nobody asks for it here, and it takes a tenth of the time."""
    store.setdefault("templates", []).append(template)


def _part(response: HttpResponse) -> tuple[int, str, bytes]:
    return response.status_code, response.headers["Content-Type"], response.content


def summary(crawl: Crawl) -> Iterator[str]:
    """The closing lines: how much was seen by whom."""
    places = {place for seen in crawl.visited.values() for place in seen}
    yield f"{crawl.pages} pages as {len(crawl.visited)} kinds of people, {len(places)} kinds of page, {len(crawl.kept)} shapes"
    for who, seen in crawl.visited.items():
        yield f"  {who:22} {seen.total():4} pages of {len(seen):3} kinds"
