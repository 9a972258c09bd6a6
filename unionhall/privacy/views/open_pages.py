"""What we hold and why, for everybody; what our forms ask, for those who work here."""

from __future__ import annotations

from itertools import groupby

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.core import registry
from unionhall.core.http import actor_of, public
from unionhall.core.registry import Kept, Record
from unionhall.ui.parts import Column
from unionhall.ui.responses import page

from .. import access, burden
from ..words import fields_in_words


@public
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """Each kind of record: what stands in it, what for, on which ground, how long, and what becomes of it."""
    rows = sorted(
        (one for one in registry.records().values() if one.is_personal),
        key=lambda one: list(registry.Purpose).index(one.purpose),
    )
    context = {
        "groups": [(purpose.label, [_line(one) for one in some]) for purpose, some in groupby(rows, key=lambda one: one.purpose)],
        "rules": [(kept.label, rule) for kept in Kept for rule in registry.RULES[kept]],
    }  # fmt: skip
    return page(request, "privacy/held.html", context)


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Every form with its questions and about how many minutes it takes."""
    if not access.may_see_forms(actor_of(request)):
        raise Http404
    found = burden.burdens()
    context = {
        "rows": [(one, apps.get_app_config(one.module).verbose_name) for one in found],
        "questions": sum(one.questions for one in found),
        "columns": [Column(_("Form")), Column(_("Questions"), numeric=True), Column(_("Must be answered"), numeric=True), Column(_("Minutes"), numeric=True)],
    }  # fmt: skip
    return page(request, "privacy/forms.html", context)


def _line(one: Record) -> dict[str, object]:
    return {"one": one, "fields": fields_in_words(one)}
