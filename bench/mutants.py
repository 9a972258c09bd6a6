"""How many deliberate faults in the money paths do the worked examples find?

Each fault changes one thing in a calculator's file: a comparison loses its equals sign, plus becomes minus, a number is one
more, min becomes max, a yes becomes a no. What only changes words, formulas as text, other readings and days is left out, for
the examples look at results. The file with the fault takes the place of the sound one in a process of its own. First all worked
examples are tried (the specification's and the lawyers'), then, for what they do not find, the topic's tests with ten cases
for each property. What survives both is listed.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.util
import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

BOOK = Path(__file__).resolve().parent.parent / "unionhall" / "lawbook"
TOPICS = ("ending", "contract", "pay", "leave", "injury", "procedure", "collective", "insurance", "union")
SAID = {
    "Step",
    "Words",
    "Alternative",
    "Deadline",
    "deadline",
    "Calculator",
    "Fact",
    "Choice",
    "Article",
    "article",
    "Text",
}
"""Calls whose arguments are words, other readings or days, not the result."""
COMPARED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
RECKONED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
NAMED = {"min": "max", "max": "min", "any": "all", "all": "any"}
TESTS = {
    "ending": "severance notice_and_lay_off", "contract": "double_wage probation open_ended non_compete_and_service_bond",
    "pay": "pay_and_hours wage_deduction", "leave": "leave_and_illness", "injury": "injury",
    "procedure": "limitation calendars", "collective": "collective_and_union", "union": "collective_and_union",
    "insurance": "insurance", "months": "severance", "money": "wage_deduction",
}  # fmt: skip
SECONDS = 60


@dataclass(frozen=True)
class Fault:
    """One change: the file, the number of the site in it, and what it does."""

    module: str
    site: int
    line: int
    what: str


class Sites(ast.NodeTransformer):
    """Walks the places where a fault can be put; puts it at the one asked for."""

    def __init__(self, at: int = -1) -> None:
        self.at, self.count, self.found, self.depth = at, 0, [], 0

    def _here(self, node: Any, what: str) -> bool:
        self.found.append((node.lineno, what))
        self.count += 1
        return self.count - 1 == self.at

    def visit_Call(self, node: ast.Call) -> Any:
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in SAID:
            return node
        if name in NAMED and isinstance(node.func, ast.Name) and self._here(node, f"{name} → {NAMED[name]}"):
            node.func.id = NAMED[name]
        return self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> Any:
        return node

    def visit_arguments(self, node: ast.arguments) -> Any:
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        if node.name.endswith(
            ("_step", "_steps", "_words", "_headline", "_alternatives", "_deadlines", "_assumptions")
        ):
            return node
        returns, node.returns = node.returns, None
        node.body = [self.visit(statement) for statement in node.body]
        node.returns = returns
        return node

    def visit_Compare(self, node: ast.Compare) -> Any:
        other = COMPARED.get(type(node.ops[0]))
        if other and self._here(node, f"{type(node.ops[0]).__name__} → {other.__name__}"):
            node.ops[0] = other()
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        other = RECKONED.get(type(node.op))
        if other and self._here(node, f"{type(node.op).__name__} → {other.__name__}"):
            node.op = other()
        return self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        if self._here(node, f"→ {other.__name__}"):
            node.op = other()
        return self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        if isinstance(node.op, ast.Not) and self._here(node, "not → "):
            return self.visit(node.operand)
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> Any:
        if isinstance(node.value, bool):
            if self._here(node, f"{node.value} → {not node.value}"):
                return ast.copy_location(ast.Constant(not node.value), node)
        elif isinstance(node.value, int) and self._here(node, f"{node.value} → {node.value + 1}"):
            return ast.copy_location(ast.Constant(node.value + 1), node)
        return node


class Faulty(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a tree with a fault in it."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != self.fault.module:
            return None
        return importlib.util.spec_from_file_location(name, _file(name), loader=self)

    def create_module(self, spec: Any) -> None:
        return None

    def exec_module(self, module: Any) -> None:
        tree = Sites(self.fault.site).visit(ast.parse(_file(self.fault.module).read_text(encoding="utf-8")))
        exec(compile(ast.fix_missing_locations(tree), str(_file(self.fault.module)), "exec"), module.__dict__)


def main(arguments: list[str]) -> None:
    """A line for each file: faults, found by examples, found by tests, and what was not."""
    parser = argparse.ArgumentParser(prog="bench mutants")
    parser.add_argument("--most", type=int, default=40, help="faults a file, drawn by chance; 0 for all")
    parser.add_argument("--only", default="", help="a part of the file's name")
    said = parser.parse_args(arguments)
    chance = random.Random(20261122)
    faults: list[Fault] = []
    for module in _modules():
        if said.only in module:
            every = list(_faults(module))
            faults += chance.sample(every, min(said.most or len(every), len(every)))
    # The heavy libraries are loaded once; the book itself is loaded anew in each child.
    import chinese_calendar  # noqa: F401
    import hypothesis
    import pytest  # noqa: F401

    hypothesis.settings.register_profile("few", max_examples=10, deadline=None, database=None)
    hypothesis.settings.load_profile("few")
    with multiprocessing.get_context("fork").Pool(os.cpu_count() or 1, maxtasksperchild=1) as pool:
        told = dict(zip(faults, pool.map(_by_examples, faults, chunksize=1), strict=True))
        left = [fault for fault in faults if not told[fault]]
        tested = dict(zip(left, pool.map(_by_tests, left, chunksize=1), strict=True))
    print(f"{'':34}{'faults':>8}{'examples':>10}{'tests':>8}{'found':>9}")
    modules = list(dict.fromkeys(fault.module for fault in faults))
    for module in [*modules, ""]:
        mine = [fault for fault in faults if fault.module == module or not module]
        examples, tests = sum(told[fault] for fault in mine), sum(tested.get(fault, False) for fault in mine)
        name = module.removeprefix("unionhall.lawbook.") or "in all"
        print(f"{name:34}{len(mine):>8}{examples:>10}{tests:>8}{100 * (examples + tests) / len(mine):>8.1f} %")
        for fault in mine if module else []:
            if not told[fault] and not tested[fault]:
                print(f"    not found: line {fault.line}: {fault.what}")


def _by_tests(fault: Fault) -> bool:
    """Whether a test of the topic fails."""
    import pytest

    topic = fault.module.removeprefix("unionhall.lawbook.").partition(".")[0]
    files = [str(BOOK / "tests" / f"test_{name}.py") for name in TESTS[topic].split()]
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(4 * SECONDS)
    sys.meta_path.insert(0, Faulty(fault))
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    try:
        quiet = ["-q", "-x", "--noconftest", "-c", os.devnull, "-p", "no:cacheprovider", "--rootdir", str(BOOK)]
        return pytest.main([*quiet, *files]) != 0
    except BaseException:
        return True
    finally:
        signal.alarm(0)


def _by_examples(fault: Fault) -> bool:
    """Whether a worked example comes out otherwise, or the file does not even load."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECONDS)
    sys.meta_path.insert(0, Faulty(fault))
    try:
        from unionhall.lawbook import examples

        every = [*examples.from_vectors(BOOK / "worked" / "vectors.json"), *examples.of_the_book()]
        for example in every:
            (told,) = examples.checked([_dated(example)])
            if not told.passed:
                return True
    except Exception:
        return True
    finally:
        signal.alarm(0)
    return False


def _too_long(*_: object) -> None:
    raise TimeoutError


def _dated(example: Any) -> Any:
    return example if example.today else type(example)(**{**vars(example), "today": date(2026, 9, 1)})


def _faults(module: str) -> Iterator[Fault]:
    sites = Sites()
    sites.visit(ast.parse(_file(module).read_text(encoding="utf-8")))
    for number, (line, what) in enumerate(sites.found):
        yield Fault(module, number, line, what)


def _modules() -> list[str]:
    files = [file for topic in TOPICS for file in sorted((BOOK / topic).glob("*.py")) if file.name != "__init__.py"]
    return [f"unionhall.lawbook.{file.parent.name}.{file.stem}" for file in files] + [
        "unionhall.lawbook.months",
        "unionhall.lawbook.money",
    ]


def _file(module: str) -> Path:
    return BOOK.parent.parent / (module.replace(".", "/") + ".py")
