"""Periods, and the calendars of an injury and of a dispute: who acts by when, what is late, what comes next."""

import json
from datetime import date
from typing import Any

import pytest

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.reading import BadFacts


def found(fn: str, today: date, **said: Any) -> Finding:
    return calculators()[fn].find(said, today=today)


def rows(finding: Finding) -> dict[str, Any]:
    assert isinstance(finding.result, dict)
    return {row["name"]: row for row in finding.result["limits"]}


def dispute(today: date = date(2025, 6, 1), **said: Any) -> dict[str, Any]:
    return rows(found("dispute_calendar", today, **said))


def injury(today: date = date(2025, 6, 1), **said: Any) -> dict[str, Any]:
    return rows(found("injury_calendar", today, **said))


def test_a_period_that_reaches_a_year_not_announced_gives_its_raw_day_and_names_the_table() -> None:
    finding = found("dl", date(2026, 9, 1), kind="days", start="2026-12-20", n=15)
    assert finding.result == {"raw": date(2027, 1, 4), "effective": None}
    assert [need.table for need in finding.needs] == ["holidays"]
    left = found("dl", date(2026, 9, 1), kind="days", start="2026-12-20", n=15, extend=False)
    assert left.result == {"raw": date(2027, 1, 4), "effective": date(2027, 1, 4)}
    assert not left.needs


def test_working_days_that_reach_a_year_not_announced_are_not_guessed() -> None:
    finding = found("dl", date(2026, 9, 1), kind="workdays", start="2026-12-30", n=5)
    assert finding.result == {"raw": None, "effective": None}
    assert finding.needs


@pytest.mark.parametrize(("n", "kind"), [(0, "days"), (7_501, "days"), (1, "weeks")])
def test_a_period_that_makes_no_sense_is_answered_with_a_sentence(n: int, kind: str) -> None:
    with pytest.raises(BadFacts):
        found("dl", date(2026, 9, 1), kind=kind, start="2025-01-01", n=n)


def test_the_longest_period_is_still_a_day_of_the_calendar() -> None:
    assert found("dl", date(2026, 9, 1), kind="years", start="2100-12-31", n=7_500).result is not None


def test_every_sentence_of_a_calendar_is_in_both_languages_and_survives_as_json() -> None:
    finding = found(
        "dispute_calendar",
        date(2025, 6, 1),
        known_on="2024-03-15",
        interruptions=[["2024-12-02", "complaint"]],
        suspensions=[["2025-01-01", "2025-01-05"]],
        mediation_asked_on="2025-02-01",
        perform_by="2025-03-01",
    )
    said = json.loads(json.dumps(finding.as_dict(), ensure_ascii=False))
    assert all(step["words"]["zh"] and step["words"]["en"] for step in said["steps"])
    assert said["result"]["limits"][0]["events"][0] == {
        "day": "2024-12-02",
        "kind": "complaint",
        "effect": "restarts",
        "days": 0,
    }
    assert all(row["who_words"]["zh"] and row["article"]["zh"] for row in said["result"]["limits"])


def test_all_limits_of_an_arbitration_come_from_their_days() -> None:
    got = dispute(
        today=date(2025, 7, 1),
        applied_on="2025-05-27",
        accepted_on="2025-06-03",
        served_on="2025-06-06",
        answered_on="2025-06-20",
        hearing_on="2025-07-10",
    )
    raw = {name: row["raw"] for name, row in got.items()}
    assert raw == {
        "acceptance": date(2025, 6, 4),
        "service": date(2025, 6, 10),
        "answer": date(2025, 6, 20),
        "hearing_notice": date(2025, 7, 3),
        "postponement": date(2025, 7, 7),
        "award": date(2025, 7, 18),
    }
    assert [got[name]["overdue"] for name in raw] == [False] * 6


def test_an_award_not_yet_made_shows_what_an_extension_would_come_to() -> None:
    finding = found("dispute_calendar", date(2025, 7, 1), accepted_on="2025-06-03")
    assert finding.answer.alternatives[0].result["raw"] == date(2025, 8, 2)
    assert rows(finding)["award"]["raw"] == date(2025, 7, 18)
    for more in ({"extended": True}, {"received_on": "2025-07-01"}, {"award_on": "2025-07-01"}):
        assert not found("dispute_calendar", date(2025, 7, 1), accepted_on="2025-06-03", **more).answer.alternatives


@pytest.mark.parametrize(
    ("is_final", "expected"),
    [
        (True, {"sue", "set_aside"}),
        (False, {"sue", "employer_sues"}),
        (None, {"sue", "employer_sues", "set_aside"}),
    ],
)
def test_what_each_side_can_do_after_the_award(is_final: bool | None, expected: set[str]) -> None:
    got = dispute(received_on="2025-09-18", is_final=is_final)
    assert set(got) == expected
    assert got["sue"]["raw"] == date(2025, 10, 3)


def test_limits_in_court_and_of_enforcement() -> None:
    got = dispute(
        judgment_on="2025-05-20", ruling_on="2025-05-20", payment_order_on="2025-05-20", perform_by="2025-05-20"
    )
    assert {name: row["raw"] for name, row in got.items()} == {
        "appeal": date(2025, 6, 4),
        "appeal_ruling": date(2025, 5, 30),
        "payment_order": date(2025, 6, 4),
        "enforcement": date(2027, 5, 20),
    }
    assert got["appeal_ruling"]["overdue"] is True


def test_the_inspection_counts_from_the_end_of_what_goes_on() -> None:
    assert dispute(violation_on="2024-01-10")["inspection"]["raw"] == date(2026, 1, 10)
    assert dispute(violation_on="2024-01-10", violation_continues=True) == {}
    ended = dispute(violation_on="2024-01-10", violation_continues=True, violation_ended_on="2024-12-10")
    assert ended["inspection"]["raw"] == date(2026, 12, 10)
    opened = dispute(inspection_opened_on="2025-03-03")["investigation"]
    longer = dispute(inspection_opened_on="2025-03-03", inspection_extended=True)["investigation"]
    assert (opened["count"], opened["raw"]) == (60, date(2025, 5, 29))
    assert longer["count"] == 90


def test_limitation_of_other_claims_is_taken_from_the_end_where_knowing_is_not_said() -> None:
    assert dispute(ended_on="2024-08-30")["limitation"]["raw"] == date(2025, 8, 30)
    assert dispute(ended_on="2024-08-30", known_on="2024-06-30")["limitation"]["raw"] == date(2025, 6, 30)


def test_who_asked_for_arbitration_in_time_is_not_late_and_has_nothing_left_to_do() -> None:
    finding = found("dispute_calendar", date(2026, 1, 5), known_on="2024-03-15", applied_on="2025-03-17")
    assert rows(finding)["limitation"]["overdue"] is False
    assert isinstance(finding.result, dict)
    assert finding.result["next"] is None
    late = dispute(today=date(2026, 1, 5), known_on="2024-03-15", applied_on="2025-03-18")
    assert late["limitation"]["overdue"] is True


def test_the_next_act_is_the_first_open_one_of_the_workers_side() -> None:
    finding = found("dispute_calendar", date(2025, 9, 20), violation_on="2025-01-10", received_on="2025-09-18")
    assert isinstance(finding.result, dict)
    assert finding.result["next"] == "sue"
    assert {day.name for day in finding.answer.deadlines} == {"inspection", "sue", "employer_sues", "set_aside"}


def test_the_employer_who_applies_late_bears_the_costs() -> None:
    for applied, late in (("2025-04-09", False), ("2025-04-10", True)):
        finding = found(
            "injury_calendar",
            date(2025, 6, 1),
            accident_on="2025-03-10",
            employer_applied_on=applied,
            accepted_on="2025-04-12",
        )
        assert any("2025-03-10 到2025-04-12" in step.words.zh for step in finding.answer.steps) is late


def test_the_union_may_still_apply_within_a_year_and_lost_time_is_added() -> None:
    assert injury(accident_on="2024-03-15")["worker_applies"]["effective"] == date(2025, 3, 17)
    later = injury(accident_on="2024-03-15", delays=[["2024-04-01", "2024-04-10"]])["worker_applies"]
    assert later["raw"] == date(2025, 3, 25)
    assert later["who"] == "worker_side"


def test_the_decision_takes_fifteen_days_where_facts_are_clear_and_waits_for_courts() -> None:
    common = {"accident_on": "2025-03-10", "worker_applied_on": "2025-03-20", "accepted_on": "2025-03-25"}
    assert injury(**common)["decision"]["raw"] == date(2025, 5, 24)
    assert injury(**common, is_clear=True)["decision"]["raw"] == date(2025, 4, 9)
    waited = injury(**common, waiting=[["2025-04-01", "2025-04-30"]])["decision"]
    assert waited["raw"] == date(2025, 6, 23)
    assert injury(**common, waiting=[["2025-04-01", None]])["decision"]["paused"] is True


def test_all_limits_of_an_injury_come_from_their_days() -> None:
    got = injury(
        today=date(2025, 12, 1),
        accident_on="2025-03-10",
        employer_applied_on="2025-03-20",
        accepted_on="2025-03-25",
        decided_on="2025-05-20",
        decision_received_on="2025-05-22",
        assessment_applied_on="2025-07-01",
        assessed_on="2025-09-15",
        assessment_received_on="2025-09-18",
    )
    assert {name: (row["raw"], row["overdue"]) for name, row in got.items()} == {
        "employer_applies": (date(2025, 4, 9), False),
        "worker_applies": (date(2026, 3, 10), False),
        "decision": (date(2025, 5, 24), False),
        "reconsideration": (date(2025, 7, 21), True),
        "suit": (date(2025, 11, 22), True),
        "assessment": (date(2025, 8, 30), True),
        "reassessment": (date(2025, 10, 3), True),
        "review": (date(2026, 9, 15), False),
    }
    longer = injury(accident_on="2025-03-10", assessment_applied_on="2025-05-01", assessment_extended=True)
    assert longer["assessment"]["raw"] == date(2025, 7, 30)


@pytest.mark.parametrize(
    ("fn", "said", "fact"),
    [
        ("injury_calendar", {"accident_on": "2025-03-10", "accepted_on": "2025-03-09"}, "accepted_on"),
        ("injury_calendar", {"accident_on": "2025-03-10", "delays": [["2025-05-02", "2025-05-01"]]}, "delays"),
        ("injury_calendar", {"accident_on": "2025-06-02"}, "accident_on"),
        ("dispute_calendar", {}, "known_on"),
        ("dispute_calendar", {"known_on": "2025-03-10", "suspensions": [["2025-05-02", "2025-05-01"]]}, "suspensions"),
        ("dispute_calendar", {"applied_on": "2025-03-10", "accepted_on": "2025-03-09"}, "accepted_on"),
        ("dispute_calendar", {"received_on": "2025-03-10", "sued_on": "2025-03-09"}, "sued_on"),
    ],
)
def test_days_that_contradict_each_other_are_answered_by_the_fact_to_look_at(
    fn: str, said: dict[str, Any], fact: str
) -> None:
    with pytest.raises(BadFacts) as bad:
        found(fn, date(2025, 6, 1), **said)
    assert list(bad.value.errors) == [fact]


def test_of_an_application_that_was_accepted_but_has_no_day_nothing_is_said() -> None:
    assert set(injury(accident_on="2024-03-10", accepted_on="2025-05-01")) == {"decision"}
    assert "limitation" not in dispute(known_on="2024-03-10", accepted_on="2025-05-01")
    assert "limitation" not in dispute(known_on="2024-03-10", received_on="2025-05-01")
    assert "limitation" not in dispute(known_on="2024-03-10", award_on="2025-05-01")
    assert set(injury(accident_on="2024-03-10")) == {"employer_applies", "worker_applies"}
