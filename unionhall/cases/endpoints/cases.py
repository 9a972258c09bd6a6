"""Cases over the API: bring one, list, read, what may be done, who opened it."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from unionhall.core import audit, paging, ratelimit
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, anyone, once
from unionhall.core.http import actor_of
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access, actions, queries
from ..enums import IdentityLevel, Kind, Purpose, Source
from ..models import Case
from ..states import DISPUTE, State
from . import schemas
from ._shared import act, case_in_scope, case_out, dump, employer_by_uscc, one_of, opened, row_out, rows

router = Router(tags=["cases"])

# Acts that are no move of the lifecycle but have their own permission.
OTHER_ACTS = (
    "assign", "reroute", "correct", "write_note", "message", "add_file", "hold_session", "suspend", "resume", "extend",
    "add_party", "gather", "split", "add_workers", "offer", "answer_feedback", "reveal", "identify_employer", "choose",
)  # fmt: skip


class CaseFilters(Schema):
    """Which cases."""

    mine: bool = Field(False, description="own matters, instead of those of one's body")
    state: State | None = None
    kind: Kind | None = None
    clock: str | None = Field(None, pattern="^(overdue|soon|paused)$")
    handler: UUID | None = None
    unassigned: bool = False
    body: UUID | None = None
    source: Source | None = None
    number: str | None = Field(None, max_length=40, pattern="^[^\\x00]*$")
    employer: str | None = Field(None, max_length=120, pattern="^[^\\x00]*$")
    unidentified: bool = Field(False, description="the employer is written, and none of the register yet")
    to_chair: bool = Field(False, description="only those written to the chair")
    urgent: bool = Field(False, description="urgent by the officer's choice, else by the suggestion")
    received_from: date | None = Field(None, ge=date(1900, 1, 1), le=date(2999, 12, 31))
    received_until: date | None = Field(None, ge=date(1900, 1, 1), le=date(2999, 12, 31))
    ended: bool = False
    group: UUID | None = None
    order: str = Field("due", pattern="^(due|newest)$")
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


ORDERS = {"due": ("due_on", "id"), "newest": ("-received_at", "id")}


@router.get("/cases", response={200: schemas.CaseList, **PROBLEMS})
def list_cases(request: HttpRequest, filters: Query[CaseFilters]) -> Any:
    """Cases of one's body by nearest clock, or one's own."""
    actor = actor_of(request)
    found: QuerySet[Case] = access.own_cases(actor) if filters.mine or not actor.posts else access.desk_cases(actor)
    wanted = filters.model_dump()
    wanted["handler"] = "none" if filters.unassigned else filters.handler
    page = paging.page(
        queries.worklist(found, wanted).select_related(*rows()),
        order=ORDERS[filters.order],
        after=filters.cursor,
        size=filters.limit,
    )
    return {
        "items": [row_out(case) for case in page.items],
        "next": page.next_cursor,
        "previous": page.prev_cursor,
    }


@router.post("/cases", response={201: schemas.Received, **PROBLEMS}, auth=anyone)
def bring_case(request: HttpRequest, payload: schemas.NewCase) -> Any:
    """Bring a matter: one's own, that of somebody one has a mandate for, or as an officer that of a worker."""
    actor = actor_of(request)
    if actor.is_anonymous:
        ratelimit.limit("intake", request.META.get("REMOTE_ADDR", ""), times=10, seconds=3600).or_refuse()

    def run() -> Any:
        brought = actions.bring(by=actor, **_facts(actor, payload))
        return dump(schemas.Received, {**case_out(brought.case, actor), "receipt": brought.receipt or None})

    return Status(201, once(request, run))


def _facts(actor: Actor, payload: schemas.NewCase) -> dict[str, Any]:
    officer_entry = payload.source in (Source.PAPER, Source.PHONE, Source.VISIT)
    person = None
    if payload.for_person is not None:
        person = one_of(people.visible_people(actor), pk=payload.for_person)
    elif officer_entry and payload.worker_phone and payload.identity_level != IdentityLevel.ANONYMOUS:
        access.may_enter_for(actor).or_refuse()
        person = people.enter(by=actor, name=payload.worker_name, phone=payload.worker_phone)
    division = None
    if payload.division_code:
        division = one_of(organisations.visible_divisions(actor), code=payload.division_code)
    received_at = None
    if payload.received_on and officer_entry:
        received_at = timezone.make_aware(datetime.combine(payload.received_on, time(12)))
    return {
        "kind": payload.kind,
        "account": payload.account,
        "identity_level": payload.identity_level,
        "source": payload.source if officer_entry else Source.API,
        "person": person,
        "name": payload.worker_name,
        "phone": payload.worker_phone if officer_entry else "",
        "employer": employer_by_uscc(payload.employer_uscc),
        "employer_name": payload.employer_name,
        "division": division,
        "industry": payload.industry or "",
        "site": payload.site,
        "to_chair": payload.to_chair,
        "happened_on": payload.happened_on,
        "amount": payload.amount,
        "received_at": received_at,
    }


@router.get("/cases/loads", response={200: list[schemas.LoadOut], **PROBLEMS})
def loads(request: HttpRequest) -> Any:
    """Open cases by handler, for officers and supervisors."""
    actor = actor_of(request)
    access.may_see_loads(actor).or_refuse()
    return queries.loads(access.desk_cases(actor))


@router.get("/cases/{uuid:pk}", response={200: schemas.CaseOut, **PROBLEMS})
def read_case(request: HttpRequest, pk: UUID) -> Any:
    """The file of a case. Who opens one that is not their own is recorded, and the worker sees it."""
    case = case_in_scope(request, pk)
    opened(case, actor_of(request))
    return case_out(case, actor_of(request))


@router.patch("/cases/{uuid:pk}", response={200: schemas.CaseOut, **PROBLEMS})
def correction(request: HttpRequest, pk: UUID, payload: schemas.Correction) -> Any:
    """Put right the kind, employer, industry, amount or day. A state is never set this way."""
    facts = payload.model_dump(exclude_unset=True, exclude={"version", "employer_uscc"})
    if facts.get("kind", "") is None:
        del facts["kind"]
    for name in ("employer_name", "site", "industry"):
        if name in facts:
            facts[name] = facts[name] or ""
    employer = employer_by_uscc(payload.employer_uscc or "")
    return act(request, pk, actions.correct, employer=employer, expected=payload.version, **facts)


@router.post("/cases/{uuid:pk}/employer", response={200: schemas.CaseOut, **PROBLEMS})
def employer(request: HttpRequest, pk: UUID, payload: schemas.EmployerIn) -> Any:
    """Say which employer of the register is meant by the name that was written. Who is tied to it is barred at once."""
    meant = one_of(organisations.visible_employers(actor_of(request)), pk=payload.employer)
    return act(request, pk, actions.identify_employer, employer=meant, expected=payload.version)


@router.get("/cases/{uuid:pk}/employers", response={200: list[schemas.Named], **PROBLEMS})
def employers(request: HttpRequest, pk: UUID) -> Any:
    """Employers of the register that may be meant by the name that was written, the nearest first."""
    case, actor = case_in_scope(request, pk), actor_of(request)
    if case.employer_id or not access.sees_desk(actor, case):
        return []
    opened(case, actor)
    return organisations.employers_like(case.employer_name)


@router.get("/cases/{uuid:pk}/acts", response={200: list[schemas.Act], **PROBLEMS})
def acts(request: HttpRequest, pk: UUID) -> Any:
    """What you may do to this case now, and why not where you may not."""
    case, actor = case_in_scope(request, pk), actor_of(request)
    verbs = [verb for verb, move in DISPUTE.verbs.items() if not move.system]
    answers = {verb: getattr(access, f"may_{verb}")(actor, case) for verb in (*verbs, *OTHER_ACTS)}
    return [
        {"verb": verb, "allowed": bool(v), "reason": str(v.reason), "next_step": str(v.next_step)}
        for verb, v in answers.items()
    ]


@router.get("/cases/{uuid:pk}/timeline", response={200: list[schemas.Entry], **PROBLEMS})
def timeline(request: HttpRequest, pk: UUID) -> Any:
    """What happened, oldest first, as far as you may read it."""
    case, actor = case_in_scope(request, pk), actor_of(request)
    opened(case, actor)
    desk = access.sees_desk(actor, case)
    lines: list[dict[str, Any]] = [
        {"at": s.at, "what": s.verb, "by": s.by_name, "text": s.reason, "details": {"to": s.to_state}}
        for s in case.statuses.order_by("at", "pk")
    ]
    lines += [
        {"at": n.at, "what": "note", "by": n.by_name, "text": n.text, "details": {"audience": n.audience}}
        for n in access.visible_notes(actor, case).order_by("at", "pk")
    ]
    lines += [
        {
            "at": s.at,
            "what": "session",
            "by": s.by_name,
            "text": s.outcome,
            "details": {"kind": s.kind, "held_at": s.held_at.isoformat()},
        }
        for s in access.visible_sessions(actor, case).order_by("at", "pk")
    ]
    lines += [
        {"at": t.offered_at, "what": "transfer", "details": {"id": str(t.pk), "to": t.to_body.name, "state": t.state}}
        for t in case.transfers.select_related("to_body").order_by("offered_at", "pk")
    ]
    if desk:
        lines += [
            {"at": a.at, "what": "assignment", "by": a.by_name, "text": a.handler_name}
            for a in case.assignments.order_by("at", "pk")
        ]
    return sorted(lines, key=lambda line: line["at"])


@router.get("/cases/{uuid:pk}/accesses", response={200: list[schemas.Access], **PROBLEMS})
def accesses(request: HttpRequest, pk: UUID) -> Any:
    """Who opened this file, when and why: for the worker it is about."""
    case, actor = case_in_scope(request, pk), actor_of(request)
    if not access.is_own(actor, case):
        opened(case, actor)
    entries = audit.entries_about(case).exclude(purpose="").order_by("-at", "-pk")[:200]
    return [{"at": e.at, "who": e.actor_name, "purpose": _words(e.purpose)} for e in entries]


def _words(purpose: str) -> str:
    return str(Purpose(purpose).label) if purpose in Purpose.values else purpose
