"""Reads about lists of names: what became of them, what waits, whether the trail proves the rows."""

# ruff: noqa: S608 - the only name put into SQL is that of our own table

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from unionhall.core import audit
from unionhall.core.sealed import mask_identity, mask_name, mask_phone
from unionhall.organisations import api as organisations

from .enums import Decision, Outcome
from .models import RosterImport, RosterMerge, RosterRow

SHOWN = (Outcome.NEW, Outcome.UPDATED, Outcome.MOVED, Outcome.UNCHANGED, Outcome.REJECTED, Outcome.REVIEW)


PROOF = f"""SELECT count(*), encode(sha256(COALESCE(string_agg(convert_to(concat_ws('|', number, outcome, code, COALESCE(person_id::text, '-'),
  COALESCE(membership_id::text, '-'), COALESCE(organisation_id::text, '-'), encode(mac, 'hex')), 'UTF8'), '\\x0a'::bytea ORDER BY number), ''::bytea)), 'hex')
  FROM {RosterRow._meta.db_table} WHERE source_id = %s AND number BETWEEN %s AND %s"""
"""How many rows a part has, and one digest over all of them: what the audit chain holds of each part."""


def proof(import_id: UUID, first: int, last: int) -> tuple[int, str]:
    """How many rows of a list lie in this span, and one digest over them all."""
    with connection.cursor() as cursor:
        cursor.execute(PROOF, [import_id, first, last])
        rows, digest = cursor.fetchone()
    return int(rows), str(digest)


def unproven(roster: RosterImport) -> list[int]:
    """The parts whose rows are not those the audit chain holds a digest of. None when all is as it was written."""
    lines = (
        audit.entries_about(roster)
        .filter(verb="roster_import.part_written")
        .order_by("id")
        .values_list("details", flat=True)
    )
    bad, seen = [], 0
    for said in lines:
        rows, digest = proof(roster.pk, said["first"], said["last"])
        seen += rows
        if (rows, digest) != (said["rows"], said["digest"]):
            bad.append(said["part"])
    if seen != RosterRow.objects.filter(source=roster).count():
        bad.append(0)
    return bad


def shown_counts(counts: dict[str, int]) -> dict[str, int]:
    """Counts as the body of a list reads them: whoever another body holds counts as new, and nothing tells them apart."""
    merged = {outcome.value: counts.get(outcome, 0) for outcome in SHOWN}
    merged[Outcome.NEW.value] += counts.get(Outcome.ABOVE, 0)
    return merged


def rejected_rows(roster: RosterImport) -> QuerySet[RosterRow]:
    return RosterRow.objects.filter(source=roster, outcome=Outcome.REJECTED).order_by("number")


def waiting(rows: QuerySet[RosterRow]) -> QuerySet[RosterRow]:
    return rows.filter(decision=Decision.WAITING)


def said_by(row: RosterRow) -> dict[str, Any]:
    """What a row that is looked at says."""
    return dict(json.loads(row.cells or "{}"))


def masked(said: dict[str, Any]) -> dict[str, str]:
    """The same for a list on a screen."""
    return {
        "name": mask_name(said.get("name") or ""),
        "identity": mask_identity(said.get("identity") or ""),
        "phone": mask_phone(said.get("phone") or ""),
        "birth": str(said.get("birth_on") or "")[:4],
    }


def merges_of(row: RosterRow) -> QuerySet[RosterMerge]:
    return RosterMerge.objects.filter(row=row).order_by("-at", "-pk")


def live_merge(row: RosterRow) -> RosterMerge | None:
    return merges_of(row).filter(undone_at__isnull=True).first()


def rows_about(person_id: UUID) -> QuerySet[RosterRow]:
    return RosterRow.objects.filter(person=person_id).select_related("source__organisation").order_by("-id")


def body_name(organisation_id: UUID | None) -> str:
    return organisations.names_of([organisation_id]).get(organisation_id, "") if organisation_id else ""
