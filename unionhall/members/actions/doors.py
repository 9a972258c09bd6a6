"""How a union takes people in, and which union is home to whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import access
from ..models import Door, HomeRule

if TYPE_CHECKING:
    from unionhall.organisations.models import Division, Organisation


@transaction.atomic
def change_door(organisation: Organisation, *, by: Actor, open: bool, at_once: bool, asks_employer: bool) -> Door:
    """Say whether the link is open, whether the union looks at every application, and whether it needs the employer."""
    access.may_keep_door(by, organisation.pk).or_refuse()
    facts: dict[str, Any] = {"open": open, "at_once": at_once, "asks_employer": asks_employer}
    door, _made = Door.objects.select_for_update(of=("self",)).get_or_create(
        organisation=organisation, defaults={**facts, "changed_at": clock.now(), "changed_by_id": by.person_id}
    )
    for name, value in facts.items():
        setattr(door, name, value)
    door.changed_at, door.changed_by_id = clock.now(), by.person_id
    door.save(update_fields=[*facts, "changed_at", "changed_by"])
    audit.record("door.changed", door, by=by, **facts)
    return door


@transaction.atomic
def name_home(
    organisation: Organisation,
    *,
    by: Actor,
    since: date,
    division: Division | None = None,
    industry: str = "",
    platform: str = "",
) -> HomeRule:
    """Name the home union of people without an employer's union: of a place, a trade, a platform, or what they share."""
    access.may_keep_homes(by).or_refuse()
    access.may_keep_door(by, organisation.pk).or_refuse()
    if organisation.kind not in access.JOINABLE:
        raise Refused(no(_("This body takes no members itself."), _("Choose a union."), "not_joinable"))
    if division is None and not industry and not platform:
        raise Refused(no(_("For whom is it home?"), _("Name a place, a trade or a platform."), "missing"))
    rule = HomeRule(
        organisation=organisation,
        division=division,
        industry=industry,
        platform=platform,
        since=since,
        made_by_id=by.person_id,
    )
    try:
        with transaction.atomic():
            rule.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(no(_("These people have a home union already."), _("End that rule first."), "twice")) from error
    audit.record("home.named", rule, by=by, body=str(organisation.pk))
    return rule


@transaction.atomic
def end_home(rule: HomeRule, *, by: Actor, on: date) -> HomeRule:
    """End a rule with its last day. Members stay where they are."""
    rule = HomeRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    access.may_keep_homes(by).or_refuse()
    access.may_keep_door(by, rule.organisation_id).or_refuse()
    if rule.until is not None:
        raise Refused(no(_("This rule has ended."), _("Nothing needs to be done."), "ended"))
    rule.until = max(on, rule.since)
    rule.save(update_fields=["until"])
    audit.record("home.ended", rule, by=by, on=rule.until.isoformat())
    return rule
