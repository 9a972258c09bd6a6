"""What this module holds about a person, for their own export: the lists their name stood in, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from . import queries


def held_about(person_id: UUID) -> list[dict[str, Any]]:
    """Every list a person's row stood in."""
    return [
        {
            "list_of": row.source.organisation.name,
            "brought_at": row.source.brought_at.isoformat(),
            "row": row.number,
            "outcome": str(row.get_outcome_display()),
            "decision": str(row.get_decision_display()) if row.review_at_id else "",
        }
        for row in queries.rows_about(person_id)
    ]
