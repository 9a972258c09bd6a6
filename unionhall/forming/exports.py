"""What we hold about a person here, for when they take out their own data."""

from typing import Any
from uuid import UUID

from .models import Formation, Signature


def held_about(person_id: UUID) -> dict[str, Any]:
    """Their applications and their signatures."""
    return {
        "applications": [
            {"name": one.name, "why": one.why, "state": one.state, "applied_at": one.asked_at.isoformat()}
            for one in Formation.objects.filter(applicant=person_id).order_by("asked_at", "pk")
        ],
        "signatures": [
            {"union": one.formation.name, "signed_at": one.signed_at.isoformat()}
            for one in Signature.objects.filter(person=person_id)
            .select_related("formation")
            .order_by("signed_at", "pk")
        ],
    }
