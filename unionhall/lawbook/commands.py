"""`unionhall law`: what can be reckoned, one finding, the worked examples, a table of workers."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import click

from . import examples
from .batch import UnreadableTable, reckon_table
from .book import book_with
from .calculator import Calculator
from .contents import calculators, topics
from .reading import BadFacts


@click.group()
def law() -> None:
    """The law book: sums with their steps, articles and sources."""


@law.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the facts each asks.")
def list_(*, as_json: bool) -> None:
    """What can be reckoned, by topic."""
    if as_json:
        click.echo(_json([described(one) for one in calculators().values()]))
        return
    for topic in topics():
        click.echo(f"{topic.title.zh} · {topic.title.en}")
        for one in topic.calculators:
            click.echo(f"  {one.code}  {one.name:22} {one.title.zh} · {one.title.en}")


@law.command()
@click.argument("fn")
@click.option("--facts", required=True, help="A JSON file of facts by name, or - for standard input.")
@click.option("--json", "as_json", is_flag=True, help="The whole finding as JSON.")
def compute(fn: str, facts: str, *, as_json: bool) -> None:
    """One finding: result, steps, sources. FN is a name from `law list`."""
    calculator = _calculator(fn)
    try:
        finding = calculator.find(_facts(facts, fn)).as_dict()
    except BadFacts as bad:
        errors = {name: words.as_dict() for name, words in bad.errors.items()}
        if as_json:
            click.echo(_json({"fn": fn, "result": None, "errors": errors}))
        else:
            for name, words in bad.errors.items():
                click.echo(f"{name}: {words.zh} {words.en}", err=True)
        sys.exit(2)
    if as_json:
        click.echo(_json(finding))
        return
    for step in finding["steps"]:
        click.echo(f"· {step['words']['zh']}" + (f"  {step['formula']}" if step["formula"] else ""))
    for need in finding["needs"]:
        click.echo(f"! {need['why']['zh']} ({need['table']} {need['region']} {need['on']})")
    for words in finding["unverified"]:
        click.echo(f"? {words['zh']}")
    click.echo(_json(finding["result"]))


@law.command("check-vectors")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def check_vectors(file: Path, *, as_json: bool) -> None:
    """Which worked examples of a JSON file come out as it says. Fails if one does not."""
    told = examples.checked(examples.from_vectors(file))
    _print_checked(told, as_json)


@law.command("test")
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def test_(path: Path | None, *, as_json: bool) -> None:
    """The lawyers' worked examples (TOML), those of the book or of a file or folder; and whether the tables are sound.

    A folder may hold tables (CSV) too: they take the place of the book's own of the same name, and both its examples and
    those of the book are tried with them.
    """
    told = _tried_with_tables(path) if path and path.is_dir() and any(path.glob("*.csv")) else _tried_as_it_is(path)
    _print_checked(told, as_json)


def _tried_as_it_is(path: Path | None) -> list[examples.Checked]:
    told = examples.checked(examples.from_toml(path) if path else examples.of_the_book())
    return told if path else [*told, *_faults(examples.faults_of_the_tables())]


def _tried_with_tables(folder: Path) -> list[examples.Checked]:
    try:
        held = book_with(folder)
    except (ValueError, KeyError, ArithmeticError) as wrong:
        raise click.ClickException(f"表里有读不懂的一格：{wrong!r}。A cell of a table cannot be read.") from None
    own = folder / "sources.csv"
    keys = (
        [line["key"] for line in csv.DictReader(own.read_text(encoding="utf-8-sig").splitlines())]
        if own.exists()
        else []
    )
    told = examples.checked([*examples.of_the_book(), *examples.from_toml(folder)], held)
    return [*told, *_faults(examples.faults_of_the_tables(held, keys))]


def _faults(said: list[str]) -> list[examples.Checked]:
    return [examples.Checked("data", "", False, fault) for fault in said]


@law.command()
@click.argument("fn")
@click.option(
    "--table", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Excel or CSV."
)
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where the answers go (xlsx)."
)
@click.option("--json", "as_json", is_flag=True)
def batch(fn: str, table: Path, out: Path, *, as_json: bool) -> None:
    """One row a worker in, the same rows out with the answer, or the reason there is none."""
    try:
        report = reckon_table(_calculator(fn), table, out)
    except UnreadableTable as wrong:
        raise click.ClickException(str(wrong)) from None
    if as_json:
        click.echo(_json(report))
    else:
        click.echo(f"{report['rows']} 行，算出 {report['answered']}，有问题 {report['wrong']}：{out}")


def described(one: Calculator) -> dict[str, Any]:
    """A calculator as others see it: name, title, and the facts it asks."""
    return {
        "fn": one.name,
        "calculator": one.code,
        "title": one.title.as_dict(),
        "about": one.about.as_dict(),
        "facts": [
            {
                "name": fact.name,
                "kind": type(fact.kind).__name__.lower(),
                "required": fact.required,
                "ask": fact.ask.as_dict(),
                "options": list(getattr(fact.kind, "options", ())),
            }
            for fact in one.facts
        ],
    }


def _calculator(fn: str) -> Calculator:
    if fn not in calculators():
        raise click.ClickException(f"没有叫 {fn} 的计算器。There is no {fn}; see `unionhall law list`.")
    return calculators()[fn]


def _facts(where: str, fn: str) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if where == "-" else Path(where).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise click.ClickException(
            f"读不了 {where}，要 UTF-8 的 JSON 文件。{where} cannot be read: a UTF-8 JSON file."
        ) from None
    try:
        said = json.loads(text, parse_float=str)
    except json.JSONDecodeError as wrong:
        raise click.ClickException(f"不是 JSON：第 {wrong.lineno} 行。Not JSON: line {wrong.lineno}.") from None
    if isinstance(said, dict) and isinstance(said.get("inputs"), dict):
        if said.get("fn", fn) != fn:
            raise click.ClickException(f"文件写的是 {said['fn']}，不是 {fn}。The file is for {said['fn']}, not {fn}.")
        said = said["inputs"]
    if not isinstance(said, dict):
        raise click.ClickException("要一个按名字写的事实。Facts by name are expected.")
    return said


def _print_checked(told: list[examples.Checked], as_json: bool) -> None:
    good = sum(one.passed for one in told)
    if as_json:
        click.echo(_json({"passed": good, "failed": len(told) - good, "examples": [vars(one) for one in told]}))
    else:
        for one in told:
            click.echo(f"{'ok  ' if one.passed else 'FAIL'} {one.id} {one.fn}" + ("" if one.passed else f"  {one.why}"))
        click.echo(f"{good} / {len(told)}")
    if good < len(told):
        sys.exit(1)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
