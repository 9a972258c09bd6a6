"""A group of workers: one act for all, workers from a table, one split off."""

import io
from decimal import Decimal
from typing import Any

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile

from unionhall.cases import actions
from unionhall.cases.forms.desk_groups import workers_typed
from unionhall.cases.models import BulkAct, Case, Settlement
from unionhall.cases.states import State
from unionhall.core import clock, export

from .test_desk import desk_of, tie, words
from .world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def group(world: World) -> Case:
    cases = [world.bring(amount=Decimal(1000)), world.bring("ma", amount=Decimal(3000))]
    return actions.gather(cases, by=world.actor("zhou"))


def table(text: str, name: str = "名单.csv", encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


def test_the_page_shows_members_and_the_sum(world: World, group: Case) -> None:
    answer = desk_of(world, "zhou").get(f"/cases/groups/{group.pk}/")
    assert len(answer.context["rows"]) == 2
    assert "¥4,000.00" in words(answer)
    assert "林*" in words(answer)
    assert "林小满" not in words(answer)


def test_a_group_elsewhere_or_with_a_tied_employer_is_not_there(world: World, group: Case) -> None:
    tie(world, "dong")
    for name in ("xi", "dong", "lin"):
        assert desk_of(world, name).get(f"/cases/groups/{group.pk}/").status_code == 404


def test_a_single_case_is_no_group(world: World) -> None:
    assert desk_of(world, "zhou").get(f"/cases/groups/{world.bring().pk}/").status_code == 404


def test_one_act_goes_to_all_that_may_take_it(world: World, group: Case) -> None:
    member = Case.objects.filter(group=group).order_by("pk").first()
    assert member is not None
    actions.accept(member, by=world.actor("zhou"))
    client = desk_of(world, "zhou")
    answer = client.post(f"/cases/groups/{group.pk}/act/?act=accept", {"group_too": "on"})
    act = BulkAct.objects.get()
    assert (act.done, [row["number"] for row in act.refused]) == (2, [member.number])
    assert member.number in words(client.get(answer["Location"]))


def test_each_settles_for_the_same_share_of_their_own_sum(world: World, group: Case) -> None:
    client = desk_of(world, "zhou")
    client.post(f"/cases/groups/{group.pk}/act/?act=accept", {"group_too": "on"})
    client.post(f"/cases/groups/{group.pk}/act/?act=negotiate", {"group_too": "on"})
    settled = {
        "manner": "negotiation", "percent": "80", "terms": "付八成", "signed_on": clock.today().isoformat(),
    }  # fmt: skip
    client.post(f"/cases/groups/{group.pk}/act/?act=settle_share", settled)
    assert sorted(Settlement.objects.values_list("amount", flat=True)) == [Decimal(800), Decimal(2400)]
    assert set(Case.objects.filter(group=group).values_list("state", flat=True)) == {State.SETTLED}


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("close", {"reason": ""}),
        ("settle_share", {"manner": "mediation", "percent": "140", "terms": "x", "signed_on": "2026-01-01"}),
        ("settle_share", {"manner": "mediation", "percent": "50", "terms": "x", "signed_on": "2999-01-01"}),
        ("extend", {"days": "400", "unit": "working", "reason": "x"}),
        ("assign", {"handler": "nobody"}),
    ],
)
def test_an_act_that_is_not_whole_is_asked_again(world: World, group: Case, act: str, data: dict[str, str]) -> None:
    answer = desk_of(world, "zhou").post(f"/cases/groups/{group.pk}/act/?act={act}", data)
    assert answer.status_code == 422
    assert not BulkAct.objects.exists()


def test_an_act_nobody_offers_is_not_there(world: World, group: Case) -> None:
    client = desk_of(world, "zhou")
    assert client.get(f"/cases/groups/{group.pk}/act/?act=lapse").status_code == 404
    assert client.get(f"/cases/groups/{group.pk}/act/").status_code == 404


def test_one_from_above_looks_on_and_does_not_act(world: World, group: Case) -> None:
    client = desk_of(world, "dong")
    assert client.get(f"/cases/groups/{group.pk}/").status_code == 200
    assert client.post(f"/cases/groups/{group.pk}/act/?act=accept").status_code == 409


def test_workers_are_typed_line_by_line(world: World, group: Case) -> None:
    typed = "赵一，13911110001，5000\n钱二 13911110002 6,500\n阿依古丽·买买提\t13911110003\n孙三"
    typed = typed.replace("6,500", "6500")
    answer = desk_of(world, "zhou").post(f"/cases/groups/{group.pk}/workers/", {"typed": typed})
    assert answer.status_code == 303
    group.refresh_from_db()
    assert Case.objects.filter(group=group).count() == 6
    assert group.amount == Decimal(15500)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_workers_come_from_a_table_in_any_usual_encoding(world: World, group: Case, encoding: str) -> None:
    upload = table("工号,姓名,手机号码,欠薪金额\n7,赵一,13911110001,5000\n8,钱二,13911110002,\n", encoding=encoding)
    assert desk_of(world, "zhou").post(f"/cases/groups/{group.pk}/workers/", {"table": upload}).status_code == 303
    assert Case.objects.filter(group=group).count() == 4


BAD = "姓名,手机,金额\n赵一,13911110001,5000\n,13911110002,1\n钱二,12,1\n孙三,13911110003,很多\n李四,13911110001,1\n=cmd(),13911110009,1\n"


def test_with_a_mistake_in_any_row_nobody_is_entered_and_each_row_says_why(world: World, group: Case) -> None:
    answer = desk_of(world, "zhou").post(f"/cases/groups/{group.pk}/workers/", {"table": table(BAD)})
    rejected = answer.context["workers"].rejected
    assert answer.status_code == 422
    assert [row["row"] for row in rejected] == [3, 4, 5, 6]
    assert all(row["reason"] in words(answer) for row in rejected)
    assert Case.objects.filter(group=group).count() == 2


def test_the_sound_rows_are_entered_when_one_says_so_and_the_others_come_back_as_a_table(
    world: World, group: Case
) -> None:
    client = desk_of(world, "zhou")
    answer = client.post(f"/cases/groups/{group.pk}/workers/", {"table": table(BAD), "sound_only": "on"})
    assert Case.objects.filter(group=group).count() == 4
    back = client.post(f"/cases/groups/{group.pk}/workers/rejected/", {"packed": answer.context["packed"]})
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(back.getvalue()))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["姓名", "手机", "金额"]
    assert [row[0] for row in rows[1:]] == ["", "钱二", "孙三", "李四"]


def test_rejected_rows_that_were_tampered_with_are_not_given_back(world: World, group: Case) -> None:
    url = f"/cases/groups/{group.pk}/workers/rejected/"
    assert desk_of(world, "zhou").post(url, {"packed": "forged:rows"}).status_code == 409


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("空.csv", b""),
        SimpleUploadedFile("坏.xlsx", b"PK\x03\x04broken"),
        SimpleUploadedFile("图.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        table("甲,乙\n1,2\n"),
        table("姓名,姓名\n赵,钱\n"),
        SimpleUploadedFile("长.csv", ("姓名\n" + "".join(f"赵{n}\n" for n in range(2100))).encode()),
    ],
    ids=lambda upload: upload.name,
)
def test_a_table_that_cannot_be_read_says_why(world: World, group: Case, upload: Any) -> None:
    answer = desk_of(world, "zhou").post(f"/cases/groups/{group.pk}/workers/", {"table": upload})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert Case.objects.filter(group=group).count() == 2


def test_a_worker_who_is_in_the_group_already_stays_one_case(world: World, group: Case) -> None:
    answer = desk_of(world, "zhou").post(f"/cases/groups/{group.pk}/workers/", {"typed": "林小满，13900000001，9"})
    assert answer.status_code == 303
    assert Case.objects.filter(group=group).count() == 2


def test_a_case_is_split_off_and_goes_on_alone(world: World, group: Case) -> None:
    member = Case.objects.filter(group=group).order_by("-amount").first()
    assert member is not None
    desk_of(world, "zhou").post(f"/cases/groups/{group.pk}/members/{member.pk}/departure/")
    member.refresh_from_db(), group.refresh_from_db()
    assert (member.group_id, group.amount) == (None, Decimal(1000))


def test_a_case_of_another_group_is_not_split_off_here(world: World, group: Case) -> None:
    other = world.bring("wei")
    url = f"/cases/groups/{group.pk}/members/{other.pk}/departure/"
    assert desk_of(world, "zhou").post(url).status_code == 404


def test_a_case_is_joined_only_at_its_own_body(world: World, group: Case) -> None:
    foreign = world.bring("wei", employer=world.courier, division=world.hill_place)
    with pytest.raises(actions.groups.Refused):
        actions.join(foreign, by=world.actor("zhou"), group=group)


def test_lines_as_people_type_them_are_understood() -> None:
    found = workers_typed("林 小 满 13900000001 8000\n马骏,8000,13900000002\n王二、13900000003、1、2\n\n99\n")
    assert [(w["name"], w["phone"], w["amount"]) for w in found.sound] == [
        ("林 小 满", "13900000001", Decimal(8000)),
        ("马骏", "13900000002", Decimal(8000)),
    ]
    assert [row["row"] for row in found.rejected] == [3, 5]


def test_formula_signs_in_a_name_are_harmless_when_they_come_back() -> None:
    assert export.neutralise("=cmd()").startswith("'")
