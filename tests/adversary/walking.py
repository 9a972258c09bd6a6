"""How does an adversary see the product? As pages with links and forms, found by following them from the first page.

Nothing here knows an address: what the pages offer is walked, so that a new page is attacked on the day it appears.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

STARTS = ("/", "/me/", "/messages/", "/cases/", "/cases/mine/", "/cases/new/", "/offices/", "/privacy/", "/audit/")


@dataclass
class Field:
    """One control of a form."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    required: bool = False
    checked: bool = False


@dataclass
class Form:
    """One form as it stands on a page."""

    page: str
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two forms the same: where they lead and what they ask."""
        return (place_of(self.action), *sorted({f.name for f in self.fields}))

    def filled(self) -> dict[str, Any]:
        """A plausible answer to every field."""
        data: dict[str, Any] = {}
        for one in self.fields:
            if not one.name or one.kind in ("file", "button", "reset"):
                continue
            if one.kind in ("checkbox", "radio"):
                if one.checked or one.name not in data:
                    data[one.name] = one.value
            elif one.kind == "submit":
                data.setdefault(one.name, one.value)
            else:
                data[one.name] = one.value or _plausible(one)
        return data

    def named(self, *kinds: str) -> list[str]:
        return sorted({f.name for f in self.fields if f.name and f.kind in kinds})

    @property
    def wordy(self) -> list[str]:
        return self.named("text", "textarea", "search", "password", "tel", "email", "url")

    @property
    def files(self) -> list[str]:
        return self.named("file")


def _plausible(one: Field) -> str:
    if one.options:
        return one.options[-1]
    if one.kind in ("date", "datetime-local"):
        return "2026-06-01" if one.kind == "date" else "2026-06-01T09:30"
    if one.kind in ("number", "tel"):
        return "13900000077" if one.kind == "tel" else "3"
    if re.search(r"amount|sum|money", one.name):
        return "800"
    if re.search(r"_on$|date|since|until|_at$|day", one.name):
        return "2026-06-01"
    return "" if one.kind == "hidden" else "写清楚了"


class Reader(HTMLParser):
    """Reads the links and forms of a page."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.url, self.links, self.forms = url, [], []  # type: ignore[var-annotated]
        self.form: Form | None = None
        self.select: Field | None = None
        self.area: Field | None = None
        self.by_id: dict[str, Form] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {key: value or "" for key, value in attrs}
        if tag == "a" and a.get("href"):
            self.links.append(urljoin(self.url, a["href"]))
        elif tag == "form":
            self.form = Form(self.url, urljoin(self.url, a.get("action") or self.url), a.get("method", "get").lower())
            self.forms.append(self.form)
            if a.get("id"):
                self.by_id[a["id"]] = self.form
        elif tag in ("input", "button", "select", "textarea"):
            self._control(tag, a)
        elif tag == "option" and self.select is not None:
            value = a.get("value", "")
            if "disabled" not in a and value:
                self.select.options.append(value)
            if "selected" in a:
                self.select.value = value
        if tag in ("div", "button", "a", "form") and a.get("hx-get"):
            self.links.append(urljoin(self.url, a["hx-get"]))

    def _control(self, tag: str, a: dict[str, str]) -> None:
        form = self.by_id.get(a["form"]) if a.get("form") else self.form
        if form is None or "disabled" in a:
            return
        kind = a.get("type", "text" if tag == "input" else "submit" if tag == "button" else tag)
        one = Field(a.get("name", ""), kind if tag in ("input", "button") else tag, a.get("value", ""))
        one.required, one.checked = "required" in a, "checked" in a
        form.fields.append(one)
        if tag == "select":
            self.select = one
        elif tag == "textarea":
            self.area = one

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.value += data.lstrip("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


@dataclass
class Page:
    """One answer to a GET."""

    url: str
    status: int
    text: str
    content_type: str
    body: bytes = b""
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)


def read(url: str, html: str) -> tuple[list[str], list[Form]]:
    """The links and forms of a page."""
    reader = Reader(url)
    reader.feed(html)
    return reader.links, reader.forms


def place_of(url: str) -> str:
    """The pattern behind an address, and which filters it carries: what counts as “the same page”."""
    parts = urlsplit(url)
    try:
        found = resolve(parts.path)
        name = found.view_name or found.route
        if "kind" in found.kwargs or "step" in found.kwargs:
            name += ":" + str(found.kwargs.get("kind") or found.kwargs.get("step"))
    except Resolver404:
        name = parts.path
    return name + ("?" + ",".join(sorted({key for key, _v in parse_qsl(parts.query)})) if parts.query else "")


def walk(client: Client, starts: Iterable[str] = STARTS, *, each: int = 2, most: int = 200) -> Iterator[Page]:
    """Breadth first through everything the pages link to or ask for by GET.

    Every start is visited; beyond them at most *each* addresses of one pattern with the same filters, and of one pattern twice as many in all.
    """
    starts = list(starts)
    waiting, seen, patterns = deque(starts), set(starts), Counter[str]()
    visited = 0
    while waiting and visited < most:
        url = waiting.popleft()
        place = place_of(url)
        name = place.partition("?")[0]
        if url not in starts and (patterns[place] >= each or patterns[f"{name} in all"] >= 2 * each):
            continue
        patterns[place] += 1
        patterns[f"{name} in all"] += 1
        page = get(client, url)
        visited += 1
        yield page
        for link in onward(page):
            path = local(link)
            if path and path not in seen:
                seen.add(path)
                waiting.append(path)


def get(client: Client, url: str) -> Page:
    """Fetch one page and read it."""
    response = client.get(url)
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    kind = response.headers.get("Content-Type", "")
    page = Page(url, response.status_code, "", kind, body)
    if kind.startswith(("text/", "application/json", "application/problem")):
        page.text = body.decode()
    if kind.startswith("text/html"):
        page.links, page.forms = read(url, page.text)
    if response.headers.get("Location"):
        page.links.append(urljoin(url, response.headers["Location"]))
    return page


def onward(page: Page) -> Iterator[str]:
    """Where a page leads: its links, and its search forms with a plausible answer."""
    yield from page.links
    for form in page.forms:
        if form.method == "get":
            query = "&".join(f"{key}={value}" for key, value in form.filled().items() if isinstance(value, str))
            yield form.action.split("?")[0] + "?" + query


def local(link: str) -> str:
    """The path of a link inside the product; nothing for any other."""
    parts = urlsplit(urldefrag(link)[0])
    if parts.scheme not in ("", "http") or parts.netloc not in ("", "testserver"):
        return ""
    if parts.path.startswith(("/static/", "/sign-out", "/media/")):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
