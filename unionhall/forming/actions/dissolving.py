"""Dissolution: applied for by the union, decided by the body above; members keep their membership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.organisations import api as organisations

from .. import access, queries
from ..models import Dissolution, Term
from ..states import DISSOLUTION, ElectionState
from ._shared import needs

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

REGISTRAR = system("dissolution of a union")


@transaction.atomic
def ask_dissolution(
    body: Organisation, *, by: Actor, why: str, words: str, members: int | None = None, in_favour: int | None = None
) -> Dissolution:
    """Ask the body above to dissolve the union. What members decided is counted."""
    body = organisations.taken(body)
    access.may_ask_dissolution(by, body).or_refuse()
    access.may_be_dissolved(why, members, in_favour).or_refuse()
    assert by.person_id is not None
    dissolution = Dissolution(
        body=body, why=why, words=needs(words, what=_("Say why."), then=_("A few sentences.")), members=members,
        in_favour=in_favour, asked_at=clock.now(), asked_by_id=by.person_id,
    )  # fmt: skip
    dissolution.save(force_insert=True)
    audit.record("dissolution.asked", dissolution, by=by, organisation_id=body.pk, why=why)
    return dissolution


@transaction.atomic
def dissolve(dissolution: Dissolution, *, by: Actor, words: str = "") -> Dissolution:
    """The body above dissolves the union: the body is closed, its term ends, an election that was called does not take place."""
    dissolution = _taken(dissolution)
    access.may_dissolve(by, dissolution).or_refuse()
    today = clock.today()
    Term.objects.filter(body=dissolution.body, ended_on__isnull=True).update(ended_on=today)
    election = queries.live_election(body=dissolution.body)
    if election is not None and election.state == ElectionState.CALLED:
        from .electing import call_off

        call_off(election, by=REGISTRAR, reason=str(dissolution.get_why_display()))
    organisations.close_body(dissolution.body, by=REGISTRAR, on=today, reason=dissolution.words)
    return _decide(dissolution, "dissolve", by=by, reason=words.strip())


@transaction.atomic
def keep(dissolution: Dissolution, *, by: Actor, reason: str) -> Dissolution:
    """The body above refuses: nobody dissolves a union at will."""
    dissolution = _taken(dissolution)
    access.may_keep(by, dissolution).or_refuse()
    return _decide(dissolution, "keep", by=by, reason=needs(reason, what=_("Say why."), then=_("They read it.")))


@transaction.atomic
def take_back(dissolution: Dissolution, *, by: Actor) -> Dissolution:
    """Whoever applied no longer wants it."""
    dissolution = _taken(dissolution)
    access.may_take_back(by, dissolution).or_refuse()
    DISSOLUTION.move(dissolution, "take_back", by)
    dissolution.save(update_fields=["state"])
    audit.record("dissolution.take_back", dissolution, by=by, organisation_id=dissolution.body_id)
    return dissolution


def _taken(dissolution: Dissolution) -> Dissolution:
    rows = Dissolution.objects.select_for_update(of=("self",)).select_related("body")
    return rows.get(pk=dissolution.pk)


def _decide(dissolution: Dissolution, verb: str, *, by: Actor, reason: str) -> Dissolution:
    DISSOLUTION.move(dissolution, verb, by)
    dissolution.decided_by_id, dissolution.decided_at, dissolution.reason = by.person_id, clock.now(), reason
    dissolution.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    audit.record(f"dissolution.{verb}", dissolution, by=by, organisation_id=dissolution.body_id)
    return dissolution
