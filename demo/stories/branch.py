"""A branch far from home writes to the chair: eleven letters are one canteen, and two other things besides (mechanism R6).

The canteens are over: found, surveyed, cooks exchanged, everybody answered, surveyed again. The housing plan is being worked
on. Where social insurance is paid was found last night and waits for the chair.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from unionhall.cases import actions as cases
from unionhall.cases.enums import IdentityLevel, Kind, Manner, Source
from unionhall.cases.models import Case
from unionhall.core import clock
from unionhall.core.actor import ANONYMOUS
from unionhall.organisations.models import Organisation
from unionhall.people.queries import actor_of_person
from unionhall.problems import actions as problems
from unionhall.problems import queries, searching
from unionhall.problems.models import SharedProblem, Voice
from unionhall.surveys import actions as surveys
from unionhall.surveys.models import Question, Survey

from ..branch import STAFF
from ..moments import CHINA
from ..world import Story, World
from . import ordinary
from .branch_words import CANTEEN, HOUSING, INSURANCE

CANTEEN_ANSWER = (
    "大家写来的信主席都看了。各站食堂的问题是共同的：从下月起，各站厨师每季度轮换一次，夜班和外出检修的留热饭热菜，"
    "伙食账目每月在站里公开，检修班驻地和北坡站添置保温台。三个月后再听大家的意见。"
)
CANTEEN_POLICY = "各站厨师每季度轮换；夜班、外出检修留餐；伙食账目每月公开；添置保温台两处。"
QUESTIONS = (
    {"kind": "scale", "text": "您对站里食堂满意吗？（1 很不满意，5 很满意）"},
    {
        "kind": "many",
        "text": "最想先改哪几样？",
        "options": ["菜的花样", "夜班热饭", "卫生", "价格和账目公开", "厨师轮换"],
    },
    {"kind": "words", "text": "还有什么想说的？", "required": False},
)
BEFORE, AFTER = (10, 22, 34, 24, 10), (3, 7, 22, 41, 27)
"""Of a hundred, how many answer 1 to 5 before and after the cooks were exchanged."""
WANTED = (
    "花样再多一点", "夜里能吃上热的就行", "账目贴出来大家放心", "希望换换厨师", "少放点盐", "山上的站能不能一周送两次菜", "碗筷要消毒", "辣椒别天天放",
    "值班的人也想按点吃饭", "早饭太单一", "夏天来点绿豆汤", "素菜炒得太烂", "检修回来给留一份", "和隔壁站学学", "肉少了点", "米饭有时候夹生",
    "能自己带饭热一热也行", "菜价没涨，饭钱怎么涨了", "师傅人不错，就是一个人忙不过来", "周末也开火", "有时候盛饭排队太久", "水果一周有一次就好",
    "伙食委员会该开个会了", "新来的师傅手艺好", "希望一直这样轮着来", "保温台好用", "口味淡一点", "多蒸少炸", "谢谢有人问我们", "没什么要说的了",
)  # fmt: skip


class Branch:
    """The people of the branch in the order in which they write; drawn by itself, so that no other story changes."""

    def __init__(self, world: World) -> None:
        self.world, self.draw = world, random.Random(STAFF)
        self.employer = world.employers.named["branch"]
        self.members = list(world.people.members["RJ-U320"])
        self._writers = iter(self.members)

    def moment(self, days_ago: int, hour: int = 0) -> datetime:
        """Some moment of that day, or of the working day before when an hour is named; never after the loading."""
        day: date = self.world.days.days_ago(days_ago)
        at = time(hour or self.draw.choice((7, 12, 13, 19, 20, 21, 22)), self.draw.randrange(1, 59))
        return min(
            datetime.combine(day, at, CHINA), self.world.days.now - timedelta(minutes=self.draw.randrange(20, 200))
        )

    def write(self, words: str, site: str, kind: str, n: int) -> Case:
        """A letter to the chair: some under their name, some hidden from the branch, some anonymous."""
        writer = next(self._writers)
        level = (IdentityLevel.HIDDEN, IdentityLevel.NAMED, IdentityLevel.HIDDEN, IdentityLevel.ANONYMOUS)[n % 4]
        anonymous = level == IdentityLevel.ANONYMOUS
        return cases.bring(
            by=ANONYMOUS if anonymous else actor_of_person(writer), kind=kind, account=words, identity_level=level,
            source=Source.WEB, employer=self.employer, site=site, to_chair=True,
        ).case  # fmt: skip


def stories(world: World) -> Iterator[Story]:
    branch = Branch(world)
    yield canteen(world, branch)
    yield housing(world, branch)
    yield insurance(world, branch)


def canteen(world: World, branch: Branch) -> Story:
    """Eleven letters from ten sites, one problem, a survey, cooks exchanged, everybody answered, the survey again."""
    letters: list[UUID] = []
    for n, (site, words) in enumerate(CANTEEN):
        yield branch.moment(86 - n)
        letters.append(branch.write(words, site, Kind.LIVING, n).pk)
    yield branch.moment(74, 10)
    _accept(world, letters)
    yield branch.moment(73, 3)
    problem = _found(letters)
    world.cases["canteen"] = letters[0]
    chair, officer = world.act("jian"), world.act("cheng")
    yield branch.moment(71, 9)
    problem = problems.accept(problem, by=chair, title="驻外站点食堂饭菜单一、夜班没有热饭")
    problem = problems.plan(
        problem, by=chair, owner=world.person("cheng"), starts_on=clock.today(), due_on=clock.today() + timedelta(days=60),
        aim="驻外职工对食堂的满意度（4、5 分）超过一半；夜班吃上热饭。",
    )  # fmt: skip
    yield branch.moment(69, 15)
    first = _asked(world, branch, "驻外站点食堂满意度调查", problem)
    yield branch.moment(60, 16)
    _answered(branch, first, 268, BEFORE)
    yield branch.moment(58, 17)
    surveys.close_survey(first, by=chair)
    problems.note(problem, by=officer, text="调查显示，最想先改的是夜班热饭和菜的花样。已与分公司后勤商量厨师轮换。")
    yield branch.moment(54, 10)
    problems.record_policy(problem, by=officer, text=CANTEEN_POLICY, on=clock.today() + timedelta(days=7))
    problems.answer_writers(problem, by=chair, text=CANTEEN_ANSWER)
    yield branch.moment(53, 15)
    for pk in letters:
        case = Case.objects.select_related("body").get(pk=pk)
        cases.close(
            case,
            by=world.act(ordinary.clerk_of(world, case)),
            manner=Manner.ADVICE,
            reason="主席已统一答复，厨师轮换下月开始。",
        )
    yield branch.moment(18, 10)
    again = _asked(world, branch, "食堂满意度回访调查", problem, follows=first)
    yield branch.moment(9, 20)
    _answered(branch, again, 251, AFTER)
    yield branch.moment(6, 17)
    surveys.close_survey(again, by=chair)
    yield branch.moment(5, 9)
    problems.close(
        problem, by=chair, outcome="厨师已轮换两轮，夜班留餐到位。两次调查的结果见问卷，满意（4、5 分）的比例翻了一番。"
    )


def housing(world: World, branch: Branch) -> Story:
    """Seven letters about a place to live: taken up, being worked on; nobody is answered yet."""
    letters: list[UUID] = []
    for n, (site, words) in enumerate(HOUSING):
        yield branch.moment(38 - 3 * n)
        letters.append(branch.write(words, site, Kind.LIVING, n + 1).pk)
    world.cases["housing"] = letters[0]
    yield branch.moment(17, 10)
    _accept(world, letters)
    yield branch.moment(16, 3)
    problem = _found(letters)
    chair = world.act("jian")
    yield branch.moment(15, 9)
    problem = problems.accept(problem, by=chair, title="驻外职工的住房困难")
    problems.plan(
        problem, by=chair, owner=world.person("cheng"), starts_on=clock.today(), due_on=clock.today() + timedelta(days=120),
        aim="摸清驻外职工住房底数，拿出职工住房计划；对接公租房和人才房名额。",
    )  # fmt: skip
    yield branch.moment(8, 15)
    problems.note(problem, by=world.act("cheng"), text="已与市住建部门对接，公租房可批量申请；分公司在算团购方案。")


def insurance(world: World, branch: Branch) -> Story:
    """Six letters of these days about where social insurance is paid: found last night, waiting for the chair."""
    letters: list[UUID] = []
    for n, (site, words) in enumerate(INSURANCE):
        yield branch.moment(8 - n)
        letters.append(branch.write(words, site, Kind.SOCIAL_INSURANCE, n + 2).pk)
    world.cases["insurance"] = letters[0]
    yield branch.moment(0, 3)
    _found(letters)


def _accept(world: World, letters: Sequence[UUID]) -> None:
    for pk in letters:
        case = Case.objects.select_related("body").get(pk=pk)
        cases.accept(case, by=world.act(ordinary.clerk_of(world, case)))


def _found(letters: Sequence[UUID]) -> SharedProblem:
    """The night's search, and the problem in which most of these letters speak."""
    searching.search()
    voices = Voice.objects.filter(case__in=letters, left_at__isnull=True).order_by("pk")
    keys = [voice.problem_id for voice in voices]
    return SharedProblem.objects.get(pk=max(set(keys), key=keys.count))


def _asked(
    world: World, branch: Branch, title: str, problem: SharedProblem, *, follows: Survey | None = None
) -> Survey:
    body: Organisation = world.bodies.city
    survey = surveys.draft(
        body, by=world.act("cheng"), title=title, lead="匿名，约一分钟。每个人的回答谁也看不到，只看总数。", anonymous=True,
        closes_on=clock.today() + timedelta(days=14), questions=() if follows else QUESTIONS, employers=[branch.employer],
        purpose=queries.purpose_of(problem), follows=follows,
    )  # fmt: skip
    return surveys.open_survey(survey, by=world.act("jian"))


def _answered(branch: Branch, survey: Survey, count: int, shares: Sequence[int]) -> None:
    scale, many, words = Question.objects.filter(survey=survey).order_by("place")
    for n, person in enumerate(branch.draw.sample(branch.members, count)):
        mark = branch.draw.choices((1, 2, 3, 4, 5), shares)[0]
        said = {str(scale.pk): mark, str(many.pk): sorted(branch.draw.sample(range(5), 2))}
        if n % 9 == 0:
            said[str(words.pk)] = WANTED[n // 9 % len(WANTED)]
        surveys.answer(survey, by=actor_of_person(person), answers=said)
