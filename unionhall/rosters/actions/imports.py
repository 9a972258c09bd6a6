"""A list comes in, is tried, is written or dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from unionhall.core import audit, clock, ratelimit, saying
from unionhall.core.actor import Actor
from unionhall.core.events import after_commit, announce
from unionhall.core.verdict import Refused, no
from unionhall.notices import api as notices

from .. import access, columns, keeping, preparing
from ..enums import Elsewhere, Outcome
from ..events import RosterWritten
from ..models import RosterImport, RosterLayout
from ..states import ROSTER_IMPORT, ImportState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

A_DAY = 24 * 60 * 60
BROUGHT_A_DAY, TRIED_A_DAY, STARTED_A_DAY = 60, 60, 40
"""Enough for whoever keeps a register, too little for whoever asks about one person after another."""


@transaction.atomic
def bring(
    organisation: Organisation,
    *,
    by: Actor,
    content: bytes | Path,
    file_name: str,
    elsewhere: str = Elsewhere.MOVE,
    said: Mapping[str, str] | None = None,
) -> RosterImport:
    """Take a list in for a body: read its columns, keep the file sealed, write nothing. A path is read where it lies."""
    access.may_bring(by, organisation).or_refuse()
    _not_too_often(by, "brought", BROUGHT_A_DAY)
    table, sample = preparing.sample_of(content)
    if not sample:
        raise Refused(
            no(_("There is no row in this list."), _("Below the column names there is a row for each member."), "empty")
        )
    known = RosterLayout.objects.filter(organisation=organisation, mark=mark_of(table.columns)).first()
    settled = columns.settle(
        table.columns, sample, remembered=known.columns if known else {}, said=said or {}, whole=by.via == "system"
    )
    data = content.read_bytes() if isinstance(content, Path) else content
    roster = RosterImport(
        organisation=organisation, elsewhere=elsewhere, file_name=file_name[:200], file_kind=table.kind, encoding=table.encoding,
        size=len(data), sha256=keeping.digest(data), heads=table.columns, columns=settled, part_size=preparing.PART,
        storage_name="" if isinstance(content, Path) else keeping.keep(data), brought_by_id=by.person_id, brought_at=clock.now(),
    )  # fmt: skip
    roster.save(force_insert=True)
    audit.record(
        "roster_import.brought", roster, by=by, organisation_id=organisation.pk, size=roster.size, sha256=roster.sha256
    )
    return roster


@transaction.atomic
def try_out(
    roster: RosterImport, *, by: Actor, said: Mapping[str, str] | None = None, elsewhere: str = ""
) -> RosterImport:
    """See what the list would change. The columns as corrected here are remembered for the next list of this body."""
    roster = taken(roster)
    access.may_try_out(by, roster).or_refuse()
    _not_too_often(by, "tried", TRIED_A_DAY)
    if said is not None:
        roster.columns = columns.settle(
            roster.heads, [], remembered={**roster.columns, **dict.fromkeys(said, "")}, said=said
        )
    if elsewhere:
        roster.elsewhere = Elsewhere(elsewhere).value
    remember(roster)
    roster.trial, roster.done, roster.rows, roster.problem = {}, 0, 0, ""
    ROSTER_IMPORT.move(roster, "try_out", by)
    roster.save(update_fields=["state", "columns", "elsewhere", "trial", "done", "rows", "problem"])
    audit.record("roster_import.tried", roster, by=by, organisation_id=roster.organisation_id)
    _later("rosters.try_out", roster)
    return roster


@transaction.atomic
def note_trial(
    roster: RosterImport, *, by: Actor, found: Mapping[str, Any], rows: int, regions_checked: bool
) -> RosterImport:
    """The list was read to its end, and this would change."""
    roster = taken(roster)
    access.may_run(by).or_refuse()
    ROSTER_IMPORT.move(roster, "note_trial", by)
    roster.trial, roster.rows, roster.done, roster.regions_checked = dict(found), rows, rows, regions_checked
    roster.save(update_fields=["state", "trial", "rows", "done", "regions_checked"])
    return roster


@transaction.atomic
def give_back(roster: RosterImport, *, by: Actor, problem: str) -> RosterImport:
    """The list cannot be read to its end; whoever brought it is told why."""
    roster = taken(roster)
    access.may_run(by).or_refuse()
    ROSTER_IMPORT.move(roster, "give_back", by)
    roster.problem = problem[:300]
    roster.save(update_fields=["state", "problem"])
    audit.record("roster_import.stopped", roster, by=by, organisation_id=roster.organisation_id)
    return roster


@transaction.atomic
def start(roster: RosterImport, *, by: Actor, later: bool = True) -> RosterImport:
    """Write the list. It is done in the background, part by part; each part is whole or not there."""
    roster = taken(roster)
    access.may_start(by, roster).or_refuse()
    _not_too_often(by, "started", STARTED_A_DAY)
    if RosterImport.objects.filter(
        organisation=roster.organisation_id, sha256=roster.sha256, state=ImportState.RUNNING
    ).exists():
        raise Refused(no(_("This very list is being written already."), _("Look at its progress."), "running"))
    remember(roster)
    ROSTER_IMPORT.move(roster, "start", by)
    roster.started_at, roster.done, roster.parts, roster.counts = clock.now(), 0, 0, {}
    roster.save(update_fields=["state", "started_at", "done", "parts", "counts"])
    audit.record(
        "roster_import.started", roster, by=by, organisation_id=roster.organisation_id, elsewhere=roster.elsewhere
    )
    if later:
        _later("rosters.write", roster)
    return roster


@transaction.atomic
def finish(roster: RosterImport, *, by: Actor) -> RosterImport:
    """Every part is written: the file is destroyed, the report stays, and whoever brought the list is told."""
    roster = taken(roster)
    access.may_run(by).or_refuse()
    ROSTER_IMPORT.move(roster, "finish", by)
    name, roster.storage_name = roster.storage_name, ""
    roster.finished_at, roster.rows = clock.now(), roster.done
    roster.save(update_fields=["state", "finished_at", "rows", "storage_name"])
    audit.record("roster_import.finished", roster, by=by, organisation_id=roster.organisation_id, counts=roster.counts)
    counts = roster.counts
    announce(RosterWritten(roster.pk, roster.organisation_id, counts.get(Outcome.NEW, 0), counts.get(Outcome.MOVED, 0)))
    after_commit(lambda: keeping.discard(name))
    if roster.brought_by_id and not saying.is_past():
        link = saying.address(reverse("rosters:roster", args=[roster.pk]))
        notices.tell("told", by=by, person_id=roster.brought_by_id, about=roster, link=link)
    return roster


@transaction.atomic
def drop(roster: RosterImport, *, by: Actor) -> RosterImport:
    """The list is not written; its file is destroyed."""
    roster = taken(roster)
    access.may_drop(by, roster).or_refuse()
    ROSTER_IMPORT.move(roster, "drop", by)
    name, roster.storage_name = roster.storage_name, ""
    roster.save(update_fields=["state", "storage_name"])
    audit.record("roster_import.dropped", roster, by=by, organisation_id=roster.organisation_id)
    after_commit(lambda: keeping.discard(name))
    return roster


@transaction.atomic
def take_rejected(roster: RosterImport, *, by: Actor) -> RosterImport:
    """The rejected rows leave as a sheet, as they came, with the reason; that they were taken is in the trail."""
    access.may_take_rejected(by, roster).or_refuse()
    audit.record("roster_import.rejected_taken", roster, by=by, organisation_id=roster.organisation_id)
    return roster


def taken(roster: RosterImport) -> RosterImport:
    return RosterImport.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=roster.pk)


def mark_of(heads: Sequence[str]) -> str:
    """The same columns in another order, or with the reasons of rejected rows behind them, are the same to whoever remembers them."""
    return hashlib.sha256("\0".join(sorted(columns.own(heads))).encode("utf-8", "replace")).hexdigest()


def remember(roster: RosterImport) -> None:
    RosterLayout.objects.update_or_create(
        organisation=roster.organisation,
        mark=mark_of(roster.heads),
        defaults={"columns": roster.columns, "used_at": clock.now()},
    )


def _later(task: str, roster: RosterImport) -> None:
    key = f"{task}:{roster.pk}"
    app.configure_task(task, queue="bulk", lock=key).defer(import_id=str(roster.pk))


def _not_too_often(by: Actor, what: str, times: int) -> None:
    if by.person_id is not None and by.via != "system":
        ratelimit.limit(f"rosters.{what}", str(by.person_id), times=times, seconds=A_DAY).or_refuse()
