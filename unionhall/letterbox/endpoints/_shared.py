"""Fetching in scope and writing out, for every endpoint of the letter box."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Schema

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.sealed import mask_phone

from .. import access
from ..models import Appointment

MOST = 200
"""Rows of a list that is not read page by page."""


def keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_keep_days(actor):
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


def appointment_out(row: Appointment, *, own: bool = False) -> dict[str, Any]:
    names = ("id", "day_id", "at", "walk_in", "name", "about", "state", "case_id")
    return {
        **{name: getattr(row, name) for name in names},
        "phone": mask_phone(row.phone) if row.phone else "",
        "note": "" if own else row.note,
    }
