"""Is the mailbox read as its server speaks: over a socket, size first, seen only what was taken?"""

import imaplib
import re
import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from unionhall.cases.models import Case
from unionhall.cases.tests.world import World, build
from unionhall.core.actor import SYSTEM
from unionhall.letterbox import gathering, tasks
from unionhall.letterbox.commands import mail as command
from unionhall.letterbox.mail import fetching, limits
from unionhall.letterbox.models import HeldMail, IncomingMail

from .letters import flat, mail

pytestmark = pytest.mark.django_db


class Mailbox(socketserver.StreamRequestHandler):
    """As much of IMAP4rev1 as a mailbox needs that is only read."""

    mails: dict[int, bytes]
    seen: set[int]
    asked: list[str]

    def handle(self) -> None:
        self.say("* OK ready")
        while line := self.rfile.readline():
            tag, _space, rest = line.decode().strip().partition(" ")
            self.asked.append(rest)
            verb = rest.upper()
            if verb.startswith("CAPABILITY"):
                self.say("* CAPABILITY IMAP4rev1")
            elif verb.startswith("LOGIN") and "wrong" in rest:
                self.say(f"{tag} NO not you")
                continue
            elif verb.startswith("SELECT"):
                self.say(f"* {len(self.mails)} EXISTS")
            elif verb.startswith("UID SEARCH"):
                unseen = " ".join(str(uid) for uid in sorted(self.mails) if uid not in self.seen)
                self.say(f"* SEARCH {unseen}".rstrip())
            elif verb.startswith("UID FETCH"):
                self.fetch(rest)
            elif verb.startswith("UID STORE"):
                self.seen.add(int(rest.split()[2]))
            elif verb.startswith("LOGOUT"):
                self.say("* BYE")
                self.say(f"{tag} OK bye")
                return
            self.say(f"{tag} OK done")

    def fetch(self, rest: str) -> None:
        uid = int(rest.split()[2])
        raw = self.mails[uid]
        if "RFC822.SIZE" in rest:
            self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {max(len(raw), self.pretend.get(uid, 0))})")
            return
        part = re.search(r"BODY\.PEEK(\[\w*\])", rest)
        assert part
        if part[1] == "[HEADER]":
            raw = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        self.wfile.write(f"* 1 FETCH (UID {uid} BODY{part[1]} {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")

    pretend: dict[int, int] = {}

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def box(settings: Any) -> Iterator[type[Mailbox]]:
    kind = type("Box", (Mailbox,), {"mails": {}, "seen": set(), "asked": [], "pretend": {}})
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), kind)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.MAILBOX = {
        "host": "127.0.0.1", "port": server.server_address[1], "user": "u", "password": "p", "folder": "INBOX",
    }  # fmt: skip
    settings.MAILBOX_ADDRESS, settings.MAILBOX_DAILY = "zhuxi@union.example", 20
    yield kind
    server.shutdown()
    server.server_close()


def plain(where: fetching.Box) -> imaplib.IMAP4:
    """Without TLS, for the test's own server alone."""
    return imaplib.IMAP4(where.host, where.port, timeout=20)


@pytest.fixture
def world() -> World:
    return build()


def test_unseen_mail_is_taken_and_marked_and_not_taken_again(world: World, box: type[Mailbox]) -> None:
    box.mails |= {1: mail(), 2: mail("班车停了", message_id="<2@example.com>"), 3: flat(900)}
    box.seen.add(2)
    report = gathering.fetch(by=SYSTEM, connect=plain)
    assert dict(report.outcomes) == {"case": 1, "held": 1}
    assert box.seen == {1, 2, 3}
    assert gathering.fetch(by=SYSTEM, connect=plain).read == 0
    assert Case.objects.count() == 1


def test_a_mail_beyond_the_limit_is_not_loaded_and_held_by_its_headers(world: World, box: type[Mailbox]) -> None:
    box.mails[1], box.pretend[1] = mail(), limits.MOST_BYTES + 1
    gathering.fetch(by=SYSTEM, connect=plain)
    assert not any("BODY.PEEK[]" in line for line in box.asked)
    held = HeldMail.objects.get()
    assert (held.whole, held.reason) == (False, "too_large")


def test_what_not_even_could_be_held_stays_unseen_for_the_next_time(
    world: World, box: type[Mailbox], monkeypatch: Any
) -> None:
    box.mails |= {1: mail(), 2: mail(message_id="<2@example.com>")}
    receive = gathering.actions.receive

    def first_fails(fetched: Any, **rest: Any) -> Any:
        if fetched.where == "1":
            raise RuntimeError("the database is away")
        return receive(fetched, **rest)

    monkeypatch.setattr(gathering.actions, "receive", first_fails)
    report = gathering.fetch(by=SYSTEM, connect=plain)
    assert (report.failed, box.seen) == (1, {2})
    monkeypatch.undo()
    gathering.fetch(by=SYSTEM, connect=plain)
    assert box.seen == {1, 2}
    assert IncomingMail.objects.count() == 2


def test_a_wrong_password_is_said_and_stops_nothing_else(world: World, box: type[Mailbox], settings: Any) -> None:
    settings.MAILBOX = {**settings.MAILBOX, "password": "wrong"}
    with pytest.raises(gathering.Unreachable):
        gathering.fetch(by=SYSTEM, connect=plain)


def test_a_server_without_tls_is_not_spoken_to(world: World, box: type[Mailbox]) -> None:
    with pytest.raises(gathering.Unreachable):
        gathering.fetch(by=SYSTEM)
    tasks.fetch_mail(0)
    assert not any(line.upper().startswith("LOGIN") for line in box.asked)


def test_without_a_mailbox_nothing_is_fetched(settings: Any) -> None:
    settings.MAILBOX = {**settings.MAILBOX, "host": ""}
    tasks.fetch_mail(0)
    done = CliRunner().invoke(command, ["fetch"])
    assert done.exit_code == 1
