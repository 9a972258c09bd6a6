"""Who may move a case along its lifecycle? Whoever the verb belongs to, and only when the state allows it."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.people.enums import Role

from ..models import Case
from ..states import DISPUTE
from .cases import is_own
from .who import at_body, in_charge, worker_or_charge


def may_accept(actor: Actor, case: Case) -> Verdict:
    return all_of(at_body(actor, case), DISPUTE.may(case, "accept", actor))


def may_refuse(actor: Actor, case: Case) -> Verdict:
    """Refusing is for an officer, coordinator or chair of the body, and names who is competent instead."""
    who = at_body(actor, case, Role.OFFICER, Role.COORDINATOR, Role.GRASSROOTS_CHAIR)
    return all_of(who, DISPUTE.may(case, "refuse", actor))


def may_consult(actor: Actor, case: Case) -> Verdict:
    return all_of(in_charge(actor, case), DISPUTE.may(case, "consult", actor))


def may_negotiate(actor: Actor, case: Case) -> Verdict:
    return all_of(in_charge(actor, case), DISPUTE.may(case, "negotiate", actor))


def may_mediate(actor: Actor, case: Case) -> Verdict:
    return all_of(in_charge(actor, case), DISPUTE.may(case, "mediate", actor))


def may_settle(actor: Actor, case: Case) -> Verdict:
    """The handler named on the file, or an officer or coordinator of the body."""
    return all_of(in_charge(actor, case), DISPUTE.may(case, "settle", actor))


def may_fail(actor: Actor, case: Case) -> Verdict:
    return all_of(in_charge(actor, case), DISPUTE.may(case, "fail", actor))


def may_arbitrate(actor: Actor, case: Case) -> Verdict:
    return all_of(in_charge(actor, case), DISPUTE.may(case, "arbitrate", actor))


def may_litigate(actor: Actor, case: Case) -> Verdict:
    return all_of(in_charge(actor, case), DISPUTE.may(case, "litigate", actor))


def may_perform(actor: Actor, case: Case) -> Verdict:
    return all_of(in_charge(actor, case), DISPUTE.may(case, "perform", actor))


def may_close(actor: Actor, case: Case) -> Verdict:
    return all_of(in_charge(actor, case), DISPUTE.may(case, "close", actor))


def may_withdraw(actor: Actor, case: Case) -> Verdict:
    """The worker, or those in charge recording the worker's word."""
    return all_of(worker_or_charge(actor, case), DISPUTE.may(case, "withdraw", actor))


def may_reopen(actor: Actor, case: Case) -> Verdict:
    """The worker who says it is not solved, or those in charge."""
    return all_of(worker_or_charge(actor, case), DISPUTE.may(case, "reopen", actor))


def may_lapse(actor: Actor, case: Case) -> Verdict:
    return DISPUTE.may(case, "lapse", actor)


def may_answer_feedback(actor: Actor, case: Case) -> Verdict:
    """The worker, signed in or by the link sent to them, once the matter is performed or closed."""
    if case.state not in ("performed", "closed"):
        return no(_("The matter is still running."), _("You will be asked when it is finished."), "running")
    if actor.link == f"feedback:{case.pk}" or is_own(actor, case):
        return YES
    return no(_("Only the worker answers this."), _("Use the link that was sent to the worker."))


def may_default(actor: Actor, case: Case) -> Verdict:
    return DISPUTE.may(case, "default", actor)


def may_hand_over(actor: Actor, case: Case) -> Verdict:
    return DISPUTE.may(case, "hand_over", actor)
