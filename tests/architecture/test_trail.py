"""Does the audit trail speak in words? Every verb that is written has its words, and no words stand there for nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.modules import configs, lifecycles, none_of, part, tables
from unionhall.core import audit

ROOT = Path(__file__).resolve().parents[2]
RECORDING = {"record", "Entry"}


def verbs_written() -> Iterator[tuple[str, str]]:
    """(file:line, verb) of every `audit.record(…)` and `audit.Entry(…)`; a verb built from a lifecycle's, once for each."""
    for path in sorted([*ROOT.glob("unionhall/**/*.py"), *ROOT.glob("demo/**/*.py")]):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _records(node.func) and node.args:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield from ((where, verb) for verb in _verbs(node.args[0]))


def _records(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr in RECORDING
        and isinstance(function.value, ast.Name)
        and function.value.id == "audit"
    )


def _verbs(argument: ast.expr) -> list[str]:
    if isinstance(argument, ast.Constant):
        return [str(argument.value)]
    assert isinstance(argument, ast.JoinedStr), "a verb is written out, or built from the verb of a lifecycle"
    noun = str(argument.values[0].value).rstrip(".")  # type: ignore[attr-defined]
    moves = lifecycles()[noun].verbs
    return [f"{noun}.{verb.removesuffix(f'_{noun}')}" for verb in moves]


def named() -> dict[str, object]:
    return {verb: words for topic in audit.topics() for verb, words in topic.verbs.items()}


def test_every_verb_written_into_the_trail_has_words() -> None:
    words = named()
    none_of(
        f"{where} writes {verb}: say it in the module's trail.py"
        for where, verb in verbs_written()
        if verb not in words
    )


def test_no_words_stand_for_a_verb_that_nobody_writes() -> None:
    written = {verb for _where, verb in verbs_written()}
    none_of(verb for verb in named() if verb not in written and verb.rpartition(".")[2] != "read")


def test_every_kind_of_record_has_words() -> None:
    none_of(model._meta.label for model in tables() if audit.record_words(model._meta.label) == model._meta.label)


def test_every_module_that_writes_has_a_trail_of_its_own() -> None:
    modules = {where.split("/")[1] for where, _verb in verbs_written() if where.startswith("unionhall/")}
    none_of(label for label in sorted(modules) if part(label, "trail") is None)
    assert {config.label for config in configs()} >= modules


def test_a_verb_looks_like_a_verb() -> None:
    none_of(verb for verb in named() if verb != "read" and not re.fullmatch(r"[a-z_]+\.[a-z_]+", verb))
