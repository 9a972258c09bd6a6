"""Places over the HTTP API: the public list and the door, and the same acts as at the desk."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import AfterValidator, Field, StringConstraints

from unionhall.core import files, paging, ratelimit
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, Strict, anyone, once
from unionhall.core.http import actor_of, address_of
from unionhall.core.saying import address
from unionhall.core.verdict import Refused

from . import access, actions, exporting, nearby, opening, position, queries, shown
from .enums import Access, Answer, Finding, Located, PointDatum, ReportKind, RuleKind, Standard, VenueKind
from .models import ChecklistItem, Inspection, InspectionAnswer, Shortfall, Venue, VenuePair, VenuePhoto
from .pictures import square
from .reading import LIMITS
from .states import ImportState, PairState, ReportState, ShortfallState, VenueState

router = Router(tags=["places"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


NoNul = AfterValidator(_no_nul)
T20 = Annotated[str, StringConstraints(max_length=20), NoNul]
T30 = Annotated[str, StringConstraints(max_length=30), NoNul]
T40 = Annotated[str, StringConstraints(max_length=40), NoNul]
T60 = Annotated[str, StringConstraints(max_length=60), NoNul]
T120 = Annotated[str, StringConstraints(max_length=120), NoNul]
T200 = Annotated[str, StringConstraints(max_length=200), NoNul]
T300 = Annotated[str, StringConstraints(max_length=300), NoNul]
T1000 = Annotated[str, StringConstraints(max_length=1000), NoNul]
S120 = Annotated[str, StringConstraints(min_length=1, max_length=120), NoNul]
S200 = Annotated[str, StringConstraints(min_length=1, max_length=200), NoNul]
S300 = Annotated[str, StringConstraints(min_length=1, max_length=300), NoNul]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,40}$")]
Lon = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Lat = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]


# --- what goes out ------------------------------------------------------------------------------------------------------


class DoorWayOut(Schema):
    map: str = Field(description="amap, baidu, osm, geo, or own-1 … for maps of this site")
    url: str = Field(description="leads to the door, in the coordinates that map reads")


class PlaceDoorOut(Schema):
    """A door as anybody reads it."""

    code: str
    name: str
    kind: VenueKind
    address: str
    how_to_find: str
    lon: float = Field(description="WGS-84")
    lat: float = Field(description="WGS-84")
    equipment: list[str]
    access: Access
    self_service: bool
    always_open: bool
    hours: dict[str, Any] | None = Field(description="the value of geo.hours; null: nobody knows")
    hours_words: str
    is_open: bool | None = Field(description="null: nobody knows")
    now_words: str
    closes_at: datetime | None
    opens_at: datetime | None
    troubles: list[str] = Field(description="said at the door and not checked yet")
    uncertain: bool = Field(description="nobody confirmed it within the days its body set")
    confirmed_at: datetime | None
    ways: list[DoorWayOut] = Field(description="maps that lead there, the first one first")


class NearPlaceDoorOut(PlaceDoorOut):
    metres: int
    minutes: int
    straight: bool = Field(description="the distance is a straight line: no way on foot is known")


class NearQuery(Schema):
    lon: Lon
    lat: Lat
    datum: PointDatum = PointDatum.WGS84
    need: list[Word] = Field([], max_length=20, description="codes of equipment; all of them")
    kind: VenueKind | None = None
    open_only: bool = True
    at: datetime | None = Field(None, description="instead of now")
    limit: int = Field(10, ge=1, le=50)


class StationPlaceQuery(Schema):
    q: Annotated[str, StringConstraints(min_length=1, max_length=40), NoNul]


class StationPlaceOut(Schema):
    name: str
    lon: float
    lat: float


class DoorReportIn(Strict):
    kind: ReportKind


class DoorReportSaid(Schema):
    said: ReportKind


class UseCounted(Schema):
    today: int = Field(description="scans today, this one with them")


class PlaceWordOut(Schema):
    code: str
    name: str
    name_en: str
    is_need: bool = False


class PlaceWordsOut(Schema):
    equipment: list[PlaceWordOut]
    hosts: list[PlaceWordOut]


class VenueOut(Schema):
    id: UUID
    code: str
    kind: VenueKind
    name: str
    state: VenueState
    operator_id: UUID
    host_kind: str | None
    host_words: str
    keeper_id: UUID | None
    contact_name: str
    public_phone: str
    address: str
    division_id: UUID | None
    lon: float
    lat: float
    located: Located
    how_to_find: str
    equipment: list[str]
    capacity: int | None
    hours: dict[str, Any] | None
    hours_words: str
    access: Access
    self_service: bool
    always_open: bool
    uses_counted: bool
    hidden: bool
    opened_on: date | None
    paused_until: date | None
    closed_on: date | None
    merged_into_id: UUID | None
    confirmed_at: datetime | None
    changed_at: datetime


class VenueListOut(Schema):
    items: list[VenueOut]
    next: str | None = None
    previous: str | None = None


class VenueSearch(Schema):
    q: T60 = ""
    kind: VenueKind | None = None
    host_kind: T30 = ""
    equipment: T30 = ""
    state: VenueState | None = None
    show: Annotated[str, StringConstraints(pattern="^(reported|short|uninspected|no_hours|hidden)?$")] = ""
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class VenueFactsIn(Strict):
    """What is known of a place; what is left out stays as it is."""

    name: S120 | None = None
    kind: VenueKind | None = None
    host_kind: T30 | None = None
    host_words: T120 | None = None
    public_phone: T30 | None = None
    address: T200 | None = None
    how_to_find: T200 | None = None
    located: Located | None = None
    equipment: list[Word] | None = Field(None, max_length=60)
    capacity: int | None = Field(None, ge=0, le=5000)
    hours: T300 | None = Field(None, description="as one writes it at the door; empty: nobody knows")
    access: Access | None = None
    self_service: bool | None = None
    uses_counted: bool | None = None
    hidden: bool | None = None


class VenueIn(VenueFactsIn):
    name: S120
    operator_id: UUID
    lon: Lon
    lat: Lat
    datum: PointDatum = PointDatum.WGS84
    code: T40 = ""
    opened_on: date | None = None


class VenueStepIn(Strict):
    on: date
    text: T300 = ""
    until: date | None = Field(None, description="for a pause: until about when")


class VenueMoveIn(Strict):
    lon: Lon
    lat: Lat
    datum: PointDatum = PointDatum.WGS84
    on: date
    address: T200 = ""
    text: T300 = ""


class VenueKeeperIn(Strict):
    name: T60 = ""
    phone: T20 = ""


class VenueHoursIn(Strict):
    hours: T300 = Field(description="as one writes it at the door; empty: nobody knows")


class VenueClosureIn(Strict):
    first: date
    last: date | None = Field(None, description="that day too; null: the first day only")
    reason: T40 = ""


class VenuePhotoOut(Schema):
    id: UUID
    caption: str
    at: datetime
    by_name: str
    url: str = Field(description="the picture itself; of a public place for anybody")


class VenuePhotoIn(Schema):
    caption: Annotated[str, StringConstraints(max_length=100), NoNul] = ""


class VenueUseOut(Schema):
    on: date
    count: int


class VenueUsesOut(Schema):
    counted: bool = Field(description="false: use is not counted here, and nothing is guessed")
    days: list[VenueUseOut]


class VenuePosterOut(Schema):
    link: str = Field(description="what the code at the door opens")
    square: str = Field(description="the code as a picture: data:image/svg+xml;base64,…")


class VenueStepOut(Schema):
    kind: str
    on: date
    by_name: str
    text: str
    lon_before: float | None
    lat_before: float | None
    address_before: str


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


class VenuePairOut(Schema):
    id: UUID
    one_id: UUID
    other_id: UUID
    metres: float
    alike: float
    state: PairState


class VenuePairDecisionIn(Strict):
    keep_id: UUID | None = Field(None, description="the entry that is kept; null: they are two places")


class PairsProposed(Schema):
    proposed: int


class VenueImportIn(Schema):
    body_id: UUID
    kind: VenueKind = VenueKind.REST_STATION
    datum: PointDatum | None = Field(None, description="null: as the names of the columns say, else WGS-84")
    prefix: Annotated[str, StringConstraints(pattern=r"^[\w.\-]{0,20}$")] = ""


class VenueImportOut(Schema):
    id: UUID
    body_id: UUID
    state: ImportState
    datum: PointDatum
    columns: dict[str, str]
    counts: dict[str, int]
    warnings: list[str]
    rejected: list[tuple[int, str]] = Field(description="row and reason, the first thousand")
    done: int = Field(description="rows read, or places written so far")
    problem: str = Field(description="why the list could not be read or written")


class VenueImportListOut(Schema):
    items: list[VenueImportOut]
    next: str | None = None
    previous: str | None = None


class VenueImportSearch(Schema):
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(20, ge=1, le=100)


class RejectedRowsQuery(Schema):
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(200, ge=1, le=1000)


class RejectedRowOut(Schema):
    row: int
    reason: str
    cells: list[str] = Field(description="as they came, in the order of `heads`")


class RejectedRowsOut(Schema):
    heads: list[str]
    total: int
    rows: list[RejectedRowOut]


class UsesQuery(Schema):
    first: date
    last: date


class UsesOut(Schema):
    scans: int
    counting: int = Field(description="places at which use is counted")
    places: int = Field(description="all places; at the others use is not counted")


# --- the public list and the door ---------------------------------------------------------------------------------------


def _limit(request: HttpRequest, scope: str, key: str, times: int, seconds: int) -> None:
    ratelimit.limit(scope, key or address_of(request), times=times, seconds=seconds).or_refuse()


def _public(code: str) -> Venue:
    found = queries.with_names(access.public_venues()).filter(code=code).first()
    if found is None:
        raise Http404
    return found


@router.get("/stations/nearest", auth=anyone, response={200: list[NearPlaceDoorOut], **PROBLEMS})
def stations_nearest(request: HttpRequest, search: Query[NearQuery]) -> Any:
    """The nearest open doors to a position, in the order of walking, at most 20 km away. For anybody."""
    _limit(request, "places.nearest", "", 600, 600)
    lon, lat = position.to_wgs84(search.lon, search.lat, search.datum)
    near = nearby.nearest(
        float(lon), float(lat), needs=list(search.need), kind=search.kind or "", only_open=search.open_only, at=search.at,
        count=search.limit,
    )  # fmt: skip
    rows = queries.by_keys([one.pk for one in near])
    by_key = {one.pk: one for one in near}
    return [
        {
            **shown.line_of(door),
            "metres": round(by_key[door.venue.pk].metres),
            "minutes": by_key[door.venue.pk].minutes,
            "straight": by_key[door.venue.pk].straight,
        }
        for door in shown.doors(near, rows, search.at)
    ]


@router.get("/stations/places", auth=anyone, response={200: list[StationPlaceOut], **PROBLEMS})
def stations_places(request: HttpRequest, search: Query[StationPlaceQuery]) -> Any:
    """Positions a street, place or quarter may mean, as far as stations stand there. For anybody."""
    _limit(request, "places.names", "", 300, 600)
    return nearby.by_name(search.q)


@router.get("/stations/words", auth=anyone, response={200: PlaceWordsOut, **PROBLEMS})
def stations_words(request: HttpRequest) -> Any:
    """What a place may have inside, and in whose house it may stand. For anybody."""
    return {
        "equipment": [
            {"code": one.code, "name": one.name, "name_en": one.name_en, "is_need": one.is_need}
            for one in queries.equipment()
        ],
        "hosts": [{"code": one.code, "name": one.name, "name_en": one.name_en} for one in queries.host_kinds()],
    }


@router.get("/stations/{str:code}", auth=anyone, response={200: PlaceDoorOut, **PROBLEMS})
def station(request: HttpRequest, code: str) -> Any:
    """One door. For anybody."""
    return shown.line_of(shown.doors(None, [_public(code)])[0])


@router.post("/stations/{str:code}/reports", auth=anyone, response={201: DoorReportSaid, **PROBLEMS})
def station_report(request: HttpRequest, code: str, payload: DoorReportIn) -> Any:
    """Say what one finds at a door. For anybody; nothing about who says it is kept."""
    found = _public(code)
    where = address_of(request)

    def run() -> Any:
        _limit(request, f"places.report.{payload.kind}", f"{where}:{found.pk}", 1, 600)
        _limit(request, "places.taps", where, 60, 3600)
        actions.report(found, by=actor_of(request), kind=payload.kind)
        return {"said": payload.kind}

    return Status(201, once(request, run))


@router.post("/stations/{str:code}/uses", auth=anyone, response={201: UseCounted, **PROBLEMS})
def station_use(request: HttpRequest, code: str) -> Any:
    """Count one who came in. For anybody; a number a day, and nobody's name."""
    found = _public(code)
    where = address_of(request)

    def run() -> Any:
        access.may_count_use(actor_of(request), found).or_refuse()
        _limit(request, "places.use", f"{where}:{found.pk}", 1, 600)
        _limit(request, "places.taps", where, 60, 3600)
        return {"today": actions.count_use(found, by=actor_of(request))}

    return Status(201, once(request, run))


# --- the desk -----------------------------------------------------------------------------------------------------------


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see_desk(actor):
        raise Http404
    return actor


def _one(rows: Any, pk: Any) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _venue(actor: Actor, pk: UUID) -> Venue:
    return _one(queries.with_names(access.kept_venues(actor)), pk)


def _tended(actor: Actor, pk: UUID) -> Venue:
    return _one(queries.with_names(access.tended_venues(actor)), pk)


def _venue_out(venue: Venue) -> dict[str, Any]:
    names = [name for name in VenueOut.model_fields if name not in ("host_kind", "hours_words")]
    return {
        **{name: getattr(venue, name) for name in names},
        "host_kind": venue.host_kind_id,
        "hours_words": opening.in_words(venue.hours),
    }


def _done(pk: UUID) -> Any:
    fresh = queries.with_names(Venue.objects.filter(pk=pk)).get()
    return VenueOut.model_validate(_venue_out(fresh)).model_dump(mode="json")


def _facts(payload: VenueFactsIn) -> dict[str, Any]:
    said = {
        name: value
        for name, value in payload.model_dump(exclude_unset=True).items()
        if name in VenueFactsIn.model_fields
    }
    if "host_kind" in said:
        code = said["host_kind"]
        said["host_kind"] = next((one for one in queries.host_kinds() if one.code == code), None)
        if code and said["host_kind"] is None:
            raise Http404
    return {
        name: value for name, value in said.items() if value is not None or name in ("host_kind", "capacity", "hours")
    }


@router.get("/places/venues", response={200: VenueListOut, **PROBLEMS})
def venues(request: HttpRequest, search: Query[VenueSearch]) -> Any:
    """The places on this desk."""
    actor = _keeper(request)
    rows = queries.listed(
        access.kept_venues(actor), q=search.q, kind=search.kind or "", host_kind=search.host_kind, equipment=search.equipment,
        state=search.state or "", show=search.show,
    )  # fmt: skip
    page = paging.page(queries.with_names(rows), order=("name", "id"), after=search.cursor, size=search.limit)
    return {"items": [_venue_out(one) for one in page.items], "next": page.next_cursor, "previous": page.prev_cursor}


@router.get("/places/venues.geojson", response={200: dict[str, Any], **PROBLEMS})
def venues_geojson(request: HttpRequest, search: Query[VenueSearch]) -> Any:
    """The places on this desk as GeoJSON in WGS-84, by pages of at most 200 (see `next` in the collection)."""
    actor = _keeper(request)
    rows = queries.listed(
        access.kept_venues(actor), q=search.q, kind=search.kind or "", host_kind=search.host_kind, equipment=search.equipment,
        state=search.state or "", show=search.show,
    )  # fmt: skip
    page = paging.page(queries.with_names(rows), order=("name", "id"), after=search.cursor, size=search.limit)
    return {**exporting.geojson(page.items), "next": page.next_cursor}


@router.post("/places/venues", response={201: VenueOut, **PROBLEMS})
def venue_new(request: HttpRequest, payload: VenueIn) -> Any:
    """Enter a place: planned, or open since a day."""
    actor = _keeper(request)
    body = _one(access.bodies_to_enter_at(actor), payload.operator_id)
    lon, lat = position.to_wgs84(payload.lon, payload.lat, payload.datum)
    facts = _facts(payload)
    facts.pop("name", None)
    return Status(
        201,
        once(
            request,
            lambda: _done(
                actions.enter(
                    by=actor, operator=body, name=payload.name, lon=float(lon), lat=float(lat), code=payload.code,
                    opened_on=payload.opened_on, **facts,
                ).pk
            ),
        ),
    )  # fmt: skip


@router.get("/places/venues/{uuid:pk}", response={200: VenueOut, **PROBLEMS})
def venue(request: HttpRequest, pk: UUID) -> Any:
    """One place, with what only its body needs."""
    return _venue_out(_venue(_keeper(request), pk))


@router.patch("/places/venues/{uuid:pk}", response={200: VenueOut, **PROBLEMS})
def venue_change(request: HttpRequest, pk: UUID, payload: VenueFactsIn) -> Any:
    """Put right what is known of a place."""
    actor = _keeper(request)
    found = _venue(actor, pk)
    return once(request, lambda: _done(actions.change(found, by=actor, **_facts(payload)).pk))


@router.get("/places/venues/{uuid:pk}/steps", response={200: list[VenueStepOut], **PROBLEMS})
def venue_steps(request: HttpRequest, pk: UUID) -> Any:
    """What happened to a place, the latest first."""
    return list(queries.steps_of(_venue(_keeper(request), pk))[:200])


def _photo_out(photo: Any) -> dict[str, Any]:
    return {
        "id": photo.pk, "caption": photo.caption, "at": photo.at, "by_name": photo.by_name,
        "url": address(reverse("places:photo", args=[photo.pk])),
    }  # fmt: skip


def _pictures(actor: Actor, pk: UUID) -> Any:
    found = _tended(actor, pk)
    return access.visible_photos(actor).filter(venue=found).order_by("at", "pk")


@router.get("/places/venues/{uuid:pk}/photos", response={200: list[VenuePhotoOut], **PROBLEMS})
def venue_photos(request: HttpRequest, pk: UUID) -> Any:
    """Pictures of a place, the oldest first."""
    return [_photo_out(one) for one in _pictures(actor_of(request), pk)]


@router.post("/places/venues/{uuid:pk}/photos", response={201: VenuePhotoOut, **PROBLEMS})
def venue_photo_add(request: HttpRequest, pk: UUID, payload: Form[VenuePhotoIn], file: File[UploadedFile]) -> Any:
    """Add a picture of a place. The position a telephone writes into it is taken out."""
    actor = actor_of(request)
    found = _tended(actor, pk)
    access.may_add_photo(actor, found).or_refuse()

    def run() -> Any:
        stored = files.store(file, by=actor, kind="venue")
        try:
            made = actions.add_photo(found, by=actor, stored=stored, caption=payload.caption)
        except Refused:
            files.discard(stored)
            raise
        return VenuePhotoOut.model_validate(_photo_out(made)).model_dump(mode="json")

    return Status(201, once(request, run))


@router.delete("/places/photos/{uuid:pk}", response={200: VenuePhotoOut, **PROBLEMS})
def photo_take_off(request: HttpRequest, pk: UUID) -> Any:
    """The picture is shown nowhere any more."""
    actor = actor_of(request)
    tended = access.tended_venues(actor).order_by().values("pk")
    found = _one(VenuePhoto.objects.select_related("venue__operator").filter(venue__in=tended), pk)

    def run() -> Any:
        made = actions.take_off_photo(found, by=actor)
        return VenuePhotoOut.model_validate(_photo_out(made)).model_dump(mode="json")

    return once(request, run)


@router.get("/places/venues/{uuid:pk}/uses", response={200: VenueUsesOut, **PROBLEMS})
def venue_uses(request: HttpRequest, pk: UUID) -> Any:
    """Scans at one door in the last thirty days, day by day."""
    found = _tended(actor_of(request), pk)
    return {"counted": found.uses_counted, "days": queries.uses(found) if found.uses_counted else []}


@router.get("/places/venues/{uuid:pk}/poster", response={200: VenuePosterOut, **PROBLEMS})
def venue_poster(request: HttpRequest, pk: UUID) -> Any:
    """What the code at the door opens, and the code as a picture."""
    link = address(f"{_venue(_keeper(request), pk).public_url}?door=1")
    return {"link": link, "square": square(link)}


@router.get("/places/kept", response={200: list[VenueOut], **PROBLEMS})
def venues_looked_after(request: HttpRequest) -> Any:
    """The places whose keeper one is; at most 50."""
    return [
        _venue_out(one)
        for one in queries.with_names(access.looked_after(actor_of(request))).order_by("name", "pk")[:50]
    ]


STEPS = {
    "begin": actions.begin,
    "pause": actions.pause,
    "resume": actions.resume,
    "close": actions.close,
    "reopen": actions.reopen,
}


def _step(request: HttpRequest, pk: UUID, payload: VenueStepIn, verb: str) -> Any:
    actor = _keeper(request)
    found = _venue(actor, pk)
    more = {"until": payload.until} if verb == "pause" else {}
    return once(request, lambda: _done(STEPS[verb](found, by=actor, on=payload.on, text=payload.text, **more).pk))


@router.post("/places/venues/{uuid:pk}/beginning", response={200: VenueOut, **PROBLEMS})
def venue_begin(request: HttpRequest, pk: UUID, payload: VenueStepIn) -> Any:
    """A planned place opens its door."""
    return _step(request, pk, payload, "begin")


@router.post("/places/venues/{uuid:pk}/pause", response={200: VenueOut, **PROBLEMS})
def venue_pause(request: HttpRequest, pk: UUID, payload: VenueStepIn) -> Any:
    """Close a place for a time."""
    return _step(request, pk, payload, "pause")


@router.post("/places/venues/{uuid:pk}/resumption", response={200: VenueOut, **PROBLEMS})
def venue_resume(request: HttpRequest, pk: UUID, payload: VenueStepIn) -> Any:
    """The door is open again."""
    return _step(request, pk, payload, "resume")


@router.post("/places/venues/{uuid:pk}/closing", response={200: VenueOut, **PROBLEMS})
def venue_close(request: HttpRequest, pk: UUID, payload: VenueStepIn) -> Any:
    """Close a place for good; its entry and history stay."""
    return _step(request, pk, payload, "close")


@router.post("/places/venues/{uuid:pk}/reopening", response={200: VenueOut, **PROBLEMS})
def venue_reopen(request: HttpRequest, pk: UUID, payload: VenueStepIn) -> Any:
    """A place that was closed for good opens anew."""
    return _step(request, pk, payload, "reopen")


@router.post("/places/venues/{uuid:pk}/move", response={200: VenueOut, **PROBLEMS})
def venue_move(request: HttpRequest, pk: UUID, payload: VenueMoveIn) -> Any:
    """The place stands somewhere else since a day."""
    actor = _keeper(request)
    found = _venue(actor, pk)
    lon, lat = position.to_wgs84(payload.lon, payload.lat, payload.datum)
    return once(
        request,
        lambda: _done(
            actions.move(
                found,
                by=actor,
                lon=float(lon),
                lat=float(lat),
                on=payload.on,
                address=payload.address,
                text=payload.text,
            ).pk
        ),
    )


@router.put("/places/venues/{uuid:pk}/keeper", response={200: VenueOut, **PROBLEMS})
def venue_keeper(request: HttpRequest, pk: UUID, payload: VenueKeeperIn) -> Any:
    """Name who looks after a place; both empty is nobody."""
    actor = _keeper(request)
    found = _venue(actor, pk)
    return once(request, lambda: _done(actions.name_keeper(found, by=actor, name=payload.name, phone=payload.phone).pk))


@router.put("/places/venues/{uuid:pk}/hours", response={200: VenueOut, **PROBLEMS})
def venue_hours(request: HttpRequest, pk: UUID, payload: VenueHoursIn) -> Any:
    """Write when a door is open, as who looks after it. Closures on dates stay."""
    actor = actor_of(request)
    found = _tended(actor, pk)
    return once(request, lambda: _done(actions.set_hours(found, by=actor, hours=payload.hours).pk))


@router.post("/places/venues/{uuid:pk}/closures", response={200: VenueOut, **PROBLEMS})
def venue_close_days(request: HttpRequest, pk: UUID, payload: VenueClosureIn) -> Any:
    """Close a door on certain days; it is open again by itself."""
    actor = actor_of(request)
    found = _tended(actor, pk)
    return once(
        request,
        lambda: _done(
            actions.close_days(found, by=actor, first=payload.first, last=payload.last, reason=payload.reason).pk
        ),
    )


@router.delete("/places/venues/{uuid:pk}/closures/{first}", response={200: VenueOut, **PROBLEMS})
def venue_open_days(request: HttpRequest, pk: UUID, first: date) -> Any:
    """The closure that begins on this day does not take place."""
    actor = actor_of(request)
    found = _tended(actor, pk)
    return once(request, lambda: _done(actions.open_days(found, by=actor, first=first).pk))


@router.post("/places/venues/{uuid:pk}/confirmation", response={200: VenueOut, **PROBLEMS})
def venue_confirm(request: HttpRequest, pk: UUID) -> Any:
    """Somebody was there and found the place as written."""
    actor = actor_of(request)
    found = _tended(actor, pk)
    return once(request, lambda: _done(actions.confirm_place(found, by=actor).pk))


@router.get("/places/uses", response={200: UsesOut, **PROBLEMS})
def uses(request: HttpRequest, search: Query[UsesQuery]) -> Any:
    """Scans between two days, with how many places count use at all: at the others nothing is guessed."""
    actor = _keeper(request)
    return queries.uses_between(queries.listed(access.kept_venues(actor)), search.first, search.last)


# --- reports ------------------------------------------------------------------------------------------------------------


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


# --- standards ----------------------------------------------------------------------------------------------------------


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


@router.post("/places/inspections/{uuid:pk}/findings/{str:item}/photo", response={201: InspectionOut, **PROBLEMS})
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


# --- pairs and lists ----------------------------------------------------------------------------------------------------


def _pair_out(pair: VenuePair) -> dict[str, Any]:
    return {name: getattr(pair, name) for name in VenuePairOut.model_fields}


@router.get("/places/pairs", response={200: list[VenuePairOut], **PROBLEMS})
def pairs(request: HttpRequest) -> Any:
    """Entries that may be one place and wait for a decision, the likeliest first; at most 200."""
    return [_pair_out(one) for one in queries.pairs_to_decide(access.visible_pairs(_keeper(request)))[:200]]


@router.post("/places/pairs", response={200: PairsProposed, **PROBLEMS})
def pairs_search(request: HttpRequest) -> Any:
    """Look through the places of this desk for entries that may be one."""
    actor = _keeper(request)
    return once(request, lambda: {"proposed": actions.look_for_pairs(by=actor)})


@router.post("/places/pairs/{uuid:pk}/decision", response={200: VenuePairOut, **PROBLEMS})
def pair_decide(request: HttpRequest, pk: UUID, payload: VenuePairDecisionIn) -> Any:
    """They are one place, and this entry is kept; or they are two."""
    actor = _keeper(request)
    found: VenuePair = _one(access.visible_pairs(actor).select_related("one", "other"), pk)

    def run() -> Any:
        if payload.keep_id is None:
            made = actions.keep_apart(found, by=actor)
        else:
            kept = _one(Venue.objects.filter(pk__in=[found.one_id, found.other_id]), payload.keep_id)
            made = actions.merge(found, by=actor, keep=kept)
        return VenuePairOut.model_validate(_pair_out(made)).model_dump(mode="json")

    return once(request, run)


def _import_out(found: Any) -> Any:
    names = VenueImportOut.model_fields
    return VenueImportOut.model_validate({name: getattr(found, name) for name in names}).model_dump(mode="json")


@router.post("/places/imports", response={201: VenueImportOut, **PROBLEMS})
def import_try(request: HttpRequest, payload: Form[VenueImportIn], file: File[UploadedFile]) -> Any:
    """Read a list of places (Excel, CSV, GeoJSON) and say what it would do; nothing is written. A long one is read in the background: look again while its state is `reading`."""
    actor = _keeper(request)
    body = _one(access.bodies_to_enter_at(actor), payload.body_id)

    def run() -> Any:
        content = file.read(LIMITS.size + 1)
        return _import_out(
            actions.bring_list(
                body, by=actor, content=content, file_name=file.name or "", kind=payload.kind, datum=payload.datum or "",
                prefix=payload.prefix,
            )
        )  # fmt: skip

    return Status(201, once(request, run))


@router.get("/places/imports", response={200: VenueImportListOut, **PROBLEMS})
def imports(request: HttpRequest, search: Query[VenueImportSearch]) -> Any:
    """Lists brought in, the latest first."""
    rows = access.visible_imports(_keeper(request))
    page = paging.page(rows, order=("-at", "id"), after=search.cursor, size=search.limit)
    return {"items": [_import_out(one) for one in page.items], "next": page.next_cursor, "previous": page.prev_cursor}


@router.get("/places/imports/{uuid:pk}/rejected", response={200: RejectedRowsOut, **PROBLEMS})
def import_rejected(request: HttpRequest, pk: UUID, search: Query[RejectedRowsQuery]) -> Any:
    """Rows of a list that were not entered, as they came, with the reason: to be put right and brought again."""
    actor = _keeper(request)
    heads, rows = actions.rejected_rows(_one(access.visible_imports(actor), pk), by=actor)
    shown_rows = rows[search.offset : search.offset + search.limit]
    return {
        "heads": heads,
        "total": len(rows),
        "rows": [{"row": number, "reason": reason, "cells": cells} for number, reason, cells in shown_rows],
    }


@router.get("/places/imports/{uuid:pk}", response={200: VenueImportOut, **PROBLEMS})
def import_one(request: HttpRequest, pk: UUID) -> Any:
    """What a list would do, or did."""
    return _import_out(_one(access.visible_imports(_keeper(request)), pk))


@router.post("/places/imports/{uuid:pk}/writing", response={200: VenueImportOut, **PROBLEMS})
def import_write(request: HttpRequest, pk: UUID) -> Any:
    """Write a list that was tried. A long one is written in the background: look again while its state is `writing`."""
    actor = _keeper(request)
    found = _one(access.visible_imports(actor), pk)
    return once(request, lambda: _import_out(actions.put_list(found, by=actor)))


@router.post("/places/imports/{uuid:pk}/dropping", response={200: VenueImportOut, **PROBLEMS})
def import_drop(request: HttpRequest, pk: UUID) -> Any:
    """Do not write it."""
    actor = _keeper(request)
    found = _one(access.visible_imports(actor), pk)
    return once(request, lambda: _import_out(actions.drop_list(found, by=actor)))
