"""The way of many mails: from the mailbox or from files, one by one, with a report of what became of each."""

import imaplib
import logging
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from unionhall.core.actor import Actor

from . import actions
from .mail import fetching
from .mail.fetching import Box, Fetched

log = logging.getLogger(__name__)


class Unreachable(Exception):
    """The mail server did not answer, or does not know us."""


@dataclass
class Report:
    """What became of the mails of one run."""

    dry_run: bool = False
    read: int = 0
    here_before: int = 0
    failed: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    held_for: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        counters = {name: dict(getattr(self, name)) for name in ("outcomes", "ignored", "held_for")}
        return {
            "dry_run": self.dry_run,
            "read": self.read,
            "here_before": self.here_before,
            "failed": self.failed,
            **counters,
        }


def take(fetched: Fetched, report: Report, *, by: Actor) -> bool:
    """One mail; whether it may be marked as seen. Whatever goes wrong with it, the next one gets its turn."""
    report.read += 1
    try:
        received = actions.receive(fetched, by=by, dry_run=report.dry_run)
    except Exception:
        log.exception("a mail could not even be held; it stays where it is")
        report.failed += 1
        return False
    if received.ignored:
        report.ignored[received.ignored.value] += 1
    elif received.here_before:
        report.here_before += 1
    elif received.outcome:
        report.outcomes[received.outcome.value] += 1
        if received.held_for:
            report.held_for[received.held_for.value] += 1
    return True


def fetch(*, by: Actor, connect: Any = None) -> Report:
    """Read the mailbox of the settings. Raises `Unreachable` when the server does not answer."""
    report, box = Report(), Box(**settings.MAILBOX)
    try:
        fetching.by_imap(box, lambda mail: take(mail, report, by=by), connect=connect)
    except (imaplib.IMAP4.error, OSError) as error:
        raise Unreachable(f"{type(error).__name__}: {error}"[:300]) from error
    return report


def import_files(paths: list[Path], *, by: Actor, dry_run: bool = False) -> Report:
    """Take in the mails of files and folders."""
    report = Report(dry_run=dry_run)
    for fetched in fetching.from_files(paths):
        take(fetched, report, by=by)
    return report
