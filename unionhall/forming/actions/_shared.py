"""What every action on an application does: lock it, move it, write the step down, announce it."""

from __future__ import annotations

from typing import Any

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.core.verdict import Refused, no

from ..events import FormationMoved
from ..models import Election, Formation, FormationStep
from ..states import FORMATION


def taken(formation: Formation) -> Formation:
    """The application, locked."""
    rows = Formation.objects.select_for_update(of=("self",)).select_related("reviewer", "employer", "division")
    return rows.get(pk=formation.pk)


def taken_election(election: Election) -> Election:
    """The election, locked, with what it belongs to."""
    rows = Election.objects.select_for_update(of=("self",))
    return rows.select_related("formation__reviewer", "formation__employer", "body__employer").get(pk=election.pk)


def move(formation: Formation, verb: str, *, by: Actor, words: str = "", fields: tuple[str, ...] = (), **details: Any) -> Formation:  # fmt: skip
    """One step of the lifecycle: state, day, version, step, audit line; the applicant hears that there is something new."""
    came_from = formation.state
    FORMATION.move(formation, verb, by)
    formation.entered_on, formation.version = clock.today(), formation.version + 1
    formation.save(update_fields=["state", "entered_on", "version", *fields])
    note(formation, verb, by=by, words=words)
    audit.record(
        f"formation.{verb}", formation, by=by, organisation_id=formation.reviewer_id,
        from_state=came_from, to_state=formation.state, **details,
    )  # fmt: skip
    if by.person_id != formation.applicant_id:
        announce(FormationMoved(formation.pk, formation.applicant_id, formation.state))
    return formation


def note(formation: Formation, verb: str, *, by: Actor, words: str = "") -> None:
    """Write down that something happened."""
    step = FormationStep(
        formation=formation, verb=verb, state=formation.state, words=words, at=clock.now(), by_name=by.name
    )
    step.save(force_insert=True)


def needs(text: str, *, what: Any, then: Any) -> str:
    """Words that may not be missing."""
    text = text.strip()
    if not text:
        raise Refused(no(what, then, "missing"))
    return text
