"""Old letters come in once each, with their day, at the body that answers; the rest is rejected with a reason."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import translation

from unionhall.cases.letters import columns, commands, importing, reading
from unionhall.cases.models import Case, Complainant, LetterSource
from unionhall.core.actor import system
from unionhall.core.verdict import Refused

from .world import World, build

REAL = Path(__file__).parents[4] / "shared/data/letters/labelled_letters.csv"
HEADS = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "label"]
ROWS = [
    ["1", "A1", "拖欠工资", "2019/1/8 14:08:33", "港湾街道某厂拖欠两个月工资", "劳动和社会保障"],
    ["2", "A2", "社保怎么交", "2019-01-08 14:08:33", "想问社保的事", "劳动和社会保障"],
    ["3", "A1", "拖欠工资", "2019/1/9 9:00:00", "港湾街道某厂拖欠两个月 工资", "劳动和社会保障"],
    ["4", "A3", "坏日期", "2019/13/45 9:00:00", "内容", "劳动和社会保障"],
    ["5", "A4", "", "2019/1/9 9:00:00", "", "劳动和社会保障"],
    ["6", "A5", "公交", "2019/1/9 9:00:00", "公交车太少", "交通运输"],
    [
        "7",
        "A6",
        "=cmd|' /C calc'!A0",
        "2999/1/1",
        "<script>alert(1)</script>'; DROP TABLE cases_case;--",
        "劳动和社会保障",
    ],
    ["8", "㐂·𠮷", "𠮷野的工资", "2020年1月9日", "一", "劳动和社会保障"],
]


def file_of(path: Path, rows: list[list[str]] = ROWS, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows([HEADS, *rows])
    return path


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def world(db: None) -> World:
    return build()


def bring(path: Path, **options: Any) -> importing.Report:
    return importing.run(path, by=system("test"), **{"said": {}, "where": {}, **options})


@pytest.mark.django_db
def test_each_message_becomes_one_case_with_its_day(world: World, tmp_path: Path) -> None:
    report = bring(file_of(tmp_path / "letters.csv"), where={"label": "劳动和社会保障"})
    assert (report.read, report.imported, report.repeats, report.rejected, report.left_out) == (8, 3, 1, 3, 1)
    case = Case.objects.get(title="拖欠工资")
    assert case.received_at.astimezone(UTC) == datetime(2019, 1, 8, 6, 8, 33, tzinfo=UTC)
    assert (case.kind, case.body, case.source) == ("wages", world.harbour, "letter")
    assert Case.objects.get(title="社保怎么交").body == world.city
    assert Complainant.objects.get(case__title="𠮷野的工资").name == "㐂·𠮷"


@pytest.mark.django_db
def test_rejected_rows_come_back_with_the_reason(world: World, tmp_path: Path) -> None:
    report = bring(file_of(tmp_path / "letters.csv"))
    with Path(report.rejected_file).open(encoding="utf-8-sig") as back:
        rows = list(csv.DictReader(back))
    assert [(row["row"], row["reason"]) for row in rows] == [
        ("5", "the date “2019/13/45 9:00:00” is impossible"),
        ("6", "the message is empty"),
        ("8", "the date “2999/1/1” is impossible"),
    ]
    assert rows[2]["留言主题"].startswith("'=")


@pytest.mark.django_db
def test_a_second_run_brings_in_nothing_twice(world: World, tmp_path: Path) -> None:
    path = file_of(tmp_path / "letters.csv")
    first, second = bring(path), bring(path)
    assert (second.imported, second.already_there) == (0, first.imported)
    assert Case.objects.count() == first.imported


@pytest.mark.django_db
def test_gbk_and_utf8_say_the_same(world: World, tmp_path: Path) -> None:
    bring(file_of(tmp_path / "a.csv", ROWS[:2], "gb18030"))
    assert bring(file_of(tmp_path / "b.csv", ROWS[:2], "utf-8-sig")).already_there == 2


@pytest.mark.django_db
def test_a_dry_run_writes_nothing(world: World, tmp_path: Path) -> None:
    report = bring(file_of(tmp_path / "letters.csv"), dry_run=True)
    assert report.imported == 4
    assert not Case.objects.exists()
    assert not LetterSource.objects.exists()


@pytest.mark.django_db
def test_numbers_of_an_import_have_no_gaps(world: World, tmp_path: Path) -> None:
    rows = [[str(n), f"A{n}", "工资", "2020/1/1", f"第{n}封", "x"] for n in range(1200)]
    bring(file_of(tmp_path / "letters.csv", rows))
    numbers = sorted(int(n[-5:-1]) for n in Case.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == list(range(1, 1201))


@pytest.mark.django_db
def test_the_columns_of_a_source_are_remembered(world: World, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("甲,乙\n老板不给加班费,2020-01-01\n", encoding="utf-8")
    with pytest.raises(Refused, match="No column seems to hold the message"):
        bring(path, source="热线")
    bring(path, source="热线", said={"body": "甲", "at": "乙"})
    assert bring(path, source="热线").mapping == {"body": "甲", "at": "乙"}


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(Refused, match=r"no column “内容”.*columns are: a, b"):
        columns.settle(["a", "b"], remembered={}, said={"body": "内容"})


@pytest.mark.parametrize("text", ["2020/02/30", "昨天", "", "1900-01-01", "2020-01-01 25:00"])
def test_an_impossible_date_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        reading.moment(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shell", "asked", "words"),
    [
        ("zh_CN.UTF-8", [], "试运行，什么也没有写入"),
        ("C.UTF-8", [], "试运行，什么也没有写入"),
        ("en_US.UTF-8", [], "Dry run, nothing written"),
        ("en_US.UTF-8", ["--language", "zh-hans"], "试运行，什么也没有写入"),
        ("zh_CN.UTF-8", ["--language", "en"], "Dry run, nothing written"),
    ],
)
@pytest.mark.usefixtures("world")
def test_the_report_speaks_the_language_of_the_shell_or_the_one_asked_for(
    tmp_path: Path, shell: str, asked: list[str], words: str
) -> None:
    path = file_of(tmp_path / "letters.csv")
    env = {"LANG": shell, "LC_ALL": "", "LC_MESSAGES": ""}
    answer = CliRunner().invoke(commands.letters, ["import", str(path), "--dry-run", *asked], env=env)
    assert answer.exit_code == 0, answer.output
    assert words in answer.output


@pytest.mark.skipif(not REAL.exists(), reason="the real letters are not beside the project")
def test_the_real_labour_letters_come_in_whole(world: World, tmp_path: Path) -> None:
    report = bring(REAL, where={"label": "劳动和社会保障"}, rejected_path=tmp_path / "rejected.csv")
    assert report.imported + report.repeats == 203
    assert report.rejected == 0
