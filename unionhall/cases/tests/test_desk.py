"""What does an officer see on the worklist, what can be done for many rows at once, and what is never seen?"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.matrix.people import sign_in
from unionhall.cases import actions, queries, tasks
from unionhall.cases.models import BulkAct, Case, SavedView
from unionhall.cases.states import State
from unionhall.core import clock, paging
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry
from unionhall.people import actions as people
from unionhall.people.models import Account

from .world import World, build

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def world() -> World:
    return build()


def desk_of(world: World, name: str) -> Client:
    """A browser in which somebody is signed in with all their role asks for."""
    person, client = world.people[name], Client()
    account = Account.objects.filter(person=person).first()
    sign_in(client, account or Account.objects.create(person=person, username=name, opened_at=clock.now()))
    return client


def words(answer: Any) -> str:
    return str(answer.content.decode())


def tie(world: World, name: str) -> None:
    people.record_tie(world.people[name], by=system("t"), employer=world.factory, kind="relative")


# --- the list ----------------------------------------------------------------------------------------------------------


def test_what_comes_first_stands_first(world: World) -> None:
    late, early = world.case_in(State.MEDIATING), world.case_in(State.ACCEPTED, "ma")
    answer = desk_of(world, "hong").get("/cases/")
    assert answer.status_code == 200
    assert words(answer).index(early.number) < words(answer).index(late.number)


def test_a_filter_over_htmx_answers_with_the_list_alone_and_its_address(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    answer = desk_of(world, "hong").get("/cases/?state=accepted&kind=", headers=HTMX)
    assert case.number in words(answer)
    assert "<html" not in words(answer)
    assert answer["HX-Push-Url"] == "/cases/?state=accepted"


def test_the_fragment_is_what_a_fresh_page_holds(world: World) -> None:
    world.case_in(State.ACCEPTED)
    client = desk_of(world, "hong")
    whole, fragment = (
        words(client.get("/cases/?state=accepted")),
        words(client.get("/cases/?state=accepted", headers=HTMX)),
    )
    rows = fragment[fragment.index("<tbody>") : fragment.index("</tbody>")]
    assert rows in whole


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=accepted", True),
        ("state=mediating", False),
        ("kind=wages", True),
        ("kind=injury", False),
        ("handler=none", False),
        ("source=web", True),
        ("source=paper", False),
        ("clock=overdue", False),
        ("clock=paused", False),
        ("employer=宏达", True),
        ("employer=制造有限", True),
        ("employer=达宏", False),
        ("number=1", True),
        ("number=999", False),
        ("waiting=transfer", False),
        ("waiting=callback", False),
    ],
)
def test_each_filter_finds_what_it_says(world: World, query: str, found: bool) -> None:
    case = world.case_in(State.ACCEPTED)
    assert (case.number in words(desk_of(world, "hong").get(f"/cases/?{query}"))) is found


def test_mine_means_the_one_who_looks(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    assert case.number in words(desk_of(world, "zhou").get("/cases/?handler=mine"))
    assert case.number not in words(desk_of(world, "hong").get("/cases/?handler=mine"))


def test_a_body_is_chosen_with_all_that_lies_below_it(world: World) -> None:
    case = world.bring()
    client = desk_of(world, "cheng")
    assert case.number in words(client.get(f"/cases/?body={world.east.pk}"))
    assert case.number not in words(client.get(f"/cases/?body={world.west.pk}"))


def test_the_days_of_receiving_are_days_in_china(world: World, freeze: Any) -> None:
    freeze("2026-06-02 00:30")
    case = world.bring()
    client = desk_of(world, "hong")
    assert case.number in words(client.get("/cases/?received_from=2026-06-02&received_until=2026-06-02"))
    assert case.number not in words(client.get("/cases/?received_until=2026-06-01"))


@pytest.mark.parametrize(
    "query",
    [
        "state=%27%3B+DROP+TABLE+cases_case",
        "kind=<script>alert(1)</script>",
        "handler=not-a-key",
        "body=not-a-key",
        "clock=tomorrow",
        "received_from=2026-13-45",
        "received_from=0001-01-01",
        "received_from=2026-06-02&received_until=2026-06-01",
        "employer=%00%00",
        "sort=account",
        "number=" + "9" * 400,
    ],
)
def test_a_filter_nobody_offered_is_a_mistake_and_no_wider_list(world: World, query: str) -> None:
    case = world.bring()
    answer = desk_of(world, "cheng").get(f"/cases/?{query}")
    assert answer.status_code == 422
    assert case.number not in words(answer)
    assert "<script>alert" not in words(answer)


def test_a_body_outside_ones_own_is_not_told_to_exist(world: World) -> None:
    answer = desk_of(world, "dong").get(f"/cases/?body={world.west.pk}")
    assert answer.status_code == 422
    assert world.west.name not in words(answer)


def test_a_handler_one_sees_nothing_of_keeps_their_name(world: World) -> None:
    answer = desk_of(world, "xi").get(f"/cases/?handler={world.people['zhou'].pk}")
    assert answer.status_code == 200
    assert world.people["zhou"].name not in words(answer)


def test_a_long_list_goes_on_and_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unionhall.cases.views.desk.PAGE_SIZE", 2)
    cases = sorted((world.bring(name) for name in ("lin", "ma", "wei")), key=lambda case: (case.due_on, case.pk))
    client = desk_of(world, "hong")
    first = client.get("/cases/")
    second = client.get("/cases/", {"after": first.context["page"].next_cursor})
    back = client.get("/cases/", {"after": second.context["page"].prev_cursor})
    assert [case.pk for case in first.context["rows"]] == [case.pk for case in cases[:2]]
    assert [case.pk for case in second.context["rows"]] == [cases[2].pk]
    assert [case.pk for case in back.context["rows"]] == [case.pk for case in cases[:2]]


@pytest.mark.parametrize("cursor", ["x", "x" * 2000, "eyJ:forged:abc", "a:b:c"])
def test_a_page_link_that_was_tampered_with_says_so(world: World, cursor: str) -> None:
    answer = desk_of(world, "hong").get("/cases/", {"after": cursor})
    assert answer.status_code == 400
    assert str(paging.BadCursor().verdict.reason) in words(answer)


def test_a_page_link_of_another_order_does_not_fit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unionhall.cases.views.desk.PAGE_SIZE", 1)
    world.bring(), world.bring("ma")
    client = desk_of(world, "hong")
    cursor = client.get("/cases/").context["page"].next_cursor
    assert client.get("/cases/", {"after": cursor, "sort": "-received"}).status_code == 400


def test_a_worker_has_no_worklist(world: World) -> None:
    assert desk_of(world, "lin").get("/cases/").status_code == 404
    assert desk_of(world, "su").get("/cases/").status_code == 404


def test_no_row_count_or_search_shows_what_lies_elsewhere(world: World) -> None:
    case = world.bring()
    client = desk_of(world, "xi")
    answer = client.get("/cases/")
    assert case.number not in words(answer)
    assert [int(tab.count) for tab in answer.context["tabs"]] == [0] * 8
    assert case.number not in words(client.get("/cases/search/?q=宏达"))
    assert client.get("/cases/search/", {"q": case.number}).context["rows"] == []


def test_whoever_is_tied_to_the_employer_sees_no_row_and_no_number_of_it(world: World) -> None:
    case = world.bring()
    tie(world, "dong")
    client = desk_of(world, "dong")
    answer = client.get("/cases/")
    assert case.number not in words(answer)
    assert int(answer.context["tabs"][0].count) == 0
    assert case.number not in words(client.get("/cases/search/?q=宏达"))
    assert [load.open for load in client.get("/cases/loads/").context["below"]] == [0]


def test_the_list_asks_the_database_the_same_few_questions_however_long_it_is(world: World) -> None:
    client = desk_of(world, "dong")
    world.case_in(State.ACCEPTED)
    client.get("/cases/")
    with CaptureQueriesContext(connection) as few:
        client.get("/cases/")
    for name in ("lin", "ma", "wei"):
        for _n in range(4):
            world.case_in(State.ACCEPTED, name)
    with CaptureQueriesContext(connection) as many:
        client.get("/cases/")
    of_the_list = [q["sql"] for q in many if any(t in q["sql"] for t in ("cases_", 'organisations_organisation"'))]
    assert len(many) == len(few)
    assert len([sql for sql in of_the_list if "people_post" not in sql.split("WHERE")[0]]) <= 8


def test_an_empty_list_says_what_to_do(world: World) -> None:
    answer = desk_of(world, "xi").get("/cases/")
    assert reverse("cases:enter") in words(answer)
    assert "blank-state" in words(answer)


def test_rows_are_a_table_with_heads_names_and_boxes(world: World) -> None:
    world.bring()
    text = words(desk_of(world, "hong").get("/cases/"))
    assert "<caption" in text
    assert 'scope="col"' in text
    assert '<th scope="row">' in text
    assert 'type="checkbox" name="chosen"' in text


def test_html_in_a_name_is_shown_as_it_was_written(world: World) -> None:
    world.bring(employer=None, employer_name="<img src=x onerror=alert(1)>", division=world.harbour_place)
    assert "<img src=x" not in words(desk_of(world, "hong").get("/cases/"))


# --- saved views --------------------------------------------------------------------------------------------------------


def test_a_saved_view_is_a_tab_of_ones_own(world: World) -> None:
    client = desk_of(world, "hong")
    answer = client.post("/cases/views/", {"name": "欠薪超期", "query": "clock=overdue&kind=wages"})
    assert answer.status_code == 303
    assert "欠薪超期" in words(client.get(answer["Location"]))
    assert "欠薪超期" not in words(desk_of(world, "dong").get("/cases/"))


def test_a_view_without_a_filter_or_with_a_forged_one_is_not_saved(world: World) -> None:
    client = desk_of(world, "hong")
    assert client.post("/cases/views/", {"name": "全部", "query": ""}).status_code == 422
    assert client.post("/cases/views/", {"name": "坏", "query": "state=nothing"}).status_code == 422
    assert not SavedView.objects.exists()


def test_nobody_forgets_a_view_of_somebody_else(world: World) -> None:
    desk_of(world, "hong").post("/cases/views/", {"name": "我的", "query": "clock=soon"})
    view = SavedView.objects.get()
    assert desk_of(world, "dong").post(f"/cases/views/{view.pk}/removal/").status_code == 404
    assert desk_of(world, "hong").post(f"/cases/views/{view.pk}/removal/").status_code == 303
    assert not SavedView.objects.exists()


# --- acts on many -------------------------------------------------------------------------------------------------------


def test_rows_that_were_ticked_are_assigned_together(world: World) -> None:
    cases = [world.bring(), world.bring("ma")]
    he = world.people["he"]
    data = {"act": "assign", "handler": he.pk, "chosen": [case.pk for case in cases], "query": "kind=wages"}
    answer = desk_of(world, "hong").post("/cases/bulk/", data)
    assert answer["Location"] == "/cases/?kind=wages"
    assert set(Case.objects.values_list("handler", flat=True)) == {he.pk}


def test_the_report_names_those_that_could_not_and_why(world: World) -> None:
    fresh, taken = world.bring(), world.case_in(State.ACCEPTED, "ma")
    client = desk_of(world, "hong")
    answer = client.post("/cases/bulk/", {"act": "accept", "chosen": [fresh.pk, taken.pk]})
    act = BulkAct.objects.get()
    report = words(client.get(answer["Location"]))
    assert (act.done, len(act.refused)) == (1, 1)
    assert taken.number in report
    assert act.refused[0]["reason"] in report


def test_a_foreign_case_among_the_chosen_is_left_alone_and_not_named(world: World) -> None:
    foreign = world.bring("ma", employer=world.courier, division=world.hill_place)
    client = desk_of(world, "hong")
    answer = client.post("/cases/bulk/", {"act": "accept", "chosen": [foreign.pk]})
    foreign.refresh_from_db()
    assert foreign.state == State.RECEIVED
    assert foreign.number not in words(client.get(answer["Location"]))


def test_a_report_is_for_the_one_who_asked(world: World) -> None:
    case = world.bring()
    desk_of(world, "hong").post("/cases/bulk/", {"act": "accept", "chosen": [case.pk]})
    act = BulkAct.objects.get()
    assert desk_of(world, "dong").get(f"/cases/bulk/{act.pk}/").status_code == 404
    assert desk_of(world, "hong").get(f"/cases/bulk/{uuid4()}/").status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {"act": "accept"},
        {"act": "assign", "chosen": "x"},
        {"act": "burn", "chosen": ""},
        {"act": "gather", "everything": "on"},
    ],
)
def test_an_act_that_is_not_whole_leaves_the_list_and_says_what_is_missing(world: World, data: dict[str, str]) -> None:
    case = world.bring()
    answer = desk_of(world, "hong").post("/cases/bulk/", data)
    assert answer.status_code == 422
    assert case.number in words(answer)
    assert answer.context["problem"]


def test_all_that_the_filters_find_is_done_in_the_background_when_it_is_much(
    world: World, monkeypatch: pytest.MonkeyPatch, jobs: Any
) -> None:
    monkeypatch.setattr("unionhall.cases.views.desk_bulk.AT_ONCE", 1)
    cases = [world.bring(), world.bring("ma")]
    client = desk_of(world, "hong")
    answer = client.post("/cases/bulk/", {"act": "accept", "everything": "on", "query": "state=received"})
    act = BulkAct.objects.get()
    assert act.finished_at is None
    assert 'hx-trigger="every 2s"' in words(client.get(answer["Location"]))
    queued = [job["task_name"] for job in jobs.jobs.values() if job["task_name"] != "notices.deliver_message"]
    assert [name for name in queued if name != "cases.suggest"] == ["cases.run_bulk"]
    tasks.run_bulk(str(act.pk))
    assert {case.state for case in Case.objects.filter(pk__in=[case.pk for case in cases])} == {State.ACCEPTED}
    assert "every 2s" not in words(client.get(answer["Location"]))


def test_what_was_put_down_is_recalled_with_its_arguments(world: World) -> None:
    case, he = world.bring(), world.people["he"]
    act = actions.begin_bulk("assign", [case.pk], by=world.actor("hong"), arguments={"handler": he})
    tasks.run_bulk(str(act.pk))
    case.refresh_from_db()
    assert case.handler_id == he.pk


def test_rows_are_gathered_into_a_group(world: World) -> None:
    cases = [world.bring(), world.bring("ma")]
    answer = desk_of(world, "zhou").post("/cases/bulk/", {"act": "gather", "chosen": [case.pk for case in cases]})
    group = Case.objects.get(is_group=True)
    assert answer["Location"] == f"/cases/groups/{group.pk}/"
    assert set(Case.objects.filter(group=group).values_list("pk", flat=True)) == {case.pk for case in cases}


def test_one_row_is_no_group(world: World) -> None:
    answer = desk_of(world, "zhou").post("/cases/bulk/", {"act": "gather", "chosen": [world.bring().pk]})
    assert answer.status_code == 409


# --- loads --------------------------------------------------------------------------------------------------------------


def test_loads_stand_by_name_with_the_bodies_below(world: World) -> None:
    world.case_in(State.ACCEPTED)
    world.bring("ma")
    client = desk_of(world, "jian")
    below = client.get("/cases/loads/").context["below"]
    assert [(load.name, load.open) for load in below] == [(world.harbour.short_name, 2)]
    people_there = client.get(f"/cases/loads/?body={world.harbour.pk}").context["people"]
    assert {(load.handler_name, load.open) for load in people_there} == {("周敏", 1), ("", 1)}


def test_loads_are_for_those_who_oversee_and_of_their_own_bodies(world: World) -> None:
    assert desk_of(world, "zhou").get("/cases/loads/").status_code == 404
    assert desk_of(world, "jian").get(f"/cases/loads/?body={world.west.pk}").status_code == 404
    assert desk_of(world, "jian").get("/cases/loads/?body=nonsense").status_code == 404


def test_work_is_handed_over_from_the_loads(world: World) -> None:
    mine, open_one = world.case_in(State.ACCEPTED), world.bring("ma")
    data = {"body": world.harbour.pk, "source": world.people["zhou"].pk, "to": world.people["he"].pk}
    answer = desk_of(world, "hong").post("/cases/loads/handover/", data)
    mine.refresh_from_db(), open_one.refresh_from_db()
    assert answer.status_code == 303
    assert (mine.handler_id, open_one.handler_id) == (world.people["he"].pk, None)
    assert AuditEntry.objects.filter(verb="case.assigned", subject_id=str(mine.pk)).exists()


def test_handing_over_to_nobody_is_asked_again(world: World) -> None:
    world.case_in(State.ACCEPTED)
    data = {"body": world.harbour.pk, "source": world.people["zhou"].pk}
    assert desk_of(world, "hong").post("/cases/loads/handover/", data).status_code == 422


# --- search -------------------------------------------------------------------------------------------------------------


def test_a_number_is_found_whole_in_any_brackets_or_by_its_end(world: World) -> None:
    case, year = world.bring(), clock.today().year
    client = desk_of(world, "hong")
    for text in (case.number, f"港工维[{year}]0001号", f"港工〔{year}〕1", f"{year}-1", "1", "０００１"):
        assert case.number in words(client.get("/cases/search/", {"q": text})), text


def test_the_box_moves_words_into_an_address_but_never_a_phone(world: World) -> None:
    client = desk_of(world, "hong")
    assert client.post("/cases/search/", {"q": "宏达"})["Location"] == "/cases/search/?q=%E5%AE%8F%E8%BE%BE"
    assert client.post("/cases/search/", {"q": "13900000001"}).status_code == 200


def test_a_phone_finds_the_matters_of_its_worker(world: World) -> None:
    case = world.bring()
    assert case.number in words(desk_of(world, "hong").post("/cases/search/", {"q": "139 0000 0001"}))
    assert AuditEntry.objects.filter(verb="cases.searched").exists()


def test_a_miss_and_what_one_may_not_see_look_the_same(world: World) -> None:
    world.bring()
    client = desk_of(world, "xi")
    invisible, unknown = (words(client.post("/cases/search/", {"q": q})) for q in ("13900000001", "13900009999"))
    assert invisible.partition("</h1>")[2].partition("<form")[0] == unknown.partition("</h1>")[2].partition("<form")[0]


def test_searching_phones_is_limited_for_the_one_who_asks(world: World) -> None:
    client = desk_of(world, "hong")
    answers = {client.post("/cases/search/", {"q": f"1390000{n:04d}"}).status_code for n in range(62)}
    assert answers == {200, 429}


def test_what_somebody_means_by_a_number() -> None:
    year = clock.today().year
    assert f"瑞工维〔{year}〕0012号" in queries.likely_numbers("12", ["瑞工"])
    assert queries.likely_numbers("2024-3", ["瑞工"]) == ["瑞工维〔2024〕0003号"]
    assert "瑞工维〔2026〕0001号" in queries.likely_numbers("瑞工维（2026）0001号", [])
    assert queries.likely_numbers("0", ["瑞工"]) == ["0"]


# --- print --------------------------------------------------------------------------------------------------------------


def test_the_print_for_the_tribunal_holds_no_note_and_nothing_said_in_mediation(world: World) -> None:
    case = world.case_in(State.MEDIATING)
    zhou = world.actor("zhou")
    actions.write_note(case, by=zhou, text="内部：对方态度差")
    actions.write_note(case, by=zhou, text="已告知进度", audience="worker")
    actions.hold_session(
        case, by=zhou, kind="mediation", held_at=clock.now() - timedelta(days=1), place="调解室",
        outcome="公司愿让两成", attendance=[("王经理", "单位代表", True)],
    )  # fmt: skip
    text = words(desk_of(world, "zhou").get(f"/cases/{case.pk}/print/"))
    assert case.number in text
    assert "王经理" in text
    assert "林小满" in text
    assert "两个月工资没发" in text
    assert not any(secret in text for secret in ("对方态度差", "已告知进度", "公司愿让两成", "13900000001"))


def test_printing_is_noted_and_stays_in_scope(world: World) -> None:
    case = world.bring()
    assert desk_of(world, "xi").get(f"/cases/{case.pk}/print/").status_code == 404
    assert desk_of(world, "hong").get(f"/cases/{case.pk}/print/").status_code == 200
    assert AuditEntry.objects.filter(verb="case.read", subject_id=str(case.pk)).count() == 1
