"""The register of bodies: what stands where, for which places it answers, and changing that."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import clock
from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import page, redirect_after_post, submitted

from .. import access, actions, queries
from ..enums import OrganisationKind
from ..forms import (
    BodyDetailsForm,
    BodyFilterForm,
    FoundingForm,
    PlaceFilterForm,
    PlaceForm,
    ResponsibilityForm,
)
from ..models import Affiliation, Responsibility
from .across import across_facts
from .frame import body_in_scope, page_of_body, steward

DETAILS = ("name", "short_name", "code", "receives_cases", "case_prefix", "phone", "address")


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies one keeps in order, fifty at a time, from the highest down."""
    actor = steward(request)
    form = BodyFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.bodies_matching(access.steerable_organisations(actor), **wanted)
    context = {
        "form": form,
        "page": page_of(found, order=("level", "code", "id"), after=request.GET.get("after"), size=50),
        "columns": [
            Column(_("Full name")),
            Column(_("Kind")),
            Column(_("Body above")),
            Column(_("Place")),
            Column(_("Phone")),
        ],
    }
    return page(request, "organisations/bodies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def founding(request: HttpRequest) -> HttpResponse:
    """Entering a new body, with the place it answers for."""
    actor = steward(request)
    start = {"parent": request.GET.get("parent", "")}
    form = FoundingForm(request.POST if request.method == "POST" else None, initial=start)
    return ask(
        request,
        form,
        act=lambda said: actions.establish(by=actor, **said),
        title=_("Enter a body"),
        lead=_("Whoever will work there gets a post from the security administrator afterwards."),
        button=_("Enter the body"),
        done=_("The body is entered."),
        back=("organisations:bodies",),
        onward="organisations:body",
    )


@require_safe
def body(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One body: where it stands, for which places it answers, and what may be done."""
    actor = actor_of(request)
    found = body_in_scope(request, pk)
    is_industrial = found.kind == OrganisationKind.INDUSTRIAL_UNION
    facts = [
        Fact(_("Full name"), found.name),
        Fact(_("Code"), found.code),
        Fact(_("Kind"), found.get_agency_kind_display() or found.get_kind_display()),
        Fact(_("Level"), found.get_level_display()),
        Fact(_("Body above"), found.parent.name if found.parent else ""),
        *across_facts(found),
        Fact(_("Receives matters of workers"), _("yes") if found.receives_cases else _("no")),
        Fact(_("Prefix of case numbers"), found.case_prefix),
        Fact(_("Place"), found.division.name if found.division else ""),
        Fact(_("At which employer"), found.employer.name if found.employer else ""),
        Fact(_("Public phone"), found.phone),
        Fact(_("Address"), found.address),
    ]
    context = {
        "body": found,
        "facts": facts,
        "rules": queries.responsibilities_of(found)[:200],
        "today": clock.today(),
        "below": queries.bodies_below(found)[:100],
        "affiliates": queries.affiliated(found, clock.today())[:100] if is_industrial else [],
        "is_industrial": is_industrial,
        "is_joint": found.kind == OrganisationKind.JOINT_UNION,
        "waiting": [row for row in queries.changes_of(found)[:50] if row.waits],
        "affiliation": Affiliation.objects.filter(organisation=found, until__isnull=True)
        .select_related("industrial")
        .first(),
        "crumbs": [Choice(_("Bodies"), reverse("organisations:bodies")), Choice(found.short_name)],
        "may_change": access.may_change(actor, found),
        "may_move": access.may_move(actor, found),
        "may_merge": access.may_merge(actor, found),
        "may_affiliate": access.may_affiliate(actor, found),
        "may_close": access.may_close(actor, found),
        "may_answer": access.may_answer_for(actor, found),
    }
    return page(request, "organisations/body.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def body_details(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correcting name, prefix, place, telephone."""
    actor, found = actor_of(request), body_in_scope(request, pk)
    access.may_change(actor, found).or_refuse()
    start = {
        **{name: getattr(found, name) for name in DETAILS},
        "division": found.division.code if found.division else "",
    }
    form = BodyDetailsForm(request.POST if request.method == "POST" else None, initial=start)
    return ask(
        request,
        form,
        act=lambda said: actions.change_body(found, by=actor, **said),
        title=_("Correct “%(name)s”") % {"name": found.short_name},
        button=_("Record"),
        done=_("Recorded."),
        back=page_of_body(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def body_places(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Recording one more place for which a body answers."""
    actor, found = actor_of(request), body_in_scope(request, pk)
    access.may_answer_for(actor, found).or_refuse()
    return ask(
        request,
        ResponsibilityForm(request.POST if request.method == "POST" else None, initial={"since": clock.today()}),
        act=lambda said: actions.answer_for(found, by=actor, **said),
        title=_("For which place does “%(name)s” answer?") % {"name": found.short_name},
        lead=_(
            "New matters of this place arrive here. The nearest place counts, and within it a rule that names the industry."
        ),
        button=_("Record"),
        done=_("Recorded."),
        back=page_of_body(found),
    )


@require_POST
def body_place_end(request: HttpRequest, pk: UUID, rule_pk: UUID) -> HttpResponse:
    """Ending that a body answers for a place."""
    found = body_in_scope(request, pk)
    rule = get_object_or_404(Responsibility.objects.filter(organisation=found), pk=rule_pk)
    actions.end_responsibility(rule, by=actor_of(request))
    return redirect_after_post(request, "organisations:body", found.pk, message=_("Ended; it counts until today."))


@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest) -> HttpResponse:
    """Places that are known, and entering one more."""
    actor = steward(request)
    form = PlaceForm(request.POST if request.method == "POST" else None)
    status, place = submitted(request, form, lambda said: actions.name_place(by=actor, **said))
    if place is not None:
        return redirect_after_post(request, "organisations:places", message=_("The place is entered."))
    sought = PlaceFilterForm(request.GET)
    wanted = sought.cleaned_data if sought.is_valid() else {}
    known = queries.places_matching(access.visible_divisions(actor), **wanted)
    context = {
        "form": form,
        "sought": sought,
        "page": page_of(known, order=("code", "id"), after=request.GET.get("after"), size=50),
        "columns": [Column(_("Code")), Column(_("Full name")), Column(_("Level")), Column(_("Lies in"))],
        "crumbs": [Choice(_("Bodies"), reverse("organisations:bodies")), Choice(_("Places"))],
    }
    return page(request, "organisations/places.html", context, status=status)
