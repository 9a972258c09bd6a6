"""What an officer chose of what was suggested: written down, whether on the suggestions themselves or elsewhere on the file."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations

from .. import access, routing
from ..enums import About, Kind, Urgency
from ..models import Case, Suggestion, TriageChoice
from ..triage import suggesting
from ._shared import taken
from .groups import gather, join
from .triage import note_choice, suggest
from .work import correct, reroute


@transaction.atomic
def choose(case: Case, *, by: Actor, about: str, value: str, expected: int | None = None) -> TriageChoice:
    """Take one of what is suggested, another value, or none (""). The kind is corrected, the body changed, the case put
    into a group by the acts that do so anyway, with their own permissions; here only the choice is written down."""
    case = taken(case, expected=expected)
    access.may_choose(by, case).or_refuse()
    if about not in About.values:
        raise _unknown()
    row = Suggestion.objects.filter(case=case).first()
    if row is None or row.stale:
        row = suggest(case, by=by)
    if row is None:
        raise Refused(no(_("Nothing is suggested for a group case."), _("Look at the cases in it."), "group"))
    offered = suggesting.offered_in(row)
    fact = note_choice(case, by=by, about=about, chosen=value, by_hand=False)
    assert fact is not None  # there is a row
    if value:
        {
            About.KIND: _take_kind,
            About.BODY: _take_body,
            About.URGENCY: _take_urgency,
            About.SAME: _take_same,
        }[About(about)](case, by, value, offered)
    return fact


def _take_kind(case: Case, by: Actor, value: str, _offered: suggesting.Offered) -> None:
    if value not in Kind.values:
        raise _unknown()
    access.may_correct(by, case).or_refuse()
    if value != case.kind:
        correct(case, by=by, kind=value)


def _take_body(case: Case, by: Actor, value: str, offered: suggesting.Offered) -> None:
    body = organisations.bodies_that_receive_cases().filter(pk__in=_keys(value)).first()
    if body is None:
        raise _unknown()
    if body.pk == case.body_id:
        return
    why: list[dict[str, Any]] = next((row["why"] for row in offered.bodies if row["value"] == value), [])
    said = " ".join(routing.sentences(why)) or str(_("Matters like this one ended there."))
    reroute(case, by=by, body=body, reason=str(format_lazy(_("Taken from the suggestions. {why}"), why=said)))


def _take_urgency(case: Case, by: Actor, value: str, _offered: suggesting.Offered) -> None:
    if value not in Urgency.values:
        raise _unknown()
    row = Suggestion.objects.select_for_update(of=("self",)).get(case=case)
    row.chosen_urgency, row.urgent = value, value == Urgency.URGENT
    row.save(update_fields=["chosen_urgency", "urgent"])
    audit.record("triage.urgency_chosen", case, by=by, urgency=value)


def _take_same(case: Case, by: Actor, value: str, _offered: suggesting.Offered) -> None:
    """Put the two into one group: that of the other where it stands in one, else a new one."""
    other = access.desk_cases(by).select_related("group", "body").filter(pk__in=_keys(value), is_group=False).first()
    if other is None:
        raise _unknown()
    if other.group is not None:
        join(case, by=by, group=other.group)
    else:
        gather([case, other], by=by)


def _keys(value: str) -> list[UUID]:
    """The key it is, in a list; an empty one where it is none."""
    try:
        return [UUID(value)]
    except ValueError:
        return []


def _unknown() -> Refused:
    return Refused(no(_("This was not offered."), _("Choose one of the list."), "unknown_choice"))
