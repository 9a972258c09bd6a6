"""Routing rules: written, changed, moved, ended, and tried on last month's cases before they decide anything."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.ids import new_id
from unionhall.core.verdict import Conflict, Refused, no
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access
from ..models import RoutingRule
from ..routing import Draft
from ..routing.rules import (
    LONGEST_WORD,
    MOST_EMPLOYERS,
    MOST_RULES,
    MOST_WORDS,
    SHORTEST_WORD,
    imagined,
    in_force,
    plain,
)
from ..routing.trial import Trial, trial
from ._shared import needs

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


@transaction.atomic
def write_rule(draft: Draft, *, by: Actor, owner: "Organisation") -> RoutingRule:
    """Write a rule for the matters of a body's area. It stands after the body's other rules."""
    standing = _taken(owner, by=by)
    draft = _checked(draft, owner)
    if len(standing) >= MOST_RULES:
        raise Refused(no(_("This body has very many rules already."), _("End those nobody needs any more."), "many"))
    row = _save(draft, owner, by=by, line=new_id(), version=1, position=len(standing) + 1)
    audit.record("rule.written", row, by=by, owner=str(owner.pk), body=str(draft.body.pk))
    return row


@transaction.atomic
def change_rule(rule: RoutingRule, *, by: Actor, draft: Draft, expected: int | None = None) -> RoutingRule:
    """Follow a rule by its next version, at the same place in the order. The earlier one stays on record."""
    row = _found(rule, _taken(rule.owner, by=by), expected=expected)
    draft = _checked(draft, rule.owner, earlier=row)
    position, row.position = row.position, None
    row.ended_at, row.ended_by_id = clock.now(), by.person_id
    row.save(update_fields=["position", "ended_at", "ended_by"])
    following = _save(draft, rule.owner, by=by, line=row.line, version=row.version + 1, position=position)
    audit.record("rule.changed", following, by=by, owner=str(rule.owner_id), body=str(draft.body.pk))
    return following


@transaction.atomic
def move_rule(rule: RoutingRule, *, by: Actor, to: int) -> RoutingRule:
    """Give a rule another place in its body's order; the first that fits decides. 1 is the first."""
    standing = _taken(rule.owner, by=by)
    row = _found(rule, standing)
    standing.remove(row)
    standing.insert(max(0, min(to - 1, len(standing))), row)
    if _renumber(standing):
        audit.record("rule.moved", row, by=by, position=row.position)
    return row


@transaction.atomic
def end_rule(rule: RoutingRule, *, by: Actor) -> RoutingRule:
    """From now on the rule decides nothing. What it decided stays."""
    standing = _taken(rule.owner, by=by)
    row = _found(rule, standing)
    standing.remove(row)
    row.position, row.ended_at, row.ended_by_id = None, clock.now(), by.person_id
    row.save(update_fields=["position", "ended_at", "ended_by"])
    _renumber(standing)
    audit.record("rule.ended", row, by=by, owner=str(row.owner_id))
    return row


@transaction.atomic
def try_rules(
    *, by: Actor, owner: "Organisation", draft: Draft | None = None, rule: RoutingRule | None = None
) -> Trial:
    """Say what the rules of a body, or a draft among them, would have done with last month's cases. No case is touched.

    Words are looked for in sealed accounts; that somebody had them searched is on record.
    """
    access.may_keep_rules(by, owner).or_refuse()
    tried = None
    if draft is not None:
        tried = imagined(_checked(draft, owner, earlier=rule), owner, rule.line if rule else None)
    if tried.words if tried else any(known.words for known in in_force()):
        audit.record("rules.tried", owner, by=by)
    return trial(access.desk_cases(by), owner, draft=tried)


def _taken(owner: "Organisation", *, by: Actor) -> list[RoutingRule]:
    """The rules in force of a body in their order. Whoever changes the order of one body waits for the other."""
    list(organisations.visible_organisations(by).select_for_update(of=("self",), no_key=True).filter(pk=owner.pk))
    access.may_keep_rules(by, owner).or_refuse()
    rows = RoutingRule.objects.select_for_update(of=("self",)).filter(owner=owner, ended_at__isnull=True)
    return list(rows.order_by("position", "pk"))


def _found(rule: RoutingRule, standing: list[RoutingRule], *, expected: int | None = None) -> RoutingRule:
    row = next((row for row in standing if row.line == rule.line), None)
    if row is None:
        raise Refused(no(_("This rule is ended."), _("Write a new one if it is still needed."), "ended"))
    if expected is not None and row.version != expected:
        raise Conflict(
            no(
                _("Somebody changed this rule while you had it open."),
                _("Look at the rule again, then send your words once more."),
                "changed_meanwhile",
            )
        )
    return row


def _renumber(standing: list[RoutingRule]) -> bool:
    """Number the rules from 1; True when anything moved."""
    moved = [row for place, row in enumerate(standing, 1) if row.position != place]
    for place, row in enumerate(standing, 1):
        row.position = place
    RoutingRule.objects.bulk_update(moved, ["position"])
    return bool(moved)


def _save(draft: Draft, owner: "Organisation", *, by: Actor, **place: Any) -> RoutingRule:
    row = RoutingRule(
        owner=owner,
        name=draft.name,
        kinds=list(draft.kinds),
        place=draft.place,
        industry=draft.industry,
        words=list(draft.words),
        to_chair=draft.to_chair,
        weekdays=list(draft.weekdays),
        from_time=draft.from_time,
        to_time=draft.to_time,
        since=draft.since or clock.today(),
        until=draft.until,
        body=draft.body,
        person=draft.person,
        written_at=clock.now(),
        written_by_id=by.person_id,
        **place,
    )
    row.save(force_insert=True)
    row.employers.set(draft.employers)
    return row


def _checked(draft: Draft, owner: "Organisation", *, earlier: RoutingRule | None = None) -> Draft:
    """The draft, tidied; refused where it could not be meant."""
    name = needs(draft.name, what=_("The rule needs a name."), next_step=_("Write a short name."))[:60]
    words = tuple(dict.fromkeys(" ".join(word.split()) for word in draft.words if word.strip()))
    draft = replace(draft, name=name, words=words)
    if owner.is_agency or owner.closed_on is not None:
        raise Refused(no(_("This body keeps no rules."), _("Choose another body."), "owner"))
    if not draft.names_something:
        raise Refused(no(_("This rule would take every matter."), _("Name at least one condition."), "conditions"))
    _check_words(words)
    if len(draft.employers) > MOST_EMPLOYERS:
        raise Refused(no(_("A rule names at most 50 employers."), _("Write another rule for the others."), "employers"))
    _check_times(draft, earlier)
    _check_target(draft, owner)
    return draft


def _check_words(words: tuple[str, ...]) -> None:
    if len(words) > MOST_WORDS:
        raise Refused(no(_("A rule names at most 50 words."), _("Keep the words that tell most."), "words"))
    for word in words:
        if not SHORTEST_WORD <= len(plain(word)) <= LONGEST_WORD or "\x00" in word:
            raise Refused(
                no(
                    format_lazy(_("“{word}” is too short or too long to be looked for."), word=word[:20]),
                    _("Words have 2 to 40 characters."),
                    "words",
                )
            )


def _check_times(draft: Draft, earlier: RoutingRule | None) -> None:
    if (draft.from_time is None) != (draft.to_time is None) or (draft.from_time and draft.from_time == draft.to_time):
        raise Refused(no(_("Give both times, and two different ones."), _("From when to when?"), "times"))
    if not set(draft.weekdays) <= set(range(1, 8)):
        raise Refused(no(_("Weekdays are numbered from 1 (Monday) to 7 (Sunday)."), _("Check the days."), "weekdays"))
    since = draft.since or clock.today()
    begun = earlier.since if earlier else clock.today()
    if since < min(begun, clock.today()):
        raise Refused(no(_("This day lies in the past."), _("A rule begins today or later."), "since"))
    if draft.until is not None and draft.until < max(since, clock.today() - timedelta(days=1)):
        raise Refused(no(_("The last day lies before the first."), _("Check the days."), "until"))


def _check_target(draft: Draft, owner: "Organisation") -> None:
    """Downward into one's own area or upward; to a neighbour a matter goes as a transfer, with the worker's consent."""
    body = draft.body
    if not body.receives_cases or body.is_agency or body.closed_on is not None:
        raise Refused(no(_("This body receives no cases."), _("Choose another body."), "body"))
    below = owner.pk in body.ancestors_by_column.values()
    above = body.pk in owner.ancestors_by_column.values()
    if not (below or above):
        raise Refused(
            no(
                _("This body stands neither below nor above the one whose rule it is."),
                _("Choose a body of your own area or one above, or let matters go there as transfers."),
                "outside",
            )
        )
    if draft.person is not None and not people.people_with_posts(body.pk).filter(pk=draft.person.pk).exists():
        raise Refused(no(_("This person is not on duty at that body."), _("Choose somebody who is."), "not_on_duty"))
