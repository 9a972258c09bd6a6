"""The pages: a calculator from the file, reckoned while one types; the finding; the table of claims; many workers at once."""

import io
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from unionhall.cases import actions as cases
from unionhall.cases.models import Case
from unionhall.cases.states import State
from unionhall.cases.tests.browsing import browser as signed_in
from unionhall.cases.tests.world import World, build
from unionhall.claims import actions, api, reckoning
from unionhall.claims.models import Claim, KeptFinding
from unionhall.core import export

pytestmark = pytest.mark.django_db

FACTS: dict[str, Any] = {
    "hire": "2019-03-01", "end": "2026-02-28", "reason": "art41", "wages": "5123.45", "region": "江西", "tier": "1",
}  # fmt: skip
TYPED = {f"fact-{name}": value for name, value in FACTS.items()}


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def case(world: World) -> Case:
    return world.case_in(State.MEDIATING)


@pytest.fixture
def browser(world: World) -> Client:
    return signed_in(world, "zhou")


def form_url(case: Case, name: str = "severance") -> str:
    return reverse("claims:calculator", args=[case.pk, name])


def kept(world: World, case: Case) -> KeptFinding:
    return actions.keep(case, reckoning.find("severance", FACTS), by=world.actor("zhou"))


def text_of(answer: Any) -> str:
    return answer.content.decode()


# --- reckoning -------------------------------------------------------------------------------------------------------------


def test_a_calculator_is_opened_from_the_file(browser: Client, case: Case) -> None:
    assert reverse("claims:of_case", args=[case.pk]) in text_of(browser.get(case.get_absolute_url()))
    panel = text_of(browser.get(reverse("claims:of_case", args=[case.pk]), headers={"HX-Request": "true"}))
    assert reverse("claims:calculators", args=[case.pk]) in panel
    chooser = text_of(browser.get(reverse("claims:calculators", args=[case.pk])))
    assert form_url(case) in chooser


def test_every_calculator_has_a_form(browser: Client, case: Case) -> None:
    from unionhall.lawbook.contents import calculators

    for name, calculator in calculators().items():
        answer = browser.get(form_url(case, name))
        assert answer.status_code == 200, name
        for fact in calculator.facts:
            assert f"fact-{fact.name}" in text_of(answer), (name, fact.name)


def test_while_one_types_the_answer_is_shown_and_nothing_is_kept(browser: Client, case: Case) -> None:
    answer = browser.post(form_url(case), {**TYPED, "reckon": "1"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="answer"' in text_of(answer)
    assert "35,864.15" in text_of(answer)
    assert "<html" not in text_of(answer)
    assert KeptFinding.objects.count() == 0


def test_what_is_missing_is_named_and_what_is_wrong_is_said_without_shouting(browser: Client, case: Case) -> None:
    answer = browser.post(
        form_url(case), {"fact-hire": "2019-03-01", "fact-wages": "很多", "reckon": "1"}, headers={"HX-Request": "true"}
    )
    assert "还差" in text_of(answer)
    assert "最后一天上班是哪一天" in text_of(answer)
    assert "field-wrong" in text_of(answer)


def test_without_scripts_reckoning_shows_the_page_with_all_words_kept(browser: Client, case: Case) -> None:
    answer = browser.post(form_url(case), {**TYPED, "reckon": "1"})
    assert "35,864.15" in text_of(answer)
    assert 'value="2019-03-01"' in text_of(answer)


def test_a_question_that_now_matters_appears(browser: Client, case: Case) -> None:
    told = {name: value for name, value in TYPED.items() if name != "fact-tier"}
    answer = browser.post(form_url(case), {**told, "reckon": "1"}, headers={"HX-Request": "true"})
    assert '<div id="part-tier" hx-swap-oob="true">' in text_of(answer)


def test_a_mistake_stands_at_its_field_in_the_readers_language(browser: Client, case: Case) -> None:
    wrong = {**TYPED, "fact-end": "2018-01-01"}
    answer = browser.post(form_url(case), wrong)
    assert answer.status_code == 422
    assert "最后一天比入职那天还早" in text_of(answer)
    english = browser.post(form_url(case), wrong, headers={"Accept-Language": "en"})
    assert "The last day is before the first" in text_of(english)


def test_a_missing_value_says_which_and_where_to_enter_it(browser: Client, case: Case) -> None:
    answer = browser.post(form_url(case), {**TYPED, "fact-wages": "30000"})
    assert answer.status_code == 422
    assert "缺一个数值" in text_of(answer)
    assert 'href="#id_fact-social_avg"' in text_of(answer)
    assert KeptFinding.objects.count() == 0


def test_keeping_twice_with_one_form_is_keeping_once(browser: Client, case: Case) -> None:
    sent = {**TYPED, "once": "the-mark-of-this-form"}
    first, second = browser.post(form_url(case), sent), browser.post(form_url(case), sent)
    assert (first.status_code, first["Location"]) == (303, second["Location"])
    assert KeptFinding.objects.count() == 1


def test_what_another_finding_knows_is_shown_as_known(browser: Client, world: World, case: Case) -> None:
    kept(world, case)
    page = text_of(browser.get(form_url(case, "damages87")))
    assert "已经知道的" in page
    assert "来自“经济补偿”" in page
    assert "违法解除赔偿金 71,728.30 元" in page.replace(",", ",") or "71728.30" in page


def test_rows_of_a_small_table_are_read_and_more_can_be_asked_for(browser: Client, case: Case) -> None:
    sent = {
        "fact-on": "2026-03-31", "fact-loss": "20000", "fact-region": "江西", "fact-tier": "1",
        "fact-months-rows": "3", "fact-months-0-wage": "8000", "fact-months-0-deducted": "3000",
        "fact-months-1-wage": "8,000元", "fact-months-1-deducted": "",
    }  # fmt: skip
    more = text_of(browser.post(form_url(case, "deduction"), {**sent, "more": "1"}))
    assert 'name="fact-months-5-wage"' in more
    answer = browser.post(form_url(case, "deduction"), sent)
    assert answer.status_code == 303
    result = KeptFinding.objects.get().finding["result"]
    assert [row["deducted"] for row in result["rows"]] == ["3000.00", "1600.00"]


def test_hostile_input_is_answered_with_a_sentence(browser: Client, case: Case) -> None:
    for value in ("\0", "x" * 9000, "<script>", "-1", "1e999999"):
        for name in ("hire", "wages", "region", "tier", "reason", "min_wage"):
            answer = browser.post(form_url(case), {**TYPED, f"fact-{name}": value})
            assert answer.status_code in (303, 422), (name, value)
            assert "<script>x" not in text_of(answer)
    for count in ("-1", "999999999", "x"):
        answer = browser.post(form_url(case, "deduction"), {"fact-months-rows": count, "reckon": "1"})
        assert answer.status_code == 200


# --- the finding -----------------------------------------------------------------------------------------------------------


def test_the_finding_shows_sum_steps_articles_and_readings(browser: Client, world: World, case: Case) -> None:
    page = text_of(browser.get(kept(world, case).get_absolute_url()))
    for words in ("35,864.15", "怎么算的", "劳动合同法》第47条", "最晚在这一天之前申请劳动仲裁"):
        assert words in page, words


def test_opening_a_finding_is_noted_with_its_purpose(browser: Client, world: World, case: Case) -> None:
    from unionhall.core.models import AuditEntry

    browser.get(kept(world, case).get_absolute_url())
    assert AuditEntry.objects.filter(verb="case.read", subject_id=str(case.pk)).exists()


def test_what_is_not_verified_is_marked_on_every_page(browser: Client, world: World, case: Case) -> None:
    row = actions.keep(
        case, reckoning.find("severance", {**FACTS, "end": "2022-06-30", "wages": ["5000"]}), by=world.actor("zhou")
    )
    assert reckoning.is_provisional(row.finding)
    actions.claim(row, ["total"], by=world.actor("zhou"))
    assert "还没有人核实" in text_of(browser.get(row.get_absolute_url()))
    for url in (reverse("claims:of_case", args=[case.pk]), reverse("claims:claims", args=[case.pk])):
        assert "待核实" in text_of(browser.get(url)), url


def test_a_finding_with_other_facts_asks_for_a_reason_and_keeps_the_old_one(
    browser: Client, world: World, case: Case
) -> None:
    old = kept(world, case)
    url = f"{form_url(case)}?replaces={old.pk}"
    assert 'value="2019-03-01"' in text_of(browser.get(url))
    sent = {**TYPED, "fact-wages": "6000"}
    assert browser.post(url, sent).status_code == 422
    answer = browser.post(url, {**sent, "reason": "工资条补来了"})
    assert answer.status_code == 303
    page = text_of(browser.get(answer["Location"]))
    assert "42,000.00" in page
    assert "工资条补来了" in page
    assert "工资条补来了" in text_of(browser.get(old.get_absolute_url()))


def test_reckoning_again_with_the_same_book_says_that_nothing_changes(
    browser: Client, world: World, case: Case
) -> None:
    url = reverse("claims:recomputing", args=[kept(world, case).pk])
    assert "算出来一样" in text_of(browser.get(url))


def test_ticked_items_become_claims(browser: Client, world: World, case: Case) -> None:
    row = kept(world, case)
    assert re.search(r'<input[^>]*value="total"[^>]*checked', text_of(browser.get(row.get_absolute_url())))
    browser.post(reverse("claims:claiming", args=[row.pk]), {"items": ["total"]})
    claim = Claim.objects.get()
    assert claim.amount == Decimal("35864.15")
    page = text_of(browser.get(reverse("claims:claims", args=[case.pk])))
    assert "35,864.15" in page
    answer = browser.post(reverse("claims:dropping", args=[claim.pk]), {"reason": "改走赔偿金"})
    assert answer.status_code == 303
    assert Claim.objects.get().reason == "改走赔偿金"


# --- a group ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def group(world: World) -> Case:
    zhou = world.actor("zhou")
    made = cases.gather([world.bring("lin"), world.bring("ma")], by=zhou)
    cases.add_workers(made, by=zhou, workers=[{"name": "欧阳明", "phone": "13700000001"}], account="一样")
    return made


def test_a_group_has_a_row_for_each_worker_a_column_for_each_claim_and_totals(
    browser: Client, world: World, group: Case
) -> None:
    members = list(Case.objects.filter(group=group).order_by("number"))
    for number, member in enumerate(members[:2], 1):
        row = actions.keep(
            member, reckoning.find("severance", {**FACTS, "wages": [5000 + number]}), by=world.actor("zhou")
        )
        actions.claim(row, ["total"], by=world.actor("zhou"))
    page = text_of(browser.get(reverse("claims:claims", args=[group.pk])))
    assert "35,007.00" in page
    assert "35,014.00" in page
    assert "70,021.00" in page
    assert "林小满" not in page
    assert "林*" in page
    assert sum(claim.amount for claim in api.claims_of(group, by=world.actor("zhou"))) == Decimal("70021.00")


def test_the_table_of_claims_leaves_as_a_spreadsheet_with_masked_names(
    browser: Client, world: World, group: Case
) -> None:
    from unionhall.core.models import AuditEntry

    member = Case.objects.filter(group=group).order_by("number")[0]
    actions.claim(kept(world, member), ["total"], by=world.actor("zhou"))
    answer = browser.post(reverse("claims:claims_export", args=[group.pk]))
    assert answer["Content-Type"] == export.XLSX
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    cells = [str(cell) for row in rows for cell in row if cell is not None]
    assert "35864.15" in cells
    assert not any("林小满" in cell for cell in cells)
    assert AuditEntry.objects.filter(verb="claims.exported").count() == 1


def sheet(rows: list[list[Any]], heads: list[str]) -> io.BytesIO:
    out = io.BytesIO(export.write_xlsx(rows, heads))
    out.name = "workers.xlsx"
    return out


def test_one_sheet_gives_each_worker_a_finding_and_claims(browser: Client, world: World, group: Case) -> None:
    url = reverse("claims:table", args=[group.pk, "severance"])
    members = list(Case.objects.filter(group=group).order_by("number"))
    empty = browser.get(reverse("claims:table_sheet", args=[group.pk, "severance"]))
    listed = list(openpyxl.load_workbook(io.BytesIO(empty.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in listed[1:]] == [member.number for member in members]
    heads = ["案件编号", "hire", "end", "reason", "wages", "region", "tier"]
    rows = [
        [member.number, "2019-03-01", "2026-02-28", "裁员", f"{5000 + n} {5000 + n}", "江西", 1]
        for n, member in enumerate(members)
    ]
    answer = browser.post(url, {"table": sheet(rows, heads), "claimed": "on"})
    assert answer.status_code == 303, text_of(answer)
    assert KeptFinding.objects.count() == 3
    assert Claim.objects.filter(item="total", ended_at__isnull=True).count() == 3
    again = browser.post(url, {"table": sheet(rows, heads), "claimed": "on"})
    assert again.status_code == 303
    assert KeptFinding.objects.count() == 3


def test_a_mistake_in_a_row_keeps_nothing_and_names_the_row(browser: Client, world: World, group: Case) -> None:
    url = reverse("claims:table", args=[group.pk, "severance"])
    members = list(Case.objects.filter(group=group).order_by("number"))
    heads = ["案件编号", "hire", "end", "reason", "wages", "region", "tier"]
    good = [members[0].number, "2019-03-01", "2026-02-28", "裁员", "5000", "江西", 1]
    rows = [good, [members[1].number, "昨天", "2026-02-28", "裁员", "5000", "江西", 1], ["不认识", *good[1:]], good]
    answer = browser.post(url, {"table": sheet(rows, heads)})
    assert answer.status_code == 422
    assert KeptFinding.objects.count() == 0
    for words in ("有 3 行需要改正", "没有哪位工人和这一行对得上", "这位工人在表里出现了两次"):
        assert words in text_of(answer), words
    answer = browser.post(url, {"table": sheet(rows, heads), "sound_only": "on"})
    assert answer.status_code == 200
    assert KeptFinding.objects.count() == 1


def test_what_cannot_be_read_as_a_table_is_answered_with_a_sentence(browser: Client, group: Case) -> None:
    url = reverse("claims:table", args=[group.pk, "severance"])
    for content in (b"", b"\0\1\2", b"PK\x03\x04broken"):
        broken = io.BytesIO(content)
        broken.name = "x.xlsx"
        assert browser.post(url, {"table": broken}).status_code == 422


# --- secrecy ---------------------------------------------------------------------------------------------------------------


def addresses(case: Case, row: KeptFinding, claim: Claim) -> list[str]:
    return [
        reverse("claims:of_case", args=[case.pk]),
        reverse("claims:calculators", args=[case.pk]),
        form_url(case),
        reverse("claims:claims", args=[case.pk]),
        reverse("claims:claims_export", args=[case.pk]),
        reverse("claims:table", args=[case.pk, "severance"]),
        reverse("claims:table_sheet", args=[case.pk, "severance"]),
        reverse("claims:finding", args=[row.pk]),
        reverse("claims:recomputing", args=[row.pk]),
        reverse("claims:setting_aside", args=[row.pk]),
        reverse("claims:dropping", args=[claim.pk]),
    ]


@pytest.mark.parametrize("who", ["chang", "lin", "ma", "xi", "su", "xiao", "an", "shen"])
def test_to_whoever_does_not_see_the_case_none_of_it_exists(world: World, case: Case, who: str) -> None:
    row = kept(world, case)
    claim = actions.claim(row, ["total"], by=world.actor("zhou"))[0]
    browser = signed_in(world, who)
    for url in addresses(case, row, claim):
        answer = browser.get(url)
        assert answer.status_code == 404, (who, url)
        assert "35,864" not in text_of(answer)


def test_a_finding_is_not_reached_through_another_case(browser: Client, world: World, case: Case) -> None:
    row = kept(world, case)
    other = world.bring("ma")
    assert browser.get(f"{form_url(other)}?replaces={row.pk}").status_code == 404
    assert browser.get(f"{form_url(case)}?replaces=nonsense").status_code == 404
    assert browser.get(f"{form_url(case)}?worker={row.pk}").status_code == 404


def test_a_worker_takes_out_what_was_reckoned_and_claimed_for_them(world: World, case: Case) -> None:
    row = kept(world, case)
    assert api.held_about(world.people["lin"].pk) == []
    actions.claim(row, ["total"], by=world.actor("zhou"))
    held = api.held_about(world.people["lin"].pk)
    assert held[0]["claims"] == [{"item": "total", "amount": "35864.15", "articles": held[0]["claims"][0]["articles"]}]
