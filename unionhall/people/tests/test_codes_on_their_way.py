"""The text with a sign-in code: tried again while the code is valid, and said clearly when it could not be sent."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from unionhall.core import clock, gateway
from unionhall.core.models import AuditEntry
from unionhall.people import tasks
from unionhall.people.models import SignInCode

from .conftest import Visitor
from .world import World

PHONE = "13900000001"


class Gateway:
    """A text gateway that is away until told otherwise, and remembers what it took."""

    def __init__(self) -> None:
        self.away: gateway.GatewayError | None = gateway.GatewayError("the text gateway answered 503", retry=True)
        self.took: list[tuple[str, str, str]] = []

    def __call__(self, phone: str, text: str, *, reference: str = "") -> str:
        if self.away is not None:
            raise self.away
        self.took.append((phone, text, reference))
        return reference


@pytest.fixture
def texts(monkeypatch: Any) -> Gateway:
    fake = Gateway()
    monkeypatch.setattr("unionhall.people.actions.signing_in.gateway.send_text", fake)
    return fake


def _again() -> None:
    """What the worker does with the job."""
    tasks.deliver_code(str(SignInCode.objects.latest("sent_at").pk))


def test_a_job_stands_behind_every_code(visitor: Visitor, world: World, jobs: Any) -> None:
    visitor.ask_code(PHONE)
    job = next(job for job in jobs.jobs.values() if job["task_name"] == "people.deliver_code")
    assert job["args"] == {"code_id": str(SignInCode.objects.get().pk)}


def test_a_code_leaves_once_even_when_the_job_comes_too(visitor: Visitor, world: World, texts: Gateway) -> None:
    texts.away = None
    visitor.ask_code(PHONE)
    _again()
    assert len(texts.took) == 1
    row = SignInCode.objects.get()
    assert (row.phone, row.text) == ("", ""), "what has left is not kept"


def test_a_gateway_that_was_away_gets_the_same_text_later(visitor: Visitor, world: World, texts: Gateway) -> None:
    visitor.ask_code(PHONE)
    with pytest.raises(gateway.GatewayError):
        _again()
    texts.away = None
    _again()
    assert [(phone, reference) for phone, _text, reference in texts.took] == [(PHONE, SignInCode.objects.get().pk.hex)]
    code = "".join(char for char in texts.took[0][1] if char.isdigit())[:6]
    assert visitor.post("/sign-in/code/", {"code": code}).status_code == 303


def test_the_page_says_that_the_text_has_not_left_yet(visitor: Visitor, world: World, texts: Gateway) -> None:
    visitor.ask_code(PHONE)
    waiting = visitor.get("/sign-in/code/").content.decode()
    assert "短信还没有发出去" in waiting
    assert "every 5s" in waiting
    texts.away = None
    _again()
    part = visitor.get("/sign-in/code/", headers={"HX-Request": "true"}).content.decode()
    assert "六位数字的短信正在发往" in part
    assert "every 5s" not in part
    assert "<html" not in part


def test_a_number_the_gateway_refuses_is_said_at_once(visitor: Visitor, world: World, texts: Gateway) -> None:
    texts.away = gateway.GatewayError("the text gateway answered 400", retry=False)
    visitor.ask_code(PHONE)
    page = visitor.get("/sign-in/code/").content.decode()
    assert "短信没有发出去" in page
    assert "12351" in page
    assert AuditEntry.objects.filter(verb="sign_in.code_not_sent").count() == 1


def test_nothing_is_tried_after_the_code_is_over(visitor: Visitor, world: World, texts: Gateway, freeze: Any) -> None:
    freeze("2026-06-01 09:00")
    visitor.ask_code(PHONE)
    freeze("2026-06-01 09:05:01")
    texts.away = None
    _again()
    assert texts.took == []
    row = SignInCode.objects.get()
    assert (row.phone, row.text) == ("", "")
    assert row.failed_at is not None


def test_a_gateway_that_was_away_costs_the_worker_none_of_their_codes(
    visitor: Visitor, world: World, texts: Gateway, freeze: Any
) -> None:
    for hour in range(9, 16):
        freeze(f"2026-06-01 {hour:02}:00")
        assert visitor.ask_code(PHONE).status_code == 303
        freeze(f"2026-06-01 {hour:02}:06")
        _again()
    freeze("2026-06-01 15:06:30")
    assert visitor.ask_code(PHONE).status_code == 303, "not even the minute since the last one counts"


def test_the_tries_of_the_job_lie_within_the_life_of_a_code(world: World) -> None:
    """The last try is made before the code is over, and one more run finds it over and forgets it."""
    from types import SimpleNamespace

    at, moments = 15, []
    for attempts in range(7):
        moments.append(at)
        decision = tasks.AGAIN.get_retry_decision(
            exception=Exception(),
            job=SimpleNamespace(attempts=attempts),  # type: ignore[arg-type]
        )
        if decision is None:
            break
        at += round((decision.retry_at - clock.now()).total_seconds())
    within = [moment for moment in moments if moment < 300]
    assert within == [15, 30, 60, 105, 165, 240]
    assert len(moments) == 7


def test_a_new_code_ends_the_one_still_waiting(visitor: Visitor, world: World, texts: Gateway, freeze: Any) -> None:
    freeze("2026-06-01 09:00")
    visitor.ask_code(PHONE)
    first = SignInCode.objects.get()
    freeze("2026-06-01 09:02:01")
    visitor.ask_code(PHONE)
    texts.away = None
    tasks.deliver_code(str(first.pk))
    assert texts.took == []
    first.refresh_from_db()
    assert (first.phone, first.text) == ("", "")


def test_neither_code_nor_phone_stands_in_a_log(
    visitor: Visitor, world: World, texts: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        visitor.ask_code(PHONE)
        with pytest.raises(gateway.GatewayError) as failure:
            _again()
    text = SignInCode.objects.get().text
    code = "".join(char for char in text if char.isdigit())[:6]
    said = caplog.text + str(failure.value)
    assert code not in said
    assert PHONE not in said


@pytest.mark.parametrize("seconds", [0, 299])
def test_a_waiting_text_lies_sealed_in_the_database(
    visitor: Visitor, world: World, texts: Gateway, seconds: int
) -> None:
    from django.db import connection

    visitor.ask_code(PHONE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, text FROM people_signincode")
        phone, text = (bytes(value) for value in cursor.fetchone())
    row = SignInCode.objects.get()
    assert row.delivery(row.sent_at + timedelta(seconds=seconds)) == "trying"
    assert PHONE.encode() not in phone
    assert row.text.encode() not in text
