"""The pages of those who form a union: start, apply, one's own application, papers, signatures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import files
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of, public
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice
from unionhall.ui.responses import page, redirect_after_post

from .. import access, actions, forms, queries
from ..models import Formation
from ..rules import FOR_ELECTIONS, FOR_FORMING
from ..states import OPEN, FormationState
from . import frame

GET_AND_POST = ["GET", "HEAD", "POST"]
SHOWN = 200


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """How a union is formed, in five steps; and one's own applications."""
    actor = actor_of(request)
    context = {
        "own": list(queries.listed(access.own_formations(actor)).order_by("-asked_at", "pk")[:20]),
        "may_apply": access.may_apply(actor),
        "signed_in": not actor.is_anonymous,
        "rules": frame.rule_lines(FOR_FORMING),
        "trail": [Choice(_("Home"), "/"), Choice(_("Form a union"))],
    }
    return page(request, "forming/start.html", context)


@require_http_methods(GET_AND_POST)
def applying(request: HttpRequest) -> HttpResponse:
    """One page of five facts."""
    actor = actor_of(request)
    access.may_apply(actor).or_refuse()
    form = forms.ApplicationForm(frame.posted(request))
    return ask(
        request, form, act=lambda _said: actions.apply(by=actor, **form.facts), back=("forming:start",),
        onward="forming:formation", title=_("Form a union"), button=_("Send the application"),
        done=_("Your application has arrived. Now hand on the link, so that others sign."),
        lead=_("Only the federation above reads this. Your employer does not hear of it from us, now or later."),
        crumbs=frame.way_to(request, None, _("Apply")),
    )  # fmt: skip


@require_safe
def formation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One application: for the applicant what to do next, for the bodies above what to decide."""
    found, actor = frame.formation_in_scope(request, pk), actor_of(request)
    mine = bool(access.may_work_on(actor, found))
    elections = [(one, queries.candidates_of(one)) for one in queries.elections_of(formation=found)]
    signatures = queries.signatures_of(found)
    context = {
        "formation": found,
        "mine": mine,
        "owner": found.applicant_id in actor.self_and_mandates,
        "signed": signatures.count(),
        "signatures": list(signatures[:SHOWN]),
        "sign_url": request.build_absolute_uri(reverse("forming:signing", args=[found.sign_code])) if mine else "",
        "papers": frame.paper_lines(request, found),
        "elections": [(one, candidates, _election_verdicts(actor, one)) for one, candidates in elections],
        "story": frame.story(found),
        "limit": frame.limit_words(found),
        "rules": frame.rule_lines(FOR_ELECTIONS if found.state == FormationState.PREPARING else FOR_FORMING),
        "may": _verdicts(actor, found),
        "trail": [*frame.way_to(request, found)[:-1], Choice(found.name)],
        "at_desk": bool(access.may_review_any(actor)) and not mine,
        "base": "ui/base_desk.html" if actor.posts else "ui/base_worker.html",
    }
    return page(request, "forming/formation.html", context)


def _verdicts(actor: Actor, found: Formation) -> dict[str, Any]:
    """Each act with its verdict, for the buttons."""
    return {
        "work": access.may_work_on(actor, found),
        "paper": access.may_add_paper(actor, found),
        "send_again": access.may_send_again(actor, found),
        "withdraw": access.may_withdraw(actor, found),
        "call": access.may_call_election(actor, found),
        "allow": access.may_allow_preparation(actor, found),
        "send_back": access.may_send_back(actor, found),
        "refuse": access.may_refuse(actor, found),
        "pass_up": access.may_pass_up(actor, found),
        "identify": access.may_identify(actor, found),
    }


def _election_verdicts(actor: Actor, election: Any) -> dict[str, Any]:
    return {
        "record": access.may_record_result(actor, election),
        "off": access.may_call_off(actor, election),
        "approve": access.may_approve(actor, election),
        "again": access.may_set_aside(actor, election),
    }


@require_http_methods(GET_AND_POST)
def correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Other words in one's own application."""
    found, actor = frame.formation_in_scope(request, pk), actor_of(request)
    access.may_work_on(actor, found).or_refuse()
    start = {key: getattr(found, key) for key in ("name", "workers", "form", "why")}
    form = forms.CorrectionForm(frame.posted(request), initial=start)
    return ask(
        request, form, act=lambda said: actions.correct(found, by=actor, **said), back=("forming:formation", found.pk),
        title=_("Correct the application"), button=_("Save"), done=_("Saved."),
        crumbs=frame.way_to(request, found, _("Correct")),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a paper on the application."""
    found, actor = frame.formation_in_scope(request, pk), actor_of(request)
    access.may_add_paper(actor, found).or_refuse()
    form = forms.PaperForm(*frame.posted_with_files(request))

    def act(said: dict[str, Any]) -> Any:
        stored = files.store(said["file"], by=actor, kind="forming")
        return actions.add_paper(found, by=actor, stored=stored, kind=said["kind"])

    return ask(
        request, form, act=act, back=("forming:formation", found.pk), title=_("Add a paper"), button=_("Add it"),
        done=_("Added."), crumbs=frame.way_to(request, found, _("Papers")),
    )  # fmt: skip


@require_safe
def paper(request: HttpRequest, pk: UUID) -> FileResponse:
    """The file itself."""
    row = get_object_or_404(access.visible_papers(actor_of(request)).select_related("stored"), pk=pk)
    return files.as_response(row.stored)


@require_POST
def paper_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a paper off again."""
    row = get_object_or_404(access.visible_papers(actor_of(request)).select_related("formation"), pk=pk)
    actions.remove_paper(row, by=actor_of(request))
    return redirect_after_post(request, "forming:formation", row.formation_id, message=_("Taken off."))


@require_http_methods(GET_AND_POST)
def signatures(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Type in somebody who signed on paper."""
    found, actor = frame.formation_in_scope(request, pk), actor_of(request)
    access.may_work_on(actor, found).or_refuse()
    form = forms.PaperSignatureForm(frame.posted(request))
    return ask(
        request, form, act=lambda said: actions.sign_on_paper(found, by=actor, **said),
        back=("forming:formation", found.pk), title=_("Somebody signed on paper"), button=_("Add to the list"),
        done=_("Added."), crumbs=frame.way_to(request, found, _("Signatures")),
        lead=_("Keep the paper, and add a picture of it to the papers."),
    )  # fmt: skip


@public
@require_http_methods(GET_AND_POST)
def signing(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind the link: what it is, and one button. Nobody but the applicant and the bodies above reads who signed."""
    found, actor = queries.by_sign_code(code), actor_of(request)
    if found is None or found.state not in OPEN:
        return page(request, "forming/sign_gone.html", {}, status=404)
    if request.method == "POST":
        if request.POST.get("act") == "back":
            actions.take_back_signature(found, by=actor)
            return redirect_after_post(request, "forming:signing", code, message=_("Taken back."))
        actions.sign(found, by=actor)
        return redirect_after_post(request, "forming:signing", code, message=_("Thank you. You are on the list."))
    context = {
        "formation": found,
        "may_sign": access.may_sign(actor, found),
        "may_take_back": access.may_take_back_signature(actor, found),
        "signed_in": not actor.is_anonymous,
    }
    return page(request, "forming/signing.html", context)
