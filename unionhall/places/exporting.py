"""Places as tables and as GeoJSON that leave. They are public facts; who looks after a place and their telephone do not leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.export import Column
from unionhall.core.verdict import Refused, Verdict, no
from unionhall.exports import api as exports

from . import access, actions, opening, queries
from .forms import VenueFilterForm
from .models import Venue

COLUMNS = [
    Column("code", gettext_lazy("Code"), 14),
    Column("name", gettext_lazy("Name of the place"), 34),
    Column("kind", gettext_lazy("Kind"), 12),
    Column("operator", gettext_lazy("Run by"), 24),
    Column("host", gettext_lazy("Host"), 20),
    Column("division", gettext_lazy("Quarter"), 14),
    Column("address", gettext_lazy("Address"), 36),
    Column("lon", gettext_lazy("Longitude (WGS-84)"), 14),
    Column("lat", gettext_lazy("Latitude (WGS-84)"), 14),
    Column("hours", gettext_lazy("Hours"), 28),
    Column("equipment", gettext_lazy("What is inside"), 40),
    Column("capacity", gettext_lazy("Seats"), 8),
    Column("access", gettext_lazy("Way in"), 14),
    Column("state", gettext_lazy("State"), 12),
    Column("opened_on", gettext_lazy("Open since"), 12),
    Column("closed_on", gettext_lazy("Closed for good on"), 12),
]
"""Named so that the same file can be brought in again: the columns are known by these titles."""


def line(venue: Venue, known: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": venue.code, "name": venue.name, "kind": venue.get_kind_display(), "operator": venue.operator.name,
        "host": venue.host_words or (venue.host_kind.label if venue.host_kind else ""),
        "division": venue.division.name if venue.division else "", "address": venue.address, "lon": venue.lon, "lat": venue.lat,
        "hours": opening.in_words(venue.hours), "equipment": "、".join(known.get(code, code) for code in venue.equipment),
        "capacity": venue.capacity, "access": venue.get_access_display(), "state": venue.get_state_display(),
        "opened_on": venue.opened_on, "closed_on": venue.closed_on,
    }  # fmt: skip


def geojson(venues: Iterable[Venue]) -> dict[str, Any]:
    """Points in WGS-84; the properties are the facts as codes, so that the file can be brought in again."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [venue.lon, venue.lat]},
                "properties": {
                    "code": venue.code, "name": venue.name, "kind": venue.kind, "host_kind": venue.host_kind_id or "",
                    "host": venue.host_words, "operator": venue.operator.code, "division": venue.division.code if venue.division else "",
                    "address": venue.address, "hours": opening.in_words(venue.hours), "equipment": "|".join(venue.equipment),
                    "capacity": venue.capacity, "access": venue.access, "state": venue.state,
                    "opened_on": venue.opened_on.isoformat() if venue.opened_on else None,
                },
            }
            for venue in venues
        ],
    }  # fmt: skip


def _asked(asked: Mapping[str, Any]) -> dict[str, Any]:
    form = VenueFilterForm(dict(asked))
    if unknown := set(asked) - set(form.fields):
        raise Refused(no(_("There is no such filter: %(name)s.") % {"name": min(unknown)}, "", "filters"))
    if not form.is_valid():
        raise Refused(no(_("A filter is not understood."), _("Set the filters anew."), "filters"))
    return form.asked()


def _may(actor: Actor, _asked: Mapping[str, Any]) -> Verdict:
    return access.may_export(actor)


def _find(actor: Actor, asked: Mapping[str, Any]) -> exports.Found:
    rows = queries.listed(access.kept_venues(actor), **_asked(asked)).order_by("code", "pk")
    keys = list(rows.values_list("pk", flat=True)[: LIST.most + 1])
    return exports.Found(keys, _("Stations and other places"), f"stations-{clock.today():%Y%m%d}")


def _table(actor: Actor, asked: Mapping[str, Any], keys: frozenset[UUID], _unmasked: bool) -> exports.Table:
    rows = queries.listed(access.kept_venues(actor), **_asked(asked)).filter(pk__in=keys).order_by("code", "pk")
    known = {one.code: one.name for one in queries.equipment()}
    lines = [(venue.pk, line(venue, known)) for venue in queries.with_names(rows)]
    return exports.Table(COLUMNS, lines, above=[_("Positions in WGS-84.")])


def _note(actor: Actor, _asked: Mapping[str, Any], _purpose: str, keys: Sequence[UUID], _unmasked: bool) -> None:
    actions.note_export(by=actor, rows=len(keys), kind="xlsx")


LIST = exports.Source(
    name="places.list",
    title=gettext_lazy("Stations and other places"),
    may=_may,
    find=_find,
    table=_table,
    columns=lambda _asked: [column.title for column in COLUMNS],
    note=_note,
    unmarked=frozenset(["code", "lon", "lat", "hours", "equipment", "name", "address"]),
    personal=False,
    most=200_000,
)
