"""How does a matter get in that came by telephone, on paper or with the worker themselves?"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from unionhall.cases.models import Case, Complainant, IntakeDraft
from unionhall.core import clock
from unionhall.core.models import AuditEntry, StoredFile
from unionhall.people.models import Consent, Person

from .test_desk import HTMX, desk_of, words
from .world import World, build

pytestmark = pytest.mark.django_db

URL = "/cases/enter/"


@pytest.fixture
def world() -> World:
    return build()


def facts(world: World, **changed: Any) -> dict[str, Any]:
    return {
        "key": str(uuid4()),
        "source": "phone",
        "received_on": clock.today().isoformat(),
        "identity_level": "named",
        "phone": "13911112222",
        "name": "欧阳·修文",
        "agreed": "on",
        "kind": "wages",
        "account": "厂里三个月没发工资",
        "employer_name": "顺达五金店",
        "division": str(world.harbour_place.pk),
        **changed,
    }


def test_a_call_becomes_a_case_and_its_caller_a_person_who_can_sign_in(world: World) -> None:
    answer = desk_of(world, "zhou").post(URL, facts(world))
    case = Case.objects.get()
    assert answer.status_code == 200
    assert case.number in words(answer)
    assert (case.source, case.body, case.employer_name) == ("phone", world.harbour, "顺达五金店")
    person = Person.objects.get(name="欧阳·修文")
    assert Complainant.objects.get(case=case).person_id == person.pk
    assert Consent.objects.get(person=person).given_through == "phone"
    assert AuditEntry.objects.filter(verb="case.received", subject_id=str(case.pk)).exists()


def test_a_letter_of_last_week_counts_from_last_week(world: World) -> None:
    day = clock.today() - timedelta(days=7)
    desk_of(world, "zhou").post(URL, facts(world, source="paper", received_on=day.isoformat()))
    case = Case.objects.get()
    assert case.received_at.date() == day
    assert case.due_on < clock.today() + timedelta(days=7)


def test_a_known_phone_is_confirmed_and_not_asked_again(world: World) -> None:
    client, typed = desk_of(world, "zhou"), facts(world, phone="13900000001", name="")
    asked = client.post(URL, typed)
    assert asked.status_code == 422
    assert "林*" in words(asked)
    assert "林小满" not in words(asked)
    client.post(URL, {**typed, "same_person": "yes"})
    assert Complainant.objects.get().person_id == world.people["lin"].pk


def test_somebody_else_on_a_known_phone_stays_somebody_else(world: World) -> None:
    desk_of(world, "zhou").post(URL, facts(world, phone="13900000001", name="林大爷", same_person="no"))
    worker = Complainant.objects.get()
    assert (worker.person_id, worker.name) == (None, "林大爷")


def test_asking_for_a_phone_over_htmx_tells_a_masked_name_and_no_more(world: World) -> None:
    answer = desk_of(world, "zhou").post("/cases/enter/person/", {"phone": "13900000001"}, headers=HTMX)
    assert "林*" in words(answer)
    assert "139****0001" in words(answer)
    assert "<html" not in words(answer)
    assert "小满" not in words(answer)


def test_asking_for_many_phones_is_stopped(world: World) -> None:
    client = desk_of(world, "zhou")
    seen = {client.post("/cases/enter/person/", {"phone": f"1380000{n:04d}"}).status_code for n in range(122)}
    assert seen == {200, 429}


def test_an_anonymous_caller_gets_a_code_once_and_leaves_no_name(world: World) -> None:
    answer = desk_of(world, "zhou").post(URL, facts(world, identity_level="anonymous", agreed=""))
    worker = Complainant.objects.get()
    assert (worker.person_id, worker.name, worker.phone) == (None, "", "")
    assert 'class="receipt-code"' in words(answer)
    assert not Person.objects.filter(name="欧阳·修文").exists()


def test_an_employer_of_exactly_this_name_is_taken_from_the_register(world: World) -> None:
    desk_of(world, "zhou").post(URL, facts(world, employer_name="宏达制造有限公司"))
    assert Case.objects.get().employer == world.factory


def test_a_part_of_a_name_is_asked_about(world: World) -> None:
    client, typed = desk_of(world, "zhou"), facts(world, employer_name="宏达")
    asked = client.post(URL, typed)
    assert asked.status_code == 422
    assert "宏达制造有限公司" in words(asked)
    client.post(URL, {**typed, "employer": str(world.factory.pk)})
    assert Case.objects.get().employer == world.factory


def test_none_of_these_keeps_the_name_as_it_was_written(world: World) -> None:
    desk_of(world, "zhou").post(URL, facts(world, employer_name="宏达", employer="new"))
    case = Case.objects.get()
    assert (case.employer, case.employer_name) == (None, "宏达")


def test_employers_are_offered_over_htmx_while_typing(world: World) -> None:
    data = {"employer_name": "宏达", "kind": "wages"}
    answer = desk_of(world, "zhou").post("/cases/enter/matches/", data, headers=HTMX)
    assert "宏达制造有限公司" in words(answer)
    assert "<html" not in words(answer)


def test_the_same_dispute_within_thirty_days_is_offered_and_joined(world: World) -> None:
    first = world.bring()
    client = desk_of(world, "zhou")
    typed = facts(world, employer_name="宏达制造有限公司")
    asked = client.post(URL, typed)
    assert asked.status_code == 422
    assert first.number in words(asked)
    assert client.post(URL, {**typed, "joins": str(first.pk)}).status_code == 200
    group = Case.objects.get(is_group=True)
    assert Case.objects.filter(group=group).count() == 2


def test_a_group_that_exists_is_joined_and_not_made_again(world: World) -> None:
    from unionhall.cases import actions

    group = actions.gather([world.bring(), world.bring("ma")], by=world.actor("zhou"))
    desk_of(world, "zhou").post(URL, facts(world, employer_name="宏达制造有限公司", joins=str(group.pk)))
    assert Case.objects.filter(group=group).count() == 3
    assert Case.objects.filter(is_group=True).count() == 1


def test_a_dispute_at_a_body_one_does_not_see_is_not_hinted_at(world: World) -> None:
    seen = world.bring()
    typed = facts(world, employer_name="宏达制造有限公司", division=str(world.hill_place.pk))
    answer = desk_of(world, "qing").post(URL, typed)
    assert seen.number not in words(answer)


def test_a_second_click_enters_nothing_twice(world: World) -> None:
    client, typed = desk_of(world, "zhou"), facts(world)
    first = client.post(URL, typed)
    second = client.post(URL, {**typed, "same_person": "yes", "joins": "new"})
    assert (first.status_code, second.status_code) == (200, 200)
    assert Case.objects.count() == 1
    assert Case.objects.get().number in words(second)


def test_papers_are_kept_while_a_question_is_open(world: World) -> None:
    scan = SimpleUploadedFile(
        "信.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", "application/pdf"
    )
    client, typed = desk_of(world, "zhou"), facts(world, employer_name="宏达")
    asked = client.post(URL, {**typed, "files": [scan]})
    assert asked.status_code == 422
    assert "信.pdf" in words(asked)
    client.post(URL, {**typed, "employer": "new"})
    assert [row.stored.name for row in Case.objects.get().files.all()] == ["信.pdf"]
    assert not IntakeDraft.objects.exists()


def test_a_file_that_is_not_welcome_says_so_and_nothing_is_entered(world: World) -> None:
    bad = SimpleUploadedFile("病毒.exe", b"MZ\x90\x00" * 20)
    answer = desk_of(world, "zhou").post(URL, facts(world, files=[bad]))
    assert answer.status_code == 422
    assert "病毒.exe" in words(answer)
    assert not Case.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"agreed": ""}, "agreed"),
        ({"account": ""}, "account"),
        ({"kind": "witchcraft"}, "kind"),
        ({"phone": "12345"}, "phone"),
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"received_on": "2026-02-30"}, "received_on"),
        ({"happened_on": "2999-01-01"}, "happened_on"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "1e99"}, "amount"),
        ({"division": "nowhere"}, "division"),
        ({"employer": "nobody"}, "employer"),
        ({"source": "web"}, "source"),
        ({"account": "x" * 5001}, "account"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_is_kept(
    world: World, changed: dict[str, str], field: str
) -> None:
    answer = desk_of(world, "zhou").post(URL, facts(world, **changed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "欧阳·修文" in words(answer) or field == "name"
    assert not Case.objects.exists()


@pytest.mark.parametrize("name", ["王", "阿依古丽·买买提", "𠮷田", "尼" * 30])
def test_names_are_taken_as_they_are(world: World, name: str) -> None:
    desk_of(world, "zhou").post(URL, facts(world, name=name))
    assert Complainant.objects.get().name == name


def test_only_those_who_receive_workers_enter_for_them(world: World) -> None:
    assert desk_of(world, "lin").get(URL).status_code == 404
    assert desk_of(world, "jian").get(URL).status_code == 409
    assert desk_of(world, "zhou").get(URL).status_code == 200
