"""The register's answer for a place and an industry, the way upward past ties, and the reasons in words.

The nearest place with a body that answers for it wins, a body for the industry before one for the place alone. If an officer,
chair, lawyer, coordinator or mediator there is tied to an employer in the matter, it goes one level up, and so on to the top.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .rules import Rule

if TYPE_CHECKING:
    from unionhall.organisations.models import Division, Organisation
    from unionhall.people.models import Person


@dataclass
class Route:
    """The body chosen, the reasons in the order in which they decided, and the rule and the person if a rule named them."""

    body: "Organisation"
    why: list[dict[str, Any]] = field(default_factory=list)
    rule: Rule | None = None
    person: "Person | None" = None


def answer(division: "Division | None", industry: str, *, on: date) -> "tuple[Organisation, list[dict[str, Any]]]":
    """The body of the register for a place and an industry on a day. Refuses when the federation has none at all."""
    body, place, by_industry = organisations.responsible_body(division, industry, on=on)
    why: list[dict[str, Any]] = []
    if body is None:
        body = organisations.top_body()
        if body is None:
            raise Refused(
                no(
                    _("No body receives matters yet."),
                    _("Ask the system administrator to say which body answers here."),
                )
            )
        why.append({"code": "no_place" if division is None else "no_rule", "body": body.name})
    elif by_industry:
        why.append(
            {"code": "industry", "industry": by_industry, "place": place.name if place else "", "body": body.name}
        )
    else:
        why.append({"code": "place", "place": place.name if place else "", "body": body.name})
    return body, why


def above_ties(body: "Organisation", employer_ids: Iterable[UUID], why: list[dict[str, Any]], *, on: date) -> Route:
    """The body itself, or the nearest above it at which nobody who works on matters is tied to one of the employers."""
    employers = list(employer_ids)
    chain = [b for b in organisations.chain_upward(body) if b.receives_cases] or [body]
    for candidate in chain:
        if not people.is_anyone_tied(candidate.pk, employers, on=on):
            if candidate.pk != body.pk:
                why.append({"code": "arrived", "body": candidate.name})
            return Route(candidate, why)
        why.append({"code": "tied", "body": candidate.name})
    top = chain[-1]
    why.append({"code": "top", "body": top.name})
    return Route(top, why)


def sentences(why: Iterable[dict[str, Any]], *, to_worker: bool = False) -> list[str]:
    """The reasons in the reader's language. The worker learns that a rule decided and whose it is, not what it is called."""
    rule = (
        _("A rule of %(owner)s sends it to %(body)s.")
        if to_worker
        else _("The rule “%(name)s” of %(owner)s sends it to %(body)s.")
    )
    texts = {
        "place": _("%(body)s answers for %(place)s."),
        "industry": _("%(body)s answers for this industry in %(place)s."),
        "no_place": _("No place was named, so the matter went to %(body)s."),
        "no_rule": _("No body is named for this place yet, so the matter went to %(body)s."),
        "rule": rule,
        "person_off_duty": _("Whoever the rule names is not on duty at %(body)s any more, so nobody is in charge yet."),
        "person_tied": _("Whoever the rule names has a tie to the employer, so nobody is in charge yet."),
        "tied": _("Somebody on duty at %(body)s has a tie to the employer, so the matter goes one level up."),
        "arrived": _("It was sent to %(body)s."),
        "top": _("%(body)s is the highest body here; those with a tie are barred from the matter."),
        "identified": _("%(name)s of the register is the employer meant."),
        "party": _("%(name)s of the register has a part in the matter."),
        "chosen": _("An officer sent it to %(body)s: %(reason)s"),
        "merged": _("%(body)s was merged into another body."),
        "transfer": _("%(body)s accepted it by transfer %(number)s."),
    }
    return [texts[reason["code"]] % reason for reason in why if reason.get("code") in texts]
