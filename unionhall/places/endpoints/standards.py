"""Checklists, inspections, shortfalls, local numbers and words."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from unionhall.core import files
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of
from unionhall.core.verdict import Refused

from .. import access, actions, queries
from ..enums import Finding, RuleKind, Standard, VenueKind
from ..models import ChecklistItem, Inspection, InspectionAnswer, Shortfall
from ..states import ShortfallState
from ._shared import T40, T60, T200, T300, NoNul, PlaceWordOut, Word, _keeper, _one, _venue

router = Router(tags=["places"])

T1000 = Annotated[str, StringConstraints(max_length=1000), NoNul]
S200 = Annotated[str, StringConstraints(min_length=1, max_length=200), NoNul]
S300 = Annotated[str, StringConstraints(min_length=1, max_length=300), NoNul]


class ChecklistItemOut(Schema):
    id: UUID
    code: str
    standard: Standard
    name: str
    name_en: str
    kinds: list[str]
    points: int
    is_grave: bool
    body_id: UUID | None
    source: str
    since: date
    until: date | None


class ChecklistItemIn(Strict):
    code: Word
    standard: Standard
    name: S200
    name_en: T200 = ""
    kinds: list[VenueKind] = Field([], max_length=10)
    points: int = Field(ge=1, le=100)
    is_grave: bool = False
    body_id: UUID | None = Field(None, description="null: for all places")
    source: S200


class ChecklistEndIn(Strict):
    on: date


class FindingIn(Strict):
    item: Word
    finding: Finding
    note: T300 = ""


class InspectionIn(Strict):
    draft: UUID = Field(description="made by the device; the same one counts once")
    on: date
    findings: list[FindingIn] = Field(min_length=1, max_length=500)
    words: T1000 = ""


class VenueFindingOut(Schema):
    item: str
    standard: Standard
    finding: Finding
    points: int
    note: str


class InspectionOut(Schema):
    id: UUID
    venue_id: UUID
    on: date
    by_name: str
    points: int
    out_of: int
    standards_met: int
    standards_asked: int
    again: bool
    words: str
    findings: list[VenueFindingOut] = []


class ShortfallOut(Schema):
    id: UUID
    venue_id: UUID
    venue_name: str
    item: str
    item_name: str
    is_grave: bool
    state: ShortfallState
    found_on: date
    due_on: date | None
    needs_parameter: str | None = Field(description="the local number that is missing, where no day can be said")
    note: str
    remedy: str


class ShortfallRemedyIn(Strict):
    text: S300


class NetworkItemOut(Schema):
    item: str
    name: str
    standard: Standard
    short: int
    looked_at: int = Field(description="places whose last inspection looked at it")
    overdue: int


class NetworkOut(Schema):
    as_of: date
    definition: str
    places: int
    inspected: int
    without_shortfall: int
    overdue: int
    without_day: int
    items: list[NetworkItemOut]
    bodies: list[dict[str, Any]]


class PlaceRuleOut(Schema):
    id: UUID
    body_id: UUID
    what: RuleKind
    value: int
    since: date
    source: str


class PlaceRuleIn(Strict):
    body_id: UUID
    what: RuleKind
    value: int = Field(ge=1, le=3650)
    since: date
    source: S200


class PlaceWordIn(Strict):
    kind: Annotated[str, StringConstraints(pattern="^(equipment|host)$")]
    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,30}$")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=60), NoNul]
    name_en: T60 = ""
    aliases: list[T40] = Field([], max_length=20)
    is_need: bool = False
    source: S200


def _inspection_out(found: Inspection) -> dict[str, Any]:
    answers = (
        InspectionAnswer.objects.filter(inspection=found).select_related("item").order_by("item__order", "item__code")
    )
    names = [name for name in InspectionOut.model_fields if name not in ("again", "findings")]
    return {
        **{name: getattr(found, name) for name in names},
        "again": found.again_of_id is not None,
        "findings": [
            {
                "item": one.item.code,
                "standard": one.item.standard,
                "finding": one.finding,
                "points": one.item.points,
                "note": one.note,
            }
            for one in answers
        ],
    }


def _shortfall_out(one: Shortfall) -> dict[str, Any]:
    missing = RuleKind.REMEDY_DAYS_GRAVE if one.item.is_grave else RuleKind.REMEDY_DAYS
    return {
        "id": one.pk, "venue_id": one.venue_id, "venue_name": one.venue.name, "item": one.item.code, "item_name": one.item.label,
        "is_grave": one.item.is_grave, "state": one.state, "found_on": one.found_on, "due_on": one.due_on,
        "needs_parameter": None if one.due_on else missing.value, "note": one.note, "remedy": one.remedy,
    }  # fmt: skip


@router.get("/places/venues/{uuid:pk}/checklist", response={200: list[ChecklistItemOut], **PROBLEMS})
def venue_checklist(request: HttpRequest, pk: UUID) -> Any:
    """What is looked at for a place today."""
    return queries.checklist(_venue(_keeper(request), pk))


@router.post("/places/venues/{uuid:pk}/inspections", response={201: InspectionOut, **PROBLEMS})
def venue_inspect(request: HttpRequest, pk: UUID, payload: InspectionIn) -> Any:
    """Send an inspection. A draft made without a connection may be sent again: it counts once."""
    actor = _keeper(request)
    found = _venue(actor, pk)

    def run() -> Any:
        answers = {one.item: {"finding": one.finding, "note": one.note} for one in payload.findings}
        made = actions.inspect(
            found, by=actor, answers=answers, draft=payload.draft, on=payload.on, words=payload.words
        )
        return InspectionOut.model_validate(_inspection_out(made)).model_dump(mode="json")

    return Status(201, once(request, run))


@router.get("/places/venues/{uuid:pk}/inspections", response={200: list[InspectionOut], **PROBLEMS})
def venue_inspections(request: HttpRequest, pk: UUID) -> Any:
    """Inspections of a place with their findings, the latest first; at most 20."""
    actor = _keeper(request)
    found = access.visible_inspections(actor).filter(venue=_venue(actor, pk))
    return [_inspection_out(one) for one in found.order_by("-on", "-sent_at", "-pk")[:20]]


@router.post("/places/inspections/{uuid:pk}/findings/{named:item}/photo", response={201: InspectionOut, **PROBLEMS})
def finding_photo_add(request: HttpRequest, pk: UUID, item: str, file: File[UploadedFile]) -> Any:
    """Send a picture of what was found about an item."""
    actor = _keeper(request)
    found = _one(access.visible_inspections(actor).select_related("venue__operator"), pk)
    access.may_add_finding_photo(actor, found).or_refuse()

    def run() -> Any:
        stored = files.store(file, by=actor, kind="inspection")
        try:
            actions.add_finding_photo(found, by=actor, item=item, stored=stored)
        except Refused:
            files.discard(stored)
            raise
        return InspectionOut.model_validate(_inspection_out(found)).model_dump(mode="json")

    return Status(201, once(request, run))


@router.get("/places/inspections/{uuid:pk}", response={200: InspectionOut, **PROBLEMS})
def inspection(request: HttpRequest, pk: UUID) -> Any:
    """One inspection with its findings."""
    return _inspection_out(_one(access.visible_inspections(_keeper(request)), pk))


@router.get("/places/shortfalls", response={200: list[ShortfallOut], **PROBLEMS})
def shortfalls(request: HttpRequest) -> Any:
    """Running shortfalls of the places one keeps, the nearest day first; at most 500."""
    return [
        _shortfall_out(one) for one in queries.running_shortfalls(access.visible_shortfalls(actor_of(request)))[:500]
    ]


@router.post("/places/shortfalls/{uuid:pk}/remedy", response={200: ShortfallOut, **PROBLEMS})
def shortfall_remedy(request: HttpRequest, pk: UUID, payload: ShortfallRemedyIn) -> Any:
    """Say that a shortfall is put right; it is closed when somebody has seen it."""
    actor = actor_of(request)
    found = _one(access.visible_shortfalls(actor).select_related("venue__operator", "item"), pk)

    def run() -> Any:
        made = actions.remedy(found, by=actor, text=payload.text)
        return ShortfallOut.model_validate(_shortfall_out(made)).model_dump(mode="json")

    return once(request, run)


@router.get("/places/network", response={200: NetworkOut, **PROBLEMS})
def network(request: HttpRequest) -> Any:
    """The standards over all places of this desk, each number with what it is out of."""
    told = queries.network_of(access.kept_venues(_keeper(request)))
    return {
        "as_of": told.as_of,
        "definition": "Places in use; the last inspection of each; a shortfall runs until somebody has seen that it is put right.",
        "places": told.places, "inspected": told.inspected, "without_shortfall": told.without_shortfall, "overdue": told.overdue,
        "without_day": told.without_day,
        "items": [
            {"item": line.item.code, "name": line.item.label, "standard": line.item.standard, "short": line.short,
             "looked_at": line.looked_at, "overdue": line.overdue}
            for line in told.lines
        ],
        "bodies": told.by_body,
    }  # fmt: skip


@router.get("/places/checklist", response={200: list[ChecklistItemOut], **PROBLEMS})
def checklist(request: HttpRequest) -> Any:
    """Items of the checklist that count for one's bodies, ended ones too."""
    return list(access.visible_items(_keeper(request)).order_by("standard", "order", "code")[:1000])


@router.post("/places/checklist", response={201: ChecklistItemOut, **PROBLEMS})
def checklist_add(request: HttpRequest, payload: ChecklistItemIn) -> Any:
    """Add an item for the places of a body and those below, or for all."""
    actor = _keeper(request)
    said = payload.model_dump(mode="json")
    key = said.pop("body_id")
    body = _one(access.bodies_to_enter_at(actor), key) if key else None

    def run() -> Any:
        made = actions.add_item(by=actor, body=body, **said)
        return ChecklistItemOut.model_validate(made, from_attributes=True).model_dump(mode="json")

    return Status(201, once(request, run))


@router.post("/places/checklist/{uuid:pk}/ending", response={200: ChecklistItemOut, **PROBLEMS})
def checklist_end(request: HttpRequest, pk: UUID, payload: ChecklistEndIn) -> Any:
    """The item is looked at until a day."""
    actor = _keeper(request)
    found: ChecklistItem = _one(access.visible_items(actor), pk)

    def run() -> Any:
        made = actions.end_item(found, by=actor, on=payload.on)
        return ChecklistItemOut.model_validate(made, from_attributes=True).model_dump(mode="json")

    return once(request, run)


@router.get("/places/rules", response={200: list[PlaceRuleOut], **PROBLEMS})
def rules(request: HttpRequest) -> Any:
    """Local numbers that count for one's bodies."""
    return list(access.visible_rules(_keeper(request)).order_by("what", "body", "-since", "pk")[:1000])


@router.post("/places/rules", response={201: PlaceRuleOut, **PROBLEMS})
def rule_set(request: HttpRequest, payload: PlaceRuleIn) -> Any:
    """Set a local number from a day on, with where it is written."""
    actor = _keeper(request)
    body = _one(access.bodies_to_enter_at(actor), payload.body_id)

    def run() -> Any:
        made = actions.set_rule(
            by=actor, body=body, what=payload.what, value=payload.value, since=payload.since, source=payload.source
        )
        return PlaceRuleOut.model_validate(made, from_attributes=True).model_dump(mode="json")

    return Status(201, once(request, run))


@router.post("/places/words", response={201: PlaceWordOut, **PROBLEMS})
def word_add(request: HttpRequest, payload: PlaceWordIn) -> Any:
    """Add equipment or a kind of host; the highest body does."""
    actor = _keeper(request)

    def run() -> Any:
        made = actions.add_word(by=actor, **payload.model_dump())
        return PlaceWordOut.model_validate(
            {"code": made.code, "name": made.name, "name_en": made.name_en, "is_need": getattr(made, "is_need", False)}
        ).model_dump(mode="json")

    return Status(201, once(request, run))
