"""A list of places brought in: tried first, then written; and lists taken out. No question to the database per row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock, files
from unionhall.core.actor import Actor
from unionhall.core.numbering import next_numbers
from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations

from .. import access, divisions, ground, opening, position, reading
from ..enums import Located, StepKind
from ..models import Venue, VenueImport, VenueStep
from ..states import IMPORT, VenueState
from .keeping import _named

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

FOLDER = "places"
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


@transaction.atomic
def try_list(
    body: Organisation, *, by: Actor, content: bytes, file_name: str, kind: str, datum: str = "", prefix: str = ""
) -> VenueImport:
    """Read a list and say what it would do; nothing is written. Rows that cannot be entered come back with their reasons."""
    access.may_import(by, body).or_refuse()
    name = files.clean_name(file_name)
    plan = _planned(body, by=by, content=content, file_name=name, kind=kind, datum=datum, prefix=prefix)
    made = VenueImport(
        body=body, kept_as=files.keep_sealed(content, FOLDER), file_name=name[:200], kind=kind, datum=plan.read.datum, prefix=prefix,
        columns=plan.read.columns, at=clock.now(), by_id=by.person_id, by_name=_named(by), **_outcome(plan),
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record("venue_import.tried", made, by=by, organisation_id=body.pk, counts=plan.counts)
    return made


@transaction.atomic
def write_list(brought: VenueImport, *, by: Actor) -> VenueImport:
    """Write a list that was tried: known codes are changed, new ones entered. Brought again, it changes nothing."""
    brought = _taken(brought)
    access.may_write_list(by, brought).or_refuse()
    plan = _planned(
        brought.body,
        by=by,
        content=_content(brought),
        file_name=brought.file_name,
        kind=brought.kind,
        datum=brought.datum,
        prefix=brought.prefix,
    )
    _write(plan, by=by)
    IMPORT.move(brought, "write_list", by)
    for name, value in _outcome(plan).items():
        setattr(brought, name, value)
    brought.save()
    audit.record("venue_import.write_list", brought, by=by, organisation_id=brought.body_id, counts=plan.counts)
    return brought


@transaction.atomic
def drop_list(brought: VenueImport, *, by: Actor) -> VenueImport:
    """The list is not written."""
    brought = _taken(brought)
    access.may_drop_list(by, brought).or_refuse()
    IMPORT.move(brought, "drop_list", by)
    brought.save(update_fields=["state"])
    audit.record("venue_import.drop_list", brought, by=by, organisation_id=brought.body_id)
    return brought


def rejected_rows(brought: VenueImport, *, by: Actor) -> tuple[list[str], list[tuple[int, str, list[str]]]]:
    """Column names and all rows of the file that came back, with their reasons: read again, nothing is written."""
    plan = _planned(
        brought.body,
        by=by,
        content=_content(brought),
        file_name=brought.file_name,
        kind=brought.kind,
        datum=brought.datum,
        prefix=brought.prefix,
    )
    return plan.read.heads, plan.read.rejected


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
        return files.open_sealed(brought.kept_as, FOLDER)
    except FileNotFoundError:
        raise Refused(no(_("The file of this list is gone."), _("Bring it again."), "gone")) from None


def _outcome(plan: Plan) -> dict[str, Any]:
    rejected = [[number, str(reason)] for number, reason, _cells in plan.read.rejected[:SHOWN]]
    return {"counts": plan.counts, "warnings": plan.warnings, "rejected": rejected}


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
            read.rejected.append((line.number, reason, [line.code, line.facts["name"]]))
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


def _write(plan: Plan, *, by: Actor) -> None:
    now, today = clock.now(), clock.today()
    without = [venue for venue in plan.new if not venue.code]
    for venue, number in zip(without, next_numbers("places", "venue", 0, len(without)), strict=True):
        venue.code = f"ST{number:05d}"
    Venue.objects.bulk_create(plan.new, batch_size=BATCH)
    fields = ["kind", "name", "host_kind", "host_words", "contact_name", "public_phone", "address", "division", "lon", "lat",
              "cell", "how_to_find", "equipment", "capacity", "hours", "access", "opened_on", "always_open", "changed_at"]  # fmt: skip
    Venue.objects.bulk_update(plan.changed, fields, batch_size=BATCH)
    steps = [(venue, StepKind.IMPORTED) for venue in plan.new] + [(venue, StepKind.CHANGED) for venue in plan.changed]
    VenueStep.objects.bulk_create(
        [
            VenueStep(venue=venue, kind=kind, on=today, at=now, by_id=by.person_id, by_name=_named(by))
            for venue, kind in steps
        ],
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
