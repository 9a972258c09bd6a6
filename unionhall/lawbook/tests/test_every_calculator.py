"""What must hold for every calculator of the book, whoever wrote it."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from unionhall.lawbook import examples
from unionhall.lawbook.batch import REASON, reckon_table
from unionhall.lawbook.calculator import Calculator
from unionhall.lawbook.contents import calculators, topics
from unionhall.lawbook.facts import Choice, Fact, Many, Rows
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.reading import BadFacts

EVERY = list(calculators().values())
TODAY = date(2026, 9, 1)
VECTORS = examples.from_vectors(Path(examples.__file__).parent / "worked" / "vectors.json")


def findings() -> Iterator[tuple[str, Finding]]:
    """Every worked example that gives a finding, the specification's and the lawyers'."""
    for example in [*VECTORS, *examples.of_the_book()]:
        if example.fn in calculators() and not example.errors:
            yield example.id, calculators()[example.fn].find(example.facts, today=example.today or TODAY)


FOUND = list(findings())
named = pytest.mark.parametrize("one", EVERY, ids=[one.name for one in EVERY])
found = pytest.mark.parametrize("finding", [one for _id, one in FOUND], ids=[name for name, _one in FOUND])


def test_names_are_used_once_and_every_topic_has_a_calculator() -> None:
    assert len({one.name for one in EVERY}) == sum(len(topic.calculators) for topic in topics())


@named
def test_it_asks_exactly_what_its_function_takes(one: Calculator) -> None:
    taken = set(inspect.signature(one.compute).parameters) - {"book"}
    assert taken == {fact.name for fact in one.facts}
    assert not one.day or one.day in taken


@named
def test_everything_it_says_it_says_in_both_languages(one: Calculator) -> None:
    def said(facts: tuple[Fact, ...]) -> Iterator[str]:
        for fact in facts:
            yield from (fact.ask.zh, fact.ask.en, *((fact.help.zh, fact.help.en) if fact.help else ()))
            if isinstance(fact.kind, Choice):
                for words in fact.kind.options.values():
                    yield from (words.zh, words.en)
            if isinstance(fact.kind, Rows):
                yield from said(fact.kind.columns)

    words = [one.title, one.about, *one.evidence, *one.not_modelled]
    assert all([*said(one.facts), *(text for each in words for text in (each.zh, each.en))])


@named
def test_a_worker_is_told_what_to_collect_and_everybody_what_is_left_out(one: Calculator) -> None:
    assert one.evidence or not one.for_workers
    assert one.not_modelled


@named
def test_what_nobody_asked_for_is_refused_by_name(one: Calculator) -> None:
    with pytest.raises(BadFacts) as refused:
        one.find({"nobody_asks_this": 1}, today=TODAY)
    assert "nobody_asks_this" in refused.value.errors


@named
def test_nonsense_in_any_fact_is_answered_by_a_sentence_and_never_by_a_fault(one: Calculator) -> None:
    good = next((dict(example.facts) for example in VECTORS if example.fn == one.name), {})
    refusals = []
    for nonsense in ("乱写一气", -1, "99999999999999999999", [], [[]], {"a": 1}, True, "2024-02-30", "NaN", "1e999", 0):
        for fact in one.facts:
            try:
                one.find({**good, fact.name: nonsense}, today=TODAY)
            except BadFacts as refused:
                refusals += refused.errors.values()
    assert refusals
    assert all(words.zh and words.en for words in refusals)


@named
def test_the_questions_come_to_an_end_and_then_the_answer_can_be_given(one: Calculator) -> None:
    asked = set()
    said: dict[str, object] = {}
    while (fact := one.next_question(said, today=TODAY)) is not None and fact.name not in asked:
        asked.add(fact.name)
        said[fact.name] = "" if not fact.required else None
    assert asked


@found
def test_a_finding_says_why_in_both_languages_and_names_articles(finding: Finding) -> None:
    if finding.result is None:
        assert finding.needs or finding.answer.headline or finding.answer.steps
        return
    steps = finding.answer.steps
    assert steps
    assert all(step.words.zh and step.words.en for step in steps)
    assert finding.answer.headline is not None
    assert finding.answer.headline.zh
    assert finding.answer.headline.en
    assert any(step.articles for step in steps) or finding.code in {"C31", "C32"}


@found
def test_a_finding_is_plain_data_and_carries_its_sources(finding: Finding) -> None:
    told = json.loads(json.dumps(finding.as_dict(), ensure_ascii=False))
    assert told["fn"] == finding.calculator
    for row in told["parameters"]:
        assert row["source"]
        assert row["confidence"]
    for day in told["deadlines"]:
        assert day["effective"] is None or day["effective"] >= day["raw"]


@found
def test_what_rests_on_memory_says_so(finding: Finding) -> None:
    told = finding.as_dict()
    remembered = [row for row in told["parameters"] if row["confidence"].startswith("M")]
    assert bool(remembered) <= bool(told["unverified"])


def test_a_table_gives_each_row_the_answer_it_would_have_alone(tmp_path: Path) -> None:
    for one in EVERY:
        rows = [dict(example.facts) for example in VECTORS if example.fn == one.name]
        if not rows or any(isinstance(fact.kind, Rows) for fact in one.facts):
            continue
        wide = {
            fact.name: (max(12, *(len(row.get(fact.name) or ()) for row in rows)) if isinstance(fact.kind, Many) else 0)
            for fact in one.facts
        }
        header = [title for name, many in wide.items() for title in ([f"{name}{n + 1}" for n in range(many)] or [name])]
        book = xlsxwriter.Workbook(str(tmp_path / "in.xlsx"))
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header)
        for number, row in enumerate(rows, 1):
            cells: list[object] = []
            for name, many in wide.items():
                value = row.get(name)
                cells += (
                    [*value, *[None] * (many - len(value))] if many and value else [None] * many if many else [value]
                )
            for place, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(number, place, str(cell) if not isinstance(cell, (int, float)) else cell)
        book.close()
        report = reckon_table(one, tmp_path / "in.xlsx", tmp_path / "out.xlsx", today=TODAY)
        alone = [one.find(row, today=TODAY) for row in rows]
        assert report["answered"] == sum(finding.result is not None for finding in alone), one.name
        out = list(openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows(values_only=True))
        assert REASON in out[0]
        for line, finding in zip(out[1:], alone, strict=True):
            for key, value in (finding.as_dict()["result"] or {}).items():
                if isinstance(value, str):
                    assert line[out[0].index(key, len(header))] == value, (one.name, key)
