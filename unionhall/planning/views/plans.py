"""Plans: which there are, a new one, one of them with its sites and how good it is, two side by side, taken along, stopped, gone on with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import export
from unionhall.core.paging import page as keyset
from unionhall.ui.asking import ask
from unionhall.ui.maps import overlay_response
from unionhall.ui.parts import Choice, Column, Fact, Figure
from unionhall.ui.responses import DONE, file_response, moved_on, page, redirect_after_post, submitted
from unionhall.ui.words import datetime_words

from .. import access, actions, keeping, overlays, pictures, queries, running, saying, sheets, standing
from ..enums import COVERING, Under
from ..forms import CompareForm, PlanForm, ResumeForm
from ..models import SitingPlan
from ..states import PlanState
from . import frame
from .frame import GET_AND_POST, in_words, posted

GOING = (PlanState.WAITING, PlanState.PROVING)


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan, the newest first."""
    actor = frame.planner(request)
    shown = keyset(
        queries.reckoned(access.visible_plans(actor)), order=("-made_at", "id"), after=request.GET.get("after"), size=25
    )
    context = {
        "page": shown,
        "rows": [{"plan": one, "sites": len(one.answer.get("sites", [])), "result": saying.result_words(one), "gap": saying.gap_words(one)} for one in shown.items],
        "may_plan": access.may_plan_somewhere(actor),
        "has_layer": queries.ready_layers(access.visible_layers(actor)).exists(),
        "can_compare": queries.answered_plans(access.visible_plans(actor)).count() > 1,
        "columns": [Column(_("Plan")), Column(_("Body")), Column(_("What for")), Column(_("New stations"), numeric=True), Column(_("Result")), Column(_("How good")), Column(_("State"))],
        "crumbs": frame.crumbs(Choice(_("Siting plans"))),
    }  # fmt: skip
    return page(request, "planning/plans.html", context)


@require_http_methods(GET_AND_POST)
def plan_new(request: HttpRequest) -> HttpResponse:
    """Ask where the next stations should stand."""
    actor = frame.planner(request)
    access.may_plan_somewhere(actor).or_refuse()
    layers, networks = (
        queries.ready_layers(access.visible_layers(actor)),
        queries.ready_networks(access.visible_networks(actor)),
    )
    like = frame.named(access.visible_plans(actor), (posted(request) or request.GET).get("like"))
    kept = keeping.hosts_in(like.stored_as) if like else None
    form = PlanForm(
        posted(request), request.FILES or None, initial=_as_asked(like), has_hosts=like.name if kept else "", bodies=queries.bodies_to_choose(access.bodies(actor)),
        layers=queries.as_choices(layers), networks=queries.as_choices(networks), venue_kinds=standing.KINDS,
    )  # fmt: skip

    def act(said: dict[str, Any]) -> SitingPlan:
        body = frame.body_named(actor, said["body"])
        demand, network = frame.chosen(layers, said["demand"]), frame.chosen(networks, said["network"])
        hosts = said["hosts"] or kept
        quick = running.is_quick_plan(demand, network, hosts)
        plan = actions.make_plan(
            body, by=actor, demand=demand, network=network, hosts=hosts, in_background=not quick, **form.facts
        )
        if quick:
            running.answer_plan(plan.pk, by=running.BY)
        return plan

    status, made = submitted(request, form, act)
    if status == DONE and made is not None:
        return redirect_after_post(request, made)
    context = {"form": form, "has_layer": layers.exists(), "crumbs": frame.crumbs(_all(), Choice(_("Make a plan")))}
    return page(request, "planning/plan_new.html", context, status=status)


def _as_asked(found: SitingPlan | None) -> dict[str, Any]:
    """What the form begins with: what was asked before, where somebody wants another plan like it."""
    if found is None:
        return {}
    names = (
        "kinds",
        "hours",
        "day",
        "weekday",
        "slot",
        "minutes",
        "speed",
        "detour",
        "objective",
        "under",
        "new",
        "budget",
        "hosts_from",
        "capacity",
        "seconds",
    )
    said = {name: getattr(found, name) for name in names}
    return frame.as_asked(found, {**said, "read_as": found.basis.get("hosts_read_as", "wgs84"), "is_sure": found.basis.get("hosts_sure", False), "like": str(found.pk)})  # fmt: skip


def _all() -> Choice:
    return Choice(_("Siting plans"), reverse("planning:plans"))


@require_safe
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One plan: the sites on a picture and in a table, each explained, before and after, and how far from the best at most."""
    actor, found = frame.planner(request), frame.plan_in_scope(request, pk)
    answered, going = bool(found.answer), found.state in GOING
    context = {
        "plan": found,
        "going": going,
        "answered": answered,
        "problem": in_words(found.problem),
        "shifted": in_words(found.basis.get("shifted")),
        "facts": _facts(found),
        "figures": _figures(found) if answered else [],
        "gap": saying.gap_words(found),
        "few": saying.few_words(found) if answered else "",
        "sentence": saying.sentence_of_plan(found) if answered else "",
        "sites": saying.site_rows(found) if answered else [],
        "site_columns": [Column(_("No."), numeric=True), Column(_("Site")), Column(_("Why here")), Column(_("Cost"), numeric=True)],
        "has_costs": bool(found.answer.get("has_costs")),
        "cannot": found.answer.get("cannot", [])[:50],
        "cannot_many": found.answer.get("cannot_points", 0),
        "cannot_columns": [Column(_("Point")), Column(_("Longitude, latitude")), Column(_("Weight"), numeric=True)],
        "pins": pictures.pins_of_plan(found) if answered else [],
        "legend": pictures.legend_of_plan(found) if answered else [],
        "attribution": found.basis.get("attribution", ""),
        "complaints": [(one["row"], f"{in_words(one['words'])} {in_words(one['next_step'])}") for one in found.basis.get("complaints", [])[:50]],
        "complaint_columns": [Column(_("Row"), numeric=True), Column(_("What is wrong"))],
        "may_stop": access.may_stop_plan(actor, found),
        "may_resume": access.may_resume_plan(actor, found),
        "may_plan": access.may_plan_somewhere(actor),
        "again": f"?like={found.pk}",
        "may_remove": access.may_remove_plan(actor, found),
        "crumbs": frame.crumbs(_all(), Choice(found.name)),
    }  # fmt: skip
    return moved_on(request, found.state) or page(
        request, "planning/plan.html", context, fragment="progress" if going else None
    )


def _facts(found: SitingPlan) -> list[Fact]:
    kinds = dict(standing.KINDS)
    limit = {
        Under.COUNT: lambda: _("%(n)s new stations") % {"n": found.new},
        Under.BUDGET: lambda: _("%(n)s yuan") % {"n": f"{found.budget:,.2f}"},
    }
    rows = [
        Fact(_("Body"), found.organisation.name),
        Fact(_("What they should achieve"), found.get_objective_display()),
        Fact(_("Limited by"), limit[Under(found.under)]() if found.under in limit else found.get_under_display()),
        Fact(_("Demand"), found.demand.name, " ".join([saying.demand_words(found), saying.off_words(found.basis.get("off_network", {}).get("points", 0), found.minutes, found.speed)]).strip()),
        Fact(_("Possible sites"), f"{found.hosts:,}" if found.hosts else _("not read yet"), " ".join([str(found.get_hosts_from_display()), saying.off_words(found.basis.get("off_network", {}).get("hosts", 0), found.minutes, found.speed)]).strip()),
        Fact(_("Within"), _("%(n)s minutes") % {"n": found.minutes}, saying.pace_words(found)),
        Fact(_("Along which ways"), saying.network_words(found)),
        Fact(_("Stations that stand already"), saying.existing_words(found), ", ".join(str(kinds.get(kind, kind)) for kind in found.kinds) or _("all kinds")),
        Fact(_("Counted"), found.get_slot_display()),
        Fact(_("Made"), datetime_words(found.made_at), found.made_by.name if found.made_by else ""),
    ]  # fmt: skip
    if found.capacity:
        rows.append(Fact(_("One station serves"), f"{found.capacity:,}"))
    return rows


def _figures(found: SitingPlan) -> list[Figure]:
    """Before and after, with numerator and denominator."""
    answer, at = found.answer, found.answered_at or found.made_at
    if found.objective not in COVERING:
        words = saying.metres_words
        label = _("Way on average") if found.objective == "pmedian" else _("Longest way")
        definition = saying.definition_of_plan(found)
        return [
            Figure(_("%(what)s, today") % {"what": label}, words(answer.get("before_metres")), definition, at),
            Figure(_("%(what)s, with the new stations") % {"what": label}, words(answer.get("after_metres")), definition, at),
        ]  # fmt: skip
    total, definition = answer["total"], saying.definition_of_plan(found)
    return [
        Figure(label, saying.percent(value, total), definition, at, round(value), round(total))
        for label, value in (
            (_("Reached today"), answer["before"]),
            (_("Reached with the new stations"), answer["covered"]),
        )
    ]


@require_safe
def plan_picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is reached and who is not, with the sites, as a picture."""
    return frame.picture(pictures.of_plan(frame.plan_in_scope(request, pk)))


@require_safe
def plan_overlay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sites, for the officer's map of places."""
    return overlay_response(overlays.of_plan(_answered(request, pk)))


@require_safe
def sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sites as a spreadsheet."""
    found = _answered(request, pk)
    return file_response(sheets.sites_sheet(found), f"{found.name}.xlsx", export.XLSX)


@require_safe
def sites(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sites as GeoJSON."""
    return JsonResponse(sheets.sites_geojson(_answered(request, pk)), content_type="application/geo+json")


def _answered(request: HttpRequest, pk: UUID) -> SitingPlan:
    found = frame.plan_in_scope(request, pk)
    if not found.answer:
        raise Http404
    return found


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Two plans side by side."""
    actor = frame.planner(request)
    rows = queries.answered_plans(access.visible_plans(actor))
    choices = queries.as_choices(rows)
    form = CompareForm({**_two(rows), **request.GET.dict()} if len(choices) > 1 else None, plans=choices)
    compared = None
    if form.is_valid():
        found = queries.reckoned(rows)
        one, other = frame.chosen(found, form.cleaned_data["one"]), frame.chosen(found, form.cleaned_data["other"])
        compared = saying.compared(one, other)
    context = {
        "form": form,
        "compared": compared,
        "columns": [Column(_("Compared")), Column(_("Plan A")), Column(_("Plan B"))],
        "enough": rows.count() > 1,
        "crumbs": frame.crumbs(_all(), Choice(_("Two plans side by side"))),
    }
    return page(request, "planning/comparison.html", context)


def _two(rows: QuerySet[SitingPlan]) -> dict[str, str]:
    """The newest plan, and the newest that counts the same; what a comparison begins with."""
    newest, *others = queries.reckoned(rows)[: queries.CHOSEN_FROM]
    other = next((one for one in others if saying.comparable(newest, one)), others[0])
    return {"one": str(newest.pk), "other": str(other.pk)}


@require_http_methods(["POST"])
def stopping(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop reckoning; what was found stays."""
    actor, found = frame.planner(request), frame.plan_in_scope(request, pk)
    made = actions.stop_plan(found, by=actor)
    return redirect_after_post(
        request,
        made,
        message=_("Stopped. The answer found so far stays.")
        if made.answer
        else _("Stopped, before there was an answer."),
    )


@require_http_methods(GET_AND_POST)
def resuming(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go on from the best answer so far."""
    actor, found = frame.planner(request), frame.plan_in_scope(request, pk)
    access.may_resume_plan(actor, found).or_refuse()
    return ask(
        request, ResumeForm(posted(request)), act=lambda said: actions.resume_plan(found, by=actor, seconds=said["seconds"]),
        title=_("Go on reckoning “%(name)s”") % {"name": found.name}, lead=_("From the best answer found so far; in the background."),
        button=_("Go on reckoning"), done=_("It goes on in the background."), back=("planning:plan", found.pk),
        crumbs=frame.crumbs(_all(), Choice(found.name, found.get_absolute_url())),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def plan_removing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan is no longer kept."""
    actor, found = frame.planner(request), frame.plan_in_scope(request, pk)
    access.may_remove_plan(actor, found).or_refuse()
    return frame.confirm(
        request, act=lambda: actions.remove_plan(found, by=actor), title=_("Remove “%(name)s”") % {"name": found.name},
        lead=_("Its sites and pictures go; the demand and the network stay."), button=_("Remove it"), done=_("Removed."),
        back=("planning:plans",), trail=frame.crumbs(_all(), Choice(found.name, found.get_absolute_url())),
    )  # fmt: skip
