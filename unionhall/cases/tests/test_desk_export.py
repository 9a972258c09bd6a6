"""What leaves as a spreadsheet, with whose names, and what is kept about it?"""

import io
from typing import Any

import pytest
import python_calamine

from unionhall.cases.models import Case
from unionhall.cases.states import State
from unionhall.core.models import AuditEntry
from unionhall.exports import tasks as exports

from .test_desk import desk_of, tie, words
from .world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def sheet(answer: Any) -> list[list[Any]]:
    """The rows. A file is marked by which of two stars hides a letter; here they are one."""
    assert answer.status_code == 200, words(answer)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))
    rows = book.get_sheet_by_index(0).to_python()
    return [[cell.replace("＊", "*") if isinstance(cell, str) else cell for cell in row] for row in rows]


def approved(world: World, answer: Any, client: Any) -> Any:
    """What is asked for waits; once a second person has approved, the file is made and fetched."""
    assert answer.status_code == 303
    key = answer["Location"].rstrip("/").rpartition("/")[2]
    desk_of(world, "cheng").post(f"{answer['Location']}approval/")
    exports.make(key)
    return client.get(f"{answer['Location']}file/")


def test_the_sheet_holds_what_the_filters_find_and_says_so(world: World) -> None:
    case, other = world.case_in(State.ACCEPTED), world.bring("ma")
    rows = sheet(desk_of(world, "hong").post("/cases/export/?state=accepted", {"names": "masked"}))
    text = str(rows)
    assert case.number in text
    assert other.number not in text
    assert "已受理" in rows[0][0]
    assert "洪干事" in rows[1][0]


def test_names_and_phones_are_masked_and_the_rows_are_logged(world: World) -> None:
    case = world.bring()
    text = str(sheet(desk_of(world, "hong").post("/cases/export/", {"names": "masked"})))
    assert "林*" in text
    assert "139****0001" in text
    assert "林小满" not in text
    assert "13900000001" not in text
    entry = AuditEntry.objects.get(verb="cases.exported")
    assert entry.details["rows"] == [str(case.pk)]


def test_full_names_need_a_purpose_and_each_file_notes_it(world: World) -> None:
    case, client = world.bring(), desk_of(world, "hong")
    assert client.post("/cases/export/", {"names": "full"}).status_code == 422
    text = str(
        sheet(approved(world, client.post("/cases/export/", {"names": "full", "purpose": "报市总工会"}), client))
    )
    assert "林小满" in text
    assert "13900000001" not in text
    assert AuditEntry.objects.get(verb="case.read", subject_id=str(case.pk)).purpose == "报市总工会"


def test_whoever_only_oversees_gets_no_full_name_whatever_they_ask(world: World) -> None:
    world.bring()
    client = desk_of(world, "dong")
    answer = client.post("/cases/export/", {"names": "full", "purpose": "看看"})
    text = str(sheet(approved(world, answer, client)))
    assert "林小满" not in text
    assert "林*" in text


def test_many_rows_need_a_purpose_even_when_masked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unionhall.cases.views.desk_export.WITHOUT_PURPOSE", 1)
    world.bring(), world.bring("ma")
    client = desk_of(world, "hong")
    assert client.post("/cases/export/", {"names": "masked"}).status_code == 422
    assert len(sheet(client.post("/cases/export/", {"names": "masked", "purpose": "季度报表"}))) > 3


def test_too_many_rows_ask_for_narrower_filters(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unionhall.cases.views.desk_export.MOST", 1)
    world.bring(), world.bring("ma")
    answer = desk_of(world, "hong").post("/cases/export/", {"names": "masked", "purpose": "x"})
    assert answer.status_code == 422
    assert not AuditEntry.objects.filter(verb="cases.exported").exists()


def test_no_cell_is_taken_for_a_formula(world: World) -> None:
    world.bring(employer=None, employer_name="=HYPERLINK(1)", division=world.harbour_place)
    rows = sheet(desk_of(world, "hong").post("/cases/export/", {"names": "masked"}))
    cells = [str(cell).strip() for row in rows for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith("=")]


def test_nothing_from_elsewhere_and_nothing_of_a_tied_employer_leaves(world: World) -> None:
    case = world.bring()
    tie(world, "dong")
    for name in ("xi", "dong"):
        answer = desk_of(world, name).post("/cases/export/", {"names": "masked"})
        assert case.number not in str(sheet(answer))


def test_a_forged_filter_exports_nothing(world: World) -> None:
    world.bring()
    assert desk_of(world, "hong").post("/cases/export/?state=all", {"names": "masked"}).status_code == 422


def test_an_anonymous_worker_stays_anonymous_on_the_sheet(world: World) -> None:
    world.bring(identity_level="anonymous")
    assert "匿名" in str(sheet(desk_of(world, "hong").post("/cases/export/", {"names": "masked"})))
    assert Case.objects.count() == 1


def test_workers_and_partners_export_nothing(world: World) -> None:
    assert desk_of(world, "lin").get("/cases/export/").status_code == 404
    assert desk_of(world, "su").get("/cases/export/").status_code == 404
