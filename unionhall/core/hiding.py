"""Which numbers of a result may be shown, so that no small one is seen or can be reckoned from the others? Pure functions.

A count below the limit is hidden. One hidden alone would follow from the sum, so others hide with it, the smallest first:
until what is hidden on a line is at least two numbers and together no small count itself. In a table with two directions
the same holds for every row and column; and a number that could be reckoned by going from line to line (a bridge between
what is hidden) takes another one with it.
"""

from collections.abc import Sequence

Table = Sequence[Sequence[int]]
Cell = tuple[int, int]


def hidden_on_line(counts: Sequence[int], limit: int) -> set[int]:
    """The places of a line whose sum is shown that must not be shown."""
    hidden = {place for place, count in enumerate(counts) if count < limit}
    if not hidden:
        return hidden
    for place in sorted(range(len(counts)), key=lambda place: (counts[place], place)):
        if len(hidden) >= 2 and sum(counts[at] for at in hidden) >= limit:
            break
        hidden.add(place)
    return hidden


def hidden_in_table(rows: Table, rest: Sequence[int], total_hidden: set[int], limit: int) -> set[Cell]:
    """The cells (row, column) of a table of groups that must not be shown.

    `rows`: the groups that are shown, each with its sum. `rest`: all other groups together, which are not shown; empty
    when there are none. `total_hidden`: the columns whose sum over everybody is not shown. What is shown outside: every
    row's sum, and the sum of each other column.
    """
    hidden = {(r, c) for r, row in enumerate(rows) for c, count in enumerate(row) if count < limit}
    while True:
        before = len(hidden)
        for r, row in enumerate(rows):
            hidden |= {(r, c) for c in _spread(row, {c for at, c in hidden if at == r}, limit)}
        for column in range(len(rows[0]) if rows else 0):
            if column not in total_hidden:
                _fill_column(rows, rest, column, hidden, limit)
            elif not rest and not any(c == column for _r, c in hidden):
                hidden.add((min(range(len(rows)), key=lambda r: (rows[r][column], r)), column))
        _loosen(rows, rest, total_hidden, hidden, limit)
        if len(hidden) == before:
            return hidden


def _spread(row: Sequence[int], places: set[int], limit: int) -> set[int]:
    """What must hide on a row of which some places are hidden already."""
    if not places:
        return places
    for place in sorted(set(range(len(row))) - places, key=lambda place: (row[place], place)):
        if len(places) >= 2 and sum(row[at] for at in places) >= limit:
            break
        places = places | {place}
    return places


def _fill_column(rows: Table, rest: Sequence[int], column: int, hidden: set[Cell], limit: int) -> None:
    """The sum of the column is shown: what is hidden in it, the rest included, is two numbers and no small count."""
    known = rest[column] if rest else 0
    in_column = {r for r, c in hidden if c == column}
    if not in_column:
        if rest and known < limit:
            hidden.add((min(range(len(rows)), key=lambda r: (rows[r][column], r)), column))
            _fill_column(rows, rest, column, hidden, limit)
        return
    for r in sorted(set(range(len(rows))) - in_column, key=lambda r: (rows[r][column], r)):
        if len(in_column) + bool(rest) >= 2 and known + sum(rows[at][column] for at in in_column) >= limit:
            break
        in_column.add(r)
        hidden.add((r, column))


def _loosen(rows: Table, rest: Sequence[int], total_hidden: set[int], hidden: set[Cell], limit: int) -> None:
    """Hide one more cell beside the first one that could still be reckoned."""
    edges = _edges(rows, bool(rest), total_hidden, hidden)
    small_rest = {(len(rows), column) for column, count in enumerate(rest) if count < limit}
    kept_back = hidden | small_rest | {(len(rows) + 1, column) for column in total_hidden}
    for cell in sorted(kept_back):
        if _can_be_reckoned(cell, edges):
            free = _free(rows, hidden, *cell)
            if free:
                hidden.add(min(free, key=lambda at: (rows[at[0]][at[1]], at)))
                return


def _free(rows: Table, hidden: set[Cell], row: int, column: int) -> list[Cell]:
    """What is still shown: on the same lines, or else anywhere."""
    shown = [(r, c) for r, line in enumerate(rows) for c in range(len(line)) if (r, c) not in hidden]
    return [(r, c) for r, c in shown if r == row or c == column] or shown


def _edges(rows: Table, has_rest: bool, total_hidden: set[int], hidden: set[Cell]) -> set[Cell]:
    """Everything unknown, as (row, column): hidden cells, the rest on a row of its own, hidden sums on another."""
    columns = range(len(rows[0]))
    return (
        hidden
        | ({(len(rows), column) for column in columns} if has_rest else set())
        | {(len(rows) + 1, column) for column in total_hidden}
    )


def _can_be_reckoned(cell: Cell, edges: set[Cell]) -> bool:
    """Each unknown stands in one row and one column; it follows from the sums exactly when it is the only way between them."""
    beyond: dict[tuple[str, int], set[tuple[str, int]]] = {}
    for row, column in edges - {cell}:
        beyond.setdefault(("row", row), set()).add(("column", column))
        beyond.setdefault(("column", column), set()).add(("row", row))
    seen, waiting = {("row", cell[0])}, [("row", cell[0])]
    while waiting:
        for near in beyond.get(waiting.pop(), set()) - seen:
            seen.add(near)
            waiting.append(near)
    return ("column", cell[1]) not in seen


def pooled(sizes: dict[str, int], limit: int) -> set[str]:
    """The groups to be put into one without a name, so that no group, that one included, is small."""
    into = {key for key, size in sizes.items() if key and size < limit}
    together = sum(sizes[key] for key in into) + sizes.get("", 0)
    for key in sorted(set(sizes) - into - {""}, key=lambda key: (sizes[key], key)):
        if together == 0 or together >= limit:
            break
        into.add(key)
        together += sizes[key]
    return into
