"""Entering a place, changing what is known of it, opening, pausing, moving, closing; who looks after it; pictures."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.numbering import next_number
from unionhall.core.verdict import Refused, no
from unionhall.people import api as people

from .. import access, divisions, ground, opening, position
from ..enums import StepKind
from ..models import Equipment, Venue, VenuePhoto, VenueStep
from ..states import VENUE, VenueState

if TYPE_CHECKING:
    from unionhall.core.models import StoredFile
    from unionhall.organisations.models import Organisation
    from unionhall.people.models import Person

LONGEST_CLOSURE = 92
"""Days after which a closure is no closure on dates any more, but a place closed for a time."""
MOST_CLOSURES = 30
PLAIN_REASON = re.compile(r"[\s,，;；、()（）。]+")
"""Signs that part hours from each other when they are read again."""
PLAIN_CODE = re.compile(r"[\w.\-]{1,40}")
FACTS = (
    "kind", "name", "host_kind", "host", "host_words", "contact_name", "public_phone", "address", "division", "located",
    "how_to_find", "equipment", "capacity", "hours", "access", "self_service", "uses_counted", "hidden", "source",
)  # fmt: skip


@transaction.atomic
def enter(
    *,
    by: Actor,
    operator: Organisation,
    name: str,
    lon: float,
    lat: float,
    code: str = "",
    opened_on: date | None = None,
    **facts: Any,
) -> Venue:
    """Put a place on the register: planned, or open since a day. The quarter follows from the position when it is not said."""
    access.may_enter(by, operator).or_refuse()
    now = clock.now()
    venue = Venue(operator=operator, code=_code(code), entered_at=now, changed_at=now)
    _put(venue, lon, lat)
    _filled(venue, {"name": name, **facts})
    if opened_on is not None:
        _not_later(opened_on)
        venue.opened_on = opened_on
        VENUE.move(venue, "begin", by)
    if venue.division_id is None:
        venue.division = divisions.division_at(venue.lon, venue.lat) or operator.division
    venue.save(force_insert=True)
    _step(venue, StepKind.ENTERED, by=by, on=clock.today())
    if opened_on is not None:
        _step(venue, StepKind.BEGUN, by=by, on=opened_on)
    audit.record("venue.entered", venue, by=by, organisation_id=operator.pk, code=venue.code)
    return venue


@transaction.atomic
def change(venue: Venue, *, by: Actor, text: str = "", **facts: Any) -> Venue:
    """Put right what is known of a place. Its position changes by moving it, its state by the acts for it."""
    venue = taken(venue)
    access.may_change(by, venue).or_refuse()
    before = {name: getattr(venue, name) for name in FACTS}
    if facts.get("hours"):
        facts["hours"] = opening.with_closures_of(venue.hours, opening.as_json(facts["hours"]))
    _filled(venue, facts)
    changed = sorted(name for name, value in before.items() if getattr(venue, name) != value)
    if changed:
        venue.changed_at = clock.now()
        venue.save()
        _step(venue, StepKind.CHANGED, by=by, on=clock.today(), text=text)
        audit.record("venue.changed", venue, by=by, organisation_id=venue.operator_id, fields=changed)
    return venue


@transaction.atomic
def set_hours(venue: Venue, *, by: Actor, hours: Any) -> Venue:
    """When the door is open: the week, seasons and holidays. Closures on dates stay; they are taken off one by one."""
    venue = taken(venue)
    access.may_set_hours(by, venue).or_refuse()
    if _with_hours(venue, opening.with_closures_of(venue.hours, opening.as_json(hours)), by=by):
        audit.record("venue.hours_set", venue, by=by, organisation_id=venue.operator_id)
    return venue


@transaction.atomic
def close_days(venue: Venue, *, by: Actor, first: date, last: date | None = None, reason: str = "") -> Venue:
    """Closed from one day to another, both included, and open again by itself afterwards."""
    venue = taken(venue)
    access.may_close_days(by, venue).or_refuse()
    last = last or first
    if last < first:
        raise Refused(no(_("The last day lies before the first."), _("Check both days."), "days"))
    if last < clock.today():
        raise Refused(no(_("These days are over."), _("Choose days from today on."), "past"))
    if (last - first).days > LONGEST_CLOSURE or len(opening.closures(venue.hours)) >= MOST_CLOSURES:
        raise Refused(no(_("That is too long or too many."), _("Close it for a time instead."), "too_long"))
    hours = opening.closed_on(venue.hours, first, last, PLAIN_REASON.sub(" ", reason).strip()[:40])
    if _with_hours(venue, hours, by=by):
        audit.record("venue.days_closed", venue, by=by, organisation_id=venue.operator_id)
    return venue


@transaction.atomic
def open_days(venue: Venue, *, by: Actor, first: date) -> Venue:
    """The closure that begins on this day does not take place."""
    venue = taken(venue)
    access.may_open_days(by, venue).or_refuse()
    hours = opening.without_closure(venue.hours, first)
    if hours is not None and _with_hours(venue, hours, by=by):
        audit.record("venue.days_opened", venue, by=by, organisation_id=venue.operator_id)
    return venue


def _with_hours(venue: Venue, hours: Any, *, by: Actor) -> bool:
    """Whether anything changed."""
    if venue.hours == hours:
        return False
    venue.hours, venue.always_open, venue.changed_at = hours, opening.is_always(hours), clock.now()
    venue.save(update_fields=["hours", "always_open", "changed_at"])
    _step(venue, StepKind.CHANGED, by=by, on=clock.today(), text=opening.in_words(hours))
    return True


@transaction.atomic
def begin(venue: Venue, *, by: Actor, on: date, text: str = "") -> Venue:
    """A planned place opens its door."""
    venue = taken(venue)
    access.may_begin(by, venue).or_refuse()
    _not_later(on)
    venue.opened_on = on
    return _move(venue, "begin", by=by, on=on, text=text)


@transaction.atomic
def pause(venue: Venue, *, by: Actor, on: date, until: date | None = None, text: str = "") -> Venue:
    """Closed for a time: workers are told so and until about when, instead of standing before the door."""
    venue = taken(venue)
    access.may_pause(by, venue).or_refuse()
    _not_later(on)
    if until is not None and until < on:
        raise Refused(no(_("The last day lies before the first."), _("Check both days."), "days"))
    venue.paused_until = until
    return _move(venue, "pause", by=by, on=on, text=text)


@transaction.atomic
def resume(venue: Venue, *, by: Actor, on: date, text: str = "") -> Venue:
    """The door is open again."""
    venue = taken(venue)
    access.may_resume(by, venue).or_refuse()
    _not_later(on)
    venue.paused_until = None
    return _move(venue, "resume", by=by, on=on, text=text)


@transaction.atomic
def close(venue: Venue, *, by: Actor, on: date, text: str = "") -> Venue:
    """Closed for good. The entry stays with its history; nobody is led there any more."""
    venue = taken(venue)
    access.may_close(by, venue).or_refuse()
    _not_later(on)
    if venue.opened_on and on < venue.opened_on:
        raise Refused(no(_("The last day lies before the first."), _("Check both days."), "days"))
    venue.closed_on, venue.paused_until = on, None
    return _move(venue, "close", by=by, on=on, text=text)


@transaction.atomic
def reopen(venue: Venue, *, by: Actor, on: date, text: str = "") -> Venue:
    """A place that was closed for good opens anew."""
    venue = taken(venue)
    access.may_reopen(by, venue).or_refuse()
    _not_later(on)
    venue.opened_on = venue.opened_on or on
    venue.closed_on = None
    return _move(venue, "reopen", by=by, on=on, text=text)


@transaction.atomic
def move(
    venue: Venue, *, by: Actor, lon: float, lat: float, on: date, address: str = "", text: str = "", **facts: Any
) -> Venue:
    """The place stands somewhere else from a day on; where it stood before is kept."""
    venue = taken(venue)
    access.may_move(by, venue).or_refuse()
    _not_later(on)
    before = {"lon_before": venue.lon, "lat_before": venue.lat, "address_before": venue.address}
    _put(venue, lon, lat)
    _filled(venue, {"division": None, **facts, "address": address or venue.address})
    venue.division = venue.division or divisions.division_at(venue.lon, venue.lat) or venue.operator.division
    venue.changed_at = clock.now()
    venue.save()
    _step(venue, StepKind.MOVED, by=by, on=on, text=text, **before)
    audit.record("venue.moved", venue, by=by, organisation_id=venue.operator_id)
    return venue


@transaction.atomic
def name_keeper(venue: Venue, *, by: Actor, name: str = "", phone: str = "", keeper: Person | None = None) -> Venue:
    """Who looks after the place. With a telephone they hear of reports and answer them themselves; else the body does."""
    venue = taken(venue)
    access.may_name_keeper(by, venue).or_refuse()
    name = " ".join(name.split())[:60]
    if phone and keeper is None:
        if not name:
            raise Refused(no(_("The name of the keeper is missing."), _("Write the name."), "name"))
        keeper = people.enter(by=by, name=name, phone=phone)
    venue.keeper, venue.contact_name = keeper, keeper.name[:60] if keeper else name
    venue.changed_at = clock.now()
    venue.save(update_fields=["keeper", "contact_name", "changed_at"])
    _step(venue, StepKind.KEEPER, by=by, on=clock.today())
    audit.record("venue.keeper_named", venue, by=by, organisation_id=venue.operator_id)
    return venue


@transaction.atomic
def confirm_place(venue: Venue, *, by: Actor) -> Venue:
    """Somebody answerable was there: the door, the hours and what is inside are as written."""
    venue = taken(venue)
    access.may_confirm_place(by, venue).or_refuse()
    venue.confirmed_at = clock.now()
    venue.save(update_fields=["confirmed_at"])
    _step(venue, StepKind.CONFIRMED, by=by, on=clock.today())
    audit.record("venue.confirmed", venue, by=by, organisation_id=venue.operator_id)
    return venue


@transaction.atomic
def add_photo(venue: Venue, *, by: Actor, stored: StoredFile, caption: str = "") -> VenuePhoto:
    """A picture of the place. The position a telephone writes into it was taken out when the file came in."""
    venue = taken(venue)
    access.may_add_photo(by, venue).or_refuse()
    if not stored.content_type.startswith("image/"):
        raise Refused(no(_("This is no picture."), _("Choose a photo."), "picture"))
    if VenuePhoto.objects.filter(venue=venue, taken_off_at__isnull=True).count() >= MOST_PHOTOS:
        raise Refused(no(_("There are twelve pictures already."), _("Take one off first."), "photos"))
    photo = VenuePhoto(
        venue=venue, stored=stored, caption=" ".join(caption.split())[:100], at=clock.now(), by_id=by.person_id,
        by_name=_named(by),
    )  # fmt: skip
    photo.save(force_insert=True)
    audit.record("venue.photo_added", venue, by=by, organisation_id=venue.operator_id, photo=str(photo.pk))
    return photo


@transaction.atomic
def take_off_photo(photo: VenuePhoto, *, by: Actor) -> VenuePhoto:
    """The picture is shown nowhere any more."""
    venue = taken(photo.venue)
    access.may_take_off_photo(by, venue).or_refuse()
    photo = VenuePhoto.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    if photo.taken_off_at is None:
        photo.taken_off_at = clock.now()
        photo.save(update_fields=["taken_off_at"])
        audit.record("venue.photo_taken_off", venue, by=by, organisation_id=venue.operator_id, photo=str(photo.pk))
    return photo


MOST_PHOTOS = 12


def taken(venue: Venue) -> Venue:
    """The place, locked until the end of the transaction."""
    return Venue.objects.select_for_update(of=("self",)).select_related("operator").get(pk=venue.pk)


def fold(venue: Venue, *, by: Actor, into: Venue) -> Venue:
    """The system's own step when two entries are found to be one; its caller holds the transaction."""
    venue.merged_into, venue.paused_until = into, None
    return _move(venue, "fold", by=by, on=clock.today(), text=into.code, allowed_by_system=True)


def _move(venue: Venue, verb: str, *, by: Actor, on: date, text: str, allowed_by_system: bool = False) -> Venue:
    came_from = venue.state
    VENUE.move(venue, verb, None if allowed_by_system else by)
    venue.changed_at = clock.now()
    venue.save()
    _step(venue, StepKind(verb), by=by, on=on, text=text)
    audit.record(
        f"venue.{verb}", venue, by=by, organisation_id=venue.operator_id, from_state=came_from, to_state=venue.state
    )
    return venue


def _step(venue: Venue, kind: StepKind, *, by: Actor, on: date, text: str = "", **before: Any) -> None:
    VenueStep(
        venue=venue, kind=kind, on=on, at=clock.now(), by_id=by.person_id, by_name=_named(by),
        text=" ".join(text.split())[:500], **before,
    ).save(force_insert=True)  # fmt: skip


def _named(by: Actor) -> str:
    return "" if by.via == "system" else by.name[:60]


def _put(venue: Venue, lon: float, lat: float) -> None:
    position.may_stand(lon, lat).or_refuse()
    venue.lon, venue.lat = round(lon, 7), round(lat, 7)
    venue.cell = ground.cell_of(venue.lon, venue.lat)


def _filled(venue: Venue, facts: dict[str, Any]) -> None:
    unknown = set(facts) - set(FACTS)
    if unknown:
        raise TypeError(f"no fact of a place: {', '.join(sorted(unknown))}")
    for name, value in facts.items():
        setattr(venue, name, " ".join(value.split()) if isinstance(value, str) and name not in ("kind",) else value)
    if "equipment" in facts:
        known = set(Equipment.objects.filter(code__in=facts["equipment"]).values_list("code", flat=True))
        strange = [code for code in facts["equipment"] if code not in known]
        if strange:
            words = format_lazy(_("There is no equipment called “{code}”."), code=strange[0])
            raise Refused(no(words, _("Choose from the list, or let the highest body add it."), "equipment"))
        venue.equipment = sorted(known)
    if "hours" in facts:
        venue.hours = opening.as_json(facts["hours"])
        venue.always_open = opening.is_always(venue.hours)
    if not venue.name:
        raise Refused(no(_("The name of the place is missing."), _("Write what stands at the door."), "name"))
    venue.clean_fields(exclude=["operator", "division", "host", "host_kind", "keeper", "merged_into", "hours"])


def _code(code: str) -> str:
    code = code.strip()
    if not code:
        return f"ST{next_number('places', 'venue', 0):05d}"
    if not PLAIN_CODE.fullmatch(code):
        raise Refused(
            no(_("A code is letters, digits, dots and dashes."), _("Leave it empty and one is made."), "code")
        )
    if Venue.objects.filter(code=code).exists():
        raise Refused(no(_("A place with this code exists already."), _("Change that place instead."), "code"))
    return code


def _not_later(day: date) -> None:
    if day > clock.today():
        raise Refused(no(_("This day is still to come."), _("Write it down when it has happened."), "future"))


OPEN_STATES = (VenueState.OPEN, VenueState.PAUSED)
