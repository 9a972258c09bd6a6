"""The pages of those who are asked: their surveys, answering one, thanks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.ui.parts import Choice
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions, limits, queries, said
from ..forms import AnswerForm
from ..models import Invitation
from ..states import State

SHOWN = 50


def invitation_in_scope(request: HttpRequest, pk: UUID) -> Invitation:
    """One's own line on the roll; else there is nothing here."""
    found = access.own_invitations(actor_of(request)).select_related("survey__body")
    return get_object_or_404(found, survey=pk)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The surveys one is asked in: those that wait, then those that are done with."""
    rows = access.own_invitations(actor_of(request)).select_related("survey__body")
    found = list(rows.order_by("-survey__opens_on", "survey__pk")[:SHOWN])
    today = clock.today()
    is_open = {row.pk: row.survey.state == State.OPEN and not row.survey.is_over(today) for row in found}
    context = {
        "waiting": [row for row in found if is_open[row.pk] and not row.answered],
        "others": [(row, is_open[row.pk]) for row in found if not is_open[row.pk] or row.answered],
        "trail": [Choice(_("Home"), "/"), Choice(_("What your union asks"))],
    }
    return page(request, "surveys/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answering(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page with all questions. An anonymous answer is sent once; a named one may be changed until the closing."""
    invitation, actor = invitation_in_scope(request, pk), actor_of(request)
    survey = invitation.survey
    questions = queries.questions_of(survey)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, questions=questions, given=_given(invitation, actor)
    )

    def act(answers: dict[str, Any]) -> None:
        limits.one_try(actor)
        actions.answer(survey, by=actor, answers=answers)

    status, _nothing = submitted(request, form, act)
    if status == DONE:
        return redirect_after_post(request, "surveys:thanks", survey.pk)
    context = {
        "survey": survey,
        "form": form,
        "may_answer": access.may_answer(actor, invitation),
        "again": invitation.answered,
        "trail": [
            Choice(_("Home"), "/"),
            Choice(_("What your union asks"), reverse("surveys:mine")),
            Choice(survey.title),
        ],
    }
    return page(request, "surveys/answering.html", context, status=status)


def _given(invitation: Invitation, actor: Actor) -> dict[str, Any]:
    """What was answered before, to be changed."""
    own = queries.own_answer(invitation.survey, actor.person_id)
    return said.unpacked(own.said)[0] if own else {}


@require_safe
def thanks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It has arrived; what comes next."""
    invitation = invitation_in_scope(request, pk)
    more = queries.waiting_for(actor_of(request).person_id, clock.today()).exclude(survey=invitation.survey_id)
    context = {
        "survey": invitation.survey,
        "answered": invitation.answered,
        "may_change": bool(access.may_answer(actor_of(request), invitation)),
        "more": list(more[:3]),
        "trail": [Choice(_("Home"), "/"), Choice(_("What your union asks"), reverse("surveys:mine"))],
    }
    return page(request, "surveys/thanks.html", context)
