"""A small table, one card a row: on a phone the columns stand under one another."""

from datetime import date
from typing import Any

from django import forms

from unionhall.lawbook.calculator import MISSING
from unionhall.lawbook.facts import Fact, Rows, is_empty
from unionhall.lawbook.finding import plain
from unionhall.lawbook.reading import Unreadable
from unionhall.ui.law import in_language

from .many import MOST_SHOWN, Typed, rows_of, typed_in
from .one import field_of, read_into, written

SHOWN, STEP = 2, 3


class RowsForm(forms.Form):
    """`r0_wage`, `r0_deducted`, `r1_wage` …; rows left empty do not count."""

    shape = "rows"
    use_required_attribute = False
    rows = forms.IntegerField(required=False, min_value=1, max_value=MOST_SHOWN, widget=forms.HiddenInput())

    def __init__(
        self, fact: Fact, kind: Rows, *, today: date, sent: Any = None, answer: Any = None, typed: Typed | None = None
    ) -> None:
        """`typed` is what stands in the fields already, not yet looked at."""
        self.fact, self.kind, self.today = fact, kind, today
        self.answer: Any = answer
        given = answer if isinstance(answer, list) else []
        self.most = min(kind.most, MOST_SHOWN)
        self.count = max(rows_of(typed or sent, self.most), min(self.most, max(SHOWN, kind.least, len(given))))
        initial = {
            _name(n, column): written(row.get(column.name)) for n, row in enumerate(given) for column in kind.columns
        }
        super().__init__(sent, initial={**(typed or initial), "rows": self.count})
        for n in range(self.count):
            for column in kind.columns:
                self.fields[_name(n, column)] = field_of(column, compact=True)

    @property
    def lines(self) -> list[list[Any]]:
        """The rows of bound fields."""
        return [[self[_name(n, column)] for column in self.kind.columns] for n in range(self.count)]

    @property
    def may_grow(self) -> bool:
        return self.count < self.most

    def grown(self, *, alike: bool = False) -> "RowsForm":
        """The same with more rows; `alike` repeats the last one that was filled in."""
        typed = typed_in(self)
        filled = [n for n in range(self.count) if self._is_filled(n)]
        if alike and filled:
            to = filled[-1] + 1
            for column in self.kind.columns:
                typed[_name(to, column)] = typed.get(_name(filled[-1], column), "")
            typed["rows"] = min(max(self.count, to + 1), self.most)
        else:
            typed["rows"] = min(self.count + STEP, self.most)
        return RowsForm(self.fact, self.kind, today=self.today, typed=typed)

    def _is_filled(self, n: int) -> bool:
        return any(not is_empty(self.data.get(_name(n, column), "")) for column in self.kind.columns)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        read = [self._row(n) for n in range(self.count) if self._is_filled(n)]
        if self.errors:
            return cleaned
        if not read and not self.fact.required:
            self.answer = ""
            return cleaned
        if not read:
            self.complain(in_language(MISSING))
            return cleaned
        try:
            self.answer = plain(self.kind.read(read, self.today))
        except Unreadable as wrong:
            self.complain(in_language(wrong.words))
        return cleaned

    def _row(self, n: int) -> dict[str, Any]:
        return {column.name: read_into(self, _name(n, column), column, self.today) for column in self.kind.columns}

    def complain(self, words: str) -> None:
        """Say at the first field what does not fit."""
        self.add_error(_name(0, self.kind.columns[0]), words)


def _name(n: int, column: Fact) -> str:
    return f"r{n}_{column.name}"
