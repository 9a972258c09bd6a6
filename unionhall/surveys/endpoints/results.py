"""What a survey said, over the API."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from unionhall.core.endpoints import PROBLEMS
from unionhall.core.http import actor_of

from ..results import Results, results_of
from . import schemas
from ._shared import in_scope

router = Router(tags=["surveys"])


@router.get("/surveys/{uuid:pk}/results", response={200: schemas.ResultsOut, **PROBLEMS})
def results(request: HttpRequest, pk: UUID) -> Any:
    """Counts with their denominators; null where a number is too small to show."""
    found = results_of(in_scope(request, pk), actor_of(request))
    found.may_read.or_refuse()
    return _results(found)


def _results(found: Results) -> dict[str, Any]:
    return {
        "survey": found.survey.pk,
        "asked": found.asked,
        "answered": found.answered,
        "as_of": found.as_of,
        "limit": settings.SMALL_COUNT,
        "questions": [
            {
                "question": result.question,
                "answered": result.answered,
                "lines": [
                    {
                        "label": line.label,
                        "count": line.count,
                        "share": line.share,
                        "before": line.before.count if line.before else None,
                    }
                    for line in result.lines
                ],
                "groups": result.groups,
                "words": result.words,
            }
            for result in found.questions
        ],
    }
