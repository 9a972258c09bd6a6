"""Findings and claims over the HTTP API: the same reckoning, the same keeping, the same table."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import AfterValidator, StringConstraints

from unionhall.cases import api as cases
from unionhall.core import audit
from unionhall.core.endpoints import PROBLEMS, Strict, not_right, once
from unionhall.core.http import actor_of
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.reading import BadFacts
from unionhall.ui.law import in_language

from . import access, actions, api, queries, reckoning
from .models import Claim, KeptFinding

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant

router = Router(tags=["findings and claims"])
MOST_FACTS = 60


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


Reason = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_no_nul)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
Item = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_no_nul)]
FACTS = "the facts by their names, as `unionhall law list --json` gives them; what the file knows may be left out"


class ReckoningIn(Strict):
    fn: Name = Field(description="the calculator")
    facts: dict[str, Any] = Field(default_factory=dict, max_length=MOST_FACTS, description=FACTS)
    worker: UUID | None = Field(None, description="the complainant, where the case has several")


class RecomputingIn(Strict):
    reason: Reason
    facts: dict[str, Any] | None = Field(
        None, max_length=MOST_FACTS, description="all facts anew; left out, the same facts with today's book"
    )


class ClaimReasonIn(Strict):
    reason: Reason


class ClaimingIn(Strict):
    items: list[Item] = Field(max_length=100, description="exactly what is asked for; the others are dropped")


class FindingRow(Schema):
    id: UUID
    case_id: UUID
    worker_id: UUID | None
    calculator: str
    on: date
    at: datetime
    by_name: str
    by_worker: bool
    standing: str
    provisional: bool = Field(description="rests on values or articles nobody has compared with their source")
    differs: bool = Field(description="the nightly look found that it would come out differently")
    headline: str
    result: Any


class KeptFindingOut(FindingRow):
    """The finding as it was kept, in both languages."""

    finding: dict[str, Any]
    book: str = Field(description="a hash of the values it rests on")
    replaces: UUID | None
    replaced_by: UUID | None
    ended_at: datetime | None
    reason: str
    would: dict[str, Any] | None = Field(description="what would come out today, as the nightly look noted it")
    claims: list[Item]


class ClaimOut(Schema):
    id: UUID
    case_id: UUID
    finding_id: UUID
    worker_id: UUID | None
    calculator: str
    item: str
    name: str
    amount: Decimal
    articles: list[str]
    provisional: bool


class ClaimsOut(Schema):
    items: list[ClaimOut]
    total: Decimal


class KnownOut(Schema):
    facts: dict[str, Any] = Field(description="what the file knows, by the names calculators use for it")


def _case(request: HttpRequest, pk: UUID) -> "Case":
    found = cases.visible_cases(actor_of(request)).select_related("body", "employer__division", "division")
    case = found.filter(pk=pk).first()
    if case is None:
        raise Http404
    return case


def _finding(request: HttpRequest, pk: UUID) -> KeptFinding:
    found = access.visible_findings(actor_of(request)).select_related("case", "complainant").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _worker(request: HttpRequest, case: "Case", pk: UUID | None) -> "Complainant | None":
    actor = actor_of(request)
    if pk is None:
        return queries.only_worker(case, actor)
    found = cases.visible_complainants(actor, case).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _said(request: HttpRequest, case: "Case", payload: ReckoningIn) -> tuple[dict[str, Any], "Complainant | None"]:
    """What is sent, over what the file knows as far as this caller may read it."""
    calculator = reckoning.calculator(payload.fn)
    if calculator is None:
        raise Http404
    actor, worker = actor_of(request), _worker(request, case, payload.worker)
    known = api.known_facts(calculator, case, by=actor, complainant=worker)
    return {**known, **payload.facts}, worker


def _found(request: HttpRequest, case: "Case", payload: ReckoningIn) -> tuple[Finding, "Complainant | None"]:
    said, worker = _said(request, case, payload)
    return reckoning.find(payload.fn, said), worker


def _wrong(bad: BadFacts) -> Any:
    """Facts that cannot be taken, each with its sentence."""
    return not_right(
        [{"field": f"facts.{name}", "message": in_language(words)} for name, words in sorted(bad.errors.items())]
    )


def _row(kept: KeptFinding) -> dict[str, Any]:
    told = kept.finding
    return {
        "id": kept.pk, "case_id": kept.case_id, "worker_id": kept.complainant_id, "calculator": kept.calculator,
        "on": kept.on, "at": kept.at, "by_name": kept.by_name, "by_worker": kept.by_worker, "standing": kept.standing,
        "provisional": reckoning.is_provisional(told), "differs": kept.would_be is not None,
        "headline": in_language(told["headline"]) or in_language(told["title"]), "result": told["result"],
    }  # fmt: skip


def _out(kept: KeptFinding) -> dict[str, Any]:
    after = queries.after(kept)
    claims = kept.claims.filter(ended_at__isnull=True).order_by("at", "pk").values_list("item", flat=True)
    return {
        **_row(kept), "finding": kept.finding, "book": kept.book, "replaces": kept.replaces_id,
        "replaced_by": after.pk if after else None, "ended_at": kept.ended_at, "reason": kept.reason,
        "would": kept.would_be, "claims": list(claims),
    }  # fmt: skip


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.pk, "case_id": claim.case_id, "finding_id": claim.finding_id, "worker_id": claim.complainant_id,
        "calculator": claim.calculator, "item": claim.item, "amount": claim.amount,
        "name": in_language(reckoning.name_of(claim.calculator, claim.item)),
        "articles": [in_language(words) for words in claim.articles], "provisional": claim.provisional,
    }  # fmt: skip


def _dump(schema: type[Schema], value: Any) -> Any:
    return schema.model_validate(value).model_dump(mode="json")


def _note(request: HttpRequest, case: "Case") -> None:
    actor = actor_of(request)
    audit.record_read(case, by=actor, purpose=cases.purpose_of(actor, case))


@router.get("/cases/{uuid:pk}/known-facts", response={200: KnownOut, **PROBLEMS})
def known_facts(request: HttpRequest, pk: UUID, worker: UUID | None = None) -> Any:
    """What the file knows, so that nobody is asked again."""
    case = _case(request, pk)
    person = _worker(request, case, worker)
    _note(request, case)
    return {"facts": api.held_facts(case, by=actor_of(request), complainant=person)}


@router.post("/cases/{uuid:pk}/reckoning", response={200: dict[str, Any], **PROBLEMS})
def reckon(request: HttpRequest, pk: UUID, payload: ReckoningIn) -> Any:
    """Reckon with the facts of the file and those sent; nothing is kept."""
    case = _case(request, pk)
    access.may_keep(actor_of(request), case).or_refuse()
    try:
        return _found(request, case, payload)[0].as_dict()
    except BadFacts as bad:
        return _wrong(bad)


@router.get("/cases/{uuid:pk}/findings", response={200: list[FindingRow], **PROBLEMS})
def findings(request: HttpRequest, pk: UUID, all: bool = False) -> Any:
    """The findings of a case that are in force, the newest first; `all` adds those replaced or set aside."""
    case = _case(request, pk)
    _note(request, case)
    found = access.visible_findings(actor_of(request)).filter(case=case)
    found = queries.newest_first(found if all else queries.in_force(found))
    return [_row(one) for one in found.select_related("case")[:500]]


@router.post("/cases/{uuid:pk}/findings", response={201: KeptFindingOut, **PROBLEMS})
def keep(request: HttpRequest, pk: UUID, payload: ReckoningIn) -> Any:
    """Reckon and keep the finding on the file. The same Idempotency-Key keeps it once."""
    case, actor = _case(request, pk), actor_of(request)
    access.may_keep(actor, case).or_refuse()
    key = request.headers.get("Idempotency-Key", "")

    def act() -> Any:
        finding, worker = _found(request, case, payload)
        kept = actions.keep(
            case, finding, by=actor, key=f"api:{actor.person_id}:{key}" if key else "", complainant=worker
        )
        return _dump(KeptFindingOut, _out(kept))

    try:
        return Status(201, once(request, act))
    except BadFacts as bad:
        return _wrong(bad)


@router.get("/findings/{uuid:pk}", response={200: KeptFindingOut, **PROBLEMS})
def finding(request: HttpRequest, pk: UUID) -> Any:
    """One finding, whole."""
    kept = _finding(request, pk)
    _note(request, kept.case)
    return _out(kept)


@router.post("/findings/{uuid:pk}/recomputing", response={200: KeptFindingOut, **PROBLEMS})
def recomputing(request: HttpRequest, pk: UUID, payload: RecomputingIn) -> Any:
    """Reckon again with today's book, with other facts where they are given; the old finding stays with the reason."""
    kept, actor = _finding(request, pk), actor_of(request)

    def act() -> Any:
        now, _lost = actions.recompute(kept, by=actor, reason=payload.reason, said=payload.facts)
        return _dump(KeptFindingOut, _out(now))

    try:
        return once(request, act)
    except BadFacts as bad:
        return _wrong(bad)


@router.post("/findings/{uuid:pk}/aside", response={200: KeptFindingOut, **PROBLEMS})
def setting_aside(request: HttpRequest, pk: UUID, payload: ClaimReasonIn) -> Any:
    """The finding does not count any more; its claims are dropped."""
    kept, actor = _finding(request, pk), actor_of(request)
    return once(request, lambda: _dump(KeptFindingOut, _out(actions.set_aside(kept, by=actor, reason=payload.reason))))


@router.put("/findings/{uuid:pk}/claims", response={200: list[ClaimOut], **PROBLEMS})
def claiming(request: HttpRequest, pk: UUID, payload: ClaimingIn) -> Any:
    """Ask for exactly these items of the finding."""
    kept, actor = _finding(request, pk), actor_of(request)
    return once(
        request,
        lambda: [_dump(ClaimOut, _claim(one)) for one in actions.claim(kept, payload.items, by=actor)],
    )


@router.get("/cases/{uuid:pk}/claims", response={200: ClaimsOut, **PROBLEMS})
def claims(request: HttpRequest, pk: UUID) -> Any:
    """What is claimed in a case, and in all cases of a group, with the sum."""
    case = _case(request, pk)
    _note(request, case)
    found = api.claims_of(case, by=actor_of(request))
    return {"items": [_claim(one) for one in found], "total": sum((one.amount for one in found), reckoning.ZERO)}
