"""The law's limits run on a case from facts; nothing is overwritten; people hear of a day once; a calendar tells nobody's story."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from unionhall.cases.enums import IdentityLevel, Kind
from unionhall.cases.models import Case
from unionhall.cases.tests.world import World, build
from unionhall.core.actor import Actor, system
from unionhall.core.audit import entries_about
from unionhall.core.verdict import Refused
from unionhall.limits import access, actions, queries, tasks
from unionhall.limits.enums import CalendarKind, EventKind, Origin, Show, Standing
from unionhall.limits.models import FAR, CalendarFeed, LimitEvent, LimitFact, Reminder, RunningLimit
from unionhall.notices.models import Message

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=CHINA)
DISPUTE, INJURY, COLLECTIVE = CalendarKind.DISPUTE, CalendarKind.INJURY, CalendarKind.COLLECTIVE
CLOCK = system("test clock")


@pytest.fixture(autouse=True)
def _june() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world() -> World:
    return build()


def a_case(world: World, worker: str = "lin", **facts: Any) -> Case:
    """A dismissal in the hands of Zhou."""
    return world.case_in("accepted", worker, **{"kind": Kind.DISMISSAL, "account": "不让我上班了", **facts})


def zhou(world: World) -> Actor:
    return world.actor("zhou")


def enter(world: World, case: Case, calendar: str = DISPUTE, **said: Any) -> None:
    reason = said.pop("reason", "")
    actions.record(case, calendar, said, by=zhou(world), reason=reason)


def the(case: Case, name: str, calendar: str = DISPUTE) -> Any:
    return next(limit for limit in queries.reckoned(case)[calendar].limits if limit.name == name)


# --- from facts to limits ------------------------------------------------------------------------------------------------


def test_the_limitation_runs_a_year_from_knowing(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    limit = the(case, "limitation")
    assert (limit.raw, limit.standing, limit.days_left) == (date(2027, 3, 2), Standing.RUNNING, 274)
    assert "27" in limit.articles[0].words.zh


def test_unpaid_wages_have_no_limit_during_employment_and_one_year_from_its_end(world: World) -> None:
    case = a_case(world, kind=Kind.WAGES)
    enter(world, case, unpaid_wages=True, known_on=date(2024, 1, 1))
    found = queries.reckoned(case)[DISPUTE]
    assert not found.limits
    assert "不受一年" in found.notes[0].zh
    enter(world, case, ended_on=date(2026, 5, 1))
    assert the(case, "limitation").raw == date(2027, 5, 1)


def test_a_day_that_happened_keeps_one_limit_and_starts_the_next(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    enter(world, case, applied_on=date(2026, 5, 6))
    assert the(case, "limitation").standing == Standing.MET
    assert the(case, "acceptance").raw == date(2026, 5, 12)  # five working days: Saturday 9 May is worked in exchange
    enter(world, case, accepted_on=date(2026, 5, 11))
    award = the(case, "award")
    assert (award.raw, award.longer) == (date(2026, 6, 25), date(2026, 7, 10))
    enter(world, case, received_on=date(2026, 5, 25), is_final=False)
    assert the(case, "sue").raw == date(2026, 6, 9)
    assert {limit.name for limit in queries.reckoned(case)[DISPUTE].limits} >= {
        "sue",
        "employer_sues",
        "award",
        "service",
    }


def test_a_last_day_off_is_shown_beside_the_day_to_act_by(world: World) -> None:
    case = a_case(world)
    enter(world, case, received_on=date(2026, 5, 29), is_final=False)  # 13 June 2026 is a Saturday
    limit = the(case, "sue")
    assert (limit.raw, limit.effective) == (date(2026, 6, 13), date(2026, 6, 15))
    text = page(world, case)
    assert text.index("6月13日") < text.index("顺延到 6月15日")


def test_without_the_years_notice_the_raw_day_stands_alone_with_a_sentence(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    limit = the(case, "limitation")
    assert (limit.raw, limit.effective, limit.waits_for_notice) == (date(2027, 3, 2), None, True)
    assert "放假通知还没有公布" in page(world, case)


def test_a_work_injury_has_days_of_the_employer_of_the_worker_and_of_the_authority(world: World) -> None:
    case = a_case(world, kind=Kind.INJURY)
    enter(world, case, INJURY, accident_on=date(2026, 5, 20))
    assert the(case, "employer_applies", INJURY).raw == date(2026, 6, 19)
    assert the(case, "worker_applies", INJURY).raw == date(2027, 5, 20)
    enter(world, case, INJURY, worker_applied_on=date(2026, 5, 25), accepted_on=date(2026, 5, 28))
    assert the(case, "decision", INJURY).raw == date(2026, 7, 27)
    enter(world, case, INJURY, decision_received_on=date(2026, 6, 1))
    assert the(case, "reconsideration", INJURY).raw == date(2026, 7, 31)
    assert the(case, "suit", INJURY).raw == date(2026, 12, 1)


def test_a_collective_contract_is_filed_reviewed_and_renewed(world: World) -> None:
    case = a_case(world, kind=Kind.OTHER)
    enter(world, case, COLLECTIVE, signed=date(2026, 5, 25))
    assert the(case, "submit", COLLECTIVE).raw == date(2026, 6, 4)
    enter(world, case, COLLECTIVE, received=date(2026, 5, 30), expires_on=date(2026, 8, 31))
    assert the(case, "submit", COLLECTIVE).standing == Standing.MET
    review = the(case, "review", COLLECTIVE)
    assert review.raw == review.effective == date(2026, 6, 14)
    renewal = the(case, "renewal", COLLECTIVE)
    assert (renewal.starts_on, renewal.raw, renewal.standing) == (date(2026, 6, 1), date(2026, 8, 31), Standing.RUNNING)


def test_a_limit_missed_and_one_done_too_late_say_so(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 3, 3))
    assert the(case, "limitation").standing == Standing.MISSED
    enter(world, case, applied_on=date(2026, 5, 6))
    assert the(case, "limitation").standing == Standing.LATE


def test_days_that_contradict_each_other_are_refused_with_a_sentence(world: World) -> None:
    case = a_case(world)
    enter(world, case, applied_on=date(2026, 5, 6))
    with pytest.raises(Refused, match="不能早于"):
        enter(world, case, accepted_on=date(2026, 5, 1))
    assert not LimitFact.objects.filter(name="accepted_on").exists()


# --- what the file knows -------------------------------------------------------------------------------------------------


def test_what_the_file_knows_is_proposed_and_starts_nothing_by_itself(world: World) -> None:
    case = a_case(world, kind=Kind.WAGES, happened_on=date(2026, 4, 1))
    proposed = queries.proposals(case, by=zhou(world))
    assert [(one.name, one.value) for one in proposed] == [("unpaid_wages", "yes"), ("known_on", "2026-04-01")]
    assert not queries.reckoned(case)
    actions.confirm(case, [proposed[1].key], by=zhou(world))
    fact = LimitFact.objects.get()
    assert (fact.origin, fact.value) == (Origin.FILE, "2026-04-01")
    assert [one.name for one in queries.proposals(case, by=zhou(world))] == ["unpaid_wages"]


def test_the_end_of_employment_that_a_finding_holds_is_proposed(world: World) -> None:
    from unionhall.claims import actions as claims
    from unionhall.claims import reckoning

    case = a_case(world)
    inputs = {
        "hire": "2020-03-01", "end": "2026-04-30", "wages": ["8000"] * 12, "social_avg": "11937", "min_wage": "2420",
        "reason": "art40_3",
    }  # fmt: skip
    finding = reckoning.find("severance", inputs)
    claims.keep(case, finding, by=zhou(world))
    assert ("ended_on", "2026-04-30") in [(one.name, one.value) for one in queries.proposals(case, by=zhou(world))]


def test_a_confirmed_day_is_proposed_again_when_the_file_changes_but_an_entered_one_is_not(world: World) -> None:
    case = a_case(world, happened_on=date(2026, 4, 1))
    actions.confirm(case, [one.key for one in queries.proposals(case, by=zhou(world))], by=zhou(world))
    Case.objects.filter(pk=case.pk).update(happened_on=date(2026, 4, 5))
    case.refresh_from_db()
    (again,) = queries.proposals(case, by=zhou(world))
    assert (again.value, again.held) == ("2026-04-05", "2026-04-01")
    actions.confirm(case, [again.key], by=zhou(world))
    enter(world, case, known_on=date(2026, 4, 3), reason="当事人更正")
    assert queries.proposals(case, by=zhou(world)) == []


def test_only_what_is_proposed_now_can_be_confirmed(world: World) -> None:
    case = a_case(world, happened_on=date(2026, 4, 1))
    with pytest.raises(Refused):
        actions.confirm(case, ["dispute:known_on:2020-01-01"], by=zhou(world))


# --- nothing is overwritten ----------------------------------------------------------------------------------------------


def test_a_day_put_right_keeps_the_old_one_with_the_reason(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    with pytest.raises(Refused, match="为什么更正"):
        enter(world, case, known_on=date(2026, 3, 12))
    enter(world, case, known_on=date(2026, 3, 12), reason="看错了日期")
    old, new = LimitFact.objects.order_by("at", "pk")
    assert (old.value, old.reason, old.ended_at is not None) == ("2026-03-02", "看错了日期", True)
    assert (new.value, new.replaces_id, new.ended_at) == ("2026-03-12", old.pk, None)
    assert the(case, "limitation").raw == date(2027, 3, 12)


def test_the_same_day_entered_twice_is_entered_once(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    enter(world, case, known_on=date(2026, 3, 2))
    assert LimitFact.objects.count() == 1


def test_a_day_taken_back_stays_readable_and_its_limit_is_gone(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    actions.take_back(LimitFact.objects.get(), by=zhou(world), reason="录错案件")
    assert not queries.reckoned(case)
    assert not RunningLimit.objects.filter(case=case).exists()
    assert "录错案件" in page(world, case)
    with pytest.raises(Refused):
        actions.take_back(LimitFact.objects.get(), by=zhou(world), reason="再来")


def test_the_day_everything_runs_from_cannot_be_taken_back_before_the_others(world: World) -> None:
    case = a_case(world, kind=Kind.INJURY)
    enter(world, case, INJURY, accident_on=date(2026, 5, 20), worker_applied_on=date(2026, 5, 25))
    first = LimitFact.objects.get(name="accident_on")
    with pytest.raises(Refused):
        actions.take_back(first, by=zhou(world), reason="错了")


# --- what interrupts and suspends ----------------------------------------------------------------------------------------


def claim(world: World, case: Case, day: date, **rest: Any) -> LimitEvent:
    said = {"target": "limitation", "kind": EventKind.CLAIM, "evidence": "微信记录", **rest}
    return actions.note_event(case, DISPUTE, day=day, by=zhou(world), **said)


def test_a_claim_to_the_employer_makes_the_year_run_anew_and_the_log_says_so(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 7, 1))
    claim(world, case, date(2026, 5, 4))
    limit = the(case, "limitation")
    assert limit.raw == date(2027, 5, 4)
    assert [(told.kind, told.effect) for told in limit.log] == [("claim_to_employer", "restarts")]
    text = page(world, case)
    assert "从这天起重新计算" in text
    assert "微信记录" in text


def test_an_event_after_the_end_changes_nothing_and_the_log_says_so(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 3, 3))
    claim(world, case, date(2026, 5, 4))
    limit = the(case, "limitation")
    assert (limit.raw, limit.standing, limit.log[0].effect) == (date(2026, 3, 3), Standing.MISSED, "late")


def test_a_suspension_stands_still_until_it_ends_and_its_days_are_added(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 8, 1))
    event = claim(world, case, date(2026, 5, 1), kind=EventKind.SUSPENSION, evidence="住院")
    assert the(case, "limitation").standing == Standing.PAUSED
    actions.end_suspension(event, by=zhou(world), until=date(2026, 5, 20))
    limit = the(case, "limitation")
    assert (limit.standing, limit.raw) == (Standing.RUNNING, date(2026, 8, 21))
    assert LimitEvent.objects.filter(ended_at__isnull=True).count() == 1
    assert LimitEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"evidence": "  "}, "证"),
        ({"day": date(2026, 7, 1)}, "还没"),
        ({"until": date(2026, 5, 9)}, "结束"),
        ({"kind": EventKind.SUSPENSION, "until": date(2026, 4, 1)}, "开始"),
        ({"target": "sue"}, "期限"),
    ],
)
def test_an_event_that_cannot_be_is_refused_with_a_sentence(world: World, said: dict[str, Any], why: str) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    with pytest.raises(Refused, match=why):
        claim(world, case, **{"day": date(2026, 5, 4), **said})


def test_an_event_taken_back_does_not_count_and_stays_in_the_log(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 7, 1))
    event = claim(world, case, date(2026, 5, 4))
    actions.take_back_event(event, by=zhou(world), reason="没有证据")
    assert the(case, "limitation").raw == date(2026, 7, 1)
    assert "没有证据" in page(world, case)


# --- giving up -----------------------------------------------------------------------------------------------------------


def test_a_limit_not_pursued_says_so_leaves_the_list_and_can_be_taken_up_again(world: World) -> None:
    case = a_case(world)
    enter(world, case, received_on=date(2026, 5, 25), is_final=False)
    actions.stop(case, DISPUTE, "sue", by=zhou(world), reason="双方和解")
    assert the(case, "sue").standing == Standing.STOPPED
    assert "sue" not in [row.name for row in listed(world)]
    assert "双方和解" in page(world, case)
    actions.take_up(case, DISPUTE, "sue", by=zhou(world))
    assert the(case, "sue").standing == Standing.RUNNING


def test_giving_up_holds_only_for_the_day_it_ran_from(world: World) -> None:
    case = a_case(world)
    enter(world, case, received_on=date(2026, 5, 25), is_final=False)
    actions.stop(case, DISPUTE, "sue", by=zhou(world), reason="不起诉")
    enter(world, case, received_on=date(2026, 5, 28), reason="以签收为准")
    assert the(case, "sue").standing == Standing.RUNNING


def test_a_missed_limit_leaves_the_list_when_nothing_follows_and_still_says_that_it_was_missed(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 3, 3))
    actions.stop(case, DISPUTE, "limitation", by=zhou(world), reason="改走劳动监察")
    assert the(case, "limitation").standing == Standing.MISSED
    assert listed(world, show=Show.OVERDUE) == []


def test_what_the_award_overtook_is_no_more_overdue(world: World) -> None:
    case = a_case(world)
    enter(world, case, applied_on=date(2026, 4, 1), accepted_on=date(2026, 4, 3), hearing_on=date(2026, 5, 12))
    assert the(case, "service").standing == Standing.MISSED
    assert the(case, "hearing_notice").standing == Standing.OVERTAKEN
    enter(world, case, received_on=date(2026, 5, 25), is_final=False)
    assert the(case, "service").standing == Standing.OVERTAKEN
    assert {row.name for row in listed(world, show=Show.OVERDUE)} == set()


def test_what_does_not_run_cannot_be_given_up(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2), applied_on=date(2026, 5, 6))
    with pytest.raises(Refused):
        actions.stop(case, DISPUTE, "limitation", by=zhou(world), reason="算了")


# --- who may -------------------------------------------------------------------------------------------------------------


def test_the_worker_and_those_not_in_charge_enter_nothing(world: World) -> None:
    case = a_case(world)
    for who in ("lin", "ma", "su", "jian"):
        with pytest.raises(Refused):
            actions.record(case, DISPUTE, {"known_on": date(2026, 3, 2)}, by=world.actor(who))


def test_facts_and_evidence_are_for_the_desk_and_days_for_the_worker_too(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    claim(world, case, date(2026, 5, 4))
    lin, xi, dong = world.actor("lin"), world.actor("xi"), world.actor("dong")
    assert access.visible_limits(lin).count() == 1
    assert not access.visible_facts(lin).exists()
    assert not access.visible_events(lin).exists()
    assert access.visible_facts(dong).count() == 1
    assert not access.visible_limits(xi).exists()
    assert not access.visible_facts(xi).exists()


def test_every_act_is_in_the_trail_with_its_case(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    fact = LimitFact.objects.get()
    (entry,) = entries_about(fact)
    assert (entry.verb, entry.details["case"]) == ("limit.fact_entered", str(case.pk))


# --- the list ------------------------------------------------------------------------------------------------------------


def listed(world: World, who: str = "zhou", show: str = Show.RUNNING, *, mine: bool = False) -> list[RunningLimit]:
    actor = world.actor(who)
    found = queries.listed(access.desk_limits(actor), show=show, mine=actor.person_id if mine else None)
    return list(found.order_by("act_by", "pk"))


def test_the_list_shows_what_runs_in_the_matters_one_may_see_the_soonest_first(world: World) -> None:
    one, two = a_case(world), a_case(world, "ma", account="另一件事")
    enter(world, one, known_on=date(2026, 3, 2))
    enter(world, two, received_on=date(2026, 5, 25), is_final=False)
    assert [row.name for row in listed(world)] == ["employer_sues", "sue", "limitation"] or [
        row.act_by for row in listed(world)
    ] == sorted(row.act_by for row in listed(world))
    assert len(listed(world, "dong")) == 3
    assert listed(world, "xi") == []
    assert len(listed(world, mine=True)) == 3
    assert listed(world, "dong", mine=True) == []


def test_the_list_has_what_ends_this_week_and_what_is_past(world: World) -> None:
    case = a_case(world)
    enter(world, case, received_on=date(2026, 5, 20), is_final=True)  # suit by 4 June, setting aside by 19 June
    assert {row.name for row in listed(world, show=Show.WEEK)} == {"sue"}
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        assert {row.name for row in listed(world, show=Show.OVERDUE)} == {"sue"}
        assert {row.name for row in listed(world)} == {"set_aside"}


def test_an_ended_matter_leaves_the_list(world: World) -> None:
    from unionhall.cases import actions as cases

    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    cases.withdraw(case, by=zhou(world), reason="来电撤回")
    assert listed(world) == []


def test_a_limit_that_cannot_be_counted_yet_stands_at_the_end_of_the_list(world: World) -> None:
    case = a_case(world)
    enter(world, case, inspection_opened_on=date(2026, 5, 25))
    with time_machine.travel(datetime(2026, 12, 20, 9, tzinfo=CHINA), tick=False):
        other = a_case(world, "ma")
        enter(world, other, inspection_opened_on=date(2026, 12, 15))
        row = RunningLimit.objects.get(case=other, name="investigation")
    assert row.act_by in (FAR, row.raw)


# --- reminders -----------------------------------------------------------------------------------------------------------


def told(template: str) -> list[Message]:
    return list(Message.objects.filter(template=template).order_by("told_at", "pk"))


def on(day: date) -> Any:
    return time_machine.travel(datetime(day.year, day.month, day.day, 8, 23, tzinfo=CHINA), tick=False)


def test_handler_and_worker_are_reminded_at_each_step_once(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 7, 10))  # one year: 10 July 2026
    for day in (date(2026, 6, 1), date(2026, 6, 9)):
        with on(day):
            assert tasks.remind_all() == 0
    for day, people in ((date(2026, 6, 10), 2), (date(2026, 6, 11), 0), (date(2026, 7, 3), 2), (date(2026, 7, 9), 2)):
        with on(day):
            assert tasks.remind_all() == people
            assert tasks.remind_all() == 0
    assert {message.person_id for message in told("limit")} == {world.people["zhou"].pk}
    assert {message.person_id for message in told("day")} == {world.people["lin"].pk}
    assert (len(told("limit")), len(told("day"))) == (3, 3)


def test_whoever_hears_late_hears_only_of_the_nearest_step(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 6, 5))  # four days left
    with on(date(2026, 6, 1)):
        assert tasks.remind_all() == 2
    assert set(Reminder.objects.values_list("step", flat=True)) == {7}


def test_a_short_limit_has_no_reminder_before_it_began(world: World) -> None:
    case = a_case(world)
    enter(world, case, received_on=date(2026, 6, 1), is_final=True)
    with on(date(2026, 6, 2)):
        assert tasks.remind_all() == 0
    with on(date(2026, 6, 9)):
        assert tasks.remind_all() == 2


def test_nobody_is_reminded_of_what_is_done_given_up_or_stands_still(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 6, 5))
    actions.stop(case, DISPUTE, "limitation", by=zhou(world), reason="和解")
    assert tasks.remind_all() == 0
    actions.take_up(case, DISPUTE, "limitation", by=zhou(world))
    event = claim(world, case, date(2026, 5, 1), kind=EventKind.SUSPENSION)
    assert tasks.remind_all() == 0
    actions.take_back_event(event, by=zhou(world), reason="不算")
    enter(world, case, applied_on=date(2026, 6, 1))
    assert tasks.remind_all() == 0


def test_a_limit_that_runs_anew_is_reminded_of_anew(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 6, 5))
    assert tasks.remind_all() == 2
    claim(world, case, date(2026, 5, 31))
    with on(date(2027, 5, 1)):
        assert tasks.remind_all() == 2


def test_what_another_side_left_undone_is_told_to_the_handler_the_day_after(world: World) -> None:
    case = a_case(world, kind=Kind.INJURY)
    enter(world, case, INJURY, accident_on=date(2026, 5, 4))  # the employer's thirty days end on 3 June
    with on(date(2026, 6, 3)):
        assert tasks.remind_all() == 0
    with on(date(2026, 6, 4)):
        assert tasks.remind_all() == 1
        assert tasks.remind_all() == 0
    assert told("day") == []


def test_while_nobody_handles_it_those_in_charge_at_the_body_are_reminded(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 6, 5))
    Case.objects.filter(pk=case.pk).update(handler=None)
    tasks.remind_all()
    assert world.people["hong"].pk in {message.person_id for message in told("limit")}


def test_reminders_say_nothing_of_the_matter(world: World) -> None:
    case = a_case(world, kind=Kind.INJURY)
    enter(world, case, INJURY, accident_on=date(2025, 6, 5))
    tasks.remind_all()
    for message in (*told("limit"), *told("day")):
        assert not any(word in message.body for word in ("工伤", "仲裁", "林小满", "宏达", case.number))


def test_only_the_system_reminds_and_renews(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 6, 5))
    row = RunningLimit.objects.get()
    with pytest.raises(Refused):
        actions.remind(row, by=zhou(world))
    with pytest.raises(Refused):
        actions.recompute(case, by=zhou(world))


def test_copies_are_renewed_when_they_differ(world: World) -> None:
    case = a_case(world)
    enter(world, case, received_on=date(2026, 5, 29), is_final=True)
    RunningLimit.objects.filter(name="sue").update(effective=None)
    tasks.confirm_days(0)
    assert RunningLimit.objects.get(name="sue").effective == date(2026, 6, 15)
    assert actions.recompute(case, by=CLOCK) == 0


# --- calendars -----------------------------------------------------------------------------------------------------------


def fetched(raw: str) -> Any:
    return Client().get(reverse("limits:feed", args=[raw]))


def test_a_calendar_carries_the_number_and_the_limit_and_no_names_and_nothing_of_health(world: World) -> None:
    case = a_case(
        world, kind=Kind.INJURY, account="右手被机器压伤住院", identity_level=IdentityLevel.NAMED, site="冲压车间"
    )
    enter(world, case, INJURY, accident_on=date(2026, 5, 20), assessment_received_on=date(2026, 5, 30))
    _feed, raw = actions.open_feed(by=zhou(world))
    answer = fetched(raw)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    calendar = Calendar.from_ical(answer.content)
    events = list(calendar.walk("VEVENT"))
    assert {event["dtstart"].dt for event in events} >= {date(2026, 6, 19), date(2027, 5, 20), date(2026, 6, 14)}
    assert all(case.number in str(event["summary"]) for event in events)
    text = calendar.to_ical().decode().replace("\r\n ", "")
    for word in ("伤", "鉴定", "医", "病", "林小满", "林", "宏达", "冲压", "周敏", "港湾", case.title):
        assert word not in text, word


def test_every_line_of_a_calendar_is_as_rfc_5545_wants_it(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    _feed, raw = actions.open_feed(by=zhou(world))
    content = fetched(raw).content
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    for needed in (b"VERSION:2.0", b"PRODID:", b"UID:", b"DTSTAMP:", b"DTSTART;VALUE=DATE:20270302"):
        assert needed in content


def test_a_calendar_shows_what_its_person_may_see_today(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    _feed, raw = actions.open_feed(by=world.actor("xi"))
    assert b"VEVENT" not in fetched(raw).content
    _feed, raw = actions.open_feed(by=zhou(world))
    assert case.number.encode()[:6] in fetched(raw).content
    from unionhall.people import actions as people
    from unionhall.people.models import Post

    for post in Post.objects.filter(person=world.people["zhou"]):
        people.dismiss(post, by=system("test"), reason="离岗")
    assert fetched(raw).status_code == 404


def test_a_calendar_link_is_kept_by_nobody_and_can_be_closed(world: World) -> None:
    feed, raw = actions.open_feed(by=zhou(world))
    assert raw not in str(CalendarFeed.objects.values().get())
    assert fetched(raw).status_code == 200
    assert queries.last_fetch(feed) is not None
    actions.close_feed(feed, by=zhou(world))
    assert fetched(raw).status_code == 404
    assert fetched("x" * 43).status_code == 404


def test_a_new_calendar_link_closes_the_old_one_and_the_same_form_shows_the_same(world: World) -> None:
    _old, first = actions.open_feed(by=zhou(world))
    _new, second = actions.open_feed(by=zhou(world), mark="one-form")
    assert first != second
    assert fetched(first).status_code == 404
    assert actions.open_feed(by=zhou(world), mark="one-form")[1] == second


def test_nobody_closes_somebody_elses_link(world: World) -> None:
    feed, _raw = actions.open_feed(by=zhou(world))
    with pytest.raises(Refused):
        actions.close_feed(feed, by=world.actor("hong"))


def test_a_worker_has_no_calendar_link(world: World) -> None:
    with pytest.raises(Refused):
        actions.open_feed(by=world.actor("lin"))


def test_a_running_limit_leads_to_the_paper_to_be_drafted_next(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    drafting = reverse("papers:drafting", args=[case.pk, "arbitration_application"])
    assert drafting in page(world, case)
    enter(world, case, applied_on=date(2026, 5, 6))
    assert drafting not in page(world, case)


# --- pages ---------------------------------------------------------------------------------------------------------------


def signed_in(world: World, who: str) -> Client:
    from tests.matrix.people import sign_in
    from unionhall.core import clock
    from unionhall.people.models import Account

    person = world.people[who]
    account = Account.objects.filter(person=person).first() or Account.objects.create(
        person=person, username=f"{who}-limits", opened_at=clock.now()
    )
    client = Client()
    sign_in(client, account)
    return client


def page(world: World, case: Case, who: str = "zhou") -> str:
    answer = signed_in(world, who).get(reverse("limits:of_case", args=[case.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_file_of_a_case_has_the_panel_of_its_limits(world: World) -> None:
    case = a_case(world, happened_on=date(2026, 4, 1))
    client = signed_in(world, "zhou")
    url = reverse("limits:of_case", args=[case.pk])
    assert url in client.get(reverse("cases:case", args=[case.pk])).content.decode()
    panel = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in panel
    assert reverse("limits:proposals", args=[case.pk]) in panel


def test_the_worker_reads_their_own_days_in_plain_words_and_nothing_of_the_log(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2025, 7, 1))
    claim(world, case, date(2026, 5, 4), evidence="经办人的备注")
    client = signed_in(world, "lin")
    url = reverse("limits:mine", args=[case.pk])
    assert url in client.get(reverse("cases:my_matter", args=[case.pk])).content.decode()
    text = client.get(url).content.decode()
    assert "申请劳动仲裁" in text
    assert "经办人的备注" not in text
    assert signed_in(world, "ma").get(url).status_code == 404


def test_an_anonymous_worker_reads_their_days_by_the_receipt(world: World) -> None:
    from unionhall.cases import actions as cases
    from unionhall.core.actor import ANONYMOUS

    brought = cases.bring(
        by=ANONYMOUS, kind=Kind.DISMISSAL, account="不让上班", employer=world.factory, division=world.harbour_place,
        identity_level=IdentityLevel.ANONYMOUS,
    )  # fmt: skip
    case = cases.accept(brought.case, by=zhou(world))
    enter(world, case, known_on=date(2026, 3, 2))
    client = Client()
    client.post(reverse("cases:receipt"), {"code": brought.receipt})
    assert client.get(reverse("limits:mine", args=[case.pk])).status_code == 200


def test_a_day_is_entered_on_a_page_and_the_same_form_sent_twice_enters_it_once(world: World) -> None:
    case = a_case(world)
    client = signed_in(world, "zhou")
    url = reverse("limits:fact", args=[case.pk, DISPUTE, "known_on"])
    assert client.get(url).status_code == 200
    sent = {"value": "2026-03-02", "evidence": "解除通知", "once": "m" * 32}
    assert client.post(url, sent).status_code == 303
    assert client.post(url, sent).status_code == 303
    assert LimitFact.objects.get().evidence == "解除通知"


def test_a_day_that_cannot_be_says_so_on_the_form(world: World) -> None:
    case = a_case(world)
    enter(world, case, applied_on=date(2026, 5, 6))
    url = reverse("limits:fact", args=[case.pk, DISPUTE, "accepted_on"])
    answer = signed_in(world, "zhou").post(url, {"value": "2026-05-01"})
    assert answer.status_code == 409
    assert "不能早于" in answer.content.decode()


def test_the_calendar_of_one_case_is_a_file(world: World) -> None:
    case = a_case(world)
    enter(world, case, known_on=date(2026, 3, 2))
    answer = signed_in(world, "zhou").get(reverse("limits:case_calendar", args=[case.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"20270302" in answer.content
    assert signed_in(world, "xi").get(reverse("limits:case_calendar", args=[case.pk])).status_code == 404
