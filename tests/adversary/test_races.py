"""Two people at once: does the last place go once, and is nobody told a lie?

Real threads, each with its own connection to the database, all let go at the same moment.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.matrix.people import sign_in, token
from unionhall.cases import actions
from unionhall.cases.models import Callback, Case, Feedback, StatusFact, TransferStep
from unionhall.cases.states import State
from unionhall.cases.tests.world import World, build
from unionhall.core import audit, clock, tokens
from unionhall.core.actor import SYSTEM
from unionhall.core.verdict import Refused
from unionhall.people.models import Account

AT_ONCE = 8


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small federation, truly committed: other connections see it. Every test brings cases of its own."""
    with django_db_blocker.unblock():
        yield build()
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


@pytest.mark.django_db
def test_a_race_begins_on_an_empty_floor() -> None:
    """Asks for the database, which pytest-django makes only when somebody does."""
    assert not Case.objects.exists()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Every act in a thread of its own, begun together; what it returned or raised, in order."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(n: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=30)
            answers[n] = act()
        except Exception as error:
            answers[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return answers


def account_of(world: World, name: str) -> Account:
    person = world.people[name]
    found = Account.objects.filter(person=person).first()
    return found or Account.objects.create(person=person, username=f"{name}-races", opened_at=clock.now())


def clients(world: World, names: Sequence[str]) -> list[Client]:
    """A browser for each, signed in beforehand."""
    made = []
    for name in names:
        client = Client(raise_request_exception=False)
        sign_in(client, account_of(world, name))
        made.append(client)
    return made


def outcomes(answers: Sequence[Any]) -> Counter[str]:
    """How often it was done, refused, or something else happened."""
    return Counter(
        "refused" if isinstance(a, Refused) else repr(a) if isinstance(a, Exception) else "done" for a in answers
    )


def whole() -> None:
    """What holds after every race: the chain fits, each number was given once and none left out."""
    checked = audit.verify()
    assert checked.ok, checked.why
    by_series: dict[str, list[int]] = {}
    for number in Case.objects.order_by("pk").values_list("number", flat=True):
        series, _bracket, running = number.rpartition("〕")
        by_series.setdefault(series, []).append(int(running.removesuffix("号")))
    assert {s: sorted(n) for s, n in by_series.items()} == {s: list(range(1, len(n) + 1)) for s, n in by_series.items()}


def test_of_two_clerks_who_accept_at_once_one_is_told_that_the_other_was_faster(world: World) -> None:
    case = world.bring()
    url = reverse("cases:acceptance", args=[case.pk])
    zhou, hong = clients(world, ["zhou", "hong"])
    answers = at_once(*(lambda c=c: c.post(url, {"version": case.version}).status_code for c in (zhou, hong)))
    assert sorted(answers) == [303, 409]
    assert StatusFact.objects.filter(case=case, verb="accept").count() == 1
    whole()


def test_one_idempotency_key_sent_eight_times_at_once_makes_one_case(world: World) -> None:
    bearer = {"Authorization": f"Bearer {token(account_of(world, 'lin'))}", "Idempotency-Key": "the-same-key"}
    sent = {"kind": "wages", "account": "八次", "identity_level": "named"}

    def send() -> tuple[int, Any]:
        answer = Client(raise_request_exception=False).post(
            "/api/cases", sent, content_type="application/json", headers=bearer
        )
        return answer.status_code, answer.json().get("case", answer.json()).get("id")

    answers = at_once(*[send] * AT_ONCE)
    assert {status for status, _id in answers} == {201}
    assert len({key for _status, key in answers}) == 1
    assert Case.objects.filter(source="api").count() == 1
    whole()


def test_a_feedback_link_used_eight_times_at_once_counts_once(world: World) -> None:
    case = world.case_in(State.CLOSED)
    url = reverse("cases:feedback", args=[tokens.issue("feedback", case, by=SYSTEM, ttl=timedelta(days=3))])
    answers = at_once(
        *(lambda: Client(raise_request_exception=False).post(url, {"solved": "solved"}).status_code,) * AT_ONCE
    )
    assert all(status < 500 for status in answers), answers
    assert Feedback.objects.filter(case=case).count() == 1
    whole()


def test_a_reply_link_used_eight_times_at_once_is_used_once(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    hong = world.actor("hong")
    transfer = actions.offer(
        case, by=hong, to_body=world.procuratorate, kind="referral", purpose="support_prosecution", summary="请求支持起诉",
        override_reason="期限将至",
    )  # fmt: skip
    raw = actions.link_out(transfer, by=hong, days=7)
    url = reverse("cases:reply", args=[raw])
    said = {"answer": "accept", "their_number": "检民〔2026〕7号", "words": "同意支持起诉"}
    answers = at_once(*(lambda: Client(raise_request_exception=False).post(url, said).status_code,) * AT_ONCE)
    assert Counter(answers) == {200: 1, 410: AT_ONCE - 1}
    assert TransferStep.objects.filter(transfer=transfer).count() == 1
    whole()


def test_a_call_recorded_twice_at_once_is_recorded_once(world: World) -> None:
    case = world.case_in(State.SETTLED)
    callback = Callback.objects.get(case=case)
    zhou, sun = world.actor("zhou"), world.actor("sun")
    answers = at_once(
        *(lambda by=by: actions.call_back(callback, by=by, outcome="unreached") for by in (zhou, sun) * 4)
    )
    assert outcomes(answers) == {"done": 1, "refused": AT_ONCE - 1}
    assert Callback.objects.filter(case=case, done_at__isnull=True, cancelled_at__isnull=True).count() == 1
    whole()


def test_a_case_is_gathered_into_one_group_only(world: World) -> None:
    zhou = world.actor("zhou")
    first, second, third = (world.case_in(State.ACCEPTED, who) for who in ("lin", "ma", "wei"))
    answers = at_once(
        lambda: actions.gather([first, second], by=zhou),
        lambda: actions.gather([second, third], by=zhou),
        lambda: actions.gather([third, first], by=zhou),
        lambda: actions.gather([third, second, first], by=zhou),
    )
    assert outcomes(answers) == {"done": 1, "refused": 3}
    assert len({Case.objects.get(pk=case.pk).group_id for case in (first, second, third)} - {None}) == 1
    whole()


def test_the_sum_of_a_group_holds_when_cases_leave_it_at_once(world: World) -> None:
    zhou = world.actor("zhou")
    members = [
        world.case_in(State.ACCEPTED, who, amount=Decimal(1000 * n)) for n, who in enumerate(("lin", "ma", "wei"), 1)
    ]
    extra = [world.bring("lin", amount=Decimal(5000 + n)) for n in range(5)]
    group = actions.gather([*members, *extra], by=zhou)
    newcomer = world.bring("ma", amount=Decimal(70))
    leaving = list(Case.objects.filter(group=group).order_by("pk")[:6])
    answers = at_once(
        *(lambda case=case: actions.split(case, by=zhou) for case in leaving),
        lambda: actions.join(newcomer, by=zhou, group=group),
        lambda: actions.add_workers(
            group, by=zhou, workers=[{"name": "新来的", "phone": "13900000088", "amount": Decimal(9)}]
        ),
    )
    assert outcomes(answers) == {"done": 8}
    group.refresh_from_db()
    rest = Case.objects.filter(group=group).order_by("pk")
    assert group.amount == sum(case.amount for case in rest)
    whole()


def test_numbers_are_without_gaps_when_eight_bring_matters_at_once_and_some_fail(world: World) -> None:
    lin = world.actor("lin")

    def bring(n: int) -> Any:
        facts = {"kind": "wages", "account": f"第{n}件", "employer": world.factory, "division": world.harbour_place}
        if n % 3 == 0:
            facts["happened_on"] = clock.today() + timedelta(days=3)  # refused
        if n % 4 == 0:
            facts |= {"source_key": "x" * 90}  # too long for its column: the number is given back
        return actions.bring(by=lin, **facts)

    before = Case.objects.count()
    for _round in range(3):
        at_once(*(lambda n=n: bring(n) for n in range(AT_ONCE)))
    assert Case.objects.count() == before + 3 * 4
    whole()


def test_opposite_moves_at_once_leave_one_story(world: World) -> None:
    """Withdrawn by the worker, closed, suspended and reassigned by three colleagues: the log replays to the state."""
    case = world.case_in(State.ACCEPTED)
    lin, zhou, hong, he = (world.actor(name) for name in ("lin", "zhou", "hong", "he"))
    answers = at_once(
        lambda: actions.withdraw(case, by=lin),
        lambda: actions.close(case, by=zhou, reason="已答复", manner="advice"),
        lambda: actions.consult(case, by=zhou),
        lambda: actions.assign(case, by=hong, handler=world.people["he"]),
        lambda: actions.arbitrate(case, by=he),
    )
    assert all(not isinstance(a, Exception) or isinstance(a, Refused) for a in answers), answers
    case.refresh_from_db()
    facts = list(StatusFact.objects.filter(case=case).order_by("at", "pk"))
    assert [f.from_state for f in facts[1:]] == [f.to_state for f in facts[:-1]]
    assert facts[-1].to_state == case.state
    whole()


def test_a_transfer_is_answered_once_however_many_answer_at_once(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    hong = world.actor("hong")
    transfer = actions.offer(
        case, by=hong, to_body=world.east, kind="transfer", purpose="competent_body", summary="请处理", override_reason="急",
    )  # fmt: skip
    dong = world.actor("dong")
    answers = at_once(
        lambda: actions.accept_transfer(transfer, by=dong),
        lambda: actions.decline_transfer(transfer, by=dong, answer="不属于我们"),
        lambda: actions.revoke_transfer(transfer, by=hong, answer="不用了"),
        lambda: actions.accept_transfer(transfer, by=dong),
        lambda: actions.withdraw(case, by=world.actor("lin")),
    )
    unexpected = [a for a in answers if isinstance(a, Exception) and not isinstance(a, Refused)]
    assert unexpected == []
    transfer.refresh_from_db()
    case.refresh_from_db()
    moved = case.body_id == world.east.pk
    assert moved == (transfer.state == "accepted")
    whole()


def test_a_turn_on_a_reception_day_goes_once_however_many_press(world: World) -> None:
    from unionhall.letterbox import actions as letterbox
    from unionhall.letterbox.models import Appointment

    begins = clock.now() + timedelta(days=3)
    day = letterbox.publish(
        world.harbour, by=SYSTEM, begins_at=begins, ends_at=begins + timedelta(hours=1), minutes=20, place="一楼",
        received_by="王主席", signup_until=begins,
    )  # fmt: skip
    turn = day.turns()[0]

    def press(who: str) -> Callable[[], Any]:
        by, person = world.actor(who), world.people[who]
        return lambda: letterbox.sign_up(day, by=by, person=person, at=turn)

    answers = at_once(*(press(who) for who in ("lin", "ma", "wei", "zhou", "he", "sun")))
    assert sum(isinstance(answer, Appointment) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 5
    assert Appointment.objects.filter(day=day).count() == 1


def test_a_mail_that_two_workers_fetch_at_once_is_one_case(world: World) -> None:
    from unionhall.letterbox import actions as letterbox
    from unionhall.letterbox.mail.fetching import Fetched
    from unionhall.letterbox.models import IncomingMail

    before, raw = Case.objects.count(), b"From: a@example.com\r\nMessage-ID: <race@example.com>\r\n\r\nhello"
    answers = at_once(*(lambda: letterbox.receive(Fetched("race", raw), by=SYSTEM) for _n in range(4)))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert IncomingMail.objects.count() == 1
    assert Case.objects.count() == before + 1
