"""The suggestions on the file and on the worklist, how good they are, and the same over the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from unionhall.cases import actions
from unionhall.cases.enums import About, IdentityLevel, Kind
from unionhall.cases.models import Case, Suggestion, TriageChoice
from unionhall.cases.states import State
from unionhall.cases.tests.browser import browser
from unionhall.cases.tests.test_triage import LONG, SYSTEM, model
from unionhall.cases.tests.world import World, build
from unionhall.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def file_of(world: World, case: Case, name: str = "zhou") -> Any:
    """The file; whoever it lies outside the usual work of says why first."""
    desk, url = browser(world, name), reverse("cases:case", args=[case.pk])
    page = desk.get(url)
    if "suggested" in page.context:
        return page
    desk.post(reverse("cases:opening", args=[case.pk]), {"reason": "督办：核对分到哪里"})
    return desk.get(url)


def sections(response: Any) -> dict[str, Any]:
    return {str(section.about): section for section in response.context["suggested"].sections}


def choose(world: World, case: Case, choice: str, name: str = "zhou") -> Any:
    case.refresh_from_db()
    sent = {"choice": choice, "version": case.version}
    return browser(world, name).post(reverse("cases:suggestions", args=[case.pk]), sent)


def test_the_file_offers_four_things_with_the_words_that_spoke(world: World) -> None:
    model(world)
    case = world.bring(account="公司拖欠工资三个月没有发，昨天还动手打人，加班费一直不给")
    page = file_of(world, case)
    shown = sections(page)
    assert list(shown) == ["kind", "body", "urgency", "same"]
    assert shown["kind"].lines[0].sure.endswith("%")
    assert shown["kind"].lines[0].words
    assert shown["body"].lines[0].now
    assert shown["urgency"].lines[0].value == "urgent"
    assert "<q>打人</q>" in page.content.decode() or "动手打" in page.content.decode()


def test_a_file_opened_before_the_background_work_is_not_waited_for(world: World) -> None:
    case = world.bring(account="公司拖欠工资")
    assert sections(file_of(world, case))["kind"].lines[0].value == "wages"
    assert not Suggestion.objects.exists()


def test_a_rule_says_how_often_it_was_right_once_enough_was_chosen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (world.bring(account="公司拖欠工资，也没有交社保") for _ in range(2))
    assert "20" in sections(file_of(world, second))["kind"].hint
    kind = sections(file_of(world, first))["kind"].lines[0].value
    choose(world, first, f"kind:{kind}")
    monkeypatch.setattr("unionhall.cases.views.file_suggestions.ENOUGH_CHOICES", 1)
    assert "100" in sections(file_of(world, second))["kind"].hint


def test_one_click_takes_a_kind_and_shows_it_as_chosen(world: World) -> None:
    case = world.bring(account="公司拖欠工资，也没有交社保")
    assert choose(world, case, "kind:social_insurance").status_code == 303
    case.refresh_from_db()
    assert case.kind == Kind.SOCIAL_INSURANCE
    lines = sections(file_of(world, case))["kind"].lines
    assert [line.value for line in lines if line.chosen] == ["social_insurance"]


def test_an_old_page_does_not_overwrite_a_colleague(world: World) -> None:
    case = world.bring()
    actions.correct(case, by=world.actor("zhou"), amount=500)
    answer = browser(world, "zhou").post(
        reverse("cases:suggestions", args=[case.pk]), {"choice": "kind:contract", "version": 1}
    )
    assert answer.status_code == 409
    assert not TriageChoice.objects.exists()


def test_duplicates_one_may_not_see_are_not_even_hinted_at(world: World) -> None:
    far = world.bring("ma", account=LONG, employer=world.courier, division=world.hill_place)
    actions.suggest(far, by=SYSTEM)
    case = world.bring(account=LONG)
    actions.suggest(case, by=SYSTEM)
    page = file_of(world, case)
    assert sections(page)["same"].lines == []
    assert far.number not in page.content.decode()
    assert [line.label for line in sections(file_of(world, case, "cheng"))["same"].lines] == [far.number]


def test_a_duplicate_is_gathered_by_one_click(world: World) -> None:
    first, second = world.case_in(State.ACCEPTED, account=LONG), world.case_in(State.ACCEPTED, "ma", account=LONG)
    assert choose(world, first, f"same:{second.pk}").status_code == 303
    first.refresh_from_db()
    assert first.group_id is not None


def test_a_supervisor_sends_it_to_a_body_offered_below_and_is_told_why_not_elsewhere(world: World) -> None:
    labels = {"工资": str(world.hill.pk), "食堂": str(world.east.pk), "住房": str(world.west.pk)}
    model(world, labels=labels)
    case = world.bring(account="公司拖欠工资三个月没有发，食堂的饭菜是凉的，加班费一直不给")
    barred = {line.value: line.barred for line in sections(file_of(world, case, "dong"))["body"].lines}
    assert barred[str(world.hill.pk)]
    assert not barred.get(str(world.east.pk))


def test_an_officer_above_is_told_why_they_do_not_correct_the_kind(world: World) -> None:
    case = world.case_in(State.ACCEPTED, account="公司没有交社保")
    assert sections(file_of(world, case, "cheng"))["kind"].barred
    assert not sections(file_of(world, case))["kind"].barred
    assert choose(world, case, "kind:social_insurance", "cheng").status_code == 409
    assert choose(world, case, "urgency:soon", "cheng").status_code == 303


@pytest.mark.parametrize("choice", ["", "kind", "kind:工资", "colour:red", "kind:" + "x" * 60])
def test_a_choice_that_makes_no_sense_changes_nothing(world: World, choice: str) -> None:
    case = world.bring()
    assert choose(world, case, choice).status_code in (303, 409)
    assert not TriageChoice.objects.exists()


def test_a_matter_being_worked_on_shows_no_suggestions(world: World) -> None:
    assert file_of(world, world.case_in(State.MEDIATING)).context["suggested"] is None


def test_those_who_only_read_are_offered_nothing(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    assert file_of(world, case, "sun").context["suggested"] is None


def test_no_number_from_a_letter_stands_in_the_suggestions(world: World) -> None:
    model(world)
    case = world.bring(account="我叫林小满，身份证330102199003078219，昨天被打伤，公司拖欠工资，电话13812345678")
    shown = sections(file_of(world, case))
    said = " ".join(word for section in shown.values() for line in section.lines for word in line.words)
    assert not any(sign.isdigit() for sign in said)


# --- the worklist ----------------------------------------------------------------------------------------------------------


def test_urgent_matters_are_marked_and_found_on_the_worklist(world: World) -> None:
    urgent, calm = world.bring(account="他说不发工资就跳楼"), world.bring("ma", account="想问年假")
    for case in (urgent, calm):
        actions.suggest(case, by=SYSTEM)
    client = browser(world, "zhou")
    page = client.get(reverse("cases:worklist"))
    assert {row.number: row.is_urgent for row in page.context["rows"]} == {urgent.number: True, calm.number: False}
    found = client.get(reverse("cases:worklist"), {"urgent": "on"})
    assert [row.number for row in found.context["rows"]] == [urgent.number]
    assert {str(tab.label): int(tab.count) for tab in found.context["tabs"]}["紧急"] == 1


def test_the_badge_costs_the_list_no_query(world: World, django_assert_num_queries: Any) -> None:
    from unionhall.cases.views.desk import for_rows

    for n in range(3):
        actions.suggest(world.bring(account=f"跳楼{n}"), by=SYSTEM)
    with django_assert_num_queries(1):
        assert all(row.is_urgent for row in for_rows(Case.objects.all()).order_by("due_on", "pk"))


# --- how good they are -----------------------------------------------------------------------------------------------------


def chosen(world: World, n: int, value: str, kind: str = Kind.WAGES) -> None:
    for _ in range(n):
        case = world.bring(account="公司拖欠工资，也没有交社保", kind=kind, identity_level=IdentityLevel.ANONYMOUS)
        actions.choose(case, by=world.actor("zhou"), about=About.KIND, value=value)


def test_how_often_the_first_and_one_of_three_was_taken(world: World) -> None:
    chosen(world, 5, "wages")
    chosen(world, 2, "social_insurance", Kind.SOCIAL_INSURANCE)
    chosen(world, 1, "")
    page = browser(world, "dong").get(reverse("cases:suggestion_quality"))
    first, three = page.context["figures"][:2]
    assert (first.numerator, first.denominator, first.value) == (5, 8, "62.5 %")
    assert (three.numerator, three.denominator) == (7, 8)
    assert first.definition
    assert first.as_of


def test_small_counts_are_hidden_and_cannot_be_reckoned_back(world: World) -> None:
    chosen(world, 6, "wages")
    chosen(world, 2, "social_insurance", Kind.SOCIAL_INSURANCE)
    rows = browser(world, "dong").get(reverse("cases:suggestion_quality")).context["rows"]
    assert [row.n for row in rows] == [None, None]


def test_only_the_last_choice_of_a_matter_counts_and_only_in_the_period(world: World) -> None:
    chosen(world, 5, "wages")
    with clock.at(clock.now() - timedelta(days=60)):
        chosen(world, 5, "")
    case = Case.objects.order_by("-entered_at", "-pk").first()
    assert case is not None
    actions.choose(case, by=world.actor("zhou"), about=About.KIND, value="social_insurance")
    actions.choose(case, by=world.actor("zhou"), about=About.KIND, value="wages")
    client = browser(world, "dong")
    assert client.get(reverse("cases:suggestion_quality"), {"period": "30"}).context["figures"][0].denominator == 5
    assert client.get(reverse("cases:suggestion_quality")).context["figures"][0].denominator == 10
    assert client.get(reverse("cases:suggestion_quality"), {"period": "7"}).status_code == 422


def test_what_lies_elsewhere_is_not_counted(world: World) -> None:
    chosen(world, 6, "wages")
    assert browser(world, "xi").get(reverse("cases:suggestion_quality")).context["figures"][0].denominator is None


def test_the_page_says_what_the_model_was_learnt_from(world: World) -> None:
    row = model(world)
    page = browser(world, "dong").get(reverse("cases:suggestion_quality")).content.decode()
    assert str(row.trained_on) in page
    assert "letters.csv" in page
    assert "词语规则" in page
