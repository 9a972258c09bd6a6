"""The worklist as a table that leaves: which rows, what stands in them, and what an invented row looks like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.export import Column
from unionhall.core.sealed import mask_name, mask_phone
from unionhall.core.verdict import Refused, no
from unionhall.exports import api as exports

from . import access, queries
from .clocks import day_of
from .enums import IdentityLevel, Kind, Source
from .forms.desk import WorklistForm
from .models import Case, Complainant
from .states import State

MOST = 10_000
LOGGED_AT_ONCE = 500

COLUMNS = [
    Column("number", _("Case number"), 24),
    Column("kind", _("Kind"), 12),
    Column("employer", _("Employer"), 28),
    Column("site", _("Site or workplace"), 18),
    Column("place", _("Place"), 14),
    Column("amount", _("Amount (yuan)"), 14),
    Column("worker", _("Worker"), 14),
    Column("phone", _("Phone"), 14),
    Column("identity", _("Who may learn the name"), 16),
    Column("state", _("State"), 14),
    Column("handler", _("Handler"), 12),
    Column("body", _("Body"), 20),
    Column("source", _("Source"), 10),
    Column("to_chair", _("Written to the chair"), 12),
    Column("received", _("Received on"), 12),
    Column("due", _("Next step by"), 14),
    Column("ended", _("Ended"), 12),
]
SHOWN = (
    "number", "kind", "employer_name", "site", "to_chair", "amount", "state", "source", "received_at", "due_on", "closed_at", "paused",
    "is_group", "handler__name", "body__name", "division__name",
)  # fmt: skip
TRADES = (
    "制衣",
    "五金",
    "餐饮",
    "家具",
    "电子",
    "物流",
    "建材",
    "食品",
    "印刷",
    "物业",
    "装饰",
    "塑胶",
    "包装",
    "汽配",
    "玩具",
    "医药",
)
SIGNS = "恒达盛信泰安嘉美丰源鑫隆瑞祥宏远华润德昌金辉永兴顺天成东方"


def _find(actor: Actor, asked: Mapping[str, Any]) -> exports.Found:
    filters = _filters(actor, asked)
    keys = [
        key
        for key, *_rest in _rows(actor, filters).values_list("pk", *(o.lstrip("-") for o in filters.order))[: MOST + 1]
    ]
    return exports.Found(keys, filters.words(), f"{_('matters')}-{day_of(clock.now()):%Y%m%d}")


def _table(actor: Actor, asked: Mapping[str, Any], keys: frozenset[UUID], unmasked: bool) -> exports.Table:
    filters = _filters(actor, asked)
    wanted = access.desk_cases(actor).filter(pk__in=keys).select_related("handler", "body", "division")
    cases = list(wanted.order_by(*filters.order).only(*SHOWN))
    full = _revealed(actor, cases) if unmasked else frozenset()
    above = [str(_("Matters: %(filters)s")) % {"filters": filters.words()}]
    return exports.Table(COLUMNS, list(zip((case.pk for case in cases), _lines(cases, full), strict=True)), above=above)


def _filters(actor: Actor, asked: Mapping[str, Any]) -> WorklistForm:
    """The same filters as on the page; one that is not understood finds nothing rather than everything."""
    said = QueryDict(str(asked["query"])) if "query" in asked else asked
    filters = WorklistForm(said, actor=actor)
    if unknown := set(said) - set(filters.fields):
        raise Refused(no(_("There is no such filter: %(name)s.") % {"name": sorted(unknown)[0]}, "", "filters"))
    if not filters.is_valid():
        field, errors = next(iter(filters.errors.items()))
        raise Refused(no(f"{field}: {errors[0]}", _("Set the filters anew."), "filters"))
    return filters


def _rows(actor: Actor, filters: WorklistForm) -> Any:
    return queries.worklist(access.desk_cases(actor), filters.filters).order_by(*filters.order)


def _revealed(actor: Actor, cases: Sequence[Case]) -> frozenset[UUID]:
    """Those whose workers' names this actor may show in full; all others stay masked whatever was asked."""
    found = access.revealed_cases(actor).filter(pk__in=[case.pk for case in cases])
    return frozenset(found.values_list("pk", flat=True))


def _note(actor: Actor, asked: Mapping[str, Any], purpose: str, keys: Sequence[UUID], unmasked: bool) -> None:
    """Which rows left, in parts, so that “where did this list go?” has an answer; each file opened in full on its own."""
    said = purpose or str(_("list for own work"))
    cases = list(access.desk_cases(actor).filter(pk__in=keys).order_by("pk").only("pk")) if unmasked else []
    full, ids = _revealed(actor, cases) if unmasked else frozenset(), [str(key) for key in keys]
    query = str(asked.get("query", ""))
    entries = [
        audit.Entry(
            "cases.exported", None, actor, said,
            details={"rows": ids[start : start + LOGGED_AT_ONCE], "of": len(ids), "filters": query, "full": len(full)},
        )
        for start in range(0, max(len(ids), 1), LOGGED_AT_ONCE)
    ]  # fmt: skip
    entries += [audit.Entry("case.read", case, actor, said) for case in cases if case.pk in full]
    audit.record_many(entries)


def _decoy(actor: Actor, keyed: exports.Keyed, unmasked: bool) -> dict[str, Any]:
    """A matter of nobody. Its number has a zero that numbers of so many digits never begin with; it claims no amount."""
    name = keyed.person()
    year = clock.today().year
    sign = "".join(keyed.one_of(SIGNS, f"sign {n}") for n in range(3))
    return {
        "number": f"{keyed.one_of(('工维', '总工维', '工调'), 'prefix')}〔{year}〕0{keyed.below(100_000, 'number'):05d}号",
        "employer": f"{sign}{keyed.one_of(TRADES, 'trade')}有限公司",
        "worker": name if unmasked else mask_name(name),
        "phone": keyed.masked_phone(),
    }


def _lines(cases: list[Case], full: frozenset[UUID]) -> Iterator[dict[str, Any]]:
    workers = queries.workers_of(cases)
    for case in cases:
        people = workers.get(case.pk, [])
        first = people[0] if people else None
        yield {
            "number": case.number,
            "kind": str(Kind(case.kind).label),
            "employer": case.employer_name,
            "site": case.site,
            "place": case.division.name if case.division else "",
            "amount": case.amount,
            "worker": _name(case, people, case.pk in full),
            "phone": mask_phone(first.phone) if first else "",
            "identity": str(IdentityLevel(first.identity_level).label) if first else "",
            "state": str(State(case.state).label),
            "handler": case.handler.name if case.handler else "",
            "body": case.body.name,
            "source": str(Source(case.source).label),
            "to_chair": str(_("yes")) if case.to_chair else "",
            "received": day_of(case.received_at),
            "due": str(_("clock stopped")) if case.paused else case.due_on if case.has_clock else "",
            "ended": day_of(case.closed_at) if case.closed_at else "",
        }


def _name(case: Case, people: list[Complainant], in_full: bool) -> str:
    if not people:
        return str(_("group case")) if case.is_group else ""
    if people[0].identity_level == IdentityLevel.ANONYMOUS:
        return str(_("anonymous"))
    said = people[0].name if in_full else mask_name(people[0].name)
    return said if len(people) == 1 else str(_("%(name)s and %(n)d more")) % {"name": said, "n": len(people) - 1}


WORKLIST = exports.Source(
    name="cases.worklist",
    title=_("Matters"),
    may=lambda actor, _asked: access.may_export(actor),
    find=_find,
    table=_table,
    columns=lambda _asked: [column.title for column in COLUMNS],
    note=_note,
    decoy=_decoy,
    borrowed=frozenset(["kind", "place", "identity", "state", "handler", "body", "source", "received", "due", "ended"]),
    unmarked=frozenset(["number"]),
    masked=frozenset(["worker", "phone"]),
    may_unmask=True,
    most=MOST,
)
