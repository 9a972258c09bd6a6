"""Memberships begin, are kept, go on and end. Nobody is a member twice at one moment: open rows by the database, the days of
closed ones under a lock on the person.

Who may ask for it is decided by the module that offers it (`members`); these are the books, and each line is in the trail.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.core.identity import check_identity_number
from unionhall.core.sealed import lookup
from unionhall.core.verdict import Refused, no

from .. import access
from ..enums import EndedWhy, EnteredThrough, Standing
from ..events import MembershipBegan, MembershipEnded
from ..models import Membership, Person

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

TWICE = no(
    _("This person is a member of another union at that time."), _("Transfer the membership instead."), "member_twice"
)


@transaction.atomic
def enrol(
    person: Person,
    *,
    by: Actor,
    organisation: "Organisation",
    since: date,
    until: date | None = None,
    through: str = EnteredThrough.PAPER,
    ended_why: str = "",
) -> Membership:
    """Record a membership. A second one at the same time is refused, for days long past as well."""
    access.may_enter(by).or_refuse()
    return _begin(person, by=by, organisation=organisation, since=since, until=until, through=through, why=ended_why)


@transaction.atomic
def begin_membership(
    person_id: UUID, *, by: Actor, organisation: "Organisation", since: date, through: str
) -> Membership:
    """An accepted application becomes a membership. A person who has one moves: both halves at once, without a gap.

    The old membership ends the day before the new one begins. Whoever joined only today moves tomorrow.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    access.may_book(by, person_id, organisation).or_refuse()
    ended = Membership.objects.filter(person=person, until__gte=since).order_by("-until").first()
    if ended is not None and ended.until is not None:
        since = ended.until + timedelta(days=1)
    held = Membership.objects.select_for_update(of=("self",)).filter(person=person, until__isnull=True).first()
    if held is not None:
        if held.organisation_id == organisation.pk:
            raise Refused(no(_("They are a member of this union already."), _("Nothing needs to be done."), "member"))
        since = max(since, held.since + timedelta(days=1))
        _end(held, by=by, on=since - timedelta(days=1), why=EndedWhy.TRANSFERRED)
        through = EnteredThrough.TRANSFER
    return _begin(person, by=by, organisation=organisation, since=since, until=None, through=through)


@transaction.atomic
def retain_membership(membership: Membership, *, by: Actor, since: date, why: str) -> Membership:
    """Keep a membership for somebody who does not work just now. They stay a member, with the union they had."""
    membership = _open(membership, by)
    if since > clock.today() or since < membership.since:
        raise Refused(no(_("This day does not lie within the membership."), _("Check the day."), "since"))
    membership.standing, membership.retained_since, membership.retained_why = Standing.RETAINED, since, why
    membership.save(update_fields=["standing", "retained_since", "retained_why"])
    audit.record("membership.retained", membership, by=by, why=str(why), since=since.isoformat())
    return membership


@transaction.atomic
def resume_membership(membership: Membership, *, by: Actor) -> Membership:
    """They work again: the membership goes on as before."""
    membership = _open(membership, by)
    if membership.standing != Standing.RETAINED:
        raise Refused(no(_("This membership is not kept, it is active."), _("Nothing needs to be done."), "active"))
    membership.standing, membership.retained_since, membership.retained_why = Standing.ACTIVE, None, ""
    membership.save(update_fields=["standing", "retained_since", "retained_why"])
    audit.record("membership.resumed", membership, by=by)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: Actor, on: date, why: str) -> Membership:
    """End a membership with its last day. Who left may join again at any time."""
    membership = _open(membership, by)
    if on < membership.since or on > clock.today():
        raise Refused(no(_("This day does not lie within the membership."), _("Check the day."), "on"))
    _end(membership, by=by, on=on, why=why)
    return membership


@transaction.atomic
def move_all(from_id: UUID, to: "Organisation", *, by: Actor, on: date) -> int:
    """One union becomes part of another: every member goes along, from the same day, standing and all. Returns how many."""
    access.may_move_all(by).or_refuse()
    held = list(
        Membership.objects.select_for_update(of=("self",))
        .filter(organisation=from_id, until__isnull=True)
        .order_by("pk")
    )
    people_of = [row.person_id for row in held]
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=people_of).order_by("pk").values_list("pk"))
    fresh, stays = [], []
    for row in held:
        if row.since >= on:
            stays.append(row.pk)
            continue
        fresh.append(
            Membership(
                person_id=row.person_id,
                organisation=to,
                since=on,
                standing=row.standing,
                retained_since=row.retained_since,
                retained_why=row.retained_why,
                entered_through=EnteredThrough.TRANSFER,
            )
        )
    ending = [row.pk for row in held if row.pk not in set(stays)]
    Membership.objects.filter(pk__in=stays).update(organisation=to)
    Membership.objects.filter(pk__in=ending).update(until=on - timedelta(days=1), ended_why=EndedWhy.MERGED)
    Membership.objects.bulk_create(fresh, batch_size=1000)
    audit.record("membership.moved_together", None, by=by, of=str(from_id), to=str(to.pk), members=len(held))
    return len(held)


@transaction.atomic
def complete_person(person_id: UUID, *, by: Actor, name: str = "", identity_number: str = "") -> bool:
    """Write down a name and an identity number that were not known. Birthday and sex follow from the number.

    A fact already held stays as it is. False when the number stands beside somebody else on record: then nothing is written,
    and a human compares the card. Whoever asks learns nothing about the other person.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    access.may_complete(by, person_id).or_refuse()
    changed: list[str] = []
    if name and (not person.name or "*" in person.name):
        person.name = " ".join(name.split())[:60]
        changed.append("name")
    fits = True
    if identity_number and not person.identity_number:
        read = check_identity_number(identity_number)
        read.or_refuse()
        key = lookup(read.number, "identity")
        if Person.objects.filter(identity_lookup=key).exists():
            fits = False
        else:
            person.identity_number, person.identity_lookup = read.number, key
            person.birth_on, person.sex = read.born_on, read.sex
            changed += ["identity_number", "identity_lookup", "birth_on", "sex"]
    if changed:
        person.save(update_fields=changed)
        audit.record("person.completed", person, by=by, fields=[name for name in changed if "lookup" not in name])
    return fits


def _open(membership: Membership, by: Actor) -> Membership:
    """The membership, locked; it goes on, and its book is open to the actor."""
    found = Membership.objects.select_for_update(of=("self",)).select_related("organisation")
    membership = found.get(pk=membership.pk)
    access.may_book(by, membership.person_id, membership.organisation).or_refuse()
    if membership.until is not None:
        raise Refused(no(_("This membership has ended."), _("They can join again."), "ended"))
    return membership


def _begin(
    person: Person,
    *,
    by: Actor,
    organisation: "Organisation",
    since: date,
    until: date | None,
    through: str,
    why: str = "",
) -> Membership:
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    at_once = Q(until__isnull=True) | Q(until__gte=since)
    if until is not None:
        at_once &= Q(since__lte=until)
    if Membership.objects.filter(at_once, person=person).exists():
        raise Refused(TWICE)
    membership = Membership(
        person=person, organisation=organisation, since=since, until=until, entered_through=through, ended_why=why
    )
    try:
        with transaction.atomic():
            membership.save(force_insert=True)
    except IntegrityError as error:
        if "nobody_is_a_member_twice" not in str(error):
            raise
        raise Refused(TWICE) from error
    audit.record("membership.recorded", membership, by=by, through=str(through), body=str(organisation.pk))
    announce(MembershipBegan(membership.pk, person.pk, organisation.pk, str(through)))
    return membership


def _end(membership: Membership, *, by: Actor, on: date, why: str) -> None:
    membership.until, membership.ended_why = on, why
    membership.save(update_fields=["until", "ended_why"])
    audit.record("membership.ended", membership, by=by, why=str(why), on=on.isoformat())
    announce(MembershipEnded(membership.pk, membership.person_id, membership.organisation_id, str(why)))
