"""How does a message reach a person, and what happens when it does not?"""

from typing import Any

import pytest

from unionhall.core import events, gateway
from unionhall.core.actor import Actor, system
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Refused
from unionhall.notices import access, actions
from unionhall.notices.enums import Medium
from unionhall.notices.events import CallAsked
from unionhall.notices.models import Message
from unionhall.notices.states import MessageState
from unionhall.people import actions as people
from unionhall.people.enums import Channel
from unionhall.people.models import Person

pytestmark = pytest.mark.django_db
BY = system("test")
LINK = "http://127.0.0.1/a/x"


@pytest.fixture
def lin() -> Person:
    return people.enter(by=BY, name="林小满", phone="13900000001")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    texts: list[tuple[str, str, str]] = []
    monkeypatch.setattr(gateway, "send_text", lambda phone, text, reference="": texts.append((phone, text, reference)))
    return texts


def broken(*, retry: bool) -> Any:
    def send(*args: Any, **kwargs: Any) -> str:
        raise gateway.GatewayError("the text gateway answered 503", retry=retry)

    return send


def tell(person: Person | None, **more: Any) -> Message:
    message = actions.tell("news", by=BY, person_id=person.pk if person else None, link=LINK, **more)
    assert message is not None
    return message


def test_a_text_is_queued_with_the_fact_and_sent_by_a_job(lin: Person, jobs: Any, sent: list[Any]) -> None:
    message = tell(lin)
    assert message.state == MessageState.QUEUED
    assert [job["args"] for job in jobs.jobs.values()] == [{"message_id": str(message.pk)}]
    actions.deliver(message.pk, by=BY)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.SENT, 1)
    assert sent == [("13900000001", message.body, message.pk.hex)]


def test_a_text_is_sent_once_however_often_the_job_runs(lin: Person, sent: list[Any]) -> None:
    message = tell(lin)
    for _ in range(3):
        actions.deliver(message.pk, by=BY)
    assert len(sent) == 1


def test_a_gateway_that_is_away_is_tried_again(lin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "send_text", broken(retry=True))
    message = tell(lin)
    assert actions.deliver(message.pk, by=BY) is not None
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.QUEUED, 1)
    assert message.failure == "the text gateway answered 503"


def test_after_six_tries_the_handler_is_asked_to_call(lin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "send_text", broken(retry=True))
    asked: list[CallAsked] = []
    monkeypatch.setitem(events._reactions, CallAsked, [asked.append])
    message = tell(lin)
    for _ in range(actions.MAX_ATTEMPTS):
        actions.deliver(message.pk, by=BY)
    message.refresh_from_db()
    assert message.state == MessageState.TO_CALL
    assert [(call.message_id, call.because_text_failed) for call in asked] == [(message.pk, True)]


def test_a_number_the_gateway_rejects_is_not_tried_again(lin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "send_text", broken(retry=False))
    message = tell(lin)
    assert actions.deliver(message.pk, by=BY) is None
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.TO_CALL, 1)


def test_who_wants_to_be_called_is_called(lin: Person, jobs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[CallAsked] = []
    monkeypatch.setitem(events._reactions, CallAsked, [asked.append])
    people.reach(lin, by=BY, channel=Channel.PHONE)
    message = tell(lin, about=lin)
    assert (message.medium, message.state) == (Medium.CALL, MessageState.TO_CALL)
    assert [call.about_id for call in asked] == [str(lin.pk)]
    assert not jobs.jobs


def test_who_wants_no_texts_reads_on_the_site(lin: Person, jobs: Any) -> None:
    people.reach(lin, by=BY, channel=Channel.ONLINE)
    assert tell(lin).state == MessageState.ONLINE
    assert not jobs.jobs


def test_somebody_without_phone_or_account_is_told_nothing() -> None:
    assert actions.tell("news", by=BY, link=LINK) is None


def test_only_the_system_tells(lin: Person) -> None:
    with pytest.raises(Refused):
        actions.tell("news", by=Actor(person_id=lin.pk), person_id=lin.pk, link=LINK)


def test_nobody_reads_the_messages_of_others(lin: Person) -> None:
    ma = people.enter(by=BY, name="马骏", phone="13900000002")
    message = tell(lin)
    assert list(access.visible_messages(Actor(person_id=lin.pk))) == [message]
    assert not access.visible_messages(Actor(person_id=ma.pk, mandates=frozenset([lin.pk]))).exists()
    assert not access.visible_messages(Actor(person_id=None)).exists()


def test_the_trail_holds_neither_number_nor_words(lin: Person) -> None:
    message = tell(lin)
    entry = AuditEntry.objects.get(verb="message.told")
    assert "13900000001" not in str(entry.details)
    assert message.body not in str(entry.details)
