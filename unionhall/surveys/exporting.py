"""The results of a survey as a table that leaves: under the same hiding as the page; it names nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionhall.core import clock, export
from unionhall.core.actor import Actor
from unionhall.core.verdict import Verdict
from unionhall.exports import api as exports

from . import access, actions
from .models import Survey
from .results import QuestionResult, Results, results_of


def _survey(actor: Actor, asked: Mapping[str, Any]) -> Survey:
    try:
        key = UUID(str(asked.get("survey", "")))
    except ValueError:
        raise Http404 from None
    found = access.visible_surveys(actor).select_related("body", "follows__body").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _may(actor: Actor, asked: Mapping[str, Any]) -> Verdict:
    return results_of(_survey(actor, asked), actor).may_read


def _find(actor: Actor, asked: Mapping[str, Any]) -> exports.Found:
    survey = _survey(actor, asked)
    lines = len(list(_lines(results_of(survey, actor))))
    return exports.Found([survey.pk] * lines, survey.title, f"{_('survey')}-{clock.today():%Y%m%d}")


def _table(actor: Actor, asked: Mapping[str, Any], _keys: frozenset[UUID], _unmasked: bool) -> exports.Table:
    survey = _survey(actor, asked)
    return exports.Table(columns(), [(survey.pk, line) for line in _lines(results_of(survey, actor))])


def _note(actor: Actor, asked: Mapping[str, Any], _purpose: str, _keys: Sequence[UUID], _unmasked: bool) -> None:
    actions.note_export(_survey(actor, asked), by=actor)


def columns() -> list[export.Column]:
    return [
        export.Column("number", _("Question no.")),
        export.Column("question", _("Question")),
        export.Column("group", _("Group")),
        export.Column("option", _("Option or words")),
        export.Column("count", _("People")),
        export.Column("of", _("Of those who answered the survey")),
        export.Column("asked", _("Asked")),
        export.Column("as_of", _("As of")),
    ]


def _lines(found: Results) -> Iterator[dict[str, Any]]:
    for number, result in enumerate(found.questions, start=1):
        base = {"number": number, "question": result.question.text, "as_of": found.as_of}
        yield from _everybody(found, result, base)
        for group in result.groups:
            for line, count in zip(result.lines, group.counts, strict=True):
                yield {**base, "group": group.name, "option": line.label, "count": _shown(count), "of": group.answered,
                       "asked": group.asked}  # fmt: skip


def _everybody(found: Results, result: QuestionResult, base: dict[str, Any]) -> Iterator[dict[str, Any]]:
    base = {**base, "group": _("everybody"), "of": found.answered, "asked": found.asked}
    yield {**base, "option": _("answered this question"), "count": _shown(result.answered)}
    yield from ({**base, "option": line.label, "count": _shown(line.count)} for line in result.lines)
    yield from ({**base, "option": words, "count": ""} for words in result.words)


def _shown(count: int | None) -> Any:
    return _("hidden") if count is None else count


RESULTS = exports.Source(
    name="surveys.results",
    title=gettext_lazy("Results of a survey"),
    may=_may,
    find=_find,
    table=_table,
    columns=lambda _asked: [column.title for column in columns()],
    note=_note,
    personal=False,
    ending="csv",
)
