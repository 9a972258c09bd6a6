"""A person objects; somebody who was not objected to answers within fifteen days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock, workdays
from unionhall.core.actor import Actor, system
from unionhall.core.saying import address
from unionhall.core.verdict import Refused, Verdict, no
from unionhall.notices import api as notices
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.people.enums import Role
from unionhall.ui.words import date_words

from .. import access, queries
from ..models import Objection
from ..states import OBJECTION

BY = system("privacy")
DAYS = 15
"""GB/T 35273-2020, 8.7 gives thirty days; the house answers in half the time."""


@transaction.atomic
def object_to(*, by: Actor, text: str, entry_id: UUID | None = None) -> Objection:
    """Object to a reading of one's records (named by its entry in the trail), or to anything done with one's data."""
    access.may_object(by).or_refuse()
    assert by.person_id is not None
    text = text.strip()
    if len(text) < 2:
        raise Refused(no(_("Some words are missing."), _("Write what you object to, in a sentence.")))
    entry = None
    if entry_id is not None:
        entry = queries.looks_at(by.person_id).filter(pk=entry_id).first()
        if entry is None:
            raise Refused(no(_("This reading is not of a record of yours."), _("Choose it from your list."), "not_own"))
    held = people.membership_of(by.person_id)
    body_id = (entry.organisation_id if entry else None) or (held.organisation_id if held else None)
    objection = Objection(
        person_id=by.person_id, entry_id=entry.pk if entry else None,
        against_id=entry.actor_id if entry else None, body_id=body_id, text=text, made_at=clock.now(),
        due_on=workdays.add_days(clock.today(), DAYS).date,
    )  # fmt: skip
    objection.save(force_insert=True)
    audit.record("objection.made", objection, by=by)
    _tell_who_answers(objection, by)
    return objection


def uphold(objection: Objection, *, by: Actor, text: str) -> Objection:
    """The objection is right; say what follows from it. The person is told."""
    return _answer(objection, "uphold", access.may_uphold, by=by, text=text)


def dismiss(objection: Objection, *, by: Actor, text: str) -> Objection:
    """The objection is not right; say why. The person is told."""
    return _answer(objection, "dismiss", access.may_dismiss, by=by, text=text)


@transaction.atomic
def _answer(
    objection: Objection, verb: str, may: Callable[[Actor, Objection], Verdict], *, by: Actor, text: str
) -> Objection:
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    may(by, objection).or_refuse()
    if len(text.strip()) < 2:
        raise Refused(no(_("An answer is missing."), _("Write what you found, and what follows from it.")))
    OBJECTION.move(objection, verb, by)
    objection.answer, objection.answered_by_id, objection.answered_at = text.strip(), by.person_id, clock.now()
    objection.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    audit.record(f"objection.{verb}", objection, by=by, purpose="objection")
    notices.tell("news", by=BY, person_id=objection.person_id, about=objection, link=address(reverse("privacy:mine")))
    return objection


@transaction.atomic
def withdraw(objection: Objection, *, by: Actor) -> Objection:
    """Take an objection back."""
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    access.may_withdraw(by, objection).or_refuse()
    OBJECTION.move(objection, "withdraw", by)
    objection.save(update_fields=["state"])
    audit.record("objection.withdraw", objection, by=by)
    return objection


def who_answers(objection: Objection) -> list[Any]:
    """The supervisors of the nearest body from this one upwards that has one free to answer; else nobody but the administrator."""
    body = organisations.visible_organisations(BY).filter(pk=objection.body_id).first() if objection.body_id else None
    for above in organisations.chain_upward(body) if body is not None else []:
        found = [
            person
            for person in people.people_with_posts(above.pk, Role.SUPERVISOR)
            if person.pk not in (objection.against_id, objection.person_id)
            and not people.employers_tied_to(person.pk, on=clock.today())
        ]
        if found:
            return found
    return []


def _tell_who_answers(objection: Objection, by: Actor) -> None:
    for person in who_answers(objection):
        notices.tell(
            "objection", by=BY, person_id=person.pk, about=objection, day=date_words(objection.due_on),
            link=address(reverse("privacy:objection", args=[objection.pk])),
        )  # fmt: skip
