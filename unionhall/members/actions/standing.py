"""Membership follows the person: kept when work ends, going on when it begins again, ended when they want it to."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.people import api as people
from unionhall.people.enums import EndedWhy

from .. import access
from . import telling

if TYPE_CHECKING:
    from unionhall.people.models import Membership


@transaction.atomic
def retain(membership: "Membership", *, by: Actor, since: date, why: str) -> "Membership":
    """Keep the membership of somebody out of work, retired, on leave, serving or studying. No dues, all else stays."""
    access.may_retain(by, membership).or_refuse()
    membership = people.books.retain_membership(membership, by=by, since=since, why=why)
    if by.person_id != membership.person_id:
        telling.tell_member(membership.person_id, membership)
    return membership


@transaction.atomic
def resume(membership: "Membership", *, by: Actor) -> "Membership":
    """They work again."""
    access.may_resume(by, membership).or_refuse()
    return people.books.resume_membership(membership, by=by)


@transaction.atomic
def leave(membership: "Membership", *, by: Actor) -> "Membership":
    """Leave the union, today. Joining again is possible at any time."""
    access.may_leave(by, membership).or_refuse()
    return people.books.end_membership(membership, by=by, on=clock.today(), why=EndedWhy.LEFT)


@transaction.atomic
def record_death(membership: "Membership", *, by: Actor, on: date) -> "Membership":
    """The member died. Nobody is written to."""
    access.may_record_death(by, membership).or_refuse()
    return people.books.end_membership(membership, by=by, on=on, why=EndedWhy.DIED)
