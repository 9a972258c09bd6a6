"""Entering a body, correcting it, and for which places it answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import access
from ..models import Division, Organisation, Responsibility
from ._shared import first_position, place_in_tree, plain, plain_value, rename_position


@transaction.atomic
def found(
    *, by: Actor, name: str, level: int, kind: str, parent: Organisation | None = None, **facts: Any
) -> Organisation:
    """Enter a new body below its parent; its ancestor columns are filled here and nowhere else."""
    access.may_found(by, parent, kind).or_refuse()
    _code_is_free(facts.get("code", ""))
    if parent is not None and parent.level >= level:
        raise Refused(no(_("A body stands below its parent."), _("Choose a parent of a higher level.")))
    body = Organisation(
        name=name, short_name=facts.pop("short_name", name), level=level, kind=kind, parent=parent, **facts
    )
    if body.founded_on is not None and body.founded_on > clock.today():
        raise Refused(no(_("This day lies in the future."), _("Enter the body on the day it is founded."), "day"))
    place_in_tree(body)
    body.save(force_insert=True)
    first_position(body).save(force_insert=True)
    audit.record("organisation.founded", body, by=by)
    return body


@transaction.atomic
def establish(*, by: Actor, answers: bool = False, **facts: Any) -> Organisation:
    """Enter a body and, where it receives matters, that it answers for its place from today."""
    body = found(by=by, **facts)
    if answers and body.receives_cases and body.division is not None:
        answer_for(body, by=by, division=body.division, industry=body.industry, since=clock.today())
    return body


@transaction.atomic
def change_body(body: Organisation, *, by: Actor, **facts: Any) -> Organisation:
    """Correct a body's name, telephone, address, place or prefix. Numbers given out stay as they were.

    The history keeps the name it had until yesterday.
    """
    body = Organisation.objects.select_for_update(of=("self",)).get(pk=body.pk)
    access.may_change(by, body).or_refuse()
    changed = [field for field, value in facts.items() if plain(body, field) != plain_value(value)]
    if not changed:
        return body
    if "code" in changed:
        _code_is_free(facts["code"])
    for field in changed:
        setattr(body, field, facts[field])
    if body.receives_cases and not body.case_prefix:
        raise Refused(no(_("A body that receives cases needs a prefix for its case numbers."), _("Write a prefix.")))
    body.save(update_fields=changed)
    if "name" in changed:
        rename_position(body, on=clock.today())
    audit.record("organisation.changed", body, by=by, fields=sorted(changed))
    return body


@transaction.atomic
def answer_for(
    organisation: Organisation,
    *,
    by: Actor,
    division: Division,
    industry: str = "",
    since: date,
    until: date | None = None,
) -> Responsibility:
    """Record that a body answers for a place, or for an industry in it, from a day on."""
    access.may_answer_for(by, organisation).or_refuse()
    rule = Responsibility(organisation=organisation, division=division, industry=industry, since=since, until=until)
    rule.save(force_insert=True)
    audit.record("responsibility.recorded", rule, by=by)
    return rule


@transaction.atomic
def end_responsibility(rule: Responsibility, *, by: Actor) -> Responsibility:
    """From tomorrow the body no longer answers for this place; matters it has stay with it."""
    rule = Responsibility.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=rule.pk)
    access.may_end_responsibility(by, rule).or_refuse()
    today = clock.today()
    if rule.until is None or rule.until > today:
        rule.until = max(today, rule.since)
        rule.save(update_fields=["until"])
        audit.record("responsibility.ended", rule, by=by)
    return rule


def _code_is_free(code: str) -> None:
    if code and Organisation.objects.filter(code=code).exists():
        raise Refused(no(_("A body with this code exists already."), _("Choose another code."), "code"))
