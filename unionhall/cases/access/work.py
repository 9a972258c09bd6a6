"""Who may do the daily work on a case: assign it, send it elsewhere, write, add, stop the clock, call?"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no

from ..models import Callback, Case
from .cases import OVERSEERS, is_own, is_usual, sees_desk
from .who import at_body, in_charge, not_ended, overseeing, worker_or_charge

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


def may_assign(actor: Actor, case: Case) -> Verdict:
    return all_of(overseeing(actor, case), not_ended(case))


def may_be_assigned(actor: Actor, case: Case, person_id: UUID, *, on_duty: bool, tied: bool) -> Verdict:
    """The person works at the body and is tied to no employer in the matter."""
    if tied:
        return no(_("This person has a tie to an employer in the matter."), _("Choose somebody else."), "tied")
    if not on_duty:
        return no(_("This person is not on duty at the responsible body."), _("Choose somebody who is."), "not_on_duty")
    return YES


def may_release(actor: Actor, case: Case) -> Verdict:
    """Nobody takes a colleague's case away by hand: it follows from the end of a post, or from a tie."""
    if actor.via == "system":
        return YES
    return no(_("This follows by itself when a post ends."), _("Assign the matter to somebody else instead."))


def may_identify_employer(actor: Actor, case: Case) -> Verdict:
    """Those on duty at the body, or who oversee it, say which employer of the register is meant, while nobody has yet."""
    if case.employer_id is not None:
        return no(
            _("The employer of this matter is known already."), _("Put it right under “Put facts right”."), "identified"
        )
    return all_of(at_body(actor, case) or overseeing(actor, case), not_ended(case))


def may_reroute(actor: Actor, case: Case) -> Verdict:
    return all_of(overseeing(actor, case), not_ended(case))


def may_reroute_to(actor: Actor, body: "Organisation") -> Verdict:
    """Within the tree one oversees; to a body outside it a case is offered."""
    if actor.via == "system" or actor.organisation_ids(*OVERSEERS) & set(body.ancestors_by_column.values()):
        return YES
    return no(_("This body stands outside your own."), _("Offer the case to it as a transfer instead."), "outside")


def may_correct(actor: Actor, case: Case) -> Verdict:
    """Kind, employer, amount and days are put right by those in charge while the case runs."""
    return all_of(in_charge(actor, case), not_ended(case))


def may_write_note(actor: Actor, case: Case) -> Verdict:
    return at_body(actor, case)


def may_answer(actor: Actor, case: Case) -> Verdict:
    """Those who oversee the body that has the matter answer in the chair's name; nobody in their own matter."""
    if is_own(actor, case):
        return no(_("This is your own matter."), _("A colleague handles it."), "own_matter")
    return overseeing(actor, case)


def may_message(actor: Actor, case: Case) -> Verdict:
    """The worker may always write to those who handle the matter."""
    if is_own(actor, case):
        return YES
    return no(_("Only the worker writes here."), _("Use a note instead."))


def may_object(actor: Actor, case: Case) -> Verdict:
    """The worker may object to somebody having opened the file; the person in charge answers."""
    return may_message(actor, case)


def may_add_file(actor: Actor, case: Case) -> Verdict:
    """The worker adds evidence as long as the matter runs; handlers add files."""
    return all_of(worker_or_charge(actor, case), not_ended(case))


def may_hold_session(actor: Actor, case: Case) -> Verdict:
    return all_of(in_charge(actor, case), not_ended(case))


def may_write_agreement(actor: Actor, case: Case) -> Verdict:
    """The agreement is written out by those in charge while the settlement can still be performed."""
    return all_of(in_charge(actor, case), not_ended(case))


def may_suspend(actor: Actor, case: Case) -> Verdict:
    if case.paused:
        return no(_("The clock is stopped already."), _("Start it again first."), "paused")
    return all_of(in_charge(actor, case), not_ended(case))


def may_resume(actor: Actor, case: Case) -> Verdict:
    if not case.paused:
        return no(_("The clock is running."), _("Nothing needs to be done."), "running")
    return in_charge(actor, case)


def may_extend(actor: Actor, case: Case) -> Verdict:
    """More time is given by those who oversee, not by the handler alone."""
    return all_of(overseeing(actor, case), not_ended(case))


def may_add_party(actor: Actor, case: Case) -> Verdict:
    return all_of(in_charge(actor, case), not_ended(case))


def may_call_back(actor: Actor, callback: Callback) -> Verdict:
    """Those in charge make the call-back, once."""
    if callback.done_at or callback.cancelled_at:
        return no(_("This call-back was made or cancelled already."), _("Look at the timeline of the file."), "done")
    return at_body(actor, callback.case)


def may_open_outside(actor: Actor, case: Case) -> Verdict:
    """Whoever reads the file, and for whom it is not usual work."""
    if not sees_desk(actor, case):
        return no(_("This matter belongs to another body."), _("Only those on duty there can do this."), "other_body")
    if is_usual(actor, case):
        return no(_("This file is in your usual work; no reason is needed."), _("Open it."), "usual")
    return YES


def may_reveal(actor: Actor, case: Case) -> Verdict:
    """A phone number is shown in full to those on duty at the body, for a stated purpose; the worker sees that."""
    return at_body(actor, case)
