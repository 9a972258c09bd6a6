"""What this module holds about a person, for their own export: the findings they may read, and what is claimed for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from .models import Claim, KeptFinding


def held_about(person_id: UUID) -> list[dict[str, Any]]:
    """Each finding that the person kept, or that became a claim, whole; with its claims in force."""
    claimed = Exists(Claim.objects.filter(finding=OuterRef("pk"), ended_at__isnull=True))
    found = KeptFinding.objects.filter(Q(by_worker=True) | claimed, complainant__person=person_id)
    return [
        {
            "case": row.case.number,
            "kept_at": row.at.isoformat(),
            "kept_by": row.by_name,
            "standing": row.standing,
            "finding": row.finding,
            "claims": [
                {"item": claim.item, "amount": str(claim.amount), "articles": claim.articles}
                for claim in row.claims.filter(ended_at__isnull=True).order_by("at", "pk")
            ],
        }
        for row in found.select_related("case").order_by("at", "pk")
    ]
