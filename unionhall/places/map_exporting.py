"""The places of an area as a table that leaves: the same that the officer's map lists, with their positions in three systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.export import Column
from unionhall.core.verdict import Verdict
from unionhall.exports import api as exports
from unionhall.geo.datum import Datum, from_wgs84

from . import access, actions, exporting, queries
from .map_forms import Area, DeskMapForm, unreadable

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .models import Venue

COLUMNS = [
    *exporting.COLUMNS,
    Column("gcj02", gettext_lazy("Position, GCJ-02"), 24),
    Column("bd09", gettext_lazy("Position, BD-09"), 24),
]


def point(venue: Venue, datum: Datum) -> str:
    """Longitude and latitude as a list or another map wants them."""
    lon, lat = (venue.lon, venue.lat) if datum is Datum.WGS84 else from_wgs84(venue.lon, venue.lat, datum)
    return f"{lon:.6f}, {lat:.6f}"


def _area(asked: Mapping[str, Any]) -> Area:
    area = Area(asked)
    if not area:
        raise unreadable()
    return area


def _found(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Venue]:
    return _area(asked).inside(DeskMapForm(asked).found(access.visible_venues(actor))).order_by("name", "pk")


def _may(actor: Actor, _asked: Mapping[str, Any]) -> Verdict:
    return access.may_export(actor)


def _find(actor: Actor, asked: Mapping[str, Any]) -> exports.Found:
    keys = list(_found(actor, asked).values_list("pk", flat=True)[: AREA.most + 1])
    return exports.Found(keys, _area(asked).title, f"places-{clock.today():%Y%m%d}")


def _table(actor: Actor, asked: Mapping[str, Any], keys: frozenset[UUID], _unmasked: bool) -> exports.Table:
    known = {one.code: one.name for one in queries.equipment()}
    rows = [
        (one.pk, {**exporting.line(one, known), "gcj02": point(one, Datum.GCJ02), "bd09": point(one, Datum.BD09)})
        for one in queries.with_names(_found(actor, asked))
        if one.pk in keys
    ]
    return exports.Table(COLUMNS, rows, above=[_area(asked).title, _("Positions in WGS-84.")])


def _note(actor: Actor, asked: Mapping[str, Any], _purpose: str, keys: Sequence[UUID], _unmasked: bool) -> None:
    actions.note_export(by=actor, rows=len(keys), kind="xlsx")


AREA = exports.Source(
    name="places.area",
    title=gettext_lazy("Places in an area"),
    may=_may,
    find=_find,
    table=_table,
    columns=lambda _asked: [column.title for column in COLUMNS],
    note=_note,
    unmarked=frozenset(column.key for column in COLUMNS),
    personal=False,
    most=200_000,
)
