"""Does a letter to the chair stay one, from the first screen to the worklist, and is the site kept beside it?"""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.urls import reverse

from unionhall.cases.enums import IdentityLevel
from unionhall.cases.letters.commands import letters
from unionhall.cases.models import Case, Complainant

from .browsing import browser
from .test_desk import desk_of
from .test_desk_entry import URL, facts
from .test_desk_export import sheet
from .test_worker_intake import answer, answers, send, url
from .world import World, build

pytestmark = pytest.mark.django_db
TO_CHAIR = "?to=chair"


@pytest.fixture
def world() -> World:
    return build()


def begin(client: Any, words: str = "食堂的菜总是凉的") -> None:
    """The first screen of a letter to the chair."""
    first = client.get(reverse("cases:intake") + TO_CHAIR)
    assert first.status_code == 302
    assert first.headers["Location"] == url("account") + TO_CHAIR
    page = client.get(first.headers["Location"]).content.decode()
    assert f'action="{url("account")}{TO_CHAIR}"' in page
    assert client.post(url("account") + TO_CHAIR, {"account": words}).status_code == 303


def test_a_letter_to_the_chair_is_one_to_the_end_and_says_so(world: World) -> None:
    client = browser(world, "lin")
    begin(client)
    answer(client, world, employer={"employer_name": "宏达制造有限公司", "site": " 二号  车间 "})
    page = client.get(url("check")).content.decode()
    assert "主席" in page
    assert "二号 车间" in page
    send(client)
    case = Case.objects.get()
    assert (case.to_chair, case.site, case.source) == (True, "二号 车间", "web")
    assert "主席" in client.get(reverse("cases:intake_done")).content.decode()
    assert "主席" in client.get(reverse("cases:my_matter", args=[case.pk])).content.decode()


def test_whoever_writes_to_the_chair_may_stay_anonymous(world: World) -> None:
    client = browser(world)
    begin(client)
    answer(client, world, identity={"identity": "anonymous"})
    send(client)
    assert Case.objects.get().to_chair
    assert Complainant.objects.get().identity_level == IdentityLevel.ANONYMOUS


def test_the_usual_way_in_is_no_letter_to_the_chair(world: World) -> None:
    client = browser(world, "lin")
    answer(client, world)
    assert "写信给主席" not in client.get(url("check")).content.decode()
    send(client)
    assert not Case.objects.get().to_chair


def test_a_draft_begun_before_becomes_a_letter_to_the_chair_when_one_goes_on_with_it_as_such(world: World) -> None:
    client = browser(world, "lin")
    client.post(url("account"), {"account": "宿舍漏水"})
    page = client.get(reverse("cases:intake") + TO_CHAIR).content.decode()
    assert f"{url('kind')}{TO_CHAIR}" in page
    assert f"{reverse('cases:intake_anew')}{TO_CHAIR}" in page
    client.post(url("kind") + TO_CHAIR, {"kind": "living"})
    for step, given in answers(world, kind={"kind": "living"}).items():
        if step != "account":
            client.post(url(step), given)
    send(client)
    assert Case.objects.get().to_chair


def test_beginning_anew_begins_a_letter_to_the_chair(world: World) -> None:
    client = browser(world, "lin")
    client.post(url("account"), {"account": "宿舍漏水"})
    response = client.post(reverse("cases:intake_anew") + TO_CHAIR)
    assert response.headers["Location"] == reverse("cases:intake") + TO_CHAIR


def test_the_site_is_what_the_same_person_wrote_the_last_time(world: World) -> None:
    world.bring("lin", site="港湾三号码头")
    world.bring("ma", site="别人的站点")
    client = browser(world, "lin")
    client.post(url("account"), {"account": "加班没有钱"})
    page = client.get(url("employer")).content.decode()
    assert "港湾三号码头" in page
    assert "别人的站点" not in page
    client.post(url("employer"), {"employer_name": "某公司", "site": ""})
    assert "港湾三号码头" not in client.get(url("employer") + "?change=1").content.decode()


def test_the_site_survives_the_question_which_employer_is_meant(world: World) -> None:
    client = browser(world, "lin")
    asked = client.post(url("employer"), {"employer_name": "宏达制造", "site": "三号楼"})
    assert 'name="site"' in asked.content.decode()
    client.post(url("employer"), {"employer_name": "宏达制造", "site": "三号楼", "employer": str(world.factory.pk)})
    assert "宏达制造有限公司 · 三号楼" in _check(client, world)


def _check(client: Any, world: World) -> str:
    for step, given in answers(world).items():
        if step != "employer":
            client.post(url(step), given)
    return str(client.get(url("check")).content.decode())


def test_an_officer_enters_a_paper_letter_to_the_chair_with_its_site(world: World) -> None:
    desk_of(world, "zhou").post(URL, facts(world, source="paper", site="城南 站点", to_chair="on"))
    case = Case.objects.get()
    assert (case.to_chair, case.site) == (True, "城南 站点")
    page = desk_of(world, "zhou").get(case.get_absolute_url()).content.decode()
    assert "城南 站点" in page
    assert "主席" in page


def test_the_site_is_put_right_on_the_file(world: World) -> None:
    case = world.case_in("accepted", site="二号车间")
    desk = desk_of(world, "zhou")
    address = reverse("cases:correction", args=[case.pk])
    assert "二号车间" in desk.get(address).content.decode()
    said = {"version": case.version, "kind": case.kind, "employer_name": case.employer_name, "site": "一号车间"}
    assert desk.post(address, said).status_code == 303
    case.refresh_from_db()
    assert case.site == "一号车间"


def test_the_worklist_shows_letters_to_the_chair_alone(world: World) -> None:
    other, letter = world.bring("ma"), world.bring("lin", to_chair=True)
    page = desk_of(world, "zhou").get(reverse("cases:worklist") + "?to_chair=on").content.decode()
    assert letter.number in page
    assert other.number not in page


def test_the_sheet_says_site_and_letter_to_the_chair(world: World) -> None:
    world.bring("lin", to_chair=True, site="二号车间")
    rows = sheet(desk_of(world, "zhou").post(reverse("cases:export") + "?to_chair=on", {"names": "masked"}))
    assert "二号车间" in str(rows)


def test_old_letters_are_brought_in_as_letters_to_the_chair(world: World, tmp_path: Path) -> None:
    path = tmp_path / "来信.csv"
    path.write_text("留言详情,留言时间,工作地点\n食堂太贵,2024-03-02,东城站点\n", encoding="utf-8")
    done = CliRunner().invoke(letters, ["import", str(path), "--to-chair", "--json"])
    assert done.exit_code == 0, done.output
    case = Case.objects.get()
    assert (case.to_chair, case.site) == (True, "东城站点")


@pytest.mark.parametrize("who", ["lin", ""])
def test_a_letter_after_a_survey_says_where_it_came_from_and_nothing_of_the_survey(world: World, who: str) -> None:
    client = browser(world, who) if who else browser(world)
    first = client.get(reverse("cases:intake") + TO_CHAIR + "&from=survey")
    assert first.headers["Location"] == url("account") + TO_CHAIR + "&from=survey"
    assert client.post(first.headers["Location"], {"account": "食堂的菜总是凉的"}).status_code == 303
    answer(client, world, **({} if who else {"identity": {"identity": "anonymous"}}))
    send(client)
    case = Case.objects.get()
    assert (case.source, case.to_chair) == ("survey", True)
