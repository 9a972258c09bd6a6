"""One case on the desk: facts, what happened so far, and what can be done next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from unionhall.core import audit, clock, files
from unionhall.core.actor import Actor
from unionhall.core.sealed import mask_phone
from unionhall.core.verdict import Verdict
from unionhall.ui import slots
from unionhall.ui.parts import Choice, Fact, FileLine
from unionhall.ui.responses import page, redirect_after_post
from unionhall.ui.words import date_words, money

from .. import access, actions, clocks, queries, routing
from ..enums import Audience, DayUnit, IdentityLevel
from ..forms.file_work import GatheringForm, OpeningForm, ShowPhoneForm
from ..models import Callback, Case, Complainant, Instalment, Party, Settlement, Transfer
from ..states import State, TransferState
from . import file_acts, file_suggestions, file_timeline
from .file_employer import unidentified
from .file_frame import on_desk

DUPLICATES_SHOWN = 6
MEMBERS_SHOWN = 10
CASE_PARTS = ("body", "handler", "employer", "division", "group")


@require_safe
@never_cache
def case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file. Opening it is noted with its purpose; workers have a page of their own for their own matter."""
    actor: Actor = request.actor
    found = get_object_or_404(access.visible_cases(actor).select_related(*CASE_PARTS), pk=pk)
    if access.is_own(actor, found):
        return redirect("cases:my_matter", found.pk)
    why = "" if access.is_usual(actor, found) else queries.reason_given(actor, found)
    if not why and not access.is_usual(actor, found):
        return page(request, "cases/file/opening.html", {"case": found, "form": OpeningForm()})
    audit.record_read(found, by=actor, purpose=why or access.purpose_of(actor, found))
    return page(request, "cases/file/case.html", file_context(actor, found), fragment="file")


@never_cache
@require_POST
def opening(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say why one opens a file outside one's usual work; the worker reads it, and the supervisor there is told."""
    found = on_desk(request, pk)
    form = OpeningForm(request.POST)
    if not form.is_valid():
        return page(request, "cases/file/opening.html", {"case": found, "form": form}, status=422)
    actions.open_outside(found, by=request.actor, reason=form.cleaned_data["reason"])
    return redirect_after_post(request, "cases:case", found.pk)


@require_POST
@never_cache
def phone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A worker's number in full, for a stated purpose that the worker can read."""
    found = on_desk(request, pk)
    access.may_reveal(request.actor, found).or_refuse()
    form = ShowPhoneForm(request.POST)
    shown: dict[UUID, str] = {}
    if form.is_valid():
        person = get_object_or_404(access.visible_complainants(request.actor, found), pk=form.cleaned_data["field"])
        shown[person.pk] = actions.show_phone(person, by=request.actor, purpose=form.cleaned_data["purpose"])
    context = file_context(request.actor, found, shown=shown)
    return page(request, "cases/file/case.html", context, status=200 if shown else 422)


@require_safe
def file_download(request: HttpRequest, pk: UUID, file: UUID) -> FileResponse:
    """One file of the case, as a download, for those who may open it."""
    found = on_desk(request, pk)
    row = get_object_or_404(access.visible_files(request.actor, found).select_related("stored"), pk=file)
    audit.record(
        "file.downloaded", row, by=request.actor, purpose=access.purpose_of(request.actor, found), case=str(pk)
    )
    return files.as_response(row.stored)


@require_POST
def gathering(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put this matter and others like it into one group."""
    found = on_desk(request, pk)
    access.may_gather(request.actor, found).or_refuse()
    alike = _alike(request.actor, found)
    form = GatheringForm(request.POST, candidates=[(str(other.pk), other.number) for other in alike])
    if not form.is_valid():
        return page(request, "cases/file/case.html", file_context(request.actor, found), status=422)
    chosen = set(form.cleaned_data["cases"])
    group = actions.gather([found, *(other for other in alike if str(other.pk) in chosen)], by=request.actor)
    return redirect_after_post(request, "cases:case", group.pk, message=_("Gathered in a group case."))


def file_of(actor: Actor, pk: UUID) -> Case | None:
    """The case as this actor now sees it on the desk, or nothing."""
    return access.desk_cases(actor).select_related(*CASE_PARTS).filter(pk=pk).first()


def file_context(actor: Actor, case: Case, *, shown: dict[UUID, str] | None = None) -> dict[str, Any]:
    """All that stands on the file's page, in a number of queries that does not grow with the file."""
    routings = case.routings.order_by("-at", "-pk").values_list("why", flat=True)[:1]
    alike = _alike(actor, case)
    suggested = file_suggestions.panel(actor, case)
    return {
        "case": case,
        "suggested": suggested,
        "alike_beyond": file_suggestions.beyond(suggested, alike),
        "trail": [Choice(_("Worklist"), reverse("cases:worklist")), Choice(case.number)],
        "print_url": reverse("cases:print", args=[case.pk]),
        "facts": _facts(case),
        "unidentified": unidentified(actor, case),
        "clock": _clock(case),
        "why": routing.sentences(next(iter(routings), [])),
        "people": _people(actor, case, shown or {}),
        "purposes": ShowPhoneForm.base_fields["purpose"].choices,  # type: ignore[attr-defined]
        "parties": list(Party.objects.filter(case=case).select_related("employer").order_by("added_at", "pk")),
        "files": _files(actor, case),
        "settlement": _settlement(actor, case),
        "callbacks": _callbacks(actor, case),
        "transfers": _transfers(actor, case),
        "members": _members(case),
        "alike": alike,
        "may_gather": access.may_gather(actor, case) if alike else None,
        "offers": (offers := file_acts.offers(actor, case)),
        "barred": file_acts.by_reason(offers["barred"]),
        "timeline": file_timeline.of(actor, case),
        "panels": slots.panels("case.file", actor, case),
    }


def _alike(actor: Actor, case: Case) -> list[Case]:
    """Other running matters of the same kind with the same employer, which may be one matter."""
    if case.is_ended or case.group_id or case.is_group:
        return []
    rows = queries.likely_same_matter(
        access.desk_cases(actor),
        kind=case.kind,
        employer_id=case.employer_id,
        employer_name=case.employer_name,
        on=clock.today(),
    )
    return list(rows.filter(is_group=False).exclude(pk=case.pk)[:DUPLICATES_SHOWN])


def _facts(case: Case) -> list[Fact]:
    return [
        Fact(_("About"), case.get_kind_display()),
        Fact(_("Employer"), case.employer_name, _employer_hint(case)),
        Fact(_("Site or workplace"), case.site),
        Fact(_("Place"), case.division.name if case.division else ""),
        Fact(_("Industry"), case.get_industry_display() if case.industry else ""),
        Fact(_("Amount in dispute"), money(case.amount)),
        Fact(_("Happened on"), date_words(case.happened_on) if case.happened_on else ""),
        Fact(_("Received"), date_words(case.received_at), case.get_source_display()),
        *([Fact(_("Written to"), _("the chair"))] if case.to_chair else []),
        Fact(_("Responsible body"), case.body.name),
        Fact(_("In the hands of"), case.handler.name if case.handler else _("nobody yet")),
    ]


def _employer_hint(case: Case) -> str:
    if case.employer is None:
        return _("not matched with the register") if case.employer_name else ""
    return case.employer.uscc or _("in the register")


# --- the clock ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClockLines:
    """The day by which the next step is taken, and why it is that day."""

    due: Any
    working: bool
    provisional: bool
    paused: bool
    lines: list[str]


def _clock(case: Case) -> ClockLines | None:
    """The clock in words: the promise behind it, the days it stood still, the days added."""
    read = queries.clock_of(case)
    if case.is_ended or (read.due_on is None and not read.paused):
        return None
    lines = [_promise_line(read)] if read.promise else [_("The next call-back is planned for this day.")]
    if read.stopped_days:
        lines.append(_("The clock stood still for %(n)s days; they are added.") % {"n": read.stopped_days})
    if read.extended_days:
        lines.append(_("%(n)s days were added by extension.") % {"n": read.extended_days})
    if read.paused:
        lines.append(_("The clock is stopped; the day is set when it runs again."))
    working = read.promise is not None and read.promise.unit == DayUnit.WORKING
    return ClockLines(read.due_on, working, read.provisional, read.paused, lines)


def _promise_line(read: clocks.Clock) -> str:
    promise = read.promise
    if promise is None or read.started_on is None:
        return ""
    words = _("%(days)s %(unit)s from %(start)s, as promised for “%(state)s”.") % {
        "days": promise.days,
        "unit": DayUnit(promise.unit).label,
        "start": date_words(read.started_on),
        "state": State(promise.state).label,
    }
    return (
        _("%(promise)s Source: %(source)s.") % {"promise": words, "source": promise.source} if promise.source else words
    )


# --- people ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PersonLine:
    """A worker of the case, as far as the identity level lets their name be read."""

    id: UUID
    name: str
    level: str
    masked: str
    shown: str
    amount: str


def _people(actor: Actor, case: Case, shown: dict[UUID, str]) -> list[PersonLine]:
    rows: Iterable[Complainant] = access.visible_complainants(actor, case).order_by("joined_at", "pk")
    return [
        PersonLine(
            row.pk,
            name_for_the_desk(row),
            row.get_identity_level_display(),
            mask_phone(row.phone) if row.phone else "",
            shown.get(row.pk, ""),
            money(row.amount),
        )
        for row in rows
    ]


def name_for_the_desk(row: Complainant) -> str:
    """Handlers read the name unless the worker stayed anonymous."""
    return _("Anonymous") if row.identity_level == IdentityLevel.ANONYMOUS else row.name or _("not stated")


# --- what belongs to it ------------------------------------------------------------------------------------------------


def _files(actor: Actor, case: Case) -> list[FileLine]:
    rows = (
        access.visible_files(actor, case).filter(transfer__isnull=True).select_related("stored").order_by("-at", "-pk")
    )
    return [
        FileLine(
            row.stored.name,
            reverse("cases:file_download", args=[case.pk, row.pk]),
            row.stored.size,
            row.at,
            row.by_name or _("the worker"),
            " · ".join(part for part in (row.label, str(Audience(row.audience).label)) if part),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class SettlementLine:
    """The settlement in force, with its instalments and its document."""

    row: Settlement
    instalments: list[Instalment]
    document_url: str
    may_write: Verdict


def _settlement(actor: Actor, case: Case) -> SettlementLine | None:
    row = Settlement.objects.filter(case=case, replaced_at__isnull=True).select_related("document__stored").first()
    if row is None:
        return None
    instalments = list(Instalment.objects.filter(settlement=row).order_by("position", "pk"))
    url = reverse("cases:file_download", args=[case.pk, row.document_id]) if row.document_id else ""
    return SettlementLine(row, instalments, url, access.may_write_agreement(actor, case))


@dataclass(frozen=True)
class CallbackLine:
    row: Callback
    verdict: Verdict
    url: str


def _callbacks(actor: Actor, case: Case) -> list[CallbackLine]:
    """Calls still to be made, the nearest first."""
    rows = (
        Callback.objects.filter(case=case, done_at__isnull=True, cancelled_at__isnull=True)
        .select_related("instalment")
        .order_by("due_on", "pk")
    )
    lines = []
    for row in rows:
        row.case = case
        url = reverse("cases:callback", args=[case.pk, row.pk])
        lines.append(CallbackLine(row, access.may_call_back(actor, row), url))
    return lines


def _transfers(actor: Actor, case: Case) -> list[Transfer]:
    """Transfers that are open now."""
    rows = access.visible_transfers(actor).filter(case=case, state__in=[TransferState.OFFERED, TransferState.ACCEPTED])
    return list(rows.select_related("to_body").order_by("offered_at", "pk"))


def _members(case: Case) -> dict[str, Any] | None:
    if not case.is_group:
        return None
    rows = Case.objects.filter(group=case)
    return {
        "count": rows.count(),
        "first": list(rows.order_by("number", "pk")[:MEMBERS_SHOWN]),
        "url": reverse("cases:group", args=[case.pk]),
    }
