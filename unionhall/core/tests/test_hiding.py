"""Can a hidden number be seen or reckoned? Tried on many tables, with the algebra of what is shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unionhall.core.hiding import hidden_in_table, hidden_on_line, pooled

LIMIT = 5
counts = st.integers(0, 30)


def test_without_small_counts_nothing_is_hidden() -> None:
    assert hidden_on_line([5, 12, 40], LIMIT) == set()


def test_a_small_count_takes_the_next_smallest_with_it() -> None:
    assert hidden_on_line([40, 3, 12], LIMIT) == {1, 2}


def test_two_small_counts_that_are_a_small_count_together_take_a_third() -> None:
    assert hidden_on_line([40, 1, 12, 2], LIMIT) == {1, 2, 3}


def test_when_everybody_says_the_same_nothing_is_shown() -> None:
    assert hidden_on_line([18, 0], LIMIT) == {0, 1}


@given(st.lists(counts, min_size=1, max_size=8))
def test_no_line_shows_a_small_count_or_lets_one_be_reckoned(line: list[int]) -> None:
    hidden = hidden_on_line(line, LIMIT)
    assert all(count >= LIMIT for place, count in enumerate(line) if place not in hidden)
    together = sum(line[place] for place in hidden)
    assert not hidden or hidden == set(range(len(line))) or (len(hidden) >= 2 and together >= LIMIT)


@given(st.dictionaries(st.sampled_from("abcdefg"), counts, max_size=7), counts)
def test_no_group_of_a_roll_is_small_when_small_ones_are_put_together(named: dict[str, int], nameless: int) -> None:
    sizes = {**named, **({"": nameless} if nameless else {})}
    into = pooled(sizes, LIMIT)
    together = sum(size for key, size in sizes.items() if key in into or not key)
    assert all(size >= LIMIT for key, size in sizes.items() if key and key not in into)
    assert together == 0 or together >= LIMIT or together == sum(sizes.values())


@st.composite
def tables(draw: Any) -> tuple[list[list[int]], list[int]]:
    width = draw(st.integers(2, 5))
    rows = draw(
        st.lists(
            st.lists(counts, min_size=width, max_size=width).filter(lambda row: sum(row) >= LIMIT),
            min_size=1,
            max_size=5,
        )
    )
    rest = draw(
        st.one_of(st.just([]), st.lists(counts, min_size=width, max_size=width).filter(lambda row: sum(row) >= LIMIT))
    )
    return rows, rest


@settings(max_examples=400)
@given(tables())
def test_no_hidden_number_of_a_table_follows_from_what_is_shown(table: tuple[list[list[int]], list[int]]) -> None:
    rows, rest = table
    if len(rows) == 1 and not rest:
        return  # never shown: the one group is everybody
    width = len(rows[0])
    totals = [sum(row[c] for row in rows) + (rest[c] if rest else 0) for c in range(width)]
    total_hidden = hidden_on_line(totals, LIMIT)
    hidden = hidden_in_table(rows, rest, total_hidden, LIMIT)
    assert all(rows[r][c] >= LIMIT for r in range(len(rows)) for c in range(width) if (r, c) not in hidden)
    for (r, c), follows in reckoned(rows, bool(rest), total_hidden, hidden).items():
        value = totals[c] if r == len(rows) + 1 else rest[c] if r == len(rows) else rows[r][c]
        assert not follows or (r == len(rows) and value >= LIMIT), f"{(r, c)} = {value} follows in {rows} {rest}"


def reckoned(
    rows: list[list[int]], has_rest: bool, total_hidden: set[int], hidden: set[tuple[int, int]]
) -> dict[tuple[int, int], bool]:
    """For each unknown, whether the sums that are shown leave it only one value (linear algebra, without bounds)."""
    width = len(rows[0])
    unknown = sorted(
        hidden
        | ({(len(rows), c) for c in range(width)} if has_rest else set())
        | {(len(rows) + 1, c) for c in total_hidden}
    )
    at = {cell: place for place, cell in enumerate(unknown)}
    equations = []
    for r in range(len(rows) + 2):
        equations.append([1.0 if cell[0] == r else 0.0 for cell in unknown])
    for c in range(width):
        equations.append([0.0 if cell[1] != c else -1.0 if cell[0] == len(rows) + 1 else 1.0 for cell in unknown])
    matrix = np.array(equations)
    rank = np.linalg.matrix_rank(matrix) if unknown else 0
    return {
        cell: bool(np.linalg.matrix_rank(np.vstack([matrix, np.eye(len(unknown))[place]])) == rank)
        for cell, place in at.items()
    }


@pytest.mark.parametrize(
    ("rows", "rest"),
    [([[10, 10], [3, 20]], []), ([[10, 0, 7], [8, 9, 9]], [6, 1, 0]), ([[6, 6], [6, 6]], [0, 5])],
)
def test_known_tables(rows: list[list[int]], rest: list[int]) -> None:
    totals = [sum(row[c] for row in rows) + (rest[c] if rest else 0) for c in range(len(rows[0]))]
    hidden = hidden_in_table(rows, rest, hidden_on_line(totals, LIMIT), LIMIT)
    assert {(r, c) for r, row in enumerate(rows) for c, count in enumerate(row) if count < LIMIT} <= hidden
