"""What does a mail say once its markup is gone? Nothing remote is fetched, nothing is run, and markup never comes back."""

import re
import unicodedata
from html.parser import HTMLParser

SILENT = frozenset(
    ["script", "style", "head", "title", "template", "noscript", "object", "iframe", "svg", "math", "select"]
)
LINES = frozenset(["p", "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre"])  # fmt: skip
ADDRESS_LENGTH = 200
HISTORY = re.compile(
    r"^\s*(?:-{2,}\s*(?:原始邮件|原邮件|转发的?邮件|回复的原邮件|Original Message|Forwarded message)\s*-{2,}"
    r"|_{10,}|On .{4,120} wrote:|.{2,80}(?:写道|写到)\s*[:：])\s*$",
    re.IGNORECASE | re.MULTILINE,
)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent: list[str] = []
        self.address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent.append(tag)
        elif tag in LINES:
            self.words.append("\n")
        elif tag in ("td", "th"):
            self.words.append(" ")
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self.address = address if address.lower().startswith(("http://", "https://")) else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent and self.silent.pop() != tag:
                pass
        elif tag in LINES:
            self.words.append("\n")
        elif tag == "a" and self.address:
            if self.address not in "".join(self.words[-3:]):
                self.words.append(f" ({self.address[:ADDRESS_LENGTH]})")
            self.address = ""

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(re.sub(r"\s+", " ", data))


def from_html(html: str) -> str:
    """The words of an HTML mail, line by line; where a link leads stands beside it, and nothing follows it."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)


def tidy(text: str) -> str:
    """Line ends and spaces as people mean them, without control characters and marks that turn the reading direction."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\u3000", " ")
    kept = "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cf", "Co", "Zl", "Zp")
    )
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", re.sub(r"[ \t]+", " ", kept))).strip()


def one_line(text: str, most: int) -> str:
    """A header as one line of sensible length: nothing in it begins a header of its own."""
    return " ".join(tidy(text).split())[:most]


def without_history(text: str) -> str:
    """An answer without the letter it answers, where a mail program put that below; the whole where nothing else is left."""
    found = HISTORY.search(text)
    lines = (text[: found.start()] if found else text).rstrip().split("\n")
    while lines and (lines[-1].lstrip().startswith(">") or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines).strip() or text
