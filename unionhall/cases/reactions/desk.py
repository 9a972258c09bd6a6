"""What do those who do the work hear from us? Handlers, officers of a body, and people of an agency that was asked.

On the site they hear of everything they must act on; a text goes to the telephone once in a while and says that there is
something, never what. Whoever did a thing is not told of it, and nobody is told of a matter they are barred from.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse

from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.saying import address, is_past
from unionhall.notices import api as notices
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.people.enums import HANDLERS, Role
from unionhall.ui.words import date_words

from .. import queries
from ..events import (
    CaseAssigned,
    CaseMoved,
    CaseOpenedOutside,
    CaseReceived,
    CaseReleased,
    CaseSentOn,
    TransferMoved,
    TransferOffered,
    TransferStepTaken,
    WorkerSpoke,
)
from ..models import Case, Transfer
from ..states import State, TransferState

BY = system("messages to colleagues")
IN_CHARGE = (Role.OFFICER, Role.COORDINATOR, Role.GRASSROOTS_CHAIR)
ONE_TEXT_IN = timedelta(minutes=30)
LIST_AGAIN_AFTER = timedelta(minutes=10)
NEW_AGAIN_AFTER = timedelta(hours=6)
ONCE_A_DAY = timedelta(hours=20)
TURNS = ("reopen", "withdraw", "default")


def tell_of_arrival(event: CaseReceived) -> None:
    """Something new lies with a body: those in charge there hear of it, a few times a day at most."""
    case = _case(event.case_id)
    url = f"{reverse('cases:worklist')}?state={State.RECEIVED}"
    _tell_list("arrived", _in_charge_at(event.body_id, case), url, about=case, again_after=NEW_AGAIN_AFTER)


def tell_of_sending_on(event: CaseSentOn) -> None:
    """A case was sent to a body that was not asked: those in charge there hear of it."""
    case = _case(event.case_id)
    url = f"{reverse('cases:worklist')}?handler=none"
    _tell_list("arrived", _in_charge_at(event.body_id, case), url, about=case, again_after=LIST_AGAIN_AFTER)


def tell_of_assignment(event: CaseAssigned) -> None:
    """Whoever was put in charge by somebody else hears of it."""
    if event.handler_id != event.by_id:
        _tell("assigned", [event.handler_id], reverse("cases:case", args=[event.case_id]), about=_case(event.case_id))


def tell_of_release(event: CaseReleased) -> None:
    """A case is in nobody's hands: those in charge at the body name somebody. Many at once are one message."""
    case = _case(event.case_id)
    url = f"{reverse('cases:worklist')}?handler=none"
    _tell_list("unassigned", _in_charge_at(event.body_id, case), url, about=case, again_after=LIST_AGAIN_AFTER)


def tell_of_worker(event: WorkerSpoke) -> None:
    """The worker wrote, sent papers or answered: whoever handles it hears of it, or those in charge at the body."""
    case = _case(event.case_id)
    _tell("told", handling(case), reverse("cases:case", args=[case.pk]), about=case)


def tell_of_turn(event: CaseMoved) -> None:
    """A case was taken up again or back: its handler hears of it, unless they did it themselves."""
    if event.verb in TURNS:
        case = _case(event.case_id)
        told = [person for person in handling(case) if person != event.by_id]
        _tell("told", told, reverse("cases:case", args=[case.pk]), about=case)


def ask_for_answer(event: TransferOffered) -> None:
    """A body or an agency was asked for something: its people hear of it and of the day."""
    transfer = _transfer(event.transfer_id)
    _tell_receivers("offered", transfer, day=date_words(transfer.reply_due_on))


def tell_of_answer(event: TransferMoved) -> None:
    """The other body answered, gave it back or was silent: the sender's side hears of it."""
    if event.verb == "revoke_transfer" or event.by_sender:
        return
    transfer = _transfer(event.transfer_id)
    answered = event.to_state in (TransferState.ACCEPTED, TransferState.DONE)
    _tell_senders("answered" if answered else "returned", transfer)


def tell_of_step(event: TransferStepTaken) -> None:
    """One side recorded a step: the other hears of it."""
    transfer = _transfer(event.transfer_id)
    if event.by_agency:
        _tell_senders("step", transfer)
    else:
        _tell_receivers("step", transfer)


def tell_of_due(day: date) -> None:
    """Each morning: what is due by a day, told to whoever handles it; what nobody handles, to those in charge."""
    if is_past():
        return
    due = queries.due_by(day)
    mine = f"{reverse('cases:worklist')}?handler=mine&clock=soon"
    for handler, n in queries.counted_by(due.filter(handler__isnull=False), "handler"):
        _tell_list("due", [handler], mine, again_after=ONCE_A_DAY, n=n, day=date_words(day))
    nobodys = f"{reverse('cases:worklist')}?handler=none&clock=soon"
    for body, n in queries.counted_by(due.filter(handler__isnull=True), "body"):
        _tell_list("due", _at(body), nobodys, again_after=ONCE_A_DAY, n=n, day=date_words(day))
    for transfer in queries.replies_due_on(day):
        if not notices.told_since(transfer, "reply_due", clock.now() - ONCE_A_DAY):
            _tell_receivers("reply_due", transfer, day=date_words(day))


# --- who hears of it ------------------------------------------------------------------------------------------------------


def handling(case: Case) -> list[UUID]:
    """Whoever handles the case; while nobody does, those in charge at the body."""
    return [case.handler_id] if case.handler_id else _in_charge_at(case.body_id, case)


def _in_charge_at(body_id: UUID, case: Case) -> list[UUID]:
    """Those who hand out the work at a body, without those who are barred from this case."""
    return _at(body_id, barred_by=queries.employers_named(case))


def _at(body_id: UUID, *, barred_by: set[UUID] | frozenset[UUID] = frozenset()) -> list[UUID]:
    """Officers, coordinators and chairs of a body; where there are none, all who work on matters; at an agency its users."""
    for roles in (IN_CHARGE, HANDLERS, (Role.PARTNER,)):
        found = set(people.people_with_posts(body_id, *roles).values_list("pk", flat=True))
        if found := found - people.tied_among(found, barred_by, on=clock.today()):
            return sorted(found)
    return []


def _tell_senders(template: str, transfer: Transfer) -> None:
    """The handler of the case while it lies with the sender; else those in charge there."""
    case = transfer.case
    at_home = case.body_id == transfer.from_body_id
    told = handling(case) if at_home else _in_charge_at(transfer.from_body_id, case)
    _tell(template, told, reverse("cases:transfer", args=[transfer.pk]), about=transfer)


def _tell_receivers(template: str, transfer: Transfer, **values: Any) -> None:
    told = _in_charge_at(transfer.to_body_id, transfer.case)
    _tell(template, told, reverse("cases:transfer", args=[transfer.pk]), about=transfer, **values)


def tell_of_opening(event: CaseOpenedOutside) -> None:
    """The supervisors of the nearest body, from the one that has the case upwards, learn that it was opened from outside."""
    case = _case(event.case_id)
    for body in organisations.chain_upward(case.body):
        found = set(people.people_with_posts(body.pk, Role.SUPERVISOR).values_list("pk", flat=True)) - {event.person_id}
        found -= people.tied_among(found, [case.employer_id] if case.employer_id else [], on=clock.today())
        if found:
            _tell("looked", sorted(found), reverse("cases:case", args=[case.pk]), about=case)
            return


# --- telling it -----------------------------------------------------------------------------------------------------------


def _tell(template: str, told: list[UUID], path: str, *, about: models.Model, **values: Any) -> None:
    if is_past():
        return
    for person in told:
        notices.tell(
            template, by=BY, person_id=person, about=about, one_text_in=ONE_TEXT_IN, link=address(path), **values
        )


def _tell_list(
    template: str,
    told: list[UUID],
    path: str,
    *,
    again_after: timedelta,
    about: models.Model | None = None,
    **values: Any,
) -> None:
    """A message that leads to a list: while it is fresh, the next of its kind would say nothing new."""
    if is_past():
        return
    since = clock.now() - again_after
    for person in told:
        if not notices.told_to_since(person, template, since):
            notices.tell(template, by=BY, person_id=person, about=about, link=address(path), **values)


def _case(pk: UUID) -> Case:
    return Case.objects.defer("account").get(pk=pk)


def _transfer(pk: UUID) -> Transfer:
    return Transfer.objects.select_related("case").defer("summary", "case__account").get(pk=pk)
