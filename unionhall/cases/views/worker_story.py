"""What happened in a matter, told to the worker: states, meetings, words, agreements, papers, who looked at the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.people.enums import Role
from unionhall.ui.parts import FileLine, Happening
from unionhall.ui.words import date_words, money

from .. import access, routing
from ..enums import CallbackOutcome, Purpose, SessionKind, TransferPurpose
from ..models import Callback, Case, ExtensionFact, RoutingFact, Settlement, StatusFact, Suspension, Transfer
from ..states import TransferState

# A move, as the worker reads it.
VERBS: dict[str, Any] = {
    "receive": gettext_lazy("Your matter arrived"),
    "accept": gettext_lazy("The union took it on"),
    "refuse": gettext_lazy("Another body is in charge"),
    "consult": gettext_lazy("We began to advise you"),
    "negotiate": gettext_lazy("We began to talk with your employer"),
    "mediate": gettext_lazy("We began to mediate"),
    "settle": gettext_lazy("There is an agreement"),
    "fail": gettext_lazy("There was no agreement"),
    "arbitrate": gettext_lazy("We stand by you in arbitration"),
    "litigate": gettext_lazy("We stand by you in court"),
    "perform": gettext_lazy("What was agreed was done"),
    "close": gettext_lazy("The matter was finished"),
    "lapse": gettext_lazy("The matter was finished"),
    "withdraw": gettext_lazy("You took the matter back"),
    "reopen": gettext_lazy("It was taken up again"),
    "default": gettext_lazy("It was taken up again, because the agreement was not kept"),
    "hand_over": gettext_lazy("It arrived at another union body"),
}
ICONS = {
    "receive": "inbox",
    "accept": "hand",
    "refuse": "signpost",
    "settle": "handshake",
    "perform": "circle-check",
    "close": "flag",
    "lapse": "flag",
    "withdraw": "undo-2",
    "reopen": "rotate-ccw",
    "default": "rotate-ccw",
}
SESSIONS = {
    SessionKind.CONSULTATION: gettext_lazy("We advised you"),
    SessionKind.NEGOTIATION: gettext_lazy("Talk with the employer"),
    SessionKind.MEDIATION: gettext_lazy("Mediation meeting"),
    SessionKind.CALL: gettext_lazy("Telephone call"),
    SessionKind.VISIT: gettext_lazy("Visit to the employer"),
}
CALLS = {
    CallbackOutcome.PERFORMED: gettext_lazy("You told us that it was paid"),
    CallbackOutcome.PARTLY: gettext_lazy("You told us that a part was paid"),
    CallbackOutcome.UNPAID: gettext_lazy("You told us that nothing was paid"),
    CallbackOutcome.UNREACHED: gettext_lazy("We called and did not reach you"),
}


def story(actor: Actor, case: Case) -> list[Happening]:
    """Everything the worker may know, the newest first."""
    told = [*_moves(case), *_words(actor, case), *_meetings(actor, case), *_clock(case), *_calls(case), *_routes(case)]
    return sorted(told, key=lambda happening: happening.at, reverse=True)


def _moves(case: Case) -> Iterator[Happening]:
    for fact in StatusFact.objects.filter(case=case).order_by("at", "pk"):
        title = VERBS.get(fact.verb, fact.get_to_state_display())
        yield Happening(fact.at, title, fact.reason, fact.by_name, ICONS.get(fact.verb, "circle"))


def _words(actor: Actor, case: Case) -> Iterator[Happening]:
    for note in access.visible_notes(actor, case).order_by("at", "pk"):
        if note.by_name:
            yield Happening(note.at, _("We wrote to you"), note.text, note.by_name, "message-circle", "strong")
        else:
            yield Happening(note.at, _("You wrote to us"), note.text, "", "message-circle-reply")


def _meetings(actor: Actor, case: Case) -> Iterator[Happening]:
    for session in access.visible_sessions(actor, case).order_by("held_at", "pk"):
        text = "\n".join(filter(None, [session.place, session.outcome]))
        yield Happening(session.held_at, SESSIONS[SessionKind(session.kind)], text, session.by_name, "users")


def _clock(case: Case) -> Iterator[Happening]:
    for stop in Suspension.objects.filter(case=case).order_by("at", "pk"):
        yield Happening(stop.at, _("The clock was stopped"), stop.reason, stop.by_name, "pause")
        if stop.ended_at:
            yield Happening(stop.ended_at, _("The clock runs again"), "", "", "play")
    for more in ExtensionFact.objects.filter(case=case).order_by("at", "pk"):
        title = _("We need %(n)d %(unit)s more") % {"n": more.days, "unit": more.get_unit_display()}
        yield Happening(more.at, title, more.reason, more.by_name, "calendar-plus")


def _calls(case: Case) -> Iterator[Happening]:
    for call in Callback.objects.filter(case=case, done_at__isnull=False).order_by("done_at", "pk"):
        text = _("Paid so far: %(sum)s") % {"sum": money(call.paid)} if call.paid is not None else ""
        yield Happening(call.done_at or call.planned_at, CALLS[CallbackOutcome(call.outcome)], text, "", "phone")


def _routes(case: Case) -> Iterator[Happening]:
    for fact in RoutingFact.objects.filter(case=case).select_related("body").order_by("at", "pk"):
        title = _("It went to %(body)s") % {"body": fact.body.name}
        yield Happening(fact.at, title, "\n".join(routing.sentences(fact.why, to_worker=True)), "", "map-pin")


# --- agreement ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Agreement:
    """What was signed, and what is to be paid until when."""

    settlement: Settlement
    instalments: list[Any]


def agreement(case: Case) -> Agreement | None:
    found = Settlement.objects.filter(case=case, replaced_at__isnull=True).first()
    return Agreement(found, list(found.instalments.order_by("position"))) if found else None


# --- papers ------------------------------------------------------------------------------------------------------------


def papers(actor: Actor, case: Case) -> list[FileLine]:
    """Files open to the worker, their own and those the union made for them."""
    rows = access.visible_files(actor, case).select_related("stored").order_by("-at", "pk")
    return [
        FileLine(
            name=row.stored.name,
            url=reverse("cases:my_file", args=[case.pk, row.pk]),
            size=row.stored.size,
            at=row.at,
            by=row.by_name or _("from you"),
            note=row.label,
        )
        for row in rows
    ]


# --- what was passed on ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PassedOn:
    """One body that got the matter or a part of it: what for, with which leave, what became of it."""

    body: str
    purpose: str
    summary: str
    named: bool
    leave: str
    state: str
    at: datetime
    consent_id: UUID | None


LEAVE_OPEN = (TransferState.OFFERED, TransferState.ACCEPTED)


def passed_on(case: Case) -> list[PassedOn]:
    rows = Transfer.objects.filter(case=case).select_related("to_body", "consent").order_by("-offered_at", "pk")
    return [
        PassedOn(
            body=row.to_body.name,
            purpose=str(TransferPurpose(row.purpose).label),
            summary=row.summary,
            named=row.names_worker,
            leave=_leave(row),
            state=row.get_state_display(),
            at=row.offered_at,
            consent_id=row.consent_id if row.consent and row.consent.withdrawn_at is None else None,
        )
        for row in rows
    ]


def _leave(row: Transfer) -> str:
    if row.consent is None:
        return _("Without asking you, because: %(reason)s") % {"reason": row.override_reason}
    day = date_words(row.consent.given_at)
    if row.consent.withdrawn_at:
        return _("You agreed on %(day)s and took it back on %(back)s.") % {
            "day": day,
            "back": date_words(row.consent.withdrawn_at),
        }
    return _("You agreed on %(day)s.") % {"day": day}


# --- who looked --------------------------------------------------------------------------------------------------------


@dataclass
class Look:
    """One person who opened the file: their office, why, how often, when last."""

    name: str
    office: str
    purpose: str
    times: int
    last_at: datetime


OWN_PURPOSES = {Purpose.OWN.value, Purpose.MANDATE.value}


def looks(actor: Actor, case: Case) -> list[Look]:
    """Who opened this file and why, from the audit trail; one's own looks are left out."""
    entries = audit.entries_about(case).exclude(purpose="").exclude(purpose__in=OWN_PURPOSES)
    if actor.person_id:
        entries = entries.exclude(actor_id=actor.person_id)
    found: dict[tuple[Any, str], Look] = {}
    rows = list(entries.values_list("actor_id", "actor_name", "organisation_id", "purpose", "at"))
    offices = _offices((row[0], row[2]) for row in rows)
    for actor_id, name, organisation_id, purpose, at in rows:
        key = (actor_id or name, purpose)
        if key in found:
            found[key].times += 1
            continue
        found[key] = Look(name, offices.get((actor_id, organisation_id), ""), purpose_words(purpose), 1, at)
    return list(found.values())


def _offices(seen: Iterable[tuple[Any, Any]]) -> dict[tuple[Any, Any], str]:
    """“Coordinator, Harbour Street Union” for each person at each body."""
    by_body: dict[UUID, set[UUID]] = {}
    for person_id, organisation_id in seen:
        if person_id and organisation_id:
            by_body.setdefault(organisation_id, set()).add(person_id)
    bodies = {b.pk: b for b in organisations.visible_organisations(Actor(None)).filter(pk__in=by_body)}
    return {
        (person_id, body_id): office(bodies[body_id].name, roles.get(person_id, []))
        for body_id, person_ids in by_body.items()
        if body_id in bodies
        for roles in [people.roles_at(body_id, person_ids)]
        for person_id in person_ids
    }


def office(body: str, roles: Iterable[str]) -> str:
    labels = [str(Role(role).label) for role in roles][:1]
    return _("%(body)s, %(role)s") % {"body": body, "role": labels[0]} if labels else body


def purpose_words(purpose: str) -> str:
    return str(Purpose(purpose).label) if purpose in Purpose.values else purpose


def handler_words(case: Case) -> str:
    """Who handles it: name and office."""
    if case.handler is None:
        return ""
    roles = people.roles_at(case.body_id, [case.handler.pk]).get(case.handler.pk, [])
    return f"{case.handler.name}（{office(case.body.name, roles)}）"
