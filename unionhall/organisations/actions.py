"""Every change to bodies, employers and places."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.identity import check_uscc, normalise_uscc
from unionhall.core.verdict import Refused, no

from . import access
from .enums import LEVEL_COLUMN
from .models import Division, Employer, Organisation, Responsibility


@transaction.atomic
def found(
    *, by: Actor, name: str, level: int, kind: str, parent: Organisation | None = None, **facts: Any
) -> Organisation:
    """Enter a new body below its parent; its ancestor columns are filled here and nowhere else."""
    access.may_found(by, parent).or_refuse()
    if parent is not None and parent.level >= level:
        raise Refused(no(_("A body stands below its parent."), _("Choose a parent of a higher level.")))
    body = Organisation(
        name=name, short_name=facts.pop("short_name", name), level=level, kind=kind, parent=parent, **facts
    )
    place_in_tree(body)
    body.save(force_insert=True)
    audit.record("organisation.founded", body, by=by)
    return body


def place_in_tree(body: Organisation) -> None:
    """Fill the ancestor columns from the parent; an agency stands outside the tree."""
    for column in LEVEL_COLUMN.values():
        setattr(body, column, getattr(body.parent, column) if body.parent else None)
    if not body.is_agency:
        setattr(body, LEVEL_COLUMN[body.level], body.pk)


@transaction.atomic
def register_employer(*, by: Actor, name: str, uscc: str = "", **facts: Any) -> Employer:
    """Enter an employer; the same unified social credit code is the same employer."""
    access.may_register_employer(by).or_refuse()
    code = normalise_uscc(uscc) or None
    if code:
        check_uscc(code).or_refuse()
        known = Employer.objects.filter(uscc=code).first()
        if known is not None:
            return known
    employer = Employer(name=name.strip(), uscc=code, **facts)
    employer.save(force_insert=True)
    audit.record("employer.registered", employer, by=by)
    return employer


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
def name_place(*, by: Actor, code: str, name: str, level: int) -> Division:
    """Enter a place, or find it by its code. It lies in the known place whose code, without closing zeros, begins its own."""
    access.may_name_place(by).or_refuse()
    known = Division.objects.filter(code=code).first()
    if known is not None:
        return known
    around = [
        place
        for place in Division.objects.filter(level__lt=level).order_by("-level", "pk")
        if code.startswith(place.code.rstrip("0")) and place.code != code
    ]
    place = Division(code=code, name=name, level=level, parent=around[0] if around else None)
    place.save(force_insert=True)
    audit.record("place.named", place, by=by)
    return place
