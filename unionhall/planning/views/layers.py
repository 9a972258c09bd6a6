"""The demand layers: which there are, a new one, one of them with its picture and its rows left out, removing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core.paging import page as keyset
from unionhall.ui.maps import overlay_response
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import DONE, moved_on, page, redirect_after_post, submitted
from unionhall.ui.words import datetime_words

from .. import access, actions, overlays, pictures, queries
from ..enums import Slot
from ..forms import LayerForm
from ..models import DemandLayer
from ..states import LayerState
from . import frame
from .frame import GET_AND_POST, in_words, posted


@require_safe
def layers(request: HttpRequest) -> HttpResponse:
    """Every layer one can reckon with."""
    actor = frame.planner(request)
    shown = keyset(
        queries.listed(access.visible_layers(actor)),
        order=("-brought_at", "id"),
        after=request.GET.get("after"),
        size=25,
    )
    context = {
        "page": shown,
        "rows": [{"layer": one, "total": _total(one)} for one in shown.items],
        "may_plan": access.may_plan_somewhere(actor),
        "columns": [Column(_("Layer")), Column(_("Body")), Column(_("What is counted")), Column(_("Number of points"), numeric=True), Column(_("Sum"), numeric=True), Column(_("As of")), Column(_("State"))],
        "crumbs": frame.crumbs(Choice(_("Demand"))),
    }  # fmt: skip
    return page(request, "planning/layers.html", context)


def _total(layer: DemandLayer) -> str:
    """The sum of the layer, or the largest of its parts of the week."""
    return f"{max(layer.totals.values()):,.0f}" if layer.totals else ""


@require_http_methods(GET_AND_POST)
def layer_new(request: HttpRequest) -> HttpResponse:
    """Bring points with numbers; they are read in the background."""
    actor = frame.planner(request)
    access.may_plan_somewhere(actor).or_refuse()
    form = LayerForm(posted(request), request.FILES or None, bodies=queries.bodies_to_choose(access.bodies(actor)))
    status, made = submitted(request, form, lambda said: _bring(actor, said))
    if status == DONE and made is not None:
        return redirect_after_post(request, made, message=_("The file is being read. You may leave this page."))
    context = {"form": form, "crumbs": frame.crumbs(_all(), Choice(_("Bring a demand layer")))}
    return page(request, "planning/layer_new.html", context, status=status)


def _bring(actor: Any, said: dict[str, Any]) -> DemandLayer:
    facts = {name: value for name, value in said.items() if name != "body"}
    return actions.bring_layer(frame.body_named(actor, said["body"]), by=actor, **facts)


def _all() -> Choice:
    return Choice(_("Demand"), reverse("planning:layers"))


@require_safe
def layer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One layer: what it counts, from where, how much at what time, which rows were left out."""
    actor, found = frame.planner(request), frame.layer_in_scope(request, pk)
    reading = found.state == LayerState.READING
    context = {
        "layer": found,
        "reading": reading,
        "facts": _facts(found),
        "slots": [Fact(Slot(slot).label, f"{found.totals.get(slot, 0):,.0f}") for slot in found.slots],
        "complaints": [(one["row"], f"{in_words(one['words'])} {in_words(one['next_step'])}") for one in found.report.get("complaints", [])[:50]],
        "refused": found.report.get("refused", 0),
        "complaint_columns": [Column(_("Row"), numeric=True), Column(_("What is wrong"))],
        "problem": in_words(found.problem),
        "small_count": settings.SMALL_COUNT,
        "may_remove": access.may_remove_layer(actor, found),
        "crumbs": frame.crumbs(_all(), Choice(found.name)),
    }  # fmt: skip
    return moved_on(request, found.state) or page(
        request, "planning/layer.html", context, fragment="progress" if reading else None
    )


def _facts(found: DemandLayer) -> list[Fact]:
    rows = [
        Fact(_("Kept by"), found.organisation.name),
        Fact(_("What is counted"), found.get_counts_display()),
        Fact(_("Source"), found.source),
        Fact(_("As of"), date_format(found.as_of)),
        Fact(_("Coordinates in the file"), found.get_read_as_display(), _("kept as WGS-84")),
        Fact(_("Brought"), datetime_words(found.brought_at)),
    ]
    if found.points:
        rows.append(Fact(_("Number of points"), f"{found.points:,}"))
    if found.note:
        rows.append(Fact(_("Note"), found.note))
    return rows


@require_http_methods(GET_AND_POST)
def layer_removing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The layer is no longer kept."""
    actor, found = frame.planner(request), frame.layer_in_scope(request, pk)
    access.may_remove_layer(actor, found).or_refuse()
    return frame.confirm(
        request, act=lambda: actions.remove_layer(found, by=actor), title=_("Remove “%(name)s”") % {"name": found.name},
        lead=_("Its points are destroyed. Results that were reckoned with them stay, and still say their name and day."),
        button=_("Remove it"), done=_("Removed."), back=("planning:layers",), trail=frame.crumbs(_all(), Choice(found.name, found.get_absolute_url())),
    )  # fmt: skip


@require_safe
def layer_picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The points, as a picture."""
    return frame.picture(pictures.of_layer(frame.layer_in_scope(request, pk)))


@require_safe
def layer_overlay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The points, for the officer's map of places."""
    found = frame.layer_in_scope(request, pk)
    if found.state != LayerState.READY:
        raise Http404
    return overlay_response(overlays.of_layer(found))
