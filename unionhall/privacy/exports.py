"""What this module holds about a person, for their own export: objections with their answers, and wishes to be erased."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from .models import Erasure, Objection


def held_about(person_id: UUID) -> dict[str, Any]:
    """Objections and wishes to be erased, the oldest first."""
    return {
        "objections": [
            {
                "made_at": row.made_at.isoformat(),
                "text": row.text,
                "answer_by": row.due_on.isoformat(),
                "state": row.state,
                "answer": row.answer,
                "answered_at": row.answered_at.isoformat() if row.answered_at else None,
            }
            for row in Objection.objects.filter(person=person_id).order_by("made_at", "pk")
        ],
        "erasures": [
            {"asked_at": row.asked_at.isoformat(), "state": row.state}
            for row in Erasure.objects.filter(person=person_id).order_by("asked_at", "pk")
        ],
    }
