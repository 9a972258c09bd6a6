"""Where do mails come from? A mailbox over IMAP with TLS, or files on disk. Each is handed over alone; one bad one stops nothing."""

import imaplib
import mailbox
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import limits

TIMEOUT = 60
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Box:
    """A mailbox and how it is opened."""

    host: str
    port: int = 993
    user: str = ""
    password: str = ""
    folder: str = "INBOX"


@dataclass(frozen=True)
class Fetched:
    """One mail: where it stood, and its bytes; of a mail beyond the limit only the headers."""

    where: str
    raw: bytes
    whole: bool = True


def by_imap(
    box: Box, take: Callable[[Fetched], bool], *, connect: Callable[[Box], imaplib.IMAP4] | None = None
) -> tuple[int, int]:
    """Hand over every unseen mail; what was taken is marked as seen and stays in the mailbox. Returns (taken, failed).

    A mail that could not be handed over stays unseen and is asked for again the next time.
    """
    server = (connect or _over_tls)(box)
    taken = failed = 0
    try:
        server.login(box.user, box.password)
        _ok(server.select(_quoted(box.folder)))
        _status, found = _ok(server.uid("SEARCH", "UNSEEN"))
        for uid in (found[0] or b"").split()[:MOST_AT_ONCE]:
            if take(_fetched(server, uid.decode())):
                server.uid("STORE", uid.decode(), "+FLAGS", "(\\Seen)")
                taken += 1
            else:
                failed += 1
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()
    return taken, failed


def _over_tls(box: Box) -> imaplib.IMAP4:
    return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT)


def _fetched(server: imaplib.IMAP4, uid: str) -> Fetched:
    """The size is asked for first: a mail beyond the limit is not loaded."""
    _status, said = _ok(server.uid("FETCH", uid, "(RFC822.SIZE)"))
    size = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(part for part in said if isinstance(part, bytes)))
    whole = size is not None and int(size[1]) <= limits.MOST_BYTES
    _status, said = _ok(server.uid("FETCH", uid, "(BODY.PEEK[])" if whole else "(BODY.PEEK[HEADER])"))
    raw = next((part[1] for part in said if isinstance(part, tuple)), b"")
    return Fetched(uid, bytes(raw), whole)


def _ok(answer: tuple[str, list[Any]]) -> tuple[str, list[Any]]:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error(f"the mail server answered {answer[0]}")
    return answer


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def from_files(paths: list[Path]) -> Iterator[Fetched]:
    """The mails of .eml files, of folders of them, and of mbox files."""
    for path in paths:
        if path.is_dir():
            for inner in sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in (".eml", ".mbox")):
                yield from _from_file(inner)
        else:
            yield from _from_file(path)


def _from_file(path: Path) -> Iterator[Fetched]:
    with path.open("rb") as file:
        is_mbox = path.suffix.lower() == ".mbox" or file.read(5) == b"From "
    if not is_mbox:
        yield _bounded(str(path), path)
        return
    box = mailbox.mbox(str(path), create=False)
    try:
        for key in box.iterkeys():
            raw = box.get_bytes(key)
            whole = len(raw) <= limits.MOST_BYTES
            yield Fetched(f"{path}:{key}", raw if whole else raw[: limits.MOST_HEADER_BYTES], whole)
    finally:
        box.close()


def _bounded(where: str, path: Path) -> Fetched:
    if path.stat().st_size > limits.MOST_BYTES:
        with path.open("rb") as file:
            return Fetched(where, file.read(limits.MOST_HEADER_BYTES), whole=False)
    return Fetched(where, path.read_bytes())
