"""People's names are theirs: rare characters, the dot of Uyghur names, one character or thirty arrive everywhere as written.

From the form into the database, through search, list, file, print view, spreadsheet, API, the agreement in Word and one's own
export. Nothing is cut, changed, or turned into another character that looks like it.
"""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse
from docx import Document as Docx

from tests.matrix.people import token
from unionhall.cases import actions
from unionhall.cases.models import Case, Complainant
from unionhall.cases.tests.browser import browser, form_of
from unionhall.cases.tests.test_desk_export import approved
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.files import open_stored
from unionhall.people.models import Account, Person

pytestmark = pytest.mark.django_db

NAMES = {
    "beyond the basic plane": "㐂𠮷𬎆",
    "level three of GB 18030-2022": "𫚉䶮𰻝",
    "with a dot": "阿卜杜热依木·买买提",
    "thirty characters": "阿卜杜热依木·买买提·图尔荪·阿不都克里木江·艾合买提江·吾守尔",
    "one character": "一",
    "two surnames": "欧阳·司徒娜",
    "letters": "O’Brien-Müller",
    "like a formula": "=SUM(A1)",
    "like markup": "<b>李</b>&{{ 7 }}",
}
assert len(NAMES["thirty characters"]) >= 30


@pytest.fixture
def world() -> World:
    return build()


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_comes_back_everywhere_as_it_was_written(world: World, kind: str) -> None:
    name, phone = NAMES[kind], "13900000077"
    desk = browser(world, "zhou")
    typed = {
        "source": "phone", "received_on": clock.today().isoformat(), "identity_level": "named", "kind": "wages",
        "account": "两个月工资没发", "employer_name": f"{name}的店", "employer": "new", "division": str(world.harbour_place.pk),
        "name": name, "phone": phone, "agreed": "on",
    }  # fmt: skip
    answer = desk.post("/cases/enter/", typed)
    assert answer.status_code == 200, answer.content.decode()[-800:]
    case = Case.objects.latest("entered_at")

    assert Complainant.objects.get(case=case).name == name
    assert Person.objects.get(name=name).phone == phone
    assert case.employer_name == f"{name}的店"
    assert case.title.endswith(f"{name}的店")

    seen = _as_shown(name)
    file = desk.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert seen in file
    assert seen in desk.get(reverse("cases:print", args=[case.pk])).content.decode()
    assert case.number in desk.get("/cases/search/", {"q": f"{name}的店"}).content.decode(), (
        "found by the employer's name"
    )
    assert case.number in desk.post("/cases/search/", {"q": phone}).content.decode()

    hong = browser(world, "hong")
    sheet = approved(world, hong.post("/cases/export/", {"names": "full", "purpose": "报市总工会"}), hong)
    cells = _cells(sheet.getvalue())
    assert any(cell.strip().lstrip("'") == name for cell in cells), [cell for cell in cells if name[:1] in cell]

    program = Client(headers={"Authorization": f"Bearer {token(_account(world, 'zhou'))}"})
    told = program.get(f"/api/cases/{case.pk}")
    assert told.status_code == 200
    assert name in _strings(told.json())
    assert f"{name}的店" in _strings(told.json())

    assert name in _agreement(world, case)

    own = browser_of(Person.objects.get(name=name))
    assert seen in own.get("/me/").content.decode()
    export = own.post("/me/data/")
    assert name in _strings(json.loads(export.content))


def _as_shown(name: str) -> str:
    from django.utils.html import escape

    return str(escape(name))


def _cells(content: bytes) -> list[str]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row]


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [one for part in value.values() for one in _strings(part)]
    if isinstance(value, list):
        return [one for part in value for one in _strings(part)]
    return [str(value)]


def _agreement(world: World, case: Case) -> str:
    """All words of the agreement written from the file."""
    zhou = world.actor("zhou")
    for verb in ("accept", "mediate"):
        case = getattr(actions, verb)(case, by=zhou)
    client, url = browser(world, "zhou"), reverse("cases:settlement", args=[case.pk])
    words = {"manner": "mediation", "terms": "付清", "amount": "8000", "signed_on": "2026-06-01"}
    assert client.post(url, form_of(client.get(url)) | words).status_code == 303
    assert client.post(reverse("cases:agreement", args=[case.pk])).status_code == 303
    row = case.files.order_by("-at").select_related("stored")[0]
    with open_stored(row.stored) as content:
        document = Docx(io.BytesIO(content.read()))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _account(world: World, who: str) -> Account:
    return Account.objects.get(person=world.people[who])


def browser_of(person: Person) -> Client:
    from tests.matrix.people import sign_in

    account, _made = Account.objects.get_or_create(
        person=person, defaults={"username": "rare-name", "opened_at": clock.now()}
    )
    client = Client()
    sign_in(client, account)
    return client
