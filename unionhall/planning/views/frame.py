"""What the pages of planning have in common: what is in scope, where one stands, pictures, progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice
from unionhall.ui.responses import file_response

from .. import access, queries
from ..forms import ConfirmForm
from ..models import CircleRun, DemandLayer, RoadNetwork, SitingPlan

GET_AND_POST = ["GET", "HEAD", "POST"]
PNG = "image/png"


def planner(request: HttpRequest) -> Actor:
    """The actor, if planning exists for them; for everybody else there is nothing here."""
    actor = actor_of(request)
    if not access.may_see(actor):
        raise Http404
    return actor


def network_in_scope(request: HttpRequest, pk: UUID) -> RoadNetwork:
    return get_object_or_404(queries.listed(access.visible_networks(planner(request))), pk=pk)


def layer_in_scope(request: HttpRequest, pk: UUID) -> DemandLayer:
    return get_object_or_404(queries.listed(access.visible_layers(planner(request))), pk=pk)


def run_in_scope(request: HttpRequest, pk: UUID) -> CircleRun:
    return get_object_or_404(queries.reckoned(access.visible_runs(planner(request))), pk=pk)


def plan_in_scope(request: HttpRequest, pk: UUID) -> SitingPlan:
    return get_object_or_404(queries.reckoned(access.visible_plans(planner(request))), pk=pk)


def crumbs(*further: Choice) -> list[Choice]:
    return [Choice(_("Circles and siting"), reverse("planning:home")), *further]


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def body_named(actor: Actor, key: str) -> Any:
    """A body one may plan for, by its key."""
    found = access.bodies(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def chosen(rows: Any, key: str) -> Any:
    """The row somebody chose among those they see, or None for nothing chosen."""
    if not key:
        return None
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def named(rows: Any, key: str | None) -> Any:
    """The row an address names among those one sees; None for nothing, or for what is no key."""
    try:
        return rows.filter(pk=UUID(key or "")).first()
    except ValueError:
        return None


def as_asked(found: Any, said: dict[str, Any]) -> dict[str, Any]:
    """Body, demand, network and hour of what was asked, as a form begins with them."""
    at = f"{found.minute // 60:02d}:{found.minute % 60:02d}"
    return {
        **said, "name": found.name, "body": str(found.organisation_id), "demand": str(found.demand_id), "network": str(found.network_id or ""), "at": at,
    }  # fmt: skip


def in_words(said: Any) -> str:
    """A sentence kept in both languages, in the reader's."""
    if not said:
        return ""
    return str(said.get("zh" if (get_language() or "").startswith("zh") else "en", ""))


def picture(content: bytes | None) -> HttpResponse:
    """A picture as a page shows it; none where there is nothing to draw."""
    if content is None:
        raise Http404
    response = file_response(content, "picture.png", PNG)
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def confirm(
    request: HttpRequest, *, act: Callable[[], Any], title: str, lead: str, button: str, done: str, back: tuple[Any, ...],
    trail: Sequence[Choice], danger: bool = True,
) -> HttpResponse:  # fmt: skip
    """A question that takes a yes."""
    return ask(
        request, ConfirmForm(posted(request)), act=lambda _said: act(), title=title, lead=lead, button=button, done=done, back=back,
        crumbs=trail, danger=danger,
    )  # fmt: skip
