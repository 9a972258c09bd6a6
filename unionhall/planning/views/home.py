"""Where one begins: what was reckoned last, what there is to reckon with, and what is missing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.ui.parts import Column
from unionhall.ui.responses import page

from .. import access, queries, saying
from . import frame

SHOWN = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The last reckonings and plans, and what they can be made from."""
    actor = frame.planner(request)
    context = {
        "runs": [(run, saying.widest_share(run)) for run in queries.last_runs(access.visible_runs(actor), SHOWN)],
        "plans": [(plan, saying.result_words(plan)) for plan in queries.last_plans(access.visible_plans(actor), SHOWN)],
        "networks": access.visible_networks(actor).count(),
        "layers": access.visible_layers(actor).count(),
        "has_layer": queries.ready_layers(access.visible_layers(actor)).exists(),
        "may_plan": access.may_plan_somewhere(actor),
        "run_columns": [Column(_("Reckoning")), Column(_("Body")), Column(_("Demand")), Column(_("Share"), numeric=True), Column(_("State"))],
        "plan_columns": [Column(_("Plan")), Column(_("Body")), Column(_("What for")), Column(_("Result")), Column(_("State"))],
    }  # fmt: skip
    return page(request, "planning/home.html", context)
