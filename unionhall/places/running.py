"""A long list from its first row to its last: tried, or written part by part. Killed anywhere, it may begin anew and doubles nothing."""

from __future__ import annotations

from typing import Any

from unionhall.core.actor import Actor, system
from unionhall.core.tables import TableError
from unionhall.core.verdict import Refused
from unionhall.people import api as people

from . import access, actions
from .models import VenueImport
from .states import ImportState

BY = system("places")
PART = 2_000


def _waiting(pk: Any, state: str) -> VenueImport | None:
    found = VenueImport.objects.select_related("body", "started_by")
    return found.filter(pk=pk, state=state).first()


def _brought_by(brought: VenueImport) -> Actor:
    """Whoever began it, with what they may today; a command is nobody's."""
    return people.actor_of_person(brought.started_by) if brought.started_by else BY


def try_list(pk: Any) -> None:
    """Try a list that waits for it; one that cannot be read goes back with the reason."""
    brought = _waiting(pk, ImportState.READING)
    if brought is None:
        return
    who = _brought_by(brought)
    try:
        access.may_import(who, brought.body).or_refuse()
        plan = actions.plan_of(brought, by=who)
    except (Refused, TableError) as error:
        actions.give_back(brought, by=BY, problem=str(error))
        return
    actions.note_trial(brought, by=BY, plan=plan)


def write_list(pk: Any) -> None:
    """Write a list that was started, or go on with it: rows on the register already stay as they are."""
    brought = _waiting(pk, ImportState.WRITING)
    if brought is None:
        return
    who = _brought_by(brought)
    try:
        access.may_import(who, brought.body).or_refuse()
        plan = actions.plan_of(brought, by=who)
    except (Refused, TableError) as error:
        actions.give_back(brought, by=BY, problem=str(error))
        return
    done = brought.done
    for rows, is_new in ((plan.new, True), (plan.changed, False)):
        for start in range(0, len(rows), PART):
            part = rows[start : start + PART]
            new, changed = (part, []) if is_new else ([], part)
            if not actions.write_part(brought, by=BY, new=new, changed=changed, done=done):
                return
            done += len(part)
    actions.finish_list(brought, by=BY, plan=plan)
