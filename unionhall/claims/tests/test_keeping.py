"""Findings are kept as they were reckoned, sealed, and never replaced silently; claims follow them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from unionhall.cases import actions as cases
from unionhall.cases.models import Case, Complainant
from unionhall.cases.states import State
from unionhall.cases.tests.world import World, build
from unionhall.claims import access, actions, api, held, queries, reckoning, tasks
from unionhall.claims.enums import Standing
from unionhall.claims.models import Claim, KeptFinding
from unionhall.core.actor import ANONYMOUS, system
from unionhall.core.verdict import Conflict, Refused
from unionhall.lawbook.finding import Finding

pytestmark = pytest.mark.django_db

FACTS: dict[str, Any] = {
    "hire": "2019-03-01", "end": "2026-02-28", "reason": "art41", "wages": ["5123.45"], "region": "江西", "tier": 1,
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def case(world: World) -> Case:
    return world.case_in(State.MEDIATING)


def severance(**facts: Any) -> Finding:
    return reckoning.find("severance", {**FACTS, **facts})


def kept(world: World, case: Case, key: str = "", **facts: Any) -> KeptFinding:
    return actions.keep(case, severance(**facts), by=world.actor("zhou"), key=key)


# --- kept ------------------------------------------------------------------------------------------------------------------


def test_a_finding_is_kept_as_it_was_reckoned_by_the_law_of_the_day(world: World, case: Case) -> None:
    finding = severance()
    row = actions.keep(case, finding, by=world.actor("zhou"))
    fresh = KeptFinding.objects.get(pk=row.pk)
    assert fresh.finding == finding.as_dict()
    assert fresh.on == date(2026, 2, 28)
    assert fresh.by_name == "周敏"
    assert fresh.complainant == Complainant.objects.get(case=case)
    assert len(fresh.book) == 64


def test_what_a_worker_earns_is_not_legible_in_the_database(world: World, case: Case) -> None:
    row = kept(world, case)
    actions.claim(row, ["total"], by=world.actor("zhou"))
    total = row.finding["result"]["total"]
    with connection.cursor() as cursor:
        for table in ("claims_keptfinding", "claims_claim", "core_auditentry"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            everything = "\n".join(line for (line,) in cursor.fetchall())
            for words in ("5123.45", total):
                assert words not in everything
                assert words.encode().hex() not in everything


def test_the_same_key_gets_the_same_finding(world: World, case: Case) -> None:
    assert kept(world, case, key="once").pk == kept(world, case, key="once").pk
    assert KeptFinding.objects.count() == 1


def test_a_key_is_not_used_for_another_finding(world: World, case: Case) -> None:
    kept(world, case, key="once")
    with pytest.raises(Conflict):
        kept(world, case, key="once", wages=["6000"])


def test_a_finding_that_lacks_a_value_is_not_kept(world: World, case: Case) -> None:
    with pytest.raises(Refused):
        actions.keep(case, severance(region="火星"), by=world.actor("zhou"))


def test_who_may_not_handle_the_case_keeps_nothing_on_it(world: World, case: Case) -> None:
    for who in ("he", "dong", "xi", "chang", "ma"):
        with pytest.raises(Refused):
            actions.keep(case, severance(), by=world.actor(who))
    with pytest.raises(Refused):
        actions.keep(case, severance(), by=ANONYMOUS)


def test_nothing_is_kept_on_an_ended_case(world: World) -> None:
    ended = world.case_in(State.CLOSED)
    with pytest.raises(Refused):
        kept(world, ended)


def test_the_worker_keeps_a_finding_on_their_own_case(world: World, case: Case) -> None:
    row = actions.keep(case, severance(), by=world.actor("lin"))
    assert row.by_worker
    assert access.visible_findings(world.actor("lin")).get() == row


# --- seen ------------------------------------------------------------------------------------------------------------------


def test_findings_are_seen_by_whoever_sees_the_case_on_the_desk_and_by_nobody_else(world: World, case: Case) -> None:
    kept(world, case)
    for who in ("zhou", "he", "sun", "hong", "dong", "cheng", "jian"):
        assert access.visible_findings(world.actor(who)).count() == 1, who
    for who in ("lin", "ma", "xi", "qing", "chang", "su", "xiao", "an", "shen"):
        assert access.visible_findings(world.actor(who)).count() == 0, who
    assert access.visible_findings(ANONYMOUS).count() == 0


def test_the_worker_sees_what_is_claimed_for_them(world: World, case: Case) -> None:
    row = kept(world, case)
    assert api.claims_of(case, by=world.actor("lin")) == []
    actions.claim(row, ["total"], by=world.actor("zhou"))
    assert [claim.item for claim in api.claims_of(case, by=world.actor("lin"))] == ["total"]
    assert access.visible_findings(world.actor("lin")).get() == row


def test_somebody_tied_to_the_employer_sees_neither_finding_nor_claim(world: World, case: Case) -> None:
    from unionhall.people import actions as people
    from unionhall.people.enums import TieKind

    actions.claim(kept(world, case), ["total"], by=world.actor("zhou"))
    people.record_tie(world.people["hong"], by=system("test"), employer=world.factory, kind=TieKind.RELATIVE)
    assert access.visible_findings(world.actor("hong")).count() == 0
    assert api.claims_of(case, by=world.actor("hong")) == []


# --- held ------------------------------------------------------------------------------------------------------------------


def test_facts_entered_once_fill_the_next_calculator(world: World, case: Case) -> None:
    kept(world, case)
    calculator = reckoning.calculator("damages87")
    assert calculator
    known = held.known(calculator, case, queries.known_of(case, Complainant.objects.get(case=case).pk))
    assert {name: known[name].value for name in ("hire", "end", "wages", "region")} == {
        "hire": "2019-03-01", "end": "2026-02-28", "wages": ["5123.45"], "region": "江西",
    }  # fmt: skip


def test_the_file_knows_its_day_amount_and_employer(world: World) -> None:
    case = world.bring(happened_on=date(2026, 1, 31), amount=Decimal("6000"))
    facts = api.held_facts(case, by=world.actor("zhou"))
    assert (facts["happened_on"], facts["amount"], facts["employer"]) == ("2026-01-31", "6000.00", world.factory.name)


def test_facts_of_one_worker_do_not_fill_for_another(world: World, case: Case) -> None:
    kept(world, case)
    other = world.bring("ma")
    assert "hired_on" not in api.held_facts(other, by=world.actor("zhou"))


def test_facts_of_two_workers_of_one_case_are_not_mixed(world: World, case: Case) -> None:
    lin = Complainant.objects.get(case=case)
    other = Complainant.objects.create(
        case=case, person=world.people["ma"], identity_level="named", name="马骏", joined_at=case.received_at
    )
    actions.keep(case, severance(), by=world.actor("zhou"), complainant=lin)
    zhou = world.actor("zhou")
    assert "wages" not in api.held_facts(case, by=zhou, complainant=other)
    assert "wages" not in api.held_facts(case, by=zhou)
    assert api.held_facts(case, by=zhou, complainant=lin)["wages"] == ["5123.45"]


def test_who_does_not_see_the_findings_is_not_told_their_facts(world: World, case: Case) -> None:
    kept(world, case)
    assert "wages" not in api.held_facts(case, by=world.actor("lin"))


# --- replaced --------------------------------------------------------------------------------------------------------------


def test_other_facts_make_a_new_finding_and_the_old_one_stays_with_its_reason(world: World, case: Case) -> None:
    old = kept(world, case)
    new, missing = actions.recompute(
        old, by=world.actor("zhou"), reason="工资条补来了", said={**FACTS, "wages": ["6000"]}
    )
    old.refresh_from_db()
    assert (old.standing, old.reason, old.finding["result"]["avg_wage"]) == (
        Standing.REPLACED,
        "工资条补来了",
        "5123.45",
    )
    assert (new.replaces, new.finding["result"]["avg_wage"], missing) == (old, "6000.00", [])


def test_without_a_reason_nothing_is_replaced(world: World, case: Case) -> None:
    old = kept(world, case)
    with pytest.raises(Refused):
        actions.recompute(old, by=world.actor("zhou"), reason=" ", said={**FACTS, "wages": ["6000"]})
    assert KeptFinding.objects.get().standing == Standing.IN_FORCE


def test_what_comes_out_the_same_is_not_replaced(world: World, case: Case) -> None:
    old = kept(world, case)
    assert actions.recompute(old, by=world.actor("zhou"), reason="再算一遍") == (old, [])
    assert KeptFinding.objects.count() == 1


def test_claims_follow_the_new_finding(world: World, case: Case) -> None:
    old = kept(world, case)
    actions.claim(old, ["total"], by=world.actor("zhou"))
    new, _missing = actions.recompute(old, by=world.actor("zhou"), reason="更正", said={**FACTS, "wages": ["6000"]})
    assert [(claim.finding, claim.amount) for claim in api.claims_of(case, by=world.actor("zhou"))] == [
        (new, Decimal(new.finding["result"]["total"]))
    ]
    ended = Claim.objects.get(ended_at__isnull=False)
    assert (ended.finding, ended.reason) == (old, "更正")


def test_a_replaced_finding_is_not_replaced_again(world: World, case: Case) -> None:
    old = kept(world, case)
    actions.recompute(old, by=world.actor("zhou"), reason="更正", said={**FACTS, "wages": ["6000"]})
    with pytest.raises(Refused):
        actions.recompute(old, by=world.actor("zhou"), reason="更正", said={**FACTS, "wages": ["6500"]})


def test_a_finding_set_aside_takes_its_claims_with_it(world: World, case: Case) -> None:
    row = kept(world, case)
    actions.claim(row, ["total"], by=world.actor("zhou"))
    actions.set_aside(row, by=world.actor("zhou"), reason="算错人了")
    assert api.claims_of(case, by=world.actor("zhou")) == []
    assert KeptFinding.objects.get().standing == Standing.SET_ASIDE


def test_a_worker_does_not_take_back_what_an_officer_claims(world: World, case: Case) -> None:
    row = actions.keep(case, severance(), by=world.actor("lin"))
    actions.claim(row, ["total"], by=world.actor("zhou"))
    with pytest.raises(Refused):
        actions.set_aside(row, by=world.actor("lin"), reason="不要了")


# --- looked at every night -----------------------------------------------------------------------------------------------------


def with_minimum(value: str) -> Any:
    """The book after a notice that nobody knew when the finding was kept."""
    from dataclasses import replace

    book = reckoning.book_in_use()
    row = book.value("minimum_wage.monthly", "江西", on=date(2026, 2, 28), tier=1)
    return book.with_rows([replace(row, value=Decimal(value))])


def test_the_night_notes_what_would_come_out_differently_and_replaces_nothing(
    world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = kept(world, case, wages=["1000"])
    before = row.finding["result"]["total"]
    book = with_minimum("3000")
    monkeypatch.setattr(reckoning, "book_in_use", lambda: book)
    assert tasks.look_at_all() == 1
    row = KeptFinding.objects.get()
    assert row.in_force
    assert row.finding["result"]["total"] == before
    assert row.would_be
    assert Decimal(row.would_be["result"]["total"]) > Decimal(before)
    assert tasks.look_at_all() == 0


def test_a_difference_that_is_gone_is_not_shown_any_more(
    world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = kept(world, case, wages=["1000"])
    actions.note_difference(row, by=system("night"), would={"result": {"total": "1.00"}})
    tasks.look_at_all()
    assert KeptFinding.objects.get().would_be is None


def test_the_night_notes_facts_that_changed_on_the_file(world: World) -> None:
    case = world.case_in(State.MEDIATING, happened_on=date(2026, 3, 31))
    told = {"on": "2026-03-31", "loss": "5000", "months": [["4000", "3000"]], "min_wage": "1850"}
    row = actions.keep(case, reckoning.find("deduction", told), by=world.actor("zhou"))
    cases.correct(case, by=world.actor("zhou"), happened_on=date(2026, 4, 30))
    tasks.look_at_all()
    row.refresh_from_db()
    assert KeptFinding.objects.get().would_be == {"changed": ["on"]}


def test_a_person_does_not_note_differences(world: World, case: Case) -> None:
    with pytest.raises(Refused):
        actions.note_difference(kept(world, case), by=world.actor("zhou"), would={"result": {}})


# --- claims ----------------------------------------------------------------------------------------------------------------


def test_an_item_of_a_finding_becomes_a_claim_with_its_amount_and_article(world: World, case: Case) -> None:
    row = kept(world, case)
    claim = actions.claim(row, ["total"], by=world.actor("zhou"))[0]
    assert claim.amount == Decimal(row.finding["result"]["total"])
    assert any("第50条" in words["zh"] or "第47条" in words["zh"] for words in claim.articles)


def test_an_item_left_out_is_dropped_and_one_kept_is_not_made_twice(world: World, case: Case) -> None:
    row = kept(world, case)
    actions.claim(row, ["amount_after_2008", "amount_before_2008"], by=world.actor("zhou"))
    actions.claim(row, ["amount_after_2008"], by=world.actor("zhou"))
    assert [claim.item for claim in api.claims_of(case, by=world.actor("zhou"))] == ["amount_after_2008"]
    assert Claim.objects.count() == 2


def test_what_is_no_money_in_the_finding_cannot_be_claimed(world: World, case: Case) -> None:
    for item in ("capped", "n_after_2008", "nothing", ""):
        with pytest.raises(Refused):
            actions.claim(kept(world, case), [item], by=world.actor("zhou"))


def test_the_main_amount_is_offered_as_a_claim(world: World, case: Case) -> None:
    assert reckoning.usual_claims(severance().as_dict()) == ["total"]


def test_a_worker_and_a_colleague_without_the_case_claim_nothing(world: World, case: Case) -> None:
    row = kept(world, case)
    for who in ("lin", "he", "dong"):
        with pytest.raises(Refused):
            actions.claim(row, ["total"], by=world.actor(who))
