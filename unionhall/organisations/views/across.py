"""What crosses the tree: the industrial union a body belongs to, and the units of a joint union."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionhall.core import clock
from unionhall.core.http import actor_of
from unionhall.core.paging import capped_count
from unionhall.core.paging import page as page_of
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import page, redirect_after_post, submitted

from .. import access, actions, queries
from ..forms import AffiliationForm, EmployerFilterForm, UnitForm
from ..models import Affiliation, JointUnit, Organisation
from .frame import body_in_scope, page_of_body


def across_facts(found: Organisation) -> list[Fact]:
    """What is only said of those it concerns: since when, until when, whose union, and what it became."""
    industrial = queries.industrial_above(found, clock.today())
    rows = [
        (_("Founded on"), found.founded_on),
        (_("Joint union of"), found.get_joint_of_display()),
        (_("Industrial union"), industrial and industrial.name),
        (_("Merged into"), found.successor and queries.last_successor(found).name),
    ]
    return [Fact(label, value) for label, value in rows if value]


@require_http_methods(["GET", "HEAD", "POST"])
def body_affiliation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Saying to which industrial union a body belongs."""
    actor, found = actor_of(request), body_in_scope(request, pk)
    access.may_affiliate(actor, found).or_refuse()
    form = AffiliationForm(request.POST if request.method == "POST" else None, initial={"since": clock.today()})
    return ask(
        request,
        form,
        act=lambda said: actions.affiliate(found, by=actor, **said),
        title=_("To which industrial union does “%(name)s” belong?") % {"name": found.short_name},
        lead=_("It stays where it stands in the tree. It leaves the industrial union it belonged to until then."),
        button=_("Record"),
        done=_("Recorded."),
        back=page_of_body(found),
    )


@require_POST
def affiliation_end(request: HttpRequest, pk: UUID, row_pk: UUID) -> HttpResponse:
    """Ending that a body belongs to an industrial union."""
    found = body_in_scope(request, pk)
    row = get_object_or_404(Affiliation.objects.filter(organisation=found), pk=row_pk)
    actions.disaffiliate(row, by=actor_of(request))
    return redirect_after_post(request, "organisations:body", found.pk, message=_("Ended; it counts until today."))


@require_http_methods(["GET", "HEAD", "POST"])
def body_units(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The units of a joint union, and entering one more."""
    actor, found = actor_of(request), body_in_scope(request, pk)
    may_cover = access.may_cover(actor, found)
    if request.method == "POST" or may_cover.code == "kind":
        may_cover.or_refuse()
    form = UnitForm(request.POST if request.method == "POST" else None)
    status, unit = submitted(request, form, lambda said: actions.cover(found, by=actor, **said))
    if unit is not None:
        return redirect_after_post(request, "organisations:body_units", found.pk, message=_("The unit is entered."))
    sought = EmployerFilterForm(request.GET)
    wanted = sought.cleaned_data if sought.is_valid() else {}
    units = queries.units_of(found, q=wanted.get("q", ""), past=wanted.get("closed", False))
    context = {
        "body": found,
        "form": form,
        "sought": sought,
        "count": capped_count(units, 10_000),
        "page": page_of(units, order=("name", "id"), after=request.GET.get("after"), size=50),
        "may_cover": may_cover,
        "columns": [
            Column(_("Name of the unit")),
            Column(_("Number or place in it")),
            Column(_("Industry")),
            Column(_("Workers"), numeric=True),
            Column(_("from")),
            Column(_("Acts"), hidden_label=True),
        ],
        "crumbs": [
            Choice(_("Bodies"), reverse("organisations:bodies")),
            Choice(found.short_name, reverse("organisations:body", args=[found.pk])),
            Choice(_("Units")),
        ],
    }
    return page(request, "organisations/units.html", context, status=status)


@require_POST
def unit_end(request: HttpRequest, pk: UUID, unit_pk: UUID) -> HttpResponse:
    """Ending that a unit is in the joint union."""
    found = body_in_scope(request, pk)
    unit = get_object_or_404(JointUnit.objects.filter(organisation=found), pk=unit_pk)
    actions.uncover(unit, by=actor_of(request))
    return redirect_after_post(
        request, "organisations:body_units", found.pk, message=_("Ended; it counts until today.")
    )
