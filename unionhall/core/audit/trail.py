"""Writing lines of the trail, and reading those about one record."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models, transaction

from ..actor import Actor
from ..clock import now
from ..ids import new_id
from ..models import AuditEntry
from .chain import ENTRY_COLUMNS, Row, copy_in, link_at_commit
from .contents import clean, plain, refuse_personal_data


@dataclass(frozen=True)
class Entry:
    """One line to be recorded by `record_many`."""

    verb: str
    subject: models.Model | None
    by: Actor
    purpose: str = ""
    organisation_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)


def record(
    verb: str,
    subject: models.Model | None,
    *,
    by: Actor,
    purpose: str = "",
    organisation_id: UUID | None = None,
    **details: Any,
) -> AuditEntry:
    """Write one line, in the caller's transaction. Details name records by key and never carry personal data."""
    row = _row(Entry(verb, subject, by, purpose, organisation_id, details))
    entry = AuditEntry(**dict(zip(ENTRY_COLUMNS, row, strict=True)))
    with transaction.atomic():
        entry.save()
        link_at_commit([row])
    return entry


def record_read(subject: models.Model, *, by: Actor, purpose: str) -> AuditEntry:
    """Note that somebody opened a sensitive record, and why. The person it is about can see this."""
    if not purpose:
        raise ValueError("A reading of a sensitive record is recorded with its purpose.")
    return record(f"{subject._meta.model_name}.read", subject, by=by, purpose=purpose)


def record_many(entries: Iterable[Entry]) -> int:
    """Write many lines at once, in their order. Returns how many."""
    rows = [_row(entry) for entry in entries]
    if not rows:
        return 0
    with transaction.atomic():
        copy_in(AuditEntry, ENTRY_COLUMNS, ((*row[:-1], json.dumps(row[-1], ensure_ascii=False)) for row in rows))
        link_at_commit(rows)
    return len(rows)


def _row(entry: Entry) -> Row:
    """The entry as its columns, in their order, exactly as the database will give them back."""
    refuse_personal_data(entry.details)
    by, details = entry.by, plain(entry.details)
    if by.link:
        details["link"] = clean(by.link)
    organisation_id = entry.organisation_id
    if organisation_id is None and by.posts:
        organisations = by.organisation_ids()
        organisation_id = next(iter(organisations)) if len(organisations) == 1 else None
    subject_type, subject_id = subject_key(entry.subject)
    return (
        new_id(),
        now(),
        by.person_id,
        _name(by),
        by.via,
        organisation_id,
        entry.verb,
        subject_type,
        subject_id,
        clean(str(entry.purpose))[:500],
        details,
    )


def _name(by: Actor) -> str:
    """Whoever acts in office is named, and the software; a worker is a key, so that they can be forgotten."""
    return clean(by.name)[:120] if by.posts or by.person_id is None else ""


def subject_key(subject: models.Model | None) -> tuple[str, str]:
    """How the trail names a record: “cases.Case” and its key."""
    return ("", "") if subject is None else (subject._meta.label, str(subject.pk))


def entries_about(subject: models.Model) -> models.QuerySet[AuditEntry]:
    """Every line about one record, newest first."""
    subject_type, subject_id = subject_key(subject)
    return AuditEntry.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("-id")
