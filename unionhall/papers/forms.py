"""What officers enter about papers. Shape and clean input; nothing is saved here."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea, DateInput

from .content import CELL_AT_MOST, COLUMNS, ROWS_AT_MOST, TEXT_AT_MOST, Content
from .enums import How, LimitUnit

SPARE_ROWS = 2
LABELS = {"to": _("Addressed to"), "closing": _("Signature and day")}
"""What parts without a heading are called while they are edited."""


class VersionedForm(MarkedForm):
    expected = forms.IntegerField(widget=forms.HiddenInput(), required=False)


class DraftingForm(MarkedForm):
    """For whom a paper is drafted."""

    worker = forms.ChoiceField(label=_("For whom?"), required=False)

    def __init__(self, *args: Any, workers: Iterable[tuple[str, Any]] = (), together: bool = True, **rest: Any) -> None:
        super().__init__(*args, **rest)
        several = [("", _("all of them together"))] if together else []
        self.fields["worker"].choices = [*several, *workers]  # type: ignore[attr-defined]


class PaperForm(VersionedForm):
    """A draft, part by part: a field for the paragraphs, and one for each cell of a table, with rows to spare."""

    def __init__(self, *args: Any, content: Content, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.content = content
        self._tables: dict[str, tuple[int, int]] = {}
        for block in content.blocks:
            label = block.head or str(LABELS.get(block.key, content.title))
            if block.text or not block.table:
                lines = sum(1 + len(line) // 46 for line in block.text.splitlines())
                self.fields[f"text-{block.key}"] = forms.CharField(
                    label=label,
                    initial=block.text,
                    required=False,
                    max_length=TEXT_AT_MOST,
                    widget=forms.Textarea(attrs={"rows": min(max(lines + 1, 2), 24), "class": "control"}),
                )
            if block.table:
                self._add_table(block.key, block.table, block.rows, label)

    def _add_table(self, key: str, table: str, rows: list[list[str]], label: str) -> None:
        heads = COLUMNS[table]
        said = self.data.get(f"rows-{key}", "") if self.is_bound else ""
        count = min(int(said), ROWS_AT_MOST) if said.isdecimal() and len(said) < 5 else len(rows) + SPARE_ROWS
        self._tables[key] = (count, len(heads))
        for n in range(count):
            for c, head in enumerate(heads):
                words = _t("%(table)s, row %(row)s, %(column)s") % {"table": label, "row": n + 1, "column": head}
                self.fields[f"cell-{key}-{n}-{c}"] = forms.CharField(
                    label=words,
                    required=False,
                    max_length=CELL_AT_MOST,
                    initial=rows[n][c] if n < len(rows) else "",
                    widget=forms.TextInput(attrs={"aria-label": words, "autocomplete": "off", "class": "control"}),
                )

    def parts(self) -> Iterator[dict[str, Any]]:
        """What the page draws, in the order of the paper."""
        for block in self.content.blocks:
            count, width = self._tables.get(block.key, (0, 0))
            yield {
                "block": block,
                "text": self[f"text-{block.key}"] if f"text-{block.key}" in self.fields else None,
                "heads": COLUMNS.get(block.table, ()),
                "count_name": f"rows-{block.key}",
                "rows": [[self[f"cell-{block.key}-{n}-{c}"] for c in range(width)] for n in range(count)],
            }

    @property
    def texts(self) -> dict[str, str]:
        return {
            name.removeprefix("text-"): value for name, value in self.cleaned_data.items() if name.startswith("text-")
        }

    @property
    def tables(self) -> dict[str, list[list[str]]]:
        return {
            key: [[self.cleaned_data[f"cell-{key}-{n}-{c}"] for c in range(width)] for n in range(count)]
            for key, (count, width) in self._tables.items()
        }


class ReturnForm(VersionedForm):
    file = forms.FileField(
        label=_("The edited Word file"),
        widget=forms.FileInput({"accept": ".docx"}),
        help_text=_("It becomes the next version. The versions before stay as they are."),
    )


class ConfirmForm(VersionedForm):
    """Nothing to enter: only the mark and what was seen."""


class SendingForm(VersionedForm):
    to = forms.CharField(label=_("To whom?"), max_length=120)
    sent_on = forms.DateField(label=_("Delivered on"), widget=DateInput())
    how = forms.ChoiceField(label=_("How?"), choices=How.choices)
    days = forms.IntegerField(label=_("Days to answer"), min_value=1, max_value=366, required=False)
    unit = forms.ChoiceField(label=_("These are"), choices=LimitUnit.choices, required=False)
    source = forms.CharField(
        label=_("Which rule says so?"),
        max_length=200,
        required=False,
        help_text=_("The document and the article, as “浙江省工会劳动法律监督条例 第22条”."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("days") and not said.get("source"):
            self.add_error("source", _("Which rule says so? Name the document and the article."))
        return said


class ReplyForm(VersionedForm):
    answered_on = forms.DateField(label=_("Answered on"), widget=DateInput())
    followed = forms.ChoiceField(
        label=_("Is the letter followed?"),
        choices=[("yes", _("yes, it is put right")), ("no", _("no, or only in part"))],
    )
    text = forms.CharField(
        label=_("What does the answer say?"), max_length=2000, widget=CountedTextarea(attrs={"rows": 4})
    )
