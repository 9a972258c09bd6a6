"""What this module holds about a person, for their own export: each entry, why, and who opened it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from unionhall.core import audit

from . import queries
from .models import RegisterEntry


def held_about(person_id: UUID) -> list[dict[str, Any]]:
    """Every entry, those that ended too."""
    return [
        {
            "register": entry.register.kind.name,
            "kept_by": entry.register.body.name,
            "purpose": entry.register.kind.purpose,
            "legal_basis": entry.register.kind.legal_basis,
            "state": entry.state,
            "place": entry.place,
            "reason": entry.reason,
            "source": entry.source,
            "consent_text_version": entry.consent.text_version if entry.consent else None,
            "entered_on": entry.entered_on.isoformat(),
            "review_due_on": entry.review_due_on.isoformat(),
            "left_on": entry.left_on.isoformat() if entry.left_on else None,
            "written": [
                {"at": step.at.isoformat(), "what": step.kind, "words": step.text}
                for step in entry.steps.order_by("at", "pk")
            ],
            "opened": [
                {"at": line.at.isoformat(), "by": line.actor_name, "purpose": str(audit.purpose_words(line.purpose))}
                for line in queries.openings_of(entry)
            ],
        }
        for entry in queries.of_person(RegisterEntry.objects.filter(person=person_id))
    ]
