"""Liaison over the HTTP API: the same lists, the same contacts, the same stations."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import AfterValidator, Field, StringConstraints

from unionhall.cases.enums import Kind
from unionhall.core import paging
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of

from . import access, actions, queries
from .enums import ContactKind, Refers, StationRole
from .models import Blockage, ChainStation, LiaisonList, LiaisonSubject
from .states import BlockageState

router = Router(tags=["liaison"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


NoNul = AfterValidator(_no_nul)
Text60 = Annotated[str, StringConstraints(max_length=60), NoNul]
Text500 = Annotated[str, StringConstraints(max_length=500), NoNul]
Said60 = Annotated[str, StringConstraints(min_length=1, max_length=60), NoNul]
Said80 = Annotated[str, StringConstraints(min_length=1, max_length=80), NoNul]
Said120 = Annotated[str, StringConstraints(min_length=1, max_length=120), NoNul]
Said200 = Annotated[str, StringConstraints(min_length=1, max_length=200), NoNul]
Said2000 = Annotated[str, StringConstraints(min_length=1, max_length=2000), NoNul]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,30}$")]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Days = Annotated[int, Field(ge=1, le=366)]


class SubjectKindOut(Schema):
    id: UUID
    code: str
    name: str
    refers: Refers


class SubjectKindIn(Strict):
    code: Code
    name: Said60
    refers: Refers


class LiaisonListOut(Schema):
    id: UUID
    name: str
    body_id: UUID
    kind_id: UUID
    subjects: int
    in_time: int = Field(description="of them, in touch within the interval")
    without: int = Field(description="of them, with nobody who answers for it")


class LiaisonListIn(Strict):
    body_id: UUID
    kind_id: UUID
    name: Said80
    days: Days
    source: Said200


class IntervalIn(Strict):
    days: Days
    since: Day
    source: Said200


class LiaisonSubjectOut(Schema):
    id: UUID
    list_id: UUID
    name: str
    employer_id: UUID | None
    link: int | None = Field(description="place in the chain")
    part: str
    holder_id: UUID | None = Field(description="who answers for it; null is nobody")
    holder_name: str | None
    last_contact_on: date | None
    next_due_on: date


class LiaisonSubjects(Schema):
    items: list[LiaisonSubjectOut]
    next: str | None = None
    previous: str | None = None


class LiaisonSearch(Schema):
    show: Annotated[str, StringConstraints(pattern="^(overdue|soon|without)?$")] = ""
    q: Text60 = ""
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class LiaisonSubjectIn(Strict):
    name: Said120 = Field(description="an employer or place as the register has it, or a name, by the kind of the list")
    link: int | None = Field(None, ge=1, le=999)
    part: Text60 = ""


class HandingOverIn(Strict):
    subjects: list[UUID] = Field(min_length=1, max_length=1000)
    to: UUID


class HandedOver(Schema):
    changed: int


class ContactIn(Strict):
    on: Day
    kind: ContactKind
    text: Text500 = ""


class ContactOut(Schema):
    id: UUID
    on: date
    kind: ContactKind
    text: str
    by_name: str


class StationIn(LiaisonListIn):
    park: Said80
    workers: int | None = Field(None, ge=0, le=10_000_000)


class StationPostOut(Schema):
    id: UUID
    person_id: UUID
    name: str
    role: StationRole
    since: date


class BlockageOut(Schema):
    id: UUID
    subject_id: UUID
    case_id: UUID
    title: str
    state: BlockageState
    raised_at: datetime
    cleared_at: datetime | None


class StationOut(Schema):
    id: UUID
    list_id: UUID
    name: str
    body_id: UUID
    park: str
    workers: int | None
    opened_on: date
    posts: list[StationPostOut]
    chain: list[LiaisonSubjectOut]
    blockages: list[BlockageOut]


class StaffIn(Strict):
    person_id: UUID
    role: StationRole


class BlockageIn(Strict):
    kind: Kind = Kind.OTHER
    title: Said120
    account: Said2000
    name: Said60 = Field(description="who raised it at the enterprise")
    phone: Annotated[str, StringConstraints(max_length=20), NoNul] = ""


def _worker(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see_liaison(actor):
        raise Http404
    return actor


def _one(rows: Any, pk: UUID) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _list(actor: Actor, pk: UUID) -> LiaisonList:
    return _one(access.visible_lists(actor).select_related("body", "kind"), pk)


def _subject(actor: Actor, pk: UUID) -> LiaisonSubject:
    return _one(access.visible_subjects(actor).select_related("of_list__body", "of_list__kind"), pk)


def _station(actor: Actor, pk: UUID) -> ChainStation:
    return _one(access.visible_stations(actor).select_related("of_list__body"), pk)


def _list_out(line: dict[str, Any]) -> dict[str, Any]:
    found = line["list"]
    return {**line, "id": found.pk, "name": found.name, "body_id": found.body_id, "kind_id": found.kind_id}


def _list_done(pk: UUID) -> Any:
    line = queries.ordered_lists(LiaisonList.objects.filter(pk=pk))[0]
    return LiaisonListOut.model_validate(_list_out(line)).model_dump(mode="json")


def _row(row: Any) -> dict[str, Any]:
    names = [name for name in LiaisonSubjectOut.model_fields if name != "list_id"]
    return {**{name: getattr(row, name) for name in names}, "list_id": row.of_list_id}


def _subject_done(pk: UUID) -> Any:
    row = queries.with_holder(LiaisonSubject.objects.filter(pk=pk)).get()
    return LiaisonSubjectOut.model_validate(_row(row)).model_dump(mode="json")


def _station_out(actor: Actor, found: ChainStation) -> Any:
    subjects = access.visible_subjects(actor).filter(of_list=found.of_list_id)
    facts = {
        "id": found.pk,
        "list_id": found.of_list_id,
        "name": found.of_list.name,
        "body_id": found.of_list.body_id,
        "park": found.park,
        "workers": found.workers,
        "opened_on": found.opened_on,
        "posts": [
            {
                "id": post.pk,
                "person_id": post.person_id,
                "name": post.person.name,
                "role": post.role,
                "since": post.since,
            }
            for post in queries.posts_at(found)
        ],
        "chain": [_row(row) for row in queries.chain_of(subjects, found)[:500]],
        "blockages": [_blockage(row) for row in queries.blockages_of(found, subjects)[:500]],
    }
    return StationOut.model_validate(facts).model_dump(mode="json")


def _blockage(row: Blockage) -> dict[str, Any]:
    return {name: getattr(row, name) for name in BlockageOut.model_fields}


@router.get("/liaison/kinds", response={200: list[SubjectKindOut], **PROBLEMS})
def kinds(request: HttpRequest) -> Any:
    """What may be answered for in this federation."""
    _worker(request)
    return list(queries.kinds())


@router.post("/liaison/kinds", response={201: SubjectKindOut, **PROBLEMS})
def kind_new(request: HttpRequest, payload: SubjectKindIn) -> Any:
    """Name a kind of thing one answers for; the highest body does."""
    actor = _worker(request)

    def run() -> Any:
        made = actions.define_subject(by=actor, **payload.model_dump(mode="json"))
        return SubjectKindOut.model_validate(made, from_attributes=True).model_dump(mode="json")

    return Status(201, once(request, run))


@router.get("/liaison/mine", response={200: list[LiaisonSubjectOut], **PROBLEMS})
def mine(request: HttpRequest) -> Any:
    """What one answers for oneself, the earliest due first."""
    actor = _worker(request)
    return [_row(row) for row in queries.held_by(access.visible_subjects(actor), actor.person_id)[:500]]


@router.get("/liaison/lists", response={200: list[LiaisonListOut], **PROBLEMS})
def lists(request: HttpRequest) -> Any:
    """The lists of the bodies one sees, stations' lists too."""
    return [_list_out(line) for line in queries.ordered_lists(access.visible_lists(_worker(request)))]


@router.post("/liaison/lists", response={201: LiaisonListOut, **PROBLEMS})
def list_new(request: HttpRequest, payload: LiaisonListIn) -> Any:
    """Make a list of what a body answers for."""
    actor = _worker(request)
    body, kind = _one(access.bodies_to_keep_at(actor), payload.body_id), _one(queries.kinds(), payload.kind_id)
    said = payload.model_dump(exclude={"body_id", "kind_id"})
    return Status(201, once(request, lambda: _list_done(actions.make_list(body, by=actor, kind=kind, **said).pk)))


@router.post("/liaison/lists/{uuid:pk}/interval", response={200: LiaisonListOut, **PROBLEMS})
def interval(request: HttpRequest, pk: UUID, payload: IntervalIn) -> Any:
    """From a day on, contacts fall due after so many days, by a document."""
    actor = _worker(request)
    found = _list(actor, pk)

    def run() -> Any:
        actions.set_interval(found, by=actor, **payload.model_dump())
        return _list_done(found.pk)

    return once(request, run)


@router.get("/liaison/lists/{uuid:pk}/subjects", response={200: LiaisonSubjects, **PROBLEMS})
def subjects(request: HttpRequest, pk: UUID, search: Query[LiaisonSearch]) -> Any:
    """What stands on a list; overdue, due soon, or with nobody who answers for it."""
    actor = _worker(request)
    every = queries.with_holder(access.visible_subjects(actor).filter(of_list=_list(actor, pk)))
    found = queries.narrowed(every, show=search.show, q=search.q)
    page = paging.page(found, order=("next_due_on", "id"), after=search.cursor, size=search.limit)
    return {"items": [_row(row) for row in page.items], "next": page.next_cursor, "previous": page.prev_cursor}


@router.post("/liaison/lists/{uuid:pk}/subjects", response={201: LiaisonSubjectOut, **PROBLEMS})
def subject_new(request: HttpRequest, pk: UUID, payload: LiaisonSubjectIn) -> Any:
    """Put something on a list."""
    actor = _worker(request)
    found = _list(actor, pk)
    return Status(
        201, once(request, lambda: _subject_done(actions.add_by_name(found, by=actor, **payload.model_dump()).pk))
    )


@router.post("/liaison/lists/{uuid:pk}/handing-over", response={200: HandedOver, **PROBLEMS})
def handing_over(request: HttpRequest, pk: UUID, payload: HandingOverIn) -> Any:
    """Hand many over at once to one person."""
    actor = _worker(request)
    found = _list(actor, pk)
    to = queries.person_called(str(payload.to), queries.people_for(found))
    if to is None or access.visible_subjects(actor).filter(pk__in=payload.subjects).count() < len(
        set(payload.subjects)
    ):
        raise Http404
    return once(request, lambda: {"changed": actions.hand_over(found, payload.subjects, by=actor, to=to)})


@router.get("/liaison/subjects/{uuid:pk}/contacts", response={200: list[ContactOut], **PROBLEMS})
def contacts(request: HttpRequest, pk: UUID) -> Any:
    """Each contact, the latest first."""
    return list(queries.contacts_of(_subject(_worker(request), pk))[:500])


@router.post("/liaison/subjects/{uuid:pk}/contacts", response={201: LiaisonSubjectOut, **PROBLEMS})
def contact(request: HttpRequest, pk: UUID, payload: ContactIn) -> Any:
    """Once in touch: the day, how, a few words."""
    actor = _worker(request)
    found = _subject(actor, pk)

    def run() -> Any:
        actions.note_contact(found, by=actor, **payload.model_dump(mode="python"))
        return _subject_done(found.pk)

    return Status(201, once(request, run))


@router.post("/liaison/subjects/{uuid:pk}/ending", response={204: None, **PROBLEMS})
def ending(request: HttpRequest, pk: UUID) -> Any:
    """Take something off its list."""
    actor = _worker(request)
    found = _subject(actor, pk)

    def run() -> None:
        actions.end_subject(found, by=actor)

    once(request, run)
    return Status(204, None)


@router.post("/liaison/subjects/{uuid:pk}/blockages", response={201: BlockageOut, **PROBLEMS})
def blockage(request: HttpRequest, pk: UUID, payload: BlockageIn) -> Any:
    """Raise what stops an enterprise of a chain; it becomes a case."""
    actor = _worker(request)
    found = _subject(actor, pk)

    def run() -> Any:
        made = actions.raise_blockage(found, by=actor, **payload.model_dump(mode="json"))
        return BlockageOut.model_validate(_blockage(made)).model_dump(mode="json")

    return Status(201, once(request, run))


@router.post("/liaison/stations", response={201: StationOut, **PROBLEMS})
def station_new(request: HttpRequest, payload: StationIn) -> Any:
    """Open a liaison station on a supply chain."""
    actor = _worker(request)
    body, kind = _one(access.bodies_to_keep_at(actor), payload.body_id), _one(queries.kinds(), payload.kind_id)
    said = payload.model_dump(exclude={"body_id", "kind_id"})
    return Status(
        201, once(request, lambda: _station_out(actor, actions.open_station(body, by=actor, kind=kind, **said)))
    )


@router.get("/liaison/stations/{uuid:pk}", response={200: StationOut, **PROBLEMS})
def station(request: HttpRequest, pk: UUID) -> Any:
    """Chief and residents, the chain in its order, blockages."""
    actor = _worker(request)
    return _station_out(actor, _station(actor, pk))


@router.post("/liaison/stations/{uuid:pk}/posts", response={200: StationOut, **PROBLEMS})
def staffing(request: HttpRequest, pk: UUID, payload: StaffIn) -> Any:
    """Name the chief or a resident officer."""
    actor = _worker(request)
    found = _station(actor, pk)
    person = queries.person_called(str(payload.person_id), queries.people_near(actor, found))
    if person is None:
        raise Http404

    def run() -> Any:
        actions.staff(found, by=actor, person=person, role=payload.role)
        return _station_out(actor, found)

    return once(request, run)


@router.post("/liaison/stations/{uuid:pk}/posts/{uuid:post_pk}/ending", response={200: StationOut, **PROBLEMS})
def post_ending(request: HttpRequest, pk: UUID, post_pk: UUID) -> Any:
    """Somebody serves at the station no longer."""
    actor = _worker(request)
    found = _station(actor, pk)
    post = _one(queries.posts_at(found), post_pk)

    def run() -> Any:
        actions.end_station_post(post, by=actor)
        return _station_out(actor, found)

    return once(request, run)
