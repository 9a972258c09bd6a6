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
from ..enums import MandateBasis, MandateKind, MandateStanding
from ..forms import MandateForm, RecordMandateForm
from ..models import Mandate
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
        return redirect_after_post(
            request, "people:mandates", message=_("Sent. They must say yes before they can act for you.")
        )
    found = access.visible_mandates(actor).select_related("principal", "agent").order_by("-recorded_at", "pk")[:100]
    rows = [_line(mandate) for mandate in found]
    held = [row for row in rows if row["mandate"].agent_id == person.pk]
    context = {
        "form": form,
        "given": [row for row in rows if row["mandate"].principal_id == person.pk],
        "asked": [row for row in held if row["waits"]],
        "held": [row for row in held if not row["waits"]],
    }
    return page(request, "people/mandates.html", context, status=status)


def _line(mandate: Mandate) -> dict[str, Any]:
    """One mandate as its two people see it."""
    standing = mandate.standing(clock.today())
    return {
        "mandate": mandate,
        "phone": mask_phone(mandate.agent.phone),
        "standing": standing,
        "waits": standing == MandateStanding.WAITING,
        "live": standing in (MandateStanding.WAITING, MandateStanding.IN_FORCE, MandateStanding.LATER),
    }


@require_POST
def mandate_acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Saying yes to acting for somebody."""
    mandate = get_object_or_404(access.visible_mandates(actor_of(request)), pk=pk)
    actions.accept_mandate(mandate, by=actor_of(request))
    return redirect_after_post(
        request, "people:mandates", message=_("Thank you. You see their matters under “My matters” from now on.")
    )


@require_POST
def mandate_refusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Saying no; no reason is asked for."""
    mandate = get_object_or_404(access.visible_mandates(actor_of(request)), pk=pk)
    actions.decline_mandate(mandate, by=actor_of(request))
    return redirect_after_post(request, "people:mandates", message=_("You said no. You see nothing of their matters."))


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
    mine = access.mandates_recorded(actor).select_related("principal", "agent").order_by("-recorded_at", "pk")[:50]
    context = {
        "form": form,
        "rows": [
            {**_line(mandate), "worker": mask_name(mandate.principal.name), "agent": mask_name(mandate.agent_called)}
            for mandate in mine
        ],
        "columns": [
            Column(_("Worker")),
            Column(_("Acts for them")),
            Column(_("How given")),
            Column(_("Last day")),
            Column(_("State")),
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
