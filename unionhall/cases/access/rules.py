"""Who writes the rules by which matters are sent, and who reads them?"""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import Role

from ..models import RoutingRule
from .cases import NOTHING

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

RULE_KEEPERS = (Role.OFFICER, Role.SUPERVISOR, Role.SYSTEM_ADMIN)


def ruled_bodies(actor: Actor) -> "QuerySet[Organisation]":
    """The union bodies whose rules one keeps: one's own and those below."""
    bodies = organisations.visible_organisations(actor).filter(agency_kind="")
    return bodies if actor.via == "system" else bodies.filter(_scope(actor))


def visible_rules(actor: Actor) -> QuerySet[RoutingRule]:
    """The rules of the bodies whose rules one keeps, with their earlier versions."""
    if actor.via == "system":
        return RoutingRule.objects.all()
    return RoutingRule.objects.filter(owner__in=ruled_bodies(actor).values("pk"))


def may_see_rules(actor: Actor) -> Verdict:
    """Whether there are such pages for somebody at all."""
    if actor.via == "system" or actor.holds(*RULE_KEEPERS):
        return YES
    return no(
        _("Routing rules are kept by officers, supervisors and the system administrator."), _("Ask your supervisor.")
    )


def may_keep_rules(actor: Actor, body: "Organisation") -> Verdict:
    """An officer, supervisor or system administrator of the body or of one above it."""
    above = set(body.ancestors_by_column.values())
    if actor.via == "system" or actor.organisation_ids(*RULE_KEEPERS) & above:
        return YES
    return no(
        _("Only an officer, supervisor or system administrator of this body or one above keeps its rules."),
        _("Ask the federation above you."),
    )


def _scope(actor: Actor) -> Q:
    scope = NOTHING
    for post in actor.posts:
        if post.role in RULE_KEEPERS:
            scope |= Q(**{LEVEL_COLUMN[post.level]: post.organisation_id})
    return scope
