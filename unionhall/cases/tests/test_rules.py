"""Routing rules: the first that fits decides, ties come before every rule, and a dry run writes nothing."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from unionhall.cases import access, actions, routing
from unionhall.cases.letters import importing
from unionhall.cases.models import AssignmentFact, Case, RoutingFact, RoutingRule
from unionhall.cases.routing.rules import imagined
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Conflict, Refused
from unionhall.organisations.models import Organisation
from unionhall.people import actions as people
from unionhall.people.enums import TieKind
from unionhall.people.models import Post

from .world import World, build

pytestmark = pytest.mark.django_db
Write = Callable[..., RoutingRule]


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def write(world: World) -> Write:
    """Write a rule of the city's: `write(words=("欠薪",), body=world.east)`."""

    def written(owner: Organisation | None = None, by: str = "cheng", **said: Any) -> RoutingRule:
        facts = {"name": "规则", "body": world.city, **said}
        return actions.write_rule(routing.draft_of(facts), by=world.actor(by), owner=owner or world.city)

    return written


def codes(case: Case) -> list[str]:
    return [reason["code"] for reason in RoutingFact.objects.filter(case=case).latest("at").why]


# --- which rule decides ------------------------------------------------------------------------------------------------


def test_a_rule_sends_a_matter_elsewhere_and_the_file_says_which(world: World, write: Write) -> None:
    rule = write(name="女工诉求归东城", kinds=("women",), body=world.east)
    case = world.bring(kind="women")
    assert case.body == world.east
    assert case.number.startswith("东工")
    fact = RoutingFact.objects.get(case=case)
    assert (fact.rule, codes(case)) == (rule, ["place", "rule"])
    assert fact.why[1]["rule"] == str(rule.line)
    with translation.override("en"):
        assert "女工诉求归东城" in routing.sentences(fact.why)[1]
        assert "女工诉求归东城" not in routing.sentences(fact.why, to_worker=True)[1]
    assert world.bring(kind="wages").body == world.harbour


def test_the_first_rule_that_fits_decides(world: World, write: Write) -> None:
    write(kinds=("wages",), body=world.east)
    second = write(kinds=("wages",), body=world.city)
    assert world.bring().body == world.east
    actions.move_rule(second, by=world.actor("cheng"), to=1)
    assert world.bring("ma").body == world.city


def test_a_rule_of_a_higher_body_comes_before_one_of_a_lower(world: World, write: Write) -> None:
    write(world.east, "dong", kinds=("wages",), body=world.east)
    assert world.bring().body == world.east
    write(kinds=("wages",), body=world.city)
    assert world.bring("ma").body == world.city


def test_a_rule_speaks_only_of_its_owners_area(world: World, write: Write) -> None:
    write(world.east, "dong", kinds=("wages",), body=world.east)
    assert world.bring(employer=None, division=world.hill_place).body == world.hill


def test_exactly_one_rule_decides_so_rules_cannot_run_in_a_circle(world: World, write: Write) -> None:
    write(world.east, "dong", kinds=("wages",), body=world.city)
    write(world.harbour, "hong", kinds=("wages",), body=world.east)
    case = world.bring()
    assert (case.body, codes(case)) == (world.city, ["place", "rule"])


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ({"kinds": ("injury", "wages")}, True),
        ({"kinds": ("injury",)}, False),
        ({"place": "east"}, True),
        ({"place": "west"}, False),
        ({"industry": "manufacturing"}, True),
        ({"industry": "transport"}, False),
        ({"employers": "factory"}, True),
        ({"employers": "courier"}, False),
        ({"words": ("两个月",)}, True),
        ({"words": ("没有这个词", "工资")}, True),
        ({"words": ("没有这个词",)}, False),
        ({"to_chair": True}, False),
        ({"kinds": ("wages",), "words": ("没有这个词",)}, False),
    ],
)
def test_every_condition_named_must_hold(world: World, write: Write, said: dict[str, Any], fits: bool) -> None:
    said = dict(said)
    if "place" in said:
        said["place"] = getattr(world, said["place"]).division
    if "employers" in said:
        said["employers"] = (getattr(world, said["employers"]),)
    write(body=world.city, **said)
    assert (world.bring().body == world.city) is fits


def test_a_letter_to_the_chair_can_have_its_rule(world: World, write: Write) -> None:
    write(to_chair=True, body=world.city)
    assert world.bring(to_chair=True).body == world.city
    assert world.bring("ma").body == world.harbour


@pytest.mark.parametrize(
    ("word", "account", "fits"),
    [
        ("app", "ＡＰＰ派单不合理", True),
        ("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!", False),
        (".*", "什么也没有", False),
        (".*", "写着 .* 的单子", True),
        ("%s%(name)s", "发来 %s%(name)s", True),
        ("😀😀", "😀😀😀", True),
        ("<b>", "<b>工资", True),
    ],
)
def test_words_are_looked_for_as_they_stand(world: World, write: Write, word: str, account: str, fits: bool) -> None:
    write(name=word, words=(word,), body=world.city)
    case = world.bring(account=account)
    assert (case.body == world.city) is fits
    routing.sentences(RoutingFact.objects.get(case=case).why)


# --- days and hours ------------------------------------------------------------------------------------------------------


def at(text: str) -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("weekdays", "start", "end", "moment", "fits"),
    [
        ((), time(22), time(6), "2026-11-20T23:59", True),
        ((), time(22), time(6), "2026-11-21T05:59", True),
        ((), time(22), time(6), "2026-11-21T06:00", False),
        ((), time(22), time(6), "2026-11-21T12:00", False),
        ((5,), time(22), time(6), "2026-11-20T22:00", True),  # a Friday
        ((5,), time(22), time(6), "2026-11-21T05:00", True),  # the night of that Friday
        ((6,), time(22), time(6), "2026-11-21T05:00", False),
        ((5,), time(22), time(6), "2026-11-20T05:00", False),  # the night of Thursday
        ((), time(9), time(12), "2026-11-20T09:00", True),
        ((), time(9), time(12), "2026-11-20T12:00", False),
        ((6, 7), None, None, "2026-11-22T00:00", True),
        ((6, 7), None, None, "2026-11-23T00:00", False),
        ((7,), None, None, "2026-11-22T23:59", True),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(
    world: World, weekdays: tuple[int, ...], start: time | None, end: time | None, moment: str, fits: bool
) -> None:
    draft = routing.draft_of(
        {"name": "夜班", "body": world.city, "weekdays": weekdays, "from_time": start, "to_time": end}
    )
    matter = routing.Matter("wages", "工资", at(moment))
    assert imagined(draft, world.city).fits(matter, frozenset()) is fits


def test_a_rule_decides_from_its_first_to_its_last_day(world: World, write: Write) -> None:
    today = clock.today()
    write(kinds=("wages",), since=today + timedelta(days=2), until=today + timedelta(days=3))
    expected = {1: world.harbour, 2: world.city, 3: world.city, 4: world.harbour}
    for days, body in expected.items():
        with clock.at(clock.now() + timedelta(days=days)):
            assert world.bring().body == body, days


# --- ties and persons ----------------------------------------------------------------------------------------------------


def test_a_tie_beats_a_rule(world: World, write: Write) -> None:
    people.record_tie(world.people["dong"], by=system("t"), employer=world.factory, kind=TieKind.RELATIVE)
    write(kinds=("wages",), body=world.east, person=world.people["dong"])
    case = world.bring()
    assert (case.body, case.handler_id) == (world.city, None)
    assert codes(case) == ["place", "rule", "tied", "arrived"]


def test_a_rule_puts_a_matter_into_somebodys_hands(world: World, write: Write) -> None:
    write(kinds=("wages",), body=world.harbour, person=world.people["he"])
    case = world.bring()
    saved = Case.objects.get(pk=case.pk)
    assert (case.handler_id, saved.handler_id) == (world.people["he"].pk,) * 2
    assert case.version == saved.version
    assert AssignmentFact.objects.get(case=case).by_id is None
    assert AuditEntry.objects.filter(verb="case.assigned", subject_id=str(case.pk)).count() == 1
    actions.accept(case, by=world.actor("he"), expected=case.version)


def test_without_a_post_the_person_gets_nothing_and_the_file_says_so(world: World, write: Write) -> None:
    write(kinds=("wages",), body=world.harbour, person=world.people["he"])
    Post.objects.filter(person=world.people["he"]).update(until=clock.today() - timedelta(days=1))
    case = world.bring()
    assert (case.body, case.handler_id, codes(case)[-1]) == (world.harbour, None, "person_off_duty")


def test_at_the_top_a_tied_person_gets_nothing_and_the_file_says_so(world: World, write: Write) -> None:
    people.record_tie(world.people["cheng"], by=system("t"), employer=world.factory, kind=TieKind.RELATIVE)
    write(kinds=("wages",), body=world.city, person=world.people["cheng"])
    case = world.bring()
    assert (case.body, case.handler_id, codes(case)[-1]) == (world.city, None, "person_tied")


def test_a_rule_whose_body_receives_nothing_any_more_decides_nothing(world: World, write: Write) -> None:
    write(kinds=("wages",), body=world.east)
    Organisation.objects.filter(pk=world.east.pk).update(receives_cases=False)
    assert world.bring().body == world.harbour


# --- writing, changing, moving, ending ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"words": ("一",)},
        {"words": ("😀",)},
        {"words": ("词" * 41,)},
        {"words": ("nul\x00",)},
        {"words": tuple(f"词语{n}" for n in range(10_000))},
        {"kinds": ("wages",), "name": "  "},
        {"from_time": time(9)},
        {"from_time": time(9), "to_time": time(9)},
        {"weekdays": (0,)},
        {"kinds": ("wages",), "since": date(2020, 1, 1)},
        {"kinds": ("wages",), "until": date(2020, 1, 1)},
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(write: Write, said: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        write(**said)
    assert not RoutingRule.objects.exists()


def test_a_rule_sends_down_or_up_and_never_to_a_neighbour(world: World, write: Write) -> None:
    write(world.east, "dong", kinds=("wages",), body=world.city)
    write(world.east, "dong", kinds=("wages",), body=world.harbour)
    for body in (world.west, world.hill, world.procuratorate):
        with pytest.raises(Refused):
            write(world.east, "dong", kinds=("wages",), body=body)


def test_a_rule_names_only_those_on_duty_at_the_body_it_sends_to(world: World, write: Write) -> None:
    with pytest.raises(Refused):
        write(kinds=("wages",), body=world.east, person=world.people["zhou"])


@pytest.mark.parametrize("name", ["dong", "jian", "cheng", "xiao"])
def test_officers_supervisors_and_the_system_administrator_keep_rules(world: World, write: Write, name: str) -> None:
    assert write(world.east, name, kinds=("wages",), body=world.east).written_by == world.people[name]


@pytest.mark.parametrize("name", ["hong", "xi", "zhou", "an", "lin", "su", "chang"])
def test_nobody_else_does(world: World, write: Write, name: str) -> None:
    with pytest.raises(Refused):
        write(world.east, name, kinds=("wages",), body=world.east)


def test_a_change_is_a_new_version_and_the_old_one_stays(world: World, write: Write) -> None:
    first, by = write(kinds=("wages",), body=world.east), world.actor("cheng")
    case = world.bring()
    second = actions.change_rule(
        first, by=by, draft=routing.draft_of({"name": "新", "kinds": ("wages",), "body": world.city}), expected=1
    )
    assert (second.line, second.version, second.position) == (first.line, 2, 1)
    assert RoutingFact.objects.get(case=case).rule_id == first.pk
    assert RoutingFact.objects.get(case=world.bring("ma")).rule_id == second.pk
    with pytest.raises(Conflict):
        actions.change_rule(
            first, by=by, draft=routing.draft_of({"name": "x", "kinds": ("wages",), "body": world.city}), expected=1
        )
    assert AuditEntry.objects.filter(verb="rule.changed", actor_id=by.person_id).count() == 1


def test_an_ended_rule_decides_nothing_stays_on_record_and_cannot_be_changed(world: World, write: Write) -> None:
    first, second = write(kinds=("wages",), body=world.east), write(kinds=("injury",), body=world.city)
    by = world.actor("cheng")
    actions.end_rule(first, by=by)
    assert world.bring().body == world.harbour
    second.refresh_from_db()
    assert (RoutingRule.objects.count(), second.position) == (2, 1)
    for act in (
        lambda: actions.end_rule(first, by=by),
        lambda: actions.move_rule(first, by=by, to=1),
        lambda: actions.change_rule(
            first, by=by, draft=routing.draft_of({"name": "x", "kinds": ("wages",), "body": world.city})
        ),
    ):
        with pytest.raises(Refused):
            act()


def test_rules_change_places_without_losing_one(world: World, write: Write) -> None:
    rules = [write(name=f"第{n}条", kinds=("wages",)) for n in range(1, 5)]
    actions.move_rule(rules[3], by=world.actor("cheng"), to=2)
    actions.move_rule(rules[0], by=world.actor("cheng"), to=99)
    connection.check_constraints()
    rows = RoutingRule.objects.order_by("position").values_list("position", "name")
    assert list(rows) == [(1, "第4条"), (2, "第2条"), (3, "第3条"), (4, "第1条")]


# --- old letters ---------------------------------------------------------------------------------------------------------


def letters(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [
                ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情"],
                *([str(n), f"A{n}", "工资", "2020/1/1", f"港湾街道第{n}封，欠薪{n % 3}"] for n in range(count)),
            ]
        )
    return path


def test_old_letters_follow_the_rules_too_and_so_does_their_dry_run(world: World, write: Write, tmp_path: Path) -> None:
    rule = write(words=("欠薪2",), body=world.east, person=world.people["dong"])
    path = letters(tmp_path / "letters.csv", 30)
    options: dict[str, Any] = {"by": system("t"), "said": {}, "where": {}}
    tried = importing.run(path, dry_run=True, **options)
    done = importing.run(path, **options)
    assert tried.by_body == done.by_body == {"港湾街道总工会": 20, "东城县总工会": 10}
    sent = Case.objects.filter(body=world.east)
    assert set(sent.values_list("handler", flat=True)) == {world.people["dong"].pk}
    assert RoutingFact.objects.filter(rule=rule).count() == 10
    assert AssignmentFact.objects.filter(handler=world.people["dong"]).count() == 10


def test_rules_are_looked_up_once_for_all_letters(world: World, write: Write, tmp_path: Path) -> None:
    for n in range(20):
        write(name=f"规则{n}", words=(f"欠薪{n}", "(a+)+$"), body=world.east, person=world.people["dong"])

    def queries(count: int, name: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            importing.run(letters(tmp_path / name, count), by=system("t"), said={}, where={}, dry_run=True)
        return len(captured)

    assert queries(400, "many.csv") == queries(20, "few.csv")


# --- trying them ---------------------------------------------------------------------------------------------------------


def test_a_dry_run_says_what_would_have_happened_and_writes_nothing(world: World, write: Write) -> None:
    case = world.bring(account="拖欠工资三个月")
    world.bring("ma", account="别的事")
    before = (Case.objects.count(), RoutingFact.objects.count(), AssignmentFact.objects.count())
    versions = list(Case.objects.order_by("pk").values_list("version", "body", "handler"))
    draft = routing.draft_of({"name": "试", "words": ("三个月",), "body": world.city})
    trial = actions.try_rules(by=world.actor("cheng"), owner=world.city, draft=draft)
    assert (trial.read, trial.sent, trial.elsewhere) == (2, 1, 1)
    assert trial.ways == [("港湾街道总工会", "瑞江市总工会", 1)]
    assert [(example.id, example.number) for example in trial.examples] == [(case.pk, case.number)]
    assert (Case.objects.count(), RoutingFact.objects.count(), AssignmentFact.objects.count()) == before
    assert list(Case.objects.order_by("pk").values_list("version", "body", "handler")) == versions
    assert not RoutingRule.objects.exists()
    assert AuditEntry.objects.filter(verb="rules.tried").count() == 1, "words were looked for in sealed accounts"


def test_a_dry_run_of_the_whole_list_counts_each_rule(world: World, write: Write) -> None:
    write(name="一", kinds=("wages",), body=world.east)
    write(name="二", kinds=("injury",), body=world.city)
    write(name="三", kinds=("wages", "injury"), body=world.city)
    world.bring()
    world.bring("ma", kind="injury")
    trial = actions.try_rules(by=world.actor("cheng"), owner=world.city)
    assert trial.by_rule == [("一", 1), ("二", 1), ("三", 0)]
    assert (trial.sent, trial.elsewhere) == (2, 0), "they went there already"


def test_a_draft_behind_another_rule_is_told_what_that_one_takes(world: World, write: Write) -> None:
    write(kinds=("wages",), body=world.east)
    world.bring()
    draft = routing.draft_of({"name": "试", "kinds": ("wages",), "body": world.city})
    trial = actions.try_rules(by=world.actor("cheng"), owner=world.city, draft=draft)
    assert (trial.sent, trial.taken_before) == (0, 1)


def test_a_change_is_tried_in_the_place_of_the_rule_it_follows(world: World, write: Write) -> None:
    rule = write(kinds=("wages",), body=world.east)
    write(kinds=("wages",), body=world.city)
    world.bring()
    draft = routing.draft_of({"name": "试", "kinds": ("wages",), "body": world.harbour})
    trial = actions.try_rules(by=world.actor("cheng"), owner=world.city, draft=draft, rule=rule)
    assert (trial.sent, trial.ways) == (1, [("东城县总工会", "港湾街道总工会", 1)])


def test_a_dry_run_counts_and_names_only_what_one_may_see(world: World, write: Write) -> None:
    world.bring()
    draft = routing.draft_of({"name": "试", "kinds": ("wages",), "body": world.city})
    assert actions.try_rules(by=world.actor("xiao"), owner=world.city, draft=draft).read == 0
    people.record_tie(world.people["cheng"], by=system("t"), employer=world.factory, kind=TieKind.RELATIVE)
    assert actions.try_rules(by=world.actor("cheng"), owner=world.city, draft=draft).read == 0
    with pytest.raises(Refused):
        actions.try_rules(by=world.actor("dong"), owner=world.city, draft=draft)


def test_a_dry_run_asks_the_same_number_of_questions_for_many_cases(world: World, write: Write) -> None:
    draft = routing.draft_of({"name": "试", "words": ("工资",), "body": world.city})

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            actions.try_rules(by=world.actor("cheng"), owner=world.city, draft=draft)
        return len(captured)

    world.bring()
    few = queries()
    for _n in range(5):
        world.bring("ma")
    assert queries() == few


def test_rules_are_seen_by_those_who_keep_them(world: World, write: Write) -> None:
    rule = write(world.east, "dong", kinds=("wages",), body=world.east)
    seen = {name for name in world.people if access.visible_rules(world.actor(name)).filter(pk=rule.pk).exists()}
    assert seen == {"dong", "jian", "cheng", "xiao"}
