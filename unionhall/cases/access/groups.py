"""Who may gather cases into a group, act on many at once, and read the report?"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import Verdict, all_of, no

from ..models import BulkAct, Case
from .who import at_body, in_charge, not_ended


def may_gather(actor: Actor, case: Case) -> Verdict:
    """Put a case into a group: those in charge of it, while it runs and stands alone."""
    if case.group_id or case.is_group:
        return no(_("This case belongs to a group already."), _("Split it off first."), "grouped")
    return all_of(in_charge(actor, case), not_ended(case))


def may_split(actor: Actor, case: Case) -> Verdict:
    if case.group_id is None:
        return no(_("This case belongs to no group."), _("Nothing needs to be done."), "not_grouped")
    return in_charge(actor, case)


def may_add_workers(actor: Actor, case: Case) -> Verdict:
    if not case.is_group:
        return no(_("Workers are added to a group case."), _("Gather this case into a group first."), "not_a_group")
    return all_of(in_charge(actor, case), not_ended(case))


def may_act_on_group(actor: Actor, case: Case) -> Verdict:
    """Those on duty at the body ask for one act in all cases of a group; each case still decides for itself."""
    if not case.is_group:
        return no(_("This is no group case."), _("Do it on the file of the case itself."), "not_a_group")
    return at_body(actor, case)


def visible_bulk_acts(actor: Actor) -> QuerySet[BulkAct]:
    return BulkAct.objects.filter(asked_by=actor.person_id) if actor.person_id else BulkAct.objects.none()
