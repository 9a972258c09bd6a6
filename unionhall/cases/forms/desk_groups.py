"""What is written on the page of a group: one act for all, workers to be added by hand or from a table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.identity import check_mobile, normalise_phone
from unionhall.core.tables import Rejected, Table
from unionhall.people import api as people
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea, DateInput

from ..enums import Audience, DayUnit, Manner

NAME_LENGTH = 60
MOST_AMOUNT = Decimal("1000000000")

NAME_HEADS = ("姓名", "名字", "工人姓名", "职工姓名", "name", "worker")
PHONE_HEADS = ("手机", "手机号", "手机号码", "电话", "联系电话", "联系方式", "phone", "mobile", "telephone")
AMOUNT_HEADS = ("金额", "欠薪金额", "拖欠金额", "涉及金额", "金额（元）", "金额(元)", "欠薪", "amount")


class ActForm(forms.Form):
    """One act for the members of a group, with the words and figures it needs. `FIELDS` says which act needs which."""

    FIELDS: dict[str, tuple[str, ...]] = {
        "accept": (),
        "consult": (),
        "negotiate": (),
        "mediate": (),
        "settle_share": ("manner", "percent", "terms", "signed_on"),
        "fail": ("reason",),
        "arbitrate": ("reason",),
        "litigate": ("reason",),
        "perform": ("reason",),
        "close": ("reason", "resolved"),
        "withdraw": ("reason",),
        "assign": ("handler",),
        "suspend": ("reason",),
        "resume": (),
        "extend": ("days", "unit", "reason"),
        "write_note": ("text", "audience"),
    }
    OPTIONAL = {("arbitrate", "reason"), ("litigate", "reason"), ("perform", "reason")}

    manner = forms.ChoiceField(label=_("How it was settled"), choices=[("", _("choose")), *Manner.choices])
    percent = forms.DecimalField(
        label=_("Share of what each asked for (%)"),
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        decimal_places=2,
        initial=100,
        help_text=_("100 when everybody gets all. Each worker's sum is reckoned from the amount in their own case."),
    )
    terms = forms.CharField(label=_("What was agreed"), max_length=5000, widget=CountedTextarea)
    signed_on = forms.DateField(label=_("Signed on"), widget=DateInput)
    reason = forms.CharField(
        label=_("Reason; the workers read it"), max_length=1000, widget=CountedTextarea({"rows": 3})
    )
    resolved = forms.ChoiceField(
        label=_("How it was resolved"), required=False, choices=[("", _("not resolved")), *Manner.choices]
    )
    handler = forms.UUIDField(label=_("Assign to"), widget=forms.Select)
    days = forms.IntegerField(label=_("Days more"), min_value=1, max_value=90)
    unit = forms.ChoiceField(label=_("Counted in"), choices=DayUnit.choices)
    text = forms.CharField(label=_("Note"), max_length=5000, widget=CountedTextarea)
    audience = forms.ChoiceField(
        label=_("Who reads it"),
        choices=[(a.value, a.label) for a in (Audience.INTERNAL, Audience.WORKER)],
        widget=forms.RadioSelect,
        initial=Audience.INTERNAL,
    )
    group_too = forms.BooleanField(label=_("the group case itself too"), required=False, initial=True)

    def __init__(self, *args: Any, act: str, colleagues: Iterable[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.act = act
        wanted = (*self.FIELDS[act], "group_too")
        for name in list(self.fields):
            if name not in wanted:
                del self.fields[name]
            elif (act, name) in self.OPTIONAL:
                self.fields[name].required = False
        self.order_fields(wanted)
        if "handler" in self.fields:
            self.fields["handler"].widget.choices = [("", _("choose")), *colleagues]

    def clean_handler(self) -> Any:
        person = people.person_on_duty(self.cleaned_data["handler"])
        if person is None:
            raise ValidationError(_("Choose one of the list."))
        return person

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > clock.today():
            raise ValidationError(_("This day lies in the future."))
        if day.year < 1990:
            raise ValidationError(_("This day cannot be right."))
        return day

    @property
    def arguments(self) -> dict[str, Any]:
        """What the act is called with."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "group_too"}
        if "resolved" in given:
            given["manner"] = given.pop("resolved")
        return given


class WorkersForm(MarkedForm):
    """Workers typed line by line, or a table of them."""

    typed = forms.CharField(
        label=_("Type them: one worker a line"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "林小满，13900000001，8000"}),
        help_text=_("Name, phone, amount; separated by a comma, a space or a tab. Phone and amount may be left out."),
    )
    table = forms.FileField(
        label=_("Or a table (xlsx or csv)"),
        required=False,
        help_text=_("Its first row names the columns: 姓名, 手机, 金额. Other columns are not read."),
    )
    account = forms.CharField(
        label=_("What happened, if it differs from the group's"),
        required=False,
        max_length=5000,
        widget=CountedTextarea({"rows": 3}),
    )
    sound_only = forms.BooleanField(
        label=_("If some rows have mistakes, enter the sound ones and give the others back"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned.get("typed", "").strip()) == bool(cleaned.get("table")):
            raise ValidationError(_("Type the workers, or choose a table: one of the two."))
        return cleaned


@dataclass
class Workers:
    """The rows that are sound, and those that are not, with the reason of each."""

    sound: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)


def workers_typed(text: str) -> Workers:
    """One worker a line: name, then phone and amount in any order."""
    found = Workers()
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [
            cell for cell in line.replace("，", ",").replace("\t", ",").replace("、", ",").split(",") if cell.strip()
        ]
        if len(cells) == 1:
            cells = _by_spaces(cells[0])
        if not cells:
            continue
        phone = next((cell for cell in cells[1:] if check_mobile(cell)), "")
        rest = [cell for cell in cells[1:] if cell is not phone]
        too_many = _("There is more on this line than name, phone and amount.") if len(rest) > 1 else ""
        _sort(found, number, cells[0], phone, rest[0] if rest else "", problem=too_many)
    return _once_each(found)


def _by_spaces(line: str) -> list[str]:
    """“林小满 13900000001 8000”; a name may hold spaces itself, figures may not."""
    words = line.split()
    figures = 0
    while figures < min(2, len(words) - 1) and words[-1 - figures][:1] in "0123456789+¥￥.-":
        figures += 1
    return [" ".join(words[: len(words) - figures]), *words[len(words) - figures :]]


def workers_in(table: Table, rejects: list[Rejected]) -> Workers:
    """The rows of a table, by the names of its columns."""
    name, phone, amount = (_column(table.columns, heads) for heads in (NAME_HEADS, PHONE_HEADS, AMOUNT_HEADS))
    if name is None:
        raise ValidationError(
            _("No column is called 姓名 (name). Name the columns in the first row: 姓名, 手机, 金额.")
        )
    found = Workers()
    for row in table:
        _sort(found, row.number, row[name], row[phone] if phone else "", row[amount] if amount else "")
    for reject in rejects:
        cells = [*reject.cells, "", "", ""]
        found.rejected.append(_row(reject.number, cells[0], cells[1], cells[2], reason=str(reject.reason)))
    found.rejected.sort(key=lambda row: row["row"])
    return _once_each(found)


def _column(columns: Iterable[str], heads: tuple[str, ...]) -> str | None:
    plain = {column.strip().lower().replace(" ", ""): column for column in columns}
    return next((plain[head] for head in heads if head in plain), None)


def _sort(found: Workers, number: int, name: str, phone: str, amount: str, problem: Any = "") -> None:
    """To the sound ones, or to the others with every reason."""
    name, phone = " ".join(name.split()), phone.strip()
    problems = [str(problem)] if problem else []
    if not name:
        problems.append(str(_("The name is missing.")))
    elif len(name) > NAME_LENGTH:
        problems.append(str(_("The name is longer than 60 characters.")))
    elif "\0" in name or not any(char.isalpha() for char in name):
        problems.append(str(_("This is no name.")))
    if phone and not (reading := check_mobile(phone)):
        problems.append(str(reading.reason))
    try:
        sum_asked = _amount(amount)
    except (InvalidOperation, ValueError):
        problems.append(str(_("The amount is no number from 0 to 1,000,000,000.")))
        sum_asked = None
    if problems:
        found.rejected.append(_row(number, name, phone, amount, reason=" ".join(problems)))
    else:
        found.sound.append(
            {"row": number, "name": name, "phone": normalise_phone(phone) if phone else "", "amount": sum_asked}
        )


def _amount(text: str) -> Decimal | None:
    plain = text.strip().strip("¥￥元").replace(",", "").replace("，", "").strip()
    if not plain:
        return None
    value = Decimal(plain)
    if not value.is_finite() or not 0 <= value <= MOST_AMOUNT:
        raise ValueError(text)
    return value.quantize(Decimal("0.01"))


def _once_each(found: Workers) -> Workers:
    """The same phone twice in one list is a mistake somebody should look at."""
    seen: dict[str, int] = {}
    sound = []
    for worker in found.sound:
        first = seen.setdefault(worker["phone"], worker["row"]) if worker["phone"] else worker["row"]
        if first == worker["row"]:
            sound.append(worker)
        else:
            reason = str(_("The same phone stands in row %(row)d.")) % {"row": first}
            found.rejected.append(
                _row(worker["row"], worker["name"], worker["phone"], str(worker["amount"] or ""), reason=reason)
            )
    found.sound = sound
    found.rejected.sort(key=lambda row: row["row"])
    return found


def _row(number: int, name: str, phone: str, amount: str, *, reason: str) -> dict[str, Any]:
    return {"row": number, "name": name[:200], "phone": phone[:60], "amount": amount[:60], "reason": reason}
