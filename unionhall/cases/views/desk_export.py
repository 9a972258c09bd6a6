"""What is seen leaves as a spreadsheet: under the same filters, masked, and with a line in the log."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from unionhall.core import paging
from unionhall.core.verdict import Refused
from unionhall.exports import api as exports
from unionhall.ui.parts import Choice
from unionhall.ui.responses import page, say

from .. import access, queries
from ..exporting import MOST, WORKLIST
from ..forms.desk import ExportForm, WorklistForm
from ..models import Case
from .desk import on_desk

WITHOUT_PURPOSE = 100


@require_http_methods(["GET", "POST"])
def export_list(request: HttpRequest) -> HttpResponse:
    """First how many rows and under which filters; then the file."""
    actor = on_desk(request)
    access.may_export(actor).or_refuse()
    filters = WorklistForm(request.GET, actor=actor)
    whole = filters.is_valid()
    rows = queries.worklist(access.desk_cases(actor), filters.filters) if whole else Case.objects.none()
    count = paging.capped_count(rows, MOST)
    posted = request.POST if request.method == "POST" else None
    form = ExportForm(posted, initial={"names": "masked"}, needs_purpose=count > WITHOUT_PURPOSE)
    status = 422 if request.method == "POST" or not whole else 200
    if request.method == "POST" and whole and not count.capped and form.is_valid():
        said = form.cleaned_data
        try:
            asked = {"query": filters.query()}
            made = exports.ask(WORKLIST, asked, by=actor, purpose=said["purpose"], unmasked=said["names"] == "full")
            return exports.answer(request, made, by=actor)
        except Refused as refusal:
            status = say(form, refusal)
    context = {
        "form": form,
        "filters": filters,
        "whole": whole,
        "words": filters.words() if whole else "",
        "count": int(count),
        "too_many": count.capped,
        "most": MOST,
        "back": f"{reverse('cases:worklist')}?{filters.query()}" if whole else reverse("cases:worklist"),
        "crumbs": [Choice(_("Worklist"), reverse("cases:worklist")), Choice(_("Export"))],
    }
    return page(request, "cases/desk/export.html", context, status=status)
