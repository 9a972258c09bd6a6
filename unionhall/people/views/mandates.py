"""Who acts for whom: given by workers on their own page, or recorded by officers for whoever said it on paper or by telephone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionhall.core import clock
from unionhall.core.http import actor_of
from unionhall.core.sealed import mask_name, mask_phone
from unionhall.ui.parts import Column
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions
from ..enums import MandateBasis, MandateKind
from ..forms import MandateForm, RecordMandateForm
from .me import own_person


@require_http_methods(["GET", "HEAD", "POST"])
def mandates(request: HttpRequest) -> HttpResponse:
    """Who may act for me, for whom I may act, and giving a mandate to somebody close."""
    actor, person = actor_of(request), own_person(request)
    form = MandateForm(request.POST if request.method == "POST" else None)
    status, _given = submitted(
        request,
        form,
        lambda said: actions.trust(person, by=actor, kind=MandateKind.FAMILY, basis=MandateBasis.ONLINE, **said),
    )
    if status == DONE:
        return redirect_after_post(request, "people:mandates", message=_("Recorded. You can end it here at any time."))
    found = access.visible_mandates(actor).select_related("principal", "agent").order_by("-recorded_at", "pk")[:100]
    rows: list[dict[str, Any]] = [
        {
            "mandate": mandate,
            "phone": mask_phone(mandate.agent.phone),
            "live": mandate.revoked_at is None and (mandate.until is None or mandate.until >= clock.today()),
        }
        for mandate in found
    ]
    context = {
        "form": form,
        "given": [row for row in rows if row["mandate"].principal_id == person.pk],
        "held": [row for row in rows if row["mandate"].agent_id == person.pk],
    }
    return page(request, "people/mandates.html", context, status=status)


@require_POST
def mandate_revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ending a mandate: at once, without a question."""
    mandate = get_object_or_404(access.visible_mandates(actor_of(request)), pk=pk)
    actions.revoke_mandate(mandate, by=actor_of(request))
    return redirect_after_post(request, "people:mandates", message=_("Ended. What was done before stands."))


@require_http_methods(["GET", "HEAD", "POST"])
def recorded(request: HttpRequest) -> HttpResponse:
    """Mandates I recorded for others, and recording one more."""
    actor = actor_of(request)
    if not access.may_enter(actor):
        raise Http404
    form = RecordMandateForm(request.POST if request.method == "POST" else None)
    status, _recorded = submitted(request, form, lambda said: actions.record_mandate(by=actor, **said))
    if status == DONE:
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


@require_POST
def revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ending one that was recorded by mistake, or that the worker takes back."""
    mandate = get_object_or_404(access.mandates_recorded(actor_of(request)), pk=pk)
    actions.revoke_mandate(mandate, by=actor_of(request))
    return redirect_after_post(request, "people:recorded_mandates", message=_("Ended. What was done before stands."))
