"""One value: the field that fits its kind."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionhall.lawbook.calculator import MISSING
from unionhall.lawbook.facts import Choice, Day, Fact, Kind, Money, Number, Region, Whole, YesNo, is_empty
from unionhall.lawbook.finding import plain
from unionhall.lawbook.reading import Unreadable
from unionhall.ui import widgets
from unionhall.ui.law import in_language
from unionhall.ui.words import money

from ..reckoning import book_in_use

LONGEST = 200
DAY_HINT = gettext_lazy("Year, month and day, for example 2024.3.1 or 20240301.")


class AskedField(forms.CharField):
    """What was typed, as it was typed. `required` is what the reader is told; what is missing is said by the form."""

    def __init__(self, *, label: str, widget: forms.Widget, needed: bool = True, help_text: str = "") -> None:
        super().__init__(required=needed, max_length=LONGEST, label=label, widget=widget, help_text=help_text)

    def validate(self, value: Any) -> None:
        """Anything, or nothing."""


class OneForm(forms.Form):
    """A question with one answer. `answer` is what was read, as it is kept."""

    shape = "one"
    use_required_attribute = False

    def __init__(self, fact: Fact, *, today: date, sent: Any = None, answer: Any = None) -> None:
        super().__init__(sent, initial={"value": written(answer)})
        self.fact, self.today = fact, today
        self.answer: Any = answer
        self.fields["value"] = field_of(fact, answer=answer)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.answer = read_into(self, "value", self.fact, self.today)
        return cleaned

    def complain(self, words: str) -> None:
        """Say at the field what does not fit."""
        self.add_error("value", words)


def read_into(form: forms.Form, name: str, fact: Fact, today: date) -> Any:
    """What a field holds, read and ready to be kept; what is wrong with it is said at the field."""
    given = form.cleaned_data.get(name, "")
    if name in form.errors:
        return ""
    if is_empty(given):
        if fact.required:
            form.add_error(name, in_language(MISSING))
        return ""
    try:
        return plain(fact.kind.read(given, today))
    except Unreadable as wrong:
        form.add_error(name, in_language(wrong.words))
        return ""


def field_of(fact: Fact, *, answer: Any = None, compact: bool = False) -> AskedField:
    """Its field. What was typed stays as it was typed, so that it can be put right; `compact` for a cell of a table."""
    kind = fact.kind
    hints = [in_language(fact.help)] if fact.help else []
    if isinstance(kind, Day) and not compact:
        hints.append(str(DAY_HINT))
    return AskedField(
        label=in_language(fact.ask),
        needed=fact.required,
        help_text=" ".join(hints),
        widget=TierTiles() if is_tier(fact) and not compact else widget_of(kind, answer, compact=compact),
    )


def widget_of(kind: Kind, answer: Any = None, *, compact: bool = False) -> forms.Widget:
    if isinstance(kind, Money):
        return widgets.MoneyInput()
    if isinstance(kind, (Number, Whole)):
        return widgets.UnitInput(
            in_language(kind.unit), {"inputmode": "numeric" if isinstance(kind, Whole) else "decimal"}
        )
    if isinstance(kind, Day):
        return widgets.ShortInput({"inputmode": "decimal", "autocomplete": "off", "placeholder": _("such as 2024.3.1")})
    if isinstance(kind, YesNo):
        return _choice([("true", _("Yes")), ("false", _("No"))], compact)
    if isinstance(kind, Choice):
        return _choice([(value, in_language(words)) for value, words in kind.options.items()], compact)
    if isinstance(kind, Region):
        return forms.Select(choices=_places(kind, answer))
    return forms.TextInput(attrs={"autocomplete": "off"})


def _choice(options: list[tuple[str, str]], compact: bool) -> forms.Widget:
    if compact:
        return forms.Select(choices=[("", _("Choose")), *options])
    return widgets.RadioTiles(choices=options)


class TierTiles(widgets.RadioTiles):
    """The tiers of minimum wage; the form says later which place is meant, and so how much each is."""

    def __init__(self) -> None:
        super().__init__(choices=[])


def is_tier(fact: Fact) -> bool:
    """Whether it asks for a tier of minimum wage."""
    return fact.held == "tier" and isinstance(fact.kind, Whole)


def say_tiers(form: OneForm, region: str, on: date) -> None:
    """Offer the tiers of a place with their amounts on a day."""
    widget = form.fields["value"].widget
    if not isinstance(widget, TierTiles):
        return
    table = book_in_use().tables["minimum_wage.monthly"]
    name = region if region in table.regions() else region.partition("-")[0]
    options = []
    for tier in table.tiers(name, on):
        held = table.at(name, tier, on=on)
        amount = f" · {money(value)}" if (value := getattr(held, "value", None)) is not None else ""
        options.append((str(tier), _("Tier %(n)d") % {"n": tier} + amount))
    if options:
        widget.choices = options
    else:
        form.fields["value"].widget = widget_of(form.fact.kind)


def _places(kind: Region, answer: Any) -> list[tuple[str, str]]:
    """The places of the table, with the cities whose tier is known after their province."""
    rows = book_in_use()
    regions = rows.regions(kind.table) if kind.table in rows.tables else []
    named = dict.fromkeys(regions)
    for province, city in sorted(rows.places):
        if province in named:
            named.setdefault(f"{province}-{city}")
    first = {name.partition("-")[0]: number for number, name in reversed(list(enumerate(regions)))}
    ordered = sorted(named, key=lambda name: (first[name.partition("-")[0]], "-" in name))
    if answer and answer not in named:
        ordered.append(str(answer))
    return [("", _("Choose the place")), *((name, name.replace("-", " · ")) for name in ordered)]


def written(value: Any) -> str:
    """A kept answer as it stands in a field."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None else str(value)
    return text.removesuffix(".00")
