"""The road networks: which there are, a new one, one of them with its picture and what was left out, newer files, removing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core.paging import page as keyset
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import DONE, moved_on, page, redirect_after_post, submitted
from unionhall.ui.words import datetime_words

from .. import access, actions, pictures, queries
from ..forms import NetworkForm, ReplaceForm
from ..models import RoadNetwork
from ..reading import FAULTS
from ..states import NetworkState
from . import frame
from .frame import GET_AND_POST, in_words, posted


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """Every network one can reckon with."""
    actor = frame.planner(request)
    context = {
        "page": keyset(queries.listed(access.visible_networks(actor)), order=("-brought_at", "id"), after=request.GET.get("after"), size=25),
        "may_plan": access.may_plan_somewhere(actor),
        "columns": [Column(_("Network")), Column(_("Body")), Column(_("How people go")), Column(_("Ways"), numeric=True), Column(_("Kilometres"), numeric=True), Column(_("As of")), Column(_("State"))],
        "crumbs": frame.crumbs(Choice(_("Road networks"))),
    }  # fmt: skip
    return page(request, "planning/networks.html", context)


@require_http_methods(GET_AND_POST)
def network_new(request: HttpRequest) -> HttpResponse:
    """Bring a network; it is read in the background."""
    actor = frame.planner(request)
    access.may_plan_somewhere(actor).or_refuse()
    form = NetworkForm(posted(request), request.FILES or None, bodies=queries.bodies_to_choose(access.bodies(actor)))
    status, made = submitted(request, form, lambda said: _bring(actor, said))
    if status == DONE and made is not None:
        return redirect_after_post(request, made, message=_("The files are being read. You may leave this page."))
    context = {"form": form, "crumbs": frame.crumbs(_all(), Choice(_("Bring a road network")))}
    return page(request, "planning/network_new.html", context, status=status)


def _bring(actor: Any, said: dict[str, Any]) -> RoadNetwork:
    facts = {name: value for name, value in said.items() if name != "body"}
    return actions.bring_network(frame.body_named(actor, said["body"]), by=actor, **facts)


def _all() -> Choice:
    return Choice(_("Road networks"), reverse("planning:networks"))


@require_safe
def network(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One network: where it is from, how large it is, what was left out, how it looks."""
    found = frame.network_in_scope(request, pk)
    actor = frame.planner(request)
    reading = found.state == NetworkState.READING
    context = {
        "network": found,
        "reading": reading,
        "facts": _facts(found),
        "left_out": _left_out(found),
        "complaints": [(one["row"], f"{in_words(one['words'])} {in_words(one['next_step'])}") for one in found.report.get("complaints", [])[:50]],
        "complaint_columns": [Column(_("Row"), numeric=True), Column(_("What is wrong"))],
        "problem": in_words(found.problem),
        "may_replace": access.may_replace_network(actor, found),
        "may_remove": access.may_remove_network(actor, found),
        "crumbs": frame.crumbs(_all(), Choice(found.name)),
    }  # fmt: skip
    return moved_on(request, found.state) or page(
        request, "planning/network.html", context, fragment="progress" if reading else None
    )


def _facts(found: RoadNetwork) -> list[Fact]:
    rows = [
        Fact(_("Kept by"), found.organisation.name),
        Fact(_("How people go"), found.get_mode_display()),
        Fact(_("Source"), found.source),
        Fact(_("Licence and attribution"), found.licence),
        Fact(_("As of"), date_format(found.as_of)),
        Fact(_("Brought"), datetime_words(found.brought_at)),
    ]
    if found.ways:
        rows += [
            Fact(_("Junctions and ways"), f"{found.junctions:,} / {found.ways:,}"),
            Fact(_("Length"), _("%(n)s kilometres") % {"n": f"{found.metres / 1000:,.1f}"}),
            Fact(
                _("Bounds"), f"{found.west:.4f}, {found.south:.4f} – {found.east:.4f}, {found.north:.4f}", _("WGS-84")
            ),
        ]
    return rows


def _left_out(found: RoadNetwork) -> list[Fact]:
    """What of the files is not in the network, in words."""
    report, rows = found.report, []
    if not report:
        return []
    share = report.get("share_kept", 1.0)
    rows.append(Fact(_("Kept"), _("%(share)s of the length that could be read") % {"share": f"{share:.1%}"}))
    if report.get("parts", 1) > 1:
        rows.append(
            Fact(
                _("Islands left out"),
                f"{report['parts'] - 1:,}",
                _("Ways that are not joined to the largest part; nobody gets there along the ways."),
            )
        )
    if report.get("merged"):
        rows.append(Fact(_("Ways of no length, merged"), f"{report['merged']:,}"))
    rows += [Fact(FAULTS.get(kind, kind), f"{count:,}") for kind, count in sorted(report.get("faults", {}).items())]
    return rows


@require_http_methods(GET_AND_POST)
def replacing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Newer files for the same network."""
    actor, found = frame.planner(request), frame.network_in_scope(request, pk)
    access.may_replace_network(actor, found).or_refuse()
    form = ReplaceForm(posted(request), request.FILES or None)
    status, made = submitted(
        request, form, lambda said: actions.replace_network(found, by=actor, files=said["files"], as_of=said["as_of"])
    )
    if status == DONE and made is not None:
        return redirect_after_post(request, made, message=_("The files are being read. You may leave this page."))
    context = {
        "form": form,
        "network": found,
        "crumbs": frame.crumbs(_all(), Choice(found.name, found.get_absolute_url())),
    }
    return page(request, "planning/network_replace.html", context, status=status)


@require_http_methods(GET_AND_POST)
def network_removing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The network is no longer kept."""
    actor, found = frame.planner(request), frame.network_in_scope(request, pk)
    access.may_remove_network(actor, found).or_refuse()
    return frame.confirm(
        request, act=lambda: actions.remove_network(found, by=actor), title=_("Remove “%(name)s”") % {"name": found.name},
        lead=_("Its arrays are destroyed. Results that were reckoned with it stay, and still say its name and day."),
        button=_("Remove it"), done=_("Removed."), back=("planning:networks",), trail=frame.crumbs(_all(), Choice(found.name, found.get_absolute_url())),
    )  # fmt: skip


@require_safe
def network_picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The ways, as a picture."""
    return frame.picture(pictures.of_network(frame.network_in_scope(request, pk)))
