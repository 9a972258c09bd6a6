"""What is suggested for a case, by what, with which words; who takes it, and what is written down then."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from unionhall.cases import access, actions, queries, tasks
from unionhall.cases.enums import About, IdentityLevel, Kind
from unionhall.cases.models import Case, Suggestion, TriageChoice, TriageModel
from unionhall.cases.states import State
from unionhall.cases.tests.world import World, build
from unionhall.cases.triage import in_use, learning, suggesting
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Conflict, Refused
from unionhall.triage.tests.letters import some
from unionhall.triage.words import Letter

pytestmark = pytest.mark.django_db
SYSTEM = system("suggestions")
LONG = "我在厂里干了三年，今年七月到九月的工资一直没有发，找过人事部两次，都说等总部批，到现在一分钱也没有拿到，家里还有老人要看病。"
KINDS = {"工资": "wages", "食堂": "living", "住房": "contract"}


@pytest.fixture
def world() -> World:
    return build()


def model(world: World, *, labels: dict[str, str] | None = None, better: bool = True) -> TriageModel:
    """A model learnt from invented letters, kept."""
    letters, said = some(12)
    known = learning.Known(letters, [(labels or KINDS)[label] for label in said], [None] * len(letters))
    about = About.KIND if labels is None else About.BODY
    learnt = learning.learn(about, known)
    if not better:
        learnt.figures["compared_with"]["macro_f1"] = 1.1
    return actions.keep_model(learnt, by=SYSTEM, source="letters.csv")


def suggested(case: Case) -> suggesting.Offered:
    row = actions.suggest(case, by=SYSTEM)
    assert row is not None
    return suggesting.offered_in(Suggestion.objects.get(pk=row.pk))


# --- what is suggested -----------------------------------------------------------------------------------------------------


def test_without_a_model_the_word_rules_speak_with_their_words_and_no_confidence(world: World) -> None:
    offered = suggested(world.bring(account="公司拖欠工资，也没有交社保，还要辞退我"))
    assert [row["value"] for row in offered.kinds] == ["wages", "social_insurance", "dismissal"]
    assert "拖欠工资" in offered.kinds[0]["words"]
    assert {row["confidence"] for row in offered.kinds} == {None}


def test_with_a_model_each_of_three_has_its_confidence_and_words(world: World) -> None:
    row = model(world)
    offered = suggested(world.bring(account="公司拖欠工资三个月没有发，加班费一直不给"))
    assert offered.kinds[0]["value"] == "wages"
    assert len(offered.kinds) == 3
    assert 0.5 < offered.kinds[0]["confidence"] <= 1
    assert any("工资" in word or "加班" in word for word in offered.kinds[0]["words"])
    assert offered.kind_model == row.pk


def test_the_registers_answer_stands_first_with_its_reason(world: World) -> None:
    model(world, labels={"工资": str(world.hill.pk), "食堂": str(world.west.pk), "住房": str(world.procuratorate.pk)})
    offered = suggested(world.bring(account="公司拖欠工资三个月没有发，加班费一直不给"))
    assert offered.bodies[0]["value"] == str(world.harbour.pk)
    assert offered.bodies[0]["why"][0]["code"] == "place"
    assert offered.bodies[1]["value"] == str(world.hill.pk)
    assert offered.bodies[1]["confidence"] > 0.5
    assert str(world.procuratorate.pk) not in [row["value"] for row in offered.bodies]


def test_what_is_quoted_from_the_letter_is_sealed(world: World) -> None:
    case = world.bring(account="昨天在车间晕倒送医院，公司拖欠工资")
    suggested(case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT offered FROM cases_suggestion")
        (kept,) = cursor.fetchone()
    assert "晕倒".encode() not in bytes(kept)
    assert Suggestion.objects.get(case=case).urgent


def test_a_near_copy_and_the_same_writer_are_found_and_graded(world: World) -> None:
    first = world.bring(account=LONG, employer=None)
    copy = world.bring("ma", account=LONG + "急！", employer=None)
    other = world.bring("lin", account="另外还想问一下年假怎么算", kind=Kind.HOURS_LEAVE, employer=None)
    suggested(first)
    same = {one["value"]: one for one in suggested(copy).same}
    assert same[str(first.pk)]["grade"] == "certain"
    assert same[str(first.pk)]["confidence"] > 0.8
    assert str(other.pk) not in same
    mine = {one["value"]: one for one in suggested(other).same}
    assert mine[str(first.pk)]["why"] == ["writer"]
    assert mine[str(first.pk)]["grade"] == "possible"
    assert mine[str(first.pk)]["confidence"] is None


def test_a_case_learns_of_a_later_copy(world: World) -> None:
    first, later = world.bring(account=LONG, employer=None), world.bring("ma", account=LONG, employer=None)
    suggested(first)
    assert str(later.pk) not in [one["value"] for one in suggesting.offered_in(first.suggestion).same]
    suggested(later)
    assert [one["value"] for one in suggesting.offered_for(first).same] == [str(later.pk)]


def test_a_matter_of_a_hundred_days_ago_is_no_duplicate(world: World) -> None:
    with clock.at(clock.now() - timedelta(days=100)):
        suggested(world.bring("ma", account=LONG))
    assert suggested(world.bring(account=LONG)).same == []


def test_a_sketch_tells_no_word_and_is_keyed(world: World, settings: Any) -> None:
    from unionhall.triage import copies

    assert copies.sketch(Letter(LONG), b"one") != copies.sketch(Letter(LONG), b"two")
    assert set(copies.sketch(Letter(LONG), b"one")) & set(copies.sketch(Letter(LONG + "谢谢"), b"one"))
    assert not set(copies.sketch(Letter(LONG), b"one")) & set(
        copies.sketch(Letter("食堂的饭菜是凉的，卫生也差，请改进一下"), b"one")
    )
    assert copies.sketch(Letter("两个月工资"), b"one") == []


HOSTILE = {
    "one character": "一",
    "dots": "。。。",
    "fifty thousand": "拖欠工资不发" * 8_400,
    "repeated": "救" * 20_000,
    "machine-made": "lorem ipsum {{7*7}} <script>alert(1)</script> ' OR 1=1 -- \u202e\ufffd" * 50,
    "traditional": "老闆拖欠工資，昨天還動手打人，我們要去堵門",
    "numbers": "身份证330102199003078219 手机13812345678 卡6222020200112233445 微信：zhangsan_1985 拖欠工资，昨天受伤",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("learnt", [False, True])
def test_a_hostile_letter_does_no_harm_and_gives_no_number_away(world: World, name: str, learnt: bool) -> None:
    if learnt:
        model(world)
    case = world.bring(account=HOSTILE[name])
    offered = suggested(case)
    kept = json.dumps(
        [row["words"] for row in (*offered.kinds, *offered.bodies, *offered.urgency["reasons"])], ensure_ascii=False
    )
    assert not any(sign.isdigit() or sign in "※<{" for sign in kept)
    assert "zhangsan" not in kept
    assert len(kept) < 2_000
    if name == "traditional":
        assert offered.urgency["level"] == "urgent"


def test_numbers_and_rare_words_of_one_writer_are_in_no_model() -> None:
    from unionhall.triage.model import Model, train

    letters, labels = some(12)
    secret = "欧阳雪莲身份证330102199003078219电话13812345678"
    told = [Letter(one.body + (secret if n < 9 else ""), one.title) for n, one in enumerate(letters)]
    saved = train(told, labels, voices=["her" if n < 9 else n for n in range(len(told))]).as_bytes()
    pieces = {piece for block in Model.from_bytes(saved).blocks for piece in block.vocabulary}
    assert pieces
    assert not {"欧", "欧阳", "雪莲", "1", "33", "138"} & pieces


# --- which model is used ---------------------------------------------------------------------------------------------------


def test_a_model_worse_than_the_word_rules_is_kept_but_not_used(world: World) -> None:
    row = model(world, better=False)
    assert not row.in_use
    assert in_use.model_in_use(About.KIND) is None


def test_a_model_of_somebody_elses_letters_is_tried_on_ones_own_cases(world: World) -> None:
    letters, said = some(12)
    known = learning.Known(letters, [KINDS[label] for label in said], [None] * len(letters))
    own = learning.Known(
        [Letter("骑手超时被扣款")] * learning.PROOF, ["platform"] * learning.PROOF, [None] * learning.PROOF
    )
    learnt = learning.learn(About.KIND, known, own=own)
    assert learnt.figures["own_cases"] == {"letters": learning.PROOF, "accuracy": 0.0, "compared_with": 1.0}
    assert not learnt.better


def test_a_newer_model_takes_over_without_a_restart(world: World) -> None:
    first = model(world)
    assert in_use.model_in_use(About.KIND)[0] == first.pk  # type: ignore[index]
    with clock.at(clock.now() + timedelta(minutes=1)):
        second = model(world)
    assert in_use.model_in_use(About.KIND)[0] == second.pk  # type: ignore[index]


def test_a_model_that_cannot_be_read_leaves_the_word_rules(world: World) -> None:
    TriageModel.objects.create(
        about=About.KIND, saved=b"no model", source="x", trained_at=clock.now(), trained_on=1, in_use=True
    )
    assert suggested(world.bring(account="拖欠工资")).kinds_by == "words"


def test_the_same_letters_teach_the_same_model(world: World) -> None:
    assert bytes(model(world).saved) == bytes(model(world).saved)


def test_the_federation_learns_from_its_own_closed_cases_each_week(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters, labels = some(6)
    for letter, label in zip(letters, labels, strict=True):
        case = world.bring(
            kind=KINDS[label], account=f"{letter.title}，{letter.body}", identity_level=IdentityLevel.ANONYMOUS
        )
        Case.objects.filter(pk=case.pk).update(state=State.CLOSED, accepted_at=clock.now(), closed_at=clock.now())
    world.bring(account="还没有办结的一件")
    known = learning.own_cases(About.KIND)
    assert len(known.letters) <= len(letters)
    tasks.learn(0)
    assert not TriageModel.objects.exists()
    monkeypatch.setattr(learning, "ENOUGH", 10)
    tasks.learn(0)
    row = TriageModel.objects.get()
    assert (row.about, row.source, row.trained_on) == ("kind", learning.OWN, len(known.letters))
    assert {"macro_f1", "accuracy", "calibration_error", "per_class", "compared_with"} <= set(row.figures)


def test_only_those_who_answer_for_the_federation_have_it_learnt(world: World) -> None:
    letters, said = some(12)
    learnt = learning.learn(
        About.KIND, learning.Known(letters, [KINDS[label] for label in said], [None] * len(letters))
    )
    actions.keep_model(learnt, by=world.actor("xiao"), source="x")
    for name in ("zhou", "dong", "lin"):
        with pytest.raises(Refused):
            actions.keep_model(learnt, by=world.actor(name), source="x")


# --- when they are made ----------------------------------------------------------------------------------------------------


def test_a_matter_that_comes_in_is_queued_and_done_once(world: World, jobs: Any) -> None:
    case = world.bring()
    queued = [job for job in jobs.jobs.values() if job["task_name"] == "cases.suggest"]
    assert queued[-1]["args"] == {"case_ids": [str(case.pk)]}
    tasks.suggest([str(case.pk)])
    made = Suggestion.objects.get(case=case).made_at
    tasks.suggest([str(case.pk)])
    assert Suggestion.objects.get(case=case).made_at == made


def test_each_night_what_is_missing_is_made(world: World) -> None:
    case = world.bring()
    tasks.renew_suggestions(0)
    assert Suggestion.objects.filter(case=case, stale=False).exists()


def test_a_corrected_fact_outdates_what_was_suggested(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    suggested(case)
    actions.correct(case, by=world.actor("zhou"), amount=500)
    assert Suggestion.objects.get(case=case).stale


# --- choosing --------------------------------------------------------------------------------------------------------------


def test_taking_a_kind_corrects_the_case_and_is_written_down(world: World) -> None:
    case = world.bring(account="公司拖欠工资，也没有交社保", kind=Kind.OTHER)
    fact = actions.choose(
        case, by=world.actor("zhou"), about=About.KIND, value="social_insurance", expected=case.version
    )
    case.refresh_from_db()
    assert case.kind == "social_insurance"
    assert (fact.place, fact.was_first, fact.chosen, fact.by_hand) == (2, False, "social_insurance", False)
    assert [row["value"] for row in fact.offered] == ["wages", "social_insurance"]
    assert TriageChoice.objects.count() == 1
    assert {"triage.chosen", "case.corrected"} <= set(AuditEntry.objects.values_list("verb", flat=True))


def test_confirming_the_kind_there_is_changes_nothing_else(world: World) -> None:
    case = world.bring(account="公司拖欠工资")
    actions.choose(case, by=world.actor("zhou"), about=About.KIND, value="wages")
    actions.choose(case, by=world.actor("zhou"), about=About.KIND, value="wages")
    assert TriageChoice.objects.get().was_first
    assert not AuditEntry.objects.filter(verb="case.corrected").exists()


def test_none_of_these_is_a_choice_too(world: World) -> None:
    case = world.bring()
    fact = actions.choose(case, by=world.actor("zhou"), about=About.KIND, value="")
    assert (fact.chosen, fact.place, fact.was_first) == ("", None, False)


def test_what_an_officer_puts_right_by_hand_is_written_down_beside_what_was_offered(world: World) -> None:
    case = world.bring(account="公司拖欠工资")
    suggested(case)
    actions.correct(case, by=world.actor("zhou"), kind=Kind.PLATFORM)
    actions.reroute(case, by=world.actor("dong"), body=world.east, reason="由县里办")
    kind, body = TriageChoice.objects.order_by("at", "pk")
    assert (kind.about, kind.chosen, kind.by_hand, kind.place) == ("kind", "platform", True, None)
    assert (body.about, body.chosen, body.by_hand) == ("body", str(world.east.pk), True)


def test_taking_a_body_sends_the_case_there_with_its_reason(world: World) -> None:
    case = world.bring()
    actions.reroute(case, by=world.actor("dong"), body=world.east, reason="先看看")
    case.refresh_from_db()
    actions.choose(case, by=world.actor("dong"), about=About.BODY, value=str(world.harbour.pk))
    case.refresh_from_db()
    assert case.body_id == world.harbour.pk
    said = case.routings.order_by("-at", "-pk").values_list("why", flat=True)[0]
    assert "港湾街道" in said[0]["reason"]


def test_a_body_is_only_taken_by_those_who_may_send_the_case_there(world: World) -> None:
    case = world.bring()
    with pytest.raises(Refused):
        actions.choose(case, by=world.actor("dong"), about=About.BODY, value=str(world.hill.pk))
    assert not TriageChoice.objects.exists()


def test_the_officers_urgency_goes_before_the_suggestion(world: World) -> None:
    case = world.bring(account="他说不发工资就跳楼")
    suggested(case)
    assert queries.worklist(Case.objects.all(), {"urgent": True}).get() == case
    actions.choose(case, by=world.actor("zhou"), about=About.URGENCY, value="normal")
    assert not queries.worklist(Case.objects.all(), {"urgent": True}).exists()
    suggested(case)
    assert not Suggestion.objects.get(case=case).urgent


def test_taking_a_duplicate_puts_both_into_one_group(world: World) -> None:
    first, second = world.case_in(State.ACCEPTED, account=LONG), world.case_in(State.ACCEPTED, "ma", account=LONG)
    suggested(second)
    actions.choose(first, by=world.actor("zhou"), about=About.SAME, value=str(second.pk))
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.group_id is not None
    assert first.group_id == second.group_id


def test_a_duplicate_one_may_not_see_cannot_be_taken(world: World) -> None:
    case = world.bring(account=LONG)
    far = world.bring("ma", account=LONG, employer=world.courier, division=world.hill_place)
    suggested(far)
    with pytest.raises(Refused):
        actions.choose(case, by=world.actor("zhou"), about=About.SAME, value=str(far.pk))
    assert far.pk not in access.visible_cases(world.actor("zhou")).values_list("pk", flat=True)


@pytest.mark.parametrize(
    ("about", "value"), [("kind", "nonsense"), ("urgency", "now"), ("body", "x"), ("same", "x"), ("it", "x")]
)
def test_what_was_never_offered_is_refused(world: World, about: str, value: str) -> None:
    with pytest.raises(Refused):
        actions.choose(world.bring(), by=world.actor("dong"), about=about, value=value)
    assert not TriageChoice.objects.exists()


def test_a_colleague_was_faster(world: World) -> None:
    case = world.bring()
    actions.correct(case, by=world.actor("zhou"), amount=500)
    with pytest.raises(Conflict):
        actions.choose(case, by=world.actor("zhou"), about=About.KIND, value="wages", expected=1)


def test_a_matter_that_is_worked_on_is_offered_nothing(world: World) -> None:
    with pytest.raises(Refused):
        actions.choose(world.case_in(State.MEDIATING), by=world.actor("zhou"), about=About.KIND, value="wages")


@pytest.mark.parametrize("name", ["lin", "xi", "su", "shen"])
def test_nobody_else_chooses(world: World, name: str) -> None:
    with pytest.raises(Refused):
        actions.choose(world.bring(), by=world.actor(name), about=About.KIND, value="wages")
