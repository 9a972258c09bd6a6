"""Signing: a worker says that they want to join, on their own phone or on paper."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.identity import check_mobile, normalise_phone
from unionhall.core.sealed import lookup
from unionhall.core.verdict import Refused, no
from unionhall.people import api as people

from .. import access, queries
from ..enums import SignedBy
from ..models import Formation, Signature
from ._shared import needs, taken


@transaction.atomic
def sign(formation: Formation, *, by: Actor) -> Signature:
    """Say with one's own account that one wants to join. Name and phone are taken from it, nothing is asked."""
    formation = taken(formation)
    access.may_sign(by, formation).or_refuse()
    assert by.person_id is not None
    person = people.visible_people(by).get(pk=by.person_id)
    signature = Signature(
        formation=formation, person=person, name=person.name, phone="", signed_by=SignedBy.ONLINE, signed_at=clock.now()
    )
    signature.save(force_insert=True)
    audit.record("signature.given", signature, by=by, organisation_id=formation.reviewer_id)
    return signature


@transaction.atomic
def sign_on_paper(formation: Formation, *, by: Actor, name: str, phone: str = "") -> Signature:
    """Type in somebody who signed on paper."""
    formation = taken(formation)
    access.may_work_on(by, formation).or_refuse()
    if queries.live_election(formation=formation):
        raise Refused(no(_("The roll of the election is fixed."), _("Whoever comes later joins as a member."), "fixed"))
    name = " ".join(needs(name, what=_("A name is missing."), then=_("Write it as on the paper.")).split())
    if phone:
        check_mobile(phone).or_refuse()
        phone = normalise_phone(phone)
        if Signature.objects.filter(formation=formation, phone_lookup=lookup(phone, "phone")).exists():
            raise Refused(no(_("Somebody with this phone has signed already."), _("Look at the list."), "twice"))
    signature = Signature(
        formation=formation, name=name[:60], phone=phone, phone_lookup=lookup(phone, "phone") if phone else None,
        signed_by=SignedBy.PAPER, signed_at=clock.now(),
    )  # fmt: skip
    signature.save(force_insert=True)
    audit.record("signature.typed_in", signature, by=by, organisation_id=formation.reviewer_id)
    return signature


@transaction.atomic
def take_back_signature(formation: Formation, *, by: Actor) -> None:
    """Until an election is called, nobody is held to a signature."""
    formation = taken(formation)
    access.may_take_back_signature(by, formation).or_refuse()
    signature = Signature.objects.get(formation=formation, person=by.person_id)
    audit.record("signature.taken_back", signature, by=by, organisation_id=formation.reviewer_id)
    signature.delete()
