"""Several of one kind, such as the wages of the last months: the same every time in two fields, or one field each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from unionhall.lawbook.calculator import MISSING
from unionhall.lawbook.facts import Fact, Many, Money, Number, Whole
from unionhall.lawbook.finding import plain
from unionhall.lawbook.reading import Unreadable
from unionhall.ui import widgets
from unionhall.ui.law import in_language

from .one import AskedField, widget_of, written

SHOWN, STEP = 6, 6
MOST_SHOWN = 60
A_YEAR = 12
PERIODS = ("days", "weeks", "months", "years")


Typed = Mapping[str, Any]


def typed_in(form: forms.Form) -> dict[str, Any]:
    """What was typed, by the names of the fields."""
    return {name: form.data.get(name, "") for name in form.data}


class ManyForm(forms.Form):
    """`each` × `count`, or `value_0`, `value_1` … one after the other."""

    shape = "many"
    use_required_attribute = False
    rows = forms.IntegerField(required=False, min_value=1, max_value=MOST_SHOWN, widget=forms.HiddenInput())

    def __init__(
        self, fact: Fact, kind: Many, *, today: date, sent: Any = None, answer: Any = None, typed: Typed | None = None
    ) -> None:
        """`typed` is what stands in the fields already, not yet looked at."""
        self.fact, self.kind, self.today = fact, kind, today
        self.answer: Any = answer
        given = [written(one) for one in answer] if isinstance(answer, list) else []
        self.is_same = len(given) > 1 and len(set(given)) == 1
        most = min(kind.most, MOST_SHOWN)
        shown = [] if self.is_same else given
        self.count = max(rows_of(typed or sent, most), min(most, max(SHOWN, len(shown) + 1)))
        same = {"each": given[0], "count": len(given)} if self.is_same else {"count": most if most <= A_YEAR else ""}
        initial = {**{f"value_{n}": one for n, one in enumerate(shown)}, **same}
        super().__init__(sent, initial={**(typed or initial), "rows": self.count})
        self._add_fields()

    def _add_fields(self) -> None:
        unit = in_language(self.kind.unit)
        if self.offers_same:
            self.fields["each"] = AskedField(label=_("The same every time: how much?"), widget=widget_of(self.kind.of))
            self.fields["count"] = AskedField(
                label=_("How many?"), widget=widgets.UnitInput(unit, {"inputmode": "numeric"})
            )
        for n in range(self.count):
            label = _("No. %(n)d") % {"n": n + 1}
            self.fields[f"value_{n}"] = AskedField(label=label, widget=widget_of(self.kind.of, compact=True))

    @property
    def offers_same(self) -> bool:
        """Months may all be alike; single things, such as the items of an award, are not."""
        return isinstance(self.kind.of, (Money, Number, Whole)) and self.kind.most > 1 and self.kind.unit.en in PERIODS

    @property
    def may_grow(self) -> bool:
        return self.count < min(self.kind.most, MOST_SHOWN)

    def grown(self) -> "ManyForm":
        """The same with more fields, and what was typed so far."""
        rows = min(self.count + STEP, self.kind.most, MOST_SHOWN)
        return ManyForm(self.fact, self.kind, today=self.today, typed={**typed_in(self), "rows": rows})

    @property
    def each(self) -> Any:
        return self["each"]

    @property
    def values(self) -> list[Any]:
        return [self[f"value_{n}"] for n in range(self.count)]

    @property
    def is_open(self) -> bool:
        """Whether the single fields are used, so that they stand open."""
        return not self.offers_same or any(bound.value() or bound.errors for bound in self.values)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        written_out = [cleaned.get(f"value_{n}", "") for n in range(self.count)]
        while written_out and not written_out[-1].strip():
            written_out.pop()
        each = cleaned.get("each", "").strip()
        if each and written_out:
            self.add_error("each", _("Fill in one of the two: the same amount, or each by itself."))
        elif each:
            self._read_same(each, cleaned.get("count", ""))
        elif written_out:
            self._read_each(written_out)
        elif self.fact.required:
            self.complain(in_language(MISSING))
        else:
            self.answer = ""
        return cleaned

    def _read_same(self, each: str, count: str) -> None:
        try:
            value = self.kind.of.read(each, self.today)
        except Unreadable as wrong:
            self.add_error("each", in_language(wrong.words))
            return
        try:
            times = Whole(least=max(1, self.kind.least), most=self.kind.most, unit=self.kind.unit).read(
                count, self.today
            )
        except Unreadable as wrong:
            self.add_error("count", in_language(wrong.words))
            return
        self.answer = plain([value] * times)

    def _read_each(self, written_out: list[str]) -> None:
        for n, one in enumerate(written_out):
            try:
                self.kind.of.read(one, self.today)
            except Unreadable as wrong:
                self.add_error(f"value_{n}", in_language(wrong.words) if one.strip() else in_language(MISSING))
        if self.errors:
            return
        try:
            self.answer = plain(self.kind.read(written_out, self.today))
        except Unreadable as wrong:
            self.complain(in_language(wrong.words))

    def complain(self, words: str) -> None:
        """Say at the first field what does not fit."""
        self.add_error("each" if self.offers_same and not self.is_open else "value_0", words)


def rows_of(sent: Any, most: int) -> int:
    """How many fields the page that was sent had."""
    try:
        return min(int(sent.get("rows", 0)), most) if sent else 0
    except ValueError:
        return 0
