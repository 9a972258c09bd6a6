"""What stands in a record, said to the person it is about: no names of columns, no keys."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import Record, Sensitivity
from unionhall.core.sealed import LookupField

RELATIONS: dict[str, Promise] = {  # other links lead to yourself
    "organisations.organisation": _("which union"),
    "organisations.employer": _("which employer"),
    "core.storedfile": _("the file itself"),
    "people.consent": _("your consent"),
    "registers.register": _("which register"),
}
FIELDS: dict[str, Promise] = {
    "actor_name": _("who did it"),
    "uploaded_by": _("who brought it"),
    "answer": _("what the page answered"),
    "phone": _("phone"),
    "text": _("the text"),
    "data": _("what the second step needs"),
}
"""For columns of libraries and of the trail, which bear no words of ours."""


def fields_in_words(record: Record) -> list[tuple[str, bool]]:
    """What stands in a record, each once, and whether it is sensitive. Links to yourself, keys and checksums are left out."""
    found: dict[str, bool] = {}
    for name, (level, _source) in record.personal.items():
        words = _in_words(record.model._meta.get_field(name))
        if words:
            found[words] = found.get(words, False) or level == Sensitivity.SENSITIVE
    return list(found.items())


def _in_words(field: Any) -> str:
    if isinstance(field, models.ForeignKey):
        return str(RELATIONS.get(field.related_model._meta.label_lower, ""))
    if isinstance(field, LookupField) or field.primary_key:
        return ""
    if "verbose_name" not in field.deconstruct()[3]:
        return str(FIELDS.get(field.name, ""))
    return str(field.verbose_name)
