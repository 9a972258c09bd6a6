"""The values of the law over the HTTP API: the same book, the same differences, the same two people."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import AfterValidator, Field, StringConstraints

from unionhall.core import clock, paging
from unionhall.core.endpoints import PROBLEMS, Strict, anyone, once
from unionhall.core.http import actor_of
from unionhall.core.verdict import Refused, no
from unionhall.ui.law import in_language

from . import access, actions, queries
from .changing import kind_of, lines_for
from .comparing import Compared, compare
from .enums import Outcome, ReadAs, Standing
from .held import current, current_book
from .models import ValueProposal
from .reading import Given, Read, lines_of
from .states import ProposalState

router = Router(tags=["values of the law"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


NoNul = AfterValidator(_no_nul)
Cell = Annotated[str, StringConstraints(max_length=500), NoNul]
Line200 = Annotated[str, StringConstraints(max_length=200), NoNul]
Words4000 = Annotated[str, StringConstraints(max_length=4000), NoNul]
Words1000 = Annotated[str, StringConstraints(max_length=1000), NoNul]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=1000), NoNul]
Address = Annotated[str, StringConstraints(max_length=500, pattern=r"^(https?://\S+)?$")]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
Amount = Annotated[Decimal, Field(ge=0, lt=10_000_000, decimal_places=4)]


class ValueOut(Schema):
    table: str
    region: str
    tier: int
    value: str
    unit: str
    since: date | None
    begins: date
    until: date | None = Field(description="the day before the next value of the place begins")
    source: str
    document: str
    confidence: str
    verified: bool
    checked_on: date | None
    complete_until: date | None


class DueOut(ValueOut):
    why: str
    todo: str
    newest: bool


class BookOut(Schema):
    version: int
    values: list[ValueOut]


class DueBook(Schema):
    version: int
    values: list[DueOut]


class Sought(Schema):
    table: str = Field("minimum_wage.monthly", max_length=60)
    place: str = Field("", max_length=60)
    on: Day | None = Field(None, description="left out: every value, whenever it was in force")


class DueSought(Schema):
    table: str = Field("", max_length=60)
    place: str = Field("", max_length=60)


class RowIn(Strict):
    """One row of a notice, written as people write: “2,100元”, “2026年7月1日”, “一档”. For other tables: `table` and `value`."""

    region: Cell = ""
    tier: Cell = ""
    monthly: Cell = ""
    hourly: Cell = ""
    table: Cell = ""
    value: Cell = ""
    unit: Cell = ""
    since: Cell = ""
    until: Cell = ""
    document: Cell = ""
    url: Cell = ""
    note: Cell = ""


class RowsIn(Strict):
    rows: list[RowIn] = Field(min_length=1, max_length=2000)
    since: Day | None = Field(None, description="for rows that name no day")


class SourceIn(Strict):
    document: Line200
    url: Address = ""
    passage: Words4000 = ""
    note: Words4000 = ""
    read_as: ReadAs = ReadAs.TEXT
    compared_on: Day | None = None


class ProposalIn(SourceIn, RowsIn):
    """A notice: its rows and its source."""


class ComparisonIn(SourceIn):
    """One held value beside its source; `begins` is its first day, or the day it was seen in force."""

    table: Cell
    region: Cell
    tier: int = Field(1, ge=1, le=99)
    begins: Day
    outcome: Outcome
    value: Amount | None = None
    since: Day | None = None
    until: Day | None = None


class DifferenceOut(Schema):
    row: int
    table: str
    region: str
    tier: int
    value: str | None
    since: date | None
    standing: Standing
    beside: str | None = Field(description="the value it is read beside: held for that day, before it or after it")
    warnings: list[str]


class WrongOut(Schema):
    row: int
    reason: str


class Differences(Schema):
    version: int
    differences: list[DifferenceOut]
    wrong: list[WrongOut]


class ProposalRow(Schema):
    id: UUID
    kind: str
    state: ProposalState
    document: str
    url: str
    values: int
    proposed_at: datetime
    proposed_by: str
    decided_at: datetime | None
    decided_by: str
    reason: str
    version: int | None


class ProposalOut(ProposalRow):
    passage: str
    note: str
    read_as: ReadAs
    compared_on: date
    book_version: int = Field(description="send it back as `expected` when approving")
    differences: list[DifferenceOut] = Field(description="beside the book as it is now; as it was once decided")


class ProposalList(Schema):
    items: list[ProposalRow]
    next: str | None = None
    previous: str | None = None


class ProposalSearch(Schema):
    state: ProposalState | None = None
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class ApprovalIn(Strict):
    compared: bool = Field(description="true: I read the source myself, and it says the same")
    expected: int | None = None
    note: Words1000 = ""


class ValueReasonIn(Strict):
    reason: Reason


class WithdrawalIn(Strict):
    reason: Words1000 = ""


@router.get("/law/values", response={200: BookOut, **PROBLEMS}, auth=anyone)
def values(request: HttpRequest, sought: Query[Sought]) -> Any:
    """The values of a table, for places whose name holds the words; on a day, or through all time."""
    held = current()
    if sought.table not in held.book.tables:
        raise Http404
    if sought.on:
        spans = queries.in_force(held.book, sought.table, sought.on, place=sought.place)
    else:
        every = [region for region in held.book.regions(sought.table) if sought.place.strip() in region]
        today = clock.today()
        spans = [span for region in every for span in queries.history(held.book, sought.table, region, today)]
    return {"version": held.number, "values": [_value(span.row, span.until) for span in spans]}


@router.get("/law/values/due", response={200: DueBook, **PROBLEMS}, auth=anyone)
def due(request: HttpRequest, sought: Query[DueSought]) -> Any:
    """Every value due for re-checking, why, and what to do."""
    held = current()
    if sought.table and sought.table not in held.book.tables:
        raise Http404
    found = queries.due(held.book, clock.today(), table=sought.table, place=sought.place)
    return {
        "version": held.number,
        "values": [
            {**_value(one.row, None), "why": in_language(one.why), "todo": in_language(one.todo), "newest": one.newest}
            for one in found
        ],
    }


@router.get("/law/proposals", response={200: ProposalList, **PROBLEMS})
def proposals(request: HttpRequest, search: Query[ProposalSearch]) -> Any:
    """Proposed values, the newest first."""
    actor = actor_of(request)
    if not access.may_see_proposals(actor):
        raise Http404
    found = queries.listed(access.visible_proposals(actor), search.state or "")
    page = paging.page(found, order=("-proposed_at", "id"), after=search.cursor, size=search.limit)
    return {
        "items": [_row(one, one.values_in_it) for one in page.items],  # type: ignore[attr-defined]
        "next": page.next_cursor,
        "previous": page.prev_cursor,
    }


@router.get("/law/proposals/{uuid:pk}", response={200: ProposalOut, **PROBLEMS})
def proposal(request: HttpRequest, pk: UUID) -> Any:
    """One proposal and its values beside the book."""
    return _out(_in_scope(request, pk))


@router.post("/law/differences", response={200: Differences, **PROBLEMS})
def differences(request: HttpRequest, payload: RowsIn) -> Any:
    """What these rows would change. Nothing is written."""
    if not access.may_see_proposals(actor_of(request)):
        raise Http404
    held = current()
    read = _read(payload)
    return {
        "version": held.number,
        "differences": [_difference(one) for one in compare(held.book, read.lines)],
        "wrong": [{"row": row.number, "reason": str(row.reason)} for row in read.wrong],
    }


@router.post("/law/proposals", response={201: ProposalOut, **PROBLEMS})
def propose(request: HttpRequest, payload: ProposalIn) -> Any:
    """Propose the values of a notice; one row that cannot be read and nothing is proposed."""
    by = _keeper(request)
    read = _read(payload)
    if read.wrong:
        told = " ".join(f"{row.number}: {row.reason}" for row in read.wrong[:20])
        raise Refused(no(told, "", "rows"))
    return Status(201, once(request, lambda: _done(actions.propose(read.lines, by=by, **_source(payload)))))


@router.post("/law/comparisons", response={201: ProposalOut, **PROBLEMS})
def comparison(request: HttpRequest, payload: ComparisonIn) -> Any:
    """One held value beside its source: the same, another value, another day, or never in force."""
    by = _keeper(request)
    row = queries.held_row(current_book(), payload.table, payload.region, payload.tier, payload.begins)
    if row is None:
        raise Http404
    needed = {Outcome.VALUE: payload.value, Outcome.DAY: payload.since}
    if payload.outcome in needed and needed[payload.outcome] is None:
        raise Refused(no("`value` or `since` is missing for this outcome.", "", "missing"))
    lines = lines_for(row, payload.outcome, value=payload.value, since=payload.since, until=payload.until)
    kind = kind_of(payload.outcome)
    return Status(201, once(request, lambda: _done(actions.propose(lines, by=by, kind=kind, **_source(payload)))))


@router.post("/law/proposals/{uuid:pk}/approval", response={200: ProposalOut, **PROBLEMS})
def approval(request: HttpRequest, pk: UUID, payload: ApprovalIn) -> Any:
    """Approve as the second person: the values hold. Send `expected` so that nobody approves what changed meanwhile."""
    found, by = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        access.may_approve(by, found).or_refuse()
        if not payload.compared:
            raise Refused(no("`compared` says that you read the source yourself.", "", "not_compared"))
        return _done(actions.approve(found, by=by, expected=payload.expected, note=payload.note))

    return once(request, run)


@router.post("/law/proposals/{uuid:pk}/rejection", response={200: ProposalOut, **PROBLEMS})
def rejection(request: HttpRequest, pk: UUID, payload: ValueReasonIn) -> Any:
    """Reject as the second person, with a reason."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.reject(found, by=by, reason=payload.reason)))


@router.post("/law/proposals/{uuid:pk}/withdrawal", response={200: ProposalOut, **PROBLEMS})
def withdrawal(request: HttpRequest, pk: UUID, payload: WithdrawalIn) -> Any:
    """Take one's own proposal back while nobody has decided."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.withdraw(found, by=by, reason=payload.reason)))


def _keeper(request: HttpRequest) -> Any:
    actor = actor_of(request)
    if not access.may_see_proposals(actor):
        raise Http404
    access.may_propose(actor).or_refuse()
    return actor


def _in_scope(request: HttpRequest, pk: UUID) -> ValueProposal:
    found = (
        access.visible_proposals(actor_of(request)).select_related("proposed_by", "decided_by").filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    return found


def _read(payload: RowsIn) -> Read:
    return lines_of([row.model_dump() for row in payload.rows], current_book(), Given(payload.since))


def _source(payload: SourceIn) -> dict[str, Any]:
    names = ("document", "url", "passage", "note", "read_as", "compared_on")
    return {name: getattr(payload, name) for name in names}


def _value(row: Any, until: date | None) -> dict[str, Any]:
    said = row.as_dict()
    return {
        **said,
        "begins": row.begins,
        "until": until,
        "complete_until": row.complete_until,
        "source": queries.source_words(row),
    }


def _difference(one: Compared) -> dict[str, Any]:
    line = one.line
    return {
        "row": line.number, "table": line.table, "region": line.region, "tier": line.tier,
        "value": None if line.value is None else str(line.value), "since": line.since, "standing": one.standing,
        "beside": str(one.against.value) if one.against else None, "warnings": [str(words) for words in one.warnings],
    }  # fmt: skip


def _row(found: ValueProposal, values_in_it: int) -> dict[str, Any]:
    plain = {
        name: getattr(found, name)
        for name in ProposalRow.model_fields
        if name not in ("values", "proposed_by", "decided_by")
    }
    people = {"proposed_by": found.proposed_by.name, "decided_by": found.decided_by.name if found.decided_by else ""}
    return {**plain, **people, "values": values_in_it}


def _out(found: ValueProposal) -> dict[str, Any]:
    if found.state == ProposalState.PROPOSED:
        told = [_difference(one) for one in queries.compared_now(found)]
    else:
        kept = found.rows.order_by("number")
        told = [{**_difference(Compared(queries.line_of(row), Standing(row.standing))), "beside": None} for row in kept]
    more = {name: getattr(found, name) for name in ("passage", "note", "read_as", "compared_on")}
    return {**_row(found, len(told)), **more, "book_version": current().number, "differences": told}


def _done(found: ValueProposal) -> Any:
    fresh = ValueProposal.objects.select_related("proposed_by", "decided_by").get(pk=found.pk)
    return ProposalOut.model_validate(_out(fresh)).model_dump(mode="json")
