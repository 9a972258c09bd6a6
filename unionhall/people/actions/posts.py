"""Giving and ending posts, recording ties."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.core.events import announce
from unionhall.core.verdict import Refused, no

from .. import access
from ..events import PostEnded
from ..models import Account, Person, Post, Tie
from ..queries import in_force
from .accounts import invite
from .persons import enter

if TYPE_CHECKING:
    from unionhall.organisations.models import Employer, Organisation

DOOR = system("posts")


@transaction.atomic
def appoint(
    person: Person,
    *,
    by: Actor,
    organisation: "Organisation",
    role: str,
    since: date | None = None,
    until: date | None = None,
    reason: str = "",
) -> Post:
    """Give a person a role at a body. Nobody appoints themselves; the three administrators stay three people."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    access.may_appoint(by, organisation).or_refuse()
    access.may_appoint_person(by, person, organisation, role).or_refuse()
    access.needs_reason(by, reason).or_refuse()
    post = Post(person=person, organisation=organisation, role=role, since=since or clock.today(), until=until)
    post.full_clean(exclude=["person", "organisation"])
    post.save(force_insert=True)
    audit.record(
        "post.given", post, by=by, purpose=reason, role=role, organisation=str(organisation.pk), person=str(person.pk)
    )
    return post


@transaction.atomic
def install(
    *,
    by: Actor,
    name: str,
    phone: str,
    organisation: "Organisation",
    role: str,
    since: date,
    until: date | None,
    username: str,
    reason: str,
    address_of: Callable[[str], str],
) -> Post:
    """Give a post to whoever holds a phone, entered if they are new, and the means to sign in if they have none."""
    access.may_appoint(by, organisation).or_refuse()
    person = enter(by=DOOR, name=name, phone=phone)
    if person.name != " ".join(name.split()):
        if "*" not in person.name:
            raise Refused(
                no(
                    _("This phone belongs to a person of another name."),
                    _("Check both, then try again."),
                    "name_and_phone",
                )
            )
        person.name = " ".join(name.split())
        person.save(update_fields=["name"])
    post = appoint(person, by=by, organisation=organisation, role=role, since=since, until=until, reason=reason)
    if username:
        invite(person, by=by, username=username, reason=reason, address_of=address_of)
    return post


@transaction.atomic
def dismiss(post: Post, *, by: Actor, reason: str = "") -> Post:
    """End a post. Its holder is signed out everywhere, and from the next request on no longer acts with it."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    access.may_dismiss(by, post).or_refuse()
    access.needs_reason(by, reason).or_refuse()
    yesterday = date.fromordinal(clock.today().toordinal() - 1)
    if post.since > yesterday:
        post.since = yesterday
    post.until = yesterday
    post.save(update_fields=["since", "until"])
    Account.objects.filter(person=post.person_id).update(sessions_ended=F("sessions_ended") + 1)
    audit.record(
        "post.ended",
        post,
        by=by,
        purpose=reason,
        role=post.role,
        organisation=str(post.organisation_id),
        person=str(post.person_id),
    )
    announce(PostEnded(person_id=post.person_id, organisation_id=post.organisation_id, role=post.role))
    return post


@transaction.atomic
def record_tie(
    person: Person, *, by: Actor, employer: "Employer", kind: str, since: date | None = None, reason: str = ""
) -> Tie:
    """Record that a person is not neutral towards an employer. The same tie twice is one tie."""
    access.may_record_tie(by, person).or_refuse()
    if by.person_id != person.pk:
        access.needs_reason(by, reason).or_refuse()
    known = Tie.objects.filter(in_force(clock.today()), person=person, employer=employer, kind=kind).order_by("pk")
    if (tie := known.first()) is not None:
        return tie
    tie = Tie(person=person, employer=employer, kind=kind, since=since or clock.today())
    tie.save(force_insert=True)
    audit.record("tie.recorded", tie, by=by, purpose=reason, kind=kind, person=str(person.pk))
    return tie


@transaction.atomic
def end_tie(tie: Tie, *, by: Actor, reason: str) -> Tie:
    """Record that a person is neutral again. Nobody lifts their own bar; files stay closed to them until the day after."""
    tie = Tie.objects.select_for_update(of=("self",)).get(pk=tie.pk)
    access.may_end_tie(by, tie).or_refuse()
    access.needs_reason(by, reason).or_refuse()
    tie.until = max(clock.today(), tie.since)
    tie.save(update_fields=["until"])
    audit.record("tie.ended", tie, by=by, purpose=reason, person=str(tie.person_id))
    return tie
