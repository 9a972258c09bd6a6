"""Does a table leave only as it should: marked, approved where it must be, for its maker alone, and on record?"""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
import python_calamine
from django.db import IntegrityError, transaction
from django.test import Client

from unionhall.cases.exporting import WORKLIST
from unionhall.cases.tests.test_desk import desk_of
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Refused
from unionhall.exports import access, actions, queries, tasks
from unionhall.exports.models import Export
from unionhall.exports.states import ExportState

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def asked_in_full(world: World, name: str = "hong") -> Export:
    """A request that waits for a second person."""
    return actions.ask(WORKLIST, {}, by=world.actor(name), purpose="报市总工会", unmasked=True)


def approved(world: World) -> Export:
    export = actions.approve(asked_in_full(world), by=world.actor("dong"))
    tasks.make(str(export.pk))
    export.refresh_from_db()
    return export


def cells(content: bytes) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def test_a_short_masked_table_leaves_at_once_with_its_line_and_an_invented_row(world: World) -> None:
    case = world.bring(amount=800)
    export = actions.ask(WORKLIST, {}, by=world.actor("hong"))
    assert export.state == ExportState.READY
    rows = cells(actions.fetch(export, by=world.actor("hong")))
    line = rows[1][0]
    assert f"第 {export.number} 号" in line
    assert "洪干事" in line
    assert "港湾街道总工会" in line
    heads = rows[3]
    assert len(rows) == 4 + 1 + 1
    invented = next(row for row in rows[4:] if row[0] != case.number)
    assert "〕0" in invented[0]
    assert invented[heads.index("金额（元）")] == ""
    assert sum(row[heads.index("金额（元）")] or 0 for row in rows[4:]) == 800


def test_names_in_full_wait_for_a_second_person_however_few_they_are(world: World) -> None:
    world.bring()
    export = asked_in_full(world)
    assert export.state == ExportState.ASKED
    with pytest.raises(Refused):
        actions.fetch(export, by=world.actor("hong"))
    with pytest.raises(Refused):
        actions.ask(WORKLIST, {}, by=world.actor("hong"), unmasked=True)


def test_more_rows_than_a_hundred_wait_even_when_masked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unionhall.exports.actions.FREE_ROWS", 1)
    world.bring(), world.bring("ma")
    export = actions.ask(WORKLIST, {}, by=world.actor("hong"), purpose="季度报表")
    assert export.state == ExportState.ASKED
    assert export.needs_approval


def test_nobody_approves_their_own_export_whatever_their_post(world: World) -> None:
    world.bring()
    export = asked_in_full(world, "dong")
    assert not access.may_approve(world.actor("dong"), export)
    with pytest.raises(Refused):
        actions.approve(export, by=world.actor("dong"))


def test_the_database_itself_lets_nothing_leave_unapproved(world: World) -> None:
    world.bring()
    export = asked_in_full(world)
    rows = Export.objects.filter(pk=export.pk)
    for change in (
        {"state": ExportState.MAKING},
        {"decided_by": export.made_by_id},
        {"needs_approval": False},
        {"unmasked": False, "rows": 101, "needs_approval": False},
        {"purpose": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_only_authority_at_the_same_body_or_above_decides(world: World) -> None:
    world.bring()
    export = asked_in_full(world)
    may = {name for name in world.people if access.may_approve(world.actor(name), export)}
    assert may == {"dong", "jian", "cheng"}
    see = {name for name in world.people if access.visible_exports(world.actor(name)).filter(pk=export.pk).exists()}
    assert see == {"hong", "dong", "jian", "cheng"}


def test_somebody_tied_to_an_employer_decides_about_no_export(world: World) -> None:
    from unionhall.cases.tests.test_desk import tie

    world.bring()
    export = asked_in_full(world)
    tie(world, "dong")
    assert not access.may_approve(world.actor("dong"), export)
    assert not access.visible_exports(world.actor("dong")).filter(pk=export.pk).exists()
    assert "dong" not in str(queries.second_persons(export))


def test_after_approval_the_file_is_made_in_the_background_for_its_maker_alone(world: World, jobs: Any) -> None:
    world.bring()
    export = actions.approve(asked_in_full(world), by=world.actor("dong"))
    assert export.state == ExportState.MAKING
    assert [job["task_name"] for job in jobs.jobs.values() if job["queue_name"] == "exports"] == ["exports.make"]
    tasks.make(str(export.pk))
    tasks.make(str(export.pk))
    export.refresh_from_db()
    assert "林小满" in str(cells(actions.fetch(export, by=world.actor("hong"))))
    for name in ("dong", "cheng", "lin"):
        with pytest.raises(Refused):
            actions.fetch(export, by=world.actor(name))


def test_what_was_not_approved_does_not_leave_though_it_came_in_meanwhile(world: World) -> None:
    world.bring()
    export = asked_in_full(world)
    later = world.bring("ma")
    actions.approve(export, by=world.actor("dong"))
    tasks.make(str(export.pk))
    export.refresh_from_db()
    assert later.number not in str(cells(actions.fetch(export, by=world.actor("hong"))))


def test_a_maker_whose_post_has_ended_gets_no_file(world: World) -> None:
    from unionhall.people.models import Post

    world.bring()
    export = actions.approve(asked_in_full(world), by=world.actor("dong"))
    Post.objects.filter(person=world.people["hong"]).update(until=clock.today() - timedelta(days=1))
    tasks.make(str(export.pk))
    export.refresh_from_db()
    assert export.state == ExportState.EXPIRED
    assert not export.stored_as


def test_a_tie_recorded_after_the_request_keeps_the_matter_out_of_the_file(world: World) -> None:
    from unionhall.cases.tests.test_desk import tie

    case = world.bring()
    export = actions.approve(asked_in_full(world), by=world.actor("cheng"))
    tie(world, "hong")
    tasks.make(str(export.pk))
    export.refresh_from_db()
    assert case.number not in str(cells(actions.fetch(export, by=world.actor("hong"))))


def test_every_fetch_names_the_rows_that_left(world: World) -> None:
    case = world.bring()
    export = approved(world)
    actions.fetch(export, by=world.actor("hong")), actions.fetch(export, by=world.actor("hong"))
    entries = AuditEntry.objects.filter(verb="export.downloaded")
    assert entries.count() == 2
    assert queries.unpacked(entries[0].details["row_keys"]) == [case.pk]
    assert entries[0].details["of"] == export.number


def test_the_file_lies_sealed_and_is_gone_when_its_day_is_over(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    from unionhall.core.files.keeping import _storage

    world.bring()
    export = approved(world)
    with _storage().open(export.stored_as, "rb") as raw:
        kept = raw.read()
    assert not kept.startswith(b"PK")
    assert "林小满".encode() not in kept
    assert export.expires_at == export.ready_at + timedelta(hours=24)
    with clock.at(export.expires_at + timedelta(minutes=1)):
        with pytest.raises(Refused):
            actions.fetch(export, by=world.actor("hong"))
        with django_capture_on_commit_callbacks(execute=True):
            tasks.expire(0)
    assert not _storage().exists(export.stored_as)
    export.refresh_from_db()
    assert export.state == ExportState.EXPIRED


def test_how_long_files_are_kept_holds_from_a_day_on_and_never_back(world: World) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    actions.set_term(48, by=world.actor("xiao"), since=tomorrow)
    assert queries.hours_kept() == 24
    with clock.at(clock.now() + timedelta(days=2)):
        assert queries.hours_kept() == 48
    with pytest.raises(Refused):
        actions.set_term(2, by=world.actor("xiao"), since=clock.today() - timedelta(days=1))
    with pytest.raises(Refused):
        actions.set_term(2, by=world.actor("hong"), since=tomorrow + timedelta(days=1))


def test_a_refusal_has_a_reason_the_maker_reads(world: World) -> None:
    world.bring()
    export = asked_in_full(world)
    with pytest.raises(Refused):
        actions.refuse(export, by=world.actor("dong"), reason="  ")
    actions.refuse(export, by=world.actor("dong"), reason="季报不需要姓名")
    page = desk_of(world, "hong").get(f"/exports/{export.pk}/").content.decode()
    assert "季报不需要姓名" in page


def test_asking_too_often_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unionhall.exports.actions.ASKED_IN_AN_HOUR", 1)
    world.bring()
    actions.ask(WORKLIST, {}, by=world.actor("hong"))
    with pytest.raises(Refused):
        actions.ask(WORKLIST, {}, by=world.actor("hong"))


def test_the_pages_walk_a_request_from_the_list_to_the_file(world: World) -> None:
    world.bring()
    maker, second = desk_of(world, "hong"), desk_of(world, "dong")
    answer = maker.post("/cases/export/", {"names": "full", "purpose": "报市总工会"})
    assert answer.status_code == 303
    address = answer["Location"]
    page = maker.get(address).content.decode()
    assert "等" in page
    assert "董科长" in page
    waiting = second.get("/exports/?state=asked").content.decode()
    assert address in waiting
    page = second.get(address).content.decode()
    for words in ("报市总工会", "手机", "洪干事"):
        assert words in page
    assert second.post(f"{address}approval/").status_code == 303
    export = Export.objects.get()
    tasks.make(str(export.pk))
    assert second.get(f"{address}file/").status_code == 409
    answer = maker.get(f"{address}file/")
    assert answer.status_code == 200
    assert "林小满" in str(cells(answer.content))


def test_the_api_asks_waits_and_fetches(world: World) -> None:
    from tests.matrix.people import token
    from unionhall.people.models import Account

    world.bring()

    def program(name: str) -> Client:
        desk_of(world, name)
        return Client(headers={"Authorization": f"Bearer {token(Account.objects.get(person=world.people[name]))}"})

    hong, dong = program("hong"), program("dong")
    body = {"source": "cases.worklist", "filters": {"state": "received"}, "purpose": "季报", "unmasked": True}
    answer = hong.post("/api/exports", json.dumps(body), content_type="application/json")
    assert answer.status_code == 202, answer.content
    address = answer["Location"]
    assert hong.get(f"{address}/file").status_code == 409
    assert dong.post(f"{address}/approval").status_code == 200
    tasks.make(answer.json()["id"])
    said = hong.get(address).json()
    assert said["state"] == "ready"
    assert "林小满" in str(cells(hong.get(said["file"]).content))
    assert program("xi").get(address).status_code == 404
    wrong = {**body, "filters": {"stat": "received"}}
    assert hong.post("/api/exports", json.dumps(wrong), content_type="application/json").status_code == 409
