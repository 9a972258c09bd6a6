"""The tree as of any day, histories, moves, mergers and closures with dates, and what crosses the tree."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field, StringConstraints

from unionhall.core import clock, paging
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of

from .. import access, actions, queries
from ..enums import ChangeKind, Industry, OrganisationKind
from ..models import Affiliation, JointUnit, Organisation, TreeChange

router = Router(tags=["bodies, employers, places"])

Day = Annotated[date, Field(ge=date(1949, 1, 1), le=date(2100, 12, 31))]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern="^[^\\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=120, pattern="^[^\\x00]*$")]


class TreeSearch(Schema):
    on: Day | None = Field(None, description="today when left out")
    under: UUID | None = Field(None, description="the top when left out")
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class StandingOut(Schema):
    """A body as it stood on the day."""

    organisation_id: UUID
    code: str
    kind: OrganisationKind
    level: int
    name: str
    parent_id: UUID | None
    below: int = Field(description="bodies below it on that day")
    since: date | None = Field(description="null: as far back as the register goes")
    until: date | None


class TreeOut(Schema):
    on: date
    under: UUID | None
    items: list[StandingOut]
    next: str | None = None
    previous: str | None = None


class PositionOut(Schema):
    name: str
    parent_id: UUID | None
    since: date | None
    until: date | None
    change_id: UUID | None


class BodyChangeRow(Schema):
    id: UUID
    kind: ChangeKind
    organisation_id: UUID
    target_id: UUID | None
    on: date
    with_it: int


class BodyHistoryOut(Schema):
    organisation_id: UUID
    closed_on: date | None
    successor_id: UUID | None = Field(description="where its code leads in the end")
    positions: list[PositionOut]
    changes: list[BodyChangeRow]


class TreeChangeOut(BodyChangeRow):
    reason: str
    asked_at: datetime
    done_at: datetime | None = Field(description="null: it waits for its day, or was withdrawn")
    withdrawn_at: datetime | None
    held_up: str


class TreeChangeList(Schema):
    items: list[TreeChangeOut]


class BodyMoveIn(Strict):
    parent: UUID
    reason: Reason
    on: Day | None = None


class BodyMergerIn(Strict):
    into: UUID
    reason: Reason
    on: Day | None = None


class BodyClosureIn(Strict):
    on: Day = Field(description="the last day")
    reason: Reason


class OutlookSearch(Schema):
    kind: Literal["move", "merge", "close"] = "close"
    into: UUID | None = None
    on: Day | None = None


class OutlookLine(Schema):
    what: str
    count: int


class OutlookOut(Schema):
    """What a change would take along, and what stands in its way."""

    bodies: int
    follows: list[OutlookLine]
    held_by: list[str]


class AffiliationIn(Strict):
    industrial: UUID
    since: Day | None = None


class AffiliationOut(Schema):
    id: UUID
    organisation_id: UUID
    industrial_id: UUID
    since: date
    until: date | None


class AcrossSearch(Schema):
    on: Day | None = None
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class AcrossRow(Schema):
    id: UUID
    code: str
    name: str
    kind: OrganisationKind
    level: int
    parent_id: UUID | None


class AcrossOut(Schema):
    items: list[AcrossRow]
    next: str | None = None
    previous: str | None = None


class JointUnitIn(Strict):
    name: Annotated[Words, StringConstraints(min_length=1)]
    spot: Annotated[Words, StringConstraints(max_length=60)] = ""
    employer: UUID | None = None
    industry: Industry | None = None
    workers: int | None = Field(None, ge=0, le=1_000_000)


class JointUnitOut(Schema):
    id: UUID
    name: str
    spot: str
    employer_id: UUID | None
    industry: str
    workers: int | None
    since: date
    until: date | None


class JointUnitSearch(Schema):
    q: str = Field("", max_length=60, pattern="^[^\\x00]*$")
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class JointUnitList(Schema):
    items: list[JointUnitOut]
    next: str | None = None
    previous: str | None = None


@router.get("/organisations/tree", response={200: TreeOut, **PROBLEMS})
def tree(request: HttpRequest, search: Query[TreeSearch]) -> Any:
    """The bodies that stood directly below one (or at the top) on a day, with how many stood below each."""
    on = search.on or clock.today()
    here = _anywhere(request, search.under) if search.under else None
    rows = queries.standing_below(here, on) if here else queries.tops(on).select_related("organisation")
    order = ("organisation__level", "organisation__code", "id")
    page = paging.page(rows, order=order, after=search.cursor, size=search.limit)
    counts = queries.subtree_counts([row.organisation for row in page], on)
    items = [
        {
            "organisation_id": row.organisation_id,
            "code": row.organisation.code,
            "kind": row.organisation.kind,
            "level": row.organisation.level,
            "name": row.name,
            "parent_id": row.parent_id,
            "below": counts[row.organisation_id],
            "since": _known(row.since),
            "until": row.until,
        }
        for row in page
    ]
    return {"on": on, "under": search.under, "items": items, "next": page.next_cursor, "previous": page.prev_cursor}


@router.get("/organisations/by-code/{str:code}", response={200: AcrossRow, **PROBLEMS})
def by_code(request: HttpRequest, code: str) -> Any:
    """The body a code leads to: of one that was merged into another, that one."""
    found = queries.body_of_code(code) if "\0" not in code else None
    if found is None:
        raise Http404
    return found


@router.get("/organisations/{uuid:pk}/history", response={200: BodyHistoryOut, **PROBLEMS})
def history(request: HttpRequest, pk: UUID) -> Any:
    """Where a body stood and what it was called, from when to when; what was done to it. Closed bodies too."""
    body = _anywhere(request, pk)
    return {
        "organisation_id": body.pk,
        "closed_on": body.closed_on,
        "successor_id": queries.last_successor(body).pk if body.successor_id else None,
        "positions": [
            {
                "name": row.name, "parent_id": row.parent_id, "since": _known(row.since), "until": row.until,
                "change_id": row.change_id,
            }
            for row in queries.positions_of(body)[:500]
        ],
        "changes": list(queries.changes_of(body).filter(done_at__isnull=False)[:500]),
    }  # fmt: skip


@router.get("/organisations/{uuid:pk}/across", response={200: AcrossOut, **PROBLEMS})
def across(request: HttpRequest, pk: UUID, search: Query[AcrossSearch]) -> Any:
    """All bodies an industrial union reaches across the tree on a day; itself is one of them."""
    found = queries.across(_anywhere(request, pk), search.on or clock.today())
    page = paging.page(found, order=("level", "code", "id"), after=search.cursor, size=search.limit)
    return {"items": page.items, "next": page.next_cursor, "previous": page.prev_cursor}


@router.get("/organisations/{uuid:pk}/changes", response={200: TreeChangeList, **PROBLEMS})
def changes(request: HttpRequest, pk: UUID) -> Any:
    """What was done to a body and what waits for its day, with the reasons; for those who keep its entry."""
    return {"items": list(queries.changes_of(_kept(request, pk))[:500])}


@router.get("/organisations/{uuid:pk}/outlook", response={200: OutlookOut, **PROBLEMS})
def outlook(request: HttpRequest, pk: UUID, search: Query[OutlookSearch]) -> Any:
    """What a move, merger or closure would take along, and what stands in its way."""
    body = _kept(request, pk)
    into = _anywhere(request, search.into) if search.into else None
    with transaction.atomic():
        weighed = queries.weigh(body, search.kind, into=into, on=search.on or clock.today())
    return {
        "bodies": weighed.bodies,
        "follows": [{"what": str(words), "count": count} for words, count in weighed.counted],
        "held_by": [str(each) for each in weighed.held_by],
    }


@router.post("/organisations/{uuid:pk}/moves", response={201: TreeChangeOut, **PROBLEMS})
def moves(request: HttpRequest, pk: UUID, payload: BodyMoveIn) -> Any:
    """Put a body, with all below it, under another one from a day on. A day to come waits."""
    body, by, parent = _kept(request, pk), actor_of(request), _anywhere(request, payload.parent)
    return _made(request, lambda: actions.move_body(body, by=by, parent=parent, reason=payload.reason, on=payload.on))


@router.post("/organisations/{uuid:pk}/mergers", response={201: TreeChangeOut, **PROBLEMS})
def mergers(request: HttpRequest, pk: UUID, payload: BodyMergerIn) -> Any:
    """Merge a body into another one of its level from a day on."""
    body, by, into = _kept(request, pk), actor_of(request), _anywhere(request, payload.into)
    return _made(request, lambda: actions.merge_bodies(body, by=by, into=into, reason=payload.reason, on=payload.on))


@router.post("/organisations/{uuid:pk}/closures", response={201: TreeChangeOut, **PROBLEMS})
def closures(request: HttpRequest, pk: UUID, payload: BodyClosureIn) -> Any:
    """Close a body for good after its last day; refused with everything that still hangs on it."""
    body, by = _kept(request, pk), actor_of(request)
    return _made(request, lambda: actions.close_body(body, by=by, on=payload.on, reason=payload.reason))


@router.post("/organisations/{uuid:pk}/changes/{uuid:change_pk}/withdrawal", response={200: TreeChangeOut, **PROBLEMS})
def change_withdrawal(request: HttpRequest, pk: UUID, change_pk: UUID) -> Any:
    """Take back what waits for its day."""
    body, by = _kept(request, pk), actor_of(request)
    change = TreeChange.objects.filter(organisation=body, pk=change_pk).first()
    if change is None:
        raise Http404
    return once(request, lambda: _plain(TreeChangeOut, actions.withdraw_change(change, by=by)))


@router.post("/organisations/{uuid:pk}/affiliations", response={201: AffiliationOut, **PROBLEMS})
def affiliations(request: HttpRequest, pk: UUID, payload: AffiliationIn) -> Any:
    """From a day on a body belongs to an industrial union, across the tree."""
    body, by, industrial = _kept(request, pk), actor_of(request), _anywhere(request, payload.industrial)
    answer = once(
        request,
        lambda: _plain(AffiliationOut, actions.affiliate(body, by=by, industrial=industrial, since=payload.since)),
    )
    return Status(201, answer)


@router.post("/organisations/{uuid:pk}/affiliations/{uuid:row_pk}/end", response={200: AffiliationOut, **PROBLEMS})
def affiliation_end(request: HttpRequest, pk: UUID, row_pk: UUID) -> Any:
    """Today is the last day on which it belongs to the industrial union."""
    row = Affiliation.objects.filter(organisation=_kept(request, pk), pk=row_pk).first()
    if row is None:
        raise Http404
    return once(request, lambda: _plain(AffiliationOut, actions.disaffiliate(row, by=actor_of(request))))


@router.get("/organisations/{uuid:pk}/units", response={200: JointUnitList, **PROBLEMS})
def units(request: HttpRequest, pk: UUID, search: Query[JointUnitSearch]) -> Any:
    """The units of a joint union, by name; for those who keep its entry."""
    found = queries.units_of(_kept(request, pk), q=search.q)
    page = paging.page(found, order=("name", "id"), after=search.cursor, size=search.limit)
    return {"items": page.items, "next": page.next_cursor, "previous": page.prev_cursor}


@router.post("/organisations/{uuid:pk}/units", response={201: JointUnitOut, **PROBLEMS})
def unit_entry(request: HttpRequest, pk: UUID, payload: JointUnitIn) -> Any:
    """Enter a unit of a joint union. The same name at the same spot is the same unit."""
    body, by = _kept(request, pk), actor_of(request)
    employer = None
    if payload.employer:
        employer = access.visible_employers(by).filter(pk=payload.employer).first()
        if employer is None:
            raise Http404
    facts: dict[str, Any] = {"spot": payload.spot, "industry": payload.industry or "", "workers": payload.workers}
    answer = once(
        request,
        lambda: _plain(JointUnitOut, actions.cover(body, by=by, name=payload.name, employer=employer, **facts)),
    )
    return Status(201, answer)


@router.post("/organisations/{uuid:pk}/units/{uuid:unit_pk}/end", response={200: JointUnitOut, **PROBLEMS})
def unit_end(request: HttpRequest, pk: UUID, unit_pk: UUID) -> Any:
    """Today is the unit's last day in the joint union."""
    unit = JointUnit.objects.filter(organisation=_kept(request, pk), pk=unit_pk).first()
    if unit is None:
        raise Http404
    return once(request, lambda: _plain(JointUnitOut, actions.uncover(unit, by=actor_of(request))))


def _anywhere(request: HttpRequest, pk: UUID) -> Organisation:
    """A body, closed or not: where bodies stand is public."""
    found = access.visible_in_history(actor_of(request)).select_related("successor").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _kept(request: HttpRequest, pk: UUID) -> Organisation:
    """A body whose entry the caller keeps in order; for everybody else it is not there."""
    actor = actor_of(request)
    found = access.steerable_organisations(actor).filter(pk=pk).first() if access.may_keep_register(actor) else None
    if found is None:
        raise Http404
    return found


def _known(day: date) -> date | None:
    return None if day == queries.BEGINNING else day


def _plain(shape: type[Schema], row: Any) -> Any:
    return shape.model_validate(row).model_dump(mode="json")


def _made(request: HttpRequest, act: Any) -> Any:
    return Status(201, once(request, lambda: _plain(TreeChangeOut, act())))
