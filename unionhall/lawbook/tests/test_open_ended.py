"""Who may ask for an open-ended contract."""

from datetime import date
from typing import Any

import pytest

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.reading import BadFacts

TODAY = date(2026, 9, 1)


def asked(**said: Any) -> Finding:
    return calculators()["open_ended"].find({"years": 4, "consecutive_fixed": 0} | said, today=TODAY)


@pytest.mark.parametrize(
    ("said", "basis"),
    [
        ({"years": 10}, "art14.2(1)"),
        ({"years": "9.99"}, None),
        ({"years": 10, "fault": True}, "art14.2(1)"),
        ({"consecutive_fixed": 2}, "art14.2(3)"),
        ({"consecutive_fixed": 3}, "art14.2(3)"),
        ({"consecutive_fixed": 1}, None),
        ({"consecutive_fixed": 2, "fault": True}, None),
        ({"years": 10, "consecutive_fixed": 2}, "art14.2(1)"),
        ({"months_without_contract": 12}, "art14.3"),
        ({"months_without_contract": 11}, None),
        ({"months_without_contract": 12, "worker_wants_fixed": True}, "art14.3"),
        ({"worker_wants_fixed": True}, None),
        ({"consecutive_fixed": 2, "fault": True, "worker_wants_fixed": True}, None),
    ],
)
def test_the_basis_is_named(said: dict[str, Any], basis: str | None) -> None:
    assert asked(**said).result == {"entitled": basis is not None, "basis": basis}


@pytest.mark.parametrize("said", [{"years": 10}, {"consecutive_fixed": 2}])
def test_ones_own_wish_for_a_fixed_term_defeats_it(said: dict[str, Any]) -> None:
    finding = asked(**said, worker_wants_fixed=True)
    assert finding.result == {"entitled": False, "basis": "worker chose fixed term"}
    assert not any("书面向单位提出" in step.words.zh for step in finding.answer.steps)


def test_the_sentence_to_say_to_the_employer_comes_with_it() -> None:
    assert any("书面向单位提出" in step.words.zh for step in asked(years=10).answer.steps)
    assert any("二倍工资" in step.words.zh for step in asked(years=10).answer.steps)
    assert not any("二倍工资" in step.words.zh for step in asked(months_without_contract=12).answer.steps)


def test_some_places_let_the_employer_decline_after_two_terms_but_not_after_ten_years() -> None:
    (other,) = asked(consecutive_fixed=2).answer.alternatives
    assert other.result == {"entitled": False, "basis": None}
    assert asked(years=10, consecutive_fixed=2).answer.alternatives == ()


def with_contracts(*terms: tuple[str, str], **said: Any) -> Finding:
    return calculators()["open_ended"].find(
        {"years": 4, "contracts": [list(one) for one in terms], **said}, today=TODAY
    )


def test_terms_are_counted_from_the_contracts() -> None:
    two = with_contracts(("2010-01-01", "2011-12-31"), ("2008-01-01", "2009-12-31"))
    assert two.result == {"entitled": True, "basis": "art14.2(3)"}
    assert "2010-01-01 – 2011-12-31" in next(
        step.formula for step in two.answer.steps if "2008 年以来" in step.words.zh
    )
    first = with_contracts(("2007-12-31", "2009-12-31"), ("2010-01-01", "2011-12-31"))
    assert first.result == {"entitled": False, "basis": None}
    three = with_contracts(("2007-12-31", "2009-12-31"), ("2010-01-01", "2011-12-31"), ("2012-01-01", "2013-12-31"))
    assert three.result == {"entitled": True, "basis": "art14.2(3)"}


def test_a_gap_breaks_the_run_unless_it_is_read_otherwise() -> None:
    terms = (("2008-01-01", "2009-12-31"), ("2010-01-02", "2011-12-31"))
    gap = with_contracts(*terms)
    assert gap.result == {"entitled": False, "basis": None}
    (other,) = gap.answer.alternatives
    assert other.result == {"entitled": True, "basis": "art14.2(3)"}
    assert with_contracts(*terms, fault=True).answer.alternatives == ()
    assert with_contracts(terms[0]).answer.alternatives == ()


@pytest.mark.parametrize(
    "terms",
    [
        (("2008-01-01", "2007-12-31"),),
        (("2008-01-01", "2009-12-31"), ("2009-12-31", "2010-12-31")),
    ],
)
def test_contracts_that_contradict_each_other_are_refused(terms: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(BadFacts) as bad:
        with_contracts(*terms)
    assert list(bad.value.errors) == ["contracts"]


def test_ten_years_are_counted_from_the_first_day_of_work() -> None:
    def on(day: str) -> Any:
        facts = {"hire": "2006-03-01", "on": day, "consecutive_fixed": 0}
        return calculators()["open_ended"].find(facts, today=TODAY).result

    assert on("2016-02-28") == {"entitled": False, "basis": None}
    assert on("2016-02-29") == {"entitled": True, "basis": "art14.2(1)"}
    with pytest.raises(BadFacts):
        on("2006-02-28")
    assert on("2006-03-01") == {"entitled": False, "basis": None}


def test_questions_that_are_answered_already_are_not_asked() -> None:
    calculator = calculators()["open_ended"]

    def after(**said: Any) -> str | None:
        fact = calculator.next_question(said, today=TODAY)
        return fact.name if fact else None

    assert after(hire=None) == "years"
    assert after(hire="2006-03-01") == "on"
    assert after(hire="2006-03-01", on=None) == "contracts"
    assert after(hire="2006-03-01", on=None, contracts=None) == "consecutive_fixed"
    assert after(hire="2006-03-01", on=None, contracts=[["2008-01-01", "2009-12-31"]]) == "months_without_contract"


def test_fault_and_ones_own_choice_are_said_only_where_they_decide() -> None:
    def said(zh: str, **facts: Any) -> bool:
        return any(zh in step.words.zh for step in asked(**facts).answer.steps)

    assert said("这一条不适用", consecutive_fixed=2, fault=True)
    assert not said("这一条不适用", consecutive_fixed=2)
    assert not said("这一条不适用", consecutive_fixed=1, fault=True)
    assert said("自己提出", consecutive_fixed=2, worker_wants_fixed=True)
    assert not said("自己提出", consecutive_fixed=2)
