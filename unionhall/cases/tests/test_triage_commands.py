"""`unionhall triage` and `unionhall problems` on spreadsheets, without a database."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from unionhall.cases.triage.commands import shared_problems, triage
from unionhall.triage.tests.letters import some
from unionhall.triage.tests.test_problems import letters


def sheet(path: Path, heads: list[str], rows: list[list[Any]], encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as out:
        csv.writer(out).writerows([heads, *rows])
    return path


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    told, labels = some(20)
    rows = [[letter.title, letter.body, label] for letter, label in zip(told, labels, strict=True)]
    return sheet(tmp_path / "letters.csv", ["留言主题", "留言详情", "label"], rows)


def run(command: Any, *arguments: Any) -> Any:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_evaluation_prints_the_figures_as_json(labelled: Path) -> None:
    result = run(
        triage, "evaluate", labelled, "--text-column", "留言详情", "--label-column", "label", "--folds", 3, "--json"
    )
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert {"accuracy", "macro_f1", "per_class", "confusion", "messages_per_second"} <= set(found)
    assert found["macro_f1"] > 0.9
    assert found["columns"]["title"] == "留言主题"


def test_two_text_columns_are_title_and_text_by_their_lengths(labelled: Path) -> None:
    columns = ("--text-column", "留言详情", "--text-column", "留言主题")
    found = json.loads(run(triage, "evaluate", labelled, *columns, "--folds", 3, "--json").output)
    assert found["columns"]["title"] == "留言主题"
    assert found["columns"]["text"] == ["留言详情"]


def test_a_title_can_be_left_out_by_hand(labelled: Path) -> None:
    found = json.loads(run(triage, "evaluate", labelled, "--title-column", "-", "--folds", 3, "--json").output)
    assert "title" not in found["columns"]


def test_gbk_is_read_too(tmp_path: Path) -> None:
    told, labels = some(10)
    rows = [[letter.body, label] for letter, label in zip(told, labels, strict=True)]
    path = sheet(tmp_path / "gbk.csv", ["内容", "类别"], rows, "gbk")
    assert json.loads(run(triage, "evaluate", path, "--folds", 3, "--json").output)["letters"] == 30


def test_a_table_for_people_speaks_chinese(labelled: Path) -> None:
    result = run(triage, "evaluate", labelled, "--folds", 3, "--language", "zh-hans")
    assert "精确率" in result.output
    assert "食堂" in result.output


def test_a_column_that_is_not_there_is_named_with_those_that_are(labelled: Path) -> None:
    result = run(triage, "evaluate", labelled, "--text-column", "没有")
    assert result.exit_code != 0
    assert "没有" in str(result.exception)


def test_labels_too_few_to_learn_are_said(tmp_path: Path) -> None:
    path = sheet(tmp_path / "few.csv", ["内容", "label"], [["工资没发", "工资"], ["食堂凉", "食堂"]])
    result = run(triage, "evaluate", path)
    assert result.exit_code != 0
    assert "folds" in str(result.exception)


def test_training_writes_a_model_that_suggests(labelled: Path, tmp_path: Path) -> None:
    from unionhall.triage.model import Model
    from unionhall.triage.words import Letter

    out = tmp_path / "model.npz"
    result = run(triage, "train", labelled, "--out", out, "--json")
    assert json.loads(result.output)["trained_on"] == 60
    assert Model.load(out).labels_of([Letter("拖欠工资三个月")]) == ["工资"]


def test_shared_problems_are_found_with_their_rows(tmp_path: Path) -> None:
    told, where = letters()
    rows = [[one.writer, one.letter.title, one.letter.body] for one in told]
    path = sheet(tmp_path / "letters.csv", ["留言用户", "留言主题", "留言详情"], rows)
    result = run(shared_problems, "discover", path, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    members = {row - found["first_row"] for row in next(p for p in found["problems"] if "北苑" in p["title"])["rows"]}
    assert members == where["北苑宿舍"]
    assert all(problem["size"] == len(problem["rows"]) for problem in found["problems"])


def test_where_the_file_names_sites_a_problem_of_one_site_is_not_shared(tmp_path: Path) -> None:
    told, _where = letters()
    rows = [[one.writer, one.letter.title, one.letter.body, "只有一个"] for one in told]
    path = sheet(tmp_path / "letters.csv", ["留言用户", "留言主题", "留言详情", "站点"], rows)
    assert json.loads(run(shared_problems, "discover", path, "--json").output)["problems"] == []


def test_employer_and_kind_of_the_sheet_count_and_can_be_left_out_by_hand(tmp_path: Path) -> None:
    told, _where = letters()
    rows = [[one.writer, one.letter.title, one.letter.body, "甲厂", "后勤"] for one in told]
    path = sheet(tmp_path / "letters.csv", ["留言用户", "留言主题", "留言详情", "用人单位", "类别"], rows)
    columns = json.loads(run(shared_problems, "discover", path, "--json").output)["columns"]
    assert (columns["employer"], columns["label"]) == ("用人单位", "类别")
    without = run(shared_problems, "discover", path, "--employer-column", "-", "--kind-column", "-", "--json")
    assert not {"employer", "label"} & set(json.loads(without.output)["columns"])


def test_a_written_model_suggests_for_each_row_with_its_words(labelled: Path, tmp_path: Path) -> None:
    out = tmp_path / "model.npz"
    run(triage, "train", labelled, "--out", out)
    rows = [["", "公司拖欠工资三个月 13812345678"], ["", ""], ["", "食堂的饭菜是凉的"]]
    fresh = sheet(tmp_path / "fresh.csv", ["留言主题", "留言详情"], rows)
    result = run(triage, "suggest", out, fresh, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert [(row["row"], row["suggestions"][0]["label"]) for row in found["rows"]] == [(2, "工资"), (4, "食堂")]
    assert all(len(row["suggestions"]) == 3 for row in found["rows"])
    assert found["rows"][0]["suggestions"][0]["words"]
    assert "138" not in result.output
    shown = run(triage, "suggest", out, fresh, "--top", 1, "--language", "zh-hans")
    assert "起作用的词" in shown.output


def test_what_is_no_model_is_said(tmp_path: Path, labelled: Path) -> None:
    (tmp_path / "not.npz").write_bytes(b"PK no model")
    result = run(triage, "suggest", tmp_path / "not.npz", labelled)
    assert result.exit_code != 0
    assert "train" in str(result.exception)


@pytest.mark.parametrize("arguments", [(), ("--own", "x"), ("x",)])
def test_training_says_what_it_needs(labelled: Path, arguments: tuple[str, ...]) -> None:
    result = run(triage, "train", *(labelled if word == "x" else word for word in arguments))
    assert result.exit_code == 2


@pytest.mark.django_db
def test_labels_that_are_kinds_are_learnt_and_kept(labelled: Path, tmp_path: Path) -> None:
    from unionhall.cases.models import TriageModel

    result = run(triage, "train", labelled, "--keep", "--label-as", "工资=wages", "--label-as", "食堂=living", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)["models"][0]
    assert (found["about"], found["in_use"], found["labels"], found["labels_left_out"]) == (
        "kind",
        True,
        ["living", "wages"],
        ["住房"],
    )
    row = TriageModel.objects.get()
    assert (row.trained_on, row.source, row.in_use) == (40, "letters.csv", True)
    assert row.figures["macro_f1"] >= row.figures["compared_with"]["macro_f1"]


@pytest.mark.django_db
def test_labels_that_are_no_kinds_are_refused_with_the_kinds_there_are(labelled: Path) -> None:
    result = run(triage, "train", labelled, "--keep")
    assert result.exit_code != 0
    assert "wages" in str(result.exception)
    assert "工资" in str(result.exception)


@pytest.mark.django_db
def test_learning_from_no_closed_cases_says_so() -> None:
    result = run(triage, "train", "--own")
    assert result.exit_code != 0
    assert str(result.exception)
