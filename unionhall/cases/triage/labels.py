"""Which kind of ours does a label of somebody's spreadsheet mean? By its value or its name in any language, or as said by hand."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.verdict import Refused, no

from ..enums import Kind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LANGUAGES = ("zh-hans", "en")


def kinds_of(labels: Sequence[str], said: Mapping[str, str]) -> list[str]:
    """For each label the value of its kind, "" where none is meant. Refuses when not one fits, and names what would."""
    known = _known()
    for label, meant in said.items():
        if _plain(meant) not in known:
            raise Refused(no(format_lazy(_("“{meant}” is no kind of ours."), meant=meant), _kinds_there_are(), "kind"))
        known[_plain(label)] = known[_plain(meant)]
    found = [known.get(_plain(label), "") for label in labels]
    if not any(found):
        seen = ", ".join(sorted({label for label in labels if label})[:12])
        raise Refused(
            no(
                format_lazy(_("None of the labels is a kind of ours. The labels are: {labels}."), labels=seen),
                _kinds_there_are(),
                "no_label_fits",
            )
        )
    return found


def _known() -> dict[str, str]:
    known = {kind.value: kind.value for kind in Kind}
    for language in LANGUAGES:
        with translation.override(language):
            known |= {_plain(str(kind.label)): kind.value for kind in Kind}
    return known


def _kinds_there_are() -> "StrOrPromise":
    kinds = "; ".join(f"{kind.value} ({kind.label})" for kind in Kind)
    return format_lazy(_("Kinds are: {kinds}. Say which is meant: --label-as LABEL=KIND"), kinds=kinds)


def _plain(label: str) -> str:
    return "".join(label.split()).lower()
