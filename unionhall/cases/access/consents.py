"""Who asks the worker for consent, who answers, who reads it?"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no

from ..models import Case, ConsentRequest
from .cases import is_own, sees_desk
from .who import in_charge, not_ended


def visible_consent_requests(actor: Actor, case: Case) -> QuerySet[ConsentRequest]:
    """What the worker was asked: for the worker, and for those who work on or oversee the case."""
    asked = ConsentRequest.objects.filter(case=case)
    return asked if sees_desk(actor, case) or is_own(actor, case) else asked.none()


def may_ask_consent(actor: Actor, case: Case) -> Verdict:
    """Those in charge ask the worker whether the matter may go to another body."""
    return all_of(in_charge(actor, case), YES if case.state == "refused" else not_ended(case))


def may_answer_consent(actor: Actor, request: ConsentRequest) -> Verdict:
    """The worker, or somebody with their mandate, answers once; a yes can be taken back."""
    if not is_own(actor, request.case):
        return no(_("Only the worker answers this."), _("Ask the worker."), "not_own")
    if request.answered_at is not None:
        return no(_("This was answered already."), _("A yes can be taken back below."), "answered")
    return YES


def may_take_back_consent(actor: Actor, case: Case) -> Verdict:
    if is_own(actor, case):
        return YES
    return no(_("Only the worker takes a consent back."), _("Ask the worker."), "not_own")
