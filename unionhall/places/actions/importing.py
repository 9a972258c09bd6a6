"""A list of places brought in: tried first, then written; and lists taken out. No question to the database per row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from unionhall.core import audit, clock, files
from unionhall.core.actor import Actor
from unionhall.core.events import after_commit
from unionhall.core.numbering import next_numbers
from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations

from .. import access, divisions, ground, opening, position, reading
from ..enums import Located, PointDatum, StepKind
from ..models import Venue, VenueImport, VenueStep
from ..states import GOING, IMPORT, ImportState, VenueState
from .keeping import _named
from .pairs import look_for_pairs

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

FOLDER = "places"
QUICK_ROWS, QUICK_BYTES, QUICK_PACKED = 500, 400_000, 60_000
"""Up to so many rows and bytes (of a spreadsheet, which is packed: so many) a list is read and written while somebody waits."""
LEFT_AFTER, WRITTEN_AFTER = timedelta(days=14), timedelta(days=90)
"""After so long the file of a list nobody wrote is destroyed, and that of one that was written."""
SHOWN = 1_000
"""So many rows that came back are kept with the import; all of them leave with the file of rejected rows."""
MOST_KNOWN = 50_000
SAME_DOOR = 50.0
"""Metres within which a row without a code is the place of the same name."""
BATCH = 2_000
COMPARED = (
    "kind", "name", "host_kind_id", "host_words", "contact_name", "public_phone", "address", "division_id", "lon", "lat",
    "how_to_find", "equipment", "capacity", "hours", "access", "opened_on", "always_open",
)  # fmt: skip


@dataclass
class Plan:
    """What a list would do: places to make, places to change, how many stay as they are."""

    read: reading.Read
    new: list[Venue] = field(default_factory=list)
    changed: list[Venue] = field(default_factory=list)
    same: int = 0
    merged: int = 0
    warnings: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "read": self.read.count, "new": len(self.new), "changed": len(self.changed), "same": self.same,
            "merged": self.merged, "rejected": len(self.read.rejected),
        }  # fmt: skip


def bring_list(
    body: Organisation, *, by: Actor, content: bytes, file_name: str, kind: str, datum: str = "", prefix: str = ""
) -> VenueImport:
    """Take a list: a short one is tried at once, a long one in the background."""
    said = {"content": content, "file_name": file_name, "kind": kind, "datum": datum, "prefix": prefix}
    return (try_list if is_quick(content, file_name) else wait_list)(body, by=by, **said)  # type: ignore[arg-type]


def is_quick(content: bytes, name: str) -> bool:
    """Whether a list is read while somebody waits: some hundred rows, told without reading it."""
    if len(content) > QUICK_BYTES:
        return False
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        return len(content) <= QUICK_PACKED
    return max(content.count(b"\n"), content.count(b'"Feature"')) <= QUICK_ROWS


@transaction.atomic
def try_list(
    body: Organisation, *, by: Actor, content: bytes, file_name: str, kind: str, datum: str = "", prefix: str = ""
) -> VenueImport:
    """Read a list and say what it would do; nothing is written. Rows that cannot be entered come back with their reasons."""
    access.may_import(by, body).or_refuse()
    name = files.clean_name(file_name)
    plan = _planned(body, by=by, content=content, file_name=name, kind=kind, datum=datum, prefix=prefix)
    made = VenueImport(
        body=body, kept_as=files.keep_sealed(content, FOLDER), file_name=name[:200], kind=kind, prefix=prefix, asked_datum=datum,
        at=clock.now(), by_id=by.person_id, by_name=_named(by), **_outcome(plan),
    )  # fmt: skip
    made.done = plan.read.count
    made.save(force_insert=True)
    audit.record("venue_import.tried", made, by=by, organisation_id=body.pk, counts=plan.counts)
    return made


@transaction.atomic
def wait_list(
    body: Organisation, *, by: Actor, content: bytes, file_name: str, kind: str, datum: str = "", prefix: str = ""
) -> VenueImport:
    """Keep a long list; it is read in the background, and whoever brought it sees how far that is."""
    access.may_import(by, body).or_refuse()
    made = VenueImport(
        body=body, kept_as=files.keep_sealed(content, FOLDER), file_name=files.clean_name(file_name)[:200], kind=kind, prefix=prefix,
        asked_datum=datum, datum=datum or PointDatum.WGS84, state=ImportState.READING, at=clock.now(), by_id=by.person_id,
        by_name=_named(by), started_by_id=by.person_id,
        counts=dict.fromkeys(("read", "new", "changed", "same", "merged", "rejected"), 0),
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record("venue_import.brought", made, by=by, organisation_id=body.pk, size=len(content))
    _later("places.try_list", made)
    return made


@transaction.atomic
def note_trial(brought: VenueImport, *, by: Actor, plan: Plan) -> VenueImport:
    """The list was read to its end, and this is what it would do."""
    access.may_run_list(by).or_refuse()
    brought = _taken(brought)
    if brought.state != ImportState.READING:  # dropped while it was being read
        return brought
    IMPORT.move(brought, "note_trial")
    _keep_outcome(brought, plan)
    brought.done = plan.read.count
    brought.save()
    audit.record("venue_import.tried", brought, by=by, organisation_id=brought.body_id, counts=plan.counts)
    return brought


@transaction.atomic
def give_back(brought: VenueImport, *, by: Actor, problem: str) -> VenueImport:
    """The list cannot be read or written; whoever brought it is told why."""
    access.may_run_list(by).or_refuse()
    brought = _taken(brought)
    if brought.state not in GOING:
        return brought
    IMPORT.move(brought, "give_back")
    brought.problem = problem[:300]
    brought.save(update_fields=["state", "problem"])
    audit.record("venue_import.give_back", brought, by=by, organisation_id=brought.body_id)
    return brought


def put_list(brought: VenueImport, *, by: Actor) -> VenueImport:
    """Write a list that was tried: a short one at once, a long one in the background."""
    return (write_list if brought.counts.get("read", 0) <= QUICK_ROWS else start_list)(brought, by=by)


@transaction.atomic
def write_list(brought: VenueImport, *, by: Actor) -> VenueImport:
    """Write a list that was tried: known codes are changed, new ones entered. Brought again, it changes nothing."""
    brought = _taken(brought)
    access.may_write_list(by, brought).or_refuse()
    plan = plan_of(brought, by=by)
    _write(plan.new, plan.changed, by_id=by.person_id, by_name=_named(by))
    _find_twins(plan, by=by)
    IMPORT.move(brought, "write_list", by)
    _keep_outcome(brought, plan)
    brought.save()
    audit.record("venue_import.write_list", brought, by=by, organisation_id=brought.body_id, counts=plan.counts)
    return brought


@transaction.atomic
def start_list(brought: VenueImport, *, by: Actor) -> VenueImport:
    """Write a long list in the background, part by part. Killed anywhere it goes on; no row is written twice."""
    brought = _taken(brought)
    access.may_start_list(by, brought).or_refuse()
    IMPORT.move(brought, "start_list", by)
    brought.started_by_id, brought.done, brought.wrote = by.person_id, 0, {}
    brought.save(update_fields=["state", "started_by", "done", "wrote"])
    audit.record("venue_import.start_list", brought, by=by, organisation_id=brought.body_id)
    _later("places.write_list", brought)
    return brought


@transaction.atomic
def write_part(brought: VenueImport, *, by: Actor, new: list[Venue], changed: list[Venue], done: int) -> bool:
    """Write some places of a list that is being written; False when somebody else goes on with it.

    `done`: rows written before this part; they prove that this part is the next one.
    """
    access.may_run_list(by).or_refuse()
    brought = _taken(brought)
    if brought.state != ImportState.WRITING or brought.done != done:
        return False
    _write(new, changed, by_id=brought.started_by_id, by_name=brought.by_name)
    brought.done += len(new) + len(changed)
    brought.wrote = {
        "new": brought.wrote.get("new", 0) + len(new), "changed": brought.wrote.get("changed", 0) + len(changed)
    }  # fmt: skip
    brought.save(update_fields=["done", "wrote"])
    return True


@transaction.atomic
def finish_list(brought: VenueImport, *, by: Actor, plan: Plan) -> VenueImport:
    """Every part is written: the counts are of the whole list, however often it was taken up; likely duplicates are proposed."""
    access.may_run_list(by).or_refuse()
    brought = _taken(brought)
    IMPORT.move(brought, "finish")
    _keep_outcome(brought, plan)
    before = sum(brought.wrote.values()) - len(plan.new) - len(plan.changed)
    brought.counts |= {**brought.wrote, "same": max(0, plan.same - before)}
    brought.save()
    _find_twins(plan, by=by)
    audit.record("venue_import.write_list", brought, by=by, organisation_id=brought.body_id, counts=brought.counts)
    return brought


@transaction.atomic
def drop_list(brought: VenueImport, *, by: Actor) -> VenueImport:
    """The list is not written; its file is destroyed."""
    brought = _taken(brought)
    access.may_drop_list(by, brought).or_refuse()
    IMPORT.move(brought, "drop_list", by)
    _forget_files(brought)
    brought.save(update_fields=["state", "kept_as", "rejects_as"])
    audit.record("venue_import.drop_list", brought, by=by, organisation_id=brought.body_id)
    return brought


@transaction.atomic
def clear_lists(*, by: Actor) -> int:
    """Files of lists nobody wrote are destroyed after some days, those of written ones later. What they did stays on record."""
    access.may_clear_lists(by).or_refuse()
    now = clock.now()
    old = VenueImport.objects.select_for_update(of=("self",)).exclude(kept_as="")
    left = old.filter(state__in=(ImportState.READING, ImportState.TRIED, ImportState.FAILED), at__lt=now - LEFT_AFTER)
    done = old.filter(state__in=(ImportState.WRITTEN, ImportState.DROPPED), at__lt=now - WRITTEN_AFTER)
    rows = [*left.order_by("pk")[:500], *done.order_by("pk")[:500]]
    for brought in rows:
        if brought.state not in (ImportState.WRITTEN, ImportState.DROPPED):
            IMPORT.move(brought, "drop_list", by)
        _forget_files(brought)
        brought.save(update_fields=["state", "kept_as", "rejects_as"])
        audit.record("venue_import.cleared", brought, by=by, organisation_id=brought.body_id)
    return len(rows)


def rejected_rows(brought: VenueImport, *, by: Actor) -> tuple[list[str], list[tuple[int, str, list[str]]]]:
    """Column names and all rows of the file that came back, with their reasons, as they came."""
    access.may_see_desk(by).or_refuse()
    if not brought.rejects_as:
        if brought.counts.get("rejected") and not brought.kept_as:
            raise Refused(no(_("The file of this list is gone."), _("Bring it again."), "gone"))
        return list(brought.columns.values()), []
    try:
        said = json.loads(files.open_sealed(brought.rejects_as, FOLDER))
    except FileNotFoundError:
        raise Refused(no(_("The file of this list is gone."), _("Bring it again."), "gone")) from None
    return said["heads"], [(number, reason, cells) for number, reason, cells in said["rows"]]


def plan_of(brought: VenueImport, *, by: Actor) -> Plan:
    """What a kept list would do now, in the eyes of whoever brought it."""
    return _planned(
        brought.body, by=by, content=_content(brought), file_name=brought.file_name, kind=brought.kind,
        datum=brought.asked_datum, prefix=brought.prefix,
    )  # fmt: skip


def _later(task: str, brought: VenueImport) -> None:
    app.configure_task(task, queue="bulk", lock=f"{task}:{brought.pk}").defer(import_id=str(brought.pk))


def _find_twins(plan: Plan, *, by: Actor) -> None:
    """Likely duplicates of what a list brought are there when the officer comes."""
    keys = {venue.pk for venue in (*plan.new, *plan.changed)}
    if keys:
        look_for_pairs(by=by, among=keys)


def _keep_outcome(brought: VenueImport, plan: Plan) -> None:
    before = brought.rejects_as
    for name, value in _outcome(plan).items():
        setattr(brought, name, value)
    if before:
        after_commit(lambda: files.discard_sealed(before))


def _forget_files(brought: VenueImport) -> None:
    names = [name for name in (brought.kept_as, brought.rejects_as) if name]
    brought.kept_as = brought.rejects_as = ""

    def discard() -> None:
        for name in names:
            files.discard_sealed(name)

    after_commit(discard)


@transaction.atomic
def note_export(*, by: Actor, rows: int, kind: str) -> None:
    """A list of places leaves; that is written down."""
    access.may_export(by).or_refuse()
    audit.record("venue.exported", None, by=by, rows=rows, kind=kind)


def _taken(brought: VenueImport) -> VenueImport:
    return VenueImport.objects.select_for_update(of=("self",)).select_related("body").get(pk=brought.pk)


def _content(brought: VenueImport) -> bytes:
    """The list as it was brought; refused where it was cleared away since."""
    try:
        if not brought.kept_as:
            raise FileNotFoundError
        return files.open_sealed(brought.kept_as, FOLDER)
    except FileNotFoundError:
        raise Refused(no(_("The file of this list is gone."), _("Bring it again."), "gone")) from None


def _outcome(plan: Plan) -> dict[str, Any]:
    rows = [[number, str(reason), cells] for number, reason, cells in plan.read.rejected]
    kept = json.dumps({"heads": plan.read.heads, "rows": rows}, ensure_ascii=False).encode() if rows else b""
    return {
        "counts": plan.counts, "warnings": plan.warnings, "rejected": [row[:2] for row in rows[:SHOWN]], "datum": plan.read.datum,
        "columns": plan.read.columns, "rejects_as": files.keep_sealed(kept, FOLDER) if kept else "",
    }  # fmt: skip


def _planned(
    body: Organisation, *, by: Actor, content: bytes, file_name: str, kind: str, datum: str, prefix: str
) -> Plan:
    read = reading.read_list(content, file_name, datum=datum, kind=kind, prefix=prefix)
    plan = Plan(read)
    if not read.lines:
        return plan
    by_code, by_name = _known(body, read, by=by)
    places = _divisions(read, body, by=by)
    now = clock.now()
    for line, division in zip(read.lines, places, strict=True):
        venue = by_code.get(line.code) if line.code else _same_door(by_name.get(line.facts["name"], ()), line)
        if venue is None:
            plan.new.append(_made(line, body, division, now))
            continue
        reason = _may_not_touch(by, venue, body)
        if reason:
            read.rejected.append((line.number, reason, line.cells))
        elif venue.merged_into_id is not None:
            plan.merged += 1
        elif _changed(venue, line, division):
            venue.changed_at = now
            plan.changed.append(venue)
        else:
            plan.same += 1
    read.rejected.sort(key=lambda one: one[0])
    plan.warnings = _warnings(plan, by=by)
    return plan


def _known(body: Organisation, read: reading.Read, *, by: Actor) -> tuple[dict[str, Venue], dict[str, list[Venue]]]:
    """Places with these codes, whoever keeps them; for rows without a code, places of this body by name."""
    codes = [line.code for line in read.lines if line.code]
    rows = Venue.objects.filter(code__in=codes).select_related("operator").order_by("pk")
    by_code = {venue.code: venue for venue in rows}
    names = [line.facts["name"] for line in read.lines if not line.code]
    by_name: dict[str, list[Venue]] = {}
    if names:
        mine = access.kept_venues(by).filter(Q(operator=body), name__in=names).select_related("operator")
        for venue in mine.order_by("pk"):
            by_name.setdefault(venue.name, []).append(venue)
    return by_code, by_name


def _same_door(known: Iterable[Venue], line: reading.Line) -> Venue | None:
    for venue in known:
        away = ground.metres(line.lon, line.lat, np.array([venue.lon]), np.array([venue.lat]))
        if away[0] <= SAME_DOOR:
            return venue
    return None


def _may_not_touch(by: Actor, venue: Venue, body: Organisation) -> str:
    if venue.operator_id == body.pk or (bool(access.works_for(by, venue.operator)) and _below(venue, body)):
        return ""
    return _t("This code belongs to a place of another body; put something in front of your codes.")


def _below(venue: Venue, body: Organisation) -> bool:
    return body.pk in venue.operator.ancestors_by_column.values()


def _divisions(read: reading.Read, body: Organisation, *, by: Actor) -> list[Any]:
    """The quarter of each row: the one it names, else the one its position lies in, else that of the body."""
    names = {line.division for line in read.lines if line.division}
    known: dict[str, Any] = {}
    if names:
        rows = (
            organisations.visible_divisions(by).filter(Q(name__in=names) | Q(code__in=names)).order_by("level", "code")
        )
        stem = body.division.code[:2] if body.division else ""
        for pk, name, code in rows.values_list("pk", "name", "code"):
            if not stem or code.startswith(stem):
                known.setdefault(name, pk)
                known.setdefault(code, pk)
    found = [known.get(line.division) for line in read.lines]
    open_ones = [n for n, key in enumerate(found) if key is None]
    if open_ones:
        lon = np.array([read.lines[n].lon for n in open_ones])
        lat = np.array([read.lines[n].lat for n in open_ones])
        for n, key in zip(open_ones, divisions.divisions_at(lon, lat), strict=True):
            found[n] = key or body.division_id
    return found


def _made(line: reading.Line, body: Organisation, division: Any, now: Any) -> Venue:
    facts = dict(line.facts)
    hours = facts.get("hours")
    return Venue(
        code=line.code, operator=body, lon=line.lon, lat=line.lat, cell=ground.cell_of(line.lon, line.lat),
        located=Located.MAP_POINT, division_id=division, state=VenueState.OPEN, entered_at=now, changed_at=now,
        host_kind_id=facts.pop("host_kind", None), always_open=opening.is_always(hours), **facts,
    )  # fmt: skip


def _changed(venue: Venue, line: reading.Line, division: Any) -> bool:
    """Put what the row says into the place; whether anything is different. What the list has no column for stays."""
    before = {name: getattr(venue, name) for name in COMPARED}
    facts = dict(line.facts)
    if "hours" in facts:
        facts["hours"] = opening.with_closures_of(venue.hours, facts["hours"])
    if "host_kind" in facts:
        venue.host_kind_id = facts.pop("host_kind")
    for name, value in facts.items():
        setattr(venue, name, value)
    if "hours" in facts:
        venue.always_open = opening.is_always(venue.hours)
    if line.division:
        venue.division_id = division
    if abs(venue.lon - line.lon) > 1e-6 or abs(venue.lat - line.lat) > 1e-6:
        venue.lon, venue.lat, venue.cell = line.lon, line.lat, ground.cell_of(line.lon, line.lat)
    return any(getattr(venue, name) != value for name, value in before.items())


def _write(new: list[Venue], changed: list[Venue], *, by_id: UUID | None, by_name: str) -> None:
    now, today = clock.now(), clock.today()
    without = [venue for venue in new if not venue.code]
    for venue, number in zip(without, next_numbers("places", "venue", 0, len(without)), strict=True):
        venue.code = f"ST{number:05d}"
    Venue.objects.bulk_create(new, batch_size=BATCH)
    fields = ["kind", "name", "host_kind", "host_words", "contact_name", "public_phone", "address", "division", "lon", "lat",
              "cell", "how_to_find", "equipment", "capacity", "hours", "access", "opened_on", "always_open", "changed_at"]  # fmt: skip
    Venue.objects.bulk_update(changed, fields, batch_size=BATCH)
    steps = [(venue, StepKind.IMPORTED) for venue in new] + [(venue, StepKind.CHANGED) for venue in changed]
    VenueStep.objects.bulk_create(
        [VenueStep(venue=venue, kind=kind, on=today, at=now, by_id=by_id, by_name=by_name) for venue, kind in steps],
        batch_size=BATCH,
    )


def _warnings(plan: Plan, *, by: Actor) -> list[str]:
    """What looks odd about the list as a whole: coordinates of another system, words for equipment nobody knows."""
    found = []
    suspicion = _shifted(plan, by=by)
    if suspicion:
        found.append(suspicion)
    if plan.read.unknown:
        words = "、".join(sorted(plan.read.unknown, key=lambda word: -plan.read.unknown[word])[:10])
        found.append(_t("These words for equipment are not known and were left out: %(words)s.") % {"words": words})
    if plan.read.unclear:
        rows = "、".join(str(number) for number, _text in plan.read.unclear[:20])
        texts = "、".join(f"“{text}”" for text in list(dict.fromkeys(text for _n, text in plan.read.unclear))[:5])
        found.append(
            _t("The hours in rows %(rows)s cannot be read (%(texts)s); these places are entered without hours.")
            % {"rows": rows, "texts": texts}
        )
    without = sum(venue.hours is None for venue in plan.new)
    if without:
        found.append(_t("%(n)d new places have no hours; workers are told that nobody knows them.") % {"n": without})
    return found


def _shifted(plan: Plan, *, by: Actor) -> str:
    """Measured against the ways of a network where one is known here, else against the places on the register around."""
    lines = plan.read.lines
    lon, lat = np.array([line.lon for line in lines]), np.array([line.lat for line in lines])
    reference = position.reference(lon, lat)
    if reference is None:
        around = access.visible_venues(by).filter(
            lon__range=(float(lon.min()) - 0.05, float(lon.max()) + 0.05),
            lat__range=(float(lat.min()) - 0.05, float(lat.max()) + 0.05),
        )
        known = list(around.order_by("pk").values_list("lon", "lat")[:MOST_KNOWN])
        if not known:
            return ""
        reference = (np.array([row[0] for row in known]), np.array([row[1] for row in known]))
    return position.suspicion(lon, lat, reference, plan.read.datum)
