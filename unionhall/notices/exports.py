"""What this module holds about a person, for their own export: the messages written to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from .models import Message


def held_about(person_id: UUID) -> list[dict[str, Any]]:
    """Every message to a person: when, by which way, in which words."""
    found = Message.objects.filter(person=person_id).order_by("told_at", "pk")
    return [
        {"told_at": row.told_at.isoformat(), "way": row.medium, "words": row.body, "state": row.state} for row in found
    ]
