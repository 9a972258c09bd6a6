"""Which employer of the register is meant by the name that was written? Those it may be stand on the file, one click each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from unionhall.core.actor import Actor
from unionhall.core.verdict import Verdict
from unionhall.organisations import api as organisations
from unionhall.ui.responses import redirect_after_post

from .. import access, actions
from ..forms.file_work import EmployerForm
from ..models import Case
from .file_frame import on_desk

OFFERED = 6


@dataclass(frozen=True)
class Unidentified:
    """An employer nobody has identified yet: as written, those of the register it may be, and who may say so."""

    written: str
    candidates: list[Any]
    may: Verdict
    url: str


def unidentified(actor: Actor, case: Case) -> Unidentified | None:
    """What the file shows while the employer is only a name; nothing once it is known or the matter is ended."""
    if case.employer_id or not case.employer_name or case.is_ended:
        return None
    candidates = organisations.employers_like(case.employer_name, limit=OFFERED)
    may = access.may_identify_employer(actor, case)
    return Unidentified(case.employer_name, candidates, may, reverse("cases:employer", args=[case.pk]))


@require_POST
def employer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Link the one that is meant. Those tied to it are barred at once, the one who says so included."""
    case = on_desk(request, pk)
    access.may_identify_employer(request.actor, case).or_refuse()
    form = EmployerForm(request.POST)
    if not form.is_valid():
        return redirect_after_post(request, "cases:case", case.pk, message=_("Choose one of the list."))
    chosen = get_object_or_404(organisations.visible_employers(request.actor), pk=form.cleaned_data["employer"])
    version = form.cleaned_data["version"]
    found = actions.identify_employer(case, by=request.actor, employer=chosen, expected=version)
    if not access.desk_cases(request.actor).filter(pk=found.pk).exists():
        return redirect_after_post(
            request, "cases:worklist", message=_("Recorded. The matter is handled elsewhere now.")
        )
    if found.body_id != case.body_id:
        message = _("Recorded. Somebody on duty is tied to this employer, so the matter goes one level up.")
        return redirect_after_post(request, "cases:case", found.pk, message=message)
    return redirect_after_post(request, "cases:case", found.pk, message=_("The employer is recorded."))
