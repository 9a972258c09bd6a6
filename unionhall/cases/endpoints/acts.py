"""The moves of a case over the API: one noun for each verb. Moves that only the system makes are not here."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from unionhall.core.endpoints import PROBLEMS, once
from unionhall.core.http import actor_of
from unionhall.organisations import api as organisations

from .. import access, actions
from ..models import Callback
from . import schemas
from ._shared import act, act_as_said, case_in_scope, dump, one_of, opened

router = Router(tags=["acts on a case"])
ANSWER = {200: schemas.CaseOut, **PROBLEMS}


@router.post("/cases/{uuid:pk}/acceptance", response=ANSWER)
def acceptance(request: HttpRequest, pk: UUID, payload: schemas.Plain) -> Any:
    """Take the matter on."""
    return act_as_said(request, pk, actions.accept, payload)


@router.post("/cases/{uuid:pk}/refusal", response=ANSWER)
def refusal(request: HttpRequest, pk: UUID, payload: schemas.Refusal) -> Any:
    """Refuse, naming the competent body; where it works with us the file is carried there."""
    body = None
    if payload.competent_body:
        body = one_of(organisations.visible_organisations(actor_of(request)), pk=payload.competent_body)
    return act(
        request,
        pk,
        actions.refuse,
        reason=payload.reason,
        competent_body=body,
        competent_name=payload.competent_name,
        expected=payload.version,
    )


@router.post("/cases/{uuid:pk}/consultation", response=ANSWER)
def consultation(request: HttpRequest, pk: UUID, payload: schemas.Plain) -> Any:
    return act_as_said(request, pk, actions.consult, payload)


@router.post("/cases/{uuid:pk}/negotiation", response=ANSWER)
def negotiation(request: HttpRequest, pk: UUID, payload: schemas.Plain) -> Any:
    return act_as_said(request, pk, actions.negotiate, payload)


@router.post("/cases/{uuid:pk}/mediation", response=ANSWER)
def mediation(request: HttpRequest, pk: UUID, payload: schemas.Plain) -> Any:
    return act_as_said(request, pk, actions.mediate, payload)


@router.post("/cases/{uuid:pk}/failure", response=ANSWER)
def failure(request: HttpRequest, pk: UUID, payload: schemas.Reasoned) -> Any:
    """No settlement was reached."""
    return act_as_said(request, pk, actions.fail, payload)


@router.post("/cases/{uuid:pk}/arbitration", response=ANSWER)
def arbitration(request: HttpRequest, pk: UUID, payload: schemas.Reasoned) -> Any:
    return act_as_said(request, pk, actions.arbitrate, payload)


@router.post("/cases/{uuid:pk}/litigation", response=ANSWER)
def litigation(request: HttpRequest, pk: UUID, payload: schemas.Reasoned) -> Any:
    return act_as_said(request, pk, actions.litigate, payload)


@router.post("/cases/{uuid:pk}/settlement", response=ANSWER)
def settlement(request: HttpRequest, pk: UUID, payload: schemas.SettlementIn) -> Any:
    """Record what the parties signed."""
    return act(
        request,
        pk,
        actions.settle,
        manner=payload.manner,
        terms=payload.terms,
        amount=payload.amount,
        signed_on=payload.signed_on,
        instalments=[(row.due_on, row.amount) for row in payload.instalments],
        expected=payload.version,
    )


@router.post("/cases/{uuid:pk}/performance", response=ANSWER)
def performance(request: HttpRequest, pk: UUID, payload: schemas.Performance) -> Any:
    return act_as_said(request, pk, actions.perform, payload)


@router.post("/cases/{uuid:pk}/closure", response=ANSWER)
def closure(request: HttpRequest, pk: UUID, payload: schemas.Closure) -> Any:
    return act_as_said(request, pk, actions.close, payload)


@router.post("/cases/{uuid:pk}/withdrawal", response=ANSWER)
def withdrawal(request: HttpRequest, pk: UUID, payload: schemas.Reasoned) -> Any:
    """The worker takes the matter back."""
    return act_as_said(request, pk, actions.withdraw, payload)


@router.post("/cases/{uuid:pk}/reopening", response=ANSWER)
def reopening(request: HttpRequest, pk: UUID, payload: schemas.Reasoned) -> Any:
    return act_as_said(request, pk, actions.reopen, payload)


@router.get("/cases/{uuid:pk}/callbacks", response={200: list[schemas.CallbackOut], **PROBLEMS})
def callbacks(request: HttpRequest, pk: UUID) -> Any:
    """Calls planned and made."""
    case, actor = case_in_scope(request, pk), actor_of(request)
    if not access.sees_desk(actor, case):
        return []
    opened(case, actor)
    return list(Callback.objects.filter(case=case, cancelled_at__isnull=True).order_by("due_on", "pk"))


@router.post("/cases/{uuid:pk}/callbacks/{uuid:callback_id}", response={200: schemas.CallbackOut, **PROBLEMS})
def call_back(request: HttpRequest, pk: UUID, callback_id: UUID, payload: schemas.CallbackIn) -> Any:
    """Record a call to the worker; “unpaid” reopens the case."""
    case = case_in_scope(request, pk)
    callback = one_of(Callback.objects.filter(case=case).select_related("case"), pk=callback_id)

    def run() -> Any:
        made = actions.call_back(
            callback, by=actor_of(request), outcome=payload.outcome, note=payload.note, paid=payload.paid
        )
        return dump(schemas.CallbackOut, made)

    return once(request, run)


@router.post("/cases/{uuid:pk}/feedback", response={200: schemas.Made, **PROBLEMS})
def feedback(request: HttpRequest, pk: UUID, payload: schemas.FeedbackIn) -> Any:
    """The worker says whether it is solved; “not solved” reopens it."""
    case = case_in_scope(request, pk)

    def run() -> Any:
        made = actions.answer_feedback(case, by=actor_of(request), **payload.model_dump())
        return dump(schemas.Made, made)

    return once(request, run)
