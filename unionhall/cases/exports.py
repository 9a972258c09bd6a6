"""What this module holds about a worker, for their own export: their matters as they may read them on their page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from .enums import Audience
from .models import Case, CaseFile, Complainant, Note, Settlement, StatusFact, Transfer


def held_about(person_id: UUID) -> list[dict[str, Any]]:
    """Each matter of a worker with its course, the words and files shared with them, and what was passed on to whom."""
    mine = Complainant.objects.filter(person=person_id).select_related("case__employer", "case__body")
    return [_matter(row) for row in mine.order_by("joined_at", "pk")]


def _matter(row: Complainant) -> dict[str, Any]:
    case: Case = row.case
    return {
        "number": case.number,
        "kind": case.kind,
        "title": case.title,
        "what_happened": case.account,
        "employer": case.employer.name if case.employer else case.employer_name,
        "handled_by": case.body.name,
        "identity_level": row.identity_level,
        "name": row.name,
        "phone": row.phone,
        "amount": _text(row.amount if row.amount is not None else case.amount),
        "received_at": _text(case.received_at),
        "state": case.state,
        "course": _rows(StatusFact.objects.filter(case=case).order_by("at", "pk"), "at", "to_state"),
        "notes_shared_with_you": _rows(
            Note.objects.filter(case=case, audience=Audience.WORKER).order_by("at", "pk"), "at", "text"
        ),
        "files_shared_with_you": _rows(
            CaseFile.objects.filter(case=case, audience=Audience.WORKER).order_by("at", "pk"), "at", "stored__name"
        ),
        "settlements": _rows(
            Settlement.objects.filter(case=case).order_by("at", "pk"), "signed_on", "manner", "terms", "amount"
        ),
        "passed_on": _rows(
            Transfer.objects.filter(case=case).order_by("offered_at", "pk"),
            "offered_at",
            "to_body__name",
            "purpose",
            "names_worker",
            "state",
        ),
    }


def _rows(found: Any, *columns: str) -> list[dict[str, Any]]:
    return [
        {column.replace("__", "_"): _text(value) for column, value in row.items()} for row in found.values(*columns)
    ]


def _text(value: Any) -> Any:
    """As JSON can hold it: days and moments as ISO 8601, sums as text."""
    if value is None or isinstance(value, bool):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
