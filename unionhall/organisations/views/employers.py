"""The register of employers: entering one, correcting it, marking it as closed."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.identity import normalise_uscc
from unionhall.core.paging import page as page_of
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions
from ..forms import ClosingForm, EmployerFilterForm, EmployerForm
from ..models import Employer

FIELDS = ("name", "uscc", "industry", "is_platform", "address")


@require_safe
def employers(request: HttpRequest) -> HttpResponse:
    """Employers by name or credit code, fifty at a time."""
    actor = _steward(request)
    form = EmployerFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = access.visible_employers(actor).select_related("division")
    if words := wanted.get("q", "").strip():
        found = found.filter(Q(name__icontains=words) | Q(uscc=normalise_uscc(words)))
    if not wanted.get("closed"):
        found = found.filter(closed_on__isnull=True)
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
    actor = _steward(request)
    form = EmployerForm(request.POST if request.method == "POST" else None)
    status, employer = submitted(request, form, lambda said: actions.register_employer(by=actor, **said))
    if employer is not None:
        return redirect_after_post(
            request, "organisations:employer", employer.pk, message=_("The employer is entered.")
        )
    context = {
        "title": _("Enter an employer"),
        "lead": _("Look in the list first: two entries of one employer split its matters."),
        "act": _("Enter the employer"),
        "form": form,
        "back": reverse("organisations:employers"),
    }
    return page(request, "organisations/form.html", context, status=status)


@require_safe
def employer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One employer and what may be done."""
    actor = _steward(request)
    found = _employer(actor, pk)
    facts = [
        Fact(_("Full name"), found.name),
        Fact(_("Unified social credit code"), found.uscc or ""),
        Fact(_("Industry"), found.get_industry_display()),
        Fact(_("Platform enterprise"), _("yes") if found.is_platform else _("no")),
        Fact(_("Place"), found.division.name if found.division else ""),
        Fact(_("Address"), found.address),
    ]
    context = {
        "employer": found,
        "facts": facts,
        "crumbs": [Choice(_("Employers"), reverse("organisations:employers")), Choice(found.name)],
        "may_correct": access.may_correct_employer(actor, found),
        "may_close": access.may_close_employer(actor, found),
    }
    return page(request, "organisations/employer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def employer_details(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correcting an employer."""
    actor = _steward(request)
    found = _employer(actor, pk)
    access.may_correct_employer(actor, found).or_refuse()
    start = {
        **{name: getattr(found, name) for name in FIELDS},
        "division": found.division.code if found.division else "",
    }
    form = EmployerForm(request.POST if request.method == "POST" else None, initial=start)
    status, corrected = submitted(request, form, lambda said: actions.correct_employer(found, by=actor, **said))
    if corrected is not None:
        return redirect_after_post(request, "organisations:employer", pk, message=_("Recorded."))
    context = {
        "title": _("Correct “%(name)s”") % {"name": found.name},
        "lead": _("It changes for every matter that names it."),
        "act": _("Record"),
        "form": form,
        "back": reverse("organisations:employer", args=[pk]),
    }
    return page(request, "organisations/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def employer_closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Marking an employer as closed."""
    actor = _steward(request)
    found = _employer(actor, pk)
    access.may_close_employer(actor, found).or_refuse()
    form = ClosingForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()})
    status, _closed = submitted(request, form, lambda said: actions.close_employer(found, by=actor, **said))
    if status == DONE:
        return redirect_after_post(request, "organisations:employer", pk, message=_("Marked as closed."))
    context = {
        "title": _("Mark “%(name)s” as closed") % {"name": found.name},
        "lead": _("Matters may still name it: wages are owed all the same."),
        "act": _("Mark as closed"),
        "form": form,
        "back": reverse("organisations:employer", args=[pk]),
    }
    return page(request, "organisations/form.html", context, status=status)


def _steward(request: HttpRequest) -> Actor:
    """These pages exist only for those who keep the register."""
    actor = actor_of(request)
    if not access.may_keep_register(actor):
        raise Http404
    return actor


def _employer(actor: Actor, pk: UUID) -> Employer:
    return get_object_or_404(access.visible_employers(actor).select_related("division"), pk=pk)
