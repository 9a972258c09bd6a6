"""A register as a table that leaves: masked like the page. It holds no invented rows, for people are visited by such lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.export import Column
from unionhall.core.sealed import mask_name, mask_phone
from unionhall.core.verdict import Refused, Verdict, no
from unionhall.exports import api as exports

from . import access, actions, queries
from .forms import EntryFilterForm
from .models import Register, RegisterEntry

MOST = 5_000
COLUMNS = [
    Column("name", gettext_lazy("Person"), 12),
    Column("phone", gettext_lazy("Phone"), 16),
    Column("place", gettext_lazy("Village or community"), 20),
    Column("source", gettext_lazy("How we learned it"), 18),
    Column("entered_on", gettext_lazy("Entered on"), 14),
    Column("review_due_on", gettext_lazy("To be looked at by"), 14),
    Column("state", gettext_lazy("State"), 14),
]


def masked(entry: RegisterEntry) -> dict[str, Any]:
    """What a list says of a person."""
    return {"name": mask_name(entry.person.name), "phone": mask_phone(entry.person.phone) if entry.person.phone else ""}


def _register(actor: Actor, asked: Mapping[str, Any]) -> Register:
    """The register, if this actor sees it; for everybody else there is none."""
    try:
        key = UUID(str(asked.get("register", "")))
    except ValueError:
        raise Http404 from None
    found = access.visible_registers(actor).select_related("kind", "body").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _entries(actor: Actor, register: Register, asked: Mapping[str, Any]) -> QuerySet[RegisterEntry]:
    """The same filters as on the page; one that is not understood finds nothing rather than everything."""
    said = {name: value for name, value in asked.items() if name != "register"}
    form = EntryFilterForm(said)
    if unknown := set(said) - set(form.fields):
        raise Refused(no(_("There is no such filter: %(name)s.") % {"name": min(unknown)}, "", "filters"))
    if not form.is_valid():
        raise Refused(no(_("A filter is not understood."), _("Set the filters anew."), "filters"))
    found = queries.listed(access.visible_entries(actor).filter(register=register), **form.cleaned_data)
    return found.order_by("review_due_on", "pk")


def _may(actor: Actor, asked: Mapping[str, Any]) -> Verdict:
    return access.may_export(actor, _register(actor, asked))


def _find(actor: Actor, asked: Mapping[str, Any]) -> exports.Found:
    register = _register(actor, asked)
    keys = list(_entries(actor, register, asked).values_list("pk", flat=True)[: MOST + 1])
    name = register.kind.name
    return exports.Found(keys, f"{name} · {register.body.short_name}", f"{name}-{clock.today():%Y%m%d}")


def _table(actor: Actor, asked: Mapping[str, Any], keys: frozenset[UUID], _unmasked: bool) -> exports.Table:
    register = _register(actor, asked)
    rows = [(one.pk, _line(one)) for one in _entries(actor, register, asked).filter(pk__in=keys)]
    above = [register.kind.name, register.body.name, _("Masked. As of %(day)s.") % {"day": date_format(clock.today())}]
    return exports.Table(COLUMNS, rows, above=above)


def _line(entry: RegisterEntry) -> dict[str, Any]:
    return {
        **masked(entry),
        "place": entry.place,
        "source": entry.get_source_display(),
        "entered_on": entry.entered_on,
        "review_due_on": entry.review_due_on,
        "state": entry.get_state_display(),
    }


def _note(actor: Actor, asked: Mapping[str, Any], _purpose: str, keys: Sequence[UUID], _unmasked: bool) -> None:
    actions.note_export(_register(actor, asked), by=actor, rows=len(keys))


LIST = exports.Source(
    name="registers.list",
    title=gettext_lazy("Register of people"),
    may=_may,
    find=_find,
    table=_table,
    columns=lambda _asked: [column.title for column in COLUMNS],
    note=_note,
    masked=frozenset(["name", "phone"]),
    most=MOST,
)
