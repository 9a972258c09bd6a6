"""Collective contracts, quotas, sector floors, union money, contests, rates: boundaries, and what must always hold."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.lawbook.collective.contract_review import Vote
from unionhall.lawbook.collective.piece_quota import reach
from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.reading import BadFacts
from unionhall.lawbook.union.contest_score import placed
from unionhall.lawbook.union.ratios import DOWN, NEAREST, UP, whole

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
yuan = st.integers(min_value=0, max_value=100_000_000).map(lambda fen_: Decimal(fen_) / 100)
points = st.integers(min_value=0, max_value=1000).map(lambda tenth: Decimal(tenth) / 10)


def found(fn: str, **said: Any) -> Finding:
    return calculators()[fn].find(said, today=date(2026, 9, 1))


def result(fn: str, **said: Any) -> dict[str, Any]:
    told = found(fn, **said).result
    assert isinstance(told, dict)
    return told


def ranks(*rows: tuple[str, str, str], **said: Any) -> list[tuple[str, int, Any]]:
    told = found("contest", rows=list(rows), **said).result
    assert isinstance(told, list)
    return [(row["name"], row["rank"], row["prize"]) for row in told]


# Final awards


@unhurried
@given(items=st.lists(yuan, min_size=1, max_size=6), least=yuan)
def test_an_award_is_final_just_when_each_item_is_within_twelve_months(items: list[Decimal], least: Decimal) -> None:
    told = result("finality", items=items, min_wage=least)
    assert told == {"threshold": 12 * least, "final": max(items) <= 12 * least}


def test_the_sides_have_their_days_after_a_final_award_and_other_ones_after_another() -> None:
    common = {"items": [100], "min_wage": 2540, "on": "2025-09-10", "received_on": "2025-09-18"}
    final = {one.name: one.raw for one in found("finality", **common).answer.deadlines}
    other = {one.name: one.raw for one in found("finality", **common, other_items=True).answer.deadlines}
    assert final == {"sue": date(2025, 10, 3), "set_aside": date(2025, 10, 18)}
    assert other == {"sue": date(2025, 10, 3)}


def test_the_other_readings_of_a_final_award_are_computed() -> None:
    summed = found("finality", items=[30000, 30000], min_wage=2540).answer.alternatives
    assert (summed[0].result["total"], summed[0].result["final"]) == (Decimal("60000.00"), False)
    assert not found("finality", items=[30480], min_wage=2540).answer.alternatives
    labelled = found("finality", items=[100], min_wage=2540, label="not_final")
    assert labelled.result == {"threshold": Decimal("30480.00"), "final": False}
    assert labelled.answer.alternatives[0].result["final"] is True
    earlier = found("finality", items=["29040.01"], region="北京", on="2025-09-01", applied_on="2025-08-01")
    assert earlier.answer.alternatives[0].result == {"threshold": Decimal("29040.00"), "final": False}


# Collective contracts


@unhurried
@given(signed=st.dates(date(2004, 5, 1), date(2026, 1, 1)), after=st.integers(0, 40))
def test_a_contract_is_in_force_sixteen_days_after_it_was_received(signed: date, after: int) -> None:
    received = signed + timedelta(days=after)
    told = result("collective", signed=signed, received=received)
    assert told["submitted_in_time"] is (after <= 10)
    assert told["review_last_day"] == received + timedelta(days=15)
    assert told["effective_from"] == received + timedelta(days=16)
    assert set(told) == {"submit_by", "submitted_in_time", "review_last_day", "effective_from"}


def test_before_it_is_received_nothing_but_the_day_to_file_is_known() -> None:
    told = result("collective", signed="2023-11-03")
    assert told == {
        "submit_by": date(2023, 11, 13),
        "submitted_in_time": None,
        "review_last_day": None,
        "effective_from": None,
    }


def test_an_objection_in_time_keeps_it_from_taking_effect() -> None:
    common = {"signed": "2024-02-20", "received": "2024-02-26"}
    assert result("collective", **common, objected_on="2024-03-12")["effective_from"] is None
    assert result("collective", **common, objected_on="2024-03-13")["effective_from"] == date(2024, 3, 13)


def test_a_day_to_file_that_is_a_day_off_has_another_reading() -> None:
    # 2024-03-09 is a Saturday: ten days after 2024-02-28.
    late = found("collective", signed="2024-02-28", received="2024-03-11")
    assert isinstance(late.result, dict)
    assert late.result["submitted_in_time"] is False
    assert late.answer.alternatives[0].result["submitted_in_time"] is True
    assert not found("collective", signed="2024-02-28", received="2024-03-12").answer.alternatives
    assert not found("collective", signed="2024-02-28", received="2024-03-09").answer.alternatives


@pytest.mark.parametrize(
    ("vote", "quorum", "majority"),
    [
        (Vote(3, 2, 2), True, True),
        (Vote(3, 2, 1), True, False),
        (Vote(31, 20, 16), False, True),
        (Vote(31, 21, 15), True, False),
        (Vote(2, 2, 1), True, False),
    ],
)
def test_two_thirds_of_all_are_present_and_more_than_half_of_all_agree(
    vote: Vote, quorum: bool, majority: bool
) -> None:
    assert (vote.has_quorum, vote.has_majority, vote.is_adopted) == (quorum, majority, quorum and majority)


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ({"total": 30}, "present"),
        ({"total": 30, "present": 31, "yes": 1}, "present"),
        ({"total": 30, "present": 20, "yes": 21}, "yes"),
        ({"received": "2024-02-19"}, "received"),
        ({"objected_on": "2024-03-01"}, "received"),
        ({"expires_on": "2024-02-19"}, "expires_on"),
        ({"asked_on": "2024-03-01", "answered_on": "2024-02-29"}, "answered_on"),
    ],
)
def test_what_cannot_be_of_a_contract_is_answered_by_the_fact(said: dict[str, Any], fact: str) -> None:
    with pytest.raises(BadFacts) as bad:
        found("collective", signed="2024-02-20", **said)
    assert list(bad.value.errors) == [fact]


@pytest.mark.parametrize(
    ("expires", "ok"), [("2025-02-19", False), ("2025-02-20", True), ("2027-02-20", True), ("2027-02-21", False)]
)
def test_a_term_is_one_to_three_years(expires: str, ok: bool) -> None:
    assert result("collective", signed="2024-02-20", starts_on="2024-02-21", expires_on=expires)["term_ok"] is ok


def test_an_answer_on_the_twentieth_day_is_in_time() -> None:
    common = {"signed": "2024-02-20", "asked_on": "2024-06-01"}
    assert result("collective", **common, answered_on="2024-06-21")["answered_in_time"] is True
    assert result("collective", **common, answered_on="2024-06-22")["answered_in_time"] is False
    assert result("collective", **common)["answered_in_time"] is None


# Piece quotas


@unhurried
@given(done=st.lists(points, min_size=1, max_size=60), quota=points)
def test_a_quota_holds_just_when_it_is_at_most_the_largest_that_holds(done: list[Decimal], quota: Decimal) -> None:
    told = result("quota90", done=done, quota=quota)
    assert told["ok"] is (told["able"] * 10 >= told["workers"] * 9)
    assert told["ok"] is (quota <= told["max_compliant_quota"])
    assert result("quota90", done=done, quota=told["max_compliant_quota"])["ok"] is True


@pytest.mark.parametrize(("workers", "needed"), [(0, 0), (1, 1), (9, 9), (10, 9), (11, 10), (19, 18), (20, 18)])
def test_nine_in_ten_is_the_next_whole_worker(workers: int, needed: int) -> None:
    assert reach(workers, Decimal(90)) == needed


def test_without_a_sample_there_is_no_share() -> None:
    assert result("quota90", done=[], quota=10) == {
        "workers": 0,
        "able": 0,
        "needed": 0,
        "share_pct": None,
        "ok": None,
        "max_compliant_quota": None,
    }


def test_another_share_may_be_agreed_and_a_small_sample_is_said() -> None:
    finding = found("quota90", done=[10, 9, 8, 7, 6], quota=8, share=60)
    assert isinstance(finding.result, dict)
    assert (finding.result["ok"], finding.result["needed"]) == (True, 3)
    small = [len(found("quota90", done=[1] * many, quota=1).assumptions) for many in (9, 10)]
    assert small[0] == small[1] + 1


def test_a_piece_rate_at_the_floor_is_enough_and_a_fen_below_is_not() -> None:
    common = {"done": [100], "quota": 100, "region": "北京", "on": "2023-11-30"}
    enough = result("quota90", **common, unit_price="25.41")
    assert (enough["piece_wage"], enough["piece_rate_ok"], enough["piece_shortfall"]) == (Decimal("2541.00"), True, 0)
    below = result("quota90", **common, unit_price="25.40")
    assert (below["piece_rate_ok"], below["piece_shortfall"]) == (False, Decimal("1.00"))
    assert result("quota90", **common, unit_price="1.20", period="day")["piece_wage"] == Decimal("2610.00")


# Sector floors


@unhurried
@given(least=yuan, hour=yuan, pay=yuan)
def test_a_floor_is_never_below_the_exact_one_nor_a_fen_above_it(least: Decimal, hour: Decimal, pay: Decimal) -> None:
    told = result("sector105", min_wage=least, hourly_min_wage=hour, day="2023-11-30", pay=pay)
    for floor, local in ((told["sector_monthly"], least), (told["sector_hourly"], hour)):
        assert 0 <= Fraction(floor) - Fraction(local) * 105 / 100 < Fraction(1, 100)
    assert told["shortfall"] == max(Decimal(0), told["sector_monthly"] - pay)
    assert told["ok"] is (pay >= told["sector_monthly"])


def test_by_the_hour_the_hourly_floor_decides() -> None:
    common = {"region": "北京", "day": "2025-10-31"}
    assert result("sector105", **common, hourly="29.09")["ok"] is True
    below = result("sector105", **common, hourly="29.08")
    assert (below["ok"], below["shortfall"]) == (False, Decimal("0.01"))
    both = result("sector105", **common, hourly="29.00", pay=2667)
    assert (both["ok"], both["shortfall"], both["shortfall_hourly"]) == (False, Decimal("0.00"), Decimal("0.09"))
    none = result("sector105", **common)
    assert (none["ok"], none["shortfall"]) == (None, None)


def test_a_place_without_an_hourly_wage_still_has_its_monthly_floor() -> None:
    finding = found("sector105", min_wage=2000, day="2023-11-30", pay=2100)
    assert isinstance(finding.result, dict)
    assert (finding.result["sector_monthly"], finding.result["sector_hourly"]) == (Decimal("2100.00"), None)
    assert finding.result["ok"] is True
    assert [need.table for need in finding.needs] == ["minimum_wage.hourly"]
    asked = found("sector105", min_wage=2000, day="2023-11-30", hourly=20)
    assert asked.result is None


def test_the_gap_of_several_is_told_for_each_and_in_all() -> None:
    told = result("sector105", region="北京", day="2023-11-30", pays=[2500, 2541, 2600])
    assert [row["shortfall"] for row in told["workers"]] == [Decimal("41.00"), 0, 0]
    assert (told["shortfall_total"], told["ok"]) == (Decimal("41.00"), False)
    assert result("sector105", region="北京", day="2023-11-30", pays=[2541])["ok"] is True


def test_another_ratio_may_be_entered_and_an_unknown_contract_has_none() -> None:
    assert result("sector105", min_wage=2000, hourly_min_wage=20, day="2023-11-30", ratio="1.1")[
        "sector_monthly"
    ] == Decimal("2200.00")
    assert found("sector105", region="北京", contract="x").needs[0].table == "collective_clause.ratio"


# Union money


@unhurried
@given(wages=yuan, pct=st.none() | st.integers(0, 100), paid=yuan)
def test_the_shares_add_up_to_the_fee_and_nothing_is_below_zero(wages: Decimal, pct: int | None, paid: Decimal) -> None:
    told = result("union_fee", total_wages=wages, upper_pct=pct, paid=paid)
    assert told["upward"] + told["grassroots"] == told["total"]
    assert min(told["upward"], told["grassroots"], told["owed"]) >= 0
    assert abs(Fraction(told["total"]) - Fraction(wages) / 50) <= Fraction(1, 200)
    assert told["owed"] == max(Decimal(0), told["total"] - paid)


def test_the_usual_share_is_marked_as_remembered_and_an_entered_one_is_not() -> None:
    remembered = found("union_fee", total_wages=100)
    assert any("工会经费上缴比例" in words.zh for words in remembered.unverified)
    assert not any("上缴比例" in words.zh for words in found("union_fee", total_wages=100, upper_pct=40).unverified)


@pytest.mark.parametrize("year", [2022, 2025, 2026])
def test_a_year_without_a_window_is_not_answered(year: int) -> None:
    finding = found("small_refund", year_upward=2800, year=year)
    assert finding.result == {"eligible": None, "refund": None, "reason": "no verified policy window for that year"}
    assert finding.needs


def test_ten_thousand_is_not_below_ten_thousand_and_a_fen_less_is() -> None:
    assert result("small_refund", year_upward=10000, year=2023) == {"eligible": False, "refund": 0}
    assert result("small_refund", year_upward="9999.99", year=2024) == {
        "eligible": True,
        "refund": Decimal("9999.99"),
    }


def test_where_the_line_is_for_the_whole_fee_the_whole_decides() -> None:
    above = found("small_refund", year_upward=4000, year=2023, basis="whole", year_whole=10000)
    assert above.result == {"eligible": False, "refund": 0}
    assert above.answer.alternatives[0].result == {"eligible": True, "refund": Decimal("4000.00")}
    below = found("small_refund", year_upward=3999, year=2023, basis="whole", year_whole="9999.99")
    assert below.result == {"eligible": True, "refund": Decimal("3999.00")}
    by_part = found("small_refund", year_upward=4000, year=2023, year_whole=10000)
    assert by_part.answer.alternatives[0].result == {"eligible": False, "refund": 0}
    with pytest.raises(BadFacts):
        found("small_refund", year_upward=4000, year=2023, basis="whole", year_whole=3999)


# Contests


@unhurried
@given(rows=st.lists(st.tuples(points, points), min_size=1, max_size=12), weight=st.integers(0, 100))
def test_ranks_follow_the_exact_score_and_equals_share_them(rows: list[tuple[Decimal, Decimal]], weight: int) -> None:
    named = [{"name": str(n), "theory": theory, "practice": practice} for n, (theory, practice) in enumerate(rows)]
    told = placed(named, weight, 100 - weight)
    assert sorted(one.name for one in told) == sorted(row["name"] for row in named)
    for one in told:
        better = sum((other.score, other.practice) > (one.score, one.practice) for other in told)
        assert one.rank == better + 1
    assert told == sorted(told, key=lambda one: one.rank)


def test_who_shares_the_first_place_shares_its_prize_and_the_second_is_left_out() -> None:
    told = ranks(("甲", "90", "90"), ("乙", "90", "90"), ("丙", "80", "80"))
    assert told == [("甲", 1, Decimal("10000.00")), ("乙", 1, Decimal("10000.00")), ("丙", 3, Decimal("5000.00"))]


def test_prizes_beyond_the_known_stand_in_the_notice_and_beyond_the_rewarded_there_are_none() -> None:
    told = ranks(*((str(n), str(n), str(n)) for n in range(20, 8, -1)))
    assert [prize for _name, _rank, prize in told] == [10000, 8000, 5000, *["per notice"] * 7, None, None]
    own = ranks(("a", "3", "3"), ("b", "2", "2"), ("c", "1", "1"), prizes=[300], places=2)
    assert [prize for _name, _rank, prize in own] == [Decimal("300.00"), "per notice", None]
    unknown = ranks(("a", "3", "3"), contest_name="别的竞赛", wt=50)
    assert unknown == [("a", 1, "per notice")]


def test_one_weight_gives_the_other_and_both_sum_to_a_hundred() -> None:
    rows = (("甲", "100", "0"), ("乙", "0", "100"))
    assert ranks(*rows, wt=60)[0][0] == "甲"
    assert ranks(*rows, wp=60)[0][0] == "乙"
    assert ranks(*rows, wt=60, wp=40)[0][0] == "甲"
    with pytest.raises(BadFacts):
        ranks(*rows, wt=30, wp=69)
    assert found("contest", rows=[["甲", 1, 1]], contest_name="别的竞赛").needs


# Rates and places


def test_a_rate_without_a_denominator_is_none() -> None:
    assert result("ratio", a=0, b=0) == {"pct": None}
    assert result("ratio", a=0, b=5) == {"pct": Decimal("0.00")}
    assert result("ratio", a=1, b=800) == {"pct": Decimal("0.13")}


@pytest.mark.parametrize(
    ("exact", "up", "down", "nearest"),
    [(Fraction(13), 13, 13, 13), (Fraction(131, 10), 14, 13, 13), (Fraction(27, 2), 14, 13, 14)],
)
def test_places_are_rounded_as_the_rule_says(exact: Fraction, up: int, down: int, nearest: int) -> None:
    assert (whole(exact, UP), whole(exact, DOWN), whole(exact, NEAREST)) == (up, down, nearest)


def test_points_are_added_and_not_multiplied() -> None:
    finding = found("quota_pp", total=100, base_pct=35)
    assert finding.answer.alternatives[0].result == {
        "target_pct": Decimal("36.75"),
        "min_places": 37,
        "exact": Decimal("36.75"),
    }
    assert result("quota_pp", total=0, base_pct=35) == {"target_pct": 40, "min_places": 0, "exact": 0}
    assert result("quota_pp", total=7, base_pct=95)["min_places"] == 7
    assert result("quota_pp", total=100, base_pct=35, pp="2.5")["min_places"] == 38
    with pytest.raises(BadFacts):
        found("quota_pp", total=100, base_pct="95.01")
