"""Terms of office: the list, one union, a term entered by hand, dissolution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import clock, paging
from unionhall.core.http import actor_of
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import page, redirect_after_post

from .. import access, actions, forms, queries
from ..models import Dissolution
from ..rules import FOR_ELECTIONS, NO_ARBITRARY_END
from . import frame

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

GET_AND_POST = ["GET", "HEAD", "POST"]
SIZE = 50


def body_in_scope(request: HttpRequest, pk: UUID) -> Organisation:
    found = access.bodies_with_terms(actor_of(request)).select_related("parent", "employer")
    return get_object_or_404(found, pk=pk)


def way_to_body(body: Organisation, *more: str) -> list[Choice]:
    trail = [Choice(_("Terms of office"), reverse("forming:terms"))]
    trail.append(Choice(body.short_name, reverse("forming:term", args=[body.pk])))
    return [*trail, *(Choice(words) for words in more)]


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Terms that run, the one that ends first on top."""
    actor = actor_of(request)
    if not access.may_see_terms(actor):
        raise Http404
    found = access.visible_terms(actor).filter(ended_on__isnull=True).select_related("body")
    rows = paging.page(found, order=("until", "id"), after=request.GET.get("after"), size=SIZE)
    known = access.visible_terms(actor).filter(ended_on__isnull=True).values("body")
    without = access.bodies_with_terms(actor).filter(closed_on__isnull=True).exclude(pk__in=known)
    context = {
        "rows": rows,
        "today": clock.today(),
        "ending": paging.capped_count(queries.ending(access.visible_terms(actor))),
        "without": paging.capped_count(without),
        "some_without": list(without.order_by("code", "pk")[:20]),
        "columns": [Column(_("Union")), Column(_("Term")), Column(_("Began on")), Column(_("Ends on"))],
    }
    return page(request, "forming/terms.html", context)


@require_safe
def term(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One union: its term, its elections, and what may be done."""
    body, actor = body_in_scope(request, pk), actor_of(request)
    dissolution = queries.dissolution_of(body)
    elections = queries.elections_of(body=body)
    context = {
        "body": body,
        "today": clock.today(),
        "term": queries.term_of(body),
        "before": [one for one in queries.terms_of(body) if one.ended_on],
        "elections": [
            (one, queries.candidates_of(one), {
                "record": access.may_record_result(actor, one), "off": access.may_call_off(actor, one),
                "approve": access.may_approve(actor, one), "again": access.may_set_aside(actor, one),
            })
            for one in elections
        ],
        "dissolution": dissolution,
        "may": {
            "call": access.may_call_re_election(actor, body),
            "record": access.may_record_term(actor, body),
            "end": access.may_ask_dissolution(actor, body),
            "dissolve": access.may_dissolve(actor, dissolution) if dissolution else None,
            "keep": access.may_keep(actor, dissolution) if dissolution else None,
            "take_back": access.may_take_back(actor, dissolution) if dissolution else None,
        },
        "rules": frame.rule_lines((*FOR_ELECTIONS, NO_ARBITRARY_END)),
        "trail": [Choice(_("Terms of office"), reverse("forming:terms")), Choice(body.short_name)],
    }  # fmt: skip
    return page(request, "forming/term.html", context)


@require_http_methods(GET_AND_POST)
def recording(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Enter the term that runs at a union that was there before."""
    body, actor = body_in_scope(request, pk), actor_of(request)
    access.may_record_term(actor, body).or_refuse()

    def act(said: dict[str, Any]) -> Any:
        return actions.record_term(body, by=actor, number=said["number"], since=said["since"], years=int(said["years"]))

    return ask(
        request, forms.TermForm(frame.posted(request)), act=act, back=("forming:term", body.pk),
        title=_("Enter the term that runs"), button=_("Save"), done=_("Saved."),
        crumbs=way_to_body(body, _("Term")),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def dissolution(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the body above to dissolve the union."""
    body, actor = body_in_scope(request, pk), actor_of(request)
    access.may_ask_dissolution(actor, body).or_refuse()
    return ask(
        request, forms.DissolutionForm(frame.posted(request)), back=("forming:term", body.pk), danger=True,
        act=lambda said: actions.ask_dissolution(body, by=actor, **said), title=_("Dissolve the union"),
        button=_("Apply for it"), done=_("The body above decides."), lead=str(NO_ARBITRARY_END.text),
        crumbs=way_to_body(body, _("Dissolution")),
    )  # fmt: skip


def _asked(request: HttpRequest, pk: UUID) -> Dissolution:
    bodies = access.bodies_with_terms(actor_of(request))
    found = Dissolution.objects.filter(body__in=bodies.values("pk")).select_related("body")
    return get_object_or_404(found, pk=pk)


@require_http_methods(GET_AND_POST)
def dissolving(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The body above dissolves the union."""
    found, actor = _asked(request, pk), actor_of(request)
    access.may_dissolve(actor, found).or_refuse()
    return ask(
        request, forms.WordsForm(frame.posted(request)), back=("forming:terms",), danger=True,
        act=lambda said: actions.dissolve(found, by=actor, words=said["words"]), title=_("Dissolve the union"),
        button=_("Dissolve it"), done=_("The union is dissolved."), lead=found.words,
        crumbs=way_to_body(found.body, _("Dissolution")),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def keeping(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The body above refuses the dissolution."""
    found, actor = _asked(request, pk), actor_of(request)
    access.may_keep(actor, found).or_refuse()
    return ask(
        request, forms.ReasonForm(frame.posted(request)), back=("forming:term", found.body_id),
        act=lambda said: actions.keep(found, by=actor, reason=said["reason"]), title=_("Refuse the dissolution"),
        button=_("Do not agree"), done=_("The union stays."), crumbs=way_to_body(found.body, _("Dissolution")),
    )  # fmt: skip


@require_POST
def taking_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever applied takes the application back."""
    found = _asked(request, pk)
    actions.take_back(found, by=actor_of(request))
    return redirect_after_post(request, "forming:term", found.body_id, message=_("Taken back."))
