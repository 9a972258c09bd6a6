"""Transfers and referrals: offered with consent, answered within a reply clock, returned by themselves on silence."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock, tokens
from unionhall.core.actor import Actor, system
from unionhall.core.events import announce
from unionhall.core.verdict import YES, Refused, Verdict, no
from unionhall.core.workdays import add_workdays
from unionhall.people import api as people

from .. import access
from ..enums import Audience, StepKind, TransferKind
from ..events import TransferMoved, TransferOffered, TransferStepTaken
from ..models import Case, CaseFile, Complainant, Transfer, TransferStep
from ..states import TRANSFER
from ._shared import arrive, move, name_of, needs, taken, touch, wind
from .intake import attach

if TYPE_CHECKING:
    from unionhall.core.models import StoredFile
    from unionhall.organisations.models import Organisation

REPLY_WORKDAYS = 10
LINK_DAYS = 15
CONSENT_PURPOSE = "transfer"
"""What a worker agrees to when a matter goes to another body; the leave to handle it at all is another consent."""


@transaction.atomic
def offer(
    case: Case,
    *,
    by: Actor,
    to_body: "Organisation",
    kind: str,
    purpose: str,
    summary: str,
    consent_id: Any = None,
    override_reason: str = "",
    names_worker: bool = False,
    file_ids: tuple[UUID, ...] = (),
    reply_days: int = REPLY_WORKDAYS,
    expected: int | None = None,
) -> Transfer:
    """Offer a case, or a task in it, to another body. It needs the worker's consent, or an officer's logged reason."""
    case = taken(case, expected=expected)
    access.may_offer(by, case).or_refuse()
    summary = needs(summary, what=_("What is passed on?"), next_step=_("Write what the other body needs to know."))
    override_reason = override_reason.strip()
    if consent_id is not None:
        _covers(case, consent_id).or_refuse()
    else:
        if not override_reason:
            raise Refused(
                no(
                    _("The worker has not consented."),
                    _("Ask the worker, or have an officer pass it on with a reason."),
                    "no_consent",
                )
            )
        if case.state != "refused":
            access.may_offer_without_consent(by, case).or_refuse()
    if to_body.pk == case.body_id:
        raise Refused(no(_("The case is there already."), _("Choose another body."), "same_body"))
    if to_body.is_agency and kind == TransferKind.TRANSFER:
        raise Refused(
            no(_("An agency is asked for a service; the case stays with the union."), _("Choose “referral”."), "agency")
        )
    if not 1 <= reply_days <= 60:
        raise Refused(
            no(_("An answer is asked for within 1 to 60 working days."), _("Choose another number."), "reply_days")
        )
    due = add_workdays(clock.today(), reply_days)
    transfer = Transfer(
        case=case,
        kind=kind,
        purpose=purpose,
        from_body_id=case.body_id,
        to_body=to_body,
        number=_number(case),
        summary=summary,
        names_worker=names_worker,
        consent_id=consent_id,
        override_reason=override_reason,
        offered_at=clock.now(),
        offered_by_id=by.person_id,
        reply_due_on=due.date,
        reply_provisional=due.provisional,
    )
    transfer.save(force_insert=True)
    for row in CaseFile.objects.filter(case=case, pk__in=file_ids).order_by("pk").select_related("stored"):
        attach(case, row.stored, by=by, audience=Audience.AGENCY, label=row.label, transfer_id=transfer.pk)
    touch(case)
    audit.record(
        "transfer.offered", transfer, by=by, case=str(case.pk), to=str(to_body.pk), consent=consent_id is not None
    )
    announce(TransferOffered(transfer_id=transfer.pk, case_id=case.pk, to_body_id=to_body.pk))
    return transfer


def _covers(case: Case, consent_id: UUID) -> Verdict:
    """A yes counts when a worker of this case gave it to passing this case on, and has not taken it back."""
    workers = Complainant.objects.filter(case=case, person__isnull=False).values_list("person_id", flat=True)
    given = people.live_consents(list(workers), f"case:{case.pk}").filter(pk=consent_id, purpose=CONSENT_PURPOSE)
    if given.exists():
        return YES
    return no(_("This consent does not cover passing this matter on."), _("Ask the worker for it."), "no_consent")


def _number(case: Case) -> str:
    """Our number of a transfer: the case's number with a running part."""
    return f"{case.number}-{Transfer.objects.filter(case=case).count() + 1}"


@transaction.atomic
def accept_transfer(transfer: Transfer, *, by: Actor, their_number: str = "", answer: str = "") -> Transfer:
    """Accept. Only now does a transferred case change hands; a referral leaves it where it is."""
    case, transfer = _taken(transfer)
    access.may_accept_transfer(by, transfer).or_refuse()
    transfer.their_number = their_number.strip()[:60]
    transfer = _move(transfer, "accept_transfer", by=by, answer=answer)
    if transfer.kind == TransferKind.TRANSFER:
        hand_over(case, by=system("transfer"), transfer=transfer)
    return transfer


@transaction.atomic
def hand_over(case: Case, *, by: Actor, transfer: Transfer) -> Case:
    """The case is now the accepting body's: it keeps its number, and starts there as received."""
    access.may_hand_over(by, case).or_refuse()
    body = transfer.to_body
    arrive(case, body, [{"code": "transfer", "body": body.name, "number": transfer.number}], by=by)
    return move(case, "hand_over", by=by)


@transaction.atomic
def decline_transfer(transfer: Transfer, *, by: Actor, answer: str) -> Transfer:
    """Decline, with the reason; the case stays where it was."""
    _case, transfer = _taken(transfer)
    access.may_decline_transfer(by, transfer).or_refuse()
    answer = needs(answer, what=_("Why is it declined?"), next_step=_("Name who is competent, if you know."))
    return _move(transfer, "decline_transfer", by=by, answer=answer, ends=True)


@transaction.atomic
def revoke_transfer(transfer: Transfer, *, by: Actor, answer: str = "") -> Transfer:
    """Take an offer back before it is answered."""
    _case, transfer = _taken(transfer)
    access.may_revoke_transfer(by, transfer).or_refuse()
    return _move(transfer, "revoke_transfer", by=by, answer=answer, ends=True)


@transaction.atomic
def return_transfer(transfer: Transfer, *, by: Actor, answer: str) -> Transfer:
    """Give an accepted matter back with a reason; a transferred case goes home."""
    case, transfer = _taken(transfer)
    access.may_return_transfer(by, transfer).or_refuse()
    answer = needs(answer, what=_("Why is it returned?"), next_step=_("Write what stands in the way."))
    transfer = _move(transfer, "return_transfer", by=by, answer=answer, ends=True)
    if transfer.kind == TransferKind.TRANSFER and case.body_id == transfer.to_body_id and not case.is_ended:
        why = [{"code": "transfer", "body": transfer.from_body.name, "number": transfer.number}]
        arrive(case, transfer.from_body, why, by=by)
    return transfer


@transaction.atomic
def finish_transfer(transfer: Transfer, *, by: Actor, answer: str) -> Transfer:
    """Record the outcome; the receiver's access ends with it."""
    _case, transfer = _taken(transfer)
    access.may_finish_transfer(by, transfer).or_refuse()
    answer = needs(answer, what=_("What came of it?"), next_step=_("A sentence is enough."))
    _step(transfer, by=by, kind=StepKind.OUTCOME, on=clock.today(), text=answer)
    return _move(transfer, "finish_transfer", by=by, answer=answer, ends=True)


@transaction.atomic
def lapse_transfer(transfer: Transfer, *, by: Actor) -> Transfer:
    """Nobody answered in time: the offer returns by itself."""
    _case, transfer = _taken(transfer)
    access.may_lapse_transfer(by, transfer).or_refuse()
    return _move(transfer, "lapse_transfer", by=by, answer=str(_("No answer came in time.")), ends=True)


@transaction.atomic
def record_step(
    transfer: Transfer, *, by: Actor, kind: str, on: date, text: str = "", stored: "StoredFile | None" = None
) -> TransferStep:
    """Record a dated step: letter, joint study, hearing, court date, message. Either side may."""
    case, transfer = _taken(transfer)
    access.may_record_step(by, transfer).or_refuse()
    if kind == StepKind.MESSAGE:
        text = needs(text, what=_("There is nothing written yet."), next_step=_("Write a few words."))
    if not date(2000, 1, 1) <= on <= clock.today() + timedelta(days=3 * 366):
        raise Refused(no(_("This day cannot be right."), _("Check the day."), "on"))
    step = _step(transfer, by=by, kind=kind, on=on, text=text)
    if stored is not None:
        attach(case, stored, by=by, audience=Audience.AGENCY, label=str(StepKind(kind).label), transfer_id=transfer.pk)
    audit.record("transfer.step_recorded", transfer, by=by, kind=kind)
    announce(TransferStepTaken(transfer_id=transfer.pk, case_id=case.pk, by_agency=step.by_agency))
    return step


def _step(transfer: Transfer, *, by: Actor, kind: str, on: date, text: str) -> TransferStep:
    step = TransferStep(
        transfer=transfer,
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_of(by),
        kind=kind,
        on=on,
        text=text.strip(),
        by_agency=not access.is_sender(by, transfer),
    )
    step.save(force_insert=True)
    return step


@transaction.atomic
def link_out(transfer: Transfer, *, by: Actor, days: int = LINK_DAYS, mark: str = "") -> str:
    """A one-time link by which a body without an account answers. Told once; only its keyed hash is kept.

    The same form sent twice (the same mark) makes one link, and is told it both times.
    """
    _case, transfer = _taken(transfer)
    access.may_link_out(by, transfer).or_refuse()
    if mark and (made := tokens.again("transfer", transfer, by=by, mark=mark)):
        return made
    raw = tokens.issue("transfer", transfer, by=by, ttl=timedelta(days=days), mark=mark)
    audit.record("transfer.link_made", transfer, by=by, days=days)
    return raw


def _taken(transfer: Transfer) -> tuple[Case, Transfer]:
    """The case and its transfer, locked in that order."""
    case = taken(transfer.case)
    locked = Transfer.objects.select_for_update(of=("self",)).select_related("to_body", "from_body").get(pk=transfer.pk)
    locked.case = case
    return case, locked


def _move(transfer: Transfer, verb: str, *, by: Actor, answer: str = "", ends: bool = False) -> Transfer:
    TRANSFER.move(transfer, verb, by)
    now = clock.now()
    if transfer.answered_at is None:
        transfer.answered_at = now
    if ends:
        transfer.ended_at = now
    if answer.strip():
        transfer.answer = answer.strip()
    transfer.save(update_fields=["state", "answered_at", "ended_at", "answer", "their_number"])
    touch(transfer.case)
    wind(transfer.case)
    audit.record(f"transfer.{verb.removesuffix('_transfer')}", transfer, by=by, case=str(transfer.case_id))
    by_sender = by.via != "system" and access.is_sender(by, transfer)
    announce(TransferMoved(transfer.pk, transfer.case_id, verb, transfer.state, by.person_id, by_sender))
    return transfer
