"""Removing a member takes a reason, time to be heard, and a second person."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no
from unionhall.people import api as people
from unionhall.people.enums import EndedWhy

from .. import access
from ..models import Removal
from ..states import REMOVAL
from . import telling

if TYPE_CHECKING:
    from unionhall.people.models import Membership

HEARD_WITHIN = timedelta(days=15)


@transaction.atomic
def propose_removal(membership: "Membership", *, by: Actor, reason: str) -> Removal:
    """Propose to remove a member. They are told, and have fifteen days to say what they have to say."""
    access.may_propose_removal(by, membership).or_refuse()
    reason = reason.strip()[:500]
    if not reason:
        raise Refused(no(_("A removal needs a reason."), _("Write what happened; the member reads it."), "missing"))
    removal = Removal(
        membership=membership,
        reason=reason,
        proposed_at=clock.now(),
        proposed_by_id=by.person_id,
        heard_until=clock.today() + HEARD_WITHIN,
    )
    try:
        with transaction.atomic():
            removal.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(no(_("A removal of this member is proposed already."), _("Decide that one."), "twice")) from error
    audit.record("removal.proposed", removal, by=by)
    telling.tell_member(membership.person_id, removal)
    return removal


@transaction.atomic
def be_heard(removal: Removal, *, by: Actor, words: str) -> Removal:
    """The member speaks. What they say stands beside the proposal, and may be said again until it is decided."""
    removal = _locked(removal)
    access.may_be_heard(by, removal).or_refuse()
    if not words.strip():
        raise Refused(no(_("Write a few words first."), _("Say how it was."), "missing"))
    removal.words, removal.heard_at = words.strip()[:4000], clock.now()
    removal.save(update_fields=["words", "heard_at"])
    audit.record("removal.heard", removal, by=by)
    return removal


@transaction.atomic
def decide(removal: Removal, *, by: Actor) -> Removal:
    """A second person removes the member, from tomorrow on."""
    removal = _locked(removal)
    access.may_decide(by, removal).or_refuse()
    REMOVAL.move(removal, "decide", by)
    _settle(removal, by)
    people.books.end_membership(removal.membership, by=by, on=clock.today(), why=EndedWhy.REMOVED)
    audit.record("removal.decided", removal, by=by)
    telling.tell_member(removal.membership.person_id, removal)
    return removal


@transaction.atomic
def drop(removal: Removal, *, by: Actor, tell: bool = True) -> Removal:
    """The proposal is dropped; the member stays. Whoever is being erased is not told."""
    removal = _locked(removal)
    access.may_drop(by, removal).or_refuse()
    REMOVAL.move(removal, "drop", by)
    _settle(removal, by)
    audit.record("removal.dropped", removal, by=by)
    if tell:
        telling.tell_member(removal.membership.person_id, removal)
    return removal


def _locked(removal: Removal) -> Removal:
    found = Removal.objects.select_for_update(of=("self",)).select_related("membership__organisation")
    return found.get(pk=removal.pk)


def _settle(removal: Removal, by: Actor) -> None:
    removal.decided_at, removal.decided_by_id = clock.now(), by.person_id
    removal.save(update_fields=["state", "decided_at", "decided_by"])
