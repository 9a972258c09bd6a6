"""Giving and ending posts, recording ties."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce

from .. import access
from ..events import PostEnded
from ..models import Person, Post, Tie

if TYPE_CHECKING:
    from unionhall.organisations.models import Employer, Organisation


@transaction.atomic
def appoint(person: Person, *, by: Actor, organisation: "Organisation", role: str, since: date | None = None) -> Post:
    """Give a person a role at a body. Nobody appoints themselves; the three administrators stay three people."""
    access.may_appoint(by, role).or_refuse()
    access.may_appoint_person(by, person, role).or_refuse()
    post = Post(person=person, organisation=organisation, role=role, since=since or clock.today())
    post.save(force_insert=True)
    audit.record("post.given", post, by=by, role=role, organisation=str(organisation.pk))
    return post


@transaction.atomic
def dismiss(post: Post, *, by: Actor) -> Post:
    """End a post. From the next request on its holder no longer acts with it."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    access.may_dismiss(by, post).or_refuse()
    yesterday = date.fromordinal(clock.today().toordinal() - 1)
    if post.since > yesterday:
        post.since = yesterday
    post.until = yesterday
    post.save(update_fields=["since", "until"])
    audit.record("post.ended", post, by=by, role=post.role, organisation=str(post.organisation_id))
    announce(PostEnded(person_id=post.person_id, organisation_id=post.organisation_id, role=post.role))
    return post


@transaction.atomic
def record_tie(person: Person, *, by: Actor, employer: "Employer", kind: str, since: date | None = None) -> Tie:
    """Record that a person is not neutral towards an employer."""
    access.may_record_tie(by, person).or_refuse()
    tie = Tie(person=person, employer=employer, kind=kind, since=since or clock.today())
    tie.save(force_insert=True)
    audit.record("tie.recorded", tie, by=by, kind=kind)
    return tie
