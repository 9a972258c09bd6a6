"""Group cases and acts on many cases over the API."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from unionhall.core.endpoints import PROBLEMS, once
from unionhall.core.http import actor_of
from unionhall.core.verdict import Refused, no
from unionhall.people import api as people

from .. import access, actions
from ..models import BulkAct
from . import schemas
from ._shared import act, case_in_scope, case_out, dump, one_of

router = Router(tags=["group cases and acts on many"])


@router.post("/groups", response={201: schemas.CaseOut, **PROBLEMS})
def gather(request: HttpRequest, payload: schemas.GroupIn) -> Any:
    """Make a group of running cases at one body."""
    cases = [case_in_scope(request, pk) for pk in dict.fromkeys(payload.cases)]

    def run() -> Any:
        group = actions.gather(cases, by=actor_of(request))
        return dump(schemas.CaseOut, case_out(group, actor_of(request)))

    return Status(201, once(request, run))


@router.post("/groups/{uuid:pk}/workers", response={201: list[schemas.Made], **PROBLEMS})
def add_workers(request: HttpRequest, pk: UUID, payload: schemas.WorkersIn) -> Any:
    """One case in the group for each worker who is not in it yet."""
    group = case_in_scope(request, pk)

    def run() -> Any:
        made = actions.add_workers(
            group, by=actor_of(request), workers=[row.model_dump() for row in payload.workers], account=payload.account
        )
        return [dump(schemas.Made, case) for case in made]

    return Status(201, once(request, run))


@router.delete("/cases/{uuid:pk}/group", response={200: schemas.CaseOut, **PROBLEMS})
def split(request: HttpRequest, pk: UUID) -> Any:
    """Take a case out of its group."""
    return act(request, pk, actions.split)


@router.post("/bulk", response={201: schemas.BulkOut, **PROBLEMS})
def bulk(request: HttpRequest, payload: schemas.BulkIn) -> Any:
    """Apply one act to each case that may take it; `refused` says which may not, and why. At most 100 here at once."""
    actor = actor_of(request)
    group = case_in_scope(request, payload.group) if payload.group else None
    case_ids = list(dict.fromkeys(payload.cases))
    if group is not None:
        members = access.visible_cases(actor).filter(group=group).order_by("pk")
        case_ids = list(members.values_list("pk", flat=True))
    if not case_ids:
        raise Refused(no(_("No cases were named."), _("Name cases, or a group that has some."), "empty"))
    arguments = _arguments(request, payload, case_ids)

    def run() -> Any:
        act = actions.apply(getattr(actions, payload.verb), case_ids, by=actor, group=group, **arguments)
        return dump(schemas.BulkOut, bulk_out(act))

    return Status(201, once(request, run))


def _arguments(request: HttpRequest, payload: schemas.BulkIn, case_ids: list[UUID]) -> dict[str, Any]:
    match payload.verb:
        case "fail" | "suspend" | "withdraw" | "arbitrate" | "litigate":
            return {"reason": payload.reason}
        case "close":
            return {"reason": payload.reason, "manner": payload.manner or ""}
        case "assign":
            if payload.handler is None:
                raise Refused(no(_("Nobody is named to handle them."), _("Give “handler”."), "handler"))
            first = one_of(access.visible_cases(actor_of(request)), pk=case_ids[0])
            return {"handler": one_of(people.people_with_posts(first.body_id), pk=payload.handler)}
        case _:
            return {}


@router.get("/bulk/{uuid:pk}", response={200: schemas.BulkOut, **PROBLEMS})
def read_bulk(request: HttpRequest, pk: UUID) -> Any:
    """The report of an act on many cases."""
    return bulk_out(one_of(access.visible_bulk_acts(actor_of(request)), pk=pk))


def bulk_out(act: BulkAct) -> dict[str, Any]:
    return {
        "id": act.pk,
        "verb": act.verb,
        "total": len(act.case_ids),
        "done": act.done,
        "refused": act.refused,
        "finished": act.finished_at is not None,
    }
