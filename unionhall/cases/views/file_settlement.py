"""The settlement of one case: what was signed, the reckoning by the law book, and the agreement as a document."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from unionhall.core import files
from unionhall.ui.responses import redirect_after_post

from .. import access, actions, documents
from ..enums import Manner
from ..forms.file_settlement import SettlementForm
from ..models import Case, Settlement
from ..states import State
from . import file_acts as acts
from .file_frame import draw_again, on_desk, take
from .file_moves import form_page


@form_page
def settlement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record what both sides signed. “Reckon” shows the law book's answer without saving anything."""
    case = on_desk(request, pk)
    if request.method == "POST" and "reckon" in request.POST:
        return _reckoned(request, case)

    def make(data: Any = None, files: Any = None, *, initial: dict[str, Any] | None = None) -> SettlementForm:
        usual = {"manner": _usual_manner(case), "deduction": {"on": case.happened_on}}
        return SettlementForm(data, files, initial={**usual, **(initial or {})})

    def settle(form: SettlementForm) -> None:
        said = form.words
        actions.settle(
            case,
            by=request.actor,
            manner=said["manner"],
            terms=said["terms"],
            amount=said["amount"],
            signed_on=said["signed_on"],
            instalments=list(form.plan()),
            deduction=form.found.as_dict() if form.found else None,
            expected=form.cleaned_data["version"],
        )

    return take(request, case, acts.SETTLEMENT, make, settle, context={"reckon_url": request.path})


def _usual_manner(case: Case) -> str:
    return {
        State.NEGOTIATING: Manner.NEGOTIATION,
        State.ARBITRATION: Manner.AWARD,
        State.LITIGATION: Manner.JUDGMENT,
    }.get(State(case.state), Manner.MEDIATION)


def _reckoned(request: HttpRequest, case: Case) -> HttpResponse:
    """The law book's answer to what is entered so far: a fragment under the fields, or the page with all words kept."""
    access.may_settle(request.actor, case).or_refuse()
    said = request.POST.copy()
    said["withheld"] = "on"
    form = SettlementForm(said)
    finding = form.deduction.finding() if form.deduction.is_valid() else None
    form.hush()
    found = finding.as_dict() if finding else None
    context = {"reckon_url": request.path, "reckoned": True, "finding": found}
    return draw_again(request, case, acts.SETTLEMENT, form, fragment="withheld", context=context)


@require_POST
def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make the agreement as a Word document from the file; a later one is a new version beside the old."""
    case = on_desk(request, pk)
    access.may_write_agreement(request.actor, case).or_refuse()
    with transaction.atomic():
        agreed = Settlement.objects.select_for_update(of=("self",)).filter(replaced_at__isnull=True)
        row = get_object_or_404(agreed, case=case)
        # The button says which version its reader saw: pressed twice, it finds the one it has just made.
        if request.POST.get("seen", str(row.document_id or "")) == str(row.document_id or ""):
            row.case = case
            made = documents.agreement(row)
            stored = files.store(files.as_upload(made.content, made.name), by=request.actor, kind="agreement")
            actions.write_agreement(row, by=request.actor, stored=stored)
    return redirect_after_post(request, "cases:case", case.pk, message=_("The agreement is on the file."))
