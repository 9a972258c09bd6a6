"""Entering an employer, correcting it, marking it as closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.identity import check_uscc, normalise_uscc
from unionhall.core.verdict import YES, Refused, Verdict, no

from .. import access
from ..models import Employer
from ._shared import plain, plain_value


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
    _is_a_head_office(None, facts.get("head_office")).or_refuse()
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
    _is_a_head_office(employer, facts.get("head_office")).or_refuse()
    facts |= {"name": name.strip(), "uscc": code}
    changed = [field for field, value in facts.items() if plain(employer, field) != plain_value(value)]
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


def _is_a_head_office(employer: Employer | None, head: Employer | None) -> Verdict:
    """A branch belongs to a head office, not to another branch, and whoever has branches is none."""
    if head is None:
        return YES
    if employer is not None and head.pk == employer.pk:
        return no(_("An employer is not a branch of itself."), _("Name its head office."), "head_office")
    if head.head_office_id is not None:
        return no(_("This is a branch itself."), _("Name the head office of both."), "head_office")
    if employer is not None and Employer.objects.filter(head_office=employer).exists():
        return no(
            _("This employer has branches of its own."), _("Look which of the two is the head office."), "head_office"
        )
    return YES
