"""What this module holds about a person, for their own export: their turns on reception days."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from .models import Appointment


def held_about(person_id: UUID) -> list[dict[str, Any]]:
    """Every turn of a person: when, where, what it was about, what was noted, and whether they came."""
    found = Appointment.objects.filter(person=person_id).select_related("day").order_by("at", "pk")
    return [
        {
            "at": row.at.isoformat(),
            "place": row.day.place,
            "about": row.about,
            "state": row.state,
            "what_was_said": row.note,
        }
        for row in found
    ]
