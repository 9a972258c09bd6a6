"""Bodies, employers and places over the HTTP API: public register entries, searched and paged by key."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from unionhall.core import paging
from unionhall.core.endpoints import PROBLEMS
from unionhall.core.http import actor_of
from unionhall.core.identity import normalise_uscc

from .. import access
from ..enums import AgencyKind, Industry, JointScope, Level, OrganisationKind

router = Router(tags=["bodies, employers, places"])


class RegisterSearch(Schema):
    """A word, and where to go on."""

    q: str = Field("", max_length=60, pattern="^[^\\x00]*$")
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class OrganisationSearch(RegisterSearch):
    kind: OrganisationKind | None = None
    receives_cases: bool | None = None


class OrganisationOut(Schema):
    id: UUID
    code: str
    name: str
    short_name: str
    kind: OrganisationKind
    agency_kind: AgencyKind | None
    level: Level
    parent_id: UUID | None
    receives_cases: bool
    phone: str
    address: str
    joint_of: JointScope | None = None
    founded_on: date | None = None
    closed_on: date | None = None
    successor_id: UUID | None = Field(None, description="the body it was merged into")

    @staticmethod
    def resolve_agency_kind(body: Any) -> str | None:
        return body.agency_kind or None

    @staticmethod
    def resolve_joint_of(body: Any) -> str | None:
        return body.joint_of or None


class EmployerOut(Schema):
    id: UUID
    name: str
    uscc: str | None
    industry: Industry
    is_platform: bool
    head_office_id: UUID | None = None


class DivisionOut(Schema):
    code: str
    name: str
    level: Level
    parent_code: str | None

    @staticmethod
    def resolve_parent_code(division: Any) -> str | None:
        return division.parent.code if division.parent else None


class Organisations(Schema):
    items: list[OrganisationOut]
    next: str | None
    previous: str | None


class Employers(Schema):
    items: list[EmployerOut]
    next: str | None
    previous: str | None


class Divisions(Schema):
    items: list[DivisionOut]
    next: str | None
    previous: str | None


def _listed(found: Any, search: RegisterSearch, order: tuple[str, ...]) -> dict[str, Any]:
    page = paging.page(found, order=order, after=search.cursor, size=search.limit)
    return {"items": page.items, "next": page.next_cursor, "previous": page.prev_cursor}


@router.get("/organisations", response={200: Organisations, **PROBLEMS})
def organisations(request: HttpRequest, search: Query[OrganisationSearch]) -> Any:
    """Union bodies and partner agencies, by name or code."""
    found = access.visible_organisations(actor_of(request))
    if search.q:
        found = found.filter(Q(name__icontains=search.q) | Q(code=search.q))
    if search.kind:
        found = found.filter(kind=search.kind)
    if search.receives_cases is not None:
        found = found.filter(receives_cases=search.receives_cases)
    return _listed(found, search, ("level", "code", "id"))


@router.get("/organisations/{uuid:pk}", response={200: OrganisationOut, **PROBLEMS})
def organisation(request: HttpRequest, pk: UUID) -> Any:
    """One body; a closed one too, with the body it was merged into."""
    body = access.visible_in_history(actor_of(request)).filter(pk=pk).first()
    if body is None:
        raise Http404
    return body


@router.get("/employers", response={200: Employers, **PROBLEMS})
def employers(request: HttpRequest, search: Query[RegisterSearch]) -> Any:
    """Employers, by part of the name or by unified social credit code."""
    found = access.visible_employers(actor_of(request))
    if search.q:
        found = found.filter(Q(name__icontains=search.q) | Q(uscc=normalise_uscc(search.q)))
    return _listed(found, search, ("name", "id"))


@router.get("/divisions", response={200: Divisions, **PROBLEMS})
def divisions(request: HttpRequest, search: Query[RegisterSearch]) -> Any:
    """Places by part of the name or by the beginning of the code."""
    found = access.visible_divisions(actor_of(request)).select_related("parent")
    if search.q:
        found = found.filter(Q(name__icontains=search.q) | Q(code__startswith=search.q))
    return _listed(found, search, ("code", "id"))
