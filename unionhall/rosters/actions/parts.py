"""One part of a list: found, decided, written, proved — in one transaction."""

# ruff: noqa: S608 - the only names put into SQL are those of our own tables and columns

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.sealed import sealer, unseal
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access, queries
from ..enums import Elsewhere, Outcome, Reason
from ..models import RosterImport, RosterRow
from ..preparing import PERSON, ROW, Part
from ..states import ImportState
from .imports import taken

TABLE = RosterRow._meta.db_table
DECIDE = f"""UPDATE people_stage AS s SET outcome = v.outcome, code = v.code, set_phone = v.set_phone, set_identity = v.set_identity,
  set_birth = v.set_birth, changes = v.set_phone OR v.set_identity OR v.set_birth FROM (
  SELECT number, CASE
      WHEN found IS NULL THEN '{Outcome.NEW}'
      WHEN twin > 1 OR how = 'alike' THEN '{Outcome.REVIEW}'
      WHEN found_name <> name THEN CASE WHEN in_scope THEN '{Outcome.REVIEW}' ELSE '{Outcome.ABOVE}' END
      WHEN held_at IS NULL THEN '{Outcome.NEW}'
      WHEN held_at = organisation_id THEN CASE WHEN set_phone OR set_identity OR set_birth THEN '{Outcome.UPDATED}' ELSE '{Outcome.UNCHANGED}' END
      WHEN NOT in_scope THEN '{Outcome.ABOVE}'
      WHEN %(moves)s THEN '{Outcome.MOVED}' ELSE '{Outcome.REVIEW}' END AS outcome,
    CASE WHEN found IS NULL THEN '' WHEN twin > 1 THEN '{Reason.TWICE}' WHEN how = 'alike' THEN '{Reason.ALIKE}'
      WHEN found_name <> name THEN '{Reason.NAME_DIFFERS}'
      WHEN held_at IS NOT NULL AND held_at <> organisation_id AND (NOT in_scope OR NOT %(moves)s) THEN '{Reason.MEMBER_ELSEWHERE}'
      ELSE '' END AS code,
    set_phone, set_identity, set_birth
  FROM (SELECT number, found, how, name, found_name, in_scope, held_at, organisation_id, CASE WHEN found IS NULL THEN 1 ELSE row_number() OVER (PARTITION BY found ORDER BY number) END AS twin,
      found IS NOT NULL AND in_scope AND phone_lookup IS NOT NULL AND phone_free IS NOT FALSE AND other_phone AND NOT has_account AS set_phone,
      found IS NOT NULL AND identity_lookup IS NOT NULL AND lacks_identity AS set_identity,
      found IS NOT NULL AND birth_on IS NOT NULL AND lacks_birth AS set_birth
    FROM people_stage WHERE outcome IS NULL) AS weighed
) AS v WHERE v.number = s.number"""
"""What becomes of each staged row. A phone opens an account, so nobody's who has one is changed, nor that of somebody the body
does not hold; another name beside the same number is never written over, somebody looks."""


def weigh(part: Part, *, roster: RosterImport, older: bool, whole: bool) -> dict[str, int]:
    """Stage a part, find everybody, decide. Returns how many rows would come out how; the caller's transaction holds the stage."""
    people.bulk.stage(part.lines)
    people.bulk.find(older=older, whole=whole)
    with connection.cursor() as cursor:
        cursor.execute(DECIDE, {"moves": roster.elsewhere == Elsewhere.MOVE})
        cursor.execute("SELECT outcome, count(*) FROM people_stage GROUP BY outcome")
        counts = dict(cursor.fetchall())
    if part.rejected:
        counts[Outcome.REJECTED.value] = len(part.rejected)
    return counts


@transaction.atomic
def note_progress(roster: RosterImport, *, by: Actor, rows: int) -> bool:
    """How far a trial has come. False when it is no longer being tried, so that whoever tries it stops."""
    access.may_run(by).or_refuse()
    return bool(RosterImport.objects.filter(pk=roster.pk, state=ImportState.TRYING).update(done=rows))


@transaction.atomic
def write_part(roster: RosterImport, part: Part, *, by: Actor, older: bool, whole: bool, regions_checked: bool) -> bool:
    """Write the next part: its people and memberships, a row for each of its rows, and one line of the trail that proves them.

    False when this part is not the next one any more: somebody else writes the list.
    """
    roster = taken(roster)
    access.may_run(by).or_refuse()
    if roster.state != ImportState.RUNNING or roster.parts != part.index - 1:
        return False
    counts = weigh(part, roster=roster, older=older, whole=whole)
    people.bulk.write(on=clock.today())
    _write_rows(roster, part)
    numbers = _span(part, roster)
    if numbers:
        _prove(roster, part.index, numbers, counts, by)
    roster.counts = {key: roster.counts.get(key, 0) + counts.get(key, 0) for key in sorted({*roster.counts, *counts})}
    roster.parts, roster.done, roster.regions_checked = part.index, roster.done + part.rows, regions_checked
    roster.save(update_fields=["counts", "parts", "done", "regions_checked"])
    return True


def _span(part: Part, roster: RosterImport) -> tuple[int, int] | None:
    """The first and the last row of a part, as the sheet numbers them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(number), max(number) FROM people_stage")
        low, high = cursor.fetchone()
    numbers = [number for number in (low, high, *(row.number for row in part.rejected)) if number is not None]
    return (min(numbers), max(numbers)) if numbers else None


def _prove(roster: RosterImport, index: int, span: tuple[int, int], counts: dict[str, int], by: Actor) -> None:
    rows, digest = queries.proof(roster.pk, *span)
    audit.record(
        "roster_import.part_written", roster, by=by, organisation_id=roster.organisation_id,
        part=index, first=span[0], last=span[1], rows=rows, digest=digest, counts=counts,
    )  # fmt: skip


def _write_rows(roster: RosterImport, part: Part) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} (id, source_id, number, outcome, code, person_id, membership_id, organisation_id, mac, decision) "
            f"SELECT row_id, %s, number, outcome, code, COALESCE(found, person_id), CASE WHEN outcome IN ('{Outcome.NEW}', '{Outcome.MOVED}') "
            "THEN membership_id ELSE held_id END, organisation_id, mac, '' FROM people_stage "
            f"WHERE outcome NOT IN ('{Outcome.REVIEW}', '{Outcome.ABOVE}') ORDER BY number",
            [roster.pk],
        )
        cursor.execute(
            "SELECT row_id, number, outcome, code, found, organisation_id, mac, score, name, phone, identity, birth_on, sex, since, held_at "
            f"FROM people_stage WHERE outcome IN ('{Outcome.REVIEW}', '{Outcome.ABOVE}') ORDER BY number"
        )
        waiting = cursor.fetchall()
    lines = [
        (
            row.row_id,
            roster.pk,
            row.number,
            Outcome.REJECTED.value,
            row.reason,
            None,
            None,
            None,
            row.mac,
            row.cells,
            None,
            None,
            "",
        )
        for row in part.rejected
    ]
    lines += _to_be_looked_at(roster, waiting)
    columns = (
        "id", "source_id", "number", "outcome", "code", "person_id", "membership_id", "organisation_id", "mac", "cells", "score",
        "review_at_id", "decision",
    )  # fmt: skip
    if lines:
        with connection.cursor() as cursor, cursor.copy(f"COPY {TABLE} ({', '.join(columns)}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(line)


def _to_be_looked_at(roster: RosterImport, rows: Sequence[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    """Rows a human being decides, with what they say, sealed, and the body at which they are decided."""
    seal = sealer(ROW)
    above = _level_above(roster, {row[14] for row in rows if row[2] == Outcome.ABOVE})
    for (
        row_id,
        number,
        outcome,
        code,
        found,
        organisation_id,
        mac,
        score,
        name,
        phone,
        identity,
        birth_on,
        sex,
        since,
        held_at,
    ) in rows:
        said = {
            "name": name, "phone": unseal(bytes(phone), f"{PERSON}.phone"), "identity": unseal(bytes(identity), f"{PERSON}.identity_number"),
            "birth_on": birth_on and birth_on.isoformat(), "sex": sex, "since": since and since.isoformat(),
        }  # fmt: skip
        review_at = above[held_at] if outcome == Outcome.ABOVE else roster.organisation_id
        cells = seal(json.dumps(said, ensure_ascii=False))
        yield (
            row_id,
            roster.pk,
            number,
            outcome,
            code,
            found,
            None,
            organisation_id,
            bytes(mac),
            cells,
            score,
            review_at,
            "",
        )


def _level_above(roster: RosterImport, holders: set[UUID | None]) -> dict[UUID | None, UUID]:
    """For each body that holds somebody: the nearest body above the list's own that stands above that one too."""
    chain = [body for body in organisations.chain_upward(roster.organisation) if body.pk != roster.organisation_id]
    nearest = chain[0].pk if chain else roster.organisation_id
    found: dict[UUID | None, UUID] = dict.fromkeys(holders, chain[-1].pk if chain else roster.organisation_id)
    found[None] = nearest
    for body in reversed(chain):
        below = organisations.subtree_ids([body.pk])
        found |= {holder: body.pk for holder in holders if holder in below}
    return found
