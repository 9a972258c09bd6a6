"""Is the worker asked how it went, once, by a link that does one thing?"""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from unionhall.cases import actions
from unionhall.cases.models import Case, Feedback, Note
from unionhall.cases.states import State
from unionhall.core import clock, tokens
from unionhall.core.actor import SYSTEM, system
from unionhall.notices import texts
from unionhall.notices.events import CallAsked
from unionhall.notices.models import Message
from unionhall.people import actions as people
from unionhall.people.enums import Channel

from .browsing import browser
from .world import World, build

pytestmark = pytest.mark.django_db
HOSTILE = ["'; DROP TABLE cases_feedback; --", "<script>alert(1)</script>", "㐂·𠮷", "=1+1"]


@pytest.fixture
def world() -> World:
    return build()


def told(template: str) -> list[Message]:
    return list(Message.objects.filter(template=template).order_by("told_at", "pk"))


def link_of(message: Message) -> str:
    return message.body.split("/a/")[1].split("/")[0]


def answer(world: World, token: str, **given: str) -> Any:
    return browser(world).post(reverse("cases:feedback", args=[token]), given)


# --- asking ------------------------------------------------------------------------------------------------------------------


def test_the_worker_is_asked_when_it_is_done_and_not_again_when_it_is_closed(world: World) -> None:
    case = world.case_in(State.PERFORMED)
    assert len(told("feedback")) == 1
    actions.lapse(case, by=system("clock"))
    assert len(told("feedback")) == 1


def test_after_a_new_beginning_the_worker_is_asked_again(world: World) -> None:
    case = world.case_in(State.CLOSED)
    case = actions.reopen(case, by=world.actor("lin"), reason="没到账")
    actions.close(case, by=world.actor("zhou"), reason="已到账", manner="negotiation")
    assert len(told("feedback")) == 2


def test_an_anonymous_worker_is_not_asked_for_nobody_knows_where(world: World) -> None:
    from unionhall.core.actor import ANONYMOUS

    case = actions.bring(
        by=ANONYMOUS, kind="safety", account="x", division=world.harbour_place, identity_level="anonymous"
    ).case
    case = actions.accept(case, by=world.actor("zhou"))
    actions.close(case, by=world.actor("zhou"), reason="已处理", manner="advice")
    assert not to_workers().exists()


def to_workers() -> QuerySet[Message]:
    """Messages to those a matter is about, not to those who handle it."""
    return Message.objects.filter(template__in=texts.TO_WORKERS)


def test_a_text_names_neither_the_matter_nor_the_employer(world: World) -> None:
    case = world.case_in(State.CLOSED)
    for message in to_workers().order_by("pk"):
        for word in (case.number, "宏达", "工资", "cases", str(case.pk)):
            assert word not in message.body
    for message in Message.objects.order_by("pk"):
        for word in (case.number, "宏达", "工资", "林小满"):
            assert word not in message.body


def test_nothing_is_told_about_the_past(world: World) -> None:
    with clock.at(clock.now() - timedelta(days=200)):
        world.case_in(State.CLOSED)
    assert not Message.objects.exists()


def test_news_is_told_once_in_six_hours(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    actions.write_note(case, by=world.actor("zhou"), text="请来一趟", audience="worker")
    actions.write_note(case, by=world.actor("zhou"), text="带身份证", audience="worker")
    assert len(told("news")) == 1


def test_a_worker_who_wants_calls_becomes_a_line_on_the_file(world: World) -> None:
    people.reach(world.people["lin"], by=SYSTEM, channel=Channel.PHONE)
    case = world.case_in(State.ACCEPTED)
    note = Note.objects.get(case=case)
    assert note.audience == "internal"
    assert "请打电话" in note.text


def test_a_call_about_another_kind_of_record_leaves_cases_alone(world: World) -> None:
    from unionhall.cases.reactions import write_down_call

    write_down_call(CallAsked(world.city.pk, "people.Person", str(world.city.pk)))
    assert not Note.objects.exists()


# --- answering ---------------------------------------------------------------------------------------------------------------


def test_the_short_address_leads_to_the_questions(world: World) -> None:
    world.case_in(State.CLOSED)
    token = link_of(told("feedback")[0])
    client = browser(world)
    response = client.get(reverse("cases:feedback_short", args=[token]))
    assert response.headers["Location"] == reverse("cases:feedback", args=[token])
    page = client.get(reverse("cases:feedback", args=[token])).content.decode()
    assert "宏达" not in page
    assert "林小满" not in page


def test_solved_is_recorded_without_a_sign_in(world: World) -> None:
    case = world.case_in(State.CLOSED)
    response = answer(world, link_of(told("feedback")[0]), solved="solved", satisfied="yes", comment="谢谢")
    assert response.status_code == 200
    feedback = Feedback.objects.get()
    assert (feedback.solved, feedback.satisfied, feedback.comment) == ("solved", True, "谢谢")
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_not_solved_takes_it_up_again(world: World) -> None:
    case = world.case_in(State.PERFORMED)
    page = answer(world, link_of(told("feedback")[0]), solved="not_solved").content.decode()
    case.refresh_from_db()
    assert case.state == State.REOPENED
    assert "重新开始办了" in page
    assert Feedback.objects.get().satisfied is None


def test_a_link_answers_once(world: World) -> None:
    world.case_in(State.CLOSED)
    token = link_of(told("feedback")[0])
    answer(world, token, solved="solved")
    again = answer(world, token, solved="not_solved")
    assert again.status_code == 410
    assert Feedback.objects.count() == 1
    assert browser(world).get(reverse("cases:feedback", args=[token])).status_code == 410


def test_an_expired_link_says_so_and_what_to_do(world: World, freeze: Any) -> None:
    freeze("2026-06-01 09:00")
    world.case_in(State.CLOSED)
    token = link_of(told("feedback")[0])
    freeze("2026-07-02 09:00")
    response = browser(world).get(reverse("cases:feedback", args=[token]))
    assert response.status_code == 410
    assert reverse("cases:my_matters") in response.content.decode()


@pytest.mark.parametrize("token", ["x", "A" * 43, "'--", "％", "a" * 500])
def test_a_link_nobody_made_is_not_there(world: World, token: str) -> None:
    assert browser(world).get(reverse("cases:feedback", args=[token])).status_code == 404
    assert answer(world, token, solved="solved").status_code == 404


def test_a_link_of_another_kind_does_not_open_this(world: World) -> None:
    case = world.case_in(State.CLOSED)
    raw = tokens.issue("transfer", case, by=SYSTEM, ttl=timedelta(days=1))
    assert browser(world).get(reverse("cases:feedback", args=[raw])).status_code == 404


def test_while_the_matter_runs_nothing_is_recorded_and_the_link_stays(world: World) -> None:
    case = world.case_in(State.CLOSED)
    token = link_of(told("feedback")[0])
    actions.reopen(case, by=world.actor("lin"), reason="没到账")
    assert answer(world, token, solved="solved").status_code == 409
    assert not Feedback.objects.exists()
    case = Case.objects.get(pk=case.pk)
    actions.close(case, by=world.actor("zhou"), reason="好了", manner="advice")
    assert answer(world, token, solved="solved").status_code == 200


@pytest.mark.parametrize(
    "given",
    [{}, {"solved": "maybe"}, {"solved": "solved", "comment": "长" * 1001}, {"solved": "solved", "satisfied": "5"}],
)
def test_an_incomplete_answer_comes_back(world: World, given: dict[str, str]) -> None:
    world.case_in(State.CLOSED)
    token = link_of(told("feedback")[0])
    assert answer(world, token, **given).status_code == 422
    plain = browser(world).post(reverse("cases:feedback", args=[token]), given, headers={"HX-Request": "true"})
    assert "<html" not in plain.content.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_any_comment_is_kept_as_written(world: World, text: str) -> None:
    world.case_in(State.CLOSED)
    assert answer(world, link_of(told("feedback")[0]), solved="partly", comment=text).status_code == 200
    assert Feedback.objects.get().comment == text
