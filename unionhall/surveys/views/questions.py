"""The questions of a draft: adding, rewording, moving, taking out."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionhall.core.http import actor_of
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions, queries
from ..forms import QuestionForm
from ..models import Question
from .desk import in_scope, way_to

UP, DOWN = -1, 1


def _question(request: HttpRequest, pk: UUID, question_pk: UUID) -> Question:
    survey = in_scope(request, pk)
    question = get_object_or_404(Question.objects.filter(survey=survey), pk=question_pk)
    question.survey = survey
    return question


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The questions so far, and one more."""
    survey, actor = in_scope(request, pk), actor_of(request)
    access.may_change(actor, survey).or_refuse()
    form = QuestionForm(request.POST if request.method == "POST" else None, initial={"kind": "one"})
    status, _made = submitted(request, form, lambda said: actions.ask(survey, by=actor, **said))
    if status == DONE:
        return redirect_after_post(request, "surveys:questions", survey.pk, message=_("Added."))
    context = {
        "survey": survey,
        "form": form,
        "questions": queries.questions_of(survey),
        "may_ask": access.may_ask(actor, survey),
        "trail": way_to(survey, _("Questions")),
    }
    return page(request, "surveys/questions.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: UUID, question_pk: UUID) -> HttpResponse:
    """A question in other words."""
    question, actor = _question(request, pk, question_pk), actor_of(request)
    access.may_change(actor, question.survey).or_refuse()
    initial = {
        "text": question.text,
        "kind": question.kind,
        "options": "\n".join(question.options),
        "required": question.required,
    }
    form = QuestionForm(request.POST if request.method == "POST" else None, initial=initial)
    status, _made = submitted(request, form, lambda said: actions.reword(question, by=actor, **said))
    if status == DONE:
        return redirect_after_post(request, "surveys:questions", pk, message=_("Saved."))
    trail = way_to(question.survey, _("Question %(n)d") % {"n": question.place})
    context = {"survey": question.survey, "question": question, "form": form, "trail": trail}
    return page(request, "surveys/question.html", context, status=status)


@require_POST
def place(request: HttpRequest, pk: UUID, question_pk: UUID) -> HttpResponse:
    """One place up or down."""
    by_places = UP if request.POST.get("to") == "up" else DOWN
    actions.shift(_question(request, pk, question_pk), by=actor_of(request), by_places=by_places)
    return redirect_after_post(request, "surveys:questions", pk)


@require_POST
def removal(request: HttpRequest, pk: UUID, question_pk: UUID) -> HttpResponse:
    """Taken out of the draft."""
    actions.drop(_question(request, pk, question_pk), by=actor_of(request))
    return redirect_after_post(request, "surveys:questions", pk, message=_("Taken out."))
