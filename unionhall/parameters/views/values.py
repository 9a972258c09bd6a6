"""Reading the values: every table, the history of a place, and what is due for re-checking. Open to everybody."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.core import clock
from unionhall.core.http import actor_of, public, words_asked
from unionhall.lawbook.dated import Due
from unionhall.ui.law import in_language
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import page

from .. import access, queries
from ..forms import DueFilterForm, ValuesFilterForm
from ..held import current
from ..models import ProposedValue
from . import frame

MOST = 400


@public
@require_safe
def values(request: HttpRequest) -> HttpResponse:
    """One table: what holds in each place on a day."""
    held, actor = current(), actor_of(request)
    form = ValuesFilterForm(
        {"on": str(clock.today()), "table": frame.FIRST, **request.GET.dict()}, tables=frame.table_choices(held.book)
    )
    said = form.cleaned_data if form.is_valid() else {}
    table = frame.table_asked(held.book, said.get("table") or "")
    on = said.get("on") or clock.today()
    found = queries.in_force(held.book, table, on, place=words_asked(request))
    order = {region: n for n, region in enumerate(held.book.regions(table))}
    found.sort(key=lambda span: (order[span.row.region], span.row.tier))
    tiers = Counter(span.row.region for span in found)
    context = {
        "form": form,
        "title": frame.title(table),
        "on": on,
        "held": held,
        "rows": [{**_row(span), "tier": span.row.tier if tiers[span.row.region] > 1 else 0} for span in found[:MOST]],
        "at_desk": bool(actor.posts),
        "due": len(queries.due(held.book, clock.today())),
        "may_see_proposals": access.may_see_proposals(actor),
        "may_propose": access.may_propose(actor),
        "waiting": access.visible_proposals(actor).filter(state="proposed").count(),
        "columns": [
            Column(_("Place")), Column(_("Value"), numeric=True), Column(_("In force from")), Column(_("Where it was read")),
            Column(_("How sure")),
        ],
    }  # fmt: skip
    return page(request, "parameters/values.html", context)


@public
@require_safe
def history(request: HttpRequest, table: str, region: str) -> HttpResponse:
    """What was in force when in one place, by which document; for those with a post also who proposed and approved it."""
    held, actor, today = current(), actor_of(request), clock.today()
    spans = queries.history(held.book, table, region, today)
    gone = queries.superseded(held.book, table, region)
    if not spans and not gone:
        raise Http404
    officer, keeper = access.may_see_proposals(actor), access.may_propose(actor)
    origins = queries.origins(table, region) if officer else {}
    tiers = sorted({span.row.tier for span in spans})
    context = {
        "table": table,
        "region": region,
        "title": frame.title(table),
        "crumbs": frame.crumbs(Choice(frame.title(table), f"{reverse('parameters:values')}?table={table}"), Choice(region)),
        "tiers": [
            (tier if len(tiers) > 1 else 0, [
                {**_row(span), "origin": origins.get(span.row.key), "act": _comparison(span) if keeper else ""}
                for span in spans if span.row.tier == tier
            ])
            for tier in tiers
        ],
        "gone": [_gone(entry.row or entry.proposed, entry.proposed) for entry in gone],
        "officer": bool(officer),
        "at_desk": bool(actor.posts),
        "keeper": bool(keeper),
        "proposed": queries.proposed_for(table, region)[:100] if officer else [],
        "columns": [
            Column(_("In force")), Column(_("Value"), numeric=True), Column(_("Where it was read")), Column(_("How sure")),
        ],
    }  # fmt: skip
    return page(request, "parameters/history.html", context)


@public
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Every value somebody should compare with its source, why, and what to do."""
    held, actor, today = current(), actor_of(request), clock.today()
    form = DueFilterForm(request.GET, tables=frame.table_choices(held.book))
    said = form.cleaned_data if form.is_valid() else {}
    found = queries.due(held.book, today, table=said.get("table") or "", place=words_asked(request))
    keeper = bool(access.may_propose(actor))
    context = {
        "form": form,
        "total": len(found),
        "every": len(held.book.rows()),
        "reasons": _by_reason(found),
        "rows": [
            {**_value(one.row), "why": in_language(one.why), "todo": in_language(one.todo), "newest": one.newest, "act": _address(one.row) if keeper else ""}
            for one in found[:MOST]
        ],
        "more": max(0, len(found) - MOST),
        "at_desk": bool(actor.posts),
        "crumbs": frame.crumbs(Choice(_("Due for re-checking"))),
        "columns": [
            Column(_("Value")), Column(_("Place")), Column(_("In force from")), Column(_("Why")),
        ],
    }  # fmt: skip
    return page(request, "parameters/due.html", context)


def _by_reason(found: Sequence[Due]) -> list[dict[str, Any]]:
    counted = Counter(one.why for one in found)
    todo = {one.why: one.todo for one in found}
    return [{"why": in_language(why), "todo": in_language(todo[why]), "n": n} for why, n in counted.most_common()]


def _row(span: queries.InForce) -> dict[str, Any]:
    return {**_value(span.row), "until": span.until, "is_now": span.is_now}


def _value(row: Any) -> dict[str, Any]:
    sure, tone = frame.how_sure(row)
    return {
        "row": row,
        "table": frame.title(row.table),
        "value": frame.amount(row.value, row.unit),
        "since": frame.first_day(row),
        "source": queries.source_words(row),
        "sure": sure,
        "tone": tone,
        "history": frame.history_address(row.table, row.region),
    }


def _gone(row: Any, proposed: ProposedValue | None) -> dict[str, Any]:
    """A value that counts no longer, with what it was proposed by."""
    return {
        "value": frame.amount(row.value, row.unit),
        "since": frame.first_day(row),
        "tier": row.tier,
        "taken_back": proposed is not None and proposed.act == "withdraw",
        "source": proposed.document or proposed.proposal.document if proposed else queries.source_words(row),
        "note": row.note,
        "proposed": proposed,
    }


def _comparison(span: queries.InForce) -> str:
    return _address(span.row)


def _address(row: Any) -> str:
    return reverse("parameters:comparison", args=frame.where(row))
