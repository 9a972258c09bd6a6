"""What several actions on bodies share: where a body stands, and what differs between a row and what was said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Model

from ..enums import LEVEL_COLUMN
from ..models import Organisation, Position
from ..queries import BEGINNING

DAY = timedelta(days=1)


def place_in_tree(body: Organisation) -> None:
    """Fill the ancestor columns from the parent; an agency stands outside the tree."""
    for column in LEVEL_COLUMN.values():
        setattr(body, column, getattr(body.parent, column) if body.parent else None)
    if not body.is_agency:
        setattr(body, LEVEL_COLUMN[body.level], body.pk)


def first_position(body: Organisation) -> Position:
    """The place a body stands in since it was founded, not saved yet; as far back as the register goes if nobody knows the day."""
    return Position(
        organisation=body,
        parent_id=body.parent_id,
        name=body.name,
        since=body.founded_on or BEGINNING,
        **body.ancestors_by_column,
    )


def open_position(body: Organisation) -> Position:
    """Where a body stands now; locked."""
    row = Position.objects.select_for_update(of=("self",)).filter(organisation=body, until__isnull=True).first()
    if row is None:
        row = first_position(body)
        row.save(force_insert=True)
    return row


def rename_position(body: Organisation, *, on: date) -> None:
    """From this day on a body has the name its row says; where it stands stays as it was."""
    row = open_position(body)
    if row.since >= on:
        row.name = body.name
        row.save(update_fields=["name"])
        return
    row.until = on - DAY
    row.save(update_fields=["until"])
    Position(
        organisation=body,
        parent_id=row.parent_id,
        name=body.name,
        since=on,
        **{column: getattr(row, column) for column in LEVEL_COLUMN.values()},
    ).save(force_insert=True)


def plain(row: Any, field: str) -> Any:
    return plain_value(getattr(row, field))


def plain_value(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value
