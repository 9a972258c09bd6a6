"""The table of claims of a case or of all workers of a group; out as a spreadsheet, and facts of many workers in from one."""

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock, export
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused
from unionhall.exports import api as exports
from unionhall.lawbook.calculator import Calculator
from unionhall.ui.law import in_language
from unionhall.ui.marked import act_once
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import file_response, page, redirect_after_post

from .. import access, actions
from ..exporting import CLAIMS, table_of
from ..forms import TableForm
from ..tabling import (
    ReadTable,
    fact_columns,
    fact_rows,
    read_table,
    workers_of,
)
from .frame import calculator_named, case_on_desk, note_reading, title_of, trail

if TYPE_CHECKING:
    from unionhall.cases.models import Case

GET_AND_POST = ["GET", "HEAD", "POST"]
LINES_SHOWN, ROWS_SHOWN = 200, 200


@require_safe
@never_cache
def claims(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who claims what: a row for each worker, a column for each claim, totals both ways."""
    actor, case = case_on_desk(request, pk)
    note_reading(actor, case)
    table = table_of(actor, case)
    first = max(0, _number(request.GET.get("from", "")))
    lines = table.lines[first : first + LINES_SHOWN]
    context: dict[str, Any] = {
        "case": case,
        "table": table,
        "crumbs": trail(case, (_("Claims"), "")),
        "may": access.may_reckon(actor, case),
        "may_export": access.may_export_claims(actor, case),
        "more": _around(request, first, len(table.lines)),
    }
    if case.is_group or len(table.lines) > 1:
        context["columns"] = [
            Column(_("Worker")),
            *(Column(head.label, numeric=True) for head in table.heads),
            Column(_("Total"), numeric=True),
        ]
        context["rows"] = [
            (line, [(line.amount(head), line.is_provisional(head)) for head in table.heads]) for line in lines
        ]
        context["totals"] = [table.column_total(head) for head in table.heads]
    else:
        context["single"] = [
            {
                "claim": claim,
                "label": head.label,
                "articles": [in_language(words) for words in claim.articles],
            }
            for line in table.lines
            for head, found in line.claims.items()
            for claim in found
        ]
    return page(request, "claims/claims.html", context)


def _around(request: HttpRequest, first: int, total: int) -> list[Choice]:
    """Long tables in parts."""
    found = []
    if first > 0:
        found.append(Choice(_("Earlier rows"), f"{request.path}?from={max(0, first - LINES_SHOWN)}"))
    if first + LINES_SHOWN < total:
        found.append(Choice(_("Further rows"), f"{request.path}?from={first + LINES_SHOWN}"))
    return found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


@require_http_methods(GET_AND_POST)
@never_cache
def claims_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The table of claims as a spreadsheet, names as the list shows them; of a large group when a second person has approved."""
    actor, case = case_on_desk(request, pk)
    back = reverse("claims:claims", args=[case.pk])
    crumbs = trail(case, (_("Claims"), back), (_("Export"), ""))
    return exports.take_out(request, CLAIMS, {"case": str(case.pk)}, by=actor, back=back, crumbs=crumbs)


@require_safe
@never_cache
def table_sheet(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """The sheet to be filled in: every worker, with what the file knows already."""
    actor, case = case_on_desk(request, pk)
    one = calculator_named(name)
    access.may_reckon(actor, case).or_refuse()
    note_reading(actor, case)
    rows = fact_rows(one, workers_of(case, by=actor))
    content = export.write_xlsx(rows, fact_columns(one), sheet=title_of(one))
    return file_response(content, f"{case.number}-{title_of(one)}.xlsx", export.XLSX)


@require_http_methods(GET_AND_POST)
@never_cache
def table(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """One sheet of many workers' facts: with a mistake in any row nothing is kept, unless one says otherwise."""
    actor, case = case_on_desk(request, pk)
    one = calculator_named(name)
    access.may_reckon(actor, case).or_refuse()
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    read = ReadTable()
    if request.method == "POST" and form.is_valid():
        try:
            read = read_table(form.cleaned_data["table"], one, workers_of(case, by=actor))
            if not read.sound and not read.rejected:
                form.add_error("table", _("There is no worker in it."))
            elif not read.rejected or (form.cleaned_data["sound_only"] and read.sound):
                keep = partial(_keep, case, actor, read, claimed=form.cleaned_data["claimed"])
                fresh = act_once(request, form, f"claims.table:{case.pk}:{name}", keep).value
                if not read.rejected:
                    return redirect_after_post(request, "claims:claims", pk, message=_kept(fresh, len(read.sound)))
                context = _table_context(case, one, TableForm(), read, kept=_kept(fresh, len(read.sound)))
                return page(request, "claims/table.html", context)
        except Refused as refusal:
            form.add_error("table", str(refusal))
    status = 422 if request.method == "POST" else 200
    return page(request, "claims/table.html", _table_context(case, one, form, read), status=status)


def _keep(case: "Case", actor: Actor, read: ReadTable, *, claimed: bool) -> int:
    reason = _("Reckoned again from a table on %(day)s.") % {"day": clock.today().isoformat()}
    return actions.keep_table(case, read.sound, by=actor, claimed=claimed, reason=reason)[1]


def _kept(fresh: int, sound: int) -> str:
    said = ngettext("%(n)d finding is on the file.", "%(n)d findings are on the file.", fresh) % {"n": fresh}
    if fresh < sound:
        same = ngettext("%(n)d was there already.", "%(n)d were there already.", sound - fresh) % {"n": sound - fresh}
        return f"{said} {same}"
    return said


def _table_context(
    case: "Case", one: Calculator, form: TableForm, read: ReadTable, *, kept: str = ""
) -> dict[str, Any]:
    return {
        "case": case,
        "calculator": one,
        "title": title_of(one),
        "form": form,
        "read": read,
        "kept": kept,
        "shown": read.rejected[:ROWS_SHOWN],
        "missing": [in_language(fact.ask) for fact in read.missing],
        "columns": [Column(_("Row"), numeric=True), Column(_("Worker")), Column(_("What is wrong"))],
        "facts": [(in_language(fact.ask), fact.name, fact.required) for fact in one.facts],
        "sheet": reverse("claims:table_sheet", args=[case.pk, one.name]),
        "crumbs": trail(case, (_("Claims"), reverse("claims:claims", args=[case.pk])), (title_of(one), "")),
    }
