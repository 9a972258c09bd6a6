"""Has somebody said lately why they open a file outside their usual work?"""

from __future__ import annotations

from datetime import timedelta

from unionhall.core import audit, clock
from unionhall.core.actor import Actor

from ..models import Case

HOLDS_FOR = timedelta(hours=24)


def reason_given(actor: Actor, case: Case) -> str:
    """The reason this person gave for this file within a day; nothing when they gave none."""
    said = audit.entries_about(case).filter(
        verb="case.opened_outside", actor_id=actor.person_id, at__gte=clock.now() - HOLDS_FOR
    )
    return said.values_list("purpose", flat=True).first() or ""
