"""What is to be looked at: reports from the doors, inspections by checklist, shortfalls, entries that may be one place."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import clock, files
from unionhall.core.http import actor_of
from unionhall.core.ids import new_id
from unionhall.core.paging import page as keyset
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import DONE, offline_script, page, redirect_after_post, submitted

from .. import access, actions, queries
from ..enums import Finding, Standard
from ..forms import AnswerForm, ConfirmForm, InspectionForm, WordsForm
from ..models import Inspection, InspectionAnswer, Venue
from ..states import ReportState
from .frame import GET_AND_POST, crumbs, keeper, posted, tabs, venue_in_scope

OFFLINE_SCRIPT = Path(__file__).resolve().parent.parent / "inspect-offline.js"
MOST_PHOTOS = 20


# --- reports ------------------------------------------------------------------------------------------------------------


@require_safe
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    """What was said at the doors and waits for an answer; with ?show=answered, what was answered."""
    actor = keeper(request)
    answered = request.GET.get("show") == "answered"
    rows = access.visible_reports(actor).filter(state=ReportState.ANSWERED if answered else ReportState.WAITING)
    shown = keyset(
        rows.select_related("venue__operator"), order=("-last_at", "id"), after=request.GET.get("after"), size=50
    )
    context = {
        "tabs": tabs(request, "reports"),
        "page": shown,
        "answered": answered,
        "columns": [Column(_("Station or place")), Column(_("What they found")), Column(_("Last said")), Column(_("How often"), numeric=True),
                    Column(_("Answer"))],
    }  # fmt: skip
    return page(request, "places/reports.html", context)


@require_http_methods(GET_AND_POST)
def answering(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The keeper answers: at the desk, or at the place itself."""
    actor = actor_of(request)
    report = get_object_or_404(access.visible_reports(actor).select_related("venue__operator"), pk=pk)
    access.may_answer(actor, report).or_refuse()
    at_desk = bool(access.may_see_desk(actor))
    trail = crumbs(report.venue) if at_desk else [Choice(_("Places I look after"), reverse("places:kept"))]
    return ask(
        request, AnswerForm(posted(request)), act=lambda said: actions.answer(report, by=actor, **said),
        title=_("%(what)s · %(name)s") % {"what": report.get_kind_display(), "name": report.venue.name},
        lead=ngettext("Said %(n)d time.", "Said %(n)d times.", report.times) % {"n": report.times},
        button=_("Answer"), done=_("Answered. Whoever looks for the place sees it."),
        back=("places:reports" if at_desk else "places:kept",), crumbs=trail,
    )  # fmt: skip


# --- inspections --------------------------------------------------------------------------------------------------------


@require_http_methods(GET_AND_POST)
def inspecting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The checklist of a place, on a phone: it may be filled in without a connection and is sent when there is one."""
    actor, found = keeper(request), venue_in_scope(request, pk)
    access.may_inspect(actor, found).or_refuse()
    items = queries.checklist(found)
    form = InspectionForm(posted(request), initial={"on": clock.today(), "draft": new_id()})

    def act(said: dict[str, Any]) -> Inspection:
        answers = {item.code: _answer(request, item.code, actor) for item in items}
        return actions.inspect(
            found, by=actor, answers=answers, draft=said["draft"], on=said["on"], words=said["words"]
        )

    status, made = submitted(request, form, act, once=False)
    if status == DONE and made is not None:
        return redirect_after_post(request, "places:inspection", made.pk, message=_("The inspection has arrived."))
    running = {
        one.item_id: one for one in access.visible_shortfalls(actor).filter(venue=found).exclude(state="confirmed")
    }
    groups: list[dict[str, Any]] = []
    for standard in Standard:
        mine = [
            {"item": item, "said": request.POST.get(f"finding-{item.code}", ""), "note": request.POST.get(f"note-{item.code}", "")[:300],
             "short": running.get(item.pk)}
            for item in items if item.standard == standard
        ]  # fmt: skip
        if mine:
            groups.append({"label": standard.label, "rows": mine})
    context = {
        "venue": found, "form": form, "groups": groups, "findings": Finding.choices, "total": len(items),
        "crumbs": [*crumbs(found), Choice(_("Inspection"))],
    }  # fmt: skip
    return page(request, "places/inspecting.html", context, status=status)


def _answer(request: HttpRequest, code: str, actor: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "finding": request.POST.get(f"finding-{code}", ""),
        "note": request.POST.get(f"note-{code}", "").replace("\0", ""),
    }
    upload: Any = request.FILES.get(f"photo-{code}")
    if upload is not None and said["finding"] in Finding.values and len(request.FILES) <= MOST_PHOTOS:
        said["stored"] = files.store(upload, by=actor, kind="inspection")
    return said


@require_safe
def inspect_offline(request: HttpRequest) -> HttpResponse:
    """What opens a checklist again where there is no connection."""
    return offline_script(OFFLINE_SCRIPT)


@require_safe
@never_cache
def inspection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What one inspection found: points, standards, each item."""
    actor = keeper(request)
    found = get_object_or_404(access.visible_inspections(actor).select_related("venue__operator", "again_of"), pk=pk)
    answers = (
        InspectionAnswer.objects.filter(inspection=found).select_related("item").order_by("item__order", "item__code")
    )
    context = {
        "inspection": found,
        "answers": sorted(answers, key=lambda one: list(Standard).index(Standard(one.item.standard))),
        "columns": [Column(_("Standard")), Column(_("What is looked at")), Column(_("Finding")), Column(_("Points"), numeric=True), Column(_("Words"))],
        "crumbs": [*crumbs(found.venue), Choice(_("Inspection"))],
    }  # fmt: skip
    return page(request, "places/inspection.html", context)


@require_safe
@never_cache
def finding_photo(request: HttpRequest, pk: UUID) -> FileResponse:
    """The picture of one finding."""
    actor = keeper(request)
    seen = access.visible_inspections(actor).order_by().values("pk")
    found = get_object_or_404(
        InspectionAnswer.objects.select_related("stored"), pk=pk, inspection__in=seen, stored__isnull=False
    )
    return files.as_response(found.stored)  # type: ignore[arg-type]


# --- shortfalls ---------------------------------------------------------------------------------------------------------


@require_safe
@never_cache
def shortfalls(request: HttpRequest) -> HttpResponse:
    """The standards over the network of this desk, and what is to be put right, the nearest day first."""
    actor = keeper(request)
    running = queries.running_shortfalls(access.visible_shortfalls(actor))
    context = {
        "tabs": tabs(request, "shortfalls"),
        "network": queries.network_of(access.kept_venues(actor)),
        "shortfalls": running[:200],
        "total": running.count(),
        "columns": [Column(_("Station or place")), Column(_("What falls short")), Column(_("Found on")), Column(_("To be put right by")), Column(_("State"))],
        "item_columns": [Column(_("What is looked at")), Column(_("Standard")), Column(_("Fall short"), numeric=True),
                         Column(_("Of places where it was looked at"), numeric=True), Column(_("Day passed"), numeric=True)],
        "body_columns": [Column(_("Body")), Column(_("Places in use"), numeric=True), Column(_("Inspected"), numeric=True),
                         Column(_("Of these, with shortfalls"), numeric=True)],
    }  # fmt: skip
    return page(request, "places/shortfalls.html", context)


@require_http_methods(GET_AND_POST)
def remedying(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever looks after the place says that it is put right."""
    actor = actor_of(request)
    found = get_object_or_404(access.visible_shortfalls(actor).select_related("venue__operator", "item"), pk=pk)
    access.may_remedy(actor, found).or_refuse()
    at_desk = bool(access.may_see_desk(actor))
    trail = crumbs(found.venue) if at_desk else [Choice(_("Places I look after"), reverse("places:kept"))]
    return ask(
        request, WordsForm(posted(request)), act=lambda said: actions.remedy(found, by=actor, text=said["text"]),
        title=_("Put right: %(what)s") % {"what": found.item.label}, lead=found.venue.name,
        button=_("It is put right"), done=_("Recorded. It is closed when somebody has seen it."),
        back=("places:shortfalls" if at_desk else "places:kept",), crumbs=trail,
    )  # fmt: skip


# --- pairs --------------------------------------------------------------------------------------------------------------


@require_safe
@never_cache
def pairs(request: HttpRequest) -> HttpResponse:
    """Entries that lie near each other under like names: one place, or two?"""
    actor = keeper(request)
    waiting = queries.pairs_to_decide(access.visible_pairs(actor))
    context = {
        "tabs": tabs(request, "pairs"),
        "pairs": [
            {"pair": one, "both": (one.one, one.other), "percent": round(one.alike * 100)} for one in waiting[:50]
        ],
        "total": waiting.count(),
        "may_look": access.may_look_for_pairs(actor),
    }
    return page(request, "places/pairs.html", context)


@require_POST
def looking_for_pairs(request: HttpRequest) -> HttpResponse:
    """Look through the places of this desk now."""
    actor = keeper(request)
    new = actions.look_for_pairs(by=actor)
    words = (
        ngettext("%(n)d new pair to look at.", "%(n)d new pairs to look at.", new) % {"n": new}
        if new
        else _("No new pair.")
    )
    return redirect_after_post(request, "places:pairs", message=words)


@require_http_methods(GET_AND_POST)
def merging(request: HttpRequest, pk: UUID, keep: UUID) -> HttpResponse:
    """They are one place; this entry is kept, the other becomes a map point of it."""
    actor = keeper(request)
    pair = get_object_or_404(access.visible_pairs(actor).select_related("one__operator", "other__operator"), pk=pk)
    kept: Venue = get_object_or_404(Venue.objects.filter(pk__in=[pair.one_id, pair.other_id]), pk=keep)
    goes = pair.other if kept.pk == pair.one_id else pair.one
    access.may_merge(actor, pair).or_refuse()
    return ask(
        request, ConfirmForm(posted(request)), act=lambda _said: actions.merge(pair, by=actor, keep=kept),
        title=_("Keep “%(name)s”") % {"name": kept.name},
        lead=_("“%(name)s” (%(code)s) becomes a map point of it. Its pictures, reports, counts and inspections come along; its poster leads here.") % {"name": goes.name, "code": goes.code},
        button=_("They are one: merge them"), done=_("Merged."), back=("places:pairs",), crumbs=crumbs(),
    )  # fmt: skip


@require_POST
def keeping_apart(request: HttpRequest, pk: UUID) -> HttpResponse:
    """They are two places; nobody is asked again."""
    actor = keeper(request)
    pair = get_object_or_404(access.visible_pairs(actor), pk=pk)
    actions.keep_apart(pair, by=actor)
    return redirect_after_post(request, "places:pairs", message=_("Recorded: two places."))
