"""Entries that may be one place: looked for, decided, merged. A place is counted once however many map points it has."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import access, arrays, ground, likeness
from ..models import DoorReport, Inspection, MapPoint, Shortfall, UseDay, Venue, VenuePair, VenuePhoto
from ..states import COUNTED, PAIR, RUNNING, ReportState
from .keeping import _named, fold

from django.utils.translation import gettext_lazy as _  # isort: skip

MOST_NEW = 5_000
MOST_AROUND = 2_000


@transaction.atomic
def look_for_pairs(*, by: Actor, among: Collection[UUID] | None = None) -> int:
    """Propose the entries on this desk that lie near each other under like names. What was decided once is not asked again.

    With `among` only pairs of which one is there: what a list has just brought in.
    """
    access.may_look_for_pairs(by).or_refuse()
    kept = access.kept_venues(by)
    if among is not None:
        kept = _around(kept, among)
    found = arrays.arrays(by, venues=kept, states=COUNTED)
    now = clock.now()
    known = set(access.visible_pairs(by).order_by().values_list("one", "other"))
    new = []
    for first, second, metres, like in likeness.candidates(found.names, found.lon, found.lat):
        one, other = sorted((found.ids[first], found.ids[second]))
        if among is not None and one not in among and other not in among:
            continue
        if (one, other) not in known:
            known.add((one, other))
            new.append(VenuePair(one_id=one, other_id=other, metres=metres, alike=like, found_at=now))
        if len(new) >= MOST_NEW:
            break
    VenuePair.objects.bulk_create(new, ignore_conflicts=True, batch_size=1_000)
    audit.record("venue_pair.looked_for", None, by=by, places=len(found), proposed=len(new))
    return len(new)


def _around(venues: QuerySet[Venue], among: Collection[UUID]) -> QuerySet[Venue]:
    """The places in the cells of these and in those beside; all of them where that would be a longer question than no question."""
    if len(among) > MOST_AROUND:
        return venues
    cells = Venue.objects.filter(pk__in=list(among)).order_by().values_list("cell", flat=True).distinct()
    beside = {cell + row + side for cell in cells for row in (-ground.ROW, 0, ground.ROW) for side in (-1, 0, 1)}
    return venues.filter(cell__in=sorted(beside))


@transaction.atomic
def merge(pair: VenuePair, *, by: Actor, keep: Venue) -> VenuePair:
    """They are one: the other entry's pictures, reports, counts and inspections go to the one that is kept, and it becomes a map point."""
    pair = _taken(pair)
    access.may_merge(by, pair).or_refuse()
    if keep.pk not in (pair.one_id, pair.other_id):
        raise Refused(no(_("Keep one of the two."), _("Choose which."), "keep"))
    kept, goes = (pair.one, pair.other) if keep.pk == pair.one_id else (pair.other, pair.one)
    for venue in (kept, goes):
        if venue.merged_into_id is not None:
            raise Refused(no(_("This entry was merged with another one."), _("Change that place instead."), "folded"))
    MapPoint(
        venue=kept, code=goes.code, name=goes.name, lon=goes.lon, lat=goes.lat, source=goes.source, noted_at=clock.now()
    ).save(force_insert=True)
    MapPoint.objects.filter(venue=goes).update(venue=kept)
    VenuePhoto.objects.filter(venue=goes).update(venue=kept)
    Inspection.objects.filter(venue=goes).update(venue=kept)
    _bring_uses(goes, kept)
    _bring_reports(goes, kept)
    _bring_shortfalls(goes, kept)
    kept.equipment = sorted({*kept.equipment, *goes.equipment})
    if kept.hours is None and not kept.always_open:
        kept.hours, kept.always_open = goes.hours, goes.always_open
    kept.capacity = kept.capacity or goes.capacity
    kept.confirmed_at = max(filter(None, (kept.confirmed_at, goes.confirmed_at)), default=None)
    kept.changed_at = clock.now()
    kept.save()
    fold(goes, by=by, into=kept)
    return _decide(pair, "merge", by=by)


@transaction.atomic
def keep_apart(pair: VenuePair, *, by: Actor) -> VenuePair:
    """They are two places; nobody is asked again."""
    pair = _taken(pair)
    access.may_keep_apart(by, pair).or_refuse()
    return _decide(pair, "keep_apart", by=by)


def _taken(pair: VenuePair) -> VenuePair:
    pair = VenuePair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    both = {
        venue.pk: venue
        for venue in Venue.objects.select_for_update(of=("self",))
        .select_related("operator")
        .filter(pk__in=[pair.one_id, pair.other_id])
        .order_by("pk")
    }
    pair.one, pair.other = both[pair.one_id], both[pair.other_id]
    return pair


def _decide(pair: VenuePair, verb: str, *, by: Actor) -> VenuePair:
    PAIR.move(pair, verb, by)
    pair.decided_at, pair.decided_by_id, pair.decided_by_name = clock.now(), by.person_id, _named(by)
    pair.save()
    audit.record(f"venue_pair.{verb}", pair, by=by, one=str(pair.one_id), other=str(pair.other_id))
    return pair


def _bring_uses(goes: Venue, kept: Venue) -> None:
    mine = {day.on: day for day in UseDay.objects.select_for_update().filter(venue=kept).order_by("on")}
    for day in UseDay.objects.select_for_update().filter(venue=goes).order_by("on"):
        if day.on in mine:
            mine[day.on].count += day.count
            mine[day.on].save(update_fields=["count"])
            day.delete()
        else:
            day.venue = kept
            day.save(update_fields=["venue"])


def _bring_reports(goes: Venue, kept: Venue) -> None:
    mine = {one.kind: one for one in DoorReport.objects.filter(venue=kept, state=ReportState.WAITING).order_by("pk")}
    for one in DoorReport.objects.select_for_update().filter(venue=goes).order_by("pk"):
        known = mine.get(one.kind) if one.state == ReportState.WAITING else None
        if known is not None:
            known.times, known.last_at = known.times + one.times, max(known.last_at, one.last_at)
            known.save(update_fields=["times", "last_at"])
            one.delete()
        else:
            one.venue = kept
            one.save(update_fields=["venue"])


def _bring_shortfalls(goes: Venue, kept: Venue) -> None:
    mine = set(Shortfall.objects.filter(venue=kept, state__in=RUNNING).values_list("item", flat=True))
    for one in Shortfall.objects.select_for_update().filter(venue=goes).order_by("pk"):
        if one.item_id in mine and one.state in RUNNING:
            one.delete()
        else:
            one.venue = kept
            one.save(update_fields=["venue"])
