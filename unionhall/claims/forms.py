"""The form of any calculator on one page, from its declaration; and the small forms around findings and claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionhall.core import clock
from unionhall.lawbook.calculator import MISSING, Calculator
from unionhall.lawbook.facts import Choice, Day, Fact, Kind, Many, Money, Number, Region, Rows, Whole, YesNo, is_empty
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.reading import BadFacts, Unreadable
from unionhall.ui.law import answer_words, in_language
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea, DateInput, MoneyInput

from . import held, reckoning

FACT = "fact-"
MOST_CELL = 4_000
ROWS_SHOWN, ROWS_MORE = 3, 3


class FactField(forms.Field):
    """What is written is read by the calculator, not by the form; the form only carries it."""

    def validate(self, value: Any) -> None:
        return None

    def to_python(self, value: Any) -> Any:
        return [str(one)[:MOST_CELL] for one in value] if isinstance(value, list) else str(value or "")[:MOST_CELL]


class RowsForm(forms.Form):
    """One row of a small table."""

    use_required_attribute = False

    def __init__(self, kind: Rows, number: int, *args: Any, **rest: Any):
        super().__init__(*args, **rest)
        for column in kind.columns:
            self.fields[column.name] = field_for(column, label=f"{in_language(column.ask)} {number}")

    @property
    def cells(self) -> list[Any]:
        return [
            bound.as_widget(attrs={"class": "control", "aria-label": str(bound.label), "placeholder": ""})
            for bound in self
        ]

    def row(self) -> dict[str, Any]:
        """What was written, without the empty cells."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if not is_empty(value)}


@dataclass
class Part:
    """One fact on the page: its field or its table, whether it is asked, and what the file knows of it."""

    fact: Fact
    bound: Any
    asked: bool
    known: held.Known | None = None
    words: str = ""
    """The known value in words."""
    rows: list[RowsForm] | None = None
    heads: Sequence[str] = ()
    count_name: str = ""
    changed: bool = False

    @property
    def is_known(self) -> bool:
        return self.known is not None

    @property
    def source(self) -> str:
        finding = self.known.finding if self.known else None
        if finding is None:
            return _("from the file")
        return _("from “%(title)s”") % {"title": in_language(finding.finding["title"])}

    @property
    def wrapper(self) -> str:
        return f"part-{self.fact.name}"


class CalculatorForm(MarkedForm):
    """All questions of a calculator. What the file knows stands in it already; `reason` is asked when a finding is replaced."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Why is it reckoned again?"),
        max_length=500,
        required=False,
        widget=CountedTextarea({"rows": 2}),
    )

    def __init__(
        self,
        calculator: Calculator,
        data: Any = None,
        *,
        known: Mapping[str, held.Known] | None = None,
        told: Mapping[str, Any] | None = None,
        more: bool = False,
    ):
        super().__init__(data)
        self.calculator, self.known, self.told = calculator, known or {}, told
        self.finding: Finding | None = None
        self.replacing = told is not None
        if not self.replacing:
            del self.fields["reason"]
        self.tables: dict[str, list[RowsForm]] = {}
        for fact in calculator.facts:
            self.fields[FACT + fact.name] = field_for(fact)
            if isinstance(fact.kind, Rows):
                self.tables[fact.name] = self._table(fact, fact.kind, more)
            else:
                self.initial[FACT + fact.name] = as_written(fact, self._start(fact))

    def _start(self, fact: Fact) -> Any:
        if self.told is not None:
            return self.told.get(fact.name)
        return self.known[fact.name].value if fact.name in self.known else None

    def _table(self, fact: Fact, kind: Rows, more: bool) -> list[RowsForm]:
        prefix = FACT + fact.name
        if self.is_bound:
            try:
                count = int(self.data.get(f"{prefix}-rows", ROWS_SHOWN))
            except ValueError:
                count = ROWS_SHOWN
            count = min(max(count, 1) + (ROWS_MORE if more else 0), kind.most)
            return [RowsForm(kind, n + 1, self.data, prefix=f"{prefix}-{n}") for n in range(count)]
        rows = self._start(fact) or []
        return [
            RowsForm(
                kind,
                n + 1,
                prefix=f"{prefix}-{n}",
                initial={c.name: as_written(c, rows[n].get(c.name)) for c in kind.columns} if n < len(rows) else None,
            )
            for n in range(min(max(ROWS_SHOWN, len(rows)), kind.most))
        ]

    @cached_property
    def said(self) -> dict[str, Any]:
        """What was written, by the names of the facts; what is empty is left out."""
        found: dict[str, Any] = {}
        for fact in self.calculator.facts:
            if not self.is_bound:
                value: Any = self._start(fact)
            elif fact.name in self.tables:
                value = [row for form in self.tables[fact.name] if (row := form.row())]
            else:
                field = self.fields[FACT + fact.name]
                value = field.to_python(field.widget.value_from_datadict(self.data, self.files, FACT + fact.name))
            if not is_empty(value) and value != []:
                found[fact.name] = value
        return found

    @cached_property
    def reading(self) -> dict[str, Any]:
        """The facts as far as they can be read; the others at their default."""
        read: dict[str, Any] = {}
        for fact in self.calculator.facts:
            read[fact.name] = fact.default
            if fact.name in self.said:
                try:
                    read[fact.name] = fact.kind.read(self.said[fact.name], clock.today())
                except Unreadable:
                    continue
        return read

    def asks(self, fact: Fact) -> bool:
        """Whether the answer needs this fact, from what is written so far; what was written is always shown."""
        if fact.when is None or fact.name in self.said:
            return True
        if self.finding is not None and self.finding.needs and isinstance(fact.kind, (Money, Number, Whole)):
            return True
        before: dict[str, Any] = {}
        for one in self.calculator.facts:
            if one.name == fact.name:
                break
            before[one.name] = self.reading[one.name]
        return bool(fact.when(before))

    def reckon(self) -> dict[str, str]:
        """Reckon what is written; `finding` is set, or what is wrong is returned in words, by fact."""
        try:
            self.finding = reckoning.find(self.calculator.name, self.said)
        except BadFacts as bad:
            return {name: in_language(words) for name, words in bad.errors.items()}
        return {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, words in self.reckon().items():
            self.add_error(FACT + name if name in self.reading else None, words)
        if self.replacing and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("A few words are enough."))
        if self.finding is not None and self.finding.needs:
            self.add_error(None, _("A value is missing: it is named below. Enter it from the local notice."))
        return cleaned

    def hush(self) -> None:
        """Say nothing at the fields about what is not filled in yet."""
        self._errors = ErrorDict()

    def waits_for(self, errors: Mapping[str, str]) -> list[Part]:
        """The facts that are still to be filled in."""
        missing = in_language(MISSING)
        return [part for part in self.parts if errors.get(part.fact.name) == missing]

    def wrong(self, errors: Mapping[str, str]) -> list[tuple[Part | None, str]]:
        """What cannot be taken, each with its fact."""
        missing, parts = in_language(MISSING), {part.fact.name: part for part in self.parts}
        return [(parts.get(name), words) for name, words in errors.items() if words != missing]

    def may_be_entered(self) -> list[Part]:
        """Where a value is missing from the book: the fields in which it may be given from the local notice."""
        if self.finding is None or not self.finding.needs:
            return []
        tables = {need.table for need in self.finding.needs}
        empty = [part for part in self.parts if not part.fact.required and part.fact.name not in self.said]
        exact = [part for part in empty if getattr(part.fact, "fills", "") in tables]
        return exact or [part for part in empty if isinstance(part.fact.kind, (Money, Number, Whole))]

    @property
    def parts(self) -> list[Part]:
        return [self._part(fact) for fact in self.calculator.facts]

    @property
    def asked_parts(self) -> list[Part]:
        return [part for part in self.parts if not part.is_known]

    @property
    def known_parts(self) -> list[Part]:
        return [part for part in self.parts if part.is_known]

    def _part(self, fact: Fact) -> Part:
        known = self.known.get(fact.name) if not self.replacing else None
        bound = self[FACT + fact.name]
        part = Part(fact, bound, self.asks(fact), known)
        if known is not None:
            part.words = answer_words(fact, known.value)
            part.changed = bool(bound.errors) or (self.is_bound and self._reads(fact, known.value))
        if fact.name in self.tables and isinstance(fact.kind, Rows):
            part.rows, part.heads = self.tables[fact.name], [in_language(column.ask) for column in fact.kind.columns]
            part.count_name = f"{FACT}{fact.name}-rows"
        return part

    def _reads(self, fact: Fact, value: Any) -> bool:
        """Whether what is written differs from what the file knows."""
        return fact.name in self.said and self.reading[fact.name] != fact.kind.read(value, clock.today())


class WorkerForm(forms.Form):
    """Whose finding it is, where a case has several workers."""

    worker = forms.ChoiceField(label=gettext_lazy("For which worker?"))

    def __init__(self, data: Any = None, *, workers: Sequence[tuple[str, str]]):
        super().__init__(data)
        self.fields["worker"].choices = workers  # type: ignore[attr-defined]


class ReasonForm(MarkedForm):
    """Why a finding is set aside, or a claim dropped."""

    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=500, widget=CountedTextarea({"rows": 3}))


class RecomputingForm(MarkedForm):
    """Why a finding is reckoned again with the same facts."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it reckoned again?"), max_length=500, widget=CountedTextarea({"rows": 2})
    )


class ClaimingForm(MarkedForm):
    """Which items of a finding are asked for."""

    items = forms.MultipleChoiceField(
        label=gettext_lazy("What is claimed from this finding?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, items: Sequence[tuple[str, str]], initial: Any = None):
        super().__init__(data, initial=initial)
        self.fields["items"].choices = items  # type: ignore[attr-defined]


class TableForm(MarkedForm):
    """A table of the facts of many workers, for one calculator."""

    table = forms.FileField(
        label=gettext_lazy("The filled-in table"), widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"})
    )
    claimed = forms.BooleanField(
        label=gettext_lazy("Make the usual items claims at once"), required=False, initial=True
    )
    sound_only = forms.BooleanField(
        label=gettext_lazy("Keep the rows that are right, and leave out those with mistakes"), required=False
    )


def field_for(fact: Fact, *, label: str = "") -> FactField:
    """The field of a fact, by its kind."""
    return FactField(
        label=label or in_language(fact.ask),
        required=fact.required,
        widget=_widget(fact.kind),
        help_text=_hint(fact),
    )


def _widget(kind: Kind) -> forms.Widget:
    if isinstance(kind, Money):
        return MoneyInput()
    if isinstance(kind, Day):
        return DateInput()
    if isinstance(kind, YesNo):
        return forms.Select(choices=[("", "—"), ("yes", _("yes")), ("no", _("no"))])
    if isinstance(kind, Choice):
        return forms.Select(choices=[("", "—"), *((key, in_language(words)) for key, words in kind.options.items())])
    if isinstance(kind, Region):
        return forms.Select(choices=[("", "—"), *_places(kind)])
    if isinstance(kind, Many) and isinstance(kind.of, Choice):
        return forms.CheckboxSelectMultiple(
            choices=[(key, in_language(words)) for key, words in kind.of.options.items()]
        )
    if isinstance(kind, Many):
        return forms.Textarea({"rows": 2, "inputmode": "text", "autocomplete": "off"})
    if isinstance(kind, (Number, Whole)):
        return forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    return forms.TextInput({"autocomplete": "off"})


def _places(kind: Region) -> list[tuple[str, str]]:
    """Every place the book has values for, cities after their province."""
    book = reckoning.book_in_use()
    regions = book.regions(kind.table) if kind.table in book.tables else []
    cities = [f"{province}-{city}" for province, city in book.places] if kind.table.startswith("minimum_wage") else []
    named = list(dict.fromkeys([*regions, *cities]))
    order = {name: n for n, name in enumerate(regions)}
    named.sort(key=lambda name: (order.get(name.partition("-")[0], len(order)), "-" in name, name))
    return [(name, name.replace("-", " · ")) for name in named]


def _hint(fact: Fact) -> str:
    said = [in_language(fact.help)] if fact.help else []
    if isinstance(fact.kind, Many) and not isinstance(fact.kind.of, Choice):
        said.append(_("One after the other with blanks between them; a column of a spreadsheet can be pasted."))
    unit = in_language(fact.kind.unit) if isinstance(fact.kind, (Number, Whole)) else ""
    if unit:
        said.append(_("In %(unit)s.") % {"unit": unit})
    return " ".join(said)


def as_written(fact: Fact, value: Any) -> Any:
    """A plain value as it stands in its field."""
    if value is None:
        return ""
    if isinstance(fact.kind, YesNo):
        return "yes" if value in (True, "yes", "true", "True") else "no"
    if isinstance(fact.kind, Many) and not isinstance(fact.kind.of, Choice):
        return " ".join(str(one) for one in value) if isinstance(value, (list, tuple)) else str(value)
    if isinstance(fact.kind, Money):
        return str(value).removesuffix(".00")
    return value if isinstance(value, list) else str(value)
