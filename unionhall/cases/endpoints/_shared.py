"""Fetching in scope and writing out, for every endpoint about cases."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.endpoints import Strict, once
from unionhall.core.http import actor_of
from unionhall.core.sealed import mask_phone
from unionhall.organisations import api as organisations

from .. import access, queries, routing
from ..enums import IdentityLevel
from ..models import Case, Complainant, Transfer
from . import schemas


def rows() -> tuple[str, ...]:
    """What a row of a list needs at once."""
    return ("body", "handler")


def case_in_scope(request: HttpRequest, pk: UUID) -> Case:
    """The case if the actor may see it; else there is nothing here."""
    case = access.visible_cases(actor_of(request)).select_related(*rows(), "division").filter(pk=pk).first()
    if case is None:
        raise Http404
    return case


def transfer_in_scope(request: HttpRequest, pk: UUID) -> Transfer:
    transfers = access.visible_transfers(actor_of(request)).select_related("from_body", "to_body", "case")
    transfer = transfers.filter(pk=pk).first()
    if transfer is None:
        raise Http404
    return transfer


def one_of(queryset: QuerySet[Any], **key: Any) -> Any:
    """The row, or nothing here."""
    row = queryset.filter(**key).first()
    if row is None:
        raise Http404
    return row


def employer_by_uscc(uscc: str) -> Any:
    """The employer with this code, or None when none was given; an unknown code is 404."""
    return one_of(organisations.visible_employers(Actor(None)), uscc=uscc.strip().upper()) if uscc.strip() else None


def act(request: HttpRequest, pk: UUID, do: Callable[..., Any], **arguments: Any) -> Any:
    """Do one verb to a case in scope and write the case out again."""

    def run() -> Any:
        case = do(case_in_scope(request, pk), by=actor_of(request), **arguments)
        return dump(schemas.CaseOut, case_out(case, actor_of(request)))

    return once(request, run)


def act_as_said(request: HttpRequest, pk: UUID, do: Callable[..., Any], said: schemas.Plain) -> Any:
    """An act whose arguments are named as the fields of its body are."""
    return act(request, pk, do, expected=said.version, **words(said))


def words(said: Strict) -> dict[str, Any]:
    """What was said in a body: its fields without the version, and without those left out."""
    return said.model_dump(exclude={"version"}, exclude_none=True)


def dump(schema: type[schemas.Schema], value: Any) -> Any:
    """Plain JSON values, as an idempotent answer is remembered."""
    return schema.model_validate(value).model_dump(mode="json")


def row_out(case: Case) -> dict[str, Any]:
    fields = [
        "id",
        "number",
        "kind",
        "title",
        "state",
        "source",
        "employer_name",
        "site",
        "to_chair",
        "amount",
        "received_at",
        "accepted_at",
        "closed_at",
        "due_provisional",
        "paused",
        "is_group",
        "group_id",
        "version",
    ]
    return {
        **{name: getattr(case, name) for name in fields},
        "due_on": case.due_on if case.has_clock else None,
        "body": {"id": case.body_id, "name": case.body.name},
        "handler": {"id": case.handler_id, "name": case.handler.name} if case.handler else None,
    }


def case_out(case: Case, actor: Actor) -> dict[str, Any]:
    """The file of a case, as far as this actor reads it."""
    clock = queries.clock_of(case)
    routed = case.routings.order_by("-at", "-pk").first()
    return {
        **row_out(case),
        "account": case.account,
        "industry": case.industry,
        "happened_on": case.happened_on,
        "division_code": case.division.code if case.division else None,
        "routed_because": routing.sentences(routed.why, to_worker=not access.sees_desk(actor, case)) if routed else [],
        "complainants": [
            complainant_out(row) for row in access.visible_complainants(actor, case).order_by("joined_at", "pk")
        ],
        "parties": [
            {"id": p.pk, "role": p.role, "name": p.name, "ended_on": p.ended_on}
            for p in case.parties.order_by("added_at", "pk")
        ],
        "clock": {
            "started_on": clock.started_on,
            "due_on": clock.due_on,
            "provisional": clock.provisional,
            "paused": clock.paused,
            "stopped_days": clock.stopped_days,
            "extended_days": clock.extended_days,
        },
    }


def complainant_out(row: Complainant) -> dict[str, Any]:
    anonymous = row.identity_level == IdentityLevel.ANONYMOUS
    return {
        "id": row.pk,
        "identity_level": row.identity_level,
        "name": "" if anonymous else row.name,
        "phone": mask_phone(row.phone) if row.phone else "",
        "amount": row.amount,
    }


def file_out(row: Any) -> dict[str, Any]:
    stored = row.stored
    return {
        "id": row.pk,
        "name": stored.name,
        "size": stored.size,
        "content_type": stored.content_type,
        "label": row.label,
        "audience": row.audience,
        "at": row.at,
    }


def opened(case: Case, actor: Actor) -> None:
    """Opening a file is recorded with its purpose; the worker sees it. Opening one's own is nobody's business."""
    if not access.is_own(actor, case):
        audit.record_read(case, by=actor, purpose=access.purpose_of(actor, case))
