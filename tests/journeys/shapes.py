"""Of what pieces is a page built, and is it sound as a whole?

Two pages of the same kind are built alike when every element stands in the same sort of element on both, however many rows
there are. A page that has a piece none of its kind had before is another page, and is looked at by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from tests.adversary.walking import Form, Reader

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SLUG = re.compile(r"[a-z][a-z_-]{0,20}")
NAMES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "form", "list")


@dataclass
class Shape:
    """A page without its words: its shell, its pieces, where it leads, and what is wrong with it as a whole."""

    shell: str = ""
    pieces: frozenset[str] = frozenset()
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    """What it fetches by itself once it stands."""
    pictures: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def shape_of(url: str, html: str) -> Shape:
    """Read a page once."""
    reader = _Reader(url)
    reader.feed(html)
    reader.close()
    return Shape(
        reader.shell,
        frozenset(reader.pieces),
        reader.links,
        reader.loads,
        reader.pictures,
        reader.forms,
        list(reader.faults()),
    )


class _Reader(Reader):
    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.shell = self.language = self.title = ""
        self.stack: list[tuple[str, str]] = []
        self.pieces: set[str] = set()
        self.ids: Counter[str] = Counter()
        self.named: list[tuple[str, str]] = []
        self.loads: list[str] = []
        self.pictures: list[str] = []
        self.headings: list[int] = []
        self.counted: Counter[str] = Counter()
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        said = {name: value or "" for name, value in attrs}
        if any(name == "svg" for name, _label in self.stack):
            if tag not in VOID:
                self.stack.append((tag, tag))
            return
        label = _label(tag, said)
        self.pieces.add(f"{self.stack[-1][1] if self.stack else ''} > {label}")
        if tag not in VOID:
            self.stack.append((tag, label))
        self._note(tag, said)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        names = [name for name, _label in self.stack]
        if tag in names:
            del self.stack[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if self.stack and self.stack[-1][0] == "title":
            self.title += data.strip()

    def _note(self, tag: str, said: dict[str, str]) -> None:
        self.counted[tag] += 1
        if tag == "body":
            self.shell = said.get("class", "")
        elif tag == "html":
            self.language = said.get("lang", "")
        elif re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if said.get("hx-trigger") == "load":
            self.loads.append(said["hx-get"])
        if tag == "img" and said.get("src", "").startswith("/") and not said["src"].startswith("/static/"):
            self.pictures.append(said["src"])
        if said.get("id"):
            self.ids[said["id"]] += 1
        if said.get("type") != "hidden":
            self.named += [(name, one) for name in NAMES for one in said.get(name, "").split()]
        if tag == "a" and said.get("href", "").startswith("#") and len(said["href"]) > 1:
            self.named.append(("href", said["href"][1:]))
        if "style" in said or any(name.startswith("on") for name in said) or (tag == "script" and "src" not in said):
            self.inline.append(tag)

    def faults(self) -> list[str]:
        """What no look at one piece would show."""
        found = [f"the id {name} stands {n} times" for name, n in self.ids.items() if n > 1]
        found += [f"{name} names {one}, which is not there" for name, one in self.named if not self.ids[one]]
        found += [f"{n} <{tag}>" for tag in ("h1", "main", "title") if (n := self.counted[tag]) != 1]
        found += [
            f"h{a} is followed by h{b}" for a, b in zip(self.headings, self.headings[1:], strict=False) if b > a + 1
        ]
        found += [f"the policy refuses what stands in <{tag}>" for tag in self.inline]
        found += [] if self.language else ["no language"]
        found += [] if self.title else ["no title"]
        return found


def _label(tag: str, said: dict[str, str]) -> str:
    """An element without its words: its classes, and the attributes a style sheet or a screen reader looks at."""
    classes = ".".join(sorted(said.get("class", "").split()))
    marks = []
    for name, value in sorted(said.items()):
        if name in ("role", "type", "scope", "aria-current", "aria-invalid", "aria-sort") or (
            name.startswith("data-") and SLUG.fullmatch(value)
        ):
            marks.append(f"{name}={value}")
        elif name.startswith("aria-") or name in ("disabled", "required", "open", "hidden", "readonly", "checked"):
            marks.append(name)
    return f"{tag}.{classes}[{','.join(marks)}]"
