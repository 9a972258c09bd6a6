"""The claims of a case or group as a table that leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.sealed import mask_name
from unionhall.core.verdict import Verdict
from unionhall.exports import api as exports

from . import access, actions, queries
from .tabling import ClaimsTable, as_of, claims_table, sheet_columns, sheet_rows, workers_of

if TYPE_CHECKING:
    from unionhall.cases.models import Case


def table_of(actor: Actor, case: Case) -> ClaimsTable:
    """The claims as far as this actor sees them."""
    workers = workers_of(case, by=actor)
    seen = access.visible_claims(actor).filter(ended_at__isnull=True, case__in=queries.with_members(case))
    return claims_table(workers, seen.order_by("at", "pk"))


def _case(actor: Actor, asked: Mapping[str, Any]) -> Case:
    """The case, if this actor works on it or oversees it; for everybody else there is none."""
    try:
        key = UUID(str(asked.get("case", "")))
    except ValueError:
        raise Http404 from None
    found = cases.desk_cases(actor).select_related("body", "employer__division", "division", "group").filter(pk=key)
    if (case := found.first()) is None:
        raise Http404
    return case


def _may(actor: Actor, asked: Mapping[str, Any]) -> Verdict:
    return access.may_export_claims(actor, _case(actor, asked))


def _find(actor: Actor, asked: Mapping[str, Any]) -> exports.Found:
    case = _case(actor, asked)
    keys = [line.worker.case.pk for line in table_of(actor, case).lines]
    return exports.Found(keys, f"{case.number} · {case.title}", f"{case.number}-{_('claims')}")


def _table(actor: Actor, asked: Mapping[str, Any], keys: frozenset[UUID], _unmasked: bool) -> exports.Table:
    case = _case(actor, asked)
    table = table_of(actor, case)
    table = ClaimsTable(table.heads, [line for line in table.lines if line.worker.case.pk in keys])
    above = [f"{case.number} · {case.title}", as_of()]
    if table.is_provisional:
        above.append(str(_("Some amounts rest on values that nobody has compared with their source yet.")))
    *rows, totals = sheet_rows(table)
    keyed = list(zip((line.worker.case.pk for line in table.lines), rows, strict=True))
    return exports.Table(sheet_columns(table), keyed, tail=[totals], above=above)


def _note(actor: Actor, asked: Mapping[str, Any], _purpose: str, keys: Sequence[UUID], _unmasked: bool) -> None:
    actions.note_export(_case(actor, asked), by=actor, rows=len(keys))


def _decoy(actor: Actor, keyed: exports.Keyed, _unmasked: bool) -> dict[str, Any]:
    """A worker of no case; nothing is claimed, so no total changes."""
    prefix = keyed.one_of(("工维", "总工维", "工调"), "prefix")
    return {
        "number": f"{prefix}〔{clock.today().year}〕0{keyed.below(100_000, 'number'):05d}号",
        "worker": mask_name(keyed.person()),
    }


CLAIMS = exports.Source(
    name="claims.table",
    title=_("Claims"),
    may=_may,
    find=_find,
    table=_table,
    columns=lambda _asked: [_("Case number"), _("Worker"), _("each claim"), _("Total"), _("To be verified")],
    note=_note,
    decoy=_decoy,
    unmarked=frozenset(["number"]),
    masked=frozenset(["worker"]),
)
