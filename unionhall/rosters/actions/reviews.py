"""An officer decides about one row: it is the person on record, it is somebody new, it is left out — and may take it back."""

# ruff: noqa: S608 - nothing is put into SQL but our own outcomes

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Conflict, Refused, no
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access, queries
from ..checking import Facts
from ..enums import Decision, Outcome
from ..models import RosterMerge, RosterRow
from ..preparing import line_of

WRITE_AS = f"""UPDATE people_stage SET outcome = CASE WHEN found IS NULL OR held_at IS NULL THEN '{Outcome.NEW}'
  WHEN held_at = organisation_id THEN '{Outcome.UPDATED}' ELSE '{Outcome.MOVED}' END,
  set_name = %(take_name)s AND found IS NOT NULL AND found_name <> name,
  set_phone = found IS NOT NULL AND phone_lookup IS NOT NULL AND phone_free IS NOT FALSE AND other_phone AND NOT has_account,
  set_identity = found IS NOT NULL AND identity_lookup IS NOT NULL AND lacks_identity,
  set_birth = found IS NOT NULL AND birth_on IS NOT NULL AND lacks_birth, changes = true"""


@transaction.atomic
def join_row(row: RosterRow, *, by: Actor, take_name: bool = False) -> RosterRow:
    """The row is the person on record. What was missing there is added, the membership moves here; all of it can be undone."""
    row = _taken(row)
    access.may_join(by, row).or_refuse()
    assert row.person_id is not None
    before = people.bulk.facts_of(row.person_id)
    held = people.bulk.membership_of(row.person_id)
    made = _write(row, whom=row.person_id, take_name=take_name)
    now_held = people.bulk.membership_of(row.person_id)
    moved = held is not None and now_held is not None and now_held.pk != held.pk
    _merge(
        row, by=by, person_id=row.person_id, before=before, made=made if now_held and now_held.pk == made else None,
        ended=held.pk if moved and held else None,
    )  # fmt: skip
    audit.record("roster_row.joined", row, by=by, organisation_id=row.organisation_id, took_over_spelling=take_name)
    return _keep(row, Decision.JOINED, by=by)


@transaction.atomic
def enter_row(row: RosterRow, *, by: Actor) -> RosterRow:
    """The row is somebody else than the person on record: a new member."""
    row = _taken(row)
    access.may_enter_anew(by, row).or_refuse()
    made = _write(row, whom=None, take_name=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id FROM people_stage")
        person_id = cursor.fetchone()[0]
    _merge(row, by=by, person_id=person_id, before={}, made=made, ended=None, is_new=True)
    audit.record("roster_row.entered", row, by=by, organisation_id=row.organisation_id)
    return _keep(row, Decision.ENTERED, by=by)


@transaction.atomic
def leave_row(row: RosterRow, *, by: Actor) -> RosterRow:
    """The row is not taken. What is on record stays as it is."""
    row = _taken(row)
    access.may_decide(by, row).or_refuse()
    audit.record("roster_row.left_out", row, by=by, organisation_id=row.organisation_id)
    return _keep(row, Decision.LEFT_OUT, by=by)


@transaction.atomic
def undo_row(row: RosterRow, *, by: Actor) -> RosterRow:
    """The decision was wrong: what it wrote is taken back, and the row waits again. Refused once somebody changed it further."""
    row = _taken(row)
    merge = queries.live_merge(row)
    if merge is None:
        raise Refused(no(_("There is nothing to undo."), _("Decide about the row."), "nothing"))
    access.may_undo(by, merge).or_refuse()
    if people.bulk.facts_of(merge.person_id) != json.loads(merge.after):
        raise Conflict(
            no(
                _("These facts were changed since, so they are not put back."),
                _("Correct the person's record itself."),
                "changed",
            )
        )
    held = people.bulk.membership_of(merge.person_id)
    if merge.membership_made and (held is None or held.pk != merge.membership_made):
        raise Conflict(no(_("The membership went on changing since."), _("Correct the membership itself."), "changed"))
    merge.undone_at, merge.undone_by_id = clock.now(), by.person_id
    person_id, before = merge.person_id, json.loads(merge.before)
    try:
        with transaction.atomic():
            if merge.is_new_person:
                RosterMerge.objects.filter(pk=merge.pk).delete()
            else:
                merge.save(update_fields=["undone_at", "undone_by"])
            people.bulk.put_back(
                person_id, before, made=merge.membership_made, ended=merge.membership_ended, whole=merge.is_new_person
            )
    except ProtectedError as error:
        raise Conflict(
            no(_("Other records rest on this by now."), _("Correct the person's record itself."), "rested_on")
        ) from error
    audit.record("roster_row.undone", row, by=by, organisation_id=row.organisation_id)
    return _keep(row, Decision.WAITING, by=by)


def _taken(row: RosterRow) -> RosterRow:
    return (
        RosterRow.objects.select_for_update(of=("self",))
        .select_related("source__organisation", "review_at")
        .get(pk=row.pk)
    )


def _write(row: RosterRow, *, whom: UUID | None, take_name: bool) -> UUID:
    """Stage the row by itself and write it as decided. Returns the key its membership has, if one was begun."""
    said = queries.said_by(row)
    assert row.organisation_id is not None
    assert row.review_at_id is not None
    facts = Facts(
        said["name"], said["identity"], said["phone"], said["birth_on"] and date.fromisoformat(said["birth_on"]), said["sex"],
        said["since"] and date.fromisoformat(said["since"]), row.organisation_id,
    )  # fmt: skip
    bulk = people.bulk
    bulk.see(organisations.subtree_ids([row.review_at_id]))
    older = bulk.older_prefixes()
    bulk.stage(line_of(row.number, facts, older).encode())
    if whom is None:
        bulk.find(older=bool(older), whole=True, whom=None)
        _nobody_else()
    else:
        bulk.find(older=bool(older), whole=True, whom=whom)
    with connection.cursor() as cursor:
        cursor.execute(WRITE_AS, {"take_name": take_name})
        cursor.execute("SELECT membership_id FROM people_stage")
        made: UUID = cursor.fetchone()[0]
    bulk.write(on=clock.today())
    return made


def _nobody_else() -> None:
    """Entered anew: only a number that is on record by now speaks against it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT how FROM people_stage")
        if cursor.fetchone()[0] in ("identity", "phone"):
            raise Conflict(
                no(_("The number of this row is on record by now."), _("Look at the person on record."), "on_record")
            )
        cursor.execute("UPDATE people_stage SET found = NULL, how = NULL, held_id = NULL, held_at = NULL")


def _merge(
    row: RosterRow,
    *,
    by: Actor,
    person_id: UUID,
    before: dict[str, Any],
    made: UUID | None,
    ended: UUID | None,
    is_new: bool = False,
) -> None:
    RosterMerge.objects.create(
        row=row, person_id=person_id, before=json.dumps(before), after=json.dumps(people.bulk.facts_of(person_id)),
        membership_made=made, membership_ended=ended, is_new_person=is_new, at=clock.now(), by_id=by.person_id,
    )  # fmt: skip


def _keep(row: RosterRow, decision: Decision, *, by: Actor) -> RosterRow:
    waits = decision == Decision.WAITING
    row.decision, row.decided_at, row.decided_by_id = (
        decision.value,
        None if waits else clock.now(),
        None if waits else by.person_id,
    )
    row.save(update_fields=["decision", "decided_at", "decided_by"])
    return row
