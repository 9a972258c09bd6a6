"""What this module holds about a person, for their own export: the papers that were handed to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from .models import Paper


def held_about(person_id: UUID) -> list[dict[str, Any]]:
    """Each paper on the person's own page; its file goes with those of the case."""
    found = Paper.objects.filter(complainant__person=person_id, handed_at__isnull=False)
    return [
        {
            "case": row.case.number,
            "kind": row.kind,
            "number": row.number,
            "handed_at": row.handed_at.isoformat() if row.handed_at else None,
        }
        for row in found.select_related("case").order_by("drafted_at", "pk")
    ]
