"""Lists of names over the HTTP API: brought, tried, written, and rows that somebody looks at."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import AfterValidator, StringConstraints

from unionhall.core import paging, ratelimit
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of
from unionhall.people import api as people
from unionhall.ui.responses import file_response

from . import access, actions, queries, sheets
from .enums import Decision, Elsewhere, Reason
from .enums import Field as Held
from .models import RosterImport, RosterRow
from .states import ImportState

router = Router(tags=["lists of names"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_no_nul)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(_no_nul)]
ASKED_AN_HOUR = 2_000


class RosterCounts(Schema):
    """How many rows come out how. `new` includes people whom a body outside holds: for them the level above decides."""

    new: int = 0
    updated: int = 0
    moved: int = 0
    unchanged: int = 0
    rejected: int = 0
    review: int = 0


class RosterRejected(Schema):
    row: int
    code: str
    reason: str


class RosterOut(Schema):
    id: UUID
    organisation: str = Field(description="code of the body")
    state: ImportState
    file_name: str
    heads: list[str]
    columns: dict[str, str] = Field(description="column by what it holds")
    elsewhere: Elsewhere
    rows: int = Field(description="0 until the list was read to its end")
    done: int
    trial: RosterCounts | None
    rejected: list[RosterRejected] = Field(description="of a trial: the first 200 rejected rows")
    counts: RosterCounts | None
    regions_checked: bool
    problem: str
    brought_at: datetime
    finished_at: datetime | None


class RosterPage(Schema):
    items: list[RosterOut]
    next: str | None


class RosterListed(Schema):
    cursor: Line | None = None


class RosterColumnsIn(Strict):
    columns: dict[Held, Line] = Field(
        default_factory=dict, description="what is to be corrected; an empty word takes a column off"
    )
    elsewhere: Elsewhere | None = None


class RosterReviewOut(Schema):
    id: UUID
    list: UUID
    row: int
    code: str
    reason: str
    score: int | None
    said: dict[str, str] = Field(description="masked")
    decision: str
    can_be_undone: bool


class RosterReviewPage(Schema):
    items: list[RosterReviewOut]
    next: str | None


class RosterReviewsListed(RosterListed):
    all: bool = Field(False, description="decided ones too")


class RosterDecisionIn(Strict):
    decision: Literal["joined", "entered", "left_out"]
    take_name: bool = Field(False, description="with `joined`: the name is written as in the list")


class RosterPersonSought(Strict):
    identity_number: Annotated[str, StringConstraints(min_length=15, max_length=24), AfterValidator(_no_nul)]
    purpose: Annotated[str, StringConstraints(min_length=2, max_length=200), AfterValidator(_no_nul)]


class RosterPersonFound(Schema):
    id: UUID
    name: str
    birth_on: date | None
    union: str
    member_since: date | None


@router.get("/rosters", response={200: RosterPage, **PROBLEMS})
def rosters(request: HttpRequest, asked: Query[RosterListed]) -> Any:
    """The lists of one's bodies and those below, the newest first."""
    found = access.visible_imports(_keeper(request)).select_related("organisation")
    listed = paging.page(found, order=("-brought_at", "id"), after=asked.cursor, size=50)
    return {"items": [_out(one) for one in listed.items], "next": listed.next_cursor}


@router.post("/rosters", response={201: RosterOut, **PROBLEMS})
def bring(
    request: HttpRequest,
    file: File[UploadedFile],
    organisation: Form[Code],
    elsewhere: Form[Elsewhere] = Elsewhere.MOVE,
) -> Any:
    """Bring a list for a body. Its columns are guessed; nothing is written."""
    by = _keeper(request)
    body = access.bodies(by).filter(code__iexact=organisation).first()
    if body is None:
        raise Http404
    return Status(
        201,
        once(
            request,
            lambda: _done(
                actions.bring(body, by=by, content=file.read(), file_name=file.name or "", elsewhere=elsewhere)
            ),
        ),
    )


@router.post("/rosters/lookup", response={200: RosterPersonFound, **PROBLEMS}, summary="One person by identity number")
def lookup(request: HttpRequest, payload: RosterPersonSought) -> Any:
    """One person among those one may see. Somebody held elsewhere and nobody at all are the same answer. It is in the trail."""
    by = _keeper(request)
    ratelimit.limit("rosters.lookup", str(by.person_id), times=ASKED_AN_HOUR, seconds=3600).or_refuse()
    found = actions.look_up(payload.identity_number, by=by, purpose=payload.purpose)
    if found is None:
        raise Http404
    held = people.bulk.membership_of(found.pk)
    return {
        "id": found.pk, "name": found.name, "birth_on": found.birth_on, "union": held.organisation.name if held else "",
        "member_since": held.since if held else None,
    }  # fmt: skip


@router.get("/rosters/reviews", response={200: RosterReviewPage, **PROBLEMS})
def reviews(request: HttpRequest, asked: Query[RosterReviewsListed]) -> Any:
    """Rows that somebody looks at, where they are decided."""
    rows = access.visible_reviews(_keeper(request))
    listed = paging.page(rows if asked.all else queries.waiting(rows), order=("id",), after=asked.cursor, size=50)
    return {"items": [_review(row) for row in listed.items], "next": listed.next_cursor}


@router.get("/rosters/reviews/{uuid:pk}", response={200: RosterReviewOut, **PROBLEMS})
def review(request: HttpRequest, pk: UUID) -> Any:
    """One such row."""
    return _review(_row(request, pk))


@router.post("/rosters/reviews/{uuid:pk}/decision", response={200: RosterReviewOut, **PROBLEMS})
def decision(request: HttpRequest, pk: UUID, payload: RosterDecisionIn) -> Any:
    """It is the person on record, it is somebody new, or it is left out."""
    row, by = _row(request, pk), actor_of(request)

    def run() -> Any:
        if payload.decision == "joined":
            decided = actions.join_row(row, by=by, take_name=payload.take_name)
        elif payload.decision == "entered":
            decided = actions.enter_row(row, by=by)
        else:
            decided = actions.leave_row(row, by=by)
        return RosterReviewOut.model_validate(_review(decided)).model_dump(mode="json")

    return once(request, run)


@router.post("/rosters/reviews/{uuid:pk}/undoing", response={200: RosterReviewOut, **PROBLEMS})
def undoing(request: HttpRequest, pk: UUID) -> Any:
    """Take a decision back; the row waits again."""
    row, by = _row(request, pk), actor_of(request)
    return once(
        request, lambda: RosterReviewOut.model_validate(_review(actions.undo_row(row, by=by))).model_dump(mode="json")
    )


@router.get("/rosters/{uuid:pk}", response={200: RosterOut, **PROBLEMS})
def roster(request: HttpRequest, pk: UUID) -> Any:
    """One list: how far it is, what it would change, what became of it."""
    return _out(_in_scope(request, pk))


@router.post("/rosters/{uuid:pk}/trial", response={200: RosterOut, **PROBLEMS})
def trial(request: HttpRequest, pk: UUID, payload: RosterColumnsIn) -> Any:
    """See what would change; done in the background, ask for the list until it is `tried`."""
    found, by = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        said = {**found.columns, **{name.value: head for name, head in payload.columns.items()}}
        return _done(actions.try_out(found, by=by, said=said, elsewhere=payload.elsewhere or ""))

    return once(request, run)


@router.post("/rosters/{uuid:pk}/start", response={200: RosterOut, **PROBLEMS})
def start(request: HttpRequest, pk: UUID) -> Any:
    """Write it; done in the background, ask for the list until it is `finished`."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.start(found, by=by)))


@router.post("/rosters/{uuid:pk}/drop", response={200: RosterOut, **PROBLEMS})
def drop(request: HttpRequest, pk: UUID) -> Any:
    """Do not write it; its file is destroyed."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.drop(found, by=by)))


@router.post("/rosters/{uuid:pk}/rejected", response={200: None, **PROBLEMS})
def rejected(request: HttpRequest, pk: UUID) -> Any:
    """The rejected rows as a sheet of the same columns, with the reason. A POST, because it is written into the trail."""
    found = actions.take_rejected(_in_scope(request, pk), by=actor_of(request))
    return file_response(sheets.rejected_sheet(found), sheets.rejected_name(found), sheets.content_type(found))


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_list(actor):
        raise Http404
    return actor


def _in_scope(request: HttpRequest, pk: UUID) -> RosterImport:
    found = access.visible_imports(actor_of(request)).select_related("organisation").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _row(request: HttpRequest, pk: UUID) -> RosterRow:
    found = access.visible_reviews(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _out(found: RosterImport) -> dict[str, Any]:
    plain = {
        name: getattr(found, name)
        for name in RosterOut.model_fields
        if name not in ("organisation", "trial", "counts", "rejected")
    }
    return {
        **plain,
        "organisation": found.organisation.code,
        "trial": queries.shown_counts(found.trial["counts"]) if found.trial else None,
        "counts": queries.shown_counts(found.counts) if found.started_at else None,
        "rejected": [
            {"row": n, "code": code, "reason": str(Reason(code).label)} for n, code in found.trial.get("rejected", [])
        ],
    }


def _done(found: RosterImport) -> Any:
    fresh = RosterImport.objects.select_related("organisation").get(pk=found.pk)
    return RosterOut.model_validate(_out(fresh)).model_dump(mode="json")


def _review(row: RosterRow) -> dict[str, Any]:
    return {
        "id": row.pk, "list": row.source_id, "row": row.number, "code": row.code, "reason": str(Reason(row.code).label),
        "score": row.score, "said": queries.masked(queries.said_by(row)), "decision": row.decision,
        "can_be_undone": row.decision in (Decision.JOINED, Decision.ENTERED),
    }  # fmt: skip
