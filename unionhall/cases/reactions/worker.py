"""What does the worker hear from us when something happens? Called by wiring.py, in the transaction of the fact.

Nothing is told about the past: whatever is entered as of an earlier day (old letters, the demo's history) is silent.
"""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.core import audit, clock, tokens
from unionhall.core.actor import system
from unionhall.core.saying import address, is_past
from unionhall.notices import api as notices
from unionhall.notices.events import CallAsked

from ..enums import Audience
from ..events import CaseMoved, ConsentAsked, TransferMoved, WorkerWrittenTo
from ..models import Case, Complainant, Note, StatusFact
from ..states import State

BY = system("messages to workers")
FEEDBACK_DAYS = 30
NEWS_AGAIN_AFTER = timedelta(hours=6)
NEWS = frozenset(["accept", "refuse", "settle", "fail", "arbitrate", "litigate", "default"])


def tell_of_move(event: CaseMoved) -> None:
    """The worker hears of the moves that matter to them; at the end they are asked how it went."""
    if event.to_state in (State.PERFORMED, State.CLOSED):
        ask_for_feedback(Case.objects.get(pk=event.case_id))
    elif event.verb in NEWS:
        tell_news(Case.objects.get(pk=event.case_id))


def tell_of_words(event: WorkerWrittenTo) -> None:
    """A handler wrote to the worker."""
    tell_news(Case.objects.get(pk=event.case_id))


def tell_of_transfer(event: TransferMoved) -> None:
    """Another body took the matter on, gave it back or finished its part: the worker's page says so."""
    if event.verb in ("accept_transfer", "return_transfer", "finish_transfer"):
        tell_news(Case.objects.get(pk=event.case_id))


def tell_of_question(event: ConsentAsked) -> None:
    """The worker is asked for consent and answers on their page."""
    _tell_all(Case.objects.get(pk=event.case_id), "question", link=address("/"))


def tell_news(case: Case) -> None:
    """At most one text in six hours about one matter: the page tells the rest."""
    if not notices.told_since(case, "news", clock.now() - NEWS_AGAIN_AFTER):
        _tell_all(case, "news", link=address("/"))


def ask_for_feedback(case: Case) -> None:
    """Send each worker in the case a one-time link, once per ending."""
    if is_past() or notices.told_since(case, "feedback", _last_taken_up(case)):
        return
    for complainant in reachable(case):
        raw = tokens.issue("feedback", case, by=BY, ttl=timedelta(days=FEEDBACK_DAYS))
        link = address(reverse("cases:feedback_short", args=[raw]))
        _tell(case, complainant, "feedback", link=link, days=FEEDBACK_DAYS)


def write_down_call(event: CallAsked) -> None:
    """Somebody is to be called: a line on the file says so, for whoever handles it."""
    case = Case.objects.filter(pk=event.about_id).first() if event.about_type == Case._meta.label else None
    if case is None:
        return
    text = (
        _("A text to the worker did not get through. Please call them and tell them what is new.")
        if event.because_text_failed
        else _("The worker wants to be called. Please tell them what is new.")
    )
    Note(case=case, at=clock.now(), audience=Audience.INTERNAL, text=text).save(force_insert=True)
    audit.record("case.call_asked", case, by=BY, message=str(event.message_id))


def _last_taken_up(case: Case) -> datetime:
    taken_up = StatusFact.objects.filter(case=case, to_state=State.REOPENED).order_by("-at", "-pk").first()
    return taken_up.at if taken_up else case.received_at


def reachable(case: Case) -> list[Complainant]:
    """The workers of a case whom a message reaches, in the order in which they joined."""
    people = Complainant.objects.filter(case=case).order_by("joined_at", "pk")
    return [person for person in people if person.person_id or person.phone]


def _tell_all(case: Case, template: str, *, link: str) -> None:
    if is_past():
        return
    for complainant in reachable(case):
        _tell(case, complainant, template, link=link)


def _tell(case: Case, complainant: Complainant, template: str, **values: Any) -> None:
    notices.tell(template, by=BY, person_id=complainant.person_id, phone=complainant.phone, about=case, **values)
