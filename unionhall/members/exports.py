"""What this module holds about a person, for their own export: applications, and proposals to remove them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from .models import Application, Removal


def held_about(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Each wish to join or move with its answer; each removal with its reason and what the person said."""
    applications = Application.objects.filter(person=person_id).select_related("organisation", "origin")
    removals = Removal.objects.filter(membership__person=person_id)
    return {
        "applications": [
            {
                "union": row.organisation.name,
                "from_union": row.origin.name if row.origin else None,
                "employer": row.employer_name,
                "state": row.state,
                "why": row.why,
                "applied_at": row.applied_at.isoformat(),
            }
            for row in applications.order_by("applied_at", "pk")
        ],
        "removals": [
            {"reason": row.reason, "state": row.state, "heard_until": row.heard_until.isoformat(), "words": row.words}
            for row in removals.order_by("proposed_at", "pk")
        ],
    }
