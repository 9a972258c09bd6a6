"""What does a mail say, who says it, and did a human being write it?

The raw bytes come from anybody. Everything is bounded before it is looked at; what does not fit raises `Refused` with the code of
a `HeldReason`, and the mail is kept whole for an officer. Headers are read for what they are: claims of whoever wrote them.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime

from unionhall.core.verdict import Refused

from ..enums import HeldReason, Ignored
from . import limits
from .charsets import text_of
from .plaintext import from_html, one_line, tidy

ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9-]{1,63})+"
)
MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")
PARTED = re.compile(rb"^content-type:[ \t\r\n]*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
LOOP_HEADER = "X-Loop"
BULK = ("bulk", "list", "junk", "auto_reply", "auto-reply")


@dataclass(frozen=True)
class Enclosed:
    """An attachment as it came: a name somebody gave it, and bytes nobody has looked into."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """A letter that came by e-mail."""

    message_id: str
    sender: str
    sender_name: str
    subject: str
    text: str
    written_at: datetime | None
    references: list[str] = field(default_factory=list)
    files: list[Enclosed] = field(default_factory=list)


def held(reason: HeldReason) -> Refused:
    """The refusal that says why a mail is held."""
    return Refused(str(reason.label), "", reason.value)


def headers_of(raw: bytes) -> Message:
    """The headers alone, which is enough to know a mail again and to see that no human being wrote it."""
    head = re.split(rb"\r?\n\r?\n", raw[: limits.MOST_HEADER_BYTES], maxsplit=1)[0]
    return BytesHeaderParser(policy=compat32).parsebytes(head + b"\r\n\r\n")


def message_id_of(raw: bytes, headers: Message) -> str:
    """The Message-ID, or for a mail without a usable one a mark of its bytes."""
    found = MESSAGE_ID.search(_plain(headers, "Message-ID"))
    return found[0] if found else mark_of(raw)


def mark_of(raw: bytes) -> str:
    """By what a mail without a usable Message-ID is known again."""
    return f"<sha256.{hashlib.sha256(raw).hexdigest()}>"


def nobody_wrote(headers: Message, *, own: str, loop: str) -> Ignored | None:
    """Whether this is an automatic answer, a bounce, a list's mail or our own. Answering such mail makes loops."""
    sender = sender_of(headers)[0]
    if _plain(headers, LOOP_HEADER).strip() == loop or (own and sender == own.lower()):
        return Ignored.OWN
    kind = _plain(headers, "Content-Type").lower()
    returned = _plain(headers, "Return-Path").strip()
    if returned == "<>" or "multipart/report" in kind or sender.partition("@")[0] in ("mailer-daemon", "postmaster"):
        return Ignored.BOUNCE
    if (
        headers.get("List-Id")
        or headers.get("List-Unsubscribe")
        or _plain(headers, "Precedence").strip().lower() in BULK
    ):
        return Ignored.LIST
    automatic = _plain(headers, "Auto-Submitted").strip().lower()
    if (automatic and automatic != "no") or headers.get("X-Auto-Response-Suppress") or headers.get("X-Autoreply"):
        return Ignored.AUTOMATIC
    return None


def read(raw: bytes) -> Mail:
    """The letter in these bytes. Raises `Refused` with a `HeldReason` where an officer has to look."""
    _bounded(raw)
    try:
        message = BytesParser(policy=compat32).parsebytes(raw)
        return _read(raw, message)
    except Refused:
        raise
    except Exception as error:  # whatever a forged mail makes the standard library raise, one mail stops nothing
        raise held(HeldReason.UNREADABLE) from error


def _bounded(raw: bytes) -> None:
    if len(raw) > limits.MOST_BYTES:
        raise held(HeldReason.TOO_LARGE)
    end = re.search(rb"\r?\n\r?\n", raw)
    if (end.start() if end else len(raw)) > limits.MOST_HEADER_BYTES:
        raise held(HeldReason.HEADERS)
    # Counted before anything is parsed: the parser itself would take hours over a thousand nested parts.
    if len(PARTED.findall(raw)) > limits.MOST_DEPTH * 4 or raw.count(b"\n--") > limits.MOST_BOUNDARIES:
        raise held(HeldReason.TOO_MANY_PARTS)


def _read(raw: bytes, message: Message) -> Mail:
    sender, name = sender_of(message)
    if not sender:
        raise held(HeldReason.NO_SENDER)
    texts: list[str] = []
    files: list[Enclosed] = []
    for part in _parts(message):
        if _is_file(part):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                files.append(Enclosed(_file_name(part), content))
        else:
            texts.append(_text(part))
    if len(files) > limits.MOST_FILES:
        raise held(HeldReason.TOO_MANY_FILES)
    subject = one_line(_decoded(message, "Subject"), 200)
    text = tidy("\n\n".join(filter(None, texts)))
    if not text and not subject and not files:
        raise held(HeldReason.EMPTY)
    return Mail(
        message_id=message_id_of(raw, message),
        sender=sender,
        sender_name=name,
        subject=subject,
        text=text,
        written_at=_moment(message),
        references=_references(message),
        files=files,
    )


def _parts(message: Message) -> Iterator[Message]:
    """The leaves, each alternative once: the plain words where there are some. Walked without recursion, counted, bounded."""
    waiting, seen = [(message, 0)], 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > limits.MOST_PARTS or depth > limits.MOST_DEPTH:
            raise held(HeldReason.TOO_MANY_PARTS)
        if not part.is_multipart():
            yield part
            continue
        inner = [piece for piece in part.get_payload() if isinstance(piece, Message)]
        if part.get_content_type() == "multipart/alternative":
            inner = [_best(inner)] if inner else []
        waiting += [(piece, depth + 1) for piece in reversed(inner)]


def _best(alternatives: list[Message]) -> Message:
    for piece in alternatives:
        if piece.get_content_type() == "text/plain" and str(piece.get_payload() or "").strip():
            return piece
    return alternatives[-1]


def _is_file(part: Message) -> bool:
    if part.get_content_type() in ("text/plain", "text/html"):
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    return True


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    text = text_of(content, str(part.get_param("charset") or ""))
    if part.get_content_type() == "text/html":
        if len(text) > limits.MOST_HTML:
            raise held(HeldReason.TOO_LARGE)
        return from_html(text)
    return text


def _file_name(part: Message) -> str:
    """The name as whoever sent it wrote it; `core.files` cleans it and compares it with the content."""
    name = part.get_filename() or ""
    ending = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf", "text/plain": ".txt"}
    return one_line(_words(name), 200) or "attachment" + ending.get(part.get_content_type(), "")


def sender_of(headers: Message) -> tuple[str, str]:
    """(address, name) of the one who says to have written it; an address that cannot be one is none."""
    # Taken apart before it is decoded: an encoded word may hold anything, and is never part of an address.
    for name, address in getaddresses([" ".join(_plain(headers, "From").split())[:2_000]])[:1]:
        if ADDRESS.fullmatch(address):
            return address.lower(), one_line(_words(name), 60).strip("\"' ")
    return "", ""


def _references(message: Message) -> list[str]:
    """The mails this one says to answer, the nearest first."""
    found = MESSAGE_ID.findall(_plain(message, "In-Reply-To"))
    found += reversed(MESSAGE_ID.findall(_plain(message, "References")))
    return list(dict.fromkeys(found))[: limits.MOST_REFERENCES]


def _moment(message: Message) -> datetime | None:
    try:
        written = parsedate_to_datetime(_plain(message, "Date"))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return written if written.tzinfo else None


def _plain(message: Message, name: str) -> str:
    """The header as it stands, eight-bit bytes as surrogates; `get` would have replaced them."""
    values = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    return next(values, "")[:20_000]


def _decoded(message: Message, name: str) -> str:
    return _words(_plain(message, name))


def _words(value: str) -> str:
    """A header's words, whatever encodings it is patched together from."""
    if "=?" not in value:
        return _raw_words(value)
    try:
        pieces = decode_header(value[:20_000])
    except (HeaderParseError, ValueError, TypeError):
        return _raw_words(value)
    words = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            words.append(_raw_words(piece))
            continue
        try:
            words.append(text_of(piece, charset or ""))
        except Refused:
            words.append(piece.decode("ascii", "replace"))
    return "".join(words)


def _raw_words(value: str) -> str:
    """Eight-bit bytes in a header, which is not allowed and common, come as surrogates: read as the text they were."""
    if not any("\udc80" <= char <= "\udcff" for char in value):
        return value
    return text_of(value.encode("ascii", "surrogateescape"), "")
