"""Who sees a transfer and what was shared over it, and which side may do what?"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.people.enums import HANDLERS, Role

from ..enums import Audience, TransferKind
from ..models import Case, CaseFile, Note, Transfer, TransferStep
from ..states import TRANSFER, TransferState
from .cases import NOTHING, naming
from .who import in_charge, not_ended

LIVE = (TransferState.OFFERED, TransferState.ACCEPTED)


def visible_transfers(actor: Actor) -> QuerySet[Transfer]:
    """Sent by one's bodies, or received by them while they are open; the case behind stays closed to a receiver."""
    if actor.via == "system":
        return Transfer.objects.all()
    sent = received = NOTHING
    for post in actor.posts:
        if post.role in HANDLERS or post.role == Role.SUPERVISOR:
            sent |= Q(from_body=post.organisation_id)
        if post.role in HANDLERS or post.role == Role.PARTNER:
            received |= Q(to_body=post.organisation_id, state__in=LIVE)
    transfers = Transfer.objects.filter(sent | received)
    if actor.tied_employers:
        tied = list(actor.tied_employers)
        transfers = transfers.exclude(naming(tied, "case")).exclude(case__employer__in=tied)
    return transfers


def visible_transfer_notes(actor: Actor, transfer: Transfer) -> QuerySet[Note]:
    """What was shared over a transfer: its own notes, never others of the case."""
    return Note.objects.filter(transfer=transfer, audience=Audience.AGENCY)


def visible_transfer_files(actor: Actor, transfer: Transfer) -> QuerySet[CaseFile]:
    return CaseFile.objects.filter(transfer=transfer, audience=Audience.AGENCY)


def visible_transfer_steps(actor: Actor, transfer: Transfer) -> QuerySet[TransferStep]:
    return TransferStep.objects.filter(transfer=transfer)


def may_see_transfers(actor: Actor) -> Verdict:
    """Those who send matters on, and the agencies that receive them."""
    if actor.holds(*HANDLERS, Role.SUPERVISOR, Role.PARTNER):
        return YES
    return no(_("Transfers are for those who send or receive matters."), _("Your own matters are on your home page."))


def _sends(actor: Actor, transfer: Transfer) -> Verdict:
    if actor.via == "system" or transfer.from_body_id in actor.organisation_ids(*HANDLERS):
        return YES
    return no(_("Only the body that sent it can do this."), _("Ask the sender."), "not_sender")


def is_sender(actor: Actor, transfer: Transfer) -> bool:
    """Whether the actor acts for the body that sent it."""
    return bool(_sends(actor, transfer))


def _receives(actor: Actor, transfer: Transfer) -> Verdict:
    if actor.via == "system" or actor.link == f"transfer:{transfer.pk}":
        return YES
    if transfer.to_body_id in actor.organisation_ids(*HANDLERS, Role.PARTNER):
        return YES
    return no(_("Only the body it was sent to can do this."), _("Ask the receiver."), "not_receiver")


def may_offer(actor: Actor, case: Case) -> Verdict:
    """Those in charge offer a case or ask a service of another body, while the case runs."""
    who = in_charge(actor, case)
    return all_of(who, YES if case.state == "refused" else not_ended(case))


def may_offer_without_consent(actor: Actor, case: Case) -> Verdict:
    """Passing on without consent is a logged act of an officer of the body."""
    if actor.via == "system" or case.body_id in actor.organisation_ids(Role.OFFICER):
        return YES
    return no(
        _("Without the worker's consent only an officer of the body may pass this on, with a reason."),
        _("Ask the worker for consent, or ask an officer."),
        "no_consent",
    )


def may_accept_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    if actor.link and transfer.kind == TransferKind.TRANSFER:
        return no(_("A case can only move to a body with an account."), _("Answer by letter, or ask for a referral."))
    return all_of(_receives(actor, transfer), TRANSFER.may(transfer, "accept_transfer", actor))


def may_decline_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    return all_of(_receives(actor, transfer), TRANSFER.may(transfer, "decline_transfer", actor))


def may_revoke_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    return all_of(_sends(actor, transfer), TRANSFER.may(transfer, "revoke_transfer", actor))


def may_return_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    return all_of(_receives(actor, transfer), TRANSFER.may(transfer, "return_transfer", actor))


def may_finish_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    """The receiver records the outcome; the sender may, when it came by letter."""
    who = _receives(actor, transfer) or _sends(actor, transfer)
    return all_of(who, TRANSFER.may(transfer, "finish_transfer", actor))


def may_lapse_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    return TRANSFER.may(transfer, "lapse_transfer", actor)


def may_record_step(actor: Actor, transfer: Transfer) -> Verdict:
    """Both sides record dated steps while the transfer is open."""
    if not transfer.is_live:
        return no(_("This transfer is ended."), _("Offer it again if it is still needed."), "ended")
    return _receives(actor, transfer) or _sends(actor, transfer)


def may_link_out(actor: Actor, transfer: Transfer) -> Verdict:
    """A one-time link for a body without an account is made by the sender while an answer is awaited."""
    if not transfer.is_live:
        return no(_("This transfer is ended."), _("Offer it again if it is still needed."), "ended")
    return _sends(actor, transfer)
