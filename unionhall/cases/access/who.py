"""Who stands how to a case: at the body that has it, overseeing it, in charge of it, tied to an employer in it?"""

from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import HANDLERS, Role

from ..models import Case
from .cases import OVERSEERS, is_own, naming, remembered


def tied(actor: Actor, case: Case) -> bool:
    """Whether the actor is tied to an employer the case names: its own, a party's, or one of another case in its group."""
    employers = list(actor.tied_employers)
    if not employers:
        return False
    if case.employer_id in employers:
        return True
    family = [case.pk, *([case.group_id] if case.group_id else [])]
    return remembered(
        case, ("tied", actor), lambda: Case.objects.filter(naming(employers, "pk"), pk__in=family).exists()
    )


def at_body(actor: Actor, case: Case, *roles: str) -> Verdict:
    """The actor holds one of the roles at the body that has the case, and is tied to nobody in it."""
    if actor.via == "system":
        return YES
    if tied(actor, case):
        return no(_("You have a tie to an employer in this matter."), _("It is handled one level up."), "tied")
    if case.body_id in actor.organisation_ids(*(roles or HANDLERS)):
        if is_own(actor, case):
            return no(_("This is your own matter."), _("A colleague handles it."), "own_matter")
        return YES
    return no(_("This matter belongs to another body."), _("Only those on duty there can do this."), "other_body")


def overseeing(actor: Actor, case: Case) -> Verdict:
    """An officer or supervisor of the body that has the case, or of one above it; chairs at their own body."""
    if actor.via == "system":
        return YES
    if tied(actor, case):
        return no(_("You have a tie to an employer in this matter."), _("It is handled one level up."), "tied")
    for post in actor.posts:
        if post.role in OVERSEERS and getattr(case, LEVEL_COLUMN[post.level]) == post.organisation_id:
            return YES
        if post.role in (Role.GRASSROOTS_CHAIR, Role.COORDINATOR) and post.organisation_id == case.body_id:
            return YES
    return no(
        _("Only an officer, supervisor or coordinator of the responsible body can do this."),
        _("Ask the person in charge there."),
        "not_overseeing",
    )


def in_charge(actor: Actor, case: Case) -> Verdict:
    """The handler named on the file; before one is named, anyone on duty; officers and coordinators of the body always."""
    there = at_body(actor, case)
    if not there or actor.via == "system":
        return there
    if case.handler_id in (None, actor.person_id):
        return YES
    if case.body_id in actor.organisation_ids(Role.OFFICER, Role.COORDINATOR, Role.GRASSROOTS_CHAIR):
        return YES
    return no(
        _("This matter is in the hands of a colleague."), _("Ask them, or have it assigned to you."), "other_handler"
    )


def worker_or_charge(actor: Actor, case: Case) -> Verdict:
    """The worker, someone with their mandate, or those in charge on the worker's word."""
    return YES if is_own(actor, case) else in_charge(actor, case)


def not_ended(case: Case) -> Verdict:
    if case.is_ended:
        return no(_("The matter is ended."), _("Reopen it first."), "ended")
    return YES
