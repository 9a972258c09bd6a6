"""Readings in words: who, from which office, why, when. For the person's page and the API alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from unionhall.core import audit
from unionhall.core.models import AuditEntry
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.people.enums import Role


def readings(entries: Iterable[AuditEntry]) -> list[dict[str, Any]]:
    """Each reading in words."""
    rows = list(entries)
    bodies = organisations.names_of(entry.organisation_id for entry in rows if entry.organisation_id)
    roles = _roles(rows)
    return [
        {
            "id": entry.pk,
            "at": entry.at,
            "name": entry.actor_name,
            "body": bodies.get(entry.organisation_id, "") if entry.organisation_id else "",
            "post": roles.get((entry.actor_id, entry.organisation_id), ""),
            "what": audit.verb_words(entry.verb),
            "record": audit.record_words(entry.subject_type),
            "why": audit.purpose_words(entry.purpose),
        }
        for entry in rows
    ]


def _roles(rows: list[AuditEntry]) -> dict[tuple[Any, Any], str]:
    by_body: dict[UUID, set[UUID]] = {}
    for entry in rows:
        if entry.actor_id and entry.organisation_id:
            by_body.setdefault(entry.organisation_id, set()).add(entry.actor_id)
    return {
        (person, body): str(Role(found[0]).label)
        for body, persons in by_body.items()
        for person, found in people.roles_at(body, persons).items()
        if found
    }
