"""Is every write shaped alike: one verb, one permission, one action, one transaction, somebody answerable?"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from django.db import transaction

from tests.architecture.modules import actions, lifecycles, none_of, part

ROOT = Path(__file__).resolve().parents[2] / "unionhall"

# Fills in a row that is not saved yet; whoever saves it is the action.
PREPARES = {"organisations.place_in_tree", "organisations.first_position"}


def _is_atomic(function: object) -> bool:
    """transaction.atomic, as a decorator, leaves an Atomic in the closure of what it wraps."""
    while function is not None:
        closure = inspect.getclosurevars(function).nonlocals.values() if inspect.isfunction(function) else ()
        if any(isinstance(value, transaction.Atomic) for value in closure):
            return True
        function = getattr(function, "__wrapped__", None)
    return False


def _leaves_writing_to_others(function: object) -> bool:
    """Long work in batches, or an act made of other acts: it opens transactions itself, or writes nothing itself."""
    source = inspect.getsource(inspect.unwrap(function))  # type: ignore[arg-type]
    writes = re.search(
        r"\.(save|create|bulk_create|update|bulk_update|delete|get_or_create|update_or_create)\(", source
    )
    return "transaction.atomic(" in source or writes is None


def test_every_action_is_one_transaction() -> None:
    none_of(
        [
            name
            for name, function in actions()
            if name not in PREPARES and not _is_atomic(function) and not _leaves_writing_to_others(function)
        ]
    )


def test_every_action_names_who_is_answerable() -> None:
    """`by` is keyword-only: nobody passes an actor by accident of order."""
    wrong = []
    for name, function in actions():
        by = inspect.signature(function).parameters.get("by")
        if name in PREPARES:
            continue
        if by is None or by.kind is not inspect.Parameter.KEYWORD_ONLY:
            wrong.append(name)
    none_of(wrong)


def test_every_action_says_its_rule() -> None:
    none_of([name for name, function in actions() if not inspect.getdoc(function)])


@pytest.mark.parametrize("name", sorted(lifecycles()))
def test_every_verb_of_a_person_has_its_permission_and_its_action(name: str) -> None:
    lifecycle = lifecycles()[name]
    module = lifecycle.states.__module__.split(".")[1]
    access, acts = part(module, "access"), part(module, "actions")
    verbs = [verb for verb, move in lifecycle.verbs.items() if not move.system]
    missing = [f"may_{verb}" for verb in verbs if not hasattr(access, f"may_{verb}")]
    missing += [verb for verb in verbs if not hasattr(acts, verb)]
    none_of(missing)


@pytest.mark.parametrize("name", sorted(lifecycles()))
def test_every_verb_of_the_system_is_moved_by_an_action(name: str) -> None:
    """A clock or an event makes it, through an action; the lifecycle refuses everybody else."""
    lifecycle = lifecycles()[name]
    folder = ROOT / lifecycle.states.__module__.split(".")[1]
    source = "".join(path.read_text() for path in [*folder.glob("actions.py"), *folder.glob("actions/*.py")])
    none_of(verb for verb, move in lifecycle.verbs.items() if move.system and f'"{verb}"' not in source)


@pytest.mark.parametrize("name", sorted(lifecycles()))
def test_every_state_can_be_reached(name: str) -> None:
    lifecycle = lifecycles()[name]
    assert set(lifecycle.states) - set(lifecycle.reachable()) == set()


def test_nothing_but_a_lifecycle_assigns_a_state() -> None:
    """`record.state = …` stands in core/lifecycle.py and nowhere else."""
    assigns = re.compile(r"^\s*\w+(?:\.\w+)*\.state\s*=[^=]", re.MULTILINE)
    offenders = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts)
        and path.name != "lifecycle.py"
        and assigns.search(path.read_text())
    ]
    none_of(offenders)
