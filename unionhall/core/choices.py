"""Which choice does a word in a spreadsheet mean? Values and labels in every language of the product count."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Choices
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .verdict import Refused, no


def chosen(kind: type[Choices], word: str, *, column: str) -> str:
    """The value a word stands for: the value itself, or its label in any language. Refuses a word that means nothing here."""
    wanted = word.strip().casefold()
    for member in kind:
        if wanted in {str(member.value).casefold(), member.name.casefold(), *_labels(member)}:
            return str(member.value)
    raise Refused(
        no(
            format_lazy(_("“{word}” is not known in “{column}”."), word=word, column=column),
            format_lazy(_("It is one of: {words}."), words=", ".join(str(member.label) for member in kind)),
            "choice",
        )
    )


def _labels(member: Choices) -> set[str]:
    labels = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            labels.add(str(member.label).casefold())
    return labels
