"""Officers record what a worker said on paper, by telephone or in person: who may act for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.ratelimit import Limited
from unionhall.core.sealed import mask_name
from unionhall.core.verdict import Refused
from unionhall.ui.marked import act_once
from unionhall.ui.parts import Column
from unionhall.ui.responses import page, redirect_after_post

from .. import access, actions
from ..forms import RecordMandateForm


@require_http_methods(["GET", "HEAD", "POST"])
def recorded(request: HttpRequest) -> HttpResponse:
    """Mandates I recorded for others, and recording one more."""
    actor = actor_of(request)
    if not access.may_enter(actor):
        raise Http404
    form = RecordMandateForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act_once(request, form, "people.recorded_mandate", lambda: _record(actor, form.words))
            except Refused as error:
                form.add_error(None, str(error))
                status = 429 if isinstance(error.verdict, Limited) else 409
            else:
                return redirect_after_post(request, "people:recorded_mandates", message=_("The mandate is recorded."))
    mine = access.mandates_recorded(actor).select_related("principal").order_by("-recorded_at", "pk")[:50]
    context = {
        "form": form,
        "rows": [(mandate, mask_name(mandate.principal.name), mask_name(mandate.agent_called)) for mandate in mine],
        "columns": [
            Column(_("Worker")),
            Column(_("Acts for them")),
            Column(_("How given")),
            Column(_("Last day")),
            Column(_("End"), hidden_label=True),
        ],
    }
    return page(request, "people/recorded_mandates.html", context, status=status)


def _record(actor: Actor, said: dict[str, Any]) -> None:
    actions.record_mandate(by=actor, **said)


@require_POST
def revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ending one that was recorded by mistake, or that the worker takes back."""
    mandate = get_object_or_404(access.mandates_recorded(actor_of(request)), pk=pk)
    actions.revoke_mandate(mandate, by=actor_of(request))
    return redirect_after_post(request, "people:recorded_mandates", message=_("Ended. What was done before stands."))
