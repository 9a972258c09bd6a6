"""What every action on a survey does first: lock it."""

from __future__ import annotations

from typing import Any

from unionhall.core import audit
from unionhall.core.actor import Actor

from ..models import Survey
from ..states import SURVEY


def taken(survey: Survey) -> Survey:
    """The survey, locked, with its body."""
    rows = Survey.objects.select_for_update(of=("self",), no_key=True).select_related("body")
    return rows.get(pk=survey.pk)


def move(survey: Survey, verb: str, *, by: Actor, fields: tuple[str, ...] = (), **details: Any) -> Survey:
    """Take one step of the lifecycle: state, columns, audit line."""
    came_from = survey.state
    SURVEY.move(survey, verb, by)
    survey.save(update_fields=["state", *fields])
    audit.record(
        f"survey.{verb.removesuffix('_survey')}",
        survey,
        by=by,
        organisation_id=survey.body_id,
        from_state=came_from,
        to_state=survey.state,
        **details,
    )
    return survey
