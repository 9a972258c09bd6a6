"""The results of a survey, on a page and as a table; both under the same hiding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.core import clock, export
from unionhall.core.http import actor_of
from unionhall.ui.responses import file_response, page

from .. import access, actions
from ..results import QuestionResult, Results, results_of
from .desk import in_scope, way_to


@require_safe
def results(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Each question with its numbers, of how many, as of when; or why there is nothing to show."""
    survey, actor = in_scope(request, pk), actor_of(request)
    context = {
        "survey": survey,
        "found": results_of(survey, actor),
        "may_ask_again": access.may_ask_again(actor, survey),
        "trail": way_to(survey, _("Results")),
    }
    return page(request, "surveys/results.html", context)


@require_safe
def table(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same as a table for a spreadsheet."""
    survey, actor = in_scope(request, pk), actor_of(request)
    found = results_of(survey, actor)
    found.may_read.or_refuse()
    actions.note_export(survey, by=actor)
    name = f"{_('survey')}-{clock.today():%Y%m%d}.csv"
    return file_response(export.write_csv(_lines(found), columns()), name, export.CSV)


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
