"""Suggestions over the API: what is offered for a case that is new to the desk, and the choice."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from unionhall.core.endpoints import PROBLEMS, once
from unionhall.core.http import actor_of

from .. import access, actions, routing
from ..enums import Kind
from ..models import TriageChoice
from ..triage import sentences, suggesting
from . import schemas
from ._shared import case_in_scope, dump, opened

router = Router(tags=["suggestions"])


@router.get("/cases/{uuid:pk}/suggestions", response={200: schemas.SuggestionsOut, **PROBLEMS})
def suggestions(request: HttpRequest, pk: UUID) -> Any:
    """Three kinds, bodies and likely duplicates with their reasons, the urgency, and what was chosen so far."""
    case, actor = case_in_scope(request, pk), actor_of(request)
    access.may_choose(actor, case).or_refuse()
    opened(case, actor)
    offered = suggesting.offered_for(case)
    numbers = {
        str(key): number
        for key, number in access.visible_cases(actor)
        .filter(pk__in=[row["value"] for row in offered.same])
        .order_by("pk")
        .values_list("pk", "number")
    }
    return {
        "kinds": [row for row in offered.kinds if row["value"] in Kind.values],
        "kinds_by": offered.kinds_by,
        "bodies": [{**row, "because": routing.sentences(row["why"])} for row in offered.bodies],
        "urgency": {
            "level": offered.urgency["level"],
            "reasons": [{**row, "said": sentences.sign_words(row)} for row in offered.urgency["reasons"]],
        },
        "same": [
            {**row, "number": numbers[row["value"]], "because": sentences.alike_words(row["why"], row["confidence"])}
            for row in offered.same
            if row["value"] in numbers
        ][: suggesting.TOP],
        "choices": list(TriageChoice.objects.filter(case=case).order_by("at", "pk")),
    }


@router.post("/cases/{uuid:pk}/suggestions/choices", response={201: schemas.ChoiceOut, **PROBLEMS})
def choose(request: HttpRequest, pk: UUID, payload: schemas.ChoiceIn) -> Any:
    """Take one of what is suggested, another value, or none (an empty value). The case changes by the act that does so."""
    case = case_in_scope(request, pk)

    def run() -> Any:
        said = {"about": payload.about, "value": payload.value}
        return dump(schemas.ChoiceOut, actions.choose(case, by=actor_of(request), expected=payload.version, **said))

    return Status(201, once(request, run))
