"""The worked examples: those of the specification and those a lawyer wrote."""

from importlib.resources import as_file, files

import pytest

from unionhall.lawbook import examples
from unionhall.lawbook.contents import calculators
from unionhall.lawbook.examples import Example

with as_file(files("unionhall.lawbook") / "worked" / "vectors.json") as path:
    VECTORS = [one for one in examples.from_vectors(path) if one.fn in calculators()]


@pytest.mark.parametrize("example", VECTORS + examples.of_the_book(), ids=lambda one: one.id)
def test_a_worked_example_comes_out_to_the_fen(example: Example) -> None:
    (told,) = examples.checked([example])
    assert told.passed, told.why


def test_the_tables_are_sound() -> None:
    assert examples.faults_of_the_tables() == []
