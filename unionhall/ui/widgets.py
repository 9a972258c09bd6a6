"""Form widgets; each says its `shape`, by which `{% field %}` draws what stands around it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.functional import Promise

PHOTO_TYPES = "image/jpeg,image/png,image/webp,image/heic"
EVIDENCE_TYPES = f"{PHOTO_TYPES},application/pdf,.docx,.xlsx,text/plain,audio/mpeg,audio/mp4,video/mp4,audio/wav"


class RadioTiles(forms.RadioSelect):
    """A choice of one, as big tiles; `hints` and `icons` by value."""

    shape = "tiles"

    def __init__(
        self, *, hints: dict[str, str | Promise] | None = None, icons: dict[str, str] | None = None, **rest: Any
    ):
        super().__init__(**rest)
        self.hints, self.icons = hints or {}, icons or {}


class CheckTiles(forms.CheckboxSelectMultiple):
    """A choice of several, as big tiles."""

    shape = "tiles"

    def __init__(
        self, *, hints: dict[str, str | Promise] | None = None, icons: dict[str, str] | None = None, **rest: Any
    ):
        super().__init__(**rest)
        self.hints, self.icons = hints or {}, icons or {}


class DateInput(forms.DateInput):
    """The device's own calendar. A date that does not exist comes back as text, so that it can be seen and corrected."""

    input_type = "date"
    shape = "date"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if isinstance(value, str) and value and parse_date_or_nothing(value) is None:
            context["widget"]["type"] = "text"
        return context

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"
    shape = "date"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class MoneyInput(forms.TextInput):
    """Yuan, with the sign before it and the number keyboard on a phone."""

    shape = "money"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class UnitInput(forms.TextInput):
    """A number with its unit after it: hours, months, %."""

    shape = "unit"

    def __init__(self, unit: str | Promise = "", attrs: dict[str, Any] | None = None):
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.unit = unit


class ShortInput(forms.TextInput):
    """A few characters, such as a day written as one likes."""

    shape = "short"


class PhoneInput(forms.TextInput):
    input_type = "tel"
    shape = "short"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs={"inputmode": "tel", "autocomplete": "tel", **(attrs or {})})


class CodeInput(forms.TextInput):
    """A one-time code: number keyboard, filled in by the phone from the text message, never kept as a draft."""

    shape = "code"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "data-no-draft": "", **(attrs or {})}
        )


class SensitiveInput(forms.TextInput):
    """An identity number and the like: not remembered by the browser, never kept as a draft."""

    shape = "text"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false", "data-no-draft": "", **(attrs or {})})


class CountedTextarea(forms.Textarea):
    """Long text that says how much room is left."""

    shape = "counted"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs={"rows": 6, **(attrs or {})})


class PhotoInput(forms.ClearableFileInput):
    """Files, or the camera on a phone. `several=True` takes more than one in one go."""

    shape = "files"
    allow_multiple_selected = True

    def __init__(self, *, several: bool = True, accept: str = EVIDENCE_TYPES, attrs: dict[str, Any] | None = None):
        super().__init__(attrs={"accept": accept, **({"multiple": True} if several else {}), **(attrs or {})})
        self.several = several

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return (
            files.getlist(name)
            if self.several and hasattr(files, "getlist")
            else super().value_from_datadict(data, files, name)
        )


class FilesField(forms.FileField):
    """A list of uploads, each of which has been looked at by Django's own file field; empty list for none."""

    def __init__(self, **rest: Any):
        rest.setdefault("widget", PhotoInput())
        super().__init__(**rest)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if not uploads:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(upload, initial) for upload in uploads]


def parse_date_or_nothing(value: str) -> date | None:
    """2026-02-31 has the shape of a date and is none."""
    try:
        return parse_date(value)
    except ValueError:
        return None
