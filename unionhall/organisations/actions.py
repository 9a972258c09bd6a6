"""Every change to bodies, employers and places."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.core.identity import check_uscc, normalise_uscc
from unionhall.core.verdict import Refused, no

from . import access
from .enums import LEVEL_COLUMN
from .events import BodyClosing, BodyMoved
from .models import Division, Employer, Organisation, Responsibility


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
    place_in_tree(body)
    body.save(force_insert=True)
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
    """Correct a body's name, telephone, address, place or prefix. Numbers given out stay as they were."""
    body = Organisation.objects.select_for_update(of=("self",)).get(pk=body.pk)
    access.may_change(by, body).or_refuse()
    changed = [field for field, value in facts.items() if _plain(body, field) != _plain_value(value)]
    if not changed:
        return body
    if "code" in changed:
        _code_is_free(facts["code"])
    for field in changed:
        setattr(body, field, facts[field])
    if body.receives_cases and not body.case_prefix:
        raise Refused(no(_("A body that receives cases needs a prefix for its case numbers."), _("Write a prefix.")))
    body.save(update_fields=changed)
    audit.record("organisation.changed", body, by=by, fields=sorted(changed))
    return body


@transaction.atomic
def move_body(body: Organisation, *, by: Actor, parent: Organisation, reason: str) -> Organisation:
    """Put a body, with all below it, under another one of a higher level. Whoever stands above it now sees its matters."""
    body = Organisation.objects.select_for_update(of=("self",)).get(pk=body.pk)
    access.may_move(by, body, parent).or_refuse()
    if parent.closed_on is not None:
        raise Refused(no(_("The body above is closed."), _("Choose another one.")))
    if parent.level >= body.level or parent.pk == body.pk:
        raise Refused(no(_("A body stands below its parent."), _("Choose a parent of a higher level.")))
    if body.parent_id == parent.pk:
        return body
    before = body.parent_id
    body.parent = parent
    below = Organisation.objects.select_for_update(of=("self",)).under(body).exclude(pk=body.pk)
    follow = [body, *below.select_related("parent").order_by("level", "pk")]
    placed = {body.pk: body}
    for each in follow:
        if each is not body and each.parent_id in placed:
            each.parent = placed[each.parent_id]
        place_in_tree(each)
        placed[each.pk] = each
        each.save(update_fields=["parent", *LEVEL_COLUMN.values()])
        announce(BodyMoved(each.pk, each.ancestors_by_column))
    audit.record(
        "organisation.moved",
        body,
        by=by,
        purpose=reason,
        before=str(before) if before else None,
        now=str(parent.pk),
        with_it=len(follow) - 1,
    )
    return body


@transaction.atomic
def close_body(body: Organisation, *, by: Actor, on: date, reason: str) -> Organisation:
    """Close a body for good. Posts there no longer count, and new matters go to the one that answers for the place instead."""
    body = Organisation.objects.select_for_update(of=("self",)).get(pk=body.pk)
    access.may_close(by, body).or_refuse()
    if on > clock.today():
        raise Refused(no(_("This day lies in the future."), _("Close the body on the day it closes."), "day"))
    announce(BodyClosing(body.pk, on))
    body.closed_on = on
    body.save(update_fields=["closed_on"])
    for rule in (
        Responsibility.objects.select_for_update(of=("self",)).filter(_open(on), organisation=body).order_by("pk")
    ):
        rule.until = max(on, rule.since)
        rule.save(update_fields=["until"])
    audit.record("organisation.closed", body, by=by, purpose=reason, on=on)
    return body


def _open(on: date) -> Q:
    return Q(until__isnull=True) | Q(until__gt=on)


def _code_is_free(code: str) -> None:
    if code and Organisation.objects.filter(code=code).exists():
        raise Refused(no(_("A body with this code exists already."), _("Choose another code."), "code"))


def _plain(row: Any, field: str) -> Any:
    return _plain_value(getattr(row, field))


def _plain_value(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


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
def correct_employer(employer: Employer, *, by: Actor, name: str, uscc: str = "", **facts: Any) -> Employer:
    """Correct an employer's name, credit code, place, industry or address, for every matter that names it."""
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
    access.may_correct_employer(by, employer).or_refuse()
    code = normalise_uscc(uscc) or None
    if code and code != employer.uscc:
        check_uscc(code).or_refuse()
        if Employer.objects.filter(uscc=code).exclude(pk=employer.pk).exists():
            raise Refused(
                no(
                    _("An employer with this unified social credit code exists already."),
                    _("Look for it in the list; the two may be one."),
                    "uscc_taken",
                )
            )
    facts |= {"name": name.strip(), "uscc": code}
    changed = [field for field, value in facts.items() if _plain(employer, field) != _plain_value(value)]
    for field in changed:
        setattr(employer, field, facts[field])
    if changed:
        employer.save(update_fields=changed)
        audit.record("employer.corrected", employer, by=by, fields=sorted(changed))
    return employer


@transaction.atomic
def close_employer(employer: Employer, *, by: Actor, on: date, reason: str) -> Employer:
    """Mark an employer as closed from a day on. Matters may still name it."""
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
    access.may_close_employer(by, employer).or_refuse()
    if on > clock.today():
        raise Refused(no(_("This day lies in the future."), _("Mark it on the day it closes."), "day"))
    employer.closed_on = on
    employer.save(update_fields=["closed_on"])
    audit.record("employer.closed", employer, by=by, purpose=reason, on=on)
    return employer


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
