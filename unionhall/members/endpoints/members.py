"""Members over the API: the list of those who keep them, one's own memberships, keeping, leaving, removing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from unionhall.core import audit, paging
from unionhall.core.endpoints import PROBLEMS, once
from unionhall.core.http import actor_of
from unionhall.people import api as people
from unionhall.people.enums import Standing

from .. import access, actions
from . import schemas
from ._shared import dump, keeper, member_out, one_of, removal_out

router = Router(tags=["joining and moving"])
WITH = ("person", "organisation")


@router.get("/members", response={200: schemas.MembersPage, **PROBLEMS})
def members(
    request: HttpRequest,
    union: UUID | None = None,
    standing: Standing | None = None,
    ended: bool = False,
    cursor: str | None = None,
) -> Any:
    """Members of the unions one keeps, the newest first, names masked."""
    rows = people.visible_members(keeper(request)).filter(until__isnull=not ended).select_related(*WITH)
    if union:
        rows = rows.filter(organisation=union)
    if standing:
        rows = rows.filter(standing=standing)
    found = paging.page(rows, order=("-id",), after=cursor, size=100)
    return {"items": [member_out(row) for row in found], "next_cursor": found.next_cursor}


@router.get("/memberships", response={200: list[schemas.MemberOut], **PROBLEMS})
def own_memberships(request: HttpRequest) -> Any:
    """One's own memberships and those of people one has a mandate for, the newest first."""
    rows = people.own_memberships(actor_of(request)).select_related(*WITH).order_by("-since", "pk")
    return [member_out(row) for row in rows[:200]]


@router.get("/members/{uuid:pk}", response={200: schemas.MemberOut, **PROBLEMS})
def member(request: HttpRequest, pk: UUID) -> Any:
    """One membership. Reading somebody else's is noted."""
    row, actor = _either(request, pk), actor_of(request)
    if row.person_id not in actor.self_and_mandates:
        audit.record_read(row, by=actor, purpose="keeping_members")
    return member_out(row)


@router.post("/members/{uuid:pk}/retention", response={200: schemas.MemberOut, **PROBLEMS})
def retain_member(request: HttpRequest, pk: UUID, payload: schemas.MemberRetention) -> Any:
    """Keep a membership while there is no work."""
    row, actor = _either(request, pk), actor_of(request)
    return once(request, lambda: _said(actions.retain(row, by=actor, **payload.model_dump())))


@router.post("/members/{uuid:pk}/resumption", response={200: schemas.MemberOut, **PROBLEMS})
def resume_member(request: HttpRequest, pk: UUID) -> Any:
    """They work again."""
    row, actor = _either(request, pk), actor_of(request)
    return once(request, lambda: _said(actions.resume(row, by=actor)))


@router.post("/members/{uuid:pk}/departure", response={200: schemas.MemberOut, **PROBLEMS})
def leave_union(request: HttpRequest, pk: UUID) -> Any:
    """Leave the union, today."""
    actor = actor_of(request)
    row = one_of(people.own_memberships(actor).select_related(*WITH), pk=pk)
    return once(request, lambda: _said(actions.leave(row, by=actor)))


@router.post("/members/{uuid:pk}/death", response={200: schemas.MemberOut, **PROBLEMS})
def record_member_death(request: HttpRequest, pk: UUID, payload: schemas.MemberDeath) -> Any:
    """The member died."""
    row, actor = _kept(request, pk), actor_of(request)
    return once(request, lambda: _said(actions.record_death(row, by=actor, on=payload.on)))


@router.post("/members/{uuid:pk}/removal", response={201: schemas.MemberRemovalOut, **PROBLEMS})
def propose_member_removal(request: HttpRequest, pk: UUID, payload: schemas.MemberRemovalIn) -> Any:
    """Propose to remove a member, who is then heard."""
    row, actor = _kept(request, pk), actor_of(request)

    def run() -> Any:
        return dump(
            schemas.MemberRemovalOut, removal_out(actions.propose_removal(row, by=actor, reason=payload.reason))
        )

    return Status(201, once(request, run))


@router.post("/member-removals/{uuid:pk}/hearing", response={200: schemas.MemberRemovalOut, **PROBLEMS})
def hear_member(request: HttpRequest, pk: UUID, payload: schemas.MemberHearing) -> Any:
    """What the member has to say."""
    actor = actor_of(request)
    row = one_of(access.own_removals(actor), pk=pk)
    return once(
        request,
        lambda: dump(schemas.MemberRemovalOut, removal_out(actions.be_heard(row, by=actor, words=payload.words))),
    )


@router.post("/member-removals/{uuid:pk}/decision", response={200: schemas.MemberRemovalOut, **PROBLEMS})
def decide_member_removal(request: HttpRequest, pk: UUID) -> Any:
    """The second person's yes."""
    actor = keeper(request)
    row = one_of(access.visible_removals(actor), pk=pk)
    return once(request, lambda: dump(schemas.MemberRemovalOut, removal_out(actions.decide(row, by=actor))))


@router.post("/member-removals/{uuid:pk}/dropping", response={200: schemas.MemberRemovalOut, **PROBLEMS})
def drop_member_removal(request: HttpRequest, pk: UUID) -> Any:
    """The proposal is dropped."""
    actor = keeper(request)
    row = one_of(access.visible_removals(actor), pk=pk)
    return once(request, lambda: dump(schemas.MemberRemovalOut, removal_out(actions.drop(row, by=actor))))


def _kept(request: HttpRequest, pk: UUID) -> Any:
    return one_of(people.visible_members(keeper(request)).select_related(*WITH), pk=pk)


def _either(request: HttpRequest, pk: UUID) -> Any:
    actor = actor_of(request)
    rows = people.visible_members(actor) | people.own_memberships(actor)
    return one_of(rows.select_related(*WITH), pk=pk)


def _said(row: Any) -> Any:
    fresh = people.memberships().select_related(*WITH).get(pk=row.pk)
    return dump(schemas.MemberOut, member_out(fresh))
