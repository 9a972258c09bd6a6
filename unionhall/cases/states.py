"""In which states can a case or a transfer be, and which verb moves it from where to where?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class State(models.TextChoices):
    """The state of a case."""

    RECEIVED = "received", _("received")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused, competent body named")
    CONSULTING = "consulting", _("in consultation")
    NEGOTIATING = "negotiating", _("in negotiation")
    MEDIATING = "mediating", _("in mediation")
    SETTLED = "settled", _("settled")
    FAILED = "failed", _("settlement failed")
    ARBITRATION = "arbitration", _("supported in arbitration")
    LITIGATION = "litigation", _("supported in litigation")
    PERFORMED = "performed", _("performed")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REOPENED = "reopened", _("reopened")


S = State

WORKING = (S.ACCEPTED, S.CONSULTING, S.NEGOTIATING, S.MEDIATING, S.FAILED, S.REOPENED)
OPEN = (S.RECEIVED, *WORKING, S.SETTLED, S.ARBITRATION, S.LITIGATION, S.PERFORMED)
ENDED = (S.REFUSED, S.CLOSED, S.WITHDRAWN)
FRESH = (S.RECEIVED, S.ACCEPTED)

DISPUTE = Lifecycle(
    "case",
    accept=Move([S.RECEIVED], S.ACCEPTED, label=_("Accept")),
    refuse=Move([S.RECEIVED], S.REFUSED, label=_("Refuse and name the competent body")),
    consult=Move([S.ACCEPTED, S.REOPENED], S.CONSULTING, label=_("Start consultation")),
    negotiate=Move(
        [S.ACCEPTED, S.CONSULTING, S.REOPENED, S.FAILED], S.NEGOTIATING, label=_("Start negotiation with the employer")
    ),
    mediate=Move(
        [S.ACCEPTED, S.CONSULTING, S.NEGOTIATING, S.REOPENED, S.FAILED], S.MEDIATING, label=_("Start mediation")
    ),
    settle=Move(
        [S.CONSULTING, S.NEGOTIATING, S.MEDIATING, S.ARBITRATION, S.LITIGATION],
        S.SETTLED,
        label=_("Record the settlement"),
    ),
    fail=Move([S.NEGOTIATING, S.MEDIATING], S.FAILED, label=_("Record that no settlement was reached")),
    arbitrate=Move(
        [S.ACCEPTED, S.CONSULTING, S.NEGOTIATING, S.MEDIATING, S.FAILED, S.REOPENED],
        S.ARBITRATION,
        label=_("Support in arbitration"),
    ),
    litigate=Move([S.FAILED, S.ARBITRATION, S.REOPENED], S.LITIGATION, label=_("Support in litigation")),
    perform=Move([S.SETTLED, S.ARBITRATION, S.LITIGATION], S.PERFORMED, label=_("Record performance")),
    close=Move(
        [S.ACCEPTED, S.CONSULTING, S.NEGOTIATING, S.FAILED, S.ARBITRATION, S.LITIGATION, S.PERFORMED, S.REOPENED],
        S.CLOSED,
        label=_("Close the case"),
    ),
    withdraw=Move([S.RECEIVED, *WORKING, S.SETTLED, S.ARBITRATION, S.LITIGATION], S.WITHDRAWN, label=_("Withdraw")),
    reopen=Move([S.SETTLED, S.PERFORMED, S.CLOSED, S.WITHDRAWN], S.REOPENED, label=_("Reopen")),
    # Only the clock does these: nobody asks for them over a page or the API.
    lapse=Move([S.PERFORMED], S.CLOSED, system=True, label=_("Close after the time for feedback has passed")),
    default=Move([S.SETTLED], S.REOPENED, system=True, label=_("Reopen because the settlement was not performed")),
    hand_over=Move([S.RECEIVED, *WORKING, S.REFUSED], S.RECEIVED, system=True, label=_("Arrive at another body")),
)


class TransferState(models.TextChoices):
    """The state of a transfer or referral."""

    OFFERED = "offered", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    REVOKED = "revoked", _("revoked")
    LAPSED = "lapsed", _("returned without an answer")
    RETURNED = "returned", _("returned with a reason")
    DONE = "done", _("done")


T = TransferState

TRANSFER = Lifecycle(
    "transfer",
    accept_transfer=Move([T.OFFERED], T.ACCEPTED, label=_("Accept")),
    decline_transfer=Move([T.OFFERED], T.DECLINED, label=_("Decline")),
    revoke_transfer=Move([T.OFFERED], T.REVOKED, label=_("Revoke")),
    return_transfer=Move([T.ACCEPTED], T.RETURNED, label=_("Return with a reason")),
    finish_transfer=Move([T.ACCEPTED], T.DONE, label=_("Record the outcome")),
    lapse_transfer=Move([T.OFFERED], T.LAPSED, system=True, label=_("Return after silence")),
)
