"""Fetching in scope and writing out, for every endpoint of joining and moving."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Schema

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.saying import address
from unionhall.core.sealed import mask_name

from .. import access
from ..models import Application, Removal


def keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_list_members(actor):
        raise Http404
    return actor


def one_of(rows: QuerySet[Any], **key: Any) -> Any:
    """The row, or nothing here."""
    found = rows.filter(**key).first()
    if found is None:
        raise Http404
    return found


def dump(schema: type[Schema], facts: Any) -> Any:
    return schema.model_validate(facts).model_dump(mode="json")


def link_of(code: str) -> str:
    return address(reverse("members:join", args=[code]))


def application_out(row: Application) -> dict[str, Any]:
    names = ("id", "state", "way", "applied_at", "answer_due_on", "why")
    return {
        **{name: getattr(row, name) for name in names},
        "union_id": row.organisation_id,
        "union_name": row.organisation.name,
        "from_union_id": row.origin_id,
        "name": mask_name(row.person.name),
        "late": row.is_late,
    }


def member_out(row: Any) -> dict[str, Any]:
    names = ("id", "since", "until", "standing", "retained_since", "retained_why", "ended_why", "entered_through")
    return {
        **{name: getattr(row, name) for name in names},
        "union_id": row.organisation_id,
        "union_name": row.organisation.name,
        "name": mask_name(row.person.name),
    }


def removal_out(row: Removal) -> dict[str, Any]:
    names = ("id", "membership_id", "state", "reason", "heard_until")
    return {**{name: getattr(row, name) for name in names}, "heard": row.heard_at is not None}
