"""A federation's tree comes in from one spreadsheet: all of it, or nothing with the reasons."""

import csv
from pathlib import Path

import pytest

from unionhall.core.actor import system
from unionhall.core.verdict import Refused
from unionhall.organisations.models import Division, Employer, Organisation, Responsibility
from unionhall.organisations.queries import responsible_body
from unionhall.organisations.register import bring_bodies

pytestmark = pytest.mark.django_db
BY = system("test")
HEADS = ["代码", "名称", "层级", "类型", "上级代码", "案号字头", "区划代码", "区划名称", "协作单位类型", "用人单位"]
TREE = [
    ["C", "瑞江市总工会", "市", "总工会", "", "瑞工", "990100", "瑞江市", "", ""],
    ["E", "东城县总工会", "county", "federation", "C", "东工", "990121", "东城县", "", ""],
    ["EH", "港湾街道总工会", "乡镇（街道）", "总工会", "E", "港工", "990121001", "港湾街道", "", ""],
    ["EH1", "宏达工会", "6", "基层工会", "EH", "", "", "", "", "宏达制造"],
    ["P", "市检察院", "city", "agency", "", "", "", "", "检察院", ""],
]


def file_of(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "bodies.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEADS, *rows])
    return path


def test_the_tree_comes_in_with_its_places_and_who_answers_there(tmp_path: Path) -> None:
    report = bring_bodies(file_of(tmp_path, TREE), by=BY)
    assert (report["entered"], report["rejected"]) == (5, [])
    harbour = Organisation.objects.get(code="EH")
    assert harbour.at_city == Organisation.objects.get(code="C").pk
    place = Division.objects.select_related("parent").get(code="990121001")
    assert place.parent is not None
    assert place.parent.code == "990121"
    rule = Responsibility.objects.get(division=place)
    assert responsible_body(place, "", on=rule.since)[0] == harbour
    assert Organisation.objects.get(code="EH1").employer == Employer.objects.get(name="宏达制造")


def test_a_second_run_doubles_nothing(tmp_path: Path) -> None:
    path = file_of(tmp_path, TREE)
    bring_bodies(path, by=BY)
    assert bring_bodies(path, by=BY)["already_there"] == 5
    assert Organisation.objects.count() == 5


def test_one_bad_row_and_nothing_is_entered(tmp_path: Path) -> None:
    bad = [
        *TREE,
        ["X", "没有上级", "乡镇（街道）", "总工会", "nowhere", "某工", "", "", "", ""],
        ["Y", "", "市", "总工会", *[""] * 6],
    ]
    report = bring_bodies(file_of(tmp_path, bad), by=BY)
    assert [row["row"] for row in report["rejected"]] == [7, 8]
    assert not Organisation.objects.exists()


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    assert bring_bodies(file_of(tmp_path, TREE), by=BY, dry_run=True)["entered"] == 5
    assert not Organisation.objects.exists()


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(Refused, match="代码"):
        bring_bodies(path, by=BY)
