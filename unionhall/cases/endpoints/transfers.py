"""Transfers and referrals over the API. The receiver reads what was transferred and nothing else of the case."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from unionhall.core import audit, paging
from unionhall.core import files as core_files
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access, actions
from ..actions.transfers import CONSENT_PURPOSE
from ..enums import IdentityLevel, Purpose
from ..models import Case, Complainant, Transfer
from ..states import TransferState
from . import schemas
from ._shared import case_in_scope, dump, file_out, one_of, transfer_in_scope, words

router = Router(tags=["transfers"])
ANSWER = {200: schemas.TransferOut, **PROBLEMS}


class TransferFilters(Schema):
    state: TransferState | None = None
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


@router.get("/transfers", response={200: schemas.TransferList, **PROBLEMS})
def list_transfers(request: HttpRequest, filters: Query[TransferFilters]) -> Any:
    """Sent by one's bodies, or received by them and open; by nearest reply day."""
    found = access.visible_transfers(actor_of(request)).select_related("from_body", "to_body")
    if filters.state:
        found = found.filter(state=filters.state)
    page = paging.page(found, order=("reply_due_on", "id"), after=filters.cursor, size=filters.limit)
    return {"items": page.items, "next": page.next_cursor, "previous": page.prev_cursor}


@router.post("/cases/{uuid:pk}/transfers", response={201: schemas.TransferOut, **PROBLEMS})
def offer(request: HttpRequest, pk: UUID, payload: schemas.TransferIn) -> Any:
    """Offer the case, or a task in it, to another body: with the worker's consent, or an officer's logged reason."""
    case, actor = case_in_scope(request, pk), actor_of(request)
    body = one_of(organisations.visible_organisations(actor), pk=payload.to_body)

    def run() -> Any:
        transfer = actions.offer(
            case,
            by=actor,
            to_body=body,
            kind=payload.kind,
            purpose=payload.purpose,
            summary=payload.summary,
            consent_id=_consent(actor, case, payload.consent),
            override_reason=payload.override_reason,
            names_worker=payload.names_worker,
            file_ids=tuple(payload.files),
            reply_days=payload.reply_days,
            expected=payload.version,
        )
        return dump(schemas.TransferOut, transfer_out(transfer, actor))

    return Status(201, once(request, run))


def _consent(actor: Actor, case: Case, given: schemas.ConsentIn | None) -> UUID | None:
    """Record the consent that was given, for the worker of the case; nobody to ask means none."""
    if given is None:
        return None
    access.may_offer(actor, case).or_refuse()
    person_id = Complainant.objects.filter(case=case, person__isnull=False).values_list("person_id", flat=True).first()
    if person_id is None:
        return None
    consent = people.consent(
        person_id,
        by=actor,
        purpose=CONSENT_PURPOSE,
        subject=f"case:{case.pk}",
        text_version=given.text_version,
        through=given.through,
    )
    return consent.pk


@router.get("/transfers/{uuid:pk}", response=ANSWER)
def read_transfer(request: HttpRequest, pk: UUID) -> Any:
    """What was transferred, with its steps and files. A receiver's look is recorded; the worker sees it."""
    transfer, actor = transfer_in_scope(request, pk), actor_of(request)
    if not access.is_sender(actor, transfer):
        audit.record_read(transfer.case, by=actor, purpose=Purpose.TRANSFER)
    return transfer_out(transfer, actor)


@router.post("/transfers/{uuid:pk}/acceptance", response=ANSWER)
def acceptance(request: HttpRequest, pk: UUID, payload: schemas.AcceptanceIn) -> Any:
    return _act_as_said(request, pk, actions.accept_transfer, payload)


@router.post("/transfers/{uuid:pk}/refusal", response=ANSWER)
def refusal(request: HttpRequest, pk: UUID, payload: schemas.AnswerIn) -> Any:
    return _act_as_said(request, pk, actions.decline_transfer, payload)


@router.post("/transfers/{uuid:pk}/revocation", response=ANSWER)
def revocation(request: HttpRequest, pk: UUID, payload: schemas.RevocationIn) -> Any:
    return _act_as_said(request, pk, actions.revoke_transfer, payload)


@router.post("/transfers/{uuid:pk}/return", response=ANSWER)
def return_(request: HttpRequest, pk: UUID, payload: schemas.AnswerIn) -> Any:
    return _act_as_said(request, pk, actions.return_transfer, payload)


@router.post("/transfers/{uuid:pk}/outcome", response=ANSWER)
def outcome(request: HttpRequest, pk: UUID, payload: schemas.AnswerIn) -> Any:
    """Record what came of it; the receiver's access ends."""
    return _act_as_said(request, pk, actions.finish_transfer, payload)


@router.post("/transfers/{uuid:pk}/steps", response={201: schemas.TransferOut, **PROBLEMS})
def step(request: HttpRequest, pk: UUID, payload: schemas.StepIn) -> Any:
    """Record a dated step: letter, joint study, hearing, court date, message."""
    transfer, actor = transfer_in_scope(request, pk), actor_of(request)

    def run() -> Any:
        actions.record_step(transfer, by=actor, kind=payload.kind, on=payload.on, text=payload.text)
        return dump(schemas.TransferOut, transfer_out(transfer, actor))

    return Status(201, once(request, run))


@router.post("/transfers/{uuid:pk}/link", response={201: schemas.LinkOut, **PROBLEMS})
def link(request: HttpRequest, pk: UUID, payload: schemas.LinkIn) -> Any:
    """A one-time link for a body without an account. It is told once, so this is never replayed."""
    raw = actions.link_out(transfer_in_scope(request, pk), by=actor_of(request), days=payload.days)
    return Status(201, {"url": request.build_absolute_uri(reverse("cases:reply", args=[raw]))})


@router.get("/transfers/{uuid:pk}/files/{uuid:file_id}", response={200: None, **PROBLEMS})
def read_file(request: HttpRequest, pk: UUID, file_id: UUID) -> HttpResponse:
    """A file that was transferred, as an attachment."""
    transfer, actor = transfer_in_scope(request, pk), actor_of(request)
    row = one_of(access.visible_transfer_files(actor, transfer).select_related("stored"), pk=file_id)
    if not access.is_sender(actor, transfer):
        audit.record_read(transfer.case, by=actor, purpose=Purpose.TRANSFER)
    return core_files.as_response(row.stored)  # type: ignore[return-value]


def _act_as_said(request: HttpRequest, pk: UUID, verb: Any, said: Strict) -> Any:
    """One verb on a transfer in scope, its arguments named as the fields of the body are; then the transfer again."""
    transfer, actor = transfer_in_scope(request, pk), actor_of(request)

    def run() -> Any:
        return dump(schemas.TransferOut, transfer_out(verb(transfer, by=actor, **words(said)), actor))

    return once(request, run)


def transfer_out(transfer: Transfer, actor: Actor) -> dict[str, Any]:
    fields = [
        "id",
        "number",
        "their_number",
        "kind",
        "purpose",
        "state",
        "offered_at",
        "reply_due_on",
        "reply_provisional",
        "answered_at",
        "ended_at",
        "summary",
        "answer",
    ]
    sender = access.is_sender(actor, transfer)
    files = access.visible_transfer_files(actor, transfer).select_related("stored").order_by("at", "pk")
    return {
        **{name: getattr(transfer, name) for name in fields},
        "from_body": {"id": transfer.from_body_id, "name": transfer.from_body.name},
        "to_body": {"id": transfer.to_body_id, "name": transfer.to_body.name},
        "worker": worker_named(transfer),
        "case_id": transfer.case_id if sender else None,
        "steps": list(access.visible_transfer_steps(actor, transfer).order_by("on", "at", "pk")),
        "files": [file_out(row) for row in files],
    }


def worker_named(transfer: Transfer) -> str | None:
    """The worker's name, when it was passed on and the worker is not anonymous."""
    if not transfer.names_worker:
        return None
    people_of_case = Complainant.objects.filter(case=transfer.case_id).exclude(identity_level=IdentityLevel.ANONYMOUS)
    return "、".join(row.name for row in people_of_case.order_by("joined_at", "pk")) or None
