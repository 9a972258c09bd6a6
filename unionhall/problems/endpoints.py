"""Shared problems over the HTTP API: the same list, the same summary, the same acts."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import AfterValidator, Field, StringConstraints

from unionhall.core import paging
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of

from . import access, actions, queries
from .models import SharedProblem
from .states import ProblemState

router = Router(tags=["shared problems"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


Title = Annotated[str, StringConstraints(max_length=120), AfterValidator(_no_nul)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_no_nul)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]


class ProblemSearch(Schema):
    state: ProblemState | None = None
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class ProblemRow(Schema):
    id: UUID
    title: str
    state: ProblemState
    body_id: UUID
    owner_id: UUID | None
    letters: int
    people: int
    sites: int
    waiting: int = Field(description="letters whose writers have no answer yet")
    found_at: datetime
    starts_on: date | None
    due_on: date | None
    version: int


class SayingOut(Schema):
    text: str
    people: int


class SpreadRow(Schema):
    name: str = Field(description="empty: what is too small to name, put together")
    people: int | None = Field(description="null when under five")
    names: int | None = Field(None, description="how many names stand together")


class ProblemStepOut(Schema):
    at: datetime
    kind: str
    by_name: str
    text: str
    on: date | None


class ProblemOut(ProblemRow):
    """What may be said of the letters: counts of people, and words that at least three people wrote."""

    words: list[str]
    sayings: list[SayingOut]
    spread: dict[str, list[SpreadRow]]
    counted_at: datetime
    aim: str
    merged_into_id: UUID | None
    steps: list[ProblemStepOut]


class ProblemList(Schema):
    items: list[ProblemRow]
    next: str | None = None
    previous: str | None = None


class ProblemAcceptanceIn(Strict):
    title: Title = ""
    version: int | None = None


class ProblemReasonIn(Strict):
    reason: Words
    version: int | None = None


class MergingIn(Strict):
    into: UUID
    version: int | None = None


class SplittingIn(Strict):
    title: Annotated[Title, StringConstraints(min_length=1)]
    letters: list[UUID] = Field(min_length=1, max_length=5000, description="cases of this problem")
    version: int | None = None


class PlanIn(Strict):
    owner: UUID | None = None
    starts_on: Day | None = None
    due_on: Day | None = None
    aim: Annotated[str, StringConstraints(max_length=2000), AfterValidator(_no_nul)] = ""
    version: int | None = None


class ProblemNoteIn(Strict):
    text: Words


class PolicyIn(Strict):
    text: Words
    on: Day | None = None


class ProblemAnswerIn(Strict):
    text: Words
    version: int | None = None


class AnswerOut(Schema):
    id: UUID
    at: datetime
    letters: int
    not_reached: int


class SurveyMade(Schema):
    id: UUID
    title: str


def _in_scope(request: HttpRequest, pk: UUID) -> SharedProblem:
    found = access.visible_problems(actor_of(request)).select_related("body", "owner").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _out(found: SharedProblem) -> dict[str, Any]:
    waiting = found.voices.filter(left_at__isnull=True, answered_at__isnull=True).count()
    spread = {
        key: [
            {"name": row[0], "people": row[1], "names": None}
            if row[0]
            else {"name": "", "people": row[2], "names": row[1]}
            for row in rows
        ]
        for key, rows in found.spread.items()
    }
    shown = {name: getattr(found, name) for name in ProblemOut.model_fields if hasattr(found, name)}
    return {**shown, "waiting": waiting, "spread": spread, "steps": list(found.steps.order_by("-at", "-pk")[:200])}


def _done(found: SharedProblem) -> Any:
    fresh = SharedProblem.objects.select_related("body").get(pk=found.pk)
    return ProblemOut.model_validate(_out(fresh)).model_dump(mode="json")


@router.get("/problems", response={200: ProblemList, **PROBLEMS})
def problems(request: HttpRequest, search: Query[ProblemSearch]) -> Any:
    """Shared problems of one's body and below, the newest first."""
    actor = actor_of(request)
    if not access.may_see_problems(actor):
        raise Http404
    found = queries.listed(access.visible_problems(actor), state=search.state or "")
    page = paging.page(found, order=("-found_at", "id"), after=search.cursor, size=search.limit)
    return {"items": page.items, "next": page.next_cursor, "previous": page.prev_cursor}


@router.get("/problems/{uuid:pk}", response={200: ProblemOut, **PROBLEMS})
def problem(request: HttpRequest, pk: UUID) -> Any:
    """One problem: what several say, how it spreads, what was done. No letter is shown."""
    return _out(_in_scope(request, pk))


@router.post("/problems/{uuid:pk}/acceptance", response={200: ProblemOut, **PROBLEMS})
def acceptance(request: HttpRequest, pk: UUID, payload: ProblemAcceptanceIn) -> Any:
    """Take a proposed problem up."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.accept(found, by=by, title=payload.title, expected=payload.version)))


@router.post("/problems/{uuid:pk}/dismissal", response={200: ProblemOut, **PROBLEMS})
def dismissal(request: HttpRequest, pk: UUID, payload: ProblemReasonIn) -> Any:
    """Say that it is no shared problem."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.dismiss(found, by=by, reason=payload.reason, expected=payload.version)))


@router.post("/problems/{uuid:pk}/closing", response={200: ProblemOut, **PROBLEMS})
def closing(request: HttpRequest, pk: UUID, payload: ProblemReasonIn) -> Any:
    """Close a problem as done; `reason` says what came of it."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.close(found, by=by, outcome=payload.reason, expected=payload.version)))


@router.post("/problems/{uuid:pk}/reopening", response={200: ProblemOut, **PROBLEMS})
def reopening(request: HttpRequest, pk: UUID, payload: ProblemReasonIn) -> Any:
    """Take a closed or dismissed problem up again."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.reopen(found, by=by, reason=payload.reason, expected=payload.version)))


@router.post("/problems/{uuid:pk}/merging", response={200: ProblemOut, **PROBLEMS})
def merging(request: HttpRequest, pk: UUID, payload: MergingIn) -> Any:
    """Merge a problem into another; the other one is answered."""
    found, into, by = _in_scope(request, pk), _in_scope(request, payload.into), actor_of(request)
    return once(request, lambda: _done(actions.merge(found, by=by, into=into, expected=payload.version)))


@router.post("/problems/{uuid:pk}/splitting", response={201: ProblemOut, **PROBLEMS})
def splitting(request: HttpRequest, pk: UUID, payload: SplittingIn) -> Any:
    """Some letters become a problem of their own, which is answered."""
    found, by = _in_scope(request, pk), actor_of(request)
    letters = list(dict.fromkeys(payload.letters))

    def run() -> Any:
        return _done(actions.split(found, letters, by=by, title=payload.title, expected=payload.version))

    return Status(201, once(request, run))


@router.post("/problems/{uuid:pk}/plan", response={200: ProblemOut, **PROBLEMS})
def plan(request: HttpRequest, pk: UUID, payload: PlanIn) -> Any:
    """Who is responsible, from when until when, and what is to be reached."""
    found, by = _in_scope(request, pk), actor_of(request)
    owner = None
    if payload.owner is not None:
        owner = queries.person_to_own(payload.owner, by)
        if owner is None:
            raise Http404
    words = payload.model_dump(exclude={"owner", "version"})
    return once(request, lambda: _done(actions.plan(found, by=by, owner=owner, expected=payload.version, **words)))


@router.post("/problems/{uuid:pk}/notes", response={201: ProblemOut, **PROBLEMS})
def note(request: HttpRequest, pk: UUID, payload: ProblemNoteIn) -> Any:
    """Write down what was done or heard."""
    found, by = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        actions.note(found, by=by, text=payload.text)
        return _done(found)

    return Status(201, once(request, run))


@router.post("/problems/{uuid:pk}/policy", response={201: ProblemOut, **PROBLEMS})
def policy(request: HttpRequest, pk: UUID, payload: PolicyIn) -> Any:
    """Record a change of a rule or a practice."""
    found, by = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        actions.record_policy(found, by=by, text=payload.text, on=payload.on)
        return _done(found)

    return Status(201, once(request, run))


@router.post("/problems/{uuid:pk}/answer", response={201: AnswerOut, **PROBLEMS})
def answer(request: HttpRequest, pk: UUID, payload: ProblemAnswerIn) -> Any:
    """Answer every letter that has no answer yet; each writer hears of it by the way they chose."""
    found, by = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        made = actions.answer_writers(found, by=by, text=payload.text, expected=payload.version)
        return AnswerOut.model_validate(made, from_attributes=True).model_dump(mode="json")

    return Status(201, once(request, run))


@router.post("/problems/{uuid:pk}/surveys", response={201: SurveyMade, **PROBLEMS})
def survey(request: HttpRequest, pk: UUID) -> Any:
    """Draft an anonymous survey of those the problem touches; the surveys' own operations word and open it."""
    found, by = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        made = actions.draft_survey(found, by=by)
        return SurveyMade.model_validate(made, from_attributes=True).model_dump(mode="json")

    return Status(201, once(request, run))


@router.delete("/problems/{uuid:pk}/letters/{uuid:case_pk}", response={200: ProblemOut, **PROBLEMS})
def letter_out(request: HttpRequest, pk: UUID, case_pk: UUID) -> Any:
    """Take one letter out of a problem."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.leave_out(found, case_pk, by=by)))
