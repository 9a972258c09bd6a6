"""Who works at the desk: the worklist, its saved views, exports, loads, clocks?"""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import HANDLERS, Role

from ..models import Case, SavedView
from .cases import OVERSEERS, desk_cases, own_doors

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


def overseen_bodies(actor: Actor) -> "QuerySet[Organisation]":
    """The bodies whose matters stand on one's worklist: one's own, and for those who oversee all below."""
    scope = Q(pk__in=list(actor.organisation_ids(*HANDLERS)))
    for post in actor.posts:
        if post.role in OVERSEERS:
            scope |= Q(**{LEVEL_COLUMN[post.level]: post.organisation_id})
    return organisations.visible_organisations(actor).filter(scope, receives_cases=True)


def may_see_worklist(actor: Actor) -> Verdict:
    """Those who work on matters or oversee those who do."""
    if actor.holds(*HANDLERS, Role.SUPERVISOR):
        return YES
    return no(_("The worklist is for those who work on matters."), _("Your own matters are on your home page."))


def revealed_cases(actor: Actor) -> QuerySet[Case]:
    """Cases of which one may show names and phones in full: `may_reveal`, for a whole list at once."""
    return desk_cases(actor).filter(body__in=actor.organisation_ids(*HANDLERS)).exclude(own_doors(actor))


def may_export(actor: Actor) -> Verdict:
    if actor.holds(*HANDLERS, Role.SUPERVISOR):
        return YES
    return no(_("Only those who work on matters export lists."), _("Ask an officer of your body."))


def may_see_loads(actor: Actor) -> Verdict:
    if actor.holds(*OVERSEERS):
        return YES
    return no(_("Only officers and supervisors see how work is spread."), _("Ask your supervisor."))


def visible_views(actor: Actor) -> QuerySet[SavedView]:
    return SavedView.objects.filter(person=actor.person_id) if actor.person_id else SavedView.objects.none()


def may_save_view(actor: Actor) -> Verdict:
    return may_export(actor)


def may_recompute(actor: Actor) -> Verdict:
    """The clock itself does this, at night or from the console."""
    if actor.via == "system":
        return YES
    return no(_("Clocks are recomputed by the system."), _("Ask the system administrator."))
