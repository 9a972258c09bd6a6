"""The plain moves of a case along its lifecycle."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.core.verdict import Refused, no

from .. import access, queries
from ..enums import Manner, Stage, TransferKind, TransferPurpose
from ..events import CaseResolved
from ..models import Callback, Case, Resolution
from ..states import State
from ._shared import log_assignment, move, name_of, needs, taken, void_resolution
from .transfers import offer

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


@transaction.atomic
def accept(case: Case, *, by: Actor, expected: int | None = None) -> Case:
    """Take the matter on. Whoever accepts it handles it, until somebody else is named."""
    case = taken(case, expected=expected)
    access.may_accept(by, case).or_refuse()
    if case.handler_id is None and by.person_id and not case.is_group:
        case.handler_id = by.person_id
        log_assignment(case, by=by, handler_name=by.name)
    return move(case, "accept", by=by, fields=("handler",))


@transaction.atomic
def refuse(
    case: Case,
    *,
    by: Actor,
    reason: str,
    competent_body: "Organisation | None" = None,
    competent_name: str = "",
    consent_id: object = None,
    expected: int | None = None,
) -> Case:
    """Refuse a matter that is not ours. The competent body is named, and where it works with us the file is carried there."""
    case = taken(case, expected=expected)
    access.may_refuse(by, case).or_refuse()
    reason = needs(reason, what=_("Why is it not ours?"), next_step=_("Write it so that the worker understands."))
    named = competent_body.name if competent_body else competent_name.strip()
    if not named:
        raise Refused(
            no(
                _("The competent body is missing."),
                _("Name the body that answers for this matter."),
                "no_competent_body",
            )
        )
    if competent_body is not None and competent_body.pk == case.body_id:
        raise Refused(no(_("That is this body itself."), _("Name another body, or accept the matter."), "same_body"))
    sentence = str(_("%(reason)s Competent: %(body)s.")) % {"reason": reason, "body": named}
    case = move(case, "refuse", by=by, reason=sentence)
    if competent_body is not None:
        offer(
            case,
            by=by,
            to_body=competent_body,
            kind=TransferKind.REFERRAL if competent_body.is_agency else TransferKind.TRANSFER,
            purpose=TransferPurpose.COMPETENT_BODY,
            summary=reason,
            consent_id=consent_id,
            override_reason="" if consent_id else str(_("Carried to the competent body after refusal.")),
        )
    return Case.objects.get(pk=case.pk)


@transaction.atomic
def consult(case: Case, *, by: Actor, expected: int | None = None) -> Case:
    """Begin to advise the worker."""
    case = taken(case, expected=expected)
    access.may_consult(by, case).or_refuse()
    return move(case, "consult", by=by)


@transaction.atomic
def negotiate(case: Case, *, by: Actor, expected: int | None = None) -> Case:
    """Begin to negotiate with the employer."""
    case = taken(case, expected=expected)
    access.may_negotiate(by, case).or_refuse()
    return move(case, "negotiate", by=by)


@transaction.atomic
def mediate(case: Case, *, by: Actor, expected: int | None = None) -> Case:
    """Begin mediation. Whoever begins it mediates, unless somebody is named already."""
    case = taken(case, expected=expected)
    access.may_mediate(by, case).or_refuse()
    if case.handler_id is None and by.person_id and not case.is_group:
        case.handler_id = by.person_id
        log_assignment(case, by=by, handler_name=by.name)
    if case.handler_id is None and not case.is_group:
        raise Refused(no(_("Nobody is named to mediate."), _("Assign the matter to somebody first."), "no_handler"))
    return move(case, "mediate", by=by, fields=("handler",))


@transaction.atomic
def fail(case: Case, *, by: Actor, reason: str, expected: int | None = None) -> Case:
    """Record that negotiation or mediation did not lead to a settlement."""
    case = taken(case, expected=expected)
    access.may_fail(by, case).or_refuse()
    reason = needs(reason, what=_("Why did it fail?"), next_step=_("A sentence is enough; the worker reads it."))
    return move(case, "fail", by=by, reason=reason)


@transaction.atomic
def arbitrate(case: Case, *, by: Actor, reason: str = "", expected: int | None = None) -> Case:
    """Support the worker before the arbitration commission."""
    case = taken(case, expected=expected)
    access.may_arbitrate(by, case).or_refuse()
    return move(case, "arbitrate", by=by, reason=reason.strip())


@transaction.atomic
def litigate(case: Case, *, by: Actor, reason: str = "", expected: int | None = None) -> Case:
    """Support the worker in court."""
    case = taken(case, expected=expected)
    access.may_litigate(by, case).or_refuse()
    return move(case, "litigate", by=by, reason=reason.strip())


@transaction.atomic
def close(case: Case, *, by: Actor, reason: str, manner: str = "", expected: int | None = None) -> Case:
    """End the matter. `manner` says how it was resolved; without one it ends unresolved."""
    case = taken(case, expected=expected)
    access.may_close(by, case).or_refuse()
    reason = needs(reason, what=_("What came of it?"), next_step=_("A sentence is enough; the worker reads it."))
    if manner and case.state != State.PERFORMED:
        resolve(case, by=by, manner=manner)
    cancel_callbacks(case)
    return move(case, "close", by=by, reason=reason, manner=manner)


@transaction.atomic
def withdraw(case: Case, *, by: Actor, reason: str = "", expected: int | None = None) -> Case:
    """The worker takes the matter back."""
    case = taken(case, expected=expected)
    access.may_withdraw(by, case).or_refuse()
    if not access.is_own(by, case):
        reason = needs(reason, what=_("How did the worker tell you?"), next_step=_("Write when and how."))
    cancel_callbacks(case)
    return move(case, "withdraw", by=by, reason=reason.strip())


@transaction.atomic
def reopen(case: Case, *, by: Actor, reason: str, expected: int | None = None) -> Case:
    """Take a matter up again: not solved, not paid, or withdrawn too early."""
    case = taken(case, expected=expected)
    access.may_reopen(by, case).or_refuse()
    reason = needs(reason, what=_("Why is it taken up again?"), next_step=_("A sentence is enough."))
    void_resolution(case)
    cancel_callbacks(case)
    return move(case, "reopen", by=by, reason=reason)


def resolve(case: Case, *, by: Actor, manner: str) -> Resolution:
    """Record that the matter is resolved; the stage is read from the log, never typed."""
    if manner not in Manner.values:
        raise Refused(no(_("This way of resolving is not known."), _("Choose one of the list."), "manner"))
    stage = Stage.IN_LITIGATION if queries.was_filed(case) else Stage.BEFORE_FILING
    row = Resolution(case=case, stage=stage, manner=manner, at=clock.now(), by_id=by.person_id, by_name=name_of(by))
    row.save(force_insert=True)
    announce(CaseResolved(case_id=case.pk, stage=stage, manner=manner))
    return row


def cancel_callbacks(case: Case) -> None:
    """Calls planned for a matter that ended or began anew are not made."""
    Callback.objects.filter(case=case, done_at__isnull=True, cancelled_at__isnull=True).update(cancelled_at=clock.now())
