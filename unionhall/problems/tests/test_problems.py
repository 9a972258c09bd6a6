"""Letters that share a problem are found, weighed, and every writer is answered; nobody who wrote is told by it."""

from datetime import date, timedelta
from typing import Any

import pytest

from demo.stories.branch_words import CANTEEN, HOUSING
from unionhall.cases.enums import IdentityLevel, Kind
from unionhall.cases.models import Case, Note
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.actor import Actor, system
from unionhall.core.verdict import Conflict, Refused
from unionhall.people import actions as people
from unionhall.people.enums import Role, TieKind
from unionhall.people.models import Person
from unionhall.problems import access, actions, counting, queries, searching
from unionhall.problems.models import SharedProblem, Voice
from unionhall.problems.states import ProblemState

pytestmark = pytest.mark.django_db
BUILDER = system("test")


@pytest.fixture
def world() -> World:
    return build()


def chair(world: World) -> Actor:
    """Jian of the East county decides."""
    return world.actor("jian")


def letter(world: World, words: str, site: str, n: int, **facts: Any) -> Case:
    """A letter of a worker of their own, from a site."""
    writer = people.enter(by=BUILDER, name=f"驻站{n}", phone=f"1380000{n:04d}")
    from unionhall.people.queries import actor_of_person

    return world_bring(world, actor_of_person(writer), words, site, **facts)


def world_bring(world: World, by: Actor, words: str, site: str, **facts: Any) -> Case:
    from unionhall.cases import actions as cases

    facts = {
        "kind": Kind.LIVING, "employer": world.factory, "division": world.harbour_place, "to_chair": True,
        "identity_level": IdentityLevel.HIDDEN, **facts,
    }  # fmt: skip
    return cases.bring(by=by, account=words, site=site, **facts).case


def canteens(world: World, most: int = 11, first: int = 0) -> list[Case]:
    return [letter(world, words, site, first + n) for n, (site, words) in enumerate(CANTEEN[:most])]


def found(world: World) -> SharedProblem:
    canteens(world)
    searching.search()
    return SharedProblem.objects.select_related("body").get()


# --- found ---------------------------------------------------------------------------------------------------------------


def test_letters_about_one_thing_from_several_sites_are_proposed_once(world: World) -> None:
    cases = canteens(world)
    assert searching.search().proposed == 1
    problem = SharedProblem.objects.get()
    assert set(queries.live_cases(problem)) == {case.pk for case in cases}
    assert (problem.letters, problem.people, problem.sites) == (11, 11, 10)
    assert "食堂" in problem.title
    assert searching.search() == searching.Found(11, 0, 0)


def test_two_things_of_one_branch_are_two_problems(world: World) -> None:
    canteens(world)
    for n, (site, words) in enumerate(HOUSING):
        letter(world, words, site, 100 + n)
    searching.search()
    sizes = sorted(SharedProblem.objects.values_list("letters", flat=True))
    assert sizes == [7, 11]


def test_a_problem_belongs_to_the_lowest_body_above_all_its_letters(world: World) -> None:
    problem = found(world)
    assert {case.body_id for case in Case.objects.all()} == {world.harbour.pk}
    assert problem.body_id == world.harbour.pk


def test_letters_under_two_counties_belong_to_the_city(world: World) -> None:
    for n, (site, words) in enumerate(CANTEEN):
        letter(world, words, site, n, division=world.hill_place if n % 2 else world.harbour_place)
    searching.search()
    assert SharedProblem.objects.get().body_id == world.city.pk


def test_four_people_or_one_site_are_no_shared_problem(world: World) -> None:
    canteens(world, most=4)
    for n, (_site, words) in enumerate(HOUSING):
        letter(world, words, "青石变电站", 100 + n)
    assert searching.search().proposed == 0


def test_one_person_who_writes_often_counts_once(world: World) -> None:
    from unionhall.people.queries import actor_of_person

    writer = actor_of_person(people.enter(by=BUILDER, name="常写信", phone="13800009999"))
    for site, words in CANTEEN:
        world_bring(world, writer, words, site)
    assert searching.search().proposed == 0


def test_anonymous_letters_count_one_each_and_copies_of_one_letter_as_one(world: World) -> None:
    from unionhall.core.actor import ANONYMOUS

    for site, words in CANTEEN[:4]:
        world_bring(world, ANONYMOUS, words, site, identity_level=IdentityLevel.ANONYMOUS)
    for _again in range(6):
        world_bring(world, ANONYMOUS, CANTEEN[4][1], CANTEEN[4][0], identity_level=IdentityLevel.ANONYMOUS)
    searching.search()
    assert SharedProblem.objects.get().people == 5


def test_a_body_says_from_how_many_people_on_it_wants_to_hear(world: World) -> None:
    actions.set_watch(world.east, by=chair(world), people=12, sites=2, days=90)
    canteens(world)
    assert searching.search().proposed == 0
    actions.set_watch(world.east, by=chair(world), people=11, sites=2, days=90)
    assert searching.search().proposed == 1


def test_old_letters_do_not_count(world: World) -> None:
    canteens(world)
    with clock.at(clock.now() + timedelta(days=91)):
        assert searching.search() == searching.Found(0, 0, 0)


# --- nobody is told by it ---------------------------------------------------------------------------------------------------


def test_only_what_three_people_wrote_is_shown(world: World) -> None:
    for n in range(6):
        own = f"我是{n}号车间的，老婆怀孕{n}个月。" if n == 3 else ""
        letter(
            world, f"食堂的饭菜又凉又贵，希望换一个厨师。{own}电话13912345678，身份证110101199003070011。", f"站{n}", n
        )
    searching.search()
    problem = SharedProblem.objects.get()
    shown = f"{problem.title}{problem.words}{problem.sayings}{problem.spread}"
    assert "食堂" in shown
    for secret in ("怀孕", "车间", "139", "1101", "老婆"):
        assert secret not in shown
    assert all(said["people"] >= 3 for said in problem.sayings)


@pytest.mark.parametrize(
    ("people_at", "shown"),
    [
        ({"甲": 9, "乙": 3}, [["", 2, 12]]),
        ({"甲": 9, "乙": 3, "丙": 2}, [["甲", 9], ["", 2, 5]]),
        ({"甲": 9, "乙": 2, "丙": 1}, [["", 3, 12]]),
        ({"甲": 3}, [["", 1, None]]),
        ({"甲": 6, "乙": 5}, [["乙", 5], ["甲", 6]]),
        ({}, []),
    ],
)
def test_small_counts_stand_together_without_a_name(people_at: dict[str, int], shown: list[Any]) -> None:
    assert sorted(counting.put_together(people_at), key=str) == sorted(shown, key=str)


def test_whoever_is_tied_to_the_employer_never_learns_of_it(world: World) -> None:
    problem = found(world)
    people.record_tie(world.people["jian"], by=BUILDER, employer=world.factory, kind=TieKind.RELATIVE)
    assert access.visible_problems(world.actor("jian")).count() == 0
    assert access.visible_voices(world.actor("jian"), problem).count() == 0
    assert not access.visible_problems(world.actor("chang")).exists()


@pytest.mark.parametrize("who", ["lin", "xi", "qing", "su", "xiao", "an", "shen", "zhou", "chang"])
def test_others_do_not_see_it(world: World, who: str) -> None:
    found(world)
    assert not access.visible_problems(world.actor(who)).exists()


@pytest.mark.parametrize("who", ["hong", "dong", "jian", "cheng"])
def test_officers_and_supervisors_of_the_body_and_above_see_it(world: World, who: str) -> None:
    found(world)
    assert access.visible_problems(world.actor(who)).count() == 1


def test_letters_are_read_for_the_search_by_nobody_else(world: World) -> None:
    from unionhall.cases import api as cases

    with pytest.raises(Refused) as refused:
        cases.heard(by=chair(world))
    assert refused.value.verdict.code == "system_only"


# --- weighed ----------------------------------------------------------------------------------------------------------------


def test_officers_do_not_decide_what_is_the_chairs(world: World) -> None:
    problem = found(world)
    for act in (
        lambda: actions.accept(problem, by=world.actor("hong")),
        lambda: actions.dismiss(problem, by=world.actor("dong"), reason="x"),
        lambda: actions.answer_writers(problem, by=world.actor("hong"), text="x"),
    ):
        with pytest.raises(Refused):
            act()


def test_a_dismissed_problem_is_not_proposed_again_by_the_same_letters(world: World) -> None:
    problem = found(world)
    actions.dismiss(problem, by=chair(world), reason="各站伙食刚刚改过")
    assert searching.search().proposed == 0
    canteens(world, most=4, first=50)
    assert searching.search().proposed == 0, "four new ones are too few by themselves"


def test_new_letters_join_a_problem_that_is_open(world: World) -> None:
    problem = found(world)
    problem = actions.accept(problem, by=chair(world))
    fresh = letter(world, "我们站食堂的饭菜还是老样子，伙食太差，晚上没有热饭。", "沙洲变电站", 70)
    stray = letter(world, "去年的年休假没有给我们安排，加班也没有调休。", "沙洲变电站", 71, kind=Kind.HOURS_LEAVE)
    assert searching.join_new() == 1
    problem.refresh_from_db()
    assert fresh.pk in queries.live_cases(problem)
    assert stray.pk not in queries.live_cases(problem)
    assert problem.people == 12


def test_a_letter_taken_out_does_not_come_back_by_itself(world: World) -> None:
    problem = found(world)
    case = queries.live_cases(problem)[0]
    problem = actions.leave_out(problem, case, by=world.actor("hong"))
    assert problem.people == 10
    searching.search()
    assert case not in queries.live_cases(problem)


def test_two_problems_become_one_with_all_their_letters(world: World) -> None:
    one = found(world)
    for n, (site, words) in enumerate(HOUSING):
        letter(world, words, site, 100 + n)
    searching.search()
    other = SharedProblem.objects.exclude(pk=one.pk).get()
    kept = actions.merge(other, by=chair(world), into=one)
    other.refresh_from_db()
    assert (other.state, other.merged_into_id) == (ProblemState.MERGED, one.pk)
    assert kept.letters == 18
    assert not other.voices.filter(left_at__isnull=True).exists()
    with pytest.raises(Refused):
        actions.merge(kept, by=chair(world), into=kept)


def test_a_problem_is_split_by_its_letters(world: World) -> None:
    problem = found(world)
    chosen = queries.live_cases(problem)[:4]
    other = actions.split(problem, chosen, by=chair(world), title="夜班没有热饭")
    problem.refresh_from_db()
    assert set(queries.live_cases(other)) == set(chosen)
    assert problem.letters == 7
    with pytest.raises(Refused):
        actions.split(other, chosen, by=chair(world), title="全部")
    with pytest.raises(Refused):
        actions.split(problem, chosen, by=chair(world), title="别处的信")


def test_the_owner_works_at_the_body_or_in_its_line(world: World) -> None:
    problem = actions.accept(found(world), by=chair(world), title="食堂饭菜")
    hong: Person = world.people["hong"]
    day = clock.today()
    problem = actions.plan(
        problem, by=chair(world), owner=hong, starts_on=day, due_on=day + timedelta(days=30), aim="换厨师"
    )
    assert problem.owner == hong
    with pytest.raises(Refused):
        actions.plan(problem, by=chair(world), owner=world.people["xi"])
    with pytest.raises(Refused):
        actions.plan(problem, by=chair(world), owner=hong, starts_on=day, due_on=day - timedelta(days=1))


def test_whoever_was_slower_is_told(world: World) -> None:
    problem = found(world)
    actions.accept(problem, by=chair(world), expected=problem.version)
    with pytest.raises(Conflict):
        actions.dismiss(problem, by=chair(world), reason="晚了一步", expected=problem.version)


# --- answered -----------------------------------------------------------------------------------------------------------------


def test_every_writer_is_answered_in_one_act(world: World, jobs: Any) -> None:
    problem = actions.accept(found(world), by=chair(world))
    answer = actions.answer_writers(problem, by=chair(world), text="各站厨师下月起轮换，夜班留热饭。")
    assert (answer.letters, answer.not_reached) == (11, 0)
    assert Note.objects.filter(case__in=queries.live_cases(problem), audience="worker").count() == 11
    assert not Voice.objects.filter(problem=problem, answered_at__isnull=True).exists()
    with pytest.raises(Refused):
        actions.answer_writers(problem, by=chair(world), text="再说一遍")


def test_letters_that_join_later_are_answered_later(world: World) -> None:
    problem = actions.accept(found(world), by=chair(world))
    actions.answer_writers(problem, by=chair(world), text="已经在改。")
    letter(world, "食堂伙食还是差，饭菜都是凉的，夜班没有热饭吃。", "沙洲变电站", 80)
    searching.join_new()
    with pytest.raises(Refused):
        actions.close(problem, by=chair(world), outcome="已解决")
    assert actions.answer_writers(problem, by=chair(world), text="已经在改，下月见效。").letters == 1
    assert actions.close(problem, by=chair(world), outcome="厨师轮换，满意度上升").state == ProblemState.CLOSED


def test_a_long_answer_goes_on_in_the_background(world: World, jobs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from unionhall.problems.actions import answering

    monkeypatch.setattr(answering, "AT_ONCE", 4)
    problem = actions.accept(found(world), by=chair(world))
    answer = actions.answer_writers(problem, by=chair(world), text="正在解决。")
    assert answer.letters == 4
    assert any(job["task_name"] == "problems.answer_writers" for job in jobs.jobs.values())
    assert actions.go_on_answering(answer, by=chair(world)) == 3
    assert actions.go_on_answering(answer, by=chair(world)) == 0
    answer.refresh_from_db()
    assert answer.letters == 11


def test_nobody_answers_their_own_letter(world: World) -> None:
    canteens(world)
    world_bring(world, chair(world), "食堂的饭菜天天一样，伙食太差，厨师该换了，夜班没有热饭。", "石桥变电站")
    searching.search()
    problem = actions.accept(SharedProblem.objects.get(), by=chair(world))
    answer = actions.answer_writers(problem, by=chair(world), text="正在解决。")
    assert answer.not_reached == 1
    assert actions.answer_writers(problem, by=world.actor("jian"), text="还是").not_reached == 1


def test_what_was_changed_is_recorded_with_its_day(world: World) -> None:
    problem = actions.accept(found(world), by=chair(world))
    step = actions.record_policy(problem, by=world.actor("hong"), text="伙食标准每月公开", on=date(2026, 12, 1))
    assert (step.kind, step.on) == ("policy", date(2026, 12, 1))


def test_a_post_that_ends_takes_the_right_with_it(world: World) -> None:
    problem = found(world)
    from unionhall.people.models import Post

    Post.objects.filter(person=world.people["jian"], role=Role.SUPERVISOR).update(
        until=clock.today() - timedelta(days=1)
    )
    with pytest.raises(Refused):
        actions.accept(problem, by=world.actor("jian"))


# --- measured -----------------------------------------------------------------------------------------------------------------


def test_a_survey_asks_those_it_touches_and_never_the_writers_as_such(world: World) -> None:
    from unionhall.surveys import queries as surveys
    from unionhall.surveys.models import Target

    problem = actions.accept(found(world), by=chair(world), title="食堂饭菜")
    survey = actions.draft_survey(problem, by=chair(world))
    assert survey.anonymous
    assert survey.body_id == world.east.pk, "the body above at which whoever drafts holds a post"
    targets = Target.objects.filter(survey=survey)
    assert [target.employer_id for target in targets] == [world.factory.pk]
    assert not targets.filter(person__isnull=False).exists()
    assert list(surveys.surveys_for(queries.purpose_of(problem))) == [survey]
    assert queries.problem_with_purpose(survey.purpose) == problem


def test_a_survey_needs_a_problem_that_is_taken_up(world: World) -> None:
    with pytest.raises(Refused):
        actions.draft_survey(found(world), by=chair(world))


@pytest.mark.parametrize(
    "purpose", ["", "problem:", "problem:nichts", "other:1", "problem:00000000-0000-0000-0000-000000000000"]
)
def test_a_purpose_that_is_no_problem_is_none(world: World, purpose: str) -> None:
    assert queries.problem_with_purpose(purpose) is None


def test_a_chair_may_own_a_problem_themselves_and_a_stranger_may_not(world: World) -> None:
    problem = actions.accept(found(world), by=chair(world))
    jian = world.people["jian"]
    owner = queries.person_to_own(jian.pk, chair(world))
    assert actions.plan(problem, by=chair(world), owner=owner).owner == jian
    assert queries.person_to_own(world.people["lin"].pk, chair(world)) is None
    assert queries.person_to_own(world.people["hong"].pk, chair(world)) == world.people["hong"]
