"""Papers over the HTTP API: the same drafts, the same versions, the same letters."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, File, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import AfterValidator, StringConstraints

from unionhall.cases import api as cases
from unionhall.core import clock, files
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of
from unionhall.core.verdict import Refused

from . import access, actions, api, queries
from .content import CELL_AT_MOST, ROWS_AT_MOST, TEXT_AT_MOST, Content
from .enums import How, LimitUnit, PaperKind
from .models import Paper, PaperVersion
from .states import PaperState

if TYPE_CHECKING:
    from unionhall.cases.models import Case

router = Router(tags=["papers"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


Key = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}$")]
Text = Annotated[str, StringConstraints(max_length=TEXT_AT_MOST), AfterValidator(_no_nul)]
Cell = Annotated[str, StringConstraints(max_length=CELL_AT_MOST), AfterValidator(_no_nul)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_no_nul)]
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_no_nul)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
RowOfCells = Annotated[list[Cell], Field(max_length=6)]
RowsOfCells = Annotated[list[RowOfCells], Field(max_length=ROWS_AT_MOST)]


class DraftableOut(Schema):
    kind: PaperKind
    may: bool
    reason: str = Field(description="why it cannot be drafted now")


class PaperDraftIn(Strict):
    kind: PaperKind
    worker: UUID | None = Field(None, description="the complainant, where the case has several; left out, all together")


class EditIn(Strict):
    texts: dict[Key, Text] = Field(default_factory=dict, max_length=30, description="paragraphs by the key of the part")
    tables: dict[Key, RowsOfCells] = Field(
        default_factory=dict, max_length=10, description="rows by the key of the part"
    )
    revision: int | None = Field(None, description="the revision you saw; another one is 409")


class SendingIn(Strict):
    to: Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(_no_nul)]
    sent_on: Day
    how: How
    days: int | None = Field(
        None, ge=1, le=366, description="left out, the local rule the book holds; without one 409 needs_parameter"
    )
    unit: LimitUnit = LimitUnit.WORKING
    source: Line = Field("", description="which rule says so")


class ReplyIn(Strict):
    answered_on: Day
    followed: bool
    text: Words


class PaperRow(Schema):
    id: UUID
    case_id: UUID
    worker_id: UUID | None
    kind: PaperKind
    state: PaperState
    number: str | None
    follows_id: UUID | None
    drafted_at: datetime
    saved_at: datetime
    handed_at: datetime | None
    revision: int


class BlockOut(Schema):
    key: str
    head: str
    text: str
    table: str = Field(description="claims, evidence, or empty")
    rows: list[list[str]]


class LackOut(Schema):
    part: str
    what: str


class VersionOut(Schema):
    n: int
    at: datetime
    by_name: str
    sha256: str
    brought_back: bool
    provisional: bool
    findings: list[dict[str, Any]]


class SendingOut(Schema):
    to: str
    sent_on: date
    how: How
    days: int
    unit: LimitUnit
    source: str
    entered: bool = Field(description="the limit was entered by hand, not taken from the book")
    reply_due_on: date
    reply_provisional: bool


class ReplyOut(Schema):
    answered_on: date
    followed: bool
    text: str


class PaperOut(PaperRow):
    """The draft part by part, what the file lacks, the versions, what was sent and answered."""

    title: str
    blocks: list[BlockOut]
    lacking: list[LackOut]
    doubts: list[str]
    versions: list[VersionOut]
    sending: SendingOut | None
    reply: ReplyOut | None


class PapersOut(Schema):
    items: list[PaperRow]
    draftable: list[DraftableOut]


class Period(Schema):
    since: Day | None = Field(None, description="left out, the first day of this year")
    until: Day | None = Field(None, description="left out, today")


class CountedOut(Schema):
    kind: PaperKind
    sent: int
    answered: int
    followed: int
    overdue: int


def _case(request: HttpRequest, pk: UUID) -> "Case":
    found = cases.desk_cases(actor_of(request)).select_related("body", "employer", "division", "handler").filter(pk=pk)
    case = found.first()
    if case is None:
        raise Http404
    return case


def _paper(request: HttpRequest, pk: UUID) -> Paper:
    found = access.visible_papers(actor_of(request)).select_related("case__body", "body", "complainant", "follows")
    paper = found.filter(pk=pk).first()
    if paper is None:
        raise Http404
    return paper


def _row(found: Paper) -> dict[str, Any]:
    shown = {name: getattr(found, name) for name in PaperRow.model_fields if hasattr(found, name)}
    return {**shown, "worker_id": found.complainant_id}


def _out(found: Paper) -> dict[str, Any]:
    content = Content.of(found.content)
    return {
        **_row(found),
        "title": content.title,
        "blocks": [vars(block) for block in content.blocks],
        "lacking": [{"part": head, "what": str(words)} for head, words in content.still_lacking()],
        "doubts": content.doubts,
        "versions": [
            {**{name: getattr(one, name) for name in VersionOut.model_fields if name != "sha256"}, "sha256": one.stored.sha256}
            for one in queries.versions_of(found)
        ],
        "sending": getattr(found, "sending", None),
        "reply": getattr(found, "reply", None),
    }  # fmt: skip


def _done(pk: UUID) -> Any:
    fresh = Paper.objects.select_related("case", "sending", "reply").get(pk=pk)
    return PaperOut.model_validate(_out(fresh), from_attributes=True).model_dump(mode="json")


@router.get("/cases/{uuid:pk}/papers", response={200: PapersOut, **PROBLEMS})
def papers(request: HttpRequest, pk: UUID) -> Any:
    """The papers of a case, and which may be drafted now."""
    case, actor = _case(request, pk), actor_of(request)
    found = queries.in_order(access.visible_papers(actor).filter(case=case).exclude(state=PaperState.DROPPED))
    return {
        "items": [_row(one) for one in found.defer("draft")[:200]],
        "draftable": [
            {"kind": one.kind, "may": bool(one.may), "reason": str(one.may)} for one in api.draftable(case, actor)
        ],
    }


@router.post("/cases/{uuid:pk}/papers", response={201: PaperOut, **PROBLEMS})
def draft(request: HttpRequest, pk: UUID, payload: PaperDraftIn) -> Any:
    """Fill a paper from the file. The one that is worked on already is returned."""
    case, by = _case(request, pk), actor_of(request)
    worker = None
    if payload.worker is not None:
        worker = cases.visible_complainants(by, case).filter(pk=payload.worker).first()
        if worker is None:
            raise Http404
    return Status(201, once(request, lambda: _done(actions.draft(case, payload.kind, by=by, complainant=worker).pk)))


@router.get("/papers/letters/counts", response={200: list[CountedOut], **PROBLEMS})
def letters_counted(request: HttpRequest, period: Query[Period]) -> Any:
    """Letters of supervision sent in a period by kind, and how many were answered, followed, are overdue."""
    actor = actor_of(request)
    if not access.may_see_letters(actor):
        raise Http404
    today = clock.today()
    return api.letters_counted(
        by=actor, since=period.since or date(today.year, 1, 1), until=period.until or today
    )  # fmt: skip


@router.get("/papers/{uuid:pk}", response={200: PaperOut, **PROBLEMS})
def paper(request: HttpRequest, pk: UUID) -> Any:
    """One paper: its draft part by part, what the file lacks, its versions."""
    return _done(_paper(request, pk).pk)


@router.put("/papers/{uuid:pk}/draft", response={200: PaperOut, **PROBLEMS})
def edit(request: HttpRequest, pk: UUID, payload: EditIn) -> Any:
    """Change words and rows of the draft; parts that are not named stay."""
    found, by = _paper(request, pk), actor_of(request)

    def run() -> Any:
        actions.edit(found, by=by, texts=payload.texts, tables=payload.tables, expected=payload.revision)
        return _done(found.pk)

    return once(request, run)


@router.post("/papers/{uuid:pk}/versions", response={201: PaperOut, **PROBLEMS})
def write(request: HttpRequest, pk: UUID) -> Any:
    """Write the draft as the next version; the first one takes the number."""
    found, by = _paper(request, pk), actor_of(request)

    def run() -> Any:
        actions.write(found, by=by)
        return _done(found.pk)

    return Status(201, once(request, run))


@router.get("/papers/{uuid:pk}/versions/{int:n}", response={200: None, **PROBLEMS})
def version(request: HttpRequest, pk: UUID, n: int) -> HttpResponse:
    """The Word file of a version, as an attachment; recorded."""
    found, by = _paper(request, pk), actor_of(request)
    row = PaperVersion.objects.filter(paper=found, n=n).select_related("stored", "paper").first()
    if row is None:
        raise Http404
    actions.note_download(row, by=by)
    return files.as_response(row.stored)  # type: ignore[return-value]


@router.post("/papers/{uuid:pk}/return", response={201: PaperOut, **PROBLEMS})
def bring_back(request: HttpRequest, pk: UUID, file: File[UploadedFile]) -> Any:
    """An edited Word file becomes the next version, checked like every upload."""
    found, by = _paper(request, pk), actor_of(request)
    access.may_bring_back(by, found).or_refuse()

    def run() -> Any:
        stored = files.store(file, by=by, kind="paper")
        try:
            kept = actions.bring_back(found, by=by, stored=stored)
        except Refused:
            files.discard(stored)
            raise
        if kept.stored_id != stored.pk:
            files.discard(stored)
        return _done(found.pk)

    return Status(201, once(request, run))


@router.post("/papers/{uuid:pk}/filling", response={200: PaperOut, **PROBLEMS})
def refill(request: HttpRequest, pk: UUID) -> Any:
    """Fill the draft again from the file of today."""
    found, by = _paper(request, pk), actor_of(request)

    def run() -> Any:
        actions.refill(found, by=by)
        return _done(found.pk)

    return once(request, run)


@router.post("/papers/{uuid:pk}/dropping", response={200: PaperOut, **PROBLEMS})
def drop(request: HttpRequest, pk: UUID) -> Any:
    """Throw a draft away that was never written."""
    found, by = _paper(request, pk), actor_of(request)

    def run() -> Any:
        actions.drop(found, by=by)
        return _done(found.pk)

    return once(request, run)


@router.post("/papers/{uuid:pk}/sending", response={201: PaperOut, **PROBLEMS})
def send(request: HttpRequest, pk: UUID, payload: SendingIn) -> Any:
    """Record that a letter was delivered; the answer is due by the local rule, or by the days entered with their source."""
    found, by = _paper(request, pk), actor_of(request)

    def run() -> Any:
        actions.send(found, by=by, **payload.model_dump())
        return _done(found.pk)

    return Status(201, once(request, run))


@router.post("/papers/{uuid:pk}/reply", response={201: PaperOut, **PROBLEMS})
def record_reply(request: HttpRequest, pk: UUID, payload: ReplyIn) -> Any:
    """Record what came back, and whether the letter is followed."""
    found, by = _paper(request, pk), actor_of(request)

    def run() -> Any:
        actions.record_reply(found, by=by, **payload.model_dump())
        return _done(found.pk)

    return Status(201, once(request, run))


@router.post("/papers/{uuid:pk}/handing", response={200: PaperOut, **PROBLEMS})
def hand_over(request: HttpRequest, pk: UUID) -> Any:
    """Put the latest version on the worker's own page, and tell the worker."""
    found, by = _paper(request, pk), actor_of(request)

    def run() -> Any:
        actions.hand_over(found, by=by)
        return _done(found.pk)

    return once(request, run)
