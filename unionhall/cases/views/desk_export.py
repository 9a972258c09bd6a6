"""What is seen leaves as a spreadsheet: under the same filters, masked, and with a line in the log."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from unionhall.core import audit, clock, export, paging
from unionhall.core.actor import Actor
from unionhall.core.sealed import mask_name, mask_phone
from unionhall.ui.parts import Choice
from unionhall.ui.responses import file_response, page
from unionhall.ui.words import datetime_words

from .. import access, queries
from ..clocks import day_of
from ..enums import IdentityLevel, Kind, Source
from ..forms.desk import ExportForm, WorklistForm
from ..models import Case, Complainant
from ..states import State
from .desk import on_desk

MOST = 10_000
WITHOUT_PURPOSE = 100
LOGGED_AT_ONCE = 500

COLUMNS = [
    export.Column("number", _("Case number"), 24),
    export.Column("kind", _("Kind"), 12),
    export.Column("employer", _("Employer"), 28),
    export.Column("site", _("Site or workplace"), 18),
    export.Column("place", _("Place"), 14),
    export.Column("amount", _("Amount (yuan)"), 14),
    export.Column("worker", _("Worker"), 14),
    export.Column("phone", _("Phone"), 14),
    export.Column("identity", _("Who may learn the name"), 16),
    export.Column("state", _("State"), 14),
    export.Column("handler", _("Handler"), 12),
    export.Column("body", _("Body"), 20),
    export.Column("source", _("Source"), 10),
    export.Column("to_chair", _("Written to the chair"), 12),
    export.Column("received", _("Received on"), 12),
    export.Column("due", _("Next step by"), 14),
    export.Column("ended", _("Ended"), 12),
]


@require_http_methods(["GET", "POST"])
def export_list(request: HttpRequest) -> HttpResponse:
    """First how many rows and under which filters; then the file."""
    actor = on_desk(request)
    access.may_export(actor).or_refuse()
    filters = WorklistForm(request.GET, actor=actor)
    whole = filters.is_valid()
    rows = queries.worklist(access.desk_cases(actor), filters.filters) if whole else Case.objects.none()
    count = paging.capped_count(rows, MOST)
    posted = request.POST if request.method == "POST" else None
    form = ExportForm(posted, initial={"names": "masked"}, needs_purpose=count > WITHOUT_PURPOSE)
    if request.method == "POST" and whole and not count.capped and form.is_valid():
        return _file(actor, filters, rows, form.cleaned_data)
    context = {
        "form": form,
        "filters": filters,
        "whole": whole,
        "words": filters.words() if whole else "",
        "count": int(count),
        "too_many": count.capped,
        "most": MOST,
        "back": f"{reverse('cases:worklist')}?{filters.query()}" if whole else reverse("cases:worklist"),
        "crumbs": [Choice(_("Worklist"), reverse("cases:worklist")), Choice(_("Export"))],
    }
    refused = request.method == "POST" or not whole
    return page(request, "cases/desk/export.html", context, status=422 if refused else 200)


def _file(actor: Actor, filters: WorklistForm, rows: Any, asked: dict[str, Any]) -> HttpResponse:
    wanted = rows.select_related("handler", "body", "division").order_by(*filters.order)
    cases = list(wanted.only(*SHOWN)[:MOST])
    full = _revealed(actor, cases) if asked["names"] == "full" else set()
    _log(actor, cases, purpose=asked["purpose"], full=full, query=filters.query())
    now = clock.now()
    above = [
        str(_("Matters: %(filters)s")) % {"filters": filters.words()},
        str(_("As of %(when)s · %(n)d rows · %(who)s"))
        % {"when": datetime_words(now), "n": len(cases), "who": actor.name},
        "",
    ]
    content = export.write_xlsx(_lines(cases, full), COLUMNS, sheet=_("Matters"), above=above)
    return file_response(content, f"{_('matters')}-{day_of(now):%Y%m%d}.xlsx", export.XLSX)


SHOWN = (
    "number", "kind", "employer_name", "site", "to_chair", "amount", "state", "source", "received_at", "due_on", "closed_at", "paused",
    "is_group", "handler__name", "body__name", "division__name",
)  # fmt: skip


def _revealed(actor: Actor, cases: list[Case]) -> set[UUID]:
    """Those whose workers' names this actor may show in full; all others stay masked whatever was asked."""
    found = access.revealed_cases(actor).filter(pk__in=[case.pk for case in cases])
    return set(found.values_list("pk", flat=True))


def _log(actor: Actor, cases: list[Case], *, purpose: str, full: set[UUID], query: str) -> None:
    """Which rows left, in parts, so that “where did this list go?” has an answer; each file opened in full on its own."""
    said = purpose.strip() or str(_("list for own work"))
    ids = [str(case.pk) for case in cases]
    entries = [
        audit.Entry(
            "cases.exported",
            None,
            actor,
            said,
            details={"rows": ids[start : start + LOGGED_AT_ONCE], "of": len(ids), "filters": query, "full": len(full)},
        )
        for start in range(0, max(len(ids), 1), LOGGED_AT_ONCE)
    ]
    entries += [audit.Entry("case.read", case, actor, said) for case in cases if case.pk in full]
    audit.record_many(entries)


def _lines(cases: list[Case], full: set[UUID]) -> Iterator[dict[str, Any]]:
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
