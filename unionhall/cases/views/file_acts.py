"""Which acts stand on a file, in what order, and which of them may this actor do now?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import Verdict

from .. import access
from ..models import Case
from ..states import DISPUTE, State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Act:
    """An act on a case under its noun: its address, its permission, its words."""

    noun: str
    may: Callable[[Actor, Any], Verdict]
    label: StrOrPromise
    icon: str
    done: StrOrPromise
    lead: StrOrPromise = ""
    fields: str = "cases/file/fields.html"
    button: StrOrPromise = ""
    wide: bool = False

    @property
    def send(self) -> StrOrPromise:
        return self.button or self.label


@dataclass(frozen=True)
class Offer:
    """An act as it stands on the page of one case."""

    act: Act
    verdict: Verdict
    url: str
    kind: str = ""


def _move(noun: str, verb: str, icon: str, done: StrOrPromise, lead: StrOrPromise = "", **rest: str | bool) -> Act:
    may = getattr(access, f"may_{verb}")
    return Act(noun, may, DISPUTE.verbs[verb].label, icon, done, lead, **rest)  # type: ignore[arg-type]


ACCEPTANCE = _move(
    "acceptance",
    "accept",
    "inbox",
    _("Accepted."),
    _("You take the matter on and handle it until somebody else is named. The worker is told."),
)
REFUSAL = _move(
    "refusal",
    "refuse",
    "corner-up-right",
    _("Refused, and the competent body named."),
    _("The matter is not ours. Nobody is sent away without an address: name the body that answers for it."),
)
CONSULTATION = _move(
    "consultation", "consult", "message-circle", _("Consultation has begun."), _("You begin to advise the worker.")
)
NEGOTIATION = _move(
    "negotiation",
    "negotiate",
    "messages-square",
    _("Negotiation has begun."),
    _("You begin to talk with the employer on the worker's behalf."),
)
MEDIATION = _move(
    "mediation",
    "mediate",
    "handshake",
    _("Mediation has begun."),
    _("Both sides come to one table. Whoever is in charge of the matter mediates."),
)
SETTLEMENT = _move(
    "settlement",
    "settle",
    "file-check",
    _("The settlement is recorded, and the call-back is planned."),
    _("What both sides signed. The calls that ask whether it was performed are planned by themselves."),
    fields="cases/file/settlement_fields.html",
    wide=True,
)
FAILURE = _move("failure", "fail", "unlink", _("Recorded."), _("Both sides could not agree. The matter stays open."))
ARBITRATION = _move(
    "arbitration",
    "arbitrate",
    "gavel",
    _("Recorded: supported in arbitration."),
    _("The worker goes to the arbitration commission, and the union stands by."),
)
LITIGATION = _move(
    "litigation",
    "litigate",
    "landmark",
    _("Recorded: supported in litigation."),
    _("The worker goes to court, and the union stands by."),
)
PERFORMANCE = _move(
    "performance",
    "perform",
    "circle-check",
    _("Performance is recorded."),
    _("Agreement, award or judgment was performed in full. Calls still planned are cancelled."),
)
CLOSURE = _move("closure", "close", "archive", _("Closed."), _("The worker is asked afterwards whether it is solved."))
WITHDRAWAL = _move(
    "withdrawal",
    "withdraw",
    "undo-2",
    _("Withdrawn."),
    _("Only on the worker's own word. The matter can be taken up again."),
)
REOPENING = _move(
    "reopening", "reopen", "rotate-ccw", _("Taken up again."), _("The matter runs again, with a new clock.")
)

ASSIGNMENT = Act(
    "assignment",
    access.may_assign,
    _("Assign"),
    "user-check",
    _("Assigned."),
    _("Those with a tie to the employer cannot be chosen."),
)
NOTES = Act("notes", access.may_write_note, _("Write a note"), "pencil", _("The note is on the file."))
FILES = Act("files", access.may_add_file, _("Add files"), "paperclip", _("The files are on the file."), button=_("Add"))
SESSIONS = Act(
    "sessions",
    access.may_hold_session,
    _("Record a session"),
    "users",
    _("The session is recorded."),
    fields="cases/file/session_fields.html",
)
PARTIES = Act(
    "parties",
    access.may_add_party,
    _("Add a party"),
    "user-plus",
    _("The party is added."),
    _("Whoever is tied to an employer named here loses sight of the matter at once."),
)
TRANSFER = Act(
    "transfer_offer",
    access.may_offer,
    _("Transfer or refer"),
    "send",
    _("Offered. The reply clock is running."),
    _("The other body sees only what you pass on here, and only while the transfer is open."),
    fields="cases/transfers/offer_fields.html",
    button=_("Offer it"),
    wide=True,
)
CONSENT = Act(
    "consent_request",
    access.may_ask_consent,
    _("Ask the worker for consent"),
    "message-circle-question-mark",
    _("The worker has been asked."),
    _("They answer on their own page, and can take a yes back."),
    fields="cases/transfers/consent_fields.html",
    button=_("Ask"),
)
CORRECTION = Act(
    "correction",
    access.may_correct,
    _("Put facts right"),
    "pencil-ruler",
    _("Corrected."),
    _("The worker's own words are never changed."),
)
EXTENSION = Act("extension", access.may_extend, _("Give more time"), "calendar-plus", _("More time is given."))
SUSPENSION = Act(
    "suspension",
    access.may_suspend,
    _("Stop the clock"),
    "pause",
    _("The clock stands still."),
    _("The days it stands are added at the end and shown."),
)
RESUMPTION = Act("resumption", access.may_resume, _("Start the clock again"), "play", _("The clock runs again."))
REROUTING = Act(
    "rerouting",
    access.may_reroute,
    _("Send to another body"),
    "route",
    _("Sent to the other body."),
    _("A body below your own takes the matter over at once."),
)

MOVES = (
    ACCEPTANCE,
    REFUSAL,
    CONSULTATION,
    NEGOTIATION,
    MEDIATION,
    SETTLEMENT,
    FAILURE,
    ARBITRATION,
    LITIGATION,
    PERFORMANCE,
    CLOSURE,
    WITHDRAWAL,
    REOPENING,
)
WORK = (
    NOTES,
    FILES,
    SESSIONS,
    ASSIGNMENT,
    PARTIES,
    CONSENT,
    TRANSFER,
    CORRECTION,
    EXTENSION,
    SUSPENSION,
    RESUMPTION,
    REROUTING,
)

# The step that usually comes next stands out; the others are there as well.
USUAL_NEXT = {
    State.RECEIVED: ACCEPTANCE,
    State.ACCEPTED: CONSULTATION,
    State.CONSULTING: NEGOTIATION,
    State.NEGOTIATING: SETTLEMENT,
    State.MEDIATING: SETTLEMENT,
    State.FAILED: ARBITRATION,
    State.PERFORMED: CLOSURE,
    State.REOPENED: NEGOTIATION,
}


@dataclass(frozen=True)
class Barred:
    """One reason, with all the acts that it bars."""

    verdict: Verdict
    acts: list[Act]


def by_reason(barred: Iterable[Offer]) -> list[Barred]:
    """Each reason once, in the order in which the acts stand."""
    found: dict[str, Barred] = {}
    for offer in barred:
        found.setdefault(str(offer.verdict), Barred(offer.verdict, [])).acts.append(offer.act)
    return list(found.values())


def offers(actor: Actor, case: Case) -> dict[str, list[Offer]]:
    """Every act of the file for this actor: what can be done now, and what cannot with its reason."""
    usual = USUAL_NEXT.get(State(case.state))
    answer: dict[str, list[Offer]] = {"moves": [], "work": [], "barred": []}
    for group, acts in (("moves", MOVES), ("work", WORK)):
        for act in acts:
            verdict = act.may(actor, case)
            kind = "primary" if act is usual and verdict else ""
            offer = Offer(act, verdict, reverse(f"cases:{act.noun}", args=[case.pk]), kind)
            answer[group if verdict else "barred"].append(offer)
    answer["moves"].sort(key=lambda offer: offer.kind != "primary")
    return answer
