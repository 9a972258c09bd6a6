"""Registers over the HTTP API: the same lists, the same purposes asked for, the same acts."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import File, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import AfterValidator, Field, StringConstraints

from unionhall.core import paging
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of
from unionhall.core.sealed import mask_name, mask_phone

from . import access, actions, queries
from .enums import ConsentWay, EntrySource, Sensitivity, Use
from .models import Register, RegisterEntry
from .states import EntryState

router = Router(tags=["registers of people"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


NoNul = AfterValidator(_no_nul)
Text20 = Annotated[str, StringConstraints(max_length=20), NoNul]
Text24 = Annotated[str, StringConstraints(max_length=24), NoNul]
Text60 = Annotated[str, StringConstraints(max_length=60), NoNul]
Text1000 = Annotated[str, StringConstraints(max_length=1000), NoNul]
Said60 = Annotated[str, StringConstraints(min_length=1, max_length=60), NoNul]
Said200 = Annotated[str, StringConstraints(min_length=1, max_length=200), NoNul]
Said500 = Annotated[str, StringConstraints(min_length=1, max_length=500), NoNul]
Said1000 = Annotated[str, StringConstraints(min_length=1, max_length=1000), NoNul]


class RegisterKindOut(Schema):
    id: UUID
    code: str
    name: str
    sensitivity: Sensitivity
    purpose: str
    legal_basis: str
    uses: list[Use] = Field(description="what an entry may be opened for")
    review_months: int
    needs_consent: bool
    consent_text: str
    consent_version: str


class RegisterKindFacts(Strict):
    name: Said60
    sensitivity: Sensitivity
    purpose: Said200
    legal_basis: Said200
    uses: list[Use] = Field(min_length=1, max_length=10)
    review_months: int = Field(ge=1, le=60)
    needs_consent: bool
    consent_text: Text1000 = ""
    consent_version: Text20 = ""


class RegisterKindIn(RegisterKindFacts):
    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,30}$")]


class RegisterOut(Schema):
    id: UUID
    kind_id: UUID
    kind_name: str
    body_id: UUID
    responsible_id: UUID | None
    since: date
    closed_on: date | None
    standing: int = Field(description="people on the list")
    due: int = Field(description="of them, to be looked at again by today")
    contested: int = Field(description="of them, those who object")


class RegisterIn(Strict):
    kind_id: UUID
    body_id: UUID


class RegisterResponsibleIn(Strict):
    person_id: UUID | None = None


class RegisterEntryRow(Schema):
    """A person on a list, masked."""

    id: UUID
    register_id: UUID
    name: str
    phone: str
    place: str
    state: EntryState
    entered_on: date
    review_due_on: date
    left_on: date | None


class RegisterEntryOut(RegisterEntryRow):
    """One entry, opened; its opening is recorded and the person can read it."""

    reason: str
    source: EntrySource
    consent_version: str | None
    reviewed_on: date | None


class RegisterEntryList(Schema):
    items: list[RegisterEntryRow]
    next: str | None = None
    previous: str | None = None


class RegisterEntrySearch(Schema):
    show: Annotated[str, StringConstraints(pattern="^(due|contested|left)?$")] = Field(
        "", description="due, contested or left; else all who stand"
    )
    q: Text60 = Field("", description="the whole name, phone or identity number")
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class RegisterOpeningQuery(Schema):
    purpose: Use | None = Field(None, description="what a sensitive entry is opened for")


class RegisterEntryIn(Strict):
    name: Said60
    phone: Text20 = ""
    identity_number: Text24 = ""
    place: Text60 = ""
    reason: Said500
    source: EntrySource
    consent_through: ConsentWay | None = None


class RegisterWordsIn(Strict):
    text: Said1000


class RegisterImported(Schema):
    read: int
    entered: int
    rejected: list[tuple[int, str]] = Field(description="row of the spreadsheet, and why it was not entered")


class RegisterOpened(Schema):
    at: datetime
    by_name: str
    purpose: str


class OwnRegisterEntry(Schema):
    id: UUID
    list_name: str
    kept_by: str
    purpose: str
    legal_basis: str
    state: EntryState
    reason: str
    entered_on: date
    review_due_on: date
    left_on: date | None
    opened: list[RegisterOpened]


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see_registers(actor):
        raise Http404
    return actor


def _one(rows: Any, pk: UUID) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _register(request: HttpRequest, pk: UUID) -> Register:
    return _one(access.visible_registers(actor_of(request)).select_related("kind", "body"), pk)


def _entry(request: HttpRequest, pk: UUID) -> RegisterEntry:
    return _one(_with_all(access.visible_entries(actor_of(request))), pk)


def _with_all(entries: Any) -> Any:
    return entries.select_related("person", "consent", "register__kind", "register__body")


def _register_out(pk: UUID) -> Any:
    found = queries.counted(Register.objects.filter(pk=pk)).get()
    return RegisterOut.model_validate(_line(found)).model_dump(mode="json")


def _line(found: Any) -> dict[str, Any]:
    names = [name for name in RegisterOut.model_fields if name != "kind_name"]
    return {**{name: getattr(found, name) for name in names}, "kind_name": found.kind.name}


def _row(entry: RegisterEntry) -> dict[str, Any]:
    names = ("id", "register_id", "place", "state", "entered_on", "review_due_on", "left_on")
    phone = mask_phone(entry.person.phone) if entry.person.phone else ""
    return {**{name: getattr(entry, name) for name in names}, "name": mask_name(entry.person.name), "phone": phone}


def _done(entry: RegisterEntry) -> Any:
    fresh = _with_all(RegisterEntry.objects.filter(pk=entry.pk)).get()
    return RegisterEntryRow.model_validate(_row(fresh)).model_dump(mode="json")


@router.get("/registers/kinds", response={200: list[RegisterKindOut], **PROBLEMS})
def kinds(request: HttpRequest) -> Any:
    """The kinds of register of this federation, each with its purpose and legal basis."""
    _keeper(request)
    return list(queries.kinds())


@router.post("/registers/kinds", response={201: RegisterKindOut, **PROBLEMS})
def kind_new(request: HttpRequest, payload: RegisterKindIn) -> Any:
    """Define a kind of register; the highest body does."""
    actor = _keeper(request)

    def run() -> Any:
        made = actions.define_kind(by=actor, **payload.model_dump(mode="json"))
        return RegisterKindOut.model_validate(made, from_attributes=True).model_dump(mode="json")

    return Status(201, once(request, run))


@router.put("/registers/kinds/{uuid:pk}", response={200: RegisterKindOut, **PROBLEMS})
def kind(request: HttpRequest, pk: UUID, payload: RegisterKindFacts) -> Any:
    """Change a kind of register."""
    actor, found = _keeper(request), _one(queries.kinds(), pk)

    def run() -> Any:
        made = actions.change_kind(found, by=actor, **payload.model_dump(mode="json"))
        return RegisterKindOut.model_validate(made, from_attributes=True).model_dump(mode="json")

    return once(request, run)


@router.get("/registers", response={200: list[RegisterOut], **PROBLEMS})
def registers(request: HttpRequest) -> Any:
    """The registers one works with, with how many stand on each and how many are due."""
    return [_line(found) for found in queries.counted(access.visible_registers(_keeper(request)))[:500]]


@router.post("/registers", response={201: RegisterOut, **PROBLEMS})
def opening(request: HttpRequest, payload: RegisterIn) -> Any:
    """Open the register of a kind for a body."""
    actor = _keeper(request)
    found, body = _one(queries.kinds(), payload.kind_id), _one(access.bodies_to_open_at(actor), payload.body_id)
    return Status(201, once(request, lambda: _register_out(actions.open_register(found, by=actor, body=body).pk)))


@router.post("/registers/{uuid:pk}/responsible", response={200: RegisterOut, **PROBLEMS})
def responsible(request: HttpRequest, pk: UUID, payload: RegisterResponsibleIn) -> Any:
    """Name who is responsible; null is nobody."""
    actor, found = _keeper(request), _register(request, pk)
    person = queries.officer_called(str(payload.person_id), found.body) if payload.person_id else None
    if payload.person_id and person is None:
        raise Http404
    return once(request, lambda: _register_out(actions.name_responsible(found, by=actor, responsible=person).pk))


@router.post("/registers/{uuid:pk}/closing", response={200: RegisterOut, **PROBLEMS})
def closing(request: HttpRequest, pk: UUID) -> Any:
    """Close an empty register."""
    actor, found = _keeper(request), _register(request, pk)
    return once(request, lambda: _register_out(actions.close_register(found, by=actor).pk))


@router.get("/registers/{uuid:pk}/entries", response={200: RegisterEntryList, **PROBLEMS})
def entries(request: HttpRequest, pk: UUID, search: Query[RegisterEntrySearch]) -> Any:
    """The people on a register, masked, those to be looked at first on top."""
    actor, found = _keeper(request), _register(request, pk)
    rows = queries.listed(access.visible_entries(actor).filter(register=found), show=search.show, q=search.q)
    page = paging.page(rows, order=("review_due_on", "id"), after=search.cursor, size=search.limit)
    return {"items": [_row(one) for one in page.items], "next": page.next_cursor, "previous": page.prev_cursor}


@router.post("/registers/{uuid:pk}/entries", response={201: RegisterEntryRow, **PROBLEMS})
def entry_new(request: HttpRequest, pk: UUID, payload: RegisterEntryIn) -> Any:
    """Put a person on a register; where the kind needs consent, say how it was given."""
    actor, found = _keeper(request), _register(request, pk)
    said = {**payload.model_dump(mode="json"), "consent_through": payload.consent_through or ""}
    return Status(201, once(request, lambda: _done(actions.enter(found, by=actor, **said))))


@router.post("/registers/{uuid:pk}/imports", response={200: RegisterImported, **PROBLEMS})
def importing(request: HttpRequest, pk: UUID, file: File[UploadedFile]) -> Any:
    """Bring in a spreadsheet; rows that cannot be entered come back with their reasons."""
    actor, found = _keeper(request), _register(request, pk)

    def run() -> Any:
        done = actions.bring_list(found, by=actor, source=file)
        return RegisterImported.model_validate(done, from_attributes=True).model_dump(mode="json")

    return once(request, run)


@router.get("/registers/entries/{uuid:pk}", response={200: RegisterEntryOut, **PROBLEMS})
def entry(request: HttpRequest, pk: UUID, search: Query[RegisterOpeningQuery]) -> Any:
    """Open one entry. A sensitive one needs a purpose; the person can read who opened it and what for."""
    actor, found = _keeper(request), _entry(request, pk)
    actions.note_opening(found, by=actor, purpose=search.purpose or "")
    return {
        **_row(found),
        "name": found.person.name,
        "phone": found.person.phone,
        "reason": found.reason,
        "source": found.source,
        "consent_version": found.consent.text_version if found.consent else None,
        "reviewed_on": found.reviewed_on,
    }


@router.post("/registers/entries/{uuid:pk}/review", response={200: RegisterEntryRow, **PROBLEMS})
def review(request: HttpRequest, pk: UUID, payload: RegisterWordsIn) -> Any:
    """The entry was looked at and is still right."""
    actor, found = _keeper(request), _entry(request, pk)
    return once(request, lambda: _done(actions.review(found, by=actor, text=payload.text)))


@router.post("/registers/entries/{uuid:pk}/upholding", response={200: RegisterEntryRow, **PROBLEMS})
def upholding(request: HttpRequest, pk: UUID, payload: RegisterWordsIn) -> Any:
    """Answer an objection and keep the entry."""
    actor, found = _keeper(request), _entry(request, pk)
    return once(request, lambda: _done(actions.uphold(found, by=actor, text=payload.text)))


@router.post("/registers/entries/{uuid:pk}/taking-off", response={200: RegisterEntryRow, **PROBLEMS})
def taking_off(request: HttpRequest, pk: UUID, payload: RegisterWordsIn) -> Any:
    """Take a person off a register, with the reason."""
    actor, found = _keeper(request), _entry(request, pk)
    return once(request, lambda: _done(actions.take_off(found, by=actor, reason=payload.text)))


@router.get("/me/registers", response={200: list[OwnRegisterEntry], **PROBLEMS})
def own(request: HttpRequest) -> Any:
    """The registers one stands on oneself, and who opened the entries."""
    return [_own(found) for found in queries.of_person(access.own_entries(actor_of(request)))]


def _own(found: RegisterEntry) -> dict[str, Any]:
    names = ("id", "state", "reason", "entered_on", "review_due_on", "left_on")
    kind = found.register.kind
    return {
        **{name: getattr(found, name) for name in names},
        "list_name": kind.name,
        "kept_by": found.register.body.name,
        "purpose": kind.purpose,
        "legal_basis": kind.legal_basis,
        "opened": [{"at": o.at, "by_name": o.actor_name, "purpose": o.purpose} for o in queries.openings_of(found)],
    }


@router.post("/me/registers/{uuid:pk}/objection", response={200: OwnRegisterEntry, **PROBLEMS})
def contesting(request: HttpRequest, pk: UUID, payload: RegisterWordsIn) -> Any:
    """Object to one's own entry, or ask to be taken off."""
    actor = actor_of(request)
    found = _one(_with_all(access.own_entries(actor)), pk)

    def run() -> Any:
        made = actions.contest(found, by=actor, text=payload.text)
        return OwnRegisterEntry.model_validate(_own(made)).model_dump(mode="json")

    return once(request, run)
