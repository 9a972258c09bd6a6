"""Circles: what was reckoned, a new reckoning, one of them with its figures, districts, hours and picture, and who is left out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import export
from unionhall.core.paging import page as keyset
from unionhall.ui.maps import overlay_response
from unionhall.ui.parts import Choice, Column, Fact, Figure
from unionhall.ui.responses import DONE, file_response, moved_on, page, redirect_after_post, submitted
from unionhall.ui.words import datetime_words

from .. import access, actions, charts, keeping, overlays, pictures, queries, running, saying, sheets, standing
from ..forms import CirclesForm
from ..models import CircleRun
from ..states import RunState
from . import frame
from .frame import GET_AND_POST, in_words, posted


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """Every reckoning, the newest first."""
    actor = frame.planner(request)
    shown = keyset(
        queries.reckoned(access.visible_runs(actor)), order=("-made_at", "id"), after=request.GET.get("after"), size=25
    )
    context = {
        "page": shown,
        "rows": [{"run": one, "share": saying.widest_share(one), "when": saying.moment_words(one)} for one in shown.items],
        "may_plan": access.may_plan_somewhere(actor),
        "has_layer": queries.ready_layers(access.visible_layers(actor)).exists(),
        "columns": [Column(_("Reckoning")), Column(_("Body")), Column(_("Demand")), Column(_("When")), Column(_("Share"), numeric=True), Column(_("State"))],
        "crumbs": frame.crumbs(Choice(_("Circles"))),
    }  # fmt: skip
    return page(request, "planning/runs.html", context)


@require_http_methods(GET_AND_POST)
def run_new(request: HttpRequest) -> HttpResponse:
    """Ask who reaches an open door."""
    actor = frame.planner(request)
    access.may_plan_somewhere(actor).or_refuse()
    layers, networks = (
        queries.ready_layers(access.visible_layers(actor)),
        queries.ready_networks(access.visible_networks(actor)),
    )
    form = CirclesForm(
        posted(request), initial=_as_asked(request), bodies=queries.bodies_to_choose(access.bodies(actor)), layers=queries.as_choices(layers),
        networks=queries.as_choices(networks), venue_kinds=standing.KINDS,
    )  # fmt: skip

    def act(said: dict[str, Any]) -> CircleRun:
        body = frame.body_named(actor, said["body"])
        demand, network = frame.chosen(layers, said["demand"]), frame.chosen(networks, said["network"])
        quick = running.is_quick_run(demand, network)
        run = actions.ask_circles(body, by=actor, demand=demand, network=network, in_background=not quick, **form.facts)
        if quick:
            running.reckon_circles(run.pk, by=running.BY, silently=True)
        return run

    status, made = submitted(request, form, act)
    if status == DONE and made is not None:
        return redirect_after_post(request, made)
    context = {"form": form, "has_layer": layers.exists(), "crumbs": frame.crumbs(_all(), Choice(_("Reckon circles")))}
    return page(request, "planning/run_new.html", context, status=status)


def _as_asked(request: HttpRequest) -> dict[str, Any]:
    """What the form begins with: what was asked before, where somebody asks the same again."""
    found = frame.named(access.visible_runs(frame.planner(request)), request.GET.get("like"))
    if found is None:
        return {}
    said = {
        name: getattr(found, name)
        for name in ("kinds", "hours", "day", "weekday", "slot", "minutes", "speed", "detour", "rural_km")
    }
    return frame.as_asked(found, said)


def _all() -> Choice:
    return Choice(_("Circles"), reverse("planning:runs"))


@require_safe
def run(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One reckoning: the shares, by district, through the day, on a picture, and from what."""
    actor, found = frame.planner(request), frame.run_in_scope(request, pk)
    waiting, done = found.state == RunState.WAITING, found.state == RunState.DONE
    context = {
        "run": found,
        "waiting": waiting,
        "problem": in_words(found.problem),
        "shifted": in_words(found.basis.get("shifted")),
        "facts": _facts(found),
        "figures": _figures(found) if done else [],
        "sentence": saying.sentence_of_run(found) if done else "",
        "districts": saying.district_rows(found) if done else [],
        "district_columns": _district_columns(found),
        "day": charts.day_of(found) if done else None,
        "day_sentence": saying.sentence_of_day(found) if done else "",
        "day_columns": [Column(_("At")), Column(_("Doors open"), numeric=True), Column(_("Reached"), numeric=True), Column(_("Of"), numeric=True), Column(_("Share"), numeric=True)],
        "legend": pictures.legend_of_run(found) if done else [],
        "attribution": found.basis.get("attribution", ""),
        "left_out": found.found.get("left_out_points", 0),
        "has_areas": done and bool(found.found.get("areas")),
        "may_take_out": access.may_take_out(actor, found),
        "may_plan": access.may_plan_somewhere(actor),
        "again": f"?like={found.pk}",
        "may_remove": access.may_remove_run(actor, found),
        "crumbs": frame.crumbs(_all(), Choice(found.name)),
    }  # fmt: skip
    return moved_on(request, found.state) or page(
        request, "planning/run.html", context, fragment="progress" if waiting else None
    )


def _facts(found: CircleRun) -> list[Fact]:
    basis, kinds = found.basis, dict(standing.KINDS)
    rows = [
        Fact(_("Body"), found.organisation.name),
        Fact(_("Demand"), found.demand.name, " ".join([saying.demand_words(found), saying.off_words(found.found.get("off_network", {}).get("points", 0), max(found.minutes), found.speed)]).strip()),
        Fact(_("Along which ways"), saying.network_words(found), saying.pace_words(found)),
        Fact(_("Places counted"), found.get_hours_display(), ", ".join(str(kinds.get(kind, kind)) for kind in found.kinds) or _("all kinds")),
        Fact(_("At"), saying.moment_words(found), saying.week_words(found)),
        Fact(_("Counted"), found.get_slot_display()),
        Fact(_("Made"), datetime_words(found.made_at), found.made_by.name if found.made_by else ""),
    ]  # fmt: skip
    if basis.get("stations"):
        said = basis["stations"]
        rows.append(
            Fact(
                _("Stations"),
                ngettext("%(n)s counted of %(of)s", "%(n)s counted of %(of)s", said["counted"]) % {"n": f"{said['counted']:,}", "of": f"{said['all']:,}"},
                saying.station_words(said),
            )
        )  # fmt: skip
    return rows


def _figures(found: CircleRun) -> list[Figure]:
    """Each share with its numerator, its denominator and what it counts."""
    result, at = found.found, found.finished_at or found.made_at
    definition = saying.definition_of_run(found)
    figures = [
        Figure(
            _("Within %(n)s minutes") % {"n": band["minutes"]}, saying.percent(band["covered"], result["total"]), definition,
            at, round(band["covered"]), round(result["total"]),
        )
        for band in result["bands"]
    ]  # fmt: skip
    rural = result["rural"]
    figures.append(
        Figure(
            _("Rural rule: within %(n)s kilometres") % {"n": f"{rural['km']:g}"}, saying.percent(rural["covered"], result["total"]),
            _("Points that lie no farther than so many kilometres from a counted door, in a straight line; in per cent of all that is counted."),
            at, round(rural["covered"]), round(result["total"]),
        )
    )  # fmt: skip
    return figures


def _district_columns(found: CircleRun) -> list[Column]:
    bands = [Column(_("Within %(n)s minutes") % {"n": minutes}, numeric=True) for minutes in found.minutes]
    return [
        Column(_("District")),
        Column(_("Counted there"), numeric=True),
        *bands,
        Column(_("Rural rule"), numeric=True),
    ]


@require_safe
def run_picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The circles, who is inside and who is not, as a picture."""
    return frame.picture(pictures.of_run(frame.run_in_scope(request, pk)))


@require_safe
def areas(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The areas as GeoJSON, for the map or another program."""
    found = frame.run_in_scope(request, pk)
    held = keeping.load_json(found.stored_as, "areas")
    if held is None:
        raise Http404
    return JsonResponse(held, content_type="application/geo+json")


@require_safe
def run_overlay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Areas and who is left out, for the officer's map of places."""
    found = frame.run_in_scope(request, pk)
    if found.state != RunState.DONE:
        raise Http404
    return overlay_response(overlays.of_run(found))


@require_http_methods(["POST"])
def left_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The points that reach no door, as a table. A post, because it is written into the trail."""
    actor, found = frame.planner(request), frame.run_in_scope(request, pk)
    if found.state != RunState.DONE:
        raise Http404
    found = actions.take_out(found, by=actor)
    return file_response(sheets.left_out(found), f"{found.name}-{_('not reached')}.csv", export.CSV)


@require_http_methods(GET_AND_POST)
def run_removing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reckoning is no longer kept."""
    actor, found = frame.planner(request), frame.run_in_scope(request, pk)
    access.may_remove_run(actor, found).or_refuse()
    return frame.confirm(
        request, act=lambda: actions.remove_run(found, by=actor), title=_("Remove “%(name)s”") % {"name": found.name},
        lead=_("Its figures and pictures go; the demand and the network stay."), button=_("Remove it"), done=_("Removed."),
        back=("planning:runs",), trail=frame.crumbs(_all(), Choice(found.name, found.get_absolute_url())),
    )  # fmt: skip
