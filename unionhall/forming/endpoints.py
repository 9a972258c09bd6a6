"""Forming unions over the HTTP API: the same applications, decisions, elections and terms."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field, StringConstraints

from unionhall.core import paging
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of
from unionhall.organisations import api as organisations

from . import access, actions, queries
from .enums import DissolutionReason, Seat, UnionForm, UnionKind
from .models import Dissolution, Election, Formation, Term
from .states import FormationState

router = Router(tags=["forming unions"])

Line = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
Said = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class FormationSearch(Strict):
    state: FormationState | None = None
    q: Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]*$")] = ""
    cursor: Annotated[str, StringConstraints(max_length=400, pattern=r"^[^\x00]*$")] = ""
    size: int = Field(30, ge=1, le=100)


class FormationIn(Strict):
    kind: UnionKind = UnionKind.UNION
    form: UnionForm = UnionForm.COMMITTEE
    name: Line
    employer: UUID | None = None
    employer_name: Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\x00]*$")] = ""
    division: UUID
    workers: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    why: Words = ""


class FormationWordsIn(Strict):
    words: Words = ""


class FormationReasonIn(Strict):
    reason: Said


class FormationEmployerIn(Strict):
    employer: UUID


class BallotPlaceIn(Strict):
    name: Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00]*$")]
    seat: Seat


class ElectionIn(Strict):
    day: date
    place: Line
    years: int = Field(3, description="3 or 5")
    candidates: Annotated[list[BallotPlaceIn], Field(min_length=1, max_length=60)]


class ElectionResultIn(Strict):
    given_out: Count
    returned: Count
    votes: Annotated[list[Count], Field(max_length=60)] = Field(description="in the order of the ballot")


class DissolutionIn(Strict):
    why: DissolutionReason
    words: Said
    members: Count | None = None
    in_favour: Count | None = None


class CandidateOut(Schema):
    name: str
    seat: str
    place: int
    votes: int | None
    elected: bool


class ElectionOut(Schema):
    id: UUID
    state: str
    day: date
    place: str
    years: int
    roll: int
    given_out: int | None
    returned: int | None
    candidates: list[CandidateOut]


class FormationOut(Schema):
    id: UUID
    kind: str
    form: str
    name: str
    state: str
    since: date
    asked_at: datetime
    reviewer: UUID
    employer: UUID | None
    signed: int = Field(description="how many have signed; their names are on the page of those who may read them")
    answer_by: date | None = Field(description="null while no limit is set, or nothing waits for an answer")
    body: UUID | None = Field(description="the union, once it is registered")
    elections: list[ElectionOut]


class FormationList(Schema):
    items: list[FormationOut]
    next_cursor: str | None


class TermOut(Schema):
    body: UUID
    number: int
    since: date
    until: date


class TermList(Schema):
    items: list[TermOut]
    next_cursor: str | None


class DissolutionOut(Schema):
    id: UUID
    body: UUID
    why: str
    state: str


def _election_out(election: Election) -> dict[str, Any]:
    plain = {
        key: getattr(election, key) for key in ("id", "state", "day", "place", "years", "roll", "given_out", "returned")
    }
    rows = [
        {"name": one.name, "seat": one.seat, "place": one.place, "votes": one.votes, "elected": one.elected}
        for one in queries.candidates_of(election)
    ]
    return {**plain, "candidates": rows}


def _out(found: Formation) -> dict[str, Any]:
    limit = queries.limit_of_formation(found)
    return {
        "id": found.pk, "kind": found.kind, "form": found.form, "name": found.name, "state": found.state,
        "since": found.entered_on, "asked_at": found.asked_at, "reviewer": found.reviewer_id,
        "employer": found.employer_id, "signed": found.signatures.count(),
        "answer_by": limit.due.date if limit and limit.due else None, "body": found.body_id,
        "elections": [_election_out(one) for one in queries.elections_of(formation=found)],
    }  # fmt: skip


def _dumped(found: Formation) -> Any:
    again = Formation.objects.select_related("reviewer").get(pk=found.pk)
    return FormationOut(**_out(again)).model_dump(mode="json")


def _in_scope(request: HttpRequest, pk: UUID) -> Formation:
    found = access.all_formations(actor_of(request)).select_related("reviewer", "employer", "division")
    return get_object_or_404(found.distinct(), pk=pk)


def _act(request: HttpRequest, pk: UUID, act: Callable[[Formation, Actor], Any]) -> Any:
    """One act on an application, once for each idempotency key."""
    found, actor = _in_scope(request, pk), actor_of(request)

    def run() -> Any:
        act(found, actor)
        return _dumped(found)

    return once(request, run)


@router.get("/formations", response={200: FormationList, **PROBLEMS})
def formations(request: HttpRequest, asked: Query[FormationSearch]) -> Any:
    """One's own applications and those one reviews, newest first."""
    found = queries.listed(
        Formation.objects.filter(pk__in=access.all_formations(actor_of(request)).values("pk")),
        state=asked.state or "", words=asked.q,
    )  # fmt: skip
    rows = paging.page(found, order=("-asked_at", "id"), after=asked.cursor or None, size=asked.size)
    return {"items": [_out(row) for row in rows], "next_cursor": rows.next_cursor}


@router.post("/formations", response={201: FormationOut, **PROBLEMS})
def apply(request: HttpRequest, payload: FormationIn) -> Any:
    """Apply to form a union."""
    actor = actor_of(request)
    division = get_object_or_404(organisations.visible_divisions(actor), pk=payload.division)
    employer = (
        get_object_or_404(organisations.visible_employers(actor), pk=payload.employer) if payload.employer else None
    )

    def run() -> Any:
        said = payload.model_dump(exclude={"division", "employer"})
        return _dumped(actions.apply(by=actor, division=division, employer=employer, **said))

    return Status(201, once(request, run))


@router.get("/formations/{uuid:pk}", response={200: FormationOut, **PROBLEMS})
def formation(request: HttpRequest, pk: UUID) -> Any:
    """One application with its elections."""
    return _out(_in_scope(request, pk))


@router.post("/formations/{uuid:pk}/preparation", response={200: FormationOut, **PROBLEMS})
def allow_preparation(request: HttpRequest, pk: UUID, payload: FormationWordsIn) -> Any:
    """Let the preparation begin."""
    return _act(request, pk, lambda found, by: actions.allow_preparation(found, by=by, words=payload.words))


@router.post("/formations/{uuid:pk}/sending-back", response={200: FormationOut, **PROBLEMS})
def send_back(request: HttpRequest, pk: UUID, payload: FormationReasonIn) -> Any:
    """Ask for what is missing."""
    return _act(request, pk, lambda found, by: actions.send_back(found, by=by, words=payload.reason))


@router.post("/formations/{uuid:pk}/sending-again", response={200: FormationOut, **PROBLEMS})
def send_again(request: HttpRequest, pk: UUID, payload: FormationWordsIn) -> Any:
    """Send it again."""
    return _act(request, pk, lambda found, by: actions.send_again(found, by=by, words=payload.words))


@router.post("/formations/{uuid:pk}/passing-up", response={200: FormationOut, **PROBLEMS})
def pass_up(request: HttpRequest, pk: UUID, payload: FormationReasonIn) -> Any:
    """Hand it to the body above with an opinion."""
    return _act(request, pk, lambda found, by: actions.pass_up(found, by=by, opinion=payload.reason))


@router.post("/formations/{uuid:pk}/refusal", response={200: FormationOut, **PROBLEMS})
def refuse(request: HttpRequest, pk: UUID, payload: FormationReasonIn) -> Any:
    """Refuse the application."""
    return _act(request, pk, lambda found, by: actions.refuse(found, by=by, reason=payload.reason))


@router.post("/formations/{uuid:pk}/withdrawal", response={200: FormationOut, **PROBLEMS})
def withdraw(request: HttpRequest, pk: UUID, payload: FormationWordsIn) -> Any:
    """Withdraw the application."""
    return _act(request, pk, lambda found, by: actions.withdraw(found, by=by, reason=payload.words))


@router.post("/formations/{uuid:pk}/employer", response={200: FormationOut, **PROBLEMS})
def identify(request: HttpRequest, pk: UUID, payload: FormationEmployerIn) -> Any:
    """Say which employer of the register is meant."""
    employer = get_object_or_404(organisations.visible_employers(actor_of(request)), pk=payload.employer)
    return _act(request, pk, lambda found, by: actions.identify(found, by=by, employer=employer))


@router.post("/formations/{uuid:pk}/election", response={200: FormationOut, **PROBLEMS})
def call_election(request: HttpRequest, pk: UUID, payload: ElectionIn) -> Any:
    """Call the first election."""
    return _act(request, pk, lambda found, by: actions.call_election(found, by=by, **_called(payload)))


def _called(payload: ElectionIn) -> dict[str, Any]:
    ballot = [(one.name, str(one.seat)) for one in payload.candidates]
    return {"day": payload.day, "place": payload.place, "years": payload.years, "candidates": ballot}


@router.post("/formations/signatures/{code}", response={201: FormationWordsIn, **PROBLEMS})
def sign(request: HttpRequest, code: str) -> Any:
    """Sign with one's own account, by the code of the link."""
    found = queries.by_sign_code(code.replace("\0", ""))
    if found is None:
        raise Http404

    def run() -> Any:
        actions.sign(found, by=actor_of(request))
        return {"words": found.name}

    return Status(201, once(request, run))


def _election(request: HttpRequest, pk: UUID) -> Election:
    rows = access.visible_elections(actor_of(request)).select_related(
        "formation__reviewer", "formation__employer", "body"
    )
    return get_object_or_404(rows.distinct(), pk=pk)


def _on_election(request: HttpRequest, pk: UUID, act: Callable[[Election, Actor], Election]) -> Any:
    found, actor = _election(request, pk), actor_of(request)

    def run() -> Any:
        return ElectionOut(**_election_out(act(found, actor))).model_dump(mode="json")

    return once(request, run)


@router.post("/elections/{uuid:pk}/result", response={200: ElectionOut, **PROBLEMS})
def record_result(request: HttpRequest, pk: UUID, payload: ElectionResultIn) -> Any:
    """Record what was counted."""
    votes = dict(enumerate(payload.votes, start=1))
    return _on_election(
        request, pk,
        lambda found, by: actions.record_result(
            found, by=by, given_out=payload.given_out, returned=payload.returned, votes=votes
        ),
    )  # fmt: skip


@router.post("/elections/{uuid:pk}/approval", response={200: ElectionOut, **PROBLEMS})
def approve(request: HttpRequest, pk: UUID) -> Any:
    """Approve the result; a first election registers the union."""
    return _on_election(request, pk, lambda found, by: actions.approve(found, by=by))


@router.post("/elections/{uuid:pk}/repetition", response={200: ElectionOut, **PROBLEMS})
def set_aside(request: HttpRequest, pk: UUID, payload: FormationReasonIn) -> Any:
    """Have the vote held again."""
    return _on_election(request, pk, lambda found, by: actions.set_aside(found, by=by, reason=payload.reason))


@router.post("/elections/{uuid:pk}/calling-off", response={200: ElectionOut, **PROBLEMS})
def call_off(request: HttpRequest, pk: UUID, payload: FormationReasonIn) -> Any:
    """Call the election off."""
    return _on_election(request, pk, lambda found, by: actions.call_off(found, by=by, reason=payload.reason))


def _term_out(term: Term) -> dict[str, Any]:
    return {"body": term.body_id, "number": term.number, "since": term.since, "until": term.until}


@router.get("/terms", response={200: TermList, **PROBLEMS})
def terms(request: HttpRequest, cursor: str = "") -> Any:
    """Terms of office that run, the one that ends first on top."""
    actor = actor_of(request)
    if not access.may_see_terms(actor):
        raise Http404
    found = access.visible_terms(actor).filter(ended_on__isnull=True)
    rows = paging.page(found, order=("until", "id"), after=cursor or None, size=100)
    return {"items": [_term_out(row) for row in rows], "next_cursor": rows.next_cursor}


def _body(request: HttpRequest, pk: UUID) -> Any:
    return get_object_or_404(access.bodies_with_terms(actor_of(request)), pk=pk)


@router.post("/terms/{uuid:pk}/election", response={201: ElectionOut, **PROBLEMS})
def call_re_election(request: HttpRequest, pk: UUID, payload: ElectionIn) -> Any:
    """Call the election for the next term of a union, by the key of its body."""
    body, actor = _body(request, pk), actor_of(request)

    def run() -> Any:
        made = actions.call_re_election(body, by=actor, **_called(payload))
        return ElectionOut(**_election_out(made)).model_dump(mode="json")

    return Status(201, once(request, run))


@router.post("/terms/{uuid:pk}/dissolution", response={201: DissolutionOut, **PROBLEMS})
def ask_dissolution(request: HttpRequest, pk: UUID, payload: DissolutionIn) -> Any:
    """Apply for the dissolution of a union, by the key of its body."""
    body, actor = _body(request, pk), actor_of(request)

    def run() -> Any:
        return _dissolution(actions.ask_dissolution(body, by=actor, **payload.model_dump()))

    return Status(201, once(request, run))


def _dissolution(made: Dissolution) -> Any:
    out = DissolutionOut(id=made.pk, body=made.body_id, why=made.why, state=made.state)
    return out.model_dump(mode="json")


def _on_dissolution(request: HttpRequest, pk: UUID, act: Callable[[Dissolution, Actor], Dissolution]) -> Any:
    bodies, actor = access.bodies_with_terms(actor_of(request)), actor_of(request)
    found = get_object_or_404(Dissolution.objects.filter(body__in=bodies.values("pk")).select_related("body"), pk=pk)
    return once(request, lambda: _dissolution(act(found, actor)))


@router.post("/dissolutions/{uuid:pk}/decision", response={200: DissolutionOut, **PROBLEMS})
def dissolve(request: HttpRequest, pk: UUID, payload: FormationWordsIn) -> Any:
    """Dissolve the union."""
    return _on_dissolution(request, pk, lambda found, by: actions.dissolve(found, by=by, words=payload.words))


@router.post("/dissolutions/{uuid:pk}/refusal", response={200: DissolutionOut, **PROBLEMS})
def keep(request: HttpRequest, pk: UUID, payload: FormationReasonIn) -> Any:
    """Refuse the dissolution."""
    return _on_dissolution(request, pk, lambda found, by: actions.keep(found, by=by, reason=payload.reason))
