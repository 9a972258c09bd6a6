"""The register of employers: entering one, correcting it, marking it as closed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.paging import page as page_of
from unionhall.ui import slots
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import page

from .. import access, actions, queries
from ..forms import ClosingForm, EmployerFilterForm, EmployerForm
from ..models import Employer
from .frame import steward

FIELDS = ("name", "uscc", "industry", "is_platform", "address")


@require_safe
def employers(request: HttpRequest) -> HttpResponse:
    """Employers by name or credit code, fifty at a time."""
    actor = steward(request)
    form = EmployerFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.employers_narrowed(access.visible_employers(actor), **wanted)
    context = {
        "form": form,
        "page": page_of(found, order=("name", "id"), after=request.GET.get("after"), size=50),
        "columns": [
            Column(_("Full name")),
            Column(_("Unified social credit code")),
            Column(_("Industry")),
            Column(_("Place")),
        ],
    }
    return page(request, "organisations/employers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def employer_registration(request: HttpRequest) -> HttpResponse:
    """Entering an employer. The same credit code is the same employer, and leads there."""
    actor = steward(request)
    form = EmployerForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        form,
        act=lambda said: actions.register_employer(by=actor, **said),
        title=_("Enter an employer"),
        lead=_("Look in the list first: two entries of one employer split its matters."),
        button=_("Enter the employer"),
        done=_("The employer is entered."),
        back=("organisations:employers",),
        onward="organisations:employer",
    )


@require_safe
def employer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One employer and what may be done."""
    actor = steward(request)
    found = _employer(actor, pk)
    facts = [
        Fact(_("Full name"), found.name),
        Fact(_("Unified social credit code"), found.uscc or ""),
        Fact(_("Industry"), found.get_industry_display()),
        Fact(_("Platform enterprise"), _("yes") if found.is_platform else _("no")),
        Fact(_("Place"), found.division.name if found.division else ""),
        Fact(_("Address"), found.address),
        Fact(_("Branch of"), found.head_office.name if found.head_office else _("is a head office")),
    ]
    context = {
        "employer": found,
        "facts": facts,
        "crumbs": [Choice(_("Employers"), reverse("organisations:employers")), Choice(found.name)],
        "branches": queries.branches_of(found)[:200],
        "unions": queries.unions_of_employer(found, clock.today())[:50],
        "may_correct": access.may_correct_employer(actor, found),
        "may_close": access.may_close_employer(actor, found),
        "panels": slots.panels("employer.page", actor, found),
    }
    return page(request, "organisations/employer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def employer_details(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correcting an employer."""
    actor = steward(request)
    found = _employer(actor, pk)
    access.may_correct_employer(actor, found).or_refuse()
    start = {
        **{name: getattr(found, name) for name in FIELDS},
        "division": found.division.code if found.division else "",
        "head_office": (found.head_office.uscc or found.head_office.name) if found.head_office else "",
    }
    form = EmployerForm(request.POST if request.method == "POST" else None, initial=start)
    return ask(
        request,
        form,
        act=lambda said: actions.correct_employer(found, by=actor, **said),
        title=_("Correct “%(name)s”") % {"name": found.name},
        lead=_("It changes for every matter that names it."),
        button=_("Record"),
        done=_("Recorded."),
        back=("organisations:employer", pk),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def employer_closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Marking an employer as closed."""
    actor = steward(request)
    found = _employer(actor, pk)
    access.may_close_employer(actor, found).or_refuse()
    form = ClosingForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()})
    return ask(
        request,
        form,
        act=lambda said: actions.close_employer(found, by=actor, **said),
        title=_("Mark “%(name)s” as closed") % {"name": found.name},
        lead=_("Matters may still name it: wages are owed all the same."),
        button=_("Mark as closed"),
        done=_("Marked as closed."),
        back=("organisations:employer", pk),
    )


def _employer(actor: Actor, pk: UUID) -> Employer:
    return get_object_or_404(access.visible_employers(actor).select_related("division", "head_office"), pk=pk)
