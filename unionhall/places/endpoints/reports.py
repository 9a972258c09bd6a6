"""What is said at doors, and the answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from unionhall.core import paging
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of

from .. import access, actions
from ..enums import Answer, ReportKind
from ..states import ReportState
from ._shared import T200, _one

router = Router(tags=["places"])


class DoorReportOut(Schema):
    id: UUID
    venue_id: UUID
    kind: ReportKind
    state: ReportState
    at: datetime
    last_at: datetime
    times: int
    answer: str
    words: str
    answered_at: datetime | None


class DoorReportListOut(Schema):
    items: list[DoorReportOut]
    next: str | None = None
    previous: str | None = None


class DoorReportSearch(Schema):
    state: ReportState = ReportState.WAITING
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class DoorAnswerIn(Strict):
    answer: Answer
    words: T200 = ""


def _report_out(report: Any) -> dict[str, Any]:
    return {name: getattr(report, name) for name in DoorReportOut.model_fields}


@router.get("/places/reports", response={200: DoorReportListOut, **PROBLEMS})
def reports(request: HttpRequest, search: Query[DoorReportSearch]) -> Any:
    """Reports from the doors one keeps, as an officer or as the keeper of a place."""
    rows = access.visible_reports(actor_of(request)).filter(state=search.state)
    page = paging.page(rows, order=("-last_at", "id"), after=search.cursor, size=search.limit)
    return {"items": [_report_out(one) for one in page.items], "next": page.next_cursor, "previous": page.prev_cursor}


@router.post("/places/reports/{uuid:pk}/answer", response={200: DoorReportOut, **PROBLEMS})
def report_answer(request: HttpRequest, pk: UUID, payload: DoorAnswerIn) -> Any:
    """The keeper answers: it is in order, it was put right, or the place really is closed."""
    actor = actor_of(request)
    found = _one(access.visible_reports(actor).select_related("venue__operator"), pk)

    def run() -> Any:
        made = actions.answer(found, by=actor, answer=payload.answer, words=payload.words)
        return DoorReportOut.model_validate(_report_out(made)).model_dump(mode="json")

    return once(request, run)
