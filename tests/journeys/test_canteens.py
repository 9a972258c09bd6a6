"""Letters from many sites are one canteen: found, taken up, surveyed, changed, and every writer answered (mechanism R6).

1. A worker far from home writes to the chair from a phone and names the site; ten colleagues at other sites write in their own words.
2. In the night the letters are compared. The chair sees one problem: eleven people, ten sites, no letter.
3. The chair takes it up, names an owner and a day, and has the members asked. A member answers on a phone; nobody sees who.
4. The cooks are exchanged; what was changed is recorded, and one answer goes to everybody who wrote.
5. The worker finds it on the page of the letter, the anonymous one by the code. The members are asked again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demo.stories.branch_words import CANTEEN
from tests.journeys.test_withheld_wages import account, picture
from unionhall.cases import actions as cases
from unionhall.cases.enums import IdentityLevel, Kind
from unionhall.cases.models import Case
from unionhall.core.actor import ANONYMOUS
from unionhall.problems import searching
from unionhall.problems.models import SharedProblem
from unionhall.surveys import actions as surveys
from unionhall.surveys import queries as surveyed
from unionhall.surveys.models import Survey
from unionhall.surveys.tests import world as small

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_jobs]
ANSWER = "各站厨师下月起轮换，夜班留热饭，账目每月公开。"


def test_eleven_letters_are_one_canteen_and_everybody_is_answered(
    open_page: Callable[..., Any], axe: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    world = small.build()
    for n in range(10):
        small.join(world, f"away{n}", world.factory_union)
    _writes_on_the_phone(open_page, axe, world)
    code = _ten_more_write(world)
    assert searching.search().proposed == 1

    chair = open_page(account=account(world, "jian"))
    chair.goto("/problems/")
    picture(chair, "problems-1-list", tmp_path)
    assert axe(chair) == []
    chair.get_by_role("link", name=re.compile("食堂")).click()
    chair.get_by_text("11名职工在11封来信里提到，来自10个站点。").wait_for()
    assert "血压" not in chair.content(), "what one person wrote is not shown"
    assert axe(chair) == []
    chair.get_by_role("link", name="立项", exact=True).click()
    chair.get_by_label("这个问题叫什么").fill("驻外站点的食堂饭菜")
    chair.get_by_role("button", name="立项").click()
    chair.get_by_role("link", name="定责任人和期限").click()
    chair.get_by_label("谁负责").select_option(label="洪干事")
    chair.get_by_label("要达到什么目标").fill("夜班吃上热饭")
    assert axe(chair) == []
    chair.get_by_role("button", name="保存").click()
    chair.get_by_text("夜班吃上热饭").first.wait_for()
    assert chair.locator(".facts").get_by_text("洪干事").count() == 1
    problem = chair.url
    picture(chair, "problems-2-problem", tmp_path)

    chair.get_by_role("link", name="起草调查").click()
    chair.get_by_role("button", name="起草").click()
    chair.get_by_role("link", name="开放调查").click()
    chair.get_by_role("button", name="开放调查").click()
    survey = Survey.objects.get()
    assert surveyed.roll(survey).count() == 22

    _answers_on_the_phone(open_page, axe, world, survey)
    rest = surveyed.questions_of(survey)
    for n in range(9):
        surveys.answer(survey, by=world.actor(f"away{n}"), answers={str(rest[0].pk): 2, str(rest[1].pk): [0]})
    surveys.close_survey(survey, by=world.actor("jian"))
    chair.goto(f"/surveys/{survey.pk}/results/")
    assert axe(chair) == []

    chair.goto(problem)
    chair.get_by_role("link", name="记录改变").click()
    chair.get_by_label("现在有什么不同").fill("厨师每季度轮换")
    chair.get_by_role("button", name="保存").click()
    chair.get_by_role("link", name="答复所有来信人").click()
    chair.get_by_label("给所有来信人的答复").fill(ANSWER)
    chair.get_by_role("button", name="发送答复").click()
    chair.get_by_text("已写到11封来信上").wait_for()
    assert chair.get_by_role("link", name="答复所有来信人").count() == 0, "nobody waits any more"
    picture(chair, "problems-3-answered", tmp_path)
    assert axe(chair) == []

    worker = open_page(account=account(world, "lin"), phone=True)
    worker.goto("/cases/mine/")
    worker.get_by_role("link", name=re.compile("食堂|住宿")).first.click()
    worker.get_by_text(ANSWER).wait_for()
    assert axe(worker) == []
    stranger = open_page(phone=True)
    stranger.goto("/cases/receipt/")
    stranger.get_by_label("查询码").fill(code)
    stranger.get_by_role("button", name="查一下").click()
    stranger.get_by_text(ANSWER).wait_for()

    chair.goto(f"/surveys/{survey.pk}/")
    chair.get_by_role("button", name="再问一次").click()
    assert Survey.objects.get(follows=survey).purpose == survey.purpose
    chair.goto(problem)
    chair.get_by_role("link", name="办结", exact=True).click()
    chair.get_by_label("结果怎么样").fill("厨师轮换，夜班有热饭")
    chair.get_by_role("button", name="办结", exact=True).click()
    chair.get_by_text("已完成").first.wait_for()
    assert SharedProblem.objects.get().state == "closed"


def _writes_on_the_phone(open_page: Any, axe: Any, world: Any) -> None:
    """Lin writes to the chair, question by question."""
    page = open_page(account=account(world, "lin"), phone=True)
    page.goto("/")
    page.get_by_role("link", name=re.compile("写信给主席")).click()
    page.get_by_label("发生了什么").fill(CANTEEN[0][1])
    assert axe(page) == []
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("食堂、宿舍、上下班").click()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("您在哪家单位干活").fill("宏达")
    page.get_by_label(re.compile("哪个站点")).fill(CANTEEN[0][0])
    assert axe(page) == []
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("宏达制造有限公司").click()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("大概多少钱").wait_for()
    page.get_by_role("button", name="下一步").click()
    page.locator("input[type=file]").first.wait_for()
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("只让工会知道").click()
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("都对吗").first.wait_for()
    assert "青石变电站" in page.locator("main").inner_text()
    page.get_by_text("我同意工会使用").click()
    page.get_by_role("button", name="发给工会").click()
    page.wait_for_url("**/done/")
    case = Case.objects.get()
    assert (case.to_chair, case.site, case.kind) == (True, CANTEEN[0][0], Kind.LIVING)


def _ten_more_write(world: Any) -> str:
    """Colleagues at other sites in their own words, one of them without a name; gives the code of that one."""
    facts = {"kind": Kind.LIVING, "employer": world.factory, "division": world.harbour_place, "to_chair": True}
    code = ""
    for n, (site, words) in enumerate(CANTEEN[1:]):
        unknown = n == 3
        level = IdentityLevel.ANONYMOUS if unknown else IdentityLevel.HIDDEN
        by = ANONYMOUS if unknown else world.actor(f"away{n}")
        brought = cases.bring(by=by, account=words, site=site, identity_level=level, **facts)
        code = code or brought.receipt
    return code


def _answers_on_the_phone(open_page: Any, axe: Any, world: Any, survey: Survey) -> None:
    page = open_page(account=account(world, "away9"), phone=True)
    page.goto("/")
    page.goto(f"/surveys/mine/{survey.pk}/")
    assert axe(page) == []
    page.locator("label:has(input[type=radio])").nth(1).click()
    page.locator("label:has(input[type=checkbox])").first.click()
    page.get_by_role("button", name="匿名提交").click()
    page.wait_for_url("**/thanks/")
    assert axe(page) == []
