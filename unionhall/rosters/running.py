"""A list from its first part to its last: tried, or written. Killed anywhere, it goes on after the last part that was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction

from unionhall.core import clock
from unionhall.core.actor import SYSTEM, Actor
from unionhall.core.verdict import Refused
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN, OrganisationKind
from unionhall.people import api as people

from . import actions, keeping
from .actions.imports import mark_of
from .actions.parts import weigh
from .checking import Unions
from .models import RosterImport, RosterLayout
from .preparing import Work, parts
from .states import ImportState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

Progress = Callable[[int], None]
REASONS_KEPT = 200


@dataclass
class Tally:
    """What was or would be done, so far."""

    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    rejected: list[tuple[int, str]] = field(default_factory=list)
    regions_checked: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"counts": dict(self.counts), "rejected": self.rejected}


def try_out(
    roster: RosterImport, *, by: Actor, content: bytes | Path | None = None, progress: Progress | None = None
) -> Tally:
    """Read the whole list and say what it would change. Nothing is written but, for a list on record, how far it came."""
    stored = not roster._state.adding
    work, ground = _work(roster, content)
    tally = Tally(regions_checked=work.regions is not None)
    for part in parts(work):
        with transaction.atomic():
            tally.counts.update(weigh(part, roster=roster, older=ground.older, whole=ground.whole))
        tally.rows += part.rows
        tally.rejected += [(row.number, row.reason) for row in part.rejected][: REASONS_KEPT - len(tally.rejected)]
        if progress:
            progress(tally.rows)
        if stored and not actions.note_progress(roster, by=by, rows=tally.rows):
            return tally
    if stored:
        actions.note_trial(roster, by=by, found=tally.as_json(), rows=tally.rows, regions_checked=tally.regions_checked)
    return tally


def write(
    roster: RosterImport, *, by: Actor, content: bytes | Path | None = None, progress: Progress | None = None
) -> RosterImport:
    """Write what is not written yet, part by part."""
    roster = RosterImport.objects.select_related("organisation").get(pk=roster.pk)
    if roster.state != ImportState.RUNNING:
        return roster
    work, ground = _work(roster, content)
    for part in parts(work):
        if part.last and not part.rows:
            break
        written = actions.write_part(
            roster, part, by=by, older=ground.older, whole=ground.whole, regions_checked=work.regions is not None
        )
        if not written:
            return RosterImport.objects.select_related("organisation").get(pk=roster.pk)
        if progress:
            progress(part.rows)
    if ground.grown(roster):
        _analyze()
    return actions.finish(roster, by=by)


@dataclass(frozen=True)
class Ground:
    """What holds for the whole list."""

    older: bool
    whole: bool

    def grown(self, roster: RosterImport) -> bool:
        return roster.size > 1024 * 1024


def _work(roster: RosterImport, content: bytes | Path | None) -> tuple[Work, Ground]:
    if content is None:
        content = keeping.kept(roster.storage_name)
    older = people.bulk.older_prefixes()
    scope = organisations.subtree_ids([roster.organisation_id])
    people.bulk.see(scope)
    work = Work(
        content=content, columns=roster.columns, unions=unions_of(roster.organisation), today=clock.today(), older=older,
        after=roster.parts if roster.state == ImportState.RUNNING else 0, part=roster.part_size, regions=known_regions(),
    )  # fmt: skip
    return work, Ground(bool(older), len(organisations.chain_upward(roster.organisation)) <= 1)


def remembered(organisation: Organisation, heads: list[str]) -> dict[str, str]:
    """Which column held what in the last list of this body with the same columns."""
    known = RosterLayout.objects.filter(organisation=organisation, mark=mark_of(heads)).first()
    return dict(known.columns) if known else {}


def unions_of(organisation: Organisation) -> Unions:
    """The unions a row of this body's list may name."""
    by_code: dict[str, UUID] = {}
    by_name: dict[str, UUID | None] = {}
    by_uscc: dict[str, UUID] = {}
    bodies = (
        organisations.visible_organisations(SYSTEM)
        .exclude(kind=OrganisationKind.AGENCY)
        .filter(**{LEVEL_COLUMN[organisation.level]: organisation.pk})
        .order_by("pk")
    )
    for pk, code, name, short, uscc in bodies.values_list(
        "pk", "code", "name", "short_name", "employer__uscc"
    ).iterator():
        by_code[code.upper()] = pk
        for said in {name, short} - {""}:
            by_name[said] = None if said in by_name and by_name[said] != pk else pk
        if uscc:
            by_uscc.setdefault(uscc, pk)
    return Unions(organisation.pk, by_code, by_name, by_uscc)


def known_regions() -> dict[str, int] | None:
    """The last year of every county's code, where the codes are loaded; else only checksum and date are checked."""
    periods = organisations.code_book().periods
    return {code: max(row.until.year if row.until else 9999 for row in rows) for code, rows in periods.items()} or None


def _analyze() -> None:
    """After very many rows the database plans by numbers of yesterday; it is told of today's."""
    with connection.cursor() as cursor:
        for model in people.bulk.TABLES:
            cursor.execute(f"ANALYZE {model}")


def try_kept(import_id: Any, *, by: Actor) -> None:
    """Try a list that waits for it; one that cannot be read goes back with the reason."""
    roster = RosterImport.objects.filter(pk=import_id, state=ImportState.TRYING).select_related("organisation").first()
    if roster is None:
        return
    try:
        try_out(roster, by=by)
    except Refused as refusal:
        actions.give_back(roster, by=by, problem=str(refusal))
    finally:
        people.bulk.forget()


def write_kept(import_id: Any, *, by: Actor) -> None:
    """Write a list that was started, or go on with it."""
    roster = RosterImport.objects.filter(pk=import_id, state=ImportState.RUNNING).first()
    if roster is None:
        return
    try:
        write(roster, by=by)
    finally:
        people.bulk.forget()
