"""The file on the desk: who may open it, what stands there, and that it does not grow slower."""

import re
from typing import Any

import pytest
from django.urls import reverse

from unionhall.cases import actions
from unionhall.cases.enums import IdentityLevel
from unionhall.cases.states import State
from unionhall.cases.tests.browser import SWAP, browser
from unionhall.cases.tests.world import World, build
from unionhall.core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def text_of(response: Any) -> str:
    return response.content.decode()


def steady(page: str) -> str:
    """A page without what is drawn anew each time."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return re.sub(r"(why|unmask|panel)-\w{8}", r"\1", page)


def test_opening_a_file_is_noted_with_its_purpose(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    response = browser(world, "zhou").get(reverse("cases:case", args=[case.pk]))
    assert response.status_code == 200
    read = AuditEntry.objects.get(verb="case.read")
    assert (read.subject_id, read.purpose) == (str(case.pk), "handling")


@pytest.mark.parametrize("name", ["ma", "xi", "qing", "chang", "su", "xiao"])
def test_a_file_out_of_scope_is_as_if_it_did_not_exist(world: World, name: str) -> None:
    case = world.bring()
    assert browser(world, name).get(reverse("cases:case", args=[case.pk])).status_code == 404


def test_the_worker_is_led_to_their_own_page(world: World) -> None:
    case = world.bring("lin")
    response = browser(world, "lin").get(reverse("cases:case", args=[case.pk]))
    assert (response.status_code, response["Location"]) == (302, reverse("cases:my_matter", args=[case.pk]))


def test_the_number_is_masked_until_a_purpose_is_given_and_then_noted(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    client = browser(world, "zhou")
    assert "13900000001" not in text_of(client.get(reverse("cases:case", args=[case.pk])))
    worker = case.complainants.get()
    url = reverse("cases:phone", args=[case.pk])
    assert client.post(url, {"field": worker.pk}).status_code == 422
    shown = client.post(url, {"field": worker.pk, "purpose": "call_back"})
    assert "13900000001" in text_of(shown)
    assert AuditEntry.objects.get(verb="case.phone_shown").purpose


def test_a_supervisor_reads_the_file_but_is_not_shown_the_number(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    client = browser(world, "jian")
    url = reverse("cases:phone", args=[case.pk])
    answer = client.post(url, {"field": case.complainants.get().pk, "purpose": "call_back"})
    assert answer.status_code == 409
    assert "13900000001" not in text_of(answer)


def test_an_anonymous_worker_has_no_name_on_the_file(world: World) -> None:
    case = world.bring("lin", identity_level=IdentityLevel.ANONYMOUS)
    page = text_of(browser(world, "zhou").get(reverse("cases:case", args=[case.pk])))
    assert "林小满" not in page


def test_every_act_stands_there_and_what_cannot_be_done_says_why(world: World) -> None:
    case = world.case_in(State.MEDIATING)
    offers = browser(world, "zhou").get(reverse("cases:case", args=[case.pk])).context["offers"]
    assert "settlement" in [offer.act.noun for offer in offers["moves"]]
    assert all(str(offer.verdict.reason) for offer in offers["barred"])
    every = [offer.act.noun for group in offers.values() for offer in group]
    assert len(every) == len(set(every)) == 25


def test_each_reason_stands_there_once_with_the_acts_it_bars(world: World) -> None:
    page = browser(world, "he").get(reverse("cases:case", args=[world.case_in(State.MEDIATING).pk]))
    barred = page.context["barred"]
    reasons = [str(row.verdict) for row in barred]
    assert len(reasons) == len(set(reasons)) < len(page.context["offers"]["barred"])
    acts = [act.noun for row in barred for act in row.acts]
    assert sorted(acts) == sorted(offer.act.noun for offer in page.context["offers"]["barred"])
    assert all(text_of(page).count(reason) == 1 for reason in map(str, (row.verdict.reason for row in barred)))


def test_other_running_matters_with_the_same_employer_are_shown_and_gathered(world: World) -> None:
    case, other = world.case_in(State.ACCEPTED, "lin"), world.case_in(State.ACCEPTED, "ma")
    client = browser(world, "zhou")
    page = client.get(reverse("cases:case", args=[case.pk]))
    assert [found.pk for found in page.context["alike"]] == [other.pk]
    answer = client.post(reverse("cases:gathering", args=[case.pk]), {"cases": [other.pk], "version": case.version})
    assert answer.status_code == 303
    case.refresh_from_db()
    other.refresh_from_db()
    assert case.group_id is not None
    assert case.group_id == other.group_id


def test_the_number_of_queries_does_not_grow_with_the_file(world: World, django_assert_max_num_queries: Any) -> None:
    case = world.case_in(State.SETTLED)
    by = world.actor("zhou")
    for n in range(12):
        actions.write_note(case, by=by, text=f"第{n}次联系", audience="worker")
        actions.add_party(case, by=by, role="other", name=f"第{n}方")
    client = browser(world, "zhou")
    with django_assert_max_num_queries(52):
        client.get(reverse("cases:case", args=[case.pk]))


def test_the_fragment_is_what_a_reload_shows(world: World) -> None:
    case = world.bring()
    client = browser(world, "zhou")
    form = client.get(reverse("cases:acceptance", args=[case.pk]), **SWAP)
    marks = {bound.html_name: bound.value() for bound in form.context["form"]}
    swapped = client.post(reverse("cases:acceptance", args=[case.pk]), marks, **SWAP)
    assert swapped.status_code == 200
    reloaded = client.get(reverse("cases:case", args=[case.pk]))
    assert steady(text_of(swapped)).strip() in steady(text_of(reloaded))
