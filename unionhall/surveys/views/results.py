"""The results of a survey, on a page and as a table; both under the same hiding."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core.http import actor_of
from unionhall.exports import api as exports
from unionhall.ui.responses import page

from .. import access
from ..exporting import RESULTS
from ..results import results_of
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


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same as a table for a spreadsheet."""
    survey, actor = in_scope(request, pk), actor_of(request)
    results_of(survey, actor).may_read.or_refuse()
    back = reverse("surveys:results", args=[survey.pk])
    crumbs = way_to(survey, _("Results"))
    return exports.take_out(request, RESULTS, {"survey": str(survey.pk)}, by=actor, back=back, crumbs=crumbs)
