"""The roll of members as a table that leaves: masked like the page. It holds no invented rows, for members are counted by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.export import Column
from unionhall.core.sealed import mask_name, mask_phone
from unionhall.core.verdict import Refused, no
from unionhall.exports import api as exports
from unionhall.people import api as people

from . import access, queries
from .forms import MembersFilter

if TYPE_CHECKING:
    from unionhall.people.models import Membership

MOST = 10_000
COLUMNS = [
    Column("name", gettext_lazy("Name"), 12),
    Column("phone", gettext_lazy("Phone"), 16),
    Column("union", gettext_lazy("Union"), 28),
    Column("since", gettext_lazy("From"), 14),
    Column("standing", gettext_lazy("Standing"), 14),
    Column("until", gettext_lazy("Until"), 14),
]


def _form(actor: Actor, asked: Mapping[str, Any]) -> MembersFilter:
    """The same filters as on the page; one that is not understood finds nothing rather than everything."""
    form = MembersFilter(asked, unions=access.unions_of(actor))
    if unknown := set(asked) - set(form.fields):
        raise Refused(no(_("There is no such filter: %(name)s.") % {"name": min(unknown)}, "", "filters"))
    if not form.is_valid():
        raise Refused(no(_("A filter is not understood."), _("Set the filters anew."), "filters"))
    return form


def _members(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Membership]:
    rows = queries.narrowed(people.visible_members(actor), **_form(actor, asked).cleaned_data)
    return rows.select_related("person", "organisation").order_by("organisation__code", "since", "pk")


def _find(actor: Actor, asked: Mapping[str, Any]) -> exports.Found:
    form = _form(actor, asked)
    keys = list(_members(actor, asked).values_list("pk", flat=True)[: MOST + 1])
    chosen = [
        dict(form.fields[name].choices).get(form.cleaned_data[name], "")  # type: ignore[attr-defined]
        for name in ("union", "standing")
        if form.cleaned_data[name]
    ]
    words = " · ".join([str(_("members")), *map(str, chosen)])
    return exports.Found(keys, words, f"{_('members')}-{clock.today():%Y%m%d}")


def _table(actor: Actor, asked: Mapping[str, Any], keys: frozenset[UUID], _unmasked: bool) -> exports.Table:
    return exports.Table(COLUMNS, [(one.pk, _line(one)) for one in _members(actor, asked).filter(pk__in=keys)])


def _line(one: Membership) -> dict[str, Any]:
    return {
        "name": mask_name(one.person.name),
        "phone": mask_phone(one.person.phone) if one.person.phone else "",
        "union": one.organisation.short_name,
        "since": one.since,
        "standing": one.get_ended_why_display() if one.until else one.get_standing_display(),
        "until": one.until,
    }


def _note(actor: Actor, _asked: Mapping[str, Any], purpose: str, keys: Sequence[UUID], _unmasked: bool) -> None:
    audit.record("members.listed", None, by=actor, purpose=purpose, rows=len(keys))


ROLL = exports.Source(
    name="members.roll",
    title=gettext_lazy("Roll of members"),
    may=lambda actor, _asked: access.may_list_members(actor),
    find=_find,
    table=_table,
    columns=lambda _asked: [column.title for column in COLUMNS],
    note=_note,
    masked=frozenset(["name", "phone"]),
    most=MOST,
)
